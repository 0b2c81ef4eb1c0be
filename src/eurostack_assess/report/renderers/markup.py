"""The basis of every HTML page: texts that cannot act as markup, links to the web only, and a security policy."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from eurostack_assess.inert import escape_active, to_single_line

_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:)])")


def escape_text(words: str) -> str:
    """Words as HTML text: no character of them marks up or acts."""
    return escape(escape_active(words))


def split_addresses(words: str) -> Iterator[tuple[str, bool]]:
    """The words on one line, in pieces, each with whether it is an address on the web."""
    for index, piece in enumerate(_ADDRESS.split(to_single_line(words))):
        if piece:
            yield piece, index % 2 == 1


def read_asset(name: str) -> str:
    """A style sheet or script of ours."""
    return (files("eurostack_assess.report") / "assets" / name).read_text("utf-8")


def build_security_policy(style: str, script: str | None = None) -> str:
    """A content security policy under which this very style and script work, and nothing else does."""
    allowed = [f"style-src '{_digest(style)}'", *([f"script-src '{_digest(script)}'"] if script is not None else [])]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"

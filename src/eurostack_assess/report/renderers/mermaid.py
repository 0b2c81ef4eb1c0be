"""Escapes texts for Mermaid, the graph language that the large code hosts draw."""

import re

from eurostack_assess.inert import to_single_line

_SIGN = re.compile(r"[\x21-\x2b/\x3a-\x40\x5b-\x60\x7b-\x7e]")


def escape_label(text: str) -> str:
    """A text in which no character acts; all signs of ASCII but , - . are spelled out by their codes."""
    return _SIGN.sub(lambda found: f"#{ord(found[0])};", to_single_line(text))

"""Translations of `--help` and of usage errors, keyed by the English text that the commands declare.

Each language has a file in `help/`: `texts` holds the texts of commands, arguments and options, `marks` the words
around them, such as headings, and `errors` the messages about wrong usage. A text without a translation is shown in
English; `tests/checks/test_help_words.py` finds such texts.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "help"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PYDANTIC = "Value error, "
"""Prefix that pydantic adds to the message of a validator."""


@cache
def load_help_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """The sections of a language's file; none for English, and for a language that has no file."""
    path = _FOLDER / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


class HelpWords:
    """The words of `--help` and of usage errors in one language."""

    def __init__(self, language: str) -> None:
        self._sections = load_help_words(language)

    def text(self, english: str) -> str:
        """The help of a command, an argument or an option."""
        return self._sections.get("texts", {}).get(english, english)

    def mark(self, english: str) -> str:
        """A word of the layout, such as a heading."""
        return self._sections.get("marks", {}).get(english, english)

    def error(self, english: str) -> str:
        """A usage error; the value of a placeholder may be such a sentence too, and is translated as well."""
        said = english.replace(_PYDANTIC, "")
        for template, own in self._sections.get("errors", {}).items():
            if found := re.fullmatch(_compile(template), said, re.DOTALL):
                return own.format_map({name: self.error(value) for name, value in found.groupdict().items()})
        return said


@cache
def _compile(template: str) -> str:
    """The pattern of a sentence with placeholders in braces."""
    pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    return _PLACEHOLDER.sub(r"(?P<\1>.+)", pattern)

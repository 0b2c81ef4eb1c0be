"""The terms of the glossary: the name of each concept in every language, its meaning, and the commands that show it.

The terms are data in `glossary/terms.toml`. `explain TERM` shows one term; `docs/glossary.md` is generated from all
terms.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).parent / "glossary" / "terms.toml"


class GlossaryTerm(NamedTuple):
    """One concept and its words."""

    words: Mapping[str, tuple[str, ...]]
    """By language: the word to use, then the names of its parts or its short form. Empty: a word of the code alone."""
    means: Mapping[str, str]
    """By language: what it is, as a sentence."""
    also: Mapping[str, tuple[str, ...]]
    """By language: what others call it."""
    code: tuple[str, ...]
    """Names in the code."""
    ruled_out: tuple[str, ...]
    """Names that the code must not use for it."""
    commands: tuple[str, ...]
    """What to type after the program's name to see it."""


@cache
def load_glossary() -> Mapping[str, tuple[GlossaryTerm, ...]]:
    """The terms by section, in order."""
    return {
        section["title"]: tuple(map(_read_term, section["term"]))
        for section in tomllib.loads(_FILE.read_text("utf-8"))["section"]
    }


@cache
def list_words() -> Mapping[str, GlossaryTerm]:
    """The term of every word, in any language and also as others call it; words in small letters."""
    return {
        word.casefold(): term
        for terms in load_glossary().values()
        for term in terms
        for names in (*term.also.values(), *term.words.values())
        for word in names
    }


def _read_term(row: Mapping[str, Any]) -> GlossaryTerm:
    return GlossaryTerm(
        words={language: tuple(row[language]) for language in row["means"] if language in row},
        means=row["means"],
        also={language: tuple(names) for language, names in row.get("also", {}).items()},
        code=tuple(row.get("code", ())),
        ruled_out=tuple(row.get("not", ())),
        commands=tuple(row.get("try", ())),
    )

"""The words that other people's registers and surveys use, in one TOML file per language.

To add a language, add a file next to `en.toml`; every file is read with the words of all languages, whatever its own
language. All words are in lower case.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import StringConstraints

from eurostack_assess.model.base import Entity
from eurostack_assess.model.register import ServiceKey
from eurostack_assess.model.vocabulary import FindingVerdict, OpenWord

Word = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z]([^A-Z]*[^\sA-Z])?$")]
"""A word or words in lower case."""
Words = tuple[Word, ...]
TitleRole = Literal["start_time", "submit_time", "last_change", "participant", "seed", "name", "no_question"]
"""What a column of a survey holds that is no answer; seed: the random order of one participant's questions."""

Meaning = TypeVar("Meaning")

_FOLDER = Path(__file__).parent


class InputWords(Entity):
    """What files in one language, or in any, call things."""

    survey_titles: Mapping[TitleRole, Words] = {}
    answers: Mapping[OpenWord, Words] = {}
    """For answers that are no rung."""
    findings: Mapping[FindingVerdict, Words] = {}
    """For judgements of a layer, beyond the words of the tool's own reports."""
    register_columns: Mapping[ServiceKey, Words] = {}
    """Titles of a register's columns, by field of a service."""
    register_values: Mapping[ServiceKey, Mapping[Word, Words]] = {}
    """Words for the values of a field."""

    def meaning_of_titles(self) -> dict[str, ServiceKey]:
        """The field of a service by the title of its column."""
        return invert_words(self.register_columns)

    def meaning_of_values(self, key: ServiceKey) -> dict[str, str]:
        """The value of a field by the word that stands for it."""
        return invert_words(self.register_values.get(key, {}))


def invert_words(words: Mapping[Meaning, Words]) -> dict[str, Meaning]:
    """What each word means."""
    return {word: meaning for meaning, said in words.items() for word in said}


@cache
def get_input_words() -> InputWords:
    """The words of all languages."""
    entries: dict[str, object] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        entries = _merge(entries, tomllib.loads(path.read_text("utf-8")))
    return InputWords.model_validate(entries)


def _merge(words: Mapping[str, object], added: Mapping[str, object]) -> dict[str, object]:
    """Both, table by table and list after list."""
    merged = dict(words)
    for key, value in added.items():
        known = merged.get(key)
        if isinstance(value, dict):
            merged[key] = _merge(known if isinstance(known, dict) else {}, value)
        elif isinstance(value, list):
            merged[key] = (*(known if isinstance(known, tuple) else ()), *value)
        else:
            merged[key] = value
    return merged

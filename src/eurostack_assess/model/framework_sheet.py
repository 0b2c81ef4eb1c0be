"""The sheets and columns of a framework as a spreadsheet, which `report` writes and `reading` reads.

Sheet `questions` has one row per property of a question, so that all texts of a question are listed together, one below
the other. Sheet `files` holds the other files, with one row per value, under the keys that lead to it. Titles and keys
are those of the files, whatever the language of the tool.
"""

import re
from collections.abc import Mapping, Sequence

from eurostack_assess.model.base import ANY_LANGUAGE, LANGUAGE

QUESTIONS, FILES = "questions", "files"
"""Names of the sheets of a framework."""

PLAIN_TEXT = "text"
"""Title of the column for texts without a language."""

ROW_KEY_COLUMNS = ("part", "question", "what", "number")
"""Columns that identify a row: part, question, kind of row, and number, counted from 0, where there are several of a
kind."""

QUESTION_COLUMNS = (
    "scope", "layer", "facet", "weight", "target", "role", "floor", "context", "asked_from", "smallest",
)  # fmt: skip
RESPONDENTS = "respondents"
"""Column with the respondents of a question, separated by commas."""
COUNT_PER = "per"
"""Column with the population for which the numbers in a question's options are given."""
ROWS: Mapping[str, Sequence[str]] = {
    "layer": (),
    "lens": (),
    "short": (),
    "title": (),
    "ask": (*QUESTION_COLUMNS, COUNT_PER, RESPONDENTS),
    "why": (),
    "absolute": (),
    "party": ("party",),
    "option": ("value", "level", "count", "least"),
    "evidence": (),
    "action": ("to", "effort"),
    "contradicted": ("rung", "by", "of-layer", "categories"),
    "earlier": ("edition", "of-question", "at-least"),
    "map": ("instrument", "reference"),
    "source": ("about", "url", "date", "valid_until", "confidence"),
}
"""Columns that each kind of row fills in addition to its text. The first three kinds describe a part."""

PART_ROWS = ("layer", "lens", "short")
"""Kinds of row that describe a part, not a question."""

PROVES_NOTHING = "-"
"""Value in column `at-least` for a rung of an earlier edition that proves nothing."""

COLUMNS = tuple(dict.fromkeys(column for columns in ROWS.values() for column in columns))
NUMBER_COLUMNS = (
    "weight", "target", "floor", "asked_from", "per", "value", "level", "count", "least", "to", "rung",
)  # fmt: skip
"""Columns of sheet `questions` that hold numbers."""

FILE_KEY_COLUMNS = ("file", "key")
"""Columns of sheet `files` that identify a value: the file's name, and the keys to the value, separated by /; #0 is the
first item of a list."""

VALUE = "value"
"""Column of sheet `files` for values that are not texts for readers."""

_TITLES = frozenset((*ROW_KEY_COLUMNS, *COLUMNS, *FILE_KEY_COLUMNS, VALUE))
_TEXT_PREFIX = f"{PLAIN_TEXT} "
_CODE = re.compile(LANGUAGE)


def title_of(language: str) -> str:
    """Title of the column with texts in a language: its code, after `text` where a column has that title already."""
    if language == ANY_LANGUAGE:
        return PLAIN_TEXT
    return f"{_TEXT_PREFIX}{language}" if language in _TITLES else language


def language_of(title: str) -> str | None:
    """The language of the texts in a column; None: it holds something else."""
    if title == PLAIN_TEXT:
        return ANY_LANGUAGE
    language = title.removeprefix(_TEXT_PREFIX)
    return language if _CODE.match(language) and title not in _TITLES else None


def holds_number(keys: Sequence[str]) -> bool:
    """Whether the value at these keys of a file other than a questionnaire is a number."""
    return keys[-1] in ("target", "weight", "minutes") or any(
        key in ("weights", "thresholds", "cuts") for key in keys[:-1]
    )


def holds_truth(keys: Sequence[str]) -> bool:
    """Whether the value at these keys of a file other than a questionnaire is true or false."""
    return keys[-1] == "proposal"

"""A framework as a spreadsheet: which sheets and columns it has. Written by `report`, read by `reading`.

Sheet `questions` has a row for each thing that is said of a question, so that all texts of one stand below each other.
Sheet `files` has the other files, a row a value, under the keys that lead to it. Titles and keys are those of the
files, in whatever language the tool speaks.
"""

import re
from collections.abc import Mapping, Sequence

from eurostack_assess.model.base import ANY_LANGUAGE, LANGUAGE

QUESTIONS, FILES = "questions", "files"
"""Names of the sheets."""

PLAIN_TEXT = "text"
"""Title of the column with texts in no language."""

ROW_KEY_COLUMNS = ("part", "question", "what", "number")
"""Which part and question a row is about, which thing of it, and which one where there are several, from 0."""

QUESTION_COLUMNS = (
    "scope", "layer", "facet", "weight", "target", "role", "floor", "context", "asked_from", "smallest",
)  # fmt: skip
RESPONDENTS = "respondents"
"""Column of a question: who can answer it, with commas between them."""
COUNT_PER = "per"
"""Column of a question: the population for which the counts of its options are written."""
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
"""By what a row says, the columns that it fills besides its text. The first three are about a part."""

PART_ROWS = ("layer", "lens", "short")
"""Rows that are about a part, and no question of it."""

PROVES_NOTHING = "-"
"""In column at-least, for a rung of an earlier edition that proves nothing."""

COLUMNS = tuple(dict.fromkeys(column for columns in ROWS.values() for column in columns))
NUMBER_COLUMNS = (
    "weight", "target", "floor", "asked_from", "per", "value", "level", "count", "least", "to", "rung",
)  # fmt: skip
"""Columns of sheet `questions` that hold numbers."""

FILE_KEY_COLUMNS = ("file", "key")
"""Of sheet `files`: the file's name, and the keys to a value, with / between them; #0 is a list's first item."""

VALUE = "value"
"""Of sheet `files`: what is no text for readers."""

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

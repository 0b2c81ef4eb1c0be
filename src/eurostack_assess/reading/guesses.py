"""Guesses what was meant by a value that is not accepted: hints for the most common mistakes."""

import math
import re
from collections.abc import Mapping
from functools import cache

from eurostack_assess.errors import Message, message
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, RungBounds, parse_bounds

GLUED_KEY = re.compile(r"(?P<indent>[\s-]*)(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?P<value>[^\s:/].*)")
"""A key with its value right behind the colon, which YAML takes for one word."""
DECIMAL_COMMA = re.compile(r"-?[0-9]{1,9},[0-9]{1,9}")
FLAGGED_NUMBER = re.compile(r"(-?\d+(?:[.,]\d+)?) ?([A-Za-z]{1,3})")
"""A figure with the flag that statistical offices put behind it."""


def guess_answer(value: object) -> Message | None:
    """What was probably meant by an answer that is none: a number in quotes, words for not knowing, `2+`."""
    if isinstance(value, float):
        low = math.floor(value)
        if low == value:
            return message("hint.did-you-mean", word=str(low))
        return message("hint.answer-between", low=low, high=low + 1)
    if not isinstance(value, str):
        return None
    word = value.strip()
    if word.isascii() and word.isdigit():
        return message("hint.answer-unquoted", answer=word)
    if DECIMAL_COMMA.fullmatch(word):
        low = int(word.partition(",")[0])
        return message("hint.answer-between", low=low, high=low + 1)
    if (bounds := parse_bounds(word, keyed=True)) is not None:
        return message("hint.answer-bounds", answer=_write_bounds(bounds))
    return {
        DONT_KNOW: message("hint.did-you-mean", word=DONT_KNOW),
        NOT_APPLICABLE: message("hint.answer-not-applicable"),
    }.get(_find_open_word(word) or "")


def _write_bounds(bounds: RungBounds) -> str:
    if bounds.between is not None:
        return "{{between: [{}, {}]}}".format(*bounds.between)
    return f"{{at_least: {bounds.at_least}}}" if bounds.at_most is None else f"{{at_most: {bounds.at_most}}}"


def _find_open_word(word: str) -> str | None:
    from eurostack_assess.reading.survey import get_open_words
    from eurostack_assess.reading.survey_titles import normalise_text

    return get_open_words().get(normalise_text(word))


def guess_country(value: object) -> Message | None:
    """The code of the country that a name, an alias or a code in small letters stands for."""
    code = _read_catalogue().find_country(value) if isinstance(value, str) else None
    return message("hint.did-you-mean", word=code) if code else None


@cache
def _read_catalogue() -> Catalogue:
    from eurostack_assess import shipped
    from eurostack_assess.reading.catalogue import read_catalogue

    return read_catalogue(shipped.get_folder("catalogue"))


def guess_space(value: object) -> Message | None:
    """That a space is missing behind a colon, where a mapping was taken for one word."""
    found = GLUED_KEY.match(value) if isinstance(value, str) else None
    return message("hint.syntax-space", key=found["key"], value=found["value"].split()[0]) if found else None


def guess_decimal(siblings: object, key: str) -> Message | None:
    """That a decimal comma ended a number: in `{share: 0,5}` the key `5` has no value and comes after a number."""
    if not key.isdigit() or not isinstance(siblings, Mapping) or siblings.get(key) is not None:
        return None
    keys = list(siblings)
    before = siblings[keys[keys.index(key) - 1]] if key in siblings and keys.index(key) else None
    if isinstance(before, int) and not isinstance(before, bool):
        return message("hint.decimal-point", number=f"{before}.{key}")
    return None

"""Parses limits typed for the quality gate: for a score, a level, or the share that is unknown."""

import re
from fractions import Fraction

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.model.gate import Measure

NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,9})?")
MOST_SHOWN = 80
"""Characters of a word that is no limit."""


def parsed_limit(measure: Measure, value: str, word: str, top_level: int) -> Fraction:
    """A limit as a share of 0 to 1, or as a level.

    Args:
        measure: What is limited.
        value: The number as it was typed.
        word: The whole word, for the message.
        top_level: The highest level of the framework.

    Raises:
        UsageError: no number, or one that cannot be reached.
    """
    number = (value.strip().removesuffix("%") if measure == "unknown" else value.strip()).replace(",", ".")
    highest = top_level if measure == "level" else 100
    limit = Fraction(number) if NUMBER.fullmatch(number) else None
    refused = {"level": "." in number, "unknown": "%" not in value and limit and limit < 1}
    if limit is None or limit > highest or refused.get(measure):
        raise UsageError(message(f"error.limit-{measure}", given=typed(word)[:MOST_SHOWN], highest=highest))
    return limit if measure == "level" else limit / 100

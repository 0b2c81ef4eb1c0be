"""The outcome of comparing two parties, as one word; the words are in order of certainty."""

from typing import Literal, get_args

from eurostack_assess.model.comparison import Pair

PAIR = 2
"""Parties of a pair."""

PairOutcome = Literal["higher", "very_likely", "likely", "not-separable", "depends-on-size", "equal", "too-little"]
"""The outcome for a pair in a word; the most certain first."""

PAIR_OUTCOMES: tuple[PairOutcome, ...] = get_args(PairOutcome)
HIGHER_OUTCOMES: tuple[PairOutcome, ...] = ("higher", "very_likely", "likely")
"""Those in which one party is called higher."""


def find_outcome(pair: Pair) -> PairOutcome:
    """The outcome for a pair in a word."""
    if pair.higher_party is not None:
        return next((word for word in HIGHER_OUTCOMES if word == pair.standing), "higher")
    word = pair.standing.replace("_", "-")
    return next(outcome for outcome in PAIR_OUTCOMES if outcome == word)


def order_pair(pair: Pair) -> tuple[int, int]:
    """The two parties, the higher one first where one is called higher."""
    return (pair.second, pair.first) if pair.higher_party == pair.second else (pair.first, pair.second)

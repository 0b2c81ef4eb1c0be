"""Criticality and difficulty of leaving as numbers, and shares of totals in which not everything is known.

A share is a ratio of sums. Where a criticality, an exit, a country or a share is unknown, each of its extreme values is
a choice; the ends of the share's interval are found exactly, by Dinkelbach's method for ratios (Management Science 13,
1967): guess the ratio, make the best choice for each item against that guess, and guess again until nothing changes.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from math import lcm
from typing import Literal

from eurostack_assess.method.exact import ONE, ZERO, count_units
from eurostack_assess.model.profile import Criticality, Exit

CRITICALITY: dict[Criticality, Fraction] = {"low": Fraction(1, 3), "medium": Fraction(2, 3), "high": ONE}
EXIT: dict[Exit, Fraction] = {"easy": Fraction(1, 4), "medium": Fraction(1, 2), "complex": Fraction(3, 4), "none": ONE}
"""The part of the four stages at which a service is still there."""

Difficulty = Literal["at_once", "easy_left", "medium_left", "complex_left", "mean"]
"""A stage of leaving, or the mean of the four: how much a service of each exit counts."""

DIFFICULTIES: dict[Difficulty, dict[Exit, Fraction]] = {
    "at_once": {"easy": ONE, "medium": ONE, "complex": ONE, "none": ONE},
    "easy_left": {"easy": ZERO, "medium": ONE, "complex": ONE, "none": ONE},
    "medium_left": {"easy": ZERO, "medium": ZERO, "complex": ONE, "none": ONE},
    "complex_left": {"easy": ZERO, "medium": ZERO, "complex": ZERO, "none": ONE},
    "mean": EXIT,
}

Choice = tuple[Fraction, Fraction]
"""What an item adds to the part and to the whole."""
CountedChoice = tuple[int, int]
"""The same in whole numbers of some unit."""
SERVICE_UNIT = 12
"""Of which a third of a criticality and a quarter of a difficulty are whole numbers."""


def criticalities(known: Criticality | None) -> tuple[Fraction, ...]:
    """The weight of a criticality; its lowest and highest where it is unknown."""
    return (CRITICALITY[known],) if known else (CRITICALITY["low"], CRITICALITY["high"])


def difficulties(known: Exit | None, difficulty: Difficulty = "mean") -> tuple[Fraction, ...]:
    """How much an exit counts; the least and the most where it is unknown."""
    counts = DIFFICULTIES[difficulty]
    return (counts[known],) if known else (counts["easy"], counts["none"])


@cache
def weigh(
    criticality: Criticality | None, exit_class: Exit | None, control: tuple[Fraction, ...], difficulty: Difficulty
) -> tuple[CountedChoice, ...]:
    """What one service of which these are known can add, in `SERVICE_UNIT`s; `control` is 0, 1, or both."""
    values = {counted * controlled for counted, controlled in product(difficulties(exit_class, difficulty), control)}
    return tuple(
        (count_units(weight * value, SERVICE_UNIT), count_units(weight, SERVICE_UNIT))
        for weight, value in product(criticalities(criticality), values)
    )


def ratio_between(items: Sequence[Sequence[Choice]]) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest ratio of parts to wholes, one choice an item; None where every whole is 0."""
    unit = lcm(*(number.denominator for choices in items for choice in choices for number in choice))
    return count_ratio_between(
        [[(count_units(part, unit), count_units(whole, unit)) for part, whole in choices] for choices in items]
    )


def count_ratio_between(items: Sequence[Sequence[CountedChoice]]) -> tuple[Fraction, Fraction] | None:
    """The same of choices in whole numbers of some unit."""
    low, high = _find_extreme_ratio(items, -1), _find_extreme_ratio(items, 1)
    return None if low is None or high is None else (low, high)


def _find_extreme_ratio(items: Sequence[Sequence[tuple[int, int]]], sign: int) -> Fraction | None:
    """In whole numbers: comparing fractions is what this would spend its time on."""
    chosen = [max(choices, key=lambda choice: choice[1]) for choices in items]
    best: tuple[int, int] | None = None
    while True:
        part, whole = sum(part for part, _ in chosen), sum(whole for _, whole in chosen)
        if not whole or (best is not None and sign * (part * best[1] - best[0] * whole) <= 0):
            return None if best is None else Fraction(*best)
        best = part, whole
        chosen = [_choose(choices, best, sign) for choices in items]


def _choose(choices: Sequence[tuple[int, int]], ratio: tuple[int, int], sign: int) -> tuple[int, int]:
    """The choice that moves a ratio, of a part to a whole, furthest."""
    return max(choices, key=lambda choice: sign * (choice[0] * ratio[1] - ratio[0] * choice[1]))

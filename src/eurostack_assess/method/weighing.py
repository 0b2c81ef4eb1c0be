"""Criticality and difficulty of leaving as numbers, and shares of wholes in which not everything is known.

A share is a ratio of sums. Where a criticality, an exit, a country or a share is unknown, each of its extreme values is
a choice; the ends of the share's interval are found exactly, by Dinkelbach's method for ratios (Management Science 13,
1967): guess the ratio, make the best choice for each item against that guess, and guess anew until nothing changes.
"""

from collections.abc import Sequence
from fractions import Fraction

from eurostack_assess.method.exact import ONE, ZERO, total
from eurostack_assess.model.profile import Criticality, Exit

CRITICALITY: dict[Criticality, Fraction] = {"low": Fraction(1, 3), "medium": Fraction(2, 3), "high": ONE}
EXIT: dict[Exit, Fraction] = {"easy": ZERO, "medium": Fraction(1, 3), "complex": Fraction(2, 3), "none": ONE}

Choice = tuple[Fraction, Fraction]
"""What an item adds to the part and to the whole."""


def criticalities(known: Criticality | None) -> tuple[Fraction, ...]:
    """The weight of a criticality; its lowest and highest where it is unknown."""
    return (CRITICALITY[known],) if known else (CRITICALITY["low"], CRITICALITY["high"])


def difficulties(known: Exit | None) -> tuple[Fraction, ...]:
    """The weight of an exit; its lowest and highest where it is unknown."""
    return (EXIT[known],) if known else (EXIT["easy"], EXIT["none"])


def ratio_between(items: Sequence[Sequence[Choice]]) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest ratio of parts to wholes, one choice an item; None where every whole is 0."""
    low, high = _find_extreme_ratio(items, -1), _find_extreme_ratio(items, 1)
    return None if low is None or high is None else (low, high)


def _find_extreme_ratio(items: Sequence[Sequence[Choice]], sign: int) -> Fraction | None:
    chosen = [max(choices, key=lambda choice: choice[1]) for choices in items]
    ratio = None
    while True:
        numerator, denominator = (
            total(numerator for numerator, _ in chosen),
            total(denominator for _, denominator in chosen),
        )
        if not denominator:
            return ratio
        better = numerator / denominator
        if ratio is not None and sign * (better - ratio) <= 0:
            return ratio
        ratio = better
        chosen = [max(choices, key=lambda choice: sign * (choice[0] - better * choice[1])) for choices in items]

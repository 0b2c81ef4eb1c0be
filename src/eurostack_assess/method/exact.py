"""Exact arithmetic: numbers are used exactly as written, and are rounded only in the results.

A weight of 0.1 is a tenth, not the binary number nearest to it; six of them add up to 0.6, and a mean of three times
0.7 reaches a threshold of 0.7. The second of four equally spaced rungs counts one third, and three thirds are 1. Sums
are exact in any order; each result is the double nearest to the true value, so that a value that is at most as large as
another is never printed as larger.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)
LARGEST_DENOMINATOR = 1000
"""Up to here a fraction is what a double stands for, if it is the double next to it."""


@cache
def exact(value: float) -> Fraction:
    """What this double stands for: a fraction of small numbers, or else the shortest decimal."""
    small = Fraction(value).limit_denominator(LARGEST_DENOMINATOR)
    return small if float(small) == value else Fraction(repr(value))


def total(terms: Iterable[Fraction]) -> Fraction:
    """The sum; 0 of nothing."""
    return _sum_ratios((term.numerator, term.denominator) for term in terms)


def weighted_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of weight times value over (weight, value) pairs; 0 of nothing."""
    return _sum_ratios(
        (weight.numerator * value.numerator, weight.denominator * value.denominator) for weight, value in pairs
    )


def weighted_mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Mean of (weight, value) pairs; None where no weight is left, since a mean of nothing is not 0.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6, linear aggregation.
    """
    listed = list(pairs)
    weight = total(weight for weight, _ in listed)
    return weighted_sum(listed) / weight if weight else None


def _sum_ratios(terms: Iterable[tuple[int, int]]) -> Fraction:
    """The sum of numerators over denominators: those over the same are added up first, which fractions are slow at."""
    sums: dict[int, int] = {}
    for numerator, denominator in terms:
        sums[denominator] = sums.get(denominator, 0) + numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in sums.items()), ZERO)


def count_units(number: Fraction, unit: int) -> int:
    """The number as a count of the parts of which `unit` make one; `unit` is a multiple of its denominator."""
    return number.numerator * (unit // number.denominator)


def rounded(value: Fraction | None) -> float | None:
    """The nearest double; None stays None."""
    return None if value is None else float(value)


def points(share: Fraction | None) -> float | None:
    """A share of 0 to 1 as a score of 0 to 100."""
    return None if share is None else float(share * HUNDRED)

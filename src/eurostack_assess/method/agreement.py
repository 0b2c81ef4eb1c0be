"""Step 14, agreement: the median of many answers, how far apart they are, and whether a set of answers agrees.

The median is the lower one, so that it is always an answer that can be given. Disagreement is shown, not averaged away.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.exact import ONE, total
from eurostack_assess.model.workshop import Strength

MIN_VOTES = 3
"""Votes below which a coefficient says nothing; the answers are listed instead."""

QUARTER, HALF, THREE_QUARTERS = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)

FIRM, TENTATIVE = Fraction(4, 5), Fraction(2, 3)
"""Alphas from which on agreement is called firm, and tentative (Krippendorff, *Content Analysis*, 2018)."""

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def order_statistic(counts: Sequence[int], share: Fraction) -> int | None:
    """The lowest rung at or below which at least this share of the votes lies; with 1/2 the lower median."""
    votes, below = sum(counts), 0
    for rung, count in enumerate(counts):
        below += count
        if count and Fraction(below, votes) >= share:
            return rung
    return None


def consensus(counts: Sequence[int]) -> float | None:
    """How close votes on a ladder are: 1 where all are alike, 0 where half stands at either end; None without votes.

    Cns = 1 + sum of p_i log2(1 - |i - mean| / d), with d the width of the whole ladder. Source: Tastle and Wierman,
    International Journal of Approximate Reasoning 45(3), 2007.
    """
    votes = sum(counts)
    if not votes:
        return None
    mean = Fraction(sum(rung * count for rung, count in enumerate(counts)), votes)
    width = len(counts) - 1
    terms = [
        count / votes * math.log2(1 - abs(rung - mean) / width)
        for rung, count in enumerate(counts)
        if 0 < count < votes
    ]
    return min(max(1 + math.fsum(terms), 0.0), 1.0)


def alpha(units: Sequence[Sequence[Fraction]], metric: Metric) -> Fraction | None:
    """Krippendorff's alpha of values of 0 or more by unit, one for each who judged it; None where it has no meaning.

    1 is perfect agreement, 0 what chance would give; it may be below 0. A unit that fewer than two judged plays no
    part. Where all values are alike nothing can be told from chance, and there is no alpha.

    Source: Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011).
    """
    pairable = [list(unit) for unit in units if len(unit) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    if len(totals) < 2:  # noqa: PLR2004 - two values that could differ
        return None
    distance = _make_distance(metric, totals)
    number = totals.total()
    observed = total(_sum_pair_distances(Counter(unit), distance) / (len(unit) - 1) for unit in pairable) / number
    expected = _sum_pair_distances(totals, distance) / (number * (number - 1))
    return ONE - observed / expected


def classify_strength(found: Fraction | None) -> Strength | None:
    """What an alpha may bear."""
    if found is None:
        return None
    return "firm" if found >= FIRM else "tentative" if found >= TENTATIVE else "low"


def _sum_pair_distances(counts: Counter[Fraction], distance: Callable[[Fraction, Fraction], Fraction]) -> Fraction:
    """The sum of distances over all ordered pairs of values."""
    return total(
        first_count * second_count * distance(first, second)
        for first, first_count in counts.items()
        for second, second_count in counts.items()
        if first != second
    )


def _make_distance(metric: Metric, totals: Counter[Fraction]) -> Callable[[Fraction, Fraction], Fraction]:
    """The squared difference between two values, as the metric has it."""

    def ordinal(first: Fraction, second: Fraction) -> Fraction:
        low, high = min(first, second), max(first, second)
        between = sum(count for value, count in totals.items() if low <= value <= high)
        return (between - Fraction(totals[first] + totals[second], 2)) ** 2

    metrics: dict[Metric, Callable[[Fraction, Fraction], Fraction]] = {
        "nominal": lambda _first, _second: ONE,
        "ordinal": ordinal,
        "interval": lambda first, second: (first - second) ** 2,
        "ratio": lambda first, second: ((first - second) / (first + second)) ** 2,
    }
    return metrics[metric]

"""The rule of step 5: a layer's verdict from its range, its coverage and its floors, in whole numbers.

The method, the engines that count many profiles and lint all decide by this one function. At a threshold counts as
reached; nothing is rounded.
"""

from enum import IntEnum
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from eurostack_assess.method.exact import HUNDRED, ONE, exact
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import Verdict, VerdictGround


class Floor(IntEnum):
    """Whether a layer is below a floor."""

    NO = 0
    PERHAPS = 1
    """A question with a floor is open, and its lowest rung is below the floor."""
    BELOW = 2
    """An answer is below its floor."""


class VerdictLimits(NamedTuple):
    """The framework's thresholds as shares of 0 to 1, each a numerator and a denominator."""

    strong: tuple[int, int]
    attention: tuple[int, int]
    coverage: tuple[int, int]


class LayerBounds(NamedTuple):
    """What a layer's verdict rests on, in whole numbers of the layer's own units."""

    low: int
    """Sum of weighted values with every open question at its worst."""
    high: int
    """Sum of weighted values with every open question at its best."""
    highest: int
    """What these sums are at most."""
    answered: int
    """Weight answered."""
    applicable: int
    """Weight of all questions that apply."""
    floor: Floor = Floor.NO


def verdict_limits(thresholds: Thresholds) -> VerdictLimits:
    """The thresholds as the rule takes them."""

    def ratio(share: Fraction) -> tuple[int, int]:
        return share.numerator, share.denominator

    return VerdictLimits(
        strong=ratio(exact(thresholds.strong) / HUNDRED),
        attention=ratio(exact(thresholds.attention) / HUNDRED),
        coverage=ratio(exact(thresholds.coverage)),
    )


def bounds_of_shares(low: Fraction, high: Fraction, coverage: Fraction = ONE, floor: Floor = Floor.NO) -> LayerBounds:
    """The bounds of a layer from shares of 0 to 1."""
    highest = lcm(low.denominator, high.denominator)
    return LayerBounds(
        low=int(low * highest),
        high=int(high * highest),
        highest=highest,
        answered=coverage.numerator,
        applicable=coverage.denominator,
        floor=floor,
    )


def decide_verdict(bounds: LayerBounds, limits: VerdictLimits) -> tuple[Verdict, VerdictGround]:
    """A layer's verdict, and which test decided it: the first of these that holds.

    1. nothing applies: not applicable
    2. an answer is below its floor: attention
    3. too little is answered: insufficient data
    4. even at best it does not exceed the attention threshold: attention
    5. even at worst it reaches the strong threshold: strong, unless an open question may turn out below its floor
    6. it lies between the two whatever the open answers are: middle; else undetermined

    Source: docs/method.md, step 5.
    """
    (strong, per_strong), (attention, per_attention), (coverage, per_coverage) = limits
    if not bounds.applicable:
        return "not_applicable", "nothing_applies"
    if bounds.floor == Floor.BELOW:
        return "attention", "floor"
    if bounds.answered * per_coverage < bounds.applicable * coverage:
        return "insufficient_data", "coverage"
    if bounds.high * per_attention <= bounds.highest * attention:
        return "attention", "interval"
    if bounds.low * per_strong >= bounds.highest * strong:
        return ("undetermined", "possible_floor") if bounds.floor == Floor.PERHAPS else ("strong", "interval")
    above_attention = bounds.low * per_attention > bounds.highest * attention
    if above_attention and bounds.high * per_strong < bounds.highest * strong:
        return "middle", "interval"
    return "undetermined", "interval"

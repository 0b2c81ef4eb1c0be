"""The rule of step 5: what is certain about a layer, from its range and its floors, in whole numbers.

The method, the engines that count many profiles, and lint all decide by this one function. A value equal to a threshold
reaches it; nothing is rounded.
"""

from enum import IntEnum
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from eurostack_assess.method.exact import HUNDRED, exact
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import Verdict, VerdictGround


class Floor(IntEnum):
    """Whether a layer is below a floor."""

    NO = 0
    PERHAPS = 1
    """The lowest possible rung of a question is below its floor, and its highest is not."""
    BELOW = 2
    """The highest possible rung of a question is below its floor."""


class VerdictLimits(NamedTuple):
    """The framework's thresholds as shares of 0 to 1, each a numerator and a denominator."""

    strong: tuple[int, int]
    attention: tuple[int, int]


class LayerBounds(NamedTuple):
    """What a layer's verdict rests on, in whole numbers of the layer's own units."""

    low: int
    """Sum of weighted values with every question at its lowest possible rung."""
    high: int
    """Sum of weighted values with every question at its highest possible rung."""
    highest: int
    """What these sums are at most; 0 where nothing applies."""
    floor: Floor = Floor.NO


def verdict_limits(thresholds: Thresholds) -> VerdictLimits:
    """The thresholds as the rule takes them."""

    def ratio(share: Fraction) -> tuple[int, int]:
        return share.numerator, share.denominator

    return VerdictLimits(
        strong=ratio(exact(thresholds.strong) / HUNDRED),
        attention=ratio(exact(thresholds.attention) / HUNDRED),
    )


def bounds_of_shares(low: Fraction, high: Fraction, floor: Floor = Floor.NO) -> LayerBounds:
    """The bounds of a layer from shares of 0 to 1."""
    highest = lcm(low.denominator, high.denominator)
    return LayerBounds(low=int(low * highest), high=int(high * highest), highest=highest, floor=floor)


def decide_verdict(bounds: LayerBounds, limits: VerdictLimits) -> tuple[Verdict, VerdictGround]:
    """A layer's verdict, and which test decided it: the first of these that holds.

    1. nothing applies: not applicable
    2. a floor is certainly missed: attention
    3. even at best it does not exceed the attention threshold: attention
    4. even at worst it reaches the strong threshold: strong
    5. it lies between the two whatever the open answers are: middle
    6. none of these: undetermined

    Where a floor may still be missed, strong and middle are undetermined too.

    Source: docs/method.md, step 5.
    """
    (strong, per_strong), (attention, per_attention) = limits
    if not bounds.highest:
        return "not_applicable", "nothing_applies"
    if bounds.floor == Floor.BELOW:
        return "attention", "floor"
    if bounds.high * per_attention <= bounds.highest * attention:
        return "attention", "interval"
    is_strong = bounds.low * per_strong >= bounds.highest * strong
    is_middle = (
        bounds.low * per_attention > bounds.highest * attention and bounds.high * per_strong < bounds.highest * strong
    )
    if not is_strong and not is_middle:
        return "undetermined", "interval"
    if bounds.floor == Floor.PERHAPS:
        return "undetermined", "possible_floor"
    return ("strong" if is_strong else "middle"), "interval"

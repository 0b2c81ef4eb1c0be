"""What an engine counts of a layer: organisations by the layer's state, one whole number from which all else follows.

A state holds side by side the value of the answers, their weight, the weight of all that applies, and what is known of
floors. Many organisations share a state, so scores, ranges and verdicts are worked out once for each.
"""

from collections.abc import Callable
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from eurostack_assess.model.assessment import Verdict
from eurostack_assess.population.scale import FLOOR_BITS, FULL, LayerScale, Limits
from eurostack_assess.population.tally import NO_SCORE, VERDICTS, Sums


class Floor(IntEnum):
    """Whether a layer is below a floor."""

    NO = 0
    PERHAPS = 1
    """A question with a floor is open."""
    BELOW = 2
    """An answer is below its floor."""


class State(NamedTuple):
    """A layer's state, unpacked. Weights and values are in the layer's own units."""

    value: int
    answered: int
    applying: int
    floor: Floor


def unpacked(state: int, layer: LayerScale) -> State:
    """The parts of a packed state."""
    floor, sums, wide = Floor(state % (1 << FLOOR_BITS)), state >> FLOOR_BITS, layer.bits
    rest, value = divmod(sums, 1 << wide)
    applying, answered = divmod(rest, 1 << wide)
    return State(value, answered, applying, floor)


class Judged(NamedTuple):
    """What follows from a state."""

    score: int
    """In hundredths of a point; -1 without one."""
    verdict: int
    low: int
    high: int
    coverage: int
    """In hundredths of a per cent."""

    def times(self, number: int) -> Sums:
        """The sums of so many organisations."""
        return Sums(number, number * self.low, number * self.high, number * self.coverage)


def judge(layer: LayerScale, limits: Limits) -> Callable[[int], Judged]:
    """What says of a packed state of the layer what follows from it."""

    @cache
    def judged(packed: int) -> Judged:
        state = unpacked(packed, layer)
        value, answered, applying, _ = state
        best = value + (applying - answered) * layer.one
        return Judged(
            _share(value, answered * layer.one, NO_SCORE),
            VERDICTS.index(_verdict(state, best, layer.one, limits)),
            _share(value, applying * layer.one, 0),
            _share(best, applying * layer.one, 0),
            _share(answered, applying, 0),
        )

    return judged


def _share(part: int, whole: int, nothing: int) -> int:
    """A share in hundredths of a per cent, half rounded up."""
    return (2 * FULL * part + whole) // (2 * whole) if whole else nothing


def _verdict(state: State, best: int, one: int, limits: Limits) -> Verdict:
    """The first of the method's six tests that holds, by products of whole numbers."""
    value, answered, applying, floor = state
    whole = applying * one
    (strong, of_strong), (attention, of_attention), (least, of_least) = limits.strong, limits.attention, limits.coverage
    if not applying:
        return "not_applicable"
    if floor == Floor.BELOW:
        return "attention"
    if answered * of_least < applying * least:
        return "insufficient_data"
    if best * of_attention <= whole * attention:
        return "attention"
    if value * of_strong >= whole * strong:
        return "undetermined" if floor == Floor.PERHAPS else "strong"
    if value * of_attention > whole * attention and best * of_strong < whole * strong:
        return "middle"
    return "undetermined"

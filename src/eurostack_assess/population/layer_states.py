"""What an engine counts of a layer: organisations by the layer's state, one whole number from which all else follows.

A state holds side by side the value of the answers, their weight, the weight of all that applies, and what is known of
floors. Many organisations share a state, so scores, ranges and verdicts are worked out once for each.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from eurostack_assess.method.verdict_rule import Floor, LayerBounds, VerdictLimits, decide_verdict
from eurostack_assess.model.vocabulary import VERDICTS
from eurostack_assess.population.integers import FLOOR_BITS, FULL_SCORE, IntegerLayer
from eurostack_assess.population.tally import NO_SCORE, Sums


class LayerState(NamedTuple):
    """A layer's state, unpacked. Weights and values are in the layer's own units."""

    value: int
    answered: int
    applying: int
    floor: Floor


def unpack_state(state: int, layer: IntegerLayer) -> LayerState:
    """The parts of a packed state."""
    floor, sums, bits = Floor(state % (1 << FLOOR_BITS)), state >> FLOOR_BITS, layer.bits
    rest, value = divmod(sums, 1 << bits)
    applying, answered = divmod(rest, 1 << bits)
    return LayerState(value, answered, applying, floor)


class StateResult(NamedTuple):
    """What follows from a state."""

    score: int
    """In hundredths of a point; -1 without one."""
    verdict: int
    low: int
    high: int
    coverage: int
    """In hundredths of a per cent."""

    def multiply_by(self, number: int) -> Sums:
        """The sums of so many organisations."""
        return Sums(number, number * self.low, number * self.high, number * self.coverage)


def make_state_judge(layer: IntegerLayer, limits: VerdictLimits) -> Callable[[int], StateResult]:
    """What says of a packed state of the layer what follows from it."""

    @cache
    def judge_state(packed: int) -> StateResult:
        state = unpack_state(packed, layer)
        value, answered, applying, floor = state
        best, whole = value + (applying - answered) * layer.unit, applying * layer.unit
        verdict, _ = decide_verdict(
            LayerBounds(value, best, highest=whole, answered=answered, applicable=applying, floor=floor), limits
        )
        return StateResult(
            _compute_share(value, answered * layer.unit, NO_SCORE),
            VERDICTS.index(verdict),
            low=_compute_share(value, whole, 0),
            high=_compute_share(best, whole, 0),
            coverage=_compute_share(answered, applying, 0),
        )

    return judge_state


def _compute_share(part: int, total: int, nothing: int) -> int:
    """A share in hundredths of a per cent, half rounded up."""
    return (2 * FULL_SCORE * part + total) // (2 * total) if total else nothing

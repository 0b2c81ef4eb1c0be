"""The state of a layer, by which engines count organisations: one whole number from which everything else follows.

A state holds side by side the sums of `IntegerLayer.sums` and what is known about floors. Many organisations share a
state, so scores, ranges and verdicts are computed once for each state.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from eurostack_assess.method.verdict_rule import Floor, LayerBounds, VerdictLimits, decide_verdict
from eurostack_assess.model.vocabulary import VERDICTS
from eurostack_assess.population.integers import FLOOR_BITS, FULL_SCORE, IntegerLayer
from eurostack_assess.population.tally import NO_SCORE, Sums


class LayerState(NamedTuple):
    """A layer's state, unpacked. Weights and values are in the layer's own units."""

    sums: Mapping[str, int]
    """Those of `IntegerLayer.sums`."""
    floor: Floor


def unpack_state(state: int, layer: IntegerLayer) -> LayerState:
    """The parts of a packed state."""
    floor, rest, sums = Floor(state % (1 << FLOOR_BITS)), state >> FLOOR_BITS, {}
    for name, bits in layer.sums.items():
        rest, sums[name] = divmod(rest, 1 << bits)
    return LayerState(sums, floor)


class StateResult(NamedTuple):
    """What follows from a state."""

    score: int
    """In hundredths of a point; -1 without one."""
    verdict: int
    low: int
    high: int
    coverage: int
    """In hundredths of a per cent."""
    level_by_cuts: int | None
    """The level that the score reaches; None without a score, or where questions gate."""

    def multiply_by(self, number: int) -> Sums:
        """The sums of so many organisations."""
        return Sums(number, number * self.low, number * self.high, number * self.coverage)


def make_state_judge(
    layer: IntegerLayer, limits: VerdictLimits, cuts: Sequence[tuple[int, int]] = ()
) -> Callable[[int], StateResult]:
    """What says of a packed state of the layer what follows from it."""

    @cache
    def judge_state(packed: int) -> StateResult:
        sums, floor = unpack_state(packed, layer)
        low = sums["proven"] + sums.get("open_low", 0)
        high, whole = low + sums["width"], sums["applying"] * layer.unit
        verdict, _ = decide_verdict(LayerBounds(low, high, highest=whole, floor=floor), limits)
        all_doubt = sums["applying"] * layer.doubt_unit
        return StateResult(
            _compute_share(sums["proven"], sums["known"] * layer.unit, NO_SCORE),
            VERDICTS.index(verdict),
            low=_compute_share(low, whole, 0),
            high=_compute_share(high, whole, 0),
            coverage=_compute_share(all_doubt - sums.get("doubt", sums["width"]), all_doubt, 0),
            level_by_cuts=_count_cuts(sums["proven"], sums["known"] * layer.unit, cuts),
        )

    return judge_state


def _count_cuts(part: int, total: int, cuts: Sequence[tuple[int, int]]) -> int | None:
    """How many cuts a share reaches."""
    return sum(part * of >= total * cut for cut, of in cuts) if cuts and total else None


def _compute_share(part: int, total: int, nothing: int) -> int:
    """A share in hundredths of a per cent, half rounded up."""
    return (2 * FULL_SCORE * part + total) // (2 * total) if total else nothing

"""Step 12, two results: the probability that one mean is higher than the other.

Each party's open answers turn out apart or together, mixed as for a verdict, and the two parties are independent: the
probability of an order is therefore that of two mixed means, and each mean is mixed once, whichever party it is
compared with.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import NamedTuple

from eurostack_assess.method.completions import (
    Completions,
    CumulatedMasses,
    Lean,
    MeanSpread,
    PossibleAnswer,
    RoundedCompletions,
    add_masses,
    build_completions,
)
from eurostack_assess.method.exact import ONE
from eurostack_assess.method.value_ranges import ValueRange

WeighedRanges = tuple[tuple[Fraction, ValueRange], ...]
"""By question its part of the whole, and what the rungs still possible count."""


class OrderChances(NamedTuple):
    """The probability that the first of two independent means is higher, that both are equal, and that it is lower."""

    first: Fraction
    equal: Fraction
    second: Fraction


@dataclass(frozen=True)
class SpreadMean:
    """How often a mean has each value, in units of which `whole` are 1: rounded down, and up where it is rounded."""

    down: CumulatedMasses
    up: CumulatedMasses
    whole: int

    def compare(self, other: "SpreadMean") -> OrderChances:
        """Which of two independent means is higher; at least so probable, where means are rounded."""
        ways = self.down.ways * other.down.ways
        above = Fraction(_count_above(self.down, self.whole, other.up, other.whole), ways)
        below = Fraction(_count_above(other.down, other.whole, self.up, self.whole), ways)
        return OrderChances(above, ONE - above - below, below)


def _count_above(first: CumulatedMasses, first_whole: int, second: CumulatedMasses, second_whole: int) -> int:
    """In how many of all ways the first mean is higher than the second."""
    limits = first.sums
    if first_whole != second_whole:
        limits = [-(-sum_ * second_whole // first_whole) for sum_ in limits]  # in the second's units, rounded up
    return sum(map(mul, first.counts, second.count_below_each(limits)))


@dataclass(frozen=True)
class PartySpreads:
    """How one party's mean is spread over the ways in which its open answers can fall."""

    answers: WeighedRanges
    open_together: Fraction
    """The weight of the case that all open answers fall together."""
    _mixed: dict[Lean, SpreadMean] = field(default_factory=dict, compare=False)

    @cached_property
    def _completions(self) -> RoundedCompletions:
        return build_completions(
            [
                PossibleAnswer(weight, range_.values, (1,) * len(range_.values), (True,) * len(range_.values))
                for weight, range_ in self.answers
            ]
        )

    @cached_property
    def apart(self) -> SpreadMean:
        """Where each answer falls by itself."""
        return _spread(*(completions.spread_apart() for completions in self._complete("none")))

    @cached_property
    def together(self) -> SpreadMean:
        """Where all answers fall low or high at once."""
        return _spread(*(completions.spread_together() for completions in self._complete("none")))

    def mix(self, lean: Lean) -> SpreadMean:
        """Both cases mixed, with the open answers leaning so."""
        if lean not in self._mixed:
            self._mixed[lean] = _spread(*(self._mix_cases(completions) for completions in self._complete(lean)))
        return self._mixed[lean]

    def _complete(self, lean: Lean) -> tuple[Completions, ...]:
        down, up = self._completions.lean(lean)
        return (down,) if up is down else (down, up)

    def _mix_cases(self, completions: Completions) -> MeanSpread:
        apart, together = completions.spread_apart(), completions.spread_together()
        times_together, of_times = self.open_together.as_integer_ratio()
        masses = add_masses(
            (apart.masses, (of_times - times_together) * together.ways),
            (together.masses, times_together * apart.ways),
        )
        return MeanSpread(masses, {}, of_times * apart.ways * together.ways, completions.whole)


def _spread(*spreads: MeanSpread) -> SpreadMean:
    """Of one spread that is exact, or of two that are rounded down and up."""
    cumulated = [CumulatedMasses(spread.masses) for spread in spreads]
    return SpreadMean(cumulated[0], cumulated[-1], spreads[0].whole)

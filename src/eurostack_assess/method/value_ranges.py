"""Step 12, answers as ranges: the values of an answer's possible rungs, and how far apart two answers are.

The same ranges recur for every question and every pair of parties, so each is built and compared once.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from eurostack_assess.method.exact import ONE, ZERO, exact, total
from eurostack_assess.model.assessment import QuestionResult


@dataclass(frozen=True)
class ValueRange:
    """What the rungs still possible of an answer count, lowest first."""

    values: tuple[Fraction, ...]
    span: Fraction
    """What lies between the lowest and the highest rung of the ladder."""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.values, self.span))

    @property
    def low(self) -> Fraction:
        """What the lowest possible rung counts."""
        return self.values[0]

    @property
    def high(self) -> Fraction:
        """What the highest possible rung counts."""
        return self.values[-1]

    @cached_property
    def expected(self) -> Fraction:
        """What is to be expected, with all possible rungs alike."""
        return total(self.values) / len(self.values)

    @property
    def is_exact(self) -> bool:
        """Whether one rung alone is possible."""
        return len(self.values) == 1

    @cached_property
    def coverage(self) -> Fraction:
        """How much of the uncertainty the answer removes, by value."""
        return ONE - (self.high - self.low) / self.span if self.span else Fraction(self.is_exact)


def value_range_of(question: QuestionResult) -> ValueRange:
    """What an answer counts; of a question that does not apply, 0."""
    return _build_value_range(tuple([rung.value or 0.0 for rung in question.rungs]), question.possible)


@cache
def _build_value_range(values: tuple[float, ...], possible: tuple[int, int] | None) -> ValueRange:
    ladder = [exact(value) for value in values]
    low, high = possible or (0, 0)
    return ValueRange(tuple(ladder[low : high + 1]) if possible else (ZERO,), ladder[-1] - ladder[0])


class RangeDifferences(NamedTuple):
    """How far the first of two answers is ahead of the second."""

    first_lead: Fraction
    """What the first is ahead at least; below 0 where it may be behind."""
    second_lead: Fraction
    """What the second is ahead at least."""
    expected: Fraction
    """What the first is to be expected ahead of the second."""


@cache
def compare_ranges(first: ValueRange, second: ValueRange) -> RangeDifferences:
    """How far the first of two answers is ahead of the second."""
    return RangeDifferences(first.low - second.high, second.low - first.high, first.expected - second.expected)

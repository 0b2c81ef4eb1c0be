"""Step 4, gaps: how far each answer falls short of its target, its part of the whole, and what to find out first.

A gap is never below 0, so that a surplus elsewhere does not hide it. The priorities of a layer add up to its shortfall
and the information gaps to the width of its interval; "these three are 71 % of the gap" is therefore true.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ZERO, total, weighted_mean


@dataclass(frozen=True)
class Gaps:
    """One layer's gaps, as shares of 0 to 1."""

    shortfall: Fraction | None
    """Weighted mean of the gaps of the answered questions."""
    shortfall_low: Fraction | None
    """Over all that apply, open ones at their target."""
    shortfall_high: Fraction | None
    """Over all that apply, open ones at 0."""
    priorities: Mapping[str, Fraction]
    """Answered question to its part of the shortfall; they add up to it."""
    information: Mapping[str, Fraction]
    """Open question to its part of the interval's width; they add up to it."""


def gap(item: Item) -> Fraction:
    """How far an answer falls short of its target; 0 at the target and above."""
    return max(ZERO, item.target - item.best)


def gap_at_worst(item: Item) -> Fraction:
    """The same, with an open question at 0."""
    return max(ZERO, item.target - item.worst)


def compute_gaps(items: Sequence[Item]) -> Gaps:
    """The gaps of one layer's questions."""
    applicable = [item for item in items if item.scored and item.applies]
    answered = [item for item in applicable if item.answered]
    return Gaps(
        shortfall=weighted_mean((item.weight, gap(item)) for item in answered),
        shortfall_low=weighted_mean((item.weight, gap(item)) for item in applicable),
        shortfall_high=weighted_mean((item.weight, gap_at_worst(item)) for item in applicable),
        priorities=_share_gaps(answered, answered),
        information=_share_gaps([item for item in applicable if item.open], applicable),
    )


def _share_gaps(counted_items: Sequence[Item], all_items: Sequence[Item]) -> dict[str, Fraction]:
    """Each counted question's gap, or its width while it is open, times its share of the weight of the whole."""
    weight = total(item.weight for item in all_items)
    if not weight:
        return {}
    return {
        item.question.id: item.weight / weight * (item.best - item.worst if item.open else gap(item))
        for item in counted_items
    }


def order_by_size(parts: Mapping[str, Fraction], gap_of: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Ids with something to gain: largest part first, then largest gap, then by id; independent of the file's order."""
    questions_with_gap = [question for question, part in parts.items() if part > 0]
    return tuple(
        sorted(questions_with_gap, key=lambda question: (-parts[question], -gap_of.get(question, ZERO), question))
    )

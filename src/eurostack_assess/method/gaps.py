"""Step 4, gaps: how far each answer is below its target, its share of the shortfall, and what to find out first.

A gap is what is certainly missing: the target less the highest possible rung, never below 0, so that a surplus
elsewhere does not hide it. The priorities of a layer add up to its shortfall, and its information gaps to the width of
its range, so that a sentence such as "these three are 71% of the gap" is true.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ZERO, exact, total, weighted_mean
from eurostack_assess.model.question import Action


@dataclass(frozen=True)
class Gaps:
    """One layer's gaps, as shares of 0 to 1."""

    shortfall: Fraction | None
    """Weighted mean of the gaps of the questions of which something is known."""
    shortfall_low: Fraction | None
    """Over all that apply, each at its highest possible rung."""
    shortfall_high: Fraction | None
    """Over all that apply, each at its lowest possible rung."""
    priorities: Mapping[str, Fraction]
    """Question of which something is known to its part of the shortfall; they add up to it."""
    information: Mapping[str, Fraction]
    """Open or partial question to its part of the range's width; they add up to it."""


def gap(item: Item) -> Fraction:
    """How far an answer certainly falls short of its target; 0 where the target may be reached."""
    return max(ZERO, item.target - item.best)


def gap_at_worst(item: Item) -> Fraction:
    """How far it may fall short: the same at the lowest possible rung."""
    return max(ZERO, item.target - item.worst)


def compute_gaps(items: Sequence[Item]) -> Gaps:
    """The gaps of one layer's questions."""
    applicable = [item for item in items if item.counts]
    known = [item for item in applicable if item.is_known]
    return Gaps(
        shortfall=weighted_mean((item.weight, gap(item)) for item in known),
        shortfall_low=weighted_mean((item.weight, gap(item)) for item in applicable),
        shortfall_high=weighted_mean((item.weight, gap_at_worst(item)) for item in applicable),
        priorities=_share_by_weight(known, {item.question.id: gap(item) for item in known}),
        information=_share_by_weight(
            applicable, {item.question.id: item.best - item.worst for item in applicable if item.state != "answered"}
        ),
    )


def _share_by_weight(items: Sequence[Item], amounts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each amount times the share of its question in the weight of the items."""
    weight = total(item.weight for item in items)
    if not weight:
        return {}
    return {
        item.question.id: item.weight / weight * amounts[item.question.id]
        for item in items
        if item.question.id in amounts
    }


def find_next_action(item: Item) -> Action | None:
    """The first action that leads above the highest possible rung, while that is below the target."""
    if not item.is_known or not item.scored or gap(item) == ZERO:
        return None
    higher = [action for action in item.question.actions if action.to > item.possible[-1]]
    return min(higher, key=lambda action: action.to, default=None)


def score_after(items: Sequence[Item], done: Item) -> Fraction | None:
    """The layer's score, 0 to 1, once the next action on one question is done; None where there is none."""
    action = find_next_action(done)
    if action is None:
        return None
    lifted = exact(done.question.options[action.to].value or 0.0)
    known = [item for item in items if item.counts and item.is_known]
    return weighted_mean((item.weight, lifted if item is done else item.worst) for item in known)


def order_by_size(parts: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Ids with a part above 0, largest first; parts that are alike in the order of the questionnaire."""
    return tuple(sorted((question for question, part in parts.items() if part > 0), key=lambda id_: -parts[id_]))

"""Step 5, the verdict of a layer and the one sentence about the stack.

From absolute thresholds and the interval alone: never from rank, nor from being above one's own mean, since that finds
a strength in any region and lets a gain in one layer take the word from another. At a threshold counts as reached.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import HUNDRED, ZERO, exact
from eurostack_assess.method.gaps import Gaps, by_size
from eurostack_assess.method.scoring import Scored
from eurostack_assess.method.weightings import Term, weighted_sums
from eurostack_assess.model.assessment import Agreement, Ground, Verdict
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.profile import FindingVerdict

MOST_DECIDING = 2


@dataclass(frozen=True)
class Judged:
    """A verdict, the test that decided it, and the questions that weighed most."""

    verdict: Verdict
    ground: Ground
    decided_by: tuple[str, ...] = ()


def judge(items: Sequence[Item], scored: Scored, gaps: Gaps, thresholds: Thresholds) -> Judged:
    """One layer's verdict: the first of six tests that holds."""
    if scored.low is None or scored.high is None or scored.coverage is None:
        return Judged("not_applicable", "nothing_applies")
    strong, attention = exact(thresholds.strong) / HUNDRED, exact(thresholds.attention) / HUNDRED
    below = [item for item in items if _floor(item) is not None and item.applies]
    certainly = [item.question.id for item in below if item.level is not None and item.level < (_floor(item) or 0)]
    possibly = [item.question.id for item in below if item.open and _lowest(item) < (_floor(item) or 0)]
    largest_gaps = by_size(gaps.priorities, {})[:MOST_DECIDING]
    most_open = by_size(gaps.information, {})[:MOST_DECIDING]
    if certainly:
        return Judged("attention", "floor", tuple(certainly)[:MOST_DECIDING])
    if scored.coverage < exact(thresholds.coverage):
        return Judged("insufficient_data", "coverage", most_open)
    if scored.high <= attention:
        return Judged("attention", "interval", largest_gaps)
    if scored.low >= strong:
        if possibly:
            return Judged("undetermined", "possible_floor", tuple(possibly)[:MOST_DECIDING])
        return Judged("strong", "interval", _largest_contributions(items))
    if scored.low > attention and scored.high < strong:
        return Judged("middle", "interval", largest_gaps)
    return Judged("undetermined", "interval", most_open)


def weights_agree(items: Sequence[Item], judged: Judged, thresholds: Thresholds) -> Fraction | None:
    """In which share of weightings a verdict that rests on the interval is the same; None of another verdict."""
    if judged.ground != "interval" or judged.verdict == "undetermined":
        return None
    strong, attention = exact(thresholds.strong) / HUNDRED, exact(thresholds.attention) / HUNDRED
    counted = [item for item in items if item.scored and item.applies]

    def above(limit: Fraction, end: Literal["worst", "best"]) -> list[int]:
        """In each weighting how far that end of the interval lies above a limit, in some unit."""
        return weighted_sums([Term(item.question.id, item.weight, getattr(item, end) - limit) for item in counted])

    if judged.verdict == "strong":
        holds = [low >= 0 for low in above(strong, "worst")]
    elif judged.verdict == "attention":
        holds = [high <= 0 for high in above(attention, "best")]
    else:
        ends = zip(above(attention, "worst"), above(strong, "best"), strict=True)
        holds = [low > 0 > high for low, high in ends]
    return Fraction(sum(holds), len(holds))


def _floor(item: Item) -> int | None:
    return item.question.floor


def _lowest(item: Item) -> int:
    return item.question.options[0].level or 0


def _largest_contributions(items: Iterable[Item]) -> tuple[str, ...]:
    contributions = {item.question.id: item.weight * item.worst for item in items if item.scored and item.answered}
    return by_size(contributions, {})[:MOST_DECIDING]


def agreement(verdict: Verdict, finding: FindingVerdict | None) -> Agreement:
    """What people found beside what was computed."""
    if finding is None:
        return "no_finding"
    if verdict in ("insufficient_data", "undetermined", "not_applicable"):
        return "undecided"
    return "agrees" if verdict == finding else "differs"


@dataclass(frozen=True)
class Standing:
    """What the sentence needs to know of a layer."""

    verdict: Verdict
    low: Fraction | None
    shortfall: Fraction | None


@dataclass(frozen=True)
class Sentence:
    """Ids of layers in the order in which the sentence names them."""

    strong: tuple[str, ...]
    attention: tuple[str, ...]
    relatively_best: str | None
    relatively_lowest: str | None
    no_verdict: tuple[str, ...]


def sentence(layers: Mapping[str, Standing]) -> Sentence:
    """What the sentence says: strong layers by low end, layers that need attention by shortfall.

    Where there are none, the relatively best or lowest of the layers that have a verdict; a layer that needs attention
    is never called best, nor a strong one lowest, and none is called both. Ties in the stack's order.
    """
    judged = [layer for layer, at in layers.items() if at.verdict in ("strong", "middle", "attention")]
    strong = [layer for layer in judged if layers[layer].verdict == "strong"]
    attention = [layer for layer in judged if layers[layer].verdict == "attention"]
    calm = [layer for layer in judged if layer not in attention]
    weaker = [layer for layer in judged if layer not in strong]

    def low(layer: str) -> Fraction:
        return layers[layer].low or ZERO

    def shortfall(layer: str) -> Fraction:
        return layers[layer].shortfall or ZERO

    best = max(calm, key=low, default=None) if not strong else None
    lowest = min(weaker, key=low, default=None) if not attention else None
    if best == lowest:
        best, lowest = None, None
    return Sentence(
        strong=tuple(sorted(strong, key=low, reverse=True)),
        attention=tuple(sorted(attention, key=shortfall, reverse=True)),
        relatively_best=best,
        relatively_lowest=lowest,
        no_verdict=tuple(layer for layer in layers if layer not in judged),
    )

"""Step 5, the verdict of a layer, and the summary sentence about the stack.

A verdict follows from absolute thresholds, the range and the floors alone: never from rank, nor from being above one's
own mean, since that would find a strength in any region, and a gain in one layer could change the verdict of another. A
value equal to a threshold reaches it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import HUNDRED, ZERO, exact
from eurostack_assess.method.gaps import Gaps, order_by_size
from eurostack_assess.method.scoring import LayerScore
from eurostack_assess.method.verdict_rule import Floor, bounds_of_shares, decide_verdict, verdict_limits
from eurostack_assess.method.weightings import DRAWS, DrawnSums, Term, share_of, weighted_sums
from eurostack_assess.model.assessment import FindingAgreement
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import (
    CERTAINTIES,
    Certainty,
    FindingVerdict,
    Verdict,
    VerdictGround,
    is_conclusive,
)

MAX_DECIDING = 2


@dataclass(frozen=True)
class VerdictResult:
    """A verdict, the test that decided it, and the questions that weighed most."""

    verdict: Verdict
    ground: VerdictGround
    decided_by: tuple[str, ...] = ()


def judge(items: Sequence[Item], layer_score: LayerScore, gaps: Gaps, thresholds: Thresholds) -> VerdictResult:
    """One layer's verdict, with the questions that weighed most in it: at most two, those below their floor first.

    Where no verdict is certain, those that would settle most of the range.
    """
    if layer_score.low is None or layer_score.high is None:
        return VerdictResult("not_applicable", "nothing_applies")
    bounds = bounds_of_shares(layer_score.low, layer_score.high, find_floor(items))
    verdict, ground = decide_verdict(bounds, verdict_limits(thresholds))
    if ground in ("floor", "possible_floor"):
        missed, perhaps_missed = find_missed_floors(items)
        deciding: Sequence[str] = missed or perhaps_missed
    elif verdict == "strong":
        deciding = _find_largest_contributions(items)
    elif is_conclusive(verdict):
        deciding = order_by_size(gaps.priorities)
    else:
        deciding = order_by_size(gaps.information)
    return VerdictResult(verdict, ground, tuple(deciding)[:MAX_DECIDING])


def find_missed_floors(items: Iterable[Item]) -> tuple[list[str], list[str]]:
    """The questions that certainly miss their floor, and those that may."""
    missed, perhaps_missed = [], []
    for item in items:
        floor = item.question.floor
        if floor is None or not item.applies:
            continue
        if misses_floor(item):
            missed.append(item.question.id)
        elif item.level_low < floor:
            perhaps_missed.append(item.question.id)
    return missed, perhaps_missed


def find_floor(items: Iterable[Item]) -> Floor:
    """Whether a layer is below a floor."""
    missed, perhaps_missed = find_missed_floors(items)
    return Floor.BELOW if missed else Floor.PERHAPS if perhaps_missed else Floor.NO


def misses_floor(item: Item) -> bool:
    """Whether even the highest possible rung is below the question's floor."""
    floor = item.question.floor
    return floor is not None and item.applies and item.level_high < floor


def compute_weights_agreement(
    items: Sequence[Item], verdict_result: VerdictResult, thresholds: Thresholds
) -> Fraction | None:
    """In which share of weightings a verdict that rests on the interval is the same; None of another verdict."""
    if verdict_result.ground != "interval" or verdict_result.verdict == "undetermined":
        return None
    strong, attention = exact(thresholds.strong) / HUNDRED, exact(thresholds.attention) / HUNDRED
    counted = [item for item in items if item.counts]

    def distances_above(limit: Fraction, end: Literal["worst", "best"]) -> DrawnSums:
        """In each weighting how far that end of the interval lies above a limit, in some unit."""
        return weighted_sums([Term(item.question.id, item.weight, getattr(item, end) - limit) for item in counted])

    match verdict_result.verdict:
        case "strong":
            return 1 - share_of(distances_above(strong, "worst").below, DRAWS)
        case "attention":
            return 1 - share_of(distances_above(attention, "best").above, DRAWS)
    between = distances_above(attention, "worst").above & distances_above(strong, "best").below
    return share_of(between, DRAWS)


def _find_largest_contributions(items: Iterable[Item]) -> tuple[str, ...]:
    contributions = {item.question.id: item.weight * item.worst for item in items if item.counts and item.is_known}
    return order_by_size(contributions)[:MAX_DECIDING]


def compare_with_finding(
    verdict: Verdict,
    finding: FindingVerdict | None,
    leading: FindingVerdict | None = None,
    ruled_out: Collection[FindingVerdict] = (),
) -> FindingAgreement:
    """What people found beside what was computed: a certain verdict, or the one that is likely.

    What no outcome of the open answers leads to differs, also where no verdict is certain.
    """
    if finding is None:
        return "no_finding"
    if is_conclusive(verdict):
        return "agrees" if verdict == finding else "differs"
    if finding in ruled_out:
        return "differs"
    if leading is None:
        return "undecided"
    return "likely_agrees" if leading == finding else "likely_differs"


@dataclass(frozen=True)
class LayerSummaryInput:
    """What the sentence needs to know of a layer."""

    verdict: Verdict
    low: Fraction | None
    shortfall: Fraction | None
    certainty: Certainty | None = None
    leading: FindingVerdict | None = None
    """The verdict that is likely where none is certain."""


@dataclass(frozen=True)
class Sentence:
    """Ids of layers in the order in which the sentence names them."""

    strong: tuple[str, ...]
    attention: tuple[str, ...]
    likely_strong: tuple[str, ...]
    likely_middle: tuple[str, ...]
    likely_attention: tuple[str, ...]
    relatively_best: str | None
    relatively_lowest: str | None
    no_verdict: tuple[str, ...]


def build_sentence(layers: Mapping[str, LayerSummaryInput]) -> Sentence:
    """What the sentence says: strong layers by low end, layers that need attention by shortfall; then what is likely.

    Where none is certain, the relatively best or lowest of the layers that have a certain verdict; a layer that needs
    attention is never called best, nor a strong one lowest, and none is called both. Ties in the stack's order.
    """
    with_verdict = [layer for layer, layer_input in layers.items() if is_conclusive(layer_input.verdict)]
    strong = [layer for layer in with_verdict if layers[layer].verdict == "strong"]
    attention = [layer for layer in with_verdict if layers[layer].verdict == "attention"]
    best_candidates = [layer for layer in with_verdict if layer not in attention]
    lowest_candidates = [layer for layer in with_verdict if layer not in strong]

    def low(layer: str) -> Fraction:
        return layers[layer].low or ZERO

    def shortfall(layer: str) -> Fraction:
        return layers[layer].shortfall or ZERO

    best = max(best_candidates, key=low, default=None) if not strong else None
    lowest = min(lowest_candidates, key=low, default=None) if not attention else None
    if best == lowest:
        best, lowest = None, None

    def likely(verdict: FindingVerdict) -> tuple[str, ...]:
        """Layers that are likely so, the surest first."""
        found = [layer for layer, layer_input in layers.items() if layer_input.leading == verdict]
        return tuple(sorted(found, key=lambda layer: CERTAINTIES.index(layers[layer].certainty or "open")))

    return Sentence(
        strong=tuple(sorted(strong, key=low, reverse=True)),
        attention=tuple(sorted(attention, key=shortfall, reverse=True)),
        likely_strong=likely("strong"),
        likely_middle=likely("middle"),
        likely_attention=likely("attention"),
        relatively_best=best,
        relatively_lowest=lowest,
        no_verdict=tuple(layer for layer in layers if layer not in with_verdict and layers[layer].leading is None),
    )

"""Step 7, sensitivity: recomputes the worst-case verdict, each time with one assumption of the method changed.

Thresholds, equal steps between rungs, the arithmetic mean, and every single question are choices of the framework's
authors; the analysis shows which of them decide the verdict. Weights are varied in step 11, all at once. No verdict
changes because of this analysis.

Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 7; geometric aggregation by its step 6, with
values moved from 0..1 to 0.01..1 and back, so that one value of 0 does not make all of it 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum, log

from eurostack_assess.method.answers import Item
from eurostack_assess.method.confidence import change_unsure, loosen_answer, open_answer
from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, weighted_mean
from eurostack_assess.method.verdict_rule import bounds_of_shares, decide_verdict, verdict_limits
from eurostack_assess.method.verdicts import find_floor
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.robustness import AssumptionKind, Effect, Sensitivity, Variation
from eurostack_assess.model.vocabulary import Verdict, is_conclusive

THRESHOLD_SHIFT = 5
"""By how many points of score a threshold is moved."""
LEAST = Fraction(1, 100)
"""What a value of 0 counts in the geometric mean."""
SLACK = 1e-9
"""Within this of a threshold, a geometric mean reaches it: it is computed in doubles."""

Mean = Callable[[Sequence[tuple[Fraction, Fraction]]], Fraction | None]
"""Of (weight, value) pairs."""


@dataclass(frozen=True)
class _Case:
    """A layer under changed assumptions."""

    assumption: AssumptionKind
    items: Sequence[Item]
    thresholds: Thresholds
    transform: Callable[[Fraction], Fraction] = lambda value: value
    mean: Mean = weighted_mean
    question: str | None = None
    slack: Fraction = ZERO

    @property
    def verdict(self) -> Verdict:
        """What is certain of it."""
        counted = [item for item in self.items if item.counts]
        low = self.mean([(item.weight, self.transform(item.worst)) for item in counted])
        high = self.mean([(item.weight, self.transform(item.best)) for item in counted])
        if low is None or high is None:
            return "not_applicable"
        low, high = min(low + self.slack, ONE), max(high - self.slack, ZERO)
        bounds = bounds_of_shares(low, max(low, high), find_floor(self.items))
        return decide_verdict(bounds, verdict_limits(self.thresholds))[0]


def find_sensitivity(items: Sequence[Item], verdict: Verdict, thresholds: Thresholds) -> Sensitivity:
    """What each changed assumption does to a layer's verdict."""
    variations = tuple(
        Variation(
            assumption=case.assumption,
            question=case.question,
            verdict=(varied := case.verdict),
            effect=_find_effect(verdict, varied),
        )
        for case in _vary(items, thresholds)
    )
    return Sensitivity(holds=sum(variation.effect == "holds" for variation in variations), variations=variations)


def _find_effect(verdict: Verdict, varied: Verdict) -> Effect:
    if varied == verdict:
        return "holds"
    if not is_conclusive(varied):
        return "loosened"
    return "reversed" if is_conclusive(verdict) else "settled"


def _vary(items: Sequence[Item], thresholds: Thresholds) -> Iterator[_Case]:
    strong, attention = thresholds.strong, thresholds.attention
    yield _Case("strong_up", items, _move(thresholds, strong=strong + THRESHOLD_SHIFT))
    yield _Case("strong_down", items, _move(thresholds, strong=strong - THRESHOLD_SHIFT))
    yield _Case("attention_up", items, _move(thresholds, attention=attention + THRESHOLD_SHIFT))
    yield _Case("attention_down", items, _move(thresholds, attention=attention - THRESHOLD_SHIFT))
    yield _Case("geometric", items, thresholds, mean=geometric_mean, slack=exact(SLACK))
    yield _Case("convex", items, thresholds, lambda value: value**2)
    yield _Case("concave", items, thresholds, lambda value: ONE - (ONE - value) ** 2)
    for item in items:
        if item.counts:
            others = [other for other in items if other is not item]
            yield _Case("without_question", others, thresholds, question=item.question.id)
    yield _Case("unsure_open", change_unsure(items, open_answer), thresholds)
    yield _Case("unsure_one_rung_off", change_unsure(items, loosen_answer), thresholds)


def _move(thresholds: Thresholds, **changed: float) -> Thresholds:
    """The thresholds with one of them elsewhere on the scale."""
    return thresholds.model_copy(update={key: min(max(value, 0.0), float(HUNDRED)) for key, value in changed.items()})


def geometric_mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Weighted geometric mean of values from 0 to 1, of which all 0 makes 0 and all 1 makes 1; None of no weight."""
    whole = sum((weight for weight, _ in pairs), ZERO)
    if not whole:
        return None
    mean = exp(fsum(float(weight / whole) * log(LEAST + (ONE - LEAST) * value) for weight, value in pairs))
    return min(max((Fraction(mean) - LEAST) / (ONE - LEAST), ZERO), ONE)

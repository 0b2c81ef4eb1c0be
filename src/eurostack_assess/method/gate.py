"""Step 14, the gate: which conditions a result meets, and the one change that would mend each that it does not.

A limit is reached at its value, to within 1e-9. Against a baseline only worsening counts: a lower score, a lower level,
more that is unknown. A limit that the baseline did not meet either is tolerated while it is no further off than there;
so is a score or level that is lower only by answers to what was open in the baseline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, weighted_mean
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult, Tool
from eurostack_assess.model.gate import Condition, Gate, Measure, Mend, Outcome
from eurostack_assess.model.profile import OPEN_STATES

SLACK = Fraction(1, 10**9)
MEASURES: tuple[Measure, ...] = ("score", "level", "unknown")


@dataclass(frozen=True)
class Limit:
    """What is required of a layer, or of the whole stack."""

    measure: Measure
    layer: str | None
    value: Fraction
    """At least this score or level; at most this share unknown."""


def gate(result: Assessment, limits: Sequence[Limit], baseline: Assessment | None, *, tool_version: str) -> Gate:
    """All conditions: the limits in the order given, then nothing worse than the baseline, layer by layer."""
    conditions = [_limit(result, one, baseline) for one in limits]
    if baseline is not None:
        conditions += _against(result, baseline)
    return Gate(
        tool=Tool(version=tool_version),
        name=result.profile.name,
        kind=result.profile.kind,
        framework=result.framework.id,
        edition=result.framework.edition,
        passed=all(one.outcome != "not_met" for one in conditions),
        conditions=tuple(conditions),
    )


def _limit(result: Assessment, limit: Limit, baseline: Assessment | None) -> Condition:
    actual = _measured(result, limit.measure, limit.layer)
    outcome: Outcome = "met" if _reaches(limit.measure, actual, limit.value) else "not_met"
    if outcome == "not_met" and baseline is not None:
        before = _measured(baseline, limit.measure, limit.layer)
        if before is not None and _reaches(limit.measure, actual, before):
            outcome = "tolerated"
    return _condition(result, limit, actual, outcome, None, "limit")


def _against(result: Assessment, baseline: Assessment) -> Iterator[Condition]:
    """Nothing worse than there, in the stack and in each layer that both have."""
    theirs = {layer.id for layer in baseline.layers}
    as_known_then = _as_known_in(baseline, result)
    for layer in (None, *(one.id for one in result.layers if one.id in theirs)):
        for measure in MEASURES:
            before, actual = _measured(baseline, measure, layer), _measured(result, measure, layer)
            if before is not None:
                outcome: Outcome = "met" if _reaches(measure, actual, before) else "not_met"
                if outcome == "not_met" and _reaches(measure, _measured(as_known_then, measure, layer), before):
                    outcome = "tolerated"
                limit = Limit(measure, layer, before)
                restored = None if outcome == "met" else _restore(result, baseline, limit)
                yield _condition(result, limit, actual, outcome, restored, "baseline")


def _condition(
    result: Assessment,
    limit: Limit,
    actual: Fraction | None,
    outcome: Outcome,
    restored: Mend | None,
    against: Literal["limit", "baseline"],
) -> Condition:
    layer = result.layer(limit.layer) if limit.layer else None
    return Condition(
        id=f"{limit.measure}-{limit.layer or 'stack'}-{against}",
        measure=limit.measure,
        layer=limit.layer,
        layer_name=layer.name if layer else None,
        against=against,
        required=_shown(limit.measure, limit.value),
        actual=None if actual is None else _shown(limit.measure, actual),
        outcome=outcome,
        mend=None if outcome == "met" else restored or _mend(result, limit),
    )


def _shown(measure: Measure, value: Fraction) -> float:
    return float(value * HUNDRED if measure == "score" else value)


def _reaches(measure: Measure, actual: Fraction | None, required: Fraction) -> bool:
    if actual is None:
        return False
    return actual <= required + SLACK if measure == "unknown" else actual >= required - SLACK


def _measured(result: Assessment, measure: Measure, layer: str | None) -> Fraction | None:
    """What is measured in a layer, or in the stack; None where there is nothing to measure or no such layer."""
    found = [one for one in result.layers if layer in (None, one.id)]
    if measure == "score":
        return _score(found, {})
    if measure == "level":
        levels = [one.level for one in found if one.level is not None]
        return Fraction(min(levels)) if levels else None
    known = weighted_mean((exact(one.weight), share) for one in found if (share := _known(one, ())) is not None)
    return None if known is None else ONE - known


def _score(layers: Sequence[LayerResult], lifted: dict[str, Fraction]) -> Fraction | None:
    """The score, 0 to 1, with some questions at another value than they were answered."""
    scores = []
    for layer in layers:
        values = [(exact(one.weight), lifted.get(one.id, _value(one))) for one in _answered(layer)]
        if (score := weighted_mean(values)) is not None:
            scores.append((exact(layer.weight), score))
    return weighted_mean(scores)


def _known(layer: LayerResult, also: Sequence[str]) -> Fraction | None:
    """Weight answered over weight applicable, with some questions answered besides."""
    applying = [one for one in layer.questions if one.role != "informational" and one.state != "not_applicable"]
    return weighted_mean(
        (exact(one.weight), ONE if one.state == "answered" or one.id in also else ZERO) for one in applying
    )


def _answered(layer: LayerResult) -> list[QuestionResult]:
    return [one for one in layer.questions if one.role != "informational" and one.rung is not None]


def _value(question: QuestionResult) -> Fraction:
    return exact(question.rungs[question.rung or 0].value or 0.0)


def _mend(result: Assessment, limit: Limit) -> Mend | None:
    layers = [one for one in result.layers if limit.layer in (None, one.id)]
    ways = {"score": _lift_score, "level": _lift_level, "unknown": _answer}
    return ways[limit.measure](layers, limit.value)


def _restore(result: Assessment, baseline: Assessment, limit: Limit) -> Mend | None:
    """The answer that was higher in the baseline, or that was given there, and that brings most when it is again."""
    before = {one.id: one for layer in baseline.layers for one in layer.questions}
    worst = _better(limit.measure, _measured(result, limit.measure, limit.layer))
    steps = []
    for layer in result.layers:
        for one in layer.questions if limit.layer in (None, layer.id) else ():
            again = _as_before(one, before.get(one.id))
            reached = _measured(_with(result, again), limit.measure, limit.layer) if again else None
            if again and _better(limit.measure, reached) > worst:
                steps.append((-_better(limit.measure, reached), one.id, reached or ZERO, again))
    if not steps:
        return None
    _, _, reached, again = min(steps, key=lambda step: step[:2])
    enough = _reaches(limit.measure, reached, limit.value)
    mend = _mended(again, again.rung, _shown(limit.measure, reached), enough=enough)
    answered = {one.id for layer in result.layers for one in _answered(layer)}
    return mend.model_copy(update={"change": "restore" if again.id in answered else "recover"})


def _as_known_in(baseline: Assessment, result: Assessment) -> Assessment:
    """The result without the answers to questions that were open in the baseline: knowing more is no worsening."""
    before = {one.id: one for layer in baseline.layers for one in layer.questions}
    newly = [
        one
        for layer in result.layers
        for one in layer.questions
        if one.rung is not None and one.id in before and before[one.id].state in OPEN_STATES
    ]
    for one in newly:
        result = _with(result, one.model_copy(update={"rung": None, "state": before[one.id].state}))
    return result


def _better(measure: Measure, actual: Fraction | None) -> Fraction:
    """A number that is higher where what is measured is better; lowest where nothing can be measured."""
    if actual is None:
        return -ONE
    return ONE - actual if measure == "unknown" else actual


def _as_before(one: QuestionResult, old: QuestionResult | None) -> QuestionResult | None:
    """The question with the answer of the baseline; None where that was no higher, or was given to another wording."""
    if old is None or old.rung is None or (old.ask, old.rungs) != (one.ask, one.rungs):
        return None
    if one.rung is not None and one.rung >= old.rung:
        return None
    return one.model_copy(update={"rung": old.rung, "state": "answered"})


def _with(result: Assessment, changed: QuestionResult) -> Assessment:
    """The result with one question answered otherwise, and its layer's level with it."""
    layers = []
    for layer in result.layers:
        questions = tuple(changed if one.id == changed.id else one for one in layer.questions)
        levels = [one.rungs[one.rung].level for one in questions if one.role == "gating" and one.rung is not None]
        level = min((one for one in levels if one is not None), default=None)
        layers.append(layer.model_copy(update={"questions": questions, "level": level}))
    return result.model_copy(update={"layers": tuple(layers)})


def _lift_score(layers: Sequence[LayerResult], required: Fraction) -> Mend | None:
    """The question to lift: where one is enough, that with the fewest rungs to go; else the one that adds most."""
    steps = []
    for layer in layers:
        for one in _answered(layer):
            for rung in range((one.rung or 0) + 1, len(one.rungs)):
                reached = _score(layers, {one.id: exact(one.rungs[rung].value or 0.0)}) or ZERO
                enough = reached >= required - SLACK
                climb = rung - (one.rung or 0)
                steps.append((not enough, climb if enough else 0, -reached, one.id, rung, one))
    if not steps:
        return _answer(layers, ZERO) if not any(_answered(layer) for layer in layers) else None
    short, _, reached, _, rung, question = min(steps, key=lambda step: step[:5])
    return _mended(question, rung, float(-reached * HUNDRED), enough=not short)


def _lift_level(layers: Sequence[LayerResult], required: Fraction) -> Mend | None:
    """The gating question furthest below; enough where it is the only one below."""
    gating = [one for layer in layers for one in layer.questions if one.role == "gating"]
    levels = {one.id: one.rungs[one.rung].level or 0 for one in gating if one.rung is not None}
    below = [one for one in gating if one.id in levels and levels[one.id] < required]
    if not below:
        return None
    lowest = min(below, key=lambda one: (levels[one.id], one.id))
    rung = next((at for at, rung in enumerate(lowest.rungs) if (rung.level or 0) >= required), len(lowest.rungs) - 1)
    after = levels | {lowest.id: lowest.rungs[rung].level or 0}
    mend = _mended(lowest, rung, float(min(after.values())), enough=min(after.values()) >= required)
    return mend.model_copy(update={"also": tuple(one.id for one in below if one.id != lowest.id)})


def _answer(layers: Sequence[LayerResult], required: Fraction) -> Mend | None:
    """The open question with the most weight in what is measured."""
    steps = []
    for layer in layers:
        for one in layer.questions:
            if one.role != "informational" and one.state in OPEN_STATES:
                parts = [(exact(each.weight), _known(each, (one.id,))) for each in layers]
                known = weighted_mean((weight, share) for weight, share in parts if share is not None)
                steps.append((-(known or ZERO), one.id, one))
    if not steps:
        return None
    known, _, question = min(steps, key=lambda step: step[:2])
    unknown = ONE + known
    return _mended(question, None, float(unknown), enough=unknown <= required + SLACK)


def _mended(question: QuestionResult, rung: int | None, reaches: float, *, enough: bool) -> Mend:
    return Mend(
        question=question.id,
        ask=question.ask,
        change="answer" if rung is None else "lift",
        rung=rung,
        rung_text=None if rung is None else question.rungs[rung].text,
        reaches=reaches,
        enough=enough,
    )

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
from eurostack_assess.model.gate import MEASURES, Condition, Gate, Measure, Outcome, SuggestedFix
from eurostack_assess.model.vocabulary import OPEN_STATES

SLACK = Fraction(1, 10**9)


@dataclass(frozen=True)
class Limit:
    """What is required of a layer, or of the whole stack."""

    measure: Measure
    layer: str | None
    value: Fraction
    """At least this score or level; at most this share unknown."""


def evaluate_gate(
    result: Assessment, limits: Sequence[Limit], baseline: Assessment | None, *, tool_version: str
) -> Gate:
    """All conditions: the limits in the order given, then nothing worse than the baseline, layer by layer."""
    conditions = [_check_limit(result, limit, baseline) for limit in limits]
    if baseline is not None:
        conditions += _check_against_baseline(result, baseline)
    return Gate(
        tool=Tool(version=tool_version),
        name=result.profile.name,
        kind=result.profile.kind,
        framework=result.framework.id,
        edition=result.framework.edition,
        passed=all(condition.outcome != "not_met" for condition in conditions),
        conditions=tuple(conditions),
    )


def _check_limit(result: Assessment, limit: Limit, baseline: Assessment | None) -> Condition:
    actual = _measure(result, limit.measure, limit.layer)
    outcome: Outcome = "met" if _reaches(limit.measure, actual, limit.value) else "not_met"
    if outcome == "not_met" and baseline is not None:
        before = _measure(baseline, limit.measure, limit.layer)
        if before is not None and _reaches(limit.measure, actual, before):
            outcome = "tolerated"
    return _build_condition(result, limit, actual=actual, outcome=outcome, restored=None, reference="limit")


def _check_against_baseline(result: Assessment, baseline: Assessment) -> Iterator[Condition]:
    """Nothing worse than there, in the stack and in each layer that both have."""
    baseline_layers = {layer.id for layer in baseline.layers}
    as_known_then = _without_new_answers(baseline, result)
    for layer in (None, *(layer_result.id for layer_result in result.layers if layer_result.id in baseline_layers)):
        for measure in MEASURES:
            before, actual = _measure(baseline, measure, layer), _measure(result, measure, layer)
            if before is not None:
                outcome: Outcome = "met" if _reaches(measure, actual, before) else "not_met"
                if outcome == "not_met" and _reaches(measure, _measure(as_known_then, measure, layer), before):
                    outcome = "tolerated"
                limit = Limit(measure, layer, before)
                restored = None if outcome == "met" else _suggest_restoring(result, baseline, limit)
                yield _build_condition(
                    result, limit, actual=actual, outcome=outcome, restored=restored, reference="baseline"
                )


def _build_condition(
    result: Assessment,
    limit: Limit,
    actual: Fraction | None,
    outcome: Outcome,
    restored: SuggestedFix | None,
    reference: Literal["limit", "baseline"],
) -> Condition:
    layer = result.layer(limit.layer) if limit.layer else None
    return Condition(
        id=f"{limit.measure}-{limit.layer or 'stack'}-{reference}",
        measure=limit.measure,
        layer=limit.layer,
        layer_name=layer.name if layer else None,
        reference=reference,
        required=_to_shown_value(limit.measure, limit.value),
        actual=None if actual is None else _to_shown_value(limit.measure, actual),
        outcome=outcome,
        suggested_fix=None if outcome == "met" else restored or _suggest_fix(result, limit),
    )


def _to_shown_value(measure: Measure, value: Fraction) -> float:
    return float(value * HUNDRED if measure == "score" else value)


def _reaches(measure: Measure, actual: Fraction | None, required: Fraction) -> bool:
    if actual is None:
        return False
    return actual <= required + SLACK if measure == "unknown" else actual >= required - SLACK


def _measure(result: Assessment, measure: Measure, layer: str | None) -> Fraction | None:
    """What is measured in a layer, or in the stack; None where there is nothing to measure or no such layer."""
    layers = [layer_result for layer_result in result.layers if layer in (None, layer_result.id)]
    if measure == "score":
        return _compute_score(layers, {})
    if measure == "level":
        levels = [layer_result.level for layer_result in layers if layer_result.level is not None]
        return Fraction(min(levels)) if levels else None
    known = weighted_mean(
        (exact(layer_result.weight), share)
        for layer_result in layers
        if (share := _compute_known_share(layer_result, ())) is not None
    )
    return None if known is None else ONE - known


def _compute_score(layers: Sequence[LayerResult], lifted: dict[str, Fraction]) -> Fraction | None:
    """The score, 0 to 1, with some questions at another value than they were answered."""
    scores = []
    for layer in layers:
        values = [
            (exact(question.weight), lifted.get(question.id, _value(question)))
            for question in _answered_questions(layer)
        ]
        if (score := weighted_mean(values)) is not None:
            scores.append((exact(layer.weight), score))
    return weighted_mean(scores)


def _compute_known_share(layer: LayerResult, assumed_answered: Sequence[str]) -> Fraction | None:
    """Weight answered over weight applicable, with some questions answered besides."""
    applying = [
        question
        for question in layer.questions
        if question.role != "informational" and question.state != "not_applicable"
    ]
    return weighted_mean(
        (exact(question.weight), ONE if question.state == "answered" or question.id in assumed_answered else ZERO)
        for question in applying
    )


def _answered_questions(layer: LayerResult) -> list[QuestionResult]:
    return [question for question in layer.questions if question.role != "informational" and question.rung is not None]


def _value(question: QuestionResult) -> Fraction:
    return exact(question.rungs[question.rung or 0].value or 0.0)


def _suggest_fix(result: Assessment, limit: Limit) -> SuggestedFix | None:
    layers = [layer for layer in result.layers if limit.layer in (None, layer.id)]
    ways = {"score": _suggest_lift_for_score, "level": _suggest_lift_for_level, "unknown": _suggest_answer}
    return ways[limit.measure](layers, limit.value)


def _suggest_restoring(result: Assessment, baseline: Assessment, limit: Limit) -> SuggestedFix | None:
    """The answer that was higher in the baseline, or that was given there, and that brings most when it is again."""
    before = {question.id: question for layer in baseline.layers for question in layer.questions}
    worst = _quality(limit.measure, _measure(result, limit.measure, limit.layer))
    steps = []
    for layer in result.layers:
        for question in layer.questions if limit.layer in (None, layer.id) else ():
            restored_question = _with_baseline_answer(question, before.get(question.id))
            reached = (
                _measure(_with_changed_question(result, restored_question), limit.measure, limit.layer)
                if restored_question
                else None
            )
            if restored_question and _quality(limit.measure, reached) > worst:
                steps.append((-_quality(limit.measure, reached), question.id, reached or ZERO, restored_question))
    if not steps:
        return None
    _, _, reached, restored_question = min(steps, key=lambda step: step[:2])
    enough = _reaches(limit.measure, reached, limit.value)
    fix = _build_fix(restored_question, restored_question.rung, _to_shown_value(limit.measure, reached), enough=enough)
    answered = {question.id for layer in result.layers for question in _answered_questions(layer)}
    return fix.model_copy(update={"change": "restore" if restored_question.id in answered else "recover"})


def _without_new_answers(baseline: Assessment, result: Assessment) -> Assessment:
    """The result without the answers to questions that were open in the baseline: knowing more is no worsening."""
    before = {question.id: question for layer in baseline.layers for question in layer.questions}
    newly_answered = [
        question
        for layer in result.layers
        for question in layer.questions
        if question.rung is not None and question.id in before and before[question.id].state in OPEN_STATES
    ]
    for question in newly_answered:
        result = _with_changed_question(
            result, question.model_copy(update={"rung": None, "state": before[question.id].state})
        )
    return result


def _quality(measure: Measure, actual: Fraction | None) -> Fraction:
    """A number that is higher where what is measured is better; lowest where nothing can be measured."""
    if actual is None:
        return -ONE
    return ONE - actual if measure == "unknown" else actual


def _with_baseline_answer(question: QuestionResult, baseline_question: QuestionResult | None) -> QuestionResult | None:
    """The question with the answer of the baseline; None where that was no higher, or was given to another wording."""
    if (
        baseline_question is None
        or baseline_question.rung is None
        or (baseline_question.ask, baseline_question.rungs) != (question.ask, question.rungs)
    ):
        return None
    if question.rung is not None and question.rung >= baseline_question.rung:
        return None
    return question.model_copy(update={"rung": baseline_question.rung, "state": "answered"})


def _with_changed_question(result: Assessment, changed_question: QuestionResult) -> Assessment:
    """The result with one question answered otherwise, and its layer's level with it."""
    layers = []
    for layer in result.layers:
        questions = tuple(
            changed_question if question.id == changed_question.id else question for question in layer.questions
        )
        levels = [
            question.rungs[question.rung].level
            for question in questions
            if question.role == "gating" and question.rung is not None
        ]
        level = min((gate_level for gate_level in levels if gate_level is not None), default=None)
        layers.append(layer.model_copy(update={"questions": questions, "level": level}))
    return result.model_copy(update={"layers": tuple(layers)})


def _suggest_lift_for_score(layers: Sequence[LayerResult], required: Fraction) -> SuggestedFix | None:
    """The question to lift: where one is enough, that with the fewest rungs to go; else the one that adds most."""
    steps = []
    for layer in layers:
        for candidate in _answered_questions(layer):
            for rung in range((candidate.rung or 0) + 1, len(candidate.rungs)):
                reached = _compute_score(layers, {candidate.id: exact(candidate.rungs[rung].value or 0.0)}) or ZERO
                enough = reached >= required - SLACK
                climb = rung - (candidate.rung or 0)
                steps.append((not enough, climb if enough else 0, -reached, candidate.id, rung, candidate))
    if not steps:
        return _suggest_answer(layers, ZERO) if not any(_answered_questions(layer) for layer in layers) else None
    short, _, reached, _, rung, question = min(steps, key=lambda step: step[:5])
    return _build_fix(question, rung, float(-reached * HUNDRED), enough=not short)


def _suggest_lift_for_level(layers: Sequence[LayerResult], required: Fraction) -> SuggestedFix | None:
    """The gating question furthest below; enough where it is the only one below."""
    gating = [question for layer in layers for question in layer.questions if question.role == "gating"]
    levels = {question.id: question.rungs[question.rung].level or 0 for question in gating if question.rung is not None}
    below = [question for question in gating if question.id in levels and levels[question.id] < required]
    if not below:
        return None
    lowest = min(below, key=lambda question: (levels[question.id], question.id))
    rung = next(
        (index for index, rung in enumerate(lowest.rungs) if (rung.level or 0) >= required), len(lowest.rungs) - 1
    )
    after = levels | {lowest.id: lowest.rungs[rung].level or 0}
    fix = _build_fix(lowest, rung, float(min(after.values())), enough=min(after.values()) >= required)
    return fix.model_copy(
        update={"further_questions": tuple(question.id for question in below if question.id != lowest.id)}
    )


def _suggest_answer(layers: Sequence[LayerResult], required: Fraction) -> SuggestedFix | None:
    """The open question with the most weight in what is measured."""
    steps = []
    for layer in layers:
        for candidate in layer.questions:
            if candidate.role != "informational" and candidate.state in OPEN_STATES:
                parts = [
                    (exact(weighed_layer.weight), _compute_known_share(weighed_layer, (candidate.id,)))
                    for weighed_layer in layers
                ]
                known = weighted_mean((weight, share) for weight, share in parts if share is not None)
                steps.append((-(known or ZERO), candidate.id, candidate))
    if not steps:
        return None
    known, _, question = min(steps, key=lambda step: step[:2])
    unknown = ONE + known
    return _build_fix(question, None, float(unknown), enough=unknown <= required + SLACK)


def _build_fix(question: QuestionResult, rung: int | None, reaches: float, *, enough: bool) -> SuggestedFix:
    return SuggestedFix(
        question=question.id,
        ask=question.ask,
        change="answer" if rung is None else "lift",
        rung=rung,
        rung_text=None if rung is None else question.rungs[rung].text,
        value_after=reaches,
        is_sufficient=enough,
    )

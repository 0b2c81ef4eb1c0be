"""Step 16, the quality gate: which conditions a result meets and, for each one not met, the change that would meet it.

A value equal to its limit, to within 1e-9, meets it. The level is the lowest possible one. Against a baseline only
worsening counts: a lower score, a lower level, a larger unknown share. A limit that the baseline did not meet either is
tolerated while the result is no further from it than the baseline; so is a score that is lower only because of answers
that say more about questions that were open or partial in the baseline.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, weighted_mean
from eurostack_assess.method.levels import find_level_at, find_weakest_level
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult, Tool
from eurostack_assess.model.gate import BASELINE_MEASURES, Condition, Gate, Measure, Outcome, SuggestedFix

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
        for measure in BASELINE_MEASURES:
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
    return float(value * HUNDRED if measure in ("score", "low") else value)


def _reaches(measure: Measure, actual: Fraction | None, required: Fraction) -> bool:
    if actual is None:
        return False
    return actual <= required + SLACK if measure == "unknown" else actual >= required - SLACK


def _measure(result: Assessment, measure: Measure, layer: str | None) -> Fraction | None:
    """What is measured in a layer, or in the stack; None where there is nothing to measure or no such layer."""
    layers = [layer_result for layer_result in result.layers if layer in (None, layer_result.id)]
    match measure:
        case "score" | "low":
            return _compute_score(layers, measure)
        case "level":
            levels = [_find_lowest_level(layer_result, result.framework.cuts) for layer_result in layers]
            lowest = find_weakest_level(levels)
            return None if lowest is None else Fraction(lowest)
        case _:
            return _compute_unknown_share(layers)


def _compute_score(
    layers: Sequence[LayerResult], measure: Measure, lifted: Mapping[str, int] | None = None
) -> Fraction | None:
    """The score or its low end, 0 to 1, with some questions at another rung than is proven."""
    scores, lifted = [], lifted or {}
    for layer in layers:
        values = [
            (exact(question.weight), _value(question, lifted.get(question.id, possible[0])))
            for question in _counted_questions(layer, measure)
            if (possible := question.possible)
        ]
        if (score := weighted_mean(values)) is not None:
            scores.append((exact(layer.weight), score))
    return weighted_mean(scores)


def _counted_questions(layer: LayerResult, measure: Measure) -> list[QuestionResult]:
    """What the score is a mean of: the questions of which something is known; its low end: all that apply."""
    return [question for question in layer.questions if question.counts and (measure == "low" or question.is_known)]


def _compute_unknown_share(layers: Sequence[LayerResult], assumed_answered: str | None = None) -> Fraction | None:
    """The share of the uncertainty that is left, by value, with one question answered besides."""
    shares = []
    for layer in layers:
        unknown = [
            (exact(question.weight), ZERO if question.id == assumed_answered else _unknown_share(question))
            for question in layer.questions
            if question.counts
        ]
        if (share := weighted_mean(unknown)) is not None:
            shares.append((exact(layer.weight), share))
    return weighted_mean(shares)


def _unknown_share(question: QuestionResult) -> Fraction:
    """How much of the uncertainty about a question is left, by value."""
    low, high = question.possible or (0, 0)
    span = _value(question, -1) - _value(question, 0)
    return (_value(question, high) - _value(question, low)) / span if span else ZERO if question.is_known else ONE


def _find_lowest_level(layer: LayerResult, cuts: Sequence[float]) -> int | None:
    """The lowest possible level of a layer, by its gating questions or by the low end of its score."""
    if cuts:
        return find_level_at(_compute_score([layer], "low"), _to_shares(cuts))
    return find_weakest_level(_lowest_levels(layer).values())


def _to_shares(scores: Sequence[float]) -> list[Fraction]:
    return [exact(score) / HUNDRED for score in scores]


def _lowest_levels(layer: LayerResult) -> dict[str, int]:
    """By gating question that applies: the level of its lowest possible rung."""
    return {
        question.id: question.rungs[question.possible[0]].level or 0
        for question in layer.questions
        if question.role == "gating" and question.possible
    }


def _value(question: QuestionResult, rung: int) -> Fraction:
    return exact(question.rungs[rung].value or 0.0)


def _suggest_fix(result: Assessment, limit: Limit) -> SuggestedFix | None:
    layers = [layer for layer in result.layers if limit.layer in (None, layer.id)]
    match limit.measure:
        case "score" | "low":
            return _suggest_lift_for_score(layers, limit)
        case "level" if result.framework.cuts:
            return _suggest_lift_over_cut(layers, int(limit.value), result.framework.cuts)
        case "level":
            return _suggest_lift_for_level(layers, limit.value)
        case _:
            return _suggest_answer(layers, limit.value)


def _suggest_restoring(result: Assessment, baseline: Assessment, limit: Limit) -> SuggestedFix | None:
    """The answer that was higher or said more in the baseline, and that brings most when it is given again."""
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
    lowest = restored_question.possible[0] if restored_question.possible else None
    fix = _build_fix(restored_question, lowest, _to_shown_value(limit.measure, reached), enough=enough)
    was_known = result.question(restored_question.id).is_known
    return fix.model_copy(update={"change": "restore" if was_known else "recover"})


def _without_new_answers(baseline: Assessment, result: Assessment) -> Assessment:
    """The result without what was learnt since the baseline: knowing more is no worsening."""
    before = {question.id: question for layer in baseline.layers for question in layer.questions}
    for layer in result.layers:
        for question in layer.questions:
            earlier = before.get(question.id)
            if earlier is not None and _is_narrower(question, earlier):
                result = _with_changed_question(result, _with_answer_of(question, earlier))
    return result


def _is_narrower(question: QuestionResult, earlier: QuestionResult) -> bool:
    """Whether fewer rungs are possible than before, and only such as were possible."""
    if question.possible is None or earlier.possible is None or question.possible == earlier.possible:
        return False
    return earlier.possible[0] <= question.possible[0] and question.possible[1] <= earlier.possible[1]


def _with_answer_of(question: QuestionResult, other: QuestionResult) -> QuestionResult:
    return question.model_copy(update={key: getattr(other, key) for key in ("state", "rung", "possible")})


def _quality(measure: Measure, actual: Fraction | None) -> Fraction:
    """A number that is higher where what is measured is better; lowest where nothing can be measured."""
    if actual is None:
        return -ONE
    return ONE - actual if measure == "unknown" else actual


def _with_baseline_answer(question: QuestionResult, baseline_question: QuestionResult | None) -> QuestionResult | None:
    """The question with the answer of the baseline; None where that was no better, or was given to another wording."""
    if (
        baseline_question is None
        or baseline_question.possible is None
        or not baseline_question.is_known
        or (baseline_question.ask, baseline_question.rungs) != (question.ask, question.rungs)
    ):
        return None
    is_higher = question.possible is None or baseline_question.possible[0] > question.possible[0]
    if not is_higher and not _is_narrower(baseline_question, question):
        return None
    return _with_answer_of(question, baseline_question)


def _with_changed_question(result: Assessment, changed_question: QuestionResult) -> Assessment:
    """The result with one question answered otherwise."""
    layers = []
    for layer in result.layers:
        questions = tuple(
            changed_question if question.id == changed_question.id else question for question in layer.questions
        )
        layers.append(layer.model_copy(update={"questions": questions}))
    return result.model_copy(update={"layers": tuple(layers)})


def _suggest_lift_for_score(layers: Sequence[LayerResult], limit: Limit) -> SuggestedFix | None:
    """The question to lift: where one is enough, that with the fewest rungs to go; else the one that adds most."""
    steps = []
    candidates = [question for layer in layers for question in _counted_questions(layer, limit.measure)]
    for place, candidate in enumerate(candidates):
        lowest = candidate.possible[0] if candidate.possible else 0
        for rung in range(lowest + 1, len(candidate.rungs)):
            reached = _compute_score(layers, limit.measure, {candidate.id: rung}) or ZERO
            enough = _reaches(limit.measure, reached, limit.value)
            steps.append((not enough, rung - lowest if enough else 0, -reached, place, rung))
    if not steps:
        return None if candidates else _suggest_answer(layers, ZERO)
    short, _, reached, place, rung = min(steps)
    return _build_fix(candidates[place], rung, float(-reached * HUNDRED), enough=not short)


def _suggest_lift_for_level(layers: Sequence[LayerResult], required: Fraction) -> SuggestedFix | None:
    """The gating question furthest below, to lift, or to answer where it is open; enough where it alone is below."""
    levels = {id_: level for layer in layers for id_, level in _lowest_levels(layer).items()}
    below = [
        question for layer in layers for question in layer.questions if levels.get(question.id, required) < required
    ]
    if not below:
        return None
    lowest = min(below, key=lambda question: (levels[question.id], not question.is_known))
    rung = next(
        (index for index, rung in enumerate(lowest.rungs) if (rung.level or 0) >= required), len(lowest.rungs) - 1
    )
    after = levels | {lowest.id: lowest.rungs[rung].level or 0}
    fix = _build_fix(lowest, rung, float(min(after.values())), enough=min(after.values()) >= required)
    return fix.model_copy(
        update={"further_questions": tuple(question.id for question in below if question.id != lowest.id)}
    )


def _suggest_lift_over_cut(layers: Sequence[LayerResult], required: int, cuts: Sequence[float]) -> SuggestedFix | None:
    """What lifts the low end of the weakest layer to the cut of a level; enough where that layer alone is below."""
    cut = _to_shares(cuts)[required - 1]
    lows = {layer.id: _compute_score([layer], "low") for layer in layers}
    below = [(low, layer) for layer in layers if (low := lows[layer.id]) is not None and low < cut]
    if not below:
        return None
    _, weakest = min(below, key=lambda pair: pair[0])
    fix = _suggest_lift_for_score([weakest], Limit("low", weakest.id, cut))
    if fix is None or fix.value_after is None:
        return fix
    after = lows | {weakest.id: exact(fix.value_after) / HUNDRED}
    level = find_weakest_level(find_level_at(low, _to_shares(cuts)) for low in after.values())
    return fix.model_copy(
        update={"value_after": float(level or 0), "is_sufficient": fix.is_sufficient and len(below) == 1}
    )


def _suggest_answer(layers: Sequence[LayerResult], required: Fraction) -> SuggestedFix | None:
    """The question that an exact answer would settle most of, in what is measured."""
    candidates = [
        question for layer in layers for question in layer.questions if question.counts and question.state != "answered"
    ]
    if not candidates:
        return None
    unknown = [_compute_unknown_share(layers, question.id) or ZERO for question in candidates]
    least = min(unknown)
    enough = _reaches("unknown", least, required)
    return _build_fix(candidates[unknown.index(least)], None, float(least), enough=enough)


def _build_fix(question: QuestionResult, rung: int | None, reaches: float, *, enough: bool) -> SuggestedFix:
    may_be_there = rung is not None and question.possible is not None and rung <= question.possible[1]
    return SuggestedFix(
        question=question.id,
        ask=question.ask,
        change="answer" if rung is None else "find_out" if may_be_there else "lift",
        rung=rung,
        rung_text=None if rung is None else question.rungs[rung].text,
        value_after=reaches,
        is_sufficient=enough,
    )

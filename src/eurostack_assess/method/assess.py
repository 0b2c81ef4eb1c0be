"""The steps joined: a framework and a profile in, a result out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, get_args

from eurostack_assess.method.answers import Item, items
from eurostack_assess.method.exact import ZERO, exact, points, rounded, total, weighted_mean
from eurostack_assess.method.exposure import exposure
from eurostack_assess.method.gaps import Gaps, by_size, gap, gap_at_worst, gaps_of
from eurostack_assess.method.levels import Levelled, level_items, weakest
from eurostack_assess.method.older import older
from eurostack_assess.method.reweighing import reweighed, with_weights
from eurostack_assess.method.scoring import (
    Scored,
    effective_weights,
    score_items,
    score_layers,
    score_with_not_applicable_as_zero,
    share_not_applicable,
)
from eurostack_assess.method.used import profile_used
from eurostack_assess.method.verdicts import Judged, Standing, agreement, judge, sentence, weights_agree
from eurostack_assess.method.views import view
from eurostack_assess.model.assessment import (
    Assessment,
    Counts,
    FrameworkUsed,
    LayerResult,
    Lifting,
    Overall,
    QuestionResult,
    Rung,
    Summary,
    Tool,
)
from eurostack_assess.model.base import Confidence
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Action, Framework, Questionnaire, Thresholds
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.weights import Weights


@dataclass(frozen=True)
class Part:
    """A layer, or a part beside the stack, with the outcome of every step."""

    questionnaire: Questionnaire
    weight: Fraction
    items: tuple[Item, ...]
    scored: Scored
    levelled: Levelled
    gaps: Gaps
    judged: Judged

    @property
    def id(self) -> str:
        """Id of the layer."""
        return self.questionnaire.id


@dataclass(frozen=True)
class Also:
    """What else is made of the answers, besides what the framework makes of them."""

    views: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Other instruments by whose objectives the answers are read, each with the editions wanted."""
    weights: Weights | None = None
    """Weights of one's own, to stand beside the framework's."""
    weights_hash: str = ""


def assess(
    framework: Framework,
    profile: Profile,
    *,
    tool_version: str,
    profile_hash: str | None = None,
    catalogue: Catalogue | None = None,
    also: Also | None = None,
) -> Assessment:
    """The result of a profile that was checked against the framework.

    With a catalogue, the services on record are put through it too.

    The stack alone makes the overall numbers; enablers and lenses are scored in the same way and stand beside it.
    """
    also = also or Also()
    result = _assess(framework, profile, tool_version, profile_hash, catalogue)
    read_by = [one for one in framework.instruments if one.instrument in also.views]
    besides: dict[str, object] = {
        "views": tuple(view(framework, profile, one, also.views[one.instrument]) for one in read_by)
    }
    if also.weights is not None:
        other = _assess(with_weights(framework, also.weights), profile, tool_version, profile_hash, None)
        besides["reweighed"] = reweighed(result, other, also.weights, also.weights_hash)
    return result.model_copy(update=besides)


def _assess(
    framework: Framework, profile: Profile, tool_version: str, profile_hash: str | None, catalogue: Catalogue | None
) -> Assessment:
    parts = {part.id: _part(part, framework, profile) for part in framework.parts_for(profile.lenses)}
    stack = [parts[layer.id] for layer in framework.layers]
    of_total = _shares_of_total_gap(stack)
    gap_of = {item.question.id: gap_at_worst(item) for part in stack for item in part.items}

    def results(questionnaires: Sequence[Questionnaire]) -> tuple[LayerResult, ...]:
        return tuple(_layer_result(parts[one.id], framework, profile, of_total) for one in questionnaires)

    def asked(questionnaires: Sequence[Questionnaire]) -> tuple[LayerResult, ...]:
        """Of what stands beside the stack, the parts that have a question for this kind of profile."""
        return results([one for one in questionnaires if one.id in parts and parts[one.id].items])

    return Assessment(
        tool=Tool(version=tool_version),
        framework=framework_used(framework),
        profile=profile_used(profile, profile_hash),
        overall=_overall(stack),
        summary=_summary(stack),
        layers=results(framework.layers),
        beside=asked(framework.beside),
        lenses=asked(framework.lenses),
        gaps=by_size(of_total, gap_of),
        information_gaps=by_size(_stack_parts(stack, [part.gaps.information for part in stack]), gap_of),
        confidence=_confidence(stack),
        older=older(framework, profile),
        exposure=exposure(framework, profile, catalogue) if catalogue and profile.dependencies else None,
    )


def _part(questionnaire: Questionnaire, framework: Framework, profile: Profile) -> Part:
    asked = items(questionnaire.questions, profile.answers, profile.kind)
    scored, gaps = score_items(asked), gaps_of(asked)
    return Part(
        questionnaire=questionnaire,
        weight=exact(framework.weight_of(questionnaire.id)),
        items=asked,
        scored=scored,
        levelled=level_items(asked, framework.top_level),
        gaps=gaps,
        judged=judge(asked, scored, gaps, framework.header.thresholds),
    )


def _stack_parts(stack: Sequence[Part], parts: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Each question's part of its layer as a part of the stack, by the layers' weights."""
    return {
        question: part.weight * share
        for part, shares in zip(stack, parts, strict=True)
        for question, share in shares.items()
    }


def _shares_of_total_gap(stack: Sequence[Part]) -> dict[str, Fraction]:
    """Question id to its part of the whole stack's shortfall; they add up to 1, unless there is no shortfall."""
    shares = _stack_parts(stack, [part.gaps.priorities for part in stack])
    whole = total(shares.values())
    return {question: share / whole for question, share in shares.items()} if whole else {}


def _overall(stack: Sequence[Part]) -> Overall:
    scored = score_layers([(part.weight, part.scored) for part in stack])
    level = weakest([part.levelled.level for part in stack])
    shortfalls = [(part.weight, part.gaps.shortfall) for part in stack if part.gaps.shortfall is not None]
    return Overall(
        score=points(scored.score),
        low=points(scored.low),
        high=points(scored.high),
        coverage=rounded(scored.coverage),
        level=level,
        level_low=weakest([part.levelled.level_low for part in stack]),
        weakest=_weakest_layers(stack, level),
        shortfall=rounded(weighted_mean(shortfalls)),
    )


def _weakest_layers(stack: Sequence[Part], level: int | None) -> tuple[str, ...]:
    if level is not None:
        return tuple(part.id for part in stack if part.levelled.level == level)
    lowest = min((part.scored.score for part in stack if part.scored.score is not None), default=None)
    return tuple(part.id for part in stack if lowest is not None and part.scored.score == lowest)


def _confidence(stack: Sequence[Part]) -> dict[Confidence | Literal["unstated"], int]:
    """Answers by confidence, surest first; empty where no answer says how sure it is."""
    answers = [item.answer for part in stack for item in part.items if item.answer is not None and item.answered]
    stated = Counter(answer.confidence for answer in answers)
    counted = {confidence: stated[confidence] for confidence in get_args(Confidence) if stated[confidence]}
    return counted | {"unstated": stated[None]} if counted and stated[None] else counted


def _summary(stack: Sequence[Part]) -> Summary:
    standings = {part.id: Standing(part.judged.verdict, part.scored.low, part.gaps.shortfall) for part in stack}
    return Summary.model_validate(vars(sentence(standings)))


def _layer_result(part: Part, framework: Framework, profile: Profile, of_total: dict[str, Fraction]) -> LayerResult:
    scored, levelled, gaps, judged = part.scored, part.levelled, part.gaps, part.judged
    finding = profile.findings.get(part.id)
    effective = effective_weights(part.items)
    states = [item.state for item in part.items]
    not_applicable = share_not_applicable(part.items)
    return LayerResult(
        id=part.id,
        name=part.questionnaire.name,
        weight=float(part.weight),
        score=points(scored.score),
        low=points(scored.low),
        high=points(scored.high),
        coverage=rounded(scored.coverage),
        level=levelled.level,
        level_low=levelled.level_low,
        binding=levelled.binding,
        lifting=_lifting(levelled),
        verdict=judged.verdict,
        ground=judged.ground,
        weights_agree=rounded(weights_agree(part.items, judged, framework.header.thresholds)),
        decided_by=judged.decided_by,
        shortfall=rounded(gaps.shortfall),
        shortfall_low=rounded(gaps.shortfall_low),
        shortfall_high=rounded(gaps.shortfall_high),
        not_applicable=rounded(not_applicable),
        score_not_applicable_as_0=_guard(part.items, not_applicable, framework.header.thresholds),
        counts=Counts(
            answered=states.count("answered"),
            dont_know=states.count("dont_know"),
            not_applicable=states.count("not_applicable"),
            skipped=states.count("skipped"),
            unasked=states.count("unasked"),
        ),
        finding=finding,
        agreement=agreement(judged.verdict, finding.verdict if finding else None),
        gaps=by_size(gaps.priorities, {item.question.id: gap_at_worst(item) for item in part.items}),
        questions=tuple(_question_result(item, gaps, effective, of_total) for item in part.items),
    )


def _lifting(levelled: Levelled) -> Lifting | None:
    if levelled.alone is None or levelled.together is None:
        return None
    return Lifting(alone=levelled.alone, together=levelled.together)


def _guard(items: Sequence[Item], not_applicable: Fraction | None, thresholds: Thresholds) -> float | None:
    """The score with "not applicable" at 0, where more weight was set aside than the framework lets pass."""
    most = thresholds.not_applicable
    if most is None or not_applicable is None or not_applicable <= exact(most):
        return None
    return points(score_with_not_applicable_as_zero(items))


def _question_result(
    item: Item, gaps: Gaps, effective: dict[str, Fraction], of_total: dict[str, Fraction]
) -> QuestionResult:
    question, answer = item.question, item.answer
    counts = item.scored and item.applies
    return QuestionResult(
        id=question.id,
        layer=question.layer,
        role=question.role,
        facet=question.facet,
        weight=question.weight,
        effective_weight=rounded(effective.get(question.id)),
        ask=question.ask,
        why=question.why,
        rungs=tuple(Rung(text=one.text, value=one.value, level=one.level) for one in question.options),
        target=question.target or 0,
        proof=question.evidence,
        state=item.state,
        rung=answer.rung if answer else None,
        evidence=answer.evidence if answer else None,
        source=answer.source if answer else None,
        date=answer.date if answer else None,
        confidence=answer.confidence if answer else None,
        reason=answer.reason if answer else None,
        supported=_supported(item),
        gap=rounded(gap(item)) if counts and item.answered else None,
        gap_high=rounded(gap_at_worst(item)) if counts else None,
        priority=rounded(gaps.priorities.get(question.id)),
        share_of_total_gap=rounded(of_total.get(question.id)),
        information=points(gaps.information.get(question.id)),
        next_action=_next_action(item),
    )


def _supported(item: Item) -> bool:
    """A claim at or above the target needs evidence or a source."""
    answer = item.answer
    if answer is None or answer.rung is None or answer.rung < (item.question.target or 0):
        return True
    return answer.evidence is not None or answer.source is not None


def _next_action(item: Item) -> Action | None:
    """The first action that leads above the rung answered, while that is below the target."""
    rung = item.answer.rung if item.answer else None
    if rung is None or not item.scored or gap(item) == ZERO:
        return None
    higher = [action for action in item.question.actions if action.to > rung]
    return min(higher, key=lambda action: action.to, default=None)


def framework_used(framework: Framework) -> FrameworkUsed:
    """What a result keeps of its framework."""
    header = framework.header
    return FrameworkUsed(
        id=header.id,
        edition=header.edition,
        hash=framework.hash,
        name=header.name,
        levels=header.levels,
        target=header.target,
        thresholds=header.thresholds,
        sources=header.sources,
        meaning=header.meaning,
    )

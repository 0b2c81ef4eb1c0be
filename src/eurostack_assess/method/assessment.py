"""Joins the steps: takes a framework and a profile, and returns the result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, get_args

from eurostack_assess.method.answers import Item
from eurostack_assess.method.edition_drift import detect_edition_drift
from eurostack_assess.method.exact import ONE, exact, points, rounded, total, weighted_mean
from eurostack_assess.method.gaps import find_next_action, gap, gap_at_worst, score_after
from eurostack_assess.method.layer_assessment import GapRanker, LayerAssessment, assess_part, rank_information
from eurostack_assess.method.levels import (
    GateTally,
    LevelResult,
    find_cuts,
    find_weakest_levels,
    snapshot_cuts,
    tally_gates,
)
from eurostack_assess.method.likelihood import build_stack_likelihood, compute_stack_chances
from eurostack_assess.method.priorities import Ranking
from eurostack_assess.method.scoring import (
    LayerScore,
    effective_weights,
    score_layers,
    score_with_not_applicable_as_zero,
    share_not_applicable,
)
from eurostack_assess.method.snapshots import snapshot_profile
from eurostack_assess.method.verdicts import (
    LayerSummaryInput,
    build_sentence,
    compare_with_finding,
    compute_weights_agreement,
    misses_floor,
)
from eurostack_assess.model.assessment import (
    Assessment,
    FrameworkSnapshot,
    LayerResult,
    LevelUplift,
    Overall,
    QuestionResult,
    Rung,
    Summary,
    Tool,
)
from eurostack_assess.model.base import Confidence
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.model.framework import Framework, FrameworkHeader, Thresholds
from eurostack_assess.model.likelihood import PriorSnapshot, StackLikelihood
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Option, Questionnaire
from eurostack_assess.model.scan import ScanResult
from eurostack_assess.model.scores import GateCounts, StateCounts
from eurostack_assess.model.weights import Weights

if TYPE_CHECKING:
    from eurostack_assess.model.prior import Prior


@dataclass(frozen=True)
class AssessmentExtras:
    """What else is made of the answers, besides what the framework makes of them."""

    views: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Other instruments by whose objectives the answers are read, each with the editions wanted."""
    weights: Weights | None = None
    """Custom weights, to stand beside the framework's."""
    weights_hash: str = ""
    doubt: Literal["one_rung"] | None = None
    """How the answers that nobody is sure of are to be changed before anything is computed."""
    prior: "Prior | None" = None
    """A population by whose answers open ones are judged too, beside the result with all rungs alike."""
    sensitivity: bool = False
    """Whether every verdict is tried under other assumptions of the method too."""


def assess(
    framework: Framework,
    profile: Profile,
    *,
    tool_version: str,
    profile_hash: str | None = None,
    catalogue: Catalogue | None = None,
    extras: AssessmentExtras | None = None,
) -> Assessment:
    """The result of a profile that was checked against the framework.

    With a catalogue, the services on record are put through it too.

    The stack alone makes the overall numbers; enablers and lenses are scored in the same way and are outside it.
    """
    extras = extras or AssessmentExtras()
    result = _assess(
        framework, profile, tool_version=tool_version, profile_hash=profile_hash, catalogue=catalogue, extras=extras
    )
    updates: dict[str, object] = {}
    if extras.views:
        from eurostack_assess.method.views import build_view_result

        updates["views"] = tuple(
            build_view_result(framework, profile, instrument, extras.views[instrument.instrument])
            for instrument in framework.instruments
            if instrument.instrument in extras.views
        )
    if extras.weights is not None:
        from eurostack_assess.method.custom_weights import apply_weights, build_reweighed_result

        reweighed_result = _assess(
            apply_weights(framework, extras.weights),
            profile,
            tool_version=tool_version,
            profile_hash=profile_hash,
            catalogue=None,
            extras=extras,
        )
        updates["reweighed"] = build_reweighed_result(result, reweighed_result, extras.weights, extras.weights_hash)
    return result.model_copy(update=updates) if updates else result


def _assess(
    framework: Framework,
    profile: Profile,
    *,
    tool_version: str,
    profile_hash: str | None,
    catalogue: Catalogue | None,
    extras: AssessmentExtras,
) -> Assessment:
    parts = {
        part.id: assess_part(
            part,
            framework,
            profile,
            loosen_unsure=extras.doubt is not None,
            with_sensitivity=extras.sensitivity,
            prior=extras.prior,
        )
        for part in framework.parts_for(profile.lenses)
    }
    stack = [parts[layer.id] for layer in framework.layers]
    of_total = _compute_shares_of_total_gap(stack)
    exposure = _compute_exposure(framework, profile, catalogue) if catalogue and profile.dependencies else None
    gaps = GapRanker(exposure)
    gap_ranking = gaps.rank(stack, of_total)
    information_ranking = rank_information(stack)

    def build_results(questionnaires: Sequence[Questionnaire]) -> tuple[LayerResult, ...]:
        return tuple(
            _build_layer_result(
                part, framework, profile, of_total=of_total, gap_ranking=gaps.rank([part], part.gaps.priorities)
            )
            for part in (parts[questionnaire.id] for questionnaire in questionnaires)
        )

    def build_asked_results(questionnaires: Sequence[Questionnaire]) -> tuple[LayerResult, ...]:
        """Of what stands outside the stack, the parts that have a question for this kind of profile."""
        return build_results(
            [
                questionnaire
                for questionnaire in questionnaires
                if questionnaire.id in parts and parts[questionnaire.id].items
            ]
        )

    layers = build_results(framework.layers)
    return Assessment(
        tool=Tool(version=tool_version),
        framework=snapshot_framework(framework),
        profile=snapshot_profile(profile, profile_hash),
        overall=_build_overall(stack, framework),
        summary=_build_summary(stack),
        layers=layers,
        cross_cutting=build_asked_results(framework.cross_cutting),
        lenses=build_asked_results(framework.lenses),
        gaps=gap_ranking.questions,
        gap_ranks=gap_ranking.ranks,
        information_gaps=information_ranking.questions,
        information_ranks=information_ranking.ranks,
        confidence=_count_confidence(stack),
        national_answers=sum(
            question.is_national and question.is_known for layer in layers for question in layer.questions
        ),
        scan=_build_scan_result(framework, profile, stack) if framework.header.scans else None,
        edition_drift=detect_edition_drift(framework, profile),
        exposure=exposure,
        doubt=extras.doubt,
        prior=_snapshot_prior(extras.prior),
    )


def _snapshot_prior(prior: "Prior | None") -> PriorSnapshot | None:
    if prior is None:
        return None
    return PriorSnapshot(population=prior.population, size=prior.size, date=prior.date)


def _build_scan_result(framework: Framework, profile: Profile, stack: Sequence[LayerAssessment]) -> ScanResult | None:
    from eurostack_assess.method.scans import build_scan_result

    return build_scan_result(framework, profile, stack)


def _compute_exposure(framework: Framework, profile: Profile, catalogue: Catalogue) -> Exposure:
    from eurostack_assess.method.exposure import compute_exposure

    return compute_exposure(framework, profile, catalogue)


def _scale_to_stack(stack: Sequence[LayerAssessment], parts: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Each question's part of its layer as a part of the stack, by the layers' weights."""
    return {
        question: part.weight * share
        for part, shares in zip(stack, parts, strict=True)
        for question, share in shares.items()
    }


def _compute_shares_of_total_gap(stack: Sequence[LayerAssessment]) -> dict[str, Fraction]:
    """Question id to its part of the whole stack's shortfall; they add up to 1, unless there is no shortfall."""
    shares = _scale_to_stack(stack, [part.gaps.priorities for part in stack])
    total_gap = total(shares.values())
    return {question: share / total_gap for question, share in shares.items()} if total_gap else {}


def _build_overall(stack: Sequence[LayerAssessment], framework: Framework) -> Overall:
    overall_score = score_layers([(part.weight, part.layer_score) for part in stack])
    levels = find_weakest_levels([part.level_result.numbers for part in stack])
    shortfalls = [(part.weight, part.gaps.shortfall) for part in stack if part.gaps.shortfall is not None]
    return Overall(
        **overall_score.numbers,
        **levels,
        gates=_build_gate_counts(tally_gates([item for part in stack for item in part.items], framework.top_level)),
        likelihood=_compute_stack_likelihood(stack, overall_score, framework.header),
        weakest=_find_weakest_layers(stack, levels["level"]),
        shortfall=rounded(weighted_mean(shortfalls)),
    )


def _compute_stack_likelihood(
    stack: Sequence[LayerAssessment], overall_score: LayerScore, header: FrameworkHeader
) -> StackLikelihood | None:
    if overall_score.coverage in (None, ONE):
        return None
    thresholds = header.thresholds
    chances = compute_stack_chances(
        [(part.weight, part.items) for part in stack],
        (thresholds.attention, thresholds.strong),
        exact(thresholds.open_together),
        cuts=find_cuts(header),
    )
    return build_stack_likelihood(chances, thresholds) if chances else None


def _build_gate_counts(tally: GateTally) -> GateCounts:
    return GateCounts(**vars(tally))


def _find_weakest_layers(stack: Sequence[LayerAssessment], level: int | None) -> tuple[str, ...]:
    if level is not None:
        return tuple(part.id for part in stack if part.level_result.level == level)
    lowest = min((part.layer_score.score for part in stack if part.layer_score.score is not None), default=None)
    return tuple(part.id for part in stack if lowest is not None and part.layer_score.score == lowest)


def _count_confidence(stack: Sequence[LayerAssessment]) -> dict[Confidence | Literal["unstated"], int]:
    """Answers by confidence, surest first; empty where no answer says how sure it is."""
    answers = [item.answer for part in stack for item in part.items if item.answer is not None and item.is_known]
    stated = Counter(answer.confidence for answer in answers)
    counted = {confidence: stated[confidence] for confidence in get_args(Confidence) if stated[confidence]}
    return counted | {"unstated": stated[None]} if counted and stated[None] else counted


def _build_summary(stack: Sequence[LayerAssessment]) -> Summary:
    standings = {
        part.id: LayerSummaryInput(
            part.verdict_result.verdict,
            part.layer_score.low,
            part.gaps.shortfall,
            certainty=part.certainty,
            leading=part.likelihood.leading if part.likelihood else None,
        )
        for part in stack
    }
    return Summary.model_validate(vars(build_sentence(standings)))


def _build_layer_result(
    part: LayerAssessment,
    framework: Framework,
    profile: Profile,
    *,
    of_total: Mapping[str, Fraction],
    gap_ranking: Ranking,
) -> LayerResult:
    layer_score, level_result, gaps, verdict_result = (
        part.layer_score,
        part.level_result,
        part.gaps,
        part.verdict_result,
    )
    finding, likelihood = profile.findings.get(part.id), part.likelihood
    weights_agree = compute_weights_agreement(part.items, verdict_result, framework.header.thresholds)
    effective = effective_weights(part.items)
    states = [item.state for item in part.items]
    not_applicable = share_not_applicable(part.items)
    return LayerResult(
        id=part.id,
        name=part.questionnaire.name,
        short=part.questionnaire.short,
        weight=float(part.weight),
        **layer_score.numbers,
        **level_result.numbers,
        binding=level_result.binding,
        level_uplift=_build_uplift(level_result),
        verdict=verdict_result.verdict,
        ground=verdict_result.ground,
        certainty=part.certainty,
        likelihood=likelihood,
        prior_likelihood=part.prior_likelihood,
        weights_agree=rounded(weights_agree),
        is_close_call=weights_agree is not None and weights_agree < exact(framework.header.thresholds.weights_agree),
        gates=_build_gate_counts(part.gate_tally),
        doubt=part.doubt,
        sensitivity=part.sensitivity,
        decided_by=verdict_result.decided_by,
        shortfall=rounded(gaps.shortfall),
        shortfall_low=rounded(gaps.shortfall_low),
        shortfall_high=rounded(gaps.shortfall_high),
        not_applicable=rounded(not_applicable),
        score_not_applicable_as_0=_score_not_applicable_as_zero(
            part.items, not_applicable, framework.header.thresholds
        ),
        counts=StateCounts(
            answered=states.count("answered"),
            partial=states.count("partial"),
            dont_know=states.count("dont_know"),
            not_applicable=states.count("not_applicable"),
            skipped=states.count("skipped"),
            unasked=states.count("unasked"),
        ),
        finding=finding,
        agreement=compare_with_finding(
            verdict_result.verdict,
            finding.verdict if finding else None,
            likelihood.leading if likelihood else None,
            likelihood.ruled_out if likelihood else (),
        ),
        gaps=gap_ranking.questions,
        gap_ranks=gap_ranking.ranks,
        questions=tuple(_build_question_result(item, part, effective, of_total) for item in part.items),
    )


def _build_uplift(level_result: LevelResult) -> LevelUplift | None:
    if level_result.by_question is None or level_result.all_questions is None:
        return None
    return LevelUplift(by_question=level_result.by_question, all_questions=level_result.all_questions)


def _score_not_applicable_as_zero(
    build_items: Sequence[Item], not_applicable: Fraction | None, thresholds: Thresholds
) -> float | None:
    """The score with "not applicable" at 0, where more weight was set aside than the framework lets pass."""
    limit = thresholds.not_applicable
    if limit is None or not_applicable is None or not_applicable <= exact(limit):
        return None
    return points(score_with_not_applicable_as_zero(build_items))


def _build_question_result(
    item: Item, part: LayerAssessment, effective: Mapping[str, Fraction], of_total: Mapping[str, Fraction]
) -> QuestionResult:
    question, answer = item.question, item.answer
    gaps, value = part.gaps, part.information.get(question.id)
    return QuestionResult(
        id=question.id,
        layer=question.layer,
        role=question.role,
        facet=question.facet,
        weight=question.weight,
        effective_weight=rounded(effective.get(question.id)),
        ask=question.ask,
        why=question.why,
        rungs=tuple(build_rung(option) for option in question.options),
        target=question.target or 0,
        context=question.context,
        counts_absolutely=question.absolute is not None,
        asked_from=question.asked_from,
        smallest=question.smallest,
        title=question.title,
        respondents=question.respondents,
        accepted_evidence=question.evidence,
        state=item.state,
        rung=item.rung,
        possible=(item.possible[0], item.possible[-1]) if item.applies else None,
        low=rounded(item.worst) if item.counts else None,
        high=rounded(item.best) if item.counts else None,
        evidence=answer.evidence if answer else None,
        source=answer.source if answer else None,
        date=answer.date if answer else None,
        confidence=answer.confidence if answer else None,
        reason=answer.reason if answer else None,
        scope=answer.scope if answer else None,
        searched=answer.searched if answer else None,
        supported=_is_supported(item),
        gap=rounded(gap(item)) if item.counts and item.is_known else None,
        gap_high=rounded(gap_at_worst(item)) if item.counts else None,
        priority=rounded(gaps.priorities.get(question.id)),
        share_of_total_gap=rounded(of_total.get(question.id)),
        information=points(gaps.information.get(question.id)),
        decides=rounded(value.decides) if value else None,
        gain=rounded(value.gain) if value else None,
        leads_to=value.leads_to if value else (),
        misses_floor=misses_floor(item),
        holds_level=question.id in part.holding,
        next_action=find_next_action(item),
        score_after=points(score_after(part.items, item)),
    )


def build_rung(option: Option) -> Rung:
    """What a result keeps of a rung."""
    as_written = None if option.as_written == option.text else option.as_written
    return Rung(text=option.text, value=option.value, level=option.level, as_written=as_written)


def _is_supported(item: Item) -> bool:
    """A claim at or above the target needs evidence or a source, and so does every bound."""
    answer = item.answer
    if answer is None or (item.state != "partial" and (item.rung or 0) < (item.question.target or 0)):
        return True
    return answer.evidence is not None or answer.source is not None


def snapshot_framework(framework: Framework) -> FrameworkSnapshot:
    """What a result keeps of its framework."""
    header = framework.header
    return FrameworkSnapshot(
        id=header.id,
        edition=header.edition,
        hash=framework.hash,
        name=header.name,
        levels=header.levels,
        cuts=snapshot_cuts(header),
        target=header.target,
        thresholds=header.thresholds,
        sources=header.sources,
        meaning=header.meaning,
    )

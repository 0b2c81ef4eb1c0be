"""Step 17, another instrument's view: the same answers scored by its objectives, with each edition's weights.

An objective is scored from the questions whose `maps` name it or one of its factors; each has the weight that it has in
its own layer, and a question that touches two objectives counts in both. Score, range and coverage are those of step 2.
The level is the minimum over all of these questions, because every criterion of such instruments is gating. The outcome
is derived from other questions than the instrument's own, and is not an assessment under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from eurostack_assess.method.answers import Item, build_items
from eurostack_assess.method.coverage import FactorCoverage, compute_coverage
from eurostack_assess.method.exact import HUNDRED, ZERO, exact, total
from eurostack_assess.method.levels import compute_gated_level, find_weakest_levels
from eurostack_assess.method.scoring import LayerScore, score_items, score_layers
from eurostack_assess.model.framework import Framework, Instrument, Objective, View
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.view import ObjectiveResult, ViewEdition, ViewResult
from eurostack_assess.model.vocabulary import Kind


def build_view_result(
    framework: Framework, profile: Profile, instrument: Instrument, editions: Sequence[str]
) -> ViewResult:
    """A profile by an instrument's objectives, in the editions asked for, in that order."""
    parts = framework.parts_for(profile.lenses)
    asked_items = build_items(
        [question for part in parts for question in part.questions],
        profile.answers,
        profile.kind,
        profile.extent,
    )
    counted = {
        objective.id: [
            item for item in asked_items if item.scored and item.question.touches(instrument.instrument, objective)
        ]
        for objective in instrument.objectives
    }
    scores = {id_: score_items(touching) for id_, touching in counted.items()}
    objectives = [
        _build_objective_result(
            objective,
            factors,
            counted=counted[objective.id],
            layer_score=scores[objective.id],
            top_level=framework.top_level,
            kind=profile.kind,
        )
        for objective, factors in compute_coverage(instrument, parts).objectives
    ]
    levels = find_weakest_levels([objective.level_numbers for objective in objectives])
    views_by_edition = {id_: framework.header.views[id_] for id_ in editions}
    return ViewResult(
        instrument=instrument.instrument,
        name=instrument.name,
        objectives=tuple(objectives),
        **levels,
        weakest=tuple(
            objective.id
            for objective in objectives
            if objective.level is not None and objective.level == levels["level"]
        ),
        editions=tuple(
            _build_view_edition(id_, edition, views_by_edition[editions[0]], scores)
            for id_, edition in views_by_edition.items()
        ),
        sources=instrument.source,
    )


def _build_objective_result(
    objective: Objective,
    factors: Sequence[FactorCoverage],
    counted: Sequence[Item],
    layer_score: LayerScore,
    top_level: int,
    kind: Kind,
) -> ObjectiveResult:
    level_result = compute_gated_level([_as_gate(item) for item in counted], top_level)
    return ObjectiveResult(
        id=objective.id,
        name=objective.text,
        factors=len(factors),
        factors_asked=sum(bool(touched.question_ids_for(kind)) for touched in factors),
        questions=tuple(item.question.id for item in counted),
        **layer_score.numbers,
        **level_result.numbers,
        binding=level_result.binding,
    )


def _as_gate(item: Item) -> Item:
    return replace(item, question=item.question.model_copy(update={"role": "gating"}))


def _build_view_edition(id_: str, edition: View, first: View, scores: Mapping[str, LayerScore]) -> ViewEdition:
    edition_score = score_layers([(exact(weight), scores[objective]) for objective, weight in edition.weights.items()])
    shares, before = _weight_shares(edition, scores), _weight_shares(first, scores)
    mean = sum((before[objective] * (scores[objective].score or ZERO) for objective in before), ZERO)
    return ViewEdition(
        id=id_,
        name=edition.name,
        weights=edition.weights,
        levels=edition.levels,
        **edition_score.numbers,
        weight_effects={
            objective: float(
                (shares[objective] - before.get(objective, ZERO)) * ((scores[objective].score or ZERO) - mean) * HUNDRED
            )
            for objective in shares
        },
        sources=edition.source,
    )


def _weight_shares(edition: View, scores: Mapping[str, LayerScore]) -> dict[str, Fraction]:
    """Each objective's share of the weight of those that have a score."""
    weights = {
        objective: exact(weight) for objective, weight in edition.weights.items() if scores[objective].score is not None
    }
    total_weight = total(weights.values())
    return {objective: weight / total_weight for objective, weight in weights.items()} if total_weight else {}

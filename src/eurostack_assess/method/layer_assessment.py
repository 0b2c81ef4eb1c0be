"""Applies steps 1 to 6 to one layer, and orders gaps and open answers over several layers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from eurostack_assess.method.answers import Item, build_items
from eurostack_assess.method.confidence import change_unsure, conclude, find_conclusion, find_doubt, loosen_answer
from eurostack_assess.method.exact import exact
from eurostack_assess.method.gaps import Gaps, compute_gaps, find_next_action
from eurostack_assess.method.levels import GateTally, LevelResult, compute_level, find_cuts, tally_gates
from eurostack_assess.method.likelihood import UNIFORM_PRIOR, build_likelihood, compute_chances, judge_chances
from eurostack_assess.method.priorities import (
    WORD_ORDER,
    GapStanding,
    InformationValue,
    Ranking,
    rank_by,
    value_information,
)
from eurostack_assess.method.scoring import LayerScore, score_items
from eurostack_assess.method.verdicts import MAX_DECIDING, VerdictResult, judge, misses_floor
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.model.framework import Framework, FrameworkHeader, Thresholds
from eurostack_assess.model.likelihood import Likelihood
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.robustness import Doubt, Sensitivity
from eurostack_assess.model.vocabulary import Certainty

if TYPE_CHECKING:
    from eurostack_assess.model.prior import Prior


@dataclass(frozen=True)
class LayerAssessment:
    """A layer, or a part outside the stack, with the outcome of every step."""

    questionnaire: Questionnaire
    weight: Fraction
    target: int
    """The level that the framework aims at."""
    items: tuple[Item, ...]
    layer_score: LayerScore
    level_result: LevelResult
    gaps: Gaps
    verdict_result: VerdictResult
    gate_tally: GateTally
    likelihood: Likelihood | None
    prior_likelihood: Likelihood | None
    """The same by the answers of a reference population, where one is given."""
    information: Mapping[str, InformationValue]
    """What finding out each answer that is not exact is worth."""
    doubt: Doubt | None
    sensitivity: Sensitivity | None

    @property
    def holding(self) -> tuple[str, ...]:
        """The gating questions that hold the layer below the framework's target level."""
        level = self.level_result.level
        return self.level_result.binding if level is not None and level < self.target else ()

    @property
    def certainty(self) -> Certainty | None:
        """How sure the verdict is, or the one that is likely."""
        if self.verdict_result.verdict == "not_applicable":
            return None
        return self.likelihood.certainty if self.likelihood else "certain"

    @property
    def id(self) -> str:
        """Id of the layer."""
        return self.questionnaire.id


def assess_part(
    questionnaire: Questionnaire,
    framework: Framework,
    profile: Profile,
    *,
    loosen_unsure: bool = False,
    with_sensitivity: bool = False,
    prior: "Prior | None" = None,
) -> LayerAssessment:
    """A layer, or a part outside the stack, put through every step.

    Args:
        questionnaire: What is asked in it.
        framework: What it is part of.
        profile: The answers.
        loosen_unsure: Whether answers that nobody is sure of count as one rung off.
        with_sensitivity: Whether the verdict is tried under other assumptions too.
        prior: A population by whose answers the likelihood is computed once more.
    """
    given_items = build_items(questionnaire.questions, profile.answers, profile.kind, profile.extent)
    layer_items = change_unsure(given_items, loosen_answer) if loosen_unsure else given_items
    layer_score, gaps = score_items(layer_items), compute_gaps(layer_items)
    thresholds = framework.header.thresholds
    verdict_result = judge(layer_items, layer_score, gaps, thresholds)
    is_certain = verdict_result.verdict != "undetermined"
    likelihood = None if is_certain else _compute_likelihood(layer_items, layer_score, framework.header)
    information = value_information(layer_items, gaps.information, thresholds, is_certain=is_certain)
    if not is_certain and verdict_result.ground == "interval":
        ranking = rank_by({question: value.key for question, value in information.items() if value.width})
        verdict_result = replace(verdict_result, decided_by=ranking.questions[:MAX_DECIDING])
    return LayerAssessment(
        questionnaire=questionnaire,
        weight=exact(framework.weight_of(questionnaire.id)),
        target=framework.header.target,
        items=layer_items,
        layer_score=layer_score,
        level_result=compute_level(layer_items, layer_score, framework.header),
        gaps=gaps,
        verdict_result=verdict_result,
        gate_tally=tally_gates(layer_items, framework.top_level),
        likelihood=likelihood,
        prior_likelihood=None
        if is_certain or prior is None
        else _compute_likelihood(layer_items, layer_score, framework.header, prior),
        information=information,
        doubt=find_doubt(
            given_items,
            thresholds,
            conclude(given_items, thresholds)
            if loosen_unsure
            else find_conclusion(verdict_result.verdict, likelihood.leading if likelihood else None),
        ),
        sensitivity=_find_sensitivity(layer_items, verdict_result, thresholds)
        if with_sensitivity and layer_score.low is not None
        else None,
    )


def _find_sensitivity(items: Sequence[Item], verdict_result: VerdictResult, thresholds: Thresholds) -> Sensitivity:
    from eurostack_assess.method.sensitivity import find_sensitivity

    return find_sensitivity(items, verdict_result.verdict, thresholds)


def _compute_likelihood(
    items: Sequence[Item], layer_score: LayerScore, header: FrameworkHeader, prior: "Prior | None" = None
) -> Likelihood:
    thresholds = header.thresholds
    chances = compute_chances(items, thresholds, prior.odds if prior else None, find_cuts(header))
    assert chances is not None, "a layer in which nothing applies is not undetermined"  # noqa: S101
    assert layer_score.coverage is not None, "nor is it without coverage"  # noqa: S101
    judgement = judge_chances(chances, layer_score.coverage, thresholds)
    name = UNIFORM_PRIOR if prior is None else next(iter(prior.population.root.values()))
    return build_likelihood(chances, judgement, thresholds.open_together, name)


@dataclass(frozen=True)
class GapRanker:
    """Puts the gaps of a profile in order."""

    exposure: Exposure | None

    def rank(self, parts: Sequence[LayerAssessment], shares: Mapping[str, Fraction]) -> Ranking:
        """The questions with a gap in these layers; `shares`: the part of each in all of it."""
        standings = {
            item.question.id: self._build_standing(item, part, shares[item.question.id])
            for part in parts
            for item in part.items
            if shares.get(item.question.id)
        }
        return rank_by({question: standing.key for question, standing in standings.items()})

    def _build_standing(self, item: Item, part: LayerAssessment, share: Fraction) -> GapStanding:
        return GapStanding(
            misses_floor=misses_floor(item),
            holds_level=item.question.id in part.holding,
            share=share,
            exposed=self._exposed_at_once(part.id),
            next_action=find_next_action(item),
        )

    def _exposed_at_once(self, layer: str) -> float:
        concentrations = self.exposure.layers if self.exposure else ()
        exposed = next((measures.exposed for measures in concentrations if measures.layer == layer), None)
        return exposed.at_once.low if exposed else 0.0


def rank_information(stack: Sequence[LayerAssessment]) -> Ranking:
    """What to find out first over the whole stack: layers without a word first."""
    return rank_by(
        {
            question: (WORD_ORDER.index(part.certainty), *value.key[:2], part.weight * value.key[2])
            for part in stack
            for question, value in part.information.items()
            if value.width
        }
    )

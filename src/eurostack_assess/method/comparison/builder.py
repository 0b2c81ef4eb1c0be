"""Builds the whole comparison from its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eurostack_assess.method.comparison.base import ComparedResults, find_newest
from eurostack_assess.method.comparison.layers import LayerComparer
from eurostack_assess.method.comparison.lessons import LessonFinder
from eurostack_assess.method.exact import exact, total
from eurostack_assess.method.view_comparison import compare_views
from eurostack_assess.method.weightings import SEED, SPREAD
from eurostack_assess.model.assessment import Assessment, Tool
from eurostack_assess.model.comparison import (
    Basis,
    Comparison,
    JointCoverage,
    LayerComparison,
    Pair,
    Party,
)
from eurostack_assess.model.exposure import Interval


@dataclass(frozen=True)
class ComparisonBuilder(ComparedResults):
    """The whole comparison, put together from its steps."""

    @cached_property
    def layers(self) -> LayerComparer:
        """The step that compares layers."""
        return LayerComparer(self.results, self.draws)

    @cached_property
    def lessons(self) -> LessonFinder:
        """The step that finds lessons."""
        return LessonFinder(self.results)

    def build(self, tool_version: str) -> Comparison:
        """The comparison, with everything that a report shows."""
        newest = find_newest(self.results)
        compared = [self.layers.build_layer(layer) for layer in newest.layers]
        cross_cutting = [
            self.layers.build_layer(part)
            for part in (*newest.cross_cutting, *newest.lenses)
            if self._is_in_all(part.id)
        ]
        stack = list(newest.layers)
        overall_pairs = self.layers.build_pairs()
        return Comparison(
            tool=Tool(version=tool_version),
            framework=newest.framework.id,
            framework_name=newest.framework.name,
            kind=newest.profile.kind,
            meaning=newest.framework.meaning.get(newest.profile.kind),
            same_subject=self.same_subject,
            basis=self._build_basis([*compared, *cross_cutting], overall_pairs),
            parties=self._build_parties(),
            overall=tuple(self.layers.build_overall(result) for result in self.results),
            overall_pairs=overall_pairs,
            overall_ranks=self.layers.build_ranks(stack, overall_pairs),
            layers=tuple(compared),
            cross_cutting=tuple(cross_cutting),
            lessons=self.lessons.build_lessons(compared),
            questions_to_find_out=self.lessons.list_questions_to_find_out(compared),
            joint_coverage=tuple(_build_joint_coverage(layer) for layer in compared),
            answer_changes=self.lessons.find_answer_changes([*compared, *cross_cutting]),
            national_conflicts=self.lessons.find_national_conflicts([*compared, *cross_cutting]),
            indicators=self.lessons.compare_indicators(),
            views=compare_views(self.results, newest, self.draws),
        )

    def _build_parties(self) -> tuple[Party, ...]:
        return tuple(
            Party(
                label=label,
                name=result.profile.name,
                country=result.profile.country,
                date=result.profile.date,
                example=result.profile.example,
                basis=result.profile.basis,
                edition=result.framework.edition,
                edition_drift=result.edition_drift,
                framework_hash=result.framework.hash,
                profile_hash=result.profile.hash,
                facts=result.profile.facts,
                bottlenecks=result.profile.bottlenecks,
            )
            for label, result in zip(_build_labels(self.results, by_date=self.same_subject), self.results, strict=True)
        )

    def _build_basis(self, layers: Sequence[LayerComparison], overall: Sequence[Pair]) -> Basis:
        newest = find_newest(self.results)
        everywhere = set.intersection(*(set(sheet) for sheet in self.questions_by_party))
        somewhere = set.union(*(set(sheet) for sheet in self.questions_by_party))
        changed = {id_ for id_ in everywhere if len({sheet[id_].wording for sheet in self.questions_by_party}) > 1}
        thresholds = newest.framework.thresholds
        compared = {question.id for layer in layers for question in layer.questions}
        return Basis(
            questions=len((everywhere - changed) & compared),
            changed=tuple(sorted(changed)),
            not_in_all=tuple(sorted(somewhere - everywhere)),
            editions=tuple(dict.fromkeys(sorted(result.framework.edition for result in self.results))),
            weights_edition=newest.framework.edition,
            draws=self.draws,
            seed=SEED,
            error=max(pair.error or 0.0 for pair in (*overall, *(pair for layer in layers for pair in layer.pairs))),
            spread=float(SPREAD),
            weightings_agree=thresholds.weightings_agree,
            weight_shift=thresholds.weight_shift,
            coverage=thresholds.likelihood_coverage,
            likely=thresholds.likely,
            very_likely=thresholds.very_likely,
            attention=thresholds.attention,
            strong=thresholds.strong,
            top_level=len(newest.framework.levels) - 1,
            cuts=newest.framework.cuts,
        )

    def _is_in_all(self, part: str) -> bool:
        return all(result.part(part) for result in self.results)


def _build_labels(results: Sequence[Assessment], *, by_date: bool) -> list[str]:
    """Dates of one subject; else names, where several are alike with their dates, and where those are too, numbered."""
    if by_date:
        return [str(result.profile.date) for result in results]
    names = [result.profile.name for result in results]
    dated = [
        f"{name} ({result.profile.date.isoformat()})" if names.count(name) > 1 and result.profile.date else name
        for name, result in zip(names, results, strict=True)
    ]
    return [
        f"{label} [{dated[: place + 1].count(label)}]" if dated.count(label) > 1 else label
        for place, label in enumerate(dated)
    ]


def _build_joint_coverage(layer: LayerComparison) -> JointCoverage:
    weight = {question.id: exact(question.weight) for question in layer.questions}
    covered = [question.id for question in layer.questions if question.reached_by]
    unsure = [
        question.id
        for question in layer.questions
        if not question.reached_by
        and any(
            answer.possible is not None and place not in question.below_target
            for place, answer in enumerate(question.answers)
        )
    ]
    missed = [
        question.id
        for question in layer.questions
        if not question.reached_by and question.below_target and question.id not in unsure
    ]
    total_weight = total(weight[id_] for id_ in (*covered, *unsure, *missed))
    low, possible = total(weight[id_] for id_ in covered), total(weight[id_] for id_ in unsure)
    return JointCoverage(
        layer=layer.id,
        covered=tuple(covered),
        open=tuple(unsure),
        missed=tuple(missed),
        covered_share=Interval(
            low=float(low / total_weight) if total_weight else 0.0,
            high=float((low + possible) / total_weight) if total_weight else 0.0,
        ),
    )

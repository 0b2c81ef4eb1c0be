"""Finds what parties can learn from each other, which questions to answer first, and what changed between two dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from eurostack_assess.method.comparison.base import ComparedResults, find_newest
from eurostack_assess.model.comparison import (
    AnswerChange,
    AnswerMovement,
    IndicatorComparison,
    LayerComparison,
    Lesson,
    PartyAnswer,
)
from eurostack_assess.model.profile import Indicator


@dataclass(frozen=True)
class LessonFinder(ComparedResults):
    """What parties can learn from each other, find out first, and what has changed between two dates."""

    def build_lessons(self, layers: Sequence[LayerComparison]) -> tuple[Lesson, ...]:
        """Where one falls short of a target that another reached, largest part of the learner's gap first."""
        lessons = [
            Lesson(
                question=question.id,
                layer=layer.id,
                learner=learner,
                examples=examples,
                share_of_gap=self.questions_by_party[learner][question.id].share_of_total_gap or 0.0,
            )
            for layer in layers
            for question in layer.questions
            if question.reached_by
            for learner in question.below_target
            if (
                examples := tuple(
                    party
                    for party in question.reached_by
                    if question.id not in self.find_national_questions(learner, party)
                )
            )
        ]
        return tuple(sorted(lessons, key=lambda lesson: (-lesson.share_of_gap, lesson.question, lesson.learner)))

    def find_national_conflicts(self, layers: Sequence[LayerComparison]) -> tuple[str, ...]:
        """Questions that two regions of one country must answer alike, and certainly did not."""
        return tuple(
            question.id
            for layer in layers
            for question in layer.questions
            if any(
                question.id in self.find_national_questions(first, second)
                and _excludes(question.answers[first].possible, question.answers[second].possible)
                for first, second in combinations(range(len(self.results)), 2)
            )
        )

    def list_questions_to_find_out(self, layers: Sequence[LayerComparison]) -> tuple[tuple[str, ...], ...]:
        """By party: the questions that it left open and another answered, heaviest first."""
        weights = {layer.id: layer.weight for layer in find_newest(self.results).layers}
        one_sided = [
            (weights[layer.id] * question.weight, question)
            for layer in layers
            for question in layer.questions
            if question.relation == "one_sided"
        ]
        by_weight = [question for _, question in sorted(one_sided, key=lambda pair: -pair[0])]
        places = range(len(self.results))
        return tuple(
            tuple(question.id for question in by_weight if question.answers[place].is_open) for place in places
        )

    def find_answer_changes(self, layers: Sequence[LayerComparison]) -> tuple[AnswerChange, ...]:
        """What became of each answer between two dates; none of several subjects."""
        if not self.same_subject:
            return ()
        return tuple(
            AnswerChange(question=question.id, layer=layer.id, before=before, after=after, movement=movement)
            for before, after in pairwise(range(len(self.results)))
            for layer in layers
            for question in layer.questions
            if (movement := _classify_movement(question.answers[before], question.answers[after]))
        )

    def compare_indicators(self) -> tuple[IndicatorComparison, ...]:
        """By layer in the order of the stack, what stands beside it last; then by id."""
        indicators_by_party = [
            {indicator.indicator: indicator for indicator in result.profile.indicators} for result in self.results
        ]
        order: list[str | None] = [*(layer.id for layer in find_newest(self.results).layers)]

        def sort_key(id_: str) -> tuple[int, str]:
            layer = next(indicators[id_].layer for indicators in indicators_by_party if id_ in indicators)
            return (order.index(layer) if layer in order else len(order), id_)

        ids = sorted({id_ for indicators in indicators_by_party for id_ in indicators}, key=sort_key)
        return tuple(
            _compare_indicator(id_, [indicators.get(id_) for indicators in indicators_by_party]) for id_ in ids
        )


def _excludes(first: tuple[int, int] | None, second: tuple[int, int] | None) -> bool:
    """Whether no rung is possible in both answers."""
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def _classify_movement(before: PartyAnswer, after: PartyAnswer) -> AnswerMovement | None:
    if "not_in_edition" in (before.state, after.state):
        return None
    match before.state == "not_applicable", after.state == "not_applicable":
        case True, False:
            return "now_applies"
        case False, True:
            return "no_longer_applies"
    match before.is_known, after.is_known:
        case False, True:
            return "newly_known"
        case True, False:
            return "no_longer_known"
    return _classify_known_movement(before.possible, after.possible) if before.is_known else None


def _classify_known_movement(before: tuple[int, int] | None, after: tuple[int, int] | None) -> AnswerMovement | None:
    """Of the lowest and the highest possible rung; None where neither is certain."""
    if before is None or after is None or before == after:
        return None
    if after[0] > before[1]:
        return "better"
    if after[1] < before[0]:
        return "worse"
    if before[0] <= after[0] and after[1] <= before[1]:
        return "narrowed"
    return "widened" if after[0] <= before[0] and before[1] <= after[1] else None


def _compare_indicator(id_: str, values: Sequence[Indicator | None]) -> IndicatorComparison:
    indicators = [indicator for indicator in values if indicator is not None]
    bases = {(indicator.year, indicator.scope, repr(sorted(indicator.unit.root.items()))) for indicator in indicators}
    return IndicatorComparison(
        indicator=id_,
        layer=indicators[0].layer,
        name=indicators[0].name,
        values=tuple(values),
        same_basis=len(indicators) > 1 and len(bases) == 1,
    )

"""Finds which questions cover which objectives of another instrument: each covers what its `maps` names."""

from collections.abc import Sequence
from dataclasses import dataclass

from eurostack_assess.model.framework import Factor, Instrument, Objective
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import Kind


@dataclass(frozen=True)
class FactorCoverage:
    """A factor, or an objective that has none, and the questions that cover it."""

    factor: Factor
    questions: tuple[Question, ...]

    def question_ids_for(self, kind: Kind) -> tuple[str, ...]:
        """Ids of the questions put to this kind of profile."""
        return tuple(question.id for question in self.questions if question.applies_to(kind))


@dataclass(frozen=True)
class Coverage:
    """An instrument's factors, objective by objective, with the questions that cover them."""

    objectives: tuple[tuple[Objective, tuple[FactorCoverage, ...]], ...]

    @property
    def factors(self) -> tuple[FactorCoverage, ...]:
        """All factors, in the instrument's order."""
        return tuple(factor for _, factors in self.objectives for factor in factors)

    @property
    def touched_count(self) -> int:
        """Number of factors that at least one question covers."""
        return len([factor for factor in self.factors if factor.questions])


def compute_coverage(instrument: Instrument, parts: Sequence[Questionnaire]) -> Coverage:
    """What the questions of some questionnaires touch of an instrument.

    A question that names an objective as a whole, and none of its factors, covers that objective alone.
    """
    questions = [question for part in parts for question in part.questions]

    def find_touching_questions(factor: Factor) -> FactorCoverage:
        touching_questions = [
            question for question in questions if factor.id in question.maps.get(instrument.instrument, ())
        ]
        return FactorCoverage(factor, tuple(touching_questions))

    return Coverage(
        tuple(
            (objective, tuple(map(find_touching_questions, objective.factors or (objective,))))
            for objective in instrument.objectives
        )
    )

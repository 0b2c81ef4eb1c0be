"""Which questions touch which objectives of another instrument. A question touches what its `maps` names."""

from collections.abc import Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Factor, Instrument, Objective, Question, Questionnaire


@dataclass(frozen=True)
class Touched:
    """A factor, or an objective that has none, and the questions that touch it."""

    factor: Factor
    questions: tuple[Question, ...]

    def asked_of(self, kind: Kind) -> tuple[str, ...]:
        """Ids of the questions put to this kind of profile."""
        return tuple(question.id for question in self.questions if question.applies_to(kind))


@dataclass(frozen=True)
class Coverage:
    """An instrument's factors, objective by objective, with the questions that touch them."""

    objectives: tuple[tuple[Objective, tuple[Touched, ...]], ...]

    @property
    def factors(self) -> tuple[Touched, ...]:
        """All factors, in the instrument's order."""
        return tuple(touched for _, factors in self.objectives for touched in factors)

    @property
    def touched(self) -> int:
        """Number of factors that at least one question touches."""
        return len([touched for touched in self.factors if touched.questions])


def coverage(instrument: Instrument, parts: Sequence[Questionnaire]) -> Coverage:
    """What the questions of some questionnaires touch of an instrument.

    A question that names an objective as a whole, and none of its factors, touches that objective alone.
    """
    questions = [question for part in parts for question in part.questions]

    def touched(factor: Factor) -> Touched:
        named = [question for question in questions if factor.id in question.maps.get(instrument.instrument, ())]
        return Touched(factor, tuple(named))

    return Coverage(
        tuple(
            (objective, tuple(map(touched, objective.factors or (objective,)))) for objective in instrument.objectives
        )
    )

"""Step 1, from answers to values: each question that applies, with its possible rungs as numbers.

Six answer states are kept apart. An exact answer leaves one rung possible, a partial answer several, and an open answer
(don't know, skipped, unasked) the whole ladder. Not applicable leaves no rung possible: such a question counts neither
in score and coverage nor as a gating question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from eurostack_assess.method.exact import ONE, ZERO, exact
from eurostack_assess.model.profile import Answer
from eurostack_assess.model.question import EXTENT_UNKNOWN, Extent, Option, Question
from eurostack_assess.model.rungs import NOT_APPLICABLE, AnswerValue, RungBounds, fit_value, state_of
from eurostack_assess.model.vocabulary import KNOWN_STATES, OPEN_STATES, Kind, State


@dataclass(frozen=True)
class Item:
    """One question put to one profile, and what was answered."""

    question: Question
    answer: Answer | None
    passed_over: bool = False
    """Whether the region or organisation is too small to be asked it; it then counts as not applicable."""

    @cached_property
    def value(self) -> AnswerValue | None:
        """What was answered, in the simplest way on this ladder; None: it was not asked."""
        if self.passed_over:
            return NOT_APPLICABLE
        return None if self.answer is None else fit_value(self.answer.answer, self.top)

    @property
    def top(self) -> int:
        """The highest rung of the ladder."""
        return len(self.question.options) - 1

    @cached_property
    def state(self) -> State:
        """The answer state."""
        return "unasked" if self.value is None else state_of(self.value)

    @property
    def applies(self) -> bool:
        """Whether it was not set aside as not applicable."""
        return self.state != NOT_APPLICABLE

    @property
    def scored(self) -> bool:
        """Whether it is a question that counts in the score, if it applies."""
        return self.question.role != "informational"

    @property
    def counts(self) -> bool:
        """Whether it counts in the score."""
        return self.scored and self.applies

    @property
    def gates(self) -> bool:
        """Whether it counts in the level."""
        return self.question.role == "gating" and self.applies

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the answer: one rung is possible, or some are ruled out."""
        return self.state in KNOWN_STATES

    @property
    def is_open(self) -> bool:
        """Whether it applies and nothing is known of the answer."""
        return self.state in OPEN_STATES

    @cached_property
    def possible(self) -> range:
        """The rungs that are still possible, lowest first; none where the question does not apply."""
        match self.value:
            case int() as rung:
                return range(rung, rung + 1)
            case RungBounds() as bounds:
                return range(bounds.lowest, bounds.highest(self.top) + 1)
        return range(self.top + 1) if self.applies else range(0)

    @property
    def rung(self) -> int | None:
        """The rung answered; None where several are possible, or none."""
        return self.value if isinstance(self.value, int) else None

    @cached_property
    def weight(self) -> Fraction:
        """As entered, relative within the layer."""
        return exact(self.question.weight)

    @cached_property
    def worst(self) -> Fraction:
        """What the lowest possible rung counts; 0 where the question does not apply."""
        return self._value_at(0)

    @cached_property
    def best(self) -> Fraction:
        """What the highest possible rung counts; 0 where the question does not apply."""
        return self._value_at(-1)

    def _value_at(self, place: int) -> Fraction:
        return value_of(self.question.options[self.possible[place]]) if self.possible else ZERO

    @property
    def values(self) -> list[Fraction]:
        """What the possible rungs count, lowest first."""
        return [value_of(self.question.options[rung]) for rung in self.possible]

    @cached_property
    def coverage(self) -> Fraction:
        """How much of the uncertainty the answer removes, by value: 1 of an exact answer, 0 of an open one."""
        options = self.question.options
        span = value_of(options[-1]) - value_of(options[0])
        return ONE - (self.best - self.worst) / span if span else ONE if self.is_known else ZERO

    @cached_property
    def target(self) -> Fraction:
        """The value of the option aimed at."""
        return value_of(self.question.options[self.question.target or 0])

    @property
    def level_low(self) -> int:
        """The level of the lowest possible rung."""
        return self.question.options[self.possible[0]].level or 0

    @property
    def level_high(self) -> int:
        """The level of the highest possible rung."""
        return self.question.options[self.possible[-1]].level or 0


def build_items(
    questions: Iterable[Question], answers: Mapping[str, Answer], kind: Kind, extent: Extent = EXTENT_UNKNOWN
) -> tuple[Item, ...]:
    """The questions that profiles of this kind are asked, each with its answer, in the order of the questionnaire."""
    return tuple(
        Item(question, answers.get(question.id), passed_over=question.passes_over(extent))
        for question in questions
        if question.applies_to(kind)
    )


def value_of(option: Option) -> Fraction:
    """What an option counts; 0 for an informational question's option without a value, which never counts."""
    return exact(option.value or 0.0)

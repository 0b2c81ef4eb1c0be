"""Step 1, answers to values: each question that applies, with its answer, as numbers that the later steps count with.

Five answer states are kept apart. Answered has a value. Don't know, skipped and unasked are *open*: they keep their
weight and may still turn out anything from 0 to 1. Not applicable leaves score, coverage and gate altogether.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from eurostack_assess.method.exact import ONE, ZERO, exact
from eurostack_assess.model.framework import Option, Question
from eurostack_assess.model.profile import NOT_APPLICABLE, Answer
from eurostack_assess.model.vocabulary import Kind, State


@dataclass(frozen=True)
class Item:
    """One question put to one profile, and what was answered."""

    question: Question
    answer: Answer | None

    @property
    def state(self) -> State:
        """The answer state."""
        return "unasked" if self.answer is None else self.answer.state

    @property
    def applies(self) -> bool:
        """Whether it was not set aside as not applicable."""
        return self.state != NOT_APPLICABLE

    @property
    def scored(self) -> bool:
        """Whether it is a question that counts in the score, if it applies."""
        return self.question.role != "informational"

    @property
    def gating(self) -> bool:
        """Whether it counts in the level, if it applies."""
        return self.question.role == "gating"

    @property
    def option(self) -> Option | None:
        """The option chosen."""
        rung = None if self.answer is None else self.answer.rung
        return None if rung is None else self.question.options[rung]

    @property
    def answered(self) -> bool:
        """Whether an option was chosen."""
        return self.option is not None

    @property
    def open(self) -> bool:
        """Whether it applies but has no answer yet."""
        return self.applies and not self.answered

    @cached_property
    def weight(self) -> Fraction:
        """As entered, relative within the layer."""
        return exact(self.question.weight)

    @cached_property
    def worst(self) -> Fraction:
        """The answer's value; 0 while it is open."""
        return _value(self.option) if self.option else ZERO

    @cached_property
    def best(self) -> Fraction:
        """The answer's value; 1 while it is open."""
        return _value(self.option) if self.option else ONE

    @cached_property
    def target(self) -> Fraction:
        """The value of the option aimed at."""
        return _value(self.question.options[self.question.target or 0])

    @property
    def level(self) -> int | None:
        """The level of the option chosen."""
        return self.option.level if self.option else None


def build_items(questions: Iterable[Question], answers: Mapping[str, Answer], kind: Kind) -> tuple[Item, ...]:
    """The questions that profiles of this kind are asked, each with its answer, in the order of the questionnaire."""
    return tuple(Item(question, answers.get(question.id)) for question in questions if question.applies_to(kind))


def _value(option: Option) -> Fraction:
    """What an option counts; 0 for an informational question's option without a value, which never counts."""
    return exact(option.value or 0.0)

"""A framework in whole numbers, for profiles of one kind: what a table needs to be scored exactly by any engine.

Weights and values are decimals; each layer's are multiplied by the least number that makes all of them whole. Sums of
whole numbers are exact in whatever order an engine takes them, and so is a comparison of two products.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.exact import exact
from eurostack_assess.method.verdict_rule import VerdictLimits, verdict_limits
from eurostack_assess.model.framework import Framework, Question, Questionnaire
from eurostack_assess.model.population import CODES
from eurostack_assess.model.vocabulary import Kind

DONT_KNOW, NOT_APPLICABLE, SKIPPED = CODES["dont_know"], CODES["not_applicable"], CODES["skipped"]

FULL_SCORE = 10_000
"""A score of 100 in hundredths of a point, the unit of every score in a table."""

POINT = FULL_SCORE // 100
"""Hundredths in a point."""

WHOLE_BITS = 53
"""Products stay below two to this power, where every engine's numbers are whole."""

FLOOR_BITS = 2
"""Bits that say what is known of a layer's floors."""

WORD_BITS = 63
"""A layer's state is one whole number of fewer bits."""


@dataclass(frozen=True)
class ScaledQuestion:
    """One question in whole numbers."""

    id: str
    weight: int
    values: tuple[int, ...]
    """What each rung counts, in units of which `IntegerLayer.unit` are a value of 1."""
    below_target: tuple[int, ...]
    """Rungs that count less than the target, from the lowest, as ladders do not fall; none where nothing counts."""
    levels: tuple[int, ...]
    """The level of each rung, of a gating question; none of another."""
    below_floor: tuple[int, ...]
    """Rungs below the question's floor, from the lowest; none without a floor."""
    is_scored: bool
    """Whether it counts in the score."""


@dataclass(frozen=True)
class IntegerLayer:
    """One layer in whole numbers."""

    id: str
    weight: int
    unit: int
    """The units of a value of 1."""
    questions: tuple[ScaledQuestion, ...]

    @property
    def scored_questions(self) -> tuple[ScaledQuestion, ...]:
        """The questions that count in the score."""
        return tuple(question for question in self.questions if question.is_scored)

    @property
    def total_weight(self) -> int:
        """The weight of all questions that count."""
        return sum(question.weight for question in self.scored_questions)

    @property
    def bits(self) -> int:
        """How many bits hold any of its three sums: of values, of weights answered, of weights that apply."""
        return (self.unit * max(self.total_weight, 1)).bit_length()


@dataclass(frozen=True)
class IntegerFramework:
    """A framework's stack for profiles of one kind."""

    layers: tuple[IntegerLayer, ...]
    limits: VerdictLimits

    @property
    def questions(self) -> tuple[ScaledQuestion, ...]:
        """Those of all layers, in order."""
        return tuple(question for layer in self.layers for question in layer.questions)


def scale_framework(framework: Framework, kind: Kind) -> IntegerFramework:
    """The framework in whole numbers.

    Raises:
        UsageError: its weights or values have so many decimals that their products would not stay exact.
    """
    weights, _ = _scale_to_integers([exact(framework.weight_of(layer.id)) for layer in framework.layers])
    layers = tuple(_scale_layer(part, weight, kind) for part, weight in zip(framework.layers, weights, strict=True))
    framework_int = IntegerFramework(layers, verdict_limits(framework.header.thresholds))
    for layer in layers:
        largest = (
            2 * FULL_SCORE * layer.unit * layer.total_weight * max(fraction[1] for fraction in framework_int.limits)
        )
        if largest >= 1 << WHOLE_BITS or 3 * layer.bits + FLOOR_BITS >= WORD_BITS:
            raise UsageError(message("error.too-fine", layer=layer.id))
    return framework_int


def _scale_layer(part: Questionnaire, weight: int, kind: Kind) -> IntegerLayer:
    questions = part.questions_for(kind)
    weights, _ = _scale_to_integers([exact(question.weight) for question in questions])
    values, unit = _scale_to_integers(
        [exact(option.value or 0.0) for question in questions for option in question.options]
    )
    scaled, start = [], 0
    for question, question_weight in zip(questions, weights, strict=True):
        end = start + len(question.options)
        scaled.append(_scale_question(question, question_weight, values[start:end]))
        start = end
    return IntegerLayer(part.id, weight, unit, tuple(scaled))


def _scale_question(question: Question, weight: int, values: tuple[int, ...]) -> ScaledQuestion:
    levels = tuple(option.level or 0 for option in question.options)
    floor, is_scored = question.floor, question.role != "informational"
    return ScaledQuestion(
        id=question.id,
        weight=weight,
        values=values,
        below_target=tuple(
            rung for rung, value in enumerate(values) if is_scored and value < values[question.target or 0]
        ),
        levels=levels if question.role == "gating" else (),
        below_floor=() if floor is None else tuple(rung for rung, level in enumerate(levels) if level < floor),
        is_scored=is_scored,
    )


def _scale_to_integers(numbers: Sequence[Fraction]) -> tuple[tuple[int, ...], int]:
    """The numbers times the least factor that makes all of them whole, and that factor."""
    factor = lcm(*(number.denominator for number in numbers))
    return tuple(int(number * factor) for number in numbers), factor

"""A framework in whole numbers, for profiles of one kind, so that any engine scores a table exactly.

Weights and values are decimals; those of each layer are multiplied by the least number that makes all of them whole.
Sums of whole numbers are exact in whatever order an engine adds them, and so is a comparison of two products.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.exact import exact
from eurostack_assess.method.levels import find_cuts
from eurostack_assess.method.verdict_rule import Floor, VerdictLimits, verdict_limits
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import Kind

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

    @property
    def span(self) -> int:
        """The units between its lowest and its highest rung."""
        return self.values[-1] - self.values[0]

    def judge_floor(self, lowest: int, highest: int) -> Floor:
        """Whether its floor is missed, where the rungs from the lowest to the highest are possible."""
        if highest in self.below_floor:
            return Floor.BELOW
        return Floor.PERHAPS if lowest in self.below_floor else Floor.NO


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

    @cached_property
    def doubt_unit(self) -> int:
        """The units of all that is unknown of an open answer; of any other answer it is a whole number of them."""
        return lcm(*(question.span or 1 for question in self.scored_questions))

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """The sums that a state of the layer holds, from the lowest bits up, each with its bits.

        proven: lowest values of the answers of which something is known. known: their weight. applying: weight of all
        that applies. width: what lies between the lowest and the highest values. Only where ladders do not go from 0 to
        1, open_low: lowest values of the open answers; doubt: what is unknown, which is elsewhere the width.
        """
        weight = max(self.total_weight, 1)
        of_values, of_weights = (self.unit * weight).bit_length(), weight.bit_length()
        sums = {"proven": of_values, "known": of_weights, "applying": of_weights, "width": of_values}
        if any((question.values[0], question.span) != (0, self.unit) for question in self.scored_questions):
            sums |= {"open_low": of_values, "doubt": (self.doubt_unit * weight).bit_length()}
        return sums

    @cached_property
    def state_bits(self) -> int:
        """How many bits hold its state: the sums, and what is known of its floors."""
        return sum(self.sums.values()) + FLOOR_BITS

    def pack_answer(self, question: ScaledQuestion, lowest: int, highest: int, *, is_known: bool) -> int:
        """What an answer that leaves these rungs possible adds to the sums of the layer's state."""
        low, width = question.values[lowest], question.values[highest] - question.values[lowest]
        doubt = Fraction(width, question.span) if question.span else Fraction(not is_known)
        parts = {
            "proven": low if is_known else 0,
            "known": int(is_known),
            "applying": 1,
            "width": width,
            "open_low": 0 if is_known else low,
            "doubt": int(doubt * self.doubt_unit),
        }
        packed = shift = 0
        for name, bits in self.sums.items():
            packed |= question.weight * parts[name] << shift
            shift += bits
        return packed


@dataclass(frozen=True)
class IntegerFramework:
    """A framework's stack for profiles of one kind."""

    layers: tuple[IntegerLayer, ...]
    limits: VerdictLimits
    cuts: tuple[tuple[int, int], ...] = ()
    """Shares of a layer's whole score from which levels 1, 2 and so on are reached, each as a fraction; none where
    questions gate."""

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
    cuts = tuple(cut.as_integer_ratio() for cut in find_cuts(framework.header))
    framework_int = IntegerFramework(layers, verdict_limits(framework.header.thresholds), cuts)
    finest = max(denominator for _, denominator in (*framework_int.limits, *cuts))
    for layer in layers:
        largest = 2 * FULL_SCORE * layer.unit * layer.total_weight * finest
        if largest >= 1 << WHOLE_BITS or layer.state_bits >= WORD_BITS:
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

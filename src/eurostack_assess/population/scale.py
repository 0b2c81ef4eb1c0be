"""A framework in whole numbers, for profiles of one kind: what a table needs to be scored exactly by any engine.

Weights and values are decimals; each layer's are multiplied by the least number that makes all of them whole. Sums of
whole numbers are exact in whatever order an engine takes them, and so is a comparison of two products.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.exact import HUNDRED, exact
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Question, Questionnaire, Thresholds
from eurostack_assess.model.population import CODES

DONT_KNOW, NOT_APPLICABLE, SKIPPED = CODES["dont_know"], CODES["not_applicable"], CODES["skipped"]

FULL = 10_000
"""A score of 100 in hundredths of a point, the unit of every score in a table."""

POINT = FULL // 100
"""Hundredths in a point."""

WHOLE_BITS = 53
"""Products stay below two to this power, where every engine's numbers are whole."""

FLOOR_BITS = 2
"""Bits that say what is known of a layer's floors."""

WORD_BITS = 63
"""A layer's state is one whole number of fewer bits."""


@dataclass(frozen=True)
class Counted:
    """One question in whole numbers."""

    id: str
    weight: int
    values: tuple[int, ...]
    """What each rung counts, in units of which `one` are a value of 1."""
    short: tuple[int, ...]
    """Rungs that count less than the target, from the lowest, as ladders do not fall; none where nothing counts."""
    levels: tuple[int, ...]
    """The level of each rung, of a gating question; none of another."""
    below_floor: tuple[int, ...]
    """Rungs below the question's floor, from the lowest; none without a floor."""
    scored: bool
    """Whether it counts in the score."""


@dataclass(frozen=True)
class LayerScale:
    """One layer in whole numbers."""

    id: str
    weight: int
    one: int
    """The units of a value of 1."""
    questions: tuple[Counted, ...]

    @property
    def scored(self) -> tuple[Counted, ...]:
        """The questions that count in the score."""
        return tuple(one for one in self.questions if one.scored)

    @property
    def heaviest(self) -> int:
        """The weight of all questions that count."""
        return sum(one.weight for one in self.scored)

    @property
    def bits(self) -> int:
        """How many bits hold any of its three sums: of values, of weights answered, of weights that apply."""
        return (self.one * max(self.heaviest, 1)).bit_length()


@dataclass(frozen=True)
class Limits:
    """The framework's thresholds as fractions: numerator and denominator."""

    strong: tuple[int, int]
    attention: tuple[int, int]
    coverage: tuple[int, int]


@dataclass(frozen=True)
class Scale:
    """A framework's stack for profiles of one kind."""

    layers: tuple[LayerScale, ...]
    limits: Limits

    @property
    def questions(self) -> tuple[Counted, ...]:
        """Those of all layers, in order."""
        return tuple(one for layer in self.layers for one in layer.questions)


def scale(framework: Framework, kind: Kind) -> Scale:
    """The framework in whole numbers.

    Raises:
        UsageError: its weights or values have so many decimals that their products would not stay exact.
    """
    weights, _ = _whole([exact(framework.weight_of(layer.id)) for layer in framework.layers])
    layers = tuple(_layer(part, weight, kind) for part, weight in zip(framework.layers, weights, strict=True))
    made = Scale(layers, _limits(framework.header.thresholds))
    for layer in layers:
        largest = 2 * FULL * layer.one * layer.heaviest * max(fraction[1] for fraction in _fractions(made.limits))
        if largest >= 1 << WHOLE_BITS or 3 * layer.bits + FLOOR_BITS >= WORD_BITS:
            raise UsageError(message("error.too-fine", layer=layer.id))
    return made


def _layer(part: Questionnaire, weight: int, kind: Kind) -> LayerScale:
    asked = part.asked_of(kind)
    weights, _ = _whole([exact(question.weight) for question in asked])
    values, one = _whole([exact(option.value or 0.0) for question in asked for option in question.options])
    counted, at = [], 0
    for question, own in zip(asked, weights, strict=True):
        after = at + len(question.options)
        counted.append(_counted(question, own, values[at:after]))
        at = after
    return LayerScale(part.id, weight, one, tuple(counted))


def _counted(question: Question, weight: int, values: tuple[int, ...]) -> Counted:
    levels = tuple(option.level or 0 for option in question.options)
    floor, counts = question.floor, question.role != "informational"
    return Counted(
        id=question.id,
        weight=weight,
        values=values,
        short=tuple(rung for rung, value in enumerate(values) if counts and value < values[question.target or 0]),
        levels=levels if question.role == "gating" else (),
        below_floor=() if floor is None else tuple(rung for rung, level in enumerate(levels) if level < floor),
        scored=counts,
    )


def _limits(thresholds: Thresholds) -> Limits:
    def ratio(fraction: Fraction) -> tuple[int, int]:
        return fraction.numerator, fraction.denominator

    return Limits(
        strong=ratio(exact(thresholds.strong) / HUNDRED),
        attention=ratio(exact(thresholds.attention) / HUNDRED),
        coverage=ratio(exact(thresholds.coverage)),
    )


def _fractions(limits: Limits) -> Iterable[tuple[int, int]]:
    return limits.strong, limits.attention, limits.coverage


def _whole(numbers: Sequence[Fraction]) -> tuple[tuple[int, ...], int]:
    """The numbers times the least factor that makes all of them whole, and that factor."""
    factor = lcm(*(number.denominator for number in numbers))
    return tuple(int(number * factor) for number in numbers), factor

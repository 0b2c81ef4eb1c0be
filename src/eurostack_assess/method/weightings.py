"""Step 9, other weights: does what is said still hold when every weight is a little different?

Each weight is multiplied by a factor between 0.75 and 1.25 and the sum made whole again, many times (as COINr does:
Becker et al., Journal of Open Source Software 7(78), 2022). A question's factors come from its id alone, so they are
the same on every machine, for every party, in any order and whoever else is compared; a weight of 0 stays 0.
"""

import hashlib
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from eurostack_assess.method.exact import ONE, ZERO

DRAWS = 2000
SEED = "2026-11"
SPREAD = Fraction(1, 4)

_STEPS = 1 << 16
_LOWEST = 3 * _STEPS + 1  # of 4 * _STEPS: 0.75; odd, so that the factors lie evenly about 1


@cache
def draw_factors(id_: str) -> tuple[int, ...]:
    """What a weight is multiplied by in each draw, as whole numbers of which 4 * 2**16 stand for 1."""
    drawn = hashlib.shake_256(f"{SEED}:{id_}".encode()).digest(2 * DRAWS)
    return tuple(_LOWEST + 2 * number for number in struct.unpack(f"<{DRAWS}H", drawn))


@cache
def _draw_layer_factors(id_: str, layer: str) -> tuple[int, ...]:
    return tuple(
        question_factor * layer_factor
        for question_factor, layer_factor in zip(draw_factors(id_), draw_factors(f"layer:{layer}"), strict=True)
    )


@dataclass(frozen=True)
class Term:
    """One weighted value of a sum, with the id by which its weight varies, and the layer whose weight varies too."""

    id: str
    weight: Fraction
    value: Fraction
    layer: str | None = None

    @property
    def factors(self) -> tuple[int, ...]:
        """What its weight is multiplied by in each draw."""
        return draw_factors(self.id) if self.layer is None else _draw_layer_factors(self.id, self.layer)


def weighted_sums(terms: Sequence[Term]) -> list[int]:
    """The sum of weight times value in each draw, in a unit that only its sign and its ratios make use of."""
    products = _to_whole_numbers([term.weight * term.value for term in terms])
    sums = [0] * DRAWS
    for term, product in zip(terms, products, strict=True):
        if product:
            sums = [so_far + product * factor for so_far, factor in zip(sums, term.factors, strict=True)]
    return sums


def means(terms: Sequence[Term]) -> list[float]:
    """The weighted mean in each draw, as the double nearest to it; empty where there is no weight."""
    weights = _to_whole_numbers([term.weight for term in terms])
    if not any(weights):
        return []
    values = [term.value for term in terms]
    unit = math.lcm(*(value.denominator for value in values))
    numbers = [int(value * unit) for value in values]
    parts, wholes = [0] * DRAWS, [0] * DRAWS
    for term, weight, number in zip(terms, weights, numbers, strict=True):
        parts = [part + weight * number * factor for part, factor in zip(parts, term.factors, strict=True)]
        wholes = [weight_sum + weight * factor for weight_sum, factor in zip(wholes, term.factors, strict=True)]
    return [part / (unit * weight_sum) for part, weight_sum in zip(parts, wholes, strict=True)]


def _to_whole_numbers(numbers: Sequence[Fraction]) -> list[int]:
    """The same numbers in the largest unit of which all are whole multiples."""
    unit = math.lcm(1, *(number.denominator for number in numbers))
    return [int(number * unit) for number in numbers]


def share_above(sums: Sequence[int]) -> Fraction:
    """In which share of the draws a sum is above 0."""
    return Fraction(sum(value > 0 for value in sums), len(sums))


def standard_error(share: Fraction) -> float:
    """Of a share found in `DRAWS` draws: the square root of p(1 - p)/N."""
    return math.sqrt(share * (ONE - share) / DRAWS)


def quantile(drawn: Sequence[float], share: Fraction) -> float:
    """The value below which this share of the draws lies, between two draws in proportion.

    Definition 7 of Hyndman and Fan (The American Statistician 50(4), 1996), as R and NumPy have it.
    """
    ordered = sorted(drawn)
    position = share * (len(ordered) - 1)
    lower_index = int(position)
    upper_index = min(lower_index + 1, len(ordered) - 1)
    return ordered[lower_index] + float(position - lower_index) * (ordered[upper_index] - ordered[lower_index])


def weight_to_flip(terms: Sequence[Term]) -> Fraction | None:
    """Of terms whose weighted sum is not 0: the least part of all weight to be shifted between them to make it 0.

    Moved from those that help most to the one that helps least. None where no moving turns it: no term is against.
    Linear programming by hand: each part shifted to the worst term changes the sum by the distance between the two.
    """
    total_weight = sum((term.weight for term in terms), ZERO)
    counted = [(term.weight / total_weight, term.value) for term in terms if term.weight]
    difference = sum((weight * value for weight, value in counted), ZERO)
    sign = 1 if difference > 0 else -1
    helping = sorted(((sign * value, weight) for weight, value in counted), reverse=True)
    worst = helping[-1][0]
    remaining, shifted = abs(difference), ZERO
    if worst >= 0:
        return None
    for value, weight in (candidate for candidate in helping if candidate[0] > worst):
        part = min(weight, remaining / (value - worst))
        shifted, remaining = shifted + part, remaining - part * (value - worst)
    return shifted


def rank_draws(drawn: Sequence[Sequence[float]]) -> Iterator[tuple[int, ...]]:
    """Each draw's ranks: 1 for the highest; those that are equal share the better rank."""
    for column in zip(*drawn, strict=True):
        yield tuple(1 + sum(other_score > score for other_score in column) for score in column)

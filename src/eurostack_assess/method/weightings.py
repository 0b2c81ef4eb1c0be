"""Step 11, other weights: whether a statement still holds when every weight changes a little.

Each weight is multiplied by a factor between 0.75 and 1.25 and the weights are normalised again, many times (as COINr
does: Becker et al., Journal of Open Source Software 7(78), 2022). A question's factors come from its id alone, so they
are the same on every machine, for every party, in any order and in every comparison; a weight of 0 stays 0.
"""

import hashlib
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property

from eurostack_assess.method.exact import ONE, ZERO, count_units

DRAWS = 2000
"""How many weightings are drawn, unless more are asked for."""
MAX_DRAWS = 100_000
SEED = "2026-11"
SPREAD = Fraction(1, 4)

_STEPS = 1 << 16
_LOWEST = 3 * _STEPS + 1  # of 4 * _STEPS: 0.75; odd, so that the factors lie evenly about 1
_HIGHEST = _LOWEST + 2 * (_STEPS - 1)
_WORD = 8
"""Bytes by which slots grow."""


@cache
def draw_factors(id_: str, draws: int = DRAWS) -> tuple[int, ...]:
    """What a weight is multiplied by in each draw, as whole numbers of which 4 * 2**16 stand for 1."""
    return tuple(_LOWEST + 2 * number for number in struct.unpack(f"<{draws}H", _draw_bytes(id_, draws)))


@cache
def _draw_bytes(id_: str, draws: int) -> bytes:
    return hashlib.shake_256(f"{SEED}:{id_}".encode()).digest(2 * draws)


@dataclass(frozen=True)
class Term:
    """One weighted value of a sum, with the id by which its weight varies, and the layer whose weight varies too."""

    id: str
    weight: Fraction
    value: Fraction
    layer: str | None = None

    @property
    def negated(self) -> "Term":
        """The same with the opposite value."""
        return replace(self, value=-self.value)

    @property
    def highest_factor(self) -> int:
        """What no factor of its weight is above."""
        return _HIGHEST if self.layer is None else _HIGHEST * _HIGHEST


@dataclass(frozen=True)
class DrawnSums:
    """A sum in each draw, all of them packed into two whole numbers: one slot of so many bytes per draw.

    What a processor does with a few numbers at once, Python's whole numbers do with thousands, and exactly: one
    multiplication and one addition per term. Each slot has a bit more than the largest sum needs, for the sign.
    """

    added: int
    """What is added in each draw, in slots."""
    taken_off: int
    """What is taken off in each draw, in slots."""
    size: int
    """Bytes of a slot."""
    draws: int

    @cached_property
    def above(self) -> int:
        """The draws in which the sum is above 0: a whole number with a bit of its own for each of them."""
        return self._mark(self.added - self.taken_off)

    @cached_property
    def below(self) -> int:
        """The draws in which the sum is below 0, as `above`."""
        return self._mark(self.taken_off - self.added)

    @property
    def values(self) -> list[int]:
        """The sum of each draw."""
        return [added - off for added, off in zip(self._unpack(self.added), self._unpack(self.taken_off), strict=True)]

    def _mark(self, difference: int) -> int:
        """Where a difference is above 0, adding all that fits below the top bit of its slot reaches that bit."""
        ones = _ones(self.size, self.draws)
        top = ones << (8 * self.size - 1)
        marked = (difference + top - ones) & top
        return int.from_bytes(marked.to_bytes(self.size * self.draws, "little")[self.size - 1 :: self.size], "little")

    def _unpack(self, packed: int) -> list[int]:
        size, data = self.size, packed.to_bytes(self.size * self.draws, "little")
        if size == _WORD:
            return list(struct.unpack(f"<{self.draws}Q", data))
        return [int.from_bytes(data[place : place + size], "little") for place in range(0, len(data), size)]


@cache
def _ones(size: int, draws: int) -> int:
    """A one in the slot of every draw."""
    return int.from_bytes((b"\1" + bytes(size - 1)) * draws, "little")


@cache
def _pack_factors(id_: str, layer: str | None, size: int, draws: int) -> int:
    """The factors of a weight, in slots of so many bytes."""
    if layer is None:
        return 2 * _pack(_draw_bytes(id_, draws), 2, size) + _LOWEST * _ones(size, draws)
    layer_factors = draw_factors(f"layer:{layer}", draws)
    factors = [one * other for one, other in zip(draw_factors(id_, draws), layer_factors, strict=True)]
    return _pack(struct.pack(f"<{draws}Q", *factors), _WORD, size)


def _pack(data: bytes, width: int, size: int) -> int:
    """Numbers of `width` bytes, each in a slot of `size` bytes."""
    slots = bytearray(len(data) // width * size)
    for place in range(width):
        slots[place::size] = data[place::width]
    return int.from_bytes(slots, "little")


def weighted_sums(terms: Sequence[Term], draws: int = DRAWS) -> DrawnSums:
    """The sum of weight times value in each draw, in a unit that only its sign and its ratios make use of."""
    products = _to_whole_numbers([term.weight * term.value for term in terms])
    return _sum_products(terms, products, _slot_size(terms, products), draws)


def means(terms: Sequence[Term], draws: int = DRAWS) -> list[float]:
    """The weighted mean in each draw, as the double nearest to it; empty where there is no weight."""
    weights = _to_whole_numbers([term.weight for term in terms])
    if not any(weights):
        return []
    values = _to_whole_numbers([term.value for term in terms])
    unit = math.lcm(*(term.value.denominator for term in terms))
    products = [weight * value for weight, value in zip(weights, values, strict=True)]
    size = max(_slot_size(terms, products), _slot_size(terms, weights))
    parts, wholes = (_sum_products(terms, numbers, size, draws).values for numbers in (products, weights))
    return [part / (unit * whole) for part, whole in zip(parts, wholes, strict=True)]


def _sum_products(terms: Sequence[Term], products: Sequence[int], size: int, draws: int) -> DrawnSums:
    added = taken_off = 0
    for term, product in zip(terms, products, strict=True):
        if product > 0:
            added += product * _pack_factors(term.id, term.layer, size, draws)
        elif product:
            taken_off -= product * _pack_factors(term.id, term.layer, size, draws)
    return DrawnSums(added, taken_off, size, draws)


def _slot_size(terms: Sequence[Term], products: Sequence[int]) -> int:
    """Bytes, in whole words, in which the largest sum that there can be leaves a bit free."""
    largest = sum(abs(product) * term.highest_factor for term, product in zip(terms, products, strict=True))
    return _WORD * (largest.bit_length() // (8 * _WORD) + 1)


def _to_whole_numbers(numbers: Sequence[Fraction]) -> list[int]:
    """The same numbers in the largest unit of which all are whole multiples."""
    unit = math.lcm(1, *(number.denominator for number in numbers))
    return [count_units(number, unit) for number in numbers]


def share_of(marked: int, draws: int) -> Fraction:
    """The share of the draws that are marked, as `DrawnSums.above` marks them."""
    return Fraction(marked.bit_count(), draws)


def standard_error(share: Fraction, draws: int) -> float:
    """Of a share found in so many draws: the square root of p(1 - p)/N."""
    return math.sqrt(share * (ONE - share) / draws)


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
    for scores in zip(*drawn, strict=True):
        rank_of: dict[float, int] = {}
        for place, score in enumerate(sorted(scores, reverse=True), start=1):
            rank_of.setdefault(score, place)
        yield tuple([rank_of[score] for score in scores])

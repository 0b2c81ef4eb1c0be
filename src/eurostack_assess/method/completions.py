"""All ways in which inexact answers can still turn out, and the distribution of a weighted mean over those ways.

Two cases are kept: *apart*, in which each answer turns out independently, and *together*, in which all turn out low or
high at once. In the mixture of both, the ranks of any two answers are correlated by the weight of the second case
(Fréchet's mixture of the independent and the comonotone copula; Nelsen, *An Introduction to Copulas*, 2006). Everything
is counted in whole numbers; only a mean that could take more than `MAX_SUMS` values is rounded, once down and once up.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import accumulate
from math import ceil, floor, lcm, prod
from typing import Literal, NamedTuple

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ONE, ZERO, count_units, total

MAX_SUMS = 200_000
"""Values of a mean that are counted exactly."""
GRID = 1 << 16
"""Steps from 0 to 1 to which a mean of more values is rounded."""

Lean = Literal["none", "low", "high"]
"""How the odds of the rungs still possible are changed: not at all, or towards the lowest or the highest of them."""

Odds = Mapping[str, Sequence[int]]
"""By question: the odds of each rung of its ladder, whole numbers above 0; of others all rungs are alike."""


@dataclass(frozen=True)
class PossibleAnswer:
    """An answer with the rungs still possible, and what is known of each of them, lowest first."""

    weight: Fraction
    """Its share of the mean."""
    values: tuple[Fraction, ...]
    odds: tuple[int, ...]
    floor_met: tuple[bool, ...]
    """Of each possible rung whether it reaches the question's floor."""
    levels: tuple[int, ...] = ()
    """Of a gating question the level of each possible rung; none of another."""
    at_target: tuple[bool, ...] = ()
    """Of each possible rung whether it is at the target or above."""

    @property
    def expected(self) -> Fraction:
        """The mean of what the possible rungs count, by their odds."""
        return total(odds * value for odds, value in zip(self.odds, self.values, strict=True)) / sum(self.odds)

    def lean(self, lean: Lean) -> "PossibleAnswer":
        """The same with the odds leaning towards the lowest or the highest possible rung."""
        if lean == "none" or len(self.odds) == 1:
            return self
        factors = range(1, len(self.odds) + 1)
        steps = reversed(factors) if lean == "low" else factors
        return replace(self, odds=tuple(odds * step for odds, step in zip(self.odds, steps, strict=True)))


def weigh_possible_answers(
    items: Iterable[Item], weight: Fraction = ONE, odds: Odds | None = None
) -> list[PossibleAnswer]:
    """The questions that count, each with its share of the weight; empty where nothing of weight applies."""
    counted = [item for item in items if item.counts]
    whole = total(item.weight for item in counted)
    if not whole:
        return []
    return [
        _build_possible_answer(
            item,
            weight * item.weight / whole,
            tuple((odds or {}).get(item.question.id, UNIFORM)[rung] for rung in item.possible),
        )
        for item in counted
    ]


def _build_possible_answer(item: Item, weight: Fraction, odds: tuple[int, ...]) -> PossibleAnswer:
    levels = tuple(item.question.options[rung].level or 0 for rung in item.possible)
    return PossibleAnswer(
        weight=weight,
        values=tuple(item.values),
        odds=odds,
        floor_met=tuple(level >= (item.question.floor or 0) for level in levels),
        levels=levels if item.gates else (),
        at_target=tuple(rung >= (item.question.target or 0) for rung in item.possible),
    )


UNIFORM: Sequence[int] = (1,) * 10
"""Every rung alike."""


def count_ways(answers: Iterable[PossibleAnswer]) -> int:
    """In how many ways the answers can fall; by their odds, where these are not all alike."""
    return prod(sum(answer.odds) for answer in answers)


class MeanSpread(NamedTuple):
    """How often a mean has each value, in units of which `whole` are 1; apart those that miss a floor."""

    met: Mapping[int, int]
    missed: Mapping[int, int]
    ways: int
    """What all of them add up to."""
    whole: int

    @property
    def masses(self) -> Mapping[int, int]:
        """How often the mean has each value, whether floors are met or not."""
        return add_masses((self.met, 1), (self.missed, 1)) if self.missed else self.met

    def share_from(self, low: Fraction) -> Fraction:
        """The share of the ways in which the mean is at least `low`, whether floors are met or not."""
        return self.share(low, None, met=True) + self.share(low, None, met=False)

    def share(self, low: Fraction | None, high: Fraction | None, *, met: bool) -> Fraction:
        """The share of the ways in which the mean is at least `low` and at most `high`, with every floor met or not."""
        masses = self.met if met else self.missed
        least = None if low is None else ceil(low * self.whole)
        most = None if high is None else floor(high * self.whole)
        return Fraction(
            sum(
                count
                for sum_, count in masses.items()
                if (least is None or sum_ >= least) and (most is None or sum_ <= most)
            ),
            self.ways,
        )


def add_masses(*weighed: tuple[Mapping[int, int], int]) -> dict[int, int]:
    """How often a mean has each value in several cases at once, each counted so many times."""
    added: dict[int, int] = {}
    for masses, times in weighed:
        for sum_, count in masses.items():
            added[sum_] = added.get(sum_, 0) + times * count
    return added


class CumulatedMasses:
    """How often a sum has each value, to be asked how often it is at least, at most or below something."""

    def __init__(self, masses: Mapping[int, int]) -> None:
        self.sums = sorted(masses)
        """Its values, ascending."""
        self.counts = [masses[sum_] for sum_ in self.sums]
        """How often it has each of them."""
        self._up_to = [0, *accumulate(self.counts)]
        self.ways = self._up_to[-1]
        """How often it has any value."""

    def count_from(self, least: int) -> int:
        """How often it is at least that."""
        return self.ways - self._up_to[bisect_left(self.sums, least)]

    def count_up_to(self, most: int) -> int:
        """How often it is at most that."""
        return self._up_to[bisect_right(self.sums, most)]

    def count_below_each(self, limits: Iterable[int]) -> list[int]:
        """How often it is below each of these."""
        sums, up_to = self.sums, self._up_to
        return [up_to[bisect_left(sums, limit)] for limit in limits]


@dataclass(frozen=True)
class Completions:
    """The ways in which some answers can fall, with the mean of what they count in whole numbers."""

    answers: Sequence[PossibleAnswer]
    terms: Sequence[tuple[int, ...]]
    """By answer what each of its rungs adds to the mean, in units of which `whole` are 1."""
    whole: int

    def lean(self, lean: Lean) -> "Completions":
        """The same with every answer's odds leaning so."""
        return replace(self, answers=[answer.lean(lean) for answer in self.answers])

    def spread_apart(self) -> MeanSpread:
        """The mean where each answer falls by itself: the product of one polynomial a question."""
        every = self._multiply_out(only_met=False)
        has_floors = not all(all(answer.floor_met) for answer in self.answers)
        met = self._multiply_out(only_met=True) if has_floors else every
        missed = {sum_: count - met.get(sum_, 0) for sum_, count in every.items()} if has_floors else {}
        return MeanSpread(met, missed, count_ways(self.answers), self.whole)

    def _multiply_out(self, *, only_met: bool) -> dict[int, int]:
        masses = {0: 1}
        for answer, terms in sorted(zip(self.answers, self.terms, strict=True), key=lambda pair: len(pair[1])):
            rungs = zip(terms, answer.odds, answer.floor_met, strict=True)
            masses = _multiply(masses, [(term, odds) for term, odds, is_met in rungs if is_met or not only_met])
        return masses

    def spread_together(self) -> MeanSpread:
        """The mean where all answers fall low or high at once."""
        joint = find_joint_rungs(self.answers)
        met: dict[int, int] = {}
        missed: dict[int, int] = {}
        for width, places in joint.pieces:
            is_met = all(answer.floor_met[place] for answer, place in zip(self.answers, places, strict=True))
            sum_ = sum(terms[place] for terms, place in zip(self.terms, places, strict=True))
            masses = met if is_met else missed
            masses[sum_] = masses.get(sum_, 0) + width
        return MeanSpread(met, missed, joint.whole, self.whole)


def _multiply(masses: Mapping[int, int], rungs: Sequence[tuple[int, int]]) -> dict[int, int]:
    product: dict[int, int] = {}
    for sum_, count in masses.items():
        for term, odds in rungs:
            product[sum_ + term] = product.get(sum_ + term, 0) + count * odds
    return product


class JointRungs(NamedTuple):
    """The ways in which all answers fall low or high at once."""

    whole: int
    """How many units of chance there are."""
    pieces: Sequence[tuple[int, tuple[int, ...]]]
    """Each a number of these units, and the place of each answer's rung."""


def find_joint_rungs(answers: Sequence[PossibleAnswer]) -> JointRungs:
    """The ways in which all answers fall low or high at once.

    One number from 0 to 1 decides them all; each takes its lowest rung of which the chance up to it is no less.
    """
    whole = lcm(*(sum(answer.odds) for answer in answers))
    quantiles = [[upto * (whole // sum(answer.odds)) for upto in accumulate(answer.odds)] for answer in answers]
    steps = sorted({quantile for of_answer in quantiles for quantile in of_answer} | {whole})
    return JointRungs(
        whole,
        [
            (step - before, tuple(bisect_left(of_answer, step) for of_answer in quantiles))
            for before, step in zip([0, *steps], steps, strict=False)
        ],
    )


class RoundedCompletions(NamedTuple):
    """The ways in which answers can fall, with means rounded down, and up; twice the same where they are exact."""

    down: Completions
    up: Completions

    def lean(self, lean: Lean) -> "RoundedCompletions":
        """The same with every answer's odds leaning so."""
        down = self.down.lean(lean)
        return RoundedCompletions(down, down if self.up is self.down else self.up.lean(lean))


def build_completions(
    answers: Sequence[PossibleAnswer], *, max_sums: int | None = None, grid: int = GRID
) -> RoundedCompletions:
    """The ways in which the answers can fall: twice the same, or with means rounded down and up.

    What is at least likely with means rounded down, and at most with means rounded up, holds in truth.
    """
    listed = _terms(answers)
    whole = lcm(*(term.denominator for terms in listed for term in terms))
    sums = min(prod(len(answer.odds) for answer in answers), whole + 1)
    if sums <= (MAX_SUMS if max_sums is None else max_sums):
        exact = Completions(
            answers,
            [tuple(count_units(term, whole) for term in terms) for terms in listed],
            whole,
        )
        return RoundedCompletions(exact, exact)
    down, up = (
        Completions(answers, [tuple(rounded(term * grid) for term in terms) for terms in listed], grid)
        for rounded in (floor, ceil)
    )
    return RoundedCompletions(down, up)


def _terms(answers: Sequence[PossibleAnswer]) -> list[tuple[Fraction, ...]]:
    return [tuple(answer.weight * value for value in answer.values) for answer in answers]


def mix(apart: Fraction, together: Fraction, open_together: Fraction) -> Fraction:
    """A probability from that of both cases."""
    return (ONE - open_together) * apart + open_together * together


def expected_mean(answers: Iterable[PossibleAnswer]) -> Fraction:
    """The mean that is to be expected, whichever of both cases holds."""
    return total(answer.weight * answer.expected for answer in answers)


def level_distributions(answers: Sequence[PossibleAnswer]) -> tuple[dict[int, Fraction], dict[int, Fraction]]:
    """The chance of each lowest level among some gating questions: apart, and together."""
    if not answers:
        return {}, {}
    levels = sorted({level for answer in answers for level in answer.levels})
    at_least = [
        reduce(lambda product, answer: product * _chance_of_level(answer, level), answers, ONE) for level in levels
    ]
    apart = {
        level: chance - following
        for level, chance, following in zip(levels, at_least, [*at_least[1:], ZERO], strict=True)
    }
    joint = find_joint_rungs(answers)
    together: dict[int, Fraction] = {}
    for width, places in joint.pieces:
        level = min(answer.levels[place] for answer, place in zip(answers, places, strict=True))
        together[level] = together.get(level, ZERO) + Fraction(width, joint.whole)
    return apart, together


def chances_of_cuts(
    layers: Sequence[Sequence[PossibleAnswer]], cuts: Sequence[Fraction]
) -> list[tuple[Fraction, Fraction]]:
    """Of each cut the chance that the mean of every layer reaches it: apart, and together.

    Each layer's weights add up to 1; where means are rounded, the chance is at least so large.
    """
    completions = [build_completions(answers).down for answers in layers]
    spreads = [completion.spread_apart() for completion in completions]
    joint = find_joint_rungs([answer for answers in layers for answer in answers])
    together = [Fraction(0)] * len(cuts)
    for width, places in joint.pieces:
        rungs = iter(places)
        means = [Fraction(sum(terms[next(rungs)] for terms in one.terms), one.whole) for one in completions]
        for number, cut in enumerate(cuts):
            together[number] += Fraction(width * (min(means) >= cut), joint.whole)
    return [
        (prod((spread.share_from(cut) for spread in spreads), start=ONE), joint_chance)
        for cut, joint_chance in zip(cuts, together, strict=True)
    ]


def target_distribution(answers: Sequence[PossibleAnswer], open_together: Fraction) -> dict[int, Fraction]:
    """The chance of each number of questions at their target."""
    apart: dict[int, Fraction] = {0: ONE}
    for answer in answers:
        reaching = sum(odds for odds, is_reached in zip(answer.odds, answer.at_target, strict=True) if is_reached)
        chance = Fraction(reaching, sum(answer.odds))
        previous, apart = apart, {}
        for number, share in previous.items():
            apart[number] = apart.get(number, ZERO) + share * (ONE - chance)
            apart[number + 1] = apart.get(number + 1, ZERO) + share * chance
    joint = find_joint_rungs(answers)
    together: dict[int, Fraction] = {}
    for width, places in joint.pieces:
        number = sum(answer.at_target[place] for answer, place in zip(answers, places, strict=True))
        together[number] = together.get(number, ZERO) + Fraction(width, joint.whole)
    mixed = {number: mix(apart.get(number, ZERO), together.get(number, ZERO), open_together) for number in apart}
    return {number: chance for number, chance in mixed.items() if chance}


def _chance_of_level(answer: PossibleAnswer, level: int) -> Fraction:
    reaching = sum(odds for odds, reached in zip(answer.odds, answer.levels, strict=True) if reached >= level)
    return Fraction(reaching, sum(answer.odds))

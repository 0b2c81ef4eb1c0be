"""Step 4, the order of gaps and of answers to find out: which comes first, by which test, and which are equal.

Gaps are ordered by one test after the other, not by a sum: by the framework's own rule nothing else makes up for a
floor or a gating question, and shares of the gap are the only amounts with a unit. Open answers are ordered by the
value of finding them out: how often the verdict is then certain, and by how much the likeliest verdict is expected to
gain (the value of information under 0-1 loss; Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961).
Questions that are equal in every test share one rank and keep the order of the questionnaire.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, Protocol, Self, get_args

from eurostack_assess.method.answers import Item
from eurostack_assess.method.completions import (
    Completions,
    CumulatedMasses,
    build_completions,
    weigh_possible_answers,
)
from eurostack_assess.method.exact import HUNDRED, ZERO, exact, total
from eurostack_assess.method.verdict_rule import Floor, bounds_of_shares, decide_verdict, verdict_limits
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.likelihood import RungLead
from eurostack_assess.model.question import Action, Effort
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, Certainty, FindingVerdict

EFFORTS: Sequence[Effort] = get_args(Effort)
MAX_VALUES, COARSE_GRID = 5_000, 4_096
"""What an answer is expected to gain is counted over a mean of at most so many values; of more it is rounded."""


class Orderable(Protocol):
    """What sorts before what comes after it."""

    def __lt__(self, other: Self, /) -> bool:
        """Whether it comes before."""


class Ranking(NamedTuple):
    """Questions in order, and the rank of each; questions that are alike share the rank of the first."""

    questions: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()


def rank_by(keys: Mapping[str, Orderable]) -> Ranking:
    """Questions by their keys, lowest first; those with the same key stay in the order in which they came."""
    ordered = sorted(keys, key=keys.__getitem__)
    ranks: list[int] = []
    for place, question in enumerate(ordered):
        is_tied = place and keys[question] == keys[ordered[place - 1]]
        ranks.append(ranks[-1] if is_tied else place + 1)
    return Ranking(tuple(ordered), tuple(ranks))


class GapStanding(NamedTuple):
    """What is known of a gap that decides when its turn comes."""

    misses_floor: bool
    """Whether the answer is certainly below its floor."""
    holds_level: bool
    """Whether it is a gating question that holds its layer below the framework's target level."""
    share: Fraction
    """Its part of the gap."""
    exposed: float
    """The share of the layer's critical use that is certainly under non-EU control; 0 without services on record."""
    next_action: Action | None

    @property
    def key(self) -> tuple[bool, bool, Fraction, float, int]:
        """What comes first is lowest."""
        effort = EFFORTS.index(self.next_action.effort) if self.next_action else len(EFFORTS)
        return not self.misses_floor, not self.holds_level, -self.share, -self.exposed, effort


class InformationValue(NamedTuple):
    """What finding one answer out is worth."""

    decides: Fraction
    """How likely it is that the verdict is certain once this answer is known; 0 where it is certain already."""
    gain: Fraction
    """By how much the probability of the likeliest verdict is expected to rise, each answer falling by itself."""
    width: Fraction
    """Its part of the width of the range."""
    leads_to: tuple[RungLead, ...] = ()
    """Of each rung still possible the verdict that it leads to."""

    @property
    def key(self) -> tuple[Fraction, Fraction, Fraction]:
        """What comes first is lowest."""
        return -self.decides, -self.gain, -self.width


WORD_ORDER: Sequence[Certainty | None] = ("open", "too_little", "likely", "very_likely", "certain", None)
"""Layers in the order in which their open answers are to be found out: those without a word first."""


def value_information(
    items: Sequence[Item], widths: Mapping[str, Fraction], thresholds: Thresholds, *, is_certain: bool
) -> dict[str, InformationValue]:
    """What finding out each answer that is not exact is worth, of one layer; `widths`: their parts of its range."""
    if is_certain:
        return {question: InformationValue(ZERO, ZERO, width) for question, width in widths.items()}
    counted = [item for item in items if item.counts]
    answers = weigh_possible_answers(items)
    completions, _ = build_completions(answers, max_sums=MAX_VALUES, grid=COARSE_GRID)
    gains = _VerdictGains(completions, thresholds)
    values: dict[str, InformationValue] = {}
    for place, item in enumerate(counted):
        if (question := item.question.id) in widths:
            decided, chances = _decide_by_rung(items, item, thresholds), gains.count_by_rung(place)
            values[question] = InformationValue(
                decides=Fraction(sum(verdict is not None for verdict in decided), len(decided)),
                gain=gains.expect(chances),
                width=widths[question],
                leads_to=tuple(
                    _lead(rung, verdict, ways, thresholds)
                    for rung, verdict, ways in zip(item.possible, decided, chances, strict=True)
                ),
            )
    return values


def _lead(rung: int, decided: FindingVerdict | None, ways: "RungWays", thresholds: Thresholds) -> RungLead:
    """The verdict that is certain with a rung, or else in front by enough to be called likely."""
    if decided is not None:
        return RungLead(rung=rung, verdict=decided, is_certain=True)
    most = max(ways.by_verdict)
    is_likely = most >= exact(thresholds.likely) * ways.every
    leading = FINDING_VERDICTS[ways.by_verdict.index(most)] if is_likely else None
    return RungLead(rung=rung, verdict=leading, is_certain=False)


def _decide_by_rung(items: Sequence[Item], found: Item, thresholds: Thresholds) -> list[FindingVerdict | None]:
    """Of each rung still possible the verdict that is certain once the answer is that rung; None where none is."""
    counted = [item for item in items if item.counts]
    whole = total(item.weight for item in counted)
    low = total(item.weight * item.worst for item in counted if item is not found)
    high = total(item.weight * item.best for item in counted if item is not found)
    others = [_floor_of(item, item.possible) for item in items if item is not found]
    limits = verdict_limits(thresholds)
    decided: list[FindingVerdict | None] = []
    for rung, value in zip(found.possible, found.values, strict=True):
        floor_state = max((*others, _floor_of(found, range(rung, rung + 1))))
        ends = (low + found.weight * value) / whole, (high + found.weight * value) / whole
        verdict, _ = decide_verdict(bounds_of_shares(*ends, floor_state), limits)
        decided.append(next((known for known in FINDING_VERDICTS if known == verdict), None))
    return decided


def _floor_of(item: Item, possible: range) -> Floor:
    """Whether an answer with these rungs possible misses its floor."""
    least = item.question.floor
    if least is None or not possible:
        return Floor.NO
    reached = [(item.question.options[rung].level or 0) >= least for rung in (possible[0], possible[-1])]
    return Floor.NO if reached[0] else Floor.PERHAPS if reached[1] else Floor.BELOW


class RungWays(NamedTuple):
    """In how many ways the other open answers lead to each verdict, with one answer at one rung."""

    odds: int
    """Of the rung."""
    by_verdict: tuple[int, ...]
    """As `FINDING_VERDICTS`."""
    every: int


class _VerdictGains:
    """The expected gain of the likeliest verdict from each answer, by taking that answer out of the whole spread."""

    def __init__(self, completions: Completions, thresholds: Thresholds) -> None:
        self._completions = completions
        self._spread = completions.spread_apart()
        self._every = self._spread.masses
        self._strong = ceil(exact(thresholds.strong) / HUNDRED * completions.whole)
        self._attention = floor(exact(thresholds.attention) / HUNDRED * completions.whole)
        self._likeliest = max(self._count_verdicts(CumulatedMasses(self._every), CumulatedMasses(self._spread.met), 0))
        """In how many ways the answers lead to the likeliest verdict, as things are known."""

    def count_by_rung(self, place: int) -> list[RungWays]:
        """Of each rung of the answer at this place, how the others can fall."""
        answer, terms = self._completions.answers[place], self._completions.terms[place]
        rungs = list(zip(terms, answer.odds, strict=True))
        met_rungs = [rung for rung, is_met in zip(rungs, answer.floor_met, strict=True) if is_met]
        every = CumulatedMasses(divide(self._every, rungs))
        met = CumulatedMasses(divide(self._spread.met, met_rungs) if met_rungs else {})
        return [
            RungWays(odds, tuple(self._count_verdicts(every, met if is_met else CumulatedMasses({}), term)), every.ways)
            for (term, odds), is_met in zip(rungs, answer.floor_met, strict=True)
        ]

    def expect(self, ways: Iterable[RungWays]) -> Fraction:
        """By how much knowing an answer raises the greatest probability of a verdict, on average over its rungs."""
        likeliest = sum(rung.odds * max(rung.by_verdict) for rung in ways)
        return Fraction(likeliest - self._likeliest, self._spread.ways)

    def _count_verdicts(self, every: CumulatedMasses, met: CumulatedMasses, term: int) -> Iterator[int]:
        """In how many ways the verdict is strong, in between, and attention, with `term` added to the mean."""
        strong = met.count_from(self._strong - term)
        low = met.count_up_to(self._attention - term)
        yield strong
        yield met.ways - strong - low
        yield every.ways - met.ways + low


def divide(masses: Mapping[int, int], rungs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """What the masses were before an answer with these (term, odds) was multiplied into them; exact."""
    odds: dict[int, int] = {}
    for term, count in rungs:
        odds[term] = odds.get(term, 0) + count
    lowest = min(odds)
    quotient: dict[int, int] = {}
    for sum_ in sorted(masses):
        rest = masses[sum_] - sum(
            count * quotient.get(sum_ - term, 0) for term, count in odds.items() if term != lowest
        )
        if rest:
            quotient[sum_ - lowest] = rest // odds[lowest]
    return quotient

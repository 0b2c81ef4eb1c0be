"""Step 10, two results: the strongest statement about which of two is higher, and what would undo it.

Everything here looks at questions that both were asked and that apply to both. Swapping the two mirrors every number,
and nobody else's result plays a part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.exact import ONE, ZERO, exact, points, rounded, total
from eurostack_assess.method.weightings import Term, share_above, standard_error, weight_to_flip, weighted_sums
from eurostack_assess.model.assessment import QuestionResult
from eurostack_assess.model.comparison import Pair, Standing
from eurostack_assess.model.framework import Thresholds

Side = Literal["first", "second"]


@dataclass(frozen=True)
class Span:
    """A value that is known, or 0 to 1 where the answer is open."""

    low: Fraction
    high: Fraction
    answered: bool


OPEN = Span(ZERO, ONE, answered=False)


def span_of(question: QuestionResult) -> Span:
    """What an answer counts."""
    if question.rung is None:
        return OPEN
    value = exact(question.rungs[question.rung].value or 0.0)
    return Span(value, value, answered=True)


@dataclass(frozen=True)
class Paired:
    """One question's weight within its layer, and the two answers."""

    id: str
    weight: Fraction
    first: Span
    second: Span

    @property
    def both(self) -> bool:
        """Whether both answered it."""
        return self.first.answered and self.second.answered


@dataclass(frozen=True)
class PairedLayer:
    """The questions of a layer that count for both, and the layer's weight in the stack."""

    id: str
    weight: Fraction
    questions: tuple[Paired, ...]

    def terms(self, values: Mapping[str, Fraction]) -> list[tuple[Term, Fraction]]:
        """Its questions with a value, each with its part of the layer's weight over those."""
        counted = [one for one in self.questions if one.id in values]
        weight = total(one.weight for one in counted)
        return [(Term(one.id, one.weight / weight, values[one.id], self.id), self.weight) for one in counted]


def paired(first: int, second: int, layers: Sequence[PairedLayer], thresholds: Thresholds) -> Pair:
    """What may be said of two parties over some layers; with one layer, of that layer."""
    return _Comparing(layers, thresholds).pair(first, second)


@dataclass(frozen=True)
class _Comparing:
    layers: Sequence[PairedLayer]
    thresholds: Thresholds

    @property
    def questions(self) -> list[Paired]:
        return [one for layer in self.layers for one in layer.questions]

    def pair(self, first: int, second: int) -> Pair:
        between = {one.id: one.first.low - one.second.low for one in self.questions if one.both}
        standing, higher = self._standing(between)
        terms = self._terms(between)
        sums, difference = weighted_sums(terms), _sum(terms)
        above, below = share_above(sums), share_above([-one for one in sums])
        return Pair(
            first=first,
            second=second,
            standing=standing,
            higher=None if higher is None else {"first": first, "second": second}[higher],
            difference=points(difference) if between else None,
            compared=float(self._compared()),
            first_above=rounded(above) if between else None,
            second_above=rounded(below) if between else None,
            error=standard_error(max(above, below)) if between else None,
            to_flip=rounded(weight_to_flip(terms)) if difference else None,
            decided_by=_ahead(terms, difference) if higher else (),
            hangs_on=self._hangs_on(between, difference) if higher else (),
        )

    def _standing(self, between: Mapping[str, Fraction]) -> tuple[Standing, Side | None]:
        if between and all(one.first == one.second for one in self.questions):
            return "equal", None
        leads: dict[Side, dict[str, Fraction]] = {
            "first": {one.id: one.first.low - one.second.high for one in self.questions},
            "second": {one.id: one.second.low - one.first.high for one in self.questions},
        }
        for side, lead in leads.items():
            if min(lead.values(), default=ZERO) >= 0 and any(lead.values()):
                return "whatever_weights", side
        for side, lead in leads.items():
            if self._holds(lead):
                return "whatever_answers", side
        if self._compared() < exact(self.thresholds.compared):
            return "too_little", None
        signs: dict[Side, int] = {"first": 1, "second": -1}
        for side, sign in signs.items():
            if self._holds({id_: sign * value for id_, value in between.items()}):
                return "most_weightings", side
        return "not_separable", None

    def _holds(self, values: Mapping[str, Fraction]) -> bool:
        """Above 0 as the weights are, in nearly all weightings, and not undone by moving a little weight."""
        terms = self._terms(values)
        if _sum(terms) <= 0:
            return False
        flip = weight_to_flip(terms)
        if flip is not None and flip < exact(self.thresholds.weight_shift):
            return False
        return share_above(weighted_sums(terms)) >= exact(self.thresholds.weightings_agree)

    def _terms(self, values: Mapping[str, Fraction]) -> list[Term]:
        """Over one layer its questions; over several, each question by its part of the whole stack."""
        weighed = [pair for layer in self.layers for pair in layer.terms(values)]
        if len(self.layers) == 1:
            return [Term(term.id, term.weight, term.value) for term, _ in weighed]
        layers = {term.layer: weight for term, weight in weighed}
        whole = total(layers.values())
        if not whole:
            return []
        return [Term(term.id, term.weight * weight / whole, term.value, term.layer) for term, weight in weighed]

    def _compared(self) -> Fraction:
        """Weight that both answered over weight that applies to both."""
        return _sum(self._terms({one.id: ONE if one.both else ZERO for one in self.questions}))

    def _hangs_on(self, between: Mapping[str, Fraction], difference: Fraction) -> tuple[str, ...]:
        """Questions without each of which the difference is gone, or points the other way."""

        def without(id_: str) -> Fraction:
            return _sum(self._terms({other: value for other, value in between.items() if other != id_}))

        return tuple(id_ for id_, value in between.items() if value * difference > 0 >= without(id_) * difference)


def _sum(terms: Sequence[Term]) -> Fraction:
    return total(term.weight * term.value for term in terms)


def _ahead(terms: Sequence[Term], difference: Fraction) -> tuple[str, ...]:
    """Questions that add to the difference, those first that add most."""
    added = {term.id: term.weight * term.value * difference for term in terms}
    return tuple(sorted((id_ for id_, part in added.items() if part > 0), key=lambda id_: (-added[id_], id_)))

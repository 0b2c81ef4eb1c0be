"""Step 10, two results: the strongest statement about which of two is higher, and what would undo it.

Everything here looks at questions that both were asked and that apply to both. Swapping the two mirrors every number,
and nobody else's result plays a part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.exact import ONE, ZERO, exact, points, rounded, total
from eurostack_assess.method.weightings import DRAWS, Term, share_of, standard_error, weight_to_flip, weighted_sums
from eurostack_assess.model.assessment import QuestionResult
from eurostack_assess.model.comparison import Pair, PairStanding
from eurostack_assess.model.framework import Thresholds

Side = Literal["first", "second"]


@dataclass(frozen=True)
class ValueRange:
    """What the lowest and the highest possible rung of an answer count."""

    low: Fraction
    high: Fraction
    answered: bool
    """Whether the answer is exact."""


def value_range_of(question: QuestionResult) -> ValueRange:
    """What an answer counts; of a question that does not apply, nothing."""
    low, high = (exact(question.rungs[rung].value or 0.0) for rung in question.possible or (0, 0))
    return ValueRange(low, high, answered=question.state == "answered")


@dataclass(frozen=True)
class QuestionPair:
    """One question's weight within its layer, and the two answers."""

    id: str
    weight: Fraction
    first: ValueRange
    second: ValueRange

    @property
    def both_answered(self) -> bool:
        """Whether both answered it."""
        return self.first.answered and self.second.answered


@dataclass(frozen=True)
class LayerPair:
    """The questions of a layer that count for both, and the layer's weight in the stack."""

    id: str
    weight: Fraction
    questions: tuple[QuestionPair, ...]

    def build_terms(self, values: Mapping[str, Fraction]) -> list[tuple[Term, Fraction]]:
        """Its questions with a value, each with its part of the layer's weight over those."""
        counted = [question for question in self.questions if question.id in values]
        weight = total(question.weight for question in counted)
        return [
            (Term(question.id, question.weight / weight, values[question.id], self.id), self.weight)
            for question in counted
        ]


def compare_pair(
    first: int, second: int, layers: Sequence[LayerPair], thresholds: Thresholds, draws: int = DRAWS
) -> Pair:
    """What may be said of two parties over some layers, in so many weightings; with one layer, of that layer."""
    return _PairComparer(layers, thresholds, draws).compare(first, second)


@dataclass(frozen=True)
class _PairComparer:
    layers: Sequence[LayerPair]
    thresholds: Thresholds
    draws: int

    @property
    def questions(self) -> list[QuestionPair]:
        return [question for layer in self.layers for question in layer.questions]

    def compare(self, first: int, second: int) -> Pair:
        between = {
            question.id: question.first.low - question.second.low
            for question in self.questions
            if question.both_answered
        }
        standing, higher = self._determine_standing(between)
        terms = self._build_terms(between)
        sums, difference = weighted_sums(terms, self.draws), _sum(terms)
        first_share, second_share = share_of(sums.above, self.draws), share_of(sums.below, self.draws)
        return Pair(
            first=first,
            second=second,
            standing=standing,
            higher_party=None if higher is None else {"first": first, "second": second}[higher],
            difference=points(difference) if between else None,
            compared=float(self._compute_compared_share()),
            first_above=rounded(first_share) if between else None,
            second_above=rounded(second_share) if between else None,
            error=standard_error(max(first_share, second_share), self.draws) if between else None,
            weight_to_flip=rounded(weight_to_flip(terms)) if difference else None,
            decided_by=_questions_ahead(terms, difference) if higher else (),
            pivotal_questions=self._find_pivotal_questions(between, difference) if higher else (),
        )

    def _determine_standing(self, between: Mapping[str, Fraction]) -> tuple[PairStanding, Side | None]:
        if between and all(question.first == question.second for question in self.questions):
            return "equal", None
        leads: dict[Side, dict[str, Fraction]] = {
            "first": {question.id: question.first.low - question.second.high for question in self.questions},
            "second": {question.id: question.second.low - question.first.high for question in self.questions},
        }
        for side, lead in leads.items():
            if min(lead.values(), default=ZERO) >= 0 and any(lead.values()):
                return "whatever_weights", side
        for side, lead in leads.items():
            if self._holds(lead):
                return "whatever_answers", side
        if self._compute_compared_share() < exact(self.thresholds.likelihood_coverage):
            return "too_little", None
        signs: dict[Side, int] = {"first": 1, "second": -1}
        for side, sign in signs.items():
            if self._holds({id_: sign * value for id_, value in between.items()}):
                return "most_weightings", side
        return "not_separable", None

    def _holds(self, values: Mapping[str, Fraction]) -> bool:
        """Above 0 as the weights are, in nearly all weightings, and not undone by moving a little weight."""
        terms = self._build_terms(values)
        if _sum(terms) <= 0:
            return False
        flip = weight_to_flip(terms)
        if flip is not None and flip < exact(self.thresholds.weight_shift):
            return False
        above = weighted_sums(terms, self.draws).above
        return share_of(above, self.draws) >= exact(self.thresholds.weightings_agree)

    def _build_terms(self, values: Mapping[str, Fraction]) -> list[Term]:
        """Over one layer its questions; over several, each question by its part of the whole stack."""
        weighed = [pair for layer in self.layers for pair in layer.build_terms(values)]
        if len(self.layers) == 1:
            return [Term(term.id, term.weight, term.value) for term, _ in weighed]
        layers = {term.layer: weight for term, weight in weighed}
        total_weight = total(layers.values())
        if not total_weight:
            return []
        return [Term(term.id, term.weight * weight / total_weight, term.value, term.layer) for term, weight in weighed]

    def _compute_compared_share(self) -> Fraction:
        """Weight that both answered over weight that applies to both."""
        return _sum(
            self._build_terms({question.id: ONE if question.both_answered else ZERO for question in self.questions})
        )

    def _find_pivotal_questions(self, between: Mapping[str, Fraction], difference: Fraction) -> tuple[str, ...]:
        """Questions without each of which the difference is gone, or points the other way."""

        def difference_without(id_: str) -> Fraction:
            return _sum(
                self._build_terms({question_id: value for question_id, value in between.items() if question_id != id_})
            )

        return tuple(
            id_ for id_, value in between.items() if value * difference > 0 >= difference_without(id_) * difference
        )


def _sum(terms: Sequence[Term]) -> Fraction:
    return total(term.weight * term.value for term in terms)


def _questions_ahead(terms: Sequence[Term], difference: Fraction) -> tuple[str, ...]:
    """Questions that add to the difference, those first that add most."""
    added = {term.id: term.weight * term.value * difference for term in terms}
    return tuple(sorted((id_ for id_, part in added.items() if part > 0), key=lambda id_: (-added[id_], id_)))

"""Step 12, two results: the strongest statement about which of two parties is higher, and what would overturn it.

Only questions that both parties were asked and that apply to both are considered, whether they were answered or not.
What the open answers may turn out to be and how much each question weighs are kept apart: missing answers can be found
out, a weight is a judgement, and nobody could act upon one number for both. Swapping the two parties mirrors every
number, and no other party's result plays a part.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

from eurostack_assess.method.completions import Lean
from eurostack_assess.method.exact import exact, points, rounded, total, weighted_sum
from eurostack_assess.method.orders import OrderChances, PartySpreads, WeighedRanges
from eurostack_assess.method.value_ranges import RangeDifferences, ValueRange, compare_ranges
from eurostack_assess.method.weightings import DRAWS, Term, share_of, standard_error, weight_to_flip, weighted_sums
from eurostack_assess.model.comparison import CompleteCase, Pair, PairStanding
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.likelihood import OrderLikelihood, OrderProbabilities

Side = Literal["first", "second"]
SIDES: tuple[Side, ...] = ("first", "second")
COMPARED_LEANS: tuple[tuple[Lean, Lean], ...] = (
    ("none", "none"), ("low", "low"), ("high", "high"), ("low", "high"), ("high", "low"),
)  # fmt: skip
CERTAIN_STANDINGS: tuple[PairStanding, ...] = ("equal", "whatever_weights", "whatever_answers")


@dataclass(frozen=True)
class QuestionPair:
    """One question's weight within its layer, and the two answers."""

    id: str
    weight: Fraction
    first: ValueRange
    second: ValueRange

    @property
    def both_exact(self) -> bool:
        """Whether both answered it exactly."""
        return self.first.is_exact and self.second.is_exact

    @cached_property
    def differences(self) -> RangeDifferences:
        """How far the first answer is ahead of the second."""
        return compare_ranges(self.first, self.second)

    @property
    def expected_difference(self) -> Fraction:
        """What the first is to be expected ahead of the second."""
        return self.differences.expected


@dataclass(frozen=True)
class LayerPair:
    """The questions of a layer that count for both, and the layer's weight in the stack."""

    id: str
    weight: Fraction
    questions: tuple[QuestionPair, ...]

    def without(self, left_out: Collection[str]) -> "LayerPair":
        """The layer without some of its questions."""
        kept = tuple(question for question in self.questions if question.id not in left_out)
        return LayerPair(self.id, self.weight, kept)


@dataclass(frozen=True)
class WeighedPair:
    """A question with its part of the whole that is compared."""

    question: QuestionPair
    layer: str | None
    """The layer whose weight varies too, where several are joined."""
    weight: Fraction


def compare_pair(
    first: int,
    second: int,
    layers: Sequence[LayerPair],
    thresholds: Thresholds,
    *,
    draws: int = DRAWS,
    spreads: "SpreadCache | None" = None,
) -> Pair:
    """What may be said of two parties over some layers, in so many weightings; with one layer, of that layer.

    `spreads` remembers how the means of a party are spread, from one pair to the next.
    """
    return _PairComparer(layers, thresholds, draws, {} if spreads is None else spreads).compare(first, second)


def join_sizes(pair: Pair, without_absolute: Pair) -> Pair:
    """What may be said of two parties of unlike size: only what holds without the numbers that do not grow too.

    Where both say who is higher, the weaker of both statements; where they differ in that, that it depends on size.
    """
    standing, higher = pair.standing, pair.higher_party
    if pair.higher_party != without_absolute.higher_party:
        standing, higher = "depends_on_size", None
    elif higher is not None:
        standing = max(pair.standing, without_absolute.standing, key=get_args(PairStanding).index)
    decisive = {} if higher == pair.higher_party else {"decided_by": (), "pivotal_questions": ()}
    update = {"standing": standing, "higher_party": higher, "without_absolute": without_absolute.standing}
    return pair.model_copy(update=update | decisive)


@dataclass(frozen=True)
class _PairComparer:
    layers: Sequence[LayerPair]
    thresholds: Thresholds
    draws: int
    spreads: "SpreadCache"

    def compare(self, first: int, second: int) -> Pair:
        standing, higher = self._determine_standing()
        expected = self._expected_terms
        difference, sums = _sum(expected), weighted_sums(expected, self.draws)
        first_share, second_share = share_of(sums.above, self.draws), share_of(sums.below, self.draws)
        complete_case = self._compare_exact_answers()
        return Pair(
            first=first,
            second=second,
            standing=standing,
            higher_party=None if higher is None else {"first": first, "second": second}[higher],
            likelihood=None if standing in CERTAIN_STANDINGS or not expected else self._build_likelihood(),
            expected_difference=points(difference) if expected else None,
            first_above=rounded(first_share) if expected else None,
            second_above=rounded(second_share) if expected else None,
            error=standard_error(max(first_share, second_share), self.draws) if expected else None,
            weight_to_flip=rounded(weight_to_flip(expected)) if difference else None,
            decided_by=_questions_ahead(expected, difference) if higher else (),
            pivotal_questions=self._find_pivotal_questions(difference) if higher else (),
            complete_case=complete_case,
        )

    @cached_property
    def _weighed(self) -> list[WeighedPair]:
        """Over one layer its questions; over several, each question by its part of the whole stack."""
        return self._weigh(lambda _: True)

    def _weigh(self, counts: Callable[[QuestionPair], bool]) -> list[WeighedPair]:
        """Those of some weight; what weighs nothing neither tips a comparison nor leaves it open."""
        counted = [
            (
                layer,
                [question for question in layer.questions if counts(question)],
                total(question.weight for question in layer.questions if counts(question)),
            )
            for layer in self.layers
        ]
        counted = [(layer, questions, weight) for layer, questions, weight in counted if weight]
        if len(self.layers) == 1:
            return [
                WeighedPair(question, None, question.weight / weight)
                for _, questions, weight in counted
                for question in questions
                if question.weight
            ]
        whole = total(layer.weight for layer, _, _ in counted)
        if not whole:
            return []
        return [
            WeighedPair(question, layer.id, question.weight / weight * layer.weight / whole)
            for layer, questions, weight in counted
            if layer.weight
            for question in questions
            if question.weight
        ]

    def _build_terms(self, value: Callable[[QuestionPair], Fraction]) -> list[Term]:
        return [Term(pair.question.id, pair.weight, value(pair.question), pair.layer) for pair in self._weighed]

    def _determine_standing(self) -> tuple[PairStanding, Side | None]:
        questions = [pair.question for pair in self._weighed]
        if not questions:
            return "too_little", None
        if all(question.both_exact and question.first == question.second for question in questions):
            return "equal", None
        leads = {
            "first": self._build_terms(lambda question: question.differences.first_lead),
            "second": self._build_terms(lambda question: question.differences.second_lead),
        }
        for side in SIDES:
            if _sum(leads[side]) > 0 and min(term.value for term in leads[side]) >= 0:
                return "whatever_weights", side
        for side in SIDES:
            if self._holds(leads[side]):
                return "whatever_answers", side
        if min(self._coverages) < exact(self.thresholds.likelihood_coverage):
            return "too_little", None
        return self._determine_likely_standing()

    def _determine_likely_standing(self) -> tuple[PairStanding, Side | None]:
        """Which is likely higher: by the answers, by the weights, and where both parties' open answers lean alike."""
        for side in SIDES:
            probability = getattr(self._orders["none", "none"], side)
            leans = [self._orders["low", "low"], self._orders["high", "high"]]
            if (
                probability >= exact(self.thresholds.likely)
                and all(getattr(chances, side) > getattr(chances, _other(side)) for chances in leans)
                and self._holds(
                    self._expected_terms if side == "first" else [term.negated for term in self._expected_terms]
                )
            ):
                return ("very_likely" if probability >= exact(self.thresholds.very_likely) else "likely"), side
        return "not_separable", None

    @cached_property
    def _expected_terms(self) -> list[Term]:
        """What the first is to be expected ahead of the second, question by question."""
        return self._build_terms(lambda question: question.expected_difference)

    def _holds(self, terms: Sequence[Term]) -> bool:
        """Above 0 as the weights are, in nearly all weightings, and not undone by moving a little weight."""
        if _sum(terms) <= 0:
            return False
        flip = weight_to_flip(terms)
        if flip is not None and flip < exact(self.thresholds.weight_shift):
            return False
        above = weighted_sums(terms, self.draws).above
        return share_of(above, self.draws) >= exact(self.thresholds.weightings_agree)

    @cached_property
    def _coverages(self) -> tuple[Fraction, Fraction]:
        """How much is known of each party, over the questions compared."""
        first = weighted_sum((pair.weight, pair.question.first.coverage) for pair in self._weighed)
        return first, weighted_sum((pair.weight, pair.question.second.coverage) for pair in self._weighed)

    @cached_property
    def _spreads(self) -> dict[Side, PartySpreads]:
        return {side: self._find_spreads(side) for side in SIDES}

    def _find_spreads(self, side: Side) -> PartySpreads:
        answers = tuple([(pair.weight, getattr(pair.question, side)) for pair in self._weighed])
        key = answers, exact(self.thresholds.open_together)
        if key not in self.spreads:
            self.spreads[key] = PartySpreads(*key)
        return self.spreads[key]

    @cached_property
    def _orders(self) -> dict[tuple[Lean, Lean], OrderChances]:
        """The probability of each order of the two means, by how the open answers of either lean."""
        first, second = self._spreads["first"], self._spreads["second"]
        return {leans: first.mix(leans[0]).compare(second.mix(leans[1])) for leans in COMPARED_LEANS}

    def _build_likelihood(self) -> OrderLikelihood:
        first, second = self._spreads["first"], self._spreads["second"]
        first_coverage, second_coverage = self._coverages
        return OrderLikelihood(
            probability=_round_order(self._orders["none", "none"]),
            apart=_round_order(first.apart.compare(second.apart)),
            together=_round_order(first.together.compare(second.together)),
            lean_low=_round_order(self._orders["low", "low"]),
            lean_high=_round_order(self._orders["high", "high"]),
            first_low_second_high=_round_order(self._orders["low", "high"]),
            first_high_second_low=_round_order(self._orders["high", "low"]),
            first_coverage=float(first_coverage),
            second_coverage=float(second_coverage),
        )

    def _compare_exact_answers(self) -> CompleteCase | None:
        """The mean difference over the questions that both answered exactly, and how many these are."""
        exact_pairs = self._weigh(lambda question: question.both_exact)
        if not exact_pairs:
            return None
        return CompleteCase(
            difference=float(
                100 * total(pair.weight * (pair.question.first.low - pair.question.second.low) for pair in exact_pairs)
            ),
            questions=len(exact_pairs),
            of=len(self._weighed),
        )

    def _find_pivotal_questions(self, difference: Fraction) -> tuple[str, ...]:
        """Questions without each of which the expected difference is gone, or points the other way."""

        def difference_without(id_: str) -> Fraction:
            others = self._weigh(lambda question: question.id != id_)
            return total(pair.weight * pair.question.expected_difference for pair in others)

        return tuple(
            pair.question.id
            for pair in self._weighed
            if pair.question.expected_difference * difference > 0
            and difference_without(pair.question.id) * difference <= 0
        )


SpreadCache = dict[tuple[WeighedRanges, Fraction], PartySpreads]
"""How the means of a party are spread, by its answers and the weight of the case that they fall together."""


def _other(side: Side) -> Side:
    return "second" if side == "first" else "first"


def _round_order(chances: OrderChances) -> OrderProbabilities:
    return OrderProbabilities(first=float(chances.first), equal=float(chances.equal), second=float(chances.second))


def _sum(terms: Sequence[Term]) -> Fraction:
    return weighted_sum((term.weight, term.value) for term in terms)


def _questions_ahead(terms: Sequence[Term], difference: Fraction) -> tuple[str, ...]:
    """Questions that add to the difference, those first that add most; of several alike in the order of the layer."""
    added = {term.id: term.weight * term.value * difference for term in terms}
    return tuple(sorted((id_ for id_, part in added.items() if part > 0), key=lambda id_: -added[id_]))

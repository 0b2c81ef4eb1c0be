"""Compares layers and the whole stack: every party's numbers, each pair of parties, and ranks."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from typing import TypedDict

from eurostack_assess.method.comparison.base import HIGH, LOW, MIDDLE, ComparedResults, counted_questions, find_newest
from eurostack_assess.method.exact import ONE, ZERO, exact, total
from eurostack_assess.method.pairing import (
    LayerPair,
    QuestionPair,
    SpreadCache,
    compare_pair,
    join_sizes,
)
from eurostack_assess.method.value_ranges import value_range_of
from eurostack_assess.method.weightings import Term, means, quantile, rank_draws
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.model.comparison import (
    LayerComparison,
    Pair,
    PartyAnswer,
    PartyLayerResult,
    QuestionComparison,
    Ranks,
    Relation,
)
from eurostack_assess.model.exposure import Concentration, Interval
from eurostack_assess.model.scores import NOTHING_LEVELED

LIKE_SIZE = 2
"""How many times as many inhabitants one region may have to be of like size."""

_EMPTY_RESULT = PartyLayerResult(**NOTHING_LEVELED)


NOT_IN_EDITION = PartyAnswer(
    state="not_in_edition", rung=None, possible=None, low=None, high=None, evidence=None, source=None, date=None,
    confidence=None, reason=None, next_action=None,
)  # fmt: skip


@dataclass(frozen=True)
class LayerComparer(ComparedResults):
    """Layers and the whole stack of all parties: their numbers, each pair, and ranks."""

    def build_overall(self, result: Assessment) -> PartyLayerResult:
        """One party's numbers over the whole stack."""
        overall = result.overall
        terms = [term for layer in result.layers for term in _known_terms(layer, exact(layer.weight))]
        return PartyLayerResult(
            **overall.numbers,
            exposed=_find_exposed_at_once([result.exposure.total] if result.exposure else (), None),
            **_compute_quantiles(means(terms, self.draws)),
        )

    def build_layer(self, newest: LayerResult) -> LayerComparison:
        """One layer of all parties: numbers, pairs, ranks and questions."""
        parts = [result.part(newest.id) for result in self.results]
        questions = self._build_questions(newest, parts)
        by_weight = sorted(questions, key=lambda question: -question.weight)
        differing = [question for question in questions if question.relation == "differs" and question.spread]
        everyone = tuple(range(len(self.results)))
        pairs = self.build_pairs(newest.id)
        return LayerComparison(
            id=newest.id,
            name=newest.name,
            short=newest.short,
            results=tuple(
                _build_party_result(part, result, self.draws) if part else _EMPTY_RESULT
                for part, result in zip(parts, self.results, strict=True)
            ),
            pairs=pairs,
            ranks=self.build_ranks([newest], pairs),
            questions=questions,
            differing=tuple(
                question.id for question in sorted(differing, key=lambda question: (-question.spread, -question.weight))
            ),
            one_sided=tuple(question.id for question in by_weight if question.relation == "one_sided"),
            missed=tuple(question.id for question in by_weight if question.below_target == everyone),
            unknown=tuple(question.id for question in by_weight if question.relation == "open"),
        )

    def _build_questions(
        self, layer: LayerResult, parts: Sequence[LayerResult | None]
    ) -> tuple[QuestionComparison, ...]:
        """The layer's questions; what all answered adds up to the difference over what all answered."""
        alike = [_questions_worded_alike(part, layer) for part in parts]
        answers_by_question = {
            question.id: tuple(
                _build_party_answer(questions_by_id[question.id]) if question.id in questions_by_id else NOT_IN_EDITION
                for questions_by_id in alike
            )
            for question in counted_questions(layer)
        }
        weights = {question.id: exact(question.weight) for question in counted_questions(layer)}
        by_all = [
            id_ for id_, answers in answers_by_question.items() if all(answer.state == "answered" for answer in answers)
        ]
        total_weight, answered_weight = total(weights.values()), total(weights[id_] for id_ in by_all)
        return tuple(
            self._build_question(
                question,
                answers_by_question[question.id],
                weights[question.id] / total_weight,
                weights[question.id] / (answered_weight if question.id in by_all else total_weight),
            )
            for question in counted_questions(layer)
        )

    @staticmethod
    def _build_question(
        newest: QuestionResult, answers: tuple[PartyAnswer, ...], share: Fraction, share_of_difference: Fraction
    ) -> QuestionComparison:
        known = [
            (place, exact(answer.low), exact(answer.high))
            for place, answer in enumerate(answers)
            if answer.is_known and answer.low is not None and answer.high is not None
        ]
        target = exact(newest.rungs[newest.target].value or 0.0)
        certain_spread = max((low for _, low, _ in known), default=ZERO) - min(
            (high for _, _, high in known), default=ZERO
        )
        return QuestionComparison(
            id=newest.id,
            ask=newest.ask,
            title=newest.title,
            rungs=tuple(rung.text for rung in newest.rungs),
            target=newest.target,
            weight=float(share),
            answers=answers,
            relation=_classify_relation(answers),
            spread=float(max(ZERO, certain_spread) * share_of_difference * 100),
            reached_by=tuple(place for place, low, _ in known if low >= target),
            below_target=tuple(place for place, _, high in known if high < target),
        )

    def build_pairs(self, layer: str | None = None) -> tuple[Pair, ...]:
        """Every two parties in a layer, or over the stack, on what those two have in common."""
        return tuple(
            self._build_pair(first, second, layer) for first, second in combinations(range(len(self.results)), 2)
        )

    def _build_pair(self, first: int, second: int, layer: str | None) -> Pair:
        """Two parties by the newer edition of those two, whoever else is compared."""
        first_result, second_result = self.results[first], self.results[second]
        newest = find_newest((first_result, second_result))
        layers = [part.id for part in newest.layers] if layer is None else [layer]
        national = self.find_national_questions(first, second)
        layer_pairs = [_build_layer_pair(id_, first_result, second_result) for id_ in layers]
        asked = {question.id for layer_pair in layer_pairs for question in layer_pair.questions}

        def compare_without(left_out: Collection[str]) -> Pair:
            compared = [layer_pair.without(left_out) for layer_pair in layer_pairs]
            return compare_pair(
                first, second, compared, newest.framework.thresholds, draws=self.draws, spreads=self._spreads
            )

        pair = compare_without(national)
        absolute = self._find_absolute_questions(first, second) & asked - national
        if absolute:
            pair = join_sizes(pair, compare_without(national | absolute))
        return pair.model_copy(update={"left_out": tuple(sorted(national & asked))}) if national & asked else pair

    @cached_property
    def _spreads(self) -> SpreadCache:
        """What pairs remember for each other."""
        return {}

    def _find_absolute_questions(self, first: int, second: int) -> frozenset[str]:
        """Questions whose numbers are the same for both parties although these differ in size; none of like sizes."""
        populations = [self.results[party].profile.population for party in (first, second)]
        sizes = [population.value for population in populations if population is not None]
        all_known = len(sizes) == len(populations)
        if all_known and max(sizes) <= LIKE_SIZE * min(sizes):
            return frozenset()
        found = [self._absolute_questions[party] for party in (first, second)]
        return (
            frozenset[str]().union(*found)
            if all_known
            else frozenset[str]().union(*found, *(self._growing_questions[party] for party in (first, second)))
        )

    @cached_property
    def _absolute_questions(self) -> list[frozenset[str]]:
        """By party the questions whose numbers are the same for every size."""
        return self._select_questions(lambda question: question.counts_absolutely)

    @cached_property
    def _growing_questions(self) -> list[frozenset[str]]:
        """By party the questions whose numbers grow with the population."""
        return self._select_questions(lambda question: question.grows_with_population)

    def _select_questions(self, is_wanted: Callable[[QuestionResult], bool]) -> list[frozenset[str]]:
        return [
            frozenset(id_ for id_, question in questions.items() if is_wanted(question))
            for questions in self.questions_by_party
        ]

    def build_ranks(self, layers: Sequence[LayerResult], pairs: Sequence[Pair]) -> tuple[Ranks, ...] | None:
        """Everybody's ranks by the score to be expected; None where the order of two neighbours is not even likely."""
        everyone = range(len(self.results))
        national = frozenset[str]().union(
            *(self.find_national_questions(first, second) for first, second in combinations(everyone, 2))
        )
        weighed = [question for layer in layers for question in self._find_applying_to_all(layer, national)]
        scores = [
            [
                Term(question.id, weight, value_range_of(questions_by_id[question.id]).expected)
                for question, weight in weighed
            ]
            for questions_by_id in self.questions_by_party
        ]
        if not weighed or not _has_word_for_neighbours([_sum(terms) for terms in scores], pairs):
            return None
        drawn = list(zip(*rank_draws([means(terms, self.draws) for terms in scores]), strict=True))
        return tuple(
            Ranks(
                rank_05=quantile(row, LOW),
                rank_50=quantile(row, MIDDLE),
                rank_95=quantile(row, HIGH),
                first=row.count(1) / len(row),
            )
            for row in drawn
        )

    def _find_applying_to_all(
        self, layer: LayerResult, left_out: Collection[str]
    ) -> list[tuple[QuestionResult, Fraction]]:
        """The layer's questions that apply to all and are not left out, each with its part of the weight of these."""
        alike = [_questions_worded_alike(result.part(layer.id), layer) for result in self.results]
        applying = [
            question
            for question in counted_questions(layer)
            if question.id not in left_out
            and all(question.id in sheet and sheet[question.id].possible is not None for sheet in alike)
        ]
        weight = total(exact(question.weight) for question in applying)
        return [(question, exact(layer.weight) * exact(question.weight) / weight) for question in applying]


def _sum(terms: Sequence[Term]) -> Fraction:
    return total(term.weight * term.value for term in terms)


def _has_word_for_neighbours(expected: Sequence[Fraction], pairs: Sequence[Pair]) -> bool:
    """Whether of every two that follow each other by the score to be expected, something is said of their order."""
    order = sorted(range(len(expected)), key=lambda place: expected[place])
    standings = {frozenset((pair.first, pair.second)): pair.standing for pair in pairs}
    return all(
        standings[frozenset(neighbours)] not in ("not_separable", "depends_on_size", "too_little")
        for neighbours in pairwise(order)
    )


def _build_layer_pair(id_: str, first: Assessment, second: Assessment) -> LayerPair:
    newest = find_newest((first, second))
    newest_layer = newest.part(id_)
    if newest_layer is None:
        return LayerPair(id_, ZERO, ())
    first_questions, second_questions = (
        _questions_worded_alike(result.part(id_), newest_layer) for result in (first, second)
    )
    pairs = [
        (question, first_questions[question.id], second_questions[question.id])
        for question in counted_questions(newest_layer)
        if question.id in first_questions and question.id in second_questions
    ]
    questions = tuple(
        QuestionPair(
            question.id, exact(question.weight), value_range_of(first_question), value_range_of(second_question)
        )
        for question, first_question, second_question in pairs
        if "not_applicable" not in (first_question.state, second_question.state)
    )
    return LayerPair(id_, exact(newest_layer.weight), questions)


def _questions_worded_alike(part: LayerResult | None, newest: LayerResult) -> dict[str, QuestionResult]:
    """By id: another result's questions that the newest edition of their layer words and counts as that result does."""
    newest_questions = {question.id: question for question in counted_questions(newest)}
    return {
        question.id: question
        for question in (counted_questions(part) if part else ())
        if question.id in newest_questions and question.wording == newest_questions[question.id].wording
    }


def _build_party_result(layer: LayerResult, result: Assessment, draws: int) -> PartyLayerResult:
    concentrations = result.exposure.layers if result.exposure else ()
    terms = [Term(term.id, term.weight, term.value) for term in _known_terms(layer, ONE)]
    return PartyLayerResult(
        **layer.numbers,
        verdict=layer.verdict,
        certainty=layer.certainty,
        leading=layer.leading,
        finding=layer.finding.verdict if layer.finding else None,
        exposed=_find_exposed_at_once(concentrations, layer.id),
        **_compute_quantiles(means(terms, draws)),
    )


def _find_exposed_at_once(concentrations: Sequence[Concentration], layer: str | None) -> Interval | None:
    """The share of critical use in a layer, or of everything, that is under non-EU control."""
    found = next((concentration.exposed for concentration in concentrations if concentration.layer == layer), None)
    return found.at_once if found else None


def _known_terms(layer: LayerResult, weight: Fraction) -> Iterator[Term]:
    """What a layer's score is the mean of, each question with its part of the layer's weight."""
    known = [question for question in counted_questions(layer) if question.is_known]
    total_weight = total(exact(question.weight) for question in known)
    for question in known:
        yield Term(question.id, weight * exact(question.weight) / total_weight, value_range_of(question).low, layer.id)


class ScoreQuantiles(TypedDict):
    """Percentiles of a party's score over the weightings, in points."""

    score_05: float | None
    score_50: float | None
    score_95: float | None


def _compute_quantiles(drawn: Sequence[float]) -> ScoreQuantiles:
    low, middle, high = (min(100 * quantile(drawn, q), 100.0) if drawn else None for q in (LOW, MIDDLE, HIGH))
    return {"score_05": low, "score_50": middle, "score_95": high}


def _build_party_answer(question: QuestionResult) -> PartyAnswer:
    return PartyAnswer(
        state=question.state,
        rung=question.rung,
        possible=question.possible,
        low=question.low,
        high=question.high,
        evidence=question.evidence,
        source=question.source,
        date=question.date,
        confidence=question.confidence,
        reason=question.reason,
        next_action=question.next_action,
    )


def _classify_relation(answers: Sequence[PartyAnswer]) -> Relation:
    """How the answers stand; what is not in an edition plays no part."""
    asked_answers = [answer for answer in answers if answer.state != "not_in_edition"]
    known = [answer.possible for answer in asked_answers if answer.is_known and answer.possible]
    applying = [answer for answer in asked_answers if answer.state != "not_applicable"]
    if known and max(low for low, _ in known) > min(high for _, high in known):
        return "differs"
    if len(applying) < len(asked_answers):
        return "scope"
    if not known:
        return "open"
    if len(known) < len(asked_answers):
        return "one_sided"
    return "same" if all(answer.state == "answered" for answer in asked_answers) else "compatible"

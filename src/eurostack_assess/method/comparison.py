"""Results side by side: what differs, why, what all miss, what one can learn from the other, what they cover together.

Works on results, not on profiles, so that results of other editions can take part: of a question that is worded or
counted differently in two editions, the answers are not compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise

from eurostack_assess.method.exact import ONE, ZERO, exact, rounded, total
from eurostack_assess.method.pairing import LayerPair, QuestionPair, compare_pair, value_range_of
from eurostack_assess.method.view_comparison import compare_views
from eurostack_assess.method.weightings import DRAWS, SEED, SPREAD, Term, means, quantile, rank_draws
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult, Tool
from eurostack_assess.model.comparison import (
    AnswerChange,
    AnswerMovement,
    Basis,
    Comparison,
    IndicatorComparison,
    JointCoverage,
    LayerComparison,
    Lesson,
    Pair,
    Party,
    PartyAnswer,
    PartyLayerResult,
    QuestionComparison,
    Ranks,
    Relation,
    ReweighedComparison,
    ScoreComparison,
)
from eurostack_assess.model.exposure import Interval
from eurostack_assess.model.profile import Indicator

LOW, MIDDLE, HIGH = Fraction(1, 20), Fraction(1, 2), Fraction(19, 20)
NOT_IN_EDITION = PartyAnswer(
    state="not_in_edition", rung=None, value=None, evidence=None, source=None, date=None, confidence=None, reason=None,
    next_action=None,
)  # fmt: skip


def compare(
    results: Sequence[Assessment], *, tool_version: str, by_own_weights: Sequence[Assessment] = ()
) -> Comparison:
    """Two or more results of one framework, in any editions, and of one kind of profile.

    In the order given; of one subject on several dates, oldest first. `by_own_weights` are the same by other weights.
    """
    comparison = _make_builder(results).build(tool_version)
    if not by_own_weights:
        return comparison
    own_comparison = _make_builder(by_own_weights).build(tool_version)
    layers = (
        ScoreComparison(id=layer.id, name=layer.name, results=layer.results, pairs=layer.pairs)
        for layer in own_comparison.layers
    )
    reweighed = ReweighedComparison(
        overall=own_comparison.overall, overall_pairs=own_comparison.overall_pairs, layers=tuple(layers)
    )
    return comparison.model_copy(update={"reweighed": reweighed})


def _make_builder(results: Sequence[Assessment]) -> "_ComparisonBuilder":
    comparing = _ComparisonBuilder(tuple(results))
    if comparing.same_subject:
        return _ComparisonBuilder(tuple(sorted(results, key=lambda result: str(result.profile.date))))
    return comparing


@dataclass(frozen=True)
class _ComparisonBuilder:
    results: tuple[Assessment, ...]

    def build(self, tool_version: str) -> Comparison:
        newest = _find_newest(self.results)
        layers = [self._build_layer(layer) for layer in newest.layers]
        beside = [
            self._build_layer(part) for part in (*newest.cross_cutting, *newest.lenses) if self._is_in_all(part.id)
        ]
        stack = list(newest.layers)
        overall_pairs = self._build_pairs()
        return Comparison(
            tool=Tool(version=tool_version),
            framework=newest.framework.id,
            framework_name=newest.framework.name,
            kind=newest.profile.kind,
            meaning=newest.framework.meaning.get(newest.profile.kind),
            same_subject=self.same_subject,
            basis=self._build_basis([*layers, *beside], overall_pairs),
            parties=self._build_parties(),
            overall=tuple(self._build_overall(result) for result in self.results),
            overall_pairs=overall_pairs,
            overall_ranks=self._build_ranks(stack),
            layers=tuple(layers),
            cross_cutting=tuple(beside),
            lessons=self._build_lessons(layers),
            questions_to_find_out=self._list_questions_to_find_out(layers),
            joint_coverage=tuple(_build_joint_coverage(layer) for layer in layers),
            answer_changes=self._find_answer_changes([*layers, *beside]),
            indicators=self._compare_indicators(),
            views=compare_views(self.results, newest),
        )

    @cached_property
    def same_subject(self) -> bool:
        """Whether it is one organisation or region on different dates."""
        names = {result.profile.name.casefold() for result in self.results}
        countries = {result.profile.country for result in self.results if result.profile.country}
        dates = [result.profile.date for result in self.results]
        return len(names) == 1 and len(countries) <= 1 and None not in dates and len(set(dates)) == len(dates)

    @cached_property
    def questions_by_party(self) -> list[dict[str, QuestionResult]]:
        """Of each result its questions that count, by id."""
        return [_collect_questions(result) for result in self.results]

    def _build_parties(self) -> tuple[Party, ...]:
        return tuple(
            Party(
                label=label,
                name=result.profile.name,
                country=result.profile.country,
                date=result.profile.date,
                example=result.profile.example,
                basis=result.profile.basis,
                edition=result.framework.edition,
                edition_drift=result.edition_drift,
                framework_hash=result.framework.hash,
                profile_hash=result.profile.hash,
                facts=result.profile.facts,
                bottlenecks=result.profile.bottlenecks,
            )
            for label, result in zip(_build_labels(self.results, by_date=self.same_subject), self.results, strict=True)
        )

    def _build_basis(self, layers: Sequence[LayerComparison], overall: Sequence[Pair]) -> Basis:
        newest = _find_newest(self.results)
        everywhere = set.intersection(*(set(sheet) for sheet in self.questions_by_party))
        somewhere = set.union(*(set(sheet) for sheet in self.questions_by_party))
        changed = {id_ for id_ in everywhere if len({sheet[id_].wording for sheet in self.questions_by_party}) > 1}
        thresholds = newest.framework.thresholds
        compared = {question.id for layer in layers for question in layer.questions}
        return Basis(
            questions=len((everywhere - changed) & compared),
            changed=tuple(sorted(changed)),
            not_in_all=tuple(sorted(somewhere - everywhere)),
            editions=tuple(dict.fromkeys(sorted(result.framework.edition for result in self.results))),
            weights_edition=newest.framework.edition,
            draws=DRAWS,
            seed=SEED,
            error=max(pair.error or 0.0 for pair in (*overall, *(pair for layer in layers for pair in layer.pairs))),
            spread=float(SPREAD),
            weightings_agree=thresholds.weightings_agree,
            weight_shift=thresholds.weight_shift,
            compared=thresholds.compared,
            top_level=len(newest.framework.levels) - 1,
        )

    def _is_in_all(self, part: str) -> bool:
        return all(result.part(part) for result in self.results)

    def _build_overall(self, result: Assessment) -> PartyLayerResult:
        overall = result.overall
        terms = [term for layer in result.layers for term in _answered_terms(layer, exact(layer.weight))]
        return PartyLayerResult(
            score=overall.score,
            low=overall.low,
            high=overall.high,
            coverage=overall.coverage,
            level=overall.level,
            level_low=overall.level_low,
            verdict=None,
            finding=None,
            exposed=result.exposure.total.exposed if result.exposure else None,
            **_compute_quantiles(means(terms)),
        )

    def _build_layer(self, newest: LayerResult) -> LayerComparison:
        parts = [result.part(newest.id) for result in self.results]
        questions = self._build_questions(newest, parts)
        by_weight = sorted(questions, key=lambda question: (-question.weight, question.id))
        differing = [question for question in questions if question.relation == "differs" and question.spread]
        everyone = tuple(range(len(self.results)))
        return LayerComparison(
            id=newest.id,
            name=newest.name,
            results=tuple(
                _build_party_result(part, result) if part else _EMPTY_RESULT
                for part, result in zip(parts, self.results, strict=True)
            ),
            pairs=self._build_pairs(newest.id),
            ranks=self._build_ranks([newest]),
            questions=questions,
            differing=tuple(
                question.id
                for question in sorted(
                    differing, key=lambda question: (-question.spread, -question.weight, question.id)
                )
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
            for question in _counted_questions(layer)
        }
        weights = {question.id: exact(question.weight) for question in _counted_questions(layer)}
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
            for question in _counted_questions(layer)
        )

    @staticmethod
    def _build_question(
        newest: QuestionResult, answers: tuple[PartyAnswer, ...], share: Fraction, share_of_difference: Fraction
    ) -> QuestionComparison:
        values = [exact(answer.value) for answer in answers if answer.value is not None]
        target = exact(newest.rungs[newest.target].value or 0.0)
        spread = max(values) - min(values) if values else ZERO
        known = [(place, exact(answer.value)) for place, answer in enumerate(answers) if answer.value is not None]
        return QuestionComparison(
            id=newest.id,
            ask=newest.ask,
            rungs=tuple(rung.text for rung in newest.rungs),
            target=newest.target,
            weight=float(share),
            answers=answers,
            relation=_classify_relation(answers),
            spread=float(spread * share_of_difference * 100),
            reached_by=tuple(place for place, value in known if value >= target),
            below_target=tuple(place for place, value in known if value < target),
        )

    def _build_pairs(self, layer: str | None = None) -> tuple[Pair, ...]:
        """Every two parties in a layer, or over the stack, on what those two have in common."""
        return tuple(
            self._build_pair(first, second, layer) for first, second in combinations(range(len(self.results)), 2)
        )

    def _build_pair(self, first: int, second: int, layer: str | None) -> Pair:
        """Two parties by the newer edition of those two, whoever else is compared."""
        first_result, second_result = self.results[first], self.results[second]
        newest = _find_newest((first_result, second_result))
        layers = [part.id for part in newest.layers] if layer is None else [layer]
        return compare_pair(
            first,
            second,
            [_build_layer_pair(id_, first_result, second_result) for id_ in layers],
            newest.framework.thresholds,
        )

    def _find_answered_by_all(self, layer: LayerResult) -> list[tuple[QuestionResult, Fraction]]:
        """The layer's questions that all answered, each with its part of the weight of those that apply to all."""
        alike = [_questions_worded_alike(result.part(layer.id), layer) for result in self.results]
        rows = [
            (question, [questions_by_id.get(question.id) for questions_by_id in alike])
            for question in _counted_questions(layer)
        ]
        applying = [
            (question, row)
            for question, row in rows
            if all(party_question and party_question.state != "not_applicable" for party_question in row)
        ]
        weight = total(exact(question.weight) for question, _ in applying)
        return [
            (question, exact(layer.weight) * exact(question.weight) / weight)
            for question, row in applying
            if all(party_question and party_question.state == "answered" for party_question in row)
        ]

    def _build_ranks(self, layers: Sequence[LayerResult]) -> tuple[Ranks, ...] | None:
        """Everybody's ranks on what all answered in some layers; None where that is too little."""
        answered = [weighted_question for layer in layers for weighted_question in self._find_answered_by_all(layer)]
        total_weight = total(exact(layer.weight) for layer in layers)
        min_share = exact(_find_newest(self.results).framework.thresholds.compared)
        if not total_weight or total(weight for _, weight in answered) / total_weight < min_share:
            return None
        scores = [
            means(
                [
                    Term(question.id, weight, value_range_of(questions_by_id[question.id]).low)
                    for question, weight in answered
                ]
            )
            for questions_by_id in self.questions_by_party
        ]
        drawn = list(zip(*rank_draws(scores), strict=True))
        return tuple(
            Ranks(
                rank_05=quantile(row, LOW),
                rank_50=quantile(row, MIDDLE),
                rank_95=quantile(row, HIGH),
                first=row.count(1) / len(row),
            )
            for row in drawn
        )

    def _build_lessons(self, layers: Sequence[LayerComparison]) -> tuple[Lesson, ...]:
        lessons = [
            Lesson(
                question=question.id,
                layer=layer.id,
                learner=learner,
                examples=question.reached_by,
                share_of_gap=self.questions_by_party[learner][question.id].share_of_total_gap or 0.0,
            )
            for layer in layers
            for question in layer.questions
            if question.reached_by
            for learner in question.below_target
        ]
        return tuple(sorted(lessons, key=lambda lesson: (-lesson.share_of_gap, lesson.question, lesson.learner)))

    def _list_questions_to_find_out(self, layers: Sequence[LayerComparison]) -> tuple[tuple[str, ...], ...]:
        weights = {layer.id: layer.weight for layer in _find_newest(self.results).layers}
        one_sided = [
            (weights[layer.id] * question.weight, question)
            for layer in layers
            for question in layer.questions
            if question.relation == "one_sided"
        ]
        by_weight = [question for _, question in sorted(one_sided, key=lambda pair: -pair[0])]
        places = range(len(self.results))
        return tuple(
            tuple(question.id for question in by_weight if question.answers[place].is_open) for place in places
        )

    def _find_answer_changes(self, layers: Sequence[LayerComparison]) -> tuple[AnswerChange, ...]:
        if not self.same_subject:
            return ()
        return tuple(
            AnswerChange(question=question.id, layer=layer.id, before=before, after=after, movement=movement)
            for before, after in pairwise(range(len(self.results)))
            for layer in layers
            for question in layer.questions
            if (movement := _classify_movement(question.answers[before], question.answers[after]))
        )

    def _compare_indicators(self) -> tuple[IndicatorComparison, ...]:
        """By layer in the order of the stack, what stands beside it last; then by id."""
        indicators_by_party = [
            {indicator.indicator: indicator for indicator in result.profile.indicators} for result in self.results
        ]
        order: list[str | None] = [*(layer.id for layer in _find_newest(self.results).layers)]

        def sort_key(id_: str) -> tuple[int, str]:
            layer = next(indicators[id_].layer for indicators in indicators_by_party if id_ in indicators)
            return (order.index(layer) if layer in order else len(order), id_)

        ids = sorted({id_ for indicators in indicators_by_party for id_ in indicators}, key=sort_key)
        return tuple(
            _compare_indicator(id_, [indicators.get(id_) for indicators in indicators_by_party]) for id_ in ids
        )


def _find_newest(results: Sequence[Assessment]) -> Assessment:
    """The result whose edition's weights, wording and thresholds count; the same in whatever order they stand.

    Results of one framework's hash have all these in common, unless somebody changed a file by hand.
    """
    return max(results, key=lambda result: (result.framework.edition, result.framework.hash, result.scoring_key))


def _build_labels(results: Sequence[Assessment], *, by_date: bool) -> list[str]:
    """Dates of one subject; else names, where several are alike with their dates, and where those are too, numbered."""
    if by_date:
        return [str(result.profile.date) for result in results]
    names = [result.profile.name for result in results]
    dated = [
        f"{name} ({result.profile.date.isoformat()})" if names.count(name) > 1 and result.profile.date else name
        for name, result in zip(names, results, strict=True)
    ]
    return [
        f"{label} [{dated[: place + 1].count(label)}]" if dated.count(label) > 1 else label
        for place, label in enumerate(dated)
    ]


def _collect_questions(result: Assessment) -> dict[str, QuestionResult]:
    return {question.id: question for part in result.parts for question in _counted_questions(part)}


def _counted_questions(part: LayerResult) -> list[QuestionResult]:
    """The questions that count in the score."""
    return [question for question in part.questions if question.role != "informational" and question.weight]


def _questions_worded_alike(part: LayerResult | None, newest: LayerResult) -> dict[str, QuestionResult]:
    """By id: another result's questions that the newest edition of their layer words and counts as that result does."""
    newest_questions = {question.id: question for question in _counted_questions(newest)}
    return {
        question.id: question
        for question in (_counted_questions(part) if part else ())
        if question.id in newest_questions and question.wording == newest_questions[question.id].wording
    }


def _build_layer_pair(id_: str, first: Assessment, second: Assessment) -> LayerPair:
    newest = _find_newest((first, second))
    newest_layer = newest.part(id_)
    if newest_layer is None:
        return LayerPair(id_, ZERO, ())
    first_questions, second_questions = (
        _questions_worded_alike(result.part(id_), newest_layer) for result in (first, second)
    )
    pairs = [
        (question, first_questions[question.id], second_questions[question.id])
        for question in _counted_questions(newest_layer)
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


def _answered_terms(layer: LayerResult, weight: Fraction) -> Iterator[Term]:
    """What a layer's score is the mean of, each question with its part of the layer's weight."""
    answered = [question for question in _counted_questions(layer) if question.state == "answered"]
    total_weight = total(exact(question.weight) for question in answered)
    for question in answered:
        yield Term(question.id, weight * exact(question.weight) / total_weight, value_range_of(question).low, layer.id)


def _compute_quantiles(drawn: Sequence[float]) -> dict[str, float | None]:
    shares = {"score_05": LOW, "score_50": MIDDLE, "score_95": HIGH}
    return {key: min(100 * quantile(drawn, share), 100.0) if drawn else None for key, share in shares.items()}


_EMPTY_RESULT = PartyLayerResult(
    score=None, low=None, high=None, coverage=None, level=None, level_low=None, verdict=None, finding=None,
    exposed=None, score_05=None, score_50=None, score_95=None,
)  # fmt: skip


def _build_party_result(layer: LayerResult, result: Assessment) -> PartyLayerResult:
    concentrations = result.exposure.layers if result.exposure else ()
    terms = [Term(term.id, term.weight, term.value) for term in _answered_terms(layer, ONE)]
    return PartyLayerResult(
        score=layer.score,
        low=layer.low,
        high=layer.high,
        coverage=layer.coverage,
        level=layer.level,
        level_low=layer.level_low,
        verdict=layer.verdict,
        finding=layer.finding.verdict if layer.finding else None,
        exposed=next(
            (concentration.exposed for concentration in concentrations if concentration.layer == layer.id), None
        ),
        **_compute_quantiles(means(terms)),
    )


def _build_party_answer(question: QuestionResult) -> PartyAnswer:
    return PartyAnswer(
        state=question.state,
        rung=question.rung,
        value=rounded(value_range_of(question).low) if question.rung is not None else None,
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
    answered = [answer for answer in asked_answers if answer.state == "answered"]
    applying = [answer for answer in asked_answers if answer.state != "not_applicable"]
    if len({answer.rung for answer in answered}) > 1:
        return "differs"
    if len(applying) < len(asked_answers):
        return "scope"
    if not answered:
        return "open"
    return "same" if len(answered) == len(asked_answers) else "one_sided"


def _build_joint_coverage(layer: LayerComparison) -> JointCoverage:
    weight = {question.id: exact(question.weight) for question in layer.questions}
    covered = [question.id for question in layer.questions if question.reached_by]
    unsure = [
        question.id
        for question in layer.questions
        if not question.reached_by and any(answer.is_open for answer in question.answers)
    ]
    missed = [
        question.id
        for question in layer.questions
        if not question.reached_by and question.below_target and question.id not in unsure
    ]
    total_weight = total(weight[id_] for id_ in (*covered, *unsure, *missed))
    low, possible = total(weight[id_] for id_ in covered), total(weight[id_] for id_ in unsure)
    return JointCoverage(
        layer=layer.id,
        covered=tuple(covered),
        open=tuple(unsure),
        missed=tuple(missed),
        covered_share=Interval(
            low=float(low / total_weight) if total_weight else 0.0,
            high=float((low + possible) / total_weight) if total_weight else 0.0,
        ),
    )


def _classify_movement(before: PartyAnswer, after: PartyAnswer) -> AnswerMovement | None:
    if "not_in_edition" in (before.state, after.state):
        return None
    match before.state == "not_applicable", after.state == "not_applicable":
        case True, False:
            return "now_applies"
        case False, True:
            return "no_longer_applies"
    match before.value, after.value:
        case None, float():
            return "newly_known"
        case float(), None:
            return "no_longer_known"
        case float() as value_before, float() as value_after if value_before != value_after:
            return "better" if value_after > value_before else "worse"
    return None


def _compare_indicator(id_: str, values: Sequence[Indicator | None]) -> IndicatorComparison:
    indicators = [indicator for indicator in values if indicator is not None]
    bases = {(indicator.year, indicator.scope, repr(sorted(indicator.unit.root.items()))) for indicator in indicators}
    return IndicatorComparison(
        indicator=id_,
        layer=indicators[0].layer,
        name=indicators[0].name,
        values=tuple(values),
        same_basis=len(indicators) > 1 and len(bases) == 1,
    )

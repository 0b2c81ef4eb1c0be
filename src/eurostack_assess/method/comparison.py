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
from eurostack_assess.method.pairing import Paired, PairedLayer, paired, span_of
from eurostack_assess.method.view_comparison import compared_views
from eurostack_assess.method.weightings import DRAWS, SEED, SPREAD, Term, means, quantile, ranks
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult, Tool
from eurostack_assess.model.comparison import (
    Basis,
    Compared,
    Comparison,
    Given,
    Joint,
    LayerCompared,
    Lesson,
    Measured,
    Moved,
    Movement,
    Numbers,
    Pair,
    Party,
    QuestionCompared,
    Ranks,
    Relation,
    ReweighedComparison,
)
from eurostack_assess.model.exposure import Interval
from eurostack_assess.model.profile import Indicator

LOW, MIDDLE, HIGH = Fraction(1, 20), Fraction(1, 2), Fraction(19, 20)
NOT_ASKED = Given(
    state="not_in_edition", rung=None, value=None, evidence=None, source=None, date=None, confidence=None, reason=None,
    next_action=None,
)  # fmt: skip


def compare(
    results: Sequence[Assessment], *, tool_version: str, by_own_weights: Sequence[Assessment] = ()
) -> Comparison:
    """Two or more results of one framework, in any editions, and of one kind of profile.

    In the order given; of one subject on several dates, oldest first. `by_own_weights` are the same by other weights.
    """
    comparison = _comparing(results).comparison(tool_version)
    if not by_own_weights:
        return comparison
    other = _comparing(by_own_weights).comparison(tool_version)
    layers = (Compared(id=one.id, name=one.name, numbers=one.numbers, pairs=one.pairs) for one in other.layers)
    reweighed = ReweighedComparison(overall=other.overall, overall_pairs=other.overall_pairs, layers=tuple(layers))
    return comparison.model_copy(update={"reweighed": reweighed})


def _comparing(results: Sequence[Assessment]) -> "_Comparing":
    comparing = _Comparing(tuple(results))
    if comparing.same_subject:
        return _Comparing(tuple(sorted(results, key=lambda result: str(result.profile.date))))
    return comparing


@dataclass(frozen=True)
class _Comparing:
    results: tuple[Assessment, ...]

    def comparison(self, tool_version: str) -> Comparison:
        newest = _newest(self.results)
        layers = [self._layer(layer) for layer in newest.layers]
        beside = [self._layer(part) for part in (*newest.beside, *newest.lenses) if self._is_in_all(part.id)]
        stack = list(newest.layers)
        overall_pairs = self._pairs()
        return Comparison(
            tool=Tool(version=tool_version),
            framework=newest.framework.id,
            framework_name=newest.framework.name,
            kind=newest.profile.kind,
            meaning=newest.framework.meaning.get(newest.profile.kind),
            same_subject=self.same_subject,
            basis=self._basis([*layers, *beside], overall_pairs),
            parties=self._parties(),
            overall=tuple(self._overall(result) for result in self.results),
            overall_pairs=overall_pairs,
            overall_ranks=self._ranks(stack),
            layers=tuple(layers),
            beside=tuple(beside),
            lessons=self._lessons(layers),
            find_out=self._find_out(layers),
            joint=tuple(_joint(layer) for layer in layers),
            moved=self._moved([*layers, *beside]),
            indicators=self._indicators(),
            views=compared_views(self.results, newest),
        )

    @cached_property
    def same_subject(self) -> bool:
        """Whether it is one organisation or region on different dates."""
        names = {result.profile.name.casefold() for result in self.results}
        countries = {result.profile.country for result in self.results if result.profile.country}
        dates = [result.profile.date for result in self.results]
        return len(names) == 1 and len(countries) <= 1 and None not in dates and len(set(dates)) == len(dates)

    @cached_property
    def sheets(self) -> list[dict[str, QuestionResult]]:
        """Of each result its questions that count, by id."""
        return [_questions(result) for result in self.results]

    def _parties(self) -> tuple[Party, ...]:
        return tuple(
            Party(
                label=label,
                name=result.profile.name,
                country=result.profile.country,
                date=result.profile.date,
                example=result.profile.example,
                basis=result.profile.basis,
                edition=result.framework.edition,
                older=result.older,
                framework_hash=result.framework.hash,
                profile_hash=result.profile.hash,
                facts=result.profile.facts,
                bottlenecks=result.profile.bottlenecks,
            )
            for label, result in zip(_labels(self.results, by_date=self.same_subject), self.results, strict=True)
        )

    def _basis(self, layers: Sequence[LayerCompared], overall: Sequence[Pair]) -> Basis:
        newest = _newest(self.results)
        everywhere = set.intersection(*(set(sheet) for sheet in self.sheets))
        somewhere = set.union(*(set(sheet) for sheet in self.sheets))
        changed = {id_ for id_ in everywhere if len({sheet[id_].wording for sheet in self.sheets}) > 1}
        thresholds = newest.framework.thresholds
        compared = {question.id for layer in layers for question in layer.questions}
        return Basis(
            questions=len((everywhere - changed) & compared),
            changed=tuple(sorted(changed)),
            not_in_all=tuple(sorted(somewhere - everywhere)),
            editions=tuple(dict.fromkeys(sorted(result.framework.edition for result in self.results))),
            weights_of=newest.framework.edition,
            draws=DRAWS,
            seed=SEED,
            error=max(pair.error or 0.0 for pair in (*overall, *(pair for layer in layers for pair in layer.pairs))),
            spread=float(SPREAD),
            agree=thresholds.weightings_agree,
            shift=thresholds.weight_shift,
            compared=thresholds.compared,
            top_level=len(newest.framework.levels) - 1,
        )

    def _is_in_all(self, part: str) -> bool:
        return all(result.part(part) for result in self.results)

    def _overall(self, result: Assessment) -> Numbers:
        overall = result.overall
        terms = [term for layer in result.layers for term in _answered(layer, exact(layer.weight))]
        return Numbers(
            score=overall.score,
            low=overall.low,
            high=overall.high,
            coverage=overall.coverage,
            level=overall.level,
            level_low=overall.level_low,
            verdict=None,
            finding=None,
            exposed=result.exposure.total.exposed if result.exposure else None,
            **_quantiles(means(terms)),
        )

    def _layer(self, newest: LayerResult) -> LayerCompared:
        parts = [result.part(newest.id) for result in self.results]
        questions = self._questions(newest, parts)
        by_weight = sorted(questions, key=lambda one: (-one.weight, one.id))
        differing = [one for one in questions if one.relation == "differs" and one.spread]
        everyone = tuple(range(len(self.results)))
        return LayerCompared(
            id=newest.id,
            name=newest.name,
            numbers=tuple(
                _numbers(part, result) if part else _NOTHING for part, result in zip(parts, self.results, strict=True)
            ),
            pairs=self._pairs(newest.id),
            ranks=self._ranks([newest]),
            questions=questions,
            differing=tuple(one.id for one in sorted(differing, key=lambda one: (-one.spread, -one.weight, one.id))),
            one_sided=tuple(one.id for one in by_weight if one.relation == "one_sided"),
            missed=tuple(one.id for one in by_weight if one.short == everyone),
            unknown=tuple(one.id for one in by_weight if one.relation == "open"),
        )

    def _questions(self, layer: LayerResult, parts: Sequence[LayerResult | None]) -> tuple[QuestionCompared, ...]:
        """The layer's questions; what all answered adds up to the difference over what all answered."""
        alike = [_worded_alike(part, layer) for part in parts]
        given = {
            one.id: tuple(_given(there[one.id]) if one.id in there else NOT_ASKED for there in alike)
            for one in _counted(layer)
        }
        weights = {one.id: exact(one.weight) for one in _counted(layer)}
        by_all = [id_ for id_, answers in given.items() if all(one.state == "answered" for one in answers)]
        whole, over_all = total(weights.values()), total(weights[id_] for id_ in by_all)
        return tuple(
            self._question(
                one, given[one.id], weights[one.id] / whole, weights[one.id] / (over_all if one.id in by_all else whole)
            )
            for one in _counted(layer)
        )

    @staticmethod
    def _question(
        newest: QuestionResult, given: tuple[Given, ...], share: Fraction, share_of_difference: Fraction
    ) -> QuestionCompared:
        values = [exact(one.value) for one in given if one.value is not None]
        target = exact(newest.rungs[newest.target].value or 0.0)
        spread = max(values) - min(values) if values else ZERO
        known = [(place, exact(one.value)) for place, one in enumerate(given) if one.value is not None]
        return QuestionCompared(
            id=newest.id,
            ask=newest.ask,
            rungs=tuple(rung.text for rung in newest.rungs),
            target=newest.target,
            weight=float(share),
            given=given,
            relation=_relation(given),
            spread=float(spread * share_of_difference * 100),
            reached_by=tuple(place for place, value in known if value >= target),
            short=tuple(place for place, value in known if value < target),
        )

    def _pairs(self, layer: str | None = None) -> tuple[Pair, ...]:
        """Every two parties in a layer, or over the stack, on what those two have in common."""
        return tuple(self._pair(first, second, layer) for first, second in combinations(range(len(self.results)), 2))

    def _pair(self, first: int, second: int, layer: str | None) -> Pair:
        """Two parties by the newer edition of those two, whoever else is compared."""
        one, other = self.results[first], self.results[second]
        newest = _newest((one, other))
        layers = [part.id for part in newest.layers] if layer is None else [layer]
        return paired(first, second, [_paired_layer(id_, one, other) for id_ in layers], newest.framework.thresholds)

    def _answered_by_all(self, layer: LayerResult) -> list[tuple[QuestionResult, Fraction]]:
        """The layer's questions that all answered, each with its part of the weight of those that apply to all."""
        alike = [_worded_alike(result.part(layer.id), layer) for result in self.results]
        rows = [(one, [there.get(one.id) for there in alike]) for one in _counted(layer)]
        applying = [(one, row) for one, row in rows if all(other and other.state != "not_applicable" for other in row)]
        weight = total(exact(one.weight) for one, _ in applying)
        return [
            (one, exact(layer.weight) * exact(one.weight) / weight)
            for one, row in applying
            if all(other and other.state == "answered" for other in row)
        ]

    def _ranks(self, layers: Sequence[LayerResult]) -> tuple[Ranks, ...] | None:
        """Everybody's ranks on what all answered in some layers; None where that is too little."""
        answered = [one for layer in layers for one in self._answered_by_all(layer)]
        whole = total(exact(layer.weight) for layer in layers)
        least = exact(_newest(self.results).framework.thresholds.compared)
        if not whole or total(weight for _, weight in answered) / whole < least:
            return None
        scores = [
            means([Term(one.id, weight, span_of(own[one.id]).low) for one, weight in answered]) for own in self.sheets
        ]
        drawn = list(zip(*ranks(scores), strict=True))
        return tuple(
            Ranks(
                rank_05=quantile(row, LOW),
                rank_50=quantile(row, MIDDLE),
                rank_95=quantile(row, HIGH),
                first=row.count(1) / len(row),
            )
            for row in drawn
        )

    def _lessons(self, layers: Sequence[LayerCompared]) -> tuple[Lesson, ...]:
        lessons = [
            Lesson(
                question=one.id,
                layer=layer.id,
                learner=learner,
                examples=one.reached_by,
                share_of_gap=self.sheets[learner][one.id].share_of_total_gap or 0.0,
            )
            for layer in layers
            for one in layer.questions
            if one.reached_by
            for learner in one.short
        ]
        return tuple(sorted(lessons, key=lambda one: (-one.share_of_gap, one.question, one.learner)))

    def _find_out(self, layers: Sequence[LayerCompared]) -> tuple[tuple[str, ...], ...]:
        weights = {layer.id: layer.weight for layer in _newest(self.results).layers}
        one_sided = [
            (weights[layer.id] * one.weight, one)
            for layer in layers
            for one in layer.questions
            if one.relation == "one_sided"
        ]
        by_weight = [one for _, one in sorted(one_sided, key=lambda pair: -pair[0])]
        places = range(len(self.results))
        return tuple(tuple(one.id for one in by_weight if one.given[place].is_open) for place in places)

    def _moved(self, layers: Sequence[LayerCompared]) -> tuple[Moved, ...]:
        if not self.same_subject:
            return ()
        return tuple(
            Moved(question=one.id, layer=layer.id, before=before, after=after, movement=movement)
            for before, after in pairwise(range(len(self.results)))
            for layer in layers
            for one in layer.questions
            if (movement := _movement(one.given[before], one.given[after]))
        )

    def _indicators(self) -> tuple[Measured, ...]:
        """By layer in the order of the stack, what stands beside it last; then by id."""
        own = [{one.indicator: one for one in result.profile.indicators} for result in self.results]
        order: list[str | None] = [*(layer.id for layer in _newest(self.results).layers)]

        def place(id_: str) -> tuple[int, str]:
            layer = next(one[id_].layer for one in own if id_ in one)
            return (order.index(layer) if layer in order else len(order), id_)

        ids = sorted({id_ for one in own for id_ in one}, key=place)
        return tuple(_measured(id_, [one.get(id_) for one in own]) for id_ in ids)


def _newest(results: Sequence[Assessment]) -> Assessment:
    """The result whose edition's weights, wording and thresholds count; the same in whatever order they stand.

    Results of one framework's hash have all these in common, unless somebody changed a file by hand.
    """
    return max(results, key=lambda one: (one.framework.edition, one.framework.hash, one.counting))


def _labels(results: Sequence[Assessment], *, by_date: bool) -> list[str]:
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


def _questions(result: Assessment) -> dict[str, QuestionResult]:
    return {question.id: question for part in result.parts for question in _counted(part)}


def _counted(part: LayerResult) -> list[QuestionResult]:
    """The questions that count in the score."""
    return [question for question in part.questions if question.role != "informational" and question.weight]


def _worded_alike(part: LayerResult | None, newest: LayerResult) -> dict[str, QuestionResult]:
    """By id: another result's questions that the newest edition of their layer words and counts as that result does."""
    wanted = {one.id: one for one in _counted(newest)}
    return {
        one.id: one
        for one in (_counted(part) if part else ())
        if one.id in wanted and one.wording == wanted[one.id].wording
    }


def _paired_layer(id_: str, first: Assessment, second: Assessment) -> PairedLayer:
    newest = _newest((first, second))
    own = newest.part(id_)
    if own is None:
        return PairedLayer(id_, ZERO, ())
    ones, others = (_worded_alike(result.part(id_), own) for result in (first, second))
    pairs = [(one, ones[one.id], others[one.id]) for one in _counted(own) if one.id in ones and one.id in others]
    questions = tuple(
        Paired(question.id, exact(question.weight), span_of(one), span_of(other))
        for question, one, other in pairs
        if "not_applicable" not in (one.state, other.state)
    )
    return PairedLayer(id_, exact(own.weight), questions)


def _answered(layer: LayerResult, weight: Fraction) -> Iterator[Term]:
    """What a layer's score is the mean of, each question with its part of the layer's weight."""
    answered = [question for question in _counted(layer) if question.state == "answered"]
    whole = total(exact(question.weight) for question in answered)
    for question in answered:
        yield Term(question.id, weight * exact(question.weight) / whole, span_of(question).low, layer.id)


def _quantiles(drawn: Sequence[float]) -> dict[str, float | None]:
    shares = {"score_05": LOW, "score_50": MIDDLE, "score_95": HIGH}
    return {key: min(100 * quantile(drawn, share), 100.0) if drawn else None for key, share in shares.items()}


_NOTHING = Numbers(
    score=None, low=None, high=None, coverage=None, level=None, level_low=None, verdict=None, finding=None,
    exposed=None, score_05=None, score_50=None, score_95=None,
)  # fmt: skip


def _numbers(layer: LayerResult, result: Assessment) -> Numbers:
    exposed = result.exposure.layers if result.exposure else ()
    terms = [Term(term.id, term.weight, term.value) for term in _answered(layer, ONE)]
    return Numbers(
        score=layer.score,
        low=layer.low,
        high=layer.high,
        coverage=layer.coverage,
        level=layer.level,
        level_low=layer.level_low,
        verdict=layer.verdict,
        finding=layer.finding.verdict if layer.finding else None,
        exposed=next((one.exposed for one in exposed if one.layer == layer.id), None),
        **_quantiles(means(terms)),
    )


def _given(question: QuestionResult) -> Given:
    return Given(
        state=question.state,
        rung=question.rung,
        value=rounded(span_of(question).low) if question.rung is not None else None,
        evidence=question.evidence,
        source=question.source,
        date=question.date,
        confidence=question.confidence,
        reason=question.reason,
        next_action=question.next_action,
    )


def _relation(given: Sequence[Given]) -> Relation:
    """How the answers stand; what is not in an edition plays no part."""
    there = [one for one in given if one.state != "not_in_edition"]
    answered = [one for one in there if one.state == "answered"]
    applying = [one for one in there if one.state != "not_applicable"]
    if len({one.rung for one in answered}) > 1:
        return "differs"
    if len(applying) < len(there):
        return "scope"
    if not answered:
        return "open"
    return "same" if len(answered) == len(there) else "one_sided"


def _joint(layer: LayerCompared) -> Joint:
    weight = {one.id: exact(one.weight) for one in layer.questions}
    covered = [one.id for one in layer.questions if one.reached_by]
    unsure = [one.id for one in layer.questions if not one.reached_by and any(given.is_open for given in one.given)]
    missed = [one.id for one in layer.questions if not one.reached_by and one.short and one.id not in unsure]
    whole = total(weight[id_] for id_ in (*covered, *unsure, *missed))
    low, possible = total(weight[id_] for id_ in covered), total(weight[id_] for id_ in unsure)
    return Joint(
        layer=layer.id,
        covered=tuple(covered),
        open=tuple(unsure),
        missed=tuple(missed),
        covered_share=Interval(
            low=float(low / whole) if whole else 0.0, high=float((low + possible) / whole) if whole else 0.0
        ),
    )


def _movement(before: Given, after: Given) -> Movement | None:
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
        case float() as one, float() as other if one != other:
            return "better" if other > one else "worse"
    return None


def _measured(id_: str, values: Sequence[Indicator | None]) -> Measured:
    there = [one for one in values if one is not None]
    bases = {(one.year, one.scope, repr(sorted(one.unit.root.items()))) for one in there}
    return Measured(
        indicator=id_,
        layer=there[0].layer,
        name=there[0].name,
        values=tuple(values),
        same_basis=len(there) > 1 and len(bases) == 1,
    )

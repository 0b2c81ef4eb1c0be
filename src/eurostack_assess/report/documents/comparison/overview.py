"""All parties side by side: scores per layer, with custom weights and by other instruments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.comparison import (
    Pair,
    PartyLayerResult,
)
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Inline,
    Intervals,
    Paragraph,
    ScoreMark,
    TableBlock,
    TextSpan,
    inline,
    plain_text,
)
from eurostack_assess.report.documents.comparison.base import ComparisonVoice
from eurostack_assess.report.wording.certainty import LIKELY_WORDS
from eurostack_assess.report.wording.outcomes import PAIR, find_outcome
from eurostack_assess.report.wording.scores import format_level_range
from eurostack_assess.report.wording.views import format_objective_name


@dataclass(frozen=True, kw_only=True)
class ComparisonOverview(ComparisonVoice):
    """All parties side by side: scores per layer, with custom weights and by other instruments."""

    def overview(self) -> Iterator[Block]:
        """A row a layer: everybody's score and, of two, the levels and what may be said."""
        yield self._chart()
        stack = (self.translate("compare.stack"), self.result.overall, self.result.overall_pairs)
        yield self._table(
            self.translate("column.layer"),
            [*((self.localise(layer.name), layer.results, layer.pairs) for layer in self.result.layers), stack],
        )
        notes = [self.translate("compare.how-to-read", all=self.translate("compare.both"))]
        notes += [self._level_note()] if len(self.names) == PAIR else []
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))

    def pairs(self) -> Iterator[Block]:
        """Of three or more: what is said of each two in each layer, and the question that makes the most difference."""
        if len(self.names) == PAIR:
            return
        yield Heading(2, self.translate("compare.pairs"))
        columns = tuple(Column(self.translate(f"compare.{key}")) for key in ("pair-title", "outcome-title", "by-title"))
        for layer in self.result.layers:
            yield Heading(3, self.localise(layer.name))
            titles = {question.id: question.title or question.ask for question in layer.questions}
            yield TableBlock(columns, tuple(self._pair_row(pair, titles) for pair in layer.pairs))
        yield Heading(3, self.translate("compare.stack"))
        overall = tuple(self._pair_row(pair, {}) for pair in self.result.overall_pairs)
        yield TableBlock(columns[:PAIR], tuple(row[:PAIR] for row in overall))

    def _pair_row(self, pair: Pair, titles: Mapping[str, LocalText]) -> tuple[Cell, ...]:
        by = next((self.localise(titles[id_]) for id_ in pair.decided_by if id_ in titles), "")
        return inline(f"{self.names[pair.first]} – {self.names[pair.second]}"), self._outcome(pair), inline(by)

    def _level_note(self) -> str:
        basis = self.result.basis
        if not basis.cuts:
            return self.translate("compare.level-note", top=basis.top_level)
        cuts = self.translate.listing([self.translate.number(cut) for cut in basis.cuts])
        return self.translate("compare.level-by-cuts", top=basis.top_level, cuts=cuts)

    def _table(
        self, title: str, rows_by_name: Sequence[tuple[str, Sequence[PartyLayerResult], Sequence[Pair]]]
    ) -> TableBlock:
        """A row for each thing that is named."""
        of_two = len(self.names) == PAIR
        columns = [Column(title)]
        for name in self.names:
            columns += [Column(name, "right"), *([Column(self.translate("column.level"), "right")] if of_two else [])]
        columns += [Column(self.translate("compare.outcome-title"))] if of_two else []
        rows: list[tuple[Cell, ...]] = []
        for name, numbers, pairs in rows_by_name:
            cells: list[Cell] = [inline(name)]
            for party_result in numbers:
                cells += [
                    self._cell(party_result),
                    *([format_level_range(party_result)] if of_two else []),
                ]
            applies = any(party_result.low is not None for party_result in numbers)
            rows.append((*cells, *([self._outcome(pairs[0]) if applies else None] if of_two else [])))
        return TableBlock(tuple(columns), tuple(rows))

    def custom_weights(self) -> Iterator[Block]:
        """The same overview by custom weights, where those were given."""
        own, weights = self.result.reweighed, self.result.weights
        if own is None or weights is None:
            return
        yield Heading(2, self.translate("weights.title", name=self.localise(weights.name)))
        yield self.explanation("weights.instead")
        stack = (self.translate("compare.stack"), own.overall, own.overall_pairs)
        layers = [(self.localise(layer.name), layer.results, layer.pairs) for layer in own.layers]
        yield self._table(self.translate("column.layer"), [*layers, stack])
        given_weights = ", ".join(
            f"{id_} {self.translate.figure(weight)}"
            for id_, weight in (*weights.layers.items(), *weights.questions.items())
        )
        yield self.explanation("weights.given", weights=given_weights)
        source = weights.source
        yield Paragraph(
            inline(self.translate("report.source", source=source) if source else self.translate("weights.no-source"))
        )

    def views(self) -> Iterator[Block]:
        """Everybody by the objectives of other instruments."""
        for view in self.result.views:
            yield Heading(2, self.translate("view.title", name=self.localise(view.name)))
            yield Paragraph(inline(TextSpan(self.translate("view.derived"), "bad")))
            objectives = [
                (
                    format_objective_name(objective.id, objective.name, self.translate),
                    objective.results,
                    objective.pairs,
                )
                for objective in view.objectives
            ]
            yield self._table(self.translate("view.objective"), objectives)
            yield self.explanation("view.compare-note", all=self.translate("compare.both"))
            if view.editions:
                editions = [(self.localise(edition.name), edition.results, edition.pairs) for edition in view.editions]
                yield self._table(self.translate("view.edition"), editions)
            for first, second in view.disagreements:
                note = self.translate("view.editions-disagree", first=self.names[first], second=self.names[second])
                yield Paragraph(inline(TextSpan(note, "strong")))

    def _chart(self) -> Figure:
        """Everybody's score in its range, layer by layer."""
        groups, descriptions = [], []
        for layer in self.result.layers:
            marks = tuple(
                None
                if party_result.low is None or party_result.high is None
                else ScoreMark(party_result.low, party_result.high, party_result.score)
                for party_result in layer.results
            )
            groups.append((self.localise(layer.name), marks))
            known = [
                f"{name} {plain_text(cell)}"
                for name, party_result in zip(self.names, layer.results, strict=True)
                if (cell := self._cell(party_result))
            ]
            if known:
                descriptions.append(
                    self.translate(
                        "compare.chart-of", layer=self.localise(layer.name), marks=self.translate.listing(known)
                    )
                )
        return Figure(
            self.translate("compare.chart"), " ".join(descriptions), Intervals(tuple(self.names), tuple(groups))
        )

    def _cell(self, numbers: PartyLayerResult) -> Inline | None:
        if numbers.low is None or numbers.high is None:
            return None
        if numbers.low == numbers.high:
            return inline(self.translate.interval(numbers.low, numbers.high))
        score = "–" if numbers.score is None else self.translate.number(numbers.score)
        return inline(f"{score} ({self.translate.interval(numbers.low, numbers.high)})")

    def _outcome(self, pair: Pair) -> Inline:
        if pair.higher_party is None:
            return inline(self.translate(f"compare.outcome-{find_outcome(pair)}"))
        word = f"-{pair.standing}" if pair.standing in LIKELY_WORDS else ""
        outcome = self.translate(f"compare.{self._direction(pair)}-outcome{word}", higher=self.names[pair.higher_party])
        return inline(TextSpan(outcome, "strong"))

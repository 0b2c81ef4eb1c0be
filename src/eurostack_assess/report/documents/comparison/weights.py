"""How far the outcome of a comparison depends on the weights, and how the comparison was computed."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    PartyLayerResult,
    Ranks,
)
from eurostack_assess.report.document import (
    Block,
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
)
from eurostack_assess.report.documents.comparison.base import ComparisonVoice
from eurostack_assess.report.wording.outcomes import PAIR


@dataclass(frozen=True, kw_only=True)
class ComparisonWeights(ComparisonVoice):
    """How far the outcome depends on the weights, and how the comparison was computed."""

    def weights(self, *, everything: bool) -> Iterator[Block]:
        """What other weights would do to each score, and to the ranks."""
        basis = self.result.basis
        yield Heading(2, self.translate("compare.weights"), starts_closed=True)
        yield self.explanation(
            "compare.weights-note",
            draws=self.translate.figure(basis.draws),
            spread=self.translate.percent(basis.spread),
        )
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        numbers_by_layer = self._numbers_by_layer()
        yield TableBlock(
            columns,
            tuple(
                (inline(name), *(self._percentiles(party_result) for party_result in numbers))
                for name, numbers in numbers_by_layer
            ),
        )
        yield from self._spread()
        if everything and len(self.names) > PAIR:
            yield from self._ranks()

    def _spread(self) -> Iterator[Figure]:
        """Between which scores nine in ten weightings lie, and which one lies in their middle."""
        groups, descriptions = [], []
        for name, numbers in self._numbers_by_layer():
            marks = []
            for party, party_result in zip(self.names, numbers, strict=True):
                known = party_result.score_05 is not None and party_result.score_95 is not None
                marks.append(
                    ScoreMark(party_result.score_05 or 0.0, party_result.score_95 or 0.0, party_result.score_50)
                    if known
                    else None
                )
                if cell := self._percentiles(party_result):
                    descriptions.append(
                        self.translate("compare.spread-of", layer=name, name=party, scores=cell[0].text)
                    )
            groups.append((name, tuple(marks)))
        if descriptions:
            drawing = Intervals(tuple(self.names), tuple(groups))
            yield Figure(self.translate("compare.spread"), " ".join(descriptions), drawing)

    def _percentiles(self, numbers: PartyLayerResult) -> Inline | None:
        found = [numbers.score_05, numbers.score_50, numbers.score_95]
        values = [self.translate.number(value, 1) for value in found if value is not None]
        return inline(" / ".join(values)) if values else None

    def _ranks(self) -> Iterator[Block]:
        ranks_by_layer = [(self.localise(layer.name), layer.ranks) for layer in self.result.layers]
        known_ranks = [
            (name, ranks)
            for name, ranks in (*ranks_by_layer, (self.translate("compare.stack"), self.result.overall_ranks))
            if ranks
        ]
        if not known_ranks:
            yield self.explanation("compare.no-ranks", all=self.all_parties_word)
            return
        yield self.explanation("compare.ranks-note", all=self.all_parties_word)
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        yield TableBlock(columns, tuple((inline(name), *map(self._rank, ranks)) for name, ranks in known_ranks))

    def _rank(self, ranks: Ranks) -> Inline:
        places = " / ".join(self.translate.number(place) for place in (ranks.rank_05, ranks.rank_50, ranks.rank_95))
        return inline(self.translate("compare.rank", places=places, share=self.translate.percent(ranks.first)))

    def method(self) -> Iterator[Block]:
        """How it was computed, by which rules and with what error."""
        basis = self.result.basis
        yield Heading(2, self.translate("compare.method"), starts_closed=True)
        percent = self.translate.percent
        thresholds = {
            "agree": percent(basis.weightings_agree),
            "shift": percent(basis.weight_shift),
            "coverage": percent(basis.coverage),
            "likely": percent(basis.likely),
            "very_likely": percent(basis.very_likely),
        }
        yield Paragraph(
            inline(self.translate("compare.method-ladder", all=self.translate("compare.both"), **thresholds))
        )
        notes = [
            self.translate("compare.method-draws", draws=self.translate.figure(basis.draws), seed=basis.seed),
            *(
                [self.translate("compare.method-error", error=self.translate.number(basis.error * 100, 1))]
                if basis.error
                else []
            ),
            self.translate("compare.basis", n=basis.questions, all=self.all_parties_word),
        ]
        if len(basis.editions) > 1:
            editions = self.translate.listing(list(basis.editions))
            notes.append(self.translate("compare.editions", editions=editions, newest=basis.weights_edition))
        for key, questions in (("changed", basis.changed), ("not-in-all", basis.not_in_all)):
            if questions:
                question_list = self.translate.listing(list(questions))
                notes.append(
                    self.translate(
                        f"compare.{key}", n=len(questions), questions=question_list, all=self.all_parties_word
                    )
                )
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))
        yield Paragraph(inline(TextSpan(self.translate("compare.what-it-is-not"), "strong")))
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))

"""The report of a workshop: on one screen, or in full."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.workshop import LayerVotes, QuestionVotes, WorkshopResult
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    WayOn,
    inline,
    listing,
)
from eurostack_assess.report.documents.workshop_outcome import WorkshopOutcome
from eurostack_assess.report.wording.voice import ReportExtent, list_limit
from eurostack_assess.texts import texts

SHOWN_TO_DISCUSS = 5
"""Questions to discuss that the answer names."""
LONGEST_COMMAND = 68
"""Characters of a command that fit on a line of 80 columns behind their label."""


def build_workshop_report(
    result: WorkshopResult,
    thresholds: Thresholds,
    language: str,
    *,
    extent: ReportExtent = "full",
    ways_on: Sequence[WayOn] = (),
) -> ReportDocument:
    """The outcome in one language.

    Args:
        result: What came of the workshop.
        thresholds: Scores from which a layer is strong, and up to which it calls for attention.
        language: In which language.
        extent: How much of it: the answer, in less than 48 lines; the whole; or that with every question's votes.
        ways_on: For a screen: what more there is, each with the command that shows it.
    """
    everything = extent in ("complete", "all")
    report = _WorkshopAnswer(
        result=result, thresholds=thresholds, translate=texts(language), limit=list_limit(everything=everything)
    )
    if extent == "answer":
        sections: Iterable[Iterable[Block]] = (report.opening(), report.answer(), report.ways_on(ways_on))
        return ReportDocument(result.name, language, tuple(block for section in sections for block in section))
    sections = (
        report.opening(),
        report.layers(),
        report.votes(),
        report.discussion(),
        report.settlements(),
        report.agreement(),
        report.open_questions(),
        report.all_votes() if everything else (),
        report.remarks(),
        report.method(),
    )
    return ReportDocument(result.name, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True, kw_only=True)
class _WorkshopAnswer(WorkshopOutcome):
    """The sections, and all of them in short."""

    def answer(self) -> Iterator[Block]:
        """The layers, what to discuss first, and how alike the answers are; the rest in numbers."""
        judged_layers = [layer for layer in self.result.layers if layer.coverage or sum(layer.votes.values())]
        if judged_layers:
            columns = (
                Column(self.translate("column.layer")),
                Column(self.translate("column.scale"), dispensable=True, scale=True),
                Column(self.translate("column.score"), "right"),
                Column(self.translate("workshop.column-spread"), "right"),
                Column(self.translate("workshop.column-finding")),
            )
            yield TableBlock(columns, tuple(self._layer_in_short(layer) for layer in judged_layers))
        if self.result.to_discuss:
            yield Heading(3, self.translate("workshop.discuss"))
            questions_by_id = {question.id: question for question in self.result.questions}
            shown = self.result.to_discuss[:SHOWN_TO_DISCUSS]
            yield from listing([self._question_in_short(questions_by_id[id_]) for id_ in shown], numbered=True)
        elif self.result.questions:
            yield Paragraph(inline(self.translate(self.key_of_no_discussion())))
        if sentences := list(self._in_numbers()):
            yield Paragraph(inline(" ".join(sentences)))

    def _layer_in_short(self, layer: LayerVotes) -> tuple[Cell, ...]:
        name, bar, score, span, *_ = self.layer(layer)
        return name, bar, score, span, self.judgement(layer) if sum(layer.votes.values()) else None

    def _question_in_short(self, question: QuestionVotes) -> ListEntry:
        return ListEntry(self.question_label(question), (inline(TextSpan(self.format_votes(question), "muted")),))

    def _in_numbers(self) -> Iterator[str]:
        """How alike the answers are, what was settled, and how much does not count."""
        found = self.result.agreement
        if found.all_alike and self.result.questions:
            yield self.translate("workshop.all-alike")
        elif found.share_at_median is not None:
            yield self.translate("workshop.at-median", share=self.translate.percent(found.share_at_median))
        if settled := sum(question.settlement is not None for question in self.result.questions):
            yield self.translate("workshop.number-settled", n=settled)
        if self.result.too_few:
            shown = [*self.result.too_few[:SHOWN_TO_DISCUSS]]
            if others := len(self.result.too_few) - len(shown):
                shown.append(self.translate("exposure.others", n=others))
            yield self.translate(
                "workshop.number-too-few",
                n=len(self.result.too_few),
                least=self.result.min_answers,
                questions=self.translate.listing(shown),
            )
        if self.result.open:
            yield self.translate("workshop.number-open", n=len(self.result.open))

    def ways_on(self, ways_on: Sequence[WayOn]) -> Iterator[Block]:
        """What more there is, each with the command that shows it."""
        for way in ways_on:
            words = way.command if len(way.command) <= LONGEST_COMMAND else way.in_short
            yield Paragraph(inline(TextSpan(f"{way.label} ", "muted"), words))

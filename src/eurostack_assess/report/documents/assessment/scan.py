"""A scan in a report: the levels, what limits them, and how to continue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.model.scan import ScanLayer, ScanResult
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.assessment.actions import AssessmentActions
from eurostack_assess.report.documents.assessment.questions import AssessmentQuestions
from eurostack_assess.report.wording.scores import format_scan_level


@dataclass(frozen=True, kw_only=True)
class AssessmentScan(AssessmentQuestions, AssessmentActions):
    """What a scan says, in the place of scores and verdicts."""

    gaps_note: ClassVar[str] = "scan.gaps-note"

    @property
    def scan(self) -> ScanResult:
        """What the questions of the scan say."""
        assert self.result.scan is not None, "asked of the profile of a scan only"  # noqa: S101
        return self.result.scan

    def levels(self) -> Iterator[Block]:
        """The level that each layer has at most, and the questions that hold it there."""
        scan = self.scan
        yield Heading(2, self.localise(scan.name))
        if scan.at_most is not None:
            names = [self._layer_name(layer) for layer in scan.layers if layer.at_most == scan.at_most]
            level = {"level": scan.at_most, "name": self._level_name(scan.at_most)}
            key = "scan.at-most" if scan.at_most else "scan.at-zero"
            yield Paragraph(inline(self.translate(key, **level, n=len(names), layers=self.translate.listing(names))))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("scan.level"), "right"),
            Column(self.translate("scan.held-by")),
            Column(self.translate("scan.asked"), "right"),
        )
        yield Paragraph(inline(TextSpan(self._name_levels(), "muted")))
        yield TableBlock(columns, tuple(self._row(layer) for layer in scan.layers))
        for id_ in scan.set_aside:
            reason = self._reason_set_aside(self.result.question(id_))
            yield Paragraph(inline(self.translate("scan.set-aside", question=self._name_of(id_), reason=reason)))
        yield Paragraph(inline(self.translate("scan.waits", n=scan.others, questions=scan.questions)))
        yield Paragraph(inline(TextSpan(self.translate("scan.go-on"), "muted")))

    def _name_levels(self) -> str:
        """What the levels are called, and which is aimed at."""
        framework = self.result.framework
        names = self.translate.listing([f"{level} {self._level_name(level)}" for level in range(len(framework.levels))])
        return self.translate("scan.levels", names=names, target=framework.target)

    def to_find_out(self) -> Iterator[Block]:
        """Questions that were asked and of which nothing, or not all, is known."""
        if not self.scan.to_find_out:
            return
        yield Heading(2, self.translate("report.information-gaps"))
        questions = [self.result.question(id_) for id_ in self.scan.to_find_out]
        yield from listing([self._unsettled(question) for question in questions], numbered=True)

    def _unsettled(self, question: QuestionResult) -> ListEntry:
        answer = inline(TextSpan(self._format_answer(question), "muted"))
        ask = inline(TextSpan(self.localise(question.ask), "strong"))
        return ListEntry(ask, (answer, *self._how_to_find_out(question)))

    def answers(self) -> Iterator[Block]:
        """The answers of the scan, each with what it rests on."""
        yield Heading(2, self.translate("report.answers"))
        for part in self.result.layers:
            asked = [question for question in part.questions if question.id in self.scan.asked]
            if asked:
                yield from self._answers_of(part, asked)

    def _row(self, layer: ScanLayer) -> tuple[Cell, ...]:
        held_by = [self._name_of(id_) for id_ in layer.held_by]
        return (
            inline(self._layer_name(layer)),
            inline(format_scan_level(layer, self.translate)),
            inline(self.translate.listing(held_by)),
            inline(self.translate("scan.of", known=layer.known, questions=layer.questions)),
        )

    def _tell(self, question: QuestionResult, layer: LayerResult, place: str) -> ListEntry:
        """Each with the whole way to its target: there are few."""
        return self._gap(question, layer, place)

    def _shared_place(self, ranks: Sequence[int], place: int) -> str:  # noqa: ARG002
        """Among so few the order is enough."""
        return ""

    def _share(self, question: QuestionResult) -> str:  # noqa: ARG002
        """A share of what few questions found is none of the whole."""
        return ""

    def _urgency(self, question: QuestionResult) -> Iterator[Inline]:  # noqa: ARG002
        """The table of levels says it already."""
        return iter(())

    def _layer_name(self, layer: ScanLayer) -> str:
        return self.localise(self.result.layer(layer.id).name)

    def _name_of(self, id_: str) -> str:
        return self._question_name(self.result.question(id_))

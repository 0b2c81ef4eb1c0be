"""A short assessment in a report: levels first, what holds them down, and how to go on."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.scan import ScanLayer, ScanResult
from eurostack_assess.report.document import Block, Cell, Column, Heading, Paragraph, TableBlock, TextSpan, inline
from eurostack_assess.report.documents.assessment.base import AssessmentVoice


@dataclass(frozen=True, kw_only=True)
class AssessmentScan(AssessmentVoice):
    """What a scan says, in the place of scores and verdicts."""

    scan: ScanResult

    def levels(self) -> Iterator[Block]:
        """The level that each layer has at most, and the questions that hold it there."""
        scan = self.scan
        yield Heading(2, self.localise(scan.name))
        if scan.at_most is not None:
            names = [self._layer_name(layer) for layer in scan.layers if layer.at_most == scan.at_most]
            level = {"level": scan.at_most, "name": self._level_name(scan.at_most)}
            yield Paragraph(
                inline(self.translate("scan.at-most", **level, n=len(names), layers=self.translate.listing(names)))
            )
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("scan.level"), "right"),
            Column(self.translate("scan.held-by")),
        )
        yield TableBlock(columns, tuple(self._row(layer) for layer in scan.layers))
        yield Paragraph(inline(self.translate("scan.waits", n=scan.others, questions=scan.questions)))
        go_on = self.translate("scan.go-on", name=self.result.profile.name)
        yield Paragraph(inline(TextSpan(go_on, "muted")))

    def _row(self, layer: ScanLayer) -> tuple[Cell, ...]:
        level = self.translate("scan.not-asked") if layer.at_most is None else f"≤ {layer.at_most}"
        held_by = [self._question_name(id_) for id_ in layer.held_by]
        return inline(self._layer_name(layer)), inline(level), inline(self.translate.listing(held_by))

    def _layer_name(self, layer: ScanLayer) -> str:
        return self.localise(self.result.layer(layer.id).name)

    def _question_name(self, id_: str) -> str:
        question = self.result.question(id_)
        return id_ if question.title is None else self.localise(question.title)

"""The end of an interview: the result on half a screen, and each layer in a sentence or two."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult
from eurostack_assess.model.scan import ScanLayer, ScanResult
from eurostack_assess.report.document import (
    UNDATED,
    Bar,
    Block,
    Cell,
    Column,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
)
from eurostack_assess.report.front.agenda import Agenda
from eurostack_assess.report.front.headline import Headline
from eurostack_assess.report.front.rows import StackRows
from eurostack_assess.report.front.voice import FrontVoice
from eurostack_assess.report.wording.scores import format_scan_level
from eurostack_assess.texts import texts


def build_ending(result: Assessment, language: str) -> ReportDocument:
    """The answer in half a screen, titled by the headline: a line per layer, three actions and questions by name."""
    ending = _Ending(result=result, translate=texts(language))
    return ReportDocument(ending.headline(), language, tuple(ending.blocks()), result.profile.date or UNDATED)


def write_layer_ending(result: Assessment, layer: str, language: str) -> str:
    """How a layer, a lens or the enablers turned out: the score, the verdict, how sure that is and why."""
    return _Ending(result=result, translate=texts(language)).write_layer(layer)


@dataclass(frozen=True, kw_only=True)
class _Ending(FrontVoice):
    result: Assessment

    def headline(self) -> str:
        """What a reader should remember."""
        if self.result.scan is not None:
            return self._scan_headline(self.result.scan)
        return Headline(result=self.result, translate=self.translate).headline()

    def _scan_headline(self, scan: ScanResult) -> str:
        if scan.at_most is None:
            return self.translate("report.no-answers")
        held_by = [self._names[layer.id] for layer in scan.layers if layer.at_most == scan.at_most]
        name = self.localise(self.result.framework.levels[scan.at_most])
        key = "scan.at-most" if scan.at_most else "scan.at-zero"
        layers = self.translate.listing(held_by)
        return self.translate(key, level=scan.at_most, name=name, n=len(held_by), layers=layers)

    @property
    def _names(self) -> dict[str, str]:
        return {layer.id: self.short_name(layer) for layer in self.result.layers}

    def blocks(self) -> Iterator[Block]:
        """The layers, a line each; what to do first; what to find out first."""
        scan = self.result.scan
        yield TableBlock(*self._scan_table(scan)) if scan else self._table()
        agenda = Agenda(result=self.result, translate=self.translate)
        items = (("do-first", agenda.name_actions()), ("find-out-first", agenda.name_unknowns()))
        for key, names in items:
            if names:
                title = TextSpan(self.translate(f"front.{key}"), "strong")
                yield Paragraph(inline(title, f": {'; '.join(names)}"))

    def _table(self) -> TableBlock:
        translate = self.translate
        columns = (
            Column(translate("column.layer")),
            Column(translate("column.scale"), scale=True, dispensable=True),
            Column(translate("column.score"), "right"),
            Column(translate("column.verdict")),
        )
        return TableBlock(columns, tuple(self._row(layer) for layer in self.result.layers))

    def _row(self, layer: LayerResult) -> tuple[Cell, ...]:
        thresholds = self.result.framework.thresholds
        marks = (thresholds.attention, thresholds.strong)
        is_known = layer.low is not None and layer.high is not None
        bar = Bar(layer.low, layer.high, layer.score, marks) if is_known else None  # type: ignore[arg-type]
        row = StackRows(result=self.result, translate=self.translate).row(layer)
        verdict = f"{row.verdict}, {row.certainty}"
        return (inline(self.short_name(layer)), bar, inline(row.figures[0].score), inline(verdict))

    def _scan_table(self, scan: ScanResult) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
        translate = self.translate
        columns = (
            Column(translate("column.layer")),
            Column(translate("scan.level")),
            Column(translate("scan.held-by")),
        )
        return columns, tuple(self._scan_row(layer) for layer in scan.layers)

    def _scan_row(self, layer: ScanLayer) -> tuple[Cell, ...]:
        held_by = self.titles([self.result.question(id_) for id_ in layer.held_by])
        level = format_scan_level(layer, self.translate)
        return inline(self._names[layer.id]), inline(level), inline(held_by)

    def _write_scan_layer(self, layer: ScanLayer, at_most: int) -> str:
        if not layer.held_by:
            return self.translate("scan.layer-open")
        name = self.localise(self.result.framework.levels[at_most])
        questions = self.titles([self.result.question(id_) for id_ in layer.held_by])
        return self.translate("scan.layer-held", level=at_most, name=name, questions=questions)

    def write_layer(self, layer_id: str) -> str:
        """A layer in a sentence or two."""
        if self.result.scan is not None:
            for layer in self.result.scan.layers:
                if layer.id == layer_id and layer.at_most is not None:
                    return self._write_scan_layer(layer, layer.at_most)
        part = next(part for part in self.result.parts if part.id == layer_id)
        row = StackRows(result=self.result, translate=self.translate).row(part)
        figure = row.figures[0]
        if figure.mark is None:
            return row.sentence
        key = "interview.layer-score-range" if figure.range else "interview.layer-score"
        return self.translate(key, score=figure.score, range=figure.range, sentence=row.sentence)

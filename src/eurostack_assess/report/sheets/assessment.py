"""A result as sheets: summary, layers, questions, an action list to fill in, services, sources. Nothing is rounded."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.report.document import UNDATED
from eurostack_assess.report.sheets.assessment_front import FrontSheets
from eurostack_assess.report.sheets.assessment_views import ViewSheets
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.workbook import ScoreChart, Sheet, Workbook
from eurostack_assess.texts import texts


def build_assessment_sheets(result: Assessment, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets, views = _AssessmentSheets(texts(language), result), ViewSheets(texts(language), result)
    front = FrontSheets(texts(language), result)
    all_sheets = (
        front.summary(),
        front.actions(),
        front.to_find_out(),
        sheets.layers(),
        sheets.questions(),
        *([sheets.services()] if result.exposure else []),
        views.views(),
        views.own_weights(),
        sheets.sources(),
    )
    filled_sheets, as_of_date = tuple(sheet for sheet in all_sheets if sheet.rows), result.profile.date or UNDATED
    return Workbook(
        result.profile.name,
        language,
        sheets=filled_sheets,
        main=sheets.translate("sheet.questions"),
        as_of_date=as_of_date,
    )


@dataclass(frozen=True)
class _AssessmentSheets(SheetBuilder):
    result: Assessment

    def layers(self) -> Sheet:
        titles = (
            "id", "layer", "place", "score", "low", "high", "coverage", "level", "level-low", "level-high",
            "verdict", "session", "weight", "shortfall", "answered", "partial", "dont-know", "not-applicable",
            "skipped", "unasked",
        )  # fmt: skip
        scores = "; ".join(
            f"{self.localise(layer.name)} {self.translate.number(layer.score)}"
            for layer in self.result.layers
            if layer.score is not None
        )
        chart = ScoreChart(self.translate("sheet.chart"), scores, names=1, values=3, rows=len(self.result.layers))
        return self.build_sheet("layers", titles, self._layers(), chart if scores else None)

    def _layers(self) -> Iterator[SheetRow]:
        for place, parts in (
            ("stack", self.result.layers), ("beside", self.result.cross_cutting), ("lens", self.result.lenses),
        ):  # fmt: skip
            for part in parts:
                counts = part.counts
                yield (
                    part.id,
                    self.localise(part.name),
                    self.translate(f"cell.{place}"),
                    part.score,
                    part.low,
                    part.high,
                    part.coverage,
                    part.level,
                    part.level_low,
                    part.level_high,
                    self.label("verdict", part.verdict),
                    self.label("verdict", part.finding.verdict) if part.finding else None,
                    part.weight,
                    part.shortfall,
                    counts.answered,
                    counts.partial,
                    counts.dont_know,
                    counts.not_applicable,
                    counts.skipped,
                    counts.unasked,
                )

    def questions(self) -> Sheet:
        titles = (
            "id", "layer", "question", "role", "weight-share", "state", "rung", "rung-low", "rung-high", "answer",
            "target-rung", "target", "gap", "share", "information", "evidence", "source", "date", "confidence",
            "reason",
        )  # fmt: skip
        rows = (self._question(part, question) for part in self.result.parts for question in part.questions)
        return self.build_sheet("questions", titles, rows)

    def _question(self, part: LayerResult, question: QuestionResult) -> SheetRow:
        return (
            question.id,
            self.localise(part.name),
            self.localise(question.ask),
            self.label("role", question.role),
            question.effective_weight,
            self.label("state", question.state),
            question.rung,
            *(question.possible or (None, None)),
            self.answer(question.state, question.possible, [rung.text for rung in question.rungs]),
            question.target,
            self.localise(question.rungs[question.target].text),
            question.gap,
            question.share_of_total_gap,
            question.information,
            self.localise(question.evidence),
            question.source,
            question.date,
            self.label("confidence", question.confidence),
            self.localise(question.reason),
        )

    def services(self) -> Sheet:
        titles = (
            "service", "layer", "supplier", "country", "owner-of", "owner-country", "operator", "operator-country",
            "criticality", "exit", "share-of-use", "risk", "confidence", "checked",
        )  # fmt: skip
        return self.build_sheet("services", titles, self._services())

    def _services(self) -> Iterator[SheetRow]:
        names = {layer.id: self.localise(layer.name) for layer in self.result.layers}
        for dependency in self.result.exposure.dependencies if self.result.exposure else ():
            yield (
                self.localise(dependency.service),
                names.get(dependency.layer or ""),
                dependency.supplier,
                dependency.country,
                dependency.owner,
                dependency.owner_country,
                dependency.operator,
                dependency.operator_country,
                self.label("criticality", dependency.criticality),
                self.label("exit", dependency.exit),
                dependency.share,
                self.label("risk", dependency.risk),
                self.label("confidence", dependency.confidence),
                dependency.checked,
            )

    def sources(self) -> Sheet:
        return self.build_sheet("sources", ("source", "used-by", "date", "confidence"), self._sources())

    def _sources(self) -> Iterator[SheetRow]:
        """Where each fact and answer can be read."""
        profile = self.result.profile
        for key, statements in (("facts", profile.facts), ("bottlenecks", profile.bottlenecks)):
            for statement in statements:
                if statement.source:
                    yield (
                        statement.source,
                        self.translate(f"report.{key}"),
                        statement.date,
                        self.label("confidence", statement.confidence),
                    )
        for figure in profile.indicators:
            if figure.source:
                yield (figure.source, self.localise(figure.name), None, self.label("confidence", figure.confidence))
        for part in self.result.parts:
            for question in part.questions:
                if question.source:
                    confidence = self.label("confidence", question.confidence)
                    yield (question.source, question.id, question.date, confidence)

"""A benchmark as sheets: the published results of every group, with one row per layer or question."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.population import PERCENTILES, GroupSummary, GroupTrend, PartSummary, PartTrend, Population
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def build_population_sheets(result: Population, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets = _PopulationSheets(texts(language), result)
    made = (
        sheets.layers(),
        sheets.questions(),
        sheets.trend(),
        sheets.shifts(),
        sheets.items(),
        sheets.suppressed_groups(),
    )
    title = result.title or sheets.translate(f"population.title-{result.kind}")
    return Workbook(title, language, tuple(sheet for sheet in made if sheet.rows), sheets.translate("sheet.layers"))


@dataclass(frozen=True)
class _PopulationSheets(SheetBuilder):
    result: Population

    @property
    def groups(self) -> list[GroupSummary]:
        """Those that are told of, everybody first."""
        return [group for group in (self.result.all_organisations, *self.result.groups) if group.suppressed is None]

    def layers(self) -> Sheet:
        titles = ("column", "group", "profiles", "layer", "scored", "mean", *PERCENTILES, "low", "high", "coverage")
        return self.build_sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[SheetRow]:
        for group in self.groups:
            for part in group.parts:
                keys = ("mean", *PERCENTILES)
                scores = [getattr(part.spread, key) if part.spread else None for key in keys]
                group_cells = (group.column, group.value, group.number, self._part(part), part.scored)
                yield (*group_cells, *scores, part.low, part.high, part.coverage)

    def questions(self) -> Sheet:
        titles = (
            "column",
            "group",
            "id",
            "question",
            "answered",
            "partial",
            "open",
            "not-applicable",
            "reached",
            "short",
        )
        return self.build_sheet("questions", titles, self._questions())

    def _questions(self) -> Iterator[SheetRow]:
        for group in self.groups:
            for question in group.questions:
                ask = self.localise(self.result.question_texts[question.question])
                counts = (question.answered, question.partial, question.open, question.not_applicable)
                targets = (question.reached, question.below_target)
                yield (group.column, group.value, question.question, ask, *counts, *targets)

    @property
    def trend_groups(self) -> list[GroupTrend]:
        """Those of which it is told what moved, everybody first."""
        trend = self.result.trend
        return (
            [group_trend for group_trend in (trend.all_organisations, *trend.groups) if group_trend.suppressed is None]
            if trend
            else []
        )

    def trend(self) -> Sheet:
        titles = ("column", "group", "profiles", "layer", "both", "risen", "fallen", "change")
        return self.build_sheet("trend", titles, self._trend())

    def _trend(self) -> Iterator[SheetRow]:
        for group in self.trend_groups:
            for part in group.parts:
                group_cells = (group.column, group.value, group.number, self._part(part))
                yield (*group_cells, part.scored_both_times, part.risen, part.fallen, part.change)

    def shifts(self) -> Sheet:
        titles = ("column", "group", "id", "question", "up", "down", "learnt", "lost")
        return self.build_sheet("shifts", titles, self._shifts())

    def _shifts(self) -> Iterator[SheetRow]:
        for group in self.trend_groups:
            for shift in group.questions:
                ask = self.localise(self.result.question_texts[shift.question])
                yield (
                    group.column,
                    group.value,
                    shift.question,
                    ask,
                    shift.risen,
                    shift.fallen,
                    shift.newly_answered,
                    shift.no_longer_answered,
                )

    def _part(self, part: PartSummary | PartTrend) -> str | None:
        return self.localise(self.result.layers[part.layer]) if part.layer else self.translate("compare.stack")

    def items(self) -> Sheet:
        """What each question has to do with the others of its layer."""
        titles = ("layer", "profiles", "id", "question", "scalability", "item-rest", "falls")
        rows = (
            (
                self.localise(self.result.layers[layer.layer]), layer.rows, question.question,
                self.localise(self.result.question_texts[question.question]), question.scalability,
                question.item_rest, question.falls,
            )
            for layer in self.result.items
            for question in layer.questions
        )  # fmt: skip
        return self.build_sheet("items", titles, rows)

    def suppressed_groups(self) -> Sheet:
        rows = (
            (group.column, group.value, self.translate(f"suppressed.{group.suppressed}"))
            for group in self.result.groups
            if group.suppressed
        )
        return self.build_sheet("left-out", ("column", "group", "why-left-out"), rows)

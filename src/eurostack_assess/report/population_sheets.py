"""A benchmark as sheets: what is told of every group, one row a layer or a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.population import PERCENTILES, GroupSummary, GroupTrend, Movement, PartSummary, Population
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def population_sheets(result: Population, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets = _Sheets(texts(language), result)
    made = (sheets.layers(), sheets.questions(), sheets.trend(), sheets.shifts(), sheets.left_out())
    title = result.title or sheets.say(f"population.title-{result.kind}")
    return Workbook(title, language, tuple(one for one in made if one.rows), sheets.say("sheet.layers"))


@dataclass(frozen=True)
class _Sheets(Wording):
    result: Population

    @property
    def groups(self) -> list[GroupSummary]:
        """Those that are told of, everybody first."""
        return [one for one in (self.result.everybody, *self.result.groups) if one.suppressed is None]

    def layers(self) -> Sheet:
        titles = ("column", "group", "profiles", "layer", "scored", "mean", *PERCENTILES, "low", "high", "coverage")
        return self.sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[Row]:
        for group in self.groups:
            for part in group.parts:
                keys = ("mean", *PERCENTILES)
                scores = [getattr(part.spread, key) if part.spread else None for key in keys]
                own = (group.column, group.value, group.number, self._part(part), part.scored)
                yield (*own, *scores, part.low, part.high, part.coverage)

    def questions(self) -> Sheet:
        titles = ("column", "group", "id", "question", "answered", "open", "not-applicable", "short")
        return self.sheet("questions", titles, self._questions())

    def _questions(self) -> Iterator[Row]:
        for group in self.groups:
            for one in group.questions:
                ask = self.word(self.result.asks[one.question])
                counts = (one.answered, one.open, one.not_applicable, one.short)
                yield (group.column, group.value, one.question, ask, *counts)

    @property
    def moved(self) -> list[GroupTrend]:
        """Those of which it is told what moved, everybody first."""
        trend = self.result.trend
        return [one for one in (trend.everybody, *trend.groups) if one.suppressed is None] if trend else []

    def trend(self) -> Sheet:
        titles = ("column", "group", "profiles", "layer", "both", "risen", "fallen", "change")
        return self.sheet("trend", titles, self._trend())

    def _trend(self) -> Iterator[Row]:
        for group in self.moved:
            for part in group.parts:
                own = (group.column, group.value, group.number, self._part(part))
                yield (*own, part.both, part.risen, part.fallen, part.change)

    def shifts(self) -> Sheet:
        titles = ("column", "group", "id", "question", "up", "down", "learnt", "lost")
        return self.sheet("shifts", titles, self._shifts())

    def _shifts(self) -> Iterator[Row]:
        for group in self.moved:
            for one in group.questions:
                ask = self.word(self.result.asks[one.question])
                yield (group.column, group.value, one.question, ask, one.up, one.down, one.learnt, one.lost)

    def _part(self, one: PartSummary | Movement) -> str | None:
        return self.word(self.result.layers[one.layer]) if one.layer else self.say("compare.stack")

    def left_out(self) -> Sheet:
        rows = (
            (one.column, one.value, self.say(f"suppressed.{one.suppressed}"))
            for one in self.result.groups
            if one.suppressed
        )
        return self.sheet("left-out", ("column", "group", "why-left-out"), rows)

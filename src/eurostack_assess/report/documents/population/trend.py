"""Changes since an earlier table, in a benchmark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eurostack_assess.model.population import (
    GroupTrend,
    PartTrend,
    QuestionTrend,
)
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Shares,
    TableBlock,
    inline,
    listing,
)
from eurostack_assess.report.documents.population.base import PopulationVoice

MOVES = ("risen", "same", "fallen")


@dataclass(frozen=True, kw_only=True)
class PopulationTrend(PopulationVoice):
    """What has changed since an earlier table."""

    def trend(self) -> Iterator[Block]:
        """What moved since an earlier table."""
        trend = self.result.trend
        if trend is None:
            return
        yield Heading(2, self.translate("population.trend", since=trend.earlier_table))
        if trend.all_organisations.number is None or trend.earlier_count is None:
            yield Paragraph(inline(self.translate("population.trend-few", smallest=self.result.min_group_size)))
            return
        numbers = {
            "both": trend.all_organisations.number,
            "now": self.result.all_organisations.number,
            "before": trend.earlier_count,
        }
        yield Paragraph(inline(self.translate("population.trend-both", **numbers)))
        yield from self._movements(trend.all_organisations)
        shifts = trend.all_organisations.questions
        if not any(shift.risen or shift.fallen for shift in shifts):
            yield Paragraph(inline(self.translate("population.nothing-moved")))
        yield from self._shifts(
            "better", sorted(shifts, key=lambda shift: (shift.fallen - shift.risen, shift.question))
        )
        yield from self._shifts("worse", sorted(shifts, key=lambda shift: (shift.risen - shift.fallen, shift.question)))
        for column in dict.fromkeys(group.column for group in trend.groups if group.column):
            visible_groups = [group for group in trend.groups if group.column == column and group.suppressed is None]
            if visible_groups:
                yield Heading(3, self.translate("population.trend-by", column=column))
                yield self._trend_by(column, visible_groups)

    def _movements(self, group: GroupTrend) -> Iterator[Block]:
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"population.{key}"), "right") for key in ("compared", *MOVES, "change")),
        )
        rows, bars, words = [], [], []
        for movement in group.parts:
            numbers = (movement.risen, movement.scored_both_times - movement.risen - movement.fallen, movement.fallen)
            rows.append(
                (
                    inline(self.part_label(movement)),
                    inline(str(movement.scored_both_times)),
                    *_cells(numbers),
                    self._change(movement),
                )
            )
            if movement.scored_both_times:
                bars.append(
                    (self.part_label(movement), tuple(number / movement.scored_both_times for number in numbers), "")
                )
                counts_by_move = dict(zip(MOVES, numbers, strict=True))
                words.append(self.translate("population.moves-of", layer=self.part_label(movement), **counts_by_move))
        yield TableBlock(columns, tuple(rows))
        yield self.explanation("population.trend-note")
        if bars:
            series = tuple(self.translate(f"population.{key}") for key in MOVES)
            yield Figure(self.translate("sheet.trend"), " ".join(words), Shares(series, tuple(bars)))

    def _change(self, movement: PartTrend) -> Cell:
        if movement.change is None:
            return None
        return inline(f"{'+' if movement.change > 0 else ''}{self.translate.number(movement.change, 1)}")

    def _shift(self, shift: QuestionTrend) -> str:
        return self.translate(
            "population.shifted",
            up=shift.risen,
            down=shift.fallen,
            learnt=shift.newly_answered,
            lost=shift.no_longer_answered,
        )

    def _shifts(self, which: Literal["better", "worse"], shifts: Sequence[QuestionTrend]) -> Iterator[Block]:
        """The questions on which more went forward than back, or the other way round."""
        sign = 1 if which == "better" else -1
        found = [shift for shift in shifts if sign * (shift.risen - shift.fallen) > 0]
        if not found:
            return
        yield Heading(3, self.translate(f"population.{which}"))
        entries = [self._entry(shift, self._shift(shift)) for shift in self.shown(found)]
        yield from listing(entries, numbered=True)
        yield from self.truncation_note(found)

    def _trend_by(self, column: str, groups: Sequence[GroupTrend]) -> TableBlock:
        """How the whole stack moved in each group."""
        known = any(group.parts[-1].change is not None for group in groups)
        keys = ("risen", "fallen", *(["change"] if known else []))
        columns = (
            Column(column),
            Column(self.translate("population.in-both"), "right"),
            *(Column(self.translate(f"population.{key}"), "right") for key in keys),
        )
        rows = []
        for group in groups:
            stack = group.parts[-1]
            numbers = _cells((group.number or 0, stack.risen, stack.fallen))
            rows.append((inline(self._group_label(group)), *numbers, *([self._change(stack)] if known else [])))
        return TableBlock(columns, tuple(rows))


def _cells(numbers: Sequence[int]) -> list[Cell]:
    return [inline(str(number)) for number in numbers]

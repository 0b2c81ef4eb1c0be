"""A benchmark: how many profiles lie where, what most of them miss or do not know, and where one stands among them.

Each section is a function from the result to blocks; all that is computed here are shares of counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eurostack_assess.model.population import (
    PERCENTILES,
    GroupSummary,
    GroupTrend,
    PartSummary,
    PartTrend,
    Population,
    QuestionSummary,
    QuestionTrend,
)
from eurostack_assess.model.vocabulary import VERDICTS
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Intervals,
    ListEntry,
    Paragraph,
    ReportDocument,
    ScoreMark,
    Shares,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.wording.statements import format_meaning
from eurostack_assess.report.wording.voice import Voice, list_limit
from eurostack_assess.texts import texts

MOVES = ("risen", "same", "fallen")


def build_population_report(result: Population, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole benchmark in one language; with `everything`, no list is cut short."""
    report = _PopulationReport(result=result, translate=texts(language), limit=list_limit(everything=everything))
    sections = (
        report.opening(),
        report.own_position(),
        report.spread(),
        report.verdicts(),
        report.questions("missed"),
        report.questions("unknown"),
        report.groups(),
        report.trend(),
        report.method(),
    )
    return ReportDocument(report.title, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True, kw_only=True)
class _PopulationReport(Voice):
    result: Population

    @property
    def title(self) -> str:
        return self.result.title or self.translate(f"population.title-{self.result.kind}")

    @property
    def has_enough_profiles(self) -> bool:
        """Whether there are enough profiles to tell anything."""
        return self.result.all_organisations.suppressed is None

    def part_label(self, part: PartSummary | PartTrend) -> str:
        """What a layer, or the whole stack, is called."""
        name = self.result.layers.get(part.layer) if part.layer else None
        return name.in_language(self.translate.language) if name else self.translate("compare.stack")

    def question_text(self, id_: str) -> str:
        return self.result.question_texts[id_].in_language(self.translate.language)

    def opening(self) -> Iterator[Block]:
        framework = self.result.framework
        yield Heading(1, self.title)
        name = framework.name.in_language(self.translate.language)
        edition = self.translate("report.framework", name=name, edition=framework.edition)
        if self.result.all_organisations.number is None:
            yield Paragraph(inline(edition))
            yield Paragraph(
                inline(TextSpan(self.translate("population.too-few", smallest=self.result.min_group_size), "bad"))
            )
            return
        number = self.translate("population.number", n=self.result.all_organisations.number)
        yield Paragraph(inline(f"{number} · {edition}"))
        yield Paragraph(
            inline(TextSpan(format_meaning(framework.meaning.get(self.result.kind), self.translate), "muted"))
        )

    def own_position(self) -> Iterator[Block]:
        """Where one profile stands, and which of its gaps most others do not have."""
        own = self.result.peer_position
        if own is None:
            return
        yield Heading(2, self.translate("population.own", name=own.name))
        parts = {part.layer: part for part in self.result.all_organisations.parts}
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.score"), "right"),
            Column(self.translate("population.median"), "right"),
            Column(self.translate("population.percentile"), "right"),
        )
        rows = []
        for standing in own.percentile_ranks:
            spread = parts[standing.layer].spread
            median = self.translate.number(spread.p50) if spread else "–"
            cells = (self.translate.number(standing.score), median, self.translate.number(standing.percentile))
            rows.append((inline(self.part_label(parts[standing.layer])), *map(inline, cells)))
        yield TableBlock(columns, tuple(rows))
        yield self.explanation("population.percentile-note")
        yield Heading(3, self.translate("population.own-gaps"))
        if not own.gaps:
            yield Paragraph(inline(self.translate("population.no-own-gaps")))
        questions_by_id = {question.question: question for question in self.result.all_organisations.questions}
        yield from listing(
            [self._entry(questions_by_id[id_], self._reached_share(questions_by_id[id_])) for id_ in own.gaps],
            numbered=True,
        )

    def _reached_share(self, question: QuestionSummary) -> str:
        share = (question.answered - question.below_target) / question.answered
        return self.translate("population.reached", share=self.translate.percent(share), n=question.answered)

    def _entry(self, question: QuestionSummary | QuestionTrend, note: str) -> ListEntry:
        return ListEntry(
            inline(
                self.question_text(question.question), TextSpan(f" [{question.question}]", "muted", question.question)
            ),
            (inline(note),),
        )

    def spread(self) -> Iterator[Block]:
        """How the scores of everybody lie."""
        if not self.has_enough_profiles:
            return
        yield Heading(2, self.translate("population.spread"))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("population.scored"), "right"),
            Column(self.translate("population.mean"), "right"),
            *(Column(self.translate(f"population.{percentile}"), "right") for percentile in PERCENTILES),
            Column(self.translate("column.coverage"), "right"),
        )
        yield TableBlock(columns, tuple(self._spread_row(part) for part in self.result.all_organisations.parts))
        yield from self._chart(self.result.all_organisations.parts)
        yield self.explanation("population.spread-note")

    def _spread_row(self, part: PartSummary) -> tuple[Cell, ...]:
        spread = part.spread
        scores = [spread.mean, *(getattr(spread, key) for key in PERCENTILES)] if spread else []
        score_cells: list[Cell] = [inline(self.translate.number(score)) for score in scores] or [None] * (
            1 + len(PERCENTILES)
        )
        known = None if part.coverage is None else inline(self.translate.known(part.coverage))
        return (inline(self.part_label(part)), inline(str(part.scored)), *score_cells, known)

    def _chart(self, parts: Sequence[PartSummary]) -> Iterator[Figure]:
        groups, descriptions = [], []
        for part in parts:
            mark = ScoreMark(part.spread.p05, part.spread.p95, part.spread.p50) if part.spread else None
            groups.append((self.part_label(part), (mark,)))
            if part.spread:
                numbers = {key: self.translate.number(getattr(part.spread, key)) for key in ("p05", "p50", "p95")}
                descriptions.append(self.translate("population.spread-of", layer=self.part_label(part), **numbers))
        if descriptions:
            drawing = Intervals((self.translate("population.series"),), tuple(groups))
            yield Figure(self.translate("population.chart"), " ".join(descriptions), drawing)

    def verdicts(self) -> Iterator[Block]:
        """How many have which verdict in each layer."""
        if not self.has_enough_profiles:
            return
        parts = [part for part in self.result.all_organisations.parts if part.layer]
        present_verdicts = [verdict for verdict in VERDICTS if any(verdict in part.verdicts for part in parts)]
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"verdict.{verdict}"), "right") for verdict in present_verdicts),
        )
        rows, bars, descriptions = [], [], []
        for part in parts:
            shares = [part.verdicts.get(verdict, 0) / sum(part.verdicts.values()) for verdict in present_verdicts]
            words = [self.translate.percent(share) for share in shares]
            rows.append((inline(self.part_label(part)), *map(inline, words)))
            bars.append((self.part_label(part), tuple(shares), ""))
            verdict_numbers = zip(present_verdicts, words, shares, strict=True)
            parts_told = [
                f"{self.translate(f'verdict.{verdict}')} {word}" for verdict, word, share in verdict_numbers if share
            ]
            descriptions.append(
                self.translate("outage.fates-of", layer=self.part_label(part), parts=self.translate.listing(parts_told))
            )
        yield Heading(2, self.translate("population.verdicts"))
        yield TableBlock(columns, tuple(rows))
        series = tuple(self.translate(f"verdict.{verdict}") for verdict in present_verdicts)
        yield Figure(self.translate("population.verdicts"), " ".join(descriptions), Shares(series, tuple(bars)))

    def questions(self, which: Literal["missed", "unknown"]) -> Iterator[Block]:
        """The questions on which most fall short of the target, or which most leave open."""
        found = (
            []
            if not self.has_enough_profiles
            else [(question, *_counts_for(question, which)) for question in self.result.all_organisations.questions]
        )
        ranking = sorted(
            ((part / total, total, question) for question, part, total in found if part),
            key=lambda item: (-item[0], item[2].question),
        )
        if not ranking:
            return
        yield Heading(2, self.translate(f"population.{which}"))
        entries = [
            self._entry(
                question, self.translate(f"population.{which}-by", share=self.translate.percent(share), n=total)
            )
            for share, total, question in self.shown(ranking)
        ]
        yield from listing(entries, numbered=True)
        yield from self.truncation_note(ranking)

    def groups(self) -> Iterator[Block]:
        """Each column's groups side by side: their median in every layer."""
        for column in dict.fromkeys(group.column for group in self.result.groups if group.column):
            own = [group for group in self.result.groups if group.column == column]
            yield Heading(2, self.translate("population.by", column=column))
            visible_groups = [group for group in own if group.suppressed is None]
            if visible_groups:
                names = [self.part_label(part) for part in visible_groups[0].parts]
                columns = (
                    Column(column),
                    Column(self.translate("population.number-column"), "right"),
                    *(Column(name, "right") for name in names),
                )
                yield TableBlock(columns, tuple(self._group_row(group) for group in visible_groups))
                yield self.explanation("population.by-note")
            left_out = [self._group_label(group) for group in own if group.suppressed]
            if left_out:
                values = {
                    "n": len(left_out),
                    "groups": self.translate.listing(left_out),
                    "smallest": self.result.min_group_size,
                }
                yield self.explanation("population.left-out", **values)

    def _group_row(self, group: GroupSummary) -> tuple[Cell, ...]:
        medians = [inline(self.translate.number(part.spread.p50)) if part.spread else None for part in group.parts]
        return (inline(self._group_label(group)), inline(str(group.number)), *medians)

    def _group_label(self, group: GroupSummary | GroupTrend) -> str:
        return group.value or self.translate("population.no-value")

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

    def method(self) -> Iterator[Block]:
        framework = self.result.framework
        yield Heading(2, self.translate("report.method"))
        yield Paragraph(inline(self.translate("population.method", smallest=self.result.min_group_size)))
        provenance = {
            "tool": f"{self.result.tool.name} {self.result.tool.version}",
            "framework": f"{framework.id} {framework.edition}",
            "hash": framework.hash[:12],
        }
        yield Paragraph(inline(self.translate("report.made-with", **provenance)))
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))


def _counts_for(question: QuestionSummary, which: Literal["missed", "unknown"]) -> tuple[int, int]:
    """How many fall short, of how many that answered; or how many left it open, of how many to whom it applies."""
    return (
        (question.below_target, question.answered)
        if which == "missed"
        else (question.open, question.answered + question.open)
    )


def _cells(numbers: Sequence[int]) -> list[Cell]:
    return [inline(str(number)) for number in numbers]

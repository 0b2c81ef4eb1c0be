"""A benchmark: how many profiles lie where, what most of them miss or do not know, and where one stands among them.

Each section is a function from the result to blocks; all that is computed here are shares of counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eurostack_assess.model.assessment import Verdict
from eurostack_assess.model.population import (
    PERCENTILES,
    GroupSummary,
    GroupTrend,
    Movement,
    PartSummary,
    Population,
    QuestionShift,
    QuestionSummary,
)
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Figure,
    Heading,
    Intervals,
    Mark,
    Paragraph,
    Shares,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.report.statements import told_meaning
from eurostack_assess.texts import Texts, texts

SHOWN = 10
"""Questions that are told unless all are asked for."""

MOVES = ("risen", "same", "fallen")

VERDICTS: tuple[Verdict, ...] = (
    "strong",
    "middle",
    "attention",
    "undetermined",
    "insufficient_data",
    "not_applicable",
)


def population_report(result: Population, language: str, *, everything: bool = False) -> Document:
    """The whole benchmark in one language; with `everything`, no list is cut short."""
    report = _Report(result, texts(language), None if everything else SHOWN)
    sections = (
        report.opening(),
        report.own(),
        report.spread(),
        report.verdicts(),
        report.questions("missed"),
        report.questions("unknown"),
        report.groups(),
        report.trend(),
        report.method(),
    )
    return Document(report.title, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True)
class _Report:
    result: Population
    say: Texts
    most: int | None

    @property
    def title(self) -> str:
        return self.result.title or self.say(f"population.title-{self.result.kind}")

    @property
    def told(self) -> bool:
        """Whether there are enough profiles to tell anything."""
        return self.result.everybody.suppressed is None

    def muted(self, key: str, **values: object) -> Paragraph:
        return Paragraph(inline(Span(self.say(key, **values), "muted")))

    def part(self, one: PartSummary | Movement) -> str:
        """What a layer, or the whole stack, is called."""
        name = self.result.layers.get(one.layer) if one.layer else None
        return name.in_language(self.say.language) if name else self.say("compare.stack")

    def question(self, id_: str) -> str:
        return self.result.asks[id_].in_language(self.say.language)

    def opening(self) -> Iterator[Block]:
        framework = self.result.framework
        yield Heading(1, self.title)
        name = framework.name.in_language(self.say.language)
        edition = self.say("report.framework", name=name, edition=framework.edition)
        if self.result.everybody.number is None:
            yield Paragraph(inline(edition))
            yield Paragraph(inline(Span(self.say("population.too-few", smallest=self.result.smallest), "bad")))
            return
        number = self.say("population.number", n=self.result.everybody.number)
        yield Paragraph(inline(f"{number} · {edition}"))
        yield Paragraph(inline(Span(told_meaning(framework.meaning.get(self.result.kind), self.say), "muted")))

    def own(self) -> Iterator[Block]:
        """Where one profile stands, and which of its gaps most others do not have."""
        own = self.result.own
        if own is None:
            return
        yield Heading(2, self.say("population.own", name=own.name))
        parts = {one.layer: one for one in self.result.everybody.parts}
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("column.score"), "right"),
            Column(self.say("population.median"), "right"),
            Column(self.say("population.percentile"), "right"),
        )
        rows = []
        for one in own.standings:
            spread = parts[one.layer].spread
            median = self.say.number(spread.p50) if spread else "–"
            cells = (self.say.number(one.score), median, self.say.number(one.percentile))
            rows.append((inline(self.part(parts[one.layer])), *map(inline, cells)))
        yield Table(columns, tuple(rows))
        yield self.muted("population.percentile-note")
        yield Heading(3, self.say("population.own-gaps"))
        if not own.gaps:
            yield Paragraph(inline(self.say("population.no-own-gaps")))
        given = {one.question: one for one in self.result.everybody.questions}
        yield from listing([self._entry(given[id_], self._reached(given[id_])) for id_ in own.gaps], numbered=True)

    def _reached(self, one: QuestionSummary) -> str:
        share = (one.answered - one.short) / one.answered
        return self.say("population.reached", share=self.say.percent(share), n=one.answered)

    def _entry(self, one: QuestionSummary | QuestionShift, told: str) -> Entry:
        return Entry(
            inline(self.question(one.question), Span(f" [{one.question}]", "muted", one.question)), (inline(told),)
        )

    def spread(self) -> Iterator[Block]:
        """How the scores of everybody lie."""
        if not self.told:
            return
        yield Heading(2, self.say("population.spread"))
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("population.scored"), "right"),
            Column(self.say("population.mean"), "right"),
            *(Column(self.say(f"population.{one}"), "right") for one in PERCENTILES),
            Column(self.say("column.coverage"), "right"),
        )
        yield Table(columns, tuple(self._spread_row(one) for one in self.result.everybody.parts))
        yield from self._chart(self.result.everybody.parts)
        yield self.muted("population.spread-note")

    def _spread_row(self, one: PartSummary) -> tuple[Cell, ...]:
        spread = one.spread
        scores = [spread.mean, *(getattr(spread, key) for key in PERCENTILES)] if spread else []
        told: list[Cell] = [inline(self.say.number(score)) for score in scores] or [None] * (1 + len(PERCENTILES))
        known = None if one.coverage is None else inline(self.say.known(one.coverage))
        return (inline(self.part(one)), inline(str(one.scored)), *told, known)

    def _chart(self, parts: Sequence[PartSummary]) -> Iterator[Figure]:
        groups, told = [], []
        for one in parts:
            mark = Mark(one.spread.p05, one.spread.p95, one.spread.p50) if one.spread else None
            groups.append((self.part(one), (mark,)))
            if one.spread:
                numbers = {key: self.say.number(getattr(one.spread, key)) for key in ("p05", "p50", "p95")}
                told.append(self.say("population.spread-of", layer=self.part(one), **numbers))
        if told:
            drawing = Intervals((self.say("population.series"),), tuple(groups))
            yield Figure(self.say("population.chart"), " ".join(told), drawing)

    def verdicts(self) -> Iterator[Block]:
        """How many have which verdict in each layer."""
        if not self.told:
            return
        parts = [one for one in self.result.everybody.parts if one.layer]
        there = [verdict for verdict in VERDICTS if any(verdict in one.verdicts for one in parts)]
        columns = (
            Column(self.say("column.layer")),
            *(Column(self.say(f"verdict.{verdict}"), "right") for verdict in there),
        )
        rows, bars, told = [], [], []
        for one in parts:
            shares = [one.verdicts.get(verdict, 0) / sum(one.verdicts.values()) for verdict in there]
            words = [self.say.percent(share) for share in shares]
            rows.append((inline(self.part(one)), *map(inline, words)))
            bars.append((self.part(one), tuple(shares), ""))
            named = zip(there, words, shares, strict=True)
            parts_told = [f"{self.say(f'verdict.{verdict}')} {word}" for verdict, word, share in named if share]
            told.append(self.say("outage.fates-of", layer=self.part(one), parts=self.say.listing(parts_told)))
        yield Heading(2, self.say("population.verdicts"))
        yield Table(columns, tuple(rows))
        series = tuple(self.say(f"verdict.{verdict}") for verdict in there)
        yield Figure(self.say("population.verdicts"), " ".join(told), Shares(series, tuple(bars)))

    def questions(self, which: Literal["missed", "unknown"]) -> Iterator[Block]:
        """The questions on which most fall short of the target, or which most leave open."""
        found = [] if not self.told else [(one, *_of(one, which)) for one in self.result.everybody.questions]
        ranked = sorted(
            ((part / whole, whole, one) for one, part, whole in found if part),
            key=lambda ranked: (-ranked[0], ranked[2].question),
        )
        if not ranked:
            return
        yield Heading(2, self.say(f"population.{which}"))
        told = [
            self._entry(one, self.say(f"population.{which}-by", share=self.say.percent(share), n=whole))
            for share, whole, one in ranked[: self.most]
        ]
        yield from listing(told, numbered=True)
        if self.most is not None and len(ranked) > self.most:
            yield self.muted("report.more", n=len(ranked) - self.most)

    def groups(self) -> Iterator[Block]:
        """Each column's groups side by side: their median in every layer."""
        for column in dict.fromkeys(one.column for one in self.result.groups if one.column):
            own = [one for one in self.result.groups if one.column == column]
            yield Heading(2, self.say("population.by", column=column))
            told = [one for one in own if one.suppressed is None]
            if told:
                names = [self.part(part) for part in told[0].parts]
                columns = (
                    Column(column),
                    Column(self.say("population.number-column"), "right"),
                    *(Column(name, "right") for name in names),
                )
                yield Table(columns, tuple(self._group_row(one) for one in told))
                yield self.muted("population.by-note")
            left_out = [self._named(one) for one in own if one.suppressed]
            if left_out:
                values = {"n": len(left_out), "groups": self.say.listing(left_out), "smallest": self.result.smallest}
                yield self.muted("population.left-out", **values)

    def _group_row(self, one: GroupSummary) -> tuple[Cell, ...]:
        medians = [inline(self.say.number(part.spread.p50)) if part.spread else None for part in one.parts]
        return (inline(self._named(one)), inline(str(one.number)), *medians)

    def _named(self, one: GroupSummary | GroupTrend) -> str:
        return one.value or self.say("population.no-value")

    def trend(self) -> Iterator[Block]:
        """What moved since an earlier table."""
        trend = self.result.trend
        if trend is None:
            return
        yield Heading(2, self.say("population.trend", since=trend.since))
        if trend.everybody.number is None or trend.before is None:
            yield Paragraph(inline(self.say("population.trend-few", smallest=self.result.smallest)))
            return
        numbers = {"both": trend.everybody.number, "now": self.result.everybody.number, "before": trend.before}
        yield Paragraph(inline(self.say("population.trend-both", **numbers)))
        yield from self._movements(trend.everybody)
        shifts = trend.everybody.questions
        if not any(one.up or one.down for one in shifts):
            yield Paragraph(inline(self.say("population.nothing-moved")))
        yield from self._shifts("better", sorted(shifts, key=lambda one: (one.down - one.up, one.question)))
        yield from self._shifts("worse", sorted(shifts, key=lambda one: (one.up - one.down, one.question)))
        for column in dict.fromkeys(one.column for one in trend.groups if one.column):
            told = [one for one in trend.groups if one.column == column and one.suppressed is None]
            if told:
                yield Heading(3, self.say("population.trend-by", column=column))
                yield self._trend_by(column, told)

    def _movements(self, group: GroupTrend) -> Iterator[Block]:
        columns = (
            Column(self.say("column.layer")),
            *(Column(self.say(f"population.{key}"), "right") for key in ("compared", *MOVES, "change")),
        )
        rows, bars, words = [], [], []
        for one in group.parts:
            numbers = (one.risen, one.both - one.risen - one.fallen, one.fallen)
            rows.append((inline(self.part(one)), inline(str(one.both)), *_cells(numbers), self._change(one)))
            if one.both:
                bars.append((self.part(one), tuple(number / one.both for number in numbers), ""))
                named = dict(zip(MOVES, numbers, strict=True))
                words.append(self.say("population.moves-of", layer=self.part(one), **named))
        yield Table(columns, tuple(rows))
        yield self.muted("population.trend-note")
        if bars:
            series = tuple(self.say(f"population.{key}") for key in MOVES)
            yield Figure(self.say("sheet.trend"), " ".join(words), Shares(series, tuple(bars)))

    def _change(self, one: Movement) -> Cell:
        if one.change is None:
            return None
        return inline(f"{'+' if one.change > 0 else ''}{self.say.number(one.change, 1)}")

    def _shifts(self, which: Literal["better", "worse"], ranked: Sequence[QuestionShift]) -> Iterator[Block]:
        """The questions on which more went forward than back, or the other way round."""
        sign = 1 if which == "better" else -1
        found = [one for one in ranked if sign * (one.up - one.down) > 0]
        if not found:
            return
        yield Heading(3, self.say(f"population.{which}"))
        keys = ("up", "down", "learnt", "lost")
        told = [
            self._entry(one, self.say("population.shifted", **{key: getattr(one, key) for key in keys}))
            for one in found[: self.most]
        ]
        yield from listing(told, numbered=True)
        if self.most is not None and len(found) > self.most:
            yield self.muted("report.more", n=len(found) - self.most)

    def _trend_by(self, column: str, groups: Sequence[GroupTrend]) -> Table:
        """How the whole stack moved in each group."""
        known = any(one.parts[-1].change is not None for one in groups)
        keys = ("risen", "fallen", *(["change"] if known else []))
        columns = (
            Column(column),
            Column(self.say("population.in-both"), "right"),
            *(Column(self.say(f"population.{key}"), "right") for key in keys),
        )
        rows = []
        for one in groups:
            stack = one.parts[-1]
            numbers = _cells((one.number or 0, stack.risen, stack.fallen))
            rows.append((inline(self._named(one)), *numbers, *([self._change(stack)] if known else [])))
        return Table(columns, tuple(rows))

    def method(self) -> Iterator[Block]:
        framework = self.result.framework
        yield Heading(2, self.say("report.method"))
        yield Paragraph(inline(self.say("population.method", smallest=self.result.smallest)))
        made = {
            "tool": f"{self.result.tool.name} {self.result.tool.version}",
            "framework": f"{framework.id} {framework.edition}",
            "hash": framework.hash[:12],
        }
        yield Paragraph(inline(self.say("report.made-with", **made)))
        yield Paragraph(inline(Span(self.say("report.what-it-is-not"), "strong")))


def _of(one: QuestionSummary, which: Literal["missed", "unknown"]) -> tuple[int, int]:
    """How many fall short, of how many that answered; or how many left it open, of how many to whom it applies."""
    return (one.short, one.answered) if which == "missed" else (one.open, one.answered + one.open)


def _cells(numbers: Sequence[int]) -> list[Cell]:
    return [inline(str(number)) for number in numbers]

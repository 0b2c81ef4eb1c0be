"""The distribution of scores, the verdicts, the most common gaps, groups, and one profile among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eurostack_assess.model.population import (
    PERCENTILES,
    GroupSummary,
    PartSummary,
    QuestionSummary,
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
    ScoreMark,
    Shares,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.population.base import PopulationVoice
from eurostack_assess.report.wording.statements import format_meaning


@dataclass(frozen=True, kw_only=True)
class PopulationDistribution(PopulationVoice):
    """Where everybody is: scores, verdicts, what most miss, groups, and one profile among them."""

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.result.title or self.translate(f"population.title-{self.result.kind}")

    @property
    def has_enough_profiles(self) -> bool:
        """Whether there are enough profiles to tell anything."""
        return self.result.all_organisations.suppressed is None

    def opening(self) -> Iterator[Block]:
        """What is compared, and how many there are."""
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

    def in_short(self) -> Iterator[Block]:
        """What moved, the layer that most often calls for more attention, and what most fall short of."""
        if not self.has_enough_profiles:
            return
        sentences = [*self._trend_in_short(), *self._most_attention()]
        if ranking := self._rank("missed"):
            share, _, question = ranking[0]
            asked, percent = self.question_text(question.question), self.translate.percent(share)
            sentences.append(self.translate("population.short-missed", question=asked, share=percent))
        if sentences:
            yield Heading(2, self.translate("compare.in-short"))
            yield from listing([ListEntry(inline(sentence)) for sentence in sentences])

    def _trend_in_short(self) -> Iterator[str]:
        """The change in the score of the whole stack since an earlier table, where it may be disclosed."""
        trend = self.result.trend
        if trend is None or trend.all_organisations.number is None:
            return
        stack = next(part for part in trend.all_organisations.parts if part.layer is None)
        if stack.scored_both_times and stack.change is not None:
            points = round(abs(stack.change), 1)
            key = "same" if not points else "higher" if stack.change > 0 else "lower"
            shown = {"points": self.translate.number(points, 1)} if points else {}
            yield self.translate(
                f"population.short-{key}",
                since=trend.earlier_table,
                **shown,
                risen=stack.risen,
                fallen=stack.fallen,
                both=stack.scored_both_times,
            )

    def _most_attention(self) -> Iterator[str]:
        shares = [
            (part.verdicts.get("attention", 0) / sum(part.verdicts.values()), self.part_label(part))
            for part in self.result.all_organisations.parts
            if part.layer and part.verdicts
        ]
        if shares:
            share, layer = max(shares, key=lambda found: found[0])
            if not share:
                return
            yield self.translate("population.short-attention", layer=layer, share=self.translate.percent(share))

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
        known = question.answered + question.partial
        share = question.reached / known
        return self.translate("population.reached", share=self.translate.percent(share), n=known)

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
        ranking = self._rank(which)
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

    def _rank(self, which: Literal["missed", "unknown"]) -> list[tuple[float, int, QuestionSummary]]:
        """Share, number that it is of, and question; the largest share first."""
        if not self.has_enough_profiles:
            return []
        found = [(question, *_counts_for(question, which)) for question in self.result.all_organisations.questions]
        return sorted(
            ((part / total, total, question) for question, part, total in found if part),
            key=lambda item: (-item[0], item[2].question),
        )

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

    def method(self) -> Iterator[Block]:
        """What the figures are, and what is suppressed."""
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
        (question.below_target, question.answered + question.partial)
        if which == "missed"
        else (question.open, question.answered + question.partial + question.open)
    )

"""Editions in a report: that answers were given under another one, and what differs between two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, OlderEdition, Rung
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.editions import EditionDiff, LayerMoved, ProfileMoved, QuestionDiffering, RungMoved
from eurostack_assess.model.framework import Change
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.report.scores import score_in_range
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import Texts, texts


def older_section(result: Assessment, older: OlderEdition, say: Texts) -> Iterator[Block]:
    """That the answers were given under another edition, and which questions have changed since."""
    now = result.framework.edition
    yield Heading(2, say("edition.older", edition=older.edition))
    key = "edition.scored-by" if older.known else "edition.unknown"
    yield Paragraph(inline(Span(say(key, edition=older.edition, now=now), "bad")))
    if older.known and not (older.changed or older.gone or older.parts_gone):
        yield Paragraph(inline(say("edition.nothing-changed")))
    entries = []
    for id_, changes in older.changed.items():
        question = result.question(id_)
        named = inline(question.ask.in_language(say.language), Span(f" [{id_}]", "muted", id_))
        entries.append(Entry(named, (inline(Span(told_changes(changes, say), "bad")),)))
    yield from listing(entries)
    if older.gone:
        yield Paragraph(inline(say("edition.gone-answers", n=len(older.gone), questions=say.listing(list(older.gone)))))
    if older.parts_gone:
        parts = list(older.parts_gone)
        yield Paragraph(inline(say("edition.parts-gone", n=len(parts), parts=say.listing(parts))))
    if older.new:
        yield Paragraph(inline(say("edition.new-questions", n=len(older.new), questions=say.listing(list(older.new)))))


def told_older(name: str, older: OlderEdition, say: Texts) -> str:
    """In one line that somebody's answers were given under another edition."""
    about = {"name": name, "edition": older.edition}
    if not older.known:
        return say("edition.party-unknown", **about)
    changed = [*older.changed, *older.gone, *older.parts_gone]
    return (
        say("edition.party-changed", **about, what=say.listing(changed))
        if changed
        else say("edition.party-same", **about)
    )


def told_changes(changes: Sequence[Change], say: Texts) -> str:
    """What became of a question, in words."""
    return say.listing([say(f"change.{change}") for change in changes])


def edition_diff_report(result: EditionDiff, language: str) -> Document:
    """What a new edition asks and counts otherwise, and what it does to scores."""
    report = _Report(result, texts(language))
    sections = (report.opening(), report.counting(), report.questions(), report.profiles())
    return Document(report.title, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True)
class _Report:
    result: EditionDiff
    say: Texts

    @property
    def title(self) -> str:
        before, now = self.result.before, self.result.now
        name = self.result.name.in_language(self.say.language)
        return self.say("edition.title", name=name, before=before.edition, now=now.edition)

    def word(self, text: LocalText) -> str:
        return text.in_language(self.say.language)

    def opening(self) -> Iterator[Block]:
        result = self.result
        yield Heading(1, self.title)
        if result.before.hash == result.now.hash:
            yield Paragraph(inline(self.say("edition.same")))
            return
        counts = {"new": len(result.new), "gone": len(result.gone), "changed": len(result.changed)}
        sizes = {"before": result.before.questions, "now": result.now.questions}
        yield Paragraph(inline(self.say("edition.in-short", **counts, **sizes)))
        if result.before.edition == result.now.edition:
            yield Paragraph(inline(Span(self.say("edition.same-name", edition=result.now.edition), "bad")))

    def counting(self) -> Iterator[Block]:
        """Weights of layers, thresholds and the target."""
        told = [
            self.say("edition.layer-weight", layer=layer, before=self._number(one), now=self._number(other))
            for layer, (one, other) in self.result.layer_weights.items()
        ]
        told += [
            self.say(
                "edition.threshold", threshold=f"thresholds.{key}", before=self._number(one), now=self._number(other)
            )
            for key, (one, other) in self.result.thresholds.items()
        ]
        if self.result.target is not None:
            one, other = self.result.target
            told.append(self.say("edition.target", before=one, now=other))
        if told:
            yield Heading(2, self.say("edition.counting"))
            yield from listing([Entry(inline(one)) for one in told])

    def _number(self, value: float | None) -> str:
        return self.say("edition.none") if value is None else self.say.figure(value)

    def questions(self) -> Iterator[Block]:
        for key in ("new", "gone", "changed"):
            found: tuple[QuestionDiffering, ...] = getattr(self.result, key)
            if found:
                yield Heading(2, self.say(f"edition.{key}"))
                yield from listing([self._question(one) for one in found])

    def _question(self, one: QuestionDiffering) -> Entry:
        named = inline(Span(self.word(one.ask), "strong"), Span(f" [{one.id}, {one.part}]", "muted"))
        return Entry(named, tuple(self._about(one)), one.id)

    def _about(self, one: QuestionDiffering) -> Iterator[Inline]:
        if one.changes:
            yield inline(told_changes(one.changes, self.say))
        if one.asked_before is not None and (before := self._asked_before(one.asked_before, one.ask)):
            yield inline(Span(self.say("edition.asked-before", question=before), "muted"))
        yield from (inline(self._rung(moved)) for moved in one.rungs)
        if one.weight_before is not None and one.weight_now is not None:
            weights = {"before": self.say.figure(one.weight_before), "now": self.say.figure(one.weight_now)}
            yield inline(self.say("edition.weight", **weights))
        if one.looks_like is not None:
            yield inline(Span(self.say("edition.looks-like", question=one.looks_like), "bad"))

    def _rung(self, moved: RungMoved) -> str:
        ends = [self._told_rung(one) for one in (moved.before, moved.now)]
        return self.say("edition.rung", rung=moved.rung, before=ends[0], now=ends[1])

    def _told_rung(self, one: Rung | None) -> str:
        if one is None:
            return self.say("edition.none")
        counts = f" ({self.say('comment.value', value=self.say.figure(one.value))})" if one.value is not None else ""
        return f"“{self.word(one.text)}”{counts}"

    def _asked_before(self, before: LocalText, now: LocalText) -> str | None:
        """As it was asked: in the report's language, or where only others differ in the first of those."""
        differing = [one for one, words in now.root.items() if before.root.get(one, words) != words]
        wanted = next((one for one in (self.say.language, ANY_LANGUAGE) if one in differing), None)
        if wanted is not None:
            return before.root[wanted]
        return f"{before.root[differing[0]]} ({differing[0]})" if differing else None

    def profiles(self) -> Iterator[Block]:
        """Scores before and now, and which layers move."""
        if not self.result.profiles:
            return
        yield Heading(2, self.say("edition.profiles"))
        yield Paragraph(inline(Span(self.say("edition.profiles-note"), "muted")))
        columns = (
            Column(self.say("edition.profile")),
            Column(self.result.before.edition, "right"),
            Column(self.result.now.edition, "right"),
        )
        yield Table(columns, tuple(self._row(one) for one in self.result.profiles))
        yield from listing([self._moved(one) for one in self.result.profiles if one.layers or one.not_asked])

    def _row(self, one: ProfileMoved) -> tuple[Cell, ...]:
        before, now = one.before, one.now
        return (
            inline(one.name),
            score_in_range(before.score, before.low, before.high, self.say),
            score_in_range(now.score, now.low, now.high, self.say),
        )

    def _moved(self, one: ProfileMoved) -> Entry:
        details = [inline(self._layer(layer)) for layer in one.layers]
        for key, questions in (("not-asked", one.not_asked), ("open", one.open)):
            if questions:
                told = self.say(f"edition.{key}", n=len(questions), questions=self.say.listing(list(questions)))
                details.append(inline(Span(told, "muted")))
        return Entry(inline(Span(one.name, "strong")), tuple(details))

    def _layer(self, layer: LayerMoved) -> str:
        """A layer's score and verdict, before and now."""
        ends = ((layer.score_before, layer.verdict_before), (layer.score_now, layer.verdict_now))
        before, now = (
            self.say("edition.none")
            if verdict is None
            else ", ".join(
                [*([self.say.number(score, 1)] if score is not None else []), self.say(f"verdict.{verdict}")]
            )
            for score, verdict in ends
        )
        return self.say("edition.layer", layer=self.word(layer.name), before=before, now=now)


def edition_diff_sheets(result: EditionDiff, language: str) -> Workbook:
    """The same as sheets."""
    sheets = _Sheets(texts(language), result)
    made = (sheets.questions(), sheets.profiles())
    title = _Report(result, sheets.say).title
    return Workbook(title, language, tuple(one for one in made if one.rows), sheets.say("sheet.questions"))


@dataclass(frozen=True)
class _Sheets(Wording):
    result: EditionDiff

    def questions(self) -> Sheet:
        return self.sheet("questions", ("id", "layer", "changed", "question", "before"), self._questions())

    def _questions(self) -> Iterator[Row]:
        for key in ("new", "gone", "changed"):
            for one in getattr(self.result, key):
                told = told_changes(one.changes, self.say) if one.changes else self.say(f"edition.one-{key}")
                yield one.id, one.part, told, self.word(one.ask), self.word(one.asked_before)

    def profiles(self) -> Sheet:
        return self.sheet(
            "layers", ("party", "layer", "score-before", "score", "verdict-before", "verdict"), self._layers()
        )

    def _layers(self) -> Iterator[Row]:
        for one in self.result.profiles:
            yield one.name, self.say("compare.stack"), one.before.score, one.now.score, None, None
            for layer in one.layers:
                yield (
                    one.name, self.word(layer.name), layer.score_before, layer.score_now,
                    self.named("verdict", layer.verdict_before), self.named("verdict", layer.verdict_now),
                )  # fmt: skip

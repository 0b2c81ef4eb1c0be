"""Editions in a report: answers given under another edition, and the differences between two editions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, Rung
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.editions import EditionDiff, LayerChange, ProfileChange, QuestionChange, RungChange
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.wording.editions import format_changes, format_diff_title
from eurostack_assess.report.wording.scores import format_score_in_range
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import Texts, texts


def build_older_edition_section(result: Assessment, older: EditionDrift, translate: Texts) -> Iterator[Block]:
    """That the answers were given under another edition, and which questions have changed since."""
    now = result.framework.edition
    yield Heading(2, translate("edition.older", edition=older.edition))
    key = "edition.scored-by" if older.known else "edition.unknown"
    yield Paragraph(inline(TextSpan(translate(key, edition=older.edition, now=now), "bad")))
    if older.known and not (older.changed or older.removed or older.removed_parts):
        yield Paragraph(inline(translate("edition.nothing-changed")))
    entries = []
    for id_, changes in older.changed.items():
        question = result.question(id_)
        label = inline(question.ask.in_language(translate.language), TextSpan(f" [{id_}]", "muted", id_))
        entries.append(ListEntry(label, (inline(TextSpan(format_changes(changes, translate), "bad")),)))
    yield from listing(entries)
    if older.carried:
        ids = {"n": len(older.carried), "questions": translate.listing(list(older.carried))}
        yield Paragraph(inline(translate("edition.carried", edition=older.edition, **ids)))
    if older.removed:
        yield Paragraph(
            inline(
                translate(
                    "edition.gone-answers", n=len(older.removed), questions=translate.listing(list(older.removed))
                )
            )
        )
    if older.removed_parts:
        parts = list(older.removed_parts)
        yield Paragraph(inline(translate("edition.parts-gone", n=len(parts), parts=translate.listing(parts))))
    if older.new:
        yield Paragraph(
            inline(translate("edition.new-questions", n=len(older.new), questions=translate.listing(list(older.new))))
        )


def build_edition_diff_report(result: EditionDiff, language: str) -> ReportDocument:
    """What a new edition asks and counts otherwise, and what it does to scores."""
    report = _EditionDiffReport(result=result, translate=texts(language))
    sections = (report.opening(), report.counting(), report.questions(), report.profiles())
    return ReportDocument(report.title, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True, kw_only=True)
class _EditionDiffReport(Voice):
    result: EditionDiff

    @property
    def title(self) -> str:
        return format_diff_title(self.result, self.translate)

    def opening(self) -> Iterator[Block]:
        result = self.result
        yield Heading(1, self.title)
        if result.before.hash == result.now.hash:
            yield Paragraph(inline(self.translate("edition.same")))
            return
        counts = {"new": len(result.new), "gone": len(result.removed), "changed": len(result.changed)}
        sizes = {"before": result.before.questions, "now": result.now.questions}
        yield Paragraph(inline(self.translate("edition.in-short", **counts, **sizes)))
        if result.before.edition == result.now.edition:
            yield Paragraph(inline(TextSpan(self.translate("edition.same-name", edition=result.now.edition), "bad")))

    def counting(self) -> Iterator[Block]:
        """Weights of layers, thresholds and the target."""
        lines = [
            self.translate("edition.layer-weight", layer=layer, before=self._number(before), now=self._number(now))
            for layer, (before, now) in self.result.layer_weights.items()
        ]
        lines += [
            self.translate(
                "edition.threshold", threshold=f"thresholds.{key}", before=self._number(before), now=self._number(now)
            )
            for key, (before, now) in self.result.thresholds.items()
        ]
        if self.result.target is not None:
            before, now = self.result.target
            lines.append(self.translate("edition.target", before=before, now=now))
        if self.result.cuts is not None:
            found, new = (self._cuts(cuts) for cuts in self.result.cuts)
            lines.append(self.translate("edition.cuts", before=found, now=new))
        if lines:
            yield Heading(2, self.translate("edition.counting"))
            yield from listing([ListEntry(inline(line)) for line in lines])

    def _cuts(self, cuts: Sequence[float]) -> str:
        if not cuts:
            return self.translate("edition.by-gates")
        return self.translate.listing([self.translate.number(cut) for cut in cuts])

    def _number(self, value: float | None) -> str:
        return self.translate("edition.none") if value is None else self.translate.figure(value)

    def questions(self) -> Iterator[Block]:
        for key, found in self.result.differing.items():
            if found:
                yield Heading(2, self.translate(f"edition.{key}"))
                yield from listing([self._question(question) for question in found])

    def _question(self, question: QuestionChange) -> ListEntry:
        label = inline(
            TextSpan(self.localise(question.ask), "strong"), TextSpan(f" [{question.id}, {question.part}]", "muted")
        )
        return ListEntry(label, tuple(self._change_details(question)), question.id)

    def _change_details(self, question: QuestionChange) -> Iterator[Inline]:
        if question.changes:
            yield inline(format_changes(question.changes, self.translate))
        if question.asked_before is not None and (before := self._former_wording(question.asked_before, question.ask)):
            yield inline(TextSpan(self.translate("edition.asked-before", question=before), "muted"))
        yield from (inline(self._rung(rung_change)) for rung_change in question.rungs)
        if question.weight_before is not None and question.weight_now is not None:
            weights = {
                "before": self.translate.figure(question.weight_before),
                "now": self.translate.figure(question.weight_now),
            }
            yield inline(self.translate("edition.weight", **weights))
        if question.looks_like is not None:
            yield inline(TextSpan(self.translate("edition.looks-like", question=question.looks_like), "bad"))

    def _rung(self, rung_change: RungChange) -> str:
        ends = [self._rung_text(rung) for rung in (rung_change.before, rung_change.now)]
        return self.translate("edition.rung", rung=rung_change.rung, before=ends[0], now=ends[1])

    def _rung_text(self, rung: Rung | None) -> str:
        if rung is None:
            return self.translate("edition.none")
        counts = (
            f" ({self.translate('comment.value', value=self.translate.figure(rung.value))})"
            if rung.value is not None
            else ""
        )
        return f"“{self.localise(rung.text)}”{counts}"

    def _former_wording(self, before: LocalText, now: LocalText) -> str | None:
        """As it was asked: in the report's language, or where only others differ in the first of those."""
        differing = [language for language, words in now.root.items() if before.root.get(language, words) != words]
        shown_language = next(
            (language for language in (self.translate.language, ANY_LANGUAGE) if language in differing), None
        )
        if shown_language is not None:
            return before.root[shown_language]
        return f"{before.root[differing[0]]} ({differing[0]})" if differing else None

    def profiles(self) -> Iterator[Block]:
        """Scores before and now, and which layers move."""
        if not self.result.profiles:
            return
        yield Heading(2, self.translate("edition.profiles"))
        yield Paragraph(inline(TextSpan(self.translate("edition.profiles-note"), "muted")))
        columns = (
            Column(self.translate("edition.profile")),
            Column(self.result.before.edition, "right"),
            Column(self.result.now.edition, "right"),
        )
        yield TableBlock(columns, tuple(self._row(profile) for profile in self.result.profiles))
        yield from listing(
            [
                self._score_changes(profile)
                for profile in self.result.profiles
                if profile.layers or profile.dropped_answers
            ]
        )

    def _row(self, profile: ProfileChange) -> tuple[Cell, ...]:
        before, now = profile.before, profile.now
        return (
            inline(profile.name),
            format_score_in_range(before.score, before.low, before.high, self.translate),
            format_score_in_range(now.score, now.low, now.high, self.translate),
        )

    def _score_changes(self, profile: ProfileChange) -> ListEntry:
        details = [inline(self._layer(layer)) for layer in profile.layers]
        for key, questions in (("not-asked", profile.dropped_answers), ("open", profile.open)):
            if questions:
                note = self.translate(
                    f"edition.{key}", n=len(questions), questions=self.translate.listing(list(questions))
                )
                details.append(inline(TextSpan(note, "muted")))
        return ListEntry(inline(TextSpan(profile.name, "strong")), tuple(details))

    def _layer(self, layer: LayerChange) -> str:
        """A layer's score and verdict, before and now."""
        ends = ((layer.score_before, layer.verdict_before), (layer.score_now, layer.verdict_now))
        before, now = (
            self.translate("edition.none")
            if verdict is None
            else ", ".join(
                [
                    *([self.translate.number(score, 1)] if score is not None else []),
                    self.translate(f"verdict.{verdict}"),
                ]
            )
            for score, verdict in ends
        )
        return self.translate("edition.layer", layer=self.localise(layer.name), before=before, now=now)

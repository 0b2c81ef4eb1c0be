"""The sheets with conclusions: the summary, the actions with room for names and dates, and what to find out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.report.document import Front, Listing, Paragraph, Squares, TextBlock, plain_text
from eurostack_assess.report.front.agenda import format_leads
from eurostack_assess.report.front.assessment import build_assessment_front
from eurostack_assess.report.front.voice import FrontVoice
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.wording.statements import format_meaning
from eurostack_assess.report.workbook import Sheet, Value

EMPTY: SheetRow = (None,) * 8
"""A row of the summary with nothing in it."""


def _texts_of(block: TextBlock) -> Iterator[str]:
    """What a block of the first page says, a row each."""
    match block:
        case Listing(entries):
            for entry in entries:
                yield " ".join(map(plain_text, (entry.text, *entry.details)))
        case Paragraph(text):
            yield plain_text(text)
        case Squares(groups):
            yield ", ".join(group.words for group in groups)


@dataclass(frozen=True)
class FrontSheets(SheetBuilder):
    """The sheets of one result."""

    result: Assessment

    def summary(self) -> Sheet:
        """The sheet that concludes; of a scan, which concludes nothing, what it is of."""
        if self.result.scan is not None:
            rows = ((key, value) for key, value in self._about())
            return self.build_sheet("summary", ("what", "value"), rows)
        front = build_assessment_front(self.result, self.translate)
        titles = ("layer", "score", "low", "high", "level", "verdict", "how-sure", "behind")
        sheet = self.build_sheet("summary", titles, self._summary(front))
        lines = (
            front.name,
            front.headline,
            *map(plain_text, front.standfirst),
            "; ".join((front.about, *front.tags)),
            "",
        )
        return replace(sheet, heading=lines)

    def _summary(self, front: Front) -> Iterator[SheetRow]:
        """The layers, what to do and to find out, what stops, and at the foot what the file is of."""
        parts = (*self.result.layers, *self.result.lenses)
        for part, row in zip(parts, front.stack.rows, strict=True):
            numbers = (part.score, part.low, part.high)
            yield (row.name, *numbers, row.level_words, row.verdict, row.certainty, row.reason or None)
        overall = self.result.overall
        yield (
            self.translate("compare.stack"), overall.score, overall.low, overall.high,
            self._level_words(overall.level), None, None, plain_text(front.basis),
        )  # fmt: skip
        for section in front.sections:
            yield EMPTY
            texts_in_order = [text for block in section.blocks for text in _texts_of(block)]
            for place, text in enumerate(texts_in_order):
                yield (None if place else section.title, *(None,) * 6, text)
        yield EMPTY
        for key, value in self._about():
            yield (key, *(None,) * 6, value)

    def _level_words(self, level: int | None) -> str | None:
        return None if level is None else self.translate("front.level", level=str(level))

    def _about(self) -> Iterator[tuple[str, Value]]:
        """What the file is of, and how it was made."""
        result, profile, overall = self.result, self.result.profile, self.result.overall
        about: dict[str, Value] = {
            "name": profile.name,
            "kind": self.label("kind", profile.kind),
            "country": profile.country,
            "date": profile.date,
            "framework": self.localise(result.framework.name),
            "edition": result.framework.edition,
            "coverage": overall.coverage,
            "version": f"{result.tool.name} {result.tool.version}",
        }
        for key, value in about.items():
            yield self.translate(f"cell.{key}"), value
        if profile.example:
            yield self.translate("cell.note"), self.translate("report.example")
        if profile.basis == "session":
            yield self.translate("cell.note"), self.translate("report.from-session")
        yield self.translate("cell.note"), format_meaning(result.framework.meaning.get(profile.kind), self.translate)
        yield self.translate("cell.note"), self.translate("report.what-it-is-not")

    def actions(self) -> Sheet:
        """One action per row, readable alone, with room for owner, date and progress."""
        titles = (
            "place", "layer", "subject", "step", "done-when", "why-here", "effort", "yields", "share-of-step", "owner",
            "by-when", "standing", "now", "based-on", "id",
        )  # fmt: skip
        sheet = self.build_sheet("actions", titles, self._actions())
        standings = tuple(self.translate(f"cell.standing-{word}") for word in ("open", "running", "done"))
        return replace(sheet, choices={titles.index("standing"): standings}, frozen_columns=4)

    def _actions(self) -> Iterator[SheetRow]:
        layer_of = {question.id: layer for layer in self.result.layers for question in layer.questions}
        ranks = self.result.gap_ranks
        for rank, id_ in zip(ranks, self.result.gaps, strict=True):
            question, layer = self.result.question(id_), layer_of[id_]
            action = question.next_action
            to = action.to if action else question.target
            yield (
                f"{rank}=" if ranks.count(rank) > 1 else str(rank),
                self.localise(layer.short_name),
                self.localise(question.title) or question.id,
                self.localise(action.text) if action else None,
                self.localise(question.rungs[to].text),
                self._why_here(question, layer),
                self.label("effort", action.effort) if action else None,
                self._yields(question, layer),
                question.share_of_total_gap,
                None,
                None,
                None,
                self.answer(question.state, question.possible, [rung.text for rung in question.rungs]),
                self.localise(question.evidence),
                question.id,
            )

    def _why_here(self, question: QuestionResult, layer: LayerResult) -> str | None:
        if question.misses_floor:
            return self.translate("cell.below-minimum")
        if question.holds_level and layer.level is not None:
            return self.translate("cell.holds-level", level=layer.level)
        return None

    def _yields(self, question: QuestionResult, layer: LayerResult) -> str | None:
        """What the layer's score becomes once this step is done and nothing else has changed."""
        if question.score_after is None or layer.score is None:
            return None
        name = self.localise(layer.short_name)
        scores = {
            "before": self.translate.number(layer.score, 1),
            "after": self.translate.number(question.score_after, 1),
        }
        return self.translate("cell.from-to", layer=name, **scores)

    def to_find_out(self) -> Sheet:
        """An answer a row that is not exact, with what it can decide and where to ask."""
        titles = (
            "place",
            "layer",
            "subject",
            "question",
            "can-decide",
            "state",
            "ask-for",
            "ask-whom",
            "owner",
            "by-when",
            "id",
        )
        return self.build_sheet("find-out", titles, self._to_find_out())

    def _to_find_out(self) -> Iterator[SheetRow]:
        layer_of = {question.id: layer for layer in self.result.layers for question in layer.questions}
        ranks, voice = self.result.information_ranks, FrontVoice(translate=self.translate)
        for rank, id_ in zip(ranks, self.result.information_gaps, strict=True):
            question, layer = self.result.question(id_), layer_of[id_]
            yield (
                f"{rank}=" if ranks.count(rank) > 1 else str(rank),
                self.localise(layer.short_name),
                self.localise(question.title) or question.id,
                self.localise(question.ask),
                format_leads(question, voice),
                self.label("state", question.state),
                self.localise(question.accepted_evidence),
                self.translate.whom_to_ask(question.respondents) or None,
                None,
                None,
                question.id,
            )

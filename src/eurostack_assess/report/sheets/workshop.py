"""The outcome of a workshop as sheets: layers, questions with their votes, and participants' comments."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.model.workshop import QuestionVotes, Settlement, WorkshopResult
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.wording.answers import format_answer
from eurostack_assess.report.workbook import Sheet, Value, Workbook
from eurostack_assess.texts import texts


def build_workshop_sheets(result: WorkshopResult, language: str) -> Workbook:
    """Everything in the result, in one language; participants by their numbers."""
    sheets = _WorkshopSheets(texts(language), result)
    all_sheets = (sheets.layers(), sheets.questions(), sheets.remarks())
    return Workbook(
        result.name, language, tuple(sheet for sheet in all_sheets if sheet.rows), sheets.translate("sheet.questions")
    )


@dataclass(frozen=True)
class _WorkshopSheets(SheetBuilder):
    result: WorkshopResult

    def layers(self) -> Sheet:
        titles = (
            "layer", "score", "low-quartile", "high-quartile", "own-low", "own-middle", "own-high", "coverage", "level",
            "votes-strong", "votes-middle", "votes-attention", "majority",
        )  # fmt: skip
        return self.build_sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[SheetRow]:
        for layer in (*self.result.layers, *self.result.cross_cutting):
            votes: list[Value] = [layer.votes.get(verdict, 0) for verdict in FINDING_VERDICTS]
            yield (
                self.localise(layer.name),
                layer.score,
                layer.low,
                layer.high,
                layer.own_low,
                layer.own_median,
                layer.own_high,
                layer.coverage,
                layer.level,
                *votes,
                self.label("verdict", layer.finding),
            )

    def questions(self) -> Sheet:
        max_rungs = max((len(question.counts) for question in self.result.questions), default=0)
        titles = ["id", "layer", "question", "middle", "answer", "consensus", "dont-know", "not-applicable", "silent"]
        sheet = self.build_sheet("questions", [*titles, "settled", "reason"], self._questions(max_rungs))
        rungs = tuple(self.translate("cell.votes-for", rung=rung) for rung in range(max_rungs))
        return Sheet(sheet.name, (*sheet.titles, *rungs), sheet.rows)

    def _questions(self, max_rungs: int) -> Iterator[SheetRow]:
        for question in self.result.questions:
            settlement = question.settlement
            answer = self.localise(question.rungs[question.median]) if question.median is not None else None
            votes: list[Value] = [*question.counts, *[None] * (max_rungs - len(question.counts))]
            yield (
                question.id,
                question.layer,
                self.localise(question.ask),
                question.median,
                answer,
                question.consensus,
                question.dont_know,
                question.not_applicable,
                question.no_answer,
                self._settlement_value(question, question.settlement),
                settlement.reason if settlement else None,
                *votes,
            )

    def _settlement_value(self, question: QuestionVotes, settlement: Settlement | None) -> Value:
        """The rung, or in words which are still possible or why there is none."""
        match settlement.answer if settlement else None:
            case None | int() as value:
                return value
            case value:
                return format_answer(value, question.rungs, self.translate)

    def remarks(self) -> Sheet:
        return self.build_sheet("said", ("participant", "id", "text"), self._remarks())

    def _remarks(self) -> Iterator[SheetRow]:
        for question in self.result.questions:
            yield from ((note.participant, question.id, note.text) for note in question.notes)
        yield from ((remark.participant, None, remark.text) for remark in self.result.remarks)

"""What came of a workshop as sheets: layers, questions with their votes, and what participants said in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.workshop import Settlement, WorkshopResult
from eurostack_assess.report.forms import VERDICTS
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.workbook import Sheet, Value, Workbook
from eurostack_assess.texts import texts


def workshop_sheets(result: WorkshopResult, language: str) -> Workbook:
    """Everything in the result, in one language; participants by their numbers."""
    sheets = _Sheets(texts(language), result)
    made = (sheets.layers(), sheets.questions(), sheets.said())
    return Workbook(result.name, language, tuple(one for one in made if one.rows), sheets.say("sheet.questions"))


@dataclass(frozen=True)
class _Sheets(Wording):
    result: WorkshopResult

    def layers(self) -> Sheet:
        titles = (
            "layer", "score", "low-quartile", "high-quartile", "own-low", "own-middle", "own-high", "coverage", "level",
            "votes-strong", "votes-middle", "votes-attention", "majority",
        )  # fmt: skip
        return self.sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[Row]:
        for one in (*self.result.layers, *self.result.beside):
            votes: list[Value] = [one.votes.get(verdict, 0) for verdict in VERDICTS]
            yield (
                self.word(one.name), one.score, one.low, one.high, one.own_low, one.own_middle, one.own_high,
                one.coverage, one.level, *votes, self.named("verdict", one.finding),
            )  # fmt: skip

    def questions(self) -> Sheet:
        most = max((len(one.counts) for one in self.result.questions), default=0)
        titles = ["id", "layer", "question", "middle", "answer", "consensus", "dont-know", "not-applicable", "silent"]
        made = self.sheet("questions", [*titles, "settled", "reason"], self._questions(most))
        rungs = tuple(self.say("cell.votes-for", rung=rung) for rung in range(most))
        return Sheet(made.name, (*made.titles, *rungs), made.rows)

    def _questions(self, most: int) -> Iterator[Row]:
        for one in self.result.questions:
            settled = one.settled
            answer = self.word(one.rungs[one.middle]) if one.middle is not None else None
            votes: list[Value] = [*one.counts, *[None] * (most - len(one.counts))]
            yield (
                one.id, one.layer, self.word(one.ask), one.middle, answer, one.consensus, one.dont_know,
                one.not_applicable, one.silent, self._settled(one.settled), settled.reason if settled else None, *votes,
            )  # fmt: skip

    def _settled(self, settled: Settlement | None) -> Value:
        """The rung, or the word for having none."""
        match settled.answer if settled else None:
            case str() as word:
                return self.named("state", word)
            case rung:
                return rung

    def said(self) -> Sheet:
        return self.sheet("said", ("participant", "id", "text"), self._said())

    def _said(self) -> Iterator[Row]:
        for one in self.result.questions:
            yield from ((note.participant, one.id, note.text) for note in one.notes)
        yield from ((remark.participant, None, remark.text) for remark in self.result.remarks)

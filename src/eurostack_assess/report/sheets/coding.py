"""Two codings of one organisation or region as sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.coding import Coding
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.workbook import Workbook
from eurostack_assess.texts import texts


def build_coding_sheets(result: Coding, language: str) -> Workbook:
    """The agreement of each layer, and the questions to settle."""
    sheets = _CodingSheets(texts(language), result)
    agreement = sheets.build_sheet(
        "layers",
        ("layer", "compared", "same-rungs", "compatible", "within-one", "alpha", "open-to-one", "scope-disputed"),
        sheets.layers(),
    )
    questions = sheets.build_sheet(
        "questions", ("layer", "id", "question", "coder-first", "coder-second", "distance"), sheets.questions()
    )
    title = sheets.translate("coding.title", name=result.names[0])
    found = tuple(sheet for sheet in (agreement, questions) if sheet.rows)
    return Workbook(title, language, found, agreement.name)


@dataclass(frozen=True)
class _CodingSheets(SheetBuilder):
    result: Coding

    def layers(self) -> Iterator[SheetRow]:
        for layer in self.result.layers:
            found = layer.agreement
            yield (
                self.localise(layer.name), found.compared, found.same, found.compatible, found.within_one,
                found.alpha, found.open_to_one, found.scope_disputed,
            )  # fmt: skip

    def questions(self) -> Iterator[SheetRow]:
        for layer in self.result.layers:
            for question in layer.disagreements:
                answers = (
                    self.answer(state, possible, question.rungs) or self.label("state", state)
                    for state, possible in zip(question.states, question.possible, strict=True)
                )
                yield self.localise(layer.name), question.id, self.localise(question.ask), *answers, question.distance

"""The differences between two editions, as sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.editions import EditionDiff
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.wording.editions import format_changes, format_diff_title
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def build_edition_diff_sheets(result: EditionDiff, language: str) -> Workbook:
    """The same as sheets."""
    sheets = _EditionDiffSheets(texts(language), result)
    all_sheets = (sheets.questions(), sheets.profiles())
    title = format_diff_title(result, sheets.translate)
    return Workbook(
        title, language, tuple(sheet for sheet in all_sheets if sheet.rows), sheets.translate("sheet.questions")
    )


@dataclass(frozen=True)
class _EditionDiffSheets(SheetBuilder):
    result: EditionDiff

    def questions(self) -> Sheet:
        return self.build_sheet("questions", ("id", "layer", "changed", "question", "before"), self._questions())

    def _questions(self) -> Iterator[SheetRow]:
        for key, questions in self.result.differing.items():
            for question in questions:
                change_text = (
                    format_changes(question.changes, self.translate)
                    if question.changes
                    else self.translate(f"edition.one-{key}")
                )
                yield (
                    question.id,
                    question.part,
                    change_text,
                    self.localise(question.ask),
                    self.localise(question.asked_before),
                )

    def profiles(self) -> Sheet:
        return self.build_sheet(
            "layers", ("party", "layer", "score-before", "score", "verdict-before", "verdict"), self._layers()
        )

    def _layers(self) -> Iterator[SheetRow]:
        for profile in self.result.profiles:
            yield profile.name, self.translate("compare.stack"), profile.before.score, profile.now.score, None, None
            for layer in profile.layers:
                yield (
                    profile.name, self.localise(layer.name), layer.score_before, layer.score_now,
                    self.label("verdict", layer.verdict_before), self.label("verdict", layer.verdict_now),
                )  # fmt: skip

"""The base of the builders of sheets: texts in one language, and a sheet with its name and titles in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import LocalText
from eurostack_assess.report.wording.answers import format_possible
from eurostack_assess.report.workbook import ScoreChart, Sheet, Value
from eurostack_assess.texts import Texts

SheetRow = tuple[Value, ...]


@dataclass(frozen=True)
class SheetBuilder:
    """Words for sheets in one language."""

    translate: Texts

    def localise(self, text: LocalText | None) -> str | None:
        """A text of the framework or a profile."""
        return text.in_language(self.translate.language) if text else None

    def label(self, family: str, key: str | None) -> str | None:
        """What a key of a family of texts is called."""
        return self.translate(f"{family}.{key}") if key else None

    def answer(self, state: str, possible: tuple[int, int] | None, rungs: Sequence[LocalText]) -> str | None:
        """What was answered: the words of the rung, or which rungs are still possible; empty where nothing is known."""
        if state == "answered" and possible is not None:
            return self.localise(rungs[possible[0]])
        return format_possible("partial", possible, rungs, self.translate) if state == "partial" else None

    def build_sheet(
        self, name: str, titles: Iterable[str], rows: Iterable[SheetRow], chart: ScoreChart | None = None
    ) -> Sheet:
        """A sheet with its name and titles in words."""
        return Sheet(
            self.translate(f"sheet.{name}"),
            tuple(self.translate(f"cell.{title}") for title in titles),
            tuple(rows),
            chart,
        )

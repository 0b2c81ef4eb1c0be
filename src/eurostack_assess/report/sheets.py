"""What the builders of sheets share: texts in one language, and a sheet with its name and titles in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from eurostack_assess.model.base import LocalText
from eurostack_assess.report.workbook import ScoreChart, Sheet, Value
from eurostack_assess.texts import Texts

Row = tuple[Value, ...]


@dataclass(frozen=True)
class Wording:
    """Words for sheets in one language."""

    say: Texts

    def word(self, text: LocalText | None) -> str | None:
        """A text of the framework or a profile."""
        return text.in_language(self.say.language) if text else None

    def named(self, family: str, key: str | None) -> str | None:
        """What a key of a family of texts is called."""
        return self.say(f"{family}.{key}") if key else None

    def sheet(self, name: str, titles: Iterable[str], rows: Iterable[Row], chart: ScoreChart | None = None) -> Sheet:
        """A sheet with its name and titles in words."""
        return Sheet(self.say(f"sheet.{name}"), tuple(self.say(f"cell.{one}") for one in titles), tuple(rows), chart)

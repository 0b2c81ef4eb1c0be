"""The base of every builder of a report: one language, one rule for shortening lists, one way to explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from eurostack_assess.model.base import LocalText
from eurostack_assess.report.document import Block, Paragraph, TextSpan, inline
from eurostack_assess.texts import Texts

ReportExtent = Literal["answer", "full", "complete", "all"]
"""How much a report tells: one page; that and its annexes; those with every answer too; or no list cut short either."""

SHORT_LIST = 10
"""Lines of a list that are shown, unless all are asked for."""

Line = TypeVar("Line")


def list_limit(*, everything: bool) -> int | None:
    """Lines of a list that are shown; None: all."""
    return None if everything else SHORT_LIST


def choose_extent(*, to_files: bool, full: bool, everything: bool, one_page: bool = False) -> ReportExtent:
    """How much is told: on a screen the answer, in a file what people hand around, unless more or less is asked for."""
    if one_page:
        return "answer"
    if everything:
        return "all"
    if to_files:
        return "complete"
    return "full" if full else "answer"


def count_shown(number: int, limit: int | None) -> int:
    """Lines of a list of this length that are shown: one more than the limit, where only that one would be hidden."""
    return number if limit is None or number <= limit + 1 else limit


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One report in one language."""

    translate: Texts
    limit: int | None = None
    """Lines of a list that are shown; None: all."""

    def localise(self, text: LocalText) -> str:
        """A text of the framework, the catalogue or a profile in the report's language."""
        return text.in_language(self.translate.language)

    def explanation(self, key: str, **values: object) -> Paragraph:
        """A muted sentence that explains what is shown."""
        return Paragraph(inline(TextSpan(self.translate(key, **values), "muted")))

    def shown(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines of a list that are shown."""
        return lines[: count_shown(len(lines), self.limit)]

    def truncation_note(self, lines: Sequence[object]) -> Iterator[Block]:
        """That lines of the list are not shown, and how many; nothing where all are."""
        hidden = len(lines) - count_shown(len(lines), self.limit)
        if hidden:
            yield self.explanation("report.more", n=hidden)

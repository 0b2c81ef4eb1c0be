"""What is said, free of format: headings, sentences, lists, tables, bars. Renderers only render it.

Every text here is for readers and already in their language; every number in a sentence is already written out. Only a
`Bar` still carries numbers, since drawing is a renderer's work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

UNDATED = date(1980, 1, 1)
"""What a file that must say when it was made says, of numbers without a day."""

Tone = Literal["plain", "strong", "muted", "good", "bad"]
"""What a text is, not how it looks; never the only carrier of a meaning."""


@dataclass(frozen=True)
class Span:
    """A run of text in one tone."""

    text: str
    tone: Tone = "plain"


Inline = tuple[Span, ...]
"""Text on one line, or wrapped as one."""


def inline(*parts: str | Span) -> Inline:
    """Texts and spans as one inline text; empty ones left out."""
    spans = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


@dataclass(frozen=True)
class Heading:
    """A title: 1 for the document's, 2 for a section's, 3 below that."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Inline


@dataclass(frozen=True)
class Entry:
    """One item of a list: a text, and what belongs to it on lines of its own."""

    text: Inline
    details: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    entries: tuple[Entry, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Bar:
    """A score with its interval on the scale of 0 to 100, and the thresholds to see it against."""

    low: float
    high: float
    score: float | None
    thresholds: tuple[float, ...] = ()


@dataclass(frozen=True)
class Column:
    """A table's column; a dispensable one only repeats what others say, and goes first where room is short."""

    title: str
    align: Literal["left", "right"] = "left"
    dispensable: bool = False
    scale: bool = False
    """Whether it holds bars, and is headed by the ends of their scale; the title is for those who cannot see them."""


Cell = Inline | Bar | None
"""None: nothing to show."""


@dataclass(frozen=True)
class Table:
    """Rows under columns. The first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Branch:
    """A text with what hangs under it."""

    text: Inline
    branches: "tuple[Branch, ...]" = ()


@dataclass(frozen=True)
class Tree:
    """A root with its branches."""

    root: Branch


@dataclass(frozen=True)
class Mark:
    """A score, where there is one, in its interval on the scale of 0 to 100."""

    low: float
    high: float
    score: float | None


@dataclass(frozen=True)
class Intervals:
    """Scores with their intervals side by side, on one scale of 0 to 100."""

    series: tuple[str, ...]
    """Whose scores they are."""
    groups: tuple[tuple[str, tuple[Mark | None, ...]], ...]
    """Of what, each with a mark a series; none where nothing is known."""


Drawing = Intervals
"""What a figure shows: numbers and names only."""


@dataclass(frozen=True)
class Figure:
    """A drawing, for formats that draw; what it shows also stands in words and in a table."""

    title: str
    description: str
    """Every number that is drawn, in words."""
    drawing: Drawing
    table: Table | None = None
    """The same numbers; none where the table next to the figure has them."""


Written = Heading | Paragraph | Listing | Table | Tree
Block = Written | Figure


@dataclass(frozen=True)
class Document:
    """What a report says, in order."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    dated: date = UNDATED
    """The day that its numbers are of."""


def listing(entries: Sequence[Entry], *, numbered: bool = False) -> tuple[Listing, ...]:
    """A list as blocks: none if there is nothing to list."""
    return (Listing(tuple(entries), numbered),) if entries else ()

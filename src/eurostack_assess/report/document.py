"""The content of a report, independent of format: headings, sentences, lists, tables, drawings. Renderers only draw it.

Every text here is for readers and already in their language; every number in a sentence is already written out. Only
drawings, such as a `Bar`, still carry numbers, since drawing is a renderer's work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Literal

from eurostack_assess.model.vocabulary import Fate

PARTY_LETTERS = ascii_uppercase
"""What parties of a comparison are called in short, in their order."""

UNDATED = date(1980, 1, 1)
"""What a file that must say when it was made says, of numbers without a day."""

Tone = Literal["plain", "strong", "muted", "good", "bad"]
"""What a text is, not how it looks; never the only carrier of a meaning."""


@dataclass(frozen=True)
class TextSpan:
    """A run of text in one tone."""

    text: str
    tone: Tone = "plain"
    target_id: str = ""
    """Id of an entry or heading that it refers to; a link where that is in the document."""


Inline = tuple[TextSpan, ...]
"""Text on one line, or wrapped as one."""


def inline(*parts: str | TextSpan) -> Inline:
    """Texts and spans as one inline text; empty ones left out."""
    spans = (TextSpan(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


@dataclass(frozen=True)
class Heading:
    """A title: 1 for the document's, 2 for a section's, 3 below that."""

    level: Literal[1, 2, 3]
    text: str
    id: str = ""
    """What other places and links refer to it by, for good; unique in a document."""
    starts_closed: bool = False
    """Of a section after a first page: whether a reader opens it, where a format can close it."""


def plain_text(text: Inline) -> str:
    """The words alone."""
    return "".join(span.text for span in text)


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Inline


@dataclass(frozen=True)
class ListEntry:
    """One item of a list: a text, and what belongs to it on lines of its own."""

    text: Inline
    details: tuple[Inline, ...] = ()
    id: str = ""
    """As a heading's."""


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    entries: tuple[ListEntry, ...]
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
    """A table's column; a dispensable one only repeats what others translate, and goes first where room is short."""

    title: str
    align: Literal["left", "right"] = "left"
    dispensable: bool = False
    scale: bool = False
    """Whether it holds bars, and is headed by the ends of their scale; the title is for those who cannot see them."""


Cell = Inline | Bar | None
"""None: nothing to show."""


@dataclass(frozen=True)
class TableBlock:
    """Rows under columns. The first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Branch:
    """A text with what hangs under it."""

    text: Inline
    branches: "tuple[Branch, ...]" = ()


@dataclass(frozen=True)
class TreeBlock:
    """A root with its branches."""

    root: Branch


@dataclass(frozen=True)
class ScoreMark:
    """A score, where there is one, in its interval on the scale of 0 to 100."""

    low: float
    high: float
    score: float | None


@dataclass(frozen=True)
class Intervals:
    """Scores with their intervals side by side, on one scale of 0 to 100."""

    series: tuple[str, ...]
    """Whose scores they are."""
    groups: tuple[tuple[str, tuple[ScoreMark | None, ...]], ...]
    """Of what, each with a mark a series; none where nothing is known."""


@dataclass(frozen=True)
class Square:
    """One square of a matrix: how many fall in it, and of which grade it is."""

    count: int
    grade: str
    severity: int
    """The grade's place from 0, the mildest; drawn darker as it rises."""


@dataclass(frozen=True)
class Matrix:
    """How many fall where two scales cross."""

    across: str
    """What the columns are."""
    down: str
    """What the rows are."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square, ...]], ...]


@dataclass(frozen=True)
class Shares:
    """Parts of a whole, a bar a row; the parts of a row add up to 1."""

    series: tuple[str, ...]
    """What the parts are."""
    rows: tuple[tuple[str, tuple[float, ...], str], ...]
    """Of what, the parts, and the parts in words."""


@dataclass(frozen=True)
class NetworkNode:
    """Something that others need."""

    name: str
    marked: bool = False
    """Whether it is to stand out."""


@dataclass(frozen=True)
class Network:
    """Who needs whom, in bands."""

    bands: tuple[tuple[str, tuple[NetworkNode, ...]], ...]
    edges: tuple[tuple[int, int], ...]
    """From what needs to what is needed: places among the nodes of all bands, in order."""
    marked: str
    """What marked nodes are."""

    @property
    def nodes(self) -> tuple[NetworkNode, ...]:
        """Those of all bands, in order."""
        return tuple(node for _, nodes in self.bands for node in nodes)


Drawing = Intervals | Matrix | Shares | Network
"""What a figure shows: numbers and names only."""


@dataclass(frozen=True)
class Figure:
    """A drawing, for formats that draw; what it shows also stands in words and in a table."""

    title: str
    description: str
    """Every number that is drawn, in words."""
    drawing: Drawing
    table: TableBlock | None = None
    """The same numbers; none where the table next to the figure has them."""


@dataclass(frozen=True)
class SquareGroup:
    """How many services have one fate."""

    fate: Fate
    count: int
    words: str
    """The count and the fate in words."""


@dataclass(frozen=True)
class Squares:
    """One mark a service, by what becomes of it."""

    groups: tuple[SquareGroup, ...]


TextBlock = Heading | Paragraph | Listing | TableBlock | TreeBlock | Squares
Block = TextBlock | Figure


@dataclass(frozen=True)
class StackFigure:
    """The score of one party in a layer, as a mark and in words."""

    mark: ScoreMark | None
    """None where nothing is known."""
    score: str
    range: str
    """Empty where it is one number."""


Sign = Literal["strong", "middle", "attention", "open", "first", "second"]
"""What a row concludes: a verdict, which of two is higher, or nothing yet."""

CertaintyGrade = Literal["certain", "likely", "open"]


@dataclass(frozen=True)
class StackRow:
    """A layer on the first page: its numbers, its verdict, how sure that is, and the reason."""

    name: str
    figures: tuple[StackFigure, ...]
    """One a party."""
    numbers: tuple[str, ...]
    """The cells between the bar and the verdict."""
    level_words: str
    """The level in words; empty where there is none to tell."""
    sign: Sign
    grade: CertaintyGrade
    verdict: str
    """The verdict by itself, beginning with a capital."""
    certainty: str
    """How sure it is."""
    reason: str
    """The ground of the verdict, a sentence; may be empty."""
    sentence: str
    """All of it in one sentence."""
    is_outside: bool = False
    """Whether it is outside the stack, as a lens is."""


@dataclass(frozen=True)
class Stack:
    """The layers one above the other: the picture of the first page."""

    title: str
    columns: tuple[Column, ...]
    """Of the layer, its bar, its numbers and its verdict, in this order."""
    parties: tuple[str, ...]
    """Whose scores they are, where there are several."""
    thresholds: tuple[float, ...]
    rows: tuple[StackRow, ...]


@dataclass(frozen=True)
class FrontSection:
    """A part of the first page below the stack."""

    title: str
    note: str
    """What decides its order, or what it is about; may be empty."""
    blocks: tuple[TextBlock, ...]
    is_half: bool = True
    """Whether it takes half the width, next to another half."""
    gives_way: bool = False
    """Whether a screen without room may leave it out: the annexes repeat it."""
    keeps: int = 1
    """Entries of its list that a screen without room still shows."""


@dataclass(frozen=True)
class WayOn:
    """What more there is than a screen shows."""

    label: str
    command: str
    """The command that shows it, as it is typed."""
    in_short: str
    """How to get it, in words, where the command is too long for a line."""


@dataclass(frozen=True)
class Front:
    """The first page: the answer, before everything that it rests on."""

    name: str
    """Whom it is about."""
    kind: str
    """What kind of report it is."""
    about: str
    """The kind of profile and the day that its numbers are of."""
    tags: tuple[str, ...]
    """What a reader must know at once, such as that the profile is made up."""
    headline: str
    standfirst: tuple[Inline, ...]
    stack: Stack
    basis: Inline
    """The whole stack in one line, and what it rests on."""
    sections: tuple[FrontSection, ...]
    foot: Inline
    """How to read the page, and what it is not."""
    ways_on: tuple[WayOn, ...] = ()
    """For a screen: what more there is."""


@dataclass(frozen=True)
class ReportDocument:
    """What a report says, in order."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    """What follows the first page; the whole report where there is none."""
    as_of_date: date = UNDATED
    """The day that its numbers are of."""
    front: Front | None = None

    @property
    def targets(self) -> frozenset[str]:
        """The ids of its entries and headings."""
        entries = (entry for block in self.blocks if isinstance(block, Listing) for entry in block.entries)
        headings = (block for block in self.blocks if isinstance(block, Heading))
        return frozenset(
            block_or_entry.id for group in (entries, headings) for block_or_entry in group if block_or_entry.id
        )


def listing(entries: Sequence[ListEntry], *, numbered: bool = False) -> tuple[Listing, ...]:
    """A list as blocks: none if there is nothing to list."""
    return (Listing(tuple(entries), numbered),) if entries else ()

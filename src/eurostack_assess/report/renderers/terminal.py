"""A document as text for a terminal, a pipe or a file.

Three shapes of a table, by the width there is: whole, without its dispensable columns, or one line a value. No number
ever disappears. Without colour the text holds no escape sequence; the tones then only differ in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.document import (
    Bar,
    Branch,
    Cell,
    Column,
    Figure,
    Heading,
    Inline,
    Listing,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextBlock,
    Tone,
    TreeBlock,
)

STYLES: dict[Tone, str] = {"plain": "", "strong": "bold", "muted": "dim", "good": "bold green", "bad": "bold yellow"}
NARROW = 40
MIN_WIDTH = 12
"""Below this, a terminal breaks the lines better than we do."""
BAR_CELLS = 21
COLUMN_GAP = 2


@dataclass(frozen=True)
class Screen:
    """What the text is for."""

    width: int = 80
    """Columns."""
    colour: bool = False
    """Whether escape sequences for colour and weight may be used."""
    unicode: bool = True
    """Whether it shows box and block characters; letters and marks of the texts themselves are not touched."""


@dataclass(frozen=True)
class _Glyphs:
    bullet: str
    rule: str
    double_rule: str
    scale: str
    interval: str
    score: str
    threshold: str
    branch: str
    last_branch: str
    trunk: str


_UNICODE = _Glyphs(
    bullet="•",
    rule="─",
    double_rule="═",
    scale="·",
    interval="━",
    score="●",
    threshold="│",
    branch="├─",
    last_branch="└─",
    trunk="│ ",
)
_ASCII = _Glyphs(
    bullet="*",
    rule="-",
    double_rule="=",
    scale=".",
    interval="=",
    score="O",
    threshold="|",
    branch="|-",
    last_branch="`-",
    trunk="| ",
)


_PLAIN_MARKS = str.maketrans(
    {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "≥": ">=", "≤": "<=", "·": "|", "×": "x"}
)
"""Marks in our own sentences, for a screen that shows ASCII only; letters of names stay as they are."""


def render(document: ReportDocument, screen: Screen) -> str:
    """The document as text; each line at most `screen.width` columns wide unless one word is wider."""
    glyphs = _UNICODE if screen.unicode else _ASCII
    output = StringIO()
    console = Console(
        file=output,
        width=max(screen.width, MIN_WIDTH),
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    blocks = [block for block in document.blocks if not isinstance(block, Figure)]
    for index, block in enumerate(blocks):
        if index and not _is_subheading(blocks[index - 1]):
            console.print()
        console.print(_render_block(block, screen, glyphs), soft_wrap=False)
    text = output.getvalue() if screen.unicode else output.getvalue().translate(_PLAIN_MARKS)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _is_subheading(previous: TextBlock) -> bool:
    return isinstance(previous, Heading) and previous.level > 1


def _render_block(block: TextBlock, screen: Screen, glyphs: _Glyphs) -> RenderableType:
    match block:
        case Heading():
            return _heading(block, screen, glyphs)
        case Paragraph(text):
            return _text(text)
        case Listing():
            return _listing(block, glyphs)
        case TableBlock():
            return _table(block, screen, glyphs)
        case TreeBlock(root):
            return Group(_text(root.text), *_branches(root.branches, glyphs, ""))


def _text(spans: Inline) -> Text:
    text = Text(overflow="fold")
    for span in spans:
        text.append(to_single_line(span.text), STYLES[span.tone] or None)
    return text


def _heading(heading: Heading, screen: Screen, glyphs: _Glyphs) -> RenderableType:
    title = Text(to_single_line(heading.text), style="bold", overflow="fold")
    rule = {1: glyphs.double_rule, 2: glyphs.rule}.get(heading.level)
    return Group(title, Text(rule * min(cell_len(title.plain), screen.width))) if rule else title


def _listing(block: Listing, glyphs: _Glyphs) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, entry in enumerate(block.entries, start=1):
        marker = f"{number}." if block.numbered else glyphs.bullet
        grid.add_row(Text(marker), Group(*(_text(spans) for spans in (entry.text, *entry.details))))
    return grid


def _branches(branches: tuple[Branch, ...], glyphs: _Glyphs, before: str) -> Iterator[RenderableType]:
    """Each branch behind its line, wrapped beside it."""
    for number, branch in enumerate(branches, start=1):
        is_last = number == len(branches)
        below = before + ("  " if is_last else glyphs.trunk) + " "
        trunk = below + (f"{glyphs.trunk} " if branch.branches else "")
        text = _HangingText(
            _text(branch.text), before + (glyphs.last_branch if is_last else glyphs.branch) + " ", trunk
        )
        yield text
        yield from _branches(branch.branches, glyphs, below)


@dataclass(frozen=True)
class _HangingText:
    """A text behind a lead, its further lines behind another."""

    text: Text
    first_lead: str
    continuation_lead: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(options.max_width - max(len(self.first_lead), len(self.continuation_lead)), MIN_WIDTH)
        for index, line in enumerate(self.text.wrap(console, width, overflow="fold")):
            yield Text(self.first_lead if index == 0 else self.continuation_lead).append_text(line)


def _table(block: TableBlock, screen: Screen, glyphs: _Glyphs) -> RenderableType:
    everything = tuple(range(len(block.columns)))
    needed = tuple(index for index in everything if not block.columns[index].dispensable)
    if screen.width >= NARROW:
        for columns in (everything, needed):
            if widths := _widths(block, columns, screen.width, glyphs):
                return _grid(block, columns, widths, glyphs)
    return _one_line_a_value(block, needed, glyphs)


def _widths(block: TableBlock, columns: tuple[int, ...], width: int, glyphs: _Glyphs) -> list[int]:
    """The width of each column; none where a word would have to be broken.

    Room that is left is shared alike by the columns that need more to stand on one line, cells before titles.
    """
    titles = [[_title(block.columns[index])] for index in columns]
    cells = [[_cell(row[index], glyphs).plain for row in block.rows] for index in columns]
    all_texts = [[*title, *column] for title, column in zip(titles, cells, strict=True)]
    widths = [max(cell_len(word) for text in texts for word in text.split()) for texts in all_texts]
    spare = width - COLUMN_GAP * (len(columns) - 1) - sum(widths)
    if spare < 0:
        return []
    for texts in (cells, all_texts):
        target_widths = [max(map(cell_len, column), default=0) for column in texts]
        while spare and (short := [index for index, width in enumerate(widths) if width < target_widths[index]]):
            for index in short[:spare]:
                widths[index] += 1
            spare = max(spare - len(short), 0)
    return widths


def _title(column: Column) -> str:
    return "0" + "100".rjust(BAR_CELLS - 1) if column.scale else column.title


def _grid(block: TableBlock, columns: tuple[int, ...], widths: list[int], glyphs: _Glyphs) -> RenderableType:
    table = RichTable(box=None, padding=(0, COLUMN_GAP, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for index, width in zip(columns, widths, strict=True):
        column = block.columns[index]
        table.add_column(Text(to_single_line(_title(column))), justify=column.align, overflow="fold", width=width)
    for row in block.rows:
        table.add_row(*(_cell(row[index], glyphs) for index in columns))
    return table


def _one_line_a_value(block: TableBlock, columns: tuple[int, ...], glyphs: _Glyphs) -> RenderableType:
    lines: list[RenderableType] = []
    for row in block.rows:
        lines.append(_cell(row[columns[0]], glyphs))
        for index in columns[1:]:
            value = Text(f"{to_single_line(block.columns[index].title)}: ", overflow="fold")
            value.append_text(_cell(row[index], glyphs))
            lines.append(Padding(value, (0, 0, 0, 2)))
    return Group(*lines)


def _cell(cell: Cell, glyphs: _Glyphs) -> Text:
    match cell:
        case None:
            return Text("–" if glyphs is _UNICODE else "-")
        case Bar():
            return Text(_bar(cell, glyphs))
        case _:
            return _text(cell)


def _bar(bar: Bar, glyphs: _Glyphs) -> str:
    """The scale from 0 to 100, the interval over it, the thresholds through both, the score on top."""

    def position(value: float) -> int:
        return round(value / 100 * (BAR_CELLS - 1))

    cells = [glyphs.scale] * BAR_CELLS
    if bar.score is not None or bar.low < bar.high:
        first, last = position(bar.low), position(bar.high)
        cells[first : last + 1] = [glyphs.interval] * (last - first + 1)
    for threshold in bar.thresholds:
        cells[position(threshold)] = glyphs.threshold
    if bar.score is not None:
        cells[position(bar.score)] = glyphs.score
    return "".join(cells)

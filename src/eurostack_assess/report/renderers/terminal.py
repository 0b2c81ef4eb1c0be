"""A document as text for a terminal, a pipe or a file.

Three shapes of a table, by the width there is: whole, without its dispensable columns, or one line a value. No number
ever disappears. Without colour the text holds no escape sequence; the tones then only differ in words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from rich.cells import cell_len

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
from eurostack_assess.report.renderers.line_wrapping import Line, line_width, strip_end, wrap
from eurostack_assess.report.renderers.screen import Screen

CODES: dict[Tone, str] = {"plain": "", "strong": "1", "muted": "2", "good": "1;32", "bad": "1;33"}
"""Of ECMA-48, which terminals follow: 1 is bold, 2 faint, 32 green and 33 yellow."""
NARROW = 40
MIN_WIDTH = 12
"""Below this, a terminal breaks the lines better than we do."""
BAR_CELLS = 21
COLUMN_GAP = 2


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
    width = max(screen.width, MIN_WIDTH)
    blocks = [block for block in document.blocks if not isinstance(block, Figure)]
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if index and not _is_subheading(blocks[index - 1]):
            lines.append([])
        lines += _render_block(block, screen, width, glyphs)
    text = "".join(f"{_encode(line, colour=screen.colour).rstrip()}\n" for line in lines)
    return text if screen.unicode else text.translate(_PLAIN_MARKS)


def _encode(line: Line, *, colour: bool) -> str:
    if not colour:
        return "".join(text for text, _ in line)
    return "".join(f"\x1b[{CODES[tone]}m{text}\x1b[0m" if text and CODES[tone] else text for text, tone in line)


def _is_subheading(previous: TextBlock) -> bool:
    return isinstance(previous, Heading) and previous.level > 1


def _render_block(block: TextBlock, screen: Screen, width: int, glyphs: _Glyphs) -> Iterable[Line]:
    match block:
        case Heading():
            return _heading(block, screen, width, glyphs)
        case Paragraph(text):
            return wrap(_runs(text), width)
        case Listing():
            return _listing(block, width, glyphs)
        case TableBlock():
            return _table(block, screen, width, glyphs)
        case TreeBlock(root):
            return [*wrap(_runs(root.text), width), *_branches(root.branches, width, glyphs, "")]


def _runs(spans: Inline) -> Line:
    return [(to_single_line(span.text), span.tone) for span in spans]


def _heading(heading: Heading, screen: Screen, width: int, glyphs: _Glyphs) -> Iterator[Line]:
    title = to_single_line(heading.text)
    yield from wrap([(title, "strong")], width)
    if rule := {1: glyphs.double_rule, 2: glyphs.rule}.get(heading.level):
        yield from wrap([(rule * min(cell_len(title), screen.width), "plain")], width)


def _listing(block: Listing, width: int, glyphs: _Glyphs) -> Iterator[Line]:
    markers = [f"{number}." if block.numbered else glyphs.bullet for number in range(1, len(block.entries) + 1)]
    indent = max(map(cell_len, markers), default=0) + 1
    for marker, entry in zip(markers, block.entries, strict=True):
        lead = f"{marker} ".rjust(indent)
        for spans in (entry.text, *entry.details):
            for line in wrap(_runs(spans), width - indent):
                yield [(lead, "plain"), *line]
                lead = " " * indent


def _branches(branches: tuple[Branch, ...], width: int, glyphs: _Glyphs, before: str) -> Iterator[Line]:
    """Each branch behind its line, wrapped beside it."""
    for number, branch in enumerate(branches, start=1):
        is_last = number == len(branches)
        below = before + ("  " if is_last else glyphs.trunk) + " "
        trunk = below + (f"{glyphs.trunk} " if branch.branches else "")
        lead = before + (glyphs.last_branch if is_last else glyphs.branch) + " "
        room = max(width - max(len(lead), len(trunk)), MIN_WIDTH)
        for line in wrap(_runs(branch.text), room):
            yield from wrap([(lead, "plain"), *line], width)
            lead = trunk
        yield from _branches(branch.branches, width, glyphs, below)


def _table(block: TableBlock, screen: Screen, width: int, glyphs: _Glyphs) -> Iterable[Line]:
    everything = tuple(range(len(block.columns)))
    needed = tuple(index for index in everything if not block.columns[index].dispensable)
    rows = [[_cell(cell, glyphs) for cell in row] for row in block.rows]
    if screen.width >= NARROW:
        for columns in (everything, needed):
            if widths := _widths(block, rows, columns, screen.width):
                return _grid(block, rows, columns, widths)
    return _one_line_a_value(block, rows, needed, width)


def _widths(block: TableBlock, rows: Sequence[Sequence[Line]], columns: tuple[int, ...], width: int) -> list[int]:
    """The width of each column; none where a word would have to be broken.

    Room that is left is shared alike by the columns that need more to stand on one line, cells before titles.
    """
    titles = [[_title(block.columns[index])] for index in columns]
    cells = [[_encode(row[index], colour=False) for row in rows] for index in columns]
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


def _grid(
    block: TableBlock, rows: Sequence[Sequence[Line]], columns: tuple[int, ...], widths: Sequence[int]
) -> Iterator[Line]:
    shown = [block.columns[index] for index in columns]
    gaps = [*([COLUMN_GAP] * (len(columns) - 1)), 0]
    slots = [_Slot(width, gap, column.align) for width, gap, column in zip(widths, gaps, shown, strict=True)]
    titles = [
        wrap([(to_single_line(_title(column)), "strong")], slot.width)
        for column, slot in zip(shown, slots, strict=True)
    ]
    height = max(map(len, titles))
    for lines in zip(*([[]] * (height - len(title)) + title for title in titles), strict=True):
        yield _join_cells(lines, slots, "strong")
    for row in rows:
        cells = [wrap(row[index], slot.width) for index, slot in zip(columns, slots, strict=True)]
        for lines in zip_longest(*cells, fillvalue=[]):
            yield _join_cells(lines, slots, "plain")


class _Slot(NamedTuple):
    """The place of a column on a line."""

    width: int
    gap: int
    """Columns of space behind it."""
    align: Literal["left", "right"]


def _join_cells(lines: Sequence[Line], slots: Sequence[_Slot], filling: Tone) -> Line:
    """One line of a row, each cell filled up to its width with space in a tone."""
    joined: Line = []
    for line, slot in zip(lines, slots, strict=True):
        content = strip_end(line) if slot.align == "right" else line
        space, gap = " " * (slot.width - line_width(content)), " " * slot.gap
        before, behind = (space, "") if slot.align == "right" else ("", space)
        if filling == "plain":
            joined += [(before, filling), *content, (behind + gap, filling)]
        elif content:
            joined += [(before + "".join(text for text, _ in content) + behind, filling), (gap, filling)]
        else:
            joined.append((space + gap, filling))
    return joined


def _one_line_a_value(
    block: TableBlock, rows: Sequence[Sequence[Line]], columns: tuple[int, ...], width: int
) -> Iterator[Line]:
    for row in rows:
        yield from wrap(row[columns[0]], width)
        for index in columns[1:]:
            title = f"{to_single_line(block.columns[index].title)}: "
            for line in wrap([(title, "plain"), *row[index]], width - 2):
                yield [("  ", "plain"), *line]


def _cell(cell: Cell, glyphs: _Glyphs) -> Line:
    match cell:
        case None:
            return [("–" if glyphs is _UNICODE else "-", "plain")]
        case Bar():
            return [(_bar(cell, glyphs), "plain")]
        case _:
            return _runs(cell)


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

"""The blocks of a document as lines of text.

A table has one of three shapes, depending on the width: whole, without its dispensable columns, or one line per value.
No number is ever left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from rich.cells import cell_len

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.document import (
    Bar,
    Branch,
    Cell,
    Column,
    Heading,
    Inline,
    Listing,
    Paragraph,
    ScoreMark,
    Squares,
    TableBlock,
    TextBlock,
    Tone,
    TreeBlock,
)
from eurostack_assess.report.renderers.glyphs import BAR_CELLS, Glyphs, draw_bar, draw_squares
from eurostack_assess.report.renderers.line_wrapping import Line, line_width, strip_end, wrap
from eurostack_assess.report.renderers.screen import Screen

NARROW = 40
MIN_WIDTH = 12
"""Below this, a terminal breaks the lines better than we do."""
COLUMN_GAP = 2


def render_block(block: TextBlock, screen: Screen, width: int, glyphs: Glyphs) -> Iterable[Line]:
    """A block on lines of at most so many columns."""
    match block:
        case Heading():
            return _heading(block, screen, width, glyphs)
        case Paragraph(text):
            return wrap(to_line(text), width)
        case Listing():
            return _listing(block, width, glyphs)
        case TableBlock():
            return _table(block, screen, width, glyphs)
        case TreeBlock(root):
            return [*wrap(to_line(root.text), width), *_branches(root.branches, width, glyphs, "")]
        case Squares():
            return _squares(block, width, glyphs)


def to_line(spans: Inline) -> Line:
    """A text that is not yet broken into lines."""
    return [(to_single_line(span.text), span.tone) for span in spans]


def _heading(heading: Heading, screen: Screen, width: int, glyphs: Glyphs) -> Iterator[Line]:
    title = to_single_line(heading.text)
    yield from wrap([(title, "strong")], width)
    if rule := {1: glyphs.double_rule, 2: glyphs.rule}.get(heading.level):
        yield from wrap([(rule * min(cell_len(title), screen.width), "plain")], width)


def _listing(block: Listing, width: int, glyphs: Glyphs) -> Iterator[Line]:
    markers = [f"{number}." if block.numbered else glyphs.bullet for number in range(1, len(block.entries) + 1)]
    indent = max(map(cell_len, markers), default=0) + 1
    for marker, entry in zip(markers, block.entries, strict=True):
        lead = f"{marker} ".rjust(indent)
        for spans in (entry.text, *entry.details):
            for line in wrap(to_line(spans), width - indent):
                yield [(lead, "plain"), *line]
                lead = " " * indent


def _branches(branches: tuple[Branch, ...], width: int, glyphs: Glyphs, before: str) -> Iterator[Line]:
    """Each branch behind its line, wrapped beside it."""
    for number, branch in enumerate(branches, start=1):
        is_last = number == len(branches)
        below = before + ("  " if is_last else glyphs.trunk) + " "
        trunk = below + (f"{glyphs.trunk} " if branch.branches else "")
        lead = before + (glyphs.last_branch if is_last else glyphs.branch) + " "
        room = max(width - max(len(lead), len(trunk)), MIN_WIDTH)
        for line in wrap(to_line(branch.text), room):
            yield from wrap([(lead, "plain"), *line], width)
            lead = trunk
        yield from _branches(branch.branches, width, glyphs, below)


def _table(block: TableBlock, screen: Screen, width: int, glyphs: Glyphs) -> Iterable[Line]:
    everything = tuple(range(len(block.columns)))
    needed = tuple(index for index in everything if not block.columns[index].dispensable)
    rows = [[_cell(cell, glyphs) for cell in row] for row in block.rows]
    if screen.width >= NARROW and screen.drawn:
        for columns in (everything, needed):
            if widths := _widths(block, rows, columns, screen.width):
                return _grid(block, rows, columns, widths)
    return _one_line_a_value(block, rows, needed, width)


def _widths(block: TableBlock, rows: Sequence[Sequence[Line]], columns: tuple[int, ...], width: int) -> list[int]:
    """The width of each column; none where a word would have to be broken.

    Room that is left is shared alike by the columns that need more to stand on one line, cells before titles.
    """
    titles = [[_title(block.columns[index])] for index in columns]
    cells = [["".join(text for text, _ in row[index]) for row in rows] for index in columns]
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
            if not any(text.strip() for text, _ in row[index]):
                continue
            title = f"{to_single_line(block.columns[index].title)}: "
            for line in wrap([(title, "plain"), *row[index]], width - 2):
                yield [("  ", "plain"), *line]


def _cell(cell: Cell, glyphs: Glyphs) -> Line:
    match cell:
        case None:
            return [("–", "plain")]
        case Bar():
            return [(draw_bar(ScoreMark(cell.low, cell.high, cell.score), cell.thresholds, glyphs), "plain")]
        case _:
            return to_line(cell)


def _squares(block: Squares, width: int, glyphs: Glyphs) -> Iterator[Line]:
    """A mark a service, and what the marks mean; only that where marks are not drawn."""
    marks = draw_squares(block.groups, glyphs) if glyphs.fates else ""
    yield from (wrap([(marks, "plain")], width) if marks else [])
    legend = [f"{glyphs.fates[group.fate]} {group.words}" if marks else group.words for group in block.groups]
    yield from wrap([("   ".join(map(to_single_line, legend)) if marks else ", ".join(legend), "muted")], width)

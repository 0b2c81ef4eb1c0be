"""Draws the parts of totals, with one bar per row and the percentages next to it."""

from collections.abc import Iterator
from html import escape
from itertools import accumulate

from eurostack_assess.report.charts.svg import COLOURS, FAINT, LINE, draw_label, draw_marker, wrap_label
from eurostack_assess.report.document import Shares

LEFT, RIGHT, NUMBERS = 236, 600, 700
"""Where the bars begin and end, and where the numbers end."""
LABEL_LETTERS, LABEL_LINES, LEGEND_LETTERS, NUMBER_LETTERS = 28, 2, 80, 18
ROW, GAP = 36, 14
THICKNESS = 16


def height(drawing: Shares) -> float:
    """How high it is."""
    return _top(drawing) + (ROW + GAP) * len(drawing.rows)


def parts(drawing: Shares) -> Iterator[str]:
    """A legend, and a bar a row; each part has its series' shape in the middle where there is room."""
    for index, name in enumerate(drawing.series):
        y = LINE * index + LINE / 2
        yield draw_marker(index, LEFT + 8, y)
        yield draw_label(LEFT + 22, y + 5, name, LEGEND_LETTERS)
    for number, (name, shares, percentages) in enumerate(drawing.rows):
        top = _top(drawing) + (ROW + GAP) * number
        for line, words in enumerate(wrap_label(name, LABEL_LETTERS, LABEL_LINES)):
            yield f'<text x="0" y="{top + LINE * line + 8}">{escape(words)}</text>'
        yield from _bar(shares, top)
        yield draw_label(NUMBERS, top + 8, text=percentages, letters=NUMBER_LETTERS, attributes=' text-anchor="end"')


def _bar(shares: tuple[float, ...], top: float) -> Iterator[str]:
    ends = list(accumulate(shares))
    for index, (share, end) in enumerate(zip(shares, ends, strict=True)):
        if not share:
            continue
        left, width = _x(end - share), _x(end) - _x(end - share)
        box = f'x="{left:g}" y="{top - 5:g}" width="{width:g}" height="{THICKNESS}"'
        yield f'<rect {box} fill="{COLOURS[index % len(COLOURS)]}" fill-opacity=".45" {FAINT}/>'
        if width > THICKNESS:
            yield draw_marker(index, left + width / 2, top - 5 + THICKNESS / 2)


def _top(drawing: Shares) -> int:
    return LINE * len(drawing.series) + GAP


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 2)

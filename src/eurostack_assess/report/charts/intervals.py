"""Draws scores with their ranges, side by side on one scale."""

from collections.abc import Iterator
from html import escape

from eurostack_assess.report.charts.svg import COLOURS, FAINT, LINE, draw_label, draw_marker, wrap_label
from eurostack_assess.report.document import Intervals, ScoreMark

LEFT, RIGHT = 236, 700
"""Where the scale begins and ends."""
LABEL_LETTERS, LABEL_LINES, LEGEND_LETTERS = 28, 2, 80
SERIES, GAP = 16, 14
"""Height of a series, and room between groups."""
TICKS = (0, 20, 40, 60, 80, 100)


def height(drawing: Intervals) -> float:
    """How high it is."""
    return _bottom(drawing) + LINE + 4


def parts(drawing: Intervals) -> Iterator[str]:
    """A legend, the scale, and a line a mark; marks of nothing known are left out."""
    top, bottom = _top(drawing), _bottom(drawing)
    for index, name in enumerate(drawing.series):
        y = LINE * index + LINE / 2
        yield draw_marker(index, LEFT + 8, y)
        yield draw_label(LEFT + 22, y + 5, name, LEGEND_LETTERS)
    for tick in TICKS:
        x = _x(tick)
        yield f'<path d="M{x:g} {top}V{bottom}" {FAINT}/>'
        yield f'<text x="{x:g}" y="{bottom + LINE}" text-anchor="middle">{tick}</text>'
    for number, (name, marks) in enumerate(drawing.groups):
        yield from _group(name, marks, top + _height_of_group(drawing) * number)


def _top(drawing: Intervals) -> int:
    return LINE * len(drawing.series) + GAP


def _bottom(drawing: Intervals) -> int:
    return _top(drawing) + _height_of_group(drawing) * len(drawing.groups)


def _height_of_group(drawing: Intervals) -> int:
    return max(SERIES * len(drawing.series), LINE * LABEL_LINES) + GAP


def _group(name: str, marks: tuple[ScoreMark | None, ...], top: float) -> Iterator[str]:
    for index, line in enumerate(wrap_label(name, LABEL_LETTERS, LABEL_LINES)):
        yield f'<text x="0" y="{top + LINE * (index + 1)}">{escape(line)}</text>'
    for index, mark in enumerate(marks):
        if mark is not None:
            yield from _mark(index, mark, top + SERIES * index + SERIES / 2)


def _mark(index: int, mark: ScoreMark, y: float) -> Iterator[str]:
    """The interval as a line with ends, and the score on it."""
    low, high, colour = _x(mark.low), _x(mark.high), COLOURS[index % len(COLOURS)]
    line = f"M{low:g} {y:g}H{high:g}M{low:g} {y - 4:g}v8M{high:g} {y - 4:g}v8"
    yield f'<path d="{line}" stroke="{colour}" stroke-width="3"/>'
    if mark.score is not None:
        yield draw_marker(index, _x(mark.score), y)


def _x(value: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * value / 100, 2)

"""Scores in their intervals around one middle: the shape of a whole at a glance."""

from collections.abc import Iterator
from html import escape
from math import cos, pi, sin

from eurostack_assess.report.charts.svg import COLOURS, FAINT, LINE, WIDTH, label_lines
from eurostack_assess.report.document import Mark, Radar

MIDDLE, RADIUS = (WIDTH / 2, 190), 140
LABEL_LETTERS, LABEL_LINES = 26, 2
TICKS = (20, 40, 60, 80, 100)
SIDE = 0.3
"""How far from the vertical, as a sine, a label stands beside its axis instead of above or below it."""


def height(drawing: Radar) -> float:
    """How high it is."""
    lowest = max(_at(drawing, at, 100)[1] for at in range(len(drawing.axes)))
    return lowest + LINE * (LABEL_LINES + 1)


def parts(drawing: Radar) -> Iterator[str]:
    """Rings, axes with their names, each interval along its axis, and a line from score to score."""
    for tick in TICKS:
        yield f'<path d="{_ring(drawing, tick)}" fill="none" {FAINT}/>'
    for threshold in drawing.thresholds:
        ring = _ring(drawing, threshold)
        yield f'<path d="{ring}" fill="none" stroke="currentColor" stroke-dasharray="5 4"/>'
        x, y = _at(drawing, 0, threshold)
        yield f'<text x="{x + 8:g}" y="{y - 3:g}" font-size="12">{threshold:g}</text>'
    for at, (name, mark) in enumerate(drawing.axes):
        x, y = _at(drawing, at, 100)
        yield f'<path d="M{MIDDLE[0]:g} {MIDDLE[1]:g}L{x:g} {y:g}" {FAINT}/>'
        yield from _name(drawing, at, name)
        if mark is not None:
            yield _interval(drawing, at, mark)
    yield _line(drawing)
    for at, (_, mark) in enumerate(drawing.axes):
        if mark is not None and mark.score is not None:
            x, y = _at(drawing, at, mark.score)
            yield f'<circle cx="{x:g}" cy="{y:g}" r="6" fill="#ffffff" stroke="#000000" stroke-width="2"/>'


def _interval(drawing: Radar, at: int, mark: Mark) -> str:
    (x, y), (to_x, to_y) = _at(drawing, at, mark.low), _at(drawing, at, mark.high)
    line = f'd="M{x:g} {y:g}L{to_x:g} {to_y:g}"'
    return f'<path {line} stroke="{COLOURS[0]}" stroke-width="9" stroke-linecap="round"/>'


def _line(drawing: Radar) -> str:
    """From each score to the next one round; nothing to or from an axis without a score."""
    marks = [mark for _, mark in drawing.axes]
    told = ""
    for at, mark in enumerate(marks):
        following = (at + 1) % len(marks)
        after = marks[following]
        if mark is not None and after is not None and mark.score is not None and after.score is not None:
            (x, y), (to_x, to_y) = _at(drawing, at, mark.score), _at(drawing, following, after.score)
            told += f"M{x:g} {y:g}L{to_x:g} {to_y:g}"
    return f'<path d="{told}" stroke="currentColor" stroke-width="2"/>' if told else ""


def _name(drawing: Radar, at: int, name: str) -> Iterator[str]:
    x, y = _at(drawing, at, 112)
    aside = (x - MIDDLE[0]) / RADIUS
    anchor = "start" if aside > SIDE else "end" if aside < -SIDE else "middle"
    lines = label_lines(name, LABEL_LETTERS, LABEL_LINES)
    top = y - LINE * (len(lines) - 1) if y < MIDDLE[1] and anchor == "middle" else y + 5 - LINE * (len(lines) - 1) / 2
    for line, words in enumerate(lines):
        yield f'<text x="{x:g}" y="{top + LINE * line:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _ring(drawing: Radar, value: float) -> str:
    corners = (_at(drawing, at, value) for at in range(len(drawing.axes)))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"


def _at(drawing: Radar, axis: int, value: float) -> tuple[float, float]:
    """Where a value lies on an axis; the first points up, the others follow clockwise."""
    angle, distance = 2 * pi * axis / len(drawing.axes), RADIUS * value / 100
    return round(MIDDLE[0] + distance * sin(angle), 2), round(MIDDLE[1] - distance * cos(angle), 2)

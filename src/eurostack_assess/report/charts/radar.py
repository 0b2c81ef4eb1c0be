"""Scores in their intervals around one middle: the shape of a whole at a glance."""

from collections.abc import Iterator
from html import escape
from math import cos, pi, sin

from eurostack_assess.report.charts.svg import COLOURS, FAINT, LINE, WIDTH, wrap_label
from eurostack_assess.report.document import Radar, ScoreMark

MIDDLE, RADIUS = (WIDTH / 2, 190), 140
LABEL_LETTERS, LABEL_LINES = 26, 2
TICKS = (20, 40, 60, 80, 100)
SIDE = 0.3
"""How far from the vertical, as a sine, a label stands beside its axis instead of above or below it."""


def height(drawing: Radar) -> float:
    """How high it is."""
    lowest = max(_point_on_axis(drawing, axis, 100)[1] for axis in range(len(drawing.axes)))
    return lowest + LINE * (LABEL_LINES + 1)


def parts(drawing: Radar) -> Iterator[str]:
    """Rings, axes with their names, each interval along its axis, and a line from score to score."""
    for tick in TICKS:
        yield f'<path d="{_ring(drawing, tick)}" fill="none" {FAINT}/>'
    for threshold in drawing.thresholds:
        ring = _ring(drawing, threshold)
        yield f'<path d="{ring}" fill="none" stroke="currentColor" stroke-dasharray="5 4"/>'
        x, y = _point_on_axis(drawing, 0, threshold)
        yield f'<text x="{x + 8:g}" y="{y - 3:g}" font-size="12">{threshold:g}</text>'
    for axis, (name, mark) in enumerate(drawing.axes):
        x, y = _point_on_axis(drawing, axis, 100)
        yield f'<path d="M{MIDDLE[0]:g} {MIDDLE[1]:g}L{x:g} {y:g}" {FAINT}/>'
        yield from _name(drawing, axis, name)
        if mark is not None:
            yield _interval(drawing, axis, mark)
    yield _line(drawing)
    for axis, (_, mark) in enumerate(drawing.axes):
        if mark is not None and mark.score is not None:
            x, y = _point_on_axis(drawing, axis, mark.score)
            yield f'<circle cx="{x:g}" cy="{y:g}" r="6" fill="#ffffff" stroke="#000000" stroke-width="2"/>'


def _interval(drawing: Radar, axis: int, mark: ScoreMark) -> str:
    (x, y), (to_x, to_y) = _point_on_axis(drawing, axis, mark.low), _point_on_axis(drawing, axis, mark.high)
    line = f'd="M{x:g} {y:g}L{to_x:g} {to_y:g}"'
    return f'<path {line} stroke="{COLOURS[0]}" stroke-width="9" stroke-linecap="round"/>'


def _line(drawing: Radar) -> str:
    """From each score to the next one round; nothing to or from an axis without a score."""
    marks = [mark for _, mark in drawing.axes]
    path = ""
    for axis, mark in enumerate(marks):
        following = (axis + 1) % len(marks)
        after = marks[following]
        if mark is not None and after is not None and mark.score is not None and after.score is not None:
            (x, y), (to_x, to_y) = (
                _point_on_axis(drawing, axis, mark.score),
                _point_on_axis(drawing, following, after.score),
            )
            path += f"M{x:g} {y:g}L{to_x:g} {to_y:g}"
    return f'<path d="{path}" stroke="currentColor" stroke-width="2"/>' if path else ""


def _name(drawing: Radar, axis: int, name: str) -> Iterator[str]:
    x, y = _point_on_axis(drawing, axis, 112)
    aside = (x - MIDDLE[0]) / RADIUS
    anchor = "start" if aside > SIDE else "end" if aside < -SIDE else "middle"
    lines = wrap_label(name, LABEL_LETTERS, LABEL_LINES)
    top = y - LINE * (len(lines) - 1) if y < MIDDLE[1] and anchor == "middle" else y + 5 - LINE * (len(lines) - 1) / 2
    for line, words in enumerate(lines):
        yield f'<text x="{x:g}" y="{top + LINE * line:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _ring(drawing: Radar, value: float) -> str:
    corners = (_point_on_axis(drawing, axis, value) for axis in range(len(drawing.axes)))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"


def _point_on_axis(drawing: Radar, axis: int, value: float) -> tuple[float, float]:
    """Where a value lies on an axis; the first points up, the others follow clockwise."""
    angle, distance = 2 * pi * axis / len(drawing.axes), RADIUS * value / 100
    return round(MIDDLE[0] + distance * sin(angle), 2), round(MIDDLE[1] - distance * cos(angle), 2)

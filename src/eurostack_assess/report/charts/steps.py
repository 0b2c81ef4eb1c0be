"""What lies between now and the target: a line each, from a square to a disc."""

from collections.abc import Iterator
from html import escape

from eurostack_assess.report.charts.svg import FAINT, LINE, draw_label, draw_marker, wrap_label
from eurostack_assess.report.document import ProgressStep, Steps

LEFT, RIGHT, REMARK = 372, 620, 700
"""Where the scale begins and ends, and where the remarks end."""
LABEL_LETTERS, LABEL_LINES, LEGEND_LETTERS, REMARK_LETTERS = 46, 2, 24, 10
STEP, TOP = 44, 40
TICKS = (0, 25, 50, 75, 100)
TARGET, NOW = 0, 1
"""Which series' shapes they have: a disc to reach, a square to leave."""


def height(drawing: Steps) -> float:
    """How high it is."""
    return _bottom(drawing) + LINE + 4


def parts(drawing: Steps) -> Iterator[str]:
    """A legend, the scale, and a line a step with its remark."""
    bottom = _bottom(drawing)
    for index, (series, name) in enumerate(((NOW, drawing.now), (TARGET, drawing.target))):
        x = LEFT + 8 + index * (RIGHT - LEFT) / 2
        yield draw_marker(series, x, LINE / 2)
        yield draw_label(x + 14, LINE / 2 + 5, name, LEGEND_LETTERS)
    yield draw_label(REMARK, LINE / 2 + 5, text=drawing.remark, letters=REMARK_LETTERS, attributes=' text-anchor="end"')
    for tick in TICKS:
        x = _x(tick)
        yield f'<path d="M{x:g} {TOP - 12}V{bottom}" {FAINT}/>'
        yield f'<text x="{x:g}" y="{bottom + LINE}" text-anchor="middle">{tick}</text>'
    for index, step in enumerate(drawing.steps):
        yield from _step(index, step)


def _step(index: int, step: ProgressStep) -> Iterator[str]:
    top = TOP + STEP * index
    for line, words in enumerate(wrap_label(step.name, LABEL_LETTERS, LABEL_LINES)):
        yield f'<text x="0" y="{top + 12 + LINE * line}">{escape(words)}</text>'
    y = top + LINE
    yield f'<path d="M{_x(step.now):g} {y}H{_x(step.target):g}" stroke="currentColor" stroke-width="2"/>'
    yield draw_marker(NOW, _x(step.now), y)
    yield draw_marker(TARGET, _x(step.target), y)
    yield draw_label(REMARK, y + 5, text=step.remark, letters=REMARK_LETTERS, attributes=' text-anchor="end"')


def _bottom(drawing: Steps) -> int:
    return TOP + STEP * len(drawing.steps)


def _x(value: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * value / 100, 2)

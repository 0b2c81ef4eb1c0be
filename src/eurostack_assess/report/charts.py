"""Charts as SVG: pure functions from numbers to a drawing that says the same when it is saved alone.

What tells series apart is a colour and a shape. Lines and letters take the colour of the text around them, so that they
are seen on light and dark; the series' colours (Okabe and Ito, 2008) have a contrast of 3 to 1 or more on both.
"""

from collections.abc import Iterator
from html import escape
from textwrap import shorten, wrap

from eurostack_assess.inert import on_one_line
from eurostack_assess.report.document import IntervalChart, Mark

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")

WIDTH = 720
LEFT, RIGHT = 236, 700
"""Where the scale begins and ends."""
LABEL_LETTERS, LABEL_LINES, LEGEND_LETTERS = 28, 2, 80
LINE, SERIES, GAP = 18, 16, 14
"""Heights of a line of text and of a series, and room between groups."""
TICKS = (0, 20, 40, 60, 80, 100)


def interval_chart(chart: IntervalChart, id_: str) -> str:
    """The chart as SVG; `id_` makes the ids in it unique in a page.

    Marks of nothing known are left out. Longer labels are cut: the description and the table have them whole.
    """
    return "".join(_parts(chart, id_))


def _parts(chart: IntervalChart, id_: str) -> Iterator[str]:
    top = LINE * len(chart.series) + GAP
    height_of_group = max(SERIES * len(chart.series), LINE * LABEL_LINES) + GAP
    bottom = top + height_of_group * len(chart.groups)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + LINE + 4}" role="img" '
        f'aria-labelledby="{id_}-title {id_}-desc" font-family="system-ui, sans-serif" font-size="14" '
        'fill="currentColor">'
    )
    yield f'<title id="{id_}-title">{_words(chart.title)}</title>'
    yield f'<desc id="{id_}-desc">{_words(chart.description)}</desc>'
    for at, name in enumerate(chart.series):
        y = LINE * at + LINE / 2
        yield _shape(at, LEFT + 8, y)
        yield f'<text x="{LEFT + 22}" y="{y + 5:g}">{_words(shorten(name, LEGEND_LETTERS, placeholder="…"))}</text>'
    for tick in TICKS:
        x = _x(tick)
        yield f'<path d="M{x:g} {top}V{bottom}" stroke="currentColor" stroke-opacity=".25"/>'
        yield f'<text x="{x:g}" y="{bottom + LINE}" text-anchor="middle">{tick}</text>'
    for number, (label, marks) in enumerate(chart.groups):
        yield from _group(label, marks, top + height_of_group * number)
    yield "</svg>"


def _group(label: str, marks: tuple[Mark | None, ...], top: float) -> Iterator[str]:
    lines = wrap(on_one_line(label), LABEL_LETTERS, max_lines=LABEL_LINES, placeholder="…")
    for at, line in enumerate(lines):
        yield f'<text x="0" y="{top + LINE * (at + 1)}">{escape(line)}</text>'
    for at, mark in enumerate(marks):
        if mark is not None:
            yield from _mark(at, mark, top + SERIES * at + SERIES / 2)


def _mark(at: int, mark: Mark, y: float) -> Iterator[str]:
    """The interval as a line with ends, and the score on it."""
    low, high, colour = _x(mark.low), _x(mark.high), COLOURS[at % len(COLOURS)]
    line = f"M{low:g} {y:g}H{high:g}M{low:g} {y - 4:g}v8M{high:g} {y - 4:g}v8"
    yield f'<path d="{line}" stroke="{colour}" stroke-width="3"/>'
    if mark.score is not None:
        yield _shape(at, _x(mark.score), y)


def _shape(at: int, x: float, y: float) -> str:
    """A disc, square, diamond or triangle; the next four colours begin with the next shape."""
    colour = COLOURS[at % len(COLOURS)]
    outline = f'fill="{colour}" stroke="currentColor"'
    match (at + at // len(COLOURS)) % 4:
        case 0:
            return f'<circle cx="{x:g}" cy="{y:g}" r="6" {outline}/>'
        case 1:
            return f'<path d="M{x - 5.5:g} {y - 5.5:g}h11v11h-11z" {outline}/>'
        case 2:
            return f'<path d="M{x:g} {y - 7:g}l7 7l-7 7l-7 -7z" {outline}/>'
        case _:
            return f'<path d="M{x:g} {y - 7:g}l7 12.5h-14z" {outline}/>'


def _x(value: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * value / 100, 2)


def _words(text: str) -> str:
    return escape(on_one_line(text))

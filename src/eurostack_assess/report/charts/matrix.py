"""Draws a matrix: how many items fall where two scales cross, with the grade of each square in words."""

from collections.abc import Iterator
from html import escape

from eurostack_assess.report.charts.svg import COLOURS, LINE, WIDTH, draw_label, wrap_label
from eurostack_assess.report.document import Matrix, Square

LEFT, TOP, SQUARE = 150, 50, 64
LABEL_LETTERS, LABEL_LINES = 18, 2


def height(drawing: Matrix) -> float:
    """How high it is."""
    return TOP + SQUARE * len(drawing.rows) + 4


def parts(drawing: Matrix) -> Iterator[str]:
    """What the scales are, the columns' names, and a row of squares each."""
    width = (WIDTH - LEFT - 4) / len(drawing.columns)
    yield draw_label(LEFT, 14, f"{drawing.across} →", 60)
    yield draw_label(0, TOP - 8, f"{drawing.down} ↓", LABEL_LETTERS)
    for index, name in enumerate(drawing.columns):
        yield draw_label(
            LEFT + width * (index + 0.5), TOP - 8, text=name, letters=LABEL_LETTERS, attributes=' text-anchor="middle"'
        )
    for row, (name, squares) in enumerate(drawing.rows):
        top = TOP + SQUARE * row
        for line, words in enumerate(wrap_label(name, LABEL_LETTERS, LABEL_LINES)):
            yield f'<text x="0" y="{top + SQUARE / 2 + LINE * line:g}">{escape(words)}</text>'
        for index, square in enumerate(squares):
            yield from _square(square, LEFT + width * index, top, width)


def _square(square: Square, x: float, y: float, width: float) -> Iterator[str]:
    """Darker as the grade rises; the number large, the grade below it."""
    box = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{SQUARE}"'
    yield f'<rect {box} fill="{COLOURS[1]}" fill-opacity="{0.1 * square.severity:g}" stroke="currentColor"/>'
    middle = x + width / 2
    number = str(square.count) if square.count else "–"
    yield f'<text x="{middle:g}" y="{y + 30:g}" font-size="22" text-anchor="middle">{number}</text>'
    yield draw_label(
        middle, y + 52, text=square.grade, letters=LABEL_LETTERS, attributes=' font-size="12" text-anchor="middle"'
    )

"""The basis of every chart: a frame with title and description, words that cannot act as markup, colours and shapes.

Lines and letters take the colour of the text around them, so that they are visible on light and dark. There are
presentation attributes only, no styles: a chart looks the same when it is saved by itself.
"""

from collections.abc import Iterable
from html import escape
from textwrap import shorten, wrap

from eurostack_assess.inert import to_single_line

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
"""Of series (Okabe and Ito, 2008): a contrast of 3 to 1 or more on the papers of a page. Never the only difference."""

WIDTH = 720
LINE = 18
"""Height of a line of text."""
FAINT = 'stroke="currentColor" stroke-opacity=".25"'


def wrap_in_svg(id_: str, title: str, description: str, height: float, parts: Iterable[str]) -> str:
    """A whole drawing, as high as told and `WIDTH` wide; `id_` makes the ids in it unique in a page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-labelledby="{id_}-title {id_}-desc" font-family="system-ui, sans-serif" font-size="14" '
        f'fill="currentColor"><title id="{id_}-title">{escape_line(title)}</title>'
        f'<desc id="{id_}-desc">{escape_line(description)}</desc>{"".join(parts)}</svg>'
    )


def draw_label(x: float, y: float, text: str, letters: int, attributes: str = "") -> str:
    """A text on one line with its baseline at `y`; a longer one is cut, since the description has it whole."""
    shown = shorten(to_single_line(text), letters, placeholder="…")
    return f'<text x="{x:g}" y="{y:g}"{attributes}>{escape(shown)}</text>'


def wrap_label(text: str, letters: int, lines: int) -> list[str]:
    """A text in at most so many lines of so many letters: a longer one is cut, a word that fits no line hyphened."""
    broken = " ".join(part for word in to_single_line(text).split() for part in _parts(word, letters))
    return wrap(broken, letters, max_lines=lines, placeholder="…")


def _parts(word: str, letters: int) -> list[str]:
    """A word in parts that fit a line, at its own hyphen where it has one."""
    if len(word) <= letters:
        return [word]
    own = word.rfind("-", 1, letters) + 1
    end = own or letters - 1
    return [word[:end] + ("" if own else "-"), *_parts(word[end:], letters)]


def escape_line(text: str) -> str:
    """A text on one line, no character of which marks up."""
    return escape(to_single_line(text))


def draw_marker(series: int, x: float, y: float) -> str:
    """A series' disc, square, diamond or triangle; the next four colours begin with the next shape."""
    colour = COLOURS[series % len(COLOURS)]
    outline = f'fill="{colour}" stroke="currentColor"'
    match (series + series // len(COLOURS)) % 4:
        case 0:
            return f'<circle cx="{x:g}" cy="{y:g}" r="6" {outline}/>'
        case 1:
            return f'<path d="M{x - 5.5:g} {y - 5.5:g}h11v11h-11z" {outline}/>'
        case 2:
            return f'<path d="M{x:g} {y - 7:g}l7 7l-7 7l-7 -7z" {outline}/>'
        case _:
            return f'<path d="M{x:g} {y - 7:g}l7 12.5h-14z" {outline}/>'

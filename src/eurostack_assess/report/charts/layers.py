"""Draws the stack as slabs seen from above, each filled from its left end as far as its score, with a bar next to it.

A slab is filled as far as is certain, hatched as far as the open answers can take it, and pale beyond. Every shape has
its colours as attributes, for a drawing by itself, and a class, with which a page applies the colours of its theme.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eurostack_assess.model.vocabulary import Fate
from eurostack_assess.report.document import ScoreMark, Sign, SquareGroup, Stack, StackRow

SVG = 'xmlns="http://www.w3.org/2000/svg"'
THICKNESS = 10
SHORT = {"attention": "att", "middle": "half", "strong": "strong", "open": "open", "first": "one", "second": "two"}
"""By sign: how its colours are called in a page."""
PARTY_COLOURS: Sequence[Sign] = ("first", "second", "open")
"""Of the first two parties, and of every further one."""


class Hue(NamedTuple):
    """The colours of a sign: its top, its sides, and the ground of its hatching."""

    top: str
    side: str
    ground: str


HUES: dict[str, Hue] = {
    "att": Hue("#bb4408", "#933405", "#fcece1"),
    "half": Hue("#5b7897", "#435c77", "#e8eef5"),
    "strong": Hue("#0a4aa8", "#073680", "#e2ebf9"),
    "open": Hue("#5d6a76", "#46525d", "#eef2f5"),
    "one": Hue("#0a4aa8", "#073680", "#e2ebf9"),
    "two": Hue("#b07d00", "#7d5800", "#fbf2d9"),
}
"""Blue and orange, which remain distinct in grey and to readers who cannot tell red from green."""
SIGNS: dict[Sign, str] = {
    "strong": "M8 1.2 10 6h5l-4 3.1 1.5 5L8 11.1 3.5 14.1 5 9.1 1 6h5Z",
    "middle": "M2.5 2.5h11v11h-11z",
    "attention": "M8 1.5 15.3 14.5H.7Z",
    "open": "M8 1.2A6.8 6.8 0 1 1 7.99 1.2ZM8 3.2A4.8 4.8 0 1 0 8.01 3.2Z",
    "first": "M8 1.5A6.5 6.5 0 1 1 7.99 1.5Z",
    "second": "M8 .8 15.2 8 8 15.2 .8 8Z",
}
"""By sign its shape, in a square of 16."""


def party_sign(place: int) -> Sign:
    """The sign by which a party is drawn."""
    return PARTY_COLOURS[min(place, len(PARTY_COLOURS) - 1)]


def draw_hatchings(hues: Sequence[str] = tuple(HUES)) -> str:
    """The patterns that slabs and squares are hatched with."""
    return "".join(
        f'<pattern id="hatch-{name}" width="4.6" height="4.6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="4.6" height="4.6" class="hb-{name}" fill="{HUES[name].ground}"/>'
        f'<path d="M1.1 0V4.6" class="h-{name}" stroke="{HUES[name].top}" stroke-width="1.9"/></pattern>'
        for name in hues
    )


def draw_slab(row: StackRow, *, alone: bool = False) -> str:
    """A layer as a slab, in which every party has a lane; `alone`: with the patterns in it."""
    parts = [
        _face("base base-l", "#dfe6ec", _front_face(0, 1)),
        _face("base base-r", "#cdd7df", "M60 46 118 24V34L60 56Z"),
        _face("base", "#f1f4f7", _top(0, 1, 0, 1)),
    ]
    lanes = len(row.figures)
    for place, figure in enumerate(row.figures):
        sign = row.sign if lanes == 1 else party_sign(place)
        if figure.mark is not None:
            parts += _fill(figure.mark, SHORT[sign], 1 - (place + 1) / lanes, 1 - place / lanes)
    parts += [f'<path d="{_lane_line(1 - place / lanes)}" stroke="#4c5a67"/>' for place in range(1, lanes)]
    patterns = f"<defs>{draw_hatchings()}</defs>" if alone else ""
    return f'<svg {SVG} viewBox="0 0 120 58" aria-hidden="true">{patterns}{"".join(parts)}</svg>'


def _fill(mark: ScoreMark, hue: str, back: float, front: float) -> Iterator[str]:
    """As far as is certain, then hatched as far as can be; the front edge too, where the lane is the front one."""
    low, high = mark.low / 100, mark.high / 100
    colours = HUES[hue]
    if low:
        yield _face(f"full f-{hue}", colours.top, _top(0, low, back, front))
    if high > low:
        yield _face(f"may m-{hue}", f"url(#hatch-{hue})", _top(low, high, back, front))
    if back:
        return
    if low:
        yield _face(f"side s-{hue}", colours.side, _front_face(0, low))
    if high > low:
        yield _face(f"may m-{hue}", f"url(#hatch-{hue})", _front_face(low, high))


def _face(class_: str, fill: str, path: str) -> str:
    edge = ' stroke="#aab6c1" stroke-linejoin="round"' if class_.startswith("base") else ""
    return f'<path class="{class_}" d="{path}" fill="{fill}"{edge}/>'


def _point(along: float, across: float, down: float = 0) -> str:
    """A point of the slab: 0 to 1 along the scale, 0 to 1 from the front to the back."""
    return f"{2 + 58 * along + 58 * across:.1f} {24 + 22 * along - 22 * across + down:.1f}"


def _top(start: float, end: float, front: float, back: float) -> str:
    corners = [_point(start, front), _point(start, back), _point(end, back), _point(end, front)]
    return f"M{' '.join(corners)}Z"


def _front_face(start: float, end: float) -> str:
    corners = [_point(start, 0), _point(end, 0), _point(end, 0, THICKNESS), _point(start, 0, THICKNESS)]
    return f"M{' '.join(corners)}Z"


def _lane_line(across: float) -> str:
    return f"M{_point(0, across)} {_point(1, across)}"


def draw_scale(stack: Stack) -> str:
    """The ends of the scale and the thresholds, above the bars."""
    ends = ((0.0, 2.0), *((threshold, threshold * 2) for threshold in stack.thresholds), (100.0, 196.0))
    labels = "".join(f'<text x="{x:g}" y="11">{value:g}</text>' for value, x in ends)
    return (
        f'<svg {SVG} viewBox="-7 0 214 13" aria-hidden="true">'
        f'<g font-size="11" text-anchor="middle" fill="currentColor">{labels}</g></svg>'
    )


def draw_row_bar(row: StackRow, thresholds: Sequence[float]) -> str:
    """The range and the score of every party on a flat scale, a track each."""
    parties = len(row.figures)
    height = 24 if parties == 1 else 4 + 15 * parties
    tracks = [12.0] if parties == 1 else [10.0 + 15 * place for place in range(parties)]
    shapes = [_draw_track(middle, thresholds) for middle in tracks]
    shapes += [
        f'<path class="tick" d="M{threshold * 2:g} 3V{height - 3}" stroke="#4c5a67"/>' for threshold in thresholds
    ]
    for place, (figure, middle) in enumerate(zip(row.figures, tracks, strict=True)):
        if figure.mark is not None:
            shapes += _draw_mark(figure.mark, middle, SHORT[party_sign(place)] if parties > 1 else "")
    return f'<svg {SVG} viewBox="-7 0 214 {height:g}" aria-hidden="true">{"".join(shapes)}</svg>'


def _draw_track(middle: float, thresholds: Sequence[float]) -> str:
    zone = ""
    if len(thresholds) == 2:  # noqa: PLR2004 - between the two
        low, high = (threshold * 2 for threshold in thresholds)
        zone = f'<rect class="zone" x="{low:g}" y="{middle - 3:g}" width="{high - low:g}" height="6" fill="#d2dbe3"/>'
    track = f'<rect class="track" x="0" y="{middle - 3:g}" width="200" height="6" rx="3" fill="#e3e9ee"/>'
    return track + zone


def _draw_mark(mark: ScoreMark, middle: float, hue: str) -> Iterator[str]:
    low, width = mark.low * 2, (mark.high - mark.low) * 2
    class_, fill = (f"range r-{hue}", HUES[hue].top) if hue else ("range", "#7d93a8")
    opacity = ' fill-opacity=".4"' if hue else ""
    if width:
        yield (
            f'<rect class="{class_}" x="{low:.1f}" y="{middle - 3:g}" width="{width:.1f}" height="6" rx="3" '
            f'fill="{fill}"{opacity}/>'
        )
    if mark.score is None:
        return
    x = mark.score * 2
    if hue == "two":
        path = f"M{x:.1f} {middle - 6:g}l6 6-6 6-6-6z"
        yield f'<path class="f-two" d="{path}" fill="{fill}"/>'
    else:
        dot, colour = (f"f-{hue}", fill) if hue else ("dot", "#13212f")
        yield f'<circle class="{dot}" cx="{x:.1f}" cy="{middle:g}" r="5.6" fill="{colour}"/>'


def draw_sign(sign: Sign) -> str:
    """The sign of a verdict, by its shape."""
    rule = ' fill-rule="evenodd"' if sign == "open" else ""
    return f'<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{SIGNS[sign]}"{rule}/></svg>'


SQUARE, ACROSS = 20, 20
"""Room of a square, and how many stand in a row."""
MAX_SQUARES = 80
"""Services beyond which a square stands for several."""
LUMP = 5
STOPPED, WORN, GONE_ON = ("stops", "may_stop"), ("wears_out", "may_wear_out"), ("goes_on",)


def draw_squares(groups: Sequence[SquareGroup], *, alone: bool = False) -> str:
    """A square for each service, by what becomes of it; one for five where there are more than `MAX_SQUARES`."""
    per = 1 if sum(group.count for group in groups) <= MAX_SQUARES else LUMP
    fates = [group.fate for group in groups for _ in range(-(-group.count // per))]
    rows = -(-len(fates) // ACROSS)
    shapes = "".join(
        draw_square(fate, SQUARE * (place % ACROSS) + 1.5, SQUARE * (place // ACROSS) + 1.5)
        for place, fate in enumerate(fates)
    )
    box = f"0 0 {SQUARE * ACROSS} {SQUARE * rows + 1}"
    patterns = f"<defs>{draw_hatchings(('att', 'half'))}</defs>" if alone else ""
    return f'<svg {SVG} viewBox="{box}" aria-hidden="true">{patterns}{shapes}</svg>'


def draw_square(fate: Fate, x: float, y: float) -> str:
    """One service: crossed where it stops, hatched where it may, a line where it wears out, dashed where it goes on."""
    frame = f'x="{x:g}" y="{y:g}" width="15" height="15" rx="2"'
    match fate:
        case "stops":
            cross = f'<path class="w-x" d="M{x + 4:g} {y + 4:g}l7 7m0-7-7 7" stroke="#ffffff" stroke-width="1.6"/>'
            return f'<rect class="w-stop" {frame} fill="#bb4408"/>{cross}'
        case "may_stop":
            return f'<rect class="w-maybe" {frame} fill="url(#hatch-att)" stroke="#bb4408"/>'
        case "wears_out" | "may_wear_out":
            dashes = ' stroke-dasharray="2 1.5"' if fate == "may_wear_out" else ""
            line = f'<path class="w-line" d="M{x + 3.5:g} {y + 7.5:g}h8" stroke="#435c77" stroke-width="1.6"/>'
            return f'<rect class="w-age" {frame} fill="#e8eef5" stroke="#435c77" stroke-width="1.5"{dashes}/>{line}'
        case _:
            return f'<rect class="w-go" {frame} fill="none" stroke="#5d6a76" stroke-dasharray="2.5 2"/>'

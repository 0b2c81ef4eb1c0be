"""Draws a dependency network: one column per band, one box per node, an arrow from a node to what it needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from eurostack_assess.report.charts.svg import COLOURS, WIDTH, draw_label, wrap_label
from eurostack_assess.report.document import Network, NetworkNode

TOP, BOX, GAP, LEGEND = 56, 44, 8, 24
"""Height of the bands' names, of a node, room between nodes, and height of the legend."""
BETWEEN = 24
"""Room between columns, for the lines."""
LETTER, LINE = 5.9, 13
"""Width of a letter at the size of a node's name, on average, and height of a line of it."""
SMALL = 'font-size="10.5"'
NAME_LINES = 3
ROUNDS = 6
"""How often the order in each column is bettered."""


def height(drawing: Network) -> float:
    """How high it is."""
    longest = max(len(nodes) for _, nodes in drawing.bands)
    return TOP + (BOX + GAP) * longest + LEGEND


def parts(drawing: Network) -> Iterator[str]:
    """The lines first, then the boxes over them."""
    yield from _NetworkLayout(drawing).parts()


@dataclass(frozen=True)
class _NetworkLayout:
    drawing: Network

    @property
    def width(self) -> float:
        """Of a column."""
        return (WIDTH - 2) / len(self.drawing.bands) - BETWEEN

    @cached_property
    def columns(self) -> list[list[int]]:
        """The nodes of each band, from top to bottom: near those that they need and that need them."""
        columns: list[list[int]] = []
        first = 0
        for _, nodes in self.drawing.bands:
            columns.append(list(range(first, first + len(nodes))))
            first += len(nodes)
        neighbours: dict[int, list[int]] = {node: [] for column in columns for node in column}
        for source, target in self.drawing.edges:
            neighbours[source].append(target)
            neighbours[target].append(source)
        for _ in range(ROUNDS):
            for column in columns:
                place = {node: (index + 0.5) / len(nodes) for nodes in columns for index, node in enumerate(nodes)}
                means = {
                    node: sum(place[neighbour] for neighbour in neighbours[node]) / len(neighbours[node])
                    if neighbours[node]
                    else place[node]
                    for node in column
                }
                column.sort(key=lambda node: (means[node], node))
        return columns

    @cached_property
    def corners(self) -> dict[int, tuple[float, float]]:
        """Where each node's box begins."""
        longest = max(map(len, self.columns))
        found = {}
        for band, column in enumerate(self.columns):
            lowered = (longest - len(column)) * (BOX + GAP) / 2
            for index, node in enumerate(column):
                x, y = self._left(band), TOP + lowered + index * (BOX + GAP)
                found[node] = (round(x, 1), round(y, 1))
        return found

    def parts(self) -> Iterator[str]:
        for source, target in self.drawing.edges:
            yield self._edge(source, target)
        letters = int(self.width / 6.6)
        for band, (name, _) in enumerate(self.drawing.bands):
            for line, words in enumerate(wrap_label(name, letters, NAME_LINES)):
                position = f'x="{self._left(band):g}" y="{12 + 15 * line}"'
                yield f'<text {position} font-size="12" font-weight="bold">{escape(words)}</text>'
        for place, node in enumerate(self.drawing.nodes):
            yield from self._box(node, *self.corners[place])
        if any(node.marked for node in self.drawing.nodes):
            bottom = height(self.drawing) - LEGEND
            yield f'<rect x="{BETWEEN}" y="{bottom + 4:g}" width="5" height="14" fill="{COLOURS[1]}"/>'
            yield draw_label(BETWEEN + 11, bottom + 16, text=self.drawing.marked, letters=90, attributes=f" {SMALL}")

    def _left(self, band: int) -> float:
        """Where a column begins: with room before it, for lines around its left side."""
        return BETWEEN + band * (self.width + BETWEEN)

    def _edge(self, source: int, target: int) -> str:
        """To the right from side to side; within a column or to the left around the left sides."""
        (x, y), (to_x, to_y) = self.corners[source], self.corners[target]
        y, to_y = round(y + BOX / 2, 1), round(to_y + BOX / 2, 1)
        if to_x > x:
            x += self.width
            bend = max((to_x - x) / 2, BETWEEN / 2)
            curve = f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}l-6 -3v6z"
        elif to_x == x:
            out = x - BETWEEN * 0.8
            curve = f"M{x:g} {y:g}C{out:g} {y:g} {out:g} {to_y:g} {to_x:g} {to_y:g}l-6 -3v6z"
        else:
            to_x += self.width
            bend = max((x - to_x) / 2, BETWEEN / 2)
            curve = f"M{x:g} {y:g}C{x - bend:g} {y:g} {to_x + bend:g} {to_y:g} {to_x:g} {to_y:g}l6 -3v6z"
        return f'<path d="{curve}" fill="none" stroke="currentColor" stroke-opacity=".4"/>'

    def _box(self, node: NetworkNode, x: float, y: float) -> Iterator[str]:
        """The name over a box that hides the lines; a marked one has a thick coloured edge."""
        box = f'x="{x:g}" y="{y:g}" width="{self.width:g}" height="{BOX}" rx="4"'
        yield f'<rect {box} fill="#ffffff" stroke="#000000"/>'
        if node.marked:
            yield f'<rect x="{x:g}" y="{y:g}" width="5" height="{BOX}" fill="{COLOURS[1]}"/>'
        lines = wrap_label(node.name, int((self.width - 12) / LETTER), NAME_LINES)
        top = y + BOX / 2 + 4 - LINE * (len(lines) - 1) / 2
        for line, words in enumerate(lines):
            yield f'<text x="{x + 8:g}" y="{top + LINE * line:g}" {SMALL} fill="#000000">{escape(words)}</text>'

"""Who needs whom, as a file for programs that draw or examine graphs: DOT, Mermaid, GraphML.

A line goes from what needs to what is needed. Where one of several is enough, the lines of that group have its number.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from eurostack_assess.inert import on_one_line
from eurostack_assess.method.services import Graph
from eurostack_assess.report.mermaid import label


@dataclass(frozen=True)
class Point:
    """A service or a product."""

    id: str
    name: str
    kind: str
    """service or product."""
    owner: str
    country: str
    """Of the owner; empty where it is unknown."""
    outside: bool
    """Whether it is certainly controlled from outside the EU/EEA."""


@dataclass(frozen=True)
class Line:
    """That one needs another, alone or as one of several."""

    source: str
    target: str
    group: int
    """Number of the group among the needs of its source, from 0."""
    alternatives: int
    """How many in that group are enough by themselves, this one included."""


def points_and_lines(graph: Graph, european: Sequence[str], language: str) -> tuple[list[Point], list[Line]]:
    """A graph with short ids: services first, in the order of the profile."""
    order = [*graph.services, *(key for key in graph.nodes if key not in set(graph.services))]
    ids = {key: f"n{at}" for at, key in enumerate(order)}
    points = [
        Point(
            id=ids[key],
            name=on_one_line(node.name.in_language(language)),
            kind="service" if node.is_service else "product",
            owner=on_one_line(node.owner_name or ""),
            country=node.owner_country or "",
            outside=node.owner_country is not None and node.owner_country not in european,
        )
        for key, node in ((key, graph.nodes[key]) for key in order)
    ]
    lines = [
        Line(ids[key], ids[member], number, len(group))
        for key in order
        for number, group in enumerate(graph.nodes[key].groups)
        for member in group
        if member in ids
    ]
    return points, lines


def dot(points: Sequence[Point], lines: Sequence[Line], title: str) -> bytes:
    """For Graphviz."""
    return _text(_dot(points, lines, title))


def _dot(points: Sequence[Point], lines: Sequence[Line], title: str) -> Iterator[str]:
    yield f"digraph {_quoted(title)} {{"
    yield "  rankdir=LR;"
    yield '  node [fontname="sans-serif"];'
    for one in points:
        about = {"label": one.name, "shape": "box" if one.kind == "service" else "ellipse"}
        about |= {"owner": one.owner, "country": one.country} if one.kind == "product" else {}
        about |= {"color": "#D55E00", "penwidth": "3"} if one.outside else {}
        yield f"  {one.id} [{', '.join(f'{key}={_quoted(value)}' for key, value in about.items())}];"
    for line in lines:
        style = f' [style="dashed", label="{line.group + 1}"]' if line.alternatives > 1 else ""
        yield f"  {line.source} -> {line.target}{style};"
    yield "}"


def _quoted(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, so that no escape of DOT's own is left."""
    escaped = on_one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def mermaid(points: Sequence[Point], lines: Sequence[Line], title: str) -> bytes:
    """For pages of Markdown that draw it."""
    return _text(_mermaid(points, lines, title))


def _mermaid(points: Sequence[Point], lines: Sequence[Line], title: str) -> Iterator[str]:
    yield "---"
    yield f"title: {json.dumps(label(title))}"
    yield "---"
    yield "flowchart LR"
    for one in points:
        ends = ("[", "]") if one.kind == "service" else ("([", "])")
        yield f'  {one.id}{ends[0]}"{label(one.name)}"{ends[1]}{":::outside" if one.outside else ""}'
    for line in lines:
        arrow = f"-. {line.group + 1} .->" if line.alternatives > 1 else "-->"
        yield f"  {line.source} {arrow} {line.target}"
    if any(one.outside for one in points):
        yield "  classDef outside stroke:#D55E00,stroke-width:3px"


KEYS = (
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("owner", "node", "string"),
    ("country", "node", "string"),
    ("outside", "node", "boolean"),
    ("group", "edge", "int"),
    ("alternatives", "edge", "int"),
)


def graphml(points: Sequence[Point], lines: Sequence[Line], title: str) -> bytes:
    """For programs that examine graphs, such as Gephi, yEd and networkx."""
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name, of, type_ in KEYS:
        ET.SubElement(root, "key", {"id": name, "for": of, "attr.name": name, "attr.type": type_})
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    ET.SubElement(graph, "desc").text = on_one_line(title)
    for one in points:
        about = {"name": one.name, "kind": one.kind, "owner": one.owner, "country": one.country}
        _data(ET.SubElement(graph, "node", {"id": one.id}), about | {"outside": str(one.outside).lower()})
    for at, line in enumerate(lines):
        edge = ET.SubElement(graph, "edge", {"id": f"e{at}", "source": line.source, "target": line.target})
        _data(edge, {"group": str(line.group), "alternatives": str(line.alternatives)})
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _data(element: ET.Element, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        ET.SubElement(element, "data", {"key": key}).text = value


def _text(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


GRAPHS: Mapping[str, Callable[[Sequence[Point], Sequence[Line], str], bytes]] = {
    "dot": dot,
    "mermaid": mermaid,
    "graphml": graphml,
}
"""By the name of a format."""

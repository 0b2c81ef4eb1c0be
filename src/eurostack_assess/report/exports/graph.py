"""The dependency graph, as a file for programs that draw or examine graphs: DOT, Mermaid, GraphML.

An edge goes from a node to what it needs. Where one of several is enough, the edges of that group have its number.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from eurostack_assess.inert import to_single_line
from eurostack_assess.method.services import Graph
from eurostack_assess.report.renderers.mermaid import escape_label


@dataclass(frozen=True)
class GraphNode:
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
class GraphEdge:
    """That one needs another, alone or as one of several."""

    source: str
    target: str
    group: int
    """Number of the group among the needs of its source, from 0."""
    alternatives: int
    """How many in that group are enough by themselves, this one included."""


def build_nodes_and_edges(
    graph: Graph, european: Sequence[str], language: str
) -> tuple[list[GraphNode], list[GraphEdge]]:
    """A graph with short ids: services first, in the order of the profile."""
    order = [*graph.services, *(key for key in graph.nodes if key not in set(graph.services))]
    ids = {key: f"n{index}" for index, key in enumerate(order)}
    nodes = [
        GraphNode(
            id=ids[key],
            name=to_single_line(node.name.in_language(language)),
            kind="service" if node.is_service else "product",
            owner=to_single_line(node.owner_name or ""),
            country=node.owner_country or "",
            outside=node.owner_country is not None and node.owner_country not in european,
        )
        for key, node in ((key, graph.nodes[key]) for key in order)
    ]
    edges = [
        GraphEdge(ids[key], ids[member], number, len(group))
        for key in order
        for number, group in enumerate(graph.nodes[key].groups)
        for member in group
        if member in ids
    ]
    return nodes, edges


def render_dot(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str) -> bytes:
    """For Graphviz."""
    return _text(_dot_lines(nodes, edges, title))


def _dot_lines(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str) -> Iterator[str]:
    yield f"digraph {_quote(title)} {{"
    yield "  rankdir=LR;"
    yield '  node [fontname="sans-serif"];'
    for node in nodes:
        about = {"label": node.name, "shape": "box" if node.kind == "service" else "ellipse"}
        about |= {"owner": node.owner, "country": node.country} if node.kind == "product" else {}
        about |= {"color": "#D55E00", "penwidth": "3"} if node.outside else {}
        yield f"  {node.id} [{', '.join(f'{key}={_quote(value)}' for key, value in about.items())}];"
    for edge in edges:
        style = f' [style="dashed", label="{edge.group + 1}"]' if edge.alternatives > 1 else ""
        yield f"  {edge.source} -> {edge.target}{style};"
    yield "}"


def _quote(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, so that no escape of DOT's own is left."""
    escaped = to_single_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def render_mermaid(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str) -> bytes:
    """For pages of Markdown that draw it."""
    return _text(_mermaid_lines(nodes, edges, title))


def _mermaid_lines(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str) -> Iterator[str]:
    yield "---"
    yield f"title: {json.dumps(escape_label(title))}"
    yield "---"
    yield "flowchart LR"
    for node in nodes:
        ends = ("[", "]") if node.kind == "service" else ("([", "])")
        yield f'  {node.id}{ends[0]}"{escape_label(node.name)}"{ends[1]}{":::outside" if node.outside else ""}'
    for edge in edges:
        arrow = f"-. {edge.group + 1} .->" if edge.alternatives > 1 else "-->"
        yield f"  {edge.source} {arrow} {edge.target}"
    if any(node.outside for node in nodes):
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


def render_graphml(nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], title: str) -> bytes:
    """For programs that examine graphs, such as Gephi, yEd and networkx."""
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name, domain, type_ in KEYS:
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": type_})
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    ET.SubElement(graph, "desc").text = to_single_line(title)
    for node in nodes:
        about = {"name": node.name, "kind": node.kind, "owner": node.owner, "country": node.country}
        _data(ET.SubElement(graph, "node", {"id": node.id}), about | {"outside": str(node.outside).lower()})
    for index, graph_edge in enumerate(edges):
        edge = ET.SubElement(
            graph, "edge", {"id": f"e{index}", "source": graph_edge.source, "target": graph_edge.target}
        )
        _data(edge, {"group": str(graph_edge.group), "alternatives": str(graph_edge.alternatives)})
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _data(element: ET.Element, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        ET.SubElement(element, "data", {"key": key}).text = value


def _text(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


GRAPHS: Mapping[str, Callable[[Sequence[GraphNode], Sequence[GraphEdge], str], bytes]] = {
    "dot": render_dot,
    "mermaid": render_mermaid,
    "graphml": render_graphml,
}
"""By the name of a format."""

"""Figures of the services in use: where they stand by risk, and who needs whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eurostack_assess.method.exposure import RISKS
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import DependencyResult, Exposure, Link
from eurostack_assess.report.document import Column, Figure, Matrix, Network, Node, Square, Table, inline
from eurostack_assess.texts import Texts

MOST_SHARED, MOST_SERVICES, MOST_NEEDED = 8, 48, 5
"""Parties and services that are drawn at most, and those that the description names."""

SEVERITY = ("low", "moderate", "high", "critical")

Key = tuple[bool, str]
"""Whether it is a service, and its id or else its name."""


def matrix(exposure: Exposure, say: Texts) -> list[Figure]:
    """How many services stand where criticality and difficulty of leaving cross; none where neither is known of any."""
    placed: dict[tuple[str, str], list[str]] = {}
    for one in exposure.dependencies:
        if one.criticality and one.exit:
            placed.setdefault((one.criticality, one.exit), []).append(one.service.in_language(say.language))
    if not placed:
        return []
    exits = [say(f"exit.{out}") for out in RISKS["low"]]
    rows, cells, told = [], [], []
    for criticality, risks in reversed(RISKS.items()):
        name = say(f"criticality.{criticality}")
        names = {out: placed.get((criticality, out), []) for out in risks}
        squares = (Square(len(names[out]), say(f"risk.{risk}"), SEVERITY.index(risk)) for out, risk in risks.items())
        rows.append((name, tuple(squares)))
        cells.append((inline(name), *(inline(say.listing(some)) if some else None for some in names.values())))
        told += [
            say("figure.matrix-of", criticality=name, exit=say(f"exit.{out}"), n=len(some))
            for out, some in names.items()
            if some
        ]
    across, down = say("figure.exit"), say("figure.criticality")
    columns = (Column(down), *(Column(say("exposure.exit", value=one)) for one in exits))
    drawing = Matrix(across, down, tuple(exits), tuple(rows))
    return [Figure(say("figure.matrix"), " ".join(told), drawing, Table(columns, tuple(cells)))]


def network(result: Assessment, exposure: Exposure, say: Texts) -> list[Figure]:
    """Which services need each other, and which need what can stop several; none where nothing does."""
    return _Network(result, exposure, say).figures()


@dataclass(frozen=True)
class _Network:
    result: Assessment
    exposure: Exposure
    say: Texts

    @cached_property
    def services(self) -> Mapping[Key, DependencyResult]:
        """By key, worst first; no more than can be drawn."""
        return {_key(True, one.id, one.service): one for one in self.exposure.dependencies[:MOST_SERVICES]}  # noqa: FBT003

    @cached_property
    def shared(self) -> Mapping[Key, Node]:
        """What is no service and stops several by itself; what stops most first, no more than can be drawn."""
        european = self.exposure.catalogue.groups["eu"].members
        found: dict[Key, Node] = {}
        for one in self.exposure.single_points:
            if not one.is_service and len(found) < MOST_SHARED:
                outside = one.country is not None and one.country not in european
                name = one.name.in_language(self.say.language)
                found[_key(False, one.id, one.name)] = Node(name, outside)  # noqa: FBT003
        return found

    @cached_property
    def needs(self) -> Mapping[Key, tuple[Link, ...]]:
        """What each one needs itself, wherever that is told in full."""
        found: dict[Key, tuple[Link, ...]] = {}

        def told(links: Sequence[Link]) -> None:
            for link in links:
                if link.needs:
                    found.setdefault(_key(link.is_service, link.id, link.name), link.needs)
                    told(link.needs)

        for key, one in self.services.items():
            found[key] = one.chain
            told(one.chain)
        return found

    def figures(self) -> list[Figure]:
        drawn = {*self.services, *self.shared}
        pairs = [(one, other) for one in drawn for other in self._nearest(one, drawn)]
        used = {key for pair in pairs for key in pair}
        bands = [(name, [key for key in keys if key in used]) for name, keys in self._bands()]
        bands = [(name, keys) for name, keys in bands if keys]
        if not pairs:
            return []
        order = [key for _, keys in bands for key in keys]
        edges = tuple(sorted((order.index(one), order.index(other)) for one, other in pairs))
        nodes = tuple((name, tuple(self._node(key) for key in keys)) for name, keys in bands)
        drawing = Network(nodes, edges, self.say("figure.from-outside"))
        return [Figure(self.say("figure.network"), self._told(drawing), drawing, self._table(drawing))]

    def _bands(self) -> Iterator[tuple[str, list[Key]]]:
        names = {layer.id: layer.name.in_language(self.say.language) for layer in self.result.layers}
        for layer, name in (*names.items(), (None, self.say("figure.no-layer"))):
            yield name, [key for key, one in self.services.items() if one.layer == layer]
        yield self.say("figure.shared"), list(self.shared)

    def _nearest(self, key: Key, drawn: set[Key]) -> set[Key]:
        """What it needs of what is drawn: itself, or by way of what is not drawn."""
        found: set[Key] = set()
        passed = {key}
        ahead = list(self.needs.get(key, ()))
        while ahead:
            link = ahead.pop()
            other = _key(link.is_service, link.id, link.name)
            if other in passed:
                continue
            passed.add(other)
            if other in drawn:
                found.add(other)
            else:
                ahead += self.needs.get(other, ())
        return found

    def _node(self, key: Key) -> Node:
        if key in self.shared:
            return self.shared[key]
        service = self.services[key]
        name = service.service.in_language(self.say.language)
        return Node(name, bool(service.foreign.low))

    def _told(self, drawing: Network) -> str:
        """How much there is, and what is needed most; the rest is for the table."""
        counts = {at: sum(other == at for _, other in drawing.edges) for at in range(len(drawing.nodes))}
        most = sorted(counts, key=lambda at: (-counts[at], at))[:MOST_NEEDED]
        named = [self.say("figure.needed-by", name=drawing.nodes[at].name, n=counts[at]) for at in most if counts[at]]
        services = sum(len(nodes) for _, nodes in drawing.bands) - len(self.shared)
        others = len(self.exposure.dependencies) - services
        numbers = {"nodes": len(drawing.nodes), "edges": len(drawing.edges), "others": others}
        return self.say("figure.network-told", most=self.say.listing(named), **numbers)

    def _table(self, drawing: Network) -> Table:
        columns = (Column(self.say("column.service")), Column(self.say("figure.needs")))
        rows = []
        for at, node in enumerate(drawing.nodes):
            needed = [drawing.nodes[other].name for one, other in drawing.edges if one == at]
            if needed:
                rows.append((inline(node.name), inline(self.say.listing(needed))))
        return Table(columns, tuple(rows))


def _key(is_service: bool, id_: str | None, name: LocalText) -> Key:  # noqa: FBT001 - the first half of a key
    return is_service, id_ or str(name)

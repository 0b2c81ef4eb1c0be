"""Figures of the services in use: the risk matrix and the dependency network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eurostack_assess.method.exposure import RISKS
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import ChainLink, DependencyResult, Exposure
from eurostack_assess.report.document import Column, Figure, Matrix, Network, NetworkNode, Square, TableBlock, inline
from eurostack_assess.texts import Texts

MAX_SHARED, MAX_SERVICES, MAX_MOST_NEEDED = 8, 48, 5
"""Parties and services that are drawn at most, and those that the description names."""

SEVERITY = ("low", "moderate", "high", "critical")

NodeKey = tuple[bool, str]
"""Whether it is a service, and its id or else its name."""


def build_risk_matrix(exposure: Exposure, translate: Texts) -> list[Figure]:
    """How many services stand where criticality and difficulty of leaving cross; none where neither is known of any."""
    services_by_square: dict[tuple[str, str], list[str]] = {}
    for dependency in exposure.dependencies:
        if dependency.criticality and dependency.exit:
            services_by_square.setdefault((dependency.criticality, dependency.exit), []).append(
                dependency.service.in_language(translate.language)
            )
    if not services_by_square:
        return []
    exits = [translate(f"exit.{out}") for out in RISKS["low"]]
    rows, cells, descriptions = [], [], []
    for criticality, risks in reversed(RISKS.items()):
        name = translate(f"criticality.{criticality}")
        names = {out: services_by_square.get((criticality, out), []) for out in risks}
        squares = (
            Square(len(names[out]), translate(f"risk.{risk}"), SEVERITY.index(risk)) for out, risk in risks.items()
        )
        rows.append((name, tuple(squares)))
        cells.append(
            (inline(name), *(inline(translate.listing(services)) if services else None for services in names.values()))
        )
        descriptions += [
            translate("figure.matrix-of", criticality=name, exit=translate(f"exit.{out}"), n=len(services))
            for out, services in names.items()
            if services
        ]
    across, down = translate("figure.exit"), translate("figure.criticality")
    columns = (Column(down), *(Column(translate("exposure.exit", value=exit_name)) for exit_name in exits))
    drawing = Matrix(across, down, tuple(exits), tuple(rows))
    return [Figure(translate("figure.matrix"), " ".join(descriptions), drawing, TableBlock(columns, tuple(cells)))]


def build_dependency_network(result: Assessment, exposure: Exposure, translate: Texts) -> list[Figure]:
    """Which services need each other, and which need what can stop several; none where nothing does."""
    return _DependencyNetwork(result, exposure, translate).figures()


@dataclass(frozen=True)
class _DependencyNetwork:
    result: Assessment
    exposure: Exposure
    translate: Texts

    @cached_property
    def services(self) -> Mapping[NodeKey, DependencyResult]:
        """By key, worst first; no more than can be drawn."""
        return {
            _node_key(True, dependency.id, dependency.service): dependency  # noqa: FBT003
            for dependency in self.exposure.dependencies[:MAX_SERVICES]
        }

    @cached_property
    def shared(self) -> Mapping[NodeKey, NetworkNode]:
        """What is no service and stops several by itself; what stops most first, no more than can be drawn."""
        european = self.exposure.catalogue.groups["eu"].members
        found: dict[NodeKey, NetworkNode] = {}
        for point in self.exposure.single_points:
            if not point.is_service and len(found) < MAX_SHARED:
                outside = point.country is not None and point.country not in european
                name = point.name.in_language(self.translate.language)
                found[_node_key(False, point.id, point.name)] = NetworkNode(name, outside)  # noqa: FBT003
        return found

    @cached_property
    def needs(self) -> Mapping[NodeKey, tuple[ChainLink, ...]]:
        """What each one needs itself, wherever that is told in full."""
        found: dict[NodeKey, tuple[ChainLink, ...]] = {}

        def collect(links: Sequence[ChainLink]) -> None:
            for link in links:
                if link.needs:
                    found.setdefault(_node_key(link.is_service, link.id, link.name), link.needs)
                    collect(link.needs)

        for key, dependency in self.services.items():
            found[key] = dependency.chain
            collect(dependency.chain)
        return found

    def figures(self) -> list[Figure]:
        drawn_keys = {*self.services, *self.shared}
        pairs = [(source, target) for source in drawn_keys for target in self._reachable_needs(source, drawn_keys)]
        used_keys = {key for pair in pairs for key in pair}
        bands = [(name, [key for key in keys if key in used_keys]) for name, keys in self._bands()]
        bands = [(name, keys) for name, keys in bands if keys]
        if not pairs:
            return []
        order = [key for _, keys in bands for key in keys]
        edges = tuple(sorted((order.index(source), order.index(target)) for source, target in pairs))
        nodes = tuple((name, tuple(self._node(key) for key in keys)) for name, keys in bands)
        drawing = Network(nodes, edges, self.translate("figure.from-outside"))
        return [Figure(self.translate("figure.network"), self._description(drawing), drawing, self._table(drawing))]

    def _bands(self) -> Iterator[tuple[str, list[NodeKey]]]:
        names = {layer.id: layer.name.in_language(self.translate.language) for layer in self.result.layers}
        for layer, name in (*names.items(), (None, self.translate("figure.no-layer"))):
            yield name, [key for key, service in self.services.items() if service.layer == layer]
        yield self.translate("figure.shared"), list(self.shared)

    def _reachable_needs(self, key: NodeKey, drawn_keys: set[NodeKey]) -> set[NodeKey]:
        """What it needs of what is drawn: itself, or by way of what is not drawn."""
        found: set[NodeKey] = set()
        visited = {key}
        queue = list(self.needs.get(key, ()))
        while queue:
            link = queue.pop()
            needed_key = _node_key(link.is_service, link.id, link.name)
            if needed_key in visited:
                continue
            visited.add(needed_key)
            if needed_key in drawn_keys:
                found.add(needed_key)
            else:
                queue += self.needs.get(needed_key, ())
        return found

    def _node(self, key: NodeKey) -> NetworkNode:
        if key in self.shared:
            return self.shared[key]
        service = self.services[key]
        name = service.service.in_language(self.translate.language)
        return NetworkNode(name, bool(service.foreign.low))

    def _description(self, drawing: Network) -> str:
        """How much there is, and what is needed most; the rest is for the table."""
        counts = {index: sum(target == index for _, target in drawing.edges) for index in range(len(drawing.nodes))}
        most_needed = sorted(counts, key=lambda index: (-counts[index], index))[:MAX_MOST_NEEDED]
        sentences = [
            self.translate("figure.needed-by", name=drawing.nodes[index].name, n=counts[index])
            for index in most_needed
            if counts[index]
        ]
        services = sum(len(nodes) for _, nodes in drawing.bands) - len(self.shared)
        others = len(self.exposure.dependencies) - services
        numbers = {"nodes": len(drawing.nodes), "edges": len(drawing.edges), "others": others}
        return self.translate("figure.network-told", most=self.translate.listing(sentences), **numbers)

    def _table(self, drawing: Network) -> TableBlock:
        columns = (Column(self.translate("column.service")), Column(self.translate("figure.needs")))
        rows = []
        for index, node in enumerate(drawing.nodes):
            needed = [drawing.nodes[target].name for source, target in drawing.edges if source == index]
            if needed:
                rows.append((inline(node.name), inline(self.translate.listing(needed))))
        return TableBlock(columns, tuple(rows))


def _node_key(is_service: bool, id_: str | None, name: LocalText) -> NodeKey:  # noqa: FBT001 - the first half of a key
    return is_service, id_ or str(name)

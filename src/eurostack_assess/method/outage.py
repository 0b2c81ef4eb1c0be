"""Step 10, what if: which services stop when products, suppliers or countries are lost, and what would save them.

Certain and possible failures are two runs of the same fixpoint (`Graph.find_failures`): one removes what is certainly
lost, the other also what may be lost because its country is unknown. A product that is supplied once keeps working and
only degrades, so each run is made twice, the first time removing continuous supplies alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eurostack_assess.method.exact import ONE, ZERO
from eurostack_assess.method.replacements import find_smallest_replacement
from eurostack_assess.method.services import Graph, Node, Reason, build_graph, list_countries, list_replacement_options
from eurostack_assess.method.snapshots import snapshot_catalogue, snapshot_profile
from eurostack_assess.method.weighing import Choice, criticalities, ratio_between
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.outage import (
    NodeRef,
    Outage,
    OutageImpact,
    Redundancy,
    RemovedProduct,
    Replacement,
    ResolvedSelector,
    ServiceOutage,
)
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Profile
from eurostack_assess.model.scenario import Scenario, Selector
from eurostack_assess.model.vocabulary import FATES, Fate

MAX_NODES_VISITED = 200
MAX_STEPS_TRACED = 20
"""Of the way from a service that fails down to what dropped out."""
"""Nodes under a service that are looked at for what it owes its survival to."""

CRITICALITIES: tuple[Criticality | None, ...] = ("high", "medium", "low", None)


@dataclass(frozen=True)
class Loss:
    """What drops out, and everything that fails with it, in the four runs."""

    certain: Mapping[str, Node]
    possible: Mapping[str, Node]
    """With those that are certain."""
    reasons_by_fate: Mapping[Fate, Mapping[str, Reason]]
    """By the fate that failing in it means, worst first."""

    def get_fate(self, key: str) -> Fate:
        """The worst fate that is certain, or else possible, of a node."""
        return next((fate for fate, failed in self.reasons_by_fate.items() if key in failed), "goes_on")


def matches(node: Node, selector: Selector) -> tuple[bool, bool]:
    """Whether a node is certainly, and possibly, among what a selector names."""
    if selector.category is not None and (node.is_service or node.category != selector.category):
        return False, False
    if selector.id is not None and not is_called(node, selector.id):
        return False, False
    if selector.country is None:
        return True, True
    law_country = selector.country
    return node.is_subject_to(lambda country: country == law_country)


def is_called(node: Node, id_or_name: str) -> bool:
    """Whether this is the id or name of a node, or of its supplier or owner; upper and lower case alike."""
    names = (node.id, node.row.supplier if node.row else None, node.owner, node.owner_name)
    return id_or_name.casefold() in {name.casefold() for name in (names[:1] if node.is_service else names) if name}


def compute_loss(graph: Graph, without: Sequence[Selector]) -> Loss:
    """What drops out of a graph by any of the selectors."""
    certain, possible = {}, {}
    for key, node in graph.nodes.items():
        found = [matches(node, selector) for selector in without]
        if any(is_certain for is_certain, _ in found):
            certain[key] = node
        if any(is_possible for _, is_possible in found):
            possible[key] = node
    runs: dict[Fate, Iterable[str]] = {
        "stops": _continuous_keys(certain),
        "may_stop": _continuous_keys(possible),
        "wears_out": certain,
        "may_wear_out": possible,
    }
    return Loss(certain, possible, {fate: graph.find_failures(removed) for fate, removed in runs.items()})


def _continuous_keys(nodes: Mapping[str, Node]) -> list[str]:
    return [key for key, node in nodes.items() if node.supply == "continuous"]


def simulate_outage(
    framework: Framework,
    profile: Profile,
    catalogue: Catalogue,
    question: Scenario | Sequence[Selector],
    *,
    tool_version: str,
    profile_hash: str | None = None,
) -> Outage:
    """What becomes of a checked profile's services in a scenario, or without what is selected."""
    scenario = question if isinstance(question, Scenario) else None
    without = question.without if isinstance(question, Scenario) else tuple(question)
    layers = framework.header.layers
    before = build_graph(profile, catalogue)
    taken_over = _find_taken_over_products(before, scenario, catalogue)
    graph = before.with_owner_countries(taken_over)
    lost = compute_loss(graph, without)
    lost_before = compute_loss(before, without) if taken_over else lost
    removed_countries = {selector.country for selector in without if selector.country and not selector.category}
    unknown = graph.find_dependents(key for key, node in graph.nodes.items() if not node.chain_known)
    outcome = _OutageEvaluator(
        graph,
        catalogue,
        layers=layers,
        loss=lost,
        loss_before=lost_before,
        removed_countries=removed_countries,
        unknown_chains=unknown,
    )
    services = [
        outcome.evaluate(key, dependency) for key, dependency in zip(graph.services, profile.dependencies, strict=True)
    ]
    total, by_layer = compute_impacts(services, layers)
    return Outage(
        tool=Tool(version=tool_version),
        profile=snapshot_profile(profile, profile_hash),
        catalogue=snapshot_catalogue(catalogue, {*list_countries(graph, catalogue), *taken_over.values()}),
        framework=framework.header.id,
        layer_names={layer.id: layer.name for layer in framework.layers},
        scenario=scenario,
        selectors=tuple(_resolve_selector(selector, graph, catalogue) for selector in without),
        taken_over_products=tuple(
            {_identity(graph.nodes[key]): build_node_ref(graph.nodes[key]) for key in taken_over}.values()
        ),
        removed_products=_deduplicate(
            _build_removed_product(node, certain=key in lost.certain) for key, node in lost.possible.items()
        ),
        total=total,
        layers=by_layer,
        services=tuple(sorted(services, key=_sort_key)),
    )


def _sort_key(service: ServiceOutage) -> tuple[int, int]:
    return FATES.index(service.fate), CRITICALITIES.index(service.criticality)


def _find_taken_over_products(graph: Graph, scenario: Scenario | None, catalogue: Catalogue) -> dict[str, str]:
    """The products that a scenario sells, by key, to which country: those that were in European hands."""
    return {
        key: takeover.to
        for takeover in (scenario.takeover if scenario else ())
        for key, node in graph.nodes.items()
        if node.owner_country in catalogue.european_countries and node.owner != SELF and matches(node, takeover)[0]
    }


def _resolve_selector(selector: Selector, graph: Graph, catalogue: Catalogue) -> ResolvedSelector:
    return ResolvedSelector(
        selector=selector,
        name=_resolve_name(selector, graph, catalogue),
        country=catalogue.country(selector.country) if selector.country else None,
    )


def _resolve_name(selector: Selector, graph: Graph, catalogue: Catalogue) -> LocalText | None:
    if selector.id is None:
        return catalogue.categories[selector.category].text if selector.category else None
    if (owner := catalogue.owners.get(selector.id)) is not None:
        return LocalText({ANY_LANGUAGE: owner.name})
    node_names = (node.name for node in graph.nodes.values() if is_called(node, selector.id or ""))
    row = catalogue.suppliers.get(selector.id)
    return next(node_names, row.product if row else LocalText({ANY_LANGUAGE: selector.id}))


@dataclass(frozen=True)
class _OutageEvaluator:
    """What was lost, told service by service."""

    graph: Graph
    catalogue: Catalogue
    layers: Collection[str]
    loss: Loss
    loss_before: Loss
    """Without a takeover first."""
    removed_countries: Collection[str | None]
    """Countries that drop out."""
    unknown_chains: Collection[str]
    """Keys of what has something under it of which nobody said what that runs on."""

    def evaluate(self, key: str, dependency: Dependency) -> ServiceOutage:
        fate = self.loss.get_fate(key)
        failed = self.loss.reasons_by_fate.get(fate, {})
        return ServiceOutage(
            id=dependency.id,
            service=dependency.service,
            layer=dependency.resolve_layer(self.catalogue, self.layers),
            criticality=dependency.criticality,
            fate=fate,
            worsened_by_takeover=fate != self.loss_before.get_fate(key),
            failure_path=tuple(map(build_node_ref, self._trace_failure(key, fate))),
            kept_up_by=_find_redundancies(self.graph, key, self.loss) if fate == "goes_on" else (),
            saved_by=self._find_replacements(key, failed),
            chain_known=key not in self.unknown_chains,
        )

    def _trace_failure(self, key: str, fate: Fate) -> Iterator[Node]:
        """From what a failed service needs itself down to what dropped out; of a long way its first steps and its end.

        It ends where no step is left, as what failed is traced in the order in which it failed.
        """
        failed, end = self.loss.reasons_by_fate.get(fate, {}), self._ends_by_fate.get(fate, {}).get(key)
        for _ in range(MAX_STEPS_TRACED):
            if not failed.get(key):
                return
            key = failed[key][0]
            yield self.graph.nodes[key]
        if end is not None and end != key:
            yield self.graph.nodes[end]

    @cached_property
    def _ends_by_fate(self) -> Mapping[Fate, Mapping[str, str]]:
        """By fate, and key of what failed: what dropped out, at the end of its way."""
        ends: dict[Fate, dict[str, str]] = {}
        for fate, reasons in self.loss.reasons_by_fate.items():
            found = ends.setdefault(fate, {})
            for key, reason in reasons.items():
                found[key] = found.get(reason[0], reason[0]) if reason else key
        return ends

    def _find_replacements(self, key: str, failed: Mapping[str, Reason]) -> tuple[Replacement, ...] | None:
        smallest = find_smallest_replacement(self.graph, key, failed)
        if smallest is None:
            return None
        nodes = [self.graph.nodes[node_key] for node_key in smallest]
        return tuple(
            Replacement(
                product=build_node_ref(node),
                options=list_replacement_options(node, self.catalogue, self.removed_countries),
            )
            for node in nodes
        )


def _deduplicate(removed: Iterable[RemovedProduct]) -> tuple[RemovedProduct, ...]:
    """One product used in several ways is told once."""
    return tuple({(*_identity(product), product.certain, product.supply): product for product in removed}.values())


def _identity(node: NodeRef | Node) -> tuple[str | None, bool, str]:
    return node.id, node.is_service, "" if node.id else str(node.name)


def compute_impacts(
    services: Sequence[ServiceOutage], layers: Sequence[str]
) -> tuple[OutageImpact, tuple[OutageImpact, ...]]:
    """What it costs in total, and layer by layer."""
    by_layer = {layer: [service for service in services if service.layer == layer] for layer in (*layers, None)}
    return _compute_impact(None, services), tuple(
        _compute_impact(layer, layer_services) for layer, layer_services in by_layer.items() if layer_services
    )


def _compute_impact(layer: str | None, services: Sequence[ServiceOutage]) -> OutageImpact:
    stops, hit = (
        _affected_share(services, ("stops",), ("may_stop",)),
        _affected_share(services, ("stops", "wears_out"), ("may_stop", "may_wear_out")),
    )
    return OutageImpact(
        layer=layer,
        services=len(services),
        fates={fate: sum(service.fate == fate for service in services) for fate in FATES},
        stops_low=stops[0],
        stops_high=stops[1],
        affected_low=hit[0],
        affected_high=hit[1],
    )


def _affected_share(
    services: Sequence[ServiceOutage], certain: tuple[Fate, ...], possible: tuple[Fate, ...]
) -> tuple[float, ...]:
    """The share of services with these fates, weighted by criticality: with the certain ones, with the possible too."""

    def choices(service: ServiceOutage, fates: tuple[Fate, ...]) -> list[Choice]:
        counts = ONE if service.fate in fates else ZERO
        return [(weight * counts, weight) for weight in criticalities(service.criticality)]

    low = ratio_between([choices(service, certain) for service in services])
    high = ratio_between([choices(service, (*certain, *possible)) for service in services])
    return (float(low[0]) if low else 0.0, float(high[1]) if high else 0.0)


def build_node_ref(node: Node) -> NodeRef:
    """A node as a report names it."""
    return NodeRef(id=node.id, name=node.name, is_service=node.is_service, country=node.owner_country)


def _build_removed_product(node: Node, *, certain: bool) -> RemovedProduct:
    return RemovedProduct(
        **dict(build_node_ref(node)),
        certain=certain,
        supply=node.supply,
        confidence=node.confidence,
    )


def _find_redundancies(graph: Graph, key: str, lost: Loss) -> tuple[Redundancy, ...]:
    """The groups under a service that goes on of which some members failed, and what is left of them; each once."""
    failed = lost.reasons_by_fate["may_wear_out"]
    redundancies: dict[tuple[str, ...], Redundancy] = {}
    seen, waiting = {key}, [key] if failed else []
    while waiting and len(seen) < MAX_NODES_VISITED:
        for group in graph.nodes[waiting.pop()].groups:
            failed_members = [member for member in group if member in failed]
            remaining_members = [member for member in group if member not in failed]
            if failed_members:
                parts = (
                    tuple(build_node_ref(graph.nodes[member]) for member in members)
                    for members in (failed_members, remaining_members)
                )
                redundancies[group] = Redundancy(failed=next(parts), remaining=next(parts))
            waiting += [member for member in remaining_members if member not in seen]
            seen |= set(remaining_members)
    return tuple(redundancies.values())

"""Step 8, what if: which services stop when products, suppliers or countries drop out, and what would save them.

Certain and possible are two runs of the same fixpoint (`Graph.failed`): one without what certainly drops out, one
without what may, because its country is unknown. What is supplied once goes on working and only wears out: so each run
is made twice, at first without the continuous supplies alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.method.exact import ONE, ZERO
from eurostack_assess.method.replacements import smallest_saving
from eurostack_assess.method.services import Graph, Node, Reason, countries_of, graph_of, options
from eurostack_assess.method.used import catalogue_used, profile_used
from eurostack_assess.method.weighing import Choice, criticalities, ratio_between
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.outage import (
    FATES,
    Fate,
    Named,
    Outage,
    Part,
    Removed,
    Replacement,
    ServiceOutage,
    Spared,
    Toll,
)
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Profile
from eurostack_assess.model.scenario import Scenario, Selector

MOST_SEEN = 200
"""Nodes under a service that are looked at for what it owes its survival to."""

CRITICALITIES: tuple[Criticality | None, ...] = ("high", "medium", "low", None)


@dataclass(frozen=True)
class Loss:
    """What drops out, and everything that fails with it, in the four runs."""

    certain: Mapping[str, Node]
    possible: Mapping[str, Node]
    """With those that are certain."""
    failed: Mapping[Fate, Mapping[str, Reason]]
    """By the fate that failing in it means, worst first."""

    def fate(self, key: str) -> Fate:
        """The worst fate that is certain, or else possible, of a node."""
        return next((fate for fate, failed in self.failed.items() if key in failed), "goes_on")


def matches(node: Node, selector: Selector) -> tuple[bool, bool]:
    """Whether a node is certainly, and possibly, among what a selector names."""
    if selector.category is not None and (node.is_service or node.category != selector.category):
        return False, False
    if selector.id is not None and not is_called(node, selector.id):
        return False, False
    if selector.country is None:
        return True, True
    wanted = selector.country
    return node.under(lambda country: country == wanted)


def is_called(node: Node, wanted: str) -> bool:
    """Whether this is the id or name of a node, or of its supplier or owner; upper and lower case alike."""
    names = (node.id, node.row.supplier if node.row else None, node.owner, node.owner_name)
    return wanted.casefold() in {name.casefold() for name in (names[:1] if node.is_service else names) if name}


def loss(graph: Graph, without: Sequence[Selector]) -> Loss:
    """What drops out of a graph by any of the selectors."""
    certain, possible = {}, {}
    for key, node in graph.nodes.items():
        found = [matches(node, selector) for selector in without]
        if any(sure for sure, _ in found):
            certain[key] = node
        if any(maybe for _, maybe in found):
            possible[key] = node
    runs: dict[Fate, Iterable[str]] = {
        "stops": _continuous(certain),
        "may_stop": _continuous(possible),
        "wears_out": certain,
        "may_wear_out": possible,
    }
    return Loss(certain, possible, {fate: graph.failed(removed) for fate, removed in runs.items()})


def _continuous(nodes: Mapping[str, Node]) -> list[str]:
    return [key for key, node in nodes.items() if node.supply == "continuous"]


def what_if(
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
    before = graph_of(profile, catalogue)
    bought = _bought(before, scenario, catalogue)
    graph = before.with_owners_in(bought)
    lost = loss(graph, without)
    lost_before = loss(before, without) if bought else lost
    gone = {selector.country for selector in without if selector.country and not selector.category}
    unknown = graph.above(key for key, node in graph.nodes.items() if not node.chain_known)
    outcome = _Outcome(graph, catalogue, layers, lost, lost_before, gone, unknown)
    services = [outcome.of(key, one) for key, one in zip(graph.services, profile.dependencies, strict=True)]
    total, by_layer = tolls(services, layers)
    return Outage(
        tool=Tool(version=tool_version),
        profile=profile_used(profile, profile_hash),
        catalogue=catalogue_used(catalogue, {*countries_of(graph, catalogue), *bought.values()}),
        framework=framework.header.id,
        layer_names={layer.id: layer.name for layer in framework.layers},
        scenario=scenario,
        without=tuple(_named(selector, graph, catalogue) for selector in without),
        taken_over=tuple({_identity(graph.nodes[key]): part_of(graph.nodes[key]) for key in bought}.values()),
        removed=_once_each(_removed(node, certain=key in lost.certain) for key, node in lost.possible.items()),
        total=total,
        layers=by_layer,
        services=tuple(sorted(services, key=_worst_first)),
    )


def _worst_first(one: ServiceOutage) -> tuple[int, int]:
    return FATES.index(one.fate), CRITICALITIES.index(one.criticality)


def _bought(graph: Graph, scenario: Scenario | None, catalogue: Catalogue) -> dict[str, str]:
    """The products that a scenario sells, by key, to which country: those that were in European hands."""
    return {
        key: takeover.to
        for takeover in (scenario.takeover if scenario else ())
        for key, node in graph.nodes.items()
        if node.owner_country in catalogue.european and node.owner != SELF and matches(node, takeover)[0]
    }


def _named(selector: Selector, graph: Graph, catalogue: Catalogue) -> Named:
    return Named(
        selector=selector,
        what=_what(selector, graph, catalogue),
        country=catalogue.country(selector.country) if selector.country else None,
    )


def _what(selector: Selector, graph: Graph, catalogue: Catalogue) -> LocalText | None:
    if selector.id is None:
        return catalogue.categories[selector.category].text if selector.category else None
    if (owner := catalogue.owners.get(selector.id)) is not None:
        return LocalText({ANY_LANGUAGE: owner.name})
    named = (node.name for node in graph.nodes.values() if is_called(node, selector.id or ""))
    row = catalogue.suppliers.get(selector.id)
    return next(named, row.product if row else LocalText({ANY_LANGUAGE: selector.id}))


@dataclass(frozen=True)
class _Outcome:
    """What was lost, told service by service."""

    graph: Graph
    catalogue: Catalogue
    layers: Collection[str]
    lost: Loss
    lost_before: Loss
    """Without a takeover first."""
    gone: Collection[str | None]
    """Countries that drop out."""
    unknown: Collection[str]
    """Keys of what has something under it of which nobody said what that runs on."""

    def of(self, key: str, one: Dependency) -> ServiceOutage:
        fate = self.lost.fate(key)
        failed = self.lost.failed.get(fate, {})
        return ServiceOutage(
            id=one.id,
            service=one.service,
            layer=one.layer_in(self.catalogue, self.layers),
            criticality=one.criticality,
            fate=fate,
            new=fate != self.lost_before.fate(key),
            because=tuple(map(part_of, _path(self.graph, key, failed))),
            thanks_to=_thanks(self.graph, key, self.lost) if fate == "goes_on" else (),
            saved_by=self._saved_by(key, failed),
            chain_known=key not in self.unknown,
        )

    def _saved_by(self, key: str, failed: Mapping[str, Reason]) -> tuple[Replacement, ...] | None:
        smallest = smallest_saving(self.graph, key, failed)
        if smallest is None:
            return None
        nodes = [self.graph.nodes[one] for one in smallest]
        return tuple(
            Replacement(part=part_of(node), options=options(node, self.catalogue, self.gone)) for node in nodes
        )


def _once_each(removed: Iterable[Removed]) -> tuple[Removed, ...]:
    """One product used in several ways is told once."""
    return tuple({(*_identity(one), one.certain, one.supply): one for one in removed}.values())


def _identity(one: Part | Node) -> tuple[str | None, bool, str]:
    return one.id, one.is_service, "" if one.id else str(one.name)


def tolls(services: Sequence[ServiceOutage], layers: Sequence[str]) -> tuple[Toll, tuple[Toll, ...]]:
    """What it costs in total, and layer by layer."""
    by_layer = {layer: [one for one in services if one.layer == layer] for layer in (*layers, None)}
    return _toll(None, services), tuple(_toll(layer, some) for layer, some in by_layer.items() if some)


def _toll(layer: str | None, services: Sequence[ServiceOutage]) -> Toll:
    stops, hit = (
        _hit(services, ("stops",), ("may_stop",)),
        _hit(services, ("stops", "wears_out"), ("may_stop", "may_wear_out")),
    )
    return Toll(
        layer=layer,
        services=len(services),
        fates={fate: sum(one.fate == fate for one in services) for fate in FATES},
        stops_low=stops[0],
        stops_high=stops[1],
        hit_low=hit[0],
        hit_high=hit[1],
    )


def _hit(services: Sequence[ServiceOutage], certain: tuple[Fate, ...], possible: tuple[Fate, ...]) -> tuple[float, ...]:
    """The share of services with these fates, weighted by criticality: with the certain ones, with the possible too."""

    def choices(one: ServiceOutage, fates: tuple[Fate, ...]) -> list[Choice]:
        counts = ONE if one.fate in fates else ZERO
        return [(weight * counts, weight) for weight in criticalities(one.criticality)]

    low = ratio_between([choices(one, certain) for one in services])
    high = ratio_between([choices(one, (*certain, *possible)) for one in services])
    return (float(low[0]) if low else 0.0, float(high[1]) if high else 0.0)


def part_of(node: Node) -> Part:
    """A node as a report names it."""
    return Part(id=node.id, name=node.name, is_service=node.is_service, country=node.owner_country)


def _removed(node: Node, *, certain: bool) -> Removed:
    return Removed(
        **part_of(node).model_dump(),
        certain=certain,
        supply=node.supply,
        confidence=node.confidence,
    )


def _path(graph: Graph, key: str, failed: Mapping[str, Reason]) -> Iterator[Node]:
    """From what a failed service needs itself down to what dropped out."""
    while failed.get(key):
        key = failed[key][0]
        yield graph.nodes[key]


def _thanks(graph: Graph, key: str, lost: Loss) -> tuple[Spared, ...]:
    """The groups under a service that goes on of which some members failed, and what is left of them; each once."""
    failed = lost.failed["may_wear_out"]
    spared: dict[tuple[str, ...], Spared] = {}
    seen, waiting = {key}, [key] if failed else []
    while waiting and len(seen) < MOST_SEEN:
        for group in graph.nodes[waiting.pop()].groups:
            gone = [member for member in group if member in failed]
            left = [member for member in group if member not in failed]
            if gone:
                parts = (tuple(part_of(graph.nodes[one]) for one in some) for some in (gone, left))
                spared[group] = Spared(lost=next(parts), left=next(parts))
            waiting += [member for member in left if member not in seen]
            seen |= set(left)
    return tuple(spared.values())

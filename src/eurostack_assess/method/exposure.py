"""Step 9, exposure: who can stop each service on record and how hard it is to leave, and each layer's shares of use.

Sources: Regulation (EU) 2022/2554 and Implementing Regulation (EU) 2024/2956 for criticality, substitutability and
chain rank; P. Kraljic, Harvard Business Review, September 1983, for the quadrants.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.answers import Item
from eurostack_assess.method.concentration import (
    AssessedService,
    Bounds,
    build_distribution,
    compute_concentration,
    merge_distributions,
    to_interval,
)
from eurostack_assess.method.drop_out import find_drop_out
from eurostack_assess.method.exact import ONE, ZERO, exact
from eurostack_assess.method.services import Graph, Node, build_graph, list_countries, list_replacement_options
from eurostack_assess.method.single_points import find_single_points
from eurostack_assess.method.snapshots import snapshot_catalogue
from eurostack_assess.method.weighing import criticalities, difficulties
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import (
    ChainLink,
    Contradiction,
    DependencyResult,
    Exposure,
    Quadrant,
    Risk,
)
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import SELF, Criticality, Exit, Profile
from eurostack_assess.model.question import ContradictionRule

RISKS: dict[Criticality, dict[Exit, Risk]] = {
    "low": {"easy": "low", "medium": "low", "complex": "moderate", "none": "moderate"},
    "medium": {"easy": "low", "medium": "moderate", "complex": "high", "none": "high"},
    "high": {"easy": "moderate", "medium": "high", "complex": "critical", "none": "critical"},
}
"""Our own proposal, by the vocabulary of DORA's register of information."""

MAX_LINKS = 40
MAX_CHAIN_DEPTH = 6
MAX_NODES_VISITED = 200


def compute_exposure(framework: Framework, profile: Profile, catalogue: Catalogue) -> Exposure:
    """The dependency part of the result of a checked profile."""
    graph = build_graph(profile, catalogue)
    services = _assess_services(graph, profile, catalogue, framework.header.layers)
    by_layer = {
        layer: [service for service in services if service.layer == layer] for layer in (*framework.header.layers, None)
    }
    distributions = {
        layer: build_distribution(layer_services) for layer, layer_services in by_layer.items() if layer_services
    }
    weights = {layer: exact(framework.weight_of(layer)) if layer else ONE for layer in distributions}
    thresholds = framework.header.thresholds
    total = compute_concentration(None, services, merge_distributions(distributions, weights), thresholds)
    results = [_build_dependency_result(service, graph, catalogue) for service in services]
    ordered = sorted(zip(services, results, strict=True), key=lambda pair: _sort_key(pair[0]))
    return Exposure(
        catalogue=snapshot_catalogue(catalogue, list_countries(graph, catalogue)),
        total=total,
        layers=tuple(
            compute_concentration(layer, by_layer[layer], distribution, thresholds)
            for layer, distribution in distributions.items()
            if layer is not None
        ),
        dependencies=tuple(result for _, result in ordered),
        single_points=find_single_points(graph, profile),
        drop_out=find_drop_out(graph, profile, catalogue, total.by_country),
        contradictions=tuple(_find_contradictions(framework, profile, services)),
    )


def _assess_services(
    graph: Graph, profile: Profile, catalogue: Catalogue, layers: Sequence[str]
) -> list[AssessedService]:
    def is_outside(country: str) -> bool:
        return country not in catalogue.european_countries

    subjection = {key: node.is_subject_to(is_outside) for key, node in graph.nodes.items()}
    certain = graph.find_failures(key for key, (is_certain, _) in subjection.items() if is_certain)
    at_once = graph.find_failures(
        key for key, (is_certain, _) in subjection.items() if is_certain and graph.nodes[key].supply == "continuous"
    )
    possible = graph.find_failures(
        key for key, (_, is_possible) in subjection.items() if is_possible or not graph.nodes[key].chain_known
    )
    return [
        AssessedService(
            dependency=dependency,
            node=graph.nodes[key],
            product=(supplied := graph.nodes[graph.nodes[key].groups[0][0]]),
            layer=dependency.resolve_layer(catalogue, layers),
            foreign=_foreign_bounds(supplied, catalogue),
            foreign_chain=(ONE if key in certain else ZERO, ONE if key in possible else ZERO),
            foreign_at_once=key in at_once,
        )
        for key, dependency in zip(graph.services, profile.dependencies, strict=True)
    ]


def _foreign_bounds(node: Node, catalogue: Catalogue) -> Bounds:
    if node.owner_country is None:
        return ZERO, ONE
    return (ZERO, ZERO) if node.owner_country in catalogue.european_countries else (ONE, ONE)


def classify_risk(criticality: Criticality | None, exit_class: Exit | None) -> Risk | None:
    """The class of a dependency."""
    return RISKS[criticality][exit_class] if criticality and exit_class else None


def classify_quadrant(criticality: Criticality | None, exit_class: Exit | None) -> Quadrant | None:
    """Its quadrant: impact is high where the criticality is, supply risk where leaving is complex or impossible."""
    if criticality is None or exit_class is None:
        return None
    if criticality == "high":
        return "strategic" if exit_class in ("complex", "none") else "leverage"
    return "bottleneck" if exit_class in ("complex", "none") else "routine"


def _weight_bounds(service: AssessedService, control: Bounds) -> Bounds:
    importance, difficulty = criticalities(service.dependency.criticality), difficulties(service.dependency.exit)
    return importance[0] * difficulty[0] * control[0], importance[-1] * difficulty[-1] * control[1]


def _sort_key(service: AssessedService) -> tuple[Fraction, ...]:
    """Directly under non-EU control first, then by the chain, then what may be so; each by criticality and exit."""
    direct, chain = _weight_bounds(service, service.foreign), _weight_bounds(service, service.foreign_chain)
    return -direct[0], -chain[0], -direct[1], -chain[1]


def _build_dependency_result(service: AssessedService, graph: Graph, catalogue: Catalogue) -> DependencyResult:
    dependency, product_, row = service.dependency, service.product, service.product.row
    return DependencyResult(
        id=dependency.id,
        service=dependency.service,
        layer=service.layer,
        category=service.node.category,
        product=row.id if row else None,
        supplier=row.supplier if row else product_.owner_name if dependency.supplier == SELF else dependency.supplier,
        sold_through=row.sold_through if row else None,
        country=product_.country,
        owner=product_.owner_name,
        owner_country=product_.owner_country,
        operator=product_.operator,
        operator_country=product_.operator_country,
        supply=product_.supply,
        criticality=dependency.criticality,
        exit=dependency.exit,
        share=dependency.share,
        foreign=to_interval(service.foreign),
        foreign_chain=to_interval(service.foreign_chain),
        rank_outside=_find_rank_outside(service, graph, catalogue),
        risk=classify_risk(dependency.criticality, dependency.exit),
        quadrant=classify_quadrant(dependency.criticality, dependency.exit),
        weight=to_interval(_weight_bounds(service, service.foreign)),
        confidence=product_.confidence,
        checked=row.checked if row else None,
        note=row.note if row else None,
        chain=_ChainBuilder(graph).build_links(service.node),
        alternatives=list_replacement_options(product_, catalogue),
    )


def _find_rank_outside(service: AssessedService, graph: Graph, catalogue: Catalogue) -> int | None:
    ranks = graph.rank_chain(service.node.key, MAX_NODES_VISITED)
    outside_ranks = (
        rank
        for key, rank in ranks.items()
        if graph.nodes[key].is_subject_to(lambda country: country not in catalogue.european_countries)[0]
    )
    return next(outside_ranks, None)


class _ChainBuilder:
    """The needs of a service as a tree; what came before is named but not told again."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._visited: set[str] = set()

    def build_links(self, node: Node, rank: int = 1) -> tuple[ChainLink, ...]:
        return tuple(
            self._build_link(self._graph.nodes[member], rank, is_alternative=len(group) > 1)
            for group in node.groups
            for member in group
        )

    def _build_link(self, node: Node, rank: int, *, is_alternative: bool) -> ChainLink:
        expansion: Literal["in_full", "before", "cut"] = "in_full"
        if node.key in self._visited and node.groups:
            expansion = "before"
        elif node.groups and (rank >= MAX_CHAIN_DEPTH or len(self._visited) >= MAX_LINKS):
            expansion = "cut"
        self._visited.add(node.key)
        return ChainLink(
            id=node.id,
            name=node.name,
            is_service=node.is_service,
            rank=rank,
            country=node.owner_country,
            supply=node.supply,
            is_alternative=is_alternative,
            expansion=expansion,
            chain_known=node.chain_known,
            needs=self.build_links(node, rank + 1) if expansion == "in_full" else (),
        )


def _find_contradictions(
    framework: Framework, profile: Profile, services: Sequence[AssessedService]
) -> Iterable[Contradiction]:
    for question_id, answer in profile.answers.items():
        question = framework.questions.get(question_id)
        if question is None:  # of an older edition
            continue
        item = Item(question, answer)
        for rule in question.contradicted_by:
            layer = rule.layer or framework.part_of[question_id].id
            contradicting = [service for service in services if service.layer == layer and _contradicts(service, rule)]
            if contradicting and item.is_known and item.possible[-1] >= rule.rung:
                yield Contradiction(
                    question=question_id,
                    rung=item.possible[0],
                    highest_allowed=rule.rung - 1,
                    is_certain=item.possible[0] >= rule.rung,
                    claims=rule.by,
                    services=tuple(service.dependency.service for service in contradicting),
                )


def _contradicts(service: AssessedService, claim: ContradictionRule) -> bool:
    if service.dependency.criticality != "high" or (claim.categories and service.node.category not in claim.categories):
        return False
    match claim.by:
        case "foreign":
            return service.foreign[0] == ONE
        case "foreign-chain":
            return service.foreign_at_once
        case _:  # hard-to-leave
            return service.dependency.exit in ("complex", "none")

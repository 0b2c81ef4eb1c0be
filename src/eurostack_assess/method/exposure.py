"""Step 7, exposure: how much of what is in use is under non-EU control, hard to leave, concentrated.

Shares are parts of a layer's use or spend. Without any, every service of the layer counts the same; where some are
missing, those share what is left over, in whatever way is worst or best. Concentration is that of non-EU countries
alone: with the EU as one country an all-European supply would look worst.

Sources: Herfindahl-Hirschman index; European Commission, SWD(2021) 352 (conjunctive test of strategic dependencies);
Regulation (EU) 2022/2554 and Implementing Regulation (EU) 2024/2956 for criticality, substitutability and chain rank;
P. Kraljic, Harvard Business Review, September 1983, for the quadrants.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ONE, ZERO, exact, total
from eurostack_assess.method.services import Graph, Node, build_graph, list_countries, list_replacement_options
from eurostack_assess.method.single_points import find_single_points
from eurostack_assess.method.snapshots import snapshot_catalogue
from eurostack_assess.method.weighing import Choice, criticalities, difficulties, ratio_between, weigh
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import (
    ChainLink,
    Concentration,
    Contradiction,
    DependencyResult,
    Exposure,
    Interval,
    Quadrant,
    Risk,
    YesNoOpen,
)
from eurostack_assess.model.framework import ContradictionRule, Framework, Thresholds
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit, Profile

RISKS: dict[Criticality, dict[Exit, Risk]] = {
    "low": {"easy": "low", "medium": "low", "complex": "moderate", "none": "moderate"},
    "medium": {"easy": "low", "medium": "moderate", "complex": "high", "none": "high"},
    "high": {"easy": "moderate", "medium": "high", "complex": "critical", "none": "critical"},
}
"""Our own proposal, by the vocabulary of DORA's register of information."""

UNKNOWN = "?"
MAX_LINKS = 40
MAX_CHAIN_DEPTH = 6
MAX_NODES_VISITED = 200
MAX_EFFECTIVE_SUPPLIERS = 1_000_000
"""An effective number above this is not a number to report."""

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class AssessedService:
    """One service with what the exposure counts."""

    dependency: Dependency
    node: Node
    product: Node
    layer: str | None
    foreign: Bounds
    foreign_chain: Bounds
    foreign_at_once: bool
    """Whether parties from outside could certainly stop it at once: things supplied once do not count."""


@dataclass(frozen=True)
class ServiceShare:
    """A service's known share of a layer's use, or of everything."""

    share: Fraction
    service: AssessedService


@dataclass(frozen=True)
class ShareDistribution:
    """A whole cut in shares: those that are known, and for each part of it what is left over and who may hold it."""

    service_shares: tuple[ServiceShare, ...]
    remainders: tuple[tuple[Fraction, tuple[AssessedService, ...]], ...]
    """Of nobody in the list: services that are not on record."""


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
    results = [_build_dependency_result(service, graph, catalogue) for service in services]
    ordered = sorted(zip(services, results, strict=True), key=lambda pair: _sort_key(pair[0]))
    return Exposure(
        catalogue=snapshot_catalogue(catalogue, list_countries(graph, catalogue)),
        total=compute_concentration(None, services, merge_distributions(distributions, weights), thresholds),
        layers=tuple(
            compute_concentration(layer, by_layer[layer], distribution, thresholds)
            for layer, distribution in distributions.items()
            if layer is not None
        ),
        dependencies=tuple(result for _, result in ordered),
        single_points=find_single_points(graph, profile),
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


def build_distribution(services: Sequence[AssessedService]) -> ShareDistribution:
    """The services of one layer as parts of its whole."""
    shares = [service.dependency.share for service in services]
    if all(share is None for share in shares):
        return ShareDistribution(tuple(ServiceShare(Fraction(1, len(services)), service) for service in services), ())
    service_shares = [
        ServiceShare(exact(share), service)
        for share, service in zip(shares, services, strict=True)
        if share is not None
    ]
    rest = ONE - total(service_share.share for service_share in service_shares)
    without_share = tuple(service for service in services if service.dependency.share is None)
    if len(without_share) == 1:
        return ShareDistribution((*service_shares, ServiceShare(rest, without_share[0])), ())
    return ShareDistribution(tuple(service_shares), ((rest, without_share),) if rest else ())


def merge_distributions(
    distributions: Mapping[str | None, ShareDistribution], weights: Mapping[str | None, Fraction]
) -> ShareDistribution:
    """Layers as parts of everything, by their weights; the same weight for all where those are all 0."""
    total_weight = total(weights.values())
    parts = {
        layer: weight / total_weight if total_weight else Fraction(1, len(weights)) for layer, weight in weights.items()
    }
    return ShareDistribution(
        tuple(
            ServiceShare(parts[layer] * service_share.share, service_share.service)
            for layer, distribution in distributions.items()
            for service_share in distribution.service_shares
        ),
        tuple(
            (parts[layer] * rest, candidates)
            for layer, distribution in distributions.items()
            for rest, candidates in distribution.remainders
        ),
    )


def compute_concentration(
    layer: str | None, services: Sequence[AssessedService], distribution: ShareDistribution, thresholds: Thresholds
) -> Concentration:
    """Every measure of one whole."""
    non_eu = _controlled_share(distribution, "foreign")
    foreign = foreign_concentration(distribution)
    suppliers = supplier_concentration(distribution)
    flags = (
        _exceeds(foreign, exact(thresholds.foreign_concentration)),
        _exceeds(non_eu, exact(thresholds.non_eu_majority)),
        _is_locked_in(services),
    )
    return Concentration(
        layer=layer,
        services=len(services),
        shares=_classify_shares(services),
        exposed=_to_optional_interval(_controlled_critical_share(distribution, "foreign")),
        exposed_chain=_to_optional_interval(_controlled_critical_share(distribution, "foreign_chain")),
        non_eu=_to_interval(non_eu),
        non_eu_chain=_to_interval(_controlled_share(distribution, "foreign_chain")),
        lock_in=_to_optional_interval(_controlled_critical_share(distribution, None)),
        foreign_concentration=_to_interval(foreign),
        supplier_concentration=_to_interval(suppliers),
        effective_suppliers=(float(1 / suppliers[1]), _effective_number(suppliers[0])),
        by_country=_shares_by_country(distribution),
        concentrated=flags[0],
        foreign_majority=flags[1],
        locked_in=flags[2],
        strategic="no" if "no" in flags else "open" if "open" in flags else "yes",
    )


def _classify_shares(services: Sequence[AssessedService]) -> Literal["given", "partly", "equal"]:
    given_count = sum(service.dependency.share is not None for service in services)
    return "given" if given_count == len(services) else "partly" if given_count else "equal"


ControlKind = Literal["foreign", "foreign_chain"] | None
"""Which control counts; None: any, for the lock-in."""


def _get_control(service: AssessedService, control_kind: ControlKind) -> Bounds:
    match control_kind:
        case "foreign":
            return service.foreign
        case "foreign_chain":
            return service.foreign_chain
        case _:
            return ONE, ONE


def _controlled_share(distribution: ShareDistribution, control_kind: ControlKind) -> Bounds:
    """The share of use that is so controlled."""
    low = total(
        service_share.share * _get_control(service_share.service, control_kind)[0]
        for service_share in distribution.service_shares
    )
    high = total(
        service_share.share * _get_control(service_share.service, control_kind)[1]
        for service_share in distribution.service_shares
    )
    for rest, candidates in distribution.remainders:
        low += rest * min((_get_control(service, control_kind)[0] for service in candidates), default=ZERO)
        high += rest * max((_get_control(service, control_kind)[1] for service in candidates), default=ONE)
    return low, high


def _controlled_critical_share(distribution: ShareDistribution, control_kind: ControlKind) -> Bounds | None:
    """The share of critical use that is so controlled and hard to leave."""
    items = [
        _list_choices(service_share.share, service_share.service, control_kind)
        for service_share in distribution.service_shares
    ]
    for rest, candidates in distribution.remainders:
        unrecorded = [(rest * part, rest * whole) for part, whole in weigh(None, "none", (ZERO, ONE))]
        items.append(
            [choice for service in candidates for choice in _list_choices(rest, service, control_kind)] or unrecorded
        )
    return ratio_between(items)


def _list_choices(share: Fraction, service: AssessedService, control_kind: ControlKind) -> list[Choice]:
    dependency, control = service.dependency, _get_control(service, control_kind)
    return [(share * part, share * whole) for part, whole in weigh(dependency.criticality, dependency.exit, control)]


def foreign_concentration(distribution: ShareDistribution) -> Bounds:
    """Sum of the squared shares of non-EU countries; at most, all that is unknown belongs to the largest of them."""
    known: dict[str, Fraction] = {}
    unknown = ZERO
    for service_share in distribution.service_shares:
        low, high = service_share.service.foreign
        if low:
            country = service_share.service.product.owner_country or UNKNOWN
            known[country] = known.get(country, ZERO) + service_share.share
        elif high:
            unknown += service_share.share
    unknown += total(
        rest
        for rest, candidates in distribution.remainders
        if not candidates or any(service.foreign[1] for service in candidates)
    )
    return _sum_squares(known.values(), (), unknown)


def supplier_concentration(distribution: ShareDistribution) -> Bounds:
    """Herfindahl-Hirschman index over ultimate owners.

    At most, all whose owner is unknown belong to the largest; at least, each of those suppliers is its own.
    """
    known: dict[str, Fraction] = {}
    unknown: dict[str, Fraction] = {}
    for service_share in distribution.service_shares:
        owner, target = service_share.service.product.owner, known
        if owner is None:
            owner, target = service_share.service.product.unit, unknown
        target[owner] = target.get(owner, ZERO) + service_share.share
    rest = total(rest for rest, _ in distribution.remainders)
    return _sum_squares(known.values(), unknown.values(), total(unknown.values()) + rest)


def _effective_number(compute_concentration: Fraction) -> float | None:
    """How many equal suppliers would be as concentrated; None: no telling how many."""
    return float(1 / compute_concentration) if compute_concentration * MAX_EFFECTIVE_SUPPLIERS >= 1 else None


def _sum_squares(known: Iterable[Fraction], separate: Iterable[Fraction], unknown: Fraction) -> Bounds:
    """The sum of squares with the unknown apart, and with all of it added to the largest known part."""
    parts = sorted(known, reverse=True) or [ZERO]
    low = total(part**2 for part in (*parts, *separate))
    return low, (parts[0] + unknown) ** 2 + total(part**2 for part in parts[1:])


def _shares_by_country(distribution: ShareDistribution) -> dict[str, float]:
    shares: dict[str, Fraction] = {}
    for service_share in distribution.service_shares:
        country = service_share.service.product.owner_country or UNKNOWN
        shares[country] = shares.get(country, ZERO) + service_share.share
    if distribution.remainders:
        shares[UNKNOWN] = shares.get(UNKNOWN, ZERO) + total(rest for rest, _ in distribution.remainders)
    return {country: float(share) for country, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))}


def _exceeds(bounds: Bounds, threshold: Fraction) -> YesNoOpen:
    return "yes" if bounds[0] > threshold else "open" if bounds[1] > threshold else "no"


def _is_locked_in(services: Sequence[AssessedService]) -> YesNoOpen:
    def may_lock_in(service: AssessedService, criticality: Criticality | None, exit_class: Exit | None) -> bool:
        return service.dependency.criticality in ("high", criticality) and service.dependency.exit in (
            "none",
            exit_class,
        )

    if any(may_lock_in(service, "high", "none") for service in services):
        return "yes"
    return "open" if any(may_lock_in(service, None, None) for service in services) else "no"


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
        country=product_.country,
        owner=product_.owner_name,
        owner_country=product_.owner_country,
        operator=product_.operator,
        operator_country=product_.operator_country,
        supply=product_.supply,
        criticality=dependency.criticality,
        exit=dependency.exit,
        share=dependency.share,
        foreign=_to_interval(service.foreign),
        foreign_chain=_to_interval(service.foreign_chain),
        rank_outside=_find_rank_outside(service, graph, catalogue),
        risk=classify_risk(dependency.criticality, dependency.exit),
        quadrant=classify_quadrant(dependency.criticality, dependency.exit),
        weight=_to_interval(_weight_bounds(service, service.foreign)),
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


def _to_interval(bounds: Bounds) -> Interval:
    return Interval(low=float(bounds[0]), high=float(bounds[1]))


def _to_optional_interval(bounds: Bounds | None) -> Interval | None:
    return None if bounds is None else _to_interval(bounds)

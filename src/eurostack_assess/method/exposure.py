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
from itertools import product
from typing import Literal

from eurostack_assess.method.exact import ONE, ZERO, exact, total
from eurostack_assess.method.services import Graph, Node, countries_of, graph_of, options
from eurostack_assess.method.single_points import single_points
from eurostack_assess.method.used import catalogue_used
from eurostack_assess.method.weighing import Choice, criticalities, difficulties, ratio_between
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import (
    Answered,
    Concentration,
    Contradiction,
    DependencyResult,
    Exposure,
    Interval,
    Link,
    Quadrant,
    Risk,
)
from eurostack_assess.model.framework import Contradicted, Framework, Thresholds
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit, Profile

RISKS: dict[Criticality, dict[Exit, Risk]] = {
    "low": {"easy": "low", "medium": "low", "complex": "moderate", "none": "moderate"},
    "medium": {"easy": "low", "medium": "moderate", "complex": "high", "none": "high"},
    "high": {"easy": "moderate", "medium": "high", "complex": "critical", "none": "critical"},
}
"""Our own proposal, by the vocabulary of DORA's register of information."""

UNKNOWN = "?"
MOST_LINKS = 40
DEEPEST_LINK = 6
MOST_LOOKED_AT = 200
MOST_SUPPLIERS = 1_000_000
"""An effective number above this is not a number to report."""

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Used:
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
class Held:
    """A service's known share of a layer's use, or of everything."""

    share: Fraction
    used: Used


@dataclass(frozen=True)
class Whole:
    """A whole cut in shares: those that are known, and for each part of it what is left over and who may hold it."""

    held: tuple[Held, ...]
    rests: tuple[tuple[Fraction, tuple[Used, ...]], ...]
    """Of nobody in the list: services that are not on record."""


def exposure(framework: Framework, profile: Profile, catalogue: Catalogue) -> Exposure:
    """The dependency part of the result of a checked profile."""
    graph = graph_of(profile, catalogue)
    used = _used(graph, profile, catalogue, framework.header.layers)
    by_layer = {layer: [one for one in used if one.layer == layer] for layer in (*framework.header.layers, None)}
    wholes = {layer: whole_of(some) for layer, some in by_layer.items() if some}
    weights = {layer: exact(framework.weight_of(layer)) if layer else ONE for layer in wholes}
    thresholds = framework.header.thresholds
    results = [_dependency(one, graph, catalogue) for one in used]
    ordered = sorted(zip(used, results, strict=True), key=lambda pair: _order(pair[0]))
    return Exposure(
        catalogue=catalogue_used(catalogue, countries_of(graph, catalogue)),
        total=concentration(None, used, joined(wholes, weights), thresholds),
        layers=tuple(
            concentration(layer, by_layer[layer], whole, thresholds)
            for layer, whole in wholes.items()
            if layer is not None
        ),
        dependencies=tuple(result for _, result in ordered),
        single_points=single_points(graph, profile),
        contradictions=tuple(_contradictions(framework, profile, used)),
    )


def _used(graph: Graph, profile: Profile, catalogue: Catalogue, layers: Sequence[str]) -> list[Used]:
    def outside(country: str) -> bool:
        return country not in catalogue.european

    under = {key: node.under(outside) for key, node in graph.nodes.items()}
    certain = graph.failed(key for key, (sure, _) in under.items() if sure)
    at_once = graph.failed(key for key, (sure, _) in under.items() if sure and graph.nodes[key].supply == "continuous")
    possible = graph.failed(key for key, (_, maybe) in under.items() if maybe or not graph.nodes[key].chain_known)
    return [
        Used(
            dependency=one,
            node=graph.nodes[key],
            product=(supplied := graph.nodes[graph.nodes[key].groups[0][0]]),
            layer=one.layer_in(catalogue, layers),
            foreign=_foreign(supplied, catalogue),
            foreign_chain=(ONE if key in certain else ZERO, ONE if key in possible else ZERO),
            foreign_at_once=key in at_once,
        )
        for key, one in zip(graph.services, profile.dependencies, strict=True)
    ]


def _foreign(node: Node, catalogue: Catalogue) -> Bounds:
    if node.owner_country is None:
        return ZERO, ONE
    return (ZERO, ZERO) if node.owner_country in catalogue.european else (ONE, ONE)


def whole_of(used: Sequence[Used]) -> Whole:
    """The services of one layer as parts of its whole."""
    given = [one.dependency.share for one in used]
    if all(share is None for share in given):
        return Whole(tuple(Held(Fraction(1, len(used)), one) for one in used), ())
    held = [Held(exact(share), one) for share, one in zip(given, used, strict=True) if share is not None]
    rest = ONE - total(one.share for one in held)
    missing = tuple(one for one in used if one.dependency.share is None)
    if len(missing) == 1:
        return Whole((*held, Held(rest, missing[0])), ())
    return Whole(tuple(held), ((rest, missing),) if rest else ())


def joined(wholes: Mapping[str | None, Whole], weights: Mapping[str | None, Fraction]) -> Whole:
    """Layers as parts of everything, by their weights; the same weight for all where those are all 0."""
    whole = total(weights.values())
    parts = {layer: weight / whole if whole else Fraction(1, len(weights)) for layer, weight in weights.items()}
    return Whole(
        tuple(Held(parts[layer] * one.share, one.used) for layer, whole in wholes.items() for one in whole.held),
        tuple((parts[layer] * rest, who) for layer, whole in wholes.items() for rest, who in whole.rests),
    )


def concentration(layer: str | None, used: Sequence[Used], whole: Whole, thresholds: Thresholds) -> Concentration:
    """Every measure of one whole."""
    non_eu = _part(whole, "foreign")
    foreign = foreign_concentration(whole)
    suppliers = supplier_concentration(whole)
    flags = (
        _above(foreign, exact(thresholds.foreign_concentration)),
        _above(non_eu, exact(thresholds.non_eu_majority)),
        _locked_in(used),
    )
    return Concentration(
        layer=layer,
        services=len(used),
        shares=_how_shares_are_given(used),
        exposed=_maybe_interval(_critical(whole, "foreign")),
        exposed_chain=_maybe_interval(_critical(whole, "foreign_chain")),
        non_eu=_interval(non_eu),
        non_eu_chain=_interval(_part(whole, "foreign_chain")),
        lock_in=_maybe_interval(_critical(whole, None)),
        foreign_concentration=_interval(foreign),
        supplier_concentration=_interval(suppliers),
        effective_suppliers=(float(1 / suppliers[1]), _effective(suppliers[0])),
        by_country=_by_country(whole),
        concentrated=flags[0],
        foreign_majority=flags[1],
        locked_in=flags[2],
        strategic="no" if "no" in flags else "open" if "open" in flags else "yes",
    )


def _how_shares_are_given(used: Sequence[Used]) -> Literal["given", "partly", "equal"]:
    given = sum(one.dependency.share is not None for one in used)
    return "given" if given == len(used) else "partly" if given else "equal"


Counted = Literal["foreign", "foreign_chain"] | None
"""Which control counts; None: any, for the lock-in."""


def _control(one: Used, counted: Counted) -> Bounds:
    match counted:
        case "foreign":
            return one.foreign
        case "foreign_chain":
            return one.foreign_chain
        case _:
            return ONE, ONE


def _part(whole: Whole, counted: Counted) -> Bounds:
    """The share of use that is so controlled."""
    low = total(one.share * _control(one.used, counted)[0] for one in whole.held)
    high = total(one.share * _control(one.used, counted)[1] for one in whole.held)
    for rest, who in whole.rests:
        low += rest * min((_control(one, counted)[0] for one in who), default=ZERO)
        high += rest * max((_control(one, counted)[1] for one in who), default=ONE)
    return low, high


def _critical(whole: Whole, counted: Counted) -> Bounds | None:
    """The share of critical use that is so controlled and hard to leave."""
    items = [_choices(one.share, one.used, counted) for one in whole.held]
    for rest, who in whole.rests:
        unrecorded = [
            (rest * weight * much, rest * weight) for weight, much in product(criticalities(None), (ZERO, ONE))
        ]
        items.append([choice for one in who for choice in _choices(rest, one, counted)] or unrecorded)
    return ratio_between(items)


def _choices(share: Fraction, one: Used, counted: Counted) -> list[Choice]:
    weights, exits = criticalities(one.dependency.criticality), difficulties(one.dependency.exit)
    values = {out * control for out, control in product(exits, _control(one, counted))}
    return [(share * weight * value, share * weight) for weight, value in product(weights, values)]


def foreign_concentration(whole: Whole) -> Bounds:
    """Sum of the squared shares of non-EU countries; at most, all that is unknown belongs to the largest of them."""
    known: dict[str, Fraction] = {}
    unknown = ZERO
    for one in whole.held:
        low, high = one.used.foreign
        if low:
            country = one.used.product.owner_country or UNKNOWN
            known[country] = known.get(country, ZERO) + one.share
        elif high:
            unknown += one.share
    unknown += total(rest for rest, who in whole.rests if not who or any(one.foreign[1] for one in who))
    return _squares(known.values(), (), unknown)


def supplier_concentration(whole: Whole) -> Bounds:
    """Herfindahl-Hirschman index over ultimate owners.

    At most, all whose owner is unknown belong to the largest; at least, each of those suppliers is its own.
    """
    known: dict[str, Fraction] = {}
    unknown: dict[str, Fraction] = {}
    for one in whole.held:
        owner, into = one.used.product.owner, known
        if owner is None:
            owner, into = one.used.product.unit, unknown
        into[owner] = into.get(owner, ZERO) + one.share
    rest = total(rest for rest, _ in whole.rests)
    return _squares(known.values(), unknown.values(), total(unknown.values()) + rest)


def _effective(concentration: Fraction) -> float | None:
    """How many equal suppliers would be as concentrated; None: no telling how many."""
    return float(1 / concentration) if concentration * MOST_SUPPLIERS >= 1 else None


def _squares(known: Iterable[Fraction], apart: Iterable[Fraction], unknown: Fraction) -> Bounds:
    """The sum of squares with the unknown apart, and with all of it added to the largest known part."""
    parts = sorted(known, reverse=True) or [ZERO]
    low = total(part**2 for part in (*parts, *apart))
    return low, (parts[0] + unknown) ** 2 + total(part**2 for part in parts[1:])


def _by_country(whole: Whole) -> dict[str, float]:
    shares: dict[str, Fraction] = {}
    for one in whole.held:
        country = one.used.product.owner_country or UNKNOWN
        shares[country] = shares.get(country, ZERO) + one.share
    if whole.rests:
        shares[UNKNOWN] = shares.get(UNKNOWN, ZERO) + total(rest for rest, _ in whole.rests)
    return {country: float(share) for country, share in sorted(shares.items(), key=lambda one: (-one[1], one[0]))}


def _above(bounds: Bounds, threshold: Fraction) -> Answered:
    return "yes" if bounds[0] > threshold else "open" if bounds[1] > threshold else "no"


def _locked_in(used: Sequence[Used]) -> Answered:
    def may(one: Used, criticality: Criticality | None, out: Exit | None) -> bool:
        return one.dependency.criticality in ("high", criticality) and one.dependency.exit in ("none", out)

    if any(may(one, "high", "none") for one in used):
        return "yes"
    return "open" if any(may(one, None, None) for one in used) else "no"


def risk(criticality: Criticality | None, out: Exit | None) -> Risk | None:
    """The class of a dependency."""
    return RISKS[criticality][out] if criticality and out else None


def quadrant(criticality: Criticality | None, out: Exit | None) -> Quadrant | None:
    """Its quadrant: impact is high where the criticality is, supply risk where leaving is complex or impossible."""
    if criticality is None or out is None:
        return None
    if criticality == "high":
        return "strategic" if out in ("complex", "none") else "leverage"
    return "bottleneck" if out in ("complex", "none") else "routine"


def _weight(one: Used, control: Bounds) -> Bounds:
    importance, out = criticalities(one.dependency.criticality), difficulties(one.dependency.exit)
    return importance[0] * out[0] * control[0], importance[-1] * out[-1] * control[1]


def _order(one: Used) -> tuple[Fraction, ...]:
    """Directly under non-EU control first, then by the chain, then what may be so; each by criticality and exit."""
    direct, chain = _weight(one, one.foreign), _weight(one, one.foreign_chain)
    return -direct[0], -chain[0], -direct[1], -chain[1]


def _dependency(one: Used, graph: Graph, catalogue: Catalogue) -> DependencyResult:
    given, product_, row = one.dependency, one.product, one.product.row
    return DependencyResult(
        id=given.id,
        service=given.service,
        layer=one.layer,
        category=one.node.category,
        product=row.id if row else None,
        supplier=row.supplier if row else product_.owner_name if given.supplier == SELF else given.supplier,
        country=product_.country,
        owner=product_.owner_name,
        owner_country=product_.owner_country,
        operator=product_.operator,
        operator_country=product_.operator_country,
        supply=product_.supply,
        criticality=given.criticality,
        exit=given.exit,
        share=given.share,
        foreign=_interval(one.foreign),
        foreign_chain=_interval(one.foreign_chain),
        rank_outside=_rank_outside(one, graph, catalogue),
        risk=risk(given.criticality, given.exit),
        quadrant=quadrant(given.criticality, given.exit),
        weight=_interval(_weight(one, one.foreign)),
        confidence=product_.confidence,
        checked=row.checked if row else None,
        note=row.note if row else None,
        chain=_Chain(graph).links(one.node),
        alternatives=options(product_, catalogue),
    )


def _rank_outside(one: Used, graph: Graph, catalogue: Catalogue) -> int | None:
    ranks = graph.ranks(one.node.key, MOST_LOOKED_AT)
    outside = (
        rank
        for key, rank in ranks.items()
        if graph.nodes[key].under(lambda country: country not in catalogue.european)[0]
    )
    return next(outside, None)


class _Chain:
    """The needs of a service as a tree; what came before is named but not told again."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._told: set[str] = set()

    def links(self, node: Node, rank: int = 1) -> tuple[Link, ...]:
        return tuple(
            self._link(self._graph.nodes[member], rank, one_of=len(group) > 1)
            for group in node.groups
            for member in group
        )

    def _link(self, node: Node, rank: int, *, one_of: bool) -> Link:
        told: Literal["in_full", "before", "cut"] = "in_full"
        if node.key in self._told and node.groups:
            told = "before"
        elif node.groups and (rank >= DEEPEST_LINK or len(self._told) >= MOST_LINKS):
            told = "cut"
        self._told.add(node.key)
        return Link(
            id=node.id,
            name=node.name,
            is_service=node.is_service,
            rank=rank,
            country=node.owner_country,
            supply=node.supply,
            one_of=one_of,
            told=told,
            chain_known=node.chain_known,
            needs=self.links(node, rank + 1) if told == "in_full" else (),
        )


def _contradictions(framework: Framework, profile: Profile, used: Sequence[Used]) -> Iterable[Contradiction]:
    for question_id, answer in profile.answers.items():
        question = framework.questions.get(question_id)  # an older edition's question may be gone
        for one in question.contradicted_by if question else ():
            layer = one.layer or framework.part_of[question_id].id
            against = [service for service in used if service.layer == layer and _against(service, one)]
            if against and answer.rung is not None and answer.rung >= one.rung:
                yield Contradiction(
                    question=question_id,
                    rung=answer.rung,
                    claims=one.by,
                    services=tuple(service.dependency.service for service in against),
                )


def _against(one: Used, claim: Contradicted) -> bool:
    if one.dependency.criticality != "high" or (claim.categories and one.node.category not in claim.categories):
        return False
    match claim.by:
        case "foreign":
            return one.foreign[0] == ONE
        case "foreign-chain":
            return one.foreign_at_once
        case _:  # hard-to-leave
            return one.dependency.exit in ("complex", "none")


def _interval(bounds: Bounds) -> Interval:
    return Interval(low=float(bounds[0]), high=float(bounds[1]))


def _maybe_interval(bounds: Bounds | None) -> Interval | None:
    return None if bounds is None else _interval(bounds)

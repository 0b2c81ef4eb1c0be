"""Finds single points of failure: anything in the chains of services without which two or more of them stop."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from eurostack_assess.method.exact import count_units
from eurostack_assess.method.failure_sets import find_stopped_services
from eurostack_assess.method.services import Graph
from eurostack_assess.method.weighing import CRITICALITY, SERVICE_UNIT
from eurostack_assess.model.exposure import SinglePoint
from eurostack_assess.model.profile import SELF, Profile

MIN_SERVICES = 2
"""Services that it stops; every supplier stops its own."""
MAX_SINGLE_POINTS = 200
"""As many are told: those that stop most."""


def find_single_points(graph: Graph, profile: Profile) -> tuple[SinglePoint, ...]:
    """Those that stop most, by the criticality of what they stop; in the order of the profile where it is the same."""
    weights = [
        count_units(CRITICALITY[dependency.criticality or "high"], SERVICE_UNIT) for dependency in profile.dependencies
    ]
    services_by_weight = {
        weight: sum(1 << place for place, own in enumerate(weights) if own == weight) for weight in set(weights)
    }
    units = list(_list_units(graph))
    ranked = [
        (sum(weight * (stopped & bits).bit_count() for weight, bits in services_by_weight.items()), unit, stopped)
        for unit, stopped in zip(units, find_stopped_services(graph, units), strict=True)
        if stopped.bit_count() >= MIN_SERVICES
    ]
    ranked.sort(key=lambda point: -point[0])
    return tuple(
        _build_point(graph, profile, unit, stopped=stopped, weight=Fraction(weight, sum(weights)))
        for weight, unit, stopped in ranked[:MAX_SINGLE_POINTS]
    )


def _build_point(graph: Graph, profile: Profile, unit: Sequence[str], *, stopped: int, weight: Fraction) -> SinglePoint:
    node = graph.nodes[unit[0]]
    return SinglePoint(
        id=node.id,
        name=node.name,
        is_service=node.is_service,
        country=node.owner_country,
        supply=node.supply,
        stops=tuple(
            dependency.service for place, dependency in enumerate(profile.dependencies) if stopped >> place & 1
        ),
        weight=float(weight),
    )


def _list_units(graph: Graph) -> Iterator[list[str]]:
    """What stands and falls together; not the organisation itself, without which nothing would be left to ask."""
    units: dict[str, list[str]] = {}
    for key, node in graph.nodes.items():
        if node.owner != SELF and (not node.is_service or key in graph.needed_by):
            units.setdefault(node.unit, []).append(key)
    yield from units.values()

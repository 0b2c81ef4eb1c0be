"""Single points of failure: what stops two or more services by itself, wherever it stands in their chains."""

from collections.abc import Iterator

from eurostack_assess.method.exact import total
from eurostack_assess.method.services import Graph
from eurostack_assess.method.weighing import CRITICALITY
from eurostack_assess.model.exposure import SinglePoint
from eurostack_assess.model.profile import SELF, Profile

MIN_SERVICES = 2
"""Services that it stops; every supplier stops its own."""


def find_single_points(graph: Graph, profile: Profile) -> tuple[SinglePoint, ...]:
    """Every one of them, by the criticality of what it stops; in the order of the profile where that is the same."""
    services = dict(zip(graph.services, profile.dependencies, strict=True))
    weight = {key: CRITICALITY[dependency.criticality or "high"] for key, dependency in services.items()}
    found = []
    for unit in _list_units(graph):
        failed = graph.find_failures(unit, keeping=True)
        stopped = [key for key in graph.services if key in failed]
        if len(stopped) >= MIN_SERVICES:
            node = graph.nodes[unit[0]]
            part = total(weight[key] for key in stopped) / total(weight.values())
            point = SinglePoint(
                id=node.id,
                name=node.name,
                is_service=node.is_service,
                country=node.owner_country,
                supply=node.supply,
                stops=tuple(services[key].service for key in stopped),
                weight=float(part),
            )
            found.append((-part, point))
    return tuple(point for _, point in sorted(found, key=lambda ranked_point: ranked_point[0]))


def _list_units(graph: Graph) -> Iterator[list[str]]:
    """What stands and falls together; not the organisation itself, without which nothing would be left to ask."""
    units: dict[str, list[str]] = {}
    for key, node in graph.nodes.items():
        if node.owner != SELF and (not node.is_service or key in graph.needed_by):
            units.setdefault(node.unit, []).append(key)
    yield from units.values()

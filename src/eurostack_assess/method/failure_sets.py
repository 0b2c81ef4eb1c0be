"""Finds the services that stop when a unit (nodes that fail together) is lost, for many units at once.

A unit consists of nodes that fail together; the services that stop are given as a number with one bit per service. If
no node has an alternative, a unit stops the services that depend on it, directly or through others, but not through a
product that is supplied once. They are found for all units in one walk, in which each dependency cycle is one node
(Tarjan, SIAM Journal on Computing 1, 1972). If any node has an alternative, a service may stop only when two nodes fail
at once, and each unit is simulated by itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from eurostack_assess.method.services import Graph


def find_stopped_services(graph: Graph, units: Iterable[Sequence[str]]) -> Iterator[int]:
    """For each unit, what stands and falls together, the services that stop without it.

    What was supplied once keeps working when only what it was made with drops out.

    Args:
        graph: Of everything in use.
        units: The keys of each.

    Yields:
        A number of which bit i says whether the i-th service of the graph stops.
    """
    bits = {key: 1 << place for place, key in enumerate(graph.services)}
    if any(len(group) > 1 for node in graph.nodes.values() for group in node.groups):
        for unit in units:
            yield sum(bits[key] for key in graph.find_failures(unit, keeping=True) if key in bits)
        return
    reached = _reach_services(graph, bits)
    for unit in units:
        stopped = 0
        for key in unit:
            stopped |= reached[key]
        yield stopped


def _reach_services(graph: Graph, bits: dict[str, int]) -> dict[str, int]:
    """For each node, the services that need it, itself included, at any distance."""
    dependents = {
        key: [dependent for dependent, _ in graph.needed_by.get(key, ()) if _falls_with_parts(graph, dependent)]
        for key in graph.nodes
    }
    reached: dict[str, int] = {}
    for circle in _list_circles(dependents):
        stopped = 0
        for key in circle:
            stopped |= bits.get(key, 0)
            for dependent in dependents[key]:
                stopped |= reached.get(dependent, 0)
        reached |= dict.fromkeys(circle, stopped)
    return reached


def _falls_with_parts(graph: Graph, key: str) -> bool:
    node = graph.nodes[key]
    return node.is_service or node.supply != "once"


def _list_circles(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """The strongly connected components, each after all that it leads to; without recursion."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    on_stack: dict[str, None] = {}
    for root, following_root in edges.items():
        if root in order:
            continue
        walk = [(root, iter(following_root))]
        order[root] = lowest[root] = len(order)
        on_stack[root] = None
        while walk:
            key, remaining = walk[-1]
            following = next((one for one in remaining if one not in order or one in on_stack), None)
            if following is None:
                walk.pop()
                if walk:
                    parent = walk[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[key])
                if lowest[key] == order[key]:
                    circle: list[str] = []
                    while not circle or circle[-1] != key:
                        circle.append(on_stack.popitem()[0])
                    yield circle
            elif following in order:
                lowest[key] = min(lowest[key], order[following])
            else:
                order[following] = lowest[following] = len(order)
                on_stack[following] = None
                walk.append((following, iter(edges[following])))

"""Finds the smallest set of products that must be replaced so that a failed service keeps working.

Such a set must touch every derivation of the failure: the reasons from the service down to what was lost. So one
product of the first derivation is replaced, then one of the derivation that is left, and so on; first with one product
in all, then with two and more (R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32,
1987).
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from eurostack_assess.method.services import Graph, Reason

MAX_CHAIN_LENGTH = 60
"""Failed nodes under a service beyond which nothing is looked for."""
MAX_REPLACED = 8
MAX_TRIED = 500
"""Sets that are tried for a service."""


def find_smallest_replacement(graph: Graph, key: str, failed: Mapping[str, Reason]) -> tuple[str, ...] | None:
    """Keys of the products, nearest first.

    Products that dropped out themselves go before those that only ran on them. A product that is replaced no longer
    needs what the old one ran on. None: the service did not fail or was taken out itself, or its chain is too long, or
    needs too many replaced, to try them all.
    """
    if not failed.get(key):
        return None
    ranks = _rank_failed_nodes(graph, key, failed)
    return _Search(graph, key, failed, ranks).find_smallest() if len(ranks) <= MAX_CHAIN_LENGTH else None


def _rank_failed_nodes(graph: Graph, key: str, failed: Mapping[str, Reason]) -> dict[str, int]:
    """What failed under a service, and itself, with its chain rank; one more than is worth trying ends it."""
    ranks = {key: 0}
    waiting = deque([key])
    while waiting and len(ranks) <= MAX_CHAIN_LENGTH:
        current = waiting.popleft()
        for member in (
            candidate for group in graph.nodes[current].groups for candidate in group if candidate in failed
        ):
            if member not in ranks:
                ranks[member] = ranks[current] + 1
                waiting.append(member)
    return ranks


@dataclass
class _Search:
    graph: Graph
    key: str
    failed: Mapping[str, Reason]
    ranks: Mapping[str, int]
    attempts_left: int = field(default=MAX_TRIED, init=False)

    def find_smallest(self) -> tuple[str, ...] | None:
        for size in range(1, MAX_REPLACED + 1):
            if (found := self._extend(frozenset(), size)) is not None:
                return tuple(sorted(found, key=lambda node_key: (self.ranks[node_key], node_key)))
        return None

    def _extend(self, replaced: frozenset[str], more: int) -> frozenset[str] | None:
        """The set with at most so many more, if the service goes on then."""
        self.attempts_left -= 1
        if self.attempts_left < 0:
            return None
        derivation = self._find_derivation(replaced)
        if derivation is None:
            return replaced
        if not more:
            return None
        found = (self._extend(replaced | {node_key}, more - 1) for node_key in derivation)
        return next((extended for extended in found if extended is not None), None)

    def _find_derivation(self, replaced: frozenset[str]) -> list[str] | None:
        """The products in one derivation that the service fails, those to try first in front; None where it goes on."""
        reasons = self._find_reasons(replaced)
        if self.key not in reasons:
            return None
        derivation, waiting = {self.key}, [self.key]
        while waiting:
            members = [node_key for node_key in reasons[waiting.pop()] if node_key not in derivation]
            derivation.update(members)
            waiting += members
        products = [node_key for node_key in derivation if not self.graph.nodes[node_key].is_service]
        return sorted(products, key=lambda node_key: (bool(self.failed[node_key]), self.ranks[node_key], node_key))

    def _find_reasons(self, replaced: frozenset[str]) -> dict[str, Reason]:
        """What still fails under the service, each with the group that failed; nothing outside had failed at all."""
        reasons: dict[str, Reason] = {
            node_key: () for node_key in self.ranks if not self.failed[node_key] and node_key not in replaced
        }
        waiting = deque(reasons)
        failed_counts: dict[tuple[str, int], int] = {}
        while waiting:
            for dependent, number in self.graph.needed_by.get(waiting.popleft(), ()):
                if dependent in reasons or dependent in replaced or dependent not in self.ranks:
                    continue
                group = self.graph.nodes[dependent].groups[number]
                failed_counts[dependent, number] = failed_counts.get((dependent, number), 0) + 1
                if failed_counts[dependent, number] == len(group):
                    reasons[dependent] = group
                    waiting.append(dependent)
        return reasons

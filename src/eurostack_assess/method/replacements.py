"""The smallest set of products that must be replaced for a failed service to go on.

Whatever saves the service must touch every proof of its failure: the reasons from the service down to what dropped out.
So one product of the first proof is replaced, then one of the proof that is left, and so on; first with one product in
all, then with two and more (R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32, 1987).
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from eurostack_assess.method.services import Graph, Reason

LONGEST_CHAIN = 60
"""Failed nodes under a service beyond which nothing is looked for."""
MOST_REPLACED = 8
MOST_TRIED = 500
"""Sets that are tried for a service."""


def smallest_saving(graph: Graph, key: str, failed: Mapping[str, Reason]) -> tuple[str, ...] | None:
    """Keys of the products, nearest first.

    Products that dropped out themselves go before those that only ran on them. A product that is replaced no longer
    needs what the old one ran on. None: the service did not fail or was taken out itself, or its chain is too long, or
    needs too many replaced, to try them all.
    """
    if not failed.get(key):
        return None
    ranks = _failed_ranks(graph, key, failed)
    return _Search(graph, key, failed, ranks).smallest() if len(ranks) <= LONGEST_CHAIN else None


def _failed_ranks(graph: Graph, key: str, failed: Mapping[str, Reason]) -> dict[str, int]:
    """What failed under a service, and itself, with its chain rank; one more than is worth trying ends it."""
    ranks = {key: 0}
    waiting = deque([key])
    while waiting and len(ranks) <= LONGEST_CHAIN:
        at = waiting.popleft()
        for member in (one for group in graph.nodes[at].groups for one in group if one in failed):
            if member not in ranks:
                ranks[member] = ranks[at] + 1
                waiting.append(member)
    return ranks


@dataclass
class _Search:
    graph: Graph
    key: str
    failed: Mapping[str, Reason]
    ranks: Mapping[str, int]
    left: int = field(default=MOST_TRIED, init=False)

    def smallest(self) -> tuple[str, ...] | None:
        for size in range(1, MOST_REPLACED + 1):
            if (found := self._extended(frozenset(), size)) is not None:
                return tuple(sorted(found, key=lambda one: (self.ranks[one], one)))
        return None

    def _extended(self, replaced: frozenset[str], more: int) -> frozenset[str] | None:
        """The set with at most so many more, if the service goes on then."""
        self.left -= 1
        if self.left < 0:
            return None
        proof = self._proof(replaced)
        if proof is None:
            return replaced
        if not more:
            return None
        found = (self._extended(replaced | {one}, more - 1) for one in proof)
        return next((one for one in found if one is not None), None)

    def _proof(self, replaced: frozenset[str]) -> list[str] | None:
        """The products in one proof that the service fails, those to try first in front; None where it goes on."""
        reasons = self._reasons(replaced)
        if self.key not in reasons:
            return None
        proof, waiting = {self.key}, [self.key]
        while waiting:
            members = [one for one in reasons[waiting.pop()] if one not in proof]
            proof.update(members)
            waiting += members
        products = [one for one in proof if not self.graph.nodes[one].is_service]
        return sorted(products, key=lambda one: (bool(self.failed[one]), self.ranks[one], one))

    def _reasons(self, replaced: frozenset[str]) -> dict[str, Reason]:
        """What still fails under the service, each with the group that failed; nothing outside had failed at all."""
        reasons: dict[str, Reason] = {one: () for one in self.ranks if not self.failed[one] and one not in replaced}
        waiting = deque(reasons)
        gone: dict[tuple[str, int], int] = {}
        while waiting:
            for above, number in self.graph.needed_by.get(waiting.popleft(), ()):
                if above in reasons or above in replaced or above not in self.ranks:
                    continue
                group = self.graph.nodes[above].groups[number]
                gone[above, number] = gone.get((above, number), 0) + 1
                if gone[above, number] == len(group):
                    reasons[above] = group
                    waiting.append(above)
        return reasons

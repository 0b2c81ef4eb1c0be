"""Step 6, what is in use: the services on record and the products under them, as one graph of needs.

A node works while it is there itself and every group of its needs has a member that works; alternatives are members of
one group. A service needs its supplier's product and whatever else its profile says; a product needs what it runs on.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from eurostack_assess.model.base import ANY_LANGUAGE, Confidence, LocalText
from eurostack_assess.model.catalogue import Alternative, Catalogue, Groups, Supplier, Supply
from eurostack_assess.model.exposure import Option
from eurostack_assess.model.profile import SELF, Dependency, Profile

Reason = tuple[str, ...]
"""Why a node failed: the group of which no member is left; empty where it was taken out itself."""


@dataclass(frozen=True)
class Node:
    """A service, or a product that one or more of them need."""

    key: str
    name: LocalText
    is_service: bool = False
    unit: str = ""
    """What stands and falls together: the product wherever it is used."""
    id: str | None = None
    """The service's id, the product's id in the catalogue, or the supplier's name."""
    row: Supplier | None = None
    country: str | None = None
    """The seller's."""
    owner: str | None = None
    """Who controls it in the end: an id of the catalogue or a name; None: unknown."""
    owner_name: str | None = None
    owner_country: str | None = None
    operator: str | None = None
    operator_country: str | None = None
    category: str | None = None
    supply: Supply = "continuous"
    chain_known: bool = True
    """Whether it is known what it runs on."""
    confidence: Confidence | None = None
    """How sure the catalogue's facts are; None where the profile gives them."""
    groups: tuple[tuple[str, ...], ...] = ()

    def under(self, law: Callable[[str], bool]) -> tuple[bool, bool]:
        """Whether it is certainly, and possibly, within the reach of a law, by the countries to which that law applies.

        Seller, owner and operator each suffice; an owner whose country is unknown may be within it.
        """
        if self.is_service:
            return False, False
        certain = any(law(at) for at in (self.country, self.owner_country, self.operator_country) if at is not None)
        return certain, certain or self.owner_country is None


@dataclass(frozen=True)
class Graph:
    """Everything in use, by key, and which of it are the profile's services."""

    nodes: Mapping[str, Node]
    services: tuple[str, ...]
    """Keys, in the order of the profile."""

    @cached_property
    def needed_by(self) -> Mapping[str, list[tuple[str, int]]]:
        """A node's key to the (key, number) of each group that it is a member of."""
        above: dict[str, list[tuple[str, int]]] = {}
        for node in self.nodes.values():
            for number, group in enumerate(node.groups):
                for member in group:
                    above.setdefault(member, []).append((node.key, number))
        return above

    def failed(self, removed: Iterable[str], *, keeping: bool = False) -> dict[str, Reason]:
        """What no longer works without some nodes, each with the reason, in the order in which it fails.

        The least fixpoint: a circle of needs does not fail by itself. Time grows with what fails, not with the graph.
        With `keeping`, what was supplied once keeps working when only what it was made with drops out.
        """
        reasons: dict[str, Reason] = {key: () for key in removed if key in self.nodes}
        waiting = deque(reasons)
        left: dict[tuple[str, int], int] = {}
        while waiting:
            for above, number in self.needed_by.get(waiting.popleft(), ()):
                node = self.nodes[above]
                if above in reasons or (keeping and node.supply == "once" and not node.is_service):
                    continue
                group = node.groups[number]
                left[above, number] = left.get((above, number), len(group)) - 1
                if not left[above, number]:
                    reasons[above] = group
                    waiting.append(above)
        return reasons

    def above(self, keys: Iterable[str]) -> set[str]:
        """These nodes and all that have one of them somewhere in their chain."""
        found = set(keys)
        waiting = list(found)
        while waiting:
            for above, _ in self.needed_by.get(waiting.pop(), ()):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found

    def ranks(self, key: str, most: int) -> dict[str, int]:
        """What stands under a node, nearest first, to its chain rank: 1 for what it needs itself. At most so many."""
        found = {key: 0}
        waiting = deque([key])
        while waiting and len(found) <= most:
            at = waiting.popleft()
            for member in (one for group in self.nodes[at].groups for one in group):
                if member not in found:
                    found[member] = found[at] + 1
                    waiting.append(member)
        del found[key]
        return found

    def with_owners_in(self, country: Mapping[str, str]) -> "Graph":
        """The same with other owners' countries, by key of the node; who they are is then unknown."""
        changed = {key: replace(self.nodes[key], owner=None, owner_country=to) for key, to in country.items()}
        return Graph({**self.nodes, **changed}, self.services)


def countries_of(graph: Graph, catalogue: Catalogue) -> set[str]:
    """The countries that a report on a graph may name."""
    nodes = graph.nodes.values()
    of_nodes = {code for node in nodes for code in (node.country, node.owner_country, node.operator_country)}
    of_options = {option.country for node in nodes for option in options(node, catalogue)}
    return {code for code in of_nodes | of_options if code is not None}


def service_key(dependency: Dependency, at: int) -> str:
    """The key of a profile's service, by its place in the profile."""
    return f"service/{dependency.id}" if dependency.id else f"service/#{at + 1}"


def graph_of(profile: Profile, catalogue: Catalogue) -> Graph:
    """The graph of everything that a checked profile uses."""
    return _Builder(profile, catalogue).graph()


@dataclass
class _Builder:
    profile: Profile
    catalogue: Catalogue
    nodes: dict[str, Node] = field(default_factory=dict)

    def graph(self) -> Graph:
        keys = [service_key(one, at) for at, one in enumerate(self.profile.dependencies)]
        self._own = {one.id: key for one, key in zip(self.profile.dependencies, keys, strict=True) if one.id}
        self._said = _said_of_suppliers(self.profile.dependencies)
        for one, key in zip(self.profile.dependencies, keys, strict=True):
            self._service(one, key)
        return Graph(self.nodes, tuple(keys))

    def _service(self, one: Dependency, key: str) -> None:
        product = self._product_of(one, key)
        self.nodes[key] = Node(
            key,
            one.service,
            is_service=True,
            unit=key,
            id=one.id,
            category=one.category_in(self.catalogue),
            supply=product.supply,
            groups=((product.key,), *self._resolved(one.needs)),
        )

    def _product_of(self, one: Dependency, key: str) -> Node:
        """The node of what is supplied: shared where nothing is particular to this service, else one of its own."""
        row = one.row(self.catalogue)
        name = one.supplier or ""
        particular = any((one.runs_on is not None, one.supply, one.operator, one.operator_country, one.category))
        if row is not None and not particular:
            return self._row(row)
        unit = f"product/{row.id}" if row else f"name/{name.casefold()}" if name else f"unknown/{key}"
        node = self._of_row(row) if row else self._of_name(one, unit)
        if one.runs_on is not None:
            known, groups = True, self._resolved(one.runs_on)
        else:
            known = name == SELF or (row is not None and row.runs_on is not None)
            groups = self._of_products(row.runs_on if row else None)
        changes: dict[str, object] = {"key": f"{unit}@{key}", "chain_known": known, "groups": groups}
        for field_name in ("supply", "operator", "operator_country", "category"):
            if (value := getattr(one, field_name)) is not None:
                changes[field_name] = value
        node = replace(node, **changes)  # type: ignore[arg-type]
        self.nodes[node.key] = node
        return node

    def _row(self, row: Supplier) -> Node:
        """The node of a catalogue's row, with the nodes under it."""
        key = f"product/{row.id}"
        if key not in self.nodes:
            node = self._of_row(row)
            self.nodes[key] = node
            self.nodes[key] = replace(node, groups=self._of_products(row.runs_on))
        return self.nodes[key]

    def _of_row(self, row: Supplier) -> Node:
        key = f"product/{row.id}"
        owner = self.catalogue.owners.get(row.owner or "")
        sure = [one.confidence for one in (row, owner) if one is not None]
        node = Node(
            key,
            row.product,
            unit=key,
            id=row.id,
            row=row,
            country=row.country,
            owner=row.owner,
            owner_name=owner.name if owner else None,
            owner_country=owner.country if owner else None,
            operator=row.operator,
            operator_country=row.operator_country,
            category=row.category,
            supply=row.supply,
            chain_known=row.runs_on is not None,
            confidence=max(sure, key=get_args(Confidence).index),
        )
        return self._as_profile_says(node, row.id)

    def _of_name(self, one: Dependency, unit: str) -> Node:
        if one.supplier == SELF:
            country = self.profile.country
            node = Node(
                unit,
                LocalText({ANY_LANGUAGE: self.profile.name}),
                unit=unit,
                id=SELF,
                country=country,
                owner=SELF,
                owner_name=self.profile.name,
                owner_country=country,
            )
            return self._as_profile_says(node, SELF)
        name = LocalText({ANY_LANGUAGE: one.supplier}) if one.supplier else one.service
        node = Node(unit, name, unit=unit, id=one.supplier, chain_known=False)
        return self._as_profile_says(node, one.supplier)

    def _as_profile_says(self, node: Node, supplier: str | None) -> Node:
        """The profile's own facts about a supplier win."""
        said = self._said.get((supplier or "").casefold())
        if said is None or supplier is None:
            return node
        changes: dict[str, object] = {}
        if "country" in said:
            changes["country"] = said["country"]
        if "parent" in said:
            known = self.catalogue.owners.get(said["parent"])
            changes |= {"owner": said["parent"], "owner_name": known.name if known else said["parent"]}
            changes["owner_country"] = known.country if known else None
        elif "parent_country" in said and node.owner is None:
            changes |= {"owner": node.unit}
        if "parent_country" in said:
            changes["owner_country"] = said["parent_country"]
        if said.keys() & {"parent", "parent_country"}:
            changes["confidence"] = None
        return replace(node, **changes)  # type: ignore[arg-type]

    def _resolved(self, groups: Groups | None) -> tuple[tuple[str, ...], ...]:
        """Groups of keys: a service of the profile, else a product of the catalogue."""
        return tuple(tuple(dict.fromkeys(map(self._member, group))) for group in groups or ())

    def _member(self, id_: str) -> str:
        return self._own.get(id_) or self._product(id_)

    def _of_products(self, groups: Groups | None) -> tuple[tuple[str, ...], ...]:
        """Groups of keys as the catalogue means them: a service of the profile never takes a product's place."""
        return tuple(tuple(dict.fromkeys(map(self._product, group))) for group in groups or ())

    def _product(self, id_: str) -> str:
        return self._row(self.catalogue.suppliers[id_]).key


def _said_of_suppliers(dependencies: Sequence[Dependency]) -> dict[str, dict[str, str]]:
    """What a profile itself says of each supplier, whichever of its services says it."""
    said: dict[str, dict[str, str]] = {}
    for one in dependencies:
        for key in ("country", "parent", "parent_country"):
            if one.supplier and (value := getattr(one, key)) is not None:
                said.setdefault(one.supplier.casefold(), {})[key] = value
    return said


def options(node: Node, catalogue: Catalogue, gone: Collection[str | None] = ()) -> tuple[Option, ...]:
    """All that the catalogue knows instead of a product, by name, without offers controlled from countries gone.

    What one runs oneself stays, wherever its makers are.
    """
    known = (catalogue.alternatives[id_] for id_ in (node.row.alternatives if node.row else ()))
    return tuple(
        _option(one)
        for one in sorted(known, key=lambda one: one.name.in_language("en").casefold())
        if one.form == "self-hosted" or one.country is None or one.country not in gone
    )


def _option(one: Alternative) -> Option:
    return Option(
        id=one.id,
        name=one.name,
        country=one.country,
        kind=one.kind,
        form=one.form,
        confidence=one.confidence,
        note=one.note,
    )

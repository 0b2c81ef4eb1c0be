"""Step 8, services in use: one dependency graph of the services on record and the products under them.

A node works while it is available itself and every group of its needs has a member that works; alternatives are members
of one group. A service needs its supplier's product and whatever else its profile names; a product needs what it runs
on.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import get_args

from eurostack_assess.model.base import ANY_LANGUAGE, Confidence, LocalText
from eurostack_assess.model.catalogue import Alternative, Catalogue, RequirementGroups, Supplier, Supply
from eurostack_assess.model.exposure import ReplacementOption
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

    def is_subject_to(self, law: Callable[[str], bool]) -> tuple[bool, bool]:
        """Whether it is certainly, and possibly, within the reach of a law, by the countries to which that law applies.

        Seller, owner and operator each suffice; an owner whose country is unknown may be within it.
        """
        if self.is_service:
            return False, False
        certain = any(
            law(country) for country in (self.country, self.owner_country, self.operator_country) if country is not None
        )
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
        memberships: dict[str, list[tuple[str, int]]] = {}
        for node in self.nodes.values():
            for number, group in enumerate(node.groups):
                for member in group:
                    memberships.setdefault(member, []).append((node.key, number))
        return memberships

    def find_failures(self, removed: Iterable[str], *, keeping: bool = False) -> dict[str, Reason]:
        """What no longer works without some nodes, each with the reason, in the order in which it fails.

        The least fixpoint: a circle of needs does not fail by itself. Time grows with what fails, not with the graph.
        With `keeping`, what was supplied once keeps working when only what it was made with drops out.
        """
        reasons: dict[str, Reason] = {key: () for key in removed if key in self.nodes}
        waiting = deque(reasons)
        remaining_counts: dict[tuple[str, int], int] = {}
        while waiting:
            for dependent, number in self.needed_by.get(waiting.popleft(), ()):
                node = self.nodes[dependent]
                if dependent in reasons or (keeping and node.supply == "once" and not node.is_service):
                    continue
                group = node.groups[number]
                remaining_counts[dependent, number] = remaining_counts.get((dependent, number), len(group)) - 1
                if not remaining_counts[dependent, number]:
                    reasons[dependent] = group
                    waiting.append(dependent)
        return reasons

    def find_dependents(self, keys: Iterable[str]) -> set[str]:
        """These nodes and all that have one of them somewhere in their chain."""
        found = set(keys)
        waiting = list(found)
        while waiting:
            for dependent, _ in self.needed_by.get(waiting.pop(), ()):
                if dependent not in found:
                    found.add(dependent)
                    waiting.append(dependent)
        return found

    def rank_chain(self, key: str, limit: int) -> dict[str, int]:
        """What stands under a node, nearest first, to its chain rank: 1 for what it needs itself. At most so many."""
        found = {key: 0}
        waiting = deque([key])
        while waiting and len(found) <= limit:
            current = waiting.popleft()
            for member in (candidate for group in self.nodes[current].groups for candidate in group):
                if member not in found:
                    found[member] = found[current] + 1
                    waiting.append(member)
        del found[key]
        return found

    def with_owner_countries(self, country: Mapping[str, str]) -> "Graph":
        """The same with other owners' countries, by key of the node; who they are is then unknown."""
        changed = {key: replace(self.nodes[key], owner=None, owner_country=to) for key, to in country.items()}
        return Graph({**self.nodes, **changed}, self.services)


def list_countries(graph: Graph, catalogue: Catalogue) -> set[str]:
    """The countries that a report on a graph may name."""
    nodes = graph.nodes.values()
    of_nodes = {code for node in nodes for code in (node.country, node.owner_country, node.operator_country)}
    of_options = {option.country for node in nodes for option in list_replacement_options(node, catalogue)}
    return {code for code in of_nodes | of_options if code is not None}


def make_service_key(dependency: Dependency, index: int) -> str:
    """The key of a profile's service, by its place in the profile."""
    return f"service/{dependency.id}" if dependency.id else f"service/#{index + 1}"


def build_graph(profile: Profile, catalogue: Catalogue) -> Graph:
    """The graph of everything that a checked profile uses."""
    return _GraphBuilder(profile, catalogue).build()


@dataclass
class _GraphBuilder:
    profile: Profile
    catalogue: Catalogue
    nodes: dict[str, Node] = field(default_factory=dict)

    def build(self) -> Graph:
        keys = [make_service_key(dependency, index) for index, dependency in enumerate(self.profile.dependencies)]
        self._keys_by_id = {
            dependency.id: key for dependency, key in zip(self.profile.dependencies, keys, strict=True) if dependency.id
        }
        self._supplier_facts = _collect_supplier_facts(self.profile.dependencies)
        for dependency, key in zip(self.profile.dependencies, keys, strict=True):
            self._add_service(dependency, key)
        return Graph(self.nodes, tuple(keys))

    def _add_service(self, dependency: Dependency, key: str) -> None:
        product = self._add_product_of(dependency, key)
        self.nodes[key] = Node(
            key,
            dependency.service,
            is_service=True,
            unit=key,
            id=dependency.id,
            category=dependency.resolve_category(self.catalogue),
            supply=product.supply,
            groups=((product.key,), *self._resolve_groups(dependency.needs)),
        )

    def _add_product_of(self, dependency: Dependency, key: str) -> Node:
        """The node of what is supplied: shared where nothing is particular to this service, else one of its own."""
        row = dependency.find_catalogue_row(self.catalogue)
        name = dependency.supplier or ""
        particular = any(
            (
                dependency.runs_on is not None,
                dependency.supply,
                dependency.operator,
                dependency.operator_country,
                dependency.category,
            )
        )
        if row is not None and not particular:
            return self._add_row(row)
        unit = f"product/{row.id}" if row else f"name/{name.casefold()}" if name else f"unknown/{key}"
        node = self._node_from_row(row) if row else self._node_from_name(dependency, unit)
        if dependency.runs_on is not None:
            known, groups = True, self._resolve_groups(dependency.runs_on)
        else:
            known = name == SELF or (row is not None and row.runs_on is not None)
            groups = self._resolve_products(row.runs_on if row else None)
        changes: dict[str, object] = {"key": f"{unit}@{key}", "chain_known": known, "groups": groups}
        for field_name in ("supply", "operator", "operator_country", "category"):
            if (value := getattr(dependency, field_name)) is not None:
                changes[field_name] = value
        node = replace(node, **changes)  # type: ignore[arg-type]
        self.nodes[node.key] = node
        return node

    def _add_row(self, row: Supplier) -> Node:
        """The node of a catalogue's row, with the nodes under it."""
        key = f"product/{row.id}"
        if key not in self.nodes:
            node = self._node_from_row(row)
            self.nodes[key] = node
            self.nodes[key] = replace(node, groups=self._resolve_products(row.runs_on))
        return self.nodes[key]

    def _node_from_row(self, row: Supplier) -> Node:
        key = f"product/{row.id}"
        owner = self.catalogue.owners.get(row.owner or "")
        confidences = [entry.confidence for entry in (row, owner) if entry is not None]
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
            confidence=max(confidences, key=get_args(Confidence).index),
        )
        return self._apply_profile_facts(node, row.id)

    def _node_from_name(self, dependency: Dependency, unit: str) -> Node:
        if dependency.supplier == SELF:
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
            return self._apply_profile_facts(node, SELF)
        name = LocalText({ANY_LANGUAGE: dependency.supplier}) if dependency.supplier else dependency.service
        node = Node(unit, name, unit=unit, id=dependency.supplier, chain_known=False)
        return self._apply_profile_facts(node, dependency.supplier)

    def _apply_profile_facts(self, node: Node, supplier: str | None) -> Node:
        """The profile's own facts about a supplier win."""
        facts = self._supplier_facts.get((supplier or "").casefold())
        if facts is None or supplier is None:
            return node
        changes: dict[str, object] = {}
        if "country" in facts:
            changes["country"] = facts["country"]
        if "parent" in facts:
            known = self.catalogue.owners.get(facts["parent"])
            changes |= {"owner": facts["parent"], "owner_name": known.name if known else facts["parent"]}
            changes["owner_country"] = known.country if known else None
        elif "parent_country" in facts and node.owner is None:
            changes |= {"owner": node.unit}
        if "parent_country" in facts:
            changes["owner_country"] = facts["parent_country"]
        if facts.keys() & {"parent", "parent_country"}:
            changes["confidence"] = None
            if node.operator_country == node.owner_country:  # the operator went with the owner that the catalogue knew
                changes["operator_country"] = None
        return replace(node, **changes)  # type: ignore[arg-type]

    def _resolve_groups(self, groups: RequirementGroups | None) -> tuple[tuple[str, ...], ...]:
        """Groups of keys: a service of the profile, else a product of the catalogue."""
        return tuple(tuple(dict.fromkeys(map(self._resolve_member, group))) for group in groups or ())

    def _resolve_member(self, id_: str) -> str:
        return self._keys_by_id.get(id_) or self._resolve_product(id_)

    def _resolve_products(self, groups: RequirementGroups | None) -> tuple[tuple[str, ...], ...]:
        """Groups of keys as the catalogue means them: a service of the profile never takes a product's place."""
        return tuple(tuple(dict.fromkeys(map(self._resolve_product, group))) for group in groups or ())

    def _resolve_product(self, id_: str) -> str:
        return self._add_row(self.catalogue.suppliers[id_]).key


def _collect_supplier_facts(dependencies: Sequence[Dependency]) -> dict[str, dict[str, str]]:
    """What a profile itself says of each supplier, whichever of its services says it."""
    facts_by_supplier: dict[str, dict[str, str]] = {}
    for dependency in dependencies:
        for key in ("country", "parent", "parent_country"):
            if dependency.supplier and (value := getattr(dependency, key)) is not None:
                facts_by_supplier.setdefault(dependency.supplier.casefold(), {})[key] = value
    return facts_by_supplier


def list_replacement_options(
    node: Node, catalogue: Catalogue, excluded_countries: Collection[str | None] = ()
) -> tuple[ReplacementOption, ...]:
    """All that the catalogue knows instead of a product, by name, without offers controlled from countries gone.

    What one runs oneself stays, wherever its makers are.
    """
    known = (catalogue.alternatives[id_] for id_ in (node.row.alternatives if node.row else ()))
    return tuple(
        _build_replacement_option(alternative)
        for alternative in sorted(known, key=lambda alternative: alternative.name.in_language("en").casefold())
        if alternative.form == "self-hosted"
        or alternative.country is None
        or alternative.country not in excluded_countries
    )


def _build_replacement_option(alternative: Alternative) -> ReplacementOption:
    return ReplacementOption(
        id=alternative.id,
        name=alternative.name,
        country=alternative.country,
        kind=alternative.kind,
        form=alternative.form,
        confidence=alternative.confidence,
        note=alternative.note,
    )

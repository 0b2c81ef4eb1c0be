"""The result of `whatif`: what stops when something is lost, with everything that its report shows.

Shares are 0 to 1. `low` counts only what is certain, `high` also what depends on a country that is not known.
"""

from collections.abc import Mapping
from typing import Literal

from eurostack_assess.model.assessment import ProfileSnapshot, Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Confidence, Line, LocalText, ResultEntity, Share, Slug
from eurostack_assess.model.catalogue import Country, Supply
from eurostack_assess.model.exposure import CatalogueSnapshot, ReplacementOption
from eurostack_assess.model.profile import Criticality
from eurostack_assess.model.scenario import Scenario, Selector
from eurostack_assess.model.vocabulary import Fate


class NodeRef(ResultEntity):
    """A service or a product in a dependency chain."""

    id: Line | None
    """The service's id, the product's id in the catalogue, or the supplier's name."""
    name: LocalText
    is_service: bool
    country: Country | None
    """Country from which the ultimate owner is controlled."""


class ResolvedSelector(ResultEntity):
    """A selection of products, services or owners, with resolved names."""

    selector: Selector
    name: LocalText | None
    """Name of the product, owner, service or category selected."""
    country: LocalText | None


class RemovedProduct(NodeRef):
    """A product or service that is lost."""

    certain: bool
    """Whether it is certainly lost; false: only if an unknown country turns out to be the one that is lost."""
    supply: Supply
    confidence: Confidence | None
    """Confidence of the catalogue's facts; null where the profile gives the facts."""


class Redundancy(ResultEntity):
    """A group of alternatives in use, some of which failed while the others keep working."""

    failed: tuple[NodeRef, ...]
    """Members of the group that failed."""
    remaining: tuple[NodeRef, ...]
    """Members of the group that still work."""


class Replacement(ResultEntity):
    """A product that has to be replaced to keep a service working, with its alternatives."""

    product: NodeRef
    options: tuple[ReplacementOption, ...]
    """Alternatives in the catalogue, sorted by name, without those that are also lost."""


class ServiceOutage(ResultEntity):
    """Effect of the outage on one service."""

    id: Slug | None
    service: LocalText
    layer: Slug | None
    criticality: Criticality | None
    fate: Fate
    worsened_by_takeover: bool
    """Whether the service fares worse with the takeover than without it."""
    failure_path: tuple[NodeRef, ...]
    """Chain from a direct need of the service down to the lost product; if longer than 20 steps, the first 20 and the
    last. Empty where the service keeps working, or is itself selected as lost."""
    kept_up_by: tuple[Redundancy, ...]
    """Redundancies that keep the service working although something in its chain failed; empty where the service does
    not keep working."""
    saved_by: tuple[Replacement, ...] | None
    """Smallest set of products to replace so that the service keeps working; null where it keeps working anyway, is
    itself selected as lost, or has too long a chain to test."""
    chain_known: bool
    """Whether the dependencies of every product in the service's chain are known."""


class OutageImpact(ResultEntity):
    """The impact of the outage on a layer, or on all services together."""

    layer: Slug | None
    """Id of the layer; null: services without a layer or, in the total, all services."""
    services: int
    fates: Mapping[Fate, int]
    """Number of services by fate."""
    stops_low: Share
    """Share of the services, weighted by criticality, that stops for certain."""
    stops_high: Share
    """Share of the services, weighted by criticality, that stops for certain or may stop."""
    affected_low: Share
    """Share of the services, weighted by criticality, that stops or degrades for certain."""
    affected_high: Share
    """Share of the services, weighted by criticality, that stops or degrades for certain or may do so."""


class Outage(ResultEntity):
    """Result of an outage simulation for one profile."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    profile: ProfileSnapshot
    catalogue: CatalogueSnapshot
    framework: Slug
    layer_names: Mapping[Slug, LocalText]
    """Names of all layers, in order, by layer id."""
    scenario: Scenario | None
    selectors: tuple[ResolvedSelector, ...]
    """The selectors that determine which products are lost, each with the names that it resolved to."""
    taken_over_products: tuple[NodeRef, ...]
    """Products that change owner before the outage."""
    removed_products: tuple[RemovedProduct, ...]
    """Lost products that are in use or in the chain of a service in use."""
    total: OutageImpact
    layers: tuple[OutageImpact, ...]
    """Impact on each layer that has a service, in the order of the framework; services without a layer last."""
    services: tuple[ServiceOutage, ...]
    """Effect of the outage on each service; worst fate first, then by criticality."""

    def services_with(self, *fates: Fate) -> tuple[ServiceOutage, ...]:
        """Services with one of these fates."""
        return tuple(service for service in self.services if service.fate in fates)

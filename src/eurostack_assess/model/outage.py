"""What stops when something drops out: the result of `whatif`, with everything that its report shows.

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
    """A service or a product in the chain from a service down to what dropped out."""

    id: Line | None
    """The service's id, the product's id in the catalogue, or the supplier's name."""
    name: LocalText
    is_service: bool
    country: Country | None
    """Country from which the ultimate owner is controlled."""


class ResolvedSelector(ResultEntity):
    """A selector with the names of what it selects."""

    selector: Selector
    name: LocalText | None
    """Name of the product, owner, service or category selected."""
    country: LocalText | None


class RemovedProduct(NodeRef):
    """A product that drops out."""

    certain: bool
    """Whether it drops out for certain; false: only if a country that is not known is the one that dropped out."""
    supply: Supply
    confidence: Confidence | None
    """How sure the catalogue's facts are; null where the profile gives them."""


class Redundancy(ResultEntity):
    """A redundancy: some members of a group failed and an alternative already in use carries on."""

    failed: tuple[NodeRef, ...]
    """Members of the group that failed."""
    remaining: tuple[NodeRef, ...]
    """Members of the group that still work."""


class Replacement(ResultEntity):
    """A product that has to be replaced to save a service, with its alternatives."""

    product: NodeRef
    options: tuple[ReplacementOption, ...]
    """Alternatives that the catalogue knows, by name, without those that drop out too."""


class ServiceOutage(ResultEntity):
    """What happens to one service in the outage."""

    id: Slug | None
    service: LocalText
    layer: Slug | None
    criticality: Criticality | None
    fate: Fate
    worsened_by_takeover: bool
    """Whether the service fares worse because of the takeover than it would without it."""
    failure_path: tuple[NodeRef, ...]
    """Chain from what the service needs itself down to what dropped out: of more than 20 steps the first 20 and the
    last; empty where the service goes on."""
    kept_up_by: tuple[Redundancy, ...]
    """Redundancies that keep the service up although something under it failed; empty where it does not go on."""
    saved_by: tuple[Replacement, ...] | None
    """Smallest set of products to replace so that the service goes on; null where it goes on anyway, was taken out
    itself, or has a chain too long to try."""
    chain_known: bool
    """Whether it is known, for every product under the service, what that product runs on."""


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
    """Share of the services, weighted by criticality, that stops or wears out for certain."""
    affected_high: Share
    """Share of the services, weighted by criticality, that stops or wears out for certain or may do so."""


class Outage(ResultEntity):
    """The result of one question: what if."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    profile: ProfileSnapshot
    catalogue: CatalogueSnapshot
    framework: Slug
    layer_names: Mapping[Slug, LocalText]
    """Names of all layers, in order, by layer id."""
    scenario: Scenario | None
    selectors: tuple[ResolvedSelector, ...]
    """Selectors of what drops out, with resolved names."""
    taken_over_products: tuple[NodeRef, ...]
    """Products that change owner before the outage."""
    removed_products: tuple[RemovedProduct, ...]
    """Products that drop out and that are in use or in the chain of a service in use."""
    total: OutageImpact
    layers: tuple[OutageImpact, ...]
    """Impact on each layer that has a service, in the order of the framework; services without a layer last."""
    services: tuple[ServiceOutage, ...]
    """Services with what happens to them, worst fate first, then by criticality."""

    def services_with(self, *fates: Fate) -> tuple[ServiceOutage, ...]:
        """Services with one of these fates."""
        return tuple(service for service in self.services if service.fate in fates)

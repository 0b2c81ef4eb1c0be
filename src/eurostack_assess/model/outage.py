"""What stops when something drops out: the result of `whatif`, with everything that its report shows.

Shares are 0 to 1. `low` counts only what is certain, `high` also what depends on a country that is not known.
"""

from collections.abc import Mapping
from typing import Literal

from eurostack_assess.model.assessment import SCHEMA_VERSION, ProfileUsed, Tool
from eurostack_assess.model.base import Confidence, Entity, Line, LocalText, Share, Slug
from eurostack_assess.model.catalogue import Country, Supply
from eurostack_assess.model.exposure import CatalogueUsed, Option
from eurostack_assess.model.profile import Criticality
from eurostack_assess.model.scenario import Scenario, Selector

Fate = Literal["stops", "may_stop", "wears_out", "may_wear_out", "goes_on"]
"""Stops at once; goes on but gets no new deliveries, updates or repairs; or goes on. May: if a country that is not
known turns out to be the one that dropped out."""

FATES: tuple[Fate, ...] = ("stops", "may_stop", "wears_out", "may_wear_out", "goes_on")


class Part(Entity):
    """A service or a product on the way from a service to what dropped out."""

    id: Line | None
    """The service's id, the product's id in the catalogue, or the supplier's name."""
    name: LocalText
    is_service: bool
    country: Country | None
    """From where it is controlled in the end."""


class Named(Entity):
    """A selector with the names of what it selects."""

    selector: Selector
    what: LocalText | None
    """The product, owner, service or category."""
    country: LocalText | None


class Removed(Part):
    """A product that drops out."""

    certain: bool
    """False: only if a country that is not known is the one that dropped out."""
    supply: Supply
    confidence: Confidence | None
    """How sure the catalogue's facts are; null where the profile gives them."""


class Spared(Entity):
    """Where something failed and an alternative already in use carries on."""

    lost: tuple[Part, ...]
    left: tuple[Part, ...]


class Replacement(Entity):
    """A product for which another would save a service."""

    part: Part
    options: tuple[Option, ...]
    """What the catalogue knows instead, by name; without those that drop out too."""


class ServiceOutage(Entity):
    """What becomes of one service."""

    id: Slug | None
    service: LocalText
    layer: Slug | None
    criticality: Criticality | None
    fate: Fate
    new: bool
    """With a takeover: it fared better before."""
    because: tuple[Part, ...]
    """From what it needs itself to what dropped out; empty where it goes on."""
    thanks_to: tuple[Spared, ...]
    """Where it goes on although something under it failed."""
    saved_by: tuple[Replacement, ...] | None
    """The smallest set of products that another would have to replace; null where it goes on, was taken out itself, or
    has a chain too long to try."""
    chain_known: bool
    """Whether it is known of every product under it what that runs on."""


class Toll(Entity):
    """What it costs a layer, or everything together."""

    layer: Slug | None
    """Null: services without a layer, or in the total all of them."""
    services: int
    fates: Mapping[Fate, int]
    stops_low: Share
    """Share of the services, weighted by criticality, that stops for certain."""
    stops_high: Share
    """With those that may stop."""
    hit_low: Share
    """The same of those that stop or wear out."""
    hit_high: Share


class Outage(Entity):
    """The result of one question: what if."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    profile: ProfileUsed
    catalogue: CatalogueUsed
    framework: Slug
    layer_names: Mapping[Slug, LocalText]
    """Of every layer, in order."""
    scenario: Scenario | None
    without: tuple[Named, ...]
    taken_over: tuple[Part, ...]
    """Products that changed hands first."""
    removed: tuple[Removed, ...]
    """Products in use, or under those, that drop out."""
    total: Toll
    layers: tuple[Toll, ...]
    """Layers with a service, in the order of the framework; those without a layer last."""
    services: tuple[ServiceOutage, ...]
    """Worst fate first, then by criticality."""

    def having(self, *fates: Fate) -> tuple[ServiceOutage, ...]:
        """Services with one of these fates."""
        return tuple(one for one in self.services if one.fate in fates)

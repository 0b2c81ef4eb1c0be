"""How exposed the services in use are: the dependency part of a result.

Every share is an interval of 0 to 1: `low` as far as is known, `high` with everything unknown at its worst.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Confidence, Date, Entity, Level, Line, LocalText, Share, Slug
from eurostack_assess.model.catalogue import AlternativeKind, Country, CountryGroup, Form, Supply
from eurostack_assess.model.profile import Criticality, Exit

Risk = Literal["low", "moderate", "high", "critical"]
"""The class of a dependency, by the table of criticality and difficulty of leaving."""

Quadrant = Literal["routine", "leverage", "bottleneck", "strategic"]
"""Its quadrant in Kraljic's matrix (Harvard Business Review, September 1983)."""

Answered = Literal["yes", "no", "open"]
"""Open: it depends on what is not known."""


class Interval(Entity):
    """A share that lies somewhere between two ends."""

    low: Share
    high: Share


class CatalogueUsed(Entity):
    """The catalogue, as far as a report needs it."""

    hash: str
    """SHA-256 of its files."""
    checked_from: Date
    """When its oldest row was checked."""
    checked_to: Date
    """When its newest row was checked."""
    groups: Mapping[str, CountryGroup]
    """What counts as European, and on which day."""
    countries: Mapping[Country, LocalText]
    """Names of the countries in the result."""

    @model_validator(mode="after")
    def _says_what_is_european(self) -> "CatalogueUsed":
        if "eu" not in self.groups:
            raise PydanticCustomError("no-group", "the group eu is missing")
        return self


class Option(Entity):
    """An alternative that the catalogue knows."""

    id: Slug
    name: LocalText
    country: Country | None
    kind: AlternativeKind
    form: Form
    confidence: Confidence
    note: LocalText | None


class Link(Entity):
    """Something that a service needs, with what that needs."""

    id: Line | None
    """The product's id in the catalogue, the service's id, or the supplier's name."""
    name: LocalText
    is_service: bool
    rank: Level
    """1 for what the service needs itself, 2 for what that needs, and so on."""
    country: Country | None
    """From where it is controlled in the end."""
    supply: Supply
    one_of: bool
    """One of several, each of which is enough."""
    told: Literal["in_full", "before", "cut"]
    """Before: it stands above with what it needs. Cut: what it needs is left out, since the chain is too long."""
    chain_known: bool
    """Whether it is known what it runs on."""
    needs: tuple["Link", ...]


class DependencyResult(Entity):
    """One service in use with everything known about who can stop it."""

    id: Slug | None
    service: LocalText
    layer: Slug | None
    category: Slug | None
    product: Slug | None
    """Its row in the catalogue."""
    supplier: Line | None
    """The supplier as the profile or the catalogue names it; null: unknown."""
    country: Country | None
    """The seller's."""
    owner: Line | None
    owner_country: Country | None
    operator: Line | None
    operator_country: Country | None
    supply: Supply
    criticality: Criticality | None
    exit: Exit | None
    share: Share | None
    """As the profile gives it."""
    foreign: Interval
    """1 where the owner is outside the EU/EEA, 0 where not, 0 to 1 where that is unknown."""
    foreign_chain: Interval
    """The same of the whole chain, with alternatives: could those outside stop it?"""
    rank_outside: Level | None
    """The chain rank at which the nearest party from outside stands; 1 for the supplier itself."""
    risk: Risk | None
    """Null where the criticality or the exit is unknown."""
    quadrant: Quadrant | None
    weight: Interval
    """Criticality times difficulty of leaving times foreign; for the order only."""
    confidence: Confidence | None
    """How sure the catalogue's facts are; null where the profile gives them."""
    checked: Date | None
    """When the catalogue's row was last looked up."""
    note: LocalText | None
    """What the catalogue says that a reader must know."""
    chain: tuple[Link, ...]
    alternatives: tuple[Option, ...]
    """All that the catalogue knows instead, by name."""


class Concentration(Entity):
    """How exposed the services of a layer are, or of the whole profile."""

    layer: Slug | None
    """Null for the whole profile."""
    services: int
    shares: Literal["given", "partly", "equal"]
    """Given for every service, for some of them, or for none: then every service counts the same."""
    exposed: Interval | None
    """Share of critical use that is under non-EU control and hard to leave; null where nothing is critical."""
    exposed_chain: Interval | None
    """The same with the chains under it."""
    non_eu: Interval
    """Share of use under non-EU control."""
    non_eu_chain: Interval
    """The same with the chains under it."""
    lock_in: Interval | None
    """Share of critical use that is hard to leave, whoever controls it."""
    foreign_concentration: Interval
    """Sum of the squared shares of non-EU countries."""
    supplier_concentration: Interval
    """Herfindahl-Hirschman index: sum of the squared shares of ultimate owners."""
    effective_suppliers: tuple[float, float | None]
    """Its inverse, low and high: as many owners of equal size would be as concentrated; null: no upper end."""
    by_country: Mapping[str, Share]
    """Share by country of the ultimate owner, largest first; `?` where unknown."""
    concentrated: Answered
    """Foreign concentration above the framework's threshold."""
    foreign_majority: Answered
    """Non-EU share above the framework's threshold."""
    locked_in: Answered
    """A service of high criticality cannot be substituted."""
    strategic: Answered
    """All three of these: a strategic dependency."""


class SinglePoint(Entity):
    """Something without which, by itself, two or more services do not work."""

    id: Line | None
    name: LocalText
    is_service: bool
    country: Country | None
    supply: Supply
    stops: tuple[LocalText, ...]
    """The services that need it, in the order of the profile."""
    weight: Share
    """Their part of all services, weighted by criticality; unknown ones count as high."""


class Contradiction(Entity):
    """An answer that the services on record contradict."""

    question: Slug
    rung: Level
    claims: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """What the answer says there is not among the important services."""
    services: tuple[LocalText, ...]
    """The services on record that are so."""


class Exposure(Entity):
    """What the services on record say."""

    catalogue: CatalogueUsed
    total: Concentration
    layers: tuple[Concentration, ...]
    """Layers with a service, in the order of the framework."""
    dependencies: tuple[DependencyResult, ...]
    """Worst first."""
    single_points: tuple[SinglePoint, ...]
    """By what they stop, most first."""
    contradictions: tuple[Contradiction, ...]

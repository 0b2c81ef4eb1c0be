"""The exposure of the services in use: the dependency part of a result.

Every share is an interval of 0 to 1: `low` counts what is known, `high` takes everything unknown at its worst.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Confidence, Date, Level, Line, LocalText, ResultEntity, Share, Slug
from eurostack_assess.model.catalogue import AlternativeKind, Channel, Country, CountryGroup, Form, Supply
from eurostack_assess.model.profile import Criticality, Exit
from eurostack_assess.model.vocabulary import Fate

Risk = Literal["low", "moderate", "high", "critical"]
"""Risk class of a dependency, by criticality and difficulty of leaving."""

Quadrant = Literal["routine", "leverage", "bottleneck", "strategic"]
"""Quadrant of a dependency in Kraljic's matrix (Harvard Business Review, September 1983)."""

UNKNOWN_COUNTRY = "?"
"""Code of a country that is not known."""

YesNoOpen = Literal["yes", "no", "open"]
"""Outcome of a test; open: the outcome depends on facts that are not known."""


class Interval(ResultEntity):
    """Lowest and highest possible value of a share, 0 to 1."""

    low: Share
    high: Share


class CatalogueSnapshot(ResultEntity):
    """Details, for reports, of the catalogue of products that was used."""

    hash: str
    """SHA-256 of the catalogue's files."""
    checked_from: Date
    """Date of the oldest check of a row in the catalogue."""
    checked_to: Date
    """Date of the most recent check of a row in the catalogue."""
    groups: Mapping[str, CountryGroup]
    """Country groups that define what counts as European, each with the date of its list of members."""
    countries: Mapping[Country, LocalText]
    """Names of the countries in the result."""

    @model_validator(mode="after")
    def _check_groups(self) -> "CatalogueSnapshot":
        if "eu" not in self.groups:
            raise PydanticCustomError("no-group", "the group eu is missing")
        return self


class ReplacementOption(ResultEntity):
    """An alternative from the catalogue."""

    id: Slug
    name: LocalText
    country: Country | None
    kind: AlternativeKind
    form: Form
    confidence: Confidence
    note: LocalText | None


class ChainLink(ResultEntity):
    """A service or product that a service needs, with the needs of that service or product."""

    id: Line | None
    """The product's id in the catalogue, the service's id, or the supplier's name."""
    name: LocalText
    is_service: bool
    rank: Level
    """Rank in the chain: 1 for a direct need of the service, 2 for a need of a product or service of rank 1, and so
    on."""
    country: Country | None
    """Country from which the ultimate owner is controlled."""
    supply: Supply
    is_alternative: bool
    """Whether the service or product is one of several alternatives, each of which is enough."""
    expansion: Literal["in_full", "before", "cut"]
    """Where the needs of this service or product are listed. in_full: here. before: earlier in the chain. cut: nowhere,
    because the chain is too long."""
    chain_known: bool
    """Whether it is known what this service or product runs on."""
    needs: tuple["ChainLink", ...]


class DependencyResult(ResultEntity):
    """One service in use with everything known about who can stop it."""

    id: Slug | None
    service: LocalText
    layer: Slug | None
    category: Slug | None
    product: Slug | None
    """Id of the product in the catalogue; null where the catalogue does not have it."""
    supplier: Line | None
    """The supplier as the profile or the catalogue names it; null: unknown."""
    sold_through: Channel | None
    """Channel through which the supplier sells, according to the catalogue; null: directly, or not known."""
    country: Country | None
    """Country of the seller."""
    owner: Line | None
    owner_country: Country | None
    operator: Line | None
    operator_country: Country | None
    supply: Supply
    criticality: Criticality | None
    exit: Exit | None
    share: Share | None
    """The service's share of the use or spend in its layer, as given in the profile."""
    foreign: Interval
    """Whether the ultimate owner is outside the EU/EEA: 1 if so, 0 if not, 0 to 1 if unknown."""
    foreign_chain: Interval
    """Whether parties outside the EU/EEA could stop the service through its chain of suppliers, taking alternatives in
    use into account: 1 if so, 0 if not, 0 to 1 if unknown."""
    rank_outside: Level | None
    """Chain rank of the nearest party outside the EU/EEA; 1 for the supplier itself, null if no such party is known."""
    risk: Risk | None
    """Risk class of the dependency; null where the criticality or the exit is unknown."""
    quadrant: Quadrant | None
    """Quadrant in Kraljic's matrix; null where the criticality or the exit is unknown."""
    weight: Interval
    """Weight in the order of dependencies: criticality times difficulty of leaving (from a quarter for easy to 1 for
    not substitutable) times `foreign`; used for the order only."""
    confidence: Confidence | None
    """Confidence of the catalogue's facts; null where the profile gives the facts."""
    checked: Date | None
    """Date on which the catalogue's row was last checked against a source; null: not checked, or not in the
    catalogue."""
    note: LocalText | None
    """Further information from the catalogue that a reader needs."""
    chain: tuple[ChainLink, ...]
    alternatives: tuple[ReplacementOption, ...]
    """All alternatives in the catalogue, sorted by name."""


class StagedExposure(ResultEntity):
    """Share of critical use that non-EU parties control or could stop, now and after each step of leaving.

    It never rises from one step to the next.
    """

    at_once: Interval
    """Share now, before any service has been left."""
    easy_left: Interval
    """Share that remains after leaving every service that is easy to leave."""
    medium_left: Interval
    """Share that remains after also leaving every service that takes medium effort to leave."""
    complex_left: Interval
    """Share that remains after also leaving every service that is complex to leave: services that cannot be
    replaced."""
    mean: Interval
    """Mean share over the four stages: `at_once`, `easy_left`, `medium_left` and `complex_left`."""


class Concentration(ResultEntity):
    """Exposure and concentration of the services of a layer, or of the whole profile."""

    layer: Slug | None
    """Id of the layer; null for the whole profile."""
    services: int
    shares: Literal["given", "partly", "equal"]
    """Extent to which shares of use are given: given (for all services), partly (for some) or equal (for none, so that
    every service counts the same)."""
    exposed: StagedExposure | None
    """Share of critical use that is under non-EU control; null where nothing is critical."""
    exposed_chain: StagedExposure | None
    """Share of critical use that non-EU parties could stop, directly or through the chain of suppliers; null where
    nothing is critical."""
    non_eu: Interval
    """Share of use under non-EU control."""
    non_eu_chain: Interval
    """Share of use that non-EU parties could stop, directly or through the chain of suppliers."""
    hard_to_leave: Interval | None
    """Share of critical use in services whose exit is complex or impossible, whoever controls them; null where nothing
    is critical."""
    foreign_concentration: Interval | None
    """Sum of the squared shares of non-EU countries within the non-EU part, 0 to 1; null where there is no non-EU
    part."""
    foreign_concentration_of_all: Interval
    """Sum of the squared shares of non-EU countries in all use; deprecated and not used, kept for one edition."""
    supplier_concentration: Interval
    """Herfindahl-Hirschman index: sum of the squared shares of ultimate owners."""
    effective_suppliers: tuple[float, float | None]
    """Inverse of the supplier concentration, low and high: the number of owners of equal size that would be as
    concentrated; null: no upper end."""
    by_country: Mapping[str, Share]
    """Share of use by country of the ultimate owner, largest first; `?` where unknown."""
    concentrated: YesNoOpen
    """Whether the foreign concentration is above the framework's threshold."""
    foreign_majority: YesNoOpen
    """Whether the non-EU share is above the framework's threshold."""
    locked_in: YesNoOpen
    """Whether a service of high criticality cannot be substituted."""
    strategic: YesNoOpen
    """Whether the layer, or the whole profile, is a strategic dependency: `concentrated`, `foreign_majority` and
    `locked_in` all hold."""


class SinglePoint(ResultEntity):
    """A single point of failure: something without which two or more services do not work."""

    id: Line | None
    name: LocalText
    is_service: bool
    country: Country | None
    supply: Supply
    stops: tuple[LocalText, ...]
    """Services that stop without the single point of failure, in the order of the profile."""
    weight: Share
    """Share of all services that stop without the single point of failure, weighted by criticality; an unknown
    criticality counts as high."""


class Contradiction(ResultEntity):
    """An answer that the services on record contradict."""

    question: Slug
    rung: Level
    """The lowest possible rung of the answer."""
    highest_allowed: Level
    """The highest rung that the services on record allow."""
    is_certain: bool
    """Whether every rung still possible is contradicted; if not, only the higher ones are."""
    claims: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """Kind of service that, according to the answer, is not among the services of high criticality: foreign (under
    non-EU control), foreign-chain (non-EU parties could stop it) or hard-to-leave (complex exit or none)."""
    services: tuple[LocalText, ...]
    """Services on record that contradict the answer."""


class ProductReplacement(ResultEntity):
    """A product whose replacement alone keeps services from stopping."""

    product: LocalText
    saves: tuple[LocalText, ...]
    """Services on record that would keep working or only degrade, in the order of the profile."""


class DropOut(ResultEntity):
    """Effect of losing the country outside the EU/EEA whose owners control the largest share of use."""

    country: Country
    name: LocalText
    share: Share
    """Share of use whose ultimate owner is in the lost country."""
    fates: Mapping[Fate, int]
    """Number of services by fate."""
    best_replacement: ProductReplacement | None
    """Product whose replacement alone saves the most services; null where no single replacement saves a service."""


class Exposure(ResultEntity):
    """Exposure of the services on record."""

    catalogue: CatalogueSnapshot
    total: Concentration
    layers: tuple[Concentration, ...]
    """Layers with a service, in the order of the framework."""
    dependencies: tuple[DependencyResult, ...]
    """Services on record, most exposed first."""
    single_points: tuple[SinglePoint, ...]
    """Single points of failure, the largest share of services stopped first; no more than 200."""
    drop_out: DropOut | None = None
    """Effect of losing the country outside the EU/EEA whose owners control the largest share of use; null where no
    owner is in a country outside the EU/EEA."""
    contradictions: tuple[Contradiction, ...]

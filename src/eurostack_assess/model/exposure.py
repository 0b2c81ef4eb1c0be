"""How exposed the services in use are: the dependency part of a result.

Every share is an interval of 0 to 1: `low` as far as is known, `high` with everything unknown at its worst.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Confidence, Date, Level, Line, LocalText, ResultEntity, Share, Slug
from eurostack_assess.model.catalogue import AlternativeKind, Country, CountryGroup, Form, Supply
from eurostack_assess.model.profile import Criticality, Exit
from eurostack_assess.model.vocabulary import Fate

Risk = Literal["low", "moderate", "high", "critical"]
"""The class of a dependency, by the table of criticality and difficulty of leaving."""

Quadrant = Literal["routine", "leverage", "bottleneck", "strategic"]
"""Its quadrant in Kraljic's matrix (Harvard Business Review, September 1983)."""

UNKNOWN_COUNTRY = "?"
"""In place of the code of a country that is not known."""

YesNoOpen = Literal["yes", "no", "open"]
"""Open: it depends on what is not known."""


class Interval(ResultEntity):
    """A share that lies somewhere between two ends."""

    low: Share
    high: Share


class CatalogueSnapshot(ResultEntity):
    """The catalogue of products that was used, as far as a report needs it."""

    hash: str
    """SHA-256 of the catalogue's files."""
    checked_from: Date
    """Date on which the oldest row of the catalogue was checked."""
    checked_to: Date
    """Date on which the newest row of the catalogue was checked."""
    groups: Mapping[str, CountryGroup]
    """What counts as European, and on which day."""
    countries: Mapping[Country, LocalText]
    """Names of the countries in the result."""

    @model_validator(mode="after")
    def _check_groups(self) -> "CatalogueSnapshot":
        if "eu" not in self.groups:
            raise PydanticCustomError("no-group", "the group eu is missing")
        return self


class ReplacementOption(ResultEntity):
    """An alternative that the catalogue knows."""

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
    """1 for what the service needs itself, 2 for what that needs, and so on."""
    country: Country | None
    """Country from which the ultimate owner is controlled."""
    supply: Supply
    is_alternative: bool
    """Whether it is one of several alternatives, each of which is enough."""
    expansion: Literal["in_full", "before", "cut"]
    """Whether the needs are listed here: in_full; before: listed earlier in the chain; cut: left out because the chain
    is too long."""
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
    """Share of the service in the use or spend of its layer, as the profile gives it."""
    foreign: Interval
    """1 where the owner is outside the EU/EEA, 0 where not, 0 to 1 where that is unknown."""
    foreign_chain: Interval
    """1 where parties outside the EU/EEA could stop the service through its chain of suppliers (alternatives counted),
    0 where not, 0 to 1 where that is unknown."""
    rank_outside: Level | None
    """The chain rank at which the nearest party from outside stands; 1 for the supplier itself."""
    risk: Risk | None
    """Risk class of the dependency; null where the criticality or the exit is unknown."""
    quadrant: Quadrant | None
    """Quadrant in Kraljic's matrix; null where the criticality or the exit is unknown."""
    weight: Interval
    """Criticality times difficulty of leaving (easy a quarter, none 1) times `foreign`; used for the order only."""
    confidence: Confidence | None
    """How sure the catalogue's facts are; null where the profile gives them."""
    checked: Date | None
    """Day on which the catalogue's row was last looked up."""
    note: LocalText | None
    """Note from the catalogue that a reader must know."""
    chain: tuple[ChainLink, ...]
    alternatives: tuple[ReplacementOption, ...]
    """All alternatives that the catalogue knows, by name."""


class StagedExposure(ResultEntity):
    """Share of critical use that others control, now and after each step of leaving; it never rises."""

    at_once: Interval
    """All of it: what could be stopped or changed at once."""
    easy_left: Interval
    """What is left of it once everything easy to leave has been left."""
    medium_left: Interval
    """What is left of it once what takes medium effort has been left too."""
    complex_left: Interval
    """What is left of it once what is complex to leave has been left too: what cannot be replaced."""
    mean: Interval
    """The mean of the four."""


class Concentration(ResultEntity):
    """How exposed the services of a layer are, or of the whole profile."""

    layer: Slug | None
    """Id of the layer; null for the whole profile."""
    services: int
    shares: Literal["given", "partly", "equal"]
    """For which services the share of use is given: given for all, partly for some, equal for none; then every service
    counts the same."""
    exposed: StagedExposure | None
    """Share of critical use that is under non-EU control; null where nothing is critical."""
    exposed_chain: StagedExposure | None
    """Share of critical use that non-EU parties could stop, in the chain of suppliers too; null where nothing is
    critical."""
    non_eu: Interval
    """Share of use under non-EU control."""
    non_eu_chain: Interval
    """Share of use that non-EU parties could stop, in the chain of suppliers too."""
    hard_to_leave: Interval | None
    """Share of critical use whose exit is complex or impossible, whoever controls it."""
    foreign_concentration: Interval | None
    """Sum of the squared shares of non-EU countries within the non-EU part; null where there is no such part."""
    foreign_concentration_of_all: Interval
    """Sum of the squared shares of non-EU countries in all use; deprecated and not used, kept for one edition."""
    supplier_concentration: Interval
    """Herfindahl-Hirschman index: sum of the squared shares of ultimate owners."""
    effective_suppliers: tuple[float, float | None]
    """Inverse of the supplier concentration, low and high: the number of owners of equal size that would be as
    concentrated; null: no upper end."""
    by_country: Mapping[str, Share]
    """Share by country of the ultimate owner, largest first; `?` where unknown."""
    concentrated: YesNoOpen
    """Whether the foreign concentration is above the framework's threshold."""
    foreign_majority: YesNoOpen
    """Whether the non-EU share is above the framework's threshold."""
    locked_in: YesNoOpen
    """Whether a service of high criticality cannot be substituted."""
    strategic: YesNoOpen
    """Whether it is a strategic dependency: `concentrated`, `foreign_majority` and `locked_in` all hold."""


class SinglePoint(ResultEntity):
    """Something without which, by itself, two or more services do not work."""

    id: Line | None
    name: LocalText
    is_service: bool
    country: Country | None
    supply: Supply
    stops: tuple[LocalText, ...]
    """The services that need it, in the order of the profile."""
    weight: Share
    """Share of the services that need it in all services, weighted by criticality; an unknown criticality counts as
    high."""


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
    """What the answer says there is not among the important services."""
    services: tuple[LocalText, ...]
    """Services on record that contradict the answer."""


class ProductReplacement(ResultEntity):
    """A product whose replacement alone keeps services from stopping."""

    product: LocalText
    saves: tuple[LocalText, ...]
    """Services on record that would go on or only wear out, in the order of the profile."""


class DropOut(ResultEntity):
    """What becomes of the services when the country outside the EU/EEA that holds most ownership drops out."""

    country: Country
    name: LocalText
    share: Share
    """Share of use whose ultimate owner is in that country."""
    fates: Mapping[Fate, int]
    """Number of services by fate."""
    best_replacement: ProductReplacement | None
    """The single product whose replacement saves most services; null where no single one saves any."""


class Exposure(ResultEntity):
    """The result for the dependencies: how exposed the services on record are."""

    catalogue: CatalogueSnapshot
    total: Concentration
    layers: tuple[Concentration, ...]
    """Layers with a service, in the order of the framework."""
    dependencies: tuple[DependencyResult, ...]
    """Services on record, most exposed first."""
    single_points: tuple[SinglePoint, ...]
    """Single points of failure, the largest share of services stopped first; no more than 200."""
    drop_out: DropOut | None = None
    """What stops without the largest owners' country outside the EU/EEA; null where no owner is in such a country."""
    contradictions: tuple[Contradiction, ...]

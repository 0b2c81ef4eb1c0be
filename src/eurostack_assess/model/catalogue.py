"""The catalogue: general facts about products, such as suppliers, owners, underlying products, and alternatives.

The facts are about a product, not about its user; an entry of a profile overrides them. Every row states its confidence
and, if it was checked, the date of the last check; what is not known is left out, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Literal
from unicodedata import combining, normalize

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import LANGUAGE, Confidence, Date, Entity, Line, LocalText, Slug, TranslatableEntity
from eurostack_assess.model.question import Source

COUNTRY = r"^[A-Z]{2}$"
_REMARK = re.compile(r"\s*\([^()]*\)$")
_MARKS = re.compile(r"[.'’]")
Country = Annotated[str, StringConstraints(pattern=COUNTRY)]
"""Country as an ISO 3166-1 alpha-2 code; Norway is NO. EU means bodies of the Union."""

Supply = Literal["continuous", "once"]
"""Kind of supply. continuous: a service, which stops when its supplier does. once: hardware or installed software,
which keeps working without new deliveries, updates and repairs."""

Channel = Literal["resellers", "subsidiaries", "subsidiaries-and-resellers", "computer-makers", "device-makers"]
"""Channel through which a supplier sells its product in Europe, if it does not sell it directly."""

Form = Literal["european", "self-hosted", "caveat"]
"""Form in which an alternative makes its user independent. european: an offer under EU/EEA control. self-hosted: only
if it is run by the user or by a European host. caveat: with a reservation, which is in the note."""

AlternativeKind = Literal["company", "open-source", "public", "association", "programme"]

RequirementGroups = tuple[Annotated[tuple[Slug, ...], Field(min_length=1)], ...]
"""Needs of a product or service, as groups: every group is needed, and any member of a group is enough."""

EUROPEAN_GROUPS = ("eu", "eea")
"""The country groups whose control counts as European."""


class SourcedRow(Entity):
    """A row of the catalogue, with its confidence, the date of the last check, and its sources."""

    confidence: Confidence
    """Confidence of the facts in this row."""
    checked: Date | None = None
    """Date on which the row was last checked against a source; left out: not checked against a source."""
    sources: tuple[Source, ...] = ()
    """Sources of the facts in this row."""
    note: LocalText | None = None
    """Further information that a reader of this row needs."""


Fact = Literal["country", "owner", "operator", "operator_country", "runs_on"]

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d){0,2}$")]
"""A year, a month or a day: YYYY, YYYY-MM or YYYY-MM-DD."""


class Ownership(Entity):
    """Control by one owner during a period."""

    owner: LocalText
    """Name of the owner."""
    country: Country | None = None
    """Country from which control was exercised; left out: several, or not settled."""
    since: PartialDate | None = None
    """Year, month or day on which control began; left out: not known."""
    until: PartialDate | None = None
    """Year, month or day on which control ended; left out: control continues, or its end is not known."""
    confidence: Confidence
    """Confidence of owner, country and dates."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Sources of the owner and the dates."""

    @model_validator(mode="after")
    def _check_order(self) -> "Ownership":
        length = min(len(self.since or ""), len(self.until or ""))
        if (self.since or "")[:length] > (self.until or "")[:length]:
            raise PydanticCustomError("ends-before-it-begins", "this ends before it begins")
        return self


class ControlledRow(SourcedRow):
    """A row about a product or an owner, with the history of its ultimate owners."""

    confidence_of: Mapping[Fact, Confidence] = {}
    """Confidence of single facts, by fact, where it differs from the confidence of the row."""
    history: tuple[Ownership, ...] = ()
    """Successive ultimate owners, oldest first, as far as they were looked up."""


class Owner(ControlledRow):
    """An ultimate owner of suppliers."""

    name: Line
    """Name of the owner."""
    aliases: tuple[Line, ...] = ()
    """Other names of the owner, such as a brand."""
    country: Country | None = None
    """Country from which the owner is controlled; left out: not settled."""


def drop_remark(name: str) -> str:
    """A company's name without the remark in brackets at its end: (through resellers), (founders)."""
    return _REMARK.sub("", name)


class Supplier(ControlledRow):
    """One product and its supplier. Seller, owner, operator and the products it runs on are four different facts."""

    id: Slug
    """Stable id, never reused, by which profiles refer to the product."""
    product: LocalText
    """Name of the product."""
    aliases: tuple[Line, ...] = ()
    """Everyday names of the product, or of a part of it."""
    supplier: Line
    """Seller of the product to European customers."""
    sold_through: Channel | None = None
    """Channel through which the supplier sells the product; left out: directly."""
    country: Country | None = None
    """Country of the seller."""
    owner: Slug | None = None
    """Id of the supplier's ultimate owner; left out: unknown."""
    operator: Line | None = None
    """Organisation that runs the product day to day; left out: the supplier, or the customer for installed software and
    hardware."""
    operator_country: Country | None = None
    """Country of the organisation that runs the product; left out: as for the supplier."""
    category: Slug
    """Id of the product's category; the category determines the layer."""
    supply: Supply = "continuous"
    """Whether the product stops working when its supplier stops (continuous) or keeps working (once)."""
    runs_on: RequirementGroups | None = None
    """Products that this product runs on; empty: none that matters; left out: unknown."""
    alternatives: tuple[Slug, ...] = ()
    """Ids of European or open-source alternatives to this product."""


class Alternative(SourcedRow):
    """A European or open-source alternative."""

    id: Slug
    """Stable id of the alternative."""
    name: LocalText
    """Name of the alternative."""
    organisation: LocalText
    """Organisation that makes or offers the alternative."""
    country: Country | None = None
    """Country from which the maker is controlled; left out: an international community."""
    kind: AlternativeKind
    """Kind of maker (company, public, association or programme), or open-source."""
    category: Slug
    """Category of the products that the alternative can replace."""
    form: Form
    """Form in which the alternative makes its user independent: european, self-hosted, or caveat (with a reservation,
    which is in the note)."""


class Category(TranslatableEntity):
    """A kind of product."""

    layer: Slug
    """Layer of the Eurostack framework that the category belongs to."""


class CountryGroup(Entity):
    """Countries that share a legal position."""

    name: LocalText
    """Name of the group of countries."""
    members: tuple[Country, ...]
    """Countries of the group, as ISO 3166-1 alpha-2 codes."""
    date: Date
    """Date on which the list of members was correct."""
    source: Source
    """Where the list of members can be read."""


class SuppliersFile(Entity):
    """The file `suppliers.yaml`."""

    owners: Mapping[Slug, Owner]
    """Owners that ultimately control suppliers, by id."""
    suppliers: Annotated[tuple[Supplier, ...], Field(min_length=1)]
    """Products and their suppliers."""


class AlternativesFile(Entity):
    """The file `alternatives.yaml`."""

    alternatives: tuple[Alternative, ...]
    """European and open-source alternatives."""


class CategoriesFile(Entity):
    """The file `categories.yaml`."""

    categories: Mapping[Slug, Category]
    """Kinds of products, by id."""


class CountriesFile(Entity):
    """The file `countries.yaml`."""

    groups: Mapping[Literal["eu", "eea", "adequacy"], CountryGroup]
    """Country groups: eu, eea (EEA countries outside the EU) and adequacy (countries with an adequacy decision on
    personal data)."""
    countries: Mapping[
        Country, Annotated[Mapping[Annotated[str, StringConstraints(pattern=LANGUAGE)], Line], Field(min_length=1)]
    ]
    """Names of countries, by ISO 3166-1 alpha-2 code and language."""
    aliases: Mapping[Country, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Other names that people and registers use for a country: its three-letter code first, then words in any
    language."""


class Catalogue(Entity):
    """The catalogue of products, indexed for lookups."""

    hash: str
    """SHA-256 of the catalogue's files."""
    owners: Mapping[str, Owner]
    suppliers: Mapping[str, Supplier]
    alternatives: Mapping[str, Alternative]
    categories: Mapping[str, Category]
    groups: Mapping[str, CountryGroup]
    countries: Mapping[str, Mapping[str, str]]
    country_aliases: Mapping[str, tuple[str, ...]] = {}
    check_date_range: tuple[date, date]
    """Dates of the oldest and the newest check of a row."""

    def find_country(self, word: str) -> str | None:
        """The code of the country that a word names: by its code of two or three letters, a name or an alias.

        Capitals, accents, points and a leading "the" make no difference, nor does the prefix of the European Banking
        Authority's codes (`eba_GA:IE`). None where it names no country.
        """
        return self._codes_by_country_name.get(fold_country_name(word))

    @cached_property
    def _codes_by_country_name(self) -> Mapping[str, str]:
        return {
            fold_country_name(name): code
            for code, names in self.countries.items()
            for name in (code, *names.values(), *self.country_aliases.get(code, ()))
        }

    @cached_property
    def european_countries(self) -> frozenset[str]:
        """Countries whose control counts as European: EU and EEA, and the Union itself."""
        return frozenset({"EU"}.union(*(self.groups[key].members for key in EUROPEAN_GROUPS)))

    def layer_of(self, category: str | None) -> str | None:
        """The layer of a category; None for one that the catalogue does not have."""
        found = self.categories.get(category or "")
        return found.layer if found else None

    def country(self, code: str) -> LocalText:
        """A country's name in every language."""
        return LocalText(dict(self.countries[code]))

    def find(self, words: str, limit: int) -> tuple[Supplier, ...]:
        """Products whose id, name, alias, supplier or owner holds all these words, best first.

        First come those that are called so, then those whose name or alias begins with what was typed, then those that
        have it in their name; then by name.
        """
        wanted = " ".join(words.casefold().split())
        matches = []
        for row in self.suppliers.values():
            owner = self.owners.get(row.owner or "")
            names = [name.casefold() for name in (*row.product.root.values(), *row.aliases)]
            text = " ".join([*names, row.id, row.supplier.casefold(), owner.name.casefold() if owner else ""])
            if wanted and all(word in text for word in wanted.split()):
                matches.append((_rank_match(wanted, names), names[0], row))
        return tuple(row for _, _, row in sorted(matches, key=lambda ranked_row: ranked_row[:2])[:limit])


def _rank_match(wanted: str, names: Sequence[str]) -> int:
    """How well names fit what is looked for: 0 is one of them, 3 fits none."""
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else 3


def fold_country_name(name: str) -> str:
    """What two ways of writing the name of a country have in common."""
    name = name.strip().casefold().removeprefix("eba_ga:")
    letters = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    words = _MARKS.sub("", letters).replace(",", " ").replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)

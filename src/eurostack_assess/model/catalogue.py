"""What is known of products in general: who supplies and owns them, what they run on, what there is instead.

Facts about a product, not about its user: a profile may say otherwise, and its own entry wins. Every row says how sure
it is and when it was last checked; what is not known is left out, never guessed.
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
"""ISO 3166-1 alpha-2 code; Norway is NO. EU stands for bodies of the Union."""

Supply = Literal["continuous", "once"]
"""Continuous: a service, which stops when its supplier does. Once: hardware or installed software, which goes on
working without new deliveries, updates and repairs."""

Form = Literal["european", "self-hosted", "caveat"]
"""In what form an alternative makes one independent: as an offer under EU/EEA control, only when run by oneself or by a
European host, or with a reservation that its note tells."""

AlternativeKind = Literal["company", "open-source", "public", "association", "programme"]

RequirementGroups = tuple[Annotated[tuple[Slug, ...], Field(min_length=1)], ...]
"""What something needs: all groups, and of each group any member."""

EUROPEAN_GROUPS = ("eu", "eea")
"""The country groups whose control counts as European."""


class SourcedRow(Entity):
    """A row of the catalogue: how sure, when last checked, from what."""

    confidence: Confidence
    """How sure the facts in this row are."""
    checked: Date | None = None
    """Date on which the row was last looked up; left out: nobody looked it up."""
    sources: tuple[Source, ...] = ()
    """Sources of the facts in this row."""
    note: LocalText | None = None
    """What else a reader must know about this row."""


Fact = Literal["country", "owner", "operator", "operator_country", "runs_on"]

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d){0,2}$")]
"""A year, a month or a day."""


class Ownership(Entity):
    """Who controlled something for a time."""

    owner: LocalText
    """Who had control."""
    country: Country | None = None
    """Country from which control was exercised; left out: several, or not settled."""
    since: PartialDate | None = None
    """Year, month or day on which control began; left out: not known."""
    until: PartialDate | None = None
    """Year, month or day on which control ended; left out: control goes on, or not known."""
    confidence: Confidence
    """How sure owner, country and times are."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Sources of owner and times."""

    @model_validator(mode="after")
    def _check_order(self) -> "Ownership":
        length = min(len(self.since or ""), len(self.until or ""))
        if (self.since or "")[:length] > (self.until or "")[:length]:
            raise PydanticCustomError("ends-before-it-begins", "this ends before it begins")
        return self


class ControlledRow(SourcedRow):
    """A row about something that somebody controls: now, and before."""

    confidence_of: Mapping[Fact, Confidence] = {}
    """How sure single facts are of which that differs from the row."""
    history: tuple[Ownership, ...] = ()
    """Owners in the end one after the other, oldest first, as far as looked up."""


class Owner(ControlledRow):
    """Who controls suppliers in the end."""

    name: Line
    """Name of the owner."""
    aliases: tuple[Line, ...] = ()
    """What else people call the owner, such as by a brand."""
    country: Country | None = None
    """Country from which the owner is controlled; left out: not settled."""


def drop_remark(name: str) -> str:
    """A company's name without the remark in brackets at its end: (through resellers), (founders)."""
    return _REMARK.sub("", name)


class Supplier(ControlledRow):
    """One product and its supplier. Seller, owner, operator and what it runs on are four different facts."""

    id: Slug
    """Stable key, never reused: profiles refer to it."""
    product: LocalText
    """What is in use."""
    aliases: tuple[Line, ...] = ()
    """What people call it, or a part of it, in everyday speech."""
    supplier: Line
    """Who sells it to a European customer."""
    country: Country | None = None
    """The seller's country."""
    owner: Slug | None = None
    """Id of who controls the supplier in the end; left out: unknown."""
    operator: Line | None = None
    """Who runs the product day by day; left out: the supplier, or the customer for installed software and hardware."""
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
    """A European or open-source option."""

    id: Slug
    """Stable key."""
    name: LocalText
    """Name of the alternative."""
    organisation: LocalText
    """Who makes or offers it."""
    country: Country | None = None
    """Country from which the maker is controlled; left out: an international community."""
    kind: AlternativeKind
    """What its maker is, or that it is open source."""
    category: Slug
    """Category of the products that it can replace."""
    form: Form
    """In what form it makes one independent."""


class Category(TranslatableEntity):
    """A kind of product."""

    layer: Slug
    """The layer of the Eurostack framework that it belongs to."""


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
    """European and open-source options."""


class CategoriesFile(Entity):
    """The file `categories.yaml`."""

    categories: Mapping[Slug, Category]
    """Kinds of products, by id."""


class CountriesFile(Entity):
    """The file `countries.yaml`."""

    groups: Mapping[Literal["eu", "eea", "adequacy"], CountryGroup]
    """EU; EEA beyond the EU; countries with an adequacy decision on personal data."""
    countries: Mapping[
        Country, Annotated[Mapping[Annotated[str, StringConstraints(pattern=LANGUAGE)], Line], Field(min_length=1)]
    ]
    """Names by ISO 3166-1 alpha-2 code and language."""
    aliases: Mapping[Country, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """What else people and registers call a country: its code of three letters first, then words of any language."""


class Catalogue(Entity):
    """All that is known of products, ready to look up."""

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
    """The days of the oldest and the newest check of a row."""

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

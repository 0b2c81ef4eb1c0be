"""A scenario: what is assumed to be lost or to change owner, from the command line or a file with its sources."""

import re
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Line, LocalText, Slug
from eurostack_assess.model.catalogue import COUNTRY, Country
from eurostack_assess.model.question import Sources


class Selector(Entity):
    """Selection of products: a product must match every key given; `US` or `microsoft-365` is a short form."""

    id: Line | None = None
    """A product, an owner or a service, by its id or its name."""
    country: Country | None = None
    """Products that fall under the law of this country through their seller, owner or operator."""
    category: Slug | None = None
    """Products of this category."""

    @model_validator(mode="before")
    @classmethod
    def _accept_short_form(cls, value: object) -> object:
        if isinstance(value, str):
            return {"country": value} if re.fullmatch(COUNTRY.strip("^$"), value) else {"id": value}
        return value

    @model_validator(mode="after")
    def _check_not_empty(self) -> "Selector":
        if self.id is None and self.country is None and self.category is None:
            raise PydanticCustomError("selects-nothing", "name an id, a country or a category")
        return self


class Takeover(Selector):
    """Selection of products that change owner before the outage."""

    to: Country
    """Country of the new owner."""


class Scenario(Entity):
    """A named outage scenario, with the events that it is based on."""

    scenario: Slug
    """Id of the scenario, which is also the name of its file."""
    name: LocalText
    """Name of the scenario, as readers see it."""
    story: LocalText
    """Events elsewhere that the scenario is based on, and the outage that it assumes."""
    disputed: LocalText | None = None
    """Aspects of the scenario that are disputed or not settled."""
    takeover: tuple[Takeover, ...] = ()
    """Products that change owner before the outage."""
    without: Annotated[tuple[Selector, ...], Field(min_length=1)]
    """Products that are lost; any takeover takes effect first."""
    sources: Sources = ()
    """Sources on the events behind the scenario."""

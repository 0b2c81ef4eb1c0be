"""What is imagined to drop out, or to change hands: in words on the command line, or as a file with its sources."""

import re
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Line, LocalText, Slug
from eurostack_assess.model.catalogue import COUNTRY, Country
from eurostack_assess.model.question import Sources


class Selector(Entity):
    """Which products: all that is given here must hold. Written `US`, `microsoft-365`, or in full."""

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
    """Products that change owner before the outage."""

    to: Country
    """The new owner's country."""


class Scenario(Entity):
    """A named what-if, with the events that it comes from."""

    scenario: Slug
    """Id of the scenario; the file's name."""
    name: LocalText
    """Name of the scenario for readers."""
    story: LocalText
    """What happened elsewhere, and what is imagined here."""
    disputed: LocalText | None = None
    """What is not settled about the scenario."""
    takeover: tuple[Takeover, ...] = ()
    """Products that change owner before the outage."""
    without: Annotated[tuple[Selector, ...], Field(min_length=1)]
    """Products that drop out, after any takeover."""
    sources: Sources = ()
    """Where the events behind the scenario can be read."""

"""A reference population: how often each rung was answered, for estimating the open answers of similar profiles."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PositiveInt

from eurostack_assess.model.base import Date, Entity, Line, LocalText, Slug
from eurostack_assess.model.vocabulary import Kind

RungCounts = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=2)]
"""Number of organisations that answered each rung exactly, lowest rung first."""


class Prior(Entity):
    """Number of answers per rung in a reference population, written by `benchmark --prior-out` for `score --prior`."""

    framework: Slug
    """Id of the framework whose questions were answered."""
    edition: Line
    """Edition of the framework."""
    kind: Kind
    """Kind of the members of the population: organisation or region."""
    population: LocalText
    """Name of the population."""
    size: PositiveInt
    """Number of members of the population."""
    date: Date
    """Date of the answers, or date on which the answers were counted."""
    counts: Mapping[Slug, RungCounts]
    """Number of exact answers per rung, by question id; the rungs of a question that is left out are taken as equally
    likely."""

    @property
    def odds(self) -> Mapping[str, tuple[int, ...]]:
        """By question the odds of each rung: one more than its count, so that none is held impossible."""
        return {question: tuple(count + 1 for count in counts) for question, counts in self.counts.items()}

"""How often each rung was answered in a population: what open answers may be expected to be, by its likes."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PositiveInt

from eurostack_assess.model.base import Date, Entity, Line, LocalText, Slug
from eurostack_assess.model.vocabulary import Kind

RungCounts = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=2)]
"""By rung, lowest first, how many organisations answered it exactly."""


class Prior(Entity):
    """Answers of a population, rung by rung; written by `benchmark --prior-out`, read by `score --prior`."""

    framework: Slug
    """Id of the framework whose questions were answered."""
    edition: Line
    """Edition of the framework."""
    kind: Kind
    """What the members of the population are."""
    population: LocalText
    """Which population it is."""
    size: PositiveInt
    """How many members it has."""
    date: Date
    """Date of the answers, or on which they were counted."""
    counts: Mapping[Slug, RungCounts]
    """Counts by question; a question that is left out has every rung alike."""

    @property
    def odds(self) -> Mapping[str, tuple[int, ...]]:
        """By question the odds of each rung: one more than its count, so that none is held impossible."""
        return {question: tuple(count + 1 for count in counts) for question, counts in self.counts.items()}

"""The same answers read by the objectives of another instrument: derived from our questions, and indicative."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Level, LocalText, Score, Share, Slug, Weight
from eurostack_assess.model.framework import Reference, Source


class ObjectiveResult(Entity):
    """One objective, read from the questions that touch it. Units as in `assessment`."""

    id: Reference
    name: LocalText
    factors: int
    """What the instrument says it looks at; 1 for an objective of which it says nothing more."""
    factors_asked: int
    """How many of those at least one question put to this profile touches."""
    questions: tuple[Slug, ...]
    """Those questions, as far as they count in a score."""
    score: Score | None
    """Weighted mean over the answered ones; null where there are none."""
    low: Score | None
    high: Score | None
    coverage: Share | None
    level: Level | None
    """The lowest level of any answered one; whether a question gates in its own layer plays no part."""
    level_low: Level | None
    """The same with open questions at their lowest rung."""
    binding: tuple[Slug, ...]
    """The questions that are at that level; none at the highest."""


class ViewEdition(Entity):
    """What the weights of one edition of the instrument make of the objectives."""

    id: Slug
    name: LocalText
    weights: Mapping[Reference, Weight]
    """Of each objective, as the edition gives them."""
    levels: tuple[LocalText, ...]
    """What it calls the levels; none where it has no names of its own."""
    score: Score | None
    low: Score | None
    high: Score | None
    coverage: Share | None
    pull: Mapping[Reference, Annotated[float, Field(ge=-100, le=100)]]
    """By objective: how many points its weight here moves the score from that of the first edition told."""
    sources: tuple[Source, ...]


class ViewResult(Entity):
    """A profile by the objectives of one instrument."""

    instrument: Slug
    name: LocalText
    objectives: tuple[ObjectiveResult, ...]
    level: Level | None
    """The lowest of the objectives' levels."""
    level_low: Level | None
    weakest: tuple[Reference, ...]
    """The objectives at that level."""
    editions: tuple[ViewEdition, ...]
    """Those asked for; none of an instrument that weighs nothing."""
    sources: tuple[Source, ...]
    """Of the instrument itself."""

    @model_validator(mode="after")
    def _fits_together(self) -> "ViewResult":
        """A result comes from a file too, and a file may have been changed by hand."""
        ids = [one.id for one in self.objectives]
        known = {*ids}
        levels = [level for level in (self.level, self.level_low) if level is not None]
        fits = len(known) == len(ids) and {*self.weakest} <= known
        for one in self.editions:
            fits = fits and {*one.weights} == known and {*one.pull} <= known
            fits = fits and (not one.levels or all(level < len(one.levels) for level in levels))
        if not fits:
            raise PydanticCustomError("view-damaged", "a view does not fit its objectives")
        return self

    def objective(self, objective_id: str) -> ObjectiveResult:
        """An objective by id."""
        return next(one for one in self.objectives if one.id == objective_id)

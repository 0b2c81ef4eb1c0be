"""A view: the same answers scored by another instrument's objectives; derived from our questions, indicative only."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import LocalText, Slug, Weight
from eurostack_assess.model.framework import Reference
from eurostack_assess.model.question import Source
from eurostack_assess.model.scores import LeveledScore, RangedLevel, RangedScore


class ObjectiveResult(LeveledScore):
    """One objective of another instrument, scored from the questions that cover it."""

    id: Reference
    name: LocalText
    factors: int
    """Number of factors that the instrument lists for the objective; 1 where it lists none."""
    factors_asked: int
    """Number of factors touched by at least one question that was put to this profile."""
    questions: tuple[Slug, ...]
    """Questions that cover the objective and count in a score."""

    binding: tuple[Slug, ...]
    """Questions that limit the objective to its level; empty at the highest level."""


class ViewEdition(RangedScore):
    """Score over all objectives with the weights of one edition of an instrument."""

    id: Slug
    name: LocalText
    weights: Mapping[Reference, Weight]
    """Weight of each objective in the edition, by objective id."""
    levels: tuple[LocalText, ...]
    """Names that the edition gives to the levels; empty where it has none of its own."""
    weight_effects: Mapping[Reference, Annotated[float, Field(ge=-100, le=100)]]
    """Difference in points that an objective's weight in this edition makes to the score, compared with the first
    edition listed; by objective id."""
    sources: tuple[Source, ...]


class ViewResult(RangedLevel):
    """Result of scoring a profile by one instrument's objectives; its level is the lowest among the objectives."""

    instrument: Slug
    name: LocalText
    objectives: tuple[ObjectiveResult, ...]
    weakest: tuple[Reference, ...]
    """Objectives at the lowest level."""
    editions: tuple[ViewEdition, ...]
    """Scores with the weights of the editions requested; empty for an instrument without weights."""
    sources: tuple[Source, ...]
    """Sources of the instrument."""

    @model_validator(mode="after")
    def _check_consistency(self) -> "ViewResult":
        """A result comes from a file too, and a file may have been changed by hand."""
        ids = [objective.id for objective in self.objectives]
        known = {*ids}
        levels = [*self.known_levels]
        fits = len(known) == len(ids) and {*self.weakest} <= known
        for edition in self.editions:
            fits = fits and {*edition.weights} == known and {*edition.weight_effects} <= known
            fits = fits and (not edition.levels or all(level < len(edition.levels) for level in levels))
        if not fits:
            raise PydanticCustomError("view-damaged", "a view does not fit its objectives")
        return self

    def objective(self, objective_id: str) -> ObjectiveResult:
        """An objective by id."""
        return next(objective for objective in self.objectives if objective.id == objective_id)

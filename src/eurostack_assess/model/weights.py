"""Weights of one's own, beside those of the framework: a file of its own."""

from collections.abc import Mapping

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Line, LocalText, Slug, Weight


class Weights(Entity):
    """Other weights for some layers and questions; what is not named keeps the framework's."""

    name: LocalText
    """Whose weights they are, or for whom."""
    source: Line | None = None
    """Why these: a decision, a report."""
    layers: Mapping[Slug, Weight] = {}
    """Relative between layers."""
    questions: Mapping[Slug, Weight] = {}
    """Relative within their layer."""

    @model_validator(mode="after")
    def _weighs_something(self) -> "Weights":
        if not self.layers and not self.questions:
            raise PydanticCustomError("no-weights", "no weights for any layer or question")
        return self

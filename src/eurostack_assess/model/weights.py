"""Custom weights, in a file of their own, for use next to the framework's weights."""

from collections.abc import Mapping

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Line, LocalText, Slug, Weight


class Weights(Entity):
    """Custom weights for some layers and questions; the others keep the framework's weights."""

    name: LocalText
    """Name of the weights: who chose them, or for whom they are meant."""
    source: Line | None = None
    """Source of the weights, such as a decision or a report."""
    layers: Mapping[Slug, Weight] = {}
    """Weights of layers, by layer id, relative to the other layers."""
    questions: Mapping[Slug, Weight] = {}
    """Weights of questions, by question id, relative to the other questions of their layer."""

    @model_validator(mode="after")
    def _check_not_empty(self) -> "Weights":
        if not self.layers and not self.questions:
            raise PydanticCustomError("no-weights", "no weights for any layer or question")
        return self

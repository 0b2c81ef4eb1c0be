"""Custom weights, beside those of the framework: a file of its own."""

from collections.abc import Mapping

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity, Line, LocalText, Slug, Weight


class Weights(Entity):
    """Custom weights for some layers and questions; the others keep the framework's weights."""

    name: LocalText
    """Whose weights they are, or for whom."""
    source: Line | None = None
    """Source of the weights: a decision, a report."""
    layers: Mapping[Slug, Weight] = {}
    """Weights of layers by layer id, relative between layers."""
    questions: Mapping[Slug, Weight] = {}
    """Weights of questions by question id, relative within their layer."""

    @model_validator(mode="after")
    def _check_not_empty(self) -> "Weights":
        if not self.layers and not self.questions:
            raise PydanticCustomError("no-weights", "no weights for any layer or question")
        return self

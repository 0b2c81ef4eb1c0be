"""The item analysis of a layer: whether its questions belong together, in a table of many organisations."""

from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.base import ResultEntity, Share, Slug

ScaleStrength = Literal["none", "weak", "medium", "strong"]
"""Strength of a layer's questions as one scale, by Loevinger's H: none (below 0.3), weak (below 0.4), medium (below
0.5) or strong."""

Coefficient = Annotated[float, Field(le=1)]
"""A coefficient of at most 1; below 0 where questions vary in opposite directions."""

Count = Annotated[int, Field(ge=0)]


class QuestionItems(ResultEntity):
    """Item analysis of one question, relative to the other questions of its layer."""

    question: Slug
    item_rest: Annotated[float, Field(ge=-1, le=1)] | None
    """Pearson's correlation of the question with the sum of the other questions of its layer, -1 to 1; null where
    either does not vary."""
    scalability: Coefficient | None
    """Loevinger's H of the question, at most 1; null where the question or the other questions do not vary."""
    is_flagged: bool
    """Whether `scalability` is below 0.3, so that the question does not fit the other questions of its layer."""
    group_means: tuple[Share, ...]
    """Mean value of the question, 0 to 1, in groups of organisations with similar sums of the other questions, lowest
    sum first."""
    falls: Count
    """Number of times that `group_means` falls by more than 0.03 from one group to the next."""


class LayerItems(ResultEntity):
    """Item analysis of the questions of one layer."""

    layer: Slug
    rows: Count
    """Number of organisations that answered every question of the layer exactly."""
    alpha: Coefficient | None
    """Cronbach's alpha, at most 1; null with too few organisations or questions, or where nothing varies."""
    scalability: Coefficient | None
    """Loevinger's H of the layer, at most 1; null with too few organisations or questions, or where nothing varies."""
    strength: ScaleStrength | None
    questions: tuple[QuestionItems, ...]
    """Questions of the layer in their order; empty with too few organisations or questions."""

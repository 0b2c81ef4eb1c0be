"""Whether the questions of a layer belong together, in a table of many organisations."""

from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.base import ResultEntity, Share, Slug

ScaleStrength = Literal["none", "weak", "medium", "strong"]
"""What Loevinger's H of a layer says of its questions as one scale."""

Coefficient = Annotated[float, Field(le=1)]
"""At most 1; below 0 where questions go against each other."""

Count = Annotated[int, Field(ge=0)]


class QuestionItems(ResultEntity):
    """One question among the others of its layer."""

    question: Slug
    item_rest: Annotated[float, Field(ge=-1, le=1)] | None
    """Pearson's correlation of the question with the sum of the others; null where one of both does not vary."""
    scalability: Coefficient | None
    """Loevinger's H of the question; null where it does not vary."""
    is_flagged: bool
    """Whether the scalability is below 0.3: the question does not go with the others."""
    group_means: tuple[Share, ...]
    """Mean value of the question in groups of like sums of the others, lowest sum first."""
    falls: Count
    """How often that mean falls by more than 0.03 from one group to the next."""


class LayerItems(ResultEntity):
    """The questions of one layer."""

    layer: Slug
    rows: Count
    """Number of organisations that answered every question of the layer exactly."""
    alpha: Coefficient | None
    """Cronbach's alpha; null with too few organisations, or where nothing varies."""
    scalability: Coefficient | None
    """Loevinger's H of the layer; null with too few organisations, or where nothing varies."""
    strength: ScaleStrength | None
    questions: tuple[QuestionItems, ...]
    """Questions of the layer in their order; none with too few organisations."""

"""What a layer's verdict would be otherwise: without unsure answers, and under other assumptions of the method."""

from typing import Literal

from pydantic import PositiveInt

from eurostack_assess.model.base import ResultEntity, Score, Share, Slug
from eurostack_assess.model.vocabulary import Certainty, FindingVerdict, Verdict

AssumptionKind = Literal[
    "strong_up",
    "strong_down",
    "attention_up",
    "attention_down",
    "geometric",
    "convex",
    "concave",
    "without_question",
    "unsure_open",
    "unsure_one_rung_off",
]
"""What is changed: a threshold by 5 points, the arithmetic mean into a geometric one, equal steps between rungs into
growing (convex) or shrinking (concave) ones, one question left out, or the answers that nobody is sure of."""

Effect = Literal["holds", "reversed", "loosened", "settled"]
"""What a change does to the verdict: nothing, another certain verdict, none any more, or one where there was none."""


class RecomputedResult(ResultEntity):
    """A layer's result from changed answers."""

    low: Score | None
    high: Score | None
    coverage: Share | None
    verdict: Verdict
    certainty: Certainty | None
    leading: FindingVerdict | None


class Doubt(ResultEntity):
    """What a layer's verdict is without the answers that nobody is sure of: common knowledge, or uncertain."""

    answers: PositiveInt
    """How many answers of the layer that count are unsure."""
    without: RecomputedResult
    """Result with the unsure answers as don't know."""
    one_rung_off: RecomputedResult
    """Result with one rung more possible on either side of each unsure answer."""
    rests_on_them: bool
    """Whether a verdict that is certain or likely is another, or none, without them."""


class Variation(ResultEntity):
    """One assumption of the method changed, all others kept."""

    assumption: AssumptionKind
    question: Slug | None
    """The question that is left out; null for every other change."""
    verdict: Verdict
    effect: Effect


class Sensitivity(ResultEntity):
    """How a layer's verdict fares as one assumption after the other is changed."""

    holds: int
    """Under how many of the variations the verdict stays."""
    variations: tuple[Variation, ...]

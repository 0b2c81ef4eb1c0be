"""The verdict of a layer when its unsure answers are left out, and under other assumptions of the method."""

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
"""Assumption that is changed: a threshold (moved by 5 points), the arithmetic mean (replaced by a geometric one), equal
steps between rungs (growing if convex, shrinking if concave), one question (left out), or the unsure answers (taken as
don't know or as one rung off)."""

Effect = Literal["holds", "reversed", "loosened", "settled"]
"""Effect of a changed assumption on the verdict. holds: the verdict stays the same. reversed: another verdict is
certain. loosened: no verdict is certain any more. settled: a verdict is certain where none was."""


class RecomputedResult(ResultEntity):
    """Result of a layer after some of its answers were changed."""

    low: Score | None
    high: Score | None
    coverage: Share | None
    verdict: Verdict
    certainty: Certainty | None
    leading: FindingVerdict | None


class Doubt(ResultEntity):
    """Test of a layer's verdict without its unsure answers, whose confidence is common knowledge or uncertain."""

    answers: PositiveInt
    """Number of unsure answers that count in the layer."""
    without: RecomputedResult
    """Result if every unsure answer were don't know."""
    one_rung_off: RecomputedResult
    """Result if one more rung were possible on either side of each unsure answer."""
    rests_on_them: bool
    """Whether the certain or likely verdict would change or disappear without the unsure answers."""


class Variation(ResultEntity):
    """Verdict on a layer with one assumption of the method changed and all others kept."""

    assumption: AssumptionKind
    question: Slug | None
    """Id of the question that is left out; null for every other assumption."""
    verdict: Verdict
    effect: Effect


class Sensitivity(ResultEntity):
    """Sensitivity analysis of a layer's verdict: each assumption of the method is changed in turn."""

    holds: int
    """Number of variations in which the verdict stays the same."""
    variations: tuple[Variation, ...]

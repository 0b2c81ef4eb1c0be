"""A gate: conditions that a result must meet, for a pipeline or a tender."""

from typing import Literal, get_args

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Level, Line, LocalText, ResultEntity, Slug
from eurostack_assess.model.vocabulary import Kind

Measure = Literal["score", "low", "level", "unknown"]
"""Score in points of 0 to 100; low end of its range; lowest possible level; share of the uncertainty that is left, 0 to
1."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

BASELINE_MEASURES: tuple[Measure, ...] = ("score", "level", "unknown")
"""What must not be worse than in a baseline."""

Outcome = Literal["met", "not_met", "tolerated"]
"""Tolerated: not met, but no worse than in the baseline, where it was not met either; or below the baseline only by
answers that say more of what was open there."""


class SuggestedFix(ResultEntity):
    """The one change that brings a condition that is not met closest to being met."""

    question: Slug
    ask: LocalText
    change: Literal["lift", "find_out", "answer", "restore", "recover"]
    """Kind of change: lift the answer to the rung; find out whether that rung is reached, as it may be; answer an open
    question; restore the baseline's higher answer; recover an answer that was known in the baseline."""
    rung: Level | None
    """The rung that the change is about; null: any answer."""
    rung_text: LocalText | None
    """Text of that rung; null: any answer."""
    value_after: float
    """Value of the measure after the change: score 0 to 100, level, or share unknown 0 to 1."""
    is_sufficient: bool
    """Whether the change alone meets the condition."""
    further_questions: tuple[Slug, ...] = ()
    """Only for a level: further questions that must rise before the condition is met."""


class Condition(ResultEntity):
    """One condition of the gate, with its outcome."""

    id: Line
    """Stable: what is measured, where, and whether against a limit or against the baseline."""
    measure: Measure
    layer: Slug | None
    """Id of the layer; null: the whole stack."""
    layer_name: LocalText | None
    reference: Literal["limit", "baseline"]
    """What the result is compared with: a limit or the baseline."""
    required: float
    """Required value: at least this score or level, at most this share unknown; against a baseline, the baseline's
    value."""
    actual: float | None
    """Measured value; null where nothing was answered."""
    outcome: Outcome
    suggested_fix: SuggestedFix | None
    """The change that does most to meet the condition; null where it is met, or where no single change helps."""


class Gate(ResultEntity):
    """All conditions of one profile."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    name: str
    kind: Kind
    framework: Slug
    edition: Line
    passed: bool
    conditions: tuple[Condition, ...]

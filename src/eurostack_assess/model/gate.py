"""The quality gate: conditions that a result must meet, for a pipeline or a tender."""

from typing import Literal, get_args

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Level, Line, LocalText, ResultEntity, Slug
from eurostack_assess.model.vocabulary import Kind

Measure = Literal["score", "low", "level", "unknown"]
"""Measure that a condition is about. score: 0 to 100. low: low end of the score range, 0 to 100. level: lowest possible
level. unknown: share of the uncertainty that is left, 0 to 1."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

BASELINE_MEASURES: tuple[Measure, ...] = ("score", "level", "unknown")
"""Measures that must not be worse than in a baseline."""

Outcome = Literal["met", "not_met", "tolerated"]
"""Outcome of a condition. tolerated: not met, but either not met in the baseline and now no worse, or below the
baseline only because answers that were open or partial in the baseline are now known more exactly."""


class SuggestedFix(ResultEntity):
    """The single change that brings a condition that is not met closest to being met."""

    question: Slug
    ask: LocalText
    change: Literal["lift", "find_out", "answer", "restore", "recover"]
    """Kind of change. lift: raise the answer to the rung. find_out: find out whether the rung, which is possible, is
    reached. answer: give an exact answer to an open or partial question. restore: restore the baseline's higher answer.
    recover: recover an answer that was known in the baseline."""
    rung: Level | None
    """Rung that the change is about, counted from 0; null: any answer."""
    rung_text: LocalText | None
    """Text of the rung that the change is about; null: any answer."""
    value_after: float
    """Value of the measure after the change: score 0 to 100, level, or share unknown 0 to 1."""
    is_sufficient: bool
    """Whether the change alone meets the condition."""
    further_questions: tuple[Slug, ...] = ()
    """Further questions that must be raised before a condition on the level is met; empty for other measures."""


class Condition(ResultEntity):
    """One condition of a quality gate, with its outcome."""

    id: Line
    """Stable id: measure, layer (or `stack`) and reference (limit or baseline), joined by hyphens."""
    measure: Measure
    layer: Slug | None
    """Id of the layer; null: the whole stack."""
    layer_name: LocalText | None
    reference: Literal["limit", "baseline"]
    """Reference that the result is compared with: a limit or the baseline."""
    required: float
    """Required value: at least this score or level, at most this share unknown; against a baseline, the baseline's
    value."""
    actual: float | None
    """Measured value; null where nothing was answered."""
    outcome: Outcome
    suggested_fix: SuggestedFix | None
    """Single change that brings the condition closest to being met; null where the condition is met, or where no single
    change helps."""


class Gate(ResultEntity):
    """Result of a quality gate for one profile: all conditions with their outcomes."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    name: str
    kind: Kind
    framework: Slug
    edition: Line
    passed: bool
    conditions: tuple[Condition, ...]

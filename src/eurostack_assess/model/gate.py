"""A gate: conditions that a result must meet, for a pipeline or a tender."""

from typing import Literal

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import Entity, Kind, Level, Line, LocalText, Slug

Measure = Literal["score", "level", "unknown"]
"""Score in points of 0 to 100; level; share of the weight without an answer, 0 to 1."""

Outcome = Literal["met", "not_met", "tolerated"]
"""Tolerated: not met, but no worse than in the baseline, where it was not met either; or below the baseline only by
answers to what was open there."""


class Mend(Entity):
    """The one change that does most for a condition that is not met."""

    question: Slug
    ask: LocalText
    change: Literal["lift", "answer", "restore", "recover"]
    """Lift an answer; give one; bring one back to what it was in the baseline; or give again what was known there."""
    rung: Level | None
    """Where to lift it to, and what that says; null: any answer."""
    rung_text: LocalText | None
    reaches: float
    """What is measured after that change."""
    enough: bool
    """Whether that alone meets the condition."""
    also: tuple[Slug, ...] = ()
    """Of a level: the other questions that must rise before it is met."""


class Condition(Entity):
    """One thing required, and how it stands."""

    id: Line
    """Stable: what is measured, where, and whether against a limit or against the baseline."""
    measure: Measure
    layer: Slug | None
    """Null: the whole stack."""
    layer_name: LocalText | None
    against: Literal["limit", "baseline"]
    required: float
    """At least this score or level, at most this share unknown; of a baseline what it was there."""
    actual: float | None
    """Null where nothing was answered."""
    outcome: Outcome
    mend: Mend | None
    """Null where the condition is met, or no single change brings it nearer."""


class Gate(Entity):
    """All conditions of one profile."""

    schema_version: Literal[1] = 1
    tool: Tool
    name: str
    kind: Kind
    framework: Slug
    edition: Line
    passed: bool
    conditions: tuple[Condition, ...]

"""What differs between two editions of a framework, and what that does to profiles."""

from collections.abc import Mapping
from typing import Literal

from eurostack_assess.model.assessment import Overall, Rung, Tool, Verdict
from eurostack_assess.model.base import Date, Entity, Kind, Level, Line, LocalText, Score, Slug, Weight
from eurostack_assess.model.framework import Change

SCHEMA_VERSION: Literal[1] = 1


class EditionUsed(Entity):
    """One of the two."""

    id: Slug
    edition: Line
    hash: str
    questions: int


class RungMoved(Entity):
    """A rung before and now; null where the ladder has none by that number."""

    rung: Level
    before: Rung | None
    now: Rung | None


class QuestionDiffering(Entity):
    """A question that only one of the editions has, or that differs between them."""

    id: Slug
    part: Slug
    """The layer it stands in; in the newer edition, if it is there."""
    ask: LocalText
    """As it is asked; in the newer edition, if it is there."""
    asked_before: LocalText | None = None
    """As it was asked, where that differs."""
    changes: tuple[Change, ...] = ()
    rungs: tuple[RungMoved, ...] = ()
    """Rungs that say or count something else."""
    weight_before: Weight | None = None
    weight_now: Weight | None = None
    looks_like: Slug | None = None
    """A new question: the one that is gone and asks nearly the same."""


class LayerMoved(Entity):
    """A layer of a profile by both editions; null where one does not have it."""

    id: Slug
    name: LocalText
    score_before: Score | None
    score_now: Score | None
    verdict_before: Verdict | None
    verdict_now: Verdict | None


class ProfileMoved(Entity):
    """What the newer edition does to one profile."""

    name: str
    kind: Kind
    date: Date | None
    before: Overall
    now: Overall
    layers: tuple[LayerMoved, ...]
    not_asked: tuple[Slug, ...]
    """Answers that no longer count: to questions that are gone, or on rungs that are."""
    open: tuple[Slug, ...]
    """Questions of the stack that count in the newer edition, and that have no answer."""


class EditionDiff(Entity):
    """Two editions of a framework, side by side."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    name: LocalText
    before: EditionUsed
    now: EditionUsed
    new: tuple[QuestionDiffering, ...]
    gone: tuple[QuestionDiffering, ...]
    changed: tuple[QuestionDiffering, ...]
    layer_weights: Mapping[Slug, tuple[Weight | None, Weight | None]]
    """Layers whose weight differs, before and now; null where there is no such layer."""
    thresholds: Mapping[str, tuple[float | None, float | None]]
    """Thresholds that differ."""
    target: tuple[Level, Level] | None
    """The default target, where it differs."""
    profiles: tuple[ProfileMoved, ...]

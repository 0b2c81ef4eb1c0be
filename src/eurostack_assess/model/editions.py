"""The differences between two editions of a framework, and their effect on profiles."""

from collections.abc import Mapping
from typing import Literal

from eurostack_assess.model.assessment import Overall, Rung, Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Date, Level, Line, LocalText, ResultEntity, Score, Slug, Weight
from eurostack_assess.model.framework import Change
from eurostack_assess.model.vocabulary import Kind, Verdict


class EditionSnapshot(ResultEntity):
    """One of the two editions compared."""

    id: Slug
    edition: Line
    hash: str
    questions: int


class RungChange(ResultEntity):
    """A rung in the older and in the newer edition; null where an edition does not have the rung."""

    rung: Level
    before: Rung | None
    now: Rung | None


class QuestionChange(ResultEntity):
    """A question that only one of the editions has, or that differs between them."""

    id: Slug
    part: Slug
    """Layer of the question: in the newer edition or, for a removed question, in the older one."""
    ask: LocalText
    """Wording of the question: in the newer edition or, for a removed question, in the older one."""
    asked_before: LocalText | None = None
    """Wording of the question in the older edition; null where it is the same as in the newer one."""
    changes: tuple[Change, ...] = ()
    rungs: tuple[RungChange, ...] = ()
    """Rungs whose wording, value or level differs between the editions."""
    weight_before: Weight | None = None
    weight_now: Weight | None = None
    looks_like: Slug | None = None
    """For a new question: the removed question that asks nearly the same. Otherwise null."""


class LayerChange(ResultEntity):
    """Score and verdict of one layer of a profile in both editions; null where an edition lacks the layer."""

    id: Slug
    name: LocalText
    score_before: Score | None
    score_now: Score | None
    verdict_before: Verdict | None
    verdict_now: Verdict | None


class ProfileChange(ResultEntity):
    """Effect of the newer edition on one profile."""

    name: str
    kind: Kind
    date: Date | None
    before: Overall
    now: Overall
    layers: tuple[LayerChange, ...]
    dropped_answers: tuple[Slug, ...]
    """Questions whose answer no longer counts, because the question or the rung answered was removed."""
    open: tuple[Slug, ...]
    """Questions of the stack that count in the newer edition and have no answer."""


class EditionDiff(ResultEntity):
    """Differences between two editions of a framework."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    name: LocalText
    before: EditionSnapshot
    now: EditionSnapshot
    new: tuple[QuestionChange, ...]
    removed: tuple[QuestionChange, ...]
    changed: tuple[QuestionChange, ...]
    layer_weights: Mapping[Slug, tuple[Weight | None, Weight | None]]
    """Weights of the layers whose weight differs, in the older and the newer edition, by layer id; null where an
    edition does not have the layer."""
    thresholds: Mapping[str, tuple[float | None, float | None]]
    """Thresholds that differ between the editions, by name: the older and the newer value."""
    target: tuple[Level, Level] | None
    """The default target level in the older and the newer edition; null where it is the same."""
    cuts: tuple[tuple[Score, ...], tuple[Score, ...]] | None = None
    """Scores at which levels begin in the older and the newer edition, empty where gating questions decide the level;
    null where both are the same."""
    profiles: tuple[ProfileChange, ...]

    @property
    def differing(self) -> Mapping[str, tuple[QuestionChange, ...]]:
        """Every question that differs, by what became of it: new, gone or changed."""
        return {"new": self.new, "gone": self.removed, "changed": self.changed}

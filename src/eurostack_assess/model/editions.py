"""What differs between two editions of a framework, and what that does to profiles."""

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
    """A rung before and now; null where the ladder has none by that number."""

    rung: Level
    before: Rung | None
    now: Rung | None


class QuestionChange(ResultEntity):
    """A question that only one of the editions has, or that differs between them."""

    id: Slug
    part: Slug
    """The layer that the question belongs to; in the newer edition, where it has the question."""
    ask: LocalText
    """The wording of the question; in the newer edition, where it has the question."""
    asked_before: LocalText | None = None
    """The wording of the question in the older edition, where that differs."""
    changes: tuple[Change, ...] = ()
    rungs: tuple[RungChange, ...] = ()
    """Rungs whose wording, value or level differs between the editions."""
    weight_before: Weight | None = None
    weight_now: Weight | None = None
    looks_like: Slug | None = None
    """For a new question: the removed question that asks nearly the same. Otherwise null."""


class LayerChange(ResultEntity):
    """A layer of a profile by both editions; null where one does not have it."""

    id: Slug
    name: LocalText
    score_before: Score | None
    score_now: Score | None
    verdict_before: Verdict | None
    verdict_now: Verdict | None


class ProfileChange(ResultEntity):
    """What the newer edition does to one profile."""

    name: str
    kind: Kind
    date: Date | None
    before: Overall
    now: Overall
    layers: tuple[LayerChange, ...]
    dropped_answers: tuple[Slug, ...]
    """Questions whose answer no longer counts, because the question or the rung answered was removed."""
    open: tuple[Slug, ...]
    """Questions of the stack that count in the newer edition, and that have no answer."""


class EditionDiff(ResultEntity):
    """Two editions of a framework, side by side."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    name: LocalText
    before: EditionSnapshot
    now: EditionSnapshot
    new: tuple[QuestionChange, ...]
    removed: tuple[QuestionChange, ...]
    changed: tuple[QuestionChange, ...]
    layer_weights: Mapping[Slug, tuple[Weight | None, Weight | None]]
    """Layers whose weight differs, before and now; null where there is no such layer."""
    thresholds: Mapping[str, tuple[float | None, float | None]]
    """Thresholds that differ between the editions: the older and the newer value."""
    target: tuple[Level, Level] | None
    """The default target level in the older and the newer edition; null where it is the same."""
    cuts: tuple[tuple[Score, ...], tuple[Score, ...]] | None = None
    """The scores at which levels begin in the older and the newer edition, none where questions gate; null where they
    are the same."""
    profiles: tuple[ProfileChange, ...]

    @property
    def differing(self) -> Mapping[str, tuple[QuestionChange, ...]]:
        """Every question that differs, by what became of it: new, gone or changed."""
        return {"new": self.new, "gone": self.removed, "changed": self.changed}

"""The changes to answered questions since the edition under which they were answered."""

from collections.abc import Mapping

from eurostack_assess.model.base import Line, ResultEntity, Slug
from eurostack_assess.model.framework import Change


class EditionDrift(ResultEntity):
    """Changes between the edition under which answers were given and the edition that scores them."""

    edition: Line
    """Edition of the framework under which the answers were given."""
    known: bool
    """Whether the framework keeps a record of the edition under which the answers were given; without a record, changes
    cannot be detected."""
    changed: Mapping[Slug, tuple[Change, ...]]
    """Changes to the answered questions since the edition under which they were answered, by question id; an answer
    that chose a rung since removed counts as skipped."""
    removed: tuple[Slug, ...]
    """Answered questions that the present edition no longer asks; they do not count."""
    removed_parts: tuple[Slug, ...] = ()
    """Layers and lenses that the profile names but the present edition does not have; statements about them are left
    out of reports."""
    new: tuple[Slug, ...]
    """Questions that the present edition asks but the edition under which the answers were given did not."""
    carried: tuple[Slug, ...] = ()
    """Questions that count with a partial answer: whatever the answer under the earlier edition still proves."""

    @property
    def materially_changed(self) -> tuple[str, ...]:
        """Answered questions that are worded or counted otherwise now: the answers were given to something else."""
        return tuple(id_ for id_, changes in self.changed.items() if not {"asked", "counted"}.isdisjoint(changes))

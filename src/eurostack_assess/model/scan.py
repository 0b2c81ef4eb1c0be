"""What a short assessment says: levels that cannot be exceeded, and what holds them down."""

from pydantic import PositiveInt

from eurostack_assess.model.base import Level, LocalText, ResultEntity, Slug


class ScanLayer(ResultEntity):
    """A layer by the questions of a scan."""

    id: Slug
    at_most: Level | None
    """Highest level that the answers leave possible; null where nothing was asked that decides it."""
    questions: int
    """Number of questions of the layer."""
    known: int
    """Number of them of which something is known."""
    held_by: tuple[Slug, ...]
    """Questions asked that reach no higher level; none where that is the top level."""


class ScanResult(ResultEntity):
    """A profile of which only the questions of a scan were answered."""

    id: Slug
    name: LocalText
    questions: PositiveInt
    """Number of questions of the scan."""
    others: int
    """Number of questions of the stack that the scan does not ask."""
    at_most: Level | None
    """Highest level of the stack that the answers leave possible: the lowest of the layers'."""
    layers: tuple[ScanLayer, ...]
    asked: tuple[Slug, ...]
    """Questions of the scan that the profile says something of, in the order of the stack."""
    to_find_out: tuple[Slug, ...]
    """Questions of the scan that the profile leaves two or more rungs possible of, in the scan's order."""
    set_aside: tuple[Slug, ...]
    """Questions of the scan that do not apply."""

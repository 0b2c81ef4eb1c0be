"""The result of a scan: levels that cannot be exceeded, and the questions that limit them."""

from pydantic import PositiveInt

from eurostack_assess.model.base import Level, LocalText, ResultEntity, Slug


class ScanLayer(ResultEntity):
    """Result of a scan in one layer."""

    id: Slug
    at_most: Level | None
    """Highest level that the answers leave possible; null where none of the layer's gating questions in the scan
    applies."""
    questions: int
    """Number of questions of the layer that apply."""
    known: int
    """Number of questions of the layer about which something is known."""
    held_by: tuple[Slug, ...]
    """Gating questions of the scan that limit the layer to `at_most`; empty where `at_most` is the top level."""


class ScanResult(ResultEntity):
    """Result of a scan, for a profile in which only questions of one scan are answered."""

    id: Slug
    name: LocalText
    questions: PositiveInt
    """Number of questions of the scan."""
    others: int
    """Number of questions of the stack that the scan does not ask."""
    at_most: Level | None
    """Highest level of the stack that the answers leave possible: the lowest `at_most` of its layers."""
    layers: tuple[ScanLayer, ...]
    asked: tuple[Slug, ...]
    """Questions of the scan that have an entry in the profile, in the order of the stack."""
    to_find_out: tuple[Slug, ...]
    """Questions of the scan that have an entry in the profile but leave two or more rungs possible, in the order of the
    scan."""
    set_aside: tuple[Slug, ...]
    """Questions of the scan that do not apply."""

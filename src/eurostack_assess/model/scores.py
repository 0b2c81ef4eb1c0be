"""The numbers of a score, declared once: whatever has a score has these, and hands them on as a whole."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from pydantic import Field

from eurostack_assess.model.base import Level, ResultEntity, Score, Share


class ScoreNumbers(TypedDict):
    """The numbers of a `RangedScore`, by their names."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float | None


class LevelNumbers(TypedDict):
    """The numbers of a `RangedLevel`, by their names."""

    level: int | None
    level_low: int | None
    level_high: int | None


class LeveledNumbers(ScoreNumbers, LevelNumbers):
    """The numbers of a `LeveledScore`, by their names."""


class RangedScore(ResultEntity):
    """What has a score with its range; every number is null where nothing applies or nothing is known."""

    score: Score | None
    """What is proven: weighted mean of the lowest possible rungs of the questions of which something is known, 0 to
    100."""
    low: Score | None
    """Weighted mean with every question at its lowest possible rung, 0 to 100."""
    high: Score | None
    """Weighted mean with every question at its highest possible rung, 0 to 100."""
    coverage: Share | None
    """Share of the uncertainty that the answers remove, by value, 0 to 1: on ladders from 0 to 1, 1 minus the width of
    the range."""

    @property
    def score_numbers(self) -> ScoreNumbers:
        """Score, range and coverage."""
        return {"score": self.score, "low": self.low, "high": self.high, "coverage": self.coverage}


class RangedLevel(ResultEntity):
    """What has a level with its range; null where nothing gates or nothing is known."""

    level: Level | None
    """What is proven: lowest level among the gating questions of which something is known, each at its lowest possible
    rung."""
    level_low: Level | None
    """Lowest level among the gating questions, each at its lowest possible rung."""
    level_high: Level | None
    """Lowest level among the gating questions, each at its highest possible rung."""

    @property
    def level_numbers(self) -> LevelNumbers:
        """The level and its range."""
        return {"level": self.level, "level_low": self.level_low, "level_high": self.level_high}

    @property
    def known_levels(self) -> Iterator[int]:
        """Those of its levels that there are."""
        return (level for level in (self.level, self.level_low, self.level_high) if level is not None)


class LeveledScore(RangedScore, RangedLevel):
    """What has a score with its range, and a level with its range."""

    @property
    def numbers(self) -> LeveledNumbers:
        """Score, range, coverage, level and range of the level."""
        return {**self.score_numbers, **self.level_numbers}


class GateCounts(ResultEntity):
    """The gating questions by how far they are, so that one weak link is not taken for all of them."""

    gates: Annotated[int, Field(ge=0)]
    """Number of gating questions that apply."""
    at_target_low: Annotated[int, Field(ge=0)]
    """Number of them of which every possible rung is at the target or above."""
    at_target_high: Annotated[int, Field(ge=0)]
    """Number of them of which the highest possible rung is at the target or above."""
    by_level: tuple[Annotated[int, Field(ge=0)], ...]
    """Number of them by the level that they are proven to reach, from level 0."""
    level_but_one_low: Level | None
    """The lowest possible level but for one gating question; null with fewer than two."""
    level_but_one_high: Level | None
    """The highest possible level but for one gating question; null with fewer than two."""


NOTHING_SCORED: ScoreNumbers = {"score": None, "low": None, "high": None, "coverage": None}
NO_LEVEL: LevelNumbers = {"level": None, "level_low": None, "level_high": None}
NOTHING_LEVELED: LeveledNumbers = {**NOTHING_SCORED, **NO_LEVEL}


class StateCounts(ResultEntity):
    """Number of questions by answer state."""

    answered: int
    partial: int
    dont_know: int
    not_applicable: int
    skipped: int
    unasked: int

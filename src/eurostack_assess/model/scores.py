"""The numbers of a score, declared once for every model that has a score or a level."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from pydantic import Field

from eurostack_assess.model.base import Level, ResultEntity, Score, Share


class ScoreNumbers(TypedDict):
    """The numbers of a `RangedScore`, by name."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float | None


class LevelNumbers(TypedDict):
    """The numbers of a `RangedLevel`, by name."""

    level: int | None
    level_low: int | None
    level_high: int | None


class LeveledNumbers(ScoreNumbers, LevelNumbers):
    """The numbers of a `LeveledScore`, by name."""


class RangedScore(ResultEntity):
    """A score with its range and coverage; numbers are null where no question applies or nothing is known."""

    score: Score | None
    """Score, 0 to 100: weighted mean of the questions about which something is known, each at its lowest possible
    rung."""
    low: Score | None
    """Low end of the score range, 0 to 100: weighted mean with every question at its lowest possible rung."""
    high: Score | None
    """High end of the score range, 0 to 100: weighted mean with every question at its highest possible rung."""
    coverage: Share | None
    """Share of the uncertainty that the answers remove, by value and weight, 0 to 1. If the values of every ladder run
    from 0 to 1, coverage is 1 minus the width of the range as a share."""

    @property
    def score_numbers(self) -> ScoreNumbers:
        """Score, range and coverage."""
        return {"score": self.score, "low": self.low, "high": self.high, "coverage": self.coverage}


class RangedLevel(ResultEntity):
    """A level with its range; null where no question that decides it applies or, for `level`, nothing is known."""

    level: Level | None
    """Level: lowest level among the gating questions about which something is known, each at its lowest possible rung.
    If the framework has `cuts`: the level that the score reaches."""
    level_low: Level | None
    """Lowest possible level: lowest level among the gating questions, each at its lowest possible rung. If the
    framework has `cuts`: the level that the low end of the score range reaches."""
    level_high: Level | None
    """Highest possible level: lowest level among the gating questions, each at its highest possible rung. If the
    framework has `cuts`: the level that the high end of the score range reaches."""

    @property
    def level_numbers(self) -> LevelNumbers:
        """The level and its range."""
        return {"level": self.level, "level_low": self.level_low, "level_high": self.level_high}

    @property
    def known_levels(self) -> Iterator[int]:
        """Those of its levels that there are."""
        return (level for level in (self.level, self.level_low, self.level_high) if level is not None)


class LeveledScore(RangedScore, RangedLevel):
    """A score and a level, each with its range."""

    @property
    def numbers(self) -> LeveledNumbers:
        """Score, range, coverage, level and range of the level."""
        return {**self.score_numbers, **self.level_numbers}


class GateCounts(ResultEntity):
    """Number of gating questions by target and level, which shows whether one question is weak or many are."""

    gates: Annotated[int, Field(ge=0)]
    """Number of gating questions that apply."""
    at_target_low: Annotated[int, Field(ge=0)]
    """Number of gating questions whose possible rungs are all at the target or above."""
    at_target_high: Annotated[int, Field(ge=0)]
    """Number of gating questions whose highest possible rung is at the target or above."""
    by_level: tuple[Annotated[int, Field(ge=0)], ...]
    """Number of gating questions by the level that they are proven to reach, from level 0."""
    level_but_one_low: Level | None
    """Lowest possible level without the weakest gating question; null with fewer than two gating questions."""
    level_but_one_high: Level | None
    """Highest possible level without the weakest gating question; null with fewer than two gating questions."""


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

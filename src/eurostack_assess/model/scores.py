"""The numbers of a score, declared once: whatever has a score has these, and hands them on as a whole."""

from typing import TypedDict

from eurostack_assess.model.base import Level, ResultEntity, Score, Share


class ScoreNumbers(TypedDict):
    """The numbers of a `RangedScore`, by their names."""

    score: float | None
    low: float | None
    high: float | None
    coverage: float | None


class LeveledNumbers(ScoreNumbers):
    """The numbers of a `LeveledScore`, by their names."""

    level: int | None
    level_low: int | None


class RangedScore(ResultEntity):
    """What has a score with its range; every number is null where nothing applies or nothing is known."""

    score: Score | None
    """Weighted mean over the answered questions, 0 to 100."""
    low: Score | None
    """Weighted mean with every open question at its worst, 0 to 100."""
    high: Score | None
    """Weighted mean with every open question at its best, 0 to 100."""
    coverage: Share | None
    """Weight answered over weight applicable, 0 to 1."""

    @property
    def score_numbers(self) -> ScoreNumbers:
        """Score, range and coverage."""
        return {"score": self.score, "low": self.low, "high": self.high, "coverage": self.coverage}


class LeveledScore(RangedScore):
    """What has a score with its range, and a level."""

    level: Level | None
    """Lowest level among the answered questions that gate."""
    level_low: Level | None
    """Lowest level among the questions that gate, with open ones at their lowest rung."""

    @property
    def numbers(self) -> LeveledNumbers:
        """Score, range, coverage, level and lowest possible level."""
        return {**self.score_numbers, "level": self.level, "level_low": self.level_low}


NOTHING_SCORED: ScoreNumbers = {"score": None, "low": None, "high": None, "coverage": None}
NOTHING_LEVELED: LeveledNumbers = {**NOTHING_SCORED, "level": None, "level_low": None}

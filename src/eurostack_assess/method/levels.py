"""Step 3, the level: the lowest level among the gating questions of a layer, whatever the layer's mean.

Source of the rule: the EU Cloud Sovereignty Framework sets a minimum per objective, without compensation; C2M2 v2.1
reaches a level only when everything below is met. A framework may instead define where in a layer's score its levels
begin, as instruments with a mean or a total do; then answers make up for each other, and no question limits the level.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import HUNDRED, exact
from eurostack_assess.method.scoring import LayerScore
from eurostack_assess.model.framework import FrameworkHeader
from eurostack_assess.model.scores import LevelNumbers


@dataclass(frozen=True)
class LevelResult:
    """The level that is proven over what is known, and the ends between which it lies; None: nothing to go by."""

    level: int | None
    level_low: int | None
    """With every question at its lowest possible rung, open ones too."""
    level_high: int | None
    """With every question at its highest possible rung, open ones too."""
    binding: tuple[str, ...] = ()
    """Ids of the gating questions that are proven to reach no more than the level; none when that is the highest."""
    by_question: Mapping[str, int] | None = None
    """What the level becomes when one binding question is lifted to the top of its ladder."""
    all_questions: int | None = None
    """What it becomes when all of them are."""

    @property
    def numbers(self) -> LevelNumbers:
        """The level and its range, as a result has them."""
        return {"level": self.level, "level_low": self.level_low, "level_high": self.level_high}


def find_cuts(header: FrameworkHeader) -> tuple[Fraction, ...]:
    """The shares of a layer's whole score from which levels 1, 2 and so on are reached; none where questions gate."""
    if header.cuts is None:
        return ()
    return tuple(exact(cut) / exact(header.cuts.of) for cut in header.cuts.at)


def snapshot_cuts(header: FrameworkHeader) -> tuple[float, ...]:
    """The same as scores of a layer, as a result keeps them."""
    return tuple(float(HUNDRED * cut) for cut in find_cuts(header))


def compute_level(items: Sequence[Item], layer_score: LayerScore, header: FrameworkHeader) -> LevelResult:
    """One layer's level, by its gating questions or by where its score lies."""
    cuts = find_cuts(header)
    if not cuts:
        return compute_gated_level(items, len(header.levels) - 1)
    level, level_low, level_high = (
        find_level_at(share, cuts) for share in (layer_score.score, layer_score.low, layer_score.high)
    )
    return LevelResult(level, level_low, level_high)


def find_level_at(share: Fraction | None, cuts: Sequence[Fraction]) -> int | None:
    """The level that a share of a layer's whole score reaches; at a cut counts as reached."""
    return None if share is None else bisect_right(cuts, share)


def compute_gated_level(items: Sequence[Item], top_level: int) -> LevelResult:
    """The level of the weakest of the gating questions."""
    gates = [item for item in items if item.gates]
    level_low = find_weakest_level(item.level_low for item in gates)
    level_high = find_weakest_level(item.level_high for item in gates)
    levels = {item.question.id: item.level_low for item in gates if item.is_known}
    level = find_weakest_level(levels.values())
    if level is None or level == top_level:
        return LevelResult(level, level_low, level_high)
    tops = {item.question.id: item.question.options[-1].level or 0 for item in gates}
    binding = tuple(question for question in levels if levels[question] == level)
    return LevelResult(
        level,
        level_low,
        level_high,
        binding=binding,
        by_question={question: min((levels | {question: tops[question]}).values()) for question in binding},
        all_questions=min((levels | {question: tops[question] for question in binding}).values()),
    )


@dataclass(frozen=True)
class GateTally:
    """How the gating questions stand, so that one weak link is not taken for all of them."""

    gates: int
    at_target_low: int
    """Of which every possible rung is at the target or above."""
    at_target_high: int
    """Of which the highest possible rung is."""
    by_level: tuple[int, ...]
    """How many are proven to reach each level, and no higher one; from level 0."""
    level_but_one_low: int | None
    """The lowest possible level but for one gate; None with fewer than two."""
    level_but_one_high: int | None
    """The same with every gate at its highest possible rung."""


def tally_gates(items: Iterable[Item], top_level: int) -> GateTally:
    """How the gating questions of one or more layers stand."""
    gates = [item for item in items if item.gates]
    proven = [item.level_low for item in gates]
    second = [sorted(levels)[1] if len(gates) > 1 else None for levels in (proven, [item.level_high for item in gates])]
    return GateTally(
        gates=len(gates),
        at_target_low=sum(item.possible[0] >= (item.question.target or 0) for item in gates),
        at_target_high=sum(item.possible[-1] >= (item.question.target or 0) for item in gates),
        by_level=tuple(proven.count(level) for level in range(top_level + 1)),
        level_but_one_low=second[0],
        level_but_one_high=second[1],
    )


def find_weakest_level(levels: Iterable[int | None]) -> int | None:
    """The lowest level; None where there is none."""
    return min((level for level in levels if level is not None), default=None)


def find_weakest_levels(parts: Sequence[LevelNumbers]) -> LevelNumbers:
    """The overall level and its range: the weakest part's of each."""
    return {
        "level": find_weakest_level(part["level"] for part in parts),
        "level_low": find_weakest_level(part["level_low"] for part in parts),
        "level_high": find_weakest_level(part["level_high"] for part in parts),
    }

"""Step 3, the level: a gate. One gating question at the bottom keeps the layer there, whatever its mean.

Source of the rule: the EU Cloud Sovereignty Framework sets a minimum per objective, without compensation; C2M2 v2.1
reaches a level only when everything below is met.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.method.answers import Item


@dataclass(frozen=True)
class LevelResult:
    """The level over what was answered, and with open gating questions at their lowest rung; None: nothing to go by."""

    level: int | None
    level_low: int | None
    binding: tuple[str, ...] = ()
    """Ids of the answered gating questions at the level; none when that is the highest there is."""
    by_question: Mapping[str, int] | None = None
    """What the level becomes when one binding question is lifted to the top of its ladder."""
    all_questions: int | None = None
    """What it becomes when all of them are."""


def compute_level(items: Sequence[Item], top_level: int) -> LevelResult:
    """One layer's level."""
    gates = [item for item in items if item.gating and item.applies]
    levels = {item.question.id: item.level for item in gates if item.level is not None}
    lowest = [item.question.options[0].level or 0 if item.level is None else item.level for item in gates]
    if not levels:
        return LevelResult(None, min(lowest, default=None))
    level = min(levels.values())
    if level == top_level:
        return LevelResult(level, min(lowest))
    tops = {item.question.id: item.question.options[-1].level or 0 for item in gates}
    binding = tuple(question for question in levels if levels[question] == level)
    return LevelResult(
        level=level,
        level_low=min(lowest),
        binding=binding,
        by_question={question: min((levels | {question: tops[question]}).values()) for question in binding},
        all_questions=min((levels | {question: tops[question] for question in binding}).values()),
    )


def find_weakest_level(levels: Sequence[int | None]) -> int | None:
    """The overall level: the weakest layer's; None where no layer has one."""
    return min((level for level in levels if level is not None), default=None)

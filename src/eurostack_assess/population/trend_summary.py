"""Summarises changes in groups that are large enough, without disclosing organisations that joined or left."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import GroupTrend, PartTrend, QuestionTrend, Trend
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.population.integers import POINT
from eurostack_assess.population.suppression import SuppressionReason, find_small_groups, find_suppressed_groups
from eurostack_assess.population.tally import EVERYBODY, STACK, CellKey, Group
from eurostack_assess.population.trend import AnswerShift, ChangeCounts, MatchCounts, ScoreMovement

Sizes = Mapping[Group, int]


@dataclass(frozen=True)
class EarlierTable:
    """The earlier table, and what moved since."""

    name: str
    sizes: Sizes
    """Its groups, with how many organisations are in each."""
    changes: ChangeCounts


def summarise_trend(
    sizes: Sizes, earlier: EarlierTable, framework: Framework, kind: Kind, min_group_size: int
) -> Trend:
    """What moved, of everybody and of each group as it is now."""
    changes, known = earlier.changes, {EVERYBODY: 0, **sizes}
    match_counts = {group: changes.match_counts.get(group, MatchCounts(0, 0)) for group in known}
    suppressed_groups = find_suppressed_groups(
        {group: counts.number for group, counts in match_counts.items()},
        min_group_size,
        find_suppressed_groups(known, min_group_size),
    )
    publishable = _may_publish_changes(known, earlier, suppressed_groups, min_group_size)
    layers = [*(part.id for part in framework.layers), STACK]
    suppressed_by_layer = {
        layer: find_small_groups(
            {group: _get_movement(changes, group, layer).both for group in known}, min_group_size, suppressed_groups
        )
        for layer in layers
    }
    question_ids = [question.id for part in framework.layers for question in part.questions_for(kind)]

    def summarise_group(group: Group) -> GroupTrend:
        group_fields = {"column": group.column or None, "value": group.value if group.column else None}
        if group in suppressed_groups:
            return GroupTrend(**group_fields, suppressed=suppressed_groups[group], number=None, parts=(), questions=())
        parts = (
            _summarise_movement(
                layer,
                _get_movement(changes, group, layer),
                shows_change=publishable[group] and group not in suppressed_by_layer[layer],
            )
            for layer in layers
        )
        shifts = ((id_, changes.shifts.get((group, id_), AnswerShift(0, 0, 0, 0))) for id_ in question_ids)
        return GroupTrend(
            **group_fields,
            suppressed=None,
            number=match_counts[group].number,
            parts=tuple(parts),
            questions=tuple(QuestionTrend(question=id_, **shift._asdict()) for id_, shift in shifts),
        )

    return Trend(
        earlier_table=earlier.name,
        earlier_count=earlier.sizes.get(EVERYBODY, 0) if EVERYBODY not in suppressed_groups else None,
        all_organisations=summarise_group(EVERYBODY),
        groups=tuple(summarise_group(group) for group in sorted(known) if group != EVERYBODY),
    )


def _get_movement(changes: ChangeCounts, group: Group, layer: str) -> ScoreMovement:
    return changes.movements.get(CellKey(group, layer), ScoreMovement(0, 0, 0, 0))


def _summarise_movement(layer: str, movement: ScoreMovement, *, shows_change: bool) -> PartTrend:
    change = float(Fraction(movement.change, movement.both * POINT)) if movement.both and shows_change else None
    return PartTrend(
        layer=layer or None,
        scored_both_times=movement.both,
        risen=movement.risen,
        fallen=movement.fallen,
        change=change,
    )


def _may_publish_changes(
    sizes: Sizes, earlier: EarlierTable, suppressed_groups: Mapping[Group, SuppressionReason], min_group_size: int
) -> dict[Group, bool]:
    """Of which groups the mean change may be told.

    Together with the means of both tables it gives away the scores of those who came or went: they must be none, or as
    many as a group must have. That must hold of all groups of a column, as one follows from the others.
    """

    def count_turnover(group: Group) -> int:
        stayed = earlier.changes.match_counts.get(group, MatchCounts(0, 0)).stayed
        return sizes.get(group, 0) + earlier.sizes.get(group, 0) - 2 * stayed

    allowed: dict[str, bool] = {}
    for group in sorted({*sizes, *earlier.sizes}):
        number = count_turnover(group)
        is_safe = number == 0 or (number >= min_group_size and group in sizes and group not in suppressed_groups)
        allowed[group.column] = allowed.get(group.column, True) and is_safe
    return {group: allowed[group.column] and allowed[EVERYBODY.column] for group in sizes}

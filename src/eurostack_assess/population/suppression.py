"""Finds the groups that are suppressed, so that nobody can be identified."""

from collections.abc import Collection, Mapping
from typing import Literal

from eurostack_assess.population.tally import EVERYBODY, Group

SuppressionReason = Literal["small", "secondary"]


def find_suppressed_groups(
    sizes: Mapping[Group, int], min_group_size: int, other_groups: Collection[Group] = ()
) -> dict[Group, SuppressionReason]:
    """The groups that are not told of, each with why.

    Those smaller than the threshold; and of each column, while what is left out is one group or smaller than the
    threshold together, the smallest of the others: everybody less the groups told of then gives nobody away.

    Args:
        sizes: How many organisations each group has, everybody among them.
        min_group_size: The threshold.
        other_groups: Groups that are left out for another reason.
    """
    reasons: dict[Group, SuppressionReason] = dict.fromkeys(other_groups, "secondary")
    reasons.update({group: "small" for group, number in sizes.items() if number < min_group_size})
    for column in sorted({group.column for group in sizes} - {EVERYBODY.column}):
        column_groups = sorted((number, group) for group, number in sizes.items() if group.column == column)
        published = [(number, group) for number, group in column_groups if group not in reasons]
        hidden = [number for number, group in column_groups if group in reasons]
        while hidden and published and (len(hidden) == 1 or sum(hidden) < min_group_size):
            number, group = published.pop(0)
            reasons[group] = "secondary"
            hidden.append(number)
    return reasons


def find_small_groups(
    numbers: Mapping[Group, int], min_group_size: int, suppressed_groups: Collection[Group]
) -> Collection[Group]:
    """The groups of which a mean over so many organisations is not told; a mean of nothing hides nobody."""
    return find_suppressed_groups(
        {group: number for group, number in numbers.items() if number or group in suppressed_groups},
        min_group_size,
        suppressed_groups,
    )

"""Which groups are not told of, so that nobody can be recognised."""

from collections.abc import Collection, Mapping
from typing import Literal

from eurostack_assess.population.tally import EVERYBODY, Group

LeftOut = Literal["small", "secondary"]


def suppressed(sizes: Mapping[Group, int], smallest: int, others: Collection[Group] = ()) -> dict[Group, LeftOut]:
    """The groups that are not told of, each with why.

    Those smaller than the threshold; and of each column, while what is left out is one group or smaller than the
    threshold together, the smallest of the others: everybody less the groups told of then gives nobody away.

    Args:
        sizes: How many organisations each group has, everybody among them.
        smallest: The threshold.
        others: Groups that are left out for another reason.
    """
    left_out: dict[Group, LeftOut] = dict.fromkeys(others, "secondary")
    left_out.update({group: "small" for group, number in sizes.items() if number < smallest})
    for column in sorted({group.column for group in sizes} - {EVERYBODY.column}):
        own = sorted((number, group) for group, number in sizes.items() if group.column == column)
        told = [(number, group) for number, group in own if group not in left_out]
        hidden = [number for number, group in own if group in left_out]
        while hidden and told and (len(hidden) == 1 or sum(hidden) < smallest):
            number, group = told.pop(0)
            left_out[group] = "secondary"
            hidden.append(number)
    return left_out


def too_few(numbers: Mapping[Group, int], smallest: int, left_out: Collection[Group]) -> Collection[Group]:
    """The groups of which a mean over so many organisations is not told; a mean of nothing hides nobody."""
    return suppressed({group: one for group, one in numbers.items() if one or group in left_out}, smallest, left_out)

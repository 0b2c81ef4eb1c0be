"""From what moved to what may be told of it: of groups that are large enough, and nothing that gives newcomers away."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import GroupTrend, Movement, QuestionShift, Trend
from eurostack_assess.population.scale import POINT
from eurostack_assess.population.suppression import LeftOut, suppressed, too_few
from eurostack_assess.population.tally import EVERYBODY, STACK, Group, Part
from eurostack_assess.population.trend import Matched, Moved, Moves, Shift

Sizes = Mapping[Group, int]


@dataclass(frozen=True)
class Earlier:
    """The earlier table, and what moved since."""

    name: str
    sizes: Sizes
    """Its groups, with how many organisations are in each."""
    moved: Moved


def trend(now: Sizes, earlier: Earlier, framework: Framework, kind: Kind, smallest: int) -> Trend:
    """What moved, of everybody and of each group as it is now."""
    moved, known = earlier.moved, {EVERYBODY: 0, **now}
    matched = {group: moved.matched.get(group, Matched(0, 0)) for group in known}
    left_out = suppressed({group: one.number for group, one in matched.items()}, smallest, suppressed(known, smallest))
    open_to = _may_tell_changes(known, earlier, left_out, smallest)
    layers = [*(part.id for part in framework.layers), STACK]
    quiet = {
        layer: too_few({group: _moves(moved, group, layer).both for group in known}, smallest, left_out)
        for layer in layers
    }
    asked = [one.id for part in framework.layers for one in part.asked_of(kind)]

    def told(group: Group) -> GroupTrend:
        named = {"column": group.column or None, "value": group.value if group.column else None}
        if group in left_out:
            return GroupTrend(**named, suppressed=left_out[group], number=None, parts=(), questions=())
        parts = (
            _movement(layer, _moves(moved, group, layer), tells=open_to[group] and group not in quiet[layer])
            for layer in layers
        )
        shifts = ((id_, moved.shifts.get((group, id_), Shift(0, 0, 0, 0))) for id_ in asked)
        return GroupTrend(
            **named,
            suppressed=None,
            number=matched[group].number,
            parts=tuple(parts),
            questions=tuple(QuestionShift(question=id_, **one._asdict()) for id_, one in shifts),
        )

    return Trend(
        since=earlier.name,
        before=earlier.sizes.get(EVERYBODY, 0) if EVERYBODY not in left_out else None,
        everybody=told(EVERYBODY),
        groups=tuple(told(group) for group in sorted(known) if group != EVERYBODY),
    )


def _moves(moved: Moved, group: Group, layer: str) -> Moves:
    return moved.moves.get(Part(group, layer), Moves(0, 0, 0, 0))


def _movement(layer: str, moves: Moves, *, tells: bool) -> Movement:
    change = float(Fraction(moves.change, moves.both * POINT)) if moves.both and tells else None
    return Movement(layer=layer or None, both=moves.both, risen=moves.risen, fallen=moves.fallen, change=change)


def _may_tell_changes(
    now: Sizes, earlier: Earlier, left_out: Mapping[Group, LeftOut], smallest: int
) -> dict[Group, bool]:
    """Of which groups the mean change may be told.

    Together with the means of both tables it gives away the scores of those who came or went: they must be none, or as
    many as a group must have. That must hold of all groups of a column, as one follows from the others.
    """

    def apart(group: Group) -> int:
        stayed = earlier.moved.matched.get(group, Matched(0, 0)).stayed
        return now.get(group, 0) + earlier.sizes.get(group, 0) - 2 * stayed

    may: dict[str, bool] = {}
    for group in sorted({*now, *earlier.sizes}):
        number = apart(group)
        fine = number == 0 or (number >= smallest and group in now and group not in left_out)
        may[group.column] = may.get(group.column, True) and fine
    return {group: may[group.column] and may[EVERYBODY.column] for group in now}

"""Two tables of the same organisations, matched by id: how many rose and fell since, in scores and in answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.population import plain
from eurostack_assess.population.scale import NOT_APPLICABLE
from eurostack_assess.population.tally import EVERYBODY, NO_SCORE, Group, Part, groups_of
from eurostack_assess.reading.answer_table import ID


class Matched(NamedTuple):
    """Of a group as it is now: organisations that are in both tables, and those that were in it before too."""

    number: int
    stayed: int


class Moves(NamedTuple):
    """Scores of those that had one both times: how many rose and fell, and the change in hundredths of a point."""

    both: int
    risen: int
    fallen: int
    change: int


class Shift(NamedTuple):
    """Answers to a question: rungs that went up or down, and what became known or is no longer known."""

    up: int
    down: int
    learnt: int
    lost: int


@dataclass
class Moved:
    """Everything that is counted of two tables."""

    matched: dict[Group, Matched] = field(default_factory=dict)
    moves: dict[Part, Moves] = field(default_factory=dict)
    shifts: dict[tuple[Group, str], Shift] = field(default_factory=dict)

    def add_matched(self, group: Group, matched: Matched) -> None:
        """Count organisations that are in both tables."""
        before = self.matched.get(group, Matched(0, 0))
        self.matched[group] = Matched(*map(sum, zip(before, matched, strict=True)))

    def add_moves(self, part: Part, moves: Moves) -> None:
        """Count organisations that rose and fell."""
        before = self.moves.get(part, Moves(0, 0, 0, 0))
        self.moves[part] = Moves(*map(sum, zip(before, moves, strict=True)))

    def add_shift(self, group: Group, question: str, shift: Shift) -> None:
        """Count answers that went up and down."""
        before = self.shifts.get((group, question), Shift(0, 0, 0, 0))
        self.shifts[group, question] = Shift(*map(sum, zip(before, shift, strict=True)))


def moved(
    now: Iterable[plain.Row], before: Iterable[plain.Row], framework: Framework, kind: Kind, columns: Sequence[str]
) -> Moved:
    """What moved between two tables of rows, by the method itself.

    Args:
        now: The later rows, by whose columns is grouped.
        before: The earlier rows.
        framework: Of which the questions are.
        kind: What all organisations are.
        columns: By which they are grouped.
    """
    earlier = {row[ID]: row for row in before if row.get(ID)}
    counted, place = Moved(), plain.placing(framework, kind)
    asked = [one.id for part in framework.layers for one in part.asked_of(kind)]
    for row in now:
        old = earlier.get(row.get(ID))
        if old is None:
            continue
        scores = list(zip(place(row).scored, place(old).scored, strict=True))
        for group in groups_of(row, columns):
            stayed = group == EVERYBODY or group in groups_of(old, columns)
            counted.add_matched(group, Matched(1, int(stayed)))
            for (layer, score, _), (_, was, _) in scores:
                if NO_SCORE not in (score, was):
                    moves = Moves(1, int(score > was), int(score < was), score - was)
                    counted.add_moves(Part(group, layer), moves)
            for question in asked:
                counted.add_shift(group, question, _shift(_code(row, question), _code(old, question)))
    return counted


def _code(row: plain.Row, question: str) -> int | None:
    cell = row.get(question)
    return None if cell is None else int(str(cell))


def _shift(now: int | None, before: int | None) -> Shift:
    known, was_known = now is not None and now >= 0, before is not None and before >= 0
    both = known and was_known
    return Shift(
        up=int(both and (now or 0) > (before or 0)),
        down=int(both and (now or 0) < (before or 0)),
        learnt=int(known and not was_known and before != NOT_APPLICABLE),
        lost=int(was_known and not known and now != NOT_APPLICABLE),
    )

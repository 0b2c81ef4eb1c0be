"""Counts rises and falls in the scores and answers of organisations that are in two tables, matched by id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eurostack_assess.model.framework import Framework
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.population import row_by_row
from eurostack_assess.population.cells import CellMeaning, interpret_code
from eurostack_assess.population.tally import EVERYBODY, NO_SCORE, CellKey, Group, get_groups
from eurostack_assess.reading.answer_table import ID_COLUMN


class MatchCounts(NamedTuple):
    """Of a group as it is now: organisations that are in both tables, and those that were in it before too."""

    number: int
    stayed: int


class ScoreMovement(NamedTuple):
    """Scores of those that had one both times: how many rose and fell, and the change in hundredths of a point."""

    both: int
    risen: int
    fallen: int
    change: int


class AnswerShift(NamedTuple):
    """Answers to a question: rungs that went up or down, and what became known or is no longer known."""

    risen: int
    fallen: int
    newly_answered: int
    no_longer_answered: int


@dataclass
class ChangeCounts:
    """Everything that is counted of two tables."""

    match_counts: dict[Group, MatchCounts] = field(default_factory=dict)
    movements: dict[CellKey, ScoreMovement] = field(default_factory=dict)
    shifts: dict[tuple[Group, str], AnswerShift] = field(default_factory=dict)

    def add_match_counts(self, group: Group, counts: MatchCounts) -> None:
        """Count organisations that are in both tables."""
        previous = self.match_counts.get(group, MatchCounts(0, 0))
        self.match_counts[group] = MatchCounts(*map(sum, zip(previous, counts, strict=True)))

    def add_movement(self, part: CellKey, movement: ScoreMovement) -> None:
        """Count organisations that rose and fell."""
        previous = self.movements.get(part, ScoreMovement(0, 0, 0, 0))
        self.movements[part] = ScoreMovement(*map(sum, zip(previous, movement, strict=True)))

    def add_shift(self, group: Group, question: str, shift: AnswerShift) -> None:
        """Count answers that went up and down."""
        previous = self.shifts.get((group, question), AnswerShift(0, 0, 0, 0))
        self.shifts[group, question] = AnswerShift(*map(sum, zip(previous, shift, strict=True)))


def count_changes(
    later_rows: Iterable[row_by_row.TableRow],
    earlier_rows: Iterable[row_by_row.TableRow],
    framework: Framework,
    kind: Kind,
    columns: Sequence[str],
) -> ChangeCounts:
    """What moved between two tables of rows, in plain Python.

    Args:
        later_rows: The later rows, by whose columns is grouped.
        earlier_rows: The earlier rows.
        framework: Of which the questions are.
        kind: What all organisations are.
        columns: By which they are grouped.
    """
    earlier = {row[ID_COLUMN]: row for row in earlier_rows if row.get(ID_COLUMN)}
    changes, scorer = ChangeCounts(), row_by_row.RowScorer(framework, kind)
    rungs = {question.id: len(question.options) for part in framework.layers for question in part.questions_for(kind)}
    for row in later_rows:
        earlier_row = earlier.get(row.get(ID_COLUMN))
        if earlier_row is None:
            continue
        scores = zip(scorer.score_row(row).scores, scorer.score_row(earlier_row).scores, strict=True)
        scores_by_part = list(zip(scorer.parts, scores, strict=True))
        for group in get_groups(row, columns):
            stayed = group == EVERYBODY or group in get_groups(earlier_row, columns)
            changes.add_match_counts(group, MatchCounts(1, int(stayed)))
            for layer, (score, earlier_score) in scores_by_part:
                if NO_SCORE not in (score, earlier_score):
                    movement = ScoreMovement(
                        1, int(score > earlier_score), int(score < earlier_score), score - earlier_score
                    )
                    changes.add_movement(CellKey(group, layer), movement)
            for question, count in rungs.items():
                cells = (_interpret_cell(table_row, question, count) for table_row in (row, earlier_row))
                changes.add_shift(group, question, _count_shift(*cells))
    return changes


def _interpret_cell(row: row_by_row.TableRow, question: str, rungs: int) -> CellMeaning | None:
    cell = row.get(question)
    return interpret_code(None if cell is None else int(str(cell)), rungs)


def _count_shift(later: CellMeaning | None, earlier: CellMeaning | None) -> AnswerShift:
    """What became of one answer: higher or lower certainly; None: the question does not apply."""
    if later is None or earlier is None or not (later.is_known or earlier.is_known):
        return AnswerShift(0, 0, 0, 0)
    both = later.is_known and earlier.is_known
    return AnswerShift(
        risen=int(both and later.lowest > earlier.highest),
        fallen=int(both and later.highest < earlier.lowest),
        newly_answered=int(not earlier.is_known),
        no_longer_answered=int(not later.is_known),
    )

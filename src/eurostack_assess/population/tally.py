"""The counts of a table: how many organisations have which score, answer each question, and miss its target.

Tallies of parts of a table add up to the tally of the whole, whatever engine made them and in whatever order; all
means, percentiles and ranks follow from them exactly. All numbers are whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

STACK = ""
"""Stands for the whole stack where a layer's id would."""


NO_LEVEL, NO_SCORE = -1, -1


class Group(NamedTuple):
    """Organisations that have a value in a column alike; all of them where the column is empty."""

    column: str
    value: str


EVERYBODY = Group("", "")


class CellKey(NamedTuple):
    """A layer, or the stack, of a group."""

    group: Group
    layer: str


class Sums(NamedTuple):
    """Of organisations with one verdict: their number, and sums in hundredths of a point or of a per cent."""

    number: int
    low: int
    high: int
    coverage: int


class AnswerCounts(NamedTuple):
    """How often a question was answered, partly or exactly, set aside, left open, and certainly on or below target."""

    answered: int = 0
    partial: int = 0
    not_applicable: int = 0
    open: int = 0
    reached: int = 0
    below_target: int = 0


@dataclass
class Tally:
    """Everything that is counted."""

    scores: dict[CellKey, dict[int, int]] = field(default_factory=dict)
    """How many have which score, in hundredths of a point; -1 without one."""
    levels: dict[CellKey, dict[int, int]] = field(default_factory=dict)
    """How many are at which level; -1 without one."""
    verdicts: dict[CellKey, dict[int, Sums]] = field(default_factory=dict)
    """Of layers: by the verdict's number."""
    answer_counts: dict[tuple[Group, str], AnswerCounts] = field(default_factory=dict)
    """By group and question."""

    def add_scores(self, part: CellKey, numbers: Mapping[int, int]) -> None:
        """Count so many organisations with each score."""
        _add(self.scores.setdefault(part, {}), numbers)

    def add_levels(self, part: CellKey, numbers: Mapping[int, int]) -> None:
        """Count so many organisations at each level."""
        _add(self.levels.setdefault(part, {}), numbers)

    def add_verdict(self, part: CellKey, verdict: int, sums: Sums) -> None:
        """Count organisations with a verdict."""
        by_verdict = self.verdicts.setdefault(part, {})
        previous = by_verdict.get(verdict)
        by_verdict[verdict] = sums if previous is None else Sums(*map(sum, zip(previous, sums, strict=True)))

    def add_answer_counts(self, group: Group, question: str, counts: AnswerCounts) -> None:
        """Count answers to a question in a group."""
        previous = self.answer_counts.get((group, question))
        self.answer_counts[group, question] = (
            counts if previous is None else AnswerCounts(*map(sum, zip(previous, counts, strict=True)))
        )

    def add(self, tally: "Tally") -> None:
        """Count everything that another tally has counted."""
        for part, scores in tally.scores.items():
            self.add_scores(part, scores)
        for part, levels in tally.levels.items():
            self.add_levels(part, levels)
        for part, verdicts in tally.verdicts.items():
            for verdict, sums in verdicts.items():
                self.add_verdict(part, verdict, sums)
        for (group, question), counts in tally.answer_counts.items():
            self.add_answer_counts(group, question, counts)

    def merge_groups(self, column: str) -> "Tally":
        """The groups of a column together: each organisation is in one of them."""
        merged = Tally()
        for part, scores in self.scores.items():
            if part.group.column == column:
                merged.add_scores(CellKey(EVERYBODY, part.layer), scores)
        for part, levels in self.levels.items():
            if part.group.column == column:
                merged.add_levels(CellKey(EVERYBODY, part.layer), levels)
        for part, verdicts in self.verdicts.items():
            if part.group.column == column:
                for verdict, sums in verdicts.items():
                    merged.add_verdict(CellKey(EVERYBODY, part.layer), verdict, sums)
        for (group, question), counts in self.answer_counts.items():
            if group.column == column:
                merged.add_answer_counts(EVERYBODY, question, counts)
        return merged

    @property
    def groups(self) -> dict[Group, int]:
        """All groups, each with the number of its organisations."""
        return {part.group: sum(counts.values()) for part, counts in self.levels.items() if part.layer == STACK}

    @property
    def digest(self) -> str:
        """SHA-256 of everything in order: equal for equal tables, whichever engine counted them."""
        hasher = sha256()
        kinds: tuple[Mapping[CellKey, Mapping[int, object]], ...] = (self.scores, self.levels, self.verdicts)
        for kind in kinds:
            for part in sorted(kind):
                counts = sorted(kind[part].items())
                hasher.update(f"{[*part.group, part.layer]} {counts}\n".encode())
        for (group, question), answer_counts in sorted(self.answer_counts.items()):
            hasher.update(f"{[*group, question]} {[*answer_counts]}\n".encode())
        return hasher.hexdigest()


class TableCounts(NamedTuple):
    """A table that an engine has counted."""

    tally: Tally
    titles: Sequence[str]
    """All of its columns."""
    table: Any = None
    """Its columns as the engine counts them, with ids, for what moved between two tables; not of every engine."""
    partly: frozenset[str] = frozenset()
    """The questions with a partial answer."""


def _add(target: dict[int, int], numbers: Mapping[int, int]) -> None:
    for key, number in numbers.items():
        target[key] = target.get(key, 0) + number


def get_groups(row: Mapping[str, object], columns: Iterable[str]) -> tuple[Group, ...]:
    """The groups that an organisation is in; nothing in a column is a value too."""
    groups = (Group(column, "" if row.get(column) is None else str(row[column])) for column in columns)
    return (EVERYBODY, *groups)

"""What is counted of a table: how many organisations have which score, how often each question is answered or missed.

Tallies of parts of a table add up to the tally of the whole, whatever engine made them and in whatever order; from them
follow all means, percentiles and ranks exactly. All numbers are whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from eurostack_assess.model.assessment import Verdict

STACK = ""
"""Stands for the whole stack where a layer's id would."""

VERDICTS: tuple[Verdict, ...] = ("not_applicable", "insufficient_data", "attention", "middle", "strong", "undetermined")
"""By number, as tallies hold them."""

NO_LEVEL, NO_SCORE = -1, -1


class Group(NamedTuple):
    """Organisations that have a value in a column alike; all of them where the column is empty."""

    column: str
    value: str


EVERYBODY = Group("", "")


class Part(NamedTuple):
    """A layer, or the stack, of a group."""

    group: Group
    layer: str


class Sums(NamedTuple):
    """Of organisations with one verdict: their number, and sums in hundredths of a point or of a per cent."""

    number: int
    low: int
    high: int
    coverage: int


class Given(NamedTuple):
    """How often a question was answered, set aside as not applicable, left open, and answered below its target."""

    answered: int
    not_applicable: int
    open: int
    short: int


@dataclass
class Tally:
    """Everything that is counted."""

    scores: dict[Part, dict[int, int]] = field(default_factory=dict)
    """How many have which score, in hundredths of a point; -1 without one."""
    levels: dict[Part, dict[int, int]] = field(default_factory=dict)
    """How many are at which level; -1 without one."""
    verdicts: dict[Part, dict[int, Sums]] = field(default_factory=dict)
    """Of layers: by the verdict's number."""
    given: dict[tuple[Group, str], Given] = field(default_factory=dict)
    """By group and question."""

    def add_scores(self, part: Part, numbers: Mapping[int, int]) -> None:
        """Count so many organisations with each score."""
        _add(self.scores.setdefault(part, {}), numbers)

    def add_levels(self, part: Part, numbers: Mapping[int, int]) -> None:
        """Count so many organisations at each level."""
        _add(self.levels.setdefault(part, {}), numbers)

    def add_verdict(self, part: Part, verdict: int, sums: Sums) -> None:
        """Count organisations with a verdict."""
        of = self.verdicts.setdefault(part, {})
        before = of.get(verdict)
        of[verdict] = sums if before is None else Sums(*map(sum, zip(before, sums, strict=True)))

    def add_given(self, group: Group, question: str, given: Given) -> None:
        """Count answers to a question in a group."""
        before = self.given.get((group, question))
        self.given[group, question] = given if before is None else Given(*map(sum, zip(before, given, strict=True)))

    def add(self, other: "Tally") -> None:
        """Count everything that another tally has counted."""
        for part, scores in other.scores.items():
            self.add_scores(part, scores)
        for part, levels in other.levels.items():
            self.add_levels(part, levels)
        for part, verdicts in other.verdicts.items():
            for verdict, sums in verdicts.items():
                self.add_verdict(part, verdict, sums)
        for (group, question), given in other.given.items():
            self.add_given(group, question, given)

    def of_everybody(self, column: str) -> "Tally":
        """The groups of a column together: each organisation is in one of them."""
        made = Tally()
        for part, scores in self.scores.items():
            if part.group.column == column:
                made.add_scores(Part(EVERYBODY, part.layer), scores)
        for part, levels in self.levels.items():
            if part.group.column == column:
                made.add_levels(Part(EVERYBODY, part.layer), levels)
        for part, verdicts in self.verdicts.items():
            if part.group.column == column:
                for verdict, sums in verdicts.items():
                    made.add_verdict(Part(EVERYBODY, part.layer), verdict, sums)
        for (group, question), given in self.given.items():
            if group.column == column:
                made.add_given(EVERYBODY, question, given)
        return made

    @property
    def groups(self) -> dict[Group, int]:
        """All groups, each with the number of its organisations."""
        return {part.group: sum(of.values()) for part, of in self.levels.items() if part.layer == STACK}

    @property
    def digest(self) -> str:
        """SHA-256 of everything in order: equal for equal tables, whichever engine counted them."""
        made = sha256()
        kinds: tuple[Mapping[Part, Mapping[int, object]], ...] = (self.scores, self.levels, self.verdicts)
        for kind in kinds:
            for part in sorted(kind):
                counts = sorted(kind[part].items())
                made.update(f"{[*part.group, part.layer]} {counts}\n".encode())
        for (group, question), given in sorted(self.given.items()):
            made.update(f"{[*group, question]} {[*given]}\n".encode())
        return made.hexdigest()


class Counted(NamedTuple):
    """A table that an engine has counted."""

    tally: Tally
    titles: Sequence[str]
    """All of its columns."""
    table: Any = None
    """Its columns as the engine counts them, with ids, for what moved between two tables; not of every engine."""


def _add(to: dict[int, int], numbers: Mapping[int, int]) -> None:
    for key, number in numbers.items():
        to[key] = to.get(key, 0) + number


def groups_of(row: Mapping[str, object], columns: Iterable[str]) -> tuple[Group, ...]:
    """The groups that an organisation is in; nothing in a column is a value too."""
    named = (Group(column, "" if row.get(column) is None else str(row[column])) for column in columns)
    return (EVERYBODY, *named)

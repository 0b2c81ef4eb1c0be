"""What is counted of a table: how many organisations have which score, how often each question is answered or missed.

Tallies of parts of a table add up to the tally of the whole, whatever engine made them and in whatever order; from them
follow all means, percentiles and ranks exactly. All numbers are whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from eurostack_assess.model.assessment import Verdict

STACK = ""
"""Stands for the whole stack where a layer's id would."""

VERDICTS: tuple[Verdict, ...] = ("not_applicable", "insufficient_data", "attention", "middle", "strong", "undetermined")
"""By number, as tables hold them."""

NO_VERDICT, NO_LEVEL, NO_SCORE = -1, -1, -1


class Group(NamedTuple):
    """Organisations that have a value in a column alike; all of them where the column is empty."""

    column: str
    value: str


EVERYBODY = Group("", "")


class Bin(NamedTuple):
    """Organisations with one verdict and level in a layer."""

    layer: str
    verdict: int
    level: int


class Sums(NamedTuple):
    """Of the organisations in a bin: their number, and sums in hundredths of a point or of a per cent."""

    number: int
    low: int
    high: int
    coverage: int


class At(NamedTuple):
    """Organisations with one score in a layer, in hundredths of a point; -1 without one."""

    layer: str
    score: int


class Given(NamedTuple):
    """How often a question was answered, set aside as not applicable, left open, and answered below its target."""

    answered: int
    not_applicable: int
    open: int
    short: int


@dataclass
class Tally:
    """Everything that is counted."""

    scores: dict[tuple[Group, At], int] = field(default_factory=dict)
    """How many have which score."""
    bins: dict[tuple[Group, Bin], Sums] = field(default_factory=dict)
    given: dict[tuple[Group, str], Given] = field(default_factory=dict)
    """By group and question."""

    def add_scores(self, group: Group, at: At, number: int) -> None:
        """Count organisations with a score."""
        self.scores[group, at] = self.scores.get((group, at), 0) + number

    def add_bin(self, group: Group, bin_: Bin, sums: Sums) -> None:
        """Count organisations into a bin of a group."""
        before = self.bins.get((group, bin_))
        self.bins[group, bin_] = sums if before is None else Sums(*map(sum, zip(before, sums, strict=True)))

    def add_given(self, group: Group, question: str, given: Given) -> None:
        """Count answers to a question in a group."""
        before = self.given.get((group, question))
        self.given[group, question] = given if before is None else Given(*map(sum, zip(before, given, strict=True)))

    def merge(self, other: "Tally") -> "Tally":
        """The tally of both together."""
        merged = Tally(dict(self.scores), dict(self.bins), dict(self.given))
        for (group, at), number in other.scores.items():
            merged.add_scores(group, at, number)
        for (group, bin_), sums in other.bins.items():
            merged.add_bin(group, bin_, sums)
        for (group, question), given in other.given.items():
            merged.add_given(group, question, given)
        return merged

    @property
    def digest(self) -> str:
        """SHA-256 of all its rows in order: equal for equal tables, whichever engine counted them."""
        scores = [("scores", *group, *at, number) for (group, at), number in self.scores.items()]
        bins = [("bin", *group, *bin_, *sums) for (group, bin_), sums in self.bins.items()]
        given = [("given", *group, question, *numbers) for (group, question), numbers in self.given.items()]
        rows = [*sorted(scores), *sorted(bins), *sorted(given)]
        return sha256("\n".join(map(repr, rows)).encode()).hexdigest()


def groups_of(row: Mapping[str, object], columns: Iterable[str]) -> tuple[Group, ...]:
    """The groups that an organisation is in; nothing in a column is a value too."""
    named = (Group(column, "" if row.get(column) is None else str(row[column])) for column in columns)
    return (EVERYBODY, *named)

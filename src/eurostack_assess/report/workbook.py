"""A workbook for calculations: named sheets of typed cells, independent of format. Renderers only render it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eurostack_assess.report.document import UNDATED

Value = str | float | int | date | None
"""A cell: words, a number unrounded, a day, or nothing."""


@dataclass(frozen=True)
class ScoreChart:
    """A bar a row of a sheet, from a column with scores of 0 to 100."""

    title: str
    description: str
    """What it shows, in words, for those who do not see it."""
    names: int
    """Column of the names, counted from 0."""
    values: int
    rows: int
    """How many rows from the first."""


@dataclass(frozen=True)
class Sheet:
    """Rows under titles; every row is as wide as the titles."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: ScoreChart | None = None
    heading: tuple[str, ...] = ()
    """Lines above the titles; the first two stand out."""
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By column, counted from 0: what a cell of it may be filled with."""
    frozen_columns: int = 1
    """Columns that stay in view."""


@dataclass(frozen=True)
class Workbook:
    """Everything that a report says, as sheets."""

    title: str
    language: str
    sheets: Sequence[Sheet]
    main: str
    """The sheet that a format with room for one shows."""
    as_of_date: date = UNDATED
    """The day that its numbers are of."""

"""The errors in a large table, as data; another module turns them into messages."""

from collections.abc import Sequence
from typing import NamedTuple

MAX_BAD_ROWS = 20
"""Rows that are told of when a table is refused."""


class RowError(NamedTuple):
    """Why a row cannot be counted."""

    column: str
    """With a cell that stands for nothing; `id`: it stands there already; none: the row has another width."""
    cell: str
    """Of a row of another width: how many cells it has."""
    reference: int = 0
    """The row in which an id stands first; of a row of another width, how many columns there are."""


class BadRow(NamedTuple):
    """A row that cannot be counted."""

    row: int
    """Counted from 1, the titles not counted; 0 where an engine has no order."""
    cells: Sequence[str]
    errors: Sequence[RowError]


class TableError(Exception):
    """A table that cannot be counted; where nothing is said of it, one without rows."""

    def __init__(
        self,
        rows: Sequence[BadRow] = (),
        columns: Sequence[str] = (),
        engine_message: str = "",
        ungroupable: tuple[str, str] | None = None,
        *,
        repeated: str = "",
        has_questions: bool = True,
    ) -> None:
        super().__init__(engine_message)
        self.rows = rows
        self.columns = columns
        """Columns that are no question and no group."""
        self.ungroupable = ungroupable
        """A column that cannot be grouped by, and what it holds."""
        self.engine_message = engine_message
        """What the engine says of a file that it cannot read."""
        self.repeated = repeated
        """A title that stands there twice."""
        self.has_questions = has_questions
        """Whether any column is a question."""

"""Checks the columns of a table before an engine counts them.

Everything is written in Narwhals, so that the checks are the same for every engine.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import narwhals as nw

from eurostack_assess.model.population import CODES, PARTIAL_CODE
from eurostack_assess.population.cells import DONT_KNOW, FIRST_PARTIAL, list_number_codes
from eurostack_assess.population.integers import IntegerFramework, ScaledQuestion
from eurostack_assess.population.row_errors import RowError, TableError
from eurostack_assess.reading.answer_table import ID_COLUMN

LOWEST_CODE = min(CODES.values())
SECOND = "%Y-%m-%d %H:%M:%S"


def check_titles(titles: Collection[str], framework_int: IntegerFramework, columns: Sequence[str]) -> None:
    """Refuse columns that look like a question's id but are none, groups that are not there, and a lack of questions.

    Raises:
        TableError: with those.
    """
    question_ids = [question.id for question in framework_int.questions]
    other_titles = [name for name in titles if name not in {ID_COLUMN, *columns, *question_ids}]
    if misspelt := [name for name in other_titles if get_close_matches(name[:80], question_ids, n=1)]:
        raise TableError(columns=misspelt)
    if missing := [name for name in columns if name not in titles]:
        raise TableError(columns=missing)
    if not any(name in question_ids for name in titles):
        raise TableError(has_questions=False)


def check_kinds(table: nw.LazyFrame[Any], framework_int: IntegerFramework) -> None:
    """Refuse answers that are no whole numbers, which only Polars reads.

    Raises:
        TableError: with the first such column.
    """
    for name, kind in table.collect_schema().items():
        if name in {question.id for question in framework_int.questions} and not kind.is_integer():
            raise TableError(engine_message=f"{name}: {kind}, not Int8")


UNGROUPABLE = (nw.List, nw.Array, nw.Struct, nw.Binary, nw.Duration, nw.Time, nw.Object, nw.Unknown)
"""Kinds of column whose values each engine would name otherwise, if it groups by them at all."""


def select_groups(table: nw.LazyFrame[Any], columns: Sequence[str]) -> list[nw.Expr]:
    """The columns to group by as text, named alike by every engine; a moment by its second.

    Raises:
        TableError: with the first column that holds something else than text, numbers, yes and no, or dates.
    """
    schema = table.collect_schema()
    for name in columns:
        if isinstance(schema[name], UNGROUPABLE):
            raise TableError(ungroupable=(name, str(schema[name])))
    return [
        nw.col(name).dt.to_string(SECOND) if isinstance(schema[name], nw.Datetime) else nw.col(name).cast(nw.String)
        for name in columns
    ]


def compute_extremes(table: nw.LazyFrame[Any], framework_int: IntegerFramework) -> nw.LazyFrame[Any]:
    """One row: the lowest and the highest cell of each question, how many have an id, how many ids, how many rows."""
    titles = table.collect_schema().names()
    question_ids = [question.id for question in framework_int.questions if question.id in titles]
    found = [nw.col(id_).min().alias(f"lowest:{id_}") for id_ in question_ids]
    found += [nw.col(id_).max().alias(f"highest:{id_}") for id_ in question_ids]
    if ID_COLUMN in titles:
        found += [nw.col(ID_COLUMN).count().alias("ids"), nw.col(ID_COLUMN).n_unique().alias("different")]
    return table.select(*found, nw.len().alias("rows"))


def find_partly_answered(found: Mapping[str, Any], framework_int: IntegerFramework) -> list[ScaledQuestion]:
    """The questions of which, by the ends, some cells may stand for the rungs still possible."""
    return [
        question for question in framework_int.questions if (found.get(f"highest:{question.id}") or 0) >= PARTIAL_CODE
    ]


def select_odd_cells(table: nw.LazyFrame[Any], questions: Sequence[ScaledQuestion]) -> nw.LazyFrame[Any]:
    """One row: of each question a cell that stands for nothing; null where all stand for something."""
    return table.select(
        nw.when(~nw.col(question.id).is_in(_list_numbers(question))).then(nw.col(question.id)).max().alias(question.id)
        for question in questions
    )


def _list_numbers(question: ScaledQuestion) -> list[int]:
    """All numbers that stand for something in a table of numbers."""
    rungs = len(question.values)
    return [*range(LOWEST_CODE, rungs), *list_number_codes(rungs)]


def convert_numbers(cell: nw.Expr, question: ScaledQuestion) -> nw.Expr:
    """Cells of a table of numbers in an engine's numbers, which fit in one byte."""
    partial = nw.when(cell >= PARTIAL_CODE).then(cell - (PARTIAL_CODE - FIRST_PARTIAL)).otherwise(cell)
    top = len(question.values) - 1
    found = nw.when(cell == PARTIAL_CODE + top).then(nw.lit(DONT_KNOW)).otherwise(partial)
    for rung in range(top + 1):
        found = nw.when(cell == PARTIAL_CODE + 11 * rung).then(nw.lit(rung)).otherwise(found)
    return found


def find_row_errors(
    found: Mapping[str, Any], framework_int: IntegerFramework, odd_cells: Mapping[str, Any]
) -> list[RowError]:
    """What the ends, and the odd cells of partly answered questions, say of cells that stand for nothing: one each."""
    row_errors = [RowError(question, str(cell)) for question, cell in odd_cells.items() if cell is not None]
    for question in framework_int.questions:
        for end in ("lowest", "highest"):
            cell = found.get(f"{end}:{question.id}")
            if cell is not None and question.id not in odd_cells and not LOWEST_CODE <= cell < len(question.values):
                row_errors.append(RowError(question.id, str(cell)))
                break
    has_rows_without_id = found["rows"] > found.get("ids", 0)
    if (
        "ids" in found and found["ids"] != found["different"] - has_rows_without_id
    ):  # nothing counts as one of the different
        row_errors.append(RowError(ID_COLUMN, ""))
    return row_errors

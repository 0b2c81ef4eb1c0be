"""Counts a file with Polars, without ever holding all of it in memory.

The file is read in batches, with the expected types of columns, and each batch is checked; only if something is wrong
is the file read again cell by cell, to report what.
"""

import csv
import glob
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from eurostack_assess.model.population import CODES
from eurostack_assess.population.cells import FIRST_PARTIAL, list_notations, list_number_codes
from eurostack_assess.population.columns import (
    check_titles,
    compute_extremes,
    find_partly_answered,
    find_row_errors,
    select_groups,
    select_odd_cells,
)
from eurostack_assess.population.expression import (
    Query,
    build_change_counts,
    build_change_queries,
    build_queries,
    build_tally,
)
from eurostack_assess.population.integers import IntegerFramework, ScaledQuestion
from eurostack_assess.population.row_errors import MAX_BAD_ROWS, BadRow, RowError, TableError
from eurostack_assess.population.tally import TableCounts
from eurostack_assess.population.trend import ChangeCounts
from eurostack_assess.reading.answer_table import ID_COLUMN
from eurostack_assess.reading.csv_text import SAMPLE_CHARACTERS, CsvStart, find_csv_start

ROW_COLUMN = "row "
"""The number of a row, from 1; no column of a table is called so."""

BATCH_ROWS = 1 << 20
"""Rows that are counted at a time."""

ProgressCallback = Callable[[int, int | None], None]
"""Tells how many rows of how many are counted."""


def count_with_polars(
    path: Path,
    framework_int: IntegerFramework,
    columns: Sequence[str],
    bad_rows: list[BadRow] | None = None,
    on_progress: ProgressCallback = lambda _done, _all: None,
) -> TableCounts:
    """A file, counted.

    Args:
        path: The file.
        framework_int: The framework.
        columns: By which it is grouped.
        bad_rows: Takes the rows that cannot be counted; None: there may be none.
        on_progress: Is told how many rows are counted.

    Raises:
        TableError: with what cannot be taken.
    """
    skipped_lines = _find_start(path).skipped_lines if _is_text(path) else 0
    try:
        if _is_text(path):
            _check_repeated_titles(path)
        titles = _get_column_names(_scan_file(path))
        check_titles(titles, framework_int, columns)
        counts = _count_at_once(path, framework_int, columns, on_progress) or _count_cell_by_cell(
            path, framework_int, columns=columns, on_progress=on_progress, bad_rows=bad_rows
        )
        if not counts.tally.groups and not bad_rows:
            raise TableError
        if bad_rows and skipped_lines:
            bad_rows[:] = [_move_down(row, skipped_lines) for row in bad_rows]
        return counts._replace(titles=titles)
    except TableError as error:
        error.rows = [_move_down(row, skipped_lines) for row in error.rows]
        raise
    except pl.exceptions.PolarsError as error:
        raise TableError(engine_message=str(error).partition("\n")[0]) from None


def _get_column_names(table: pl.LazyFrame) -> list[str]:
    return [name for name in table.collect_schema() if name != ROW_COLUMN]


def _scan_file(path: Path) -> pl.LazyFrame:
    scan: Mapping[str, Callable[[], pl.LazyFrame]] = {
        ".parquet": lambda: pl.scan_parquet(path, glob=False),
        ".jsonl": lambda: pl.scan_ndjson(glob.escape(str(path))),
        ".csv": lambda: _scan_csv(path, infer_schema=False, truncate_ragged_lines=True),
    }
    return scan[path.suffix.lower()]()


def _scan_csv(path: Path, **options: Any) -> pl.LazyFrame:
    start = _find_start(path)
    return pl.scan_csv(path, separator=start.delimiter, skip_lines=start.skipped_lines, glob=False, **options)


def _check_repeated_titles(path: Path) -> None:
    """Refuse a title that stands there twice: Polars renames the second."""
    start = _find_start(path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = islice(csv.reader(file, delimiter=start.delimiter), start.skipped_lines, None)
        try:
            titles = [title.strip() for title in next(rows, [])]
        except csv.Error as error:
            raise TableError(engine_message=str(error)) from None
    repeated = next((title for index, title in enumerate(titles) if title and title in titles[:index]), "")
    if repeated:
        raise TableError(repeated=repeated)


def _find_start(path: Path) -> CsvStart:
    """What stands between the columns of a text file, and whether its first line says so."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return find_csv_start(file.read(SAMPLE_CHARACTERS), lambda _: False)


def _move_down(row: BadRow, lines: int) -> BadRow:
    """The same row, counted with the lines above the titles."""
    errors = [
        error._replace(reference=error.reference + lines) if error.column == ID_COLUMN and error.reference else error
        for error in row.errors
    ]
    return BadRow(row.row + lines, row.cells, errors)


def _count_at_once(
    path: Path, framework_int: IntegerFramework, columns: Sequence[str], on_progress: ProgressCallback
) -> TableCounts | None:
    """The counts of a table in which nothing is off; None of another."""
    typed = _scan_typed(path, framework_int)
    if typed is None:
        return None
    validator = _BatchValidator(typed.collect_schema(), framework_int, text=_is_text(path))
    try:
        counts = _count_batches(
            typed, framework_int, columns=columns, on_progress=on_progress, is_valid=validator.is_valid
        )
    except pl.exceptions.PolarsError:
        return None  # the other way finds out what it is
    if counts is None or validator.has_repeated_ids or (validator.short_rows and _find_ragged_rows(path, 1)):
        return None
    return counts


class _BatchValidator:
    """A look at every batch, whether its columns are as they should be."""

    def __init__(self, schema: pl.Schema, framework_int: IntegerFramework, *, text: bool) -> None:
        self._framework_int, self._text = framework_int, text
        self._ids: list[pl.Series] | None = [] if ID_COLUMN in schema else None
        self.short_rows = 0
        """Rows with nothing in the last column, as lines have that are too short."""
        words = {name: pl.col(name).str.strip_chars() for name, dtype in schema.items() if dtype == pl.String}
        nothing = [words[name].fill_null("") == "" if name in words else pl.col(name).is_null() for name in schema]
        spaces = [words[ID_COLUMN] != pl.col(ID_COLUMN)] if ID_COLUMN in words else []
        self._checks = (
            pl.all_horizontal(nothing).any().alias("nothing"),
            pl.any_horizontal(pl.lit(value=False), *spaces).any().alias("spaces"),
            pl.col(schema.names()[-1]).null_count().alias("short"),
        )

    def is_valid(self, batch: pl.DataFrame) -> bool:
        """Whether nothing is off so far as one batch can tell."""
        if self._ids is not None:
            self._ids.append(batch.select(pl.col(ID_COLUMN).drop_nulls().hash())[ID_COLUMN])
        if not self._text:
            return self._has_valid_numbers(nw.from_native(batch.lazy()))
        nothing, spaces, short = batch.select(self._checks).row(0)
        self.short_rows += short
        return not (nothing or spaces)

    def _has_valid_numbers(self, batch: nw.LazyFrame[pl.LazyFrame]) -> bool:
        def fetch_row(table: nw.LazyFrame[pl.LazyFrame]) -> Mapping[str, Any]:
            return table.collect().to_native().row(0, named=True)  # type: ignore[no-any-return]

        extremes = fetch_row(compute_extremes(batch, self._framework_int))
        partly = find_partly_answered(extremes, self._framework_int)
        odd_cells = fetch_row(select_odd_cells(batch, partly)) if partly else {}
        return not find_row_errors(extremes, self._framework_int, odd_cells)

    @property
    def has_repeated_ids(self) -> bool:
        """Whether an id may stand in several rows: told by hashes, which two ids can share."""
        if not self._ids:
            return False
        hashes = pl.concat(self._ids)
        return hashes.n_unique() < len(hashes)


def _count_batches(
    table: pl.LazyFrame,
    framework_int: IntegerFramework,
    columns: Sequence[str],
    on_progress: ProgressCallback,
    is_valid: Callable[[pl.DataFrame], bool] = lambda _: True,
) -> TableCounts | None:
    """The counts of a table that comes in batches, as it need never be held whole; None where one is not fine."""
    queries: dict[tuple[str, str, str], Query] = {}
    frames: dict[tuple[str, str, str], list[pl.DataFrame]] = {}
    partly: set[str] = set()
    done = 0
    for batch in table.collect_batches(chunk_size=BATCH_ROWS, maintain_order=False, engine="streaming"):
        if not is_valid(batch):
            return None
        batch_partly = _find_partly_answered(batch, framework_int)
        coded = nw.from_native(_select_coded(batch.lazy(), framework_int, columns, batch_partly))
        batch_queries = list(build_queries(coded, framework_int, columns, batch_partly))
        answers = pl.collect_all([query.frame.to_native() for query in batch_queries], engine="streaming")
        for query, frame in zip(batch_queries, answers, strict=True):
            key = (query.column, query.measure, query.layer)
            queries[key] = query
            frames.setdefault(key, []).append(frame)
        partly |= batch_partly
        done += len(batch)
        on_progress(done, None)
    summed = ((query, _sum_batches(query, frames[key])) for key, query in queries.items())
    return TableCounts(
        build_tally(summed, framework_int, columns),
        titles=(),
        table=_select_coded(table, framework_int, columns, partly),
        partly=frozenset(partly),
    )


def _find_partly_answered(batch: pl.DataFrame, framework_int: IntegerFramework) -> set[str]:
    """The questions of which a cell says which rungs are still possible."""
    asked = [question.id for question in framework_int.questions if question.id in batch.columns]
    highest = batch.select(pl.col(asked).max()).row(0, named=True) if asked else {}
    return {id_ for id_, cell in highest.items() if cell is not None and cell >= FIRST_PARTIAL}


def _sum_batches(query: Query, frames: Sequence[pl.DataFrame]) -> Iterator[Sequence[Any]]:
    """The answers to a query for all batches together."""
    together = pl.concat(frames)
    keys = [name for name in together.columns if name in {query.column, f"{query.measure}:{query.layer}"}]
    numbers = pl.exclude(keys).cast(pl.Int64).sum() if keys else pl.all().cast(pl.Int64).sum()
    return (together.group_by(keys).agg(numbers) if keys else together.select(numbers)).iter_rows()


def _scan_typed(path: Path, framework_int: IntegerFramework) -> pl.LazyFrame | None:
    """The table with whole numbers for answers, if it can be had so without looking at every cell."""
    table = _scan_file(path)
    schema = table.collect_schema()
    questions = [question for question in framework_int.questions if question.id in schema]
    if _is_text(path):
        kinds = {question.id: pl.Enum(list(_list_cell_codes(len(question.values)))) for question in questions}
        table = _scan_csv(path, schema={name: kinds.get(name, pl.String) for name in _get_column_names(table)})
        return table.with_columns(
            _convert_to_codes(pl.col(question.id).to_physical(), len(question.values)) for question in questions
        )
    return table if all(schema[question.id].is_integer() for question in questions) else None


def _convert_to_codes(place: pl.Expr, rungs: int) -> pl.Expr:
    """The place in `_list_cell_codes` as the number there.

    The words' numbers count down from -1, and those of notations up from their first.
    """
    place, words = place.cast(pl.Int8), rungs + len(CODES)
    notation = place - words + FIRST_PARTIAL
    return pl.when(place < rungs).then(place).when(place < words).then(rungs - 1 - place).otherwise(notation)


@cache
def _list_cell_codes(rungs: int) -> Mapping[str, int]:
    """All texts in a cell of a ladder of so many rungs with a number: of a notation, its place for the time being."""
    notations = {text: FIRST_PARTIAL + place for place, text in enumerate(list_notations(rungs))}
    return {**{str(rung): rung for rung in range(rungs)}, **CODES, **notations}


@cache
def _list_conversions(rungs: int) -> Mapping[int, int]:
    """Numbers of notations, as of a table of numbers, each with what it is in an engine's numbers."""
    return {**dict(enumerate(list_notations(rungs).values(), start=FIRST_PARTIAL)), **list_number_codes(rungs)}


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _select_coded(
    table: pl.LazyFrame, framework_int: IntegerFramework, columns: Sequence[str], partly: Collection[str]
) -> pl.LazyFrame:
    """The columns that count: those to group by as categories, and answers in an engine's numbers."""
    schema = table.collect_schema()
    if columns:
        named = nw.from_native(table)
        table = named.with_columns(*select_groups(named, columns)).to_native()
    groups = [pl.col(name).cast(pl.Categorical) for name in columns]

    def select_cell(question: ScaledQuestion) -> pl.Expr:
        if question.id not in schema:
            return pl.lit(None)
        cell = pl.col(question.id)
        if question.id not in partly:
            return cell
        return cell.cast(pl.Int16).replace(_list_conversions(len(question.values)))  # numbers of tables reach 199

    answers = [
        select_cell(question).cast(pl.Int8, strict=False).alias(question.id) for question in framework_int.questions
    ]
    ids = [pl.col(ID_COLUMN).cast(pl.String).replace("", None)] if ID_COLUMN in schema else []
    return table.select(*groups, *answers, *ids)


def _find_ragged_rows(path: Path, limit: int | None) -> list[BadRow]:
    """The lines with more or fewer cells than the titles."""
    quoted = pl.col("line").str.contains('"', literal=True)
    if not _collect(_scan_lines(path).filter(quoted), 1).is_empty():
        return list(islice(_find_ragged_quoted_rows(path), limit))
    separator = _find_start(path).delimiter
    cells = pl.col("line").str.count_matches(separator, literal=True) + 1
    counted = _scan_lines(path).with_row_index(ROW_COLUMN).with_columns(cells=cells)
    width = counted.head(1).collect()["cells"].item()
    has_text = pl.col("line").str.strip_chars(separator + " ") != ""
    uneven = counted.filter((pl.col("cells") != width) & has_text).select(ROW_COLUMN, "line", "cells")
    return [
        BadRow(row, line.split(separator), [RowError("", str(cells), width)])
        for row, line, cells in _collect(uneven, limit).rows()
    ]


def _scan_lines(path: Path) -> pl.LazyFrame:
    return pl.scan_csv(
        path,
        has_header=False,
        separator="\x1f",
        quote_char=None,
        infer_schema=False,
        new_columns=["line"],
        skip_lines=_find_start(path).skipped_lines,
        glob=False,
    )


def _find_ragged_quoted_rows(path: Path) -> Iterator[BadRow]:
    """The same where cells are quoted, so that a line has other cells than it has separators."""
    start = _find_start(path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = islice(csv.reader(file, delimiter=start.delimiter), start.skipped_lines, None)
        try:
            width = len(next(rows))
            for row, cells in enumerate(rows, start=1):
                if len(cells) != width and any(cell.strip() for cell in cells):
                    yield BadRow(row, cells, [RowError("", str(len(cells)), width)])
        except csv.Error as error:
            raise TableError(engine_message=str(error)) from None


def _count_cell_by_cell(
    path: Path,
    framework_int: IntegerFramework,
    columns: Sequence[str],
    on_progress: ProgressCallback,
    bad_rows: list[BadRow] | None,
) -> TableCounts:
    """The counts of a table that is gone over for what cannot be counted."""
    table = _scan_numbered(path)
    limit = MAX_BAD_ROWS if bad_rows is None else None
    found = _find_ragged_rows(path, limit) if _is_text(path) else []
    if not (found and bad_rows is None):
        remaining = table.filter(~pl.col(ROW_COLUMN).is_in([row.row for row in found])) if found else table
        found += _find_bad_rows(remaining, framework_int, limit)
    if found and bad_rows is None:
        raise TableError(found)
    if bad_rows is not None and found:
        bad_rows += sorted(found)
        table = table.filter(~pl.col(ROW_COLUMN).is_in([row.row for row in found]))
    parsed = _parse_cells(table, table.collect_schema(), framework_int)
    counts = _count_batches(parsed, framework_int, columns, on_progress)
    assert counts is not None, "everything was fine"  # noqa: S101
    return counts


def count_changes_with_polars(
    later: TableCounts, earlier: TableCounts, framework_int: IntegerFramework, columns: Sequence[str]
) -> ChangeCounts:
    """What moved between two tables with ids.

    Raises:
        TableError: they cannot be matched.
    """
    later_table, earlier_table = nw.from_native(later.table), nw.from_native(earlier.table)
    partly = later.partly | earlier.partly
    change_queries = list(
        build_change_queries(later_table, earlier_table, framework_int, columns=columns, partly=partly)
    )
    try:
        frames = pl.collect_all([frame.to_native() for _, frame in change_queries], engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise TableError(engine_message=str(error).partition("\n")[0]) from None
    answers = ((column, frame.iter_rows()) for (column, _), frame in zip(change_queries, frames, strict=True))
    return build_change_counts(answers, framework_int, columns)


def _scan_numbered(path: Path) -> pl.LazyFrame:
    """The table with the numbers of its rows, without the lines of CSV in which nothing stands.

    Elsewhere a row is an organisation, though nothing is known of it.
    """
    table = _scan_file(path).with_row_index(ROW_COLUMN, offset=1)
    schema = table.collect_schema()
    words = [name for name, dtype in schema.items() if dtype in (pl.Categorical, pl.Enum)]
    table = table.with_columns(pl.col(words).cast(pl.String))
    if not _is_text(path):
        return table
    names = _get_column_names(table)
    trimmed = table.with_columns(pl.col(name).str.strip_chars().replace("", None) for name in names)
    return trimmed.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names))


def _find_bad_rows(table: pl.LazyFrame, framework_int: IntegerFramework, limit: int | None) -> list[BadRow]:
    """The rows with cells that stand for nothing, and those of organisations that stand there already."""
    schema = table.collect_schema()
    counted = {question.id: len(question.values) for question in framework_int.questions if question.id in schema}
    tests = [_is_invalid(pl.col(name), schema[name], rungs).alias(name) for name, rungs in counted.items()]
    found: dict[int, list[tuple[str, int]]] = {}
    if counted:
        flagged = table.select(ROW_COLUMN, *tests).filter(pl.any_horizontal(list(counted)))
        for row, *flags in _collect(flagged, limit).rows():
            found[row] = [(name, 0) for name, flag in zip(counted, flags, strict=True) if flag]
    if ID_COLUMN in schema:
        named = table.select(ROW_COLUMN, ID_COLUMN).filter(pl.col(ID_COLUMN).is_not_null())
        several = named.group_by(ID_COLUMN).agg(pl.len().alias("times"), pl.col(ROW_COLUMN).min().alias("first"))
        again = named.join(several.filter(pl.col("times") > 1), on=ID_COLUMN).filter(
            pl.col(ROW_COLUMN) != pl.col("first")
        )
        for row, first in _collect(again.select(ROW_COLUMN, "first"), limit).rows():
            found.setdefault(row, []).append((ID_COLUMN, first))
    if not found:
        return []
    rows = _collect(table.filter(pl.col(ROW_COLUMN).is_in(sorted(found))), None)
    return [_build_bad_row(row, found[row[ROW_COLUMN]]) for row in rows.rows(named=True)]


def _build_bad_row(row: Mapping[str, Any], found: Sequence[tuple[str, int]]) -> BadRow:
    cells = ["" if cell is None else str(cell) for name, cell in row.items() if name != ROW_COLUMN]
    return BadRow(row[ROW_COLUMN], cells, [RowError(name, str(row[name]), first) for name, first in found])


def _collect(table: pl.LazyFrame, limit: int | None) -> pl.DataFrame:
    return (table if limit is None else table.head(limit)).collect(engine="streaming")


def _is_invalid(cell: pl.Expr, dtype: pl.DataType, rungs: int) -> pl.Expr:
    if dtype == pl.String:
        return ~_normalise_cell(cell).fill_null("").is_in([*_list_cell_codes(rungs), ""])
    if dtype == pl.Boolean:  # yes and no are no rungs
        return cell.is_not_null()
    known = cell.fill_null(0)
    is_whole = True if dtype.is_integer() else known == known.floor()
    is_partial = known.is_in([*list_number_codes(rungs)]) if dtype.is_integer() else False
    return ~((known.is_between(min(CODES.values()), rungs - 1) & is_whole) | is_partial)


def _normalise_cell(cell: pl.Expr) -> pl.Expr:
    """A cell of text as spreadsheets mean it: without spaces around it, and 2.0 as 2."""
    return cell.str.strip_chars().str.replace(r"\.0$", "")


def _parse_cells(table: pl.LazyFrame, schema: pl.Schema, framework_int: IntegerFramework) -> pl.LazyFrame:
    """Cells of text as the codes that they stand for."""
    return table.with_columns(
        _normalise_cell(pl.col(question.id)).replace_strict(
            _list_cell_codes(len(question.values)), default=None, return_dtype=pl.Int8
        )
        for question in framework_int.questions
        if question.id in schema and schema[question.id] == pl.String
    )

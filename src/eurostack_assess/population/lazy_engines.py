"""The engines that read only Parquet: DuckDB, which needs little memory, and Spark, which runs on many machines."""

import glob
import logging
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import narwhals as nw

from eurostack_assess.population.columns import (
    check_kinds,
    check_titles,
    compute_extremes,
    convert_numbers,
    find_partly_answered,
    find_row_errors,
    select_groups,
    select_odd_cells,
)
from eurostack_assess.population.expression import build_queries, build_tally
from eurostack_assess.population.integers import IntegerFramework, ScaledQuestion
from eurostack_assess.population.row_errors import BadRow, TableError
from eurostack_assess.population.tally import TableCounts

STDERR = 2

Rows = Iterable[Sequence[Any]]


class SparkStartError(Exception):
    """Spark did not start: what it says itself."""


def count_with_duckdb(path: str, framework_int: IntegerFramework, columns: Sequence[str]) -> TableCounts:
    """A Parquet file, counted by DuckDB.

    Raises:
        TableError: with what cannot be taken.
    """
    import duckdb

    def fetch_rows(frame: nw.LazyFrame[Any]) -> Rows:
        return frame.to_native().fetchall()  # type: ignore[no-any-return]

    with closing(duckdb.connect()) as connection:
        try:
            table = nw.from_native(connection.read_parquet(glob.escape(path)))
            return _count_table(table, fetch_rows, framework_int, columns)
        except duckdb.Error as error:
            raise TableError(engine_message=str(error).partition("\n")[0]) from None


def count_with_spark(path: str, framework_int: IntegerFramework, columns: Sequence[str], master: str) -> TableCounts:
    """Parquet, a file or a folder of files, counted by Spark.

    Args:
        path: Where the executors find it.
        framework_int: The framework.
        columns: By which it is grouped.
        master: The cluster, as Spark writes it: `local[2]`, `spark://HOST:7077`, `yarn`.

    Raises:
        TableError: with what cannot be taken.
        SparkStartError: it does not start.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    def fetch_rows(frame: nw.LazyFrame[Any]) -> Rows:
        return frame.to_native().collect()  # type: ignore[no-any-return]

    is_own_session = SparkSession.getActiveSession() is None
    try:
        with _silence_stderr():
            builder = SparkSession.builder.master(master).appName("eurostack-assess")
            session = builder.config("spark.ui.enabled", "false").getOrCreate()
    except PySparkException as error:
        raise SparkStartError(str(error).partition("\n")[0].rstrip(".")) from None
    try:
        return _count_table(nw.from_native(session.read.parquet(path)), fetch_rows, framework_int, columns)
    except PySparkException as error:
        raise TableError(engine_message=str(error).partition("\n")[0]) from None
    finally:
        if is_own_session:
            session.stop()


@contextmanager
def _silence_stderr() -> Iterator[None]:
    """What Java writes on standard error goes nowhere, now and later: what goes wrong comes as an exception."""
    logging.getLogger("DataFrameQueryContextLogger").disabled = True
    sys.stderr.flush()
    kept, nowhere = os.dup(STDERR), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    try:
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)


def _count_table(
    table: nw.LazyFrame[Any],
    fetch_rows: Callable[[nw.LazyFrame[Any]], Rows],
    framework_int: IntegerFramework,
    columns: Sequence[str],
) -> TableCounts:
    check_titles(table.columns, framework_int, columns)
    check_kinds(table, framework_int)
    extremes = compute_extremes(table, framework_int)
    (found,) = fetch_rows(extremes)
    extreme_values = dict(zip(extremes.columns, found, strict=True))
    if not extreme_values["rows"]:
        raise TableError
    partly = find_partly_answered(extreme_values, framework_int)
    odd_cells = (
        dict(zip([question.id for question in partly], *fetch_rows(select_odd_cells(table, partly)), strict=True))
        if partly
        else {}
    )
    if row_errors := find_row_errors(extreme_values, framework_int, odd_cells):
        raise TableError([BadRow(0, (), row_errors)])
    coded = _select_coded(table, framework_int, columns, partly=[*odd_cells])
    answers = ((query, fetch_rows(query.frame)) for query in build_queries(coded, framework_int, columns, [*odd_cells]))
    return TableCounts(build_tally(answers, framework_int, columns), table.columns)


def _select_coded(
    table: nw.LazyFrame[Any], framework_int: IntegerFramework, columns: Sequence[str], partly: Collection[str]
) -> nw.LazyFrame[Any]:
    """The columns that count, as words and as small numbers."""
    titles = set(table.columns)

    def select_cell(question: ScaledQuestion) -> nw.Expr:
        if question.id not in titles:
            return nw.lit(None)
        cell = nw.col(question.id)
        return convert_numbers(cell, question) if question.id in partly else cell

    answers = (select_cell(question).cast(nw.Int8).alias(question.id) for question in framework_int.questions)
    return table.select(*select_groups(table, columns), *answers)

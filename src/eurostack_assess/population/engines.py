"""The other engines, for tables that already lie in Parquet: one that needs little memory, and one on many machines."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import narwhals as nw

from eurostack_assess.population.columns import check_kinds, check_titles, ends, flaws
from eurostack_assess.population.expression import queries, tally_of
from eurostack_assess.population.refused import BadRow, BadTable
from eurostack_assess.population.scale import Scale
from eurostack_assess.population.tally import Counted

STDERR = 2

Rows = Iterable[Sequence[Any]]


class NoSpark(Exception):
    """Spark did not start: what it says itself."""


def with_duckdb(path: str, whole: Scale, columns: Sequence[str]) -> Counted:
    """A Parquet file, counted by DuckDB.

    Raises:
        BadTable: with what cannot be taken.
    """
    import duckdb

    def rows(frame: nw.LazyFrame[Any]) -> Rows:
        return frame.to_native().fetchall()  # type: ignore[no-any-return]

    with closing(duckdb.connect()) as connection:
        try:
            table = nw.from_native(connection.read_parquet(path))
            return _counted(table, rows, whole, columns)
        except duckdb.Error as error:
            raise BadTable(what=str(error).partition("\n")[0]) from None


def with_spark(path: str, whole: Scale, columns: Sequence[str], master: str) -> Counted:
    """Parquet, a file or a folder of files, counted by Spark.

    Args:
        path: Where the executors find it.
        whole: The framework.
        columns: By which it is grouped.
        master: The cluster, as Spark writes it: `local[2]`, `spark://HOST:7077`, `yarn`.

    Raises:
        BadTable: with what cannot be taken.
        NoSpark: it does not start.
    """
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    def rows(frame: nw.LazyFrame[Any]) -> Rows:
        return frame.to_native().collect()  # type: ignore[no-any-return]

    own = SparkSession.getActiveSession() is None
    try:
        with _without_noise():
            builder = SparkSession.builder.master(master).appName("eurostack-assess")
            session = builder.config("spark.ui.enabled", "false").getOrCreate()
    except PySparkException as error:
        raise NoSpark(str(error).partition("\n")[0].rstrip(".")) from None
    try:
        return _counted(nw.from_native(session.read.parquet(path)), rows, whole, columns)
    except PySparkException as error:
        raise BadTable(what=str(error).partition("\n")[0]) from None
    finally:
        if own:
            session.stop()


@contextmanager
def _without_noise() -> Iterator[None]:
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


def _counted(
    table: nw.LazyFrame[Any], rows: Callable[[nw.LazyFrame[Any]], Rows], whole: Scale, columns: Sequence[str]
) -> Counted:
    check_titles(table.columns, whole, columns)
    check_kinds(table, whole)
    extremes = ends(table, whole)
    (found,) = rows(extremes)
    seen = dict(zip(extremes.columns, found, strict=True))
    if not seen["rows"]:
        raise BadTable
    if wrong := flaws(seen, whole):
        raise BadTable([BadRow(0, (), wrong)])
    coded = _coded(table, whole, columns)
    answers = ((query, rows(query.frame)) for query in queries(coded, whole, columns))
    return Counted(tally_of(answers, whole, columns), table.columns)


def _coded(table: nw.LazyFrame[Any], whole: Scale, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """The columns that count, as words and as small numbers."""
    there = set(table.columns)
    groups = (nw.col(column).cast(nw.String) for column in columns)
    answers = (
        (nw.col(one.id) if one.id in there else nw.lit(None)).cast(nw.Int8).alias(one.id) for one in whole.questions
    )
    return table.select(*groups, *answers)

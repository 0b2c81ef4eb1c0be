"""The engines that count a table, each with what it needs and what it can do.

A new engine needs a function that counts, in a file of its own, and a line here: the command, its help, its messages
and the tests read this registry.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eurostack_assess.reading.table import SPREADSHEETS

if TYPE_CHECKING:
    from eurostack_assess.population.integers import IntegerFramework
    from eurostack_assess.population.row_errors import BadRow
    from eurostack_assess.population.tally import TableCounts

AUTO = "auto"
"""As the name of an engine: the one that suits the size and the format of the table."""

EVERY_CORE = "local[*]"
"""As the address of a cluster: the cores of this machine."""

TEXT_TABLES = (".csv",)
COLUMN_TABLES = (".parquet", ".jsonl")

OnProgress = Callable[[int, int | None], None]
"""Is told how many rows or files are done, and of how many; None where that is not known."""


class CountJob(NamedTuple):
    """A table to count."""

    table: str
    """The file, or where an engine's own machines find it."""
    framework: "IntegerFramework"
    by: Sequence[str]
    """Columns to group by."""
    bad_rows: "list[BadRow] | None"
    """Takes the rows that cannot be counted; None: there may be none."""
    on_progress: OnProgress
    cluster: str | None
    """Address of the cluster that counts."""


class Engine(NamedTuple):
    """One way to count."""

    endings: tuple[str, ...]
    """What it reads, by the ending of a file's name."""
    run: Callable[[CountJob], "TableCounts"] | None = None
    """Counts a whole table; None: the method itself scores row by row."""
    needs: tuple[str, ...] = ()
    """Modules without which it cannot count."""
    extra: str | None = None
    """The name of the extra that brings those."""
    sets_aside: bool = True
    """Whether it can leave out rows that cannot be counted."""
    follows: bool = True
    """Whether it can compare a table with an earlier one."""
    remote: bool = False
    """Whether it counts on a cluster, and so also what is no file on this machine."""

    @property
    def is_installed(self) -> bool:
        """Whether everything that it needs is there."""
        return all(find_spec(module) is not None for module in self.needs)


def _polars(job: CountJob) -> "TableCounts":
    from eurostack_assess.population.polars_engine import count_with_polars

    return count_with_polars(
        Path(job.table), job.framework, columns=job.by, bad_rows=job.bad_rows, on_progress=job.on_progress
    )


def _duckdb(job: CountJob) -> "TableCounts":
    from eurostack_assess.population.lazy_engines import count_with_duckdb

    return count_with_duckdb(job.table, job.framework, job.by)


def _spark(job: CountJob) -> "TableCounts":
    from eurostack_assess.population.lazy_engines import count_with_spark

    return count_with_spark(job.table, job.framework, job.by, job.cluster or EVERY_CORE)


ENGINES: Mapping[str, Engine] = {
    "plain": Engine((*TEXT_TABLES, *SPREADSHEETS)),
    "polars": Engine((*TEXT_TABLES, *COLUMN_TABLES), _polars, ("polars", "narwhals"), "population"),
    "duckdb": Engine((".parquet",), _duckdb, ("duckdb", "narwhals"), "duckdb", sets_aside=False, follows=False),
    "spark": Engine(
        (".parquet",), _spark, ("pyspark", "narwhals"), "spark", sets_aside=False, follows=False, remote=True
    ),
}
"""By name, as `--engine` takes it."""

ENGINE_NAMES = (AUTO, *ENGINES)
TABLE_ENDINGS = (*TEXT_TABLES, *SPREADSHEETS, *COLUMN_TABLES)

"""The engines that count a large table: each takes a file's columns to the one expression, and its answers back."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from eurostack_assess.model.population import CODES
from eurostack_assess.population.expression import queries, tally_of
from eurostack_assess.population.scale import Scale
from eurostack_assess.population.tally import Tally
from eurostack_assess.reading.answer_table import ID
from eurostack_assess.reading.table import DELIMITERS

CELLS: Mapping[str, int] = {**{str(rung): rung for rung in range(10)}, **CODES}
"""What a cell of text stands for; an empty one is unasked."""

MOST_BAD = 20
ROW = "row "
"""The number of a row, from 1; no column of ours is called so."""


class BadCell(NamedTuple):
    """A cell that stands for nothing in its column."""

    row: int
    """Counted from 1, the titles not counted."""
    column: str
    cell: str


class BadTable(Exception):
    """A table that cannot be counted: what is wrong with it."""

    def __init__(
        self,
        cells: Sequence[BadCell] = (),
        columns: Sequence[str] = (),
        ragged: Sequence[tuple[int, int]] = (),
        what: str = "",
    ) -> None:
        super().__init__(what)
        self.cells = cells
        self.ragged = ragged
        """Lines with more or fewer cells than there are columns, each with how many."""
        self.columns = columns
        """Columns that are no question and no group."""
        self.what = what
        """What the engine says of a file that it cannot read."""


class BadRow(NamedTuple):
    """A row that cannot be counted, with its cells that stand for nothing."""

    row: int
    cells: Mapping[str, str]
    bad: Sequence[BadCell]


def with_polars(path: Path, whole: Scale, columns: Sequence[str], aside: list[BadRow] | None = None) -> Tally:
    """The tally of a file, by Polars, without ever holding the whole of it.

    Args:
        path: The file.
        whole: The framework.
        columns: By which it is grouped.
        aside: Takes the rows that cannot be counted; None: there may be none.

    Raises:
        BadTable: with what cannot be taken.
    """
    import narwhals as nw
    import polars as pl

    try:
        if path.suffix.lower() == ".csv":
            _check_shape(path)
        scanned = _says_something(_scanned(path), path)
        _check_columns(scanned, whole, columns)
        if bad := _bad_rows(scanned, whole, MOST_BAD if aside is None else None):
            if aside is None:
                raise BadTable([cell for row in bad for cell in row.bad])
            aside += bad
            scanned = scanned.filter(~pl.col(ROW).is_in([one.row for one in bad]))
        table = nw.from_native(_coded(scanned, whole, columns))
        asked = list(queries(table, whole, columns))
        frames = pl.collect_all([query.frame.to_native() for query in asked], engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise BadTable(what=str(error).partition("\n")[0]) from None
    answers = ((query, frame.iter_rows()) for query, frame in zip(asked, frames, strict=True))
    return tally_of(answers, whole, columns)


def titles(path: Path) -> list[str]:
    """The columns of a file.

    Raises:
        BadTable: it cannot be read.
    """
    import polars as pl

    try:
        return [name for name in _scanned(path).collect_schema() if name != ROW]
    except pl.exceptions.PolarsError as error:
        raise BadTable(what=str(error).partition("\n")[0]) from None


def _scanned(path: Path) -> Any:
    import polars as pl

    scan: Mapping[str, Callable[[], Any]] = {
        ".parquet": lambda: pl.scan_parquet(path),
        ".jsonl": lambda: pl.scan_ndjson(path),
        ".csv": lambda: pl.scan_csv(path, infer_schema=False, separator=_separator(path)),
    }
    return scan[path.suffix.lower()]().with_row_index(ROW, offset=1)


def _says_something(table: Any, path: Path) -> Any:
    """Without the lines of CSV in which nothing stands; elsewhere a row is an organisation, though nothing is known."""
    import polars as pl

    if path.suffix.lower() != ".csv":
        return table
    cells = [pl.col(name).fill_null("").str.strip_chars() != "" for name in table.collect_schema() if name != ROW]
    return table.filter(pl.any_horizontal(cells))


def _separator(path: Path) -> str:
    """What the titles have most of."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        titles = file.readline()
    return max(DELIMITERS, key=titles.count)


def _check_shape(path: Path) -> None:
    """Refuse lines of another width than the titles; those with a quotation mark are left to what reads them."""
    import polars as pl

    separator = _separator(path)
    lines = pl.scan_csv(
        path, has_header=False, separator="\x1f", quote_char=None, infer_schema=False, new_columns=["line"]
    )
    counted = lines.with_row_index("row", offset=1).with_columns(
        cells=pl.col("line").str.count_matches(separator, literal=True) + 1
    )
    width = counted.head(1).collect()["cells"].to_list()
    plain = counted.filter(~pl.col("line").str.contains('"', literal=True) & (pl.col("cells") != width[0]))
    if ragged := plain.head(MOST_BAD).collect(engine="streaming").select("row", "cells").rows():
        raise BadTable(ragged=ragged)


def _check_columns(table: Any, whole: Scale, columns: Sequence[str]) -> None:
    """Refuse columns that look like a question's id but are none, and groups that are not there."""
    there = table.collect_schema()
    counted = [one.id for one in whole.questions]
    others = [name for name in there if name not in {ROW, ID, *columns, *counted}]
    if misspelt := [name for name in others if get_close_matches(name[:80], counted, n=1)]:
        raise BadTable(columns=misspelt)
    if missing := [name for name in columns if name not in there]:
        raise BadTable(columns=missing)


def _bad_rows(table: Any, whole: Scale, most: int | None) -> list[BadRow]:
    """The rows with cells that stand for nothing, and those of organisations that stand there already."""
    import polars as pl

    there = table.collect_schema()
    counted = {one.id: len(one.values) for one in whole.questions if one.id in there}
    tests = [_stands_for_nothing(pl.col(name), there[name], rungs).alias(name) for name, rungs in counted.items()]
    flagged = table.select(ROW, *tests).filter(pl.any_horizontal(list(counted))) if counted else None
    found: dict[int, list[str]] = {}
    if flagged is not None:
        for flags in _collected(flagged, most):
            found[flags[ROW]] = [name for name in counted if flags[name]]
    if ID in there:
        named = table.select(ROW, ID).filter(pl.col(ID).is_not_null())
        several = (
            named.group_by(ID)
            .agg(pl.len().alias("times"), pl.col(ROW).min().alias("first"))
            .filter(pl.col("times") > 1)
        )
        for again in _collected(named.join(several, on=ID).filter(pl.col(ROW) != pl.col("first")), most):
            found.setdefault(again[ROW], []).append(ID)
    if not found:
        return []
    rows = _collected(table.filter(pl.col(ROW).is_in(sorted(found))), None)
    return [
        BadRow(
            row[ROW],
            {name: "" if cell is None else str(cell) for name, cell in row.items() if name != ROW},
            [BadCell(row[ROW], name, str(row[name])) for name in found[row[ROW]]],
        )
        for row in sorted(rows, key=lambda one: int(one[ROW]))
    ]


def _collected(table: Any, most: int | None) -> list[Any]:
    found: list[Any] = (table if most is None else table.head(most)).collect(engine="streaming").to_dicts()
    return found


def _stands_for_nothing(cell: Any, of: Any, rungs: int) -> Any:
    import polars as pl

    if of == pl.String:
        return ~_worded(cell).fill_null("").is_in([*map(str, range(rungs)), *CODES, ""])
    known = cell.fill_null(0)
    whole = known == known.floor() if of.is_float() else True
    return ~(known.is_between(min(CODES.values()), rungs - 1) & whole)


def _worded(cell: Any) -> Any:
    """A cell of text as spreadsheets mean it: without spaces around it, and 2.0 as 2."""
    return cell.str.strip_chars().str.replace(r"\.0$", "")


def _coded(table: Any, whole: Scale, columns: Sequence[str]) -> Any:
    """The columns that count, as numbers; cells of text as the codes that they stand for."""
    import polars as pl

    there = table.collect_schema()
    cells = []
    for question in whole.questions:
        cell = pl.col(question.id) if question.id in there else pl.lit(None)
        if question.id in there and there[question.id] == pl.String:
            cell = _worded(cell).replace_strict(CELLS, default=None, return_dtype=pl.Int8)
        cells.append(cell.cast(pl.Int8).alias(question.id))
    return table.select(*(pl.col(column).cast(pl.String).replace("", None) for column in columns), *cells)


def with_duckdb(path: Path, whole: Scale, columns: Sequence[str]) -> Tally:
    """The tally of a file, by DuckDB."""
    import duckdb
    import narwhals as nw

    relation = duckdb.read_parquet(str(path))
    asked = queries(nw.from_native(relation), whole, columns)
    return tally_of(((query, query.frame.to_native().fetchall()) for query in asked), whole, columns)

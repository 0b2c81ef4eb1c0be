"""A file counted by Polars, without ever holding the whole of it.

In batches, with the columns as they should be, and a look at each batch whether they are; only where something is off
is the file gone over cell by cell, to say what.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from eurostack_assess.model.population import CODES
from eurostack_assess.population.columns import check_titles, ends, flaws
from eurostack_assess.population.expression import Query, moved_of, movements, queries, tally_of
from eurostack_assess.population.refused import MOST_BAD, BadRow, BadTable, Flaw
from eurostack_assess.population.scale import Scale
from eurostack_assess.population.tally import Counted, Tally
from eurostack_assess.population.trend import Moved
from eurostack_assess.reading.answer_table import ID
from eurostack_assess.reading.table import DELIMITERS

CELLS: Mapping[str, int] = {**{str(rung): rung for rung in range(10)}, **CODES}
"""What a cell of text stands for; an empty one is unasked."""

_Counted = tuple[Tally, pl.LazyFrame]
"""The tally, and the columns as they were counted."""

ROW = "row "
"""The number of a row, from 1; no column of a table is called so."""

BATCH = 1 << 20
"""Rows that are counted at a time."""

Step = Callable[[int, int | None], None]
"""Tells how many rows of how many are counted."""


def with_polars(
    path: Path,
    whole: Scale,
    columns: Sequence[str],
    aside: list[BadRow] | None = None,
    step: Step = lambda _done, _all: None,
) -> Counted:
    """A file, counted.

    Args:
        path: The file.
        whole: The framework.
        columns: By which it is grouped.
        aside: Takes the rows that cannot be counted; None: there may be none.
        step: Is told how many rows are counted.

    Raises:
        BadTable: with what cannot be taken.
    """
    try:
        titles = _names(_scanned(path))
        check_titles(titles, whole, columns)
        tally, table = _at_once(path, whole, columns, step) or _cell_by_cell(path, whole, columns, step, aside)
        if not tally.groups and not aside:
            raise BadTable
        return Counted(tally, titles, table)
    except pl.exceptions.PolarsError as error:
        raise BadTable(what=str(error).partition("\n")[0]) from None


def _names(table: pl.LazyFrame) -> list[str]:
    return [name for name in table.collect_schema() if name != ROW]


def _scanned(path: Path) -> pl.LazyFrame:
    scan: Mapping[str, Callable[[], pl.LazyFrame]] = {
        ".parquet": lambda: pl.scan_parquet(path),
        ".jsonl": lambda: pl.scan_ndjson(path),
        ".csv": lambda: pl.scan_csv(path, infer_schema=False, separator=_separator(path), truncate_ragged_lines=True),
    }
    return scan[path.suffix.lower()]()


def _separator(path: Path) -> str:
    """What the titles have most of."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
    return max(DELIMITERS, key=first.count)


def _at_once(path: Path, whole: Scale, columns: Sequence[str], step: Step) -> _Counted | None:
    """The tally of a table in which nothing is off; None of another."""
    typed = _typed(path, whole)
    if typed is None:
        return None
    look = _Look(typed.collect_schema(), whole, text=_is_text(path))
    try:
        tally = _tally(typed, whole, columns, step, look.is_fine)
    except pl.exceptions.PolarsError:
        return None  # the other way finds out what it is
    if tally is None or look.ids_stand_twice or (look.short and _of_another_width(path, 1)):
        return None
    return tally, _coded(typed, whole, columns)


class _Look:
    """A look at every batch, whether its columns are as they should be."""

    def __init__(self, there: pl.Schema, whole: Scale, *, text: bool) -> None:
        self._whole, self._text = whole, text
        self._ids: list[pl.Series] | None = [] if ID in there else None
        self.short = 0
        """Rows with nothing in the last column, as lines have that are too short."""
        words = {name: pl.col(name).str.strip_chars() for name, of in there.items() if of == pl.String}
        nothing = [words[name].fill_null("") == "" if name in words else pl.col(name).is_null() for name in there]
        spaces = [words[ID] != pl.col(ID)] if ID in words else []
        self._asked = (
            pl.all_horizontal(nothing).any().alias("nothing"),
            pl.any_horizontal(pl.lit(value=False), *spaces).any().alias("spaces"),
            pl.col(there.names()[-1]).null_count().alias("short"),
        )

    def is_fine(self, batch: pl.DataFrame) -> bool:
        """Whether nothing is off so far as one batch can tell."""
        if self._ids is not None:
            self._ids.append(batch.select(pl.col(ID).drop_nulls().hash())[ID])
        if not self._text:
            found = ends(nw.from_native(batch.lazy()), self._whole).collect().to_native()
            return not flaws(found.row(0, named=True), self._whole)
        nothing, spaces, short = batch.select(self._asked).row(0)
        self.short += short
        return not (nothing or spaces)

    @property
    def ids_stand_twice(self) -> bool:
        """Whether an id may stand in several rows: told by hashes, which two ids can share."""
        if not self._ids:
            return False
        hashes = pl.concat(self._ids)
        return hashes.n_unique() < len(hashes)


def _tally(
    table: pl.LazyFrame,
    whole: Scale,
    columns: Sequence[str],
    step: Step,
    is_fine: Callable[[pl.DataFrame], bool] = lambda _: True,
) -> Tally | None:
    """The tally of a table that comes in batches, as it need never be held whole; None where one is not fine."""
    asked: list[Query] = []
    found: list[list[pl.DataFrame]] = []
    done = 0
    for batch in table.collect_batches(chunk_size=BATCH, maintain_order=False, engine="streaming"):
        if not is_fine(batch):
            return None
        asked = list(queries(nw.from_native(_coded(batch.lazy(), whole, columns)), whole, columns))
        found.append(pl.collect_all([query.frame.to_native() for query in asked], engine="streaming"))
        done += len(batch)
        step(done, None)
    answers = ((query, _added_up(query, [frames[at] for frames in found])) for at, query in enumerate(asked))
    return tally_of(answers, whole, columns)


def _added_up(query: Query, frames: Sequence[pl.DataFrame]) -> Iterator[Sequence[Any]]:
    """The answers to a query for all batches together."""
    together = pl.concat(frames)
    keys = [name for name in together.columns if name in {query.column, f"{query.what}:{query.layer}"}]
    numbers = pl.exclude(keys).cast(pl.Int64).sum() if keys else pl.all().cast(pl.Int64).sum()
    return (together.group_by(keys).agg(numbers) if keys else together.select(numbers)).iter_rows()


def _typed(path: Path, whole: Scale) -> pl.LazyFrame | None:
    """The table with whole numbers for answers, if it can be had so without looking at every cell."""
    table = _scanned(path)
    there = table.collect_schema()
    asked = [one for one in whole.questions if one.id in there]
    if _is_text(path):
        kinds = {one.id: pl.Enum([*map(str, range(len(one.values))), *CODES]) for one in asked}
        table = pl.scan_csv(
            path, separator=_separator(path), schema={name: kinds.get(name, pl.String) for name in _names(table)}
        )
        return table.with_columns(_as_codes(pl.col(one.id).to_physical(), len(one.values)) for one in asked)
    return table if all(there[one.id].is_integer() for one in asked) else None


def _as_codes(place: pl.Expr, rungs: int) -> pl.Expr:
    """The place among the rungs and the words as a rung or a code; the words' codes count down from -1."""
    place = place.cast(pl.Int8)
    return pl.when(place < rungs).then(place).otherwise(rungs - 1 - place)


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _coded(table: pl.LazyFrame, whole: Scale, columns: Sequence[str]) -> pl.LazyFrame:
    """The columns that count: those to group by as categories, and answers as small numbers."""
    there = table.collect_schema()
    groups = [pl.col(name).cast(pl.String).cast(pl.Categorical) for name in columns]
    answers = [
        (pl.col(one.id) if one.id in there else pl.lit(None)).cast(pl.Int8, strict=False).alias(one.id)
        for one in whole.questions
    ]
    ids = [pl.col(ID).cast(pl.String).replace("", None)] if ID in there else []
    return table.select(*groups, *answers, *ids)


def _of_another_width(path: Path, most: int | None) -> list[BadRow]:
    """The lines with more or fewer cells than the titles."""
    quoted = pl.col("line").str.contains('"', literal=True)
    if not _collected(_lines(path).filter(quoted), 1).is_empty():
        return list(islice(_uneven(path), most))
    separator = _separator(path)
    cells = pl.col("line").str.count_matches(separator, literal=True) + 1
    counted = _lines(path).with_row_index(ROW).with_columns(cells=cells)
    width = counted.head(1).collect()["cells"].item()
    says = pl.col("line").str.strip_chars(separator + " ") != ""
    uneven = counted.filter((pl.col("cells") != width) & says).select(ROW, "line", "cells")
    return [
        BadRow(row, line.split(separator), [Flaw("", str(cells), width)])
        for row, line, cells in _collected(uneven, most).rows()
    ]


def _lines(path: Path) -> pl.LazyFrame:
    return pl.scan_csv(
        path, has_header=False, separator="\x1f", quote_char=None, infer_schema=False, new_columns=["line"]
    )


def _uneven(path: Path) -> Iterator[BadRow]:
    """The same where cells are quoted, so that a line has other cells than it has separators."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file, delimiter=_separator(path))
        try:
            width = len(next(rows))
            for row, cells in enumerate(rows, start=1):
                if len(cells) != width and any(cell.strip() for cell in cells):
                    yield BadRow(row, cells, [Flaw("", str(len(cells)), width)])
        except csv.Error as error:
            raise BadTable(what=str(error)) from None


def _cell_by_cell(path: Path, whole: Scale, columns: Sequence[str], step: Step, aside: list[BadRow] | None) -> _Counted:
    """The tally of a table that is gone over for what cannot be counted."""
    table = _numbered(path)
    most = MOST_BAD if aside is None else None
    bad = _of_another_width(path, most) if _is_text(path) else []
    if not (bad and aside is None):
        left = table.filter(~pl.col(ROW).is_in([one.row for one in bad])) if bad else table
        bad += _bad_rows(left, whole, most)
    if bad and aside is None:
        raise BadTable(bad)
    if aside is not None and bad:
        aside += sorted(bad)
        table = table.filter(~pl.col(ROW).is_in([one.row for one in bad]))
    read = _read(table, table.collect_schema(), whole)
    tally = _tally(read, whole, columns, step)
    assert tally is not None, "everything was fine"  # noqa: S101
    return tally, _coded(read, whole, columns)


def moved_by_polars(now: Counted, before: Counted, whole: Scale, columns: Sequence[str]) -> Moved:
    """What moved between two tables with ids.

    Raises:
        BadTable: they cannot be matched.
    """
    asked = list(movements(nw.from_native(now.table), nw.from_native(before.table), whole, columns))
    try:
        frames = pl.collect_all([frame.to_native() for _, frame in asked], engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise BadTable(what=str(error).partition("\n")[0]) from None
    answers = ((column, frame.iter_rows()) for (column, _), frame in zip(asked, frames, strict=True))
    return moved_of(answers, whole, columns)


def _numbered(path: Path) -> pl.LazyFrame:
    """The table with the numbers of its rows, without the lines of CSV in which nothing stands.

    Elsewhere a row is an organisation, though nothing is known of it.
    """
    table = _scanned(path).with_row_index(ROW, offset=1)
    there = table.collect_schema()
    words = [name for name, of in there.items() if of in (pl.Categorical, pl.Enum)]
    table = table.with_columns(pl.col(words).cast(pl.String))
    if not _is_text(path):
        return table
    names = _names(table)
    said = table.with_columns(pl.col(name).str.strip_chars().replace("", None) for name in names)
    return said.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names))


def _bad_rows(table: pl.LazyFrame, whole: Scale, most: int | None) -> list[BadRow]:
    """The rows with cells that stand for nothing, and those of organisations that stand there already."""
    there = table.collect_schema()
    counted = {one.id: len(one.values) for one in whole.questions if one.id in there}
    tests = [_stands_for_nothing(pl.col(name), there[name], rungs).alias(name) for name, rungs in counted.items()]
    found: dict[int, list[tuple[str, int]]] = {}
    if counted:
        flagged = table.select(ROW, *tests).filter(pl.any_horizontal(list(counted)))
        for row, *flags in _collected(flagged, most).rows():
            found[row] = [(name, 0) for name, flag in zip(counted, flags, strict=True) if flag]
    if ID in there:
        named = table.select(ROW, ID).filter(pl.col(ID).is_not_null())
        several = named.group_by(ID).agg(pl.len().alias("times"), pl.col(ROW).min().alias("first"))
        again = named.join(several.filter(pl.col("times") > 1), on=ID).filter(pl.col(ROW) != pl.col("first"))
        for row, first in _collected(again.select(ROW, "first"), most).rows():
            found.setdefault(row, []).append((ID, first))
    if not found:
        return []
    rows = _collected(table.filter(pl.col(ROW).is_in(sorted(found))), None)
    return [_bad_row(row, found[row[ROW]]) for row in rows.rows(named=True)]


def _bad_row(row: Mapping[str, Any], found: Sequence[tuple[str, int]]) -> BadRow:
    cells = ["" if cell is None else str(cell) for name, cell in row.items() if name != ROW]
    return BadRow(row[ROW], cells, [Flaw(name, str(row[name]), first) for name, first in found])


def _collected(table: pl.LazyFrame, most: int | None) -> pl.DataFrame:
    return (table if most is None else table.head(most)).collect(engine="streaming")


def _stands_for_nothing(cell: pl.Expr, of: pl.DataType, rungs: int) -> pl.Expr:
    if of == pl.String:
        return ~_worded(cell).fill_null("").is_in([*map(str, range(rungs)), *CODES, ""])
    if of == pl.Boolean:  # yes and no are no rungs
        return cell.is_not_null()
    known = cell.fill_null(0)
    whole = True if of.is_integer() else known == known.floor()
    return ~(known.is_between(min(CODES.values()), rungs - 1) & whole)


def _worded(cell: pl.Expr) -> pl.Expr:
    """A cell of text as spreadsheets mean it: without spaces around it, and 2.0 as 2."""
    return cell.str.strip_chars().str.replace(r"\.0$", "")


def _read(table: pl.LazyFrame, there: pl.Schema, whole: Scale) -> pl.LazyFrame:
    """Cells of text as the codes that they stand for."""
    words = [one.id for one in whole.questions if one.id in there and there[one.id] == pl.String]
    return table.with_columns(_worded(pl.col(words)).replace_strict(CELLS, default=None, return_dtype=pl.Int8))

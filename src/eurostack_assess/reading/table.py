"""Reads a table that another program wrote, as CSV or as a spreadsheet, as cells with their line numbers."""

import csv
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from eurostack_assess.errors import InvalidInputError, Message, Place, Problem, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import Entity, Line
from eurostack_assess.reading.csv_text import KnownTitle, decode_table, find_csv_start, is_encoding
from eurostack_assess.reading.source import MEBIBYTE, STDIN, SourceText, read_bytes
from eurostack_assess.reading.spreadsheet import (
    COMPOUND_FILE,
    LOCKED,
    TOO_LARGE,
    Sheets,
    SpreadsheetError,
    read_in_subprocess,
)
from eurostack_assess.reading.unread_cells import ERROR, UnreadCell

TABLE_LIMIT = 20 * MEBIBYTE
MAX_ROWS = 5000
MAX_ROWS_ABOVE_TITLES = 30
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
PACKED = (b"PK\x03\x04", COMPOUND_FILE)
"""How spreadsheets begin, and other documents: never text, whatever the file is called."""
Cells = tuple[str, ...]
Row = tuple[int, Cells]
"""Of a file the number of its line, of a sheet that of the row; and the cells."""
RaggedRow = tuple[int, Cells, Problem]
"""A row of another width than the titles: the number of its line, its cells, and what is wrong with it."""


def _check_encoding(name: str) -> str:
    if not is_encoding(name):
        raise PydanticCustomError("not-an-encoding", "not an encoding: {name}", {"name": name})
    return name


class TableMap(Entity):
    """Where a table stands in a file, as far as that cannot be seen."""

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Character between the columns of a CSV file; detected from the first rows if left out."""
    encoding: Annotated[Line, AfterValidator(_check_encoding)] | None = None
    """Character encoding of a CSV file, such as cp850 (DOS), mac_roman or cp1250 (Central European Windows); left out:
    UTF-16 if there is a byte order mark for it, otherwise UTF-8, or else Windows-1252."""
    sheet: Line | None = None
    """Name of the sheet of a spreadsheet; left out: the one in which most columns are recognised."""
    titles: Annotated[int, Field(ge=1, le=MAX_ROWS)] | None = None
    """Number of the line or row with the column titles; left out: the one in which most columns are recognised."""


ANYWHERE = TableMap()


@dataclass(frozen=True)
class InputTable:
    """Rows that say something, the first of which is the titles; all as wide as that."""

    name: str
    """The file, as shown."""
    rows: tuple[Row, ...]
    """Each with the number of its line in the file, or of its row in the sheet."""
    lines: tuple[str, ...] = ()
    """The file's lines, for code frames; a spreadsheet has none."""
    unread: tuple[UnreadCell, ...] = ()
    """The cells under the titles that show something in a spreadsheet program, and are empty here."""
    notes: tuple[Message, ...] = ()
    """What a reader should know of how it was read."""
    sheets: tuple[str, ...] = ()
    """The names of all sheets of its spreadsheet that say something, its own first."""
    is_hidden: bool = False
    """Whether a spreadsheet program does not show its sheet."""

    @property
    def titles(self) -> Cells:
        """The cells of the first row."""
        return self.rows[0][1]

    @property
    def records(self) -> tuple[tuple[int, Cells], ...]:
        """The rows under the titles."""
        return self.rows[1:]

    def place(self, line: int, column: int = 1) -> Place:
        """A place in it; a column counts characters in a text file, and columns in a spreadsheet."""
        source_line = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.name, line, column=column, length=1, source_line=source_line)

    def problem(self, line: int, what: Message, hint: Message | None = None, column: int = 1) -> Problem:
        """A problem with a row."""
        return Problem(what, self.place(line, column), hint)


class SheetSource(SourceText):
    """A sheet as a source: a place in it also has the name that spreadsheet programs give a cell."""

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """The cell in a row and a column, both from 1."""
        return Place(f"{self.name[:-1]}!{name_cell(line, column)}]", line, column, length)


def is_spreadsheet(path: Path | str) -> bool:
    """Whether a file is called what spreadsheets are called."""
    return str(path).lower().endswith(SPREADSHEETS)


def read_table(
    path: Path | str,
    layout: TableMap = ANYWHERE,
    *,
    is_known: KnownTitle = lambda _: False,
    ragged_rows: list[RaggedRow] | None = None,
) -> InputTable:
    """The table in a file, `-` for CSV on standard input.

    Args:
        path: The file.
        layout: Where the table stands in it, as far as is said.
        is_known: Whether a cell is the title of a column that is known: what is not said of where the table stands, is
            told by the row that has most of them, and without any by the first sheet and the first row.
        ragged_rows: Takes the rows of another width than the titles, which are left out then; None: there may be none.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: no table, a ragged one, one without rows, or one too large.
    """
    name = "<stdin>" if str(path) == STDIN else str(path)
    blank = SourceText(name, "")
    data = _refuse_large(blank, read_bytes(path, TABLE_LIMIT))
    if is_spreadsheet(path) or data.startswith(PACKED):
        return _read_sheet_table(blank, data, layout, is_known)
    source, notes = decode_table(name, data, layout.encoding)
    rows = _parse_rows(source, layout, is_known, ragged_rows)
    return InputTable(source.name, tuple(rows), tuple(source.lines), notes=notes)


def _read_sheet_table(blank: SourceText, data: bytes, layout: TableMap, is_known: KnownTitle) -> InputTable:
    """Of a spreadsheet the sheet that is named, or else the one in which most columns are known.

    One that is hidden is read only if it is named, or if nothing else is there.
    """
    sheets = _build_tables(blank, data, as_written=False, unescape=True, max_rows=MAX_ROWS + MAX_ROWS_ABOVE_TITLES)
    if layout.sheet is not None and layout.sheet not in sheets:
        what = message("problem.no-sheet", sheet=layout.sheet)
        raise blank.refuse(1, 1, what, message("hint.sheets", sheets=", ".join(sheets)))
    names = [layout.sheet] if layout.sheet else [name for name, one in sheets.items() if not one.is_hidden]
    chosen = max(names or sheets, key=lambda name: _count_known_titles(sheets[name], is_known))
    table = sheets[chosen]
    rows = _drop_rows_above(table.rows, blank, layout, is_known)
    if len(rows) < 2:  # noqa: PLR2004 - titles and one row
        raise blank.refuse(rows[0][0], 1, message("problem.no-rows"))
    if len(rows) > MAX_ROWS + 1:
        raise blank.refuse(rows[MAX_ROWS + 1][0], 1, message("problem.too-many-rows", most=MAX_ROWS))
    unread = tuple(cell for cell in table.unread if cell.row > rows[0][0])
    others = [name for name in sheets if name != chosen]
    told = message("import.other-sheets", file=blank.name, sheet=chosen, others=", ".join(others))
    return replace(
        table,
        rows=tuple(_trim_rows(rows)),
        unread=unread,
        sheets=(chosen, *others),
        notes=(*table.notes, told) if others and layout.sheet is None else table.notes,
    )


def _count_known_titles(table: InputTable, is_known: KnownTitle) -> int:
    """How many columns are known, by the row that has most of them."""
    return max(count_known(cells, is_known) for _, cells in find_top(table.rows))


def find_top(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows among which the titles may stand."""
    return rows[:MAX_ROWS_ABOVE_TITLES]


def count_known(cells: Cells, is_known: KnownTitle) -> int:
    """How many of the cells are titles of columns that are known."""
    return sum(1 for cell in cells if cell and is_known(cell))


def _drop_rows_above(rows: Sequence[Row], source: SourceText, layout: TableMap, is_known: KnownTitle) -> Sequence[Row]:
    """The rows from the titles on."""
    if layout.titles is None:
        start = _find_titles(find_top(rows), is_known)
    else:
        start = next((index for index, (line, _) in enumerate(rows) if line == layout.titles), len(rows))
    if start == len(rows):
        what = message("problem.no-title-row", line=layout.titles or 1)
        raise source.refuse(1, 1, what, message("hint.title-row"))
    return rows[start:]


def _find_titles(rows: Sequence[Row], is_known: KnownTitle) -> int:
    """The place of the row with most known titles; without any, that of the first row that is more than a heading."""
    start = max(range(len(rows)), key=lambda place: count_known(rows[place][1], is_known), default=0)
    if rows and count_known(rows[start][1], is_known) == 0:
        return next((place for place, (_, cells) in enumerate(rows) if sum(map(bool, cells)) > 1), 0)
    return start


def _trim_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without the columns at their end that are empty throughout."""
    width = max((index for _, cells in rows for index, cell in enumerate(cells, start=1) if cell), default=0)
    return ((line, cells[:width]) for line, cells in rows)


def read_sheets(
    path: Path | str, *, as_written: bool = False, unescape: bool = False, max_rows: int = MAX_ROWS
) -> dict[str, InputTable]:
    """Every sheet of a spreadsheet that says something, by name; cells cleaned, or just as they were written.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a spreadsheet, an empty one, or one too large.
    """
    blank = SourceText(str(path), "")
    data = _refuse_large(blank, read_bytes(path, TABLE_LIMIT))
    return _build_tables(blank, data, as_written=as_written, unescape=unescape, max_rows=max_rows)


def _build_tables(
    blank: SourceText, data: bytes, *, as_written: bool, unescape: bool, max_rows: int
) -> dict[str, InputTable]:
    notes = (message("import.old-spreadsheet", file=blank.name),) if data.startswith(COMPOUND_FILE) else ()
    found = {}
    for name, loaded in _load_sheets(blank, data, max_rows).items():
        if as_written:
            _refuse_unread_cells(blank, name, loaded.unread)
            rows = tuple(_check_rows(loaded.rows, SheetSource(f"{blank.name} [{name}]", "")))
        else:
            rows = tuple(_clean_rows(loaded.rows, unescape=unescape))
        if len(rows) > max_rows + 1:
            raise blank.refuse(rows[max_rows + 1][0], 1, message("problem.too-many-rows", most=max_rows))
        if len(rows) > 1:
            unread = tuple(loaded.unread)
            found[name] = InputTable(blank.name, rows, unread=unread, notes=notes, is_hidden=loaded.is_hidden)
    if not found:
        raise blank.refuse(1, 1, message("problem.no-rows"))
    return found


def _refuse_large(blank: SourceText, data: bytes) -> bytes:
    if len(data) > TABLE_LIMIT:
        raise blank.refuse(1, 1, message("problem.too-large", mebibytes=TABLE_LIMIT // MEBIBYTE))
    return data


def _load_sheets(blank: SourceText, data: bytes, max_rows: int) -> Sheets:
    try:
        return read_in_subprocess(data, max_rows + 2)
    except SpreadsheetError as error:
        what, hint = _UNREADABLE.get(error.code, ("problem.not-a-spreadsheet", "hint.not-a-spreadsheet"))
        raise blank.refuse(1, 1, message(what), message(hint)) from None


_UNREADABLE = {
    LOCKED: ("problem.spreadsheet-locked", "hint.spreadsheet-locked"),
    TOO_LARGE: ("problem.spreadsheet-too-large", "hint.spreadsheet-too-large"),
}


def _refuse_unread_cells(blank: SourceText, sheet: str, unread: Sequence[UnreadCell]) -> None:
    """Where every cell counts, one that would read as empty is refused, so that nothing is lost in silence."""
    for cell in unread:
        what, hint = explain_unread(cell), message(f"hint.{cell.kind}-cell")
        raise SheetSource(f"{blank.name} [{sheet}]", "").refuse(cell.row, cell.column, what, hint)


def explain_unread(cell: UnreadCell) -> Message:
    """What stands in a cell that is read as empty."""
    what = "problem.error-cell" if cell.kind == ERROR else "problem.formula-cell"
    return message(what, cell=name_cell(cell.row, cell.column))


def name_cell(row: int, column: int) -> str:
    """What spreadsheet programs call a cell, of which row and column count from 1."""
    return f"{name_column(column)}{row}"


def name_column(column: int) -> str:
    """What spreadsheet programs call a column, counted from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = f"{chr(ord('A') + letter)}{letters}"
    return letters


def _clean_rows(rows: Iterable[tuple[int, Sequence[str]]], *, unescape: bool) -> Iterator[Row]:
    """The rows that still say something once their cells are clean."""
    for number, cells in rows:
        cleaned = tuple(map(unescape_cell if unescape else clean, cells))
        if any(cleaned):
            yield number, cleaned


def _check_rows(rows: Iterable[tuple[int, Sequence[str]]], blank: SourceText) -> Iterator[tuple[int, Cells]]:
    """The rows as they are; a character that acts instead of being read is refused."""
    for number, cells in rows:
        for column, cell in enumerate(cells, start=1):
            if found := ACTIVE_CHARACTER.search(cell):
                raise blank.refuse(number, column, message("problem.active-character", code=f"U+{ord(found[0]):04X}"))
        yield number, tuple(cells)


def _parse_rows(
    source: SourceText, layout: TableMap, is_known: KnownTitle, ragged_rows: list[RaggedRow] | None
) -> list[Row]:
    """The rows of CSV from the titles on that say something, each with the number of its line, all of one width."""
    if not source.text.strip():
        raise source.refuse(1, 1, message("problem.empty"))
    all_rows = list(_read_csv(source, layout, is_known))
    if not all_rows:
        raise source.refuse(1, 1, message("problem.no-rows"))
    rows: list[Row] = []
    uneven: list[RaggedRow] = []
    for line, cells in _drop_rows_above(all_rows, source, layout, is_known):
        titles = rows[0][1] if rows else cells
        columns = len(titles)
        row = line, _fit_row(cells, titles)
        if len(row[1]) == columns:
            rows.append(row)
        else:
            widths = {"cells": len(cells), "columns": columns}
            uneven.append((*row, Problem(message("problem.ragged-row", **widths), source.place(line, 1))))
        if len(rows) > MAX_ROWS + 1:
            raise source.refuse(line, 1, message("problem.too-many-rows", most=MAX_ROWS))
    if uneven and ragged_rows is None:
        raise InvalidInputError([problem for _, _, problem in uneven])
    if ragged_rows is not None:
        ragged_rows += uneven
    if len(rows) < 2 and not uneven:  # noqa: PLR2004 - titles and one row
        raise source.refuse(1, 1, message("problem.no-rows"))
    return rows


class ParsedRows(NamedTuple):
    """The rows of a table in CSV that say something, of whatever width."""

    rows: Sequence[Row]
    notes: tuple[Message, ...]
    """What a reader should know of how it was read."""


def parse_rows(name: str, data: bytes) -> ParsedRows:
    """A table in CSV, in which no titles are looked for.

    Raises:
        InvalidInputError: no text, or too large.
    """
    source, notes = decode_table(name, _refuse_large(SourceText(name, ""), data))
    return ParsedRows(list(_read_csv(source, ANYWHERE, lambda _: False)), notes)


def _read_csv(source: SourceText, layout: TableMap, is_known: KnownTitle) -> Iterator[Row]:
    """The rows that say something, of whatever width, each with the number of its line."""
    start = find_csv_start(source.text, lambda cell: is_known(unescape_cell(cell)), layout.delimiter)
    text = StringIO(source.text)
    for _ in range(start.skipped_lines):
        text.readline()
    reader = csv.reader(text, delimiter=start.delimiter, strict=True)
    line = start.skipped_lines + 1
    try:
        for cells in reader:
            row = tuple(map(unescape_cell, cells))
            if any(row):
                yield line, row
            line = start.skipped_lines + reader.line_num + 1
    except csv.Error as error:
        raise source.refuse(line, 1, message("problem.not-csv", what=str(error))) from None


def _fit_row(cells: Cells, titles: Cells) -> Cells:
    """The cells, as many as there are titles if those that are more, or missing, are blank."""
    more, missing = cells[len(titles) :], titles[len(cells) :]
    if any(more) or any(missing):
        return cells
    return cells[: len(titles)] + ("",) * len(missing)


def clean(cell: str) -> str:
    """A cell's text on one line: no active characters, no runs of spaces, no spaces that do not break."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", cell).split())


def unescape_cell(cell: str) -> str:
    """A cell that a web form wrote, with its entities as the characters that they stand for."""
    return clean(ENTITY.sub(lambda found: html.unescape(found[0]), cell))

"""A table that another program wrote, as CSV or as a spreadsheet, to rows of cells with their line numbers."""

import csv
import html
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Message, Place, Problem, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.reading.source import MEBIBYTE, STDIN, SourceText, read_bytes
from eurostack_assess.reading.spreadsheet import LOCKED, TOO_LARGE, Sheets, SpreadsheetError, read_in_subprocess

TABLE_LIMIT = 20 * MEBIBYTE
UNPACKED_LIMIT = 200 * MEBIBYTE
MAX_ROWS = 5000
DELIMITERS = (",", ";", "\t", "|")
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
CELL = re.compile(rb'<c [^>]*r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>(.*?)</c>', re.DOTALL)
FORMULA_ONLY = re.compile(rb"<f[ />](?!.*<v>[^<])", re.DOTALL)
"""Content of a cell of XLSX: a formula and no outcome (ECMA-376 part 1, 18.3.1.4)."""
Cells = tuple[str, ...]
RaggedRow = tuple[int, Cells, Problem]
"""A row of another width than the titles: the number of its line, its cells, and what is wrong with it."""


@dataclass(frozen=True)
class InputTable:
    """Rows that say something, the first of which is the titles; all as wide as that."""

    name: str
    """The file, as shown."""
    rows: tuple[tuple[int, Cells], ...]
    """Each with the number of its line in the file, or of its row in the sheet."""
    lines: tuple[str, ...] = ()
    """The file's lines, for code frames; a spreadsheet has none."""

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
        letters, rest = "", column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = f"{chr(ord('A') + letter)}{letters}"
        return Place(f"{self.name[:-1]}!{letters}{line}]", line, column, length)


def is_spreadsheet(path: Path | str) -> bool:
    """Whether a file is called what spreadsheets are called."""
    return str(path).lower().endswith(SPREADSHEETS)


def read_table(
    path: Path | str, delimiter: str | None = None, ragged_rows: list[RaggedRow] | None = None
) -> InputTable:
    """The table in a file, `-` for CSV on standard input; of a spreadsheet its first sheet.

    Args:
        path: The file.
        delimiter: What stands between the columns of CSV; None: what the titles have most of.
        ragged_rows: Takes the rows of another width than the titles, which are left out then; None: there may be none.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: no table, a ragged one, one without rows, or one too large.
    """
    if is_spreadsheet(path):
        table = next(iter(read_sheets(path).values()))
        return replace(table, rows=tuple((number, tuple(map(unescape_cell, cells))) for number, cells in table.rows))
    source = _decode("<stdin>" if str(path) == STDIN else str(path), read_bytes(path, TABLE_LIMIT))
    return InputTable(source.name, tuple(_parse_rows(source, delimiter, ragged_rows)), tuple(source.lines))


def read_sheets(path: Path | str, *, as_written: bool = False, max_rows: int = MAX_ROWS) -> dict[str, InputTable]:
    """Every sheet of a spreadsheet that says something, by name; cells cleaned, or just as they were written.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a spreadsheet, an empty one, or one too large.
    """
    name, data = str(path), read_bytes(path, TABLE_LIMIT)
    blank = SourceText(name, "")
    if len(data) > TABLE_LIMIT:
        raise blank.refuse(1, 1, message("problem.too-large", mebibytes=TABLE_LIMIT // MEBIBYTE))
    if _get_unpacked_size(data) > UNPACKED_LIMIT:
        raise blank.refuse(1, 1, message("problem.too-large", mebibytes=UNPACKED_LIMIT // MEBIBYTE))
    loaded = _load_sheets(blank, data)
    if as_written:
        _refuse_formulas_without_value(blank, data)
        sheets = {
            sheet: tuple(_check_rows(rows, SheetSource(f"{name} [{sheet}]", ""))) for sheet, rows in loaded.items()
        }
    else:
        sheets = {sheet: tuple(_clean_rows(rows)) for sheet, rows in loaded.items()}
    for rows in sheets.values():
        if len(rows) > max_rows + 1:
            raise blank.refuse(rows[max_rows + 1][0], 1, message("problem.too-many-rows", most=max_rows))
    found = {sheet: InputTable(name, rows) for sheet, rows in sheets.items() if len(rows) > 1}
    if not found:
        raise blank.refuse(1, 1, message("problem.no-rows"))
    return found


def _load_sheets(blank: SourceText, data: bytes) -> Sheets:
    try:
        return read_in_subprocess(data)
    except SpreadsheetError as error:
        if error.code == LOCKED:
            raise blank.refuse(1, 1, message("problem.spreadsheet-locked")) from None
        if error.code == TOO_LARGE:
            raise blank.refuse(1, 1, message("problem.spreadsheet-too-large")) from None
        raise blank.refuse(1, 1, message("problem.not-a-spreadsheet"), message("hint.saved-anew")) from None


def _refuse_formulas_without_value(blank: SourceText, data: bytes) -> None:
    """A formula of which no outcome was saved reads as an empty cell; refuse it, so that nothing is lost in silence."""
    sheets: list[bytes] = []
    unreadable = (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError)
    with suppress(*unreadable), zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    for sheet in sheets:
        for column, line, content in CELL.findall(sheet):
            if FORMULA_ONLY.search(content):
                what = message("problem.formula-without-value", cell=f"{column.decode()}{line.decode()}")
                raise blank.refuse(int(line), 1, what, message("hint.formula-without-value"))


def _get_unpacked_size(data: bytes) -> int:
    """How large a file is once unpacked, by what it says itself; 0 of one that is not packed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return 0


def _clean_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Cells]]:
    """The rows that still say something once their cells are clean."""
    for number, cells in rows:
        cleaned = tuple(map(clean, cells))
        if any(cleaned):
            yield number, cleaned


def _check_rows(rows: Iterable[tuple[int, Sequence[str]]], blank: SourceText) -> Iterator[tuple[int, Cells]]:
    """The rows as they are; a character that acts instead of being read is refused."""
    for number, cells in rows:
        for column, cell in enumerate(cells, start=1):
            if found := ACTIVE_CHARACTER.search(cell):
                raise blank.refuse(number, column, message("problem.active-character", code=f"U+{ord(found[0]):04X}"))
        yield number, tuple(cells)


def _decode(name: str, data: bytes) -> SourceText:
    """UTF-8, with or without a byte order mark, or else the Windows encoding that Western spreadsheets write."""
    blank = SourceText(name, "")
    if len(data) > TABLE_LIMIT:
        raise blank.refuse(1, 1, message("problem.too-large", mebibytes=TABLE_LIMIT // MEBIBYTE))
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" in text:
                break
            return SourceText(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    raise blank.refuse(1, 1, message("problem.not-utf8"), message("hint.save-as-utf8"))


def _parse_rows(
    source: SourceText, delimiter: str | None, ragged_rows: list[RaggedRow] | None
) -> list[tuple[int, Cells]]:
    """The rows of CSV that say something, each with the number of its line, all as wide as the first."""
    if not source.text.strip():
        raise source.refuse(1, 1, message("problem.empty"))
    separator = delimiter or max(DELIMITERS, key=source.lines[0].count)
    reader = csv.reader(StringIO(source.text), delimiter=separator, strict=True)
    rows: list[tuple[int, Cells]] = []
    uneven: list[RaggedRow] = []
    line = 1
    try:
        for cells in reader:
            row = line, tuple(map(unescape_cell, cells))
            if rows and len(cells) != len(rows[0][1]) and any(row[1]):
                widths = {"cells": len(cells), "columns": len(rows[0][1])}
                uneven.append((*row, Problem(message("problem.ragged-row", **widths), source.place(line, 1))))
            elif any(row[1]):
                rows.append(row)
            line = reader.line_num + 1
            if len(rows) > MAX_ROWS + 1:
                raise source.refuse(rows[-1][0], 1, message("problem.too-many-rows", most=MAX_ROWS))
    except csv.Error as error:
        raise source.refuse(line, 1, message("problem.not-csv", what=str(error))) from None
    if uneven and ragged_rows is None:
        raise InvalidInputError([problem for _, _, problem in uneven])
    if ragged_rows is not None:
        ragged_rows += uneven
    if len(rows) < 2 and not uneven:  # noqa: PLR2004 - titles and one row
        raise source.refuse(1, 1, message("problem.no-rows"))
    return rows


def clean(cell: str) -> str:
    """A cell's text on one line: no active characters, no runs of spaces, no spaces that do not break."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", cell).split())


def unescape_cell(cell: str) -> str:
    """A cell that a web form wrote, with its entities as the characters that they stand for."""
    return clean(ENTITY.sub(lambda found: html.unescape(found[0]), cell))

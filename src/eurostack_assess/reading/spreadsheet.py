"""Reads the sheets of a spreadsheet as rows of text, in a separate process.

The library that reads spreadsheets is written for speed. A damaged or hostile file can make it stop the whole process,
run without end or ask for all memory; here that ends one short-lived process and nothing else.
"""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

from eurostack_assess.reading.unread_cells import UNREADABLE_ARCHIVE, UnreadCell, find_unread_cells

CPU_SECONDS = 20
"""For one file, where the system can hold a process to it."""
TIMEOUT_SECONDS = 120
"""For one file, by the clock: for a system that cannot, and a machine that is busy."""
MEMORY_LIMIT = 1 << 30
"""Bytes, where the system can hold a process to it."""
UNPACKED_LIMIT = 200 << 20
"""Bytes of all parts of a file once unpacked."""
MAX_CELLS = 1_000_000
MAX_POSITIONS = 16_000_000
"""Cells between the first and the last that says something, with the empty ones."""
MAX_CHARACTERS = 20_000_000
"""In all cells together: one string may be shared by a million of them."""
EXACT_LIMIT = 1e15
"""Whole numbers below it are written in full; those from there on are measures, not counts."""

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Office files begin, and new ones that are encrypted."""
ENCRYPTED_WORKBOOK = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a new one ([MS-OFFCRYPTO] 2.3.4.4)."""

LOCKED, TOO_LARGE, UNREADABLE = 10, 11, 12
"""How the process ends where it gives no sheets."""
_OUT_OF_BOUNDS = {-getattr(signal, name) for name in ("SIGXCPU", "SIGABRT", "SIGKILL") if hasattr(signal, name)}
"""How the system ends it where it wants more time or memory than there is for it."""


class LoadedSheet(NamedTuple):
    """What a sheet holds."""

    rows: Sequence[tuple[int, Sequence[str]]]
    """The rows that say something, each with its number."""
    unread: Sequence[UnreadCell]
    """The cells that show something, and read as empty."""
    is_hidden: bool
    """Whether a spreadsheet program does not show it."""


Sheets = Mapping[str, LoadedSheet]
"""By name."""


class SpreadsheetError(Exception):
    """Why there are none: LOCKED, TOO_LARGE or UNREADABLE."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def read_in_subprocess(data: bytes, max_rows: int, seconds: float = TIMEOUT_SECONDS) -> Sheets:
    """The sheets of a file, read by a process of its own: of each no more than so many rows that say something.

    Raises:
        SpreadsheetError: it could not be read in the time and the memory there is for it.
    """
    command = [sys.executable, "-P", "-m", __name__, str(max_rows)]
    try:
        process = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise SpreadsheetError(TOO_LARGE) from None
    if process.returncode in _OUT_OF_BOUNDS:
        raise SpreadsheetError(TOO_LARGE)
    if process.returncode != 0:
        raise SpreadsheetError(process.returncode if process.returncode in (LOCKED, TOO_LARGE) else UNREADABLE)
    sheets = json.loads(process.stdout)
    return {
        name: LoadedSheet(rows, [UnreadCell(*cell) for cell in unread], is_hidden)
        for name, (rows, unread, is_hidden) in sheets.items()
    }


def parse_sheets(data: bytes, max_rows: int) -> Sheets:
    """The sheets of a file, read here: of each no more than so many rows that say something.

    Raises:
        SpreadsheetError: it is locked, has too many cells or characters, or is no spreadsheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if _get_unpacked_size(data) > UNPACKED_LIMIT:
        raise SpreadsheetError(TOO_LARGE)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        unread = find_unread_cells(data)
        return {
            sheet.name: LoadedSheet(
                list(islice(_read_rows(workbook.get_sheet_by_name(sheet.name)), max_rows)),
                unread.get(sheet.name, []),
                is_hidden=sheet.visible != SheetVisibleEnum.Visible,
            )
            for sheet in workbook.sheets_metadata
        }
    except MemoryError:
        raise SpreadsheetError(TOO_LARGE) from None
    except (CalamineError, OSError, ValueError):
        raise SpreadsheetError(LOCKED if _is_locked(data) else UNREADABLE) from None


def _get_unpacked_size(data: bytes) -> int:
    """How large a file is once unpacked, by what it says itself; 0 of one that is not packed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except UNREADABLE_ARCHIVE:
        return 0


def _is_locked(data: bytes) -> bool:
    """Whether a file says that it is encrypted; of one that is, the library only says that it knows no such file."""
    if data.startswith(COMPOUND_FILE):
        return ENCRYPTED_WORKBOOK in data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, ValueError, RuntimeError):
        return False


def _read_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, from the first column on, each with its number.

    The text of a cell that is merged across several rows is in each of those rows.
    """
    if sheet.height * sheet.width > MAX_POSITIONS:
        raise SpreadsheetError(TOO_LARGE)
    _, left = sheet.start or (0, 0)
    merged = _find_merged(sheet)
    cells = characters = 0
    texts: list[str] = []
    for number, values in enumerate(sheet.iter_rows(), start=1):
        above = texts
        texts = [""] * left + [_format_cell(value) for value in values]
        for column in merged.get(number, ()):
            texts[column] = texts[column] or above[column]
        cells += sum(map(bool, texts))
        characters += sum(map(len, texts))
        if cells > MAX_CELLS or characters > MAX_CHARACTERS:
            raise SpreadsheetError(TOO_LARGE)
        if any(texts):
            yield number, texts


def _find_merged(sheet: Any) -> Mapping[int, set[int]]:
    """For each row number, the column positions of the cells that are merged with the cell above them."""
    merged: dict[int, set[int]] = {}
    last_row, last_column = sheet.end or (0, 0)
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if column <= last_column:
            for row in range(top + 1, min(bottom, last_row) + 1):
                merged.setdefault(row + 1, set()).add(column)
    return merged


def _format_cell(cell: object) -> str:
    """A cell as a person would write it: whole numbers without decimals, dates by ISO 8601."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < EXACT_LIMIT:
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def main() -> int:
    """Read a file on standard input and write its sheets as JSON; the exit code says why there are none."""
    _limit_resources()
    try:
        sheets = parse_sheets(sys.stdin.buffer.read(), int(sys.argv[1]))
    except SpreadsheetError as error:
        return error.code
    sys.stdout.write(json.dumps(sheets))
    return 0


def _limit_resources() -> None:
    """Hold this process to what memory and time it may use, where the system can; to less where that holds already."""
    if os.name == "posix":
        import resource

        limits = {resource.RLIMIT_AS: MEMORY_LIMIT, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_CORE: 0}
        for what, most in limits.items():
            _, hard = resource.getrlimit(what)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (limit, hard))


if __name__ == "__main__":
    sys.exit(main())

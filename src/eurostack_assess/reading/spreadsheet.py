"""A spreadsheet's sheets as rows of text, read in a process of its own.

The library that reads spreadsheets is written for speed. A damaged or hostile file can make it stop the whole process,
run without end or ask for all memory; here that ends one short-lived process and nothing else.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

TIMEOUT_SECONDS = 20
"""For one file."""
MEMORY_LIMIT = 2 << 30
"""Bytes, where the system can hold a process to it."""
MAX_CELLS = 1_000_000
EXACT_LIMIT = 1e15
"""Whole numbers below it are written in full; those from there on are measures, not counts."""

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old Office files begin, and new ones that are encrypted."""
ENCRYPTED_WORKBOOK = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a new one ([MS-OFFCRYPTO] 2.3.4.4)."""

LOCKED, TOO_LARGE, UNREADABLE = 10, 11, 12
"""How the process ends where it gives no sheets."""

Sheets = Mapping[str, Sequence[tuple[int, Sequence[str]]]]
"""By name of a sheet: its rows that say something, each with its number."""


class SpreadsheetError(Exception):
    """Why there are none: LOCKED, TOO_LARGE or UNREADABLE."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def read_in_subprocess(data: bytes, seconds: float = TIMEOUT_SECONDS) -> Sheets:
    """The sheets of a file, read by a process of its own.

    Raises:
        NoSheets: it could not be read in the time and the memory there is for it.
    """
    command = [sys.executable, "-P", "-m", __name__]
    try:
        process = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise SpreadsheetError(TOO_LARGE) from None
    if process.returncode != 0:
        raise SpreadsheetError(process.returncode if process.returncode in (LOCKED, TOO_LARGE) else UNREADABLE)
    sheets: Sheets = json.loads(process.stdout)
    return sheets


def parse_sheets(data: bytes) -> Sheets:
    """The sheets of a file, read here.

    Raises:
        NoSheets: it is locked, has too many cells, or is no spreadsheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return {name: list(_read_rows(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names}
    except (CalamineError, OSError, ValueError):
        raise SpreadsheetError(LOCKED if _is_locked(data) else UNREADABLE) from None


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
    if sheet.height * sheet.width > MAX_CELLS:
        raise SpreadsheetError(TOO_LARGE)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [_format_cell(cell) for cell in cells]
        if any(texts):
            yield number, texts


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
    _limit_memory()
    try:
        sheets = parse_sheets(sys.stdin.buffer.read())
    except SpreadsheetError as error:
        return error.code
    sys.stdout.write(json.dumps(sheets))
    return 0


def _limit_memory() -> None:
    """Hold this process to what memory it may use, where the system can."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    sys.exit(main())

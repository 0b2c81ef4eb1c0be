"""Recognises a file by its content, for the error about a file that a command does not read.

It is imported only for such an error, because it needs everything that reads tables.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath

from eurostack_assess.errors import FileAccessError, InvalidInputError, Place, Problem, message
from eurostack_assess.model.register import SERVICE_KEYS
from eurostack_assess.reading.csv_text import decode_table, find_csv_start
from eurostack_assess.reading.file_kinds import FileKind
from eurostack_assess.reading.source import MEBIBYTE, STDIN, read_bytes
from eurostack_assess.reading.spreadsheet import COMPOUND_FILE
from eurostack_assess.reading.table import read_sheets
from eurostack_assess.reading.unread_cells import UNREADABLE_ARCHIVE
from eurostack_assess.reading.words import TitleRole, get_input_words

RECOGNISED_BYTES = 20 * MEBIBYTE
HEAD_CHARACTERS = 1 << 16

_DORA_CODE = re.compile(r"c\d{4}", re.IGNORECASE)
_DORA_TABLE = re.compile(r"(b|rt)[._]?\d\d[._]\d\d([._]c?\d{4})?", re.IGNORECASE)


def is_dora_table(name: str) -> bool:
    """Whether a sheet, a file or a column is called what those of a register of information are called."""
    return _DORA_TABLE.fullmatch(name.strip()) is not None


_FORMATS: tuple[tuple[re.Pattern[str], FileKind], ...] = (
    (
        re.compile(r'"bomFormat"\s*:\s*"CycloneDX"|"spdxVersion"\s*:|<bom\b[^>]*cyclonedx|^SPDXVersion:', re.MULTILINE),
        "bill",
    ),
    (re.compile(r'"format"\s*:\s*"eurostack-assess answers"'), "answers"),
    (re.compile(r'"format"\s*:\s*"eurostack-assess workshop"'), "workshop"),
    (re.compile(r'"format"\s*:\s*"eurostack-assess session"'), "session"),
    (re.compile(r'"schema_version"\s*:(.|\n)*"tool"\s*:(.|\n)*"framework"\s*:'), "result"),
)
_PROBLEMS: Mapping[FileKind, str] = {
    "bill": "problem.kind-bill",
    "table": "problem.kind-table",
    "spreadsheet": "problem.kind-spreadsheet",
    "dora": "problem.kind-dora",
    "survey": "problem.kind-survey",
    "register": "problem.kind-register",
    "document": "problem.kind-document",
    "answers": "problem.kind-answers",
    "workshop": "problem.kind-workshop",
    "session": "problem.kind-session",
    "result": "problem.kind-result",
    "profile": "problem.kind-profile",
}
_PROFILE_KEYS = (re.compile(r"^name\s*:", re.MULTILINE), re.compile(r"^kind\s*:", re.MULTILINE))
_YAML_LINE = re.compile(r"^\s*[\w-]+\s*:(\s|$)", re.MULTILINE)
MIN_ROWS = 2
MAX_HEAD_ROWS = 30
TOOL_ROLES: tuple[TitleRole, ...] = ("start_time", "submit_time", "last_change", "no_question")
"""What only survey tools have columns for."""


def explain_kind(path: Path | str, *expected: FileKind) -> Problem | None:
    """The kind of a file and the command that reads it; None if the kind is not recognised or is one expected here."""
    kind = recognise_kind(path)
    if kind is None or kind in expected:
        return None
    return Problem(message(_PROBLEMS[kind]), Place(str(path), 1, 1), message(f"hint.kind-{kind}"))


def recognise_kind(path: Path | str) -> FileKind | None:
    """The kind of a file, recognised by its content; None if unknown, and for standard input (read only once)."""
    if str(path) == STDIN:
        return None
    try:
        data = read_bytes(path, RECOGNISED_BYTES)
        if not data.strip():
            return None
        text = decode_table(str(path), data[: 4 * HEAD_CHARACTERS]).source.text
    except FileAccessError:
        return None
    except InvalidInputError:
        kind = _recognise_binary(data)
        return _recognise_sheets(path) if kind == "spreadsheet" else kind
    return _recognise_text(path, text)


def _recognise_text(path: Path | str, text: str) -> FileKind | None:
    if found := next((kind for pattern, kind in _FORMATS if pattern.search(text)), None):
        return found
    if text.startswith("%PDF"):
        return "document"
    if all(pattern.search(text) for pattern in _PROFILE_KEYS):
        return "profile"
    if not _is_table(path, text):
        return None
    if is_dora_table(Path(path).stem):
        return "dora"
    return _recognise_titles(_list_rows(text)) or "table"


def _list_rows(text: str) -> Iterator[Sequence[str]]:
    """The first rows of a table."""
    start = find_csv_start(text, lambda _: False)
    lines = "\n".join(text.splitlines()[start.skipped_lines : MAX_HEAD_ROWS])
    with suppress(csv.Error):
        yield from csv.reader(StringIO(lines), delimiter=start.delimiter)


def _recognise_titles(rows: Iterable[Sequence[str]]) -> FileKind | None:
    """What a table is by the titles of its columns; None where no row has two that tell it."""
    words = get_input_words()
    in_survey = {word for role in TOOL_ROLES for word in words.survey_titles.get(role, ())}
    in_register = {*words.meaning_of_titles(), *(key.replace("_", " ") for key in SERVICE_KEYS)} - {"id", "source"}
    for cells in rows:
        titles = {cell.strip().casefold() for cell in cells}
        found: dict[FileKind, int] = {
            "dora": sum(1 for title in titles if is_dora_table(title) or _DORA_CODE.fullmatch(title)),
            "survey": len(titles & in_survey),
            "register": len(titles & in_register),
        }
        kind = max(found, key=lambda one: found[one])
        if found[kind] > 1:
            return kind
    return None


def _recognise_binary(data: bytes) -> FileKind | None:
    if data.startswith(COMPOUND_FILE):
        return "spreadsheet" if "Workbook".encode("utf-16-le") in data else "document"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except UNREADABLE_ARCHIVE:
        return "document" if data.startswith(b"%PDF") else None
    if any(name.endswith(".csv") and is_dora_table(PurePosixPath(name).stem) for name in names):
        return "dora"
    is_sheet = "xl/workbook.xml" in names or any(name.startswith("Table") for name in names)
    if is_sheet or b"opendocument.spreadsheet" in data[:200]:
        return "spreadsheet"
    return "document"


def _recognise_sheets(path: Path | str) -> FileKind:
    """What a spreadsheet is by its sheets and their titles."""
    with suppress(InvalidInputError):
        sheets = read_sheets(path)
        if any(map(is_dora_table, sheets)):
            return "dora"
        rows = (cells for sheet in sheets.values() for _, cells in sheet.rows[:MAX_HEAD_ROWS])
        return _recognise_titles(rows) or "spreadsheet"
    return "spreadsheet"


def _is_table(path: Path | str, text: str) -> bool:
    """Whether the rows of a text have as many cells each."""
    if text.lstrip()[:1] in ("{", "[", "<"):
        return False
    if str(path).lower().endswith((".csv", ".tsv", ".tab")):
        return True
    start = find_csv_start(text, lambda _: False)
    lines = [line for line in text.splitlines()[start.skipped_lines :] if line.strip()]
    widths = {line.count(start.delimiter) for line in lines[:MIN_ROWS]}
    return len(lines) >= MIN_ROWS and 0 not in widths and len(widths) == 1 and not _YAML_LINE.search(text)

"""Reads the tables of a DORA register of information, by template: a workbook, or CSV files in a folder or a ZIP.

Whatever the edition, columns are identified by the codes of framework 4.0 or, where a table has no codes, by their
titles.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from eurostack_assess.errors import Message, message
from eurostack_assess.model.dora import (
    ASSESSMENTS,
    CHAINS,
    COLUMNS_2024,
    COLUMNS_BEFORE_CORRIGENDUM,
    FUNCTIONS,
    PROVIDERS,
    TEMPLATES,
    USES,
    DoraTemplate,
)
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.source import SourceText, read_bytes
from eurostack_assess.reading.spreadsheet import UNPACKED_LIMIT
from eurostack_assess.reading.table import (
    TABLE_LIMIT,
    Cells,
    explain_unread,
    is_spreadsheet,
    name_cell,
    parse_rows,
    read_sheets,
)
from eurostack_assess.reading.unread_cells import UNREADABLE_ARCHIVE, UnreadCell

TEMPLATE_NAME = re.compile(r"(?:^|[^0-9])(\d\d)[._ ](\d\d)(?:[^0-9]|$)")
COLUMN_CODE = re.compile(r"(?:(?:b|rt)[._]?(?P<template>\d\d[._]\d\d)[._])?c?(?P<column>\d{4})", re.IGNORECASE)
FACTS = "factvalue"
"""The column of a package that has a row for each fact."""
HEAD_WORDS = frozenset(
    ("alphanumerical", "pattern", "country", "closed set of options", "date", "monetary", "natural number")
)
"""Content of the row below the titles in the EBA's workbook."""
KEY_COLUMNS: Mapping[str, Sequence[str]] = {
    USES.id: ("0010", "0030"),
    PROVIDERS.id: ("0010",),
    CHAINS.id: ("0010", "0030"),
    FUNCTIONS.id: ("0010",),
    ASSESSMENTS.id: ("0010", "0020"),
}
"""By template, the columns without which nothing can be read of it."""
MAX_TABLES = 40
HEAD_ROWS = 12


def _fold_title(title: str) -> str:
    return " ".join(title.casefold().replace("’", "'").split())


OTHER_TITLES = (
    "Name of the ICT third-party service provider",
    "Referentienummer van de contractuele overeenkomst",
    "Identificatiecode van de derde aanbieder van ICT-diensten",
    "Functie-identificatiecode",
)
"""Of 2024, and in Dutch: enough of them to know a row of titles."""

_TITLES = frozenset(map(_fold_title, OTHER_TITLES)).union(
    _fold_title(title) for one in TEMPLATES for title in one.columns.values()
)


class DoraRow(NamedTuple):
    """A row of a table, by the codes of its columns in framework 4.0."""

    table: str
    """The file or sheet."""
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The text in a column; empty if the table does not have the column."""
        return self.cells.get(column, "")


@dataclass
class DoraRegister:
    """The rows of a register, by template."""

    rows: dict[str, list[DoraRow]] = field(default_factory=dict)
    issues: list[ImportIssue] = field(default_factory=list)
    notes: tuple[Message, ...] = ()
    """What a reader should know of how it was read."""

    def of(self, template: DoraTemplate) -> Sequence[DoraRow]:
        """The rows of a template."""
        return self.rows.get(template.id, ())


def read_dora_tables(path: Path) -> DoraRegister:
    """The tables of a register.

    Raises:
        FileAccessError: not a file or folder that can be read.
        InvalidInputError: not a register, or a table without the columns by which its rows are told apart.
    """
    if is_spreadsheet(path) and not path.is_dir():
        sheets = read_sheets(path)
        return _build_register((name, table.rows, table.unread) for name, table in sheets.items())
    notes: list[Message] = []
    register = _build_register(_parse_tables(_list_files(path) if path.is_dir() else _unpack(path), notes))
    register.notes = tuple(notes)
    return register


def _list_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The tables in a folder."""
    for file in sorted(folder.rglob("*.csv"))[:MAX_TABLES]:
        if _find_template(file.stem):
            yield str(file), read_bytes(file, TABLE_LIMIT)


def _parse_tables(
    files: Iterable[tuple[str, bytes]], notes: list[Message]
) -> Iterator[tuple[str, Sequence[tuple[int, Cells]], Sequence[UnreadCell]]]:
    for name, data in files:
        rows, own_notes = parse_rows(name, data)
        notes += own_notes
        yield PurePosixPath(name).stem, rows, ()


def _unpack(path: Path) -> Iterator[tuple[str, bytes]]:
    """The tables in a ZIP."""
    blank = SourceText(str(path), "")
    data = read_bytes(path, TABLE_LIMIT)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise blank.refuse(1, 1, message("problem.too-large", mebibytes=UNPACKED_LIMIT >> 20))
            for name in sorted(archive.namelist()):
                if name.endswith(".csv") and _find_template(PurePosixPath(name).stem):
                    yield name, archive.read(name)
    except UNREADABLE_ARCHIVE:
        raise blank.refuse(1, 1, message("problem.not-a-dora-file"), message("hint.dora")) from None


def _build_register(
    tables: Iterable[tuple[str, Sequence[tuple[int, Cells]], Sequence[UnreadCell]]],
) -> DoraRegister:
    register = DoraRegister()
    for name, rows, unread in tables:
        template = _find_template(name)
        head = _find_head(name, rows, template)
        template = template or (head.template if head and len(head.codes) > 1 else None)
        if template is None or not rows:
            continue
        if head is None:
            _check_columns(name, template, rows[0][0], ())
            continue
        codes = head.codes if head.is_titled else _renumber(template, head.codes)
        _check_columns(name, template, rows[head.place][0], codes.values())
        register.issues += [ImportIssue(f"{name}: {cell}", message("import.dora-column")) for cell in head.unknown]
        register.issues += [ImportIssue(f"{name}: {title}", message("import.dora-no-title")) for title in head.missing]
        register.rows.setdefault(template, []).extend(
            DoraRow(name, line, {code: cells[index] for index, code in codes.items() if index < len(cells)})
            for line, cells in rows[head.place + 1 :]
            if not _is_head(cells)
        )
        register.issues += [
            ImportIssue(f"{name}!{name_cell(cell.row, cell.column)}", explain_unread(cell))
            for cell in unread
            if cell.column - 1 in codes and cell.row > rows[head.place][0]
        ]
    return register


def _check_columns(name: str, template: str, line: int, codes: Collection[str]) -> None:
    """Require the columns that distinguish the rows of a table.

    Raises:
        InvalidInputError: one of its columns is missing.
    """
    missing = [f"c{code}" for code in KEY_COLUMNS.get(template, ()) if code not in codes]
    if missing:
        what = message("problem.dora-columns", template=template, columns=", ".join(missing))
        raise SourceText(name, "").refuse(line, 1, what, message("hint.dora-columns", template=template))


class _Head(NamedTuple):
    """The row with the codes of the columns, or their titles."""

    place: int
    codes: Mapping[int, str]
    template: str | None
    is_titled: bool = False
    unknown: Sequence[str] = ()
    """Texts among the codes that are not codes."""
    missing: Sequence[str] = ()
    """Titles of columns that are read but that the table does not have."""


def _find_head(name: str, rows: Sequence[tuple[int, Cells]], named: str | None) -> _Head | None:
    """The row among the first in which most cells are codes of columns; without any, that with their titles.

    Raises:
        InvalidInputError: the table has a row for each fact.
    """
    heads = []
    for place, (line, cells) in enumerate(rows[:HEAD_ROWS]):
        if FACTS in (cell.casefold() for cell in cells):
            raise SourceText(name, "").refuse(line, 1, message("problem.dora-facts"), message("hint.dora"))
        found = {column: match for column, cell in enumerate(cells) if (match := COLUMN_CODE.fullmatch(cell.strip()))}
        prefixes = Counter(_format_template(match["template"]) for match in found.values() if match["template"])
        template = max(prefixes, key=lambda prefix: prefixes[prefix], default=None)
        codes = {column: _format_code(match, template) for column, match in found.items()}
        unknown = [cell for column, cell in enumerate(cells) if cell and column not in found]
        heads.append(_Head(place, codes, template, unknown=unknown))
    best = max(heads, key=lambda head: (len(head.codes), -len(head.unknown)), default=None)
    if best and len(best.codes) > 1:
        return best
    titled = _find_titles(rows, named) if named else None
    return titled or (best if best and best.codes else None)


def _find_titles(rows: Sequence[tuple[int, Cells]], template: str) -> _Head | None:
    """The first row of which two cells or more are titles of the template."""
    titles = next((one.columns for one in TEMPLATES if one.id == template), {})
    codes = {_fold_title(title): code for code, title in titles.items()}
    for place, (_, cells) in enumerate(rows[:HEAD_ROWS]):
        known = {column: codes[folded] for column, cell in enumerate(cells) if (folded := _fold_title(cell)) in codes}
        if len(known) > 1:
            missing = [title for code, title in titles.items() if code not in known.values()]
            return _Head(place, known, template, is_titled=True, missing=missing)
    return None


def _format_template(digits: str) -> str:
    return f"B_{digits.replace('_', '.')}"


def _format_code(code: re.Match[str], template: str | None) -> str:
    """The four digits of a column; with its template before them where it is a column of another one."""
    other = _format_template(code["template"]) if code["template"] else template
    return code["column"] if other == template else f"{other}.{code['column']}"


def _find_template(name: str) -> str | None:
    """The template that a sheet or a file is called after."""
    found = TEMPLATE_NAME.search(name)
    return f"B_{found[1]}.{found[2]}" if found else None


def _renumber(template: str, codes: Mapping[int, str]) -> Mapping[int, str]:
    """The codes of the columns in framework 4.0, whatever edition of the register they are in."""
    there = set(codes.values())
    changes: Mapping[str, str] | None = None
    if template in COLUMNS_2024 and "0110" not in there:
        changes = COLUMNS_2024[template]
    elif template in COLUMNS_BEFORE_CORRIGENDUM and "0110" in there:
        changes = COLUMNS_BEFORE_CORRIGENDUM[template]
    if changes is None:
        return codes
    return {index: changes.get(code, code) for index, code in codes.items() if code in changes or "." in code}


def _is_head(cells: Cells) -> bool:
    """Whether a row under the codes is one of titles or of types."""
    said = {_fold_title(cell) for cell in cells if cell}
    return any(word in HEAD_WORDS or word in _TITLES or word.startswith(("fill with", "[yes/no]")) for word in said)

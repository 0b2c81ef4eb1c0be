"""Finds spreadsheet cells that show something to people but that the spreadsheet library returns as empty.

These are errors (#N/A, #REF!) and formulas whose result was not saved. XLSX is read by ECMA-376 part 1 (18.3.1.4,
18.18.11), OpenDocument by ODF 1.3 part 3 (9.1.4, 19.385) and by what LibreOffice adds for errors. Each part is read
once, from its start to its end.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple, Protocol
from xml.etree import ElementTree
from xml.parsers import expat

ERROR, FORMULA = "error", "formula"
MAX_UNREAD_CELLS = 1000
"""Of a sheet; more of them say no more."""
UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, LookupError, NotImplementedError, ValueError, RuntimeError, EOFError, OSError,
)  # fmt: skip

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS_VALUES = ("office:value", "office:string-value", "office:date-value", "office:time-value", "office:boolean-value")


class UnreadCell(NamedTuple):
    """A cell that is empty to the library, and not to people; row and column count from 1."""

    row: int
    column: int
    kind: str
    """ERROR, or FORMULA without an outcome."""


def find_unread_cells(data: bytes) -> Mapping[str, list[UnreadCell]]:
    """By name of a sheet, in their order; none of a file that is neither XLSX nor OpenDocument."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.namelist()
            if "xl/workbook.xml" in parts:
                return {name: _read_xlsx_sheet(archive, part) for name, part in _list_xlsx_sheets(archive, parts)}
            if "content.xml" in parts:
                document = _OdsDocument()
                _read_part(archive, "content.xml", document)
                return document.unread
    except (*UNREADABLE_ARCHIVE, expat.ExpatError, ElementTree.ParseError):
        pass  # the library reads it nevertheless, or says why not
    return {}


class _PartReader(Protocol):
    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def add_text(self, text: str) -> None: ...


def _read_part(archive: zipfile.ZipFile, part: str, reader: _PartReader) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_text
    with archive.open(part) as file:
        parser.ParseFile(file)


def _list_xlsx_sheets(archive: zipfile.ZipFile, parts: list[str]) -> Iterator[tuple[str, str]]:
    """Each sheet's name, with the part of the package that holds it."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - this process is limited
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    for sheet in workbook.iter():
        target = targets.get(sheet.get(_RELATION), "").removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if target and part in parts:
            yield sheet.get("name", ""), part


def _read_xlsx_sheet(archive: zipfile.ZipFile, part: str) -> list[UnreadCell]:
    sheet = _XlsxSheet()
    _read_part(archive, part, sheet)
    return sheet.unread


class _XlsxSheet:
    def __init__(self) -> None:
        self.unread: list[UnreadCell] = []
        self._row = self._column = 0
        self._is_error = self._is_text = self._has_formula = self._has_value = self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                reference = attributes.get("r", "").rstrip("0123456789")
                self._column = _count_columns(reference) if reference else self._column + 1
                self._is_error, self._is_text = attributes.get("t") == "e", attributes.get("t") == "str"
                self._has_formula = self._has_value = False
            case "f":
                self._has_formula = True
            case "v" | "t":
                self._in_value = True
                self._has_value = self._is_text

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" | "t":
                self._in_value = False
            case "c" if len(self.unread) < MAX_UNREAD_CELLS:
                if self._is_error:
                    self.unread.append(UnreadCell(self._row, self._column, ERROR))
                elif self._has_formula and not self._has_value:
                    self.unread.append(UnreadCell(self._row, self._column, FORMULA))

    def add_text(self, text: str) -> None:
        self._has_value = self._has_value or (self._in_value and bool(text))


def _count_columns(letters: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


class _OdsDocument:
    def __init__(self) -> None:
        self.unread: dict[str, list[UnreadCell]] = {}
        self._sheet: list[UnreadCell] = []
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._kind: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._sheet = self.unread.setdefault(attributes.get("table:name", ""), [])
                self._row, self._rows = 0, 1
            case "table:table-row":
                self._row += self._rows
                self._rows = int(attributes.get("table:number-rows-repeated", 1))
                self._column, self._columns = 0, 1
            case "table:table-cell" | "table:covered-table-cell":
                self._column += self._columns
                self._columns = int(attributes.get("table:number-columns-repeated", 1))
                self._kind = _find_ods_kind(attributes)
                if self._kind == ERROR:
                    self._add()

    def end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell") and self._kind == FORMULA:
            self._add()

    def add_text(self, text: str) -> None:
        if self._kind == FORMULA and text.strip():
            self._kind = None  # what it shows is what it is

    def _add(self) -> None:
        if len(self._sheet) < MAX_UNREAD_CELLS:
            self._sheet.append(UnreadCell(self._row, self._column, self._kind or ERROR))


def _find_ods_kind(attributes: dict[str, str]) -> str | None:
    if attributes.get("calcext:value-type") == "error":
        return ERROR
    if attributes.get("table:formula") and not any(name in attributes for name in _ODS_VALUES):
        return FORMULA
    return None

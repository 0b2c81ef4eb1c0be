"""Tables that other programs wrote: CSV in the encodings that occur, spreadsheets, and what is refused."""

import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading import table as table_module
from eurostack_assess.reading.spreadsheet import LOCKED, TOO_LARGE, UNREADABLE, SpreadsheetError
from eurostack_assess.reading.table import MAX_ROWS, read_sheets, read_table


def written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def spreadsheet(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def refused(path: Path) -> tuple[str, int]:
    with pytest.raises(InvalidInputError) as caught:
        read_table(path)
    problem = caught.value.problems[0]
    return problem.message.key, problem.place.line


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param("a,b\n1,2\n", [(1, ("a", "b")), (2, ("1", "2"))], id="commas"),
        pytest.param("\ufeffa;b\r\n1;2\r\n\r\n", [(1, ("a", "b")), (2, ("1", "2"))], id="semicolons, byte order mark, Windows line ends"),
        pytest.param("a\tb\n1\t2\n", [(1, ("a", "b")), (2, ("1", "2"))], id="tabs"),
        pytest.param('"a","b"\n"1\n2","é; ""ok"""\n', [(1, ("a", "b")), (2, ("1 2", 'é; "ok"'))], id="quotes"),
        pytest.param("naam;b\nKöln €;2\n".encode("cp1252"), [(1, ("naam", "b")), (2, ("Köln €", "2"))], id="Windows-1252"),
        pytest.param("a,b\n\n ,\nx\u00a0 y&amp;z,\x1b\u200b2\n", [(1, ("a", "b")), (4, ("x y&z", "2"))], id="spaces that do not break, entities, active characters"),
    ],
)  # fmt: skip
def test_read_csv(tmp_path: Path, data: bytes | str, rows: list[tuple[int, tuple[str, ...]]]) -> None:
    assert list(read_table(written(tmp_path / "t.csv", data)).rows) == rows


def test_csv_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1,2\n")))
    table = read_table("-")
    assert (table.name, table.titles, table.records) == ("<stdin>", ("a", "b"), ((2, ("1", "2")),))


def test_a_place_shows_the_line_of_a_text_file(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "t.csv", "a,b\n1,2\n"))
    assert (table.place(2).source_line, table.place(9).source_line) == ("1,2", "")


def test_a_spreadsheet_says_what_a_person_would_write(tmp_path: Path) -> None:
    cells = ["x\u00a0 y", 3, 2.5, True, False, date(2026, 3, 26), datetime(2026, 3, 26, 9, 30)]
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})  # fmt: skip
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f", "g"])
        sheet.write_row(2, 0, cells[:5])
        sheet.write_datetime(2, 5, cells[5], day)
        sheet.write_datetime(2, 6, cells[6], moment)
    table = read_table(path)
    assert table.records == ((3, ("x y", "3", "2.5", "true", "false", "2026-03-26", "2026-03-26 09:30:00")),)
    assert table.place(3).source_line == ""


def test_rows_of_characters_that_cannot_be_seen_say_nothing(tmp_path: Path) -> None:
    table = read_table(spreadsheet(tmp_path / "t.xlsx", {"one": [["a"], ["\u200b", "\u00a0"], [1]]}))
    assert [line for line, _ in table.rows] == [1, 3]


def test_every_sheet_that_says_something(tmp_path: Path) -> None:
    rows: list[list[object]] = [["a"], ["1"]]
    path = spreadsheet(tmp_path / "t.xlsx", {"one": rows, "empty": [], "title alone": [["a"]], "two": rows})
    assert list(read_sheets(path)) == ["one", "two"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", ("problem.empty", 1), id="empty"),
        pytest.param(b"a,b\n", ("problem.no-rows", 1), id="titles alone"),
        pytest.param(b"a,b\n1,2\n1,2,3\n", ("problem.ragged-row", 3), id="a cell too many"),
        pytest.param(b'a,b\n"1,2\n', ("problem.not-csv", 2), id="a quote that stays open"),
        pytest.param(b"a,b\n\0,\n", ("problem.not-utf8", 1), id="bytes of no text"),
        pytest.param(b"a\xe9,b\n\x81,\n", ("problem.not-utf8", 1), id="in no encoding we know"),
        pytest.param(b"a\n" + b"1\n" * (MAX_ROWS + 1), ("problem.too-many-rows", MAX_ROWS + 2), id="too many rows"),
    ],
)
def test_refused_csv(tmp_path: Path, data: bytes, problem: tuple[str, int]) -> None:
    assert refused(written(tmp_path / "t.csv", data)) == problem


def test_as_many_rows_as_may_be(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "t.csv", b"a\n" + b"1\n" * MAX_ROWS))
    assert len(table.records) == MAX_ROWS


def test_refused_spreadsheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(written(tmp_path / "a.xlsx", b"no spreadsheet")) == ("problem.not-a-spreadsheet", 1)
    assert refused(written(tmp_path / "b.xlsx", b"")) == ("problem.not-a-spreadsheet", 1)
    assert refused(spreadsheet(tmp_path / "c.xlsx", {"one": [["a"]]})) == ("problem.no-rows", 1)
    many: list[list[object]] = [["a"], *(list[object]([n]) for n in range(MAX_ROWS + 1))]
    assert refused(spreadsheet(tmp_path / "d.xlsx", {"one": many})) == ("problem.too-many-rows", MAX_ROWS + 2)
    fine = spreadsheet(tmp_path / "e.xlsx", {"one": [["a"], [1]]})
    monkeypatch.setattr(table_module, "UNPACKED_LIMIT", 100)
    assert refused(fine) == ("problem.too-large", 1)
    monkeypatch.setattr(table_module, "TABLE_LIMIT", 100)
    assert refused(fine) == ("problem.too-large", 1)
    assert refused(written(tmp_path / "f.csv", "a\n" * 100)) == ("problem.too-large", 1)


@pytest.mark.untraced
def test_a_spreadsheet_that_unpacks_to_more_than_it_should_is_not_unpacked(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (table_module.UNPACKED_LIMIT + 1))
    assert refused(written(tmp_path / "bomb.xlsx", bomb.getvalue())) == ("problem.too-large", 1)


@pytest.mark.parametrize(
    ("why", "problem"),
    [
        pytest.param(LOCKED, "problem.spreadsheet-locked", id="a password"),
        pytest.param(TOO_LARGE, "problem.spreadsheet-too-large", id="too many cells"),
        pytest.param(UNREADABLE, "problem.not-a-spreadsheet", id="something else"),
    ],
)
def test_why_there_are_no_sheets_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int, problem: str
) -> None:
    def refuse(_data: bytes) -> None:
        raise SpreadsheetError(why)

    monkeypatch.setattr(table_module, "read_in_subprocess", refuse)
    assert refused(spreadsheet(tmp_path / "t.xlsx", {"one": [["a"], [1]]})) == (problem, 1)

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
from eurostack_assess.reading.csv_text import find_csv_start
from eurostack_assess.reading.spreadsheet import LOCKED, TOO_LARGE, UNPACKED_LIMIT, UNREADABLE, SpreadsheetError
from eurostack_assess.reading.table import MAX_ROWS, TableMap, read_sheets, read_table
from tests.helpers import RESOURCES


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
    with pytest.raises(InvalidInputError) as caught:
        read_sheets(path, max_rows=0)
    assert caught.value.problems[0].message.key == "problem.too-many-rows"


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
    monkeypatch.setattr(table_module, "TABLE_LIMIT", 100)
    assert refused(fine) == ("problem.too-large", 1)
    assert refused(written(tmp_path / "f.csv", "a\n" * 100)) == ("problem.too-large", 1)


@pytest.mark.untraced
def test_a_spreadsheet_that_unpacks_to_more_than_it_should_is_not_unpacked(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (UNPACKED_LIMIT + 1))
    assert refused(written(tmp_path / "bomb.xlsx", bomb.getvalue())) == ("problem.spreadsheet-too-large", 1)


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
    def refuse(_data: bytes, _max_rows: int) -> None:
        raise SpreadsheetError(why)

    monkeypatch.setattr(table_module, "read_in_subprocess", refuse)
    assert refused(spreadsheet(tmp_path / "t.xlsx", {"one": [["a"], [1]]})) == (problem, 1)


FLEET = frozenset({"ship", "quay", "depth"}).__contains__
"""Titles that are known."""


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param("sep=;\nship;quay\na;1,5\n", [(2, ("ship", "quay")), (3, ("a", "1,5"))], id="a line that names the delimiter"),
        pytest.param('\ufeff"SEP=|"\r\nship|quay\r\na|1\r\n', [(2, ("ship", "quay")), (3, ("a", "1"))], id="the same in quotes, after a mark"),
        pytest.param("sep=\t\nship\tquay\na\t1\n", [(2, ("ship", "quay")), (3, ("a", "1"))], id="that names a tab"),
        pytest.param("Fleet of 2026, all ships;;\n;;\nas of May;;\nship;quay;\na;1;\n", [(4, ("ship", "quay", "")), (5, ("a", "1", ""))], id="rows above the titles"),
        pytest.param("a, b and c;ship\n1;2\n3;4\n", [(1, ("a, b and c", "ship")), (2, ("1", "2")), (3, ("3", "4"))], id="commas in a title"),
        pytest.param('"a\nb, c, d";e\n0,1;0,2\n0,3;0,4\n', [(1, ("a b, c, d", "e")), (3, ("0,1", "0,2")), (4, ("0,3", "0,4"))], id="a line break in a title, decimal commas"),
        pytest.param("ship,quay\na,1,,\nb,2\n", [(1, ("ship", "quay")), (2, ("a", "1")), (3, ("b", "2"))], id="blank cells at the end"),
        pytest.param("ship,quay,,\na,1\n", [(1, ("ship", "quay", "", "")), (2, ("a", "1", "", ""))], id="blank titles at the end"),
    ],
)  # fmt: skip
def test_where_a_table_begins(tmp_path: Path, data: str, rows: list[tuple[int, tuple[str, ...]]]) -> None:
    assert list(read_table(written(tmp_path / "t.csv", data), is_known=FLEET).rows) == rows


def test_what_is_said_of_where_a_table_begins_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "ship;quay\nShip;x\na;1\n")
    assert read_table(path, TableMap(titles=2), is_known=FLEET).titles == ("Ship", "x")
    assert read_table(path, TableMap(delimiter=","), is_known=FLEET).titles == ("ship;quay",)


@pytest.mark.parametrize(
    ("encoding", "map_", "notes"),
    [
        pytest.param("utf-16", None, 0, id="UTF-16, little end first"),
        pytest.param("utf-8", None, 0, id="UTF-8"),
        pytest.param("cp1252", None, 1, id="Windows-1252, guessed"),
        pytest.param("cp1252", "windows-1252", 0, id="Windows-1252, named"),
        pytest.param("cp850", "cp850", 0, id="DOS"),
        pytest.param("mac_roman", "mac_roman", 0, id="Mac"),
    ],
)
def test_letters(tmp_path: Path, encoding: str, map_: str | None, notes: int) -> None:
    table = read_table(written(tmp_path / "t.csv", "a;b\nCoördinatie;é\n".encode(encoding)), TableMap(encoding=map_))
    assert (table.records, len(table.notes)) == (((2, ("Coördinatie", "é")),), notes)


def test_utf_16_of_the_other_end_and_central_european(tmp_path: Path) -> None:
    data = b"\xfe\xff" + "ship\nŁódź\n".encode("utf-16-be")
    assert read_table(written(tmp_path / "t.csv", data)).records == ((2, ("Łódź",)),)
    path = written(tmp_path / "p.csv", "ship\nŁódź\n".encode("cp1250"))
    assert read_table(path, TableMap(encoding="cp1250")).records == ((2, ("Łódź",)),)


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        pytest.param({"encoding": "ascii"}, ("problem.not-in-encoding", 1), id="other letters than were named"),
        pytest.param({"titles": 7}, ("problem.no-title-row", 1), id="a line that is not there"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(
    tmp_path: Path, layout: dict[str, object], problem: tuple[str, int]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_table(written(tmp_path / "t.csv", "ship\né\n"), TableMap.model_validate(layout))
    assert (caught.value.problems[0].message.key, caught.value.problems[0].place.line) == problem


@pytest.mark.parametrize("name", ["base64", "utf-17"])
def test_only_encodings_of_text_can_be_named(name: str) -> None:
    with pytest.raises(ValueError, match="encoding"):
        TableMap(encoding=name)


def test_the_sheet_with_most_known_columns_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    table: list[list[object]] = [["Fleet"], [], ["ship", "quay", None], ["a", 1], ["b", 2]]
    path = spreadsheet(tmp_path / "t.xlsx", {"Read me": [["How to"], ["fill it in"]], "Other": [["ship", "x"], [1, 2]], "Fleet": table})  # fmt: skip
    assert read_table(path, is_known=FLEET).rows == ((3, ("ship", "quay")), (4, ("a", "1")), (5, ("b", "2")))
    assert read_table(path, TableMap(sheet="Other"), is_known=FLEET).titles == ("ship", "x")
    assert read_table(path, TableMap(sheet="Read me"), is_known=FLEET).titles == ("How to",)
    with pytest.raises(InvalidInputError) as caught:
        read_table(path, TableMap(sheet="Fleets"), is_known=FLEET)
    assert caught.value.problems[0].message.key == "problem.no-sheet"
    assert caught.value.problems[0].hint is not None
    assert caught.value.problems[0].hint.values == {"sheets": "Read me, Other, Fleet"}


def test_titles_without_rows_are_no_table(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path / "t.xlsx", {"one": [["Fleet"], ["ship"]]})
    with pytest.raises(InvalidInputError) as caught:
        read_table(path, is_known=FLEET)
    assert caught.value.problems[0].message.key == "problem.no-rows"


def test_cells_that_read_as_empty_are_told_under_the_titles(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=NA()", None, "#N/A")
        sheet.write_row(1, 0, ["ship", "quay"])
        sheet.write_formula("B3", "=NA()", None, "#N/A")
        sheet.write_row(3, 0, ["a", "1"])
    table = read_table(tmp_path / "t.xlsx", is_known=FLEET)
    assert [(cell.row, cell.column, cell.kind) for cell in table.unread] == [(3, 2, "error")]


def test_an_old_spreadsheet_says_that_its_errors_cannot_be_told() -> None:
    table = read_table(RESOURCES / "spreadsheets" / "old.xls")
    assert [note.key for note in table.notes] == ["import.old-spreadsheet"]


def test_a_table_that_says_where_it_ends_and_nothing_else(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "t.csv", "sep=;\n;;\n")) == ("problem.no-rows", 1)


def test_more_rows_under_titles_that_are_not_the_first_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Fleet"], ["ship"], *(list[object]([number]) for number in range(MAX_ROWS + 1))]
    path = spreadsheet(tmp_path / "t.xlsx", {"one": rows})
    with pytest.raises(InvalidInputError) as caught:
        read_table(path, is_known=FLEET)
    assert (caught.value.problems[0].message.key, caught.value.problems[0].place.line) == (
        "problem.too-many-rows",
        MAX_ROWS + 3,
    )


def test_the_csv_of_another_delimiter_is_tried_to_its_first_fault() -> None:
    assert find_csv_start(f'a;"{"x" * 200_000}";b\n', lambda _: False).delimiter == ";"


def test_the_sheets_that_were_not_read_are_named_and_a_hidden_one_is_read_last(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, title in (("Old", "x"), ("Now", "ship"), ("Lists", "ship")):
            book.add_worksheet(name).write_column(0, 0, [title, "a"])
        book.worksheets()[2].write_column(0, 1, ["quay", "b"])
        book.worksheets()[2].hide()
    table = read_table(path, is_known=FLEET)
    assert table.sheets == ("Now", "Old", "Lists")
    assert [note.values for note in table.notes] == [{"file": str(path), "sheet": "Now", "others": "Old, Lists"}]
    named = read_table(path, TableMap(sheet="Lists"), is_known=FLEET)
    assert (named.titles, named.notes) == (("ship", "quay"), ())


def test_a_file_of_hidden_sheets_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write(0, 0, "x")
        book.add_worksheet("Lists").write_column(0, 0, ["ship", "a"])
        book.worksheets()[1].hide()
    assert read_table(path, is_known=FLEET).titles == ("ship",)


@pytest.mark.parametrize("name", ["t.csv", "t", "t.txt"])
def test_a_spreadsheet_by_another_name_is_one(tmp_path: Path, name: str) -> None:
    made = spreadsheet(tmp_path / "t.xlsx", {"one": [["a"], [1]]})
    assert read_table(written(tmp_path / name, made.read_bytes())).records == ((2, ("1",)),)

"""Spreadsheets read in a process of their own: whatever happens there, here it is one of three answers."""

import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.reading import spreadsheet
from eurostack_assess.reading.spreadsheet import (
    LOCKED,
    TOO_LARGE,
    UNREADABLE,
    SpreadsheetError,
    main,
    parse_sheets,
    read_in_subprocess,
)
from tests.helpers import RESOURCES


def book(*rows: list[object], wide: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("one")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                as_date = made.add_format(
                    {"num_format": "yyyy-mm-dd hh:mm" if isinstance(cell, datetime) else "yyyy-mm-dd"}
                )
                sheet.write(number, column, cell, as_date if isinstance(cell, date) else None)
        if wide:
            sheet.write(1_000_000, 16_000, "far away")
    return out.getvalue()


def why(data: bytes, read: object = parse_sheets) -> int:
    with pytest.raises(SpreadsheetError) as caught:
        read(data)  # type: ignore[operator]
    return caught.value.code


def test_apart_and_here_it_says_the_same() -> None:
    data = book(["a", 1, 2.5, True], [], ["é", "\u202e", "", 3], [datetime(2026, 3, 26, 9, 30), date(2026, 3, 26)])
    sheets: object = {
        "one": [
            [1, ["a", "1", "2.5", "true"]],
            [3, ["é", "\u202e", "", "3"]],
            [4, ["2026-03-26 09:30:00", "2026-03-26", "", ""]],
        ]
    }
    assert read_in_subprocess(data) == sheets
    assert {name: [[number, cells] for number, cells in rows] for name, rows in parse_sheets(data).items()} == sheets


def test_what_is_no_spreadsheet() -> None:
    assert why(b"nothing") == why(b"nothing", read_in_subprocess) == UNREADABLE


@pytest.mark.untraced
def test_a_sheet_with_too_many_cells_is_not_built() -> None:
    assert why(book(["a"], wide=True), read_in_subprocess) in (TOO_LARGE, UNREADABLE)  # memory may end first


def test_too_many_cells_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_CELLS", 3)
    assert why(book(["a", "b"], ["c", "d"])) == TOO_LARGE


def test_one_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(SpreadsheetError) as caught:
        read_in_subprocess(book(["a"]), seconds=0.001)
    assert caught.value.code == TOO_LARGE


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param("locked.xlsx", LOCKED, id="Office"),
        pytest.param("locked.ods", LOCKED, id="OpenDocument"),
        pytest.param("README.md", UNREADABLE, id="no spreadsheet"),
    ],
)
def test_a_locked_one_is_called_locked(file: str, expected: int) -> None:
    data = (RESOURCES / "spreadsheets" / file).read_bytes()
    assert why(data) == why(data, read_in_subprocess) == expected


def test_a_package_without_a_manifest_is_not_called_locked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as empty:
        empty.writestr("anything", "x")
    assert why(packed.getvalue()) == UNREADABLE


def test_the_process_writes_sheets_or_says_why_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spreadsheet, "_limit_memory", lambda: None)
    for data, code, shown in ((book(["a"]), 0, '{"one": [[1, ["a"]]]}'), (b"", UNREADABLE, "")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert main() == code
        assert capsys.readouterr().out == shown


def test_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limit: limits.append((what, limit)))
    spreadsheet._limit_memory()
    assert limits == [(resource.RLIMIT_AS, (spreadsheet.MEMORY_LIMIT, spreadsheet.MEMORY_LIMIT))]
    monkeypatch.setattr("os.name", "nt")
    spreadsheet._limit_memory()
    assert len(limits) == 1


def test_a_module_of_that_name_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(99)", "utf-8")
    monkeypatch.chdir(tmp_path)
    expected: object = {"one": [[1, ["a"]]]}
    assert read_in_subprocess(book(["a"])) == expected


def test_a_file_that_stops_the_reader_stops_nothing_else() -> None:
    """Old workbooks cut or bent at random: some make the library give up its whole process."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + b"\xff" * 4000
    assert why(head, read_in_subprocess) in (UNREADABLE, TOO_LARGE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as empty:
        empty.writestr("xl/workbook.xml", "<workbook/>")
    assert why(packed.getvalue(), read_in_subprocess) == UNREADABLE or read_in_subprocess(packed.getvalue()) == {}

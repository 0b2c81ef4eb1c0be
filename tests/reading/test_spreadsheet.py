"""Spreadsheets read in a process of their own: whatever happens there, here it is one of three answers."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.reading import spreadsheet
from eurostack_assess.reading.spreadsheet import (
    LOCKED,
    TOO_LARGE,
    UNREADABLE,
    LoadedSheet,
    SpreadsheetError,
    main,
)
from eurostack_assess.reading.spreadsheet import parse_sheets as parse_some
from eurostack_assess.reading.spreadsheet import read_in_subprocess as read_some
from eurostack_assess.reading.unread_cells import ERROR, UnreadCell
from tests.helpers import RESOURCES

parse_sheets, read_in_subprocess = partial(parse_some, max_rows=100), partial(read_some, max_rows=100)


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


def rows(sheets: Mapping[str, LoadedSheet]) -> dict[str, list[tuple[int, list[str]]]]:
    return {name: [(number, list(cells)) for number, cells in sheet.rows] for name, sheet in sheets.items()}


def why(data: bytes, read: object = parse_sheets) -> int:
    with pytest.raises(SpreadsheetError) as caught:
        read(data)  # type: ignore[operator]
    return caught.value.code


def test_apart_and_here_it_says_the_same() -> None:
    data = book(["a", 1, 2.5, True], [], ["é", "\u202e", "", 3], [datetime(2026, 3, 26, 9, 30), date(2026, 3, 26)])
    sheets = {
        "one": [
            (1, ["a", "1", "2.5", "true"]),
            (3, ["é", "\u202e", "", "3"]),
            (4, ["2026-03-26 09:30:00", "2026-03-26", "", ""]),
        ]
    }
    assert rows(read_in_subprocess(data)) == rows(parse_sheets(data)) == sheets


def test_what_merged_cells_say_stands_in_each_of_their_rows() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("one")
        for number, row in enumerate((["supplier", "service"], ["", "a"], ["", "b"], ["", "c"], ["d", "e", "f"])):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A2:A4", "Firm")
        sheet.merge_range("B1:C1", "service")  # beside each other: the first says it
        sheet.merge_range("C5:C9", "f")  # beyond the last row
        sheet.merge_range("J1:J3", "")  # beyond the last column
    assert rows(parse_sheets(out.getvalue())) == {
        "one": [
            (1, ["supplier", "service", ""]),
            (2, ["Firm", "a", ""]),
            (3, ["Firm", "b", ""]),
            (4, ["Firm", "c", ""]),
            (5, ["d", "e", "f"]),
        ]
    }


def test_a_sheet_that_is_hidden_says_so() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name in ("shown", "hidden", "very hidden"):
            made.add_worksheet(name).write_row(0, 0, ["a"])
        made.worksheets()[1].hide()
        made.worksheets()[2].very_hidden()
    sheets = parse_sheets(out.getvalue())
    assert {name: sheet.is_hidden for name, sheet in sheets.items()} == {"shown": False, "hidden": True, "very hidden": True}  # fmt: skip


def test_no_more_rows_than_are_asked_for() -> None:
    data = book(*(list[object]([number]) for number in range(10)))
    assert rows(read_some(data, max_rows=2)) == rows(parse_some(data, max_rows=2)) == {"one": [(1, ["0"]), (2, ["1"])]}


def test_cells_that_read_as_empty_come_with_the_rows() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        made.add_worksheet("one").write_formula("B2", "=1/0", None, "#DIV/0!")
    for read in (parse_sheets, read_in_subprocess):
        assert read(out.getvalue())["one"].unread == [UnreadCell(2, 2, ERROR)]


def test_what_is_no_spreadsheet() -> None:
    assert why(b"nothing") == why(b"nothing", read_in_subprocess) == UNREADABLE


def test_what_says_that_it_unpacks_to_more_than_it_should_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "UNPACKED_LIMIT", 100)
    assert why(book(["a"])) == TOO_LARGE


@pytest.mark.untraced
def test_a_sheet_with_too_many_cells_is_not_built() -> None:
    assert why(book(["a"], wide=True), read_in_subprocess) in (TOO_LARGE, UNREADABLE)  # memory may end first


def test_too_many_cells_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("MAX_CELLS", "MAX_CHARACTERS", "MAX_POSITIONS"):
        monkeypatch.setattr(spreadsheet, limit, 3)
        assert why(book(["a", "b"], ["c", "d"])) == TOO_LARGE
        monkeypatch.undo()


def test_no_memory_left_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(spreadsheet, "find_unread_cells", fail)
    assert why(book(["a"])) == TOO_LARGE


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        pytest.param("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", TOO_LARGE, id="time"),
        pytest.param("os.abort()", TOO_LARGE, id="memory, in the library"),
        pytest.param("os.kill(os.getpid(), 11)", UNREADABLE, id="a crash"),
        pytest.param("sys.exit(1)", UNREADABLE, id="an error"),
    ],
)
def test_how_the_process_ended_says_why(monkeypatch: pytest.MonkeyPatch, ending: str, expected: int) -> None:
    script = f"import os, sys, resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n{ending}"
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **options: run([command[0], "-c", script], **options))
    assert why(b"", read_in_subprocess) == expected


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
    monkeypatch.setattr(spreadsheet, "_limit_resources", lambda: None)
    monkeypatch.setattr(sys, "argv", ["", "5"])
    for data, code, shown in ((book(["a"]), 0, '{"one": [[[1, ["a"]]], [], false]}'), (b"", UNREADABLE, "")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert main() == code
        assert capsys.readouterr().out == shown


def test_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limit: limits.append((what, limit)))
    hard = {resource.RLIMIT_AS: resource.RLIM_INFINITY, resource.RLIMIT_CPU: 5, resource.RLIMIT_CORE: 10}
    monkeypatch.setattr(resource, "getrlimit", lambda what: (hard[what], hard[what]))
    spreadsheet._limit_resources()
    assert limits == [
        (resource.RLIMIT_AS, (spreadsheet.MEMORY_LIMIT, resource.RLIM_INFINITY)),
        (resource.RLIMIT_CPU, (5, 5)),
        (resource.RLIMIT_CORE, (0, 10)),
    ]
    monkeypatch.setattr("os.name", "nt")
    spreadsheet._limit_resources()
    assert len(limits) == 3


def test_a_module_of_that_name_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(99)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert rows(read_in_subprocess(book(["a"]))) == {"one": [(1, ["a"])]}


def test_a_file_that_stops_the_reader_stops_nothing_else() -> None:
    """Old workbooks cut or bent at random: some make the library give up its whole process."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + b"\xff" * 4000
    assert why(head, read_in_subprocess) in (UNREADABLE, TOO_LARGE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as empty:
        empty.writestr("xl/workbook.xml", "<workbook/>")
    assert why(packed.getvalue(), read_in_subprocess) == UNREADABLE or read_in_subprocess(packed.getvalue()) == {}

"""A workbook as a spreadsheet and as CSV, read back by other programs: what is said, and that no text calculates."""

import csv
import re
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from eurostack_assess.report.renderers import csv_file, xlsx
from eurostack_assess.report.sheets.assessment import build_assessment_sheets
from eurostack_assess.report.workbook import ScoreChart, Sheet, Value, Workbook
from tests.report.test_comparison import alpha, gamma

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    '=HYPERLINK("http://x")',
    "{=1}",
    "http://x.example",
    "0012",
    "1e5",
    "TRUE",
]
ROWS: tuple[tuple[Value, ...], ...] = (
    ("quay", 55.25, 3, date(2026, 3, 26)),
    ('crane; "x", é', -0.5, 0, None),
    *((text, None, None, None) for text in HOSTILE),
)


def workbook(*rows: tuple[Value, ...], name: str = "Layers", chart: ScoreChart | None = None) -> Workbook:
    return Workbook("Port", "en", (Sheet(name, ("Name", "Score", "Rung", "Day"), rows, chart),), name)


def opened(book: Workbook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx.render(book)))


def test_a_spreadsheet_says_what_was_written() -> None:
    sheet = opened(workbook(*ROWS)).worksheets[0]
    back = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert back[0] == ("Name", "Score", "Rung", "Day")
    assert back[1] == ("quay", 55.25, 3, datetime(2026, 3, 26))
    assert back[2] == ('crane; "x", é', -0.5, 0, None)
    assert [row[0] for row in back[3:]] == HOSTILE
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:D14")


def test_csv_says_what_was_written_and_calculates_nothing() -> None:
    text = csv_file.render(workbook(*ROWS)).decode()
    back = list(csv.reader(StringIO(text)))
    assert back[:3] == [
        ["Name", "Score", "Rung", "Day"],
        ["quay", "55.25", "3", "2026-03-26"],
        ['crane; "x", é', "-0.5", "0", ""],
    ]
    assert [row[0].removeprefix("'").strip() for row in back[3:]] == [one.strip() for one in HOSTILE]
    assert not any(re.match(r"[=+\-@\t\r]", row[0]) for row in back[3:])


def test_csv_for_a_dutch_spreadsheet_program() -> None:
    data = csv_file.render(workbook(*ROWS[:2]), "excel-nl")
    assert data == (
        b"\xef\xbb\xbfName;Score;Rung;Day\r\nquay;55,25;3;2026-03-26\r\n" + '"crane; ""x"", é";-0,5;0;\r\n'.encode()
    )


def test_characters_that_act_are_spelled_out_and_a_long_text_is_marked_where_it_is_cut() -> None:
    sheet = opened(workbook(("\x1b[31m\u202e\ud800", None, None, None), ("x" * 40_000, None, None, None))).worksheets[0]
    assert sheet["A2"].value == "\\x1b[31m\\u202e\\ud800"
    assert len(sheet["A3"].value) == 32_767
    assert sheet["A3"].value.endswith("x…")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param(("a/b:c?", "x" * 40), ["a b c", "x" * 28], id="what a name cannot hold"),
        pytest.param(("Same", "same", "same"), ["Same", "same 2", "same 3"], id="alike"),
        pytest.param(("[]", "'"), ["-", "- 2"], id="nothing left"),
    ],
)
def test_names_of_sheets(names: tuple[str, ...], found: list[str]) -> None:
    sheets = tuple(Sheet(name, ("a",), (("x",),)) for name in names)
    assert opened(Workbook("t", "en", sheets, names[0])).sheetnames == found


def test_a_chart_has_words_for_those_who_do_not_see_it() -> None:
    chart = ScoreChart("Score per layer", "quay 55", 0, 1, 2)
    data = xlsx.render(workbook(*ROWS[:2], chart=chart))
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert 'descr="quay 55"' in packed.read("xl/drawings/drawing1.xml").decode()
        drawn = packed.read("xl/charts/chart1.xml").decode()
    assert "Layers!$B$2:$B$3" in drawn
    assert "Score per layer" in drawn


def test_the_same_workbook_is_the_same_bytes() -> None:
    made = build_assessment_sheets(alpha(), "nl")
    assert xlsx.render(made) == xlsx.render(made)
    assert csv_file.render(made) == csv_file.render(made)


def test_a_result_as_sheets() -> None:
    book = build_assessment_sheets(alpha(), "en")
    assert [one.name for one in book.sheets] == [
        "Summary",
        "Actions",
        "To find out",
        "Layers",
        "Questions",
        "Services",
        "Sources",
    ]
    by_name = {one.name: one for one in book.sheets}
    assert all(len(row) == len(one.titles) for one in book.sheets for row in one.rows)
    result = alpha()
    layers = {row[0]: dict(zip(by_name["Layers"].titles, row, strict=True)) for row in by_name["Layers"].rows}
    assert list(layers) == ["quay", "crane", "crew"]
    assert (layers["quay"]["Score"], layers["quay"]["Position"]) == (result.layers[0].score, "in the stack")
    assert layers["crew"]["Position"] == "outside the stack"
    questions = {row[0]: dict(zip(by_name["Questions"].titles, row, strict=True)) for row in by_name["Questions"].rows}
    assert list(questions) == [one.id for part in result.parts for one in part.questions]
    assert questions["depth"] | {"Share of the layer's weight": 0.25} == questions["depth"]
    assert (questions["depth"]["Answer"], questions["depth"]["Source"]) == ("Deep", "https://example.org/depth")
    assert questions["depth"]["Date"] == date(2025, 12, 1)
    actions = by_name["Actions"]
    assert [row[-1] for row in actions.rows] == list(result.gaps)
    to_fill_in = [actions.titles.index(title) for title in ("Owner", "By when", "Status")]
    assert {row[place] for row in actions.rows for place in to_fill_in} == {None}
    assert actions.choices == {to_fill_in[-1]: ("open", "under way", "done")}
    summary = by_name["Summary"]
    assert summary.heading[0] == result.profile.name
    assert [row[:4] for row in summary.rows[:2]] == [
        (layer.name.in_language("en"), layer.score, layer.low, layer.high) for layer in result.layers
    ]


def test_what_a_result_does_not_have_has_no_sheet() -> None:
    assert [one.name for one in build_assessment_sheets(gamma(), "en").sheets] == [
        "Summary",
        "Actions",
        "Layers",
        "Questions",
    ]

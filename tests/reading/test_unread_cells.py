"""Cells that show an error, or a formula without an outcome: told by their place, in XLSX and OpenDocument."""

import io
import zipfile

import pytest

from eurostack_assess.reading import unread_cells
from eurostack_assess.reading.unread_cells import UnreadCell, find_unread_cells
from tests.helpers import RESOURCES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pack(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def xlsx(rows: str, target: str = "worksheets/sheet1.xml") -> bytes:
    part = target.removeprefix("/").removeprefix("xl/")
    return pack(
        **{
            "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{RELATIONS}"><x:sheets><x:sheet name="One &amp; all" r:id="r1"/><x:sheet name="gone" r:id="r2"/></x:sheets></x:workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Target="{target}"/><Relationship Id="r2" Target="worksheets/no.xml"/></Relationships>',
            f"xl/{part}": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


@pytest.mark.parametrize(
    ("rows", "unread"),
    [
        pytest.param('<row r="3"><c r="AB3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>', [UnreadCell(3, 28, "error")], id="an error"),
        pytest.param('<row r="2"><c r="A2"><f>A1</f></c><c r="B2"><f>A1</f><v></v></c></row>', [UnreadCell(2, 1, "formula"), UnreadCell(2, 2, "formula")], id="formulas without an outcome"),
        pytest.param('<row r="2"><c r="A2"><f>A1</f><v>3</v></c><c r="B2" t="str"><f>A1</f><v></v></c><c r="C2"><v>1</v></c><c r="D2"/></row>', [], id="an outcome, an empty one, a number, nothing"),
        pytest.param('<row><c t="e"><v>#N/A</v></c></row><row><c/><c t="e"><v>#N/A</v></c></row>', [UnreadCell(1, 1, "error"), UnreadCell(2, 2, "error")], id="places that are not named"),
        pytest.param('<x:row xmlns:x="y" r="1"><x:c r="A1" t="e"/></x:row>', [UnreadCell(1, 1, "error")], id="another prefix"),
    ],
)  # fmt: skip
def test_xlsx(rows: str, unread: list[UnreadCell]) -> None:
    assert find_unread_cells(xlsx(rows)) == {"One & all": unread}


def test_a_target_from_the_root_of_the_package() -> None:
    rows = '<row r="1"><c r="A1" t="e"/></row>'
    assert find_unread_cells(xlsx(rows, "/xl/worksheets/first.xml")) == {"One & all": [UnreadCell(1, 1, "error")]}


def test_opendocument() -> None:
    cells = (
        '<table:table-row table:number-rows-repeated="3"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:covered-table-cell/><table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="2"/>'
        '<table:table-cell table:formula="of:=A1" office:value-type="string" office:string-value=""/>'
        '<table:table-cell table:formula="of:=A1"><text:p>shown</text:p></table:table-cell></table:table-row>'
    )
    document = f'<office:x xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><table:table table:name="S">{cells}</table:table></office:x>'
    assert find_unread_cells(pack(**{"content.xml": document})) == {"S": [UnreadCell(4, 3, "error"), UnreadCell(4, 5, "formula")]}  # fmt: skip


def test_no_more_are_kept_than_say_something(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_cells, "MAX_UNREAD_CELLS", 2)
    rows = '<row r="1">' + '<c t="e"/>' * 5 + "</row>"
    assert [len(cells) for cells in find_unread_cells(xlsx(rows)).values()] == [2]
    cell = '<table:table-cell calcext:value-type="error"/>'
    document = f'<o xmlns:table="t" xmlns:calcext="c"><table:table table:name="S"><table:table-row>{cell * 5}</table:table-row></table:table></o>'
    assert [len(cells) for cells in find_unread_cells(pack(**{"content.xml": document})).values()] == [2]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"no package", id="no package"),
        pytest.param(pack(other="x"), id="another package"),
        pytest.param(pack(**{"xl/workbook.xml": "<workbook/>"}), id="no list of parts"),
        pytest.param(pack(**{"content.xml": "<broken"}), id="no XML"),
        pytest.param(
            pack(
                **{"xl/workbook.xml": "<?xml version='1.0' encoding='utA'?><x/>", "xl/_rels/workbook.xml.rels": "<x/>"}
            ),
            id="an encoding that nobody knows",
        ),
        pytest.param(xlsx('<row r="x"/>'), id="a row without a number"),
        pytest.param((RESOURCES / "spreadsheets" / "old.xls").read_bytes(), id="an old spreadsheet"),
    ],
)
def test_what_cannot_be_gone_over_has_none(data: bytes) -> None:
    assert find_unread_cells(data) == {}

"""What a file is, where it is not what a command reads: told with the command that reads it."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.reading.file_kinds import is_result, is_session, is_workshop, name_other_kinds
from eurostack_assess.reading.kind_recognition import recognise_kind
from eurostack_assess.reading.source import SourceText
from tests.helpers import RESOURCES, ROOT


def workbook(*titles: str, sheet: str = "Sheet1") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        made = book.add_worksheet(sheet)
        for row in (0, 1) if titles else ():
            made.write_row(row, 0, titles)
    return out.getvalue()


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        pytest.param("a.json", json.dumps({"bomFormat": "CycloneDX"}), "bill", id="CycloneDX"),
        pytest.param("a.json", json.dumps({"sbom": {"spdxVersion": "SPDX-2.3"}}), "bill", id="SPDX in an envelope"),
        pytest.param("a.xml", "<?xml version='1.0'?><bom xmlns='http://cyclonedx.org/schema/bom/1.4'/>", "bill", id="CycloneDX as XML"),
        pytest.param("a.spdx", "SPDXVersion: SPDX-2.3\n", "bill", id="SPDX as tags and values"),
        pytest.param("a.json", '{"format": "eurostack-assess answers"}', "answers", id="answers"),
        pytest.param("a.json", '{"format": "eurostack-assess workshop"}', "workshop", id="a workshop"),
        pytest.param("a.json", '{"format": "eurostack-assess session"}', "session", id="a session"),
        pytest.param("a.json", '{"schema_version": 2, "tool": {}, "framework": {}}', "result", id="a result"),
        pytest.param("a.json", '{"a": 1}', None, id="other JSON"),
        pytest.param("a.yaml", "name: Port\nkind: region\nanswers: {a: 1, b: 2}\nx: 1, 2\n", "profile", id="a profile"),
        pytest.param("a.yaml", "- 1\n- 2\n", None, id="other YAML"),
        pytest.param("a.yaml", "title: a, b\nlist: c, d\n", None, id="YAML with as many commas a line"),
        pytest.param("a.txt", "a;b\n1;2\n", "table", id="a table by its rows"),
        pytest.param("a.txt", "a;b\n1;2;3\n", None, id="rows of another width"),
        pytest.param("a.txt", "a;b\n", None, id="one row"),
        pytest.param("a.tsv", "a", "table", id="a table by its name"),
        pytest.param("a.csv", " \n", None, id="an empty table"),
        pytest.param("a.csv", "Antwort ID;Datum Abgeschickt;Letzte Seite\n1;2;3\n", "survey", id="a survey"),
        pytest.param("a.csv", "My port\n\nDienst,Leverancier\n1,2\n", "register", id="a register under a heading"),
        pytest.param("a.csv", "Leverancier,Datum\n1,2\n", "table", id="one title alone"),
        pytest.param("a.csv", "C0010;c0030\n1;2\n", "dora", id="a table of a register of information by its codes"),
        pytest.param("b_02.02.csv", "code;x\n1;2\n", "dora", id="a table of a register of information by its name"),
        pytest.param("a.csv", "a;b\n" + "x" * 200_000, "table", id="a cell that is too long"),
        pytest.param("a.xlsx", workbook("Startzeit", "Fertigstellungszeit"), "survey", id="a survey as a spreadsheet"),
        pytest.param("a.xlsx", workbook("service", "supplier"), "register", id="a register as a spreadsheet"),
        pytest.param("a.xlsx", workbook("x", sheet="b_02.02"), "dora", id="a register of information as a spreadsheet"),
        pytest.param("a.zip", archive(**{"x__b_05.01.csv": "a"}), "dora", id="a register of information in a ZIP"),
        pytest.param("a.xlsx", workbook("a", "b"), "spreadsheet", id="another spreadsheet"),
        pytest.param("a.csv", "ä;b\n1;2\n".encode("cp1252"), "table", id="in other letters"),
        pytest.param("a.yaml", workbook(), "spreadsheet", id="a spreadsheet"),
        pytest.param("a.yaml", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet", id="an OpenDocument spreadsheet"),
        pytest.param("a.yaml", (RESOURCES / "spreadsheets" / "old.xls").read_bytes(), "spreadsheet", id="an old spreadsheet"),
        pytest.param("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), "document", id="an old document"),
        pytest.param("a.docx", archive(word__document="x"), "document", id="a document"),
        pytest.param("a.pdf", b"%PDF-1.7\n", "document", id="a PDF of text"),
        pytest.param("a.pdf", b"%PDF-1.7\n\0\x81", "document", id="a PDF"),
        pytest.param("a.bin", b"\0\x81\x8d", None, id="bytes of nothing known"),
    ],
)  # fmt: skip
def test_recognise_kind(tmp_path: Path, name: str, data: bytes | str, kind: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    assert recognise_kind(path) == kind


def test_what_is_not_there_or_comes_from_a_pipe_is_nothing(tmp_path: Path) -> None:
    assert recognise_kind(tmp_path / "gone") is None
    assert recognise_kind("-") is None


@pytest.mark.parametrize("path", sorted((ROOT / "profiles").glob("*.yaml")), ids=lambda path: path.name)
def test_profiles_are_profiles(path: Path) -> None:
    assert recognise_kind(path) == "profile"


def test_only_where_a_file_cannot_be_read_is_it_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a;b\n1;2\n", "utf-8")
    with name_other_kinds(path, "profile"):
        pass
    for expected, key in (("profile", "problem.kind-table"), ("table", "problem.tab")):
        with pytest.raises(InvalidInputError) as caught, name_other_kinds(path, expected):  # type: ignore[arg-type]
            raise SourceText(str(path), "").refuse(1, 1, message("problem.tab"))
        assert [one.message.key for one in caught.value.problems] == [key]


def test_by_what_files_are_called() -> None:
    assert (
        is_session("a.session.json"),
        is_workshop("A.Workshop.json"),
        is_result("a.JSON"),
        is_result("a.session.json"),
    ) == (True, True, True, False)

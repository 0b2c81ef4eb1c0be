"""The worst small files that we know: each is read or refused within seconds of CPU and memory that anybody has.

The limits are those of the system, on the command and every process that it starts; the clock plays no part.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.helpers import plain_environment

CPU_SECONDS, MEBIBYTES = 30, 1500


def pack(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def xlsx_with(sheet: str, strings: str | None = None) -> bytes:
    """A workbook of which one part was replaced."""
    out, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("questions").write_row(0, 0, ["service", "x"])
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            new = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}.get(name)
            packed.writestr(name, made.read(name) if new is None else new)
    return changed.getvalue()


def sheet(rows: str) -> str:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{head}<sheetData>{rows}</sheetData></worksheet>"


def one_string_in_many_cells() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 32_000}</t></si></sst>'
    )
    return xlsx_with(sheet(cells), strings)


def cells_without_end() -> bytes:
    return xlsx_with(sheet('<row r="1">' + '<c r="A1">' * 1_000_000))


def a_cell_far_away() -> bytes:
    return xlsx_with(
        sheet(
            '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>b</v></c></row>'
        )
    )


def repeated_cells() -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>{"x" * 2000}</text:p></table:table-cell>'
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1000">{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>'
    return pack(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": content})


def a_bomb() -> bytes:
    return pack(**{"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (300 << 20)})


def keys_twice() -> bytes:
    pairs = ", ".join(f'"k{n}": 0' for n in range(60_000))
    return f'{{"format": "eurostack-assess answers", {pairs}, "k59999": 1}}'.encode()


def nested() -> bytes:
    return b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ' + b"[" * 200_000


def applications_of_one_name() -> bytes:
    components = [{"bom-ref": str(n), "type": "application", "name": "twin"} for n in range(20_000)]
    needs = [{"ref": str(n), "dependsOn": [str(n + 1)]} for n in range(20_000)]
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, "dependencies": needs}
    ).encode()


def one_long_line() -> bytes:
    return b"service," + b'"' * 100_000 + b"x" * 10_000_000


def entities() -> bytes:
    names = "abcdefghij"
    made = "".join(f'<!ENTITY {names[n + 1]} "{("&" + names[n] + ";") * 20}">' for n in range(8))
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">{made}]><x>&i;</x>'.encode()


def quadratic_titles() -> bytes:
    return ("id," + "[a" * 60_000 + "\n1,2\n").encode()


REGISTER = ("import", "register", "--name", "x", "--dry-run")


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        pytest.param("a.xlsx", one_string_in_many_cells, REGISTER, id="XLSX: a long string in many cells"),
        pytest.param("a.xlsx", one_string_in_many_cells, ("benchmark",), id="the same, as a table of answers"),
        pytest.param("a.xlsx", cells_without_end, ("import", "sheet", "--dry-run"), id="XLSX: cells without end"),
        pytest.param("a.xlsx", a_cell_far_away, REGISTER, id="XLSX: a cell in the last corner"),
        pytest.param("a.ods", repeated_cells, REGISTER, id="OpenDocument: a million cells in a line"),
        pytest.param("a.xlsx", a_bomb, ("import", "sheet", "--dry-run"), id="a bomb"),
        pytest.param("a.json", keys_twice, ("workshop", "merge", "--name", "x"), id="JSON: a key twice at the end"),
        pytest.param("a.json", nested, ("import", "sbom", "--name", "x", "--dry-run"), id="JSON: nested without end"),
        pytest.param("a.json", applications_of_one_name, ("import", "sbom", "--name", "x", "--dry-run"), id="a bill of 20,000 of one name"),
        pytest.param("a.csv", one_long_line, REGISTER, id="CSV: one long line of quotes"),
        pytest.param("a.csv", quadratic_titles, ("workshop", "merge", "--name", "x", "--kind", "region"), id="CSV: a title made to be slow"),
        pytest.param("a.xml", entities, ("import", "gemma", "--name", "x", "--dry-run"), id="XML: entities of entities"),
        pytest.param("a.zip", a_bomb, ("import", "dora", "--name", "x", "--dry-run"), id="a ZIP of another kind"),
    ],
)  # fmt: skip
@pytest.mark.untraced
def test_the_worst_small_file_of_its_kind(
    tmp_path: Path, name: str, make: Callable[[], bytes], words: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    limits = f"ulimit -v {MEBIBYTES * 1024}; ulimit -t {CPU_SECONDS}"
    done = subprocess.run(
        ["bash", "-c", f'{limits}; exec "$0" "$@"', sys.executable, "-m", "eurostack_assess", *words[:2], path, *words[2:]],
        capture_output=True, cwd=tmp_path, env=plain_environment(), check=False,
    )  # fmt: skip
    assert done.returncode in (0, 2, 3), done.stderr.decode()[-2000:]
    assert len(done.stderr) < 50_000

"""`-o`: every report in every format, the same bytes each time, and the screen left alone."""

import csv
import re
import sys
from pathlib import Path

import openpyxl
import pypdf
import pytest

from eurostack_assess.__main__ import main
from eurostack_assess.cli import outputs
from eurostack_assess.errors import UsageError
from eurostack_assess.report.renderers.registry import FORMATS
from eurostack_assess.texts import texts
from tests.helpers import ROOT, command

PROFILES = ROOT / "profiles"
COMMANDS: dict[str, tuple[str | Path, ...]] = {
    "score": ("score", PROFILES / "example-municipality.yaml"),
    "compare": ("compare", PROFILES / "amsterdam.yaml", PROFILES / "brainport.yaml"),
    "whatif": ("whatif", PROFILES / "example-municipality.yaml", "--without", "US"),
    "merge": ("workshop", "merge", PROFILES / "amsterdam.yaml", "--name", "MRA"),
}
BEGINS = {
    ".html": b'<!DOCTYPE html>\n<html lang="nl">',
    ".md": b"# ",
    ".pdf": b"%PDF-1.7",
    ".xlsx": b"PK",
    ".json": b"{\n",
}
"""How a file of a format begins, where it always begins alike."""
SHEETS = {
    "score": ["Samenvatting", "Acties", "Uitzoeken", "Lagen", "Vragen", "Diensten"],
    "compare": ["Profielen", "Lagen", "Paren", "Vragen", "Van elkaar leren", "Cijfers"],
    "whatif": ["Diensten", "Lagen", "Wat wegvalt"],
    "merge": ["Lagen", "Vragen", "Opmerkingen"],
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_report_in_every_format(tmp_path: Path, words: tuple[str | Path, ...]) -> None:
    for name in ("one", "two"):
        outputs = [word for ending in FORMATS for word in ("-o", tmp_path / f"{name}{ending}")]
        shown = command(*words, "--lang", "nl", *outputs)
        assert (shown.returncode, shown.stdout) == (0, b""), shown.stderr
    for ending in FORMATS:
        data = (tmp_path / f"one{ending}").read_bytes()
        assert data.startswith(BEGINS.get(ending, b""))
        assert data == (tmp_path / f"two{ending}").read_bytes()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_report_as_a_spreadsheet_and_as_csv(tmp_path: Path, name: str) -> None:
    outputs = [word for ending in (".xlsx", ".csv") for word in ("-o", tmp_path / f"one{ending}")]
    shown = command(*COMMANDS[name], "--lang", "nl", *outputs)
    assert (shown.returncode, shown.stdout) == (0, b""), shown.stderr
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert book.sheetnames == SHEETS[name]
    main = book["Diensten" if name == "whatif" else "Vragen"]
    lines = list(csv.reader((tmp_path / "one.csv").read_text("utf-8").splitlines()))
    assert lines[0] == [cell.value for cell in main[1]]
    assert len(lines) == main.max_row > 5


@pytest.mark.parametrize("name", COMMANDS)
def test_csv_in_a_dialect(tmp_path: Path, name: str) -> None:
    shown = command(*COMMANDS[name], "--lang", "nl", "--csv-dialect", "excel-nl", "-o", tmp_path / "one.csv")
    assert shown.returncode == 0, shown.stderr
    assert re.match(rb"\xef\xbb\xbf[^\r\n,]+;", (tmp_path / "one.csv").read_bytes())


def test_questions_as_a_page(tmp_path: Path) -> None:
    shown = command("questions", "--lang", "en", "-o", tmp_path / "q.html")
    assert shown.returncode == 0
    assert (tmp_path / "q.html").read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_another_ending_is_refused_before_anything_is_read(tmp_path: Path, words: tuple[str | Path, ...]) -> None:
    shown = command(*words, "-o", tmp_path / "x.doc")
    assert (shown.returncode, shown.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    assert b".html" in shown.stderr


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_without_what_writes_pdf_it_says_what_to_do(
    tmp_path: Path, words: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(
        sys, "argv", ["eurostack-assess", *map(str, words), "--lang", "en", "-o", str(tmp_path / "x.pdf")]
    )
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, list(tmp_path.iterdir())) == (2, [])
    assert "pipx install" in " ".join(capsys.readouterr().err.split())


def test_the_day_in_a_file_is_of_its_numbers_or_of_source_date_epoch(tmp_path: Path) -> None:
    days = {}
    for name, environment in (("own", {}), ("pinned", {"SOURCE_DATE_EPOCH": "1751328000"})):
        outputs = [word for ending in (".xlsx", ".pdf") for word in ("-o", tmp_path / f"{name}{ending}")]
        assert command(*COMMANDS["score"], *outputs, env=environment).returncode == 0
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        metadata = pypdf.PdfReader(tmp_path / f"{name}.pdf").metadata
        assert metadata is not None
        days[name] = {f"{day:%Y-%m-%d}" for day in (book.properties.created, metadata.creation_date) if day}
    assert days == {"own": {"2026-11-01"}, "pinned": {"2025-07-01"}}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("ending", "other"), [(".pdf", "word"), (".docx", "pdf")])
def test_a_format_without_its_library_is_refused_by_its_own_name(
    ending: str, other: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as refused:
        outputs.check_installed(Path(f"report{ending}"))
    translate = texts(language)
    assert refused.value.hint is not None
    said, hint = translate.message(refused.value.message), translate.message(refused.value.hint)
    assert other not in said.lower()
    assert f".[{FORMATS[ending].extra}]" in hint

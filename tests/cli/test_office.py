"""Spreadsheets and Word files in an office suite: LibreOffice opens them as they are, and shows what is in them."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdf
import pytest

from tests.cli.test_outputs import COMMANDS, SHEETS
from tests.helpers import ROOT, command

OFFICE = shutil.which("soffice") or shutil.which("localc")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="no test in an office suite: LibreOffice Calc is not installed")

CHARTS = {"score": 1, "compare": 0, "whatif": 0, "merge": 0}


def convert(folder: Path, name: str, ending: str) -> None:
    """Open a file in the suite, and save it as another kind."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    words = [str(OFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(folder), name]
    opened = subprocess.run(words, cwd=folder, capture_output=True, timeout=120, check=False)
    assert opened.returncode == 0, opened.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_libreoffice_opens_what_we_write(tmp_path: Path, name: str) -> None:
    assert command(*COMMANDS[name], "--lang", "nl", "-o", tmp_path / "one.xlsx").returncode == 0
    convert(tmp_path, "one.xlsx", "ods")
    with zipfile.ZipFile(tmp_path / "one.ods") as file:
        content = file.read("content.xml").decode()
        drawn = [part for part in file.namelist() if re.fullmatch(r"ObjectReplacements/.+", part)]
    assert re.findall(r'<table:table table:name="([^"]*)"', content) == SHEETS[name]
    assert "table:formula=" not in content
    assert len(drawn) == len(re.findall("<svg:desc>", content)) == CHARTS[name]


@pytest.mark.parametrize("profile", ["amsterdam", "example-municipality"])
def test_libreoffice_reads_page_one_as_one_page(tmp_path: Path, profile: str) -> None:
    path = ROOT / "profiles" / f"{profile}.yaml"
    words = ("score", path, "--lang", "nl", "--one-page", "-o", tmp_path / "one.docx")
    assert command(*words).returncode == 0
    convert(tmp_path, "one.docx", "pdf")
    (page,) = pypdf.PdfReader(tmp_path / "one.pdf").pages
    shown = " ".join(page.extract_text().split())
    for title in ("Eerst doen", "Eerst uitzoeken", "Netwerken en connectiviteit"):
        assert title in shown

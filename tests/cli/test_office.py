"""Spreadsheets in an office suite: LibreOffice opens them as they are, and shows their charts."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_outputs import COMMANDS, SHEETS
from tests.helpers import command

OFFICE = shutil.which("soffice") or shutil.which("localc")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="no test in an office suite: LibreOffice Calc is not installed")

CHARTS = {"score": 1, "compare": 0, "whatif": 0, "merge": 0}


@pytest.mark.parametrize("name", COMMANDS)
def test_libreoffice_opens_what_we_write(tmp_path: Path, name: str) -> None:
    assert command(*COMMANDS[name], "--lang", "nl", "-o", tmp_path / "one.xlsx").returncode == 0
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    words = [str(OFFICE), "--headless", profile, "--convert-to", "ods", "--outdir", str(tmp_path), "one.xlsx"]
    opened = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert opened.returncode == 0, opened.stderr
    with zipfile.ZipFile(tmp_path / "one.ods") as file:
        content = file.read("content.xml").decode()
        drawn = [part for part in file.namelist() if re.fullmatch(r"ObjectReplacements/.+", part)]
    assert re.findall(r'<table:table table:name="([^"]*)"', content) == SHEETS[name]
    assert "table:formula=" not in content
    assert len(drawn) == len(re.findall("<svg:desc>", content)) == CHARTS[name]

"""The commands that the README and the docs show work."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from eurostack_assess.reading.register import read_column_map
from tests.helpers import ROOT, command

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["benchmark", "comparing", "frameworks", "gate", "reports"])
def test_the_commands_in_the_page_work(name: str, tmp_path: Path) -> None:
    (tmp_path / "profiles").symlink_to(ROOT / "profiles")
    (tmp_path / "questionnaires").symlink_to(ROOT / "questionnaires")
    rows = "".join(f"M{at},{'north' if at % 2 else 'south'},small,{at % 5}\n" for at in range(40))
    for table in ("municipalities", "municipalities-2025"):
        (tmp_path / f"{table}.csv").write_text(f"id,region,size,key-control\n{rows}", "utf-8")
    page = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    for file, text in re.findall(r"```yaml (\S+)\n(.*?)```", page, re.DOTALL):
        (tmp_path / file).write_text(text, "utf-8")
    lines = re.findall(r"^\$ eurostack-assess (.*)$", page, re.MULTILINE)
    assert len(lines) > 1
    for line in lines:
        shown = command(*shlex.split(line), cwd=tmp_path)
        assert (shown.returncode, b"error" in shown.stderr) == (0, False), line


def test_the_commands_in_the_page_on_workshops_work(tmp_path: Path) -> None:
    """The page's own forms, filled in by one who answers one question, and a survey of two."""
    page = (ROOT / "docs" / "workshop.md").read_text("utf-8")
    lines = re.findall(r"^\$ eurostack-assess (.*)$", page, re.MULTILINE)
    assert len(lines) > 8
    (tmp_path / "results-survey.csv").write_text("id,public-hpc\n1,R2\n2,R1\n", "utf-8")
    for line in lines:
        if "sheet.xlsx" in line and not (tmp_path / "sheet.xlsx").exists():
            book = openpyxl.load_workbook(tmp_path / "form.xlsx")
            for row in book.worksheets[0].iter_rows(min_row=5):
                row[3].value = "weet ik niet" if row[0].value == "open-data" else None
            book.save(tmp_path / "sheet.xlsx")
            made = command("workshop", "merge", "sheet.xlsx", "-o", "sheet.workshop.json", cwd=tmp_path)
            assert made.returncode == 0
            (tmp_path / "form-1.json").write_bytes((tmp_path / "sheet.workshop.json").read_bytes())
        shown = command(*shlex.split(line.replace("metropoolregio-amsterdam-*.json", "form-1.json")), cwd=tmp_path)
        assert (shown.returncode, b"error" in shown.stderr) == (0, False), (line, shown.stderr)


def test_the_commands_in_the_page_on_services_work(tmp_path: Path) -> None:
    (tmp_path / "profiles").symlink_to(ROOT / "profiles")
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    lines = re.findall(r"^\$ eurostack-assess (.*)$", page, re.MULTILINE)
    assert len(lines) > 6
    for line in lines:
        shown = command(*shlex.split(line), cwd=tmp_path)
        assert (shown.returncode, b"error" in shown.stderr) == (0, False), line


def test_the_commands_in_the_page_on_other_files_work(tmp_path: Path) -> None:
    """With a file of each kind, and the maps of the page read as maps."""
    (tmp_path / "profiles").symlink_to(ROOT / "profiles")
    resources = ROOT / "tests" / "resources"
    copies = {
        "contracts.csv": "trials/register-sep-line/register.csv",
        "bill.json": "trials/sbom-root-component/bom.json",
        "packages.csv": "gemma/Applicatieportfolio_voorbeeldstad.csv",
        "register.xlsx": "dora/register-a-eba-template-2024.xlsx",
        "isoc_sk_dskl.tsv": "trials/figures-from-eurostat/isoc_sk_dskl.tsv",
    }
    for name, source in copies.items():
        (tmp_path / name).write_bytes((resources / source).read_bytes().replace(b"NL32", b"NL31"))
    page = (ROOT / "docs" / "importing.md").read_text("utf-8")
    lines = re.findall(r"^\$ eurostack-assess (.*)$", page, re.MULTILINE)
    assert len(lines) > 6
    for line in lines:
        shown = command(*shlex.split(line), cwd=tmp_path)
        assert (shown.returncode, b"error" in shown.stderr) == (0, False), (line, shown.stderr)
    for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)):
        path = tmp_path / f"map-{number}.yaml"
        path.write_text(text, "utf-8")
        assert read_column_map(path).model_dump(exclude_defaults=True)


def test_every_link_in_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_in_the_readme_exists() -> None:
    listed = command("--help").stdout.decode()
    for name in set(re.findall(r"eurostack-assess ([a-z]+)", README)):
        assert re.search(rf"^  {name} ", listed, re.MULTILINE), name

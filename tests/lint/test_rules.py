"""Each rule has a questionnaire that breaks it and no other, at the place that its first line names, and a clean twin."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from eurostack_assess.lint.inspection import inspect_paths
from eurostack_assess.lint.rules import RULES
from eurostack_assess.method.edition_drift import build_edition_record
from eurostack_assess.model.lint import Severity
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.exports.edition_record import render_edition_file
from eurostack_assess.texts import languages, texts
from tests.helpers import RESOURCES, command

FOLDER = RESOURCES / "lint"
TODAY = date(2026, 11, 30)
OF_THE_HEADER = {
    "edition-not-raised": "framework.yaml:2:10",
    "edition-forgotten": "framework.yaml:2:10",
    "file-not-named": "framework.yaml:5:9",
    "unused-threshold": "framework.yaml:8:51",
}
SAME_EDITION = ("edition-not-raised",)
HEADER_WITH = {("unused-threshold", "broken"): ("attention: 40}", "attention: 40, coverage: 0.6}")}
"""What a framework's header has in the place of what."""


def framework(tmp_path: Path, name: str, questionnaire: Path, edition: str = "2") -> Path:
    """The questionnaire as the only layer of a framework."""
    folder = tmp_path / name
    folder.mkdir()
    header = (FOLDER / "framework.yaml").read_text("utf-8").replace('edition: "2"', f'edition: "{edition}"')
    (folder / "framework.yaml").write_text(header, "utf-8")
    shutil.copy(questionnaire, folder / "quay.yaml")
    return folder


def remember(folder: Path, older: Path) -> None:
    """The framework keeps a record of its edition before."""
    (folder / "editions").mkdir()
    record = render_edition_file(build_edition_record(read_framework(older)), "en")
    (folder / "editions" / "1.yaml").write_text(record, "utf-8")
    header = folder / "framework.yaml"
    header.write_text(header.read_text("utf-8") + 'earlier_editions: ["1"]\n', "utf-8")


def linted(tmp_path: Path, code: str, which: str) -> tuple[bool, list[tuple[str, Severity, str]]]:
    """Whether something cannot be read, and each finding: its rule, how much it matters, its place."""
    folder = framework(tmp_path, "now", FOLDER / code / f"{which}.yaml")
    if change := HEADER_WITH.get((code, which)):
        header = folder / "framework.yaml"
        header.write_text(header.read_text("utf-8").replace(*change), "utf-8")
    if (beside := FOLDER / code / f"{which}-beside.yaml").exists():
        shutil.copy(beside, folder / "crane.yaml")
    before = FOLDER / code / "earlier.yaml"
    earlier = None
    if before.exists():
        older = framework(tmp_path, "before", before, "2" if code in SAME_EDITION else "1")
        earlier = read_framework(older)
        if code not in SAME_EDITION and (code, which) != ("edition-forgotten", "broken"):
            remember(folder, older)
    result = inspect_paths([folder], earlier, texts("en"), today=TODAY)
    found = [(one.rule, one.severity, f"{Path(one.file).name}:{one.line}:{one.column}") for one in result.findings]
    return result.has_unread_files, found


@pytest.mark.parametrize("code", RULES)
def test_a_rule_finds_what_breaks_it_where_it_is_and_nothing_else(tmp_path: Path, code: str) -> None:
    first = (FOLDER / code / "broken.yaml").read_text("utf-8").partition("\n")[0]
    at = re.fullmatch(rf"# {code} at (\d+:\d+)", first)
    assert at
    place = OF_THE_HEADER.get(code, f"quay.yaml:{at[1]}")
    rule = RULES[code]
    assert linted(tmp_path, code, "broken") == (rule.check is None, [(code, rule.severity, place)])


@pytest.mark.parametrize("code", RULES)
def test_its_clean_twin_breaks_no_rule(tmp_path: Path, code: str) -> None:
    assert linted(tmp_path, code, "clean") == (False, [])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_in_every_language(code: str, language: str) -> None:
    assert texts(language)(f"rule.{code}")


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        pytest.param("text-missing", 3, id="what cannot be read"),
        pytest.param("no-why", 1, id="a warning"),
        pytest.param("no-gate", 0, id="a note"),
    ],
)
def test_how_much_a_rule_matters_is_the_exit_code(tmp_path: Path, code: str, exit_code: int) -> None:
    folder = framework(tmp_path, "now", FOLDER / code / "broken.yaml")
    done = command("lint", folder, "--lang", "en")
    assert (done.returncode, f"[{code}]" in done.stdout.decode()) == (exit_code, True)


def test_explain_tells_a_rule() -> None:
    done = command("explain", "no-why", "--lang", "en")
    assert (done.returncode, "no-why" in done.stdout.decode()) == (0, True)

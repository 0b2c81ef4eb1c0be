"""Each rule has a questionnaire that breaks it and no other, at the place that its first line names, and a clean twin."""

import json
import re
import shutil
from pathlib import Path

import pytest

from eurostack_assess.lint.rules import RULES
from eurostack_assess.texts import languages, texts
from tests.helpers import RESOURCES, command

FOLDER = RESOURCES / "lint"
OF_THE_HEADER = {
    "edition-not-raised": "framework.yaml:2:10",
    "edition-forgotten": "framework.yaml:2:10",
    "file-not-named": "framework.yaml:5:9",
}
SAME_EDITION = ("edition-not-raised",)


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
    assert command("framework", "record", older, "-o", folder / "editions" / "1.yaml").returncode == 0
    header = folder / "framework.yaml"
    header.write_text(header.read_text("utf-8") + 'earlier_editions: ["1"]\n', "utf-8")


def linted(tmp_path: Path, code: str, which: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and each finding with its place."""
    folder = framework(tmp_path, "now", FOLDER / code / f"{which}.yaml")
    if (beside := FOLDER / code / f"{which}-beside.yaml").exists():
        shutil.copy(beside, folder / "crane.yaml")
    before = FOLDER / code / "earlier.yaml"
    since: tuple[str | Path, ...] = ()
    if before.exists():
        older = framework(tmp_path, "before", before, "2" if code in SAME_EDITION else "1")
        since = ("--since", older)
        if code not in SAME_EDITION and (code, which) != ("edition-forgotten", "broken"):
            remember(folder, older)
    done = command("lint", folder, *since, "-o", tmp_path / "found.json", "--lang", "en")
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))["findings"]
    return done.returncode, [(one["rule"], f"{Path(one['file']).name}:{one['line']}:{one['column']}") for one in found]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_finds_what_breaks_it_where_it_is_and_nothing_else(tmp_path: Path, code: str) -> None:
    first = (FOLDER / code / "broken.yaml").read_text("utf-8").partition("\n")[0]
    at = re.fullmatch(rf"# {code} at (\d+:\d+)", first)
    assert at
    place = OF_THE_HEADER.get(code, f"quay.yaml:{at[1]}")
    rule = RULES[code]
    exit_code = 3 if rule.check is None else 0 if rule.severity == "note" else 1
    assert linted(tmp_path, code, "broken") == (exit_code, [(code, place)])


@pytest.mark.parametrize("code", RULES)
def test_its_clean_twin_breaks_no_rule(tmp_path: Path, code: str) -> None:
    assert linted(tmp_path, code, "clean") == (0, [])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_in_every_language(code: str, language: str) -> None:
    assert texts(language)(f"rule.{code}")
    done = command("explain", code, "--lang", language)
    assert (done.returncode, code in done.stdout.decode()) == (0, True)

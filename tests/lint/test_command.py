"""What `lint` shows and writes, and what its exit code says."""

import json
from pathlib import Path

from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR, RESOURCES, ROOT, command

BROKEN = RESOURCES / "lint" / "flat-ladder" / "broken.yaml"
LONG_AGO = {"SOURCE_DATE_EPOCH": "0"}
"""A day on which no source is near its last."""


def harbour(tmp_path: Path, questionnaire: str) -> Path:
    folder = tmp_path / "my harbour"
    folder.mkdir()
    (folder / "framework.yaml").write_bytes((RESOURCES / "lint" / "framework.yaml").read_bytes())
    (folder / "quay.yaml").write_text(questionnaire, "utf-8")
    return folder


def test_a_finding_with_its_place_and_the_way_on(tmp_path: Path) -> None:
    harbour(tmp_path, BROKEN.read_text("utf-8"))
    done = command("lint", "my harbour", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == b""
    assert (
        done.stdout.decode()
        == """\
warning[flat-ladder]: rung 2 counts no more than rung 1
  --> my harbour/quay.yaml:40:9
   |
40 |       - {nl: "Het plan is beproefd.", en: "The plan was tried.", value: …
   |         ^

found: 1 warning
Explain a rule: eurostack-assess explain flat-ladder
"""
    )


def test_in_dutch_and_nothing_to_remark() -> None:
    done = command("lint", "questionnaires/eurostack", "--lang", "nl", env=LONG_AGO)
    count = len(read_framework(ROOT / "questionnaires" / "eurostack").questions)
    assert (done.returncode, done.stdout.decode()) == (0, f"{count} vragen bekeken: niets op aan te merken\n")


def test_a_single_questionnaire_whatever_the_others_are_like(tmp_path: Path) -> None:
    folder = harbour(tmp_path, BROKEN.read_text("utf-8"))
    header = (folder / "framework.yaml").read_text("utf-8").replace("[quay]", "[quay, pier]")
    (folder / "framework.yaml").write_text(header, "utf-8")
    told = command("lint", folder, "--lang", "en")
    assert (told.returncode, b"pier.yaml is not in this folder" in told.stdout) == (3, True)
    done = command("lint", folder / "quay.yaml", "--lang", "en")
    assert (done.returncode, b"flat-ladder" in done.stdout) == (1, True)
    alone = command("lint", BROKEN, "--lang", "en")
    assert (alone.returncode, b"is not in the folder of a framework" in alone.stderr) == (2, True)


def test_what_cannot_be_read_comes_first(tmp_path: Path) -> None:
    folder = harbour(tmp_path, BROKEN.read_text("utf-8").replace("value: 0.5", "value: half"))
    done = command("lint", folder, "--lang", "en")
    assert done.returncode == 3
    assert done.stdout.decode().endswith("found: 2 errors\nThe other rules are checked once these errors are fixed.\n")


def test_a_file_named_twice_is_told_once(tmp_path: Path) -> None:
    folder = harbour(tmp_path, BROKEN.read_text("utf-8"))
    done = command("lint", folder / "quay.yaml", folder / "quay.yaml", "--lang", "en")
    assert done.stdout.decode().count("flat-ladder") == 2, "the finding, and how to have it explained"


def test_json_and_sarif(tmp_path: Path) -> None:
    harbour(tmp_path, BROKEN.read_text("utf-8"))
    done = command("lint", "my harbour", "-o", "found.json", "-o", "found.sarif", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().endswith("found: 1 warning\n")
    data = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert data["questions"] == 3
    (finding,) = data["findings"]
    assert (finding["rule"], finding["severity"], finding["line"], finding["column"]) == (
        "flat-ladder",
        "warning",
        40,
        9,
    )
    (run,) = json.loads((tmp_path / "found.sarif").read_text("utf-8"))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["fullDescription"]["text"][:22]) == ("flat-ladder", "If two rungs count the")
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (result["level"], place["region"]["startLine"]) == ("warning", 40)
    assert place["artifactLocation"]["uri"] == "my%20harbour/quay.yaml"
    again = command("lint", "my harbour", "-o", "found.json", cwd=tmp_path)
    assert again.returncode == 2, "it exists"


def test_a_questionnaire_that_is_not_ours_is_told_what_it_lacks() -> None:
    done = command("lint", HARBOUR.relative_to(ROOT), "--lang", "en")
    assert done.returncode == 1
    assert "no-why" in done.stdout.decode()


def test_words_of_a_questionnaire_are_never_markup(tmp_path: Path) -> None:
    folder = harbour(tmp_path, BROKEN.read_text("utf-8").replace("id: cranes", "id: '[red]x'"))
    done = command("lint", folder, "--lang", "en", env={"FORCE_COLOR": "1"})
    assert done.returncode == 3
    assert "id: '[red]x'" in done.stdout.decode()


def test_what_is_no_profile_is_known_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "quay.yaml").write_bytes(BROKEN.read_bytes())
    (tmp_path / "weights.yaml").write_text("name: Ours\nlayers: {quay: 2}\n", "utf-8")
    alone = command("validate", "quay.yaml", "--lang", "en", cwd=tmp_path)
    assert (alone.returncode, b"this is a questionnaire, but there is no framework.yaml" in alone.stderr) == (3, True)
    weights = command("validate", "weights.yaml", "--lang", "en", cwd=tmp_path)
    assert (weights.returncode, b"this is a file of custom weights" in weights.stderr) == (3, True)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = command("lint", tmp_path / "nothing.yaml", "--lang", "en")
    assert (done.returncode, b"nothing.yaml cannot be read" in done.stderr) == (4, True)

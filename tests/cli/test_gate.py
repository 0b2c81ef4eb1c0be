"""`gate` in a pipeline: exit codes, and the files that pipelines read."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.helpers import HARBOUR, command

PROFILE = """\
name: "Port <x> [red]"
kind: organisation
framework: harbour
answers:
  moor: 1
  depth: 1
  light: {answer: 2}
  lift: 3
"""

GATED = """\
Port <x> [red]
══════════════

2 of the 2 conditions are not met.

Condition             Required    Now  Outcome
Score: Quay             ≥ 60.0   55.0  NOT MET
Unknown share: Crane   ≤ 10.0%  25.0%  NOT MET

Suggested fixes
───────────────
• Score: Quay – now 55.0, required ≥ 60.0.
  my port.yaml:7:3
  Raise light (How much of the quay is lit?) to rung 3: All
  This change alone is enough: the value becomes 87.5.
• Unknown share: Crane – now 25.0%, required ≤ 10.0%.
  my port.yaml:4:1
  Answer spare: Is there a spare cable?
  This change alone is enough: the value becomes 0.0%.
"""


@pytest.fixture
def port(tmp_path: Path) -> Path:
    (tmp_path / "my port.yaml").write_text(PROFILE, "utf-8")
    return tmp_path


def run(folder: Path, *words: str | Path, code: int) -> tuple[str, str]:
    shown = command("gate", *words, "--framework", HARBOUR, cwd=folder)
    assert shown.returncode == code, shown.stderr.decode()
    return shown.stdout.decode(), shown.stderr.decode()


def test_an_open_gate_is_at_its_lowest_rung(port: Path) -> None:
    profile = (port / "my port.yaml").read_text("utf-8").replace("lift: 3", "spare: 1")
    (port / "spare.yaml").write_text(profile, "utf-8")
    shown, _ = run(port, "spare.yaml", "--min-level", "crane=1", code=1)
    assert "Lowest possible level: Crane       ≥ 1    0  NOT MET" in shown


def test_a_limit_may_be_written_with_a_decimal_comma(port: Path) -> None:
    assert run(port, "my port.yaml", "--fail-under", "53,5", code=0) == run(
        port, "my port.yaml", "--fail-under", "53.5", code=0
    )


def test_conditions_that_are_met_exit_with_0(port: Path) -> None:
    shown, told = run(port, "my port.yaml", "--fail-under", "53.5", "--min-level", "crane=1", "--max-unknown", "25%", code=0)  # fmt: skip
    assert "All 3 conditions are met." in shown
    assert told == ""


def test_a_condition_that_is_not_met_exits_with_1_and_says_where_and_what_would_mend_it(port: Path) -> None:
    shown, _ = run(port, "my port.yaml", "--fail-under", "quay=60", "--max-unknown", "crane=10", code=1)
    assert shown == GATED


def test_a_baseline_fails_only_on_what_is_worse(port: Path) -> None:
    worse = port / "worse.yaml"
    worse.write_text(PROFILE.replace("depth: 1", "depth: 0"), "utf-8")
    run(port, "my port.yaml", "--baseline", "worse.yaml", "--fail-under", "90", code=0)
    shown, _ = run(port, "worse.yaml", "--baseline", "my port.yaml", code=1)
    assert "Bring depth (How deep is the water?) back to rung 1: Middling" in shown
    result = port / "result.json"
    command("score", "my port.yaml", "--framework", HARBOUR, "-o", result, cwd=port)
    run(port, result, "--baseline", result, code=0)


def test_what_was_not_known_before_is_no_worsening_and_is_said(port: Path) -> None:
    (port / "then.yaml").write_text(PROFILE.replace("{answer: 2}", "dont_know"), "utf-8")
    (port / "now.yaml").write_text(PROFILE.replace("{answer: 2}", "0"), "utf-8")
    shown, told = run(port, "now.yaml", "--baseline", "then.yaml", code=0)
    assert "Nothing is worse than before" in shown
    assert "lower, but only" in shown
    assert told == ""


def test_a_baseline_about_another_is_told_of(port: Path) -> None:
    (port / "other.yaml").write_text(PROFILE.replace("Port <x> [red]", "Other port"), "utf-8")
    _, told = run(port, "my port.yaml", "--baseline", "other.yaml", code=0)
    assert told.startswith("note: this profile is about Port <x> [red], but the baseline is about Other port")


def test_junit_xml(port: Path) -> None:
    shown, told = run(port, "my port.yaml", "--fail-under", "quay=60", "--fail-under", "1", "-o", "gate.xml", code=1)
    assert shown == ""
    assert told == "Written: gate.xml\n1 of the 2 conditions is not met.\n"
    root = ET.fromstring((port / "gate.xml").read_text("utf-8"))
    assert root.attrib == {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
    suite = root[0]
    assert suite.attrib["name"] == "eurostack-assess gate: Port <x> [red]"
    assert [case.attrib for case in suite] == [
        {"classname": "eurostack-assess.gate.my port", "name": "score-quay-limit", "file": "my port.yaml", "line": "7"},
        {
            "classname": "eurostack-assess.gate.my port",
            "name": "score-stack-limit",
            "file": "my port.yaml",
            "line": "4",
        },
    ]
    failure = suite[0][0]
    assert failure.attrib == {"message": "Score: Quay – now 55.0, required ≥ 60.0.", "type": "score"}
    assert (failure.text or "").startswith(
        "my port.yaml:7:3\nRaise light (How much of the quay is lit?) to rung 3: All\n"
    )


def test_junit_tells_what_is_tolerated(port: Path) -> None:
    run(port, "my port.yaml", "--fail-under", "quay=60", "--baseline", "my port.yaml", "-o", "gate.xml", code=0)
    root = ET.fromstring((port / "gate.xml").read_text("utf-8"))
    assert root.attrib["skipped"] == "1"
    assert root[0][0][0].tag == "skipped"
    assert root[0][0][0].attrib["message"].startswith("not yet, but no worse than before: Score: Quay")


def test_sarif_with_places_in_the_profile(port: Path) -> None:
    _, told = run(port, "my port.yaml", "--fail-under", "quay=60", "--fail-under", "1", "-o", "gate.sarif", "-o", "gate.json", code=1)  # fmt: skip
    assert told == "Written: gate.sarif\nWritten: gate.json\n1 of the 2 conditions is not met.\n"
    file = json.loads((port / "gate.sarif").read_text("utf-8"))
    (run_,) = file["runs"]
    assert file["version"] == "2.1.0"
    (result,) = run_["results"]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "gate-score-limit/quay"
    assert result["message"]["text"].startswith("Score: Quay – now 55.0")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "my%20port.yaml"},
                "region": {"startLine": 7, "startColumn": 3, "endColumn": 8},
            }
        }
    ]
    assert list(result["partialFingerprints"]) == ["gateCondition/v1", "primaryLocationLineHash"]
    assert run_["automationDetails"] == {"id": "eurostack-assess/gate/my port.yaml/"}
    assert {
        key: run_["tool"]["driver"]["rules"][0][key]["text"] for key in ("shortDescription", "fullDescription", "help")
    } == {
        "shortDescription": "Score: Quay",
        "fullDescription": "The score is lower than required.",
        "help": "The score is lower than required.",
    }
    assert json.loads((port / "gate.json").read_text("utf-8"))["passed"] is False


def test_two_conditions_on_one_line_are_two_findings(port: Path) -> None:
    run(port, "my port.yaml", "--fail-under", "quay=60", "--fail-under", "60", "--fail-under", "crane=100", "-o", "gate.sarif", code=1)  # fmt: skip
    (run_,) = json.loads((port / "gate.sarif").read_text("utf-8"))["runs"]
    assert len({result["ruleId"] for result in run_["results"]}) == len(run_["results"]) == 3
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in run_["results"]}) == 3


def test_several_profiles_in_one_run(port: Path) -> None:
    (port / "sub").mkdir()
    for place in ("sub/my port.yaml", "other.yaml"):
        (port / place).write_text(PROFILE.replace("Port <x> [red]", place), "utf-8")
    files = ("my port.yaml", "sub/my port.yaml", "other.yaml")
    _, told = run(port, *files, "--fail-under", "quay=60", "-o", "gate.xml", "-o", "gate.sarif", code=1)
    assert told.splitlines()[-1] == "other.yaml: The condition is not met."
    root = ET.fromstring((port / "gate.xml").read_text("utf-8"))
    assert root.attrib == {"tests": "3", "failures": "3", "errors": "0", "skipped": "0"}
    assert [(case.attrib["classname"], case.attrib["name"]) for suite in root for case in suite] == [
        ("eurostack-assess.gate.my port", "score-quay-limit"),
        ("eurostack-assess.gate.sub.my port", "score-quay-limit"),
        ("eurostack-assess.gate.other", "score-quay-limit"),
    ]
    runs = json.loads((port / "gate.sarif").read_text("utf-8"))["runs"]
    assert [one["automationDetails"]["id"] for one in runs] == [f"eurostack-assess/gate/{file}/" for file in files]
    assert len({one["results"][0]["partialFingerprints"]["gateCondition/v1"] for one in runs}) == 3
    shown, _ = run(port, *files, "--fail-under", "1", code=0)
    assert shown.count("The condition is met.") == 3


def test_one_profile_that_does_not_meet_it_is_enough(port: Path) -> None:
    (port / "full.yaml").write_text(PROFILE.replace("{answer: 2}", "dont_know"), "utf-8")
    run(port, "my port.yaml", "full.yaml", "--max-unknown", "25", code=1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["my port.yaml", "my port.yaml", "--baseline", "my port.yaml"], "works with only one profile", id="a baseline for two"),
        pytest.param(["my port.yaml", "my port.yaml", "-o", "gate.json"], "the outcome of one profile", id="JSON of two"),
        pytest.param(["-", "-o", "gate.sarif"], "standard input has no file name", id="SARIF of standard input"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused(port: Path, words: list[str], told: str) -> None:
    _, said = run(port, *words, "--fail-under", "1", code=2)
    assert told in said
    assert not list(port.glob("gate.*"))


def test_an_absolute_path_is_an_address_and_a_session_has_no_lines(port: Path) -> None:
    run(port, port / "my port.yaml", "--fail-under", "quay=60", "-o", "gate.sarif", code=1)
    file = json.loads((port / "gate.sarif").read_text("utf-8"))
    uri = file["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (port / "my port.yaml").as_uri()
    (port / "answers.yaml").write_text("moor: 0\n", "utf-8")
    command("assess", "Port", "--kind", "organisation", "--framework", HARBOUR, "--answers", "answers.yaml", cwd=port)
    shown, _ = run(port, "port.session.json", "--min-level", "1", code=1)
    assert "port.session.json:1:1" in shown


def test_a_profile_by_a_name_that_is_no_text(port: Path) -> None:
    name = os.fsdecode(b"p\xff.yaml")
    (port / "my port.yaml").rename(port / name)
    run(port, name, "--fail-under", "quay=60", "-o", "gate.sarif", code=1)
    file = json.loads((port / "gate.sarif").read_text("utf-8"))
    location = file["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "p%FF.yaml"


def test_nothing_answered_is_not_met(port: Path) -> None:
    (port / "empty.yaml").write_text("name: Port\nkind: organisation\nframework: harbour\n", "utf-8")
    shown, _ = run(port, "empty.yaml", "--fail-under", "1", "--min-level", "1", code=1)
    assert "nothing answered" in shown
    assert "Without answers there is nothing to measure." in shown
    assert "This change is a first step but is not enough: the value stays 0." in shown


def test_a_hair_below_is_shown_as_below(port: Path) -> None:
    shown, _ = run(port, "my port.yaml", "--fail-under", "53.5001", code=1)
    assert "≥ 53.5001" in shown
    assert "53.5000" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param([], "--fail-under 60", id="nothing is required"),
        pytest.param(["--fail-under", "quai=60"], "there is no layer quai", id="layer"),
        pytest.param(["--fail-under", "sixty"], "sixty is not a score from 0 to 100", id="score"),
        pytest.param(["--fail-under", "101"], "is not a score from 0 to 100", id="score too high"),
        pytest.param(["--fail-under", "-1"], "is not a score from 0 to 100", id="score too low"),
        pytest.param(["--fail-under", "1e1"], "is not a score from 0 to 100", id="score in another notation"),
        pytest.param(["--fail-under", "٤"], "is not a score from 0 to 100", id="score in other digits"),
        pytest.param(["--fail-under", "."], "is not a score from 0 to 100", id="a point alone"),
        pytest.param(["--fail-under", "9" * 5000], "is not a score from 0 to 100", id="a number that is too long"),
        pytest.param(["--min-level", "3"], "3 is not a level from 0 to 2", id="level"),
        pytest.param(["--min-level", "1.5"], "1.5 is not a level from 0 to 2", id="half a level"),
        pytest.param(["--fail-under", "=60"], "there is no layer", id="an empty layer"),
        pytest.param(["--max-unknown", "0.4"], "0.4 is not a percentage from 0 to 100%", id="a share without its sign"),
        pytest.param(["--max-unknown", "150%"], "150% is not a percentage from 0 to 100%", id="share"),
        pytest.param(["--fail-under", "1", "-o", "gate.pdf"], ".json, .xml, .sarif", id="format"),
    ],
)
def test_what_cannot_be_required_is_refused(port: Path, words: list[str], told: str) -> None:
    shown, said = run(port, "my port.yaml", *words, code=2)
    assert shown == ""
    assert told in said


def test_a_baseline_of_something_else_is_refused(port: Path) -> None:
    (port / "region.yaml").write_text("name: Port\nkind: region\nframework: harbour\n", "utf-8")
    _, said = run(port, "my port.yaml", "--baseline", "region.yaml", code=2)
    assert "their scores mean different things" in said
    result = port / "result.json"
    command("score", "my port.yaml", "--framework", HARBOUR, "-o", result, cwd=port)
    result.write_text(result.read_text("utf-8").replace('"id": "harbour"', '"id": "other"'), "utf-8")
    _, said = run(port, "my port.yaml", "--baseline", result, code=2)
    assert "other" in said

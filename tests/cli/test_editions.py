"""Editions at the command line: what differs, what is remembered, and profiles that were answered before."""

import json
import shutil
from pathlib import Path

import pytest

from tests.helpers import HARBOUR, command

PROFILE = """\
name: Port
kind: region
framework: harbour
edition: "1"
answers:
  moor: 1
  depth: {answer: 2, evidence: "Sounded"}
  light: 3
  lift: 4
"""


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """The harbour in edition 1 and in edition 2, which remembers the first, and a profile answered under that."""
    shutil.copytree(HARBOUR, tmp_path / "one")
    shutil.copytree(HARBOUR, tmp_path / "two")
    (tmp_path / "two" / "editions").mkdir()
    done = command("framework", "record", "one", "-o", "two/editions/1.yaml", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    edit(tmp_path / "two" / "framework.yaml", 'edition: "1"', 'edition: "2"\nearlier_editions: ["1"]')
    (tmp_path / "port.yaml").write_text(PROFILE, "utf-8")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def shown(port: Path, *words: str | Path, code: int = 0) -> str:
    done = command(*words, "--lang", "en", cwd=port)
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout if code == 0 else done.stderr).decode()


def test_a_record_is_the_same_in_every_language_of_the_tool(port: Path) -> None:
    one, other = (
        command("framework", "record", "one", "--lang", each, cwd=port).stdout.decode() for each in ("nl", "en")
    )
    kept = [[line for line in text.splitlines() if not line.startswith("#")] for text in (one, other)]
    assert kept[0] == kept[1]
    assert kept[0][2].startswith("  moor: {part: quay, weight: 0.1, wording_hashes: {")


def test_an_edition_by_a_name_that_no_file_can_have_is_not_recorded(port: Path) -> None:
    edit(port / "one" / "framework.yaml", 'edition: "1"', 'edition: "2026/11"')
    told = shown(port, "framework", "record", "one", "-o", "r.yaml", code=2)
    assert "edition 2026/11 cannot be recorded" in told
    assert not (port / "r.yaml").exists()


def test_a_record_does_not_change_what_a_framework_is(port: Path) -> None:
    hashes = []
    for _ in range(2):
        command("score", "port.yaml", "--framework", "two", "-o", "r.json", "--force", cwd=port)
        hashes.append(json.loads((port / "r.json").read_text("utf-8"))["framework"]["hash"])
        edit(port / "two" / "editions" / "1.yaml", "# ", "# # ")
    assert hashes[0] == hashes[1]


def test_a_profile_of_the_edition_before_scores_and_nothing_has_changed(port: Path) -> None:
    words = " ".join(shown(port, "score", "port.yaml", "--framework", "two").split())
    assert "Answered under edition 1" in words
    assert "None of the answered questions has changed since." in words


def test_what_has_changed_is_marked(port: Path) -> None:
    edit(port / "two" / "quay.yaml", "How deep is the water?", "How deep is the water at ebb?")
    edit(port / "two" / "quay.yaml", "  - id: light", "  - id: lamps")
    edit(
        port / "two" / "crane.yaml",
        "      - {en: A truck, value: 0.8, level: 2}\n      - {en: A boat, value: 1, level: 2}\n",
        "",
    )
    edit(port / "two" / "crane.yaml", "{en: A car, value: 0.5, level: 1}", "{en: A car, value: 1, level: 2}")
    told = shown(port, "score", "port.yaml", "--framework", "two", "--all")
    words = " ".join(told.split())
    assert "How deep is the water at ebb? [depth] worded differently" in words
    assert "This answer no longer counts, as the question is no longer asked: light." in words
    assert "This question is new: lamps." in words
    assert "Sounded" in words
    assert "The question has changed since this answer: worded differently." in words
    assert "What does the crane lift? [lift] worded differently and counts differently" in words
    assert "skipped" in words, "the rung of lift is gone"
    result = shown(port, "score", "port.yaml", "--framework", "two", "-o", "r.json")
    assert result == ""
    older = json.loads((port / "r.json").read_text("utf-8"))["edition_drift"]
    assert (list(older["changed"]), older["removed"], older["new"]) == (["depth", "lift"], ["light"], ["lamps"])


def test_without_a_record_an_id_that_is_gone_is_an_error(port: Path) -> None:
    edit(port / "two" / "framework.yaml", '\nearlier_editions: ["1"]', "")
    edit(port / "two" / "quay.yaml", "  - id: light", "  - id: lamps")
    assert "port.yaml:8:3" in shown(port, "score", "port.yaml", "--framework", "two", code=3)
    edit(port / "port.yaml", "  light: 3\n", "")
    words = " ".join(shown(port, "score", "port.yaml", "--framework", "two").split())
    assert "This framework has no record of edition 1" in words


def test_an_id_that_never_was_is_an_error_still(port: Path) -> None:
    edit(port / "port.yaml", "light: 3", "lihgt: 3")
    assert "did you mean" in shown(port, "score", "port.yaml", "--framework", "two", code=3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('edition: "1"', 'edition: "3"', "editions/1.yaml", id="of another edition"),
        pytest.param("weight: 0.1", "weight: -1", "editions/1.yaml", id="a weight below 0"),
        pytest.param("questions:", "question:", "editions/1.yaml", id="a misspelt key"),
    ],
)
def test_a_record_that_is_none(port: Path, old: str, new: str, told: str) -> None:
    edit(port / "two" / "editions" / "1.yaml", old, new)
    assert told in shown(port, "validate", "two", code=3)


@pytest.mark.parametrize("edition", ["../1", "a/b", "2", ""])
def test_an_edition_is_no_path_and_not_the_framework_s_own(port: Path, edition: str) -> None:
    edit(port / "two" / "framework.yaml", 'earlier_editions: ["1"]', f'earlier_editions: ["{edition}"]')
    assert "framework.yaml:4:20" in shown(port, "validate", "two", code=3)


def test_one_questionnaire_is_held_against_the_same_one_of_the_edition_before(port: Path) -> None:
    found = ("lint", "one/crane.yaml", "--since", "two", "-o", "l.json")
    edit(port / "two" / "framework.yaml", 'edition: "2"\nearlier_editions: ["1"]', 'edition: "1"')

    def rules() -> set[str]:
        command(*found, "--force", cwd=port)
        return {one["rule"] for one in json.loads((port / "l.json").read_text("utf-8"))["findings"]}

    assert "edition-not-raised" not in rules()
    edit(port / "one" / "crane.yaml", "What does the crane lift?", "What can the crane lift?")
    assert "edition-not-raised" in rules()


def test_a_diff_in_every_format(port: Path) -> None:
    edit(port / "two" / "quay.yaml", "How deep is the water?", "How deep is the water at ebb?")
    outputs = ["d.html", "d.md", "d.xlsx", "d.csv", "d.json"]
    words = [word for one in outputs for word in ("-o", one)]
    assert shown(port, "framework", "diff", "one", "two", "--profile", "port.yaml", *words) == ""
    made = json.loads((port / "d.json").read_text("utf-8"))
    assert [(one["id"], one["changes"]) for one in made["changed"]] == [("depth", ["asked"])]
    assert [one["name"] for one in made["profiles"]] == ["Port"]
    assert "was: How deep is the water?" in (port / "d.md").read_text("utf-8")


def test_a_diff_of_two_that_are_the_same(port: Path) -> None:
    assert "The two editions are the same." in shown(port, "framework", "diff", "one", "one")


def test_a_diff_of_two_frameworks_is_none(port: Path) -> None:
    edit(port / "two" / "framework.yaml", "id: harbour", "id: haven")
    assert "are not two editions of the same framework" in shown(port, "framework", "diff", "one", "two", code=2)


def test_shipped_profiles_say_which_edition_they_answer() -> None:
    done = command("score", "profiles/amsterdam.yaml", "--lang", "en")
    assert b"Answered under edition" not in done.stdout


def test_a_comparison_a_gate_and_open_data_say_that_answers_are_older(port: Path) -> None:
    edit(port / "two" / "quay.yaml", "How deep is the water?", "How deep is the water at ebb?")
    edit(port / "two" / "crew.yaml", "scope: organisation", "scope: region")
    (port / "cove.yaml").write_text(PROFILE.replace("Port", "Cove").replace('edition: "1"\n', ""), "utf-8")
    words = " ".join(shown(port, "compare", "port.yaml", "cove.yaml", "--framework", "two").split())
    assert "The answers of Port were given under edition 1; changed or removed since: depth." in words
    assert "The answers of Cove" not in words
    told = command("gate", "port.yaml", "--framework", "two", "--fail-under", "1", "--lang", "en", cwd=port)
    assert (told.returncode, b"given under edition 1; changed or removed since: depth." in told.stderr) == (0, True)
    shown(port, "export", "csvw", "port.yaml", "--framework", "two", "-o", "r.csv")
    metadata = json.loads((port / "r.csv-metadata.json").read_text("utf-8"))
    assert metadata["dc:provenance"].startswith("The answers of Port were given under edition 1;")
    edit(port / "port.yaml", 'edition: "1"', 'edition: "0"')
    words = " ".join(shown(port, "compare", "port.yaml", "cove.yaml", "--framework", "two").split())
    assert "edition 0, of which this framework has no record" in words


def test_what_a_profile_says_of_a_layer_and_a_lens_that_are_gone_is_told(port: Path) -> None:
    edit(port / "two" / "framework.yaml", "layers: [quay, crane]", "layers: [quay]")
    edit(port / "two" / "framework.yaml", "weights: {quay: 0.7, crane: 0.3}\n", "")
    edit(port / "two" / "framework.yaml", "lenses: [night]\n", "")
    lift = "lenses: [night]\nfindings: {crane: {verdict: strong}}\nanswers:\n"
    edit(port / "port.yaml", "answers:\n", lift)
    words = " ".join(shown(port, "score", "port.yaml", "--framework", "two").split())
    assert (
        "These layers or lenses were removed, so what the profile states about them is left out: night and crane."
        in words
    )
    assert "This answer no longer counts, as the question is no longer asked: lift." in words
    assert "None of the answered questions has changed" not in words
    edit(port / "port.yaml", "crane:", "crone:")
    assert "there is no layer crone" in shown(port, "score", "port.yaml", "--framework", "two", code=3)


def test_merging_and_counting_say_that_answers_are_older(port: Path) -> None:
    edit(port / "two" / "quay.yaml", "How deep is the water?", "How deep is the water at ebb?")
    edit(port / "two" / "quay.yaml", "  - id: light", "  - id: lamps")
    told = command(
        "workshop", "merge", "port.yaml", "--framework", "two", "--lang", "en", "-o", "m", "--keep-names", cwd=port
    )
    assert told.stderr.decode().splitlines()[:5] == [
        "1 participant from port.yaml",
        "  The answers of Port were given under edition 1; changed or removed since: depth and light.",
        "  2 items were left out:",
        "    depth: this edition does not have this question, or has it with other wording or values",
        "    light: this edition does not have this question, or has it with other wording or values",
    ]
    assert set(json.loads((port / "m.workshop.json").read_text("utf-8"))["ballots"][0]["answers"]) == {"moor", "lift"}
    (port / "many").mkdir()
    shutil.copy(port / "port.yaml", port / "many")
    told = command("benchmark", "many", "--kind", "region", "--framework", "two", "--lang", "en", cwd=port)
    assert b"1 profile was answered under another edition; it is counted under edition 2." in told.stderr


def test_a_session_says_which_answers_are_still_to_be_confirmed(port: Path) -> None:
    (port / "answers.yaml").write_text("moor: 1\ndepth: 2\nlight: 1\n", "utf-8")
    given = ("assess", "Bay", "--kind", "region", "--framework", "one", "--answers", "answers.yaml")
    assert command(*given, cwd=port).returncode == 0
    edit(port / "two" / "quay.yaml", "How deep is the water?", "How deep is the water at ebb?")
    for words in (("score", "bay.session.json"), ("gate", "bay.session.json", "--fail-under", "1")):
        told = command(*words, "--framework", "two", "--lang", "en", cwd=port)
        assert b"1 answer in bay.session.json does not count, because the question has changed" in told.stderr


def test_a_diff_tells_rungs_and_that_the_edition_was_not_raised(port: Path) -> None:
    edit(port / "two" / "framework.yaml", 'edition: "2"\nearlier_editions: ["1"]', 'edition: "1"')
    edit(port / "two" / "quay.yaml", "{en: Half, value: 0.5}", "{en: Most of it, value: 0.6}")
    words = " ".join(shown(port, "framework", "diff", "one", "two", "--profile", "port.yaml").split())
    assert "Both editions are called 1: raise edition in the framework.yaml of the new one." in words
    assert "rung 2: “Half” (value 0.5) → “Most of it” (value 0.6)" in words


def test_a_diff_without_differences_is_a_table_without_rows(port: Path) -> None:
    assert shown(port, "framework", "diff", "one", "one", "--profile", "port.yaml", "-o", "d.csv") == ""
    assert (port / "d.csv").read_text("utf-8").strip() == ""

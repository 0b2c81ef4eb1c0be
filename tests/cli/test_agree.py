"""`agree`: two codings of one subject, as a person sees them."""

import json
from pathlib import Path

from tests.helpers import HARBOUR, command

FIRST = "name: Port\nkind: organisation\nframework: harbour\nanswers:\n  moor: 1\n  depth: {answer: 0, evidence: '[b]soundings'}\n  light: {at_least: 2}\n"  # fmt: skip
SECOND = "name: Port\nkind: organisation\nframework: harbour\nanswers:\n  moor: 1\n  depth: 2\n  light: 3\n  lift: 1\n"

SHOWN = """\
Two codings of Port
═══════════════════

3 questions were answered by both coders. Share of these with the same answer:
33%; with compatible answers: 66%; with answers at most one rung apart: 66%.

Krippendorff's alpha (ordinal) is -0.50 over the 2 questions that both answered
exactly. With an alpha below 0.67, there is too little agreement to read the
answers as one shared view. If nearly all answers to all questions are the same,
alpha says little; look at the percentage instead.

The agreement is not high enough to release the profile: at least 85% of the
answers must be compatible, and alpha must be at least 0.667.

"""


def test_two_codings_side_by_side(tmp_path: Path) -> None:
    first, second, output = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "agree.json"
    first.write_text(FIRST, "utf-8")
    second.write_text(SECOND, "utf-8")
    shown = command("agree", first, second, "--framework", HARBOUR)
    assert shown.returncode == 0, shown.stderr
    text = shown.stdout.decode()
    assert text.startswith(SHOWN)
    assert "[b]soundings" in text
    assert "2 rungs apart." in text
    command("agree", first, second, "--framework", HARBOUR, "-o", output, "-o", tmp_path / "agree.xlsx")
    found = json.loads(output.read_text("utf-8"))
    assert [question["id"] for layer in found["layers"] for question in layer["disagreements"]] == ["depth", "lift"]
    assert (tmp_path / "agree.xlsx").stat().st_size > 0


def test_codings_of_different_kinds_are_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(FIRST, "utf-8")
    second.write_text("name: Port\nkind: region\nframework: harbour\n", "utf-8")
    refused = command("agree", first, second, "--framework", HARBOUR)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"b.yaml" in refused.stderr


def test_standard_input_is_read_once_and_a_result_is_no_coding(tmp_path: Path) -> None:
    twice = command("agree", "-", "-", "--framework", HARBOUR, input_=FIRST.encode())
    assert (twice.returncode, twice.stdout) == (2, b"")
    assert b"can be given only once" in twice.stderr
    profile, result = tmp_path / "a.yaml", tmp_path / "a.json"
    profile.write_text(FIRST, "utf-8")
    command("score", profile, "--framework", HARBOUR, "-o", result)
    refused = command("agree", profile, result, "--framework", HARBOUR)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"a.json is a result" in refused.stderr

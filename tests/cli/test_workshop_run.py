"""A workshop as a facilitator runs it: the kit, answers settled one by one or several at once, the demo."""

import json
import re
import sys
from pathlib import Path

import pexpect
import pytest

from eurostack_assess.cli.lock import Lock
from tests.cli.test_assess import CSI
from tests.cli.test_workshop import room, run, saved
from tests.helpers import HARBOUR, command, plain_environment

__all__ = ["room"]


def divided(room: Path, **about: object) -> Path:
    """A merged workshop of six who are divided on two questions."""
    files = [
        saved(room, n, {"moor": n % 2, "light": 3 * (n % 2), "depth": 1}, name=f"Person {n}", **about) for n in range(6)
    ]
    run(room, "merge", *files, "-o", "port", "--keep-names")
    return room / "port.workshop.json"


def settlements(file: Path) -> dict[str, tuple[object, str]]:
    found = json.loads(file.read_text("utf-8"))["settlements"]
    return {id_: (one["answer"], one["reason"]) for id_, one in found.items()}


def test_several_questions_are_settled_at_once(room: Path) -> None:
    file = divided(room)
    _, told = run(
        room, "settle", file.name, "moor", "1", "light", "2+", "--reason", "we looked", "--date", "2026-03-26"
    )
    assert settlements(file) == {
        "moor": (1, "we looked"),
        "light": ({"at_least": 2, "at_most": None, "between": None}, "we looked"),
    }
    assert told.count("Agreed answer recorded: ") == 2
    run(room, "settle", file.name, "moor", "0", "light", "dont_know", "--reason", "one", "--reason", "other")
    assert settlements(file) == {"moor": (0, "one"), "light": ("dont_know", "other")}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("moor",), "each question needs an answer after its id"),
        (("--reason", "why"), "each question needs an answer after its id"),
        (
            ("moor", "1", "light", "2", "--reason", "a", "--reason", "b", "--reason", "c"),
            "the number of reasons (3) does not match the number of questions (2)",
        ),
        (("moor", "1"), "a reason for the agreed answer is missing; give it with --reason"),
        (("moor", "1", "light", "9", "--reason", "a"), "9"),
        (("moor", "1", "moon", "2", "--reason", "a"), "moon"),
    ],
)
def test_what_cannot_be_settled_settles_nothing(room: Path, words: tuple[str, ...], told: str) -> None:
    file = divided(room)
    before = file.read_bytes()
    _, said = run(room, "settle", file.name, *words, code=2)
    assert told in said
    assert file.read_bytes() == before


def test_the_questions_to_discuss_are_asked_one_by_one(room: Path) -> None:
    file = divided(room)
    typed = "7\n1\n\n-\n1\nat the ends\n\n"
    words = ("workshop", "settle", file.name, "--framework", HARBOUR, "--lang", "en")
    shown = command(*words, cwd=room, input_=typed.encode())
    assert shown.returncode == 0
    told = shown.stderr.decode()
    assert told.startswith(
        """Question 1 of 2
How much of the quay is lit?
  0. Nothing (3 votes)
  1. The ends
  2. Half
  3. All (3 votes)
Agreed answer? Type a rung, 0 to 3; 2+ for at least 2, 2- for at most 2, 1..3 for 1 to 3; d for don't know, n for not applicable. Enter skips the question, q stops.
"""
    )
    assert told.splitlines()[7].startswith("7 is not an answer to this question; give a rung from 0 to 3")
    assert told.count("Why? Use the participants' own words. Type - to go back.") == 3
    assert settlements(file) == {"light": (1, "at the ends")}
    assert told.endswith(
        f"eurostack-assess workshop merge port.workshop.json -o port --keep-names --lang en --framework {HARBOUR} --force\n"
    )
    again = command(*words, cwd=room, input_=b"q\n").stderr.decode()
    assert again.startswith("Question 1 of 1\nCan a ship moor at night?")


def test_where_nothing_is_to_be_discussed_a_question_can_be_named(room: Path) -> None:
    run(room, "merge", *(saved(room, n, {"moor": 1}) for n in range(3)), "-o", "port")
    _, told = run(room, "settle", "port.workshop.json")
    assert told.startswith("There is nothing left to discuss.")


def test_merging_waits_for_nobody_who_settles(room: Path) -> None:
    """Both take the lock of the file with the votes, so that neither loses what the other writes."""
    file = divided(room)
    with Lock(file):
        _, told = run(room, "merge", file.name, "-o", "port", "--force", code=5)
    assert "port.workshop.json" in told


def test_the_merged_outcome_is_one_screen(room: Path) -> None:
    file = divided(room, votes={"quay": {"verdict": "attention"}})
    report, _ = run(room, "merge", file.name)
    assert len(report.splitlines()) <= 48
    assert "The majority's judgement: more attention for Quay. Discuss 2 questions first." in " ".join(report.split())
    assert "How this was computed" not in report
    full, _ = run(room, "merge", file.name, "--full")
    assert "How this was computed" in full


def test_far_apart_nowhere_and_a_low_alpha_are_explained_in_one_sentence(room: Path) -> None:
    answers = [{"moor": 1, "depth": 1, "light": 1 + n % 2, "lift": 2 + (n + 1) % 2} for n in range(4)]
    files = [saved(room, n, one) for n, one in enumerate(answers)]
    short, full = (" ".join(run(room, "merge", *files, *words)[0].split()) for words in ((), ("--full",)))
    assert "There is no question on which the answers are far apart." in short
    assert "alpha" not in short
    assert "There is no question on which the answers are far apart, and " in full
    assert re.search(r"Even so, Krippendorff's alpha is only 0\.\d\d: it measures agreement beyond chance", full)


def test_votes_that_are_there_are_never_overwritten_unread(room: Path) -> None:
    """The first merge again, with a late answer: refused with the command; with --force, joined with what is there."""
    file = divided(room)
    run(room, "settle", file.name, "moor", "1", "--reason", "we looked")
    late = saved(room, 9, {"moor": 1})
    _, told = run(room, "merge", late, "-o", "port", code=2)
    assert "workshop merge port.workshop.json NEW.json -o port --force" in told
    _, told = run(room, "merge", late, "-o", "port", "--force", "--keep-names")
    assert "6 participants from port.workshop.json" in told
    assert settlements(file) == {"moor": (1, "we looked")}
    assert len(json.loads(file.read_text("utf-8"))["ballots"]) == 7


def test_once_everything_is_settled_nobody_is_said_to_agree(room: Path) -> None:
    file = divided(room)
    run(room, "settle", file.name, "moor", "1", "light", "2", "--reason", "we looked")
    for words in ((), ("--full",)):
        report = " ".join(run(room, "merge", file.name, *words)[0].split())
        assert "Every question that was to be discussed now has an agreed answer." in report


def test_a_pattern_that_the_shell_left_alone_is_expanded(room: Path) -> None:
    for n in range(3):
        saved(room, n, {"moor": 1})
    report, _ = run(room, "merge", "saved-*.json")
    assert "3 participants" in report
    _, told = run(room, "merge", "lost-*.json", code=2)
    assert "no file matches lost-*.json" in told


def test_questions_with_too_few_answers_are_named_and_asked(room: Path) -> None:
    files = [saved(room, n, {"moor": 1, **({"light": 1} if n == 0 else {})}) for n in range(4)]
    run(room, "merge", *files, "-o", "port")
    report = " ".join(run(room, "merge", "port.workshop.json")[0].split())
    assert "1 question got fewer than 3 answers and does not count: light." in report
    words = ("workshop", "settle", "port.workshop.json", "--framework", HARBOUR, "--lang", "en")
    told = command(*words, cwd=room, input_=b"weet niet\nnobody knows\n").stderr.decode()
    assert told.startswith("Question 1 of 1\nHow much of the quay is lit?")
    assert settlements(room / "port.workshop.json") == {"light": ("dont_know", "nobody knows")}


KIT = {
    "en": ("invitation", "agenda", "slides", "form-all", "form-it", "form-board"),
    "nl": ("uitnodiging", "draaiboek", "presentatie", "formulier-alles", "formulier-it", "formulier-bestuur"),
}


@pytest.mark.parametrize("language", KIT)
def test_a_kit_has_everything_in_one_folder(tmp_path: Path, language: str) -> None:
    words = ("workshop", "kit", "Gemeente X <b>", "--kind", "organisation", "--date", "2027-02-11", "--lang", language)
    made = command(*words, "-o", "kit", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    files = {path.name: path for path in (tmp_path / "kit").iterdir()}
    assert {f"{name}.html" for name in KIT[language]} <= set(files)
    invitation, script = (files[f"{name}.html"].read_text("utf-8") for name in KIT[language][:2])
    assert "11 February 2027" in invitation or "11 februari 2027" in invitation
    assert "form" in invitation
    assert "Gemeente X &lt;b&gt;" in invitation
    assert "eurostack-assess workshop settle gemeente-x-b.workshop.json" in script
    assert all("<script" not in files[f"{name}.html"].read_text("utf-8") for name in KIT[language][:3])
    again = command(*words, "-o", "kit", cwd=tmp_path)
    assert (again.returncode, b"--force" in again.stderr) == (2, True)
    assert command(*words, "-o", "kit", "--force", cwd=tmp_path).returncode == 0


def test_the_forms_of_a_kit_ask_each_role_what_it_knows(tmp_path: Path) -> None:
    command("workshop", "kit", "Town", "--kind", "organisation", "-o", "kit", "--lang", "en", cwd=tmp_path)
    board, everything = ((tmp_path / "kit" / f"form-{name}.html").read_text("utf-8") for name in ("board", "all"))
    asked = re.compile(r'name="q-([a-z0-9-]+)"')
    assert set(asked.findall(board)) < set(asked.findall(everything))
    scan = command("workshop", "kit", "Town", "--kind", "organisation", "--scan", "quick", "-o", "scan", cwd=tmp_path)
    assert scan.returncode == 0
    quick = (tmp_path / "scan" / "form-all.html").read_text("utf-8")
    assert len(set(asked.findall(quick))) < len(set(asked.findall(everything)))


def test_a_kit_for_a_region_has_a_form_for_each_layer(tmp_path: Path) -> None:
    made = command("workshop", "kit", "Metropool X", "--kind", "region", "--lang", "en", cwd=tmp_path)
    assert made.returncode == 0
    names = {path.name for path in (tmp_path / "metropool-x-workshop").iterdir()}
    assert "form-cloud-and-compute.html" in names


@pytest.mark.parametrize("tour", ["board", "cio", "facilitator"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_tour_runs_its_commands_and_says_what_to_type_next(tmp_path: Path, tour: str, language: str) -> None:
    shown = command("demo", tour, "--lang", language, cwd=tmp_path, env={"TMPDIR": str(tmp_path)})
    assert shown.returncode == 0, shown.stderr
    told = shown.stderr.decode()
    stops = told.count("$ eurostack-assess ")
    assert stops >= 2
    assert f"{stops} " in told
    assert len(shown.stdout.decode().splitlines()) > 30
    for line in told.splitlines():
        if line.startswith("$ eurostack-assess "):
            assert f"--lang {language}" in line
    assert re.search(r"^  eurostack-assess ", told, re.MULTILINE)


def test_a_tour_is_chosen_on_a_terminal_and_waits_between_screens(tmp_path: Path) -> None:
    process = pexpect.spawn(
        sys.executable,
        ["-m", "eurostack_assess", "demo", "--lang", "en"],
        cwd=str(tmp_path),
        env=plain_environment() | {"TERM": "xterm", "PAGER": "cat"},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=20,
    )
    process.expect("Which tour")
    process.send("9\r")
    process.expect("Which tour")
    process.send("1\r")
    process.expect("Press Enter for the next screen")
    process.send("\r")
    process.expect("Commands to type next:")
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 0
    assert "eurostack-assess assess --lang en" in CSI.sub("", process.before or "")

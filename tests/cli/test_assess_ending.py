"""Where an interview leads: the end of a layer, the answer on one screen, the profile and the report as files."""

import re
import time
from pathlib import Path

import pexpect
import pytest

from tests.cli.test_assess import ALL_ANSWERS, CSI, HARBOUR_WORDS, SESSION, entries, finish, plain, terminal
from tests.helpers import HARBOUR, RESOURCES, command

TO_THE_END = ALL_ANSWERS[:-1]
"""Without the `q` that leaves the last page."""
IN_DUTCH = ("--kind", "organisation", "--lang", "nl")


def test_a_layer_ends_with_how_it_turned_out(tmp_path: Path) -> None:
    shown = plain(["", "1", "1", "1", "1"], tmp_path).stderr.decode()
    assert (
        "Quay: end of the questions\nScore 38.8. Halfway, certain; furthest from the target: light, depth.\n" in shown
    )


def test_an_open_question_of_the_layer_is_counted(tmp_path: Path) -> None:
    shown = plain(["", "1", "s", "3", "0"], tmp_path).stderr.decode()
    assert "1 question in this layer is still open." in shown


def test_the_end_is_the_answer_on_one_screen(tmp_path: Path) -> None:
    shown = plain(["", "1", "1", "1", "1", "", "", "r", "f", "f", "q"], tmp_path).stderr.decode()
    assert shown.replace("key: \n", "key:\n").partition("Port (4 of 7 done)\nNo extremes")[2] == (
        """ so far: Quay is halfway; Crane still open.
Quay
  Score: 38.8
  Verdict: Halfway, certain
Crane
  Score: –
  Verdict: Still open, 0% known

Do first: Quay · light; Quay · depth

Find out first: Crane · lift; Crane · spare

Saved as port.yaml
3 questions are still open (about 5 minutes).
r read the whole report; h save as a page (.html); p save as PDF; w save as
Word; o answer the open questions; t back to the questions; q done
Answer or key:
Profile written: port.yaml
"""
        f"Show the result again: eurostack-assess score port.yaml --framework {HARBOUR}\n"
        f"Make changes: eurostack-assess assess port.session.json --framework {HARBOUR}\n"
    )


def test_the_end_in_a_pipe_is_the_answer_as_data_and_the_input_may_end_there(tmp_path: Path) -> None:
    shown = plain(TO_THE_END, tmp_path)
    assert shown.returncode == 0
    assert shown.stdout.decode().startswith("Port ")


@pytest.mark.parametrize(
    ("key", "file", "starts"), [("h", "port.html", b"<!doctype html>"), ("p", "port.pdf", b"%PDF"), ("w", "port.docx", b"PK")]
)  # fmt: skip
def test_the_report_is_written_next_to_the_session(tmp_path: Path, key: str, file: str, starts: bytes) -> None:
    shown = plain([*TO_THE_END, key, key, "q"], tmp_path)
    assert shown.returncode == 0
    assert f"Report written: {file}" in shown.stderr.decode()
    assert (tmp_path / file).read_bytes().lower().startswith(starts.lower())
    assert (tmp_path / file.replace("port", "port-2")).exists(), "what is there is left as it is"


def test_the_whole_report_can_be_read_at_the_end(tmp_path: Path) -> None:
    shown = plain([*TO_THE_END, "r", "q"], tmp_path).stdout.decode()
    full = command("score", tmp_path / "port.yaml", "--framework", HARBOUR, "--lang", "en", "--full").stdout.decode()
    assert _without_dates(full) in _without_dates(shown)


def _without_dates(text: str) -> str:
    return re.sub(r"Port +organisation.*|Full report:.*|As a file:.*|SHA-256.*", "", text).strip()


def test_a_profile_that_nobody_changed_is_written_again(tmp_path: Path) -> None:
    plain(ALL_ANSWERS, tmp_path)
    first = (tmp_path / "port.yaml").read_text("utf-8")
    assert plain(["", "r", "1", "0", "r", "f", "q"], tmp_path, SESSION, "--framework", HARBOUR).returncode == 0
    second = (tmp_path / "port.yaml").read_text("utf-8")
    assert (first != second, "moor: 0" in second) == (True, True)
    assert not (tmp_path / "port-2.yaml").exists()


def test_a_profile_that_was_changed_by_hand_is_left_alone(tmp_path: Path) -> None:
    plain(ALL_ANSWERS, tmp_path)
    changed = (tmp_path / "port.yaml").read_text("utf-8") + "# by hand\n"
    (tmp_path / "port.yaml").write_text(changed, "utf-8")
    assert plain(["", "r", "1", "0", "r", "f", "q"], tmp_path, SESSION, "--framework", HARBOUR).returncode == 0
    assert (tmp_path / "port.yaml").read_text("utf-8") == changed
    assert "moor: 0" in (tmp_path / "port-2.yaml").read_text("utf-8")


def test_a_profile_that_cannot_be_written_leaves_the_overview(tmp_path: Path) -> None:
    (tmp_path / "port.yaml").mkdir()
    (tmp_path / "port-2.yaml").symlink_to(tmp_path / "gone" / "port.yaml")
    shown = plain([*TO_THE_END, "q"], tmp_path)
    assert b"Traceback" not in shown.stderr
    assert b"Saved in port.session.json" in shown.stderr or b"Profile written" in shown.stderr


def test_the_open_questions_can_be_answered_from_the_end(tmp_path: Path) -> None:
    shown = plain(["", "1", "r", "f", "f", "o", "2", "q"], tmp_path)
    told = shown.stderr.decode()
    assert "6 questions are still open (about 10 minutes)." in told
    assert "question 1 of 6 (0 of 6 done)" in told
    assert "Continue with: eurostack-assess assess port.session.json" in told


def test_the_profile_keeps_the_language_of_the_interview(tmp_path: Path) -> None:
    plain(["", "1", "r", "f", "f", "q"], tmp_path, "Gemeente Testdam", *IN_DUTCH)
    file = tmp_path / "gemeente-testdam.yaml"
    assert "language: nl\n" in file.read_text("utf-8")
    assert "Eerst doen" in command("score", file, env={"LC_ALL": "C.UTF-8"}).stdout.decode()
    assert "Do first" in command("score", file, "--lang", "en").stdout.decode()
    assert "Do first" in command("score", file, env={"EUROSTACK_LANG": "en"}).stdout.decode()


def test_what_to_type_next_speaks_the_language_of_the_interview(tmp_path: Path) -> None:
    lines = ["", "1", "r", "f", "f", "q"]
    told = plain(lines, tmp_path, "Gemeente Testdam", *IN_DUTCH, EUROSTACK_LANG="en").stderr.decode()
    assert "De uitkomst nog eens bekijken: eurostack-assess score gemeente-testdam.yaml --lang nl\n" in told


def test_what_to_type_next_is_quoted_for_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "my files"
    folder.mkdir()
    told = plain(["", "1", "r", "f", "f", "q"], tmp_path, folder / SESSION, *HARBOUR_WORDS).stderr.decode()
    assert "cannot be read" in told, "a session that is named must be there"
    plain(["", "1", "q"], folder)
    (folder / SESSION).rename(folder / "my port.session.json")
    told = plain(["", "r", "f", "f", "q"], folder, "my port.session.json", "--framework", HARBOUR).stderr.decode()
    assert "eurostack-assess score 'my port.yaml' --framework" in told
    assert "eurostack-assess assess 'my port.session.json' --framework" in told


def test_several_sessions_are_offered_as_a_list(tmp_path: Path) -> None:
    for name in ("Port", "Quay"):
        plain(["", "1", "q"], tmp_path, name, *HARBOUR_WORDS)
    process = terminal(tmp_path, (24, 80), "--framework", HARBOUR, "--plain")
    process.expect("There are several sessions in this folder:")
    process.expect("1  Port: 1 answer, saved on .* .port.session.json.")
    process.expect("2  Quay: 1 answer")
    process.expect("Type a number from 0 to 2")
    process.send("7\r")
    process.expect("Type a number from 0 to 2")
    process.send("2\r")
    process.expect("Assessment of Quay")
    process.expect("Answer or key:")
    process.send("q\r")
    assert finish(process)[0] == 0


@pytest.mark.parametrize(
    ("typed", "kind"), [("gemeente", "organisation"), ("Region", "region"), ("org", "organisation"), ("2", "region")]
)
def test_a_kind_may_be_typed_in_words(tmp_path: Path, typed: str, kind: str) -> None:
    process = terminal(tmp_path, (24, 80), "Port", "--framework", HARBOUR, "--plain", "--lang", "en")
    process.expect("organisation .1. or a region .2.")
    process.send("spaceship\r")
    process.expect("“spaceship” is neither.")
    process.send(f"{typed}\r")
    process.expect("Answer or key:")
    process.send("\r1\r")
    process.expect("1 of . done")
    process.send("q\r")
    finish(process)
    assert f'"kind": "{kind}"' in (tmp_path / SESSION).read_text("utf-8")


def test_leaving_at_the_first_question_with_q(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "--framework", HARBOUR, "--plain")
    process.expect("Type its name")
    process.send("q\r")
    assert finish(process)[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_leaving_in_a_hurry_leaves_no_warning(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "Port", *HARBOUR_WORDS)
    process.expect("Assessment of")
    process.send("\r1roq")
    code, shown = finish(process)
    assert (code, "Warning" in shown) == (0, False)


def test_the_answer_stays_on_the_terminal_and_the_report_is_read_in_a_pager(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "Port", *HARBOUR_WORDS, PAGER="cat")
    process.expect("Assessment of")
    for key in ("\r", "1", "r", "f", "f"):
        process.send(key)
        time.sleep(0.2)
    process.expect("Saved as port.yaml")
    process.send("r")
    process.expect("Press Enter to go back to the interview", timeout=20)
    assert "Find out first" in CSI.sub("", process.before or "")
    process.send("\r")
    time.sleep(0.5)
    process.send("q")
    process.expect(pexpect.EOF)
    shown = CSI.sub("", process.before or "")
    assert re.search(r"Layer +0 +100 +Score +Verdict", shown)
    assert "Show the result again: eurostack-assess score port.yaml" in shown


FERRY = RESOURCES / "ferry"
FERRY_WORDS = ("--kind", "organisation", "--framework", FERRY, "--lang", "en")


def test_a_scan_that_was_begun_goes_on_until_it_is_done(tmp_path: Path) -> None:
    told = plain(["", "1", "q"], tmp_path, "Quay", *FERRY_WORDS, "--scan", "quick").stderr.decode()
    assert "Saved in quay.session.json: 1 of 2 questions done." in told
    again = ("quay.session.json", "--framework", FERRY)
    assert "(1 of 2 done)" in plain(["", "q"], tmp_path, *again).stderr.decode()
    assert "(1 of 2 done)" not in plain(["", "q"], tmp_path, *again, "--layer", "crossing").stderr.decode()
    done = plain(["", "2", "", "", "q"], tmp_path, *again).stderr.decode()
    assert re.search(r"Answer the remaining question: eurostack-assess assess quay.session.json --framework ", done)
    rest = plain(["", "q"], tmp_path, *again).stderr.decode()
    assert "leave the engine maker" in rest


def test_changes_after_the_end_that_are_not_in_the_profile_are_named(tmp_path: Path) -> None:
    plain(ALL_ANSWERS, tmp_path)
    told = plain(["", "r", "1", "0", "q"], tmp_path, SESSION, "--framework", HARBOUR).stderr.decode()
    assert told.endswith("port.yaml does not contain these changes yet; finish again (r, then f) to update it.\n")
    told = plain(["", "q"], tmp_path, SESSION, "--framework", HARBOUR, "--layer", "crane").stderr.decode()
    plain(["", "r", "f", "q"], tmp_path, SESSION, "--framework", HARBOUR)
    told = plain(["", "q"], tmp_path, SESSION, "--framework", HARBOUR).stderr.decode()
    assert "does not contain" not in told


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("port.sesion.json", "did you mean port.session.json?"),
        ("port.yaml", "eurostack-assess assess --from port.yaml"),
    ],
)
def test_a_file_name_is_not_taken_for_an_organisation(tmp_path: Path, name: str, hint: str) -> None:
    plain(["", "1", "q"], tmp_path)
    refused = plain([""], tmp_path, name, *HARBOUR_WORDS)
    assert (refused.returncode, hint in refused.stderr.decode()) == (2, True)


def test_an_assessment_that_is_there_already_is_named(tmp_path: Path) -> None:
    plain(ALL_ANSWERS, tmp_path)
    refused = plain([""], tmp_path, "--from", "port.yaml", "--framework", HARBOUR)
    assert refused.returncode == 2
    assert b"continue the session: eurostack-assess assess port.session.json" in refused.stderr


def test_a_bare_interview_offers_the_quick_scan(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "--framework", FERRY, "--plain", "--lang", "en")
    for asked, typed in (("Type its name", "Quay"), ("organisation .1. or a region", "1")):
        process.expect(asked)
        process.send(f"{typed}\r")
    process.expect("2  .*: 2 questions, about 5 minutes; the rest can follow later")
    process.send("2\r")
    process.expect("0 of 2 done")
    process.expect("Answer or key:")
    process.send("q\r")
    assert finish(process)[0] == 0


def test_an_answer_is_corrected_with_all_that_was_said_with_it(tmp_path: Path) -> None:
    plain(["", "c", "0", "b", "1", "q"], tmp_path)
    assert entries(tmp_path)["moor"]["confidence"] is None, "another answer on a later visit rests on something else"


def test_ourselves_may_be_said_in_dutch(tmp_path: Path) -> None:
    lines = ["", "r", "10", "1", "", "a", "zaaksysteem X", "0", "zelf", "", "", "", "", "q"]
    plain(lines, tmp_path, "Gemeente Testdam", "--kind", "organisation", "--lang", "nl")
    assert '"supplier": "self"' in (tmp_path / "gemeente-testdam.session.json").read_text("utf-8")

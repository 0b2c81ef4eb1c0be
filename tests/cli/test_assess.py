"""`assess` as people run it: terminals, pipes, signals, kills, two at once, damaged files. Nothing is ever lost."""

import contextlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pexpect
import pytest

from tests.forking import RunningCommand, start_forked
from tests.helpers import HARBOUR, RESOURCES, command, plain_environment

SESSION = "port.session.json"
HARBOUR_WORDS = ("--framework", HARBOUR, "--kind", "organisation", "--lang", "en")
ALL_ANSWERS = ["", "1", "2", "3", "0", "", "", "5", "1", "", "", "2", "", "q"]
"""After each layer an empty line for how it turned out, and one for its services."""
CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def plain(lines: Sequence[str], folder: Path, *words: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    given = "".join(f"{line}\n" for line in lines).encode()
    return command("assess", *(words or ("Port", *HARBOUR_WORDS)), "--plain", input_=given, cwd=folder, env=env)


def entries(folder: Path, name: str = SESSION) -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads((folder / name).read_text("utf-8"))["session"]["entries"]
    return loaded


def answers(folder: Path, name: str = SESSION) -> dict[str, object]:
    return {id_: entry["answer"] for id_, entry in entries(folder, name).items()}


def test_from_a_name_to_a_profile_and_its_report(tmp_path: Path) -> None:
    shown = plain(ALL_ANSWERS, tmp_path)
    assert shown.returncode == 0
    report = shown.stdout.decode()
    assert re.match(r"Port +organisation · as of .*\n═+\n", report)
    assert shown.stderr.decode().endswith(
        "Profile written: port.yaml\n"
        f"Show the result again: eurostack-assess score port.yaml --framework {HARBOUR}\n"
        f"Make changes: eurostack-assess assess port.session.json --framework {HARBOUR}\n"
    )
    again = command("score", tmp_path / "port.yaml", "--framework", HARBOUR, "--lang", "en")
    assert _without_file(again.stdout.decode()) == _without_file(report)
    of_session = command("score", tmp_path / SESSION, "--framework", HARBOUR, "--lang", "en")
    assert _without_file(of_session.stdout.decode()) == _without_file(report)


def _without_file(report: str) -> str:
    """The report without its last lines, which name the file that it was made from."""
    return report.partition("Full report:")[0].partition("How to read this.")[0]


def test_a_profile_written_by_hand_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "port.yaml").write_text("name: mine\n", "utf-8")
    assert plain(ALL_ANSWERS, tmp_path).returncode == 0
    assert (tmp_path / "port.yaml").read_text("utf-8") == "name: mine\n"
    assert (tmp_path / "port-2.yaml").exists()


def test_what_is_typed_never_acts_on_the_terminal(tmp_path: Path) -> None:
    name, note = "Port \x1b]52;c;aGk=\x07[bold]", "\x1b[31mred\x9b2J \u202etxt"
    shown = plain(["", "e", note, "1", "r", "f", "f"], tmp_path, name, *HARBOUR_WORDS)
    assert shown.returncode == 0
    for stream in (shown.stdout, shown.stderr):
        assert re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]*", stream.decode())
    assert (tmp_path / "port-52-c-agk-bold.yaml").exists()


def test_stopping_and_going_on(tmp_path: Path) -> None:
    stopped = plain(["", "1", "q"], tmp_path)
    assert stopped.returncode == 0
    assert stopped.stderr.decode().endswith(
        "Saved in port.session.json: 1 of 7 questions done.\n"
        f"Continue with: eurostack-assess assess port.session.json --framework {HARBOUR}\n"
    )
    went_on = plain(["", "2", "q"], tmp_path, SESSION, "--framework", HARBOUR)
    told = went_on.stderr.decode()
    assert "Continuing where you stopped: 1 of 7 questions done.\n6 questions left, about 10 minutes." in told
    assert answers(tmp_path) == {"moor": 1, "depth": 2}
    valid = command("validate", tmp_path / SESSION, "--lang", "en")
    assert valid.stdout.decode() == f"{tmp_path / SESSION} is a valid session with 2 answers\n"


def test_without_a_name_the_only_session_here_is_taken(tmp_path: Path) -> None:
    plain(["", "1", "q"], tmp_path)
    assert command("assess", "--framework", HARBOUR, "--plain", input_=b"\n2\nq\n", cwd=tmp_path).returncode == 0
    assert answers(tmp_path) == {"moor": 1, "depth": 2}
    shutil.copy(tmp_path / SESSION, tmp_path / "quay.session.json")
    several = command("assess", "--framework", HARBOUR, "--plain", input_=b"", cwd=tmp_path)
    assert several.returncode == 2
    assert b"port.session.json, quay.session.json" in several.stderr


@pytest.mark.parametrize("words", [[], ["--answers", "no-such-file.yaml"], ["!!!"], ["x" * 201], ["x" * 9999]])
def test_without_a_name_that_can_be_used(tmp_path: Path, words: list[str]) -> None:
    assert command("assess", *words, "--plain", input_=b"", cwd=tmp_path).returncode in (2, 4)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Gemeente 's-Hertogenbosch", "gemeente-s-hertogenbosch"),
        ("Århus Kommune", "arhus-kommune"),
        ("Δήμος Αθηναίων", "δημος-αθηναιων"),
        ("Столична община", "столична-община"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 200, "x" * 50),
        ("\N{GOTHIC LETTER AHSA}" * 200, "\N{GOTHIC LETTER AHSA}" * 50),
    ],
)
def test_a_name_in_any_script_makes_a_file_name(tmp_path: Path, name: str, file: str) -> None:
    assert plain(["", "1", "q"], tmp_path, name, *HARBOUR_WORDS).returncode == 0
    assert answers(tmp_path, f"{file}.session.json") == {"moor": 1}
    assert plain(["", "2", "q"], tmp_path, name, *HARBOUR_WORDS).returncode == 0
    assert answers(tmp_path, f"{file}.session.json") == {"moor": 1, "depth": 2}


def test_looking_and_leaving_leaves_nothing_behind(tmp_path: Path) -> None:
    assert plain(["", "q"], tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_the_input_is_an_interruption_and_all_is_saved(tmp_path: Path) -> None:
    shown = plain(["", "1"], tmp_path)
    assert shown.returncode == 130
    assert answers(tmp_path) == {"moor": 1}
    assert b"Continue with: eurostack-assess assess port.session.json" in shown.stderr


def test_no_terminal_and_nobody_asked_for_lines(tmp_path: Path) -> None:
    shown = command("assess", "Port", *HARBOUR_WORDS, input_=b"", cwd=tmp_path)
    assert shown.returncode == 2
    assert b"--plain" in shown.stderr
    assert list(tmp_path.iterdir()) == []
    accessible = command("assess", "Port", *HARBOUR_WORDS, input_=b"\nq\n", cwd=tmp_path, env={"ACCESSIBLE": "1"})
    assert accessible.returncode == 0


def test_an_unknown_layer_or_lens_or_a_missing_kind(tmp_path: Path) -> None:
    for words in (["--layer", "attic"], ["--lens", "day"]):
        assert plain([""], tmp_path, "Port", *HARBOUR_WORDS, *words).returncode == 2
    assert plain([""], tmp_path, "Port", "--framework", HARBOUR).returncode == 2
    assert plain([""], tmp_path, "gone.session.json").returncode == 4


FERRY = RESOURCES / "ferry"


def test_a_scan_asks_its_questions_in_its_order_and_the_rest_can_follow(tmp_path: Path) -> None:
    words = ("--kind", "organisation", "--framework", FERRY, "--lang", "en")
    begun = plain(["", "1", "2", "", "q"], tmp_path, "Quay", *words, "--scan", "quick").stderr.decode()
    assert begun.index("Who can sail?") < begun.index("leave the rope maker")
    assert "leave the engine maker" not in begun
    assert answers(tmp_path, "quay.session.json") == {"crew": 1, "exit-rope": 2}
    rest = plain(["", "b", "b", "q"], tmp_path, "quay.session.json", "--framework", FERRY).stderr.decode()
    assert "leave the engine maker" in rest
    refused = command("assess", "Other", "--kind", "region", *words[2:], "--scan", "quick", "--plain", cwd=tmp_path)
    assert refused.returncode == 2
    assert b"there is no scan quick for this kind of profile (region)" in refused.stderr


def test_a_small_organisation_is_not_asked_what_is_for_larger_ones(tmp_path: Path) -> None:
    words = ("--kind", "organisation", "--framework", FERRY, "--lang", "en")
    assert (
        "Who can sail?"
        not in plain(["", "1", "1", "", "q"], tmp_path, "Boat", *words, "--size", "micro").stderr.decode()
    )
    assert (
        "Who can sail?" in plain(["", "1", "1", "", "q"], tmp_path, "Fleet", *words, "--size", "small").stderr.decode()
    )
    of_region = plain([""], tmp_path, "Bay", "--kind", "region", *words[2:], "--size", "small")
    assert (of_region.returncode, b"only an organisation has a size" in of_region.stderr) == (2, True)


def test_a_form_of_a_scan_asks_its_questions_alone(tmp_path: Path) -> None:
    words: list[str | Path] = [
        "workshop",
        "form",
        "--name",
        "Quay",
        "--kind",
        "organisation",
        "--framework",
        FERRY,
        "--no-votes",
    ]
    made = command(*words, "--scan", "quick", "-o", "f.html", cwd=tmp_path)
    page = (tmp_path / "f.html").read_text("utf-8")
    assert (made.returncode, "Who can sail?" in page, "engine maker" in page) == (0, True, False)


def test_one_layer_and_then_what_is_open(tmp_path: Path) -> None:
    plain(["", "5", "d", "q"], tmp_path, "Port", *HARBOUR_WORDS, "--layer", "crane")
    assert answers(tmp_path) == {"lift": 5, "spare": "dont_know"}
    shown = plain(["", "1", "q"], tmp_path, SESSION, "--framework", HARBOUR, "--only", "unknown")
    assert "question 1 of 1" in shown.stderr.decode()
    assert answers(tmp_path) == {"lift": 5, "spare": 1}
    nothing = plain([""], tmp_path, SESSION, "--framework", HARBOUR, "--only", "marked")
    assert (nothing.returncode, nothing.stderr.decode()) == (0, "No question matches the selection.\n")


def test_a_lens_is_asked_when_it_is_named(tmp_path: Path) -> None:
    shown = plain(["", "r", "q"], tmp_path, "Port", *HARBOUR_WORDS, "--lens", "night")
    assert "8 questions" in shown.stderr.decode()


def test_an_older_profile_anew(tmp_path: Path) -> None:
    older = tmp_path / "old-port.yaml"
    older.write_text(
        'name: Port\nkind: organisation\ncountry: NO\nframework: harbour\nfacts: [{text: "deep"}]\n'
        'answers:\n  moor: {answer: 1, evidence: {nl: kade, en: quay}, source: "survey"}\n  depth: 2\n',
        "utf-8",
    )
    shown = plain(["", "", "1", "r", "f", "f"], tmp_path, "--from", "old-port.yaml", "--framework", HARBOUR)
    assert shown.returncode == 0
    assert "2 earlier answers are shown" in shown.stderr.decode()
    written = (tmp_path / "old-port-2.yaml").read_text("utf-8")
    assert "evidence:\n      nl: kade\n      en: quay\n    source: survey\n" in written
    assert 'country: "NO"' in written
    assert "depth: 1" in written
    assert command("validate", tmp_path / "old-port-2.yaml", "--framework", HARBOUR).returncode == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answers.yaml", "moor: 1\ndepth: {answer: 2, evidence: 'caf\u00e9 \U0001f6a2'}\nlift: dont_know\n"),
        (
            "answers.json",
            json.dumps({"moor": 1, "depth": {"answer": 2, "evidence": "caf\u00e9 \U0001f6a2"}, "lift": "dont_know"}),
        ),
    ],
)
def test_answers_from_a_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    shown = command("assess", "Port", *HARBOUR_WORDS, "--answers", name, cwd=tmp_path)
    assert shown.returncode == 0
    assert shown.stderr.decode().startswith(f"3 answers taken from {name}.\n")
    assert answers(tmp_path) == {"moor": 1, "depth": 2, "lift": "dont_know"}
    assert entries(tmp_path)["depth"]["evidence"] == {"und": "caf\u00e9 \U0001f6a2"}
    assert (tmp_path / "port.yaml").exists()


def test_answers_that_cannot_be_taken_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("moor: 7\nmoon: 1\n", "utf-8")
    shown = command("assess", "Port", *HARBOUR_WORDS, "--answers", "answers.yaml", cwd=tmp_path)
    assert shown.returncode == 3
    assert "answers.yaml:1:7" in shown.stderr.decode()
    assert "answers.yaml:2:1" in shown.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml"]


# --- what must survive -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def running(folder: Path, *words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """The plain dialogue, waiting for lines."""
    process = subprocess.Popen(
        [sys.executable, "-m", "eurostack_assess", "assess", *map(str, words or ("Port", *HARBOUR_WORDS)), "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=plain_environment(),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def say(process: subprocess.Popen[bytes] | RunningCommand, *lines: str) -> None:
    assert process.stdin is not None
    for line in lines:
        process.stdin.write(f"{line}\n".encode())
        process.stdin.flush()


def wait_until(seen: Path, holds: str) -> None:
    end = time.monotonic() + 20
    while not (seen.exists() and holds in seen.read_text("utf-8")):
        assert time.monotonic() < end, f"{seen} never held {holds}"
        time.sleep(0.01)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_it_in_good_order(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with running(tmp_path) as process:
        say(process, "", "1")
        wait_until(tmp_path / SESSION, '"moor"')
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    assert process.returncode == code
    assert b"Continue with: eurostack-assess assess port.session.json" in told
    assert b"Traceback" not in told
    assert {path.name for path in tmp_path.iterdir()} <= {SESSION, f"{SESSION}.bak"}
    assert answers(tmp_path) == {"moor": 1}


ROUNDS = 50
ROUND_OF_ANSWERS = [line for rung in range(6) for line in (str(rung), "b")] * 20
PROMPT = b"Answer or key: "


def test_fifty_kills_lose_at_most_the_answer_being_typed(tmp_path: Path) -> None:
    """An answer is acknowledged by the page after it; every answer saved makes a revision."""
    chance = random.Random(26)
    revision, killed_at_work = 0, 0
    for _ in range(ROUNDS):
        begun = (tmp_path / SESSION).exists()
        words = (SESSION, "--framework", HARBOUR) if begun else ("Port", *HARBOUR_WORDS)
        typed = ["assess", *map(str, words), "--layer", "crane", "--plain"]
        with start_forked(typed, tmp_path, plain_environment()) as process:
            say(process, "", "r", "1", *ROUND_OF_ANSWERS)
            shown = process.stderr.read(1)
            time.sleep(chance.random() / 5)
            process.kill()
            shown += process.stderr.read()
        lines = ["", "r", "1", *ROUND_OF_ANSWERS][: max(shown.count(PROMPT) - 1, 0)]
        acknowledged = sum(line.isdigit() for line in lines[3:])
        saved = json.loads((tmp_path / SESSION).read_text("utf-8"))["session"]["revision"] if acknowledged else None
        if saved is not None:
            assert saved - revision in (acknowledged, acknowledged + 1)
            killed_at_work += 1
        if (tmp_path / SESSION).exists():
            revision = json.loads((tmp_path / SESSION).read_text("utf-8"))["session"]["revision"]
    assert killed_at_work > ROUNDS / 2, "most kills came while answers were being saved"
    assert plain(["", "q"], tmp_path, SESSION, "--framework", HARBOUR).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} <= {SESSION, f"{SESSION}.bak"}, "what they left is swept up"


def test_a_second_one_on_the_same_session_is_told_who_has_it(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        say(process, "", "1")
        wait_until(tmp_path / SESSION, '"moor"')
        second = plain(["", "0", "q"], tmp_path, SESSION, "--framework", HARBOUR)
        assert second.returncode == 5
        assert f"in use elsewhere (pid {process.pid}, ".encode() in second.stderr
    assert answers(tmp_path) == {"moor": 1}
    assert plain(["", "2", "q"], tmp_path, SESSION, "--framework", HARBOUR).returncode == 0


def test_a_session_changed_by_another_is_not_overwritten(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        say(process, "", "1")
        wait_until(tmp_path / SESSION, '"moor"')
        other = (tmp_path / SESSION).read_bytes().replace(b"Port", b"Quay")
        (tmp_path / SESSION).write_bytes(other)
        say(process, "2", "elsewhere.session.json", "q")
        _, told = process.communicate(timeout=20)
    assert b"was changed by somebody else" in told
    assert process.returncode == 0
    assert (tmp_path / SESSION).read_bytes() == other
    assert set(entries(tmp_path, "elsewhere.session.json")) == {"moor", "depth"}


def test_a_full_disk_changes_nothing_and_asks_for_another_place(tmp_path: Path) -> None:
    plain(["", "1", "q"], tmp_path)
    before = (tmp_path / SESSION).read_bytes()
    process = subprocess.run(
        [sys.executable, "-m", "eurostack_assess", "assess", SESSION, "--framework", str(HARBOUR), "--plain"],
        input=b"\n2\n\nq\n",
        capture_output=True,
        cwd=tmp_path,
        env=plain_environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600)),
        timeout=60,
        check=False,
    )
    assert process.returncode == 4
    assert process.stderr.count(b"Nothing is lost: 2 answers are still in memory") == 2
    assert process.stderr.decode().endswith(
        "Your latest changes could not be saved; port.session.json is as it was before.\n"
    )
    assert (tmp_path / SESSION).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {SESSION, f"{SESSION}.bak"}


@pytest.mark.skipif(os.getuid() == 0 and shutil.which("setpriv") is None, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    as_nobody = ["setpriv", "--reuid=65534", "--clear-groups"] if os.getuid() == 0 else []
    tmp_path.chmod(0o755)
    words = ["assess", "Port", *map(str, HARBOUR_WORDS), "--plain"]
    shown = subprocess.run(
        [*as_nobody, sys.executable, "-m", "eurostack_assess", *words],
        input=b"\n1\n", capture_output=True, cwd=folder, env=plain_environment(), timeout=60, check=False,
    )  # fmt: skip
    if b"No module named" in shown.stderr or b"Permission denied: " in shown.stderr:
        pytest.skip("the other user cannot read this checkout")
    assert shown.returncode == 4
    assert b"Traceback" not in shown.stderr


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda _: b"",
    "zeroed": lambda data: b"\0" * len(data),
    "twice": lambda data: data + data,
    "changed by hand": lambda data: data.replace(b'"answer": 1', b'"answer": 0'),
    "another file": lambda _: b'{"name": "x"}\n',
    "a list": lambda _: b"[]\n",
    "deep": lambda _: b"[" * 100_000,
    "newer": lambda data: data.replace(b'"format_version": 2,\n "session"', b'"format_version": 3,\n "session"'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_session_is_refused_kept_and_its_backup_named(tmp_path: Path, damage: str) -> None:
    plain(["", "1", "2", "q"], tmp_path)
    path = tmp_path / SESSION
    spoilt = DAMAGE[damage](path.read_bytes())
    assert spoilt != path.read_bytes()
    path.write_bytes(spoilt)
    shown = plain([""], tmp_path, SESSION, "--framework", HARBOUR)
    assert shown.returncode == 3
    assert f"--> {SESSION}:" in shown.stderr.decode()
    assert path.read_bytes() == spoilt
    if damage in ("cut", "emptied", "twice", "changed by hand", "deep"):
        assert f"{SESSION}.bak" in shown.stderr.decode()
        (tmp_path / f"{SESSION}.bak").rename(path)
        assert plain(["", "q"], tmp_path, SESSION, "--framework", HARBOUR).returncode == 0
        assert answers(tmp_path) == {"moor": 1}, "the answer before the last"


def test_a_questionnaire_that_changed_since(tmp_path: Path) -> None:
    framework = tmp_path / "harbour"
    shutil.copytree(HARBOUR, framework)
    words = ("--framework", framework)
    plain(["", "1", "2", "3", "q"], tmp_path, "Port", "--kind", "organisation", "--lang", "en", *words)
    quay = (framework / "quay.yaml").read_text("utf-8")
    (framework / "quay.yaml").write_text(
        quay.replace("Can a ship moor at night?", "Can a ship moor in fog?").replace("id: depth", "id: draught"),
        "utf-8",
    )
    shown = plain(["", "r", "1", "", "q"], tmp_path, SESSION, *words)
    told = shown.stderr.decode()
    assert "1 question has changed since last time" in told
    assert "1 question is no longer asked" in told
    assert "[to confirm] Can a ship moor in fog?" in told
    assert answers(tmp_path) == {"moor": 1, "light": 3}
    kept = json.loads((tmp_path / SESSION).read_text("utf-8"))["session"]
    assert kept["archive"]["depth"]["answer"] == 2
    assert kept["entries"]["moor"]["needs_confirmation"] is False


# --- real terminals --------------------------------------------------------------------------------------------------


def terminal(folder: Path, size: tuple[int, int], *words: str | Path, **env: str) -> "pexpect.spawn[str]":
    rows, columns = size
    return pexpect.spawn(
        sys.executable,
        ["-m", "eurostack_assess", "assess", *map(str, words)],
        cwd=str(folder),
        env=plain_environment() | {"TERM": "xterm-256color"} | env,
        dimensions=(rows, columns),
        encoding="utf-8",
        timeout=20,
    )


def finish(process: "pexpect.spawn[str]") -> tuple[int | None, str]:
    process.expect(pexpect.EOF)
    process.close()
    return process.exitstatus, CSI.sub("", process.before or "")


@pytest.mark.parametrize(
    ("face", "size", "language"),
    [
        ("screen", (24, 80), "nl"),
        ("screen", (18, 60), "en"),
        ("lines", (24, 80), "en"),
        ("lines", (18, 60), "nl"),
    ],
)
def test_a_municipality_from_nothing_to_a_report(
    tmp_path: Path, size: tuple[int, int], language: str, face: str
) -> None:
    """With a pause, a kill and a resume in between."""
    enter, lines = "\r", ["--plain"] if face == "lines" else []
    ask = {"nl": "Wat staat er in uw overzicht", "en": "What does your overview of"}[language]
    end = "\r" if face == "lines" else ""
    path = tmp_path / "gemeente-x.session.json"

    def press(process: "pexpect.spawn[str]", *keys: str) -> None:
        for key in keys:
            process.send(key if key == enter else f"{key}{enter if key.isdigit() else end}")
            time.sleep(0.15)

    first = terminal(tmp_path, size, "Gemeente X", "--kind", "organisation", "--lang", language, *lines)
    first.expect("Gemeente X")
    press(first, enter)
    first.expect(ask.split()[0])
    press(first, "2", "d", "q")
    code, told = finish(first)
    assert code == 0
    assert "gemeente-x.session.json" in told
    second = terminal(tmp_path, size, "gemeente-x.session.json", *lines)
    second.expect("Gemeente X")
    press(second, enter, "1")
    wait_until(path, '"revision": 3')
    second.kill(signal.SIGKILL)
    second.wait()
    third = terminal(tmp_path, size, "gemeente-x.session.json", *lines)
    third.expect("Gemeente X")
    press(third, enter, enter, "0", "r", "f", "f")
    third.expect({"nl": "Opgeslagen als gemeente-x.yaml", "en": "Saved as gemeente-x.yaml"}[language])
    seen = third.before or ""
    press(third, "q")
    code, told = finish(third)
    assert {"nl": "Eerst uitzoeken", "en": "Find out first"}[language] in seen + told
    assert code == 0
    assert {"nl": "Profiel geschreven: gemeente-x.yaml", "en": "Profile written: gemeente-x.yaml"}[language] in told
    assert command("score", tmp_path / "gemeente-x.yaml").returncode == 0
    said = {id_: entry["answer"] for id_, entry in entries(tmp_path, path.name).items()}
    assert len(said) == 4
    assert "dont_know" in said.values()


@pytest.mark.parametrize(("stop", "code"), [("\x03", 130), ("q", 0), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_the_screen_is_given_back_however_it_ends(tmp_path: Path, stop: str | signal.Signals, code: int) -> None:
    process = terminal(tmp_path, (24, 80), "Port", *HARBOUR_WORDS)
    process.expect("Assessment of")
    process.send("\r")
    time.sleep(0.3)
    process.send("1\r")
    wait_until(tmp_path / SESSION, '"moor"')
    if isinstance(stop, str):
        process.send(stop)
    else:
        process.kill(stop)
    process.expect(pexpect.EOF)
    process.close()
    shown = process.before or ""
    assert process.exitstatus == code
    assert "\x1b[?1049l" in shown, "the alternate screen is left"
    assert "\x1b[?25h" in shown, "the cursor is back"
    assert "Traceback" not in shown
    assert "Continue with: eurostack-assess assess port.session.json" in CSI.sub("", shown)


@pytest.mark.parametrize("lines", [[], ["--plain"]])
@pytest.mark.parametrize("keys", ["", "rb" * 150], ids=["in rest", "while it is drawn on"])
def test_a_terminal_that_is_closed(tmp_path: Path, lines: list[str], keys: str) -> None:
    process = terminal(tmp_path, (24, 80), "Port", *HARBOUR_WORDS, *lines)
    process.expect("Assessment of")
    process.send("\r")
    time.sleep(0.3)
    process.send("1\r")
    wait_until(tmp_path / SESSION, '"moor"')
    process.send(keys)
    time.sleep(0.1 if keys else 0)
    # the library's own close also sends signals, and gives up after a moment
    process.ptyproc.fileobj.close()  # type: ignore[attr-defined]
    end = time.monotonic() + 20
    while process.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not process.isalive()
    assert process.exitstatus == 143
    assert answers(tmp_path) == {"moor": 1}
    assert not (tmp_path / f"{SESSION}.lock").exists()


def test_a_name_and_a_kind_that_were_not_given_are_asked_for(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "--framework", HARBOUR, "--plain")
    process.expect("Type its name")
    process.send("\r")
    process.expect("Type its name")
    process.send("Port\r")
    process.expect("organisation .1. or a region .2.")
    process.send("1\r")
    process.expect("Answer or key:")
    process.send("\r")
    process.expect("Answer or key:")
    process.send("1\r")
    process.expect("Answer or key:")
    process.send("q\r")
    code, _ = finish(process)
    assert (code, answers(tmp_path)) == (0, {"moor": 1})


@pytest.mark.parametrize("typed", ["\x04", "\x03"])
def test_leaving_at_the_name_leaves_nothing_behind(tmp_path: Path, typed: str) -> None:
    process = terminal(tmp_path, (24, 80), "--framework", HARBOUR)
    process.expect("Type its name")
    process.send(typed)
    code, shown = finish(process)
    assert code == 130
    assert "Traceback" not in shown
    assert list(tmp_path.iterdir()) == []


def test_a_dumb_terminal_gets_lines(tmp_path: Path) -> None:
    process = terminal(tmp_path, (24, 80), "Port", *HARBOUR_WORDS, TERM="dumb")
    process.expect("Answer or key:")
    process.send("q\r")
    code, shown = finish(process)
    assert code == 0
    assert "\x1b" not in shown


@pytest.mark.parametrize("shut", ["2>log", "2>&-", "<&-"])
def test_a_full_screen_needs_all_three_streams(tmp_path: Path, shut: str) -> None:
    words = f"{sys.executable} -m eurostack_assess assess Port --kind organisation {shut}; echo code $?"
    environment = plain_environment() | {"TERM": "xterm-256color"}
    process = pexpect.spawn("/bin/sh", ["-c", words], cwd=str(tmp_path), env=environment, encoding="utf-8", timeout=20)
    process.expect("code 2")


def test_bytes_that_are_no_text_are_read_as_such(tmp_path: Path) -> None:
    shown = command("assess", "Port", *HARBOUR_WORDS, "--plain", input_=b"\ne\ncaf\xe9\nq\n", cwd=tmp_path)
    assert shown.returncode == 0
    assert entries(tmp_path)["moor"]["evidence"] == {"und": "caf�"}

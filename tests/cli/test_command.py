"""The real command in a process of its own: output, exit codes, streams, signals, hostile files."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eurostack_assess.__main__ import main
from tests.forking import run_forked
from tests.helpers import HARBOUR, ROOT, command, plain_environment

AMSTERDAM = ROOT / "profiles" / "amsterdam.yaml"
PROFILE = (
    'name: "Port [red]"\nkind: organisation\nframework: harbour\nanswers: {moor: 1, depth: 1, light: 2, lift: 3}\n'
)


@pytest.fixture
def port(tmp_path: Path) -> Path:
    path = tmp_path / "port.yaml"
    path.write_text(PROFILE, "utf-8")
    return path


def test_version() -> None:
    shown = command("--version")
    assert (shown.returncode, shown.stdout.decode()) == (0, "eurostack-assess 0.1.0\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["score"],
        ["questions"],
        ["explain", "cloud-exit"],
        ["schema", "profile"],
        ["validate", ROOT / "profiles" / "example-hospital.yaml"],
    ],
)
def test_help_and_light_commands(words: list[str | Path]) -> None:
    shown = command(*words, *(["--help"] if words in ([], ["score"]) else []))
    assert shown.returncode == 0
    assert shown.stdout
    assert shown.stderr == b""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_score_prints_the_report_without_escape_bytes(language: str) -> None:
    shown = command("score", AMSTERDAM, "--lang", language)
    assert shown.returncode == 0
    assert shown.stderr == b""
    report = shown.stdout.decode()
    assert re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]*", report)
    assert max(map(len, report.splitlines())) <= 80


def test_the_language_is_chosen_by_option_then_variable_then_locale(port: Path) -> None:
    def title(*words: str, **env: str) -> str:
        return command("score", port, "--framework", HARBOUR, *words, env=env).stdout.decode().splitlines()[0]

    assert "organisation" in title()
    assert "organisatie" in title(LANG="nl_NL.UTF-8")
    assert "organisation" in title(LANG="nl_NL.UTF-8", EUROSTACK_LANG="en")
    assert "organisatie" in title("--lang", "nl", EUROSTACK_LANG="en")
    assert command("score", port, "--lang", "xx").returncode == 2


@pytest.mark.parametrize("words", [("score", AMSTERDAM, "-o", f"{'x' * 300}.html"), ("lint", "x" * 300)])
def test_a_name_that_no_file_can_have_is_told_with_the_name(words: tuple[str | Path, ...]) -> None:
    shown = command(*words, "--lang", "en")
    assert shown.returncode == 4
    assert re.match(rb"error\[cannot-use\]: x{300}(.html)? can be neither read nor written: ", shown.stderr)


def test_the_result_as_json(port: Path, tmp_path: Path) -> None:
    output = tmp_path / "result.json"
    shown = command("score", port, "--framework", HARBOUR, "-o", output)
    assert (shown.returncode, shown.stdout) == (0, b"")
    result = json.loads(output.read_text("utf-8"))
    assert result["schema_version"] == 2
    assert result["profile"]["name"] == "Port [red]"
    assert result["framework"]["id"] == "harbour"
    assert {key: result["overall"][key] for key in ("score", "low", "high", "coverage", "level", "level_low")} == {
        "score": 53.5,
        "low": 51.25,
        "high": 56.5,
        "coverage": 0.925,
        "level": 1,
        "level_low": 1,
    }
    assert [layer["id"] for layer in result["layers"]] == ["quay", "crane"]
    again = command("score", port, "--framework", HARBOUR, "-o", output)
    assert again.returncode == 2
    assert b"--force" in again.stderr
    before = output.read_bytes()
    assert command("score", port, "--framework", HARBOUR, "-o", output, "--force").returncode == 0
    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["port.yaml", "result.json"] or len(
        list(tmp_path.iterdir())
    ) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["frobnicate"], 2, id="no such command"),
        pytest.param(["score"], 2, id="argument missing"),
        pytest.param(["score", "none.yaml"], 4, id="no such file"),
        pytest.param(["score", "."], 4, id="a folder"),
        pytest.param(["score", AMSTERDAM, "-o", "x.doc"], 2, id="no such format"),
        pytest.param(["score", AMSTERDAM, "-o", "/nonexistent/x.json"], 4, id="no such folder to write in"),
        pytest.param(["score", AMSTERDAM, "--framework", "/nonexistent"], 4, id="no such framework folder"),
        pytest.param(["explain", "cloud-exti"], 2, id="no such question"),
        pytest.param(["questions", "--layer", "cloud"], 2, id="no such layer"),
        pytest.param(["questions", "--by", "iso"], 2, id="no such instrument"),
        pytest.param(["questions", "-o", "x.txt"], 2, id="no such format for questions"),
        pytest.param(["schema", "everything"], 2, id="no such schema"),
        pytest.param(["init", "///"], 2, id="a name without letters"),
        pytest.param(["score", "\x1b]0;x\x07"], 4, id="escape sequence as file name"),
        pytest.param(["\x1b[31mx"], 2, id="escape sequence as command"),
    ],
)
def test_exit_codes_without_traceback(words: list[str | Path], code: int) -> None:
    shown = command(*words)
    assert shown.returncode == code
    assert shown.stdout == b""
    assert b"Traceback" not in shown.stderr
    assert b"\x1b" not in shown.stderr
    assert b"error" in shown.stderr


def test_a_broken_file_is_shown_with_a_code_frame(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("name: X\nkind: regoin\nanswers:\n  cloud-exti: 1\n", "utf-8")
    shown = command("score", "p.yaml", cwd=tmp_path, env={"PYTHONPATH": str(ROOT / "src")})
    assert shown.returncode == 3
    assert shown.stderr.decode() == (
        "error[not-one-of]: this must be one of: organisation, region\n"
        " --> p.yaml:2:7\n"
        "  |\n"
        "2 | kind: regoin\n"
        "  |       ^^^^^^\n"
        "  = help: did you mean region?\n"
        "error[no-such-question]: there is no question cloud-exti\n"
        " --> p.yaml:4:3\n"
        "  |\n"
        "4 |   cloud-exti: 1\n"
        "  |   ^^^^^^^^^^\n"
        "  = help: did you mean cloud-exit?\n"
    )


def test_at_most_twenty_problems_are_shown(tmp_path: Path) -> None:
    answers = "".join(f"  no-such-question-{number}: 1\n" for number in range(30))
    (tmp_path / "p.yaml").write_text(f"name: X\nkind: region\nanswers:\n{answers}", "utf-8")
    shown = command("score", tmp_path / "p.yaml", "--lang", "nl")
    assert shown.returncode == 3
    assert shown.stderr.decode().count("fout[no-such-question]") == 20
    assert shown.stderr.decode().endswith("en nog 10 problemen\n")


def test_validate_tells_all_files() -> None:
    shown = command("validate", AMSTERDAM, HARBOUR, HARBOUR / "quay.yaml", "--lang", "en")
    assert shown.returncode == 0
    lines = shown.stdout.decode().splitlines()
    assert lines[0].startswith(f"{AMSTERDAM} is a valid profile")
    assert lines[1:] == [
        f"{HARBOUR} is a valid framework with 8 questions",
        f"{HARBOUR / 'quay.yaml'} is a valid questionnaire with 4 questions",
    ]


def test_validate_knows_an_instrument_by_its_folder() -> None:
    shown = command("validate", HARBOUR / "instruments" / "pilot-book.yaml", "--lang", "en")
    assert shown.returncode == 0
    assert shown.stdout.decode().endswith("pilot-book.yaml is a valid instrument with 2 objectives\n")


def test_questions_are_shown_by_an_instrument_and_written_as_markdown(tmp_path: Path) -> None:
    words = ["questions", "--framework", str(HARBOUR), "--by", "pilot-book", "--lang", "en"]
    assert "A.1 Depth" in command(*words).stdout.decode()
    output = tmp_path / "coverage.md"
    shown = command(*words, "-o", output)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, b"", b"")
    assert output.read_text("utf-8").startswith("# Questions that cover: Pilot book\n")
    assert command(*words, "-o", output).returncode == 2, "what exists is not overwritten"


def test_init_writes_a_profile_that_scores(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(ROOT / "src")}
    written = command("init", "Gemeente Súdwest [x]", "--lang", "nl", cwd=tmp_path, env=environment)
    assert written.returncode == 0
    path = tmp_path / "gemeente-sudwest-x.yaml"
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert 'name: "Gemeente Súdwest [x]"' in text
    assert command("init", "Gemeente Súdwest [x]", cwd=tmp_path, env=environment).returncode == 2
    path.write_text(text.replace("  cloud-exit:\n", "  cloud-exit: 1\n"), "utf-8")
    shown = command("score", path, "--lang", "nl")
    assert shown.returncode == 0
    assert "Gemeente Súdwest [x]" in shown.stdout.decode()


def test_every_example_in_a_blank_profile_is_an_answer_that_can_be(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(ROOT / "src")}
    assert command("init", "Port", "--framework", HARBOUR, cwd=tmp_path, env=environment).returncode == 0
    path = tmp_path / "port.yaml"
    examples = re.findall(r"^#   (moor: .*)$", path.read_text("utf-8"), flags=re.MULTILINE)
    assert [example.partition(",")[0] for example in examples] == [
        "moor: dont_know",
        "moor: {answer: 1",
        "moor: {answer: not_applicable",
    ]
    for example in examples:
        path.write_text(f"name: P\nkind: organisation\nframework: harbour\nanswers:\n  {example}\n", "utf-8")
        assert command("validate", path, "--framework", HARBOUR).returncode == 0


def test_standard_input_and_a_pipe_that_closes(port: Path) -> None:
    shown = command("score", "-", "--framework", HARBOUR, input_=port.read_bytes())
    assert shown.returncode == 0
    piped = subprocess.run(
        f"{sys.executable} -m eurostack_assess questions | head -1",
        shell=True,
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert piped.stderr == b""


@pytest.mark.parametrize(("redirect", "code"), [(">&-", 4), ("> /dev/full", 4)])
def test_output_that_cannot_be_printed(redirect: str, code: int) -> None:
    for words in ("questions", f"score {AMSTERDAM}"):
        shown = subprocess.run(
            f"{sys.executable} -m eurostack_assess {words} {redirect}",
            shell=True,
            cwd=ROOT,
            env=plain_environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert shown.returncode == code
        assert b"Traceback" not in shown.stderr
        assert shown.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_any_encoding_of_the_output(encoding: str) -> None:
    shown = command("score", AMSTERDAM, "--lang", "nl", env={"PYTHONIOENCODING": encoding})
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "Metropoolregio Amsterdam" in shown.stdout.decode(encoding)


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_bare_locale(locale: str) -> None:
    assert command("score", AMSTERDAM, env={"LC_ALL": locale}).returncode == 0


@pytest.mark.parametrize("width", ["20", "40", "60", "200"])
def test_any_width(width: str) -> None:
    wide = command("score", AMSTERDAM, "--lang", "en").stdout.decode()
    shown = command("score", AMSTERDAM, "--lang", "en", env={"COLUMNS": width}).stdout.decode()
    numbers = re.compile(r"\d+–\d+")
    assert set(numbers.findall(wide)) <= set(numbers.findall(shown.replace("\n", "")))


def test_no_colour_when_asked_and_colour_when_forced() -> None:
    assert b"\x1b[" in command("score", AMSTERDAM, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in command("score", AMSTERDAM, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b" not in command("score", AMSTERDAM, env={"FORCE_COLOR": "1", "TERM": "dumb"}).stdout


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
def test_signals(tmp_path: Path, number: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "eurostack_assess", "score", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=plain_environment(),
        cwd=ROOT,
    )
    time.sleep(1.5)  # it waits for its input
    process.send_signal(number)
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == code
    assert b"Traceback" not in complaint
    assert list(tmp_path.iterdir()) == []


HOSTILE: dict[str, bytes] = {
    "deep": b"[" * 500_000,
    "deep-mappings": b"a: " + b"{a: " * 200_000,
    "deep-block": b"- " * 500_000,
    "billion-laughs": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "merge-bomb": b"a: &a {x: 1}\nb: {<<: [*a,*a,*a]}\n",
    "comment": b"#" * 6_000_000,
    "long-line": b"name: " + b"x" * 4_000_000,
    "many-keys": b"".join(b"k%d: 1\n" % number for number in range(49_000)),
    "many-answers": b"name: x\nkind: region\nanswers:\n" + b"".join(b"  k%d: 1\n" % n for n in range(45_000)),
    "long-list": b"[" + b"1," * 90_000 + b"]",
    "digits": b"name: " + b"9" * 1_000_000,
    "sexagesimal": b"a: " + b"1:" * 300_000 + b"1",
    "quotes": b'name: "' + b"\\x41" * 500_000 + b'"',
    "zeros": b"\0" * 1_000_000,
    "latin": "name: Köln\n".encode("latin-1"),
    "utf16": "name: x\n".encode("utf-16"),
    "html": b"<!doctype html><html><body>&nbsp;</body></html>",
    "json": b'{"name": "x", "kind": "region", "answers": {"cloud-exit": 1}}',
    "escape": b'name: "\\e]52;c;aGk=\\a"\nkind: region\n',
    "norway": b"name: NO\nkind: region\ncountry: NO\nfoo: 1\n",
    "empty": b"",
    "colon-soup": b": : :\n" * 1000,
    "question-soup": b"? " * 100_000,
    "bars": b"|" * 100_000,
    "stars": b"*" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_within_bounds(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(HOSTILE[name])
    bounds = {"RLIMIT_AS": 1_500_000 * 1024, "RLIMIT_CPU": 20}
    shown = run_forked(["score", str(path)], None, ROOT, plain_environment(), timeout=60, limits=bounds)
    assert shown.returncode == 3
    assert shown.stdout == b""
    assert b"Traceback" not in shown.stderr
    assert b"\x1b" not in shown.stderr
    assert re.search(rb"hostile\.yaml:\d+:\d+", shown.stderr)
    assert len(shown.stderr) < 20_000


def test_cut_files_never_crash(tmp_path: Path) -> None:
    whole = AMSTERDAM.read_bytes()
    path = tmp_path / "cut.yaml"
    for part in (0.1, 0.35, 0.5, 0.77, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * part)])
        assert command("validate", path).returncode in (0, 3)


def test_ctrl_c_before_anything_could_be_said_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("eurostack_assess.cli.running.run", interrupted)
    monkeypatch.setattr("sys.argv", ["eurostack-assess", "score"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130

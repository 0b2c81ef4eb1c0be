"""What is known in one place is the same wherever a user meets it."""

import json
import re
import shutil
from pathlib import Path

import pytest

import eurostack_assess
from eurostack_assess.report.wording.voice import count_shown
from tests.helpers import ROOT, command, plain_environment

AMSTERDAM = ROOT / "profiles" / "amsterdam.yaml"
GATE = ("--min-level", "4", "--min-level", "cloud-compute=4", "--lang", "en")
REGISTER = "Service;Supplier\nMail;microsoft-365\n"


def with_gaps(number: int, folder: Path) -> Path:
    """A profile with this many gaps."""
    listed = json.loads(command("questions", "--json", "--kind", "organisation").stdout)
    layers = ("ai-applications", "data-platforms", "cloud-compute", "networks-connectivity", "hardware-chips")
    ids = [one["id"] for part in listed if part["layer"] in layers for one in part["questions"]]
    path = folder / "port.yaml"
    answers = "".join(f"  {id_}: 0\n" for id_ in ids[:number])
    path.write_text(f"name: Port\nkind: organisation\nframework: eurostack\nanswers:\n{answers}", "utf-8")
    return path


@pytest.mark.parametrize(("gaps", "listed"), [(10, 10), (11, 11), (12, 10)])
def test_score_never_hides_one_gap_to_save_a_line(gaps: int, listed: int, tmp_path: Path) -> None:
    shown = command("score", with_gaps(gaps, tmp_path), "--lang", "en", "--full").stdout.decode()
    section = shown[shown.index("Actions, in order of priority") : shown.index("To find out, in order of priority")]
    numbers = [int(number) for number in re.findall(r"^ ?(\d+)\. ", section, re.MULTILINE)]
    assert numbers == list(range(1, listed + 1))
    assert ("2 more are not shown; use --all to show them." in shown) == (listed < gaps)


@pytest.mark.parametrize("number", range(8, 14))
def test_no_list_hides_one_line_to_save_one(number: int) -> None:
    assert count_shown(number, 10) == (number if number <= 11 else 10)
    assert count_shown(number, None) == number


def test_a_gate_names_the_same_lines_of_standard_input_as_of_a_file() -> None:
    named = command("gate", AMSTERDAM, *GATE)
    piped = command("gate", "-", *GATE, input_=AMSTERDAM.read_bytes())
    assert (named.returncode, piped.returncode) == (1, 1)
    lines = AMSTERDAM.read_text("utf-8").splitlines()
    assert f"{AMSTERDAM}:{lines.index('  public-exposure:') + 1}:3".encode() in named.stdout
    assert piped.stdout == named.stdout.replace(str(AMSTERDAM).encode(), b"<stdin>")


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "Port", "--kind", "organisation", "--plain"),
        ("workshop", "form", "--name", "Port"),
        ("export", "form", "--name", "Port"),
    ],
)
@pytest.mark.parametrize(
    ("option", "hint"),
    [("--lens", b"choose from: life-sciences-health"), ("--layer", b"choose from: ai-applications, data-platforms")],
)
def test_whoever_names_what_there_is_not_hears_what_there_is(
    words: tuple[str, ...], option: str, hint: bytes, tmp_path: Path
) -> None:
    refused = command(*words, option, "nope", "--lang", "en", cwd=tmp_path)
    assert (refused.returncode, hint in refused.stderr) == (2, True), refused.stderr


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (("score", str(AMSTERDAM)), ("R.HTML", "R.Json", "R.XLSX")),
        (("import", "register", "register.csv", "--name", "Port"), ("Y.YAML", "Y.Yml")),
        (("workshop", "merge", str(AMSTERDAM)), ("W.YAML", "W.Workshop.JSON", "W.HTML")),
        (("export", "lime"), ("S.TXT",)),
        (("questions",), ("Q.MD",)),
    ],
)
def test_an_ending_in_capitals_is_the_same_ending(
    words: tuple[str, ...], files: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    for file in files:
        done = command(*words, "-o", file, cwd=tmp_path)
        assert (done.returncode, (tmp_path / file).exists()) == (0, True), done.stderr


def test_a_language_begun_is_listed_in_every_help(tmp_path: Path) -> None:
    package = tmp_path / "eurostack_assess"
    shutil.copytree(Path(eurostack_assess.__file__).parent, package)
    (package / "texts" / "fr.toml").write_text('[state]\nunasked = "pas demandé"\n', "utf-8")
    environment = plain_environment() | {"PYTHONPATH": str(tmp_path)}
    for words in (("score",), ("workshop", "merge")):
        shown = command(*words, "--help", cwd=tmp_path, env=environment).stdout.decode()
        assert "en, fr or nl" in " ".join(shown.split())

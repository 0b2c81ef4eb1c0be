"""`compare` as a user meets it: files in, a page or JSON out, and refusals with the way out."""

import json
from pathlib import Path

import pytest

from tests.helpers import HARBOUR, ROOT, command

AMSTERDAM, BRAINPORT = ROOT / "profiles" / "amsterdam.yaml", ROOT / "profiles" / "brainport.yaml"
HEAD = "kind: organisation\nframework: harbour\n"


@pytest.fixture
def ports(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(f"name: One [x]\n{HEAD}answers: {{moor: 1, depth: 2, light: 2, lift: 3}}\n", "utf-8")
    other.write_text(f"name: Other\n{HEAD}answers: {{moor: 0, depth: 1, light: 2, lift: 3}}\n", "utf-8")
    return one, other


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_regions_read_as_one_page(language: str) -> None:
    shown = command("compare", AMSTERDAM, BRAINPORT, "--lang", language)
    assert (shown.returncode, shown.stderr) == (0, b"")
    page = shown.stdout.decode()
    assert "Metropoolregio Amsterdam" in page
    assert max(map(len, page.splitlines())) <= 80
    assert "\x1b" not in page


def test_a_profile_a_session_and_a_result_of_the_same_are_equal(ports: tuple[Path, Path], tmp_path: Path) -> None:
    one, _ = ports
    result = tmp_path / "one.json"
    command("score", one, "--framework", HARBOUR, "-o", result)
    answers = tmp_path / "answers.yaml"
    answers.write_text("moor: 1\ndepth: 2\nlight: 2\nlift: 3\n", "utf-8")
    made = command("assess", "Again", "--kind", "organisation", "--framework", HARBOUR, "--answers", answers, cwd=tmp_path)  # fmt: skip
    assert made.returncode == 0, made.stderr
    output = tmp_path / "compared.json"
    shown = command(
        "compare", one, result, tmp_path / "again.session.json", "--framework", HARBOUR, "-o", output, cwd=tmp_path
    )
    assert (shown.returncode, shown.stdout) == (0, b""), shown.stderr
    compared = json.loads(output.read_text("utf-8"))
    standings = {layer["id"]: {pair["standing"] for pair in layer["pairs"]} for layer in compared["layers"]}
    assert standings == {"quay": {"equal"}, "crane": {"not_separable"}}, "an open answer may be another's"
    assert [party["label"] for party in compared["parties"]] == ["One [x] [1]", "One [x] [2]", "Again"]


def test_the_numbers_of_the_same_files_are_the_same_bytes(ports: tuple[Path, Path], tmp_path: Path) -> None:
    outputs = [tmp_path / "a.json", tmp_path / "b.json"]
    for output in outputs:
        command("compare", *ports, "--framework", HARBOUR, "-o", output)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


@pytest.mark.parametrize(
    ("files", "code", "told"),
    [
        pytest.param([AMSTERDAM], 2, "2 to 12", id="one cannot be compared"),
        pytest.param([AMSTERDAM] * 13, 2, "2 to 12", id="nor can thirteen"),
        pytest.param([AMSTERDAM, ROOT / "profiles" / "example-hospital.yaml"], 2, "their scores mean different things", id="kinds"),
        pytest.param([AMSTERDAM, "nowhere.yaml"], 4, "nowhere.yaml", id="no such file"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(files: list[Path], code: int, told: str) -> None:
    shown = command("compare", *files)
    assert (shown.returncode, shown.stdout) == (code, b"")
    assert told in shown.stderr.decode()


def test_results_of_other_frameworks_are_refused(ports: tuple[Path, Path], tmp_path: Path) -> None:
    result = tmp_path / "one.json"
    command("score", ports[0], "--framework", HARBOUR, "-o", result)
    shown = command("compare", AMSTERDAM, result)
    assert shown.returncode == 2
    assert "harbour" in shown.stderr.decode()


def test_a_result_that_was_changed_by_hand_is_refused_with_its_file(ports: tuple[Path, Path], tmp_path: Path) -> None:
    result = tmp_path / "one.json"
    command("score", ports[0], "--framework", HARBOUR, "-o", result)
    result.write_text(result.read_text("utf-8").replace('"rung": 2', '"rung": 22', 1), "utf-8")
    shown = command("compare", result, result)
    assert shown.returncode == 3
    assert f"{result}:1:1" in shown.stderr.decode()
    assert "layers.0.questions" in shown.stderr.decode()


def test_an_unknown_format_is_refused_before_anything_is_read() -> None:
    shown = command("compare", "nowhere.yaml", "nowhere.yaml", "-o", "a.doc")
    assert shown.returncode == 2
    assert ".json" in shown.stderr.decode()

"""`score` and `compare` with `--view` and `--weights`."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.helpers import RESOURCES, ROOT, command

HOSPITAL = ROOT / "profiles" / "example-hospital.yaml"
AMSTERDAM, BRAINPORT = (ROOT / "profiles" / f"{name}.yaml" for name in ("amsterdam", "brainport"))
WEIGHTS = """\
name: {nl: "Doorgaan gaat voor", en: "Continuity first"}
source: "Board, 12 November 2026"
layers: {cloud-compute: 2}
questions: {cloud-exit: 3, backup-continuity: 3}
"""


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.yaml"
    path.write_text(WEIGHTS, "utf-8")
    return path


def test_a_view_is_labelled_and_says_how_its_editions_differ() -> None:
    done = command("score", HOSPITAL, "--view", "eu-csf", "--lang", "en")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "View: EU Cloud Sovereignty Framework\n" in shown
    words = " ".join(shown.split())
    assert "Derived and indicative: the same answers, scored by the objectives of another instrument." in words
    assert (
        "SOV-5 has weight 10 instead of 20 (−0.6); SOV-7 has weight 15 instead of 10 (+0.2); SOV-1 has weight 20"
        in words
    )
    assert "Level 3 is called “Digital Resilience” in “v1.2.1, October 2025”" in words
    assert "SOV-1 20, SOV-2 10, SOV-3 10, SOV-4 15, SOV-5 10, SOV-6 15, SOV-7 15, SOV-8 5" in words


def test_an_instrument_without_weights_has_no_score_over_all() -> None:
    shown = command("score", HOSPITAL, "--view", "toetsingsinstrument", "--lang", "nl").stdout.decode()
    words = " ".join(shown.split())
    assert "Van dit instrument zijn geen gewichten bekend" in words
    assert "Mens" in words


def test_an_objective_that_weighs_the_same_is_not_said_to_weigh_otherwise() -> None:
    shown = command("score", ROOT / "profiles" / "brainport.yaml", "--view", "eu-csf", "--lang", "en")
    words = " ".join(shown.stdout.decode().split())
    assert re.search(r"SOV-5 has weight 10 instead of 20 \(\+\d", words)
    assert re.search(r"SOV-\d has weight (\d+) in both, but makes up a different share of the total weight", words)
    assert "has weight 15 instead of 15" not in words


def test_a_framework_without_instruments_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("name: P\nkind: region\nanswers: {}\n", "utf-8")
    words = ("--view", "x", "--framework", RESOURCES / "abroad", "--lang", "en")
    shown = command("score", tmp_path / "p.yaml", *words)
    assert (shown.returncode, b"this framework has no instruments" in shown.stderr) == (2, True)


def test_one_edition_alone(tmp_path: Path) -> None:
    command("score", HOSPITAL, "--view", "eu-csf-2026-06", "-o", tmp_path / "result.json")
    (view,) = json.loads((tmp_path / "result.json").read_text("utf-8"))["views"]
    assert [one["id"] for one in view["editions"]] == ["eu-csf-2026-06"]


def test_both_editions_and_the_instrument_named_are_told_once(tmp_path: Path) -> None:
    named = ("--view", "eu-csf-2026-06", "--view", "eu-csf-2026-06", "--view", "eu-csf")
    command("score", HOSPITAL, *named, "-o", tmp_path / "result.json")
    (view,) = json.loads((tmp_path / "result.json").read_text("utf-8"))["views"]
    assert [one["id"] for one in view["editions"]] == ["eu-csf-2025-10", "eu-csf-2026-06"]


def test_no_such_view() -> None:
    done = command("score", HOSPITAL, "--view", "eu-cfs", "--lang", "en")
    assert done.returncode == 2
    assert "secnumcloud, ens, eu-csf-2025-10, eu-csf-2026-06" in done.stderr.decode()


def test_a_result_keeps_its_views_and_cannot_be_read_by_others(tmp_path: Path) -> None:
    command("score", AMSTERDAM, "--view", "eu-csf", "-o", tmp_path / "result.json")
    shown = command("score", tmp_path / "result.json", "--lang", "en")
    assert "View: EU Cloud Sovereignty Framework" in shown.stdout.decode()
    refused = command("score", tmp_path / "result.json", "--view", "eurostack-report", "--lang", "en")
    assert (refused.returncode, b"made without eurostack-report" in refused.stderr) == (2, True)
    compared = command("compare", tmp_path / "result.json", BRAINPORT, "--view", "eu-csf", "--lang", "en")
    assert "View: EU Cloud Sovereignty Framework" in compared.stdout.decode()


def test_own_weights_stand_beside_the_framework_s(weights: Path) -> None:
    plain = command("score", HOSPITAL, "--lang", "en").stdout.decode()
    both = command("score", HOSPITAL, "--weights", weights, "--lang", "en").stdout.decode()
    assert "With custom weights: Continuity first\n" in both
    words = " ".join(both.split())
    assert "cloud-compute 2 (framework 1); cloud-exit 3 (framework 1); backup-continuity 3 (framework 1)" in words
    assert "Source: Board, 12 November 2026" in words
    assert [line for line in plain.splitlines() if line not in both.splitlines()] == [], "nothing else has changed"


def test_a_profile_or_the_weights_may_come_from_standard_input(weights: Path) -> None:
    hospital, other = ROOT / "profiles" / "example-hospital.yaml", ROOT / "profiles" / "example-municipality.yaml"
    for piped, words in (
        (weights, ("score", hospital, "--weights", "-")),
        (weights, ("compare", hospital, other, "--weights", "-")),
        (other, ("compare", hospital, "-", "--weights", weights)),
    ):
        named = command(*(piped if word == "-" else word for word in words))
        given = command(*words, input_=piped.read_bytes())
        assert given.returncode == 0, given.stderr
        assert given.stdout == named.stdout


def test_weights_without_a_source_say_so(weights: Path) -> None:
    weights.write_text("name: Ours\nlayers: {cloud-compute: 3}\n", "utf-8")
    shown = command("score", HOSPITAL, "--weights", weights, "--lang", "en").stdout.decode()
    assert "No source is given for these weights." in shown
    assert "verdict with these weights" in " ".join(shown.split())


def test_compare_by_own_weights_and_by_a_view(weights: Path, tmp_path: Path) -> None:
    named = ("--weights", weights, "--view", "eu-csf", "--lang", "en")
    done = command("compare", AMSTERDAM, BRAINPORT, *named)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "With custom weights: Continuity first\n" in shown
    assert "View: EU Cloud Sovereignty Framework\n" in shown
    outputs = [tmp_path / f"c.{ending}" for ending in ("html", "md", "xlsx", "csv", "json")]
    assert (
        command("compare", AMSTERDAM, BRAINPORT, *named, *(word for one in outputs for word in ("-o", one))).returncode
        == 0
    )
    assert {"Other instruments", "Custom weights"} <= set(load_workbook(tmp_path / "c.xlsx").sheetnames)


def test_sheets_of_a_score(weights: Path, tmp_path: Path) -> None:
    command("score", HOSPITAL, "--weights", weights, "--view", "eu-csf", "--lang", "en", "-o", tmp_path / "s.xlsx")
    book = load_workbook(tmp_path / "s.xlsx")
    rows = list(book["Other instruments"].iter_rows(values_only=True))
    assert len(rows) == 1 + 2 * 9
    assert [row[3] for row in rows[1:9]] == [15, 10, 10, 15, 20, 15, 10, 5]
    assert book["Custom weights"].max_row == 1 + 5 + 1


def test_a_result_is_not_scored_by_other_weights(weights: Path, tmp_path: Path) -> None:
    command("score", AMSTERDAM, "-o", tmp_path / "result.json")
    done = command("score", tmp_path / "result.json", "--weights", weights, "--lang", "en")
    assert (done.returncode, b"cannot be recalculated with other weights" in done.stderr) == (2, True)


def test_weights_of_what_there_is_not(weights: Path) -> None:
    weights.write_text("name: Ours\nlayers: {cloud: 3}\n", "utf-8")
    done = command("score", HOSPITAL, "--weights", weights, "--lang", "en")
    assert done.returncode == 3
    assert "weights.yaml:2:10" in done.stderr.decode()


def test_names_of_weights_are_never_markup(weights: Path, tmp_path: Path) -> None:
    weights.write_text('name: "<b>[red]Ours"\nsource: "=1+1"\nlayers: {cloud-compute: 3}\n', "utf-8")
    shown = command("score", HOSPITAL, "--weights", weights, "--lang", "en", "-o", tmp_path / "s.html")
    assert shown.returncode == 0
    assert "&lt;b&gt;[red]Ours" in (tmp_path / "s.html").read_text("utf-8")

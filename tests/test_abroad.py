"""A framework that was not written by us goes all the way, by the same commands and without a case of its own.

`tests/resources/abroad`: eight layers, one language that the tool does not speak, two rungs a question, decimal weights,
gates on some questions, floors on two, no sources, lenses, instruments or views.
"""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from eurostack_assess import texts as texts_module
from eurostack_assess.cli.running import run
from eurostack_assess.reading.framework import read_framework
from tests.helpers import RESOURCES, ROOT, command

ABROAD = RESOURCES / "abroad"
FRAMEWORK = read_framework(ABROAD)
OURS = ROOT / "questionnaires" / "eurostack"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Two towns that answered: one everything with yes, one every second question."""
    for name, step in (("neustadt", 1), ("altstadt", 2)):
        answers = "\n".join(f"  {id_}: {int(at % step == 0)}" for at, id_ in enumerate(FRAMEWORK.questions))
        head = f'name: {name.title()}\nkind: organisation\nframework: notfallvorsorge\nedition: "2026"\n'
        (tmp_path / f"{name}.yaml").write_text(f"{head}answers:\n{answers}\n", "utf-8")
    return tmp_path


def done(town: Path, *words: str | Path, code: int = 0, typed: bytes | None = None) -> str:
    made = command(*words, "--lang", "en", cwd=town, input_=typed)
    assert made.returncode == code, made.stderr.decode()
    return made.stdout.decode()


def test_it_is_what_it_says() -> None:
    assert len(FRAMEWORK.layers) == 8
    assert {len(one.options) for one in FRAMEWORK.questions.values()} == {2}
    assert {one.weight % 1 for one in FRAMEWORK.questions.values()} == {0.35, 0.4, 0.25}
    assert 0 < sum(one.role == "gating" for one in FRAMEWORK.questions.values()) < len(FRAMEWORK.questions)


def test_lint_and_questions(town: Path) -> None:
    assert done(town, "lint", ABROAD) == "24 questions checked: no findings\n"
    assert "Warnen die Sirenen auch ohne Mobilfunk?" in done(town, "questions", "--framework", ABROAD)
    done(town, "questions", "--framework", ABROAD, "-o", "q.html", "-o", "q.md")
    assert "Warnen die Sirenen" in done(town, "explain", "sirenen", "--framework", ABROAD)


def test_assess_line_by_line(town: Path) -> None:
    """Every question answered with its upper rung, no services, and the profile at the end."""
    keys = "\n".join(["", *["1", "1", "1", "", ""] * 8, "q", ""]).encode()
    words = ("assess", "Seestadt", "--kind", "organisation", "--plain", "--framework", ABROAD)
    assert "The whole stack: 100, " in done(town, *words, typed=keys)
    assert (town / "seestadt.yaml").exists()


@pytest.mark.parametrize("switch", [[], ["l"]])
def test_an_interview_in_a_language_without_texts_of_ours_ends_in_english(town: Path, switch: list[str]) -> None:
    keys = "\n".join([*switch, "", "1", "1", "1", "", "", *switch, "r", "f", "f", *switch, "r", "h", "q", ""]).encode()
    words = ("assess", "Seestadt", "--kind", "organisation", "--plain", "--framework", ABROAD)
    told = command(*words, cwd=town, input_=keys)
    assert told.returncode == 0, told.stderr.decode()
    assert "Saved as seestadt.yaml" in told.stderr.decode()
    assert "--lang de" not in told.stderr.decode()
    assert (town / "seestadt.html").exists()


def test_assess_from_a_file(town: Path) -> None:
    (town / "answers.yaml").write_text("".join(f"{id_}: 1\n" for id_ in FRAMEWORK.questions), "utf-8")
    words = ("assess", "Seestadt", "--kind", "organisation", "--framework", ABROAD, "--answers", "answers.yaml")
    made = command(*words, "--lang", "en", cwd=town)
    assert made.returncode == 0, made.stderr.decode()
    shown = done(town, "score", "seestadt.session.json", "--framework", ABROAD)
    assert "The whole stack: 100, " in shown


def test_score_on_the_screen_and_in_every_format(town: Path) -> None:
    shown = " ".join(done(town, "score", "neustadt.yaml", "--framework", ABROAD, "--full").split())
    assert "0 heißt: im Ernstfall steht alles still" in shown
    assert "Strong in Wasser" in shown
    for ending in ("html", "md", "pdf", "xlsx", "csv", "json"):
        done(town, "score", "altstadt.yaml", "--framework", ABROAD, "-o", f"a.{ending}")
    result = json.loads((town / "a.json").read_text("utf-8"))
    assert [layer["verdict"] for layer in result["layers"]][:2] == ["middle", "attention"], "a floor decides the second"
    assert result["layers"][1]["ground"] == "floor"


def test_compare_gate_and_whatif(town: Path) -> None:
    shown = done(town, "compare", "neustadt.yaml", "altstadt.yaml", "--framework", ABROAD)
    assert "Across the whole stack: A higher, certain." in shown
    done(town, "compare", "neustadt.yaml", "altstadt.yaml", "--framework", ABROAD, "-o", "c.html", "-o", "c.xlsx")
    done(town, "gate", "altstadt.yaml", "--framework", ABROAD, "--fail-under", "strom=50", code=1)
    done(town, "gate", "neustadt.yaml", "--framework", ABROAD, "--fail-under", "90", "--min-level", "1")


def test_weights_editions_and_forms(town: Path) -> None:
    (town / "weights.yaml").write_text("name: Eigene\nlayers: {strom: 4.5}\nquestions: {netzplan: 0.05}\n", "utf-8")
    shown = done(town, "score", "altstadt.yaml", "--framework", ABROAD, "--weights", "weights.yaml")
    assert "With custom weights: Eigene" in shown
    done(town, "framework", "record", ABROAD, "-o", "2026.yaml")
    assert "The two editions are the same." in done(
        town, "framework", "diff", ABROAD, ABROAD, "--profile", "neustadt.yaml"
    )
    done(town, "workshop", "form", "--name", "Neustadt", "--framework", ABROAD, "-o", "form.html", "-o", "form.xlsx")
    assert "brunnen" in (town / "form.html").read_text("utf-8")
    done(town, "init", "Dorf", "--framework", ABROAD)
    done(town, "validate", "dorf.yaml", "--framework", ABROAD)


def test_benchmark(town: Path) -> None:
    ids = list(FRAMEWORK.questions)
    with (town / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *ids])
        for town_ in range(30):
            writer.writerow([f"t{town_}", *((town_ + at) % 2 for at in range(len(ids)))])
    shown = done(town, "benchmark", "towns.csv", "neustadt.yaml", "--framework", ABROAD)
    assert "Strom" in shown


@pytest.fixture
def french(tmp_path: Path) -> Iterator[Path]:
    """Our framework with French begun in one layer, and three of the tool's texts in French: data files only."""
    folder = tmp_path / "eurostack"
    shutil.copytree(OURS, folder)
    layer = (folder / "cloud-compute.yaml").read_text("utf-8")
    layer = layer.replace('{nl: "Cloud en compute"', '{fr: "Nuage et calcul", nl: "Cloud en compute"', 1)
    layer = layer.replace(
        "    ask:\n", '    ask:\n      fr: "Qu\'avez-vous consigné sur les services en nuage que vous louez ?"\n', 1
    )
    (folder / "cloud-compute.yaml").write_text(layer, "utf-8")
    spoken = tmp_path / "texts"
    shutil.copytree(texts_module._FOLDER, spoken, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (spoken / "fr.toml").write_text('[questions]\ntitle = "Questions : {framework}, édition {edition}"\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts_module, "_FOLDER", spoken)
        forget_texts()
        yield folder
    forget_texts()


def forget_texts() -> None:
    for read in (texts_module.languages, texts_module.texts, texts_module._plurals, texts_module._entries):
        read.cache_clear()


def test_french_in_one_layer_is_shown_and_what_is_missing_is_told(
    french: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # a day on which no source is near its last
    assert run(["questions", "--framework", str(french), "--layer", "cloud-compute", "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "Questions : Eurostack, édition 2027-01" in shown
    assert "Nuage et calcul" in shown
    assert "que vous louez ?" in shown
    assert run(["lint", str(french), "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert (
        "not yet translated into “fr”: why, evidence, options 0, options 1, options 2, options 3, options 4, actions 0"
        in told
    )
    assert told.count("[half-translated]") == len(read_framework(french).layers[2].questions)
    assert "data-platforms.yaml" not in told, "nobody has begun there"
    assert run(["score", str(ROOT / "profiles" / "amsterdam.yaml"), "--framework", str(french), "--lang", "fr"]) == 0


def test_a_language_that_the_framework_claims_must_be_complete(
    french: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = (french / "framework.yaml").read_text("utf-8").replace("languages: [nl, en]", "languages: [nl, en, fr]")
    (french / "framework.yaml").write_text(header, "utf-8")
    assert run(["lint", str(french), "--lang", "en"]) == 3
    assert "error[text-missing]: the text is missing in: fr" in capsys.readouterr().out

"""Files as people have them, and files made to mislead: each ended badly once, and each has the right value now.

The inputs stand in tests/resources/trials, a folder for each case; names in them are made up.
"""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from eurostack_assess.model.session import FORMAT, FORMAT_VERSION
from eurostack_assess.reading.session import _compute_checksum
from tests.helpers import HARBOUR, RESOURCES, ROOT, command

TRIALS = RESOURCES / "trials"


def run(folder: str, *words: str, code: int = 0, lang: str = "en") -> tuple[str, str]:
    done = command(*words, "--lang", lang, cwd=TRIALS / folder)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def imported(folder: str, kind: str, file: str) -> tuple[list[dict[str, object]], str]:
    shown, told = run(folder, "import", kind, file, "--name", "Gemeente Voorbeeldstad", "--dry-run", "--all")
    return yaml.safe_load(shown).get("dependencies", []), told


@pytest.mark.parametrize(
    ("folder", "file", "services"),
    [
        pytest.param("sbom-root-component", "bom.json", [("Zaakportaal", "Voorbeeld Software BV")], id="what the bill is about"),
        pytest.param("sbom-lock-file-as-service", "bom.json", [("zaakportaal", None)], id="not the lock file"),
        pytest.param("sbom-cyclonedx-1.3", "bom.json", None, id="an older version"),
    ],
)  # fmt: skip
def test_bills(folder: str, file: str, services: list[tuple[str, str | None]] | None) -> None:
    shown, told = run(folder, "import", "sbom", file, "--name", "X", "--dry-run")
    found = [(one["service"], one.get("supplier")) for one in yaml.safe_load(shown)["dependencies"]]
    assert found == services if services else len(found) == 1
    assert "items were left out:" in told or services is None


def test_a_bill_in_which_every_package_is_an_application_has_no_service() -> None:
    _, told = run("sbom-spdx-everything-application", "import", "sbom", "sbom.spdx.json", "--name", "X", "--dry-run", code=2)  # fmt: skip
    assert told.count("application, but it is a package, file or route inside something else") == 5
    assert "use --all to include libraries, packages and items without a type" in told


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("register-title-rows", "register.csv"),
        ("register-title-rows", "register-without-title-rows.csv"),
        ("register-sep-line", "register.csv"),
        ("register-utf16", "register.txt"),
    ],
)
def test_registers_wherever_their_titles_stand_and_in_whatever_letters(folder: str, file: str) -> None:
    services, _ = imported(folder, "register", file)
    assert [one["service"] for one in services] == ["Zaaksysteem", "Microsoft 365", "Coördinatie burgerzaken", "Hosting website"]  # fmt: skip


def test_countries_by_the_names_that_people_give_them() -> None:
    services, told = imported("register-country-names", "register", "register.csv")
    assert len(services) == 49
    assert [one for one in services if "country" not in one and "parent_country" not in one] == []
    assert "value not recognised" not in told


@pytest.mark.parametrize("word", ["USA", "U.S.A.", "VS", "usa", "United States of America", "eba_GA:US"])
def test_whatif_knows_them_too(word: str) -> None:
    shown, _ = run(".", "whatif", str(ROOT / "profiles" / "example-municipality.yaml"), "--without", word)
    assert "Lost in this scenario: United States" in shown


def test_legal_names_tell_the_owner_as_an_assumption() -> None:
    services, told = imported("register-legal-entities", "register", "register.csv")
    assert [one["parent"] for one in services] == ["microsoft", "amazon", "hetzner", "alphabet"]
    assert "For 4 suppliers, the owner was inferred from their legal names; check them:" in told


def test_a_register_of_information_is_named_and_read() -> None:
    _, told = run("register-dora-template", "import", "register", "roi.xlsx", "--name", "X", code=3)
    assert "help: use import dora on the whole register: the spreadsheet" in told
    services, _ = imported("register-dora-template", "dora", "roi.xlsx")
    assert [(one["country"], one["exit"]) for one in services] == [("IE", "complex"), ("DE", "medium")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("b.json", '{"bomFormat": "CycloneDX"}', "this is an SBOM (software bill of materials)", id="a bill"),
        pytest.param("b.xml", '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', "this is an SBOM (software bill of materials)", id="a bill as XML"),
        pytest.param("r.csv", "Port\n\nDienst;Leverancier;Land\na;b;NL\n", "this looks like a register of services", id="a register"),
        pytest.param("d.csv", "c0010;c0030\nK1;P1\n", "this is a register of information (DORA)", id="a table of a register of information"),
        pytest.param("p.pdf", "%PDF-1.4\n", "this is a document (such as PDF or Word) or an archive", id="a document"),
        pytest.param("t.csv", "Port\n\na;b\n1;2\n", "no column can be matched to a question", id="another table"),
    ],
)  # fmt: skip
def test_what_no_participant_wrote_is_named_for_what_it_is(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    _, said = run(".", "workshop", "merge", str(tmp_path / name), "--name", "X", "--kind", "organisation", code=3)
    assert f": {told}\n" in said


def test_a_name_of_two_rows_is_listed_and_an_id_goes_before_a_name() -> None:
    _, told = imported("register-same-name", "register", "regneeds.csv")
    assert "several rows have this name; use the id of one of them: mail, mail-2" in told
    services, _ = imported("register-same-name", "register", "regneeds-nameid.csv")
    assert [one["needs"] for one in services if "needs" in one] == [[["mail"]]]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    for folder in TRIALS.glob("survey-*"):
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


def merged(folder: Path, *files: str) -> tuple[list[dict[str, object]], str]:
    words = ("workshop", "merge", *files, "--name", "T", "--kind", "region", "--lang", "en", "-o", "w", "--all")
    done = command(*words, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads((folder / "w.workshop.json").read_text("utf-8"))["ballots"], done.stderr.decode()


def test_a_survey_in_german_as_in_english(survey: Path) -> None:
    german, told = merged(survey, "results-survey.csv")
    assert "3 participants from results-survey.csv\n  2 participants did not submit the survey" in told
    (survey / "w.workshop.json").unlink()
    (survey / "w.yaml").unlink()
    english, _ = merged(survey, "results-survey-same-in-english.csv")
    assert [one["answers"] for one in german] == [one["answers"] for one in english]


def test_a_survey_exported_twice_has_its_participants_once_with_their_newest_answers(survey: Path) -> None:
    ballots, told = merged(survey, "monday.csv", "wednesday.csv")
    assert len(ballots) == 5
    assert "chosen arbitrarily" not in told


@pytest.mark.parametrize("options", [("--map", "survey.map.yaml"), ()], ids=["with its map", "without a map"])
def test_a_survey_from_which_questions_were_taken_out(survey: Path, options: tuple[str, ...]) -> None:
    ballots, told = merged(survey, "codes.csv", *options)
    assert "3 participants from codes.csv\n  1 participant did not submit the survey" in told
    answers = [answer["answer"] for one in ballots for answer in one["answers"].values()]  # type: ignore[attr-defined]
    assert {"dont_know", "not_applicable"} <= set(answers)
    assert ("questions in the file for --map are not in this table or this edition" in told) == bool(options)


def test_a_table_of_figures_is_named_for_what_it_is() -> None:
    for words in (("compare", "isoc_sk_dskl.tsv", "isoc_sk_dskl.tsv"), ("score", "isoc_sk_dskl.tsv")):
        _, told = run("figures-from-eurostat", *words, code=3)
        assert told.startswith("error[kind-table]: this is a table\n --> isoc_sk_dskl.tsv:1:1\n")
        assert told.count("error[") == 1


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("foo=PC", "error[no-dimension]: the file has no dimension foo\n= help: choose from these dimensions: freq, "),
        ("freq=Q", "error[no-code]: freq has no code Q in this file\n= help: choose a code in this file, such as: A\n"),
        ("freq", "error[only]: --only needs a dimension and a code, such as unit=PC_IND"),
    ],
)
def test_a_series_that_is_not_there_is_named_by_what_is_wrong(condition: str, told: str) -> None:
    figures = RESOURCES / "figures" / "estat_isoc_eb_ai.tsv"
    _, said = run(".", "import", "figures", str(figures), "--name", "X", "--geo", "NL", "--only", condition, code=2)
    assert told in said


def test_a_figure_with_its_flag_says_where_the_flag_can_go() -> None:
    _, told = run("figures-from-eurostat", "score", "profile.yaml", code=3)
    assert "help: write 83.1, with a decimal point" in told
    assert "help: write 83.1; a flag such as e is not part of the figure" in told


def test_decimal_commas_in_answers_are_told_as_elsewhere() -> None:
    for words in (("validate", "ca.yaml"), ("score", "ca.yaml")):
        _, told = run("answers-flow-comma", *words, code=3)
        assert re.findall(r"error\[no-such-question\]: .*\n --> (ca.yaml:\d+:\d+)", told)
        assert "write 1.5, with a decimal point" in told


def test_a_level_is_never_above_what_open_questions_allow() -> None:
    shown, _ = run("gate-level-with-open-questions", "score", "lv.yaml", "--framework", "lvl", "--all")
    assert "0–4" not in shown
    assert "0–2" in shown
    run("gate-level-with-open-questions", "gate", "lv.yaml", "--framework", "lvl", "--min-level", "3", code=1)


def test_a_session_with_the_right_sum_and_an_answer_that_is_none(tmp_path: Path) -> None:
    command(
        "assess", "Port", "--kind", "organisation", "--framework", HARBOUR, "--plain", input_=b"\n1\nq\n", cwd=tmp_path
    )
    path = tmp_path / "port.session.json"
    file = json.loads(path.read_text("utf-8"))
    (entry,) = [one for one in file["session"]["entries"].values() if one.get("answer") is not None]
    entry["answer"] = 99
    file["sha256"] = _compute_checksum(file["session"])
    assert (file["format"], file["format_version"]) == (FORMAT, FORMAT_VERSION)
    path.write_text(json.dumps(file), "utf-8")
    for words in (("validate",), ("score",), ("gate", "--fail-under", "1"), ("compare", str(path)), ("workshop", "merge", "--name", "x")):  # fmt: skip
        done = command(*words, path, "--framework", HARBOUR, "--lang", "en", cwd=tmp_path)
        assert done.returncode == 3, (words, done.stderr.decode())
        assert b"error[session-damaged]" in done.stderr


def test_cells_that_a_spreadsheet_shows_and_a_program_loses_are_named() -> None:
    folder = "xlsx-error-and-formula-cells-lost"
    _, told = run(folder, "import", "register", "form-reg.xlsx", "--name", "x", "--dry-run", "--all")
    assert re.findall(r"cell ([A-Z]+\d+) (?:shows an error|contains a formula)", told)
    _, told = run(folder, "benchmark", "form-bench.xlsx", code=3)
    assert {"error[error-cell]", "error[formula-cell]"} & set(re.findall(r"error\[[a-z-]+\]", told))


def test_a_sheet_made_to_be_slow_is_read_once() -> None:
    _, told = run("xlsx-redos", "import", "sheet", "redos20k.xlsx", "-o", "fw", "--dry-run", code=3)
    assert told.startswith("error[")


def test_what_a_number_out_of_range_was_told_is_not_said_again_after_another_wrong_key(tmp_path: Path) -> None:
    typed = b"\n9\nzz\n12\nq\n"
    shown = command(
        "assess", "Test", "--kind", "organisation", "--lang", "en", "--plain", input_=typed, cwd=tmp_path
    ).stderr.decode()
    assert shown.count("9 is not an answer to this question. Type 0 to 4") == 1
    assert shown.count("12 is not an answer to this question. Type 0 to 4") == 1
    assert shown.count("zz does nothing here") == 1


def test_a_report_for_a_screen_reader_draws_nothing() -> None:
    shown = command("score", "amsterdam", "--lang", "en", env={"ACCESSIBLE": "1", "TERM": "dumb"}).stdout.decode()
    assert not set(shown) & set("─━═│●┃")

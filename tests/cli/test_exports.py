"""`export`: each format read back by what it is for, and nothing of a user's text acts in it."""

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx  # type: ignore[import-untyped]
import pydot
import pytest
from csvw import TableGroup
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from eurostack_assess import shipped
from eurostack_assess.model.base import LocalText
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.exports.lime_survey import COLUMNS, assign_question_codes, render_lime_survey
from tests.helpers import HARBOUR, RESOURCES, ROOT, command, question

OURS = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
HOSPITAL = ROOT / "profiles" / "example-hospital.yaml"


def done(folder: Path, *words: str | Path, code: int = 0) -> str:
    made = command(*words, "--lang", "en", cwd=folder)
    assert made.returncode == code, made.stderr.decode()
    return (made.stdout if code == 0 else made.stderr).decode()


def survey_rows(data: bytes) -> list[dict[str, str]]:
    """As LimeSurvey reads a file: a byte order mark, cells by tabs, titles first; no cell may begin with a quote."""
    lines = data.decode("utf-8-sig").splitlines()
    assert not [line for line in lines if '"' in line or "\\" in line]
    titles, *rows = (line.split("\t") for line in lines)
    assert all(len(row) == len(titles) for row in rows)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def asked_in(rows: list[dict[str, str]], language: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each question's code and words, with its answers: those that come after it."""
    found: list[tuple[str, str, list[tuple[str, str]]]] = []
    for row in rows:
        if row["class"] == "Q" and row["language"] == language:
            found.append((row["name"], row["text"], []))
        elif row["class"] == "A" and row["language"] == language:
            found[-1][2].append((row["name"], row["text"]))
    yield from found


def test_a_survey_has_every_question_in_every_language_under_the_same_codes() -> None:
    rows = survey_rows(render_lime_survey(OURS, OURS.parts, "organisation", "nl"))
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    assert (settings["language"], settings["additional_languages"]) == ("nl", "en")
    assert [row["language"] for row in rows if row["name"] == "surveyls_title"] == ["nl", "en"]
    dutch, english = (list(asked_in(rows, language)) for language in ("nl", "en"))
    assert [(code, [one for one, _ in answers]) for code, _, answers in dutch] == [
        (code, [one for one, _ in answers]) for code, _, answers in english
    ]
    wanted = [one for part in OURS.parts for one in part.questions if one.applies_to("organisation")]
    assert [html.unescape(words) for _, words, _ in english] == [one.ask.in_language("en") for one in wanted]
    assert all([code for code, _ in answers] == ["R0", "R1", "R2", "R3", "R4", "DK", "NA"] for _, _, answers in dutch)
    groups = [(row["type/scale"], row["language"]) for row in rows if row["class"] == "G"]
    assert groups == [(str(at), language) for language in ("nl", "en") for at in range(1, 7)]
    assert {len(row) for row in rows} == {len(COLUMNS)}


@given(st.lists(st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,19})?", fullmatch=True), unique=True, max_size=30))
def test_codes_are_what_limesurvey_takes(ids: list[str]) -> None:
    codes = assign_question_codes([question(id_) for id_ in ids])
    assert list(codes) == ids
    assert len(set(codes.values())) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z][a-zA-Z0-9]{0,19}", code) for code in codes.values())
    assert not set(codes.values()) & {"sid", "token", "other", "time", "self", "this"}


@given(st.text(min_size=1, max_size=60))
def test_no_text_acts_in_a_survey(words: str) -> None:
    asked = question("q").model_copy(update={"ask": LocalText({"und": words})})
    part = OURS.layers[0].model_copy(update={"questions": (asked,)})
    rows = survey_rows(render_lime_survey(OURS, [part], "region", "en"))
    (row,) = (one for one in rows if one["class"] == "Q" and one["language"] == "en")
    assert not re.search(r"[<>{}\\\"\t\n\r\u2028\u0085]", row["text"])


def test_answers_to_a_survey_come_back_by_its_map(tmp_path: Path) -> None:
    """What LimeSurvey would export of our structure, with codes of questions and answers, is merged by our map."""
    told = command(
        "export",
        "lime",
        "--kind",
        "region",
        "--layer",
        "cloud-compute",
        "-o",
        "survey.txt",
        "--lang",
        "en",
        cwd=tmp_path,
    )
    assert (told.returncode, b"workshop merge FILE --kind region --map survey.map.yaml" in told.stderr) == (0, True)
    questions = list(asked_in(survey_rows((tmp_path / "survey.txt").read_bytes()), "en"))
    codes = [code for code, _, _ in questions]
    given_ = {code: answers[at % len(answers)][0] for at, (code, _, answers) in enumerate(questions)}
    head = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        *(one for code in codes for one in (code, f"{code}[comment]")),
    ]
    row = [
        "1",
        "2026-11-20 10:00:00",
        "1",
        "en",
        "7",
        *(one for code in codes for one in (given_[code], f"seen {code}")),
    ]
    with (tmp_path / "results.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows([head, row])
    done(
        tmp_path,
        "workshop",
        "merge",
        "results.csv",
        "--map",
        "survey.map.yaml",
        "--kind",
        "region",
        "--name",
        "R",
        "-o",
        "r.workshop.json",
    )
    (ballot,) = json.loads((tmp_path / "r.workshop.json").read_text("utf-8"))["ballots"]
    meaning = {f"R{rung}": rung for rung in range(5)} | {"DK": "dont_know", "NA": "not_applicable"}
    by_code = {id_.replace("-", "")[:20]: vote for id_, vote in ballot["answers"].items()}
    assert {code: vote["answer"] for code, vote in by_code.items()} == {
        code: meaning[word] for code, word in given_.items()
    }
    assert by_code[codes[0]]["note"] == f"seen {codes[0]}"


def test_a_survey_in_a_language_that_the_tool_does_not_speak(tmp_path: Path) -> None:
    done(tmp_path, "export", "lime", "--framework", RESOURCES / "abroad", "-o", "survey.txt")
    rows = survey_rows((tmp_path / "survey.txt").read_bytes())
    assert {row["language"] for row in rows} == {"", "de"}
    assert "additional_languages" not in {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["lime"], "-o FILE.txt", id="no file named"),
        pytest.param(["lime", "-o", "survey.csv"], ".txt, .tsv", id="another ending"),
        pytest.param(["lime", "--layer", "clouds", "-o", "s.txt"], "there is no layer clouds", id="no such layer"),
        pytest.param(
            ["lime", "--layer", "enablers", "-o", "s.txt"], "the selected layers have no question", id="nothing to ask"
        ),
        pytest.param(["sheet"], "-o FILE.xlsx", id="no spreadsheet named"),
        pytest.param(["markdown", "-o", "q.html"], ".md", id="another ending than Markdown's"),
        pytest.param(["csvw", HOSPITAL], "-o FILE.csv", id="no table named"),
        pytest.param(["dot", ROOT / "profiles" / "amsterdam.yaml"], "no services", id="a profile without services"),
    ],
)
def test_wrong_usage(tmp_path: Path, words: list[str], told: str) -> None:
    assert told in done(tmp_path, "export", *words, code=2)
    assert list(tmp_path.iterdir()) == []


def test_all_files_of_an_export_or_none(tmp_path: Path) -> None:
    (tmp_path / "survey.map.yaml").write_text("mine", "utf-8")
    assert "exists" in done(tmp_path, "export", "lime", "-o", "survey.txt", code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["survey.map.yaml"]


def test_a_sheet_is_edited_and_comes_back_as_a_framework(tmp_path: Path) -> None:
    done(tmp_path, "export", "sheet", "-o", "ours.xlsx")
    book = load_workbook(tmp_path / "ours.xlsx")
    sheet = book["questions"]
    titles = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows() if row[1].value == "cloud-exit" and row[2].value == "ask")
    row[titles.index("weight")].value = 3
    book.save(tmp_path / "ours.xlsx")
    done(tmp_path, "import", "sheet", "ours.xlsx", "-o", "mine")
    count = len(read_framework(ROOT / "questionnaires" / "eurostack").questions)
    linted = command("lint", "mine", "--lang", "en", cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "0"})
    assert linted.stdout.decode() == f"{count} questions checked: no findings\n"
    shown = done(tmp_path, "framework", "diff", ROOT / "questionnaires" / "eurostack", "mine", "--profile", HOSPITAL)
    assert "0 new, 0 removed, 1 changed" in shown
    assert "weight 1 → 3" in shown


def test_a_framework_that_is_there_is_overwritten_when_asked_only(tmp_path: Path) -> None:
    done(tmp_path, "export", "sheet", "--framework", HARBOUR, "-o", "ours.xlsx")
    assert done(tmp_path, "import", "sheet", "ours.xlsx", "-o", "mine", "--dry-run") == ""
    assert not (tmp_path / "mine").exists()
    done(tmp_path, "import", "sheet", "ours.xlsx", "-o", "mine")
    assert "exists" in done(tmp_path, "import", "sheet", "ours.xlsx", "-o", "mine", code=2)
    done(tmp_path, "import", "sheet", "ours.xlsx", "-o", "mine", "--force")


def test_a_sheet_that_does_not_hold_together_writes_nothing(tmp_path: Path) -> None:
    done(tmp_path, "export", "sheet", "--framework", HARBOUR, "-o", "h.xlsx")
    book = load_workbook(tmp_path / "h.xlsx")
    book["questions"]["C3"].value = "aks"
    book.save(tmp_path / "h.xlsx")
    assert "h.xlsx [questions!C3]:3:3" in done(tmp_path, "import", "sheet", "h.xlsx", "-o", "mine", code=3)
    assert not (tmp_path / "mine").exists()
    (tmp_path / "taken").write_text("", "utf-8")
    done(tmp_path, "export", "sheet", "--framework", HARBOUR, "-o", "good.xlsx")
    assert "taken" in done(tmp_path, "import", "sheet", "good.xlsx", "-o", "taken", code=4)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "crew.yaml").write_text("mine", "utf-8")
    assert "exists" in done(tmp_path, "import", "sheet", "good.xlsx", "-o", "mine", code=2)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["crew.yaml"], "no folders either"


def test_a_link_to_nowhere_is_known_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "open-questions.csv").symlink_to(tmp_path / "gone" / "q.csv")
    assert "open-questions.csv is a link" in done(tmp_path, "export", "csvw", HOSPITAL, "-o", "open.csv", code=4)
    assert [path.name for path in tmp_path.iterdir()] == ["open-questions.csv"]


@pytest.mark.parametrize(
    "words", [("init", "Port"), ("workshop", "form", "--name", "Port"), ("export", "form", "--name", "Port")]
)
def test_where_nothing_is_asked_of_a_kind_there_is_nothing_to_fill_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    for path in (tmp_path / "harbour").glob("*.yaml"):
        text = path.read_text("utf-8").replace("    scope: organisation\n", "")
        path.write_text(re.sub(r"^    ask:", "    scope: organisation\n    ask:", text, flags=re.MULTILINE), "utf-8")
    told = done(tmp_path, *words, "--kind", "region", "--framework", "harbour", code=2)
    assert "the selected layers have no question for this kind of profile" in told
    assert [path.name for path in tmp_path.iterdir()] == ["harbour"]


@pytest.mark.skipif(sys.platform != "linux", reason="no test of names that are no text: only Linux takes any bytes")
def test_files_whose_names_are_no_text(tmp_path: Path) -> None:
    odd = os.fsdecode(b"x\xff")
    shutil.copytree(HARBOUR, tmp_path / odd)
    (tmp_path / odd / "crane.yaml").write_text("layer: crane", "utf-8")
    done(tmp_path, "lint", odd, "-o", "l.json", "-o", "l.sarif", code=3)
    (finding, *_) = json.loads((tmp_path / "l.json").read_text("utf-8"))["findings"]
    assert finding["file"].startswith("x\\udcff/")
    (result, *_) = json.loads((tmp_path / "l.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("x%FF/")
    done(tmp_path, "export", "csvw", HOSPITAL, "-o", f"{odd}.CSV")
    metadata = json.loads((tmp_path / f"{odd}.CSV-metadata.json").read_text("utf-8"))
    assert [table["url"] for table in metadata["tables"]] == ["x%FF.CSV", "x%FF-questions.csv"]
    shutil.copytree(ROOT / "profiles", tmp_path / odd / "profiles" / odd)
    words = ("benchmark", f"{odd}/profiles", "--kind", "region", "--by", "folder", "--smallest", "3", "-o", "b.json")
    done(tmp_path, *words)
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["groups"][0]["value"] == "x\\udcff"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no test in an office suite: LibreOffice is not installed")
def test_a_sheet_saved_by_an_office_suite_comes_back_the_same(tmp_path: Path) -> None:
    done(tmp_path, "export", "sheet", "-o", "ours.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    words = ["soffice", "--headless", profile, "--convert-to", "ods", "--outdir", str(tmp_path), "ours.xlsx"]
    subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=True)
    done(tmp_path, "import", "sheet", "ours.ods", "-o", "mine")
    mine = read_framework(tmp_path / "mine")
    assert mine.model_copy(update={"hash": OURS.hash}) == OURS


def test_a_form_is_that_of_a_workshop_without_votes(tmp_path: Path) -> None:
    done(tmp_path, "export", "form", "--name", "Port", "--kind", "organisation", "--framework", HARBOUR, "-o", "f.html")
    done(
        tmp_path,
        "workshop",
        "form",
        "--name",
        "Port",
        "--kind",
        "organisation",
        "--framework",
        HARBOUR,
        "--no-votes",
        "-o",
        "w.html",
    )
    assert (tmp_path / "f.html").read_bytes() == (tmp_path / "w.html").read_bytes()


def test_questions_to_comment_on(tmp_path: Path) -> None:
    done(tmp_path, "export", "markdown", "-o", "q.md")
    told = (tmp_path / "q.md").read_text("utf-8")
    assert [line[4:] for line in told.splitlines() if line.startswith("### ")] == list(OURS.questions)
    assert told.count("**Comment:**") == len(OURS.questions)
    for one in OURS.layers[0].questions[0].options:
        assert all(words in told for words in one.text.root.values())


def graph(folder: Path, as_: str) -> str:
    return done(folder, "export", as_, HOSPITAL)


def parsed_dot(told: str) -> pydot.Dot:
    graphs = pydot.graph_from_dot_data(told)
    assert graphs is not None
    assert len(graphs) == 1
    return graphs[0]


of_pydot = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot", "ignore:'.*' deprecated:DeprecationWarning")


@of_pydot
def test_graphml_and_dot_hold_the_same_graph(tmp_path: Path) -> None:
    one = networkx.parse_graphml(graph(tmp_path, "graphml"))
    parsed = parsed_dot(graph(tmp_path, "dot"))
    assert {(edge.get_source(), edge.get_destination()) for edge in parsed.get_edges()} == set(one.edges())
    labels = {node.get_name(): node.get("label").strip('"') for node in parsed.get_nodes() if node.get("label")}
    assert labels == {id_: about["name"] for id_, about in one.nodes(data=True)}
    services = [about["name"] for _, about in one.nodes(data=True) if about["kind"] == "service"]
    assert "Patient records" in services
    outside = {about["country"] for _, about in one.nodes(data=True) if about["outside"]}
    assert "US" in outside
    assert not outside & {"NL", "DE", "FR", ""}
    told = graph(tmp_path, "mermaid")
    assert told.count("-->") + told.count(".->") == one.number_of_edges()


@of_pydot
def test_names_do_not_act_in_a_graph(tmp_path: Path) -> None:
    hostile = '"]; evil [label="x\\n <b>{}|'
    profile = {
        "name": hostile, "kind": "organisation", "framework": "eurostack",
        "dependencies": [{"service": hostile, "supplier": f"A {hostile}", "parent_country": "US"}],
    }  # fmt: skip
    (tmp_path / "p.yaml").write_text(json.dumps(profile), "utf-8")
    one = networkx.parse_graphml(done(tmp_path, "export", "graphml", "p.yaml"))
    assert {about["name"] for _, about in one.nodes(data=True)} == {hostile, f"A {hostile}"}
    parsed = parsed_dot(done(tmp_path, "export", "dot", "p.yaml"))
    assert {node.get_name() for node in parsed.get_nodes()} == {"node", "n0", "n1"}
    assert "evil [" not in done(tmp_path, "export", "mermaid", "p.yaml")


def test_open_data_is_valid_and_holds_the_result(tmp_path: Path) -> None:
    done(tmp_path, "export", "csvw", HOSPITAL, "-o", "open.csv")
    done(tmp_path, "score", HOSPITAL, "-o", "result.json")
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    group = TableGroup.from_file(tmp_path / "open.csv-metadata.json")
    layers, questions = ([*table.iterdicts()] for table in group.tables)
    parts = [*result["layers"], *result["cross_cutting"], *result["lenses"]]
    assert [row["id"] for row in layers] == [*(one["id"] for one in parts), "overall"]
    assert [row["score"] for row in layers] == [*(one["score"] for one in parts), result["overall"]["score"]]
    assert [row["level"] for row in layers[:-1]] == [one["level"] for one in parts]
    asked = [one for part in parts for one in part["questions"]]
    assert [(row["id"], row["rung"], row["evidence"]) for row in questions] == [
        (
            one["id"],
            one["rung"],
            (one["evidence"] or {}).get("en") or next(iter((one["evidence"] or {}).values()), None),
        )
        for one in asked
    ]
    assert group.common_props["dc:title"] == "Result of Ziekenhuis Voorbeeld"


def test_a_file_s_name_is_an_address_in_the_metadata(tmp_path: Path) -> None:
    done(tmp_path, "export", "csvw", HOSPITAL, "-o", "the result.csv")
    metadata = json.loads((tmp_path / "the result.csv-metadata.json").read_text("utf-8"))
    assert [table["url"] for table in metadata["tables"]] == ["the%20result.csv", "the%20result-questions.csv"]


def test_no_text_in_open_data_is_a_formula(tmp_path: Path) -> None:
    profile = 'name: Port\nkind: region\nframework: harbour\nanswers:\n  moor: {answer: 1, evidence: "=1+1"}\n'
    (tmp_path / "p.yaml").write_text(profile, "utf-8")
    done(tmp_path, "export", "csvw", "p.yaml", "--framework", HARBOUR, "-o", "r.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "r-questions.csv").read_text("utf-8")))
    assert next(rows)["evidence"] == "'=1+1"

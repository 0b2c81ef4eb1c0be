"""A workshop from forms to the merged report, with the files that participants really send."""

import json
import os
import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from eurostack_assess.cli.lock import Lock
from tests.helpers import HARBOUR, ROOT, command

ASKED = ("moor", "depth", "light")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with the forms of a workshop."""
    made = command("workshop", "form", "--name", "Port [x]", "--kind", "organisation", "--framework", HARBOUR, "-o", "form.html", "-o", "form.xlsx", cwd=tmp_path)  # fmt: skip
    assert made.returncode == 0, made.stderr
    return tmp_path


def saved(room: Path, number: int, answers: Mapping[str, object], **about: object) -> Path:
    """What the page saves, as its script makes it from what the page holds."""
    page = (room / "form.html").read_text("utf-8")
    found = re.search(r'data-meta="([^"]*)"', page)
    assert found is not None
    meta: dict[str, Any] = json.loads(unescape(found[1]))
    ballot = {
        "participant": f"{number:032x}",
        "answers": {id_: {"answer": answer, "revision": 1} for id_, answer in answers.items()},
        **about,
    }
    kept = {key: meta[key] for key in ("framework", "kind", "name", "language", "questions")}
    path = room / f"saved-{number}.json"
    path.write_text(json.dumps({"format": "eurostack-assess answers", "format_version": 1, **kept, "ballot": ballot}))
    return path


def sheet(room: Path, number: int, cells: Mapping[str, str]) -> Path:
    """The spreadsheet, filled in and saved by another program."""
    book = openpyxl.load_workbook(room / "form.xlsx")
    for row in book.worksheets[0].iter_rows(min_row=5):
        row[3].value = cells.get(str(row[0].value), None)
    path = room / f"sheet-{number}.xlsx"
    book.save(path)
    return path


def export(room: Path) -> Path:
    """Three participants of a LimeSurvey, of whom one did not finish, and two columns of no question."""
    path = room / "results-survey54231.csv"
    path.write_text(
        '\ufeff"id","submitdate","lastpage","startlanguage","seed","startdate","moor","depth","light","G01Q09"\r\n'
        '"1","2026-03-26 10:00:00","3","en","11","2026-03-26 09:50:00","Yes","Deep","Half","blue"\r\n'
        '"2","2026-03-26 10:05:00","3","en","12","2026-03-26 09:51:00","No","Shallow","Nothing","red"\r\n'
        '"3","","1","en","13","2026-03-26 09:52:00","Yes",,,\r\n'
        '"4","2026-03-26 10:07:00","3","en","14","2026-03-26 09:53:00","Yes","quite deep","2","green"\r\n',
        "utf-8",
    )
    return path


def twelve(room: Path) -> list[Path]:
    pages = [
        saved(room, n, {"moor": n % 2, "depth": 2, "light": min(n, 3)}, name=f"Person {n}", votes={"quay": {"verdict": verdict}})
        for n, verdict in enumerate(["strong", "strong", "strong", "attention", "middle"])
    ]  # fmt: skip
    sheets = [sheet(room, n, {"form:name": f"Sheet {n}", "moor": "1: Yes", "depth": "1: Middling", "light": "don't know"}) for n in range(4)]  # fmt: skip
    return [*pages, *sheets, export(room)]


def run(room: Path, *words: str | Path, code: int = 0) -> tuple[str, str]:
    shown = command("workshop", *words, "--framework", HARBOUR, cwd=room)
    assert shown.returncode == code, shown.stderr.decode()
    return shown.stdout.decode(), shown.stderr.decode()


def test_twelve_participants_from_forms_to_the_merged_report(room: Path) -> None:
    files = twelve(room)
    report, told = run(room, "merge", *files)
    assert "12 participants" in report
    assert "Names were left out." in report
    assert "Person 1" not in report
    assert "1 participant did not submit the survey and was left out" in told
    assert "quite deep: line 5, column depth" in told
    assert "2: line 5, column light: this answer is only a number" in told
    assert "G01Q09: unrecognised column" in told
    run(room, "merge", *files, "-o", "port")
    profile = (room / "port.yaml").read_text("utf-8")
    assert 'en: "Median of 12 answers, which range from rung 0 to rung 1."' in profile
    assert 'en: "Median of 7 answers, which range from rung 0 to rung 3. 4 participants do not know."' in profile
    assert 'en: "3 of the 5 votes."' in profile
    scored = command("score", "port.yaml", "--framework", HARBOUR, cwd=room).stdout.decode()
    assert "Workshop finding: strong in Quay" in scored


def test_a_damaged_file_is_named_and_nothing_is_written(room: Path) -> None:
    files = twelve(room)
    damaged = room / "damaged.json"
    damaged.write_text(files[0].read_text("utf-8")[:200], "utf-8")
    bad_sheet = room / "bad.xlsx"
    bad_sheet.write_bytes(b"PK nothing")
    report, told = run(room, "merge", *files, damaged, bad_sheet, "-o", "port", code=3)
    assert report == ""
    assert "damaged.json:" in told
    assert "bad.xlsx:1:1" in told
    assert "ask the participant to save and send the file again" in told
    assert not list(room.glob("port*"))
    report, told = run(room, "merge", *files, damaged, bad_sheet, "--lenient", "-o", "port")
    assert "left out: damaged.json" in told.replace(str(room) + "/", "")
    assert len(json.loads((room / "port.workshop.json").read_text("utf-8"))["ballots"]) == 12


def test_merging_in_any_order_and_in_steps_gives_the_same_bytes(room: Path) -> None:
    files = twelve(room)
    run(room, "merge", *files, "-o", "at-once")
    run(room, "merge", *reversed(files), "-o", "backwards")
    run(room, "merge", *files[:4], "-o", "some")
    run(room, "merge", "some.workshop.json", *files[2:], "some.workshop.json", "-o", "in-steps")
    wholes = [(room / f"{name}.workshop.json").read_bytes() for name in ("at-once", "backwards", "in-steps")]
    assert wholes[0] == wholes[1] == wholes[2]
    assert (room / "at-once.yaml").read_bytes() == (room / "in-steps.yaml").read_bytes()


def test_names_are_kept_only_when_asked_for(room: Path) -> None:
    file = saved(room, 1, {"moor": 1}, name="Ann [red]")
    run(room, "merge", file, "-o", "without")
    assert "Ann" not in (room / "without.workshop.json").read_text("utf-8")
    report, _ = run(room, "merge", file, "--keep-names")
    assert "1 Ann [red]" in report


def test_what_was_settled_stays_beside_the_votes(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), saved(room, 2, {"moor": 0}), "-o", "port")
    _, told = run(
        room, "settle", "port.workshop.json", "moor", "1", "--reason", "there are lights", "--date", "2026-03-26"
    )
    assert told == (
        "Agreed answer recorded: Can a ship moor at night? [moor]: rung 1: Yes. Reason: there are lights\n"
        "Then update the profile: eurostack-assess workshop merge port.workshop.json -o port"
        f" --framework {HARBOUR} --force\n"
    )
    run(room, "settle", "port.workshop.json", "moor", "dont_know", "--reason", "or not")
    file = json.loads((room / "port.workshop.json").read_text("utf-8"))
    assert file["settlements"]["moor"] == {"answer": "dont_know", "reason": "or not", "date": None, "revision": 2}
    assert {ballot["answers"]["moor"]["answer"] for ballot in file["ballots"]} == {0}
    report, _ = run(room, "merge", "port.workshop.json", "--all")
    assert "Agreed answer: don't know. Reason: or not" in report
    assert "Votes: rung 0: 2" in report


def test_a_reason_as_long_as_may_be_comes_into_the_profile(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    run(room, "settle", "port.workshop.json", "moor", "not_applicable", "--reason", "y" * 1800)
    run(room, "merge", "port.workshop.json", "-o", "again")
    assert "y" * 1800 in (room / "again.yaml").read_text("utf-8")


def test_a_file_with_votes_on_another_wording_is_merged_anew_before_it_is_settled(room: Path) -> None:
    run(room, "merge", *(saved(room, n, {"moor": 0}) for n in range(3)), "-o", "port")
    path = room / "port.workshop.json"
    old = json.loads(path.read_text("utf-8"))
    old["questions"]["moor"] = "0" * 16
    path.write_text(json.dumps(old), "utf-8")
    _, told = run(room, "settle", "port.workshop.json", "moor", "1", "--reason", "lights", code=2)
    assert "answers to a different wording of moor" in told
    _, told = run(room, "merge", "port.workshop.json", "-o", "anew")
    assert "moor: this edition does not have this question, or has it with other wording or values" in told
    run(room, "settle", "anew.workshop.json", "moor", "1", "--reason", "lights")
    file = json.loads((room / "anew.workshop.json").read_text("utf-8"))
    assert [ballot["answers"] for ballot in file["ballots"]] == []
    assert file["settlements"]["moor"]["answer"] == 1


def test_settling_waits_for_nobody_and_loses_nothing(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    before = (room / "port.workshop.json").read_bytes()
    with Lock(room / "port.workshop.json"):
        _, told = run(room, "settle", "port.workshop.json", "moor", "1", "--reason", "x", code=5)
    assert "port.workshop.json is in use elsewhere" in told
    assert (room / "port.workshop.json").read_bytes() == before
    assert not list(room.glob("*.lock"))


def test_the_newest_revision_that_can_be_is_still_settled_anew(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    run(room, "settle", "port.workshop.json", "moor", "1", "--reason", "x")
    path = room / "port.workshop.json"
    path.write_text(
        path.read_text("utf-8").replace('"revision": 1\n    }\n  }\n}', f'"revision": {2**53}\n}}}}}}'), "utf-8"
    )
    run(room, "settle", "port.workshop.json", "moor", "0", "--reason", "y")
    settled = json.loads(path.read_text("utf-8"))["settlements"]["moor"]
    assert (settled["answer"], settled["revision"]) == (0, 2**53)


@pytest.mark.parametrize(
    "outputs",
    [
        pytest.param(["new.md", "old.json"], id="one exists"),
        pytest.param(["new.md", "new.md"], id="one twice"),
        pytest.param(["new.md", "sub/../new.md"], id="one twice by another way"),
        pytest.param(["new.md", "nowhere/new.json"], id="one in a folder that is not there"),
    ],
)
def test_of_several_outputs_all_are_written_or_none(room: Path, outputs: list[str]) -> None:
    (room / "old.json").write_text("mine", "utf-8")
    (room / "sub").mkdir()
    words = [word for output in outputs for word in ("-o", output)]
    shown = command("workshop", "merge", saved(room, 1, {"moor": 0}), "--framework", HARBOUR, *words, cwd=room)
    assert shown.returncode in (2, 4)
    assert not (room / "new.md").exists()
    assert (room / "old.json").read_text("utf-8") == "mine"


def test_answers_to_a_lens_count(room: Path) -> None:
    for kind in ("html", "xlsx"):
        run(room, "form", "--name", "Port [x]", "--kind", "organisation", "--lens", "night", "-o", f"form.{kind}", "--force")  # fmt: skip
    survey = room / "survey.csv"
    survey.write_text("id,startdate,lamp\n1,2026-03-26 09:50:00,Somebody\n", "utf-8")
    files = [saved(room, 1, {"lamp": 1}), sheet(room, 2, {"lamp": "1: Somebody"}), survey]
    run(room, "merge", *files, "-o", "port", "-o", "port.json")
    assert json.loads((room / "port.workshop.json").read_text("utf-8"))["lenses"] == ["night"]
    (lamp,) = json.loads((room / "port.json").read_text("utf-8"))["questions"]
    assert (lamp["id"], lamp["counts"]) == ("lamp", [0, 3, 0])


def test_a_name_with_spaces_is_one_name_in_page_and_sheet(room: Path) -> None:
    for kind in ("html", "xlsx"):
        run(room, "form", "--name", "Port  of   X", "--kind", "organisation", "-o", f"form.{kind}", "--force")
    report, _ = run(room, "merge", saved(room, 1, {"moor": 1}), sheet(room, 2, {"moor": "1: Yes"}))
    assert "Port of X" in report


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["nowhere.json", "moor", "1", "--reason", "x"], "is not a file with all votes", id="another file"),
        pytest.param(["port.workshop.json", "more", "1", "--reason", "x"], "did you mean moor?", id="a question that is not there"),
        pytest.param(["port.workshop.json", "moor", "2", "--reason", "x"], "a rung from 0 to 1", id="a rung too high"),
        pytest.param(["port.workshop.json", "moor", "9" * 5000, "--reason", "x"], "a rung from 0 to 1", id="a number that is too long"),
        pytest.param(["port.workshop.json", "moor", "1", "--reason", " "], "--reason", id="no reason"),
        pytest.param(["port.workshop.json", "moor", "1", "--reason", "y" * 1801], "at most 1800", id="a reason too long"),
        pytest.param(["port.workshop.json", "moor", "1", "--reason", "x", "--date", "soon"], "soon is not a date", id="no date"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_refused(room: Path, words: list[str], told: str) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    before = (room / "port.workshop.json").read_bytes()
    _, said = run(room, "settle", *words, code=2)
    assert told in said
    assert (room / "port.workshop.json").read_bytes() == before


def test_what_was_taken_back_stays_away_in_whatever_order_and_steps(room: Path) -> None:
    """Also where nothing else is left of a participant: the older file does not bring it back."""
    filled = saved(room, 1, {"moor": 1}, votes={"quay": {"verdict": "strong", "revision": 2}}, remark={"text": "secret", "revision": 3})  # fmt: skip
    older = room / "older.json"
    older.write_bytes(filled.read_bytes())
    gone = saved(room, 1, {}, votes={"quay": {"verdict": None, "revision": 5}}, remark={"text": None, "revision": 6})
    taken = json.loads(gone.read_text("utf-8"))
    taken["ballot"]["answers"] = {"moor": {"answer": "skipped", "revision": 4}}
    gone.write_text(json.dumps(taken), "utf-8")
    other = saved(room, 2, {"moor": 0})
    _, told = run(room, "merge", older, gone, other, "-o", "at-once", "-o", "at-once.md")
    assert "1 empty form does not count as a participant" in told
    text = (room / "at-once.md").read_text("utf-8")
    assert "1 participant ·" in text
    assert "secret" not in text
    run(room, "merge", gone, other, "-o", "some")
    run(room, "merge", "some.workshop.json", older, "-o", "in-steps")
    run(room, "merge", "in-steps.workshop.json", "-o", "again")
    files = [(room / f"{name}.workshop.json").read_bytes() for name in ("at-once", "in-steps", "again")]
    assert files[0] == files[1] == files[2]


def test_a_key_that_stands_twice_is_refused(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    path = room / "port.workshop.json"
    path.write_text(path.read_text("utf-8").rstrip().removesuffix("}") + ', "ballots": []}', "utf-8")
    _, told = run(room, "merge", "port.workshop.json", code=3)
    assert "the key ballots appears twice" in told


def test_a_layer_named_twice_is_asked_once(room: Path) -> None:
    run(room, "form", "--name", "Port", "--layer", "crane", "--layer", "crane", "--lens", "night", "--lens", "night", "-o", "twice.html")  # fmt: skip
    page = (room / "twice.html").read_text("utf-8")
    assert page.count('id="question-lift"') == page.count('id="question-lamp"') == 1


def test_a_survey_by_a_name_that_is_no_text(room: Path) -> None:
    path = room / os.fsdecode(b"s\xff.csv")
    path.write_text("id,moor\n1,R1\n", "utf-8")
    report, _ = run(room, "merge", path, "--kind", "organisation", "--name", "Port")
    assert "1 participant" in report


def test_settling_through_a_link_settles_in_the_file_it_leads_to(room: Path) -> None:
    run(room, "merge", saved(room, 1, {"moor": 0}), "-o", "port")
    link = room / "link.workshop.json"
    link.symlink_to("port.workshop.json")
    run(room, "settle", link.name, "moor", "1", "--reason", "x")
    assert link.is_symlink()
    assert json.loads((room / "port.workshop.json").read_text("utf-8"))["settlements"]["moor"]["answer"] == 1


def test_votes_alone_give_findings(room: Path) -> None:
    command("workshop", "form", "--name", "Port", "--kind", "organisation", "--votes-only", "--framework", HARBOUR, "-o", "votes.html", cwd=room)  # fmt: skip
    page = (room / "votes.html").read_text("utf-8")
    assert 'name="v-quay"' in page
    assert "q-moor" not in page
    files = [saved(room, n, {}, votes={"quay": {"verdict": "attention"}}) for n in range(3)]
    report, _ = run(room, "merge", *files, "-o", "port.yaml")
    assert "quay:\n    verdict: attention" in (room / "port.yaml").read_text("utf-8")
    report, _ = run(room, "merge", *files, "--full")
    assert "How the participants judge the layers" in report
    report, _ = run(room, "merge", *files)
    assert "The majority's judgement: more attention for Quay." in report


def test_sessions_and_profiles_are_participants_too(room: Path) -> None:
    profile = room / "one.yaml"
    profile.write_text("name: Port [x]\nkind: organisation\nframework: harbour\nanswers: {moor: 1}\n", "utf-8")
    (room / "answers.yaml").write_text("moor: 0\n", "utf-8")
    command("assess", "Port [x]", "--kind", "organisation", "--framework", HARBOUR, "--answers", "answers.yaml", cwd=room)  # fmt: skip
    report, told = run(room, "merge", profile, "port-x.session.json")
    assert "2 participants" in report
    assert "1 participant from port-x.session.json" in told


def test_what_to_do_next_names_the_framework(room: Path) -> None:
    (room / "one.yaml").write_text("name: Port\nkind: region\nframework: harbour\nanswers: {moor: 1}\n", "utf-8")
    _, told = run(room, "merge", "one.yaml", "-o", "next")
    assert f"eurostack-assess score next.yaml --framework {HARBOUR}" in told
    assert f"eurostack-assess workshop merge next.workshop.json --framework {HARBOUR}" in told


def test_a_dry_run_tells_what_columns_are_taken_for_and_writes_nothing(room: Path) -> None:
    shown, told = run(
        room, "merge", export(room), "--kind", "organisation", "--name", "Port", "--dry-run", "-o", "port"
    )
    assert re.search(r"^moor +moor$", shown, re.MULTILINE)
    assert "nothing was written" in shown
    assert "quite deep" in told
    assert not list(room.glob("port*"))


def test_a_map_says_what_is_not_clear(room: Path) -> None:
    (room / "map.yaml").write_text(
        "columns: {lift: G01Q09}\nvalues_of: {lift: {blue: 0, red: 5}, depth: {quite deep: 1}}\ndigits: 0\n", "utf-8"
    )
    run(room, "merge", export(room), "--kind", "organisation", "--name", "Port", "--map", "map.yaml", "-o", "port.json")
    result = json.loads((room / "port.json").read_text("utf-8"))
    assert {one["id"]: one["counts"] for one in result["questions"]} == {
        "moor": [1, 2],
        "depth": [1, 1, 1],
        "light": [1, 0, 2, 0],
        "lift": [1, 0, 0, 0, 0, 1],
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["form.html"], "is the form itself", id="the form itself"),
        pytest.param(["result.json"], "contains no participant's answers", id="a result"),
        pytest.param(
            ["results-survey54231.csv"], "add --kind organisation or --kind region", id="a survey alone says no kind"
        ),
        pytest.param(["results-survey54231.csv", "--kind", "organisation"], "--name", id="nor a name"),
        pytest.param(["saved-1.json", "saved-2.json"], "different names: Other, Port [x]", id="two names"),
        pytest.param(
            ["saved-1.json", "-o", "port.doc"],
            ".workshop.json, .yaml, .html, .md, .pdf, .docx, .xlsx, .csv, .json",
            id="another format",
        ),
        pytest.param(
            ["saved-1.json", "-o", "."],
            ".workshop.json, .yaml, .html, .md, .pdf, .docx, .xlsx, .csv, .json",
            id="a folder",
        ),
        pytest.param(
            ["saved-1.json", "-o", ".."],
            ".workshop.json, .yaml, .html, .md, .pdf, .docx, .xlsx, .csv, .json",
            id="the folder above",
        ),
        pytest.param(["form.xlsx"], "none of the files contains an answer", id="an empty form"),
        pytest.param(["saved-1.json", "--date", "26-3-2026"], "26-3-2026 is not a date", id="no date"),
        pytest.param(["saved-1.json", "--date", "2026-W10-1"], "2026-W10-1 is not a date", id="a week"),
        pytest.param(
            ["saved-1.json", "-o", "-"],
            ".workshop.json, .yaml, .html, .md, .pdf, .docx, .xlsx, .csv, .json",
            id="standard output",
        ),
        pytest.param(["blank.json"], "--name", id="a name of spaces"),
    ],
)
def test_what_cannot_be_merged_is_refused(room: Path, words: list[str], told: str) -> None:
    export(room)
    saved(room, 1, {"moor": 1})
    other = saved(room, 2, {"moor": 1})
    other.write_text(other.read_text("utf-8").replace('"Port [x]"', '"Other"'), "utf-8")
    (room / "result.json").write_text("{}", "utf-8")
    (room / "blank.json").write_text(other.read_text("utf-8").replace('"Other"', '" "'), "utf-8")
    shown, said = run(room, "merge", *words, code=2)
    assert shown == ""
    assert told in said


def test_a_file_that_is_not_there_is_told(room: Path) -> None:
    _, told = run(room, "merge", "nowhere.json", code=4)
    assert "nowhere.json" in told


def test_kinds_and_frameworks_that_differ_are_refused(room: Path) -> None:
    region = room / "region.yaml"
    region.write_text("name: Port [x]\nkind: region\nframework: harbour\nanswers: {moor: 1}\n", "utf-8")
    _, told = run(room, "merge", saved(room, 1, {"moor": 1}), region, code=2)
    assert "about an organisation and others about a region" in told
    shown = command("workshop", "merge", ROOT / "profiles" / "amsterdam.yaml", "saved-1.json", cwd=room)
    assert shown.returncode == 3
    assert b"belongs to framework harbour" in shown.stderr


def test_two_files_of_one_participant_that_contradict_are_told_of(room: Path) -> None:
    one = saved(room, 1, {"moor": 1}, name="Ann")
    other = room / "other.json"
    other.write_text(one.read_text("utf-8").replace('"moor": {"answer": 1', '"moor": {"answer": 0'), "utf-8")
    _, told = run(room, "merge", one, other)
    assert "1 participant is in two files with conflicting answers of the same version" in told
    _, told = run(room, "merge", one, saved(room, 2, {"moor": 1}, name="ann"))
    assert "two participants have the same name and are counted separately: Ann" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["--layer", "quai"], "there is no layer quai", id="layer"),
        pytest.param(["--lens", "day"], "there is no lens day", id="lens"),
        pytest.param(["-o", "form.pdf"], ".html, .xlsx", id="format"),
        pytest.param(["--name", " "], "is not a name", id="name"),
    ],
)
def test_forms_that_cannot_be_made(room: Path, words: list[str], told: str) -> None:
    _, said = run(room, "form", *([] if "--name" in words else ["--name", "Port"]), *words, code=2)
    assert told in said or "name" in said


def test_the_country_can_be_given(room: Path) -> None:
    file = saved(room, 1, {"moor": 1})
    run(room, "merge", file, "--country", "NL", "-o", "port")
    assert "country: NL" in (room / "port.yaml").read_text("utf-8")
    run(room, "merge", "port.workshop.json", "-o", "again")
    assert json.loads((room / "again.workshop.json").read_text("utf-8"))["country"] == "NL"
    _, told = run(room, "merge", file, "--country", "nl", code=2)
    assert "nl is not an ISO 3166-1 country code" in told


def test_an_empty_form_is_nobody_and_one_number_under_two_names_is_told_of(room: Path) -> None:
    one, empty = saved(room, 1, {"moor": 1}, name="Ann"), saved(room, 2, {"moor": "skipped"})
    other = room / "other.json"
    other.write_text(one.read_text("utf-8").replace('"Ann"', '"Bo"'), "utf-8")
    report, told = run(room, "merge", one, empty, other)
    assert "1 participant" in report
    assert "1 empty form does not count as a participant" in told
    assert "the same participant number appears under two names: Ann and Bo." in told


def test_a_form_without_anything_to_ask_is_refused(room: Path) -> None:
    _, told = run(room, "form", "--name", "Port", "--votes-only", "--no-votes", code=2)
    assert "nothing to ask" in told


def test_a_form_of_some_layers_in_a_language_that_the_framework_lacks(room: Path) -> None:
    run(room, "form", "--name", "Port", "--kind", "organisation", "--layer", "crane", "--lens", "night", "--no-votes", "--lang", "nl")  # fmt: skip
    page = (room / "port.html").read_text("utf-8")
    assert re.findall(r'<fieldset id="question-([a-z-]+)">', page) == ["lift", "spare", "lamp"]
    assert "v-quay" not in page


def test_a_framework_in_a_language_that_the_tool_does_not_speak(tmp_path: Path) -> None:
    """Its questions are in their own language, and say so; the rest is in the language asked for."""
    shutil.copytree(HARBOUR, tmp_path / "hafen")
    for file in (tmp_path / "hafen").rglob("*.yaml"):
        german = file.read_text("utf-8").replace("languages: [en]", "languages: [de]")
        file.write_text(re.sub(r"\ben: ", "de: ", german), "utf-8")
    words = ("workshop", "form", "--name", "Hafen", "--kind", "organisation", "--framework", "hafen", "--lang", "nl")
    shown = command(*words, "-o", "form.html", "-o", "form.xlsx", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    page = (tmp_path / "form.html").read_text("utf-8")
    assert '<html lang="nl">' in page
    assert '<legend lang="de">Can a ship moor at night?</legend>' in page
    assert "Antwoorden opslaan" in page
    files = [saved(tmp_path, 1, {"moor": 1}), sheet(tmp_path, 2, {"moor": "1: Yes", "depth": "weet ik niet"})]
    merged = command("workshop", "merge", *files, "--framework", "hafen", cwd=tmp_path)
    assert b"2 participants" in merged.stdout


def test_forms_are_the_same_bytes_on_the_same_day(room: Path) -> None:
    made = []
    for name in ("a", "b"):
        shown = command("workshop", "form", "--name", "Port", "--framework", HARBOUR, "-o", f"{name}.html", "-o", f"{name}.xlsx", cwd=room, env={"SOURCE_DATE_EPOCH": "1774483200"})  # fmt: skip
        assert shown.returncode == 0
        made.append([(room / f"{name}{suffix}").read_bytes() for suffix in (".html", ".xlsx")])
    assert made[0] == made[1]

"""Our spreadsheet as another program saves it."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.workshop import Remark
from eurostack_assess.reading.ballots import BallotBatch, question_fingerprints
from eurostack_assess.reading.sheet import read_sheet
from eurostack_assess.report.exports.ballot_form import BallotForm
from eurostack_assess.report.exports.form_sheet import render_form_sheet
from eurostack_assess.texts import texts
from tests.method.test_workshop import FRAMEWORK

SAY = texts("en")
DAY = date(2026, 3, 26)


def form(framework: Framework = FRAMEWORK) -> BallotForm:
    return BallotForm(framework, "organisation", "Port", "en", framework.parts, framework.layers, stem="port")


def filled(
    path: Path, cells: Mapping[str, str], notes: Mapping[str, str] = {}, *, mark: Mapping[str, str] = {}
) -> Path:
    """The sheet with answers and notes by code, saved by another program."""
    book = openpyxl.load_workbook(BytesIO(render_form_sheet(form(), DAY)))
    for row in book.worksheets[0].iter_rows(min_row=5):
        if row[0].value in cells:
            row[3].value = cells[row[0].value]
        if row[0].value in notes:
            row[4].value = notes[row[0].value]
    for row in book["eurostack-assess"].iter_rows():
        if row[0].value in mark:
            row[1].value = mark[row[0].value]
    book.save(path)
    return path


def read(path: Path) -> BallotBatch:
    received = read_sheet(path, FRAMEWORK)
    assert received is not None
    return received


def test_a_sheet_that_was_filled_in(tmp_path: Path) -> None:
    cells = {"form:name": "Ann", "vote:quay": "needs attention", "moor": "1: Yes", "depth": "don't know", "light": "not applicable", "form:remark": " thanks\n"}  # fmt: skip
    path = filled(tmp_path / "a.xlsx", cells, {"light": "no\nlamps", "lift": "never asked"})
    received = read(path)
    (one,) = received.ballots
    assert (one.name, one.remark) == ("Ann", Remark(text="thanks"))
    assert {id_: (vote.answer, vote.note) for id_, vote in one.answers.items()} == {
        "moor": (1, None),
        "depth": ("dont_know", None),
        "light": ("not_applicable", "no lamps"),
        "lift": ("skipped", "never asked"),
    }
    assert {layer: vote.verdict for layer, vote in one.votes.items()} == {"quay": "attention"}
    assert (received.name, received.kind) == ("Port", "organisation")
    assert received.questions == question_fingerprints(FRAMEWORK, "organisation")


def test_a_copy_of_a_file_is_the_same_participant_and_another_file_another(tmp_path: Path) -> None:
    one = filled(tmp_path / "a.xlsx", {"moor": "1: Yes"})
    copy = tmp_path / "b.xlsx"
    copy.write_bytes(one.read_bytes())
    other = filled(tmp_path / "c.xlsx", {"moor": "0: No"})
    assert read(one).ballots == read(copy).ballots
    assert read(one).ballots[0].participant != read(other).ballots[0].participant


def test_an_empty_sheet_is_a_participant_without_answers(tmp_path: Path) -> None:
    (one,) = read(filled(tmp_path / "a.xlsx", {})).ballots
    assert (one.answers, one.votes, one.name) == ({}, {}, None)


def test_what_is_not_from_the_list_is_told_with_its_cell_and_the_rest_counts(tmp_path: Path) -> None:
    cells = {
        "moor": "perhaps",
        "depth": "7: Deep",
        "vote:quay": "fine",
        "light": "weet niet",
        "lift": "3: A car",
        "spare": "1",
    }
    received = read(filled(tmp_path / "a.xlsx", cells, {"moor": "or not"}))
    told = [(one.item, SAY.message(one.reason)) for one in received.issues]
    assert told == [
        ("fine", "cell D6: not an answer from the list"),
        ("perhaps", "cell D8: not an answer from the list"),
        ("7: Deep", "cell D9: not an answer from the list"),
        ("1", "cell D13: not an answer from the list"),
    ]
    (one,) = received.ballots
    assert {id_: (vote.answer, vote.note) for id_, vote in one.answers.items()} == {
        "moor": ("skipped", "or not"),
        "light": ("dont_know", None),
        "lift": (3, None),
    }


def test_the_answers_are_known_by_their_codes_wherever_their_sheet_stands(tmp_path: Path) -> None:
    """Not by their place: the hidden sheet with choices has codes too, and every rung in a column of its own."""
    path = filled(tmp_path / "a.xlsx", {"moor": "1: Yes"}, {"moor": "seen"})
    book = openpyxl.load_workbook(path)
    own = book.create_sheet("My notes")
    own.append(["moor", "", "", "0: No", "mine"])
    own.append(["depth", "", "", "0: Shallow", ""])
    book._sheets = [own, *book._sheets[1:3], book._sheets[0]]
    book.active = 0
    book.save(path)
    (one,) = read(path).ballots
    assert {id_: (vote.answer, vote.note) for id_, vote in one.answers.items()} == {"moor": (1, "seen")}


def test_what_stands_in_a_row_of_no_question_is_told(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "a.xlsx", {"moor": "1: Yes", "depth": "1: Middling", "vote:quay": "strong"}, {"lift": "five"}
    )
    book = openpyxl.load_workbook(path)
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows(min_row=5)}
    rows["depth"][0].value = "Depth"
    rows["lift"][0].value = "moor"
    rows["vote:crane"][0].value, rows["vote:crane"][3].value = "vote:quay", "middle"
    book.save(path)
    received = read(path)
    (one,) = received.ballots
    assert {id_: vote.answer for id_, vote in one.answers.items()} == {"moor": 1}
    assert {id_: vote.verdict for id_, vote in one.votes.items()} == {"quay": "strong"}
    assert {(told.item, told.reason.values["code"]) for told in received.issues} == {
        ("1: Middling", "Depth"), ("five", "moor"), ("middle", "vote:quay"),
    }  # fmt: skip


@pytest.mark.parametrize("answer", ["1: Shallow", "0: Middling", "10:02", "1: of my own"])
def test_a_number_with_other_words_is_no_answer_from_the_list(tmp_path: Path, answer: str) -> None:
    received = read(filled(tmp_path / "a.xlsx", {"depth": answer, "moor": "1:"}))
    (one,) = received.ballots
    assert {id_: vote.answer for id_, vote in one.answers.items()} == {"moor": 1}
    assert [told.item for told in received.issues] == [answer]


def test_a_number_beyond_the_ladder_is_told(tmp_path: Path) -> None:
    received = read(filled(tmp_path / "a.xlsx", {"depth": "9:", "moor": "1: Yes"}))
    assert received.ballots[0].answers.keys() == {"moor"}
    assert [told.item for told in received.issues] == ["9"]


def test_a_note_is_as_it_was_typed(tmp_path: Path) -> None:
    note = "https://x.example/?id=1&region=NL&copy=2 and &lt;b&gt;"
    (one,) = read(filled(tmp_path / "a.xlsx", {}, {"moor": note})).ballots
    assert one.answers["moor"].note == note


@pytest.mark.parametrize("code", ["vote:=nope", "vote:", "vote:elsewhere"])
def test_a_vote_on_what_is_no_layer_is_left_out(tmp_path: Path, code: str) -> None:
    path = filled(tmp_path / "a.xlsx", {"moor": "1: Yes"})
    book = openpyxl.load_workbook(path)
    row = next(row for row in book.worksheets[0].iter_rows(min_row=5) if row[0].value == "vote:quay")
    row[0].value, row[0].data_type, row[3].value = code, "s", "strong"
    book.save(path)
    received = read(path)
    assert [one.reason for one in received.issues] == [message("import.no-layer")]
    assert received.ballots[0].votes == {}
    assert received.ballots[0].answers["moor"].answer == 1


def test_an_answer_to_another_wording_is_left_out(tmp_path: Path) -> None:
    received = read(filled(tmp_path / "a.xlsx", {"moor": "1: Yes"}, mark={"question.moor": "0" * 16}))
    assert received.ballots[0].answers == {}
    assert [one.item for one in received.issues] == ["moor"]


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        pytest.param({"framework.id": "other"}, "problem.other-framework", id="another framework"),
        pytest.param({"kind": "harbour"}, "problem.sheet-damaged", id="the hidden sheet was changed"),
    ],
)
def test_refused(tmp_path: Path, mark: Mapping[str, str], problem: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_sheet(filled(tmp_path / "a.xlsx", {}, mark=mark), FRAMEWORK)
    assert caught.value.problems[0].message.key == problem


def test_a_spreadsheet_that_is_not_ours_is_left_to_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "moor"])
    book.active.append([1, "Yes"])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx", FRAMEWORK) is None
    assert read_sheet(filled(tmp_path / "b.xlsx", {}, mark={"format": "another"}), FRAMEWORK) is None


def test_a_sheet_without_its_answers_is_refused(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(render_form_sheet(form(), DAY)))
    for sheet in book.worksheets[:2]:
        sheet.delete_rows(1, sheet.max_row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InvalidInputError) as caught:
        read_sheet(tmp_path / "a.xlsx", FRAMEWORK)
    assert caught.value.problems[0].message.key == "problem.sheet-damaged"

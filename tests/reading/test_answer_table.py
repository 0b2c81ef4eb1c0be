"""Tables of answers: what every cell stands for, and every fault with its file and line."""

from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.answer_table import RejectedRow, build_answer_row, find_ignored_columns, read_answer_table
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)


def rows(tmp_path: Path, words: str, *columns: str) -> object:
    path = tmp_path / "t.csv"
    path.write_text(words, "utf-8")
    return read_answer_table(path, FRAMEWORK, "organisation", columns).rows


def test_what_cells_stand_for(tmp_path: Path) -> None:
    words = "id;region;moor;depth;lift\nA;north;1;2.0;dont_know\nB;;not_applicable;;skipped\n"
    assert rows(tmp_path, words, "region") == (
        {"id": "A", "region": "north", "moor": 1, "depth": 2, "lift": -1},
        {"id": "B", "region": None, "moor": -2, "depth": None, "lift": -3},
    )


@pytest.mark.parametrize(
    ("words", "columns", "problems"),
    [
        pytest.param(
            "moor,dept\n1,1\n", (), [("no-such-column", 1, "did-you-mean")], id="a column that is nearly a question"
        ),
        pytest.param("moor,moor\n1,1\n", (), [("column-twice", 1, None)], id="a column twice"),
        pytest.param("moor\n1\n", ("region",), [("column-not-there", 1, None)], id="no column to group by"),
        pytest.param("id,region\nA,x\n", ("region",), [("no-question-column", 1, None)], id="no question"),
        pytest.param(
            "id,moor,depth\nA,2,0\nB,1,yes\nA,-1,3\n",
            (),
            [
                ("no-answer", 2, "answer-cell"),
                ("no-answer", 3, "answer-cell"),
                ("id-twice", 4, None),
                ("no-answer", 4, "answer-cell"),
                ("no-answer", 4, "answer-cell"),
            ],
            id="cells off the ladder, words, and an organisation twice",
        ),
        pytest.param("moor,depth\n1\n", (), [("ragged-row", 2, None)], id="a ragged row"),
        pytest.param("", (), [("empty", 1, None)], id="nothing"),
    ],
)
def test_faults(
    tmp_path: Path, words: str, columns: tuple[str, ...], problems: list[tuple[str, int, str | None]]
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        rows(tmp_path, words, *columns)
    found = [
        (one.message.key.removeprefix("problem."), one.place.line, one.hint and one.hint.key.removeprefix("hint."))
        for one in raised.value.problems
    ]
    assert found == problems


def test_a_profile_as_a_row() -> None:
    answers = {"moor": 1, "depth": "dont_know", "lift": {"answer": "not_applicable", "reason": "no crane"}}
    profile = Profile.model_validate({"name": "Port", "kind": "organisation", "answers": answers})
    assert build_answer_row(profile, FRAMEWORK, {"folder": "north"}) == {
        "folder": "north",
        "moor": 1,
        "depth": -1,
        "lift": -2,
    }


def test_other_columns_are_left_out(tmp_path: Path) -> None:
    found = rows(tmp_path, "id,size,moor\nA,2,1\n")
    assert found == ({"id": "A", "size": "2", "moor": 1},)
    assert find_ignored_columns(["id", "size", "moor", "region"], FRAMEWORK, ["region"]) == ["size"]


def test_rows_that_cannot_be_counted_are_set_aside_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,moor,depth\nA,1,0\nB,1\nC,5,x\nA,1,1\n", "utf-8")
    aside: list[RejectedRow] = []
    titles, found, _ = read_answer_table(path, FRAMEWORK, "organisation", (), aside)
    assert (titles, found) == (("id", "moor", "depth"), ({"id": "A", "moor": 1, "depth": 0},))
    assert [(one.line, one.cells, [why.key for why in one.reasons]) for one in aside] == [
        (3, ("B", "1"), ["problem.ragged-row"]),
        (4, ("C", "5", "x"), ["problem.no-answer", "problem.no-answer"]),
        (5, ("A", "1", "1"), ["problem.id-twice"]),
    ]
    path.write_text("id,mor\nA,1\n", "utf-8")
    with pytest.raises(InvalidInputError):
        read_answer_table(path, FRAMEWORK, "organisation", (), aside)


def test_rungs_still_possible_have_codes_of_their_own(tmp_path: Path) -> None:
    assert rows(tmp_path, "moor,depth,light\n1,>=1,1..2\n") == ({"moor": 1, "depth": 112, "light": 112},)


def test_a_cell_that_shows_an_error_is_refused_where_its_column_counts(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "moor", "x1"])
        sheet.write_row(1, 0, ["A", 1])
        sheet.write_formula("C2", "=NA()", None, "#N/A")
        sheet.write_formula("B4", "=NA()", None, "#N/A")
        sheet.write_formula("F4", "=NA()", None, "#N/A")
    with pytest.raises(InvalidInputError) as caught:
        read_answer_table(path, FRAMEWORK, "organisation", ())
    assert [(one.message.key, one.place.line, one.place.column) for one in caught.value.problems] == [
        ("problem.error-cell", 4, 2)
    ]
    aside: list[RejectedRow] = []
    table = read_answer_table(path, FRAMEWORK, "organisation", (), aside)
    assert [row["id"] for row in table.rows] == ["A"]
    assert [(row.line, tuple(row.cells)) for row in aside] == [(4, ())]

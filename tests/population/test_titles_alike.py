"""Titles and the lines above them are read alike, whatever engine counts the table."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.population.tables import CountedTable, TableRequest, count_table
from eurostack_assess.reading.answer_table import RejectedRow
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)
ENGINES = ("plain", "polars")


def count(path: Path, engine: str, rejected: list[RejectedRow] | None = None) -> CountedTable:
    request = TableRequest(str(path), "organisation", engine=engine)
    return count_table(request, FRAMEWORK, rejected, lambda _done, _all: None)


def written(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(words, "utf-8")
    return path


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("words", "problems"),
    [
        pytest.param("id,region\na,x\n", [("problem.no-question-column", 1)], id="no question"),
        pytest.param("id,moor,id\na,1,b\n", [("problem.column-twice", 1)], id="an id twice"),
        pytest.param("moor,depth,moor\n1,1,1\n", [("problem.column-twice", 1)], id="a question twice"),
        pytest.param('moor,depth," moor"\n1,1,1\n', [("problem.column-twice", 1)], id="twice but for a space"),
        pytest.param("dept,moor\n1,1\n", [("problem.no-such-column", 1)], id="a question misspelt"),
        pytest.param(
            "sep=;\nid;moor\na;1\nb;9\n", [("problem.no-answer", 4)], id="below a line that names the delimiter"
        ),
        pytest.param("sep=;\nid;moor\na;1\na;1\n", [("problem.id-twice", 4)], id="an organisation twice, below one"),
        pytest.param('sep=;\nid;moor\n"a";1;1\n', [("problem.ragged-row", 3)], id="a ragged row, below one"),
    ],
)
def test_refused_alike(tmp_path: Path, engine: str, words: str, problems: list[tuple[str, int]]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        count(written(tmp_path, words), engine)
    assert [(one.message.key, one.place.line) for one in caught.value.problems] == problems


@pytest.mark.parametrize("words", ["id;moor;depth\na;1;2\nb;0;\n", "sep=;\nid;moor;depth\na;1;2\nb;0;\n"])
def test_counted_alike(tmp_path: Path, words: str) -> None:
    path = written(tmp_path, words)
    plain, polars = (count(path, engine).tally.digest for engine in ENGINES)
    assert plain == polars


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_set_aside_have_the_lines_of_the_file(tmp_path: Path, engine: str) -> None:
    rejected: list[RejectedRow] = []
    count(written(tmp_path, "sep=;\nid;moor\na;1\nb;9\n"), engine, rejected)
    assert [(row.line, tuple(row.cells)) for row in rejected] == [(4, ("b", "9"))]


@pytest.mark.parametrize("name", ["t[1].csv", "t*.csv", "t?.csv"])
def test_a_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    (tmp_path / "t1.csv").write_text("id,moor\n" + "".join(f"{n},0\n" for n in range(9)), "utf-8")
    (tmp_path / name).write_text("id,moor\na,1\n", "utf-8")
    plain, polars = (count(tmp_path / name, engine).tally.digest for engine in ENGINES)
    assert plain == polars

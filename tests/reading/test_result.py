"""A result comes back as it was, or is refused with its place."""

import json
from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInput
from eurostack_assess.reading.result import is_result, read_result
from tests.method.test_comparison import result_of


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "port.json"
    path.write_text(result_of("Port", {"moor": 1, "depth": 2}).model_dump_json(), "utf-8")
    return path


def test_a_result_comes_back_from_its_file(written: Path) -> None:
    assert read_result(written)[0] == result_of("Port", {"moor": 1, "depth": 2})


def test_what_is_called_a_result() -> None:
    assert is_result("a.json")
    assert not is_result("a.session.json")
    assert not is_result("a.yaml")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('{"schema_version": 1,', "not-json", id="cut"),
        pytest.param("[" * 100_000, "not-json", id="nested without end"),
        pytest.param("[]", "not-a-result", id="a list"),
        pytest.param('{"a": {"b": 1, "c": 2, "b": 1}}', "key-twice", id="a key twice"),
        pytest.param(r'{"name": "\u202e"}', "active-character", id="a character that turns the text"),
        pytest.param(r'["\\\u000b"]', "active-character", id="a control character behind a backslash"),
        pytest.param(r'["\r"]', "active-character", id="a return"),
        pytest.param(r'["\ud83d"]', "active-character", id="half a character"),
        pytest.param(r'["\\u202e \n \ud83d\ude00 \u00e9"]', "not-a-result", id="what only looks like one"),
        pytest.param('{"schema_version": 1}', "not-a-result", id="no layers"),
        pytest.param('{"schema_version": 1, "layers": []}', "not-a-result", id="something else of ours"),
        pytest.param(
            '{"schema_version": 2, "profile": {}, "overall": {}, "layers": []}',
            "result-version",
            id="of a newer version",
        ),
        pytest.param(
            '{"schema_version": 1, "profile": {}, "overall": {}, "layers": []}',
            "result-damaged",
            id="without what it must have",
        ),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_result(path)
    assert refused.value.problems[0].message.key == f"problem.{problem}"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"rung": 9}, id="a rung that the ladder lacks"),
        pytest.param({"target": 9}, id="a target that the ladder lacks"),
        pytest.param({"state": "dont_know"}, id="a rung without an answer"),
        pytest.param({"rung": None}, id="an answer without a rung"),
    ],
)
def test_a_result_changed_by_hand_is_refused_where_it_no_longer_fits(written: Path, change: dict[str, object]) -> None:
    file = json.loads(written.read_text("utf-8"))
    file["layers"][0]["questions"][0] |= change
    written.write_text(json.dumps(file), "utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_result(written)
    assert refused.value.problems[0].message.key == "problem.result-damaged"


@pytest.mark.parametrize("what", ["layer", "question"])
def test_a_layer_or_question_that_stands_twice_is_refused(written: Path, what: str) -> None:
    file = json.loads(written.read_text("utf-8"))
    listed = file["layers"] if what == "layer" else file["layers"][0]["questions"]
    listed.append(listed[0])
    written.write_text(json.dumps(file), "utf-8")
    with pytest.raises(InvalidInput):
        read_result(written)

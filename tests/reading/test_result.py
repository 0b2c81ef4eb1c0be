"""A result comes back as it was, or is refused with its place."""

import json
from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.reading.file_kinds import is_result
from eurostack_assess.reading.result import read_result
from eurostack_assess.reading.weights import read_weights
from eurostack_assess.subjects.subject import read_subject
from tests.helpers import ROOT
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
            '{"schema_version": 3, "profile": {}, "overall": {}, "layers": []}',
            "result-version",
            id="of a newer version",
        ),
        pytest.param(
            '{"schema_version": 1, "profile": {}, "overall": {}, "layers": []}',
            "result-version",
            id="of an older version",
        ),
        pytest.param(
            '{"schema_version": 2, "profile": {}, "overall": {}, "layers": []}',
            "result-damaged",
            id="without what it must have",
        ),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInputError) as refused:
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
    with pytest.raises(InvalidInputError) as refused:
        read_result(written)
    assert refused.value.problems[0].message.key == "problem.result-damaged"


@pytest.mark.parametrize("what", ["layer", "question"])
def test_a_layer_or_question_that_stands_twice_is_refused(written: Path, what: str) -> None:
    file = json.loads(written.read_text("utf-8"))
    listed = file["layers"] if what == "layer" else file["layers"][0]["questions"]
    listed.append(listed[0])
    written.write_text(json.dumps(file), "utf-8")
    with pytest.raises(InvalidInputError):
        read_result(written)


HOSPITAL = ROOT / "profiles" / "example-hospital.yaml"
CONTRADICTION = {"question": "moor", "rung": 1, "claims": "foreign", "services": [{"en": "Mail"}]}


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A result with a view, other weights and an older edition beside it, as text."""
    folder = tmp_path_factory.mktemp("beside")
    (folder / "weights.yaml").write_text("name: Ours\nlayers: {cloud-compute: 3}\n", "utf-8")
    result = read_subject(HOSPITAL).assess(("eu-csf",), read_weights(folder / "weights.yaml"))
    older = EditionDrift(edition="0", known=True, changed={"cloud-exit": ("asked",)}, removed=(), new=())
    return result.model_copy(update={"edition_drift": older}).model_dump_json()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("views", 0, "editions", 0, "weights"), {"SOV-1": 1}, id="weights of too little"),
        pytest.param(("views", 0, "editions", 0, "weight_effects"), {"SOV-9": 1.0}, id="a pull of nothing"),
        pytest.param(("views", 0, "editions", 0, "levels"), [{"en": "one"}], id="too few levels"),
        pytest.param(("views", 0, "weakest"), ["SOV-9"], id="a weakest that is not there"),
        pytest.param(("views", 0, "objectives", 1, "id"), "SOV-1", id="an objective twice"),
        pytest.param(("reweighed", "layers"), [], id="other layers"),
        pytest.param(("reweighed", "changed"), ["quay"], id="a verdict of another layer"),
        pytest.param(("edition_drift", "changed"), {"moor": ["asked"]}, id="a question of another result"),
        pytest.param(("framework", "levels"), [], id="no levels"),
        pytest.param(("framework", "target"), 99, id="a target above the levels"),
        pytest.param(("overall", "level"), 5, id="a level above the framework's"),
        pytest.param(("layers", 0, "level_low"), 5, id="a layer's level above the framework's"),
        pytest.param(("layers", 0, "questions", 0, "rungs", 0, "level"), 5, id="a rung's level above the framework's"),
        pytest.param(("views", 0, "objectives", 0, "level"), 5, id="an objective's level above the framework's"),
        pytest.param(
            ("views", 0, "editions", 1, "weight_effects", "SOV-1"), 1e308, id="a pull of more than all points"
        ),
        pytest.param(("exposure", "catalogue", "groups"), {}, id="services without what is European"),
        pytest.param(("exposure", "layers", 0, "layer"), "quay", id="services in another layer"),
        pytest.param(("exposure", "contradictions"), [CONTRADICTION], id="a contradiction in another question"),
        pytest.param(("layers", 0, "decided_by"), ["moor"], id="a verdict decided by another question"),
        pytest.param(("layers", 0, "binding"), ["moor"], id="a level held by another question"),
        pytest.param(("gaps",), ["moor"], id="a gap of another question"),
        pytest.param(("summary", "attention"), ["quay"], id="a sentence about another layer"),
        pytest.param(("summary", "relatively_best"), "quay", id="a best layer that is not there"),
        pytest.param(("overall", "weakest"), ["quay"], id="a weakest layer that is not there"),
    ],
)
def test_what_stands_beside_a_result_fits_it(
    beside: str, tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    whole = json.loads(beside)
    if path[-1] == "levels":
        whole["views"][0] |= {"level": 1}
    at = whole
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    (tmp_path / "r.json").write_text(json.dumps(whole), "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_result(tmp_path / "r.json")
    assert [one.message.key for one in caught.value.problems] == ["problem.result-damaged"]


def test_a_result_with_all_of_that_comes_back(beside: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(beside, "utf-8")
    result = read_result(tmp_path / "r.json")[0]
    assert (len(result.views), result.reweighed is not None, result.edition_drift is not None) == (1, True, True)
    assert result.model_dump_json() == beside

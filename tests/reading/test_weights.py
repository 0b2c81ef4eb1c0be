"""A file with weights of one's own: what it may weigh."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.weights import read_weights
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)


def test_weights_are_read_with_the_hash_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("name: Night\nlayers: {quay: 2}\nquestions: {moor: 0.5}\n", "utf-8")
    file = read_weights(path)
    weights = file.validate_against(FRAMEWORK)
    assert (weights.layers, weights.questions, len(file.hash)) == ({"quay": 2.0}, {"moor": 0.5}, 64)


@pytest.mark.parametrize(
    ("words", "problem", "place"),
    [
        pytest.param("name: N\nlayers: {quai: 2}\n", "problem.no-such-layer", (2, 10), id="layer"),
        pytest.param("name: N\nlayers: {crew: 2}\n", "problem.no-such-layer", (2, 10), id="outside the stack"),
        pytest.param("name: N\nquestions: {mor: 2}\n", "problem.no-such-question", (2, 13), id="question"),
        pytest.param("name: N\nlayers: {quay: -1}\n", "problem.too-small", (2, 16), id="negative"),
        pytest.param("name: N\n", "problem.no-weights", (1, 1), id="nothing"),
        pytest.param("name: N\nlayers: {quay: 0, crane: 0}\n", "problem.weights-sum-to-nothing", (2, 9), id="sum"),
        pytest.param(
            "name: N\nquestions: {lift: 0, spare: 0}\n", "problem.layer-without-weight", (2, 12), id="layer sum"
        ),
        pytest.param("name: N\nlayers: {quay: .nan}\n", "problem.not-a-number", (2, 16), id="not a number"),
    ],
)
def test_refused(tmp_path: Path, words: str, problem: str, place: tuple[int, int]) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(words, "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_weights(path).validate_against(FRAMEWORK)
    assert [(one.message.key, one.place[1:3]) for one in caught.value.problems] == [(problem, place)]

"""Another prior: how a population answered, written by `benchmark` and read by `score`, beside what is uniform."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from eurostack_assess.method.likelihood import UNIFORM_PRIOR
from eurostack_assess.method.priors import count_rungs
from tests.dependencies import FRAMEWORK
from tests.helpers import HARBOUR, command

ROWS = ["id,moor,depth,light,lift"]
ROWS += [f"p{n},{n % 2},{n % 3},3,>=1" for n in range(12)]
PROFILE = "name: Port\nkind: organisation\nframework: harbour\nanswers: {moor: 1, depth: 1}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text("\n".join(ROWS) + "\n", "utf-8")
    (tmp_path / "port.yaml").write_text(PROFILE, "utf-8")
    written = command(
        "benchmark", tmp_path / "table.csv", "--framework", HARBOUR, "--title", "Ports [x]", "--prior-out", tmp_path / "prior.yaml",
    )  # fmt: skip
    assert written.returncode == 0, written.stderr
    return tmp_path


def test_a_population_is_counted_rung_by_rung_and_stands_beside_the_uniform_result(files: Path) -> None:
    prior = yaml.safe_load((files / "prior.yaml").read_text("utf-8"))
    assert {key: prior[key] for key in ("framework", "kind", "population", "size")} == {
        "framework": "harbour", "kind": "organisation", "population": "Ports [x]", "size": 12,
    }  # fmt: skip
    assert prior["counts"] == {"moor": [6, 6], "depth": [4, 4, 4], "light": [0, 0, 0, 12]}
    result = files / "port.json"
    command("score", files / "port.yaml", "--framework", HARBOUR, "--prior", files / "prior.yaml", "-o", result)
    found = json.loads(result.read_text("utf-8"))
    quay = found["layers"][0]
    assert found["prior"]["size"] == 12
    assert (quay["likelihood"]["prior"], quay["prior_likelihood"]["prior"]) == (UNIFORM_PRIOR, "Ports [x]")
    assert quay["likelihood"]["expected"] < quay["prior_likelihood"]["expected"]
    shown = command("score", files / "port.yaml", "--framework", HARBOUR, "--prior", files / "prior.yaml").stdout
    assert b"Based on the answers of Ports [x] (12 members," in shown


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        pytest.param(
            "kind: organisation",
            "kind: region",
            ":3:7",
            b"its kind is region, but must be organisation",
            id="another kind",
        ),
        pytest.param(
            "framework: harbour",
            "framework: other",
            ":1:12",
            b"its framework is other, but must be harbour",
            id="another framework",
        ),
        pytest.param("moor: [6, 6]", "moor: [6, 6, 6]", ":7:16", b"3 counts for 2 rungs", id="another ladder"),
        pytest.param("moor: [", "mor: [", ":7:10", b"moor", id="no such question"),
        pytest.param("moor: [6, 6]", "moor: [6, -6]", ":7:20", b"0", id="fewer than none"),
    ],
)
def test_a_population_that_does_not_fit_is_refused(files: Path, old: str, new: str, place: str, told: bytes) -> None:
    path = files / "prior.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    refused = command("score", files / "port.yaml", "--framework", HARBOUR, "--prior", path)
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert f"prior.yaml{place}".encode() in refused.stderr, refused.stderr.decode()
    assert told in refused.stderr


def test_few_are_not_told_of() -> None:
    rows = [{"moor": 1, "depth": 0 if n else None} for n in range(10)]
    day = date(2026, 1, 31)
    assert count_rungs(FRAMEWORK, "organisation", rows[:9], name="few", day=day, smallest=10) is None
    counted = count_rungs(FRAMEWORK, "organisation", rows, name="ten", day=day, smallest=10)
    assert counted is not None
    assert counted.counts == {"moor": (0, 10)}, "nine answers to depth are too few"
    assert counted.odds == {"moor": (1, 11)}

"""A reference population in a file: of this framework, this edition, this kind, and these ladders."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.prior import read_prior
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)
GIVEN = f"""\
framework: harbour
edition: "{FRAMEWORK.header.edition}"
kind: organisation
population: Ports
size: 12
date: 2026-01-31
counts:
  moor: [6, 6]
"""


def test_a_population_is_read(tmp_path: Path) -> None:
    path = tmp_path / "prior.yaml"
    path.write_text(GIVEN, "utf-8")
    prior = read_prior(path).validate_against(FRAMEWORK, "organisation")
    assert (prior.size, prior.odds) == (12, {"moor": (7, 7)})


@pytest.mark.parametrize(
    ("old", "new", "problem", "line"),
    [
        pytest.param("framework: harbour", "framework: other", "problem.prior-of-other", 1, id="framework"),
        pytest.param("edition: ", 'edition: "0" # ', "problem.prior-of-other", 2, id="edition"),
        pytest.param("organisation", "region", "problem.prior-of-other", 3, id="kind"),
        pytest.param("moor:", "mor:", "problem.no-such-question", 8, id="question"),
        pytest.param("[6, 6]", "[6, 6, 6]", "problem.count-other-length", 8, id="ladder"),
    ],
)
def test_a_population_of_something_else_is_refused(tmp_path: Path, old: str, new: str, problem: str, line: int) -> None:
    path = tmp_path / "prior.yaml"
    path.write_text(GIVEN.replace(old, new), "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_prior(path).validate_against(FRAMEWORK, "organisation")
    assert [(found.message.key, found.place.line) for found in caught.value.problems] == [(problem, line)]

"""The worked cases: what they are given as items, and what they expect as fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
import yaml

from eurostack_assess.method.answers import Item
from eurostack_assess.model.framework import Thresholds
from tests.helpers import ROOT, answer, question

CASES: Sequence[Mapping[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "resources" / "method-cases.yaml").read_text(encoding="utf-8")
)["cases"]

TOLERANCE = 1e-9


def cases(kind: str) -> pytest.MarkDecorator:
    """The cases of one kind, each under its id."""
    found = [case for case in CASES if case["id"].rsplit("-", 1)[0] == kind]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


def build_layer(layer: Mapping[str, Any]) -> list[Item]:
    """The questions of a layer with their answers."""
    return [build_item(given) for given in layer["questions"]]


def build_item(given: Mapping[str, Any]) -> Item:
    """A question with its answer, and with what an action to each rung costs."""
    values = tuple(map(float, given["values"]))
    levels = tuple(given.get("levels", range(len(values))))
    asked = question(
        given["id"],
        weight=float(given.get("weight", 1)),
        role=given["role"],
        target=given["target"],
        floor=given.get("floor"),
        values=values,
        levels=levels,
        effort=given.get("effort", ()),
    )
    value = given["answer"]
    if isinstance(value, dict) and "between" in value:
        value = {"between": tuple(value["between"])}
    answered = answer(value)
    if answered is not None and "confidence" in given:
        answered = answered.model_copy(update={"confidence": given["confidence"]})
    return Item(asked, answered)


def build_thresholds(given: Mapping[str, Any]) -> Thresholds:
    """Those of a case; what it leaves out is 60, 40 and the defaults."""
    thresholds = {key: float(value) for key, value in given.get("thresholds", {}).items()}
    return Thresholds.model_validate({"strong": 60.0, "attention": 40.0, **thresholds})


def exact(expected: object) -> Fraction:
    """A fraction as a case writes it."""
    return Fraction(str(expected["exact"] if isinstance(expected, dict) else expected))


def close(expected: float | None) -> object:
    """Equal to ten decimals."""
    return None if expected is None else pytest.approx(expected, abs=TOLERANCE)


def points(share: Fraction | None) -> float | None:
    """A share of 0 to 1 as a score."""
    return None if share is None else float(share * 100)

"""Figures of a score: what is drawn stands in words and in a table too, and nothing is drawn where nothing is known."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from eurostack_assess.report.document import (
    Cell,
    Figure,
    Intervals,
    Matrix,
    Network,
    NetworkNode,
    ReportDocument,
)
from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.subjects.subject import read_subject
from tests.helpers import ROOT
from tests.report.test_assessment import SHOWN, result_of

PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))


def figures(document: ReportDocument) -> Mapping[type, Figure]:
    """By what they draw."""
    return {type(block.drawing): block for block in document.blocks if isinstance(block, Figure)}


def rows(figure: Figure) -> list[list[str | None]]:
    assert figure.table is not None
    return [[shown(cell) for cell in row] for row in figure.table.rows]


def shown(cell: Cell) -> str | None:
    return "".join(span.text for span in cell) if isinstance(cell, tuple) else None


def test_services_where_criticality_and_leaving_cross() -> None:
    figure = figures(build_assessment_report(result_of("services"), "en", extent="all"))[Matrix]
    assert isinstance(figure.drawing, Matrix)
    assert [(name, [one.count for one in squares]) for name, squares in figure.drawing.rows] == [
        ("high", [0, 1, 1, 2]),
        ("medium", [1, 0, 1, 0]),
        ("low", [0, 0, 0, 0]),
    ]
    assert [[one.grade for one in squares] for _, squares in figure.drawing.rows] == [
        ["moderate", "high", "critical", "critical"],
        ["low", "moderate", "high", "high"],
        ["low", "low", "moderate", "moderate"],
    ]
    assert figure.description == (
        "Criticality high, leaving moderate: 1. Criticality high, leaving complex: 1. "
        "Criticality high, leaving not possible: 2. Criticality medium, leaving easy: 1. "
        "Criticality medium, leaving complex: 1."
    )
    assert rows(figure) == [
        ["high", None, "Buoys", "Pilotage [x]", "Radio and Crane"],
        ["medium", "Office", None, "Weather", None],
        ["low", None, None, None, None],
    ]


def test_who_needs_whom_by_way_of_what_is_not_drawn() -> None:
    figure = figures(build_assessment_report(result_of("services"), "en", extent="all"))[Network]
    assert figure.drawing == Network(
        (
            ("Quay", (NetworkNode("Radio", marked=True), NetworkNode("Pilotage [x]", marked=True))),
            ("No layer", (NetworkNode("Office"),)),
            ("Shared by several services", (NetworkNode("Satellite radio", marked=True),)),
        ),
        ((0, 3), (1, 0), (1, 2), (1, 3), (2, 0)),
        "Orange border: under control from outside the EU/EEA",
    )
    assert figure.description == (
        "The figure shows 4 services and parties and 5 lines; the table lists them all. "
        "Needed most often: Radio (2), Satellite radio (2) and Office (1). Services without a line (3) are left out."
    )
    assert rows(figure) == [
        ["Radio", "Satellite radio"],
        ["Pilotage [x]", "Radio, Office and Satellite radio"],
        ["Office", "Radio"],
    ]


@pytest.mark.parametrize("name", ["empty", "all-dont-know", "all-not-applicable"])
def test_of_nothing_known_nothing_is_drawn(name: str) -> None:
    assert figures(build_assessment_report(result_of(name), "en")) == {}


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_drawn_of_every_shipped_profile_stands_in_words(path: Path, language: str) -> None:
    result = read_subject(path).assess()
    for figure in figures(build_assessment_report(result, language, extent="all")).values():
        assert figure.description
        assert isinstance(figure.drawing, Intervals) or figure.table is not None
        if isinstance(figure.drawing, Network):
            named = {cell for row in rows(figure) for cell in row[:1]}
            assert named == {figure.drawing.nodes[one].name for one, _ in figure.drawing.edges}


@pytest.mark.parametrize("name", SHOWN)
def test_every_question_can_be_reached_where_answers_are_told(name: str) -> None:
    result = result_of(name)
    told = build_assessment_report(result, "en", extent="all")
    assert {question.id for part in result.parts for question in part.questions} == set(told.targets)
    assert build_assessment_report(result, "en", extent="full").targets == frozenset()

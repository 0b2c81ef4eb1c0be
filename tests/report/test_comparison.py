"""Whole comparisons compared, and that any of them renders anywhere.

`UPDATE_REPORTS=1 make test` writes them anew; read the difference before you commit it.
"""

from collections.abc import Callable

import pytest

from eurostack_assess.method.comparison import compare
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.comparison import Comparison
from eurostack_assess.report.documents.comparison import build_comparison_report
from eurostack_assess.report.renderers import markdown
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render
from tests.method.test_comparison import edition, result_of
from tests.report.test_assessment import SHOWN, kept

FIGURES = (
    {"indicator": "ships", "layer": "quay", "name": "Ships [a year]", "value": 12500, "unit": "ships", "year": 2024, "scope": "region", "source": "Pilot book", "confidence": "reported"},
    {"indicator": "tide", "name": "Tide", "value": 2.5, "unit": "metres", "year": 2024, "scope": "part", "note": "At the pier."},
)  # fmt: skip
OTHER_FIGURES = (FIGURES[0] | {"year": 2023, "value": 0.5, "scope": "country"}, FIGURES[1] | {"value": -1.25})

ALPHA: dict[str, object] = {
    "moor": 1,
    "depth": {"answer": 2, "evidence": "soundings", "source": "https://example.org/depth", "date": "2025-12-01", "confidence": "confirmed"},
    "light": 1,
    "lift": 4,
    "spare": "dont_know",
    "watch": 2,
}  # fmt: skip
BETA: dict[str, object] = {"moor": 1, "depth": 1, "light": 1, "lift": {"answer": 0, "evidence": "no crane"}, "spare": 0}
GAMMA: dict[str, object] = {"moor": 0, "depth": 2, "light": "not_applicable", "lift": 3, "watch": 0}


def alpha() -> Assessment:
    about = {key: SHOWN["answered"][key] for key in ("facts", "bottlenecks", "findings", "dependencies")}
    return result_of("Alpha [1]", ALPHA, country="NL", date="2026-01-31", indicators=FIGURES, **about)  # type: ignore[arg-type]


def beta(**about: object) -> Assessment:
    facts = ({"text": "A pier", "source": "map"},)
    return result_of("Beta", BETA, example=True, facts=facts, indicators=OTHER_FIGURES, **about)  # type: ignore[arg-type]


def gamma() -> Assessment:
    return result_of("Gamma", GAMMA, edition("2", moor="Can ships moor?", spare=""), date="2026-02-01")


def dates() -> list[Assessment]:
    then, now = {**ALPHA, "watch": "not_applicable", "moor": 0}, {**ALPHA, "spare": 1, "lift": "dont_know", "light": 0}
    return [result_of("Alpha", then, date="2025-01-01"), result_of("Alpha", now, date="2026-01-01")]


COMPARED: dict[str, Callable[[], list[Assessment]]] = {
    "compare-two": lambda: [alpha(), beta()],
    "compare-three": lambda: [alpha(), beta(date="2026-01-31"), gamma()],
    "compare-dates": dates,
    "compare-same": lambda: [beta(), beta()],
    "compare-nothing": lambda: [result_of("A", {}), result_of("B", {}), result_of("C", {})],
    "compare-dates-nothing": lambda: [
        result_of("A", {}, date="2025-01-01"),
        result_of("A", {}, date="2026-01-01"),
    ],
}


def result(name: str) -> Comparison:
    return compare(COMPARED[name](), tool_version="1")


@pytest.mark.parametrize("name", COMPARED)
def test_report(name: str) -> None:
    report = render(build_comparison_report(result(name), "en", extent="full"), Screen(width=80))
    assert report == kept(report, name)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [20, 39, 60, 200])
def test_any_comparison_renders_in_any_language_and_width(name: str, language: str, width: int) -> None:
    document = build_comparison_report(result(name), language, extent="all")
    assert render(document, Screen(width=width, colour=True))
    assert markdown.render(document)


def test_everything_tells_what_is_cut_short() -> None:
    short = render(build_comparison_report(result("compare-two"), "en", extent="full"), Screen(width=80))
    long = render(build_comparison_report(result("compare-two"), "en", extent="all"), Screen(width=80))
    assert "All answers side by side" not in short
    assert "All answers side by side" in long
    assert "Target: Deep" not in short
    assert "Target: Deep" in long or "Target: All" in long


def test_what_decides_between_two_is_named_though_the_newest_edition_of_all_has_it_no_more() -> None:
    newer = result_of("Gamma", {"moor": 1, "depth": 1}, edition("2", light=""))
    older = [result_of("Alpha", {"light": 3}), result_of("Beta", {"light": 0})]
    said = markdown.render(build_comparison_report(compare([*older, newer], tool_version="1"), "en"))
    assert "Mostly due to: light" in said


def test_a_comparison_comes_back_from_its_json() -> None:
    before = result("compare-three")
    assert Comparison.model_validate_json(before.model_dump_json()) == before

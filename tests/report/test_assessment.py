"""Whole reports compared: what is said of a profile, and of one about which little or nothing is known.

`UPDATE_REPORTS=1 make test` writes them anew; read the difference before you commit it.
"""

import os

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.report.documents.questionnaire import build_question_report
from eurostack_assess.report.renderers.markdown import render as render_page
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render
from eurostack_assess.subjects.subject import read_subject
from tests.dependencies import CATALOGUE
from tests.helpers import HARBOUR, RESOURCES, ROOT

ASKED = ("moor", "depth", "light", "flag", "lift", "spare", "watch")
SHOWN: dict[str, dict[str, object]] = {
    "answered": {
        "country": "NO",
        "date": "2026-01-31",
        "lenses": ("night",),
        "facts": (
            {"text": "A deep harbour", "source": "pilot book", "confidence": "reported"},
            {"text": {"nl": "Ijsvrij", "en": "Free of ice"}},
        ),
        "bottlenecks": ({"text": "Few cranes", "source": "survey"},),
        "findings": {
            "quay": {"verdict": "middle", "source": "meeting of 1 May"},
            "crane": {"verdict": "attention", "source": "meeting of 1 May"},
        },
        "dependencies": (
            {"service": "Pilotage", "layer": "quay", "supplier": "Pilots [ltd]", "criticality": "high", "exit": "none"},
            {"service": "Weather"},
        ),
        "answers": {
            "moor": 1,
            "depth": {
                "answer": 2,
                "evidence": "soundings",
                "source": "https://example.org/depth",
                "date": "2025-12-01",
                "confidence": "confirmed",
            },
            "light": {"answer": 2, "evidence": "hearsay", "confidence": "uncertain"},
            "flag": 0,
            "lift": 3,
            "spare": {"answer": "dont_know", "evidence": "the store was closed"},
            "watch": 2,
            "lamp": 1,
        },
    },
    "services": {
        "country": "NL",
        "dependencies": (
            {
                "id": "pilotage",
                "service": {"nl": "Loodsen [x]", "en": "Pilotage [x]"},
                "supplier": "pilot",
                "criticality": "high",
                "exit": "complex",
                "share": 0.5,
                "needs": (("radio", "coast-radio"), ("office",)),
            },
            {"id": "radio", "service": "Radio", "supplier": "sat-radio", "criticality": "high", "exit": "none"},
            {"id": "buoys", "service": "Buoys", "supplier": "buoys", "criticality": "high", "exit": "medium"},
            {"id": "crane", "service": "Crane", "supplier": "big-crane", "criticality": "high", "exit": "none"},
            {
                "id": "office",
                "service": "Office",
                "supplier": "self",
                "criticality": "medium",
                "exit": "easy",
                "needs": (("radio",),),
            },
            {
                "service": "Weather",
                "layer": "quay",
                "supplier": "Met [ltd]",
                "parent_country": "NO",
                "operator": "Cloud",
                "operator_country": "US",
                "criticality": "medium",
                "exit": "complex",
                "share": 0.1,
            },
        ),
    },
    "below-a-floor": {"answers": {"moor": 0, "depth": 0, "light": 0, "lift": 1, "spare": 0}},
    "empty": {},
    "all-dont-know": {"answers": dict.fromkeys(ASKED, "dont_know")},
    "all-not-applicable": {"answers": {id_: {"answer": "not_applicable", "reason": "no harbour"} for id_ in ASKED}},
    "all-at-target": {
        "example": True,
        "answers": {"moor": 1, "depth": 2, "light": 3, "flag": 1, "lift": 5, "spare": 1},
    },
}


@pytest.mark.parametrize("name", SHOWN)
def test_report(name: str) -> None:
    report = render(build_assessment_report(result_of(name), "en", extent="full"), Screen(width=80))
    assert report == kept(report, name)


def test_everything_adds_each_answer_with_what_it_rests_on() -> None:
    long = render(build_assessment_report(result_of("answered"), "en", extent="all"), Screen(width=80))
    assert long == kept(long, "answered-everything")


def test_a_question_in_full() -> None:
    explained = render(build_question_report(read_framework(HARBOUR), "depth", "en"), Screen(width=80))
    assert explained == kept(explained, "question")


def result_of(name: str) -> Assessment:
    profile = Profile.model_validate({"name": "Port", "kind": "organisation"} | SHOWN[name])
    return assess(read_framework(HARBOUR), profile, tool_version="1", catalogue=CATALOGUE)


def kept(report: str, name: str) -> str:
    """What is kept as the expected text; written anew first where that is asked for."""
    path = RESOURCES / "reports" / f"{name}.txt"
    if os.environ.get("UPDATE_REPORTS"):
        path.write_text(report, "utf-8")
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [20, 39, 60, 200])
def test_any_report_renders_in_any_language_and_width(name: str, language: str, width: int) -> None:
    assert render(build_assessment_report(result_of(name), language, extent="all"), Screen(width=width, colour=True))


def test_what_a_region_is_and_what_was_searched_for_it() -> None:
    profile = Profile.model_validate(
        {
            "name": "Bay",
            "kind": "region",
            "areas": (
                {"code": "NL329", "name": "Groot-Amsterdam", "list": "NUTS 2024"},
                {"code": "NL328", "name": "Alkmaar", "list": "NUTS 2024"},
                {"code": "x", "name": "Pier"},
            ),
            "answers": {
                "moor": {"answer": {"at_least": 1}, "evidence": "two quays", "searched": "the harbour register"},
                "lift": {"answer": "dont_know", "searched": "crane [lists]"},
            },
        }
    )
    result = assess(read_framework(HARBOUR), profile, tool_version="1")
    text = render_page(build_assessment_report(result, "en", extent="all"))
    assert "Area: Groot-Amsterdam (NL329) and Alkmaar (NL328), NUTS 2024; Pier (x)." in text
    assert "Searched for but not found: the harbour register" in text
    assert "Searched for but not found: crane \\[lists\\]" in text


def test_what_is_furthest_from_its_target_is_said_once_of_a_lens() -> None:
    """Also where it is what decided the verdict, and so is in the first sentence."""
    result = read_subject(ROOT / "profiles" / "example-hospital.yaml").assess()
    report = render(build_assessment_report(result, "en", extent="full"), Screen(width=200))
    lens = report.partition("\nLenses\n")[2].partition("\n\nHow this")[0]
    assert lens.count("urthest from the target") == 1

"""Whole reports compared: what is said of a profile, and of one about which little or nothing is known.

`UPDATE_REPORTS=1 make test` writes them anew; read the difference before you commit it.
"""

import os

import pytest

from eurostack_assess.method.assess import assess
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.terminal import Screen, render
from tests.helpers import HARBOUR, RESOURCES

ASKED = ("moor", "depth", "light", "flag", "lift", "spare", "watch")
SHOWN: dict[str, dict[str, object]] = {
    "answered": {
        "country": "NO",
        "date": "2026-01-31",
        "lenses": ("night",),
        "facts": ({"text": "A deep harbour", "source": "pilot book"}, {"text": {"nl": "Ijsvrij", "en": "Free of ice"}}),
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
            },
            "light": 2,
            "flag": 0,
            "lift": 3,
            "spare": "dont_know",
            "watch": 2,
            "lamp": 1,
        },
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
    profile = Profile.model_validate({"name": "Port", "kind": "organisation"} | SHOWN[name])
    result = assess(read_framework(HARBOUR), profile, tool_version="1")
    report = render(assessment_report(result, "en"), Screen(width=80))
    path = RESOURCES / "reports" / f"{name}.txt"
    if os.environ.get("UPDATE_REPORTS"):
        path.write_text(report, "utf-8")
    assert report == path.read_text("utf-8")


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [20, 39, 60, 200])
def test_any_report_renders_in_any_language_and_width(name: str, language: str, width: int) -> None:
    profile = Profile.model_validate({"name": "Port", "kind": "organisation"} | SHOWN[name])
    result = assess(read_framework(HARBOUR), profile, tool_version="1")
    assert render(assessment_report(result, language, everything=True), Screen(width=width, colour=True))

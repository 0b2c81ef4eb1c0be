"""A scan: some of the questions, and only what the others cannot undo."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework, Scan
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.report.renderers.markdown import render as render_markdown
from tests.helpers import HARBOUR

NAME = LocalText({"en": "Quick scan"})
QUICK = Scan(name=NAME, kind="organisation", questions=("moor", "lift"), minutes=2)
SHORTER = Scan(name=LocalText({"en": "One question"}), kind="organisation", questions=("lift",), minutes=1)


def with_scans(**scans: Scan) -> Framework:
    framework = read_framework(HARBOUR)
    return framework.model_copy(update={"header": framework.header.model_copy(update={"scans": scans})})


FRAMEWORK = with_scans(quick=QUICK, shorter=SHORTER)


def assessed(answers: Mapping[str, object], framework: Framework = FRAMEWORK) -> Assessment:
    profile = Profile.model_validate({"name": "Port", "kind": "organisation", "answers": answers})
    return assess(framework, profile, tool_version="1")


@pytest.mark.parametrize(
    ("answers", "scan"),
    [
        pytest.param({"moor": 1, "lift": 2}, "quick", id="its questions and no other"),
        pytest.param({"moor": 1}, "quick", id="some of them"),
        pytest.param({"lift": 2}, "shorter", id="of two the one that asks less"),
        pytest.param({"moor": "dont_know", "lift": 2}, "quick", id="don't know is an answer"),
        pytest.param({"moor": 1, "lift": 2, "depth": 1}, None, id="one question more"),
        pytest.param({"moor": 1, "lift": 2, "watch": 1}, "quick", id="beside the stack nothing counts"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_a_profile_is_that_of_a_scan_where_nothing_else_was_answered(
    answers: Mapping[str, object], scan: str | None
) -> None:
    found = assessed(answers).scan
    assert (found and found.id) == scan


def test_a_framework_without_scans_and_a_scan_for_others_find_none() -> None:
    of_regions = with_scans(quick=QUICK.model_copy(update={"kind": "region"}))
    assert assessed({"moor": 1}, read_framework(HARBOUR)).scan is None
    assert assessed({"moor": 1}, of_regions).scan is None


def test_levels_are_bounded_by_what_was_asked() -> None:
    found = assessed({"moor": 1, "lift": 2}).scan
    assert found is not None
    assert [(layer.id, layer.at_most, layer.held_by) for layer in found.layers] == [
        ("quay", 2, ()),
        ("crane", 1, ("lift",)),
    ]
    assert (found.at_most, found.questions, found.others) == (1, 2, 4)


@given(st.integers(0, 1), st.integers(0, 5), st.integers(0, 2), st.integers(0, 3))
def test_no_level_of_the_whole_is_above_what_a_scan_says(moor: int, lift: int, depth: int, light: int) -> None:
    found = assessed({"moor": moor, "lift": lift}).scan
    whole = assessed({"moor": moor, "lift": lift, "depth": depth, "light": light, "spare": 1, "flag": 0})
    assert found is not None
    assert whole.scan is None
    for layer in found.layers:
        level = whole.layer(layer.id).level
        assert level is None or layer.at_most is None or level <= layer.at_most
    assert found.at_most is None or (whole.overall.level or 0) <= found.at_most


@pytest.mark.parametrize("everything", [False, True])
def test_the_report_leads_with_levels_and_gives_no_score(everything: bool) -> None:  # noqa: FBT001
    result = assessed({"moor": 1, "lift": 2})
    text = render_markdown(build_assessment_report(result, "en", extent="all" if everything else "full"))
    assert "At most level 1 (some), limited by Crane." in text
    assert "2 questions are too few for a score or a verdict; both need the 4 remaining questions." in text
    assert "Summary" not in text
    assert ("## Every answer" in text) is everything


def test_what_was_asked_and_is_not_settled_is_what_to_find_out_and_the_rest_is_not_told_of() -> None:
    result = assessed({"moor": {"answer": "not_applicable", "reason": "no ships"}, "lift": {"between": (0, 1)}})
    found = result.scan
    assert found is not None
    assert (found.asked, found.to_find_out, found.set_aside) == (("moor", "lift"), ("lift",), ("moor",))
    text = render_markdown(build_assessment_report(result, "en", extent="all"))
    assert "Set aside: moor. no ships" in text
    assert "Now, at best:" in text
    assert "[depth]" not in text


def test_the_lowest_level_is_not_called_at_most() -> None:
    result = assessed({"lift": 0})
    text = render_markdown(build_assessment_report(result, "en"))
    assert "Level 0 (none), limited by Crane." in text
    assert "Information gaps" not in text


def test_a_layer_of_which_nothing_was_ruled_out_has_no_level() -> None:
    text = render_markdown(build_assessment_report(assessed({"moor": "dont_know", "lift": 2}), "en"))
    assert "| Quay | nothing yet |  | 0 of 4 |" in text

"""Step 16, weights of one's own beside the framework's."""

import pytest

from eurostack_assess.method.assessment import AssessmentExtras, assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.method.custom_weights import apply_weights
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.weights import Weights
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR, rungs, text

FRAMEWORK = read_framework(HARBOUR)
PROFILE = Profile(name="Port", kind="region", answers=rungs({"moor": 1, "depth": 0, "light": 0, "lift": 5, "spare": 1}))
WEIGHTS = Weights(name=text("Night first"), layers={"crane": 0.7}, questions={"moor": 9, "flag": 1})


def test_the_framework_s_weights_stay_what_counts() -> None:
    plain = assess(FRAMEWORK, PROFILE, tool_version="1")
    both = assess(FRAMEWORK, PROFILE, tool_version="1", extras=AssessmentExtras(weights=WEIGHTS, weights_hash="f" * 64))
    assert both.model_copy(update={"reweighed": None}) == plain


def test_beside_them_stands_what_the_others_give() -> None:
    made = assess(
        FRAMEWORK, PROFILE, tool_version="1", extras=AssessmentExtras(weights=WEIGHTS, weights_hash="f" * 64)
    ).reweighed
    assert made is not None
    assert (made.weights, made.hash) == (WEIGHTS, "f" * 64)
    quay, crane = made.layers
    assert quay.score == pytest.approx(100 * 9 / 9.9)
    assert quay.verdict == "strong"
    assert (crane.weight, quay.weight) == (0.7, 0.7)
    assert made.overall.score == pytest.approx(((quay.score or 0) + (crane.score or 0)) / 2)
    assert made.changed == ("quay",)


def test_weights_that_are_the_framework_s_change_nothing() -> None:
    same = Weights(name=text("Same"), layers={"quay": 0.7, "crane": 0.3}, questions={"moor": 0.1})
    assert apply_weights(FRAMEWORK, same) == FRAMEWORK
    made = assess(FRAMEWORK, PROFILE, tool_version="1", extras=AssessmentExtras(weights=same)).reweighed
    assert made is not None
    assert made.changed == ()


def test_a_comparison_by_other_weights_is_that_of_a_framework_with_those() -> None:
    other = Profile(name="Cove", kind="region", answers=rungs({"moor": 0, "depth": 2, "light": 3, "lift": 0}))
    results, weighed = (
        [assess(framework, one, tool_version="1") for one in (PROFILE, other)]
        for framework in (FRAMEWORK, apply_weights(FRAMEWORK, WEIGHTS))
    )
    made = compare(results, tool_version="1", by_own_weights=weighed)
    alone = compare(weighed, tool_version="1")
    assert made.reweighed is not None
    assert (made.reweighed.overall, made.reweighed.overall_pairs) == (alone.overall, alone.overall_pairs)
    assert [one.pairs for one in made.reweighed.layers] == [one.pairs for one in alone.layers]
    assert made.model_copy(update={"reweighed": None}) == compare(results, tool_version="1")

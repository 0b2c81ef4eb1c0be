"""Conditions on a result: what is met, what is worse than before, and the one change that would mend it."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.gate import Limit, evaluate_gate
from eurostack_assess.model.gate import Condition, Gate, Measure
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Question
from eurostack_assess.reading.framework import read_framework
from tests.helpers import RESOURCES
from tests.method.test_comparison import edition, given_answers, result_of

ANSWERS: dict[str, object] = {"moor": 1, "depth": 1, "light": 2, "lift": 3, "spare": "dont_know"}
"""Quay: 0.1 + 0.125 + 0.325 = 55, all known, level 2. Crane: 50, three quarters known, level 1. Stack: 53.5."""


def limits(*given_: tuple[Measure, str | None, float]) -> list[Limit]:
    return [Limit(measure, layer, Fraction(str(value))) for measure, layer, value in given_]


def gated(answers: Mapping[str, object], *given_: tuple[Measure, str | None, float], before: Mapping[str, object] | None = None) -> Gate:  # fmt: skip
    baseline = None if before is None else result_of("Before", before)
    return evaluate_gate(result_of("Port", answers), limits(*given_), baseline, tool_version="1")


def only(result: Gate) -> Condition:
    (condition,) = result.conditions
    return condition


@pytest.mark.parametrize(
    ("limit", "actual", "met"),
    [
        pytest.param(("score", None, 0.535), 53.5, True, id="at the limit counts as reached"),
        pytest.param(("score", None, 0.536), 53.5, False, id="score of the stack"),
        pytest.param(("score", "crane", 0.5), 50, True, id="score of a layer"),
        pytest.param(("level", None, 1), 1, True, id="level of the stack: the weakest layer's"),
        pytest.param(("level", "quay", 2), 2, True, id="level of a layer"),
        pytest.param(("level", None, 2), 1, False, id="a level too high"),
        pytest.param(("unknown", None, 0.075), 0.075, True, id="a quarter of crane, which weighs 0.3"),
        pytest.param(("unknown", "crane", 0.2), 0.25, False, id="unknown of a layer"),
        pytest.param(("unknown", "quay", 0), 0, True, id="everything known"),
    ],
)
def test_limits(limit: tuple[Measure, str | None, float], actual: float, *, met: bool) -> None:
    result = gated(ANSWERS, limit)
    condition = only(result)
    assert condition.actual == pytest.approx(actual)
    assert (condition.outcome, result.passed) == (("met", True) if met else ("not_met", False))
    assert (condition.suggested_fix is None) == met


@pytest.mark.parametrize(
    ("limit", "mend"),
    [
        pytest.param(("score", "quay", 0.6), ("light", "lift", 3, 87.5, True), id="of those that are enough and as many rungs away, the one that adds most"),
        pytest.param(("score", "quay", 0.8), ("light", "lift", 3, 87.5, True), id="the only one that is enough"),
        pytest.param(("score", "quay", 0.99), ("light", "lift", 3, 87.5, False), id="none is enough: the one that adds most"),
        pytest.param(("level", "crane", 2), ("lift", "lift", 4, 2, True), id="the question that binds the level"),
        pytest.param(("unknown", "crane", 0.1), ("spare", "answer", None, 0, True), id="the open question that weighs most"),
    ],
)  # fmt: skip
def test_the_one_change_that_would_mend_it(limit: tuple[Measure, str | None, float], mend: tuple[object, ...]) -> None:
    found = only(gated(ANSWERS, limit)).suggested_fix
    assert found is not None
    assert (found.question, found.change, found.rung, pytest.approx(found.value_after), found.is_sufficient) == mend


FERRY = read_framework(RESOURCES / "ferry")
POINTS = {"exit-engine": 0, "exit-rope": 1, "crew": 1}
"""4 of 15 points; levels begin at 5 and at 10."""


@pytest.mark.parametrize(
    ("answers", "level", "actual", "mend"),
    [
        pytest.param({}, 1, 0, ("crew", "lift", 2, 1, True), id="of those one rung away, the one that adds most"),
        pytest.param({}, 2, 0, ("crew", "lift", 3, 2, True), id="the one question that is enough"),
        pytest.param({"crew": 0}, 2, 0, ("crew", "lift", 3, 2, True), id="ten points exactly"),
        pytest.param({"crew": 0, "exit-rope": 0}, 2, 0, ("crew", "lift", 3, 1, False), id="none is: what adds most"),
        pytest.param({"crew": "dont_know"}, 1, 0, ("crew", "find_out", 2, 1, True), id="an open one"),
        pytest.param({"crew": 2}, 1, 1, None, id="met"),
    ],
)
def test_a_level_that_begins_at_a_cut(
    answers: dict[str, object], level: int, actual: int, mend: tuple[object, ...] | None
) -> None:
    profile = Profile.model_validate({"name": "Quay", "kind": "organisation", "answers": POINTS | answers})
    result = assess(FERRY, profile, tool_version="1")
    found = only(evaluate_gate(result, limits(("level", None, level)), None, tool_version="1"))
    assert (found.actual, found.outcome == "met") == (actual, mend is None)
    fix = found.suggested_fix
    assert (fix and (fix.question, fix.change, fix.rung, fix.value_after, fix.is_sufficient)) == mend


def test_nothing_mends_a_level_that_no_answer_reaches() -> None:
    def capped(one: Question) -> Question:
        return one.model_copy(update={"options": one.options[:3], "target": 2})

    layer = FERRY.layers[0]
    lower = FERRY.model_copy(
        update={"layers": (layer.model_copy(update={"questions": tuple(map(capped, layer.questions))}),)}
    )
    for framework, answers in ((lower, dict.fromkeys(POINTS, 2)), (FERRY, dict.fromkeys(POINTS, "not_applicable"))):
        given_ = {id_: {"answer": one, "reason": "no such thing"} if one != 2 else one for id_, one in answers.items()}
        profile = Profile.model_validate({"name": "Quay", "kind": "organisation", "answers": given_})
        result = assess(framework, profile, tool_version="1")
        strict = result.model_copy(update={"framework": result.framework.model_copy(update={"cuts": (50.0, 99.0)})})
        found = only(evaluate_gate(strict, limits(("level", None, 2)), None, tool_version="1"))
        assert (found.outcome, found.suggested_fix) == ("not_met", None)


def test_two_gating_questions_below_are_not_mended_by_one() -> None:
    condition = only(gated({"moor": 0, "lift": 0}, ("level", None, 2)))
    assert condition.suggested_fix is not None
    assert (
        condition.suggested_fix.question,
        condition.suggested_fix.value_after,
        condition.suggested_fix.is_sufficient,
    ) == ("moor", 0, False)


def test_where_nothing_is_answered_there_is_something_to_answer_first() -> None:
    condition = only(gated({}, ("score", None, 0.5)))
    assert (condition.actual, condition.outcome) == (None, "not_met")
    assert condition.suggested_fix is not None
    assert (condition.suggested_fix.change, condition.suggested_fix.question) == ("answer", "light")
    open_gate = only(gated({}, ("level", "crane", 1))).suggested_fix
    assert open_gate is not None
    assert (open_gate.question, open_gate.change, open_gate.rung) == ("lift", "find_out", 2)
    nothing = dict.fromkeys(("moor", "depth", "light", "flag", "lift", "spare", "watch"), "not_applicable")
    assert only(gated(nothing, ("score", None, 0.5))).suggested_fix is None
    assert only(gated(nothing, ("unknown", None, 0.5))).actual is None
    assert only(gated({**nothing, "moor": 1}, ("score", None, 0.5))).outcome == "met"


def test_at_the_top_nothing_can_be_lifted() -> None:
    top = {"moor": 1, "depth": 2, "light": 3, "lift": 5, "spare": 1}
    condition = only(gated(top, ("score", "crane", 0.99)))
    assert (condition.outcome, condition.suggested_fix) == ("not_met", None)


def test_against_a_baseline_only_worsening_counts() -> None:
    same = gated(ANSWERS, before=ANSWERS)
    assert same.passed
    assert [one.id for one in same.conditions] == [
        f"{measure}-{where}-baseline"
        for where in ("stack", "quay", "crane")
        for measure in ("score", "level", "unknown")
    ]
    better = gated({**ANSWERS, "light": 3, "spare": 1}, before=ANSWERS)
    assert better.passed
    worse = gated({**ANSWERS, "light": 1, "lift": "dont_know"}, before=ANSWERS)
    assert [one.id for one in worse.conditions if one.outcome == "not_met"] == [
        "score-stack-baseline",
        "level-stack-baseline",
        "unknown-stack-baseline",
        "score-quay-baseline",
        "score-crane-baseline",
        "level-crane-baseline",
        "unknown-crane-baseline",
    ]


def test_what_went_down_is_what_would_mend_it() -> None:
    worse = gated({**ANSWERS, "light": 1, "moor": 0, "lift": "skipped"}, before=ANSWERS)
    mends = {one.id: one.suggested_fix for one in worse.conditions if one.suggested_fix}
    assert {id_: (one.question, one.change, one.rung) for id_, one in mends.items()} == {
        "score-stack-baseline": ("light", "restore", 2),
        "level-stack-baseline": ("moor", "lift", 1),
        "unknown-stack-baseline": ("lift", "recover", 3),
        "score-quay-baseline": ("light", "restore", 2),
        "level-quay-baseline": ("moor", "restore", 1),
        "score-crane-baseline": ("lift", "recover", 3),
        "level-crane-baseline": ("lift", "recover", 3),
        "unknown-crane-baseline": ("lift", "recover", 3),
    }
    assert mends["score-crane-baseline"].is_sufficient
    assert not mends["score-quay-baseline"].is_sufficient


def test_a_limit_that_the_baseline_did_not_meet_either_is_tolerated() -> None:
    limit: tuple[Measure, str | None, float] = ("score", "quay", 0.9)
    assert gated(ANSWERS, limit, before=ANSWERS).conditions[0].outcome == "tolerated"
    assert gated({**ANSWERS, "light": 1}, limit, before=ANSWERS).conditions[0].outcome == "not_met"
    assert gated(ANSWERS, limit, before={}).conditions[0].outcome == "not_met"
    assert gated(ANSWERS, limit, before=ANSWERS).passed


def test_what_was_not_known_before_does_not_make_it_worse() -> None:
    """A low answer to what was open lowers the score; going back to "don't know" must not be the way to pass."""
    before = {**ANSWERS, "moor": "dont_know", "depth": "dont_know", "spare": "skipped"}
    newly = gated({**ANSWERS, "moor": 0, "depth": 0, "spare": 0}, before=before)
    assert newly.passed
    outcomes = {one.id: one.outcome for one in newly.conditions}
    assert {id_ for id_, outcome in outcomes.items() if outcome == "tolerated"} == {
        "score-stack-baseline", "score-quay-baseline", "score-crane-baseline",
    }  # fmt: skip
    worse_too = gated({**ANSWERS, "depth": 0, "light": 0}, before={**ANSWERS, "depth": "dont_know"})
    assert {one.id: one.outcome for one in worse_too.conditions}["score-quay-baseline"] == "not_met"


def test_a_level_names_every_question_that_must_rise() -> None:
    (condition,) = gated({"moor": 0, "depth": 0, "light": 0, "lift": 0}, ("level", None, 1)).conditions
    assert condition.suggested_fix is not None
    together = {condition.suggested_fix.question, *condition.suggested_fix.further_questions}
    assert not condition.suggested_fix.is_sufficient
    raised = {"moor": 1, "depth": 2, "light": 3, "lift": 5}
    lifted = {"moor": 0, "depth": 0, "light": 0, "lift": 0} | {id_: raised[id_] for id_ in together}
    assert gated(lifted, ("level", None, 1)).passed


def test_a_baseline_of_another_edition_counts_for_the_layers_that_both_have() -> None:
    older = result_of("Before", {**ANSWERS, "light": 3}, edition("0", light="How much light?"))
    cut = older.model_copy(update={"layers": older.layers[:1]})
    result = evaluate_gate(result_of("Port", ANSWERS), [], cut, tool_version="1")
    assert [one.layer for one in result.conditions] == [None, None, None, "quay", "quay", "quay"]
    broken = [one for one in result.conditions if one.outcome == "not_met"]
    assert {one.id for one in broken} == {
        "score-stack-baseline",
        "level-stack-baseline",
        "unknown-stack-baseline",
        "score-quay-baseline",
    }
    assert {one.suggested_fix.change for one in broken if one.suggested_fix} <= {"lift", "answer"}


@given(given_answers)
def test_nothing_is_worse_than_itself(answers: Mapping[str, object]) -> None:
    assert gated(answers, before=answers).passed


@given(given_answers, st.sampled_from(["score", "level", "unknown"]), st.sampled_from([None, "quay", "crane"]), st.integers(0, 100))  # fmt: skip
def test_what_is_said_to_be_enough_is_enough(answers: dict[str, object], measure: Measure, layer: str | None, number: int) -> None:  # fmt: skip
    limit = (measure, layer, number % 3 if measure == "level" else number / 100)
    mend = only(gated(answers, limit)).suggested_fix
    if mend and mend.rung is not None:
        after = only(gated({**answers, mend.question: mend.rung}, limit))
        assert (after.outcome == "met") == mend.is_sufficient
        assert after.actual == pytest.approx(mend.value_after)


def test_where_nothing_gates_no_question_mends_a_level() -> None:
    condition = only(gated(ANSWERS | {"moor": "not_applicable"}, ("level", "quay", 2)))
    assert (condition.actual, condition.outcome, condition.suggested_fix) == (None, "not_met", None)

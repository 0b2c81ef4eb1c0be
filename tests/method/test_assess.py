"""A whole result, worked out by hand for a framework that is not ours."""

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR

PROFILE = {
    "name": "Port",
    "kind": "organisation",
    "findings": {"quay": {"verdict": "middle"}, "crane": {"verdict": "strong"}},
    "answers": {"moor": 1, "depth": 1, "light": 2, "flag": 0, "lift": 3, "spare": "dont_know", "watch": 2},
}


def assessed(**changes: object) -> Assessment:
    profile = Profile.model_validate(PROFILE | changes)
    return assess(read_framework(HARBOUR), profile, tool_version="1")


def test_decimal_weights_and_foreign_ladders_score_what_a_hand_calculation_says() -> None:
    result = assessed()
    quay, crane = result.layers
    # quay: 0.1 x 1 + 0.25 x 0.5 + 0.65 x 0.5 = 0.55 of a weight of 1
    assert (quay.score, quay.low, quay.high, quay.coverage) == (55, 55, 55, 1)
    assert (quay.level, quay.level_low, quay.binding) == (2, 2, ())
    # targets: moor 1, depth 1, light 1; gaps 0, 0.5, 0.5
    assert quay.shortfall == 0.45
    assert [question.priority for question in quay.questions] == [0, 0.125, 0.325, None]
    # crane: 0.5 answered with weight 1.5 of 2; what is open lies between 0.2 and 0.9
    assert (crane.score, crane.low, crane.high, crane.coverage) == (50, 42.5, 60, 0.75)
    assert (crane.level, crane.level_low, crane.binding) == (1, 1, ("lift",))
    assert crane.level_uplift is not None
    assert (crane.level_uplift.by_question, crane.level_uplift.all_questions) == ({"lift": 2}, 2)
    assert crane.shortfall == 0.3
    assert (quay.verdict, crane.verdict) == ("middle", "middle")
    assert (quay.agreement, crane.agreement) == ("agrees", "differs")
    # overall: 0.7 x 55 + 0.3 x 50, the interval and coverage likewise
    overall = result.overall
    assert (overall.score, overall.low, overall.high, overall.coverage) == (53.5, 51.25, 56.5, 0.925)
    assert (overall.level, overall.level_low, overall.weakest) == (1, 1, ("crane",))
    # 0.7 x 0.45 + 0.3 x 0.3
    assert overall.shortfall == pytest.approx(0.405, abs=1e-15)
    assert result.gaps == ("lift", "light", "depth")  # lift holds its layer below the target
    shares = [result.question(gap).share_of_total_gap or 0 for gap in result.gaps]
    assert shares == [pytest.approx(0.09 / 0.405), pytest.approx(0.7 * 0.325 / 0.405), pytest.approx(0.0875 / 0.405)]
    assert result.information_gaps == ("spare",)
    assert result.question("spare").information == 17.5


def test_what_stands_beside_the_stack_is_scored_but_changes_nothing_in_it() -> None:
    with_lens = assessed(lenses=("night",), answers=PROFILE["answers"] | {"lamp": 0, "watch": 0})  # type: ignore[operator]
    assert with_lens.overall == assessed().overall
    assert [(part.id, part.score) for part in with_lens.cross_cutting] == [("crew", 0)]
    assert [(part.id, part.score, part.questions[0].layer) for part in with_lens.lenses] == [("night", 0, "quay")]
    assert assessed().lenses == ()


def test_a_region_is_not_asked_an_organisations_questions() -> None:
    region = assessed(kind="region", answers={})
    assert region.cross_cutting == (), "what asks a region nothing is not shown for it"


@pytest.mark.parametrize(
    ("given", "score", "low", "verdict"),
    [
        pytest.param(None, None, [0, 5], "undetermined", id="empty"),
        pytest.param("dont_know", None, [0, 5], "undetermined", id="all don't know"),
        pytest.param(
            {"answer": "not_applicable", "reason": "no harbour"}, None, [None, None], "not_applicable", id="all n/a"
        ),
    ],
)
def test_a_profile_without_answers_claims_nothing(
    given: object, score: float | None, low: list[float | None], verdict: str
) -> None:
    answers = {id_: given for id_ in PROFILE["answers"] if given is not None}
    result = assessed(answers=answers)
    assert [layer.score for layer in result.layers] == [score] * 2
    assert [layer.low for layer in result.layers] == low
    assert [layer.verdict for layer in result.layers] == [verdict] * 2
    assert (result.overall.score, result.overall.level, result.overall.weakest) == (None, None, ())
    assert result.gaps == ()
    assert result.summary.no_verdict == ("quay", "crane")


def test_a_change_in_one_layer_changes_no_other() -> None:
    changed = assessed(answers=PROFILE["answers"] | {"lift": 0})  # type: ignore[operator]
    kept, unchanged = changed.layers[0], assessed().layers[0]
    shares = {"questions"}
    assert kept.model_dump(exclude=shares) == unchanged.model_dump(exclude=shares)
    assert (changed.layers[1].verdict, changed.layers[1].ground) == ("attention", "floor")


def test_without_levels_the_weakest_layer_is_the_one_with_the_lowest_score() -> None:
    result = assessed(answers={"depth": 2, "spare": 0})
    assert result.overall.level is None
    assert result.overall.level_low == 0
    assert result.overall.weakest == ("crane",)


def test_an_answer_at_its_target_needs_evidence_or_a_source() -> None:
    answers = {"moor": 1, "depth": {"answer": 2, "source": "sounding of 1 May"}, "light": 0}
    result = assessed(answers=answers)
    assert [question.supported for question in result.layers[0].questions] == [False, True, True, True]


def test_much_set_aside_as_not_applicable_is_told() -> None:
    framework = read_framework(HARBOUR)
    guarded = framework.header.thresholds.model_copy(update={"not_applicable": 0.2})
    header = framework.header.model_copy(update={"thresholds": guarded})
    answers = {"moor": 1, "depth": 1, "light": {"answer": "not_applicable", "reason": "daylight only"}}
    profile = Profile.model_validate(PROFILE | {"answers": answers})
    quay, crane = assess(framework.model_copy(update={"header": header}), profile, tool_version="1").layers
    # (0.1 x 1 + 0.25 x 0.5) over 0.35; over 1 with light at 0
    assert (quay.not_applicable, quay.score_not_applicable_as_0) == (0.65, 22.5)
    assert quay.score == pytest.approx(64.2857142857)
    assert crane.score_not_applicable_as_0 is None


def test_the_next_action_is_the_first_above_the_answer() -> None:
    framework = read_framework(HARBOUR)
    quay = framework.layers[0]
    actions = [{"to": to, "en": f"to {to}", "effort": "S"} for to in (1, 3)]
    light = quay.questions[2].model_validate(quay.questions[2].model_dump() | {"actions": tuple(actions)})
    changed = quay.model_copy(update={"questions": (light,)})
    profile = Profile.model_validate(PROFILE | {"answers": {"light": 2}, "findings": {}})
    result = assess(framework.model_copy(update={"layers": (changed,)}), profile, tool_version="1")
    action = result.question("light").next_action
    assert action is not None
    assert action.to == 3

"""Step 15, another instrument's view, and step 17, views side by side."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess import shipped
from eurostack_assess.method.assessment import AssessmentExtras, assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.method.views import build_view_result
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Framework, FrameworkHeader, Instrument
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.view import ObjectiveResult, ViewEdition, ViewResult
from eurostack_assess.reading.framework import read_framework
from tests.helpers import answer, question, rungs, text

SHIPPED = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)

EU_CSF = {
    "eu-csf-2025-10": {
        "SOV-1": 15, "SOV-2": 10, "SOV-3": 10, "SOV-4": 15, "SOV-5": 20, "SOV-6": 15, "SOV-7": 10, "SOV-8": 5,
    },
    "eu-csf-2026-06": {
        "SOV-1": 20, "SOV-2": 10, "SOV-3": 10, "SOV-4": 15, "SOV-5": 10, "SOV-6": 15, "SOV-7": 15, "SOV-8": 5,
    },
}  # fmt: skip
"""As both of at least two independent transcriptions of each edition have them."""

BOOK = Instrument.model_validate(
    {
        "instrument": "book", "name": "Book", "edition": "any",
        "objectives": (
            {"id": "A", "en": "Water", "factors": ({"id": "A.1", "en": "Depth"}, {"id": "A.2", "en": "Tides"})},
            {"id": "B", "en": "Land"},
            {"id": "C", "en": "Sky"},
        ),
    }
)  # fmt: skip
MAPS = {"a": ("A.1",), "b": ("A.1", "B"), "c": ("B",), "d": ("A",), "e": ("B",)}


def framework(roles: Mapping[str, str] | None = None) -> Framework:
    """Five questions in two layers; e is informational."""
    asked = {
        id_: question(id_, role=(roles or {}).get(id_, "ranking"), weight=2.0 if id_ == "c" else 1.0).model_copy(  # type: ignore[arg-type]
            update={"maps": {"book": touched}}
        )
        for id_, touched in MAPS.items()
    }
    header = FrameworkHeader.model_validate(
        {
            "id": "port", "edition": "1", "name": "Port", "languages": ("en",), "layers": ("one", "two"),
            "instruments": ("book",), "levels": ("l0", "l1", "l2", "l3", "l4"), "target": 3,
            "views": {
                "first": {"instrument": "book", "name": "First", "weights": {"A": 1, "B": 3, "C": 6}},
                "second": {"instrument": "book", "name": "Second", "weights": {"A": 3, "B": 1, "C": 6}},
            },
            "thresholds": {"strong": 60, "attention": 40, "coverage": 0.5},
        }
    )  # fmt: skip
    parts = {"one": ("a", "b"), "two": ("c", "d", "e")}
    layers = tuple(
        Questionnaire(layer=id_, name=text(id_), questions=tuple(asked[one] for one in ids))
        for id_, ids in parts.items()
    )
    return Framework(header=header, hash="0", layers=layers, cross_cutting=(), lenses=(), instruments=(BOOK,))


def read(answers: Mapping[str, object], roles: Mapping[str, str] | None = None) -> ViewResult:
    given_ = {id_: one for id_, word in answers.items() if (one := answer(word)) is not None}
    profile = Profile(name="Port", kind="region", answers=given_)
    return build_view_result(framework({"e": "informational"} | dict(roles or {})), profile, BOOK, ["first", "second"])


@pytest.mark.parametrize(("edition", "objective", "weight"), [
    (edition, objective, weight) for edition, weights in EU_CSF.items() for objective, weight in weights.items()
])  # fmt: skip
def test_each_weight_of_each_edition(edition: str, objective: str, weight: int) -> None:
    assert SHIPPED.header.views[edition].weights[objective] == weight


def test_an_objective_is_the_mean_of_the_questions_that_touch_it_or_one_of_its_factors() -> None:
    made = read({"a": 4, "b": 0, "c": 2, "d": 1, "e": 4})
    water, land, sky = made.objectives
    assert (water.questions, land.questions) == (("a", "b", "d"), ("b", "c"))
    assert water.score == pytest.approx((100 + 0 + 25) / 3)
    assert land.score == pytest.approx((0 + 2 * 50) / 3)
    assert (sky.questions, sky.score, sky.low, sky.coverage, sky.level) == ((), None, None, None, None)


def test_factors_that_are_asked_are_counted() -> None:
    assert [(one.factors_asked, one.factors) for one in read({}).objectives] == [(1, 2), (1, 1), (0, 1)]


def test_the_level_is_the_lowest_of_all_whether_they_gate_or_not() -> None:
    made = read({"a": 4, "b": 1, "c": 2, "d": 3}, {"a": "gating"})
    assert [one.level for one in made.objectives] == [1, 1, None]
    assert (made.level, made.weakest, made.objective("A").binding) == (1, ("A", "B"), ("b",))


def test_an_open_answer_widens_and_its_level_may_be_lowest() -> None:
    made = read({"a": 4, "b": "dont_know", "d": 4, "c": 4})
    water = made.objective("A")
    assert (water.score, water.high) == (100, 100)
    assert water.low == pytest.approx(200 / 3)
    assert water.coverage == pytest.approx(2 / 3)
    assert (water.level, water.level_low) == (4, 0)


def test_what_does_not_apply_is_left_out() -> None:
    assert read({"a": 4, "b": "not_applicable", "c": 0, "d": 4}).objective("A").score == 100


def test_editions_weigh_objectives_and_leave_out_what_is_not_asked() -> None:
    first, second = read({"a": 4, "b": 4, "c": 4, "d": 4}).editions
    assert (first.score, second.score) == (100, 100)
    first, second = read({"a": 4, "d": 4, "b": "not_applicable", "c": 0}).editions
    assert (first.score, second.score) == (25, 75)
    assert first.weight_effects == {"A": 0, "B": 0}
    assert second.weight_effects == {"A": pytest.approx(0.5 * 75), "B": pytest.approx(-0.5 * -25)}


ANSWERS = st.fixed_dictionaries({id_: st.none() | st.integers(0, 4) | st.just("dont_know") for id_ in "abcd"})


def numbers(made: ViewResult) -> list[ObjectiveResult | ViewEdition]:
    return [*made.objectives, *made.editions]


@given(ANSWERS)
def test_invariants(answers: dict[str, object]) -> None:
    """Bounds hold, and what the weights pull adds up to the difference between editions."""
    made = read(answers)
    for one in numbers(made):
        if one.low is not None and one.high is not None:
            assert 0 <= one.low <= one.high <= 100
            assert one.score is None or one.low - 1e-9 <= one.score <= one.high + 1e-9
    first, second = made.editions
    if first.score is not None and second.score is not None:
        assert sum(second.weight_effects.values()) == pytest.approx(second.score - first.score, abs=1e-9)


@given(ANSWERS, st.sampled_from("abcd"))
def test_raising_an_answer_lowers_nothing(answers: dict[str, object], id_: str) -> None:
    before = read(answers | {id_: 2})
    after = read(answers | {id_: 3})
    for one, other in zip(numbers(before), numbers(after), strict=True):
        assert (other.score or 0) >= (one.score or 0) - 1e-9
        assert (other.low or 0) >= (one.low or 0)


def scored(name: str, answers: Mapping[str, int]) -> Assessment:
    profile = Profile(name=name, kind="region", answers=rungs(answers))
    return assess(framework(), profile, tool_version="1", extras=AssessmentExtras({"book": ["first", "second"]}))


def test_two_by_another_instrument_and_whether_its_editions_agree() -> None:
    wet, dry = scored("Wet", {"a": 4, "b": 0, "c": 0, "d": 4}), scored("Dry", {"a": 0, "b": 0, "c": 4, "d": 0})
    (compared,) = compare([wet, dry], tool_version="1").views
    water, land, sky = compared.objectives
    assert (water.pairs[0].higher_party, land.pairs[0].higher_party, sky.pairs[0].standing) == (0, 1, "too_little")
    by_first, by_second = compared.editions
    assert [one.score for one in by_first.results] == [
        edition.editions[0].score for edition in (wet.views[0], dry.views[0])
    ]
    assert (by_first.pairs[0].higher_party, by_second.pairs[0].higher_party) == (1, 0)
    assert compared.disagreements == ((0, 1),)
    (mirrored,) = compare([dry, wet], tool_version="1").views
    assert mirrored.objectives[0].pairs[0].expected_difference == -(water.pairs[0].expected_difference or 0)


def test_editions_that_agree() -> None:
    wet, dry = scored("Wet", {"a": 4, "b": 4, "c": 4, "d": 4}), scored("Dry", {"a": 0, "b": 0, "c": 0, "d": 0})
    (compared,) = compare([wet, dry], tool_version="1").views
    assert compared.disagreements == ()
    assert [one.pairs[0].higher_party for one in compared.editions] == [0, 0]


def test_a_view_that_one_of_them_lacks_is_left_out() -> None:
    wet, dry = scored("Wet", {"a": 4}), scored("Dry", {"a": 0})
    assert compare([wet, dry.model_copy(update={"views": ()})], tool_version="1").views == ()
    assert compare([wet.model_copy(update={"views": ()}), dry], tool_version="1").views == ()


def test_questions_that_one_was_not_asked_play_no_part() -> None:
    wet, dry = scored("Wet", {"a": 4}), scored("Dry", {"a": 0})
    other = dry.views[0].model_copy(update={"objectives": dry.views[0].objectives[:1], "editions": ()})
    for results in (
        [wet, dry.model_copy(update={"views": (other,)})],
        [dry.model_copy(update={"views": (other,)}), wet],
    ):
        (compared,) = compare(results, tool_version="1").views
        assert compared.editions == ()
        (water, *others) = compared.objectives
        assert [one.score for one in water.results] in ([100, 0], [0, 100])
        assert all(None in [one.score for one in each.results] for each in others)


def test_nothing_answered_is_no_score() -> None:
    assert [one.score for one in read({}).editions] == [None, None]


def test_a_first_edition_that_weighs_nothing_that_has_a_score_pulls_from_nothing() -> None:
    asked = framework()
    weights = {"first": {"A": 0.0, "B": 0.0, "C": 1.0}, "second": {"A": 1.0, "B": 0.0, "C": 0.0}}
    views = {id_: one.model_copy(update={"weights": weights[id_]}) for id_, one in asked.header.views.items()}
    header = asked.header.model_copy(update={"views": views})
    other = Framework(header=header, hash="0", layers=asked.layers, cross_cutting=(), lenses=(), instruments=(BOOK,))
    made = build_view_result(
        other, Profile(name="Port", kind="region", answers=rungs({"a": 4})), BOOK, ["first", "second"]
    )
    assert [one.score for one in made.editions] == [None, 100]

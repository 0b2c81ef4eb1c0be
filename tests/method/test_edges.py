"""The edges of the method: nothing to count, another population, what is neither here nor there."""

from datetime import date
from fractions import Fraction

import pytest

from eurostack_assess.method import completions
from eurostack_assess.method.assessment import AssessmentExtras, assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.method.completions import CumulatedMasses, MeanSpread, weigh_possible_answers
from eurostack_assess.method.confidence import loosen_answer
from eurostack_assess.method.exposure import compute_exposure
from eurostack_assess.method.item_analysis import analyse_layer
from eurostack_assess.method.likelihood import compute_chances, compute_stack_chances
from eurostack_assess.method.orders import OrderChances, SpreadMean
from eurostack_assess.method.pairing import LayerPair, QuestionPair, compare_pair
from eurostack_assess.method.priors import count_rungs
from eurostack_assess.method.sensitivity import geometric_mean
from eurostack_assess.method.value_ranges import ValueRange
from eurostack_assess.method.verdicts import compare_with_finding
from eurostack_assess.model.prior import Prior
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, profile
from tests.helpers import item
from tests.method.test_comparison import THRESHOLDS, result_of


def test_of_nothing_nothing_is_likely() -> None:
    assert weigh_possible_answers([]) == []
    assert compute_chances([], THRESHOLDS) is None
    assert compute_stack_chances([], (40, 60), Fraction(3, 10)) is None
    assert geometric_mean([(Fraction(0), Fraction(1))]) is None


def test_ways_that_miss_a_floor_count_in_an_order_too() -> None:
    masses = CumulatedMasses(MeanSpread(met={0: 1}, missed={0: 1, 2: 2}, ways=4, whole=2).masses)
    other = CumulatedMasses({1: 1})
    assert SpreadMean(masses, masses, 2).compare(SpreadMean(other, other, 2)) == OrderChances(
        Fraction(1, 2), Fraction(0), Fraction(1, 2)
    )


def test_the_first_of_two_means_in_unlike_units_is_above_where_it_is_greater() -> None:
    thirds, halves = CumulatedMasses({1: 1, 2: 1}), CumulatedMasses({1: 1})
    assert SpreadMean(thirds, thirds, 3).compare(SpreadMean(halves, halves, 2)) == OrderChances(
        Fraction(1, 2), Fraction(0), Fraction(1, 2)
    )


def test_an_order_of_too_many_values_is_bounded_from_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ValueRange(tuple(Fraction(rung, 4) for rung in range(5)), Fraction(1))
    sure = ValueRange((Fraction(3, 4),), Fraction(1))
    questions = tuple(
        QuestionPair(f"q{weight}", Fraction(weight, 100), values if weight < 40 else sure, sure)
        for weight in (37, 41, 59, 83)
    )
    layer = [LayerPair("layer", Fraction(1), questions)]
    exact = compare_pair(0, 1, layer, THRESHOLDS).likelihood
    monkeypatch.setattr(completions, "MAX_SUMS", 2)
    rough = compare_pair(0, 1, layer, THRESHOLDS).likelihood
    assert exact is not None
    assert rough is not None
    assert rough.probability.second <= exact.probability.second
    assert rough.probability.second == pytest.approx(exact.probability.second, abs=0.01)


def test_what_was_not_asked_cannot_be_one_rung_off() -> None:
    unasked = item(None)
    assert loosen_answer(unasked) is unasked


def test_a_likely_verdict_may_differ_from_what_a_session_found() -> None:
    assert compare_with_finding("undetermined", "strong", "middle") == "likely_differs"
    assert compare_with_finding("undetermined", "middle", "middle") == "likely_agrees"


def test_what_no_answer_can_lead_to_differs_from_what_a_session_found() -> None:
    assert compare_with_finding("undetermined", "attention", ruled_out=["attention"]) == "differs"
    assert compare_with_finding("undetermined", "strong", ruled_out=["attention"]) == "undecided"


def test_questions_that_go_together_somewhat_are_a_scale_of_medium_strength() -> None:
    pattern = [(0, 0), (0, 1), (1, 0), (2, 2), (3, 1), (4, 4)] * 5
    rows = [[Fraction(first, 4), Fraction(second, 4)] for first, second in pattern]
    found = analyse_layer("quay", ["a", "b"], rows)
    assert found.strength in ("weak", "medium", "strong")
    assert not any(question.is_flagged for question in found.questions)


def test_by_another_population_the_answer_stands_beside_the_uniform_one() -> None:
    counts = {"moor": (1, 9), "depth": (0, 0, 12), "light": (0, 0, 0, 12)}
    prior = Prior.model_validate({
        "framework": "harbour", "edition": "1", "kind": "organisation", "population": {"en": "Ports"}, "size": 12,
        "date": date(2026, 1, 31), "counts": counts,
    })  # fmt: skip
    result = assess(FRAMEWORK, profile(answers={"moor": 1}), tool_version="1", extras=AssessmentExtras(prior=prior))
    quay = result.layers[0]
    assert result.prior is not None
    assert (result.prior.size, quay.prior_likelihood is None) == (12, False)
    assert quay.likelihood is not None
    assert quay.prior_likelihood is not None
    assert quay.prior_likelihood.expected > quay.likelihood.expected
    rows = [{"moor": 1}] * 10
    counted = count_rungs(FRAMEWORK, "organisation", rows, name="ten", day=date(2026, 1, 31), smallest=10)
    assert counted is not None
    assert (counted.odds, counted.size) == ({"moor": (1, 11)}, 10)
    assert count_rungs(FRAMEWORK, "organisation", rows[1:], name="x", day=date(2026, 1, 31), smallest=10) is None


def test_an_answer_of_an_older_edition_contradicts_nothing() -> None:
    found = compute_exposure(
        FRAMEWORK, profile(dependency("a", supplier="pilot"), answers={"once-asked": 1}), CATALOGUE
    )
    assert found.contradictions == ()


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        pytest.param({"at_least": 1}, {"between": (1, 2)}, "narrowed", id="narrowed"),
        pytest.param({"between": (1, 2)}, {"at_least": 1}, "widened", id="widened"),
        pytest.param({"at_least": 1}, {"at_least": 1}, None, id="the same"),
        pytest.param({"between": (0, 1)}, {"between": (1, 2)}, None, id="neither"),
    ],
)
def test_what_became_of_a_partial_answer(before: object, after: object, movement: str | None) -> None:
    results = [
        result_of("Port", {"light": given}, date=day)
        for given, day in ((before, date(2025, 1, 1)), (after, date(2026, 1, 1)))
    ]
    changes = [change.movement for change in compare(results, tool_version="1").answer_changes]
    assert changes == ([movement] if movement else [])

"""What the questions touch of another instrument."""

from eurostack_assess.method.coverage import compute_coverage
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR


def test_each_factor_knows_its_questions_and_an_objective_without_factors_counts_as_one() -> None:
    framework = read_framework(HARBOUR)
    found = compute_coverage(framework.instruments[0], framework.parts)
    assert [(one.factor.id, [question.id for question in one.questions]) for one in found.factors] == [
        ("A.1", ["depth"]),
        ("A.2", []),
        ("A.3", []),
        ("B", []),
    ]
    assert found.touched_count == 1


def test_questions_are_told_by_the_kind_of_profile_they_are_put_to() -> None:
    framework = read_framework(HARBOUR)
    asked_of_both = compute_coverage(framework.instruments[0], framework.parts).factors[0]
    assert (asked_of_both.question_ids_for("organisation"), asked_of_both.question_ids_for("region")) == (
        ("depth",),
        ("depth",),
    )
    assert compute_coverage(framework.instruments[0], ()).touched_count == 0

"""What a verdict rests on: unsure answers, and assumptions of the method; laws for any layer."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.answers import Item
from eurostack_assess.method.assessment import AssessmentExtras, assess
from eurostack_assess.method.confidence import conclude, find_doubt, is_unsure, loosen_answer, recompute
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.sensitivity import find_sensitivity, geometric_mean
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.base import CONFIDENCES
from eurostack_assess.model.vocabulary import is_conclusive
from tests.dependencies import FRAMEWORK, profile
from tests.helpers import item
from tests.method.test_likelihood import THRESHOLDS
from tests.method.test_properties import layers


@st.composite
def rated_layers(draw: st.DrawFn) -> list[Item]:
    """A layer in which some answers say how sure they are."""
    return [
        Item(one.question, one.answer and one.answer.model_copy(update={"confidence": draw(confidences)}))
        for one in draw(layers())
    ]


confidences = st.none() | st.sampled_from(CONFIDENCES)


@given(rated_layers())
def test_doubt_only_widens_and_one_rung_off_lies_within_not_known(layer: list[Item]) -> None:
    given_ = recompute(layer, THRESHOLDS)
    doubt = find_doubt(layer, THRESHOLDS, conclude(layer, THRESHOLDS))
    if doubt is None:
        assert not any(is_unsure(one) and one.counts for one in layer)
        return
    for wide, narrow in ((doubt.without, doubt.one_rung_off), (doubt.one_rung_off, given_)):
        if narrow.low is None or narrow.high is None or wide.low is None or wide.high is None:
            assert (narrow.low, wide.low) == (None, None)
            continue
        assert wide.low <= narrow.low <= narrow.high <= wide.high
        assert (wide.coverage or 0) <= (narrow.coverage or 0)
        if is_conclusive(wide.verdict):
            assert wide.verdict == narrow.verdict
    if doubt.rests_on_them:
        assert given_.certainty in ("certain", "likely", "very_likely")


@pytest.mark.parametrize(
    ("given_answer", "loosened"),
    [
        pytest.param(2, (1, 3), id="one rung on either side"),
        pytest.param(0, (0, 1), id="not below the ladder"),
        pytest.param(4, (3, 4), id="nor above it"),
        pytest.param({"at_least": 3}, (2, 4), id="a bound one wider"),
        pytest.param({"between": (1, 3)}, (0, 4), id="up to all of it"),
    ],
)
def test_one_rung_off(given_answer: object, loosened: tuple[int, int]) -> None:
    possible = loosen_answer(item(given_answer)).possible
    assert (possible[0], possible[-1]) == loosened


@given(rated_layers())
def test_every_variation_is_counted_once_and_nothing_counted_moves_nothing(layer: list[Item]) -> None:
    score, gaps = score_items(layer), compute_gaps(layer)
    verdict = judge(layer, score, gaps, THRESHOLDS).verdict
    if score.low is None:
        return
    sensitivity = find_sensitivity(layer, verdict, THRESHOLDS)
    assert len(sensitivity.variations) == 9 + sum(one.counts for one in layer)
    for variation in sensitivity.variations:
        assert (variation.effect == "holds") == (variation.verdict == verdict)
        left_out = [one for one in layer if one.question.id == variation.question]
        if left_out and not left_out[0].weight and left_out[0].question.floor is None:
            assert variation.effect == "holds"


@given(
    st.lists(st.tuples(st.integers(1, 9).map(Fraction), st.integers(0, 20).map(lambda n: Fraction(n, 20))), min_size=1)
)
def test_the_geometric_mean_is_at_most_the_arithmetic_and_between_all_0_and_all_1(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    mean = geometric_mean(pairs)
    assert mean is not None
    arithmetic = sum(weight * value for weight, value in pairs) / sum(weight for weight, _ in pairs)
    assert float(mean) <= float(arithmetic) + 1e-9
    for value in (Fraction(0), Fraction(1)):
        same = geometric_mean([(weight, value) for weight, _ in pairs])
        assert float(same or 0) == pytest.approx(float(value), abs=1e-9)
    assert geometric_mean([(Fraction(0), Fraction(1))]) is None


def test_scored_with_every_doubt_a_result_says_so_and_keeps_what_it_doubts() -> None:
    answers = {"moor": {"answer": 1, "confidence": "common_knowledge"}, "depth": 1}
    port = profile(answers=answers)
    given_, doubted = (
        assess(FRAMEWORK, port, tool_version="1", extras=AssessmentExtras(doubt=doubt, sensitivity=True))
        for doubt in (None, "one_rung")
    )
    assert (given_.doubt, doubted.doubt) == (None, "one_rung")
    assert doubted.layers[0].doubt == given_.layers[0].doubt
    expected = given_.layers[0].doubt
    assert expected is not None
    assert (doubted.layers[0].low, doubted.layers[0].high) == (expected.one_rung_off.low, expected.one_rung_off.high)
    assert all(layer.sensitivity for layer in (*given_.layers, *doubted.layers))

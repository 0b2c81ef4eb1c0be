"""What is likely, held against every way in which the open answers of a small layer can fall."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method import completions
from eurostack_assess.method.answers import Item
from eurostack_assess.method.completions import build_completions, find_joint_rungs, weigh_possible_answers
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.likelihood import compute_chances, judge_chances
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from tests.helpers import answer, item, question
from tests.method.test_properties import items

THRESHOLDS = Thresholds(strong=60, attention=40)
CASES = ("probability", "apart", "together", "lean_low", "lean_high")


@st.composite
def small_layers(draw: st.DrawFn) -> list[Item]:
    return [draw(items(f"q{number}")) for number in range(draw(st.integers(1, 4)))]


def certain_verdict(layer: Sequence[Item]) -> str:
    return judge(layer, score_items(layer), compute_gaps(layer), THRESHOLDS).verdict


def completed(layer: Sequence[Item]) -> list[list[Item]]:
    """The layer in every way in which its answers can fall."""
    ways = [[Item(one.question, answer(rung)) for rung in one.possible] or [one] for one in layer if one.counts]
    return [list(way) for way in product(*ways)]


@given(small_layers())
def test_apart_counts_every_way_in_which_the_answers_can_fall(layer: list[Item]) -> None:
    chances = compute_chances(layer, THRESHOLDS)
    if chances is None:
        assert certain_verdict(layer) == "not_applicable"
        return
    verdicts = [certain_verdict(way) for way in completed(layer)]
    assert chances.ways == len(verdicts)
    assert chances.apart == {verdict: Fraction(verdicts.count(verdict), len(verdicts)) for verdict in FINDING_VERDICTS}
    scores = [score_items(way).score or 0 for way in completed(layer)]
    assert chances.expected == sum(scores, Fraction(0)) / len(scores)


@given(small_layers())
def test_a_verdict_is_certain_where_its_probability_is_1(layer: list[Item]) -> None:
    chances, verdict = compute_chances(layer, THRESHOLDS), certain_verdict(layer)
    if chances is None:
        return
    for case in CASES:
        found = getattr(chances, case)
        assert sum(found.values()) == 1
        for one in FINDING_VERDICTS:
            low, high = sorted((chances.apart[one], chances.together[one]))
            assert low <= chances.probability[one] <= high
    for one in FINDING_VERDICTS:
        assert (chances.probability[one] == 1) == (verdict == one)
        assert (one in chances.ruled_out) == (chances.apart[one] == chances.together[one] == 0)


@given(small_layers())
def test_together_keeps_what_each_answer_is_by_itself(layer: list[Item]) -> None:
    answers = weigh_possible_answers(layer)
    whole, pieces = find_joint_rungs(answers)
    assert sum(width for width, _ in pieces) == whole
    for place, one in enumerate(answers):
        for rung, odds in enumerate(one.odds):
            share = Fraction(sum(width for width, places in pieces if places[place] == rung), whole)
            assert share == Fraction(odds, sum(one.odds))
    for (_, lower), (_, higher) in pairwise(pieces):
        assert all(low <= high for low, high in zip(lower, higher, strict=True))


@given(small_layers())
def test_leaning_high_never_makes_strong_less_likely(layer: list[Item]) -> None:
    chances = compute_chances(layer, THRESHOLDS)
    if chances is not None:
        assert chances.lean_low["strong"] <= chances.probability["strong"] <= chances.lean_high["strong"]
        assert chances.lean_low["attention"] >= chances.probability["attention"] >= chances.lean_high["attention"]


def test_means_of_too_many_values_are_bounded_from_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = [item("dont_know", f"q{number}", weight=weight) for number, weight in enumerate((0.37, 0.41, 0.59, 0.83))]
    exact = compute_chances(layer, THRESHOLDS)
    monkeypatch.setattr(completions, "MAX_SUMS", 100)
    down, up = build_completions(weigh_possible_answers(layer))
    assert down is not up
    rounded = compute_chances(layer, THRESHOLDS)
    assert exact is not None
    assert rounded is not None
    for verdict in FINDING_VERDICTS:
        assert 0 <= exact.probability[verdict] - rounded.probability[verdict] < Fraction(1, 50)


def test_all_answers_open_average_to_nothing_certain() -> None:
    """Thirteen open answers apart would make "in between" likely out of nothing: 71.6 %."""
    layer = [item("dont_know", f"q{number}") for number in range(13)]
    chances = compute_chances(layer, THRESHOLDS)
    assert chances is not None
    assert float(chances.apart["middle"]) == pytest.approx(0.716, abs=0.0005)
    assert judge_chances(chances, Fraction(0), THRESHOLDS).certainty == "too_little"


@pytest.mark.parametrize(
    ("known", "certain", "very_likely", "likely"),
    [(7, 100, 0, 0), (6, 31.0, 0, 33.8), (5, 3.6, 4.5, 19.9), (4, 0, 1.6, 9.6)],
)
@pytest.mark.untraced
def test_how_often_a_layer_of_seven_questions_concludes(
    known: int, certain: float, very_likely: float, likely: float
) -> None:
    """Over all answer patterns, in per cent, by how many of the seven answers are known."""
    sums: dict[int, int] = {0: 1}
    for _ in range(known):
        previous, sums = sums, {}
        for sum_, count in previous.items():
            for rung in range(5):
                sums[sum_ + rung] = sums.get(sum_ + rung, 0) + count
    found = dict.fromkeys(("certain", "very_likely", "likely", "open", "too_little"), 0)
    asked = [question(f"q{number}") for number in range(7)]
    for sum_, count in sums.items():
        rungs = [min(4, max(0, sum_ - 4 * number)) for number in range(known)]
        layer = [Item(one, answer(rung)) for one, rung in zip(asked, [*rungs, *[None] * (7 - known)], strict=True)]
        score = score_items(layer)
        chances = compute_chances(layer, THRESHOLDS)
        assert chances is not None
        assert score.coverage is not None
        is_open = certain_verdict(layer) == "undetermined"
        found[judge_chances(chances, score.coverage, THRESHOLDS).certainty if is_open else "certain"] += count
    shares = {word: 100 * count / 5**known for word, count in found.items()}
    assert [shares["certain"], shares["very_likely"], shares["likely"]] == [
        pytest.approx(expected, abs=0.05) for expected in (certain, very_likely, likely)
    ]

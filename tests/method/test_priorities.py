"""Which gap comes first, and which open answer is worth most to find out."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given

from eurostack_assess.method import priorities
from eurostack_assess.method.answers import Item
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.likelihood import compute_chances
from eurostack_assess.method.priorities import MAX_VALUES, GapStanding, divide, rank_by, value_information
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.question import Action, Effort
from tests.helpers import answer, item, text
from tests.method.test_likelihood import THRESHOLDS
from tests.method.test_properties import layers


def standing(
    *, floor: bool = False, holds: bool = False, share: int = 1, exposed: float = 0, effort: Effort | None = "M"
) -> GapStanding:
    action = Action(to=1, text=text("do it"), effort=effort) if effort else None
    return GapStanding(
        misses_floor=floor, holds_level=holds, share=Fraction(share, 10), exposed=exposed, next_action=action
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            standing(floor=True), standing(holds=True, share=9), id="a floor before a gate and a larger share"
        ),
        pytest.param(standing(holds=True), standing(share=9), id="a gate before a larger share"),
        pytest.param(standing(share=2), standing(exposed=1), id="a larger share before exposure"),
        pytest.param(standing(exposed=0.2, effort="L"), standing(effort="S"), id="exposure before effort"),
        pytest.param(standing(effort="S"), standing(effort="M"), id="less effort first"),
        pytest.param(standing(effort="L"), standing(effort=None), id="a known effort before none"),
    ],
)
def test_one_test_after_the_other(first: GapStanding, second: GapStanding) -> None:
    assert rank_by({"second": second.key, "first": first.key}).questions == ("first", "second")


def test_what_is_alike_shares_the_rank_of_the_first_and_keeps_its_order() -> None:
    keys = {"zeta": 2, "alpha": 2, "first": 1, "beta": 2, "last": 3}
    ranking = rank_by(keys)
    assert (ranking.questions, ranking.ranks) == (("first", "zeta", "alpha", "beta", "last"), (1, 2, 2, 2, 5))


@given(layers())
def test_what_an_answer_is_worth_is_what_trying_each_of_its_rungs_gives(layer: list[Item]) -> None:
    verdict = judge(layer, score_items(layer), compute_gaps(layer), THRESHOLDS)
    chances = compute_chances(layer, THRESHOLDS)
    if verdict.verdict != "undetermined" or chances is None:
        return
    values = value_information(layer, compute_gaps(layer).information, THRESHOLDS, is_certain=False)
    assert set(values) == {one.question.id for one in layer if one.counts and one.state != "answered"}
    is_rounded = prod(len(one.possible) for one in layer if one.counts) > MAX_VALUES
    for place, one in enumerate(layer):
        if one.question.id not in values:
            continue
        decided, likeliest = 0, Fraction(0)
        for rung in one.possible:
            known = [*layer[:place], Item(one.question, answer(rung)), *layer[place + 1 :]]
            decided += judge(known, score_items(known), compute_gaps(known), THRESHOLDS).verdict != "undetermined"
            found = compute_chances(known, THRESHOLDS)
            assert found is not None
            likeliest += max(found.apart.values())
        value = values[one.question.id]
        assert value.decides == Fraction(decided, len(one.possible))
        assert is_rounded or value.gain == likeliest / len(one.possible) - max(chances.apart.values())
        assert value.gain >= 0


def test_a_mean_of_many_values_is_rounded_and_no_gain_is_negative(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = [item("dont_know", f"q{number}", weight=weight) for number, weight in enumerate((0.37, 0.41, 0.59, 0.83))]
    widths = compute_gaps(layer).information
    exact = value_information(layer, widths, THRESHOLDS, is_certain=False)
    monkeypatch.setattr(priorities, "MAX_VALUES", 100)
    rough = value_information(layer, widths, THRESHOLDS, is_certain=False)
    for question, value in exact.items():
        assert rough[question].gain >= 0
        assert float(rough[question].gain) == pytest.approx(float(value.gain), abs=0.01)


def test_dividing_undoes_multiplying() -> None:
    assert divide({0: 1, 1: 2, 2: 3, 3: 2, 4: 1}, [(0, 1), (1, 1), (2, 1)]) == {0: 1, 1: 1, 2: 1}
    assert divide({5: 6}, [(5, 2)]) == {0: 3}
    assert divide({}, [(0, 1)]) == {}

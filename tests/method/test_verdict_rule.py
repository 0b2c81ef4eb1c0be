"""The rule of step 5: which test decides a layer's verdict. Thresholds: strong 75, attention 25."""

from fractions import Fraction

import pytest

from eurostack_assess.method.verdict_rule import Floor, LayerBounds, bounds_of_shares, decide_verdict, verdict_limits
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import Verdict, VerdictGround

LIMITS = verdict_limits(Thresholds(strong=75, attention=25))


@pytest.mark.parametrize(
    ("bounds", "verdict", "ground"),
    [
        pytest.param(LayerBounds(0, 0, 0), "not_applicable", "nothing_applies", id="nothing applies"),
        pytest.param(LayerBounds(8, 8, 8, Floor.BELOW), "attention", "floor", id="a floor before all else"),
        pytest.param(LayerBounds(0, 8, 8), "undetermined", "interval", id="nothing is known"),
        pytest.param(LayerBounds(0, 2, 8), "attention", "interval", id="at best at the threshold"),
        pytest.param(LayerBounds(0, 3, 8), "undetermined", "interval", id="at best above it"),
        pytest.param(LayerBounds(2, 3, 8), "undetermined", "interval", id="at worst at the lower threshold"),
        pytest.param(LayerBounds(3, 5, 8), "middle", "interval", id="between the two whatever is open"),
        pytest.param(LayerBounds(3, 6, 8), "undetermined", "interval", id="at best at the upper threshold"),
        pytest.param(LayerBounds(6, 8, 8), "strong", "interval", id="at worst at the upper threshold"),
        pytest.param(LayerBounds(0, 2, 8, Floor.PERHAPS), "attention", "interval", id="low, whatever the floor"),
        pytest.param(
            LayerBounds(6, 8, 8, Floor.PERHAPS), "undetermined", "possible_floor", id="strong but for a floor"
        ),
        pytest.param(
            LayerBounds(3, 5, 8, Floor.PERHAPS), "undetermined", "possible_floor", id="middle but for a floor"
        ),
    ],
)
def test_the_first_test_that_holds_decides(bounds: LayerBounds, verdict: Verdict, ground: VerdictGround) -> None:
    assert decide_verdict(bounds, LIMITS) == (verdict, ground)


def test_shares_are_held_against_the_thresholds_exactly() -> None:
    just_below = Fraction(3, 4) - Fraction(1, 10**30)
    found = [decide_verdict(bounds_of_shares(low, low), LIMITS)[0] for low in (just_below, Fraction(3, 4))]
    assert found == ["middle", "strong"]

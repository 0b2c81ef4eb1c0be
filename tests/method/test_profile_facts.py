"""What a profile says of a service's owner, operator or country wins over the catalogue: in exposure, score and what-if."""

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.exposure import compute_exposure
from eurostack_assess.method.outage import simulate_outage
from eurostack_assess.model.scenario import Selector
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, profile

REPEATING = CATALOGUE.model_copy(
    update={
        "suppliers": {
            **CATALOGUE.suppliers,
            # as most rows are: the seller, the owner and the operator in one country
            "sat-radio": CATALOGUE.suppliers["sat-radio"].model_copy(
                update={"operator": "Atlantic Radio", "operator_country": "US"}
            ),
        },
    }
)


@pytest.mark.parametrize(
    ("about", "exposed", "stops"),
    [
        pytest.param({}, 1, True, id="the catalogue: all in one country"),
        pytest.param({"parent": "polder", "country": "NL"}, 0, False, id="another owner, by its id"),
        pytest.param(
            {"parent": "New BV", "parent_country": "NL", "country": "NL"}, 0, False, id="another owner, by name"
        ),
        pytest.param({"parent_country": "NL", "country": "NL"}, 0, False, id="another country of the owner"),
        pytest.param(
            {"parent_country": "NL", "country": "NL", "operator": "Atlantic Radio", "operator_country": "US"},
            0, True, id="an operator there still stops it",
        ),
        pytest.param({"operator": "Crew", "operator_country": "NL"}, 1, True, id="another operator, the same owner"),
    ],
)  # fmt: skip
def test_what_the_profile_says_wins(about: dict[str, str], exposed: float, stops: bool) -> None:  # noqa: FBT001
    service = dependency("a", supplier="sat-radio", criticality="high", layer="quay", **about)
    own = compute_exposure(FRAMEWORK, profile(service), REPEATING).total
    assert own.exposed is not None
    assert (own.exposed.at_once.low, own.exposed.at_once.high) == (exposed, exposed)
    scored = assess(FRAMEWORK, profile(service), tool_version="1", catalogue=REPEATING).exposure
    assert scored is not None
    assert scored.total == own
    without_us = (Selector.model_validate("US"),)
    outage = simulate_outage(FRAMEWORK, profile(service), REPEATING, without_us, tool_version="1")
    fate = next(one.fate for one in outage.services if one.id == "a")
    assert (fate == "stops") == stops

"""In short: what stops without the country outside the EU/EEA in which most owners are, and what would save most."""

import pytest

from eurostack_assess.method.exposure import compute_exposure
from eurostack_assess.model.exposure import DropOut
from eurostack_assess.model.profile import Dependency
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, profile


def drop_out(*services: Dependency) -> DropOut | None:
    exposure = compute_exposure(FRAMEWORK, profile(*services), CATALOGUE)
    return exposure.drop_out


def owned(service: str, country: str | None, **about: object) -> Dependency:
    """A service from a supplier of its own, whose owner is in a country."""
    return dependency(service, supplier=f"supplier of {service}", parent_country=country, runs_on=[], **about)


def test_the_country_of_most_owners_drops_out_and_every_service_has_a_fate() -> None:
    found = drop_out(
        owned("mail", "US", criticality="high"),
        owned("crane", "US", criticality="high"),
        owned("radio", "CN", criticality="low"),
        owned("login", "NL", criticality="high", needs=[["mail"]]),
    )
    assert found is not None
    assert (found.country, found.fates["stops"], sum(found.fates.values())) == ("US", 3, 4)
    assert found.best_replacement is not None
    assert [name.in_language("en") for name in found.best_replacement.saves] == ["mail", "login"]


def test_what_only_wears_out_has_no_replacement_that_saves_it() -> None:
    found = drop_out(owned("server", "US", criticality="high", supply="once"))
    assert found is not None
    assert (found.fates["wears_out"], found.best_replacement) == (1, None)


@pytest.mark.parametrize(
    "countries",
    [pytest.param(["NL", "FR"], id="all European"), pytest.param([None], id="nobody knows the owner")],
)
def test_without_an_owner_outside_nothing_drops_out(countries: list[str | None]) -> None:
    assert drop_out(*(owned(f"s{at}", country) for at, country in enumerate(countries))) is None

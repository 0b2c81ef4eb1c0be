"""Services joined with the catalogue: which facts count, and what stands under what."""

import pytest

from eurostack_assess.method.services import Node, list_replacement_options
from tests.dependencies import CATALOGUE, dependency, graph, name

FACTS = ("country", "owner", "owner_name", "owner_country", "operator", "operator_country", "supply", "chain_known")


def product(*services: object, of: str = "a") -> Node:
    made = graph(*services)  # type: ignore[arg-type]
    return made.nodes[made.nodes[f"service/{of}"].groups[0][0]]


def facts(node: Node) -> dict[str, object]:
    return {key: getattr(node, key) for key in FACTS}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        pytest.param(
            {"supplier": "pilot"},
            ("FR", "atlantic", "Atlantic [Corp]", "US", "Local crew", "NL", "continuous", True),
            id="seller, owner and operator are three facts",
        ),
        pytest.param(
            {"supplier": "pilot", "parent": "polder"},
            ("FR", "polder", "Polder NV", "NL", "Local crew", "NL", "continuous", True),
            id="the profile's owner wins, by its id in the catalogue",
        ),
        pytest.param(
            {"supplier": "pilot", "parent": "New Owner", "parent_country": "SE", "country": "NL"},
            ("NL", "New Owner", "New Owner", "SE", "Local crew", "NL", "continuous", True),
            id="the profile's owner wins, by name",
        ),
        pytest.param(
            {"supplier": "pilot", "parent": "New Owner"},
            ("FR", "New Owner", "New Owner", None, "Local crew", "NL", "continuous", True),
            id="an owner of whom no country is known",
        ),
        pytest.param(
            {"supplier": "pilot", "parent_country": "NL"},
            ("FR", "atlantic", "Atlantic [Corp]", "NL", "Local crew", "NL", "continuous", True),
            id="the profile's country wins",
        ),
        pytest.param(
            {"supplier": "pilot", "operator": "Remote", "operator_country": "CN", "supply": "once"},
            ("FR", "atlantic", "Atlantic [Corp]", "US", "Remote", "CN", "once", True),
            id="operator and supply are this service's own",
        ),
        pytest.param(
            {"supplier": "buoys"},
            ("NL", "fog", "Fog Partners", None, None, None, "continuous", False),
            id="an owner without country, a chain that is not known",
        ),
        pytest.param(
            {"supplier": "Somebody Ltd", "parent_country": "CN"},
            (None, "name/somebody ltd", None, "CN", None, None, "continuous", False),
            id="a name of one's own, with a country: its own owner",
        ),
        pytest.param(
            {"supplier": "Somebody Ltd", "country": "NL"},
            ("NL", None, None, None, None, None, "continuous", False),
            id="the seller's country says nothing of the owner",
        ),
        pytest.param(
            {"supplier": "self"},
            ("NL", "self", "Port", "NL", None, None, "continuous", True),
            id="the organisation itself",
        ),
        pytest.param(
            {"supplier": "self", "country": "FR", "parent_country": "US"},
            ("FR", "self", "Port", "US", None, None, "continuous", True),
            id="what the profile says of itself wins",
        ),
        pytest.param({}, (None, None, None, None, None, None, "continuous", False), id="nobody knows"),
    ],
)
def test_whose_facts_count(about: dict[str, object], expected: tuple[object, ...]) -> None:
    assert facts(product(dependency("a", **about))) == dict(zip(FACTS, expected, strict=True))


@pytest.mark.parametrize("about", [{}, {"operator": "Crew"}], ids=["shared", "of its own"])
def test_a_service_never_takes_the_place_of_the_product_whose_id_it_has(about: dict[str, object]) -> None:
    own = dependency("sat-radio", supplier="self")
    made = graph(
        own, dependency("a", supplier="pilot", **about), dependency("b", supplier="buoys", needs=[["sat-radio"]])
    )
    assert made.nodes[made.nodes["service/a"].groups[0][0]].groups == (("product/sat-radio",),)
    assert made.nodes["service/b"].groups[1] == ("service/sat-radio",)


def test_what_one_service_says_of_a_supplier_holds_for_all_of_its_services() -> None:
    both = dependency("a", supplier="Somebody"), dependency("b", supplier="somebody", parent_country="SE")
    assert product(*both).owner_country == "SE"


def test_a_products_certainty_is_that_of_its_least_sure_fact_and_none_where_the_profile_says_it() -> None:
    assert product(dependency("a", supplier="sat-radio")).confidence == "common_knowledge"
    assert product(dependency("a", supplier="tug")).confidence == "reported"
    assert product(dependency("a", supplier="tug", parent_country="NL")).confidence is None


def test_two_services_of_one_product_share_it_unless_something_is_particular() -> None:
    same = graph(dependency("a", supplier="tug"), dependency("b", supplier="tug"))
    assert same.nodes["service/a"].groups == same.nodes["service/b"].groups == (("product/tug",),)
    other = graph(dependency("a", supplier="tug"), dependency("b", supplier="tug", runs_on=[["coast-radio"]]))
    particular = other.nodes[other.nodes["service/b"].groups[0][0]]
    assert particular.unit == "product/tug"
    assert particular.groups == (("product/coast-radio",),)


def test_needs_are_services_first_and_then_products() -> None:
    made = graph(dependency("tug"), dependency("b", needs=[["tug", "buoys", "buoys"], ["coast-radio"]]))
    assert made.nodes["service/b"].groups[1:] == (("service/tug", "product/buoys"), ("product/coast-radio",))


def test_what_stands_under_a_service_by_rank() -> None:
    made = graph(dependency("a", supplier="big-crane", needs=[["b"]]), dependency("b", supplier="tug"))
    ranks = made.rank_chain("service/a", 99)
    assert ranks == {
        "product/big-crane": 1,
        "service/b": 1,
        "product/jade-motor": 2,
        "product/tug": 2,
        "product/sat-radio": 3,
        "product/coast-radio": 3,
    }
    assert len(made.rank_chain("service/a", 2)) <= 4


def test_what_has_something_in_its_chain() -> None:
    made = graph(
        dependency("a", needs=[["b"], ["c"]], supplier="self"),
        dependency("b", supplier="self", needs=[["d"]]),
        dependency("c", supplier="self", needs=[["d"]]),
        dependency("d", supplier="self"),
        dependency("e", supplier="self"),
    )
    assert made.find_dependents(["service/d"]) == {"service/a", "service/b", "service/c", "service/d"}


def test_alternatives_by_name_without_offers_from_where_it_is_gone() -> None:
    pilot, radio = product(dependency("a", supplier="pilot")), product(dependency("a", supplier="sat-radio"))
    assert [name(one.name) for one in list_replacement_options(pilot, CATALOGUE)] == ["A rope", "Pilots' Guild"]
    assert [name(one.name) for one in list_replacement_options(pilot, CATALOGUE, {"NL"})] == ["A rope"]
    assert [name(one.name) for one in list_replacement_options(radio, CATALOGUE)] == ["Coast net"]
    assert list_replacement_options(radio, CATALOGUE, {"US"}) == ()
    assert list_replacement_options(product(dependency("a")), CATALOGUE) == ()

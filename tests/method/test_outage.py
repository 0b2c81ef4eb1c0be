"""What stops without something, on a graph drawn by hand and on any other."""

from collections.abc import Iterable
from itertools import combinations

import networkx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurostack_assess.method.outage import simulate_outage
from eurostack_assess.method.replacements import find_smallest_replacement
from eurostack_assess.method.services import Graph, Node
from eurostack_assess.method.single_points import find_single_points
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import SinglePoint
from eurostack_assess.model.outage import NodeRef, Outage
from eurostack_assess.model.profile import Dependency
from eurostack_assess.model.scenario import Scenario, Selector
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, graph, name, needing, profile

HAND_MADE = needing(
    {
        "desk": [["mail"], ["line-1", "line-2"]],  # two lines, one foreign: goes on as far as they go
        "mail": [["login"], ["archive"]],
        "login": [["directory"]],
        "directory": [["login"]],  # a circle: does not fail by itself
        "archive": [["vault-1", "vault-2"]],  # both vaults foreign: gone
        "vault-1": [],
        "vault-2": [],
        "line-1": [],
        "line-2": [],
        "payroll": [["ghost"]],  # nobody knows from where the ghost is
        "ghost": [],
        "museum": [["line-2"]],
    },
    {"vault-1": "US", "vault-2": "US", "line-1": "US", "ghost": None},
)


def asked(services: Iterable[Dependency], *without: str | dict[str, str], scenario: Scenario | None = None) -> Outage:
    question = scenario or tuple(Selector.model_validate(one) for one in without)
    return simulate_outage(FRAMEWORK, profile(*services), CATALOGUE, question, tool_version="1")


def fates(result: Outage) -> dict[str, str]:
    return {one.id or "": one.fate for one in result.services}


def names(parts: Iterable[NodeRef]) -> list[str]:
    return [part.id or "" for part in parts]


def test_the_hand_made_graph_comes_out_exactly() -> None:
    result = asked(HAND_MADE, "US")
    assert fates(result) == {
        "desk": "stops",
        "mail": "stops",
        "archive": "stops",
        "vault-1": "stops",
        "vault-2": "stops",
        "line-1": "stops",
        "payroll": "may_stop",
        "ghost": "may_stop",
        "login": "goes_on",
        "directory": "goes_on",
        "line-2": "goes_on",
        "museum": "goes_on",
    }
    told = {one.id: one for one in result.services}
    assert names(told["desk"].failure_path) == ["mail", "archive", "vault-1", "supplier of vault-1"]
    assert [replaced.product.id for replaced in told["desk"].saved_by or ()] == ["supplier of vault-1"]
    assert [replaced.product.id for replaced in told["payroll"].saved_by or ()] == ["supplier of ghost"]
    assert told["login"].saved_by is None


def test_worst_first_and_then_by_criticality() -> None:
    services = [
        dependency("fine", supplier="coast-radio", criticality="high"),
        dependency("minor", supplier="sat-radio", criticality="low"),
        dependency("unclear", supplier="sat-radio"),
        dependency("major", supplier="sat-radio", criticality="high"),
        dependency("worn", supplier="big-crane", criticality="high"),
    ]
    assert [one.id for one in asked(services, "US", "CN").services] == ["major", "minor", "unclear", "worn", "fine"]


def test_what_goes_on_thanks_to_an_alternative() -> None:
    services = needing({"desk": [["line-1", "line-2"]], "line-1": [], "line-2": []}, {"line-1": "US"})
    [desk] = [one for one in asked(services, "US").services if one.id == "desk"]
    assert desk.fate == "goes_on"
    assert [(names(one.failed), names(one.remaining)) for one in desk.kept_up_by] == [(["line-1"], ["line-2"])]


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        pytest.param("US", {"a": "goes_on", "b": "stops", "c": "may_stop", "d": "goes_on"}, id="a country"),
        pytest.param(
            "CN", {"a": "goes_on", "b": "goes_on", "c": "may_stop", "d": "wears_out"}, id="what is supplied once"
        ),
        pytest.param("NO", {"a": "stops", "b": "goes_on", "c": "may_stop", "d": "goes_on"}, id="the owner's country"),
        pytest.param("NL", {"a": "stops", "b": "stops", "c": "stops", "d": "wears_out"}, id="seller or operator there"),
        pytest.param("tug", {"a": "stops", "b": "goes_on", "c": "goes_on", "d": "goes_on"}, id="a product by its id"),
        pytest.param("Fjord Boats", {"a": "stops", "b": "goes_on", "c": "goes_on", "d": "goes_on"}, id="a supplier"),
        pytest.param("atlantic", {"a": "goes_on", "b": "stops", "c": "goes_on", "d": "goes_on"}, id="an owner"),
        pytest.param("b", {"a": "goes_on", "b": "stops", "c": "goes_on", "d": "goes_on"}, id="a service"),
        pytest.param(
            {"category": "parts"}, {"a": "goes_on", "b": "goes_on", "c": "goes_on", "d": "wears_out"}, id="a category"
        ),
        pytest.param(
            {"category": "boats", "country": "US"},
            {"a": "goes_on", "b": "stops", "c": "may_stop", "d": "goes_on"},
            id="a category from a country",
        ),
        pytest.param(
            {"category": "boats", "country": "CN"},
            {"a": "goes_on", "b": "goes_on", "c": "may_stop", "d": "goes_on"},
            id="nothing of that",
        ),
    ],
)
def test_what_can_drop_out(without: str | dict[str, str], expected: dict[str, str]) -> None:
    services = [
        dependency(id_, supplier=row) for id_, row in zip("abcd", ("tug", "pilot", "buoys", "big-crane"), strict=True)
    ]
    assert fates(asked(services, without)) == expected


def test_what_one_services_says_is_its_own() -> None:
    """A hosted and an installed copy of one product: one stops, the other wears out."""
    services = [
        dependency("hosted", supplier="pilot"),
        dependency("installed", supplier="pilot", supply="once", runs_on=[]),
    ]
    assert fates(asked(services, "US")) == {"hosted": "stops", "installed": "wears_out"}


def test_where_nothing_drops_out_nothing_is_owed_to_an_alternative() -> None:
    [radio] = asked([dependency("a", supplier="coast-radio")], "SE").services
    assert (radio.fate, radio.kept_up_by, radio.failure_path, radio.saved_by) == ("goes_on", (), (), None)


def test_the_toll_is_weighted_by_criticality_and_an_interval_where_that_is_unknown() -> None:
    services = [
        dependency("a", layer="quay", supplier="pilot", criticality="high"),
        dependency("b", layer="quay", supplier="coast-radio", criticality="medium"),
        dependency("c", layer="crane", supplier="buoys", criticality="low"),
        dependency("d", supplier="coast-radio"),
    ]
    result = asked(services, "US")
    quay, crane = (next(one for one in result.layers if one.layer == id_) for id_ in ("quay", "crane"))
    assert (quay.services, quay.fates["stops"], quay.stops_low, quay.stops_high) == (3, 1, 1 / (1 + 2 / 3 + 1), 1 / 2)
    assert (crane.stops_low, crane.stops_high, crane.affected_high) == (0.0, 1.0, 1.0)
    assert result.total.stops_low == pytest.approx(1 / 3)
    assert result.total.stops_high == pytest.approx((1 + 1 / 3) / (1 + 2 / 3 + 1 / 3 + 1 / 3))


def test_a_takeover_comes_first_and_what_it_adds_is_marked() -> None:
    scenario = Scenario.model_validate(
        {
            "scenario": "bought",
            "name": "Bought",
            "story": "It was sold.",
            "takeover": ({"category": "boats", "to": "US"},),
            "without": ("US",),
        }
    )
    services = [
        dependency("a", supplier="tug", runs_on=[]),
        dependency("b", supplier="pilot"),
        dependency("c", supplier="self"),
    ]
    result = asked(services, scenario=scenario)
    assert {one.id: (one.fate, one.worsened_by_takeover) for one in result.services} == {
        "a": ("stops", True),
        "b": ("stops", False),
        "c": ("goes_on", False),
    }
    assert [part.id for part in result.taken_over_products] == ["tug"]
    assert [one.name.in_language("en") if one.name else None for one in result.selectors] == [None]


def test_how_what_drops_out_is_called() -> None:
    services = [dependency("a", supplier="tug")]
    called = asked(services, "fjord", "tug", {"category": "boats", "country": "US"}, "sat-radio", "buoys").selectors
    assert [(name(one.name) if one.name else "", name(one.country) if one.country else "") for one in called] == [
        ("Fjord AS", ""),
        ("Tug boat", ""),
        ("Boats", "United States"),
        ("Satellite radio", ""),
        ("Buoys", ""),
    ]


def test_two_products_may_have_to_be_replaced_and_a_replaced_one_needs_nothing_of_the_old() -> None:
    services = needing({"desk": [["mail"], ["login"]], "mail": [["login"]], "login": []}, {"mail": "US", "login": "US"})
    [desk] = [one for one in asked(services, "US").services if one.id == "desk"]
    assert names(one.product for one in desk.saved_by or ()) == ["supplier of login", "supplier of mail"]
    [tug] = asked([dependency("a", supplier="tug", runs_on=[["sat-radio"]])], "US").services
    assert names(one.product for one in tug.saved_by or ()) == ["sat-radio"], (
        "what dropped out itself, not what ran on it"
    )
    [pilot] = asked([dependency("a", supplier="pilot")], "US").services
    assert names(one.product for one in pilot.saved_by or ()) == ["pilot"], (
        "both dropped out: the new one needs no radio"
    )


def test_a_chain_too_long_to_try_is_said_to_be_so() -> None:
    chain = {f"s{n}": [[f"s{n + 1}"]] for n in range(80)} | {"s80": []}
    result = asked(needing(chain, {"s80": "US"}), "US")
    told = {one.id: one for one in result.services}
    assert told["s0"].saved_by is None
    assert told["s0"].failure_path
    assert names(one.product for one in told["s79"].saved_by or ()) == ["supplier of s80"]


def test_many_products_may_have_to_be_replaced_but_not_any_number() -> None:
    def desk(lines: int) -> tuple[str | None, ...] | None:
        needs = {"desk": [[f"line-{n}"] for n in range(lines)]} | {f"line-{n}": [] for n in range(lines)}
        services = needing(needs, {f"line-{n}": "US" for n in range(lines)})
        [found] = [one for one in asked(services, "US").services if one.id == "desk"]
        return None if found.saved_by is None else tuple(one.product.id for one in found.saved_by)

    assert desk(3) == ("supplier of line-0", "supplier of line-1", "supplier of line-2")
    assert len(desk(8) or ()) == 8
    assert desk(9) is None


def test_what_would_take_too_long_to_try_is_left() -> None:
    """Either of two products of each of nine lines: too many sets before the smallest."""
    lines = [
        dependency(f"line-{n}", supplier=f"Line {n}", parent_country="NL", runs_on=[[f"wire-{n}"]]) for n in range(9)
    ]
    wires = [dependency(f"wire-{n}", supplier=f"Wire {n}", parent_country="US", runs_on=[]) for n in range(9)]
    desk = dependency("desk", supplier="self", needs=[[one.id] for one in lines])
    [found] = [one for one in asked([desk, *lines, *wires], "US").services if one.id == "desk"]
    assert found.saved_by is None
    assert found.failure_path


def test_a_service_that_was_taken_out_itself_is_saved_by_no_product() -> None:
    services = needing({"desk": [["mail"]], "mail": []}, {})
    told = {one.id: one for one in asked(services, "mail").services}
    assert (told["mail"].saved_by, told["desk"].saved_by) == (None, None)
    assert [part.is_service for part in told["desk"].failure_path] == [True]


def test_single_points_of_failure_with_what_they_stop() -> None:
    services = [
        dependency("a", supplier="tug", criticality="high"),
        dependency("b", supplier="tug", runs_on=[["coast-radio"]], criticality="low"),
        dependency("c", supplier="pilot", needs=[["b"]]),
    ]
    found = [(point.id, [name(one) for one in point.stops], round(point.weight, 3)) for point in _points(services)]
    assert found == [
        ("tug", ["a", "b", "c"], 1.0),
        ("coast-radio", ["b", "c"], round((1 / 3 + 1) / (1 + 1 / 3 + 1), 3)),
        ("b", ["b", "c"], round((1 / 3 + 1) / (1 + 1 / 3 + 1), 3)),
    ]


def test_what_was_supplied_once_works_on_when_what_it_was_made_with_drops_out() -> None:
    """A crane that stands on the quay goes on lifting without the maker of its motor; without the crane itself nothing does."""
    services = [
        dependency("lift", supplier="big-crane", criticality="high"),
        dependency("store", supplier="self", needs=[["lift"]], criticality="high"),
    ]
    assert [point.id for point in _points(services)] == ["big-crane", "lift"]
    assert set(graph(*services).find_failures(["product/jade-motor"])) >= {"service/lift", "service/store"}
    assert set(graph(*services).find_failures(["product/jade-motor"], keeping=True)) == {"product/jade-motor"}


def _points(services: list[Dependency]) -> tuple[SinglePoint, ...]:
    return find_single_points(graph(*services), profile(*services))


# Any graph.

KEYS = [f"n{number}" for number in range(9)]


def made(needs: dict[str, list[list[str]]]) -> Graph:
    """A graph of products alone: the fixpoint does not care what a node is."""
    nodes = {
        key: Node(key, LocalText({"und": key}), unit=key, id=key, owner_country="NL", groups=tuple(map(tuple, groups)))
        for key, groups in needs.items()
    }
    return Graph(nodes, tuple(needs))


graphs = st.fixed_dictionaries(
    {key: st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True), max_size=3) for key in KEYS}
).map(made)
removals = st.sets(st.sampled_from(KEYS))


@given(graphs, removals, removals)
def test_more_removed_never_saves_and_what_is_removed_has_failed(of: Graph, some: set[str], more: set[str]) -> None:
    failed, worse = set(of.find_failures(some)), set(of.find_failures(some | more))
    assert some <= failed <= worse
    assert set(of.find_failures(failed)) == failed


@given(graphs, removals, st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_another_alternative_never_adds_failures(of: Graph, some: set[str], where: str, member: str) -> None:
    groups = of.nodes[where].groups
    wider = {key: [list(group) for group in node.groups] for key, node in of.nodes.items()}
    wider[where] = [[*dict.fromkeys((*group, member))] for group in groups]
    assert set(made(wider).find_failures(some)) <= set(of.find_failures(some))


@given(graphs, removals)
def test_it_is_the_least_fixpoint(of: Graph, some: set[str]) -> None:
    """Round by round from the definition, as slow as can be."""
    failed = set(some)
    while True:
        more = {
            key
            for key, node in of.nodes.items()
            if any(all(member in failed for member in group) for group in node.groups)
        }
        if more <= failed:
            break
        failed |= more
    assert set(of.find_failures(some)) == failed


@given(graphs, removals)
def test_the_order_of_nodes_and_removals_does_not_matter(of: Graph, some: set[str]) -> None:
    turned = Graph({key: of.nodes[key] for key in reversed(list(of.nodes))}, of.services)
    assert set(of.find_failures(sorted(some))) == set(turned.find_failures(sorted(some, reverse=True)))


@settings(deadline=None)
@given(graphs, removals, st.sampled_from(KEYS))
def test_no_smaller_set_saves(of: Graph, some: set[str], key: str) -> None:
    failed = of.find_failures(some)
    saving = find_smallest_replacement(of, key, failed)
    if not failed.get(key):
        assert saving is None
        return

    def saved(replaced: Iterable[str]) -> bool:
        chosen = set(replaced)
        rest = {one: [] if one in chosen else [list(group) for group in node.groups] for one, node in of.nodes.items()}
        return key not in made(rest).find_failures(some - chosen)

    smallest = next(size for size in range(1, len(KEYS) + 1) for one in combinations(KEYS, size) if saved(one))
    assert saving is not None
    assert saved(saving)
    assert len(saving) == smallest


@given(
    st.fixed_dictionaries(
        {
            key: st.lists(st.sampled_from(KEYS[at + 1 :]), min_size=1, max_size=3, unique=True)
            for at, key in enumerate(KEYS[:-1])
        }
    )
)
def test_where_every_need_is_one_group_single_points_are_dominators(edges: dict[str, list[str]]) -> None:
    """Every path from a node to the last one leads through its dominators: without one of them it fails."""
    of = made({**{key: [members] for key, members in edges.items()}, KEYS[-1]: []})
    drawn = networkx.DiGraph([(key, member) for key, members in edges.items() for member in members])
    for key in KEYS[:-1]:
        up = networkx.immediate_dominators(drawn, key)
        dominators, at = {KEYS[-1]}, KEYS[-1]
        while up.get(at, at) not in (at, None) and at != key:
            at = up[at]
            dominators.add(at)
        assert {one for one in KEYS if key in of.find_failures([one])} == dominators | {key}

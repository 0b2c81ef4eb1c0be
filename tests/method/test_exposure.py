"""How exposed the services in use are: published examples, edge cases, and laws for any inventory."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.exposure import classify_quadrant, classify_risk, compute_exposure
from eurostack_assess.method.weighing import CRITICALITY, EXIT, ratio_between
from eurostack_assess.model.exposure import ChainLink, Concentration, Exposure, Interval
from eurostack_assess.model.profile import Dependency
from eurostack_assess.model.question import ContradictionRule
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, name, profile


def exposed(*services: Dependency, **about: object) -> Exposure:
    return compute_exposure(FRAMEWORK, profile(*services, **about), CATALOGUE)


def total(*services: Dependency) -> Concentration:
    return exposed(*services).total


def ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (round(interval.low, 6), round(interval.high, 6))


def list_stages(of: Concentration) -> list[Interval]:
    """The four stages of leaving, nothing left yet first."""
    staged = of.exposed
    return [staged.at_once, staged.easy_left, staged.medium_left, staged.complex_left] if staged else []


def at_once(of: Concentration) -> tuple[float, float] | None:
    return ends(of.exposed.at_once) if of.exposed else None


def market(*shares: float, country: str | None = "NL") -> list[Dependency]:
    """A supplier a share, each its own owner."""
    return [
        dependency(f"s{n}", layer="quay", supplier=f"Firm {n}", parent_country=country, runs_on=[], share=share)
        for n, share in enumerate(shares)
    ]


@pytest.mark.parametrize(
    ("shares", "index"),
    [
        pytest.param((0.3, 0.3, 0.2, 0.2), 0.26, id="US Department of Justice: 30, 30, 20 and 20 % make 2,600"),
        pytest.param((0.15,) * 6 + (0.01,) * 10, 0.136, id="textbook: six firms of 15 % and ten of 1 %"),
        pytest.param((0.8,) + (0.02,) * 5 + (0.01,) * 10, 0.643, id="textbook: one of 80 %, five of 2 %, ten of 1 %"),
        pytest.param((0.25,) * 4, 0.25, id="four alike are as concentrated as four"),
        pytest.param((1.0,), 1.0, id="a monopoly"),
    ],
)
def test_published_examples_of_the_herfindahl_hirschman_index(shares: tuple[float, ...], index: float) -> None:
    of_suppliers = total(*market(*shares))
    assert ends(of_suppliers.supplier_concentration) == (index, index)
    assert of_suppliers.effective_suppliers == pytest.approx((1 / index, 1 / index))
    one_owner = [one.model_copy(update={"parent": "Holding"}) for one in market(*shares)]
    assert ends(total(*one_owner).supplier_concentration) == (1.0, 1.0)


def test_an_unknown_rest_is_apart_at_best_and_the_largest_at_worst() -> None:
    some = total(*market(0.5, 0.2))
    assert ends(some.supplier_concentration) == (round(0.29, 6), round((0.5 + 0.3) ** 2 + 0.04, 6))
    assert ends(some.non_eu) == (0.0, 0.3)
    assert ends(some.foreign_concentration_of_all) == (0.0, 0.09)
    assert ends(some.foreign_concentration) == (0.0, 1.0)
    assert some.by_country == pytest.approx({"NL": 0.7, "?": 0.3})


def test_foreign_concentration_is_of_countries_outside_only() -> None:
    services = [*market(0.4, 0.1), *(one.model_copy(update={"id": f"us-{one.id}", "supplier": f"US {one.supplier}"}) for one in market(0.3, 0.1, country="US")), *(one.model_copy(update={"id": "cn", "supplier": "CN"}) for one in market(0.1, country="CN"))]  # fmt: skip
    of = total(*services)
    assert ends(of.foreign_concentration_of_all) == (0.17, 0.17)
    assert ends(of.non_eu) == (0.5, 0.5)
    assert ends(of.foreign_concentration) == (0.68, 0.68)
    assert (of.concentrated, of.foreign_majority, of.locked_in, of.strategic) == ("yes", "no", "open", "no")


@pytest.mark.parametrize(
    ("about", "stages", "non_eu", "hard_to_leave"),
    [
        pytest.param({"supplier": "pilot", "criticality": "high", "exit": "none"}, [(1, 1)] * 4, (1, 1), (1, 1), id="the worst"),
        pytest.param({"supplier": "pilot", "criticality": "high", "exit": "easy"}, [(1, 1), (0, 0), (0, 0), (0, 0)], (1, 1), (0, 0), id="easy to leave"),
        pytest.param({"supplier": "coast-radio", "criticality": "low", "exit": "none"}, [(0, 0)] * 4, (0, 0), (1, 1), id="European"),
        pytest.param({"supplier": "buoys", "criticality": "high", "exit": "none"}, [(0, 1)] * 4, (0, 1), (1, 1), id="owner unknown"),
        pytest.param({"supplier": "pilot", "criticality": "high"}, [(1, 1), (0, 1), (0, 1), (0, 1)], (1, 1), (0, 1), id="exit unknown"),
        pytest.param({"supplier": "pilot", "exit": "medium"}, [(1, 1), (1, 1), (0, 0), (0, 0)], (1, 1), (0, 0), id="criticality unknown, alone"),
    ],
)  # fmt: skip
def test_one_service(about: dict[str, object], stages: object, non_eu: object, hard_to_leave: object) -> None:
    of = total(dependency("a", layer="quay", **about))
    assert [ends(stage) for stage in list_stages(of)] == stages
    assert (ends(of.non_eu), ends(of.hard_to_leave)) == (non_eu, hard_to_leave)


def test_criticality_weighs_and_an_unknown_one_is_taken_both_ways() -> None:
    services = [
        dependency("a", layer="quay", supplier="pilot", criticality="high", exit="none"),
        dependency("b", layer="quay", supplier="coast-radio", criticality="low", exit="easy"),
        dependency("c", layer="quay", supplier="coast-radio", exit="easy"),
    ]
    of = total(*services)
    assert at_once(of) == (round(1 / (1 + 1 / 3 + 1), 6), round(1 / (1 + 1 / 3 + 1 / 3), 6))
    assert of.shares == "equal"


def test_services_without_a_share_divide_what_is_left_over() -> None:
    a = dependency("a", layer="quay", supplier="coast-radio", share=0.4, criticality="high", exit="none")
    b = dependency("b", layer="quay", supplier="pilot", criticality="high", exit="none")
    c = dependency("c", layer="quay", supplier="tug", criticality="high", exit="none")
    assert (ends(total(a, b).non_eu), total(a, b).shares) == ((0.6, 0.6), "partly")
    assert ends(total(a, b, c).non_eu) == (0.0, 0.6)
    assert at_once(total(a, b, c)) == (0.0, 0.6)
    all_taken = a.model_copy(update={"share": 1.0})
    assert ends(total(all_taken, b, c).non_eu) == (0.0, 0.0)


def test_a_layers_weight_counts_in_the_total_and_not_its_number_of_services() -> None:
    quay = [dependency(f"q{n}", layer="quay", supplier="coast-radio") for n in range(3)]
    crane = dependency("c", layer="crane", supplier="pilot")
    found = exposed(*quay, crane)
    assert [(one.layer, one.services) for one in found.layers] == [("quay", 3), ("crane", 1)]
    assert ends(found.total.non_eu) == (0.3, 0.3)
    weightless = FRAMEWORK.model_copy(
        update={"header": FRAMEWORK.header.model_copy(update={"weights": {"quay": 0.0, "crane": 0.0}})}
    )
    both = compute_exposure(weightless, profile(*quay, crane), CATALOGUE).total
    assert ends(both.non_eu) == (0.5, 0.5)


def test_a_service_without_a_layer_counts_in_the_total_only() -> None:
    found = exposed(dependency("a", supplier="Somebody", parent_country="US"))
    assert found.layers == ()
    assert ends(found.total.non_eu) == (1.0, 1.0)


def test_the_chain_counts_beside_the_owner() -> None:
    found = {
        one.id: one
        for one in exposed(
            *(dependency(row, supplier=row) for row in ("tug", "pilot", "big-crane", "buoys"))
        ).dependencies
    }
    assert {id_: (ends(one.foreign), ends(one.foreign_chain), one.rank_outside) for id_, one in found.items()} == {
        "tug": ((0, 0), (0, 0), 2),  # either radio is enough, one of them European
        "pilot": ((1, 1), (1, 1), 1),
        "big-crane": ((0, 0), (1, 1), 2),
        "buoys": ((0, 1), (0, 1), None),
    }


def test_flags_and_the_strategic_dependency() -> None:
    locked = dependency("a", layer="quay", supplier="pilot", criticality="high", exit="none")
    of = total(locked)
    assert (of.concentrated, of.foreign_majority, of.locked_in, of.strategic) == ("yes", "yes", "yes", "yes")
    perhaps = total(locked.model_copy(update={"supplier": "buoys"}))
    assert (perhaps.concentrated, perhaps.foreign_majority, perhaps.strategic) == ("open", "open", "open")
    unclear = total(locked.model_copy(update={"exit": None}))
    assert (unclear.locked_in, unclear.strategic) == ("open", "open")
    calm = total(locked.model_copy(update={"criticality": "low"}))
    assert (calm.locked_in, calm.strategic) == ("no", "no")


@pytest.mark.parametrize(
    ("criticality", "out", "expected"),
    [
        ("low", "easy", ("low", "routine")),
        ("low", "none", ("moderate", "bottleneck")),
        ("medium", "medium", ("moderate", "routine")),
        ("medium", "complex", ("high", "bottleneck")),
        ("high", "easy", ("moderate", "leverage")),
        ("high", "medium", ("high", "leverage")),
        ("high", "complex", ("critical", "strategic")),
        ("high", None, (None, None)),
        (None, "none", (None, None)),
    ],
)
def test_the_class_by_the_table_with_kraljics_name(criticality: object, out: object, expected: object) -> None:
    assert (classify_risk(criticality, out), classify_quadrant(criticality, out)) == expected  # type: ignore[arg-type]


def test_worst_first() -> None:
    services = [
        dependency("european", supplier="coast-radio", criticality="high", exit="none"),
        dependency("chain", supplier="big-crane", criticality="high", exit="none"),
        dependency("unknown", supplier="buoys", criticality="high", exit="none"),
        dependency("small", supplier="pilot", criticality="low", exit="medium"),
        dependency("large", supplier="pilot", criticality="high", exit="complex"),
    ]
    assert [one.id for one in exposed(*services).dependencies] == ["large", "small", "chain", "unknown", "european"]


def test_a_dependency_with_everything_known_about_it() -> None:
    [of] = exposed(dependency("a", supplier="pilot", criticality="high", exit="complex", share=0.4)).dependencies
    assert of.model_dump(
        include={
            "product",
            "supplier",
            "country",
            "owner",
            "owner_country",
            "operator",
            "category",
            "layer",
            "confidence",
        }
    ) == {
        "product": "pilot",
        "supplier": "Atlantic Europe",
        "country": "FR",
        "owner": "Atlantic [Corp]",
        "owner_country": "US",
        "operator": "Local crew",
        "category": "boats",
        "layer": "quay",
        "confidence": "confirmed",
    }
    assert [name(one.name) for one in of.alternatives] == ["A rope", "Pilots' Guild"]
    assert of.note is not None
    [own] = exposed(dependency("b", supplier="self")).dependencies
    assert (own.supplier, own.owner, own.product) == ("Port", "Port", None)


def _tree(links: Sequence[ChainLink]) -> list[object]:
    return [(link.rank, link.id, link.expansion, link.is_alternative, _tree(link.needs)) for link in links]


def test_the_chain_as_a_tree_tells_nothing_twice_and_ends() -> None:
    services = [
        dependency("a", supplier="tug", needs=[["b"], ["c"]]),
        dependency("b", supplier="pilot", needs=[["a"]]),
        dependency("c", supplier="pilot"),
    ]
    [of] = [one for one in exposed(*services).dependencies if one.id == "a"]
    radio: object = (3, "sat-radio", "in_full", False, [])
    assert _tree(of.chain) == [
        (1, "tug", "in_full", False, [(2, "sat-radio", "in_full", True, []), (2, "coast-radio", "in_full", True, [])]),
        (1, "b", "in_full", False, [(2, "pilot", "in_full", False, [radio]), (2, "a", "in_full", False, [(3, "tug", "before", False, []), (3, "b", "before", False, []), (3, "c", "in_full", False, [(4, "pilot", "before", False, [])])])]),
        (1, "c", "before", False, []),
    ]  # fmt: skip
    long = [dependency(f"s{n}", needs=[[f"s{n + 1}"]]) for n in range(9)] + [dependency("s9")]
    [first] = [one for one in exposed(*long).dependencies if one.id == "s0"]
    depth, link = 0, first.chain[1]
    while link.expansion == "in_full":
        depth, link = depth + 1, link.needs[1]
    assert (depth, link.expansion) == (5, "cut")


def test_answers_that_the_services_contradict() -> None:
    questions = FRAMEWORK.layers[0].questions
    claims = (
        {"rung": 1, "by": "foreign"},
        {"rung": 2, "by": "foreign-chain", "categories": ("boats",)},
        {"rung": 1, "by": "hard-to-leave", "layer": "crane"},
        {"rung": 3, "by": "foreign"},
    )
    light = next(one for one in questions if one.id == "light")
    changed = light.model_copy(update={"contradicted_by": tuple(map(ContradictionRule.model_validate, claims))})
    quay = FRAMEWORK.layers[0].model_copy(
        update={"questions": tuple(changed if one.id == "light" else one for one in questions)}
    )
    framework = FRAMEWORK.model_copy(update={"layers": (quay, *FRAMEWORK.layers[1:])})
    services = (
        dependency("pilot", supplier="pilot", criticality="high", exit="complex"),
        dependency("radio", supplier="sat-radio", criticality="high", exit="easy"),
        dependency("small", supplier="pilot", criticality="low", exit="none"),
        dependency("crane", supplier="big-crane", criticality="high", exit="none"),
    )
    found = compute_exposure(framework, profile(*services, answers={"light": 2}), CATALOGUE).contradictions
    assert [(one.question, one.rung, one.claims, [name(text) for text in one.services]) for one in found] == [
        ("light", 2, "foreign", ["pilot", "radio"]),
        ("light", 2, "foreign-chain", ["pilot"]),
        ("light", 2, "hard-to-leave", ["crane"]),
    ]
    assert (
        compute_exposure(framework, profile(*services, answers={"light": "dont_know"}), CATALOGUE).contradictions == ()
    )


def test_a_ratio_of_nothing_is_none() -> None:
    assert ratio_between([]) is None
    assert ratio_between([[(Fraction(0), Fraction(0))]]) is None
    nothing = dependency("a", layer="quay", supplier="pilot", share=0.0)
    other = dependency("b", layer="quay", supplier="coast-radio", share=1.0, criticality="low", exit="none")
    assert at_once(total(nothing, other)) == (0.0, 0.0)


choices = st.lists(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6)).map(lambda one: (Fraction(min(one)), Fraction(one[1]))), min_size=1, max_size=3),
    min_size=1,
    max_size=5,
)  # fmt: skip


@given(choices)
def test_the_ends_of_a_ratio_are_those_of_all_choices(items: list[list[tuple[Fraction, Fraction]]]) -> None:
    tried = [sum(one[0] for one in some) / sum(one[1] for one in some) for some in product(*items)]
    assert ratio_between(items) == (min(tried), max(tried))


# Laws for any inventory.

SUPPLIERS = ("tug", "pilot", "sat-radio", "coast-radio", "buoys", "big-crane", "self", None)
shares = st.none() | st.integers(0, 20).map(lambda part: part / 100)


@st.composite
def inventories(draw: st.DrawFn) -> list[Dependency]:
    return [
        dependency(
            f"s{n}",
            layer=draw(st.sampled_from(["quay", "crane", None])),
            supplier=draw(st.sampled_from(SUPPLIERS)),
            criticality=draw(st.none() | st.sampled_from(list(CRITICALITY))),
            exit=draw(st.none() | st.sampled_from(list(EXIT))),
            share=draw(shares),
        )
        for n in range(draw(st.integers(1, 5)))
    ]


SLACK = 1e-12


@given(inventories())
def test_every_measure_is_a_share_and_the_laws_between_them_hold(services: list[Dependency]) -> None:
    found = exposed(*services)
    for of in (found.total, *found.layers):
        stages = list_stages(of)
        for interval in (*stages, of.non_eu, of.non_eu_chain, of.hard_to_leave, of.foreign_concentration, of.supplier_concentration):  # fmt: skip
            assert interval is None or 0 <= interval.low <= interval.high <= 1
        for before, after in pairwise(stages):
            assert after.low <= before.low + SLACK
            assert after.high <= before.high + SLACK
        if of.exposed:
            assert of.exposed.mean.low >= sum(stage.low for stage in stages) / 4 - SLACK
            assert of.exposed.mean.high <= sum(stage.high for stage in stages) / 4 + SLACK
        assert (of.foreign_concentration is None) == (of.non_eu.high == 0)
        assert of.foreign_concentration_of_all.high <= of.non_eu.high**2 + SLACK
        if not of.non_eu.low:
            assert of.concentrated != "yes"
        assert of.non_eu.low <= of.non_eu_chain.low + SLACK
        assert of.non_eu.high <= of.non_eu_chain.high + SLACK
        assert sum(of.by_country.values()) == pytest.approx(1)
        if of.exposed and of.hard_to_leave:
            assert of.exposed.medium_left.high <= of.hard_to_leave.high + SLACK


@given(inventories(), st.sampled_from(list(EXIT)))
def test_harder_to_leave_or_foreign_never_lowers_the_exposure(services: list[Dependency], out: str) -> None:
    for change in ({"exit": "none"}, {"supplier": "pilot"}):
        before = services[0].model_copy(update={"exit": out, "criticality": "high", "layer": "quay"})
        after = before.model_copy(update=change)
        for easier, harder in zip(
            list_stages(total(before, *services[1:])), list_stages(total(after, *services[1:])), strict=True
        ):
            assert easier.low <= harder.low + SLACK
            assert easier.high <= harder.high + SLACK


@given(inventories())
def test_knowing_more_never_widens(services: list[Dependency]) -> None:
    first = services[0].model_copy(update={"layer": services[0].layer or "crane"})
    about = {"supplier": first.supplier or "pilot", "criticality": first.criticality or "medium"}
    before, after = total(first, *services[1:]), total(first.model_copy(update=about), *services[1:])
    pairs = [*zip(list_stages(before), list_stages(after), strict=True)]
    pairs += [(before.non_eu, after.non_eu), (before.supplier_concentration, after.supplier_concentration)]
    if before.hard_to_leave and after.hard_to_leave:
        pairs.append((before.hard_to_leave, after.hard_to_leave))
    if before.foreign_concentration and after.foreign_concentration:
        pairs.append((before.foreign_concentration, after.foreign_concentration))
    for wide, narrow in pairs:
        assert wide.low <= narrow.low + SLACK
        assert narrow.high <= wide.high + SLACK


@given(inventories())
def test_the_order_of_services_does_not_matter(services: list[Dependency]) -> None:
    assert total(*services) == total(*reversed(services))


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["US", "CN", "GB", "NL", None])), min_size=1, max_size=5))
def test_the_ends_of_the_foreign_concentration_are_those_of_every_way_to_place_the_unknown(
    parts: list[tuple[int, str | None]],
) -> None:
    whole = sum(size for size, _ in parts)
    services = [
        dependency(f"s{n}", layer="quay", supplier=f"Firm {n}", parent_country=country, runs_on=[], share=size / whole)
        for n, (size, country) in enumerate(parts)
    ]
    services[-1] = services[-1].model_copy(update={"share": None})
    unknown = [size for size, country in parts if country is None]
    tried = []
    for placed in product(["US", "CN", "GB", "NL", *(f"other {n}" for n in range(len(unknown)))], repeat=len(unknown)):
        held = Counter[str]()
        everyone = [*((size, country) for size, country in parts if country), *zip(unknown, placed, strict=True)]
        for size, country in everyone:
            held[country] += size * (country != "NL")
        if held.total():
            tried.append(sum(size**2 for size in held.values()) / held.total() ** 2)
    found = ends(total(*services).foreign_concentration)
    assert found == ((round(min(tried), 6), round(max(tried), 6)) if tried else None)

"""Other weights: the same factors everywhere, and ranks, percentiles and superiority as published."""

import csv
import hashlib
from fractions import Fraction
from itertools import pairwise
from math import lcm
from operator import mul
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.exact import exact, weighted_mean
from eurostack_assess.method.weightings import (
    DRAWS,
    Term,
    draw_factors,
    means,
    quantile,
    rank_draws,
    share_of,
    standard_error,
    weight_to_flip,
    weighted_sums,
)
from tests.helpers import RESOURCES

ONE = 4 * 2**16
CONNECTIVITY = ("Physical", "ConEcFin", "Political", "Instit", "P2P")
SUSTAINABILITY = ("Environ", "Social", "SusEcFin")

weights = st.sampled_from([Fraction(1, 10), Fraction(1), Fraction(5, 2)])
values = st.integers(-4, 4).map(lambda quarter: Fraction(quarter, 4))
terms = st.lists(st.tuples(weights, values), min_size=1, max_size=8).map(
    lambda pairs: [Term(f"q{n}", weight, value) for n, (weight, value) in enumerate(pairs)]
)


def table(name: str) -> list[dict[str, str]]:
    with (RESOURCES / "asem" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Fraction]]:
    """Each country's index in each of the 200 published weightings."""
    countries = table("expected_arithmetic")
    weightings = [{key: exact(float(value)) for key, value in row.items()} for row in table("uncertainty_weights")]

    def index(country: dict[str, str], weight: dict[str, Fraction]) -> Fraction:
        parts = [("Conn", CONNECTIVITY), ("Sust", SUSTAINABILITY)]
        scored = [(weight[of], weighted_mean((weight[p], exact(float(country[p]))) for p in ps)) for of, ps in parts]
        return weighted_mean((w, score) for w, score in scored if score is not None) or Fraction(0)

    return {country["uCode"]: [index(country, weight) for weight in weightings] for country in countries}


def test_the_factors_are_the_same_on_every_machine() -> None:
    drawn = ",".join(map(str, draw_factors("cloud-exit")))
    assert hashlib.sha256(drawn.encode()).hexdigest()[:16] == "8a09851c4e93dbd2"
    assert draw_factors("cloud-exit")[:3] == (219041, 209105, 248291)


def test_factors_lie_evenly_between_three_quarters_and_five_quarters() -> None:
    drawn = [factor / ONE for factor in draw_factors("anything")]
    assert len(drawn) == DRAWS
    assert 0.75 < min(drawn) < 0.751
    assert 1.249 < max(drawn) < 1.25
    assert mean(drawn) == pytest.approx(1, abs=0.01)


@pytest.mark.untraced
def test_ranks_under_other_weights_are_those_published(drawn: dict[str, list[Fraction]]) -> None:
    by_country = dict(
        zip(drawn, zip(*rank_draws([list(map(float, row)) for row in drawn.values()]), strict=True), strict=True)
    )
    computed = {
        country: {
            "median": quantile(row, Fraction(1, 2)),
            "q05": round(quantile(row, Fraction(1, 20)), 8),
            "q95": round(quantile(row, Fraction(19, 20)), 8),
            "min": min(row),
            "max": max(row),
            "mean": round(sum(row) / len(row), 8),
        }
        for country, row in by_country.items()
    }
    published = {
        row["uCode"]: {key: float(row[key]) for key in ("median", "q05", "q95", "min", "max", "mean")}
        for row in table("expected_rank_intervals")
    }
    assert computed == published


def test_superiority_of_pairs_is_that_published(drawn: dict[str, list[Fraction]]) -> None:
    rows = table("expected_pairwise_superiority")
    computed = []
    for row in rows:
        differences = [one - other for one, other in zip(drawn[row["a"]], drawn[row["b"]], strict=True)]
        computed.append(sum(one > 0 for one in differences) / len(differences))
    assert computed == [float(row["p_a_above_b"]) for row in rows]


def test_the_second_and_third_country_change_places_at_six_hundredths_of_a_percent() -> None:
    by_country = {row["uCode"]: row for row in table("expected_arithmetic")}
    pillars = [(p, Fraction(1, 10)) for p in CONNECTIVITY] + [(p, Fraction(1, 6)) for p in SUSTAINABILITY]
    between = [
        Term(p, weight, exact(float(by_country["NLD"][p])) - exact(float(by_country["DNK"][p])))
        for p, weight in pillars
    ]
    flip = weight_to_flip(between)
    assert flip is not None
    assert round(float(flip) * 100, 2) == 0.06


@pytest.mark.parametrize(
    ("differences", "flip"),
    [
        pytest.param([(1, 1), (1, -1)], None, id="equal already: nothing to flip"),
        pytest.param([(1, 1), (1, 0)], None, id="no question is against: no weighting turns it"),
        pytest.param([(3, 1), (1, -1)], 0.25, id="a quarter of the weight from the one to the other"),
        pytest.param([(1, 1), (8, 0.5), (1, -1)], 7 / 30, id="where the best has too little weight, from the next too"),
        pytest.param([(1, -1), (3, 1)], 0.25, id="in whatever order"),
        pytest.param([(3, -1), (1, 1)], 0.25, id="and for either side"),
        pytest.param([(3, 1), (0, -1)], None, id="a question without weight gets none"),
    ],
)
def test_weight_to_flip(differences: list[tuple[float, float]], flip: float | None) -> None:
    terms = [Term(f"q{n}", exact(float(w)), exact(float(d))) for n, (w, d) in enumerate(differences)]
    found = weight_to_flip(terms) if sum(term.weight * term.value for term in terms) else None
    assert (float(found) if found is not None else None) == flip


@given(terms)
def test_moving_the_weight_that_flips_makes_them_equal_at_best(listed: list[Term]) -> None:
    difference = sum((term.weight * term.value for term in listed), Fraction(0))
    if not difference:
        return
    flip = weight_to_flip(listed)
    against = min(term.value * difference for term in listed) < 0
    assert (flip is not None) == against
    if flip is not None:
        widest = max(term.value for term in listed) - min(term.value for term in listed)
        whole = sum(term.weight for term in listed)
        assert 1 >= flip >= abs(difference) / whole / widest


@given(terms)
def test_a_mean_in_any_weighting_lies_between_the_lowest_and_the_highest(listed: list[Term]) -> None:
    drawn = means(listed)
    values = [term.value for term in listed]
    assert min(values) <= min(drawn) <= max(drawn) <= max(values)
    spread = [quantile(drawn, Fraction(n, 20)) for n in (1, 10, 19)]
    assert all(low <= high for low, high in pairwise(spread))


@given(terms)
def test_sums_and_means_have_the_same_sign(listed: list[Term]) -> None:
    signs = [(sum_ > 0) - (sum_ < 0) for sum_ in weighted_sums(listed).values]
    assert signs == [(mean_ > 0) - (mean_ < 0) for mean_ in means(listed)]


wide = st.fractions(-3, 3, max_denominator=10**9)
"""Values that need slots of several words."""


@given(
    st.lists(st.tuples(weights, values | wide, st.sampled_from([None, "quay"])), max_size=6),
    st.sampled_from([8, DRAWS]),
)
def test_packed_sums_are_those_added_up_one_by_one(
    listed: list[tuple[Fraction, Fraction, str | None]], draws: int
) -> None:
    terms = [Term(f"q{n}", weight, value, layer) for n, (weight, value, layer) in enumerate(listed)]
    unit = lcm(*((term.weight * term.value).denominator for term in terms))
    added = [0] * draws
    for term in terms:
        factors = draw_factors(term.id, draws)
        if term.layer is not None:
            factors = tuple(map(mul, factors, draw_factors(f"layer:{term.layer}", draws)))
        added = [
            so_far + int(term.weight * term.value * unit) * factor
            for so_far, factor in zip(added, factors, strict=True)
        ]
    sums = weighted_sums(terms, draws)
    assert sums.values == added
    assert share_of(sums.above, draws) == Fraction(sum(value > 0 for value in added), draws)
    assert share_of(sums.below, draws) == Fraction(sum(value < 0 for value in added), draws)


def test_draws_are_marked_alike_whatever_the_size_of_a_slot() -> None:
    terms = [Term("q", Fraction(1), Fraction(1)), Term("p", Fraction(1), Fraction(-1))]
    narrow, broad = weighted_sums(terms), weighted_sums([*terms, Term("r", Fraction(1), Fraction(1, 10**30))])
    assert narrow.size < broad.size
    assert len(narrow.values) == len(broad.values) == DRAWS
    assert narrow.above & broad.above == narrow.above
    assert narrow.below & broad.below == narrow.below


def test_more_draws_begin_with_the_same_ones() -> None:
    assert draw_factors("cloud-exit", 3 * DRAWS)[:DRAWS] == draw_factors("cloud-exit")
    term = Term("q", Fraction(1), Fraction(1, 3))
    assert means([term], 3 * DRAWS) == [1 / 3] * 3 * DRAWS


def test_nothing_weighted_has_no_mean() -> None:
    assert means([]) == []
    assert means([Term("q", Fraction(0), Fraction(1))]) == []
    assert set(weighted_sums([]).values) == {0}


def test_a_layers_weight_varies_as_one() -> None:
    alone = [Term("q", Fraction(1), Fraction(1))]
    in_layer = [Term("q", Fraction(1), Fraction(1), "quay")]
    ratio = {
        Fraction(two, one) for one, two in zip(weighted_sums(alone).values, weighted_sums(in_layer).values, strict=True)
    }
    assert ratio == set(map(Fraction, draw_factors("layer:quay")))


def test_shares_and_their_error() -> None:
    assert share_of(0b101, 4) == Fraction(1, 2)
    assert standard_error(Fraction(1, 2), DRAWS) == pytest.approx(0.5 / DRAWS**0.5)
    assert standard_error(Fraction(1), DRAWS) == 0


def test_equal_ones_share_the_better_rank() -> None:
    assert list(rank_draws([[3], [5], [5], [1]])) == [(3, 1, 1, 4)]

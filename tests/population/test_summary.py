"""What may be told of counts: percentiles that occur, and no group that gives somebody away."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.population import Population
from eurostack_assess.population import row_by_row as plain
from eurostack_assess.population.summary import SummaryOptions, compute_percentile, summarise_population
from eurostack_assess.population.suppression import find_suppressed_groups
from eurostack_assess.population.tally import EVERYBODY, Group
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)


def sizes(**groups: int) -> dict[Group, int]:
    return {EVERYBODY: sum(groups.values()), **{Group("region", name): number for name, number in groups.items()}}


@pytest.mark.parametrize(
    ("of", "left_out"),
    [
        pytest.param({"a": 10, "b": 12}, {}, id="large enough"),
        pytest.param(
            {"a": 9, "b": 12, "c": 30}, {"a": "small", "b": "secondary"}, id="one alone could be had by subtraction"
        ),
        pytest.param(
            {"a": 3, "b": 4, "c": 11, "d": 30},
            {"a": "small", "b": "small", "c": "secondary"},
            id="two are too few together",
        ),
        pytest.param({"a": 6, "b": 7, "c": 11}, {"a": "small", "b": "small"}, id="two that are enough together"),
        pytest.param({"a": 1}, {"a": "small", "": "small"}, id="too few of everybody"),
    ],
)
def test_groups_that_are_not_told_of(of: dict[str, int], left_out: dict[str, str]) -> None:
    assert {group.value: why for group, why in find_suppressed_groups(sizes(**of), 10).items()} == left_out


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1), st.integers(1, 20))
def test_what_is_left_out_cannot_be_had_by_subtraction(of: dict[str, int], smallest: int) -> None:
    left_out = {group for group in find_suppressed_groups(sizes(**of), smallest) if group != EVERYBODY}
    hidden = [of[group.value] for group in left_out]
    assert all(number >= smallest for name, number in of.items() if Group("region", name) not in left_out)
    if hidden and len(hidden) < len(of):
        assert len(hidden) > 1
        assert sum(hidden) >= smallest


@pytest.mark.parametrize(
    ("percent", "score"),
    [(5, 10), (25, 10), (50, 20), (75, 30), (95, 40), (100, 40)],
)
def test_percentiles_by_nearest_rank(percent: int, score: int) -> None:
    assert compute_percentile({10: 1, 20: 1, 30: 1, 40: 1}, percent) == score


@given(st.dictionaries(st.integers(0, 10_000), st.integers(1, 50), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_score_that_occurs_with_so_many_at_or_below_it(scores: dict[int, int], percent: int) -> None:
    scores = dict(sorted(scores.items()))
    found = compute_percentile(scores, percent)
    at_or_below = sum(times for score, times in scores.items() if score <= found)
    below = at_or_below - scores[found]
    assert below * 100 < percent * sum(scores.values()) <= at_or_below * 100


def of_rows(
    rows: Sequence[Mapping[str, int | str | None]], own: dict[str, int] | None = None, smallest: int = 2
) -> Population:
    counted = plain.count_rows(rows, FRAMEWORK, "organisation", ("region",))
    placed = ("Port", plain.count_rows([own], FRAMEWORK, "organisation", ())) if own else None
    return summarise_population(
        counted, FRAMEWORK, SummaryOptions("organisation", smallest, own_profile=placed), Tool(version="1")
    )


def test_where_one_stands_and_what_most_others_have() -> None:
    result = of_rows([{"moor": 1, "depth": rung} for rung in (0, 1, 2, 2)], {"moor": 0, "depth": 1})
    assert result.peer_position is not None
    assert [(one.layer, one.percentile) for one in result.peer_position.percentile_ranks if one.layer == "quay"] == [
        ("quay", 25.0)
    ]
    assert result.peer_position.gaps == ("moor",)
    alike = of_rows([{"moor": 1}] * 3, {"moor": 1}).peer_position
    assert alike is not None
    assert [one.percentile for one in alike.percentile_ranks] == [50.0, 50.0]


def test_of_a_group_that_is_left_out_nothing_is_told() -> None:
    numbers = {"a": 3, "b": 1, "c": 4}
    result = of_rows([{"region": name, "moor": 1} for name, number in numbers.items() for _ in range(number)])
    told = {one.value: (one.suppressed, one.number, len(one.parts), len(one.questions)) for one in result.groups}
    assert told == {"a": ("secondary", None, 0, 0), "b": ("small", None, 0, 0), "c": (None, 4, 3, 6)}
    assert of_rows([{"moor": 1}], smallest=2).all_organisations.number is None
    assert of_rows([{"moor": 1}], {"moor": 1}, smallest=2).peer_position is None


def test_verdicts_levels_and_means_of_a_layer() -> None:
    result = of_rows([{"moor": 1, "depth": 2, "light": 3, "flag": 1}, {"moor": 0, "depth": 0, "light": 0, "flag": 0}])
    quay = result.all_organisations.parts[0]
    assert quay.spread is not None
    assert (quay.scored, quay.spread.mean, quay.spread.p05, quay.spread.p95) == (2, 50.0, 0.0, 100.0)
    assert sum(quay.verdicts.values()) == sum(quay.levels) + quay.without_level == 2
    assert (quay.low, quay.high, quay.coverage) == (50.0, 50.0, 1.0)
    assert result.model_validate_json(result.model_dump_json()) == result

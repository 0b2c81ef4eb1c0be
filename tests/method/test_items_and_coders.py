"""Whether questions belong together, and whether two people code alike: worked cases, and laws for any table."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.coding import CodedPair, compare_codings, measure_agreement
from eurostack_assess.method.item_analysis import (
    MIN_ROWS,
    analyse_layer,
    analyse_questions,
    correlate_with_rest,
    count_falls,
    find_group_means,
    measure_alpha,
    measure_scalability,
)
from eurostack_assess.model.profile import Profile
from tests.dependencies import FRAMEWORK
from tests.helpers import item
from tests.method.cases import cases, close


@cases("items")
def test_questions_of_one_layer(case: Mapping[str, Any]) -> None:
    given_, expected = case["given"], case["expect"]
    top = max(max(row) for row in given_["rows"])
    columns = [[Fraction(rung, top) for rung in column] for column in zip(*given_["rows"], strict=True)]
    places = range(len(columns))

    def number(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    assert number(measure_alpha(columns)) == close(expected["alpha"])
    assert [correlate_with_rest(columns, place) for place in places] == [close(one) for one in expected["item_rest"]]
    assert number(measure_scalability(columns)) == close(expected["H"])
    found = [number(measure_scalability(columns, place)) for place in places]
    assert found == [close(one) for one in expected["H_item"]]
    for place in places:
        means = find_group_means(columns, place, given_["smallest_group"])
        monotone = expected["monotone"][str(place)]
        assert [float(mean) for mean in means] == [close(mean) for mean in monotone["group_means"]]
        assert count_falls(means) == monotone["violations"]


tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4).map(lambda rung: Fraction(rung, 4)), min_size=width, max_size=width),
        min_size=3,
        max_size=12,
    )
)


@given(tables)
def test_no_two_questions_go_together_better_than_when_sorted(rows: Sequence[Sequence[Fraction]]) -> None:
    columns = list(zip(*rows, strict=True))
    whole = measure_scalability(columns)
    parts = [measure_scalability(columns, place) for place in range(len(columns))]
    assert whole is None or whole <= 1
    assert all(part is None or part <= 1 for part in parts)
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == len(parts):
        assert min(known) <= whole <= max(known), "the layer's is a weighted mean of the questions'"
    assert measure_scalability(columns[::-1]) == whole


@given(st.lists(st.integers(0, 4).map(lambda rung: Fraction(rung, 4)), min_size=3, max_size=5))
def test_a_column_beside_itself_is_a_perfect_scale(column: list[Fraction]) -> None:
    if len(set(column)) > 1:
        assert measure_scalability([column, column]) == 1
        assert measure_alpha([column, column]) == 1
        assert correlate_with_rest([column, column], 0) == pytest.approx(1)


def test_of_fewer_than_thirty_nothing_is_said() -> None:
    rows = [[Fraction(n % 3, 4), Fraction(n % 2)] for n in range(MIN_ROWS)]
    few, enough = analyse_layer("quay", ["a", "b"], rows[1:]), analyse_layer("quay", ["a", "b"], rows)
    assert few.model_dump() == {"layer": "quay", "rows": 29, "alpha": None, "scalability": None, "strength": None, "questions": ()}  # fmt: skip
    assert (enough.rows, len(enough.questions), enough.strength) == (30, 2, "none")
    assert all(question.is_flagged for question in enough.questions)


def test_only_organisations_that_answered_all_of_a_layer_exactly_count() -> None:
    exact: dict[str, object] = {"moor": 1, "depth": 2, "light": 3, "lift": 1, "spare": 0}
    rows: list[Mapping[str, object]] = [exact] * MIN_ROWS
    rows += [exact | {"light": code} for code in (-1, 112, None, "3")] + [{"moor": 1}]
    found = {layer.layer: layer.rows for layer in analyse_questions(FRAMEWORK, "organisation", rows)}
    assert found["quay"] == MIN_ROWS
    assert found["crane"] >= MIN_ROWS


@cases("coders")
def test_two_coders(case: Mapping[str, Any]) -> None:
    given_, expected = case["given"], case["expect"]
    ladder = [rung / (given_["rungs"] - 1) for rung in range(given_["rungs"])]
    pairs = [
        CodedPair(item(one, values=ladder), item(other, values=ladder))
        for one, other in zip(given_["first"], given_["second"], strict=True)
    ]
    found = measure_agreement(pairs)
    assert {
        "compared": found.compared,
        "both_exact": found.both_exact,
        "same": found.same,
        "compatible": found.compatible,
        "within_one": found.within_one,
        "alpha_exact": found.alpha,
        "open_by_one_only": found.open_to_one,
    } == {key: close(value) if isinstance(value, float) else value for key, value in expected.items()}


possible = st.one_of(
    st.integers(0, 4),
    st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda two: {"between": (min(two), max(two))}),
    st.sampled_from(["dont_know", "not_applicable"]),
)


@given(st.lists(st.tuples(possible, possible), max_size=6))
def test_who_is_called_first_does_not_matter_and_alike_is_alike(answers: list[tuple[object, object]]) -> None:
    pairs = [CodedPair(item(one), item(other)) for one, other in answers]
    mirrored = [CodedPair(pair.second, pair.first) for pair in pairs]
    found = measure_agreement(pairs)
    assert found == measure_agreement(mirrored)
    if found.compared:
        assert 0 <= (found.same or 0) <= (found.compatible or 0) <= (found.within_one or 0) <= 1
    alike = measure_agreement([CodedPair(pair.first, pair.first) for pair in pairs])
    assert alike.same in (None, 1.0)
    assert (alike.open_to_one, alike.scope_disputed) == (0, 0)
    for order in list(permutations(pairs[:3]))[:2]:
        assert measure_agreement([*order, *pairs[3:]]) == found


def test_every_question_that_is_not_agreed_on_is_listed() -> None:
    def code(**answers: object) -> Profile:
        return Profile.model_validate({"name": "Port", "kind": "organisation", "answers": answers})

    found = compare_codings(
        FRAMEWORK,
        code(moor=1, depth=0, light={"at_least": 2}, lift=3),
        code(moor=1, depth=2, light=3, spare=1),
        tool_version="1",
    )
    listed = {question.id: question.distance for layer in found.layers for question in layer.disagreements}
    assert listed == {"depth": 2, "lift": None, "spare": None}
    assert (found.overall.compared, found.overall.both_exact, found.overall.open_to_one) == (3, 2, 2)
    assert not found.overall.can_be_released

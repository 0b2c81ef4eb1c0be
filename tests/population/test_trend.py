"""Two tables of the same organisations: who rose and fell, and what must not be told of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.population import CODES, Trend
from eurostack_assess.population import row_by_row as plain
from eurostack_assess.population.integers import scale_framework
from eurostack_assess.population.summary import SummaryOptions, summarise_population
from eurostack_assess.population.tally import EVERYBODY, Group
from eurostack_assess.population.trend import AnswerShift, MatchCounts, ScoreMovement, count_changes
from eurostack_assess.population.trend_summary import EarlierTable
from eurostack_assess.reading.answer_table import read_answer_table
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR
from tests.population import by_method

DONT_KNOW, NOT_APPLICABLE = CODES["dont_know"], CODES["not_applicable"]

FRAMEWORK = read_framework(HARBOUR)
COLUMNS = ("region",)
Rows = Sequence[Mapping[str, int | str | None]]

CELLS = st.sampled_from([0, 1, None, DONT_KNOW, NOT_APPLICABLE, 100, 101])
OF_THREE_RUNGS = st.one_of(CELLS, st.sampled_from([2, 102, 112]))
TABLES = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.fixed_dictionaries(
        {"region": st.sampled_from(["north", "south", None]), "moor": CELLS, "depth": OF_THREE_RUNGS, "lift": CELLS}
    ),
    min_size=1,
)


def rows_of(table: Mapping[str, Mapping[str, int | str | None]]) -> Rows:
    return [{"id": id_, **row} for id_, row in table.items()]


@given(TABLES, TABLES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_polars_counts_what_moved_as_the_method_does(
    tmp_path: Path,
    now: Mapping[str, Mapping[str, int | str | None]],
    before: Mapping[str, Mapping[str, int | str | None]],
) -> None:
    pl = pytest.importorskip("polars", reason="no test of large tables: Polars is not installed")
    from eurostack_assess.population.polars_engine import count_changes_with_polars, count_with_polars

    whole = scale_framework(FRAMEWORK, "organisation")
    schema = {"id": pl.String, "region": pl.String, "moor": pl.Int16, "depth": pl.Int16, "lift": pl.Int16}
    counted = []
    for name, table in (("now", now), ("before", before)):
        path = tmp_path / f"{name}.parquet"
        pl.DataFrame(rows_of(table), schema=schema).write_parquet(path)
        counted.append(count_with_polars(path, whole, COLUMNS))
    found = count_changes_with_polars(counted[0], counted[1], whole, COLUMNS)
    expected = count_changes(rows_of(now), rows_of(before), FRAMEWORK, "organisation", COLUMNS)
    assert (found.movements, found.shifts) == (expected.movements, expected.shifts) or not expected.match_counts
    assert {group: one for group, one in found.match_counts.items() if one.number} == expected.match_counts


def test_a_group_that_was_spelt_with_other_spaces_is_the_same_group(tmp_path: Path) -> None:
    """Else those who stayed would count as gone and come, and be too many to hide who really came or went."""
    pytest.importorskip("polars", reason="no test of large tables: Polars is not installed")
    from eurostack_assess.population.polars_engine import count_changes_with_polars, count_with_polars

    whole, counted, rows = scale_framework(FRAMEWORK, "organisation"), [], []
    for name, region in (("now", "the north"), ("before", " the  north")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"id,region,moor\nA,{region},1\nB,{region},0\n", "utf-8")
        counted.append(count_with_polars(path, whole, COLUMNS))
        rows.append(read_answer_table(path, FRAMEWORK, "organisation", COLUMNS)[1])
    found = count_changes_with_polars(counted[0], counted[1], whole, COLUMNS)
    assert found == count_changes(rows[0], rows[1], FRAMEWORK, "organisation", COLUMNS)
    assert found.match_counts[Group("region", "the north")] == MatchCounts(2, 2)


def test_what_is_counted_of_two_that_moved() -> None:
    """Harbour: 'moor' and 'depth' are of the quay; B is new, C is gone, and A moved south."""
    before = rows_of({"A": {"region": "north", "moor": 0, "depth": 1}, "C": {"region": "south", "moor": 1}})
    now = rows_of({"A": {"region": "south", "moor": 1, "lift": 0}, "B": {"region": "south", "moor": 1}})
    found = count_changes(now, before, FRAMEWORK, "organisation", COLUMNS)
    south = Group("region", "south")
    assert found.match_counts == {EVERYBODY: MatchCounts(1, 1), south: MatchCounts(1, 0)}
    assert {part.layer: moves for part, moves in found.movements.items() if part.group == south} == {
        "quay": ScoreMovement(1, 1, 0, 10_000 - found_before(before)),
        "": ScoreMovement(1, 1, 0, found_stack(now) - found_before(before)),
    }
    shifts = {question: shift for (group, question), shift in found.shifts.items() if group == south and any(shift)}
    assert shifts == {
        "moor": AnswerShift(1, 0, 0, 0),
        "depth": AnswerShift(0, 0, 0, 1),
        "lift": AnswerShift(0, 0, 1, 0),
    }


def found_before(rows: Rows) -> int:
    """The score of A's quay."""
    return {
        layer: score for layer, score, _ in by_method.make_row_classifier(FRAMEWORK, "organisation")(rows[0]).scores
    }["quay"]


def found_stack(rows: Rows) -> int:
    """A's score over the whole stack."""
    return {
        layer: score for layer, score, _ in by_method.make_row_classifier(FRAMEWORK, "organisation")(rows[0]).scores
    }[""]


def trend_of(now: Rows, before: Rows, smallest: int = 3) -> Trend:
    found = count_changes(now, before, FRAMEWORK, "organisation", COLUMNS)
    sizes = plain.count_rows(before, FRAMEWORK, "organisation", COLUMNS).groups
    wanted = SummaryOptions("organisation", smallest, earlier_table=EarlierTable("before.csv", sizes, found))
    result = summarise_population(
        plain.count_rows(now, FRAMEWORK, "organisation", COLUMNS), FRAMEWORK, wanted, Tool(version="1")
    )
    assert result.trend is not None
    return result.trend


def some(number: int, moor: int, region: str = "north", start: int = 0) -> Rows:
    return [{"id": f"{region}{at}", "region": region, "moor": moor} for at in range(start, start + number)]


def test_the_mean_change_of_those_in_both() -> None:
    trend = trend_of(some(4, 1), some(4, 0))
    quay = trend.all_organisations.parts[0]
    assert (trend.earlier_table, trend.earlier_count, trend.all_organisations.number) == ("before.csv", 4, 4)
    assert (quay.scored_both_times, quay.risen, quay.fallen, quay.change) == (4, 4, 0, 100.0)
    assert [one.value for one in trend.groups if one.number == 4] == ["north"]


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        pytest.param(some(4, 1), some(4, 0), 100.0, id="the same organisations"),
        pytest.param(some(5, 1), some(4, 0), None, id="one is new"),
        pytest.param(some(4, 1), some(5, 0), None, id="one is gone"),
        pytest.param(some(4, 1), some(7, 0), 100.0, id="as many are gone as a group must have"),
        pytest.param(
            [*some(4, 1), *some(1, 1, "west")], [*some(4, 0), *some(1, 0, "west")], 100.0, id="in another group"
        ),
    ],
)
def test_the_change_is_told_where_it_gives_nobody_away(now: Rows, before: Rows, change: float | None) -> None:
    """With the means of both tables the change would give the score of who came or went."""
    everybody = trend_of(now, before).all_organisations
    assert everybody.parts[0].scored_both_times == 4 + (len(now) == len(before) == 5)
    assert everybody.parts[0].change == change


def test_if_one_group_s_change_would_follow_from_the_others_none_is_told() -> None:
    now = [*some(4, 1), *some(5, 1, "south"), *some(4, 1, "west")]
    before = [*some(4, 0), *some(4, 0, "south"), *some(4, 0, "west"), *some(3, 0, "gone")]
    trend = trend_of(now, before)
    assert trend.all_organisations.parts[0].change == 100.0
    assert {one.value: one.parts[0].change for one in trend.groups} == {"north": None, "south": None, "west": None}


def test_of_a_group_of_which_too_few_are_in_both_nothing_is_told() -> None:
    trend = trend_of([*some(4, 1), *some(4, 1, "south")], [*some(4, 0), *some(2, 0, "south")])
    assert {one.value: one.suppressed for one in trend.groups} == {"north": "secondary", "south": "small"}
    assert trend_of(some(2, 1), some(2, 0)).earlier_count is None


def test_of_a_layer_in_which_too_few_have_a_score_no_mean_is_told() -> None:
    rows: Rows = [*some(3, 1), {"id": "x", "region": "north", "moor": 1, "lift": 1}]
    trend = trend_of(rows, rows)
    assert [(one.layer, one.scored_both_times, one.change) for one in trend.all_organisations.parts] == [
        ("quay", 4, 0.0),
        ("crane", 1, None),
        (None, 4, 0.0),
    ]

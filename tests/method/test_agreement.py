"""Middles, consensus and alpha: published examples to the published digits, and their laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.agreement import (
    HALF,
    QUARTER,
    THREE_QUARTERS,
    Metric,
    alpha,
    consensus,
    order_statistic,
)

KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011): four observers, twelve units."""

HAYES = """
1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1
1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1
2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1
. 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .
2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1
"""
"""Hayes and Krippendorff, Communication Methods and Measures 1(1), 2007: five observers, forty units."""

CODERS = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""
"""The worked example of the Wikipedia article on the coefficient: three coders, fifteen units."""


def units(table: str) -> list[list[Fraction]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [[Fraction(value) for value in column if value != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("table", "metric", "published"),
    [
        (KRIPPENDORFF, "nominal", "0.743"),
        (KRIPPENDORFF, "ordinal", "0.815"),
        (KRIPPENDORFF, "interval", "0.849"),
        (KRIPPENDORFF, "ratio", "0.797"),
        (HAYES, "nominal", "0.4765"),
        (HAYES, "ordinal", "0.7598"),
        (CODERS, "nominal", "0.691"),
        (CODERS, "interval", "0.811"),
    ],
)
def test_alpha_is_the_published_one(table: str, metric: Metric, published: str) -> None:
    found = alpha(units(table), metric)
    assert found is not None
    assert f"{float(found):.{len(published) - 2}f}" == published


@pytest.mark.parametrize(
    "judged",
    [
        pytest.param([], id="nothing judged"),
        pytest.param([[Fraction(1)], [Fraction(2)]], id="no unit judged twice"),
        pytest.param([[Fraction(1)] * 3, [Fraction(1)] * 2], id="all values alike"),
    ],
)
def test_where_nothing_can_differ_there_is_no_alpha(judged: list[list[Fraction]]) -> None:
    assert alpha(judged, "ordinal") is None


def test_nearly_everyone_alike_gives_an_alpha_below_nothing() -> None:
    """58 of 60 answers alike, and alpha says that this is no better than chance: why it is never shown alone."""
    judged = [[Fraction(3)] * 6 for _ in range(8)] + [[Fraction(3)] * 5 + [Fraction(2)] for _ in range(2)]
    found = alpha(judged, "ordinal")
    assert found is not None
    assert round(float(found), 3) == -0.017


def test_consensus_is_the_published_one() -> None:
    """The example of the R package agrmt, which follows Tastle and Wierman (2007)."""
    found = consensus([30, 40, 210, 130, 530, 50, 10])
    assert found is not None
    assert f"{found:.7f}" == "0.7256876"


@pytest.mark.parametrize(
    ("counts", "close"),
    [
        pytest.param([0, 7, 0, 0, 0], 1, id="all alike"),
        pytest.param([3, 0, 0, 0, 3], 0, id="half at either end"),
        pytest.param([2, 2], 0, id="half at either end of two rungs"),
        pytest.param([0, 0, 0], None, id="no votes"),
    ],
)
def test_the_ends_of_consensus(counts: list[int], close: float | None) -> None:
    assert consensus(counts) == close


@pytest.mark.parametrize(
    ("counts", "quartiles"),
    [
        pytest.param([0, 1, 0, 0, 0], (1, 1, 1), id="one vote"),
        pytest.param([1, 0, 0, 0, 1], (0, 0, 4), id="of two votes the lower median"),
        pytest.param([1, 1, 1, 1, 1], (1, 2, 3), id="five votes"),
        pytest.param([0, 4, 0, 0, 0], (1, 1, 1), id="all alike"),
        pytest.param([0, 0, 0], (None, None, None), id="no votes"),
    ],
)
def test_middles(counts: list[int], quartiles: tuple[int | None, ...]) -> None:
    assert tuple(order_statistic(counts, share) for share in (QUARTER, HALF, THREE_QUARTERS)) == quartiles


ladders = st.lists(st.integers(0, 9), min_size=2, max_size=6)


@given(ladders, st.integers(1, 5))
def test_consensus_does_not_mind_the_direction_or_the_number(counts: list[int], times: int) -> None:
    assert consensus(counts) == pytest.approx(consensus(counts[::-1]))
    assert consensus(counts) == pytest.approx(consensus([count * times for count in counts]))


@given(ladders)
def test_one_more_who_says_the_median_keeps_it(counts: list[int]) -> None:
    middle = order_statistic(counts, HALF)
    if middle is not None:
        joined = [count + (rung == middle) for rung, count in enumerate(counts)]
        assert order_statistic(joined, HALF) == middle
        assert counts[middle] > 0

"""The steps of the method, each as a table of named cases worked out by hand."""

from fractions import Fraction

import pytest

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import exact, weighted_mean
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.levels import LevelResult, compute_gated_level, find_weakest_level
from eurostack_assess.method.scoring import LayerScore, score_items, score_layers
from eurostack_assess.method.verdicts import (
    LayerSummaryInput,
    VerdictResult,
    build_sentence,
    compare_with_finding,
    compute_weights_agreement,
    judge,
)
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import Verdict
from tests.helpers import item

F = Fraction
DK, NA = "dont_know", "not_applicable"
THRESHOLDS = Thresholds(strong=60, attention=40)


def test_decimals_count_as_they_were_written() -> None:
    assert weighted_mean([(exact(0.1), exact(0.7))] * 6) == F(7, 10)
    assert float(weighted_mean([(exact(1.0), exact(0.7))] * 3) or 0) == 0.7


def test_rungs_at_equal_distances_count_whole_fractions() -> None:
    thirds = [item(1, values=(0, 1 / 3, 2 / 3, 1))] * 3
    assert score_items(thirds).score == F(1, 3)
    assert exact(0.333) == F(333, 1000)
    assert exact(0.333333) == F(333_333, 1_000_000)


def test_a_mean_of_nothing_is_not_zero() -> None:
    assert weighted_mean([]) is None
    assert weighted_mean([(F(0), F(1))]) is None


@pytest.mark.parametrize(
    ("items", "scored"),
    [
        pytest.param([], (None, None, None, None), id="no questions"),
        pytest.param([item(4), item(0)], (F(1, 2), F(1, 2), F(1, 2), F(1)), id="all answered: a point"),
        pytest.param([item(4, weight=3), item(0)], (F(3, 4), F(3, 4), F(3, 4), F(1)), id="weights are relative"),
        pytest.param([item(4), item(DK)], (F(1), F(1, 2), F(1), F(1, 2)), id="don't know widens the range"),
        pytest.param([item(0), item("skipped")], (F(0), F(0), F(1, 2), F(1, 2)), id="so does skipped"),
        pytest.param([item(0), item(None)], (F(0), F(0), F(1, 2), F(1, 2)), id="and unasked"),
        pytest.param([item(DK), item(None)], (None, F(0), F(1), F(0)), id="nothing answered is no score, not zero"),
        pytest.param([item(2), item(NA)], (F(1, 2), F(1, 2), F(1, 2), F(1)), id="not applicable leaves"),
        pytest.param([item(NA)], (None, None, None, None), id="nothing applies"),
        pytest.param([item(2), item(4, role="informational")], (F(1, 2), F(1, 2), F(1, 2), F(1)), id="informational"),
        pytest.param([item(4, weight=0), item(1)], (F(1, 4), F(1, 4), F(1, 4), F(1)), id="weight 0 has no say"),
        pytest.param([item(4, weight=0), item(NA)], (None, None, None, None), id="only weight 0 left"),
        pytest.param([item({"at_least": 2})], (F(1, 2), F(1, 2), F(1), F(1, 2)), id="at least 2 is proven"),
        pytest.param([item({"at_least": 4})], (F(1), F(1), F(1), F(1)), id="at least the top is exact"),
        pytest.param([item({"at_least": 0})], (None, F(0), F(1), F(0)), id="at least the bottom is don't know"),
        pytest.param(
            [item(DK, values=(0.2, 0.9), target=1), item(1, values=(0.2, 0.9), target=1)],
            (F(9, 10), F(11, 20), F(9, 10), F(1, 2)),
            id="an open answer lies between the ends of its own ladder",
        ),
    ],
)
def test_score_of_a_layer(items: list[Item], scored: tuple[Fraction | None, ...]) -> None:
    assert score_items(items) == LayerScore(*scored)


def test_a_layer_without_answers_leaves_the_overall_score_but_not_its_range() -> None:
    known, unknown, not_there = score_items([item(2)]), score_items([item(DK)]), score_items([item(NA)])
    assert score_layers([(F(1), known), (F(1), unknown), (F(5), not_there)]) == LayerScore(
        F(1, 2), F(1, 4), F(3, 4), F(1, 2)
    )


@pytest.mark.parametrize(
    ("items", "level"),
    [
        pytest.param([], LevelResult(None, None, None), id="no gates"),
        pytest.param([item(4)], LevelResult(None, None, None), id="ranking questions do not gate"),
        pytest.param([item(NA, role="gating")], LevelResult(None, None, None), id="nothing applies"),
        pytest.param([item(DK, role="gating")], LevelResult(None, 0, 4), id="nothing answered"),
        pytest.param(
            [item(4, "a", role="gating"), item(1, "b", role="gating"), item(3, "c", role="gating")],
            LevelResult(1, 1, 1, ("b",), {"b": 3}, 3),
            id="the lowest answer is the level, whatever the mean",
        ),
        pytest.param(
            [item(1, "a", role="gating"), item(1, "b", role="gating"), item(2, "c", role="gating")],
            LevelResult(1, 1, 1, ("a", "b"), {"a": 1, "b": 1}, 2),
            id="two bind: lifting one alone unlocks nothing",
        ),
        pytest.param(
            [item(2, "a", role="gating"), item(DK, "b", role="gating")],
            LevelResult(2, 0, 2, ("a",), {"a": 4}, 4),
            id="an open gate at its lowest rung",
        ),
        pytest.param([item(4, "a", role="gating")], LevelResult(4, 4, 4), id="at the top nothing binds"),
    ],
)
def test_level_of_a_layer(items: list[Item], level: LevelResult) -> None:
    assert compute_gated_level(items, top_level=4) == level


def test_the_overall_level_is_the_weakest_layers() -> None:
    assert find_weakest_level([3, None, 1]) == 1
    assert find_weakest_level([None]) is None


def test_gaps_add_up_and_surplus_does_not_hide_them() -> None:
    gaps = compute_gaps([item(4, "a", target=2), item(1, "b", target=3), item(DK, "c", target=3, weight=2)])
    assert gaps.priorities == {"a": 0, "b": F(1, 4)}
    assert gaps.shortfall == F(1, 4)
    assert gaps.information == {"c": F(1, 2)}
    assert (gaps.shortfall_low, gaps.shortfall_high) == (F(1, 8), F(1, 2))


def test_nothing_answered_has_no_shortfall() -> None:
    gaps = compute_gaps([item(NA)])
    assert (gaps.shortfall, gaps.shortfall_low, gaps.priorities, gaps.information) == (None, None, {}, {})


@pytest.mark.parametrize(
    ("items", "judged"),
    [
        pytest.param([item(NA)], VerdictResult("not_applicable", "nothing_applies"), id="nothing applies"),
        pytest.param([item(None, "a")], VerdictResult("undetermined", "interval", ("a",)), id="nothing asked"),
        pytest.param(
            [item(0, "a", role="gating", floor=1), item(4, "b"), item(4, "c"), item(None, "d", weight=9)],
            VerdictResult("attention", "floor", ("a",)),
            id="certainly below a floor comes before everything",
        ),
        pytest.param(
            [item(1, "a", role="gating", floor=1), item(4, "b"), item(4, "c")],
            VerdictResult("strong", "interval", ("b", "c")),
            id="at the floor is not below it",
        ),
        pytest.param(
            [item(NA, "a", role="gating", floor=1), item(4, "b")],
            VerdictResult("strong", "interval", ("b",)),
            id="a floor that does not apply",
        ),
        pytest.param(
            [item(1, "a"), item(1, "b"), item(1, "c"), item(DK, "d")],
            VerdictResult("undetermined", "interval", ("d",)),
            id="the open answer can still tip it",
        ),
        pytest.param([item(1, "a"), item(2, "b")], VerdictResult("attention", "interval", ("a", "b")), id="low"),
        pytest.param(
            [item(2, "a", values=(0, 0.2, 0.4), levels=(0, 1, 2), target=2)],
            VerdictResult("attention", "interval"),
            id="at the threshold is reached, below",
        ),
        pytest.param(
            [item(2, "a", values=(0, 0.2, 0.6), levels=(0, 1, 2), target=2)],
            VerdictResult("strong", "interval", ("a",)),
            id="at the threshold is reached, above",
        ),
        pytest.param([item(2, "a"), item(2, "b")], VerdictResult("middle", "interval", ("a", "b")), id="in between"),
        pytest.param(
            [item(4, "a"), item(4, "b"), item(4, "c"), item(DK, "d", role="gating", floor=1)],
            VerdictResult("undetermined", "possible_floor", ("d",)),
            id="high, but an open question may be below its floor",
        ),
    ],
)
def test_verdict_of_a_layer(items: list[Item], judged: VerdictResult) -> None:
    assert judge(items, score_items(items), compute_gaps(items), THRESHOLDS) == judged


@pytest.mark.parametrize(
    ("verdict", "finding", "outcome"),
    [
        ("strong", None, "no_finding"),
        ("strong", "strong", "agrees"),
        ("strong", "attention", "differs"),
        ("middle", "attention", "differs"),
        ("undetermined", "strong", "undecided"),
        ("not_applicable", "attention", "undecided"),
    ],
)
def test_finding_beside_verdict(verdict: Verdict, finding: str | None, outcome: str) -> None:
    assert compare_with_finding(verdict, finding) == outcome  # type: ignore[arg-type]


def test_the_sentence_orders_strong_by_low_end_and_attention_by_shortfall() -> None:
    said = build_sentence(
        {
            "a": LayerSummaryInput("strong", F(6, 10), F(1, 10)),
            "b": LayerSummaryInput("attention", F(1, 10), F(2, 10)),
            "c": LayerSummaryInput("strong", F(8, 10), F(0)),
            "d": LayerSummaryInput("attention", F(2, 10), F(5, 10)),
            "e": LayerSummaryInput("undetermined", F(0), None),
        }
    )
    assert (said.strong, said.attention, said.no_verdict) == (("c", "a"), ("d", "b"), ("e",))
    assert (said.relatively_best, said.relatively_lowest) == (None, None)


def test_without_strong_or_attention_the_relatively_best_and_lowest_are_named() -> None:
    said = build_sentence(
        {"a": LayerSummaryInput("middle", F(5, 10), F(2, 10)), "b": LayerSummaryInput("middle", F(4, 10), F(2, 10))}
    )
    assert (said.relatively_best, said.relatively_lowest) == ("a", "b")
    needy = build_sentence(
        {"a": LayerSummaryInput("attention", F(5, 10), None), "b": LayerSummaryInput("undetermined", F(4, 10), None)}
    )
    assert (needy.relatively_best, needy.relatively_lowest) == (None, None)
    nothing = build_sentence({"a": LayerSummaryInput("undetermined", F(5, 10), None)})
    assert (nothing.relatively_best, nothing.relatively_lowest) == (None, None)
    alone = build_sentence(
        {"a": LayerSummaryInput("middle", F(5, 10), F(2, 10)), "b": LayerSummaryInput("undetermined", F(6, 10), None)}
    )
    assert (alone.relatively_best, alone.relatively_lowest) == (None, None), "none is called both"
    only = build_sentence(
        {"a": LayerSummaryInput("strong", F(9, 10), F(0)), "b": LayerSummaryInput("undetermined", F(5, 10), None)}
    )
    assert (only.relatively_best, only.relatively_lowest) == (None, None), "a strong layer is never called lowest"


@pytest.mark.parametrize(
    ("answers", "verdict", "agree"),
    [
        pytest.param([(1, 3), (1, 3)], "strong", 1, id="the same everywhere: no weight matters"),
        pytest.param([(1, 4), (1, 1)], "strong", 0.5, id="at the threshold: half of the weightings"),
        pytest.param([(1, 0), (1, 2)], "attention", 1, id="well below"),
        pytest.param([(1, 2), (1, 2)], "middle", 1, id="between"),
        pytest.param([(1, 0), (1, None)], "undetermined", None, id="cannot be said yet"),
    ],
)
def test_in_how_many_weightings_a_verdict_holds(
    answers: list[tuple[float, int | None]], verdict: str, agree: float | None
) -> None:
    asked = [item(rung, f"q{n}", weight=weight) for n, (weight, rung) in enumerate(answers)]
    thresholds = Thresholds(strong=62.5, attention=40, coverage=0.5)
    judged = judge(asked, score_items(asked), compute_gaps(asked), thresholds)
    found = compute_weights_agreement(asked, judged, thresholds)
    assert judged.verdict == verdict
    assert (None if found is None else pytest.approx(float(found), abs=0.05)) == agree

"""Cases worked out by enumerating every way in which open answers can fall, without a line of this project's code."""

from collections.abc import Mapping
from typing import Any

from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.levels import compute_level
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import find_missed_floors, judge
from tests.method.cases import build_layer, build_thresholds, cases, close, points

TOP_LEVEL = 4


@cases("partial")
def test_partial_answers(case: Mapping[str, Any]) -> None:
    items, expected = build_layer(case["given"]["layer"]), case["expect"]
    score, gaps = score_items(items), compute_gaps(items)
    verdict = judge(items, score, gaps, build_thresholds(case["given"]))
    found = {
        "score": points(score.score),
        "low": points(score.low),
        "high": points(score.high),
        "coverage": None if score.coverage is None else float(score.coverage),
        "shortfall": None if gaps.shortfall is None else float(gaps.shortfall),
        "shortfall_low": None if gaps.shortfall_low is None else float(gaps.shortfall_low),
        "shortfall_high": None if gaps.shortfall_high is None else float(gaps.shortfall_high),
    }
    assert found == {key: close(expected[key]) for key in found}
    priorities = {id_: float(part) for id_, part in gaps.priorities.items() if id_ in expected["priorities"]}
    assert priorities == close(expected["priorities"])
    assert {id_: float(part) * 100 for id_, part in gaps.information.items()} == close(expected["information"])
    assert find_missed_floors(items) == (expected["floor_missed"], expected["floor_perhaps_missed"])
    assert verdict.verdict == expected["verdict"]
    if expected["ground"] is not None:
        assert verdict.ground == expected["ground"]
    states = {item.question.id: "open" if item.is_open else item.state for item in items}
    assert states == expected["states"]


@cases("partial")
def test_levels_of_partial_answers(case: Mapping[str, Any]) -> None:
    expected = case["expect"]
    level = compute_level(build_layer(case["given"]["layer"]), TOP_LEVEL)
    if "level" in expected:
        assert level.numbers == {key: expected[key] for key in ("level", "level_low", "level_high")}
    else:
        assert level.numbers == {"level": None, "level_low": None, "level_high": None}

"""Cases worked out by enumerating every way in which open answers can fall, without a line of this project's code."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from eurostack_assess.method.answers import Item, value_of
from eurostack_assess.method.completions import level_distributions, weigh_possible_answers
from eurostack_assess.method.confidence import conclude, find_doubt, recompute
from eurostack_assess.method.exposure import compute_exposure
from eurostack_assess.method.gaps import compute_gaps, find_next_action
from eurostack_assess.method.levels import GateTally, compute_gated_level, tally_gates
from eurostack_assess.method.likelihood import compute_chances, compute_stack_chances, judge_chances
from eurostack_assess.method.pairing import LayerPair, QuestionPair, compare_pair
from eurostack_assess.method.priorities import GapStanding, rank_by, value_information
from eurostack_assess.method.scoring import score_items, score_layers
from eurostack_assess.method.sensitivity import find_sensitivity, geometric_mean
from eurostack_assess.method.value_ranges import ValueRange
from eurostack_assess.method.verdicts import find_missed_floors, judge, misses_floor
from eurostack_assess.model.exposure import Interval
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, profile
from tests.method.cases import build_item, build_layer, build_thresholds, cases, close, exact, points

TOP_LEVEL, TARGET_LEVEL = 4, 3
SEALS = [0, 0.25, 0.5, 0.75, 1]


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
    level = compute_gated_level(build_layer(case["given"]["layer"]), TOP_LEVEL)
    if "level" in expected:
        assert level.numbers == {key: expected[key] for key in ("level", "level_low", "level_high")}
    else:
        assert level.numbers == {"level": None, "level_low": None, "level_high": None}


@cases("likelihood")
def test_likelihood(case: Mapping[str, Any]) -> None:
    items, expected, thresholds = build_layer(case["given"]["layer"]), case["expect"], build_thresholds(case["given"])
    score = score_items(items)
    counts = case["given"].get("reference_counts", {})
    odds = {id_: [count + 1 for count in rungs] for id_, rungs in counts.items()}
    chances = compute_chances(items, thresholds, odds)
    assert chances is not None
    assert score.coverage is not None
    for name in ("apart", "together", "probability"):
        found = getattr(chances, name)
        assert {verdict: found[verdict] for verdict in expected[name]} == {
            verdict: exact(chance) for verdict, chance in expected[name].items()
        }
    for lean in ("low", "high"):
        found = getattr(chances, f"lean_{lean}")
        assert {verdict: float(chance) for verdict, chance in found.items()} == close(expected["leans"][lean])
    assert (chances.ways, points(chances.expected)) == (expected["ways"], close(expected["expected_score"]))
    assert sorted(chances.ruled_out) == sorted(expected["ruled_out"])
    verdict = judge(items, score, compute_gaps(items), thresholds)
    assert verdict.verdict == expected["verdict"]
    if expected["word"] != "certain":
        word = judge_chances(chances, score.coverage, thresholds)
        assert (word.certainty, word.leading, word.ground) == tuple(
            expected[key] for key in ("word", "leading", "ground")
        )


@cases("likelihood")
def test_chances_of_levels(case: Mapping[str, Any]) -> None:
    gates = [answer for answer in weigh_possible_answers(build_layer(case["given"]["layer"])) if answer.levels]
    apart, together = level_distributions(gates)
    for name, found in (("level_apart", apart), ("level_together", together)):
        if name in case["expect"]:
            expected = {int(level): exact(chance) for level, chance in case["expect"][name].items()}
            assert {level: chance for level, chance in found.items() if chance} == {
                level: chance for level, chance in expected.items() if chance
            }


@cases("stack")
def test_the_stack(case: Mapping[str, Any]) -> None:
    expected = case["expect"]
    layers = [(Fraction(str(layer["weight"])), build_layer(layer)) for layer in case["given"]["stack"]]
    everything = [item for _, items in layers for item in items]
    overall = score_layers([(weight, score_items(items)) for weight, items in layers])
    assert [points(overall.low), points(overall.high)] == [close(expected["low"]), close(expected["high"])]
    assert overall.coverage is not None
    assert float(overall.coverage) == close(expected["coverage"])
    scores = [float(score) for score in expected["score_at_least"]]
    chances = compute_stack_chances(layers, scores, Fraction(3, 10))
    assert chances is not None
    assert points(chances.expected) == close(expected["expected"])
    assert chances.score_at_least == {
        float(score): exact(chance) for score, chance in expected["score_at_least"].items()
    }
    levels = {int(level): exact(chance) for level, chance in expected["level_probability"].items()}
    at_least = {
        level: sum(chance for other, chance in levels.items() if other >= level) for level in sorted(levels)[1:]
    }
    assert chances.level_at_least == at_least
    numbers = {int(number): exact(chance) for number, chance in expected["gates_at_target_probability"].items()}
    assert chances.gates_at_target == numbers
    tally = tally_gates(everything, TOP_LEVEL)
    assert compute_gated_level(everything, TOP_LEVEL).numbers == {
        key: expected[key] for key in ("level", "level_low", "level_high")
    }
    assert tally == GateTally(
        gates=expected["gates"],
        at_target_low=expected["gates_at_target"][0],
        at_target_high=expected["gates_at_target"][1],
        by_level=tuple(expected["gates_by_level_proven"].values()),
        level_but_one_low=expected["level_but_one_low"],
        level_but_one_high=expected["level_but_one_high"],
    )


@cases("compare")
def test_two_parties(case: Mapping[str, Any]) -> None:
    given, expected = case["given"], case["expect"]
    first, second = build_layer(given["first"]), build_layer(given["second"])
    questions = tuple(
        QuestionPair(one.question.id, one.weight, build_range(one), build_range(other))
        for one, other in zip(first, second, strict=True)
        if one.counts and other.counts and one.question.id not in given["left_out"]
    )
    pair = compare_pair(0, 1, [LayerPair("layer", Fraction(1), questions)], build_thresholds(given))
    assert pair.standing == expected["standing"]
    assert pair.higher_party == {"first": 0, "second": 1, None: None}[expected["higher"]]
    assert pair.expected_difference == close(expected["expected_difference"])
    assert pair.weight_to_flip == close(expected["weight_to_flip"])
    assert (pair.first_above, pair.second_above) == (
        close(expected["weightings_first_above"]),
        close(expected["weightings_second_above"]),
    )
    if pair.likelihood is not None:
        names = {"first": "first_higher", "equal": "equal", "second": "second_higher"}
        for ours, theirs in (("apart", "apart"), ("together", "both_together"), ("probability", "probability")):
            found = dict(getattr(pair.likelihood, ours))
            assert found == {key: close(float(exact(expected[theirs][name]))) for key, name in names.items()}
        leans = {
            "low-low": "lean_low",
            "high-high": "lean_high",
            "low-high": "first_low_second_high",
            "high-low": "first_high_second_low",
        }
        for theirs, ours in leans.items():
            assert [*dict(getattr(pair.likelihood, ours)).values()] == close(expected["leans"][theirs])
        assert pair.likelihood.first_coverage == close(expected["first_known"])
        assert pair.likelihood.second_coverage == close(expected["second_known"])


def build_range(item: Item) -> ValueRange:
    """What an answer counts in a pair."""
    options = item.question.options
    return ValueRange(tuple(item.values), value_of(options[-1]) - value_of(options[0]))


@cases("exposure")
def test_exposure(case: Mapping[str, Any]) -> None:
    expected = case["expect"]
    services = [
        dependency(
            service["id"],
            layer="quay",
            supplier=f"Firm {service['id']}",
            parent_country=service["country"],
            runs_on=[],
            **{key: service[key] for key in ("share", "criticality", "exit")},
        )
        for service in case["given"]["services"]
    ]
    found = compute_exposure(FRAMEWORK, profile(*services), CATALOGUE).total

    def is_as_expected(interval: Interval | None, name: str, within: Mapping[str, Any] = expected) -> bool:
        ends = within[name]
        return (None if interval is None else [interval.low, interval.high]) == (ends and [*map(close, ends)])

    assert is_as_expected(found.non_eu, "non_eu")
    assert is_as_expected(found.foreign_concentration_of_all, "foreign_concentration_first_edition")
    assert is_as_expected(found.foreign_concentration, "concentration_within_non_eu")
    for flag in ("concentrated", "foreign_majority", "locked_in", "strategic"):
        assert getattr(found, flag) == expected[flag]
    assert found.exposed is not None
    for stage in expected["exposed_after"]:
        assert is_as_expected(getattr(found.exposed, stage), stage, expected["exposed_after"])
    assert is_as_expected(found.exposed.mean, "exposed_mean")


@cases("priority")
def test_the_order_of_gaps(case: Mapping[str, Any]) -> None:
    stack = case["given"]["stack"]
    layers = [build_layer(layer) for layer in stack]
    gaps = [compute_gaps(items) for items in layers]
    whole = sum(float(layer["weight"]) * float(gap.shortfall or 0) for layer, gap in zip(stack, gaps, strict=True))
    standings = {}
    for layer, items, gap in zip(stack, layers, gaps, strict=True):
        level = compute_gated_level(items, TOP_LEVEL)
        for item in items:
            share = Fraction(str(layer["weight"])) * gap.priorities[item.question.id] / exact(whole)
            standings[item.question.id] = GapStanding(
                misses_floor=misses_floor(item),
                holds_level=item.question.id in level.binding and (level.level or 0) < TARGET_LEVEL,
                share=share,
                exposed=float(layer.get("exposed_at_once", 0)),
                next_action=find_next_action(item),
            )
    ranking = rank_by({id_: standing.key for id_, standing in standings.items()})
    found = [
        {
            "question": id_,
            "rank": rank,
            "below_floor": standings[id_].misses_floor,
            "binds": standings[id_].holds_level,
            "share_of_gap": float(standings[id_].share),
        }
        for id_, rank in zip(ranking.questions, ranking.ranks, strict=True)
    ]
    assert found == [
        expected | {"share_of_gap": close(expected["share_of_gap"])} for expected in case["expect"]["order"]
    ]


@cases("information")
def test_the_order_of_what_to_find_out(case: Mapping[str, Any]) -> None:
    items, thresholds = build_layer(case["given"]["layer"]), build_thresholds(case["given"])
    values = value_information(items, compute_gaps(items).information, thresholds, is_certain=False)
    ranking = rank_by({id_: value.key for id_, value in values.items()})
    expected = case["expect"]["order"]
    assert [*zip(ranking.questions, ranking.ranks, strict=True)] == [(row["question"], row["rank"]) for row in expected]
    for row in expected:
        value = values[row["question"]]
        assert (value.decides, value.gain) == (exact(row["decides"]), exact(row["gain"]))
        assert points(value.width) == close(row["width"])


@cases("confidence")
def test_without_what_nobody_looked_up(case: Mapping[str, Any]) -> None:
    items, thresholds = build_layer(case["given"]["layer"]), build_thresholds(case["given"])
    expected, doubt = case["expect"], find_doubt(items, thresholds, conclude(items, thresholds))
    assert doubt is not None
    found = {
        "as_given": recompute(items, thresholds),
        "without": doubt.without,
        "one_rung_off": doubt.one_rung_off,
    }
    for name, result in found.items():
        word = expected[name]["word"]
        assert {
            "low": result.low,
            "high": result.high,
            "coverage": result.coverage,
            "verdict": result.verdict,
            "word": result.certainty,
            "leading": result.verdict if word == "certain" else result.leading,
        } == {
            key: close(value) if key in ("low", "high", "coverage") else value for key, value in expected[name].items()
        }
    assert doubt.rests_on_them == expected["rests_on_low_confidence"]


VARIATION_NAMES = {
    "strong_up": "strong+5",
    "strong_down": "strong-5",
    "attention_up": "attention+5",
    "attention_down": "attention-5",
    "unsure_open": "low_confidence_open",
    "unsure_one_rung_off": "low_confidence_one_off",
}


@cases("sensitivity")
def test_under_other_assumptions(case: Mapping[str, Any]) -> None:
    items, thresholds = build_layer(case["given"]["layer"]), build_thresholds(case["given"])
    expected = case["expect"]
    sensitivity = find_sensitivity(items, expected["verdict"], thresholds)
    names = [
        f"without:{variation.question}"
        if variation.question
        else VARIATION_NAMES.get(variation.assumption, variation.assumption)
        for variation in sensitivity.variations
    ]
    found = dict(zip(names, sensitivity.variations, strict=True))
    assert {name: variation.verdict for name, variation in found.items()} == expected["variations"]
    assert (sensitivity.holds, len(found)) == (expected["holds"], expected["of"])
    for effect in ("reversed", "loosened", "settled"):
        assert [name for name, variation in found.items() if variation.effect == effect] == expected[effect]
    for end, name in (("worst", "geometric_low"), ("best", "geometric_high")):
        mean = geometric_mean([(item.weight, getattr(item, end)) for item in items])
        assert points(mean) == close(expected[name])


@cases("csf")
def test_another_instruments_score_as_it_was_published(case: Mapping[str, Any]) -> None:
    """An objective as one question with a ladder of five, by which a view counts a provider's published levels."""
    seals, weights = case["given"]["seal"], case["given"]["weights"]
    items = [
        build_item({"id": f"o{n}", "values": SEALS, "role": "gating", "target": 3, "answer": seal})
        for n, seal in enumerate(seals)
    ]
    score = score_layers([(Fraction(weight), score_items([one])) for weight, one in zip(weights, items, strict=True)])
    assert points(score.score) == close(case["expect"]["score"])
    assert compute_gated_level(items, TOP_LEVEL).level == case["expect"]["lowest"]

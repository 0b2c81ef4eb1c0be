"""Levels that begin at cuts of a mean or a total, as in many published instruments."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.answers import Item
from eurostack_assess.method.assessment import assess
from eurostack_assess.method.completions import chances_of_cuts, find_joint_rungs, weigh_possible_answers
from eurostack_assess.method.exact import total
from eurostack_assess.method.levels import compute_level, find_cuts
from eurostack_assess.method.scoring import score_items
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Cuts
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from tests.helpers import RESOURCES, item
from tests.method.test_properties import layers

FERRY = read_framework(RESOURCES / "ferry")
THIRDS = (0, 1 / 3, 2 / 3, 1)


def levels_of(items: Sequence[Item], *cuts: float, of: float = 100) -> tuple[int | None, int | None, int | None]:
    header = FERRY.header.model_copy(update={"cuts": Cuts(of=of, at=cuts)})
    found = compute_level(items, score_items(items), header)
    return found.level_low, found.level, found.level_high


@pytest.mark.parametrize(
    ("items", "cuts", "of", "levels"),
    [
        pytest.param([item(1), item(1)], (25, 50), 100, (1, 1, 1), id="at a cut counts as reached"),
        pytest.param([item(1), item(0)], (25, 50), 100, (0, 0, 0), id="below the first cut"),
        pytest.param([item(1, values=THIRDS)] * 3, (3, 6), 9, (1, 1, 1), id="a total of whole points is exact"),
        pytest.param([item(4), item(0)], (1.5, 2.5, 4.5), 5, (2, 2, 2), id="answers make up for each other"),
        pytest.param([item(4), item("dont_know")], (50, 100), 100, (1, 2, 2), id="open answers widen the level"),
        pytest.param([item({"at_least": 2}), item(2)], (50, 75), 100, (1, 1, 2), id="so do partial ones"),
        pytest.param([item("dont_know")], (50,), 100, (0, None, 1), id="nothing known, no level"),
        pytest.param([item("not_applicable")], (50,), 100, (None, None, None), id="nothing applies, no level"),
    ],
)
def test_a_level_by_its_cuts(
    items: list[Item], cuts: tuple[float, ...], of: float, levels: tuple[int | None, ...]
) -> None:
    assert levels_of(items, *cuts, of=of) == levels


@given(layers(), st.integers(1, 99), st.integers(1, 99))
def test_levels_lie_in_order_and_a_higher_cut_is_never_reached_sooner(
    layer: list[Item], cut: int, further: int
) -> None:
    low, level, high = levels_of(layer, cut)
    if low is not None and high is not None:
        assert low <= high
        if all(one.question.options[-1].value == 1 for one in layer if one.counts):
            assert level is None or level <= high
    assert (levels_of(layer, cut + further * (100 - cut) / 100)[1] or 0) <= (level or 0)


@given(st.lists(layers(), min_size=1, max_size=2), st.integers(1, 99))
def test_the_chance_of_a_level_is_that_of_all_ways_to_answer(several: list[list[Item]], cut: int) -> None:
    answers = [found for layer in several if (found := weigh_possible_answers(layer))]
    if not answers or len([one for layer in answers for one in layer if len(one.values) > 1]) > 4:
        return
    share = Fraction(cut, 100)

    def reaches(rungs: Sequence[int]) -> bool:
        left = list(rungs)
        means = [total(one.weight * one.values[left.pop(0)] for one in layer) for layer in answers]
        return min(means) >= share

    everything = [one for layer in answers for one in layer]
    ways = list(product(*(range(len(one.values)) for one in everything)))
    apart = Fraction(sum(map(reaches, ways)), len(ways))
    joint = find_joint_rungs(everything)
    together = total(Fraction(width, joint.whole) for width, places in joint.pieces if reaches(places))
    assert chances_of_cuts(answers, [share]) == [(apart, together)]


def assessed(**answers: object) -> Assessment:
    return assess(
        FERRY, Profile.model_validate({"name": "Quay", "kind": "organisation", "answers": answers}), tool_version="1"
    )


def test_a_question_is_asked_of_each_party_and_counts_for_each() -> None:
    asked = {id_: question.ask.in_language("en") for id_, question in FERRY.questions.items()}
    assert asked == {
        "exit-engine": "How fast could you leave the engine maker?",
        "exit-rope": "How fast could you leave the rope maker?",
        "crew": "Who can sail?",
    }
    rope = FERRY.questions["exit-rope"]
    assert [option.text.in_language("nl") for option in rope.options][-1] == "Morgen, zonder de touwslager"
    assert rope.evidence is not None
    assert rope.evidence.in_language("en") == "A trial without the rope maker"
    assert rope.actions[0].text.in_language("en") == "Rehearse without the rope maker."
    assert rope.parties == ()


def test_a_total_of_points_gives_the_level_that_its_instrument_gives() -> None:
    assert find_cuts(FERRY.header) == (Fraction(1, 3), Fraction(2, 3))
    # 1 + 0 of 3 each, and three times 2 of 3: 7 of 15 points
    result = assessed(**{"exit-engine": 1, "exit-rope": 0, "crew": 2})
    assert result.layers[0].score == pytest.approx(100 * 7 / 15)
    assert (result.layers[0].level, result.overall.level, result.framework.cuts) == (1, 1, (100 / 3, 200 / 3))
    assert (result.layers[0].gates.gates, result.layers[0].binding, result.layers[0].level_uplift) == (0, (), None)


def test_the_probability_of_a_level_by_cuts_is_worked_out_by_hand() -> None:
    # known: 0 and 0 of 3; open: three times 0, 1, 2 or 3 of 3, so 0, 3, 6 or 9 of 15; level 1 from 5 on: 2 of 4 ways
    result = assessed(**{"exit-engine": 0, "exit-rope": 0, "crew": "dont_know"})
    assert result.layers[0].likelihood is not None
    assert result.layers[0].likelihood.level_at_least == {1: 0.5}
    assert result.overall.likelihood is not None
    assert result.overall.likelihood.level_at_least == {1: 0.5}

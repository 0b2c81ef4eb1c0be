"""The invariants of the method, for any layer: what must hold whatever is asked and answered."""

from fractions import Fraction
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import total
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.levels import compute_level
from eurostack_assess.method.scoring import effective_weights, score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.framework import Role, Thresholds
from eurostack_assess.model.profile import Answer
from tests.helpers import LADDER, answer, question

TOP = len(LADDER) - 1
THRESHOLDS = Thresholds(strong=60, attention=40, coverage=0.67)
OPEN = (None, "dont_know", "skipped")

weights = st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.5, 7.0])
given_answers = st.one_of(st.integers(0, TOP), st.sampled_from([*OPEN, "not_applicable"]))


@st.composite
def ladders(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    size = draw(st.integers(2, 6))
    values = sorted(draw(st.lists(st.integers(0, 100), min_size=size, max_size=size)))
    levels = sorted(draw(st.lists(st.integers(0, TOP), min_size=size, max_size=size)))
    return [value / 100 for value in values], levels


@st.composite
def items(draw: st.DrawFn, id_: str = "q") -> Item:
    values, levels = draw(ladders())
    role: Role = draw(st.sampled_from(get_args(Role)))
    floor = draw(st.none() | st.integers(0, TOP)) if role == "gating" else None
    target = draw(st.integers(0, len(values) - 1))
    asked = question(
        id_, weight=draw(weights), role=role, target=target, floor=floor, values=values, levels=levels
    )  # fmt: skip
    given_answer = draw(st.one_of(st.integers(0, len(values) - 1), st.sampled_from([*OPEN, "not_applicable"])))
    return Item(asked, answer(given_answer))


@st.composite
def layers(draw: st.DrawFn) -> list[Item]:
    return [draw(items(f"q{number}")) for number in range(draw(st.integers(0, 8)))]


@st.composite
def layers_with_one(draw: st.DrawFn, of: str) -> tuple[list[Item], int]:
    """A layer and the index of a question that is open, or answered below the top."""
    layer = [*draw(layers()), draw(items("extra"))]
    fitting = [
        index
        for index, one in enumerate(layer)
        if (one.open if of == "open" else one.answered and _rung(one) < len(one.question.options) - 1)
    ]
    if not fitting:
        asked = question("extra", role="gating", floor=2)
        layer.append(Item(asked, None if of == "open" else answer(0)))
        fitting = [len(layer) - 1]
    return layer, draw(st.sampled_from(fitting))


def _rung(one: Item) -> int:
    return (one.answer.rung or 0) if one.answer else 0


def _with(layer: list[Item], index: int, rung: int) -> list[Item]:
    changed = Item(layer[index].question, Answer(answer=rung))
    return [*layer[:index], changed, *layer[index + 1 :]]


def _verdict(layer: list[Item]) -> str:
    return judge(layer, score_items(layer), compute_gaps(layer), THRESHOLDS).verdict


@given(layers())
def test_the_score_lies_within_its_interval_and_that_within_the_scale(layer: list[Item]) -> None:
    scored = score_items(layer)
    if scored.low is None or scored.high is None or scored.coverage is None:
        assert scored.score is None
        return
    assert 0 <= scored.low <= scored.high <= 1
    assert 0 <= scored.coverage <= 1
    assert scored.high - scored.low == 1 - scored.coverage
    if scored.score is not None:
        assert scored.low <= scored.score <= scored.high


@given(layers_with_one("open"), st.data())
def test_answering_an_open_question_stays_inside_the_interval(one: tuple[list[Item], int], data: st.DataObject) -> None:
    layer, index = one
    rung = data.draw(st.integers(0, len(layer[index].question.options) - 1))
    before, after = score_items(layer), score_items(_with(layer, index, rung))
    if before.low is not None and before.high is not None:
        assert after.low is not None
        assert after.high is not None
        assert before.low <= after.low <= after.high <= before.high


@given(layers_with_one("answered"))
def test_raising_an_answer_lowers_nothing(one: tuple[list[Item], int]) -> None:
    layer, index = one
    raised = _with(layer, index, _rung(layer[index]) + 1)
    before, after = score_items(layer), score_items(raised)
    for name in ("score", "low", "high"):
        assert (getattr(before, name) is None) == (getattr(after, name) is None)
        assert (getattr(before, name) or 0) <= (getattr(after, name) or 0)
    low, high = compute_level(layer, TOP), compute_level(raised, TOP)
    assert (low.level or 0) <= (high.level or 0)
    assert (low.level_low or 0) <= (high.level_low or 0)
    assert not (_verdict(layer) == "strong" and _verdict(raised) != "strong")
    assert not (_verdict(layer) != "attention" and _verdict(raised) == "attention")


@given(layers(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(layer: list[Item], random: object) -> None:
    shuffled = list(layer)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score_items(shuffled) == score_items(layer)
    assert compute_gaps(shuffled).shortfall == compute_gaps(layer).shortfall
    assert compute_level(shuffled, TOP).level == compute_level(layer, TOP).level


@given(layers(), st.sampled_from([2, 3, 10]))
def test_multiplying_all_weights_changes_nothing(layer: list[Item], factor: int) -> None:
    heavier = [
        Item(
            one.question.model_copy(update={"weight": float(Fraction(repr(one.question.weight)) * factor)}), one.answer
        )
        for one in layer
    ]
    assert score_items(heavier) == score_items(layer)
    assert compute_gaps(heavier) == compute_gaps(layer)


@given(layers())
def test_not_applicable_is_as_if_it_were_not_asked_for(layer: list[Item]) -> None:
    applying = [one for one in layer if one.applies]
    assert score_items(applying) == score_items(layer)
    assert compute_level(applying, TOP) == compute_level(layer, TOP)
    assert compute_gaps(applying) == compute_gaps(layer)


@given(layers())
def test_priorities_add_up_to_the_shortfall_and_information_to_the_width(layer: list[Item]) -> None:
    gaps, scored = compute_gaps(layer), score_items(layer)
    assert total(gaps.priorities.values()) == (gaps.shortfall or 0)
    if scored.low is not None and scored.high is not None:
        assert total(gaps.information.values()) == scored.high - scored.low


@given(layers())
def test_the_shortfall_is_at_least_what_the_means_leave(layer: list[Item]) -> None:
    gaps = compute_gaps(layer)
    answered = [one for one in layer if one.scored and one.answered and one.weight]
    if gaps.shortfall is None:
        return
    weight = total(one.weight for one in answered)
    mean_target = total(one.weight * one.target for one in answered) / weight
    mean_value = total(one.weight * one.worst for one in answered) / weight
    assert max(Fraction(0), mean_target - mean_value) <= gaps.shortfall <= 1


@given(layers())
def test_effective_weights_add_up_to_one(layer: list[Item]) -> None:
    shares = effective_weights(layer)
    assert not shares or total(shares.values()) == 1


@given(layers())
def test_the_level_is_at_most_every_gates_and_a_further_gate_never_raises_it(layer: list[Item]) -> None:
    levelled = compute_level(layer, TOP)
    for one in layer:
        if one.gating and one.applies and one.level is not None:
            assert levelled.level is not None
            assert levelled.level <= one.level
    if levelled.level is not None and levelled.level_low is not None:
        assert levelled.level_low <= levelled.level
        further = [*layer, Item(question("further", role="gating"), answer(2))]
        assert (compute_level(further, TOP).level or 0) <= levelled.level


@given(layers())
def test_lifting_what_binds_never_lowers_the_level(layer: list[Item]) -> None:
    levelled = compute_level(layer, TOP)
    if levelled.by_question is None or levelled.all_questions is None or levelled.level is None:
        assert levelled.binding == ()
        return
    for alone in levelled.by_question.values():
        assert levelled.level <= alone <= levelled.all_questions


@given(st.floats(0, 1), st.integers(1, 12))
def test_equal_answers_give_that_score(value: float, number: int) -> None:
    alike = [Item(question(f"q{n}", values=(0.0, value), levels=(0, 1), target=1), answer(1)) for n in range(number)]
    assert float(score_items(alike).score or 0) == value

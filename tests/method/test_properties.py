"""The invariants of the method, for any layer: what must hold whatever is asked and answered."""

from fractions import Fraction
from typing import Literal, get_args

from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import total
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.levels import compute_gated_level
from eurostack_assess.method.scoring import effective_weights, score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.question import Role
from tests.helpers import LADDER, answer, question

TOP = len(LADDER) - 1
THRESHOLDS = Thresholds(strong=60, attention=40)
OPEN = (None, "dont_know", "skipped")

weights = st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.5, 7.0])
given_answers = st.one_of(st.integers(0, TOP), st.sampled_from([*OPEN, "not_applicable"]))


@st.composite
def ladders(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    size = draw(st.integers(2, 6))
    values = sorted(draw(st.lists(st.integers(0, 100), min_size=size, max_size=size)))
    if draw(st.booleans()):
        values[0], values[-1] = 0, 100
    levels = sorted(draw(st.lists(st.integers(0, TOP), min_size=size, max_size=size)))
    return [value / 100 for value in values], levels


@st.composite
def possible_rungs(draw: st.DrawFn, top: int) -> tuple[int, int]:
    low, high = sorted((draw(st.integers(0, top)), draw(st.integers(0, top))))
    return low, high


@st.composite
def items(draw: st.DrawFn, id_: str = "q") -> Item:
    values, levels = draw(ladders())
    role: Role = draw(st.sampled_from(get_args(Role)))
    floor = draw(st.none() | st.integers(0, TOP)) if role == "gating" else None
    top = len(values) - 1
    asked = question(
        id_, weight=draw(weights), role=role, target=draw(st.integers(0, top)), floor=floor, values=values, levels=levels
    )  # fmt: skip
    bounds = possible_rungs(top).map(lambda rungs: {"between": rungs})
    return Item(asked, answer(draw(st.one_of(st.integers(0, top), bounds, st.sampled_from([*OPEN, "not_applicable"])))))


@st.composite
def layers(draw: st.DrawFn) -> list[Item]:
    return [draw(items(f"q{number}")) for number in range(draw(st.integers(0, 8)))]


@st.composite
def changed_layers(draw: st.DrawFn, change: Literal["narrowed", "raised"]) -> tuple[list[Item], list[Item]]:
    """A layer, and the same with fewer rungs possible of one question, or with none of them lower."""
    layer = [*draw(layers()), draw(items("extra"))]
    place = draw(st.sampled_from([at for at, one in enumerate(layer) if one.applies] or [0]))
    one = layer[place]
    if not one.applies:
        return layer, layer
    low, high = one.possible[0], one.possible[-1]
    if change == "narrowed":
        inside = draw(possible_rungs(high - low))
        bounds = (low + inside[0], low + inside[1])
    else:
        bounds = (draw(st.integers(low, one.top)), draw(st.integers(high, one.top)))
        bounds = (min(bounds), max(bounds))
    changed = Item(one.question, answer({"between": bounds}))
    return layer, [*layer[:place], changed, *layer[place + 1 :]]


def _verdict(layer: list[Item]) -> str:
    return judge(layer, score_items(layer), compute_gaps(layer), THRESHOLDS).verdict


def _everything(layer: list[Item]) -> object:
    gaps = compute_gaps(layer)
    judged = judge(layer, score_items(layer), gaps, THRESHOLDS)
    return score_items(layer), compute_gated_level(layer, TOP), gaps, judged


@given(layers())
def test_the_range_lies_within_the_scale(layer: list[Item]) -> None:
    scored = score_items(layer)
    if scored.low is None or scored.high is None or scored.coverage is None:
        assert scored.score is None
        return
    assert 0 <= scored.low <= scored.high <= 1
    assert 0 <= scored.coverage <= 1


@given(layers())
def test_on_ladders_from_0_to_1_the_width_is_what_is_not_covered_and_the_score_lies_in_it(layer: list[Item]) -> None:
    whole = [one for one in layer if (one.question.options[0].value, one.question.options[-1].value) == (0.0, 1.0)]
    scored = score_items(whole)
    if scored.low is not None and scored.high is not None and scored.coverage is not None:
        assert scored.high - scored.low == 1 - scored.coverage
        assert scored.score is None or scored.low <= scored.score <= scored.high


@given(changed_layers("narrowed"))
def test_knowing_more_of_an_answer_stays_inside_what_was_possible(pair: tuple[list[Item], list[Item]]) -> None:
    wide, narrow = pair
    before, after = score_items(wide), score_items(narrow)
    if before.low is not None and before.high is not None and before.coverage is not None:
        assert before.low <= (after.low or 0) <= (after.high or 0) <= before.high
        assert (after.coverage or 0) >= before.coverage
    levels_before, levels_after = compute_gated_level(wide, TOP), compute_gated_level(narrow, TOP)
    assert (levels_before.level_low or 0) <= (levels_after.level_low or 0)
    assert (levels_after.level_high or 0) <= (levels_before.level_high or 0)
    assert _verdict(wide) in ("undetermined", _verdict(narrow))


@given(changed_layers("raised"))
def test_raising_what_is_possible_lowers_nothing(pair: tuple[list[Item], list[Item]]) -> None:
    lower, higher = pair
    before, after = score_items(lower), score_items(higher)
    was_known = {one.question.id: one.is_known for one in lower}
    if all(was_known[one.question.id] == one.is_known for one in higher):
        assert (before.score or 0) <= (after.score or 0)
        assert (compute_gated_level(lower, TOP).level or 0) <= (compute_gated_level(higher, TOP).level or 0)
    for name in ("low", "high"):
        assert (getattr(before, name) is None) == (getattr(after, name) is None)
        assert (getattr(before, name) or 0) <= (getattr(after, name) or 0)
    levels_before, levels_after = compute_gated_level(lower, TOP), compute_gated_level(higher, TOP)
    assert (levels_before.level_low or 0) <= (levels_after.level_low or 0)
    assert (levels_before.level_high or 0) <= (levels_after.level_high or 0)
    assert not (_verdict(lower) == "strong" and _verdict(higher) != "strong" and _all_known(higher))
    assert not (_verdict(lower) in ("middle", "strong") and _verdict(higher) == "attention")


def _all_known(layer: list[Item]) -> bool:
    return all(one.state == "answered" for one in layer if one.applies)


@given(layers())
def test_all_rungs_possible_is_dont_know_and_one_is_exact(layer: list[Item]) -> None:
    def rewritten(one: Item) -> Item:
        """The same written as bounds."""
        if not one.applies or one.is_open:
            return Item(one.question, answer({"between": (0, one.top)}) if one.applies else one.answer)
        return Item(one.question, answer({"between": (one.possible[0], one.possible[-1])}))

    assert _everything([rewritten(one) for one in layer]) == _everything(layer)


@given(layers(), st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(layer: list[Item], random: object) -> None:
    shuffled = list(layer)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score_items(shuffled) == score_items(layer)
    assert compute_gaps(shuffled).shortfall == compute_gaps(layer).shortfall
    assert compute_gated_level(shuffled, TOP).level == compute_gated_level(layer, TOP).level


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
    assert compute_gated_level(applying, TOP) == compute_gated_level(layer, TOP)
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
    known = [one for one in layer if one.counts and one.is_known and one.weight]
    if gaps.shortfall is None:
        return
    weight = total(one.weight for one in known)
    mean_target = total(one.weight * one.target for one in known) / weight
    mean_value = total(one.weight * one.best for one in known) / weight
    assert max(Fraction(0), mean_target - mean_value) <= gaps.shortfall <= 1


@given(layers())
def test_effective_weights_add_up_to_one(layer: list[Item]) -> None:
    shares = effective_weights(layer)
    assert not shares or total(shares.values()) == 1


@given(layers())
def test_the_level_is_at_most_every_gates_and_a_further_gate_never_raises_it(layer: list[Item]) -> None:
    levelled = compute_gated_level(layer, TOP)
    for one in layer:
        if one.gates and one.is_known:
            assert levelled.level is not None
            assert levelled.level <= one.level_low
    if levelled.level is not None and levelled.level_low is not None and levelled.level_high is not None:
        assert levelled.level_low <= levelled.level
        assert levelled.level_low <= levelled.level_high
        further = [*layer, Item(question("further", role="gating"), answer(2))]
        assert (compute_gated_level(further, TOP).level or 0) <= levelled.level


@given(layers())
def test_lifting_what_binds_never_lowers_the_level(layer: list[Item]) -> None:
    levelled = compute_gated_level(layer, TOP)
    if levelled.by_question is None or levelled.all_questions is None or levelled.level is None:
        assert levelled.binding == ()
        return
    for alone in levelled.by_question.values():
        assert levelled.level <= alone <= levelled.all_questions


@given(st.floats(0, 1), st.integers(1, 12))
def test_equal_answers_give_that_score(value: float, number: int) -> None:
    alike = [Item(question(f"q{n}", values=(0.0, value), levels=(0, 1), target=1), answer(1)) for n in range(number)]
    assert float(score_items(alike).score or 0) == value

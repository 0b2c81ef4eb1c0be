"""Results side by side: what may be said, and the laws that hold for any two."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.method.exact import exact
from eurostack_assess.method.pairing import LayerPair, QuestionPair, compare_pair
from eurostack_assess.method.value_ranges import ValueRange
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.comparison import Comparison, CompleteCase
from eurostack_assess.model.framework import Framework, Thresholds
from eurostack_assess.model.likelihood import OrderLikelihood, OrderProbabilities
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from tests.dependencies import CATALOGUE
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)
THRESHOLDS = Thresholds(strong=75, attention=25)

Answers = Mapping[str, object]


def result_of(name: str, answers: Answers, framework: Framework = FRAMEWORK, **about: object) -> Assessment:
    given_ = {
        id_: {"answer": "not_applicable", "reason": "no ships"} if answer == "not_applicable" else answer
        for id_, answer in answers.items()
    }
    profile = Profile.model_validate({"name": name, "kind": "organisation", "answers": given_, **about})
    return assess(framework, profile, tool_version="1", catalogue=CATALOGUE)


def compared(*answers: Answers) -> Comparison:
    return compare([result_of(f"P{n}", one) for n, one in enumerate(answers)], tool_version="1")


def edition(name: str, framework: Framework = FRAMEWORK, **reworded: str) -> Framework:
    """The framework with another edition's name, some questions in other words, or left out where those are empty."""

    def questions(part: object) -> tuple[object, ...]:
        return tuple(
            one.model_copy(update={"ask": LocalText({"en": reworded[one.id]})}) if one.id in reworded else one
            for one in part.questions  # type: ignore[attr-defined]
            if reworded.get(one.id) != ""
        )

    layers = tuple(layer.model_copy(update={"questions": questions(layer)}) for layer in framework.layers)
    header = framework.header.model_copy(update={"edition": name})
    return framework.model_copy(update={"header": header, "layers": layers, "hash": name * 8})


@pytest.mark.parametrize(
    ("first", "second", "standing", "higher"),
    [
        pytest.param(
            {"moor": 1, "depth": 1, "light": 1}, {"moor": 1, "depth": 1, "light": 1}, "equal", None, id="the same answers"
        ),
        pytest.param(
            {"moor": 1, "depth": 2, "light": 1},
            {"moor": 1, "depth": 1, "light": 1},
            "whatever_weights",
            0,
            id="lower on no question and higher on one",
        ),
        pytest.param(
            {"depth": 0, "light": 3}, {"depth": 0, "light": 0}, "whatever_answers", 0, id="the ranges lie apart"
        ),
        pytest.param(
            {"moor": 0, "depth": 2, "light": 2}, {"moor": 1, "depth": 0, "light": 0}, "whatever_answers", 0,
            id="and so do two points",
        ),
        pytest.param(
            {"depth": 1, "light": 2}, {"depth": 0, "light": 2}, "very_likely", 0, id="higher on one, and one of little weight open for both"
        ),
        pytest.param(
            {"moor": 1, "depth": 1, "light": 1},
            {"moor": 0, "depth": 2, "light": 1},
            "not_separable",
            None,
            id="higher on some and lower on others",
        ),
        pytest.param({"moor": 1}, {"moor": 0}, "too_little", None, id="a tenth of the weight is too little"),
        pytest.param({}, {}, "too_little", None, id="nothing answered is not equal"),
        pytest.param(
            {"moor": 1, "depth": 1, "light": "dont_know"},
            {"moor": 1, "depth": 1, "light": 0},
            "too_little",
            None,
            id="an open answer may be as low",
        ),
    ],
)  # fmt: skip
def test_what_may_be_said_of_a_layer(first: Answers, second: Answers, standing: str, higher: int | None) -> None:
    pair = compared(first, second).layers[0].pairs[0]
    assert (pair.standing, pair.higher_party) == (standing, higher)


def test_a_pair_worked_out_by_hand() -> None:
    """Quay's weights are 0.1, 0.25 and 0.65; the answers differ by -1, 1 and 0.25."""
    pair = compared({"moor": 0, "depth": 2, "light": 2}, {"moor": 1, "depth": 0, "light": 1}).layers[0].pairs[0]
    assert pair.expected_difference == pytest.approx(31.25)
    assert pair.complete_case == CompleteCase(difference=31.25, questions=3, of=3)
    assert pair.likelihood is None
    assert (pair.standing, pair.higher_party, pair.first_above, pair.second_above) == ("whatever_answers", 0, 1, 0)
    # from depth to moor, at 2 for each part of the weight
    assert pair.weight_to_flip == pytest.approx(0.15625)
    assert pair.decided_by == ("depth", "light")
    assert pair.pivotal_questions == ()


def test_a_difference_that_a_little_weight_undoes_is_not_claimed() -> None:
    """One question ahead and one behind, of nearly the same weight: higher as the weights are, and not to be trusted."""
    first = QuestionPair("one", Fraction(52), _point(1), _point(0))
    second = QuestionPair("two", Fraction(48), _point(0), _point(1))
    pair = compare_pair(0, 1, [LayerPair("quay", Fraction(1), (first, second))], THRESHOLDS)
    assert pair.expected_difference == 4
    assert pair.standing == "not_separable"
    assert pair.weight_to_flip == 0.02


def test_an_order_that_hangs_on_one_answer_says_so() -> None:
    pair = compared({"depth": 2, "light": 1}, {"depth": 0, "light": 1}).layers[0].pairs[0]
    assert (pair.higher_party, pair.pivotal_questions) == (0, ("depth",))


def _point(value: int) -> ValueRange:
    return ValueRange((Fraction(value),), Fraction(1))


LADDER = tuple(Fraction(rung, 4) for rung in range(5))


@st.composite
def spans(draw: st.DrawFn) -> ValueRange:
    """An answer: exact, partial or open."""
    low = draw(st.integers(0, 4))
    high = draw(st.sampled_from([low, low, 4, draw(st.integers(low, 4))]))
    return ValueRange(LADDER[low : high + 1], Fraction(1))


weights = st.sampled_from([Fraction(1, 10), Fraction(1), Fraction(5, 2)])


@st.composite
def stacks(draw: st.DrawFn) -> list[LayerPair]:
    layers = []
    for layer in range(draw(st.integers(1, 3))):
        questions = draw(st.lists(st.tuples(weights, spans(), spans()), max_size=5))
        listed = tuple(QuestionPair(f"{layer}-{n}", *one) for n, one in enumerate(questions))
        layers.append(LayerPair(str(layer), draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(2)])), listed))
    return layers


def _swapped(layers: list[LayerPair]) -> list[LayerPair]:
    return [
        LayerPair(one.id, one.weight, tuple(QuestionPair(q.id, q.weight, q.second, q.first) for q in one.questions))
        for one in layers
    ]


def _negated(number: float | None) -> float | None:
    return None if number is None else -number


def _mirrored(likelihood: OrderLikelihood | None) -> OrderLikelihood | None:
    """The same with the first party in the place of the second."""
    if likelihood is None:
        return None
    shares = {
        name: OrderProbabilities(first=case.second, equal=case.equal, second=case.first)
        for name, case in likelihood
        if isinstance(case, OrderProbabilities)
    }
    crosswise = {"first_low_second_high": "first_high_second_low", "first_high_second_low": "first_low_second_high"}
    return OrderLikelihood(
        **{name: shares[crosswise.get(name, name)] for name in shares},
        first_coverage=likelihood.second_coverage,
        second_coverage=likelihood.first_coverage,
    )


@given(stacks())
def test_swapping_two_mirrors_every_number(layers: list[LayerPair]) -> None:
    one, other = compare_pair(0, 1, layers, THRESHOLDS), compare_pair(0, 1, _swapped(layers), THRESHOLDS)
    mirrored = other.model_copy(
        update={
            "higher_party": None if other.higher_party is None else 1 - other.higher_party,
            "expected_difference": _negated(other.expected_difference),
            "first_above": other.second_above,
            "second_above": other.first_above,
            "likelihood": _mirrored(other.likelihood),
            "complete_case": other.complete_case
            and other.complete_case.model_copy(update={"difference": -other.complete_case.difference}),
        }
    )
    assert one == mirrored


@given(stacks())
def test_compared_with_itself_anything_is_equal_or_unknown(layers: list[LayerPair]) -> None:
    same = [
        LayerPair(one.id, one.weight, tuple(QuestionPair(q.id, q.weight, q.first, q.first) for q in one.questions))
        for one in layers
    ]
    pair = compare_pair(0, 1, same, THRESHOLDS)
    exact_answers = [q.both_exact for one in same for q in one.questions if q.weight and (one.weight or len(same) == 1)]
    if exact_answers and all(exact_answers):
        assert pair.standing == "equal"
    else:
        assert pair.standing in ("too_little", "not_separable")
    assert (pair.expected_difference or 0, pair.first_above or 0, pair.weight_to_flip) == (0, 0, None)


@given(stacks())
def test_what_holds_whatever_the_weights_holds_in_every_weighting(layers: list[LayerPair]) -> None:
    layers = [LayerPair(one.id, one.weight or Fraction(1), one.questions) for one in layers]
    pair = compare_pair(0, 1, layers, THRESHOLDS)
    if pair.standing == "whatever_weights":
        assert (pair.first_above, pair.second_above) == ((1, 0) if pair.higher_party == 0 else (0, 1))
        assert pair.weight_to_flip is None


@given(stacks())
def test_whoever_is_called_higher_is_to_be_expected_ahead(layers: list[LayerPair]) -> None:
    pair = compare_pair(0, 1, layers, THRESHOLDS)
    if pair.higher_party is not None and pair.expected_difference is not None:
        assert (pair.expected_difference > 0) == (pair.higher_party == 0)
        assert pair.decided_by
    if pair.likelihood is not None:
        for _, case in pair.likelihood:
            if isinstance(case, OrderProbabilities):
                assert case.first + case.equal + case.second == pytest.approx(1)


@given(stacks())
def test_every_way_in_which_the_answers_of_two_can_fall_is_counted(layers: list[LayerPair]) -> None:
    layers = [LayerPair("one", Fraction(1), layers[0].questions[:3])]
    pair = compare_pair(0, 1, layers, THRESHOLDS)
    if pair.likelihood is None:
        return
    questions = layers[0].questions
    ways = [
        sum(one.weight * (first - second) for one, first, second in zip(questions, firsts, seconds, strict=True))
        for firsts in product(*(one.first.values for one in questions))
        for seconds in product(*(one.second.values for one in questions))
    ]
    assert pair.likelihood.apart.first == float(Fraction(sum(way > 0 for way in ways), len(ways)))
    assert pair.likelihood.apart.second == float(Fraction(sum(way < 0 for way in ways), len(ways)))


given_answers = st.fixed_dictionaries(
    {},
    optional={
        id_: st.sampled_from([*range(top + 1), "dont_know", "not_applicable"])
        for id_, top in {"moor": 1, "depth": 2, "light": 3, "lift": 5, "spare": 1, "watch": 2}.items()
    },
)


@given(given_answers, given_answers, given_answers)
def test_a_third_changes_nothing_between_the_first_two(first: Answers, second: Answers, third: Answers) -> None:
    two, three = compared(first, second), compared(first, second, third)
    assert three.overall_pairs[0] == two.overall_pairs[0]
    assert [layer.pairs[0] for layer in three.layers] == [layer.pairs[0] for layer in two.layers]


@given(given_answers, given_answers)
def test_every_question_stands_in_one_relation(first: Answers, second: Answers) -> None:
    for layer in compared(first, second).layers:
        listed = {id_ for part in (layer.one_sided, layer.unknown, layer.differing) for id_ in part}
        for question in layer.questions:
            assert (question.id in listed) == (question.relation in ("one_sided", "open", "differs"))
            assert not set(question.reached_by) & set(question.below_target)
        assert set(layer.missed) == {one.id for one in layer.questions if one.below_target == (0, 1)}


def test_what_one_can_learn_comes_by_what_it_would_close() -> None:
    result = compared({"moor": 1, "depth": 0, "light": 0, "lift": 5}, {"moor": 0, "depth": 2, "light": 3, "lift": 0})
    assert [(one.question, one.learner, one.examples) for one in result.lessons] == [
        ("lift", 1, (0,)),
        ("light", 0, (1,)),
        ("depth", 0, (1,)),
        ("moor", 1, (0,)),
    ]
    assert sum(one.share_of_gap for one in result.lessons if one.learner == 0) == pytest.approx(1)


def test_what_to_find_out_is_what_another_knows_by_its_weight_in_the_stack() -> None:
    first, second = {"moor": 1, "depth": "dont_know", "lift": 4}, {"light": 1, "depth": "skipped", "spare": 1}
    assert compared(first, second).questions_to_find_out == (("light", "spare"), ("lift", "moor"))


def test_what_two_have_together() -> None:
    joint = compared({"moor": 1, "depth": 0}, {"moor": 0, "depth": 0, "light": "dont_know"}).joint_coverage[0]
    assert (joint.covered, joint.open, joint.missed) == (("moor",), ("light",), ("depth",))
    assert (joint.covered_share.low, joint.covered_share.high) == (0.1, 0.75)


def test_nothing_that_applies_is_covered_by_nobody() -> None:
    nothing = dict.fromkeys(("moor", "depth", "light"), "not_applicable")
    layer, joint = compared(nothing, nothing).layers[0], compared(nothing, nothing).joint_coverage[0]
    assert (joint.covered_share.low, joint.covered_share.high) == (0, 0)
    assert {one.relation for one in layer.questions} == {"scope"}
    assert layer.ranks is None


def test_two_dates_of_one_tell_what_moved() -> None:
    before = {"moor": 0, "depth": 1, "light": "dont_know", "lift": 3, "spare": "not_applicable", "watch": 1}
    after = {"moor": 1, "depth": 0, "light": 2, "lift": "dont_know", "spare": 1, "watch": "not_applicable"}
    dated = [result_of("Port", after, date="2026-02-01"), result_of("Port", before, date="2025-02-01")]
    result = compare(dated, tool_version="1")
    assert result.same_subject
    assert [party.label for party in result.parties] == ["2025-02-01", "2026-02-01"]
    assert result == compare(dated[::-1], tool_version="1")
    assert {(one.question, one.movement, one.before, one.after) for one in result.answer_changes} == {
        ("moor", "better", 0, 1),
        ("depth", "worse", 0, 1),
        ("light", "newly_known", 0, 1),
        ("lift", "no_longer_known", 0, 1),
        ("spare", "now_applies", 0, 1),
        ("watch", "no_longer_applies", 0, 1),
    }


def test_names_that_are_alike_are_told_apart() -> None:
    def labels(*about: dict[str, object]) -> list[str]:
        results = [result_of("Port", {}, FRAMEWORK, **one) for one in about]
        return [party.label for party in compare(results, tool_version="1").parties]

    assert labels({}, {}) == ["Port [1]", "Port [2]"]
    assert labels({"date": "2026-01-01"}, {}) == ["Port (2026-01-01)", "Port"]
    assert labels({"country": "NL", "date": "2026-01-01"}, {"country": "BE", "date": "2026-01-01"}) == [
        "Port (2026-01-01) [1]",
        "Port (2026-01-01) [2]",
    ]


def test_a_question_in_other_words_is_not_compared() -> None:
    newer = edition("2", depth="How deep is the water now?", lift="")
    older = result_of("Old", {"moor": 1, "depth": 2, "light": 1, "lift": 5})
    newest = result_of("New", {"moor": 1, "depth": 0, "light": 1}, newer)
    result = compare([older, newest], tool_version="1")
    assert (result.basis.changed, result.basis.not_in_all) == (("depth",), ("lift",))
    assert result.basis.editions == ("1", "2")
    assert result.basis.weights_edition == "2"
    assert result.layers[0].pairs[0].standing == "equal"
    depth = result.question("depth")
    assert [one.state for one in depth.answers] == ["not_in_edition", "answered"]
    assert depth.below_target == (1,)
    assert result.answer_changes == ()


def test_a_layer_that_one_edition_lacks_is_left_blank() -> None:
    cut = FRAMEWORK.model_copy(update={"layers": FRAMEWORK.layers[:1], "hash": "0"})
    one, other = result_of("Cut", {"moor": 1}, cut), result_of("Whole", {"moor": 1, "lift": 2})
    result = compare([one, other], tool_version="1")
    assert [layer.id for layer in result.layers] == ["quay", "crane"]
    assert result.layers[1].results[0].score is None
    assert result.layers[1].pairs[0].standing == "too_little"
    assert {one.state for question in result.layers[1].questions for one in question.answers[:1]} == {"not_in_edition"}


def test_results_whose_rungs_or_enablers_were_changed_by_hand_still_mirror() -> None:
    def changed(result: Assessment, **update: object) -> Assessment:
        crew = result.cross_cutting[0]
        one = crew.questions[0].model_copy(update=update)
        return result.model_copy(
            update={"cross_cutting": (crew.model_copy(update={"questions": (one, *crew.questions[1:])}),)}
        )

    plain_, heavy = (
        result_of("A", {"moor": 1, "watch": 1}),
        changed(result_of("B", {"moor": 0, "watch": 2}), weight=0.95),
    )
    ask = LocalText({"en": "Who watches?"})
    reworded = changed(result_of("C", {"watch": 0}), ask=ask)
    for first, second in ((plain_, heavy), (plain_, reworded)):
        one, other = (compare(pair, tool_version="1") for pair in ((first, second), (second, first)))
        (forth,), (back,) = one.cross_cutting[0].pairs, other.cross_cutting[0].pairs
        assert forth.complete_case == (
            back.complete_case and back.complete_case.model_copy(update={"difference": -back.complete_case.difference})
        )
        assert one.cross_cutting[0].questions[0].ask == other.cross_cutting[0].questions[0].ask


def test_a_third_of_a_newer_edition_with_a_layer_more_changes_nothing_between_the_first_two() -> None:
    full = edition("2")
    older = edition("1").model_copy(update={"layers": FRAMEWORK.layers[:1]})
    first, second = result_of("A", {"moor": 1}, older), result_of("B", {"moor": 0}, older)
    both, three = (compare(some, tool_version="1") for some in ([first, second], [first, second, result_of("C", {"lift": 1}, full)]))  # fmt: skip
    assert three.layers[0].pairs[0] == both.layers[0].pairs[0]
    assert three.overall_pairs[0] == both.overall_pairs[0]
    assert three.layers[1].pairs[0].standing == "too_little"


def test_a_third_of_a_newer_edition_with_a_layer_less_changes_nothing_between_the_first_two() -> None:
    cut = edition("2").model_copy(update={"layers": FRAMEWORK.layers[:1]})
    first, second = result_of("A", {"moor": 1, "lift": 5}), result_of("B", {"moor": 1, "lift": 0})
    two = compare([first, second], tool_version="1")
    three = compare([first, second, result_of("C", {"moor": 1}, cut)], tool_version="1")
    assert two.overall_pairs[0].expected_difference
    assert three.overall_pairs[0] == two.overall_pairs[0]
    assert three.layers[0].pairs[0] == two.layers[0].pairs[0]


def test_two_dates_in_two_editions_leave_out_what_only_one_has() -> None:
    older = result_of("Port", {"depth": 2, "moor": 0}, date="2025-01-01")
    newer = result_of("Port", {"depth": 0, "moor": 1}, edition("2", depth="How deep?"), date="2026-01-01")
    result = compare([older, newer], tool_version="1")
    assert [(one.question, one.movement) for one in result.answer_changes] == [("moor", "better")]


def test_figures_are_of_one_basis_only_with_the_same_year_unit_and_area() -> None:
    def figure(id_: str, year: int, **about: object) -> dict[str, object]:
        given_ = {"indicator": id_, "name": id_, "value": 3.5, "unit": "%", "year": year, "scope": "region"}
        return given_ | about

    one = result_of("A", {}, indicators=(figure("b", 2024, layer="crane"), figure("a", 2024), figure("c", 2024)))
    two = result_of("B", {}, indicators=(figure("a", 2024), figure("c", 2023), figure("d", 2024, layer="quay")))
    measured = compare([one, two], tool_version="1").indicators
    assert [(row.indicator, [value is not None for value in row.values], row.same_basis) for row in measured] == [
        ("d", [False, True], False),
        ("b", [True, False], False),
        ("a", [True, True], True),
        ("c", [True, True], False),
    ]


def test_ranks_of_three_on_what_all_answered() -> None:
    result = compared({"depth": 2, "light": 3}, {"depth": 1, "light": 1}, {"depth": 0, "light": 3})
    ranks = result.layers[0].ranks
    assert ranks is not None
    assert [(one.rank_05, one.rank_50, one.rank_95, one.first) for one in ranks] == [
        (1, 1, 1, 1),
        (3, 3, 3, 0),
        (2, 2, 2, 0),
    ]
    assert result.layers[1].ranks is None


def test_a_party_keeps_the_numbers_of_its_own_report() -> None:
    services = ({"service": "Tug", "layer": "quay", "supplier": "X", "parent_country": "US", "criticality": "high", "exit": "none"},)  # fmt: skip
    own = result_of("A", {"moor": 1, "depth": 1}, dependencies=services, country="NL", findings={"quay": {"verdict": "strong"}})  # fmt: skip
    result = compare([own, result_of("B", {})], tool_version="1")
    for numbers, layer in zip((one.results[0] for one in result.layers), own.layers, strict=True):
        assert (numbers.score, numbers.low, numbers.high) == (layer.score, layer.low, layer.high)
        assert (numbers.coverage, numbers.level, numbers.verdict) == (layer.coverage, layer.level, layer.verdict)
    assert result.layers[0].results[0].finding == "strong"
    assert result.layers[0].results[0].exposed == own.exposure.layers[0].exposed.at_once  # type: ignore[union-attr]
    assert result.overall[0].exposed == own.exposure.total.exposed.at_once  # type: ignore[union-attr]
    spread = [result.layers[0].results[0].score_05, result.layers[0].results[0].score_50]
    assert None not in spread
    assert exact(spread[0] or 0) < exact(spread[1] or 0)


def test_a_name_with_its_country_and_without_is_one_subject() -> None:
    with_country = result_of("Port", {}, country="NL", date="2025-01-01")
    assert compare([with_country, result_of("PORT", {}, date="2026-01-01")], tool_version="1").same_subject
    elsewhere = result_of("Port", {}, country="BE", date="2026-01-01")
    assert not compare([with_country, elsewhere], tool_version="1").same_subject


@given(given_answers, given_answers)
def test_the_points_of_the_questions_add_up_to_the_difference(first: Answers, second: Answers) -> None:
    for layer in compared(first, second).layers:
        found = layer.pairs[0].complete_case
        if found is not None:
            signed = [
                one.spread * (1 if (one.answers[0].low or 0) > (one.answers[1].low or 0) else -1)
                for one in layer.questions
                if one.relation == "differs"
            ]
            assert sum(signed) == pytest.approx(found.difference, abs=1e-9)


def test_results_whose_weights_were_changed_by_hand_still_mirror() -> None:
    one, other = result_of("A", {"moor": 1, "depth": 0}), result_of("B", {"moor": 0, "depth": 2})
    quay = one.layers[0]
    heavier = quay.questions[0].model_copy(update={"weight": 5.0})
    changed = one.model_copy(
        update={"layers": (quay.model_copy(update={"questions": (heavier, *quay.questions[1:])}), *one.layers[1:])}
    )
    forth, back = (compare(pair, tool_version="1").layers[0].pairs[0] for pair in ([changed, other], [other, changed]))
    assert forth.expected_difference is not None
    assert back.expected_difference == -forth.expected_difference

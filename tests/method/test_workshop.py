"""A workshop: merging is a union, one answer to each question comes first and the score after, nobody's answer is lost."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.errors import Message
from eurostack_assess.method.workshop import build_profile, evaluate_workshop, merge_ballots, merge_settlements
from eurostack_assess.model.base import CONFIDENCES, LocalText
from eurostack_assess.model.session import FrameworkRef
from eurostack_assess.model.workshop import Ballot, LayerVote, Remark, Settlement, Vote, Workshop, WorkshopResult
from eurostack_assess.reading.ballots import question_fingerprints
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.texts import texts
from tests.helpers import HARBOUR

FRAMEWORK = read_framework(HARBOUR)
NONE = "not_applicable"


def who(number: int) -> str:
    return f"{number:032x}"


def ballot(number: int, answers: Mapping[str, object], **about: object) -> Ballot:
    votes = {id_: Vote.model_validate({"answer": answer}) for id_, answer in answers.items()}
    return Ballot.model_validate({"participant": who(number), "answers": votes, **about})


def workshop(*ballots: Ballot, **about: object) -> Workshop:
    return Workshop.model_validate(
        {
            "framework": FrameworkRef(id="harbour", edition="1", hash=FRAMEWORK.hash),
            "name": "Port",
            "kind": "organisation",
            "questions": question_fingerprints(FRAMEWORK, "organisation"),
            "ballots": ballots,
            **about,
        }
    )


def result_of(*ballots: Ballot, **about: object) -> WorkshopResult:
    return evaluate_workshop(FRAMEWORK, workshop(*ballots, **about), tool_version="1")


def said(what: Message) -> LocalText:
    return LocalText({"en": texts("en").message(what)})


def profile_answers(*ballots: Ballot, **about: object) -> dict[str, object]:
    profile = build_profile(FRAMEWORK, workshop(*ballots, **about), said)
    return {id_: answer.answer for id_, answer in profile.answers.items()}


votes = st.builds(
    Vote,
    answer=st.one_of(st.integers(0, 2), st.sampled_from(["dont_know", "skipped", NONE])),
    note=st.none() | st.sampled_from(["a", "b"]),
    confidence=st.none() | st.sampled_from(CONFIDENCES),
    revision=st.integers(0, 2),
)
ballots = st.builds(
    Ballot,
    participant=st.integers(0, 3).map(who),
    name=st.none() | st.sampled_from(["Ann", "Bo"]),
    answers=st.dictionaries(st.sampled_from(["moor", "depth", "light"]), votes),
    votes=st.dictionaries(
        st.sampled_from(["quay", "crane"]),
        st.builds(LayerVote, verdict=st.sampled_from(["strong", "middle", "attention"]), revision=st.integers(0, 2)),
    ),
    remark=st.none() | st.builds(Remark, text=st.sampled_from(["x", "y"]), revision=st.integers(0, 2)),
)
piles = st.lists(ballots, max_size=6)
settlements = st.dictionaries(
    st.sampled_from(["moor", "depth"]),
    st.builds(Settlement, answer=st.integers(0, 1), reason=st.sampled_from(["x", "y"]), revision=st.integers(0, 2)),
)


@given(piles, piles, piles)
def test_merging_does_not_mind_order_steps_or_repetition(
    one: list[Ballot], two: list[Ballot], three: list[Ballot]
) -> None:
    whole = merge_ballots([*one, *two, *three])
    assert merge_ballots([*three, *one, *two]) == whole
    assert merge_ballots([*merge_ballots([*one, *two]), *three]) == whole
    assert merge_ballots([*one, *merge_ballots([*two, *three])]) == whole
    assert merge_ballots([*whole, *whole]) == whole


def test_of_two_settlements_of_a_question_the_later_revision_stays() -> None:
    early, late = (Settlement(answer=answer, reason="counted", revision=answer) for answer in (1, 2))
    assert merge_settlements([{"depth": late}, {"depth": early, "lift": early}]) == {"depth": late, "lift": early}


@given(settlements, settlements)
def test_settlements_merge_alike(one: dict[str, Settlement], other: dict[str, Settlement]) -> None:
    assert merge_settlements([one, other]) == merge_settlements([other, one, one])


@given(piles)
def test_nobody_who_answered_is_lost(pile: list[Ballot]) -> None:
    whole = merge_ballots(pile)
    assert {one.participant for one in whole} == {one.participant for one in pile}
    for one in whole:
        own = [other for other in pile if other.participant == one.participant]
        assert set(one.answers) == {id_ for other in own for id_ in other.answers}
        for id_, vote in one.answers.items():
            assert vote.revision == max(other.answers[id_].revision for other in own if id_ in other.answers)


def test_an_answer_is_as_sure_as_the_least_sure_who_gave_it() -> None:
    def sure(number: int, rung: int, confidence: str | None) -> Ballot:
        votes = {"light": Vote.model_validate({"answer": rung, "confidence": confidence})}
        return Ballot.model_validate({"participant": who(number), "answers": votes})

    room = (sure(1, 1, "confirmed"), sure(2, 1, "common_knowledge"), sure(3, 1, None), sure(4, 0, "uncertain"))
    assert build_profile(FRAMEWORK, workshop(*room), said).answers["light"].confidence == "common_knowledge"
    assert (
        build_profile(FRAMEWORK, workshop(room[2], sure(5, 1, None), sure(6, 1, None)), said)
        .answers["light"]
        .confidence
        is None
    )


def test_of_one_participant_the_newest_answer_counts() -> None:
    first = Ballot(
        participant=who(1), answers={"moor": Vote(answer=0, revision=1), "depth": Vote(answer=2, revision=2)}
    )
    second = Ballot(participant=who(1), answers={"moor": Vote(answer=1, revision=3)})
    (one,) = merge_ballots([second, first])
    assert {id_: vote.answer for id_, vote in one.answers.items()} == {"moor": 1, "depth": 2}


@pytest.mark.parametrize(
    ("answers", "came_out"),
    [
        pytest.param([2, 0, 1], 1, id="the median"),
        pytest.param([0, 2], 0, id="of two the lower"),
        pytest.param([2, 2, 2, "dont_know", "dont_know", "dont_know", 0], 2, id="who does not know has no vote"),
        pytest.param([2, 2, "dont_know"], "dont_know", id="two of three are too few to count"),
        pytest.param([NONE, NONE, "dont_know", "dont_know"], "dont_know", id="also to say that it does not apply"),
        pytest.param([2], 2, id="a room of one is enough by itself"),
        pytest.param(["dont_know", "skipped"], "dont_know", id="nobody knows"),
        pytest.param([1, NONE, NONE], NONE, id="most say that it does not apply"),
        pytest.param([1, NONE], "dont_know", id="as many say that it applies as not"),
        pytest.param([1, 1, NONE], 1, id="most say that it applies"),
    ],
)
def test_what_comes_out_of_a_question(answers: list[object], came_out: object) -> None:
    assert profile_answers(*(ballot(n, {"depth": answer}) for n, answer in enumerate(answers))) == {"depth": came_out}


def test_a_question_that_all_skipped_is_not_in_the_profile_but_is_told() -> None:
    pile = [ballot(1, {"depth": "skipped", "moor": 1})]
    assert profile_answers(*pile) == {"moor": 1}
    assert [one.id for one in result_of(*pile).open] == ["depth", "light", "flag", "lift", "spare", "watch"]


def test_consensus_comes_first_and_the_score_after() -> None:
    """Averaging the participants' scores would give 50: the median of each question gives 100 twice and 0 once."""
    pile = [ballot(1, {"moor": 1, "depth": 2, "light": 0}), ballot(2, {"moor": 1, "depth": 2, "light": 0}), ballot(3, {"moor": 0, "depth": 0, "light": 3})]  # fmt: skip
    quay = result_of(*pile).layers[0]
    assert quay.score == pytest.approx(35)
    assert [round(score or 0) for score in quay.own_scores] == [35, 35, 65]
    assert (quay.own_low, quay.own_median, quay.own_high) == (35, 35, 65)
    assert (quay.low, quay.high) == (0, 100)


def test_what_was_settled_stands_beside_the_votes_and_goes_first() -> None:
    pile = [ballot(n, {"depth": 0}) for n in range(3)]
    settled = {"depth": Settlement(answer=2, reason="it was dredged", revision=1), "lift": Settlement(answer="not_applicable", reason="no crane")}  # fmt: skip
    profile = build_profile(FRAMEWORK, workshop(*pile, settlements=settled), said)
    assert profile.answers["depth"].answer == 2
    assert profile.answers["depth"].evidence == LocalText({"en": "Agreed in the workshop. Reason: it was dredged"})
    assert profile.answers["lift"].reason == LocalText({"en": "Agreed in the workshop. Reason: no crane"})
    depth = result_of(*pile, settlements=settled).questions[0]
    assert (depth.counts, depth.median, depth.settlement) == ((3, 0, 0), 0, settled["depth"])


def test_the_profile_says_on_which_votes_an_answer_rests() -> None:
    pile = [ballot(1, {"light": 3, "spare": NONE, "lift": 2}), ballot(2, {"light": 1, "spare": NONE}), ballot(3, {"light": 1, "spare": NONE}), ballot(4, {"light": "dont_know"})]  # fmt: skip
    profile = build_profile(FRAMEWORK, workshop(*pile), said)
    answers = profile.answers
    assert answers["light"].evidence == LocalText(
        {"en": "Median of 3 answers, which range from rung 1 to rung 3. 1 participant does not know."}
    )
    assert answers["spare"].reason == LocalText({"en": "Does not apply according to 3 participants."})
    assert (answers["lift"].answer, answers["lift"].evidence) == (
        "dont_know",
        LocalText({"en": "Answers: 1, too few to count."}),
    )
    assert profile.basis == "session"


def test_what_too_few_answered_is_told_apart() -> None:
    rows: list[dict[str, object]] = [{"moor": 1, "depth": 0}, {"moor": 1, "depth": 2}, {"moor": 1}]
    result = result_of(*(ballot(n, row) for n, row in enumerate(rows)))
    assert (result.min_answers, result.too_few) == (3, ("depth",))
    assert (result.layers[0].answers_low, result.layers[0].answers_high) == (3, 3)
    assert (result.layers[0].coverage, result.layers[0].low) == (0.1, 100)


def test_what_was_settled_needs_no_more_discussion() -> None:
    pile = [ballot(n, {"light": 0 if n % 2 else 3, "depth": n % 3}) for n in range(6)]
    assert result_of(*pile).to_discuss == ("light", "depth")
    settled = {"light": Settlement(answer=1, reason="counted")}
    result = result_of(*pile, settlements=settled)
    assert (result.to_discuss, result.least_alike) == (("depth",), ("depth",))


@pytest.mark.parametrize(
    ("verdicts", "finding"),
    [
        pytest.param(["strong", "strong", "attention"], "strong", id="more than half"),
        pytest.param(["strong", "attention", "strong", "attention"], None, id="just half is divided"),
        pytest.param(["strong", "strong"], None, id="two are too few"),
        pytest.param([], None, id="nobody"),
    ],
)
def test_votes_without_questions_give_findings(verdicts: Sequence[str], finding: str | None) -> None:
    pile = [ballot(n, {}, votes={"quay": {"verdict": one}}) for n, one in enumerate(verdicts)]
    profile = build_profile(FRAMEWORK, workshop(*pile), said)
    assert (profile.findings["quay"].verdict if profile.findings else None) == finding
    layers = {layer.id: layer for layer in result_of(*pile).layers}
    assert (layers["quay"].finding if layers else None) == finding
    assert (layers["quay"].is_divided if layers else False) == (len(verdicts) == 4)
    if finding:
        assert profile.findings["quay"].text == LocalText({"en": "2 of the 3 votes."})


@pytest.mark.parametrize(
    ("answers", "grounds"),
    [
        pytest.param([0, 0, 3, 3], ("both_ends", "split"), id="half at either end"),
        pytest.param([0, 2, 2, 2, 2, 3], ("both_ends",), id="one at either end"),
        pytest.param([0, 0, 0, 2, 2], ("split",), id="far apart"),
        pytest.param([1, 1, 2], (), id="close"),
        pytest.param([0, 3], ("both_ends",), id="two at the ends"),
        pytest.param([1, NONE], ("scope",), id="does it apply?"),
    ],
)
def test_what_to_discuss(answers: list[object], grounds: tuple[str, ...]) -> None:
    result = result_of(*(ballot(n, {"light": answer}) for n, answer in enumerate(answers)))
    assert result.questions[0].grounds == grounds
    assert result.to_discuss == (("light",) if grounds else ())


def test_what_is_furthest_apart_is_discussed_first_and_scope_before_all() -> None:
    rows: list[dict[str, object]] = [{"light": 0, "moor": 0, "depth": 0, "lift": 1}, {"light": 3, "moor": 1, "depth": 2, "lift": NONE}, {"light": 3, "moor": 0, "depth": 0}]  # fmt: skip
    result = result_of(*(ballot(n, row) for n, row in enumerate(rows)))
    assert result.to_discuss == ("lift", "depth", "light", "moor")
    assert set(result.least_alike) == {"depth", "light", "moor"}


def test_fewer_than_three_votes_have_no_measure() -> None:
    question = result_of(ballot(1, {"light": 1}), ballot(2, {"light": 2})).questions[0]
    assert (question.consensus, question.share_at_median, question.no_answer) == (None, None, 0)


def test_alpha_never_stands_alone() -> None:
    alike = result_of(*(ballot(n, {"light": 1, "depth": 1}) for n in range(3))).agreement
    assert (alike.alpha, alike.all_alike, alike.share_at_median) == (1, True, 1)
    apart = result_of(ballot(1, {"light": 1, "depth": 2}), ballot(2, {"light": 3, "depth": 0})).agreement
    assert apart.alpha is not None
    assert (apart.all_alike, apart.share_at_median, apart.strength, apart.pairs) == (False, 0.5, "low", 4)
    firm = result_of(ballot(1, {"light": 0, "depth": 2}), ballot(2, {"light": 0, "depth": 2})).agreement
    assert (firm.alpha, firm.strength) == (1, "firm")
    nobody = result_of(ballot(1, {"light": 1})).agreement
    assert (nobody.alpha, nobody.all_alike, nobody.share_at_median, nobody.strength) == (None, False, None, None)


def test_between_firm_and_low_agreement_is_tentative() -> None:
    """Three participants; they differ by a rung on one of the four questions."""
    rows = [{"depth": 0, "light": 3, "lift": 5, "watch": 1}, {"depth": 0, "light": 3, "lift": 5, "watch": 2}, {"depth": 0, "light": 3, "lift": 4, "watch": 1}]  # fmt: skip
    found = result_of(*(ballot(n, row) for n, row in enumerate(rows))).agreement
    assert (round(found.alpha or 0, 3), found.strength) == (0.722, "tentative")


def test_notes_and_remarks_are_kept_by_number() -> None:
    one = Ballot(
        participant=who(2), name="Ann", answers={"moor": Vote(answer=1, note="seen it")}, remark=Remark(text="thanks")
    )
    result = result_of(ballot(1, {"moor": 0}), one)
    assert [(note.participant, note.text) for note in result.questions[0].notes] == [(2, "seen it")]
    assert [(note.participant, note.text) for note in result.remarks] == [(2, "thanks")]
    assert result.participants == (None, "Ann")


def test_questions_of_lenses_and_beside_the_stack_have_their_place() -> None:
    pile = [ballot(n, {"lamp": 1, "watch": 2}) for n in range(2)]
    result = result_of(*pile, lenses=("night",))
    assert [layer.id for layer in result.layers] == []
    assert [layer.id for layer in result.cross_cutting] == ["crew", "night"]
    assert profile_answers(*pile, lenses=("night",)) == {"watch": 2, "lamp": 1}

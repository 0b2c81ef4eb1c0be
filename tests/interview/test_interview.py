"""Comments and what comes next."""

import pytest

from eurostack_assess.interview.interview import Interview, StateFilter, resume
from eurostack_assess.method.sessions import migrate_session
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.model.session import SessionEntry
from tests.helpers import text
from tests.interview.helpers import ASKED, FRAMEWORK, interview, session, with_layers


def answered(led: Interview, *rungs: int) -> Interview:
    """The interview with these answers given one after the other, as keys give them."""
    for rung in rungs:
        led = led.choose(rung).forward()
    return led


def test_all_questions_of_the_profile_in_the_order_of_the_framework() -> None:
    assert interview().walk == ASKED
    assert interview(session(lenses=())).walk == ASKED[:-1]


def test_an_answer_goes_on_and_is_there_on_the_way_back() -> None:
    after = interview().choose(1)
    assert after.question.id == "moor"
    after = after.forward()
    assert after.question.id == "depth"
    assert after.back().entry.answer == 1
    assert after.profile.answers == {"moor": Answer(answer=1)}


def test_a_rung_that_the_ladder_does_not_have_changes_nothing() -> None:
    before = interview()
    assert before.choose(2) is before
    assert before.choose(-1) is before
    assert before.choose(RungBounds(at_least=2)) is before


def test_the_five_states_are_kept_apart() -> None:
    said = answered(interview(), 0).dont_know().not_applicable("no lamps").skip()
    states = [said.session.entry(id_).state for id_ in ASKED]
    assert states == ["answered", "dont_know", "not_applicable", "skipped", *["unasked"] * 4]
    assert said.completed_count == 3
    assert said.count_completed(FRAMEWORK.layers[0]) == (3, 4)


def test_not_applicable_needs_a_reason() -> None:
    before = interview()
    assert before.not_applicable("  ") is before


def test_skipping_never_takes_an_answer_away_and_clearing_does() -> None:
    answered = interview().choose(1)
    assert answered.skip().back().entry.answer == 1
    cleared = answered.note("seen").clear()
    assert (cleared.entry.answer, cleared.note_text, cleared.question.id) == (None, "seen", "moor")
    assert answered.clear().session.entries == {}


def test_a_note_stays_with_another_answer_and_an_empty_one_goes() -> None:
    noted = interview().note(" two bollards ")
    assert noted.choose(1).choose(0).note_text == "two bollards"
    assert noted.note("").session.entries == {}
    assert noted.note("two bollards") is noted


def test_a_note_without_an_answer_is_not_lost_in_the_profile() -> None:
    assert interview().note("ask Jan").profile.answers == {"moor": Answer(answer="skipped", evidence=text("ask Jan"))}


def test_the_first_and_the_last_question_are_ends() -> None:
    assert interview().back().position == 0
    last = interview().jump("lamp")
    assert last.forward().question.id == "lamp"
    assert last.jump("no-such-question") is last


def test_the_score_of_the_layer_so_far() -> None:
    layer = answered(interview(), 1, 1).back().assess_current_layer()
    assert (layer.id, layer.coverage) == ("quay", 0.35)
    assert layer.score == pytest.approx(64.2857142857)


@pytest.mark.parametrize(
    ("only", "found"), [("open", ASKED[1:]), ("unknown", ("moor",)), ("marked", ("light",)), (None, ASKED)]
)
def test_questions_in_one_state(only: StateFilter | None, found: tuple[str, ...]) -> None:
    said = interview().dont_know().jump("light").mark().jump("moor")
    assert said.filter_questions(only) == tuple(id_ for id_ in found if only != "open" or id_ != "moor")
    led = resume(FRAMEWORK, said.session, state_filter=only)
    assert led is not None
    assert led.walk == said.filter_questions(only)


def test_one_layer_only_and_where_it_was_left() -> None:
    left = interview().jump("spare").session_to_save
    led = resume(FRAMEWORK, left, layers=["crane"])
    assert led is not None
    assert (led.walk, led.question.id) == (("lift", "spare"), "spare")
    assert resume(FRAMEWORK, left, state_filter="unknown") is None


def test_some_questions_are_asked_in_the_order_in_which_they_are_named() -> None:
    led = resume(FRAMEWORK, session(), ids=["lift", "moor", "nothing"])
    assert led is not None
    assert led.walk == ("lift", "moor")
    assert resume(FRAMEWORK, session(), ids=["nothing"]) is None


def test_an_older_profile_is_shown_and_counts_when_confirmed() -> None:
    older = {"moor": {"answer": 1, "evidence": {"nl": "kade", "en": "quay"}, "source": "survey"}, "depth": 2}
    older["moor"] |= {"scope": "part", "searched": "pilot books"}  # type: ignore[operator]
    begun = interview(session(answers=older))
    assert (begun.completed_count, begun.entry.answer, begun.note_text) == (0, 1, "quay")
    assert begun.profile.answers == {}
    confirmed = begun.confirm()
    assert confirmed.profile.answers == {"moor": Answer.model_validate(older["moor"])}
    assert confirmed.question.id == "depth"
    assert confirmed.choose(1).profile.answers["depth"] == Answer(answer=1)
    other = begun.choose(0).profile.answers["moor"]
    assert (other.source, other.scope, other.searched) == (None, None, None), "another answer rests on something else"


def changed(**options: object) -> Framework:
    """The harbour with another wording of its first question, without its second, and with a new one."""
    quay = FRAMEWORK.layers[0]
    moor, _, light, flag = quay.questions
    reworded = moor.model_copy(update={"ask": text("Can a ship moor in fog?")} | options)
    questions = (reworded, light, flag, light.model_copy(update={"id": "tide"}))
    return with_layers(quay.model_copy(update={"questions": questions}))


def test_a_changed_framework_keeps_confirms_and_archives() -> None:
    said = answered(interview(), 1, 2, 3).session
    today, changes = migrate_session(said, changed(), "2")
    assert (changes.changed, changes.removed, changes.restored) == (("moor",), ("depth",), ())
    assert (today.entry("moor").state, today.entry("moor").answer) == ("unasked", 1)
    assert today.entry("light") == said.entry("light")
    assert today.archive == {"depth": said.entry("depth")}
    assert today.framework.hash == "other"
    again, back = migrate_session(today, FRAMEWORK, "2")
    assert back.restored == ("depth",)
    assert (again.entry("depth").answer, again.entry("depth").needs_confirmation, again.archive) == (2, True, {})
    unchanged, nothing = migrate_session(said, FRAMEWORK, "1")
    assert (unchanged, nothing.changed, nothing.removed) == (said, (), ())


def test_an_answer_on_a_rung_that_is_gone_is_asked_again_and_its_note_stays() -> None:
    said = interview().jump("light").note("lamps").choose(3).session
    light = FRAMEWORK.questions["light"]
    quay = FRAMEWORK.layers[0]
    shorter = light.model_copy(update={"options": light.options[:2]})
    today, _ = migrate_session(said, with_layers(quay.model_copy(update={"questions": (shorter,)})), "1")
    assert today.entry("light") == SessionEntry(evidence=LocalText({"und": "lamps"}), needs_confirmation=True)


def test_the_language_goes_round() -> None:
    assert interview(session(language="nl")).switch_language().session.language == "en"
    alone = interview()
    assert alone.switch_language() is alone


def test_answers_taken_over_keep_marks_and_notes() -> None:
    said = interview().mark().note("seen").session
    taken = interview(said).with_answers({"moor": Answer(answer=1), "depth": Answer(answer=0, evidence=text("pole"))})
    assert taken.session.entry("moor").marked
    assert taken.profile.answers == {
        "moor": Answer(answer=1, evidence=text("seen")),
        "depth": Answer(answer=0, evidence=text("pole")),
    }


def test_how_sure_an_answer_is_takes_one_key_a_word_before_the_answer_or_after() -> None:
    before = interview().rate_confidence().rate_confidence()
    assert before.entry.confidence == "reported"
    given = before.choose(1)
    assert given.profile.answers == {"moor": Answer(answer=1, confidence="reported")}
    rated = given.rate_confidence().rate_confidence()
    assert rated.entry.confidence == "uncertain"
    assert rated.rate_confidence().entry.confidence is None, "after the last word none"
    assert rated.choose(0).entry.confidence is None, "another answer rests on something else"


def test_bounds_beyond_the_ladder_change_nothing() -> None:
    before = interview()
    assert before.choose(RungBounds(at_least=9)) is before

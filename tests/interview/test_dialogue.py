"""Any sequence of keys and lines keeps what must hold, and loses nothing."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from eurostack_assess.errors import FileAccessError, message
from eurostack_assess.interview.dialogue_state import TEXT_MODES
from eurostack_assess.interview.interview import COMPLETED_STATES
from eurostack_assess.interview.page import Page
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.model.session import SessionEntry
from eurostack_assess.reading.session import serialise_session
from tests.interview.helpers import ASKED, FRAMEWORK, Memory, conversation

KEYS = [
    *("0", "1", "2", "3", "5", "8", "12", "99999", "²", "2+", "1-", "0..1", "2..1", "1..", "+", "-", "."),
    *"dnsxbemrt?lqoukafchpw",
    *("enter", "space", "up", "down", "left", "right", "escape", "", "z"),
]
SAYS_OTHERWISE = ("d", "s", "x")
"""Keys that say something else of the question than what the cursor is on."""


class Talking(RuleBasedStateMachine):
    @initialize(ends_layers=st.booleans())
    def begin(self, ends_layers: bool) -> None:  # noqa: FBT001
        self.keeper = Memory()
        self.talk = conversation(keeper=self.keeper, ends_layers=ends_layers)

    @rule(key=st.sampled_from(KEYS))
    def press(self, key: str) -> None:
        before, dialogue = self.talk.dialogue.interview.session.entries, self.talk.dialogue
        self.talk.press(key)
        after = self.talk.dialogue.interview.session
        lost = {id_ for id_, entry in before.items() if entry.answer is not None and after.entry(id_).answer is None}
        assert lost <= ({dialogue.interview.question.id} if key == "x" else set()), f"{key} took an answer away"
        noted = {id_ for id_, entry in before.items() if entry.evidence != after.entry(id_).evidence}
        assert noted == set(), f"{key} took a note away"
        if dialogue.mode == "question" and dialogue.cursor is not None and key not in SAYS_OTHERWISE:
            is_there = self.talk.dialogue.interview.question.id == dialogue.interview.question.id
            is_on_page = is_there and self.talk.dialogue.mode in ("question", "note", "reason", "score", "help")
            is_kept = after.entry(dialogue.interview.question.id).answer is not None
            assert is_kept or (is_on_page and self.talk.dialogue.cursor is not None), f"{key} lost what was chosen"

    @rule(words=st.text(max_size=20))
    def write(self, words: str) -> None:
        self.talk.write(words)

    @rule(broken=st.booleans())
    def disk(self, broken: bool) -> None:  # noqa: FBT001
        self.keeper.trouble = FileAccessError(message("error.no-output")) if broken else None

    @invariant()
    def what_holds(self) -> None:
        if not hasattr(self, "talk"):
            return
        dialogue, interview = self.talk.dialogue, self.talk.dialogue.interview
        assert (dialogue.whole_walk or interview.walk) == ASKED
        assert set(interview.walk) <= set(ASKED)
        assert 0 <= interview.position < len(interview.walk)
        assert 0 <= interview.completed_count <= len(ASKED)
        for id_, entry in interview.session.entries.items():
            assert entry.says_something
            assert not isinstance(entry.answer, int) or entry.answer < len(FRAMEWORK.questions[id_].options)
        assert interview.completed_count == sum(
            entry.state in COMPLETED_STATES for entry in interview.session.entries.values()
        )
        page = self.talk.page
        assert page.title
        assert (page.prompt is not None) == (dialogue.mode in TEXT_MODES)
        assert (
            dialogue.cursor is None
            or dialogue.mode not in ("question", "review")
            or dialogue.cursor < len(page.choices)
        )
        assert serialise_session(dialogue.session)

    @invariant()
    def what_was_said_is_saved_or_said_to_be_unsaved(self) -> None:
        if hasattr(self, "talk"):
            assert self.talk.all_saved or self.talk.dialogue.mode == "unsaved"

    @invariant()
    def what_is_shown_as_chosen_is_on_the_disk(self) -> None:
        if not hasattr(self, "talk") or self.talk.dialogue.mode != "question" or not self.talk.all_saved:
            return
        question = self.talk.dialogue.interview.question.id
        saved = self.keeper.saved[-1].entry(question) if self.keeper.saved else SessionEntry()
        assert _chosen(self.talk.page) == _rungs(saved, len(self.talk.page.choices))


def _chosen(page: Page) -> list[int]:
    return [int(choice.label) for choice in page.choices if choice.chosen]


def _rungs(entry: SessionEntry, number: int) -> list[int]:
    match entry.answer:
        case int() as rung:
            return [rung]
        case RungBounds() as bounds:
            return list(range(bounds.lowest, bounds.highest(number - 1) + 1))
        case _:
            return []


Talking.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTalking = Talking.TestCase


def test_after_the_end_no_key_does_anything() -> None:
    ended = conversation().dialogue.press("q")
    assert ended.end == "stopped"
    assert ended.press("enter") is ended


def test_words_where_none_are_asked_for_do_nothing() -> None:
    asking = conversation().dialogue.press("enter")
    assert asking.write("1") is asking


def test_the_only_language_stays() -> None:
    asking = conversation().dialogue.press("enter")
    assert asking.press("l").session.language == "en"


def test_once_saved_elsewhere_the_cursor_is_at_a_choice_that_there_is() -> None:
    """The last answer leads to the review, its cursor on the last row; the disk refuses, and another place is named."""
    keeper = Memory()
    talk = conversation(keeper=keeper)
    for key in ("r", str(len(ASKED))):
        talk.press(key)
    keeper.trouble = FileAccessError(message("error.no-output"))
    talk.press("0")
    talk.press("enter")
    assert not talk.all_saved
    keeper.trouble = None
    talk.write("elsewhere.session.json")
    assert talk.dialogue.mode == "question"
    assert (talk.dialogue.cursor or 0) < len(talk.page.choices)


def test_where_the_cursor_was_when_the_disk_refused_is_kept_to_be_confirmed() -> None:
    keeper = Memory()
    talk = conversation(keeper=keeper)
    for key in ("enter", "up"):
        talk.press(key)
    moved = talk.dialogue.cursor
    keeper.trouble = FileAccessError(message("error.no-output"))
    talk.press("c")
    assert talk.dialogue.mode == "unsaved"
    keeper.trouble = None
    talk.write("elsewhere.session.json")
    entry = keeper.saved[-1].entry(talk.dialogue.interview.question.id)
    assert (entry.answer, entry.needs_confirmation) == (moved, True)


def test_a_key_that_means_nothing_changes_nothing() -> None:
    talk = conversation()
    talk.press("enter")
    before = talk.dialogue
    talk.press("z")
    assert talk.dialogue is before


def test_a_cleared_answer_can_be_had_back_with_all_that_it_rests_on() -> None:
    talk = conversation()
    for key in ("enter", "1", "c", "x"):
        talk.press(key)
    assert talk.dialogue.interview.entry.answer is None
    talk.press("u")
    entry = talk.dialogue.interview.entry
    assert (entry.answer, entry.confidence) == (1, "confirmed")


def test_the_answer_from_before_and_the_one_of_now_take_turns() -> None:
    talk = conversation()
    for key in ("enter", "1", "c", "enter", "b", "0"):
        talk.press(key)
    seen = []
    for _ in range(3):
        talk.press("u")
        seen.append((talk.dialogue.interview.entry.answer, talk.dialogue.interview.entry.confidence))
    assert seen == [(1, "confirmed"), (0, None), (1, "confirmed")]


def test_the_open_questions_alone_and_then_all_of_them() -> None:
    talk = conversation()
    for key in ("r", "f", "o"):
        talk.press(key)
    assert talk.dialogue.interview.walk == ASKED
    talk.press("1")
    for key in ("r", "f", "o"):
        talk.press(key)
    assert list(talk.dialogue.interview.walk) == [*ASKED][1:]
    assert talk.dialogue.interview.question.id == "depth"
    talk.press("r")
    assert talk.dialogue.interview.walk == ASKED

"""Any sequence of keys and lines keeps what must hold, and loses nothing."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from eurostack_assess.errors import FileAccessError, message
from eurostack_assess.interview.dialogue import TEXT_MODES
from eurostack_assess.interview.interview import COMPLETED_STATES
from eurostack_assess.reading.session import serialise_session
from tests.interview.helpers import ASKED, FRAMEWORK, Memory, conversation

KEYS = [*"012345678", "12", "99999", "²", *"dnsxbemrt?lqoukaf", "enter", "up", "down", "left", "escape", "", "z"]
TAKING_BACK = ("x", *"0123456789", "d", "enter", "n")


class Talking(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.keeper = Memory()
        self.talk = conversation(keeper=self.keeper)

    @rule(key=st.sampled_from(KEYS))
    def press(self, key: str) -> None:
        before = self.talk.dialogue.interview.session.entries
        self.talk.press(key)
        after = self.talk.dialogue.interview.session.entries
        if key not in TAKING_BACK:
            lost = {id_ for id_, entry in before.items() if entry.answer is not None} - set(after)
            assert lost == set(), f"{key} took an answer away"

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
        assert interview.walk == ASKED
        assert 0 <= interview.position < len(ASKED)
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


def test_a_key_that_means_nothing_changes_nothing() -> None:
    talk = conversation()
    talk.press("enter")
    before = talk.dialogue
    talk.press("z")
    assert talk.dialogue == before

"""What an interview leads to: the page after a layer, the question whether to finish, and the last page."""

from dataclasses import dataclass, field, replace

import pytest

from eurostack_assess.errors import FileAccessError, Message, UsageError, message
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue_state import Ending
from eurostack_assess.interview.interview import Interview
from eurostack_assess.model.session import Session
from tests.dependencies import CATALOGUE
from tests.helpers import text
from tests.interview.helpers import ASKED, Memory, conversation, in_plain, session

EVERYTHING = ("enter", *(key for rung in "12305121" for key in (rung, "enter")))


@dataclass
class Clerk:
    """A reporter without files. While `trouble` is set, it refuses."""

    trouble: FileAccessError | UsageError | None = None
    shown: list[Session] = field(default_factory=list)
    finished: int = 0

    def write_layer(self, interview: Interview) -> str:
        return f"{interview.part.id} is done."

    def finish(self, session: Session) -> Ending:
        if isinstance(self.trouble, FileAccessError):
            raise self.trouble
        self.finished += 1
        return Ending("All is well.", ("Quay 90", "Crane 80"), "port.yaml", f"hash of {session.language}")

    def show_report(self, session: Session) -> None:
        self.shown.append(session)

    def write_report(self, session: Session, key: str) -> Message:  # noqa: ARG002
        if self.trouble is not None:
            raise self.trouble
        return message("interview.report-in", file=f"port.{key}")


def led(*keys: str, clerk: Clerk | None = None, of: Session | None = None, ends_layers: bool = True) -> Conversation:
    start = conversation(of, ends_layers=ends_layers)
    dialogue = replace(start.dialogue, report_keys=("h", "w"))
    talk = Conversation(dialogue, Memory(), clerk or Clerk())
    for key in keys:
        talk.press(key)
    return talk


QUAY = ("enter", "1", "enter", "2", "enter", "3", "enter", "0", "enter")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        pytest.param((), "layer", id="after the last question of a layer"),
        pytest.param(("enter",), "lift", id="on to the next layer"),
        pytest.param(("right",), "lift", id="the arrow does the same"),
        pytest.param(("b",), "flag", id="back to the question"),
        pytest.param(("r",), "review", id="the overview"),
        pytest.param(("?",), "help", id="help"),
        pytest.param(("z",), "layer", id="nothing"),
    ],
)
def test_the_page_after_a_layer(keys: tuple[str, ...], place: str) -> None:
    dialogue = led(*QUAY, *keys).dialogue
    assert (dialogue.interview.question.id if dialogue.mode == "question" else dialogue.mode) == place


def test_the_page_after_a_layer_says_how_it_turned_out_and_what_is_open() -> None:
    talk = led("enter", "1", "enter", "s", "s", "s")
    assert (talk.page.title, talk.page.lines) == (
        "Quay: end of the questions",
        ("quay is done.", "3 questions in this layer are still open."),
    )
    alone = conversation(ends_layers=True)
    for key in QUAY:
        alone.press(key)
    assert alone.page.lines[0] == "Score 90 (100% known)." or alone.page.lines[0].startswith("Score ")


def test_services_come_after_that_page() -> None:
    talk = led()
    talk.dialogue = replace(talk.dialogue, catalogue=lambda: CATALOGUE)
    for key in (*QUAY, "enter"):
        talk.press(key)
    assert talk.dialogue.step == "services-services"


def test_a_product_that_the_catalogue_does_not_have_is_added_with_one_key() -> None:
    talk = led()
    talk.dialogue = replace(talk.dialogue, catalogue=lambda: CATALOGUE)
    for key in (*QUAY, "enter", "a"):
        talk.press(key)
    talk.write("no such thing")
    assert talk.page.lines == (
        "The catalogue has no product called no such thing. Press Enter to add a service under that name; you are then asked who supplies it.",
    )
    talk.press("enter")
    assert talk.dialogue.step == "services-supplier"


def test_the_end_comes_by_itself_once_everything_is_answered() -> None:
    clerk = Clerk()
    talk = led(*EVERYTHING, clerk=clerk, ends_layers=False)
    assert (talk.dialogue.mode, clerk.finished) == ("ending", 1)
    assert talk.page.title == "All is well."
    assert talk.page.lines == ("Quay 90", "Crane 80")
    assert talk.page.status == ("Saved as port.yaml",)
    assert talk.dialogue.session.profile_written == "hash of en"
    assert talk.all_saved


def test_with_open_questions_finishing_asks() -> None:
    clerk = Clerk()
    talk = led("r", "f", clerk=clerk)
    assert (talk.dialogue.mode, talk.page.title) == ("finish", "8 questions are still open")
    for key, mode in (("z", "finish"), ("b", "review"), ("f", "finish"), ("l", "finish"), ("o", "question")):
        talk.press(key)
        assert talk.dialogue.mode == mode
    for key in ("1", "enter", "r", "f", "f"):
        talk.press(key)
    assert (talk.dialogue.mode, clerk.finished) == ("ending", 1)
    assert talk.page.status == ("Saved as port.yaml", "7 questions are still open (about 10 minutes).")


@pytest.mark.parametrize(
    ("keys", "mode", "end"),
    [
        (("q",), "ending", "finished"),
        (("enter",), "ending", "finished"),
        (("t",), "review", None),
        (("o",), "question", None),
        (("z",), "ending", None),
    ],
)
def test_the_keys_of_the_last_page(keys: tuple[str, ...], mode: str, end: str | None) -> None:
    talk = led("r", "f", "f", *keys)
    assert (talk.dialogue.mode, talk.dialogue.end) == (mode, end)


def test_the_report_is_shown_and_written_from_the_last_page() -> None:
    clerk = Clerk()
    talk = led("r", "f", "f", clerk=clerk)
    assert talk.shows_report("r")
    talk.press("r")
    assert len(clerk.shown) == 1
    talk.press("w")
    assert talk.page.status[0] == "Report written: port.w"
    talk.press("p")
    assert talk.dialogue.mode == "ending", "a format that cannot be written has no key"
    clerk.trouble = UsageError(message("error.format-not-installed", file="port.docx"), message("hint.install-word"))
    talk.press("w")
    assert "pipx install" in talk.page.status[0]
    clerk.trouble = FileAccessError(message("error.no-output"))
    talk.press("h")
    assert talk.page.status[0] == talk.page.translate("error.no-output")


def test_the_last_page_in_another_language_is_written_again() -> None:
    clerk = Clerk()
    talk = led("r", "f", "f", clerk=clerk, of=session(language="nl"))
    before = clerk.finished
    talk.press("l")
    assert (talk.dialogue.session.language, clerk.finished) == ("en", before + 1)


def test_a_profile_that_cannot_be_written_leads_to_the_overview() -> None:
    clerk = Clerk(trouble=FileAccessError(message("error.no-output")))
    talk = led("r", "f", "f", clerk=clerk)
    assert (talk.dialogue.mode, talk.dialogue.ending) == ("review", None)
    assert talk.page.status[0] == talk.page.translate("error.no-output")
    clerk.trouble = None
    for key in ("f", "f"):
        talk.press(key)
    assert talk.dialogue.mode == "ending"


def test_stopping_from_outside_at_the_last_page_is_the_end() -> None:
    talk = led("r", "f", "f")
    talk.interrupt()
    assert talk.dialogue.end == "finished"


def test_finishing_without_an_interview() -> None:
    clerk = Clerk()
    talk = led(clerk=clerk)
    talk.finish()
    assert (talk.dialogue.mode, clerk.finished) == ("ending", 1)
    alone = conversation()
    alone.finish()
    assert alone.dialogue.end == "finished"


def test_a_profile_that_was_written_as_it_is_leaves_the_session_alone() -> None:
    talk = led("r", "f", "f")
    interview = talk.dialogue.interview
    assert interview.with_profile_written("hash of en") is interview


def test_a_session_goes_on_at_the_next_open_question_and_after_the_end_at_the_first() -> None:
    talk = conversation()
    for key in ("enter", "1", "enter", "s", "3"):
        talk.press(key)
    left = talk.dialogue.session
    assert conversation(left).dialogue.interview.question.id == "flag"
    finished = left.model_copy(update={"profile_written": "hash"})
    assert conversation(finished).dialogue.interview.question.id == "depth"


@pytest.mark.parametrize(
    ("mode_key", "text", "note", "unsent"),
    [("e", "half", "half", ""), ("e", "", "", ""), ("n", "none here", "", "none here")],
)
def test_a_text_that_is_left_is_kept(mode_key: str, text: str, note: str, unsent: str) -> None:
    talk = led("enter", mode_key)
    talk.leave(text)
    assert (talk.dialogue.mode, talk.dialogue.interview.note_text, talk.dialogue.unsent) == ("question", note, unsent)


def test_a_place_to_save_in_is_left_without_saving() -> None:
    keeper = Memory()
    keeper.trouble = FileAccessError(message("error.no-output"))
    talk = conversation(keeper=keeper)
    for key in ("enter", "1"):
        talk.press(key)
    talk.leave("elsewhere")
    assert (talk.dialogue.end, talk.all_saved) == ("stopped", False)


def test_a_half_written_reason_becomes_a_note_when_the_interview_is_stopped() -> None:
    talk = led("enter", "n")
    talk.interrupt("no lamps here")
    assert talk.dialogue.interview.note_text == "no lamps here"


def test_what_the_cursor_was_moved_to_is_kept_and_space_chooses_it() -> None:
    talk = led("enter", "space", "down", "space")
    assert talk.dialogue.interview.entry.answer == 0
    talk = led("enter", "down", "left")
    assert talk.dialogue.interview.entry.needs_confirmation
    talk = led("enter", "down", "q")
    assert talk.dialogue.interview.session.entry("moor").needs_confirmation


def test_how_sure_and_the_source_of_an_earlier_answer_are_not_dropped_without_a_word() -> None:
    older = session(answers={"moor": {"answer": 1, "source": "survey", "confidence": "confirmed"}})
    talk = led("enter", "0", of=older)
    assert talk.page.status[0].startswith("The confidence, source and date of the earlier answer were not carried over")
    talk.press("u")
    assert talk.dialogue.interview.entry.source == "survey"


def test_the_last_question_says_what_is_still_open() -> None:
    talk = led("r", str(len(ASKED)), "1", "enter", ends_layers=False)
    assert talk.page.status == (
        "That was the last question; 7 questions are still open. Type o to show them, or f for the result.",
    )


def test_the_last_page_is_not_read_out_twice() -> None:
    talk = led("r", "f", "f")
    _, shown = in_plain(["z", "r", "q"], talk)
    assert shown.count("All is well.") == 1


@pytest.mark.parametrize("key", ["z", "1", "r", "s"])
def test_on_a_page_of_services_a_key_that_means_nothing_changes_nothing(key: str) -> None:
    talk = led()
    talk.dialogue = replace(talk.dialogue, catalogue=lambda: CATALOGUE)
    for one in (*QUAY, "enter", "a"):
        talk.press(one)
    before = talk.dialogue
    talk.press(key)
    assert talk.dialogue is before


def test_an_earlier_answer_is_had_back_only_where_there_is_another() -> None:
    talk = led("enter", "1", "u")
    assert talk.dialogue.interview.entry.answer == 1


def test_the_upper_end_that_is_still_to_come_is_asked_for() -> None:
    talk = led("enter", "1", "enter", "1", ".", "enter")
    assert talk.page.status[1] == "You typed “1..”. Now type the highest answer that is still possible."
    talk.press("m")
    assert (talk.dialogue.typed, talk.dialogue.interview.entry.marked) == ("", True)


@pytest.mark.parametrize("keys", [("d",), ("1", "enter"), ("down", "down", "enter")])
def test_an_answer_that_led_to_the_end_stays_where_the_profile_cannot_be_written(keys: tuple[str, ...]) -> None:
    clerk = Clerk(trouble=FileAccessError(message("error.no-output")))
    talk = led(*EVERYTHING[:-2], *keys, clerk=clerk, ends_layers=False)
    assert talk.dialogue.mode == "review"
    assert talk.dialogue.session.entry("lamp").state in ("answered", "dont_know")
    talk.press("q")
    assert talk.dialogue.session.entry("lamp").state in ("answered", "dont_know")
    assert talk.all_saved


@pytest.mark.parametrize("mode_key", ["e", "n"])
def test_a_text_that_is_too_long_is_refused_and_not_lost(mode_key: str) -> None:
    talk = led("enter", mode_key)
    mode = talk.dialogue.mode
    talk.write("x" * 2001)
    assert talk.dialogue.mode == mode
    assert talk.page.status == ("That is too long: use at most 2000 characters.",)
    talk.leave("x" * 2001)
    talk.interrupt("x" * 2001)
    assert len(talk.dialogue.interview.note_text) <= 2000


@pytest.mark.parametrize("keys", [("?", "q"), ("t", "q")])
def test_what_the_cursor_was_moved_to_is_kept_from_an_aside(keys: tuple[str, ...]) -> None:
    assert led("enter", "down", *keys).dialogue.session.entry("moor").needs_confirmation


@pytest.mark.parametrize(
    ("mode_key", "draft"), [("e", "half"), ("e", ""), ("n", "half"), ("n", ""), ("?", ""), ("t", "")]
)
def test_stopping_in_an_aside_keeps_the_cursor_and_the_text(mode_key: str, draft: str) -> None:
    talk = led("enter", "down", mode_key)
    talk.interrupt(draft)
    entry = talk.dialogue.session.entry("moor")
    assert (entry.answer, entry.needs_confirmation, talk.dialogue.interview.note_text) == (0, True, draft)


def test_a_cursor_of_the_overview_is_no_answer() -> None:
    assert led("enter", "r", "down", "?", "q").dialogue.session.entries == {}


def test_after_a_refused_answer_another_key_is_only_that_key() -> None:
    older = session(answers={"moor": 1})
    talk, shown = in_plain(["", "9", "?", "", "9", "m"], conversation(older))
    assert "Help with this question" in shown
    assert talk.dialogue.interview.entry.needs_confirmation
    assert talk.dialogue.interview.entry.marked


SURVEYED = {"moor": {"answer": 2, "source": "survey", "confidence": "confirmed"}}


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("3", "2", "u"), id="a stray digit, and the right one again"),
        pytest.param(("3", "x", "u", "u"), id="a stray digit, cleared"),
        pytest.param(("d", "left", "u"), id="don't know, and back"),
        pytest.param(("down", "enter", "left", "u"), id="the next rung confirmed, and back"),
        pytest.param(("x", "u"), id="cleared"),
        pytest.param(("3", "u", "u", "u"), id="to and fro"),
    ],
)
def test_an_answer_of_before_comes_back_with_all_that_it_rests_on(keys: tuple[str, ...]) -> None:
    entry = led("enter", *keys, of=session(answers=SURVEYED)).dialogue.interview.entry
    assert (entry.answer, entry.source, entry.confidence) == (2, "survey", "confirmed")


def test_a_cursor_on_a_question_that_was_skipped_is_kept_too() -> None:
    entry = led("enter", "s", "left", "down", "q").dialogue.session.entry("moor")
    assert (entry.answer, entry.needs_confirmation) == (0, True)


def test_a_note_is_in_the_profile_though_a_cursor_is_to_be_confirmed() -> None:
    talk = led("enter", "e")
    talk.write("two bollards")
    for key in ("down", "q"):
        talk.press(key)
    answer = talk.dialogue.session.to_profile().answers["moor"]
    assert (answer.answer, answer.evidence) == ("skipped", text("two bollards"))


def test_how_sure_stays_with_the_first_answer_to_a_question_that_was_skipped() -> None:
    assert led("enter", "s", "left", "c", "1").dialogue.interview.entry.confidence is not None

"""The plain face, whole: what is shown for what is typed («so»).

`UPDATE_REPORTS=1 make test` writes it anew; read the difference before you commit it.
"""

import os

import pytest

from eurostack_assess.errors import FileAccessError, message
from tests.helpers import RESOURCES
from tests.interview.helpers import Memory, conversation, in_plain, session

SCRIPTS = {
    "first-minutes": [
        "", "1", "e", "two [bold]bollards[/bold]", "e", "", "e", "-", "2", "m", "n", "", "-", "n", "",
        "no lamps", "t", "", "?", "", "b",
        "x", "s", "l", "", "r", "k", "o", "a", "3", "5", "r", "99", "down", "4", "d", "q",
    ],
    "to-the-end": ["", "1", "0", "3", "0", "5", "1", "s", "1", "f", "b", "f", "o", "2"],
    "partly-known": ["", "0", "1+", "", "0..1", "lit at one end", "9", "2..1", "1-", "r", "q"],
    "nothing-typed": [],
}  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_dialogue(name: str) -> None:
    _, shown = in_plain(SCRIPTS[name])
    path = RESOURCES / "dialogues" / f"{name}.txt"
    if os.environ.get("UPDATE_REPORTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")


def test_a_cursor_that_cannot_be_seen_does_not_move() -> None:
    led, shown = in_plain(["", "down", ""])
    assert "down does nothing here" in shown
    assert led.dialogue.interview.session.entry("moor").answer is None


def test_help_names_no_key_of_the_other_face() -> None:
    _, shown = in_plain(["", "?", "", "r", "?", "q"])
    assert "↑" not in shown
    assert "PgUp" not in shown
    assert "1-8: go to that question" in shown


def test_every_answer_is_saved_before_the_next_page() -> None:
    keeper = Memory()
    in_plain(["", "1", "d", "s"], conversation(keeper=keeper))
    assert [sorted(one.entries) for one in keeper.saved] == [["moor"], ["depth", "moor"], ["depth", "light", "moor"]]
    assert [one.revision for one in keeper.saved] == [1, 2, 3]


def test_what_cannot_be_saved_is_kept_and_another_place_asked_for() -> None:
    keeper = Memory()
    keeper.trouble = FileAccessError(message("error.cannot-write", file="port.session.json", reason="disk full"))
    led, shown = in_plain(["", "1", ""], conversation(keeper=keeper))
    assert "port.session.json cannot be written: disk full" in shown
    assert "Nothing is lost: 1 answer is still in memory, and the file has not changed." in shown
    assert not led.all_saved
    keeper.trouble = None
    _, shown = in_plain(["taken"], led)
    assert "taken already exists" in shown
    led, shown = in_plain(["/elsewhere/port.session.json", "q"], led)
    assert led.all_saved
    assert str(keeper.path) == "/elsewhere/port.session.json"
    assert keeper.saved[-1].entry("moor").answer == 1


def test_stopping_without_saving() -> None:
    keeper = Memory()
    keeper.trouble = FileAccessError(message("error.no-output"))
    led, _ = in_plain(["", "1", "q"], conversation(keeper=keeper))
    assert led.ended
    assert not led.all_saved


def test_active_characters_are_taken_out_of_what_is_typed() -> None:
    led, _ = in_plain(["", "e", "a\x1b[31mb\u202ec", "q"])
    assert led.dialogue.interview.back().note_text == "a [31mb c"


def test_a_note_in_two_languages_is_shown_in_the_one_spoken() -> None:
    older = {"moor": {"answer": 1, "evidence": {"nl": "kade", "en": "quay"}}}
    _, shown = in_plain(["", "q"], conversation(session(answers=older)))
    assert "Note: quay" in shown
    assert "1 earlier answer is shown; it counts once you confirm it with Enter." in shown
    assert "This is an earlier answer; confirm it with Enter or choose another." in shown

"""Keys as people are used to typing them elsewhere, and what they record: the same in both faces.

A form on the web: a choice counts once it is chosen, and a button goes on. LimeSurvey: digits, then Enter. `gh` and `fzf`:
arrows, then Enter. Each row has the keys on the full screen, the lines of the plain face that mean the same (none where
they need a cursor), the answers then, and where one is.
"""

from typing import NamedTuple

import pytest

from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.model.rungs import RungBounds
from tests.interview.helpers import conversation, in_plain
from tests.interview.test_faces import press_each

AT_LEAST_1, ONE_TO_TWO = RungBounds(at_least=1), RungBounds(between=(1, 2))


class Typed(NamedTuple):
    """A row: what is typed, and what comes of it."""

    id: str
    keys: str
    """Keys on the full screen, after the welcome; `"words"` are typed into the editor."""
    lines: tuple[str, ...] | None
    answers: dict[str, object]
    place: str
    """The question on the page, or the mode of another page."""


SEQUENCES = [
    Typed("a digit and Enter, again and again", "1 enter 2 enter", ("1", "2"), {"moor": 1, "depth": 2}, "light"),
    Typed("a digit alone counts", "1", None, {"moor": 1}, "moor"),
    Typed("another digit is a correction", "0 1 enter", ("0", "b", "1"), {"moor": 1}, "depth"),
    Typed("Enter passes nothing", "enter enter enter", ("", "", ""), {}, "moor"),
    Typed("Enter held down passes nothing", "1 enter enter enter enter", ("1", "", "", ""), {"moor": 1}, "depth"),
    Typed("skipping is called skipping", "s s 1 enter", ("s", "s", "1"), {"moor": "skipped", "depth": "skipped", "light": 1}, "flag"),
    Typed("arrows and Enter", "down down enter", None, {"moor": 1}, "depth"),
    Typed("arrows and space, as in a form", "down space tab", None, {"moor": 0}, "moor"),
    Typed("arrows, a note, Enter", 'down down e "two bollards" enter', None, {"moor": 1}, "depth"),
    Typed("arrows, a mark, Enter", "down down m enter", None, {"moor": 1}, "depth"),
    Typed("arrows, help, Enter", "down down ? enter enter", None, {"moor": 1}, "depth"),
    Typed("arrows, the score, Enter", "down down t enter enter", None, {"moor": 1}, "depth"),
    Typed("arrows, how sure, Enter", "down down c enter", None, {"moor": 1}, "depth"),
    Typed("arrows and back: kept, to be confirmed", "1 enter down down b", None, {"moor": 1, "depth": "to confirm 1"}, "moor"),
    Typed("arrows and the overview: kept, to be confirmed", "down r", None, {"moor": "to confirm 0"}, "review"),
    Typed("arrows and stop: kept, to be confirmed", "down q", None, {"moor": "to confirm 0"}, "stopped"),
    Typed("a digit and back", "1 enter 2 b", ("1", "2", "b", "b"), {"moor": 1, "depth": 2}, "moor"),
    Typed("a digit and the overview", "1 r", ("1", "r"), {"moor": 1}, "review"),
    Typed("a digit and stop", "1 q", ("1", "q"), {"moor": 1}, "stopped"),
    Typed("a digit and its evidence", '1 e "two bollards" enter', ("1", "b", "e", "two bollards", ""), {"moor": 1}, "depth"),
    Typed("how sure, before or after", "c 1 c enter", ("c", "1"), {"moor": 1}, "depth"),
    Typed("a digit that there is not", "7 enter", ("7",), {}, "moor"),
    Typed("a digit that there is not, then one that there is", "7 1 enter", ("7", "1"), {"moor": 1}, "depth"),
    Typed("at least", '1 enter 1 + enter "a pole"', ("1", "1+", "a pole"), {"moor": 1, "depth": AT_LEAST_1}, "light"),
    Typed("between", '1 enter 1 . . 2 enter "a pole"', ("1", "1..2", "a pole"), {"moor": 1, "depth": ONE_TO_TWO}, "light"),
    Typed("between, not finished", "1 enter s 1 . enter", ("1", "s", "1.."), {"moor": 1, "depth": "skipped"}, "light"),
    Typed("a letter that means nothing", "1 y enter", ("y", "1"), {"moor": 1}, "depth"),
    Typed("not applicable without a reason is asked again", 'n "" "dry" ', ("n", "", "dry"), {"moor": "not_applicable"}, "depth"),
    Typed("not applicable, and changed one's mind", "n escape 1 enter", ("n", "-", "1"), {"moor": 1}, "depth"),
    Typed("cleared, and had back", "1 x u enter", ("1", "b", "x", "u", ""), {"moor": 1}, "depth"),
    Typed("finishing with open questions asks", "1 r f", ("1", "r", "f"), {"moor": 1}, "finish"),
    Typed("finishing anyway", "1 r f f", ("1", "r", "f", "f"), {"moor": 1}, "finished"),
]  # fmt: skip


@pytest.mark.untraced
@pytest.mark.parametrize("row", SEQUENCES, ids=[row.id for row in SEQUENCES])
def test_what_keys_record(row: Typed) -> None:
    on_screen = press_each(["enter", *_split(row.keys)], conversation()).conversation.dialogue
    assert (_answers(on_screen), _place(on_screen)) == (row.answers | _left_by_typing(row), row.place)
    if row.lines is not None:
        led, _ = in_plain(["", *row.lines])
        assert (_answers(led.dialogue), _place(led.dialogue)) == (row.answers, row.place)


def _left_by_typing(row: Typed) -> dict[str, object]:
    """On the full screen the first digit of `1..` counts as soon as it is typed, as every digit does."""
    return {"light": 1} if row.id == "between, not finished" else {}


def _split(keys: str) -> list[str]:
    """Keys by spaces, texts in quotes whole."""
    parts = keys.split('"')
    return [key for number, part in enumerate(parts) for key in ([f'"{part}'] if number % 2 else part.split())]


def _answers(dialogue: Dialogue) -> dict[str, object]:
    entries = dialogue.session.entries
    return {
        id_: f"to confirm {entry.answer}" if entry.needs_confirmation else entry.answer
        for id_, entry in entries.items()
        if entry.answer is not None
    }


def _place(dialogue: Dialogue) -> str:
    if dialogue.end:
        return dialogue.end
    return dialogue.interview.question.id if dialogue.mode == "question" else dialogue.mode


def test_enter_on_a_question_without_an_answer_says_so() -> None:
    _, shown = in_plain(["", ""])
    said = "Not answered yet. Type 0 to 1, d if you don't know, n if the question does not apply, or s to skip it."
    assert said in " ".join(shown.split())


def test_a_choice_that_was_not_confirmed_is_named_where_one_comes() -> None:
    face = press_each(["enter", "1", "enter", "down", "b"], conversation())
    kept = "You left question 2 with the cursor on answer 0. That answer counts only after you confirm it there with Enter."
    assert kept in face.conversation.page.status

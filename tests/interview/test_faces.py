"""Two faces, one dialogue: the same keys do the same in both."""

import asyncio
import errno
import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from eurostack_assess.errors import FileAccessError, message
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.fullscreen import ChoiceRow, Editor, FullScreen, build_steady_driver
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.session import Session
from tests.helpers import text
from tests.interview.helpers import FRAMEWORK, Memory, conversation, in_plain, session, with_layers

TYPED = {"": "enter", "?": "question_mark", "+": "plus", "-": "minus", ".": "full_stop"}
SCRIPTS: dict[str, Sequence[str]] = {
    "answers": ["", "1", "0", "3", "0", "5", "1", "2", "1"],
    "states": ["", "d", "s", "n:no lamps", "x", "1", "b", "b", "m", "1"],
    "notes": ["", "e:two bollards", "1", "e:", "e:deep, 12 m [sic]", "2", "b", "e:deep", "m"],
    "asides": ["", "?", "", "t", "", "r", "", "b", "l", "2", "7", "1", "r", "o", "u", "k", "a", "b", "0"],
    "partial": ["", "1+", "1+:", "1..2:seen at night", "b", "2-", "9", "2..1", "0"],
    "back and again": ["", "1", "b", "0", "b", "", "", "b", "x", "b", "d"],
}


async def press_key(pilot: Pilot[None], face: FullScreen, key: str) -> None:
    """A key; an answer key by key, and Enter, where a line ends."""
    for one in key if key[:1].isdigit() else [key]:
        await pilot.press(TYPED.get(one, one))
        await pilot.pause()
    if face.conversation.dialogue.typed and face.conversation.dialogue.notice is None:
        await pilot.press("enter")
        await pilot.pause()


def pressed(script: Sequence[str], of: Conversation, size: tuple[int, int] = (80, 24)) -> FullScreen:
    """The full screen after a script; `e:words` writes words into the editor that `e` opens."""

    async def press() -> FullScreen:
        face = FullScreen(of)
        async with face.run_test(size=size) as pilot:
            for one in script:
                key, _, words = one.partition(":")
                await press_key(pilot, face, key)
                if ":" in one:
                    editor = face.query_one(Editor)
                    editor.text = words
                    await pilot.press("enter" if words else "escape")
                    await pilot.pause()
        return face

    return asyncio.run(press())


def press_each(keys: Sequence[str], of: Conversation) -> FullScreen:
    """The full screen after these keys; `"words` are written in the editor, and saved."""

    async def press() -> FullScreen:
        face = FullScreen(of)
        async with face.run_test(size=(80, 24)) as pilot:
            for key in keys:
                if key.startswith('"'):
                    face.query_one(Editor).text = key[1:]
                    await pilot.press("enter")
                else:
                    await pilot.press(TYPED.get(key, key))
                await pilot.pause()
        return face

    return asyncio.run(press())


def typed(script: Sequence[str]) -> list[str]:
    return [line for one in script for line in (one.split(":") if ":" in one else [one])]


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_same_script_says_the_same_in_both_faces(name: str) -> None:
    plain, _ = in_plain(typed(SCRIPTS[name]))
    screen = pressed(SCRIPTS[name], conversation())
    assert said(screen.conversation.dialogue.session) == said(plain.dialogue.session)
    assert screen.conversation.dialogue.mode == plain.dialogue.mode


def said(session: Session) -> object:
    return session.model_dump(exclude={"revision"})


async def _texts(face: FullScreen) -> str:
    return "\n".join(str(widget.render()) for widget in face.query(Static) if widget.display)


def shown(script: Sequence[str], of: Conversation, size: tuple[int, int] = (80, 24)) -> str:
    async def press() -> str:
        face = FullScreen(of)
        async with face.run_test(size=size) as pilot:
            for key in script:
                await press_key(pilot, face, key)
            return await _texts(face)

    return asyncio.run(press())


@pytest.mark.untraced
@pytest.mark.parametrize("script", [[], [""], ["", "e"], ["", "n"], ["", "?"], ["", "t"], ["", "r"], ["", "1", "b"]])
def test_both_faces_show_the_same_texts(script: list[str]) -> None:
    _, plain = in_plain(script)
    page = pressed(script, conversation()).conversation.page
    on_screen = shown(script, conversation())
    for said_so in (page.title, *page.lines, *page.status, *(choice.text for choice in page.choices)):
        assert said_so in on_screen
        assert " ".join(said_so.split()) in " ".join(plain.split())


def test_the_cursor_has_a_glyph_and_the_answer_has_one() -> None:
    on_screen = shown(["", "1", "b", "up"], conversation())
    assert "▸  0 \nNo" in on_screen
    assert " ● 1 \nYes" in on_screen


def test_the_cursor_answers_with_enter() -> None:
    assert pressed(["", "down", "down", ""], conversation()).conversation.dialogue.interview.back().entry.answer == 1


def test_another_size_lays_the_page_out_again() -> None:
    async def resize() -> tuple[str, str]:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            wide = str(face.query_one("#place", Static).render())
            await pilot.resize_terminal(60, 18)
            await pilot.pause()
            return wide, str(face.query_one("#place", Static).render())

    assert [len(place) for place in asyncio.run(resize())] == [78, 58]


def test_help_names_no_key_of_the_other_face() -> None:
    on_screen = shown(["", "r", "?"], conversation())
    assert "PgUp PgDn: scroll up or down" in on_screen
    assert "1-8" not in on_screen


def test_a_click_answers_and_in_the_review_goes_there() -> None:
    async def click() -> FullScreen:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            await pilot.click(list(face.query(ChoiceRow))[1])
            await pilot.pause()
            assert face.conversation.dialogue.interview.question.id == "moor", "a click chooses, as a digit does"
            await pilot.press("r")
            await pilot.pause()
            await pilot.click(list(face.query(ChoiceRow))[2])
            await pilot.pause()
        return face

    dialogue = asyncio.run(click()).conversation.dialogue
    assert dialogue.session.entry("moor").answer == 1
    assert (dialogue.mode, dialogue.interview.question.id) == ("question", "light")


def test_ctrl_c_keeps_the_note_that_was_being_written() -> None:
    async def stop() -> FullScreen:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "e")
            await pilot.pause()
            await pilot.press(*"half")
            await pilot.press("ctrl+c")
            await pilot.pause()
        return face

    face = asyncio.run(stop())
    assert face.stopped_by == "key"
    assert face.conversation.dialogue.session.entry("moor").evidence is not None
    assert face.conversation.dialogue.interview.note_text == "half"


@pytest.mark.untraced
@pytest.mark.parametrize(
    ("keys", "note", "draft"),
    [
        (["e", *"half", "escape"], "half", ""),
        (["n", *"none", "escape"], "", "none"),
        (["n", *"none", "escape", "n"], "", "none"),
        (["n", *"none", "ctrl+c"], "none", ""),
    ],
)
def test_a_text_that_is_left_is_not_lost(keys: list[str], note: str, draft: str) -> None:
    async def leave() -> FullScreen:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            for key in ("enter", *keys):
                await pilot.press(key)
                await pilot.pause()
        return face

    dialogue = asyncio.run(leave()).conversation.dialogue
    assert (dialogue.interview.note_text, dialogue.unsent) == (note, draft)


@pytest.mark.untraced
@pytest.mark.parametrize("keys", ["rb", "rbrb1r", "mrkakakaka", "1mroukaoukab", "r1br2br3b"])
def test_keys_in_a_hurry_leave_the_page_that_they_lead_to(keys: str) -> None:
    async def hurry() -> tuple[FullScreen, str, list[str]]:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            for key in keys:
                face.press(key)
                await asyncio.sleep(0.005)
            await pilot.pause(0.3)
            return face, await _texts(face), [row.choice.text for row in face.query(ChoiceRow)]

    face, on_screen, rows = asyncio.run(hurry())
    assert face.failure is None
    assert face.conversation.page.title in on_screen
    assert rows == [choice.text for choice in face.conversation.page.choices]


def test_a_disk_that_refuses_asks_for_another_place() -> None:
    keeper = Memory()
    keeper.trouble = FileAccessError(message("error.cannot-write", file="f", reason="disk full"))
    on_screen = shown(["", "1"], conversation(keeper=keeper))
    assert "f cannot be written: disk full" in on_screen
    assert "Save in which file?" in on_screen


def test_what_goes_wrong_in_us_is_handed_on() -> None:
    keeper = Memory()
    keeper.trouble = ZeroDivisionError()  # type: ignore[assignment]
    face = pressed(["", "1"], conversation(keeper=keeper))
    assert isinstance(face.failure, ZeroDivisionError)


HOSTILE = "[red]x[/] [/] [link=http://e.org]y[/link] :bomb: <script> {z} %s"


def test_hostile_texts_are_shown_as_they_are() -> None:
    older = {"moor": {"answer": 1, "evidence": HOSTILE}}
    begun = session(name=HOSTILE, answers=older)
    on_screen = shown([""], conversation(begun))
    assert f"Note: {HOSTILE}" in on_screen
    assert HOSTILE in shown([], conversation(begun), size=(60, 18))
    _, plain = in_plain([""], conversation(begun))
    assert HOSTILE in " ".join(plain.split())


def test_a_hostile_question_is_shown_as_it_is() -> None:
    quay = FRAMEWORK.layers[0]
    options = tuple(
        one.model_copy(update={"text": text(f"{HOSTILE} {n}")}) for n, one in enumerate(quay.questions[0].options)
    )
    hostile = quay.questions[0].model_copy(
        update={"ask": text(f"{HOSTILE}?"), "why": text(HOSTILE), "options": options}
    )
    framework = with_layers(quay.model_copy(update={"questions": (hostile,)}))
    begun = session(framework)
    on_screen = shown([""], conversation(begun, framework=framework))
    _, plain = in_plain([""], conversation(begun, framework=framework))
    for expected in (f"{HOSTILE}?", f"Why: {HOSTILE}", f"{HOSTILE} 1"):
        assert expected in on_screen
        assert expected in " ".join(plain.split())


@pytest.mark.untraced
@pytest.mark.parametrize("size", [(80, 24), (60, 18), (30, 10)])
def test_every_page_fits_any_screen(size: tuple[int, int]) -> None:
    for script in ([], [""], ["", "e"], ["", "?"], ["", "r"], ["", "t"]):
        assert shown(script, conversation(), size)


def test_the_second_click_of_a_double_click_answers_nothing() -> None:
    async def click() -> Conversation:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "r")
            await pilot.pause()
            await pilot.click(face.query(ChoiceRow)[2], times=2)
            await pilot.pause()
        return face.conversation

    talk = asyncio.run(click())
    assert (talk.dialogue.interview.question.id, talk.dialogue.interview.entry.answer) == ("light", None)


@pytest.mark.untraced
def test_what_is_typed_before_the_editor_is_there_is_in_the_note() -> None:
    async def hurry() -> Conversation:
        face = FullScreen(conversation())
        async with face.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            for key in ("e", "t", "w", "o", "enter", "1"):
                face.post_message(Key(key, key if len(key) == 1 else None))
            await pilot.pause(0.5)
        return face.conversation

    entry = asyncio.run(hurry()).dialogue.session.entry("moor")
    assert (entry.evidence, entry.answer) == (LocalText({ANY_LANGUAGE: "two"}), 1)


def test_what_goes_wrong_on_the_screen_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(FullScreen, "_fill", fail)
    face = FullScreen(conversation())

    async def show() -> None:
        with suppress(ZeroDivisionError):
            async with face.run_test(size=(80, 24)) as pilot:
                await pilot.pause()

    asyncio.run(show())
    assert isinstance(face.failure, ZeroDivisionError)


def test_a_terminal_that_is_gone_takes_what_is_written() -> None:
    """The thread that writes would die of an error, and everybody else wait for it for ever."""

    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.EIO, "gone")

        def flush(self) -> None:
            raise OSError(errno.EIO, "gone")

    class Drawer(HeadlessDriver):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._file = Gone()

        def write(self, data: str) -> None:
            self._file.write(data)
            self._file.flush()
            assert not self._file.isatty()

    async def draw() -> FullScreen:
        face = FullScreen(conversation())
        face.driver_class = build_steady_driver(Drawer)
        async with face.run_test(size=(80, 24)) as pilot:
            face._driver.write("a page")  # type: ignore[union-attr]
            await pilot.press("enter", "1")
        return face

    assert asyncio.run(draw()).conversation.dialogue.interview.entry.answer == 1

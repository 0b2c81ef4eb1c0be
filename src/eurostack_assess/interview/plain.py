"""The plain face: a dialogue line by line, for screen readers, terminals that can do little, and pipes.

Linear: no boxes, no colours, no cursor. The keys are told once, on the first question, and again on `?`.
"""

import shutil
import textwrap
from collections.abc import Callable, Iterator

from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import MOVES
from eurostack_assess.interview.page import Key, Page

NARROWEST = 20


class EndOfInput(Exception):
    """Nothing more will be typed."""


def converse(conversation: Conversation, read: Callable[[], str], show: Callable[[str], None]) -> None:
    """Lead the conversation until it ends.

    Args:
        conversation: What is led.
        read: Gives the next line, without its end; raises `EndOfInput` after the last.
        show: Prints a text.
    """
    told, before = False, ""
    while not conversation.ended:
        page, dialogue = conversation.page, conversation.dialogue
        say, mode, writing = page.say, dialogue.mode, dialogue.writing
        again = mode == "question" and page.title == before
        text = page.status if again or mode in ("note", "reason") else _written(page)
        keys = () if told and mode == "question" else _of_this_face(page.keys)
        hint = [say(f"interview.plain-{dialogue.step}")] if writing else _keys(keys)
        show("\n".join([*text, *hint, ""]))
        told, before = told or mode == "question", page.title if mode == "question" or writing else ""
        show(f"{page.prompt or say('interview.answer-prompt')} ")
        line = _clean(read())
        show("\n")
        if writing:
            _write(conversation, line)
        else:
            key = line.strip().lower() or "enter"
            if key not in MOVES:
                conversation.press(key)
            if conversation.dialogue is dialogue:
                show(f"{say('interview.no-such-key', key=line.strip())}\n")


def _write(conversation: Conversation, line: str) -> None:
    """An empty line leaves a note as it is and tries the same file again; nobody clears a note by accident."""
    mode = conversation.dialogue.mode
    match mode, line.strip():
        case "note", "":
            conversation.press("escape")
        case "note", "-":
            conversation.write("")
        case "unsaved", "q":
            conversation.press("escape")
        case _:
            conversation.write(line)


def _clean(line: str) -> str:
    return ACTIVE_CHARACTER.sub(" ", line)


def _written(page: Page) -> Iterator[str]:
    yield from _wrapped(f"{page.place} ({page.progress})")
    yield from _wrapped(page.title)
    for line in page.lines:
        yield from _wrapped(line)
    for key in _of_this_face(page.explained):
        yield from _wrapped(f"{key.name}: {key.does}")
    yield ""
    for choice in page.choices:
        if choice.heading:
            yield from _wrapped(choice.heading)
        mark = "*" if choice.chosen else " "
        yield from _wrapped(choice.text, f"{mark}{choice.label}. ")
    for line in page.status:
        yield from _wrapped(line)


def _of_this_face(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    return tuple(key for key in keys if key.face != "screen")


def _keys(keys: tuple[Key, ...]) -> list[str]:
    return _wrapped("; ".join(f"{key.name} {key.does}" for key in keys)) if keys else []


def _wrapped(text: str, label: str = "") -> list[str]:
    width = max(shutil.get_terminal_size((80, 24)).columns, NARROWEST)
    lines = text.split("\n")
    return [
        line
        for number, part in enumerate(lines)
        for line in textwrap.wrap(
            part,
            width,
            initial_indent=label if number == 0 else " " * len(label),
            subsequent_indent=" " * len(label),
            break_on_hyphens=False,
        )
        or [""]
    ]

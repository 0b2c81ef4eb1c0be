"""The plain interface: a dialogue line by line, for screen readers, terminals with few features, and pipes.

It is linear: no boxes, no colours, no cursor. The keys are listed once, on the first question, and again on `?`.
"""

import shutil
import textwrap
from collections.abc import Callable, Iterator

from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import MOVE_KEYS
from eurostack_assess.interview.dialogue_state import Mode
from eurostack_assess.interview.page import Page
from eurostack_assess.interview.page_keys import Key

MIN_WIDTH = 20
SCREEN_KEYS = (*MOVE_KEYS, "space")
"""Keys that work on a cursor, which cannot be seen here."""
REPEATED_MODES: tuple[Mode, ...] = ("question", "ending")
"""The modes whose page is not read out again as long as it stays."""


class EndOfInputError(Exception):
    """Nothing more will be typed."""


def converse(conversation: Conversation, read: Callable[[], str], show: Callable[[str], None]) -> None:
    """Lead the conversation until it ends.

    Args:
        conversation: What is led.
        read: Gives the next line, without its end; raises `EndOfInputError` after the last.
        show: Prints a text.
    """
    keys_shown, previous_title, previous_page, told_of = False, "", None, None
    while not conversation.ended:
        page, dialogue = conversation.page, conversation.dialogue
        translate, mode, expects_text = page.translate, dialogue.mode, dialogue.expects_text
        is_repeated = (
            page.title == previous_title if mode in REPEATED_MODES else page == previous_page and not expects_text
        )
        previous_page = page
        is_short = is_repeated or mode in ("note", "bound", "reason")
        status = () if dialogue is told_of else page.status  # what a wrong key left as it was is not said again
        text = [line for said in status for line in _wrap_text(said)] if is_short else _format_page(page)
        keys = () if is_repeated or (keys_shown and mode == "question") else _filter_keys(page.keys)
        hint = _wrap_text(translate(f"interview.plain-{dialogue.step}")) if expects_text else _format_keys(keys)
        show("\n".join([*text, *hint, ""]))
        keys_shown, previous_title = (
            keys_shown or mode == "question",
            page.title if mode in REPEATED_MODES or expects_text else "",
        )
        show(f"{page.prompt or translate('interview.answer-prompt')} ")
        line = _clean_line(read())
        show("\n")
        if expects_text:
            _write_line(conversation, line)
        else:
            key = line.strip().lower() or "enter"
            shows_report = conversation.shows_report(key)
            if key not in SCREEN_KEYS:
                conversation.press(key)
            typed = conversation.dialogue.typed
            is_new = typed == key or typed != dialogue.typed  # not what was refused before this key
            is_typed = typed and is_new and conversation.dialogue.notice is None
            if is_typed or (mode == "services" and key.isdigit() and conversation.dialogue is not dialogue):
                conversation.press("enter")
            if conversation.dialogue is dialogue and not shows_report:
                show("\n".join([*_wrap_text(translate("interview.no-such-key", key=line.strip())), ""]))
                told_of = dialogue


def _write_line(conversation: Conversation, line: str) -> None:
    """An empty line leaves a note as it is and tries the same file again; nobody clears a note by accident."""
    mode = conversation.dialogue.mode
    match mode, line.strip():
        case "note" | "bound", "":
            conversation.press("escape")
        case "note", "-":
            conversation.write("")
        case "reason", "-":
            conversation.press("escape")
        case "unsaved", "q":
            conversation.press("escape")
        case _:
            conversation.write(line)


def _clean_line(line: str) -> str:
    return ACTIVE_CHARACTER.sub(" ", line)


def _format_page(page: Page) -> Iterator[str]:
    yield from _wrap_text(f"{page.place} ({page.progress})")
    yield from _wrap_text(page.title)
    for line in page.lines:
        yield from _wrap_text(line)
    for key in _filter_keys(page.help_keys):
        yield from _wrap_text(f"{key.name}: {key.action}")
    yield ""
    for choice in page.choices:
        if choice.heading:
            yield from _wrap_text(choice.heading)
        mark = "*" if choice.chosen else " "
        yield from _wrap_text(choice.text, f"{mark}{choice.label}. ")
    for line in page.status:
        yield from _wrap_text(line)


def _filter_keys(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    return tuple(key for key in keys if key.face != "screen")


def _format_keys(keys: tuple[Key, ...]) -> list[str]:
    return _wrap_text("; ".join(f"{key.name} {key.action}" for key in keys)) if keys else []


def _wrap_text(text: str, label: str = "") -> list[str]:
    width = max(shutil.get_terminal_size((80, 24)).columns, MIN_WIDTH)
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

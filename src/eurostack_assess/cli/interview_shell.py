"""Runs the interview on a terminal: chooses its interface, reads input, and ends with what to type next."""

import os
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from eurostack_assess.cli.interview_report import SessionReporter
from eurostack_assess.cli.language import name_language
from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.cli.streams import note, screen, show, show_long
from eurostack_assess.cli.ways_on import type_options
from eurostack_assess.errors import INTERRUPTED, SUCCESS, TERMINATED, FileAccessError, Terminated, UsageError, message
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.plain import EndOfInputError, converse
from eurostack_assess.reading.file_kinds import SESSION_SUFFIX

Face = Callable[[Conversation], None]


def hold(dialogue: Dialogue, face: Face, file: SessionFile, folder: Path | None) -> int:
    """Hold the interview; the exit code."""
    reporter = SessionReporter(file, dialogue.interview.framework, screen(), is_drawn=face is full_screen)
    conversation = Conversation(dialogue, file, reporter)
    code = SUCCESS
    try:
        face(conversation)
    except (KeyboardInterrupt, EndOfInputError):
        conversation.interrupt()
        code = INTERRUPTED
    except (Terminated, OSError):  # an OSError of the face: the terminal is gone
        conversation.interrupt()
        code = TERMINATED
    with suppress(OSError):  # the terminal may be gone
        if conversation.dialogue.end == "finished":
            _show_answer(conversation, reporter, face)
            _note_what_is_next(conversation, file, folder)
            return SUCCESS
        _note_how_to_go_on(conversation, file, folder)
        if conversation.all_saved and reporter.is_profile_behind(conversation.dialogue.session):
            behind = file.path.with_name(f"{file.path.name.removesuffix(SESSION_SUFFIX)}.yaml")
            note(conversation.page.translate("assess.profile-behind", file=str(behind)))
    return code if conversation.all_saved else FileAccessError.exit_code


def finish(dialogue: Dialogue, file: SessionFile, folder: Path | None) -> int:
    """Write the profile without an interview, show the answer, and note what to type next."""
    reporter = SessionReporter(file, dialogue.interview.framework, screen(), is_drawn=True)
    conversation = Conversation(dialogue, file, reporter)
    conversation.finish()
    if conversation.dialogue.notice is not None:
        raise FileAccessError(conversation.dialogue.notice)
    show_long(reporter.render_answer(conversation.dialogue.session), conversation.page.translate.language)
    _note_what_is_next(conversation, file, folder)
    return SUCCESS


def _show_answer(conversation: Conversation, reporter: SessionReporter, face: Face) -> None:
    """What stays on the terminal after the full screen; in a pipe the answer, as data; else it was read already."""
    session = conversation.dialogue.session
    if not sys.stdout.isatty():
        show(reporter.render_answer(session))
    elif face is full_screen:
        show(f"{reporter.render_ending(session)}\n")


def _note_what_is_next(conversation: Conversation, file: SessionFile, folder: Path | None) -> None:
    dialogue, translate = conversation.dialogue, conversation.page.translate
    profile = dialogue.ending.file if dialogue.ending else ""
    note(translate("assess.finished", file=profile))
    options = {"--lang": name_language(dialogue.session.language), "--framework": folder}
    interview, again = dialogue.interview, _type_command("assess", str(file.path), *_framework(folder))
    note(translate("assess.next-score", command=_type_command("score", profile, *type_options(options))))
    if others := sum(id_ not in interview.walk for id_ in interview.question_ids):
        note(translate("assess.next-rest", n=others, command=again))
    else:
        note(translate("assess.next-assess", command=again))


def _note_how_to_go_on(conversation: Conversation, file: SessionFile, folder: Path | None) -> None:
    interview = conversation.dialogue.interview
    translate = conversation.page.translate
    if not conversation.all_saved:
        note(translate("assess.stopped-unsaved", file=str(file.path)))
    elif file.path.exists():
        done, number = interview.completed_in_walk, len(interview.walk)
        note(translate("assess.stopped", file=str(file.path), settled=done, asked=number))
        note(translate("assess.go-on", command=_type_command("assess", str(file.path), *_framework(folder))))


def _framework(folder: Path | None) -> tuple[str, ...]:
    return tuple(type_options({"--framework": folder}))


def _type_command(*words: str) -> str:
    """A command as it is typed, quoted for a shell."""
    return shlex.join(["eurostack-assess", *words])


def chosen_face(*, plain: bool) -> Face:
    """Full screen on a terminal that can do it; line by line where asked for.

    Raises:
        UsageError: no terminal, and nobody asked for the plain dialogue.
    """
    if plain or os.environ.get("ACCESSIBLE") or (_on_terminal() and os.environ.get("TERM", "dumb") == "dumb"):
        return lambda conversation: converse(conversation, read_line, _show_prompt)
    if not _on_terminal():
        raise UsageError(message("error.no-terminal"), message("hint.plain"))
    return full_screen


def full_screen(conversation: Conversation) -> None:
    """Lead the conversation on the whole terminal."""
    from eurostack_assess.interview.fullscreen import converse as converse_on_screen

    converse_on_screen(conversation)


def _on_terminal() -> bool:
    """Whether one is read from, printed on, and drawn on: that on standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def read_line() -> str:
    """The next line typed.

    Raises:
        EndOfInputError: nothing more comes.
    """
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EndOfInputError
    return line.rstrip("\n")


def _show_prompt(text: str) -> None:
    if sys.stderr is not None:  # closed by who called us
        sys.stderr.write(text)
        sys.stderr.flush()

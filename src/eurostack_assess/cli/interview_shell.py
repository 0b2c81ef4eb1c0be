"""The interview on a terminal: which face it has, what is typed, how it ends and what to type next."""

import os
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.names import free_name
from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.cli.streams import note, screen, show, write_file
from eurostack_assess.cli.ways_on import list_ways_on, type_options
from eurostack_assess.errors import INTERRUPTED, SUCCESS, TERMINATED, FileAccessError, Terminated, UsageError, message
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.plain import EndOfInputError, converse
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.session import Session
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.file_kinds import SESSION_SUFFIX
from eurostack_assess.subjects.shipped_data import catalogue_for
from eurostack_assess.texts import texts

KIND_OF_DIGIT: dict[str, Kind] = {"1": "organisation", "2": "region"}

Face = Callable[[Conversation], None]


def hold(conversation: Conversation, face: Face, file: SessionFile, folder: Path | None) -> int:
    """Hold the interview; the exit code."""
    code = SUCCESS
    try:
        face(conversation)
    except (KeyboardInterrupt, EndOfInputError):
        conversation.interrupt()
        code = INTERRUPTED
    except Terminated:
        conversation.interrupt()
        code = TERMINATED
    if conversation.dialogue.end == "finished":
        return finish(conversation.dialogue, file, folder)
    with suppress(OSError):  # the terminal may be gone
        _note_how_to_go_on(conversation, file, folder)
    return code if conversation.all_saved else FileAccessError.exit_code


def _note_how_to_go_on(conversation: Conversation, file: SessionFile, folder: Path | None) -> None:
    interview = conversation.dialogue.interview
    translate = conversation.page.translate
    if not conversation.all_saved:
        note(translate("assess.stopped-unsaved", file=str(file.path)))
    elif file.path.exists():
        done, number = interview.completed_count, len(interview.question_ids)
        note(translate("assess.stopped", file=str(file.path), settled=done, asked=number))
        note(translate("assess.go-on", file=_with_framework(file.path, folder)))


def finish(dialogue: Dialogue, file: SessionFile, folder: Path | None) -> int:
    """Write the profile, show the report, and note what to type next."""
    from eurostack_assess.method.assessment import assess
    from eurostack_assess.report.documents.assessment import build_assessment_report
    from eurostack_assess.report.renderers.terminal import render

    interview = dialogue.interview
    path = _write_profile(interview.session, interview.framework, file.path)
    language = interview.session.language
    translate = Conversation(dialogue, file).page.translate
    catalogue = catalogue_for(interview.profile)
    result = assess(interview.framework, interview.profile, tool_version=__version__, catalogue=catalogue)
    ways_on = list_ways_on("score", [path], language, {"--lang": language, "--framework": folder})
    show(render(build_assessment_report(result, language, extent="answer", ways_on=ways_on), screen()))
    note(translate("assess.finished", file=str(path)))
    note(translate("assess.next-score", file=_with_framework(path, folder)))
    note(translate("assess.next-change", session=_with_framework(file.path, folder)))
    return SUCCESS


def _write_profile(session: Session, framework: Framework, session_path: Path) -> Path:
    from eurostack_assess.report.exports.profile import render_profile_file

    path = free_name(session_path.with_name(f"{session_path.name.removesuffix(SESSION_SUFFIX)}.yaml"))
    text = render_profile_file(session.to_profile(), framework, session.language)
    write_file(path, text.encode(), force=False)
    return path


def is_answered() -> bool:
    """Whether somebody is there to type an answer."""
    return sys.stdin.isatty()


def ask_name(language: str) -> str:
    """The name that is typed, asked for until there is one."""
    name = ""
    while not name:
        name = _ask("assess.ask-name", language)
    return name


def ask_kind(language: str) -> Kind:
    """The kind of profile that is typed, asked for until it is one.

    Raises:
        UsageError: nobody is there to ask.
    """
    if not is_answered():
        raise UsageError(message("error.no-kind"), message("hint.kind"))
    while True:
        if kind := KIND_OF_DIGIT.get(_ask("assess.ask-kind", language)):
            return kind


def _ask(question: str, language: str) -> str:
    """What is typed on the line after a question; the end of the input stops, as Ctrl-C does."""
    note(texts(language)(question))
    try:
        return _read_line().strip()
    except EndOfInputError:
        raise KeyboardInterrupt from None


def chosen_face(*, plain: bool) -> Face:
    """Full screen on a terminal that can do it; line by line where asked for.

    Raises:
        UsageError: no terminal, and nobody asked for the plain dialogue.
    """
    if plain or os.environ.get("ACCESSIBLE") or (_on_terminal() and os.environ.get("TERM", "dumb") == "dumb"):
        return lambda conversation: converse(conversation, _read_line, _show_prompt)
    if not _on_terminal():
        raise UsageError(message("error.no-terminal"), message("hint.plain"))
    return _full_screen


def _full_screen(conversation: Conversation) -> None:
    from eurostack_assess.interview.fullscreen import converse as converse_on_screen

    converse_on_screen(conversation)


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _read_line() -> str:
    """The next line typed."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EndOfInputError
    return line.rstrip("\n")


def _show_prompt(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _with_framework(path: Path, folder: Path | None) -> str:
    """A file as it is typed after a command, with the framework that it needs."""
    return shlex.join([str(path), *type_options({"--framework": folder})])

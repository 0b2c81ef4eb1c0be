"""`assess`: the interview, from a name to a profile and its report."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for, shipped_catalogue
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.names import free_name, stem_of
from eurostack_assess.cli.running import Terminated
from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.cli.streams import note, screen, show, write_file
from eurostack_assess.errors import DONE, INTERRUPTED, TERMINATED, CannotReadOrWrite, UsageError, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.interview import Changes, Only, begin, brought_up_to_date, resume
from eurostack_assess.interview.plain import EndOfInput, converse
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.session import Session
from eurostack_assess.reading.answers import read_answers
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import SUFFIX, is_session
from eurostack_assess.texts import texts

KINDS: dict[str, Kind] = {"1": "organisation", "2": "region"}


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    name: str | None
    kind: Kind | None
    lenses: tuple[str, ...]
    layers: tuple[str, ...]
    only: Only | None
    answers: Path | None
    older: Path | None
    """The profile to assess anew."""
    plain: bool
    framework: Path | None
    language: str | None
    """None: as the session was left, else as `cli.language` chooses."""


def assess(asked: Asked, language: str) -> int:
    """Hold the interview, or take over a file of answers; returns the exit code."""
    face = None if asked.answers else _face(plain=asked.plain)
    path = _session_path(asked := _with_a_name(asked, language))
    with SessionFile(path) as file:
        framework, session, changes = _session(asked, file, language)
        answers = read_answers(asked.answers, session.profile, framework) if asked.answers else {}
        interview = resume(framework, session, layers=_known(asked.layers, framework), only=asked.only)
        if interview is None:
            note(texts(language)("assess.nothing-left"))
            return DONE
        dialogue = Dialogue(
            interview,
            file=str(file.path),
            resumed=session.revision > 0,
            changes=changes,
            catalogue=None if asked.only else shipped_catalogue,
        )
        if face is None:
            saved = file.save(interview.taken_over(answers).to_save)
            note(texts(language)("assess.applied", n=len(answers), file=str(asked.answers)))
            return _finish(dialogue.saved(saved, str(file.path)), file, asked.framework)
        return _hold(Conversation(dialogue, file), face, file, asked.framework)


def _hold(
    conversation: Conversation, face: Callable[[Conversation], None], file: SessionFile, folder: Path | None
) -> int:
    code = DONE
    try:
        face(conversation)
    except (KeyboardInterrupt, EndOfInput):
        conversation.interrupt()
        code = INTERRUPTED
    except Terminated:
        conversation.interrupt()
        code = TERMINATED
    if conversation.dialogue.end == "finished":
        return _finish(conversation.dialogue, file, folder)
    with suppress(OSError):  # the terminal may be gone
        _tell_how_to_go_on(conversation, file, folder)
    return code if conversation.all_saved else CannotReadOrWrite.exit_code


def _tell_how_to_go_on(conversation: Conversation, file: SessionFile, folder: Path | None) -> None:
    interview = conversation.dialogue.interview
    say = conversation.page.say
    if not conversation.all_saved:
        note(say("assess.stopped-unsaved", file=str(file.path)))
    elif file.path.exists():
        note(say("assess.stopped", file=str(file.path), settled=interview.settled, asked=len(interview.asked)))
        note(say("assess.go-on", file=_with_framework(file.path, folder)))


def _finish(dialogue: Dialogue, file: SessionFile, folder: Path | None) -> int:
    """The profile, the report, and what to type next."""
    from eurostack_assess.method.assess import assess as assessed
    from eurostack_assess.report.assessment import assessment_report
    from eurostack_assess.report.terminal import render

    interview = dialogue.interview
    path = _write_profile(interview.session, interview.framework, file.path)
    language = interview.session.language
    say = Conversation(dialogue, file).page.say
    catalogue = catalogue_for(interview.profile)
    result = assessed(interview.framework, interview.profile, tool_version=__version__, catalogue=catalogue)
    show(render(assessment_report(result, language), screen()))
    note(say("assess.finished", file=str(path)))
    note(say("assess.next-score", file=_with_framework(path, folder)))
    note(say("assess.next-change", session=_with_framework(file.path, folder)))
    return DONE


def _write_profile(session: Session, framework: Framework, beside: Path) -> Path:
    from eurostack_assess.report.profile_file import profile_file

    path = free_name(beside.with_name(f"{beside.name.removesuffix(SUFFIX)}.yaml"))
    text = profile_file(session.as_profile(), framework, session.language)
    write_file(path, text.encode(), force=False)
    return path


def _session(asked: Asked, file: SessionFile, language: str) -> tuple[Framework, Session, Changes]:
    """The session to go on with, brought up to date, or a new one."""
    session = file.load()
    if session is None:
        if is_session(asked.name or ""):
            raise CannotReadOrWrite(message("error.cannot-read", file=str(file.path), reason=os.strerror(errno.ENOENT)))
        framework, profile = _profile(asked, language)
        return framework, begin(framework, profile, language, __version__), Changes()
    if asked.older is not None:
        raise UsageError(message("error.file-exists", file=str(file.path)))
    framework = chosen_framework(asked.framework, session.framework.id)
    if framework.header.id != session.framework.id:
        names = {"named": session.framework.id, "given": framework.header.id}
        what = message("error.session-of-other-framework", file=str(file.path), **names)
        raise UsageError(what, message("hint.framework-option"))
    if asked.language is not None:
        session = session.model_copy(update={"language": language})
    return framework, *brought_up_to_date(session, framework, __version__)


def _profile(asked: Asked, language: str) -> tuple[Framework, Profile]:
    """The profile to begin with: an older one, or just a name and a kind."""
    if asked.older is not None:
        file = read_profile(asked.older)
        framework = chosen_framework(asked.framework, file.profile.framework)
        older = file.checked_against(framework, catalogue_for(file.profile))
        return framework, older.model_copy(update={"date": today(), "example": False})
    framework = chosen_framework(asked.framework)
    kind = asked.kind or _asked_kind(language)
    name = ACTIVE_CHARACTER.sub(" ", asked.name or "").strip()
    profile = Profile(name=name, kind=kind, date=today(), lenses=_known_lenses(asked.lenses, framework))
    return framework, profile


def _known(layers: tuple[str, ...], framework: Framework) -> tuple[str, ...]:
    for layer in layers:
        if layer not in {part.id for part in framework.parts}:
            known = ", ".join(part.id for part in framework.parts)
            raise UsageError(message("problem.no-such-layer", layer=layer), message("hint.known-layers", layers=known))
    return layers


def _known_lenses(lenses: tuple[str, ...], framework: Framework) -> tuple[str, ...]:
    for lens in lenses:
        if lens not in framework.header.lenses:
            known = ", ".join(framework.header.lenses)
            raise UsageError(message("problem.no-such-lens", lens=lens), message("hint.known-keys", keys=known))
    return lenses


def _with_a_name(asked: Asked, language: str) -> Asked:
    """With the name asked for, where none was given and there is no session to go on with."""
    if asked.name is not None or asked.older is not None or any(Path().glob(f"*{SUFFIX}")):
        return asked
    if not sys.stdin.isatty():
        raise UsageError(message("error.no-session-here"), message("hint.name"))
    name = ""
    while not name:
        name = _typed("assess.ask-name", language)
    return replace(asked, name=name)


def _session_path(asked: Asked) -> Path:
    """The session file of a name, the file named itself, or the only one here."""
    if asked.name is not None:
        return Path(asked.name) if is_session(asked.name) else Path(f"{stem_of(asked.name)}{SUFFIX}")
    if asked.older is not None:
        return Path(f"{asked.older.stem}{SUFFIX}")
    here = sorted(Path().glob(f"*{SUFFIX}"))
    if len(here) == 1:
        return here[0]
    files = ", ".join(path.name for path in here)
    raise UsageError(message("error.several-sessions", files=files), message("hint.name-one"))


def _asked_kind(language: str) -> Kind:
    if not sys.stdin.isatty():
        raise UsageError(message("error.no-kind"), message("hint.kind"))
    while True:
        if kind := KINDS.get(_typed("assess.ask-kind", language)):
            return kind


def _typed(question: str, language: str) -> str:
    """What is typed on the line after a question; the end of the input stops, as Ctrl-C does."""
    note(texts(language)(question))
    try:
        return _line().strip()
    except EndOfInput:
        raise KeyboardInterrupt from None


def _face(*, plain: bool) -> Callable[[Conversation], None]:
    """Full screen on a terminal that can do it; line by line where asked for.

    Raises:
        UsageError: no terminal, and nobody asked for the plain dialogue.
    """
    if plain or os.environ.get("ACCESSIBLE") or (_on_terminal() and os.environ.get("TERM", "dumb") == "dumb"):
        return lambda conversation: converse(conversation, _line, _show)
    if not _on_terminal():
        raise UsageError(message("error.no-terminal"), message("hint.plain"))
    return _full_screen


def _full_screen(conversation: Conversation) -> None:
    from eurostack_assess.interview.fullscreen import converse as converse_on_screen

    converse_on_screen(conversation)


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _line() -> str:
    """The next line typed."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EndOfInput
    return line.rstrip("\n")


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _with_framework(path: Path, folder: Path | None) -> str:
    """A file as it is typed after a command, with the framework that it needs."""
    return _quoted(path) if folder is None else f"{_quoted(path)} --framework {_quoted(folder)}"


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))

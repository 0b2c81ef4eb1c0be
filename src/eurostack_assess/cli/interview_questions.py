"""Asks what is needed before an interview begins, on one line each: a name, a kind, which session to continue."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from eurostack_assess.cli.interview_shell import read_line
from eurostack_assess.cli.streams import note
from eurostack_assess.errors import AssessmentError, UsageError, message
from eurostack_assess.inert import readable_line
from eurostack_assess.interview.plain import EndOfInputError
from eurostack_assess.method.sessions import get_questions
from eurostack_assess.model.estimates import estimate_minutes
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.session import Session
from eurostack_assess.model.vocabulary import KINDS, Kind
from eurostack_assess.reading.session import read_session
from eurostack_assess.texts import languages, texts

LEAVE = "q"
NEW = 0
"""The number of an interview that is in no session yet."""


def is_answered() -> bool:
    """Whether somebody is there to type an answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_name(language: str) -> str:
    """The name that is typed, asked for until there is one."""
    name = ""
    while not name:
        name = _ask(texts(language)("assess.ask-name"))
    return name


def ask_kind(language: str) -> Kind:
    """The kind of profile that is typed, by its number or in words, asked for until it is one.

    Raises:
        UsageError: nobody is there to ask.
    """
    if not is_answered():
        raise UsageError(message("error.no-kind"), message("hint.kind"))
    translate = texts(language)
    question = translate("assess.ask-kind")
    while True:
        typed = _ask(question)
        if kind := _find_kind(typed):
            return kind
        question = translate("assess.ask-kind-again", typed=typed) if typed else translate("assess.ask-kind")


def _find_kind(typed: str) -> Kind | None:
    """The kind that a word is for, in any language; by its first letters too."""
    wanted = typed.casefold()
    for number, kind in enumerate(KINDS, 1):
        words = [word for language in languages() for word in texts(language)(f"assess.words-{kind}").split()]
        if wanted and (wanted == str(number) or any(word.startswith(wanted) for word in words)):
            return kind
    return None


def ask_session(sessions: Sequence[Path], language: str) -> Path | None:
    """The session that is chosen of several by its number; None for a new one."""
    translate = texts(language)
    note(translate("assess.which-session"))
    for number, path in enumerate(sessions, 1):
        note(f"{number:>3}  {_describe_session(path, language)}")
    note(f"{NEW:>3}  {translate('assess.new-session')}")
    number = ask_choice(translate("assess.ask-number", most=len(sessions)), len(sessions), least=0)
    return sessions[number - 1] if number else None


def ask_scan(framework: Framework, session: Session, language: str) -> str | None:
    """The scan that is chosen before all questions; None where there is none, or all questions are chosen."""
    kind, translate = session.profile.kind, texts(language)
    scans = {id_: scan for id_, scan in framework.header.scans.items() if scan.kind == kind}
    if not scans:
        return None
    number = len(get_questions(framework, session.profile))
    note(translate("assess.which-questions"))
    note(f"  1  {translate('assess.all-questions', n=number, minutes=estimate_minutes(number))}")
    for place, scan in enumerate(scans.values(), 2):
        name, asked = scan.name.in_language(language), len(scan.questions)
        note(f"{place:>3}  {translate('assess.scan-questions', scan=name, n=asked, minutes=estimate_minutes(asked))}")
    chosen = ask_choice(translate("assess.ask-questions", most=len(scans) + 1), len(scans) + 1)
    return None if chosen == 1 else tuple(scans)[chosen - 2]


def ask_choice(question: str, most: int, *, least: int = 1) -> int:
    """The number that is typed after a question, asked for until it is one of those from `least` to `most`."""
    while True:
        typed = _ask(question)
        if typed.isascii() and typed.isdigit() and least <= int(typed[:4]) <= most:
            return int(typed[:4])


def _describe_session(path: Path, language: str) -> str:
    """Whom a session is about, how far it has come and when it was last saved."""
    translate = texts(language)
    try:
        session, _ = read_session(path)
    except AssessmentError:
        return translate("assess.unreadable-session", file=path.name)
    answered = sum(entry.state != "unasked" for entry in session.entries.values())
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    name, day = readable_line(session.profile.name), translate.day(saved)
    return translate("assess.session", name=name, file=path.name, n=answered, date=day)


def _ask(question: str) -> str:
    """What is typed on the line after a question; the end of the input stops, as Ctrl-C does.

    Raises:
        typer.Exit: `q` was typed: leave, with nothing done.
    """
    note(question)
    try:
        typed = read_line().strip()
    except EndOfInputError:
        raise KeyboardInterrupt from None
    if typed == LEAVE:
        raise typer.Exit
    return typed

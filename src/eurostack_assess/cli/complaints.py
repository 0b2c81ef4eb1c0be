"""Errors in words: one message on standard error, with its place, a code frame and the way out."""

import sys
import traceback
from collections.abc import Iterator

from eurostack_assess.cli.language import choose
from eurostack_assess.errors import (
    MOST_PROBLEMS_FOUND,
    MOST_PROBLEMS_SHOWN,
    AssessmentError,
    InvalidInput,
    Message,
    message,
)
from eurostack_assess.inert import inert
from eurostack_assess.report.frames import frame, hinted
from eurostack_assess.texts import Texts, texts


def language_of(words: list[str]) -> str:
    """The language to complain in, also when the words typed cannot be taken."""
    named = next((words[at + 1] for at, word in enumerate(words[:-1]) if word == "--lang"), None)
    named = next((word.removeprefix("--lang=") for word in words if word.startswith("--lang=")), named)
    return choose(named, strict=False)


def tell(error: AssessmentError, language: str) -> None:
    """Print the error."""
    say = texts(language)
    if isinstance(error, InvalidInput):
        _print(*_problems(error, say))
    else:
        _print(*_headed(error.what, say), *hinted(error.hint, say))


def tell_line(what: Message, language: str) -> None:
    """Print one line without a heading."""
    _print(texts(language).message(what))


def tell_bug(error: Exception, language: str) -> None:
    """Print that this is our fault, and how to find out more."""
    say = texts(language)
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} ({last.name}:{last.lineno})"
    _print(*_headed(message("error.our-bug", what=what), say), *hinted(message("hint.debug"), say))


def tell_usage(error: Exception) -> None:
    """Print what is wrong with the words typed; like `--help`, in English."""
    context = getattr(error, "ctx", None)
    usage = [context.get_usage(), f"Try '{context.command_path} --help' for help.", ""] if context else []
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    _print(*usage, f"error: {said}")


def _print(*lines: str) -> None:
    if sys.stderr is not None:
        print(*(inert(line) for line in lines), sep="\n", file=sys.stderr)  # noqa: T201 - errors are told here


def _headed(what: Message, say: Texts) -> Iterator[str]:
    yield f"{say('error.prefix')}[{what.key.partition('.')[2]}]: {say.message(what)}"


def _problems(error: InvalidInput, say: Texts) -> Iterator[str]:
    for problem in error.problems[:MOST_PROBLEMS_SHOWN]:
        yield from _headed(problem.message, say)
        yield from frame(problem.place, problem.hint, say)
    more = len(error.problems) - MOST_PROBLEMS_SHOWN
    if len(error.problems) >= MOST_PROBLEMS_FOUND:
        yield say("error.many-more-problems", n=more)
    elif more > 0:
        yield say("error.more-problems", n=more)

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
    Place,
    Problem,
    message,
)
from eurostack_assess.inert import inert
from eurostack_assess.texts import Texts, texts

FRAME_WIDTH = 72
CONTEXT_BEFORE = 24
"""Characters of a long line that are shown before the place."""


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
        _print(*_headed(error.what, say), *_hint(error.hint, say))


def tell_line(what: Message, language: str) -> None:
    """Print one line without a heading."""
    _print(texts(language).message(what))


def tell_bug(error: Exception, language: str) -> None:
    """Print that this is our fault, and how to find out more."""
    say = texts(language)
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} ({last.name}:{last.lineno})"
    _print(*_headed(message("error.our-bug", what=what), say), *_hint(message("hint.debug"), say))


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


def _hint(hint: Message | None, say: Texts, indent: str = "") -> Iterator[str]:
    if hint is not None:
        yield f"{indent}= {say('error.hint-prefix')}: {say.message(hint)}"


def _problems(error: InvalidInput, say: Texts) -> Iterator[str]:
    for problem in error.problems[:MOST_PROBLEMS_SHOWN]:
        yield from _headed(problem.message, say)
        yield from _frame(problem, say)
    more = len(error.problems) - MOST_PROBLEMS_SHOWN
    if len(error.problems) >= MOST_PROBLEMS_FOUND:
        yield say("error.many-more-problems", n=more)
    elif more > 0:
        yield say("error.more-problems", n=more)


def _frame(problem: Problem, say: Texts) -> Iterator[str]:
    place = problem.place
    gutter = " " * len(str(place.line))
    yield f"{gutter}--> {place.file}:{place.line}:{place.column}"
    if place.source_line.strip():
        line, before, marked = _window(place)
        yield f"{gutter} |"
        yield f"{place.line} | {line}"
        yield f"{gutter} | {' ' * before}{'^' * marked}"
    yield from _hint(problem.hint, say, f"{gutter} ")


def _window(place: Place) -> tuple[str, int, int]:
    """The part of the line that is shown, the width before the mark, and the width of the mark."""
    from rich.cells import cell_len

    start = max(place.column - 1 - CONTEXT_BEFORE, 0) if len(place.source_line) > FRAME_WIDTH else 0
    shown = place.source_line[start : start + FRAME_WIDTH]
    lead, trail = ("…" if start else ""), ("…" if start + FRAME_WIDTH < len(place.source_line) else "")
    at = place.column - 1 - start
    before = cell_len(inert(shown[:at])) + len(lead)
    marked = cell_len(inert(shown[at : at + place.length])) or 1
    return f"{lead}{inert(shown)}{trail}", before, marked

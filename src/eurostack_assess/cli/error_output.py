"""Prints errors: one message on standard error, with its place, a code frame and a hint."""

import sys
import traceback
from collections.abc import Iterable, Iterator

from eurostack_assess.cli.language import choose, split_language
from eurostack_assess.errors import (
    MAX_PROBLEMS_FOUND,
    MAX_PROBLEMS_SHOWN,
    AssessmentError,
    InvalidInputError,
    Message,
    Problem,
    message,
)
from eurostack_assess.inert import escape_active
from eurostack_assess.report.renderers.code_frame import format_code_frame, format_hint
from eurostack_assess.texts import Texts, texts


def language_of(words: list[str]) -> str:
    """The language to complain in, also when the words typed cannot be taken."""
    named, _ = split_language(words)
    return choose(named, strict=False)


def print_error(error: AssessmentError, language: str) -> None:
    """Print the error."""
    translate = texts(language)
    if isinstance(error, InvalidInputError):
        _print(*_problems(error, translate))
    else:
        _print(*_headed(error.message, translate), *format_hint(error.hint, translate))


def print_doubts(doubts: Iterable[Problem], translate: Texts) -> None:
    """Print what a person should look at again, though it is no error, in a line each."""
    for doubt in doubts:
        code = doubt.message.key.partition(".")[2]
        file, line, column, *_ = doubt.place
        where = f"{file}:{line}:{column}"
        _print(f"{translate('doubt.prefix')}[{code}]: {where}: {translate.message(doubt.message)}")


def print_line(what: Message, language: str) -> None:
    """Print one line without a heading."""
    _print(texts(language).message(what))


def print_internal_error(error: Exception, language: str) -> None:
    """Print that this is our fault, and how to find out more."""
    translate = texts(language)
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} ({last.name}:{last.lineno})"
    _print(*_headed(message("error.our-bug", what=what), translate), *format_hint(message("hint.debug"), translate))


def print_usage_error(error: Exception, words: list[str]) -> None:
    """Print what is wrong with the words typed, in the language of `--help`."""
    from eurostack_assess.cli.help_words import HelpWords

    language = language_of(words)
    help_words = HelpWords(language)
    context = getattr(error, "ctx", None)
    way_out = help_words.error(f"Try '{context.command_path} --help' for help.") if context else ""
    usage = [context.get_usage(), way_out, ""] if context else []
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    _print(*usage, f"{texts(language)('error.prefix')}: {help_words.error(said)}")


def _print(*lines: str) -> None:
    if sys.stderr is not None:
        print(*(escape_active(line) for line in lines), sep="\n", file=sys.stderr)  # noqa: T201 - errors are told here


def _headed(what: Message, translate: Texts) -> Iterator[str]:
    yield f"{translate('error.prefix')}[{what.key.partition('.')[2]}]: {translate.message(what)}"


def _problems(error: InvalidInputError, translate: Texts) -> Iterator[str]:
    for problem in error.problems[:MAX_PROBLEMS_SHOWN]:
        yield from _headed(problem.message, translate)
        yield from format_code_frame(problem.place, problem.hint, translate)
    more = len(error.problems) - MAX_PROBLEMS_SHOWN
    if len(error.problems) >= MAX_PROBLEMS_FOUND:
        yield translate("error.many-more-problems", n=more)
    elif more > 0:
        yield translate("error.more-problems", n=more)

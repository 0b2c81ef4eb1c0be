"""Errors that are shown to the user, with their exit codes.

    AssessmentError
    ├── UsageError          2   the command was used with something that it does not accept
    ├── InvalidInputError   3   a file is not what it should be: one or more problems, each with its place
    ├── FileAccessError     4   a file, folder or stream cannot be read, written or printed to
    └── FileInUseError      5   another process has a file open, or has changed it

A message is a key of the `texts` catalogue with its values, so that it can be shown in any language; the key is also
the code of the problem. This module imports nothing but light modules of the standard library.
"""

import errno
import os
from collections.abc import Iterable
from typing import NamedTuple

SUCCESS = 0
GATE_NOT_MET = 1
CATALOGUE_NOT_SOUND = 1
INTERRUPTED = 130
TERMINATED = 143
INTERNAL_ERROR = 70

MAX_PROBLEMS_SHOWN = 20
MAX_PROBLEMS_FOUND = 200
"""Where looking for further problems in one file ends."""


class Message(NamedTuple):
    """A sentence for the user, not yet in a language."""

    key: str
    """Entry of the texts catalogue, for instance `problem.duplicate-key`."""
    values: dict[str, object] = {}  # noqa: RUF012 - a NamedTuple's default is never changed
    """What the sentence's placeholders stand for: str, int, float or another Message."""


def message(key: str, /, **values: object) -> Message:
    """A message with its values by name."""
    return Message(key, values)


TRANSLATED_OS_ERRORS = (
    "ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS", "ENAMETOOLONG", "EBADF", "EIO",
    "EPIPE", "ELOOP", "EMFILE", "EINVAL", "EFBIG", "EDQUOT",
)  # fmt: skip
"""Errors of the operating system that have a sentence in every language, by name."""


def describe_os_error(error: Exception | int) -> Message | str:
    """Why the operating system did not allow something, from its error or the number of one.

    In the language of the user where the error is one of `TRANSLATED_OS_ERRORS`, else as the system words it.
    """
    number = error if isinstance(error, int) else getattr(error, "errno", None)
    name = errno.errorcode.get(number or 0)
    if name in TRANSLATED_OS_ERRORS:
        return message(f"os-error.{name}")
    return os.strerror(error) if isinstance(error, int) else getattr(error, "strerror", None) or str(error)


class Place(NamedTuple):
    """Where in a file something stands. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    length: int = 1
    source_line: str = ""
    """The whole line, without its end: for the code frame."""


class Problem(NamedTuple):
    """One thing that is wrong in one place, and the way out."""

    message: Message
    place: Place
    hint: Message | None = None


class AssessmentError(Exception):
    """Shown to the user as one message, without traceback. Raised as one of those below."""

    exit_code: int

    def __init__(self, error_message: Message, hint: Message | None = None) -> None:
        super().__init__(error_message.key)
        self.message = error_message
        self.hint = hint


class UsageError(AssessmentError):
    """Wrong usage of the command."""

    exit_code = 2


class InvalidInputError(AssessmentError):
    """One or more files that cannot be used as they are: every problem found, in the order of the files' lines."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place[:3]))
        super().__init__(message("error.invalid-input", problems=len(self.problems)))


class FileAccessError(AssessmentError):
    """A file, folder or stream that cannot be read, written or printed to."""

    exit_code = 4


class FileInUseError(AssessmentError):
    """A file that another process has open, or changed since it was read here."""

    exit_code = 5


class Terminated(BaseException):
    """The process was asked to stop; raised so that what must be cleaned up is."""

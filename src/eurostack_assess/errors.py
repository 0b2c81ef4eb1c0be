"""What can go wrong for a user, with its exit code.

    AssessmentError
    ├── UsageError          2   the command was given something it does not take
    ├── InvalidInputError   3   a file is not what it should be: one or more problems, each with its place
    ├── FileAccessError     4   the file, folder or stream does not answer
    └── FileInUseError      5   a file that is in use elsewhere, or was changed there

A message is a key of the `texts` catalogue with its values, so that it can be told in any language; the key is also the
code by which the problem is known. Nothing here imports more than the standard library's lightest modules.
"""

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

"""Recognises files by name, and refuses a file that is not of the expected kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from eurostack_assess.errors import InvalidInputError

FileKind = Literal[
    "bill",
    "table",
    "spreadsheet",
    "dora",
    "survey",
    "register",
    "document",
    "answers",
    "workshop",
    "session",
    "result",
    "profile",
]
"""What files of ours and of others are."""

SESSION_SUFFIX = ".session.json"
WORKSHOP_SUFFIX = ".workshop.json"


def is_session(path: Path | str) -> bool:
    """Whether a file is called what sessions are called."""
    return str(path).endswith(SESSION_SUFFIX)


def is_workshop(path: Path | str) -> bool:
    """Whether a file is called what all votes of a workshop are called."""
    return str(path).lower().endswith(WORKSHOP_SUFFIX)


def is_result(path: Path | str) -> bool:
    """Whether a file is called what results are called."""
    return str(path).lower().endswith(".json") and not is_session(path)


@contextmanager
def name_other_kinds(path: Path | str, *expected: FileKind) -> Iterator[None]:
    """Where a file cannot be read because it is of another kind than is read here, say so instead.

    Raises:
        InvalidInputError: in the place of any other one, with the command that reads such a file.
    """
    try:
        yield
    except InvalidInputError:
        from eurostack_assess.reading.kind_recognition import explain_kind

        if problem := explain_kind(path, *expected):
            raise InvalidInputError([problem]) from None
        raise

"""Reads bytes as checked text: regular files of limited size, in UTF-8, without active characters."""

import codecs
import errno
import hashlib
import os
import re
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from eurostack_assess.errors import (
    MAX_PROBLEMS_SHOWN,
    FileAccessError,
    InvalidInputError,
    Message,
    Place,
    Problem,
    describe_os_error,
    message,
)
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.reading.inputs import remember_input

MEBIBYTE = 1 << 20
QUESTIONNAIRE_LIMIT = MEBIBYTE
PROFILE_LIMIT = 5 * MEBIBYTE

STDIN = "-"

_REFUSED_CHARACTER = re.compile(f"\t|{ACTIVE_CHARACTER.pattern}")
_SURROGATE_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_WIDE_ENCODINGS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True)
class SourceText:
    """The text of one file, with LF line ends and no byte order mark."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """A place in this file; line and column count from 1."""
        source_line = self.lines[line - 1] if line <= len(self.lines) else ""
        return Place(self.name, line, column=column, length=length, source_line=source_line)

    def get_line_and_column(self, offset: int) -> tuple[int, int]:
        """Where the character with this offset stands."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def refuse(self, line: int, column: int, what: Message, hint: Message | None = None) -> InvalidInputError:
        """The error that this file cannot be used because of one thing in one place."""
        return InvalidInputError([Problem(what, self.place(line, column), hint)])


def read_source(path: Path | str, limit: int, *, tabs: bool = False, marked: bool = False) -> SourceText:
    """Read a file, or standard input for `-`.

    Args:
        path: The file.
        limit: The most bytes that it may have.
        tabs: Whether it may have tabs, as other programs write them.
        marked: Whether it may be UTF-16 or UTF-32 that begins with its mark, as other programs write it.

    Raises:
        FileAccessError: not there, not allowed, or not a regular file.
        InvalidInputError: larger than `limit` bytes, not UTF-8, or holding a character that acts instead of being read.
    """
    name = "<stdin>" if str(path) == STDIN else str(path)
    return decode_source(name, read_bytes(path, limit), limit, tabs=tabs, marked=marked)


def decode_source(name: str, data: bytes, limit: int, *, tabs: bool = False, marked: bool = False) -> SourceText:
    """Bytes as a source, or `InvalidInputError` with the place of what is wrong with them."""
    if len(data) > limit:
        size = message("problem.too-large", mebibytes=limit // MEBIBYTE)
        raise InvalidInputError([Problem(size, Place(name, 1, 1))])
    wide = next((encoding for mark, encoding in _WIDE_ENCODINGS.items() if data.startswith(mark)), None)
    if wide and marked:
        with suppress(UnicodeDecodeError):
            data, wide = data.decode(wide).encode(), None
    if wide:
        raise InvalidInputError([Problem(message("problem.not-utf8"), Place(name, 1, 1), message("hint.save-as-utf8"))])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        valid_part = SourceText(name, data[: error.start].decode("utf-8"))
        raise valid_part.refuse(
            len(valid_part.lines),
            len(valid_part.lines[-1]) + 1,
            message("problem.not-utf8"),
            message("hint.save-as-utf8"),
        ) from None
    return _refuse_active_characters(
        SourceText(name, text.replace("\r\n", "\n")), ACTIVE_CHARACTER if tabs else _REFUSED_CHARACTER
    )


def read_bytes(path: Path | str, limit: int) -> bytes:
    """A file's bytes, or those of standard input for `-`; one more than the limit of a file that is larger.

    Raises:
        FileAccessError: not there, not allowed, or not a regular file.
    """
    name = "<stdin>" if str(path) == STDIN else str(path)
    try:
        if str(path) == STDIN:
            if sys.stdin is None:  # closed by who called us
                raise FileAccessError(message("error.cannot-read", file=name, reason=describe_os_error(errno.EBADF)))
            return sys.stdin.buffer.read(limit + 1)
        # non-blocking, so that a named pipe without a writer is refused below instead of waited for
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileAccessError(message("error.not-a-file", file=name))
            remember_input(os.fstat(descriptor))
            return file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise FileAccessError(message("error.cannot-read", file=name, reason=describe_os_error(error))) from None


def _refuse_active_characters(source: SourceText, refused: re.Pattern[str]) -> SourceText:
    if source.text.replace(
        "\n", " "
    ).isprintable():  # no character that acts is printable, and this looks them up at once
        return source
    problems = [
        Problem(_explain_refusal(match[0]), source.place(*source.get_line_and_column(match.start())))
        for match in islice(refused.finditer(source.text), MAX_PROBLEMS_SHOWN + 1)
    ]
    if problems:
        raise InvalidInputError(problems)
    return source


def _explain_refusal(character: str) -> Message:
    if character == "\t":
        return message("problem.tab")
    if character == "\r":
        return message("problem.lone-cr")
    return message("problem.active-character", code=f"U+{ord(character):04X}")


def join_surrogate_pairs(source: SourceText) -> SourceText:
    """JSON is YAML, but for characters beyond U+FFFF that it may spell as two halves."""

    def join(match: re.Match[str]) -> str:
        high, low = int(match[1], 16), int(match[2], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return SourceText(source.name, _SURROGATE_PAIR.sub(join, source.text))

"""Detects how a text file with a table was written: its encoding, its delimiter, and where its rows begin."""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple

from eurostack_assess.errors import Message, message
from eurostack_assess.reading.source import SourceText

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 50
SAMPLE_CHARACTERS = 1 << 16

WINDOWS_1252 = "cp1252"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

KnownTitle = Callable[[str], bool]
"""Whether a cell is the title of a column that is known."""


class DecodedText(NamedTuple):
    """A file's text, with LF line ends."""

    source: SourceText
    notes: tuple[Message, ...]
    """What a reader should know of how it was read."""


class CsvStart(NamedTuple):
    """Where the rows of a file begin, and what stands between their columns."""

    delimiter: str
    skipped_lines: int
    """Before the first row: 1 where a line says what the delimiter is."""


def is_encoding(name: str) -> bool:
    """Whether this is the name of a set of letters that can be read."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def decode_table(name: str, data: bytes, encoding: str | None = None) -> DecodedText:
    """The text of a table: in the letters that are named, that its mark names, or else UTF-8 or Windows-1252.

    Raises:
        InvalidInputError: it is in other letters, or is no text.
    """
    blank = SourceText(name, "")
    marked = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), None)
    tries = (encoding,) if encoding else (marked,) if marked else ("utf-8-sig", WINDOWS_1252)
    for codec in tries:
        try:
            text = data.decode(codec).removeprefix("\ufeff")
        except (UnicodeDecodeError, UnicodeError):
            continue
        if "\0" in text:
            break
        notes = (message("import.windows-1252", file=name),) if codec == WINDOWS_1252 and not encoding else ()
        return DecodedText(SourceText(name, text.replace("\r\n", "\n").replace("\r", "\n")), notes)
    if encoding:
        raise blank.refuse(1, 1, message("problem.not-in-encoding", encoding=encoding))
    raise blank.refuse(1, 1, message("problem.not-utf8"), message("hint.save-as-utf8"))


def find_csv_start(text: str, is_known: KnownTitle, delimiter: str | None = None) -> CsvStart:
    """What stands between the columns: as the file says in its first line (`sep=;`), or by its first rows.

    Of what could stand there, it is what makes the most known titles, then the most rows of equal width, then the
    widest.
    """
    first = text.partition("\n")[0]
    said = first.strip().strip('"')
    if said[:4].casefold() == "sep=" and len(said) == len("sep=x"):
        return CsvStart(delimiter or said[-1], 1)
    if first.strip().casefold() in ("sep=", '"sep="') and first.rstrip(" \r").endswith("\t"):
        return CsvStart(delimiter or "\t", 1)
    return CsvStart(delimiter or max(DELIMITERS, key=lambda one: _rate(text[:SAMPLE_CHARACTERS], one, is_known)), 0)


def _rate(text: str, delimiter: str, is_known: KnownTitle) -> tuple[int, int, int, int]:
    rows = [cells for cells in _read_sample(text, delimiter) if any(cell.strip() for cell in cells)]
    known = max((sum(map(is_known, cells)) for cells in rows), default=0)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    width, even = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return known, even, width, text.partition("\n")[0].count(delimiter)


def _read_sample(text: str, delimiter: str) -> Iterator[list[str]]:
    return islice(csv.reader(StringIO(text), delimiter=delimiter), SAMPLE_ROWS)

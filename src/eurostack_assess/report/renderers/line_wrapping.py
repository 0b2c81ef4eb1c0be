"""Wraps toned text to a number of columns: between words, or within a word that is wider than a line."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from eurostack_assess.report.document import Tone

Line = list[tuple[str, Tone]]
"""A line, or a text that is not yet broken into lines: pieces of text, each with its tone."""

_WORD = re.compile(r"\s*\S+\s*")
"""A word with the space behind it; the first of a text with the space before it too."""


def line_width(line: Line) -> int:
    """The columns that it takes on a terminal: two for a wide character, none for a combining one."""
    return sum(cell_len(text) for text, _ in line)


def wrap(text: Line, width: int) -> list[Line]:
    """The text on lines of at most so many columns."""
    plain = "".join(piece for piece, _ in text)
    if cell_len(plain) <= width:
        return [text]
    ends = [*_find_breaks(plain, width), len(plain)]
    return [_cut(text, start, _trim(plain, start, end, width)) for start, end in zip([0, *ends], ends, strict=False)]


def strip_end(line: Line) -> Line:
    """The line without space at its end."""
    if not line or not line[-1][0][-1:].isspace():
        return line
    text, tone = line[-1]
    stripped = text.rstrip()
    return [*line[:-1], (stripped, tone)] if stripped else strip_end(line[:-1])


def _find_breaks(plain: str, width: int) -> Iterator[int]:
    """Where each further line begins."""
    used = 0
    for found in _WORD.finditer(plain):
        word, start = found[0], found.start()
        length = cell_len(word.rstrip())
        if length <= width - used:
            used += cell_len(word)
        elif length > width:
            *parts, last = chop_cells(word, width)
            for part in (*parts, last):
                if start:
                    yield start
                start += len(part)
            used = cell_len(last)
        else:
            if used and start:
                yield start
            used = cell_len(word)


def _trim(plain: str, start: int, end: int, width: int) -> int:
    """Where the line ends if it has no space beyond its width."""
    while end > start and plain[end - 1].isspace() and cell_len(plain[start:end]) > width:
        end -= 1
    return end


def _cut(text: Line, start: int, end: int) -> Line:
    """The part of a text between two places."""
    cut: Line = []
    place = 0
    for piece, tone in text:
        part = piece[max(start - place, 0) : max(end - place, 0)]
        if part:
            cut.append((part, tone))
        place += len(piece)
    return cut

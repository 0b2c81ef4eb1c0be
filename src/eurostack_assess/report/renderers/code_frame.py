"""A place in a file as a code frame: file, line and column, the line itself, a mark below it, and the hint."""

from collections.abc import Iterator

from eurostack_assess.errors import Message, Place
from eurostack_assess.inert import escape_active
from eurostack_assess.texts import Texts

FRAME_WIDTH = 72
CONTEXT_BEFORE = 24
"""Characters of a long line that are shown before the place."""


def format_hint(hint: Message | None, translate: Texts, indent: str = "") -> Iterator[str]:
    """The way out as a line; none where there is none."""
    if hint is not None:
        yield f"{indent}= {translate('error.hint-prefix')}: {translate.message(hint)}"


def format_code_frame(place: Place, hint: Message | None, translate: Texts) -> Iterator[str]:
    """The lines of the frame."""
    gutter = " " * len(str(place.line))
    yield f"{gutter}--> {place.file}:{place.line}:{place.column}"
    if place.source_line.strip():
        line, before, mark_width = _window(place)
        yield f"{gutter} |"
        yield f"{place.line} | {line}"
        yield f"{gutter} | {' ' * before}{'^' * mark_width}"
    yield from format_hint(hint, translate, f"{gutter} ")


def _window(place: Place) -> tuple[str, int, int]:
    """The part of the line that is shown, the width before the mark, and the width of the mark."""
    from rich.cells import cell_len

    start = max(place.column - 1 - CONTEXT_BEFORE, 0) if len(place.source_line) > FRAME_WIDTH else 0
    shown = place.source_line[start : start + FRAME_WIDTH]
    lead, trail = ("…" if start else ""), ("…" if start + FRAME_WIDTH < len(place.source_line) else "")
    offset = place.column - 1 - start
    before = cell_len(escape_active(shown[:offset])) + len(lead)
    mark_width = cell_len(escape_active(shown[offset : offset + place.length])) or 1
    return f"{lead}{escape_active(shown)}{trail}", before, mark_width

"""A document as text for a terminal, a pipe or a file.

Without colour the text holds no escape sequence; the words alone then carry what tones express.
"""

from eurostack_assess.report.document import Figure, Heading, ReportDocument, TextBlock, Tone
from eurostack_assess.report.renderers.glyphs import ASCII, UNDRAWN, UNICODE
from eurostack_assess.report.renderers.line_wrapping import Line
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal_blocks import MIN_WIDTH, render_block

CODES: dict[Tone, str] = {"plain": "", "strong": "1", "muted": "2", "good": "1;32", "bad": "1;33"}
"""Of ECMA-48, which terminals follow: 1 is bold, 2 faint, 32 green and 33 yellow."""

_PLAIN_MARKS = str.maketrans(
    dict(zip("–—‘’“”≥≤·×−", ("-", "-", "'", "'", '"', '"', ">=", "<=", "|", "x", "-"), strict=True)) | {"…": "..."}
)
"""Marks in our own sentences, for a screen that shows ASCII only; letters of names stay as they are."""


def render(document: ReportDocument, screen: Screen) -> str:
    """The document as text; each line at most `screen.width` columns wide unless one word is wider."""
    glyphs = (UNICODE if screen.unicode else ASCII) if screen.drawn else UNDRAWN
    width = max(screen.width, MIN_WIDTH)
    lines: list[Line] = []
    if document.front is not None:
        from eurostack_assess.report.renderers.terminal_front import fit_front

        lines += fit_front(document.front, screen, glyphs)
    blocks = [block for block in document.blocks if not isinstance(block, Figure)]
    for index, block in enumerate(blocks):
        if lines and (not index or not _is_subheading(blocks[index - 1])):
            lines.append([])
        lines += render_block(block, screen, width, glyphs)
    text = "".join(f"{_encode(line, colour=screen.colour).rstrip()}\n" for line in lines)
    return text if screen.unicode else text.translate(_PLAIN_MARKS)


def _encode(line: Line, *, colour: bool) -> str:
    if not colour:
        return "".join(text for text, _ in line)
    return "".join(f"\x1b[{CODES[tone]}m{text}\x1b[0m" if text and CODES[tone] else text for text, tone in line)


def _is_subheading(previous: TextBlock) -> bool:
    return isinstance(previous, Heading) and previous.level > 1

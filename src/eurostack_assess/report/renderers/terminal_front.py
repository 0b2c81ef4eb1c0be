"""The first page on a terminal: at most `MAX_LINES` lines of `MAX_WIDTH` columns, whatever the texts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.document import (
    Front,
    FrontSection,
    Listing,
    Stack,
    StackRow,
    TextBlock,
    Tone,
    WayOn,
)
from eurostack_assess.report.renderers.glyphs import BAR_CELLS, Glyphs, draw_bar, draw_parties, draw_scale
from eurostack_assess.report.renderers.line_wrapping import Line, line_width, wrap
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal_blocks import MIN_WIDTH, render_block, to_line

MAX_LINES = 48
"""Lines of the answer."""
MAX_WIDTH = 80
NUMBERS_FROM = 60
"""Below this width, numbers are placed under the name of their layer."""
SENTENCE_INDENT = 2
SIGN_TONES: dict[str, Tone] = {"strong": "good", "attention": "bad", "first": "strong", "second": "strong"}


def fit_front(front: Front, screen: Screen, glyphs: Glyphs) -> list[Line]:
    """The lines of the page; what the annexes repeat is left out until the lines are few enough."""
    lines = list(_render_front(front, screen, glyphs))
    for give_way in GIVE_WAY:
        if len(lines) <= MAX_LINES:
            return lines
        front = give_way(front)
        lines = list(_render_front(front, screen, glyphs))
    return lines


def _change_sections(front: Front, change: Callable[[FrontSection], FrontSection | None]) -> Front:
    return replace(front, sections=tuple(changed for section in front.sections if (changed := change(section))))


def _leave_out_repeated(front: Front) -> Front:
    return _change_sections(front, lambda section: None if section.gives_way else section)


def _drop_details(front: Front) -> Front:
    """Leave out the details of entries in sections of half the width."""

    def without_details(block: TextBlock) -> TextBlock:
        if not isinstance(block, Listing):
            return block
        return replace(block, entries=tuple(replace(entry, details=()) for entry in block.entries))

    def change(section: FrontSection) -> FrontSection:
        return replace(section, blocks=tuple(map(without_details, section.blocks))) if section.is_half else section

    return _change_sections(front, change)


def _drop_last_entry(front: Front) -> Front:
    """Of the last list that may become shorter."""
    for place in reversed(range(len(front.sections))):
        section = front.sections[place]
        if any(isinstance(block, Listing) and len(block.entries) > section.keeps for block in section.blocks):
            shorter = replace(section, blocks=tuple(_shorten(block, section.keeps) for block in section.blocks))
            return replace(front, sections=(*front.sections[:place], shorter, *front.sections[place + 1 :]))
    return front


def _shorten(block: TextBlock, keeps: int) -> TextBlock:
    if not isinstance(block, Listing) or len(block.entries) <= keeps:
        return block
    return replace(block, entries=block.entries[:-1])


def _drop_last_paragraph(front: Front) -> Front:
    return replace(front, standfirst=front.standfirst[:1])


GIVE_WAY: Sequence[Callable[[Front], Front]] = (
    _leave_out_repeated,
    _drop_details,
    *(_drop_last_entry,) * 4,
    _drop_last_paragraph,
)
"""What is left out, one after the other: first what is said elsewhere too; never a verdict or a range."""


def _render_front(front: Front, screen: Screen, glyphs: Glyphs) -> Iterator[Line]:
    width = max(min(screen.width, MAX_WIDTH), MIN_WIDTH)
    yield from _title(front, width, glyphs)
    yield from wrap([(to_single_line(front.headline), "strong")], width)
    for paragraph in front.standfirst:
        yield from wrap(to_line(paragraph), width)
    yield []
    yield from _stack(front.stack, width, glyphs)
    yield from wrap(to_line(front.basis), width)
    for section in front.sections:
        yield []
        note = f": {section.note}" if section.note else ""
        yield from wrap([(to_single_line(section.title), "strong"), (to_single_line(note), "muted")], width)
        for block in section.blocks:
            yield from render_block(block, screen._replace(width=width), width, glyphs)
    if front.ways_on:
        yield []
        yield from _ways_on(front.ways_on, width)
    else:
        yield []
        yield from wrap([(span.text, "muted") for span in front.foot], width)


def _title(front: Front, width: int, glyphs: Glyphs) -> Iterator[Line]:
    """The name and, at the right, what it is and of when; a rule below."""
    tags = "".join(f" ({tag})" for tag in front.tags)
    name: Line = [(to_single_line(front.name), "strong"), (to_single_line(tags), "muted")]
    about = to_single_line(front.about)
    room = width - line_width(name) - cell_len(about)
    if room > 1 and glyphs.rule:
        yield [*name, (" " * room, "plain"), (about, "muted")]
    else:
        yield from wrap(name, width)
        yield from wrap([(about, "muted")], width)
    if glyphs.double_rule:
        yield [(glyphs.double_rule * width, "plain")]


def _stack(stack: Stack, width: int, glyphs: Glyphs) -> Iterator[Line]:
    numbers = stack.columns[2:-1]
    widths = [
        max(map(cell_len, (to_single_line(column.title), *(row.numbers[place] for row in stack.rows))))
        for place, column in enumerate(numbers)
    ]
    is_grid = width >= NUMBERS_FROM and bool(glyphs.scale)
    room = width - sum(widths) - 2 * len(widths) - BAR_CELLS - 2 if is_grid else width
    if is_grid:
        labels = [f"{threshold:g}" for threshold in stack.thresholds]
        cells = [" " * room, draw_scale(stack.thresholds, labels)]
        titles = [to_single_line(column.title).rjust(size) for column, size in zip(numbers, widths, strict=True)]
        yield [("  ".join([*cells, *titles]), "muted")]
    for row in stack.rows:
        name = wrap([(to_single_line(row.name), "strong")], room)
        if is_grid:
            figures = [_bar(row, stack, glyphs), *map(str.rjust, row.numbers, widths)]
            yield [*name[0], (" " * (room - line_width(name[0])) + "  " + "  ".join(figures), "plain")]
            yield from name[1:]
        else:
            yield from name
            words = ", ".join(
                f"{to_single_line(column.title)} {number}" for column, number in zip(numbers, row.numbers, strict=True)
            )
            yield from _indent([(words, "plain")], width)
        yield from _indent(_sentence(row), width)


def _bar(row: StackRow, stack: Stack, glyphs: Glyphs) -> str:
    marks = [figure.mark for figure in row.figures]
    if stack.parties:
        return draw_parties(marks, stack.thresholds, glyphs)
    return draw_bar(marks[0], stack.thresholds, glyphs)


def _sentence(row: StackRow) -> Line:
    """The verdict in its tone, and the rest of the sentence."""
    sentence, verdict = to_single_line(row.sentence), to_single_line(row.verdict)
    tone = SIGN_TONES.get(row.sign, "strong")
    if not sentence.startswith(verdict):
        return [(sentence, "plain")]
    return [(verdict, tone), (sentence[len(verdict) :], "plain")]


def _indent(text: Line, width: int) -> Iterator[Line]:
    for line in wrap(text, width - SENTENCE_INDENT):
        yield [(" " * SENTENCE_INDENT, "plain"), *line]


def _ways_on(ways_on: Sequence[WayOn], width: int) -> Iterator[Line]:
    """What more there is, and the commands below one another; where one does not fit, how to get there in words."""
    indent = max(cell_len(to_single_line(way.label)) for way in ways_on) + 1
    fits = all(indent + cell_len(to_single_line(way.command)) <= width for way in ways_on)
    for way in ways_on:
        label, words = to_single_line(way.label), to_single_line(way.command if fits else way.in_short)
        yield from wrap([(label + " " * (indent - cell_len(label)), "muted"), (words, "plain")], width)

"""The first page of a report as HTML: the stack, what to do, what to find out, and what stops in an outage."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Protocol

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.charts.layers import (
    draw_hatchings,
    draw_row_bar,
    draw_scale,
    draw_sign,
    draw_slab,
    draw_square,
    draw_squares,
    party_sign,
)
from eurostack_assess.report.document import (
    Front,
    FrontSection,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    Squares,
    Stack,
    StackFigure,
    StackRow,
    TextBlock,
)
from eurostack_assess.texts import Texts

MARK = (
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">'
    '<path d="M16 3 29 8.6 16 14.2 3 8.6Z" fill="#f2b705"/>'
    '<path d="m3 14 13 5.6L29 14v3L16 22.6 3 17Z" class="logo"/>'
    '<path d="m3 21 13 5.6L29 21v3l-13 5.6L3 24Z" class="logo"/></svg>'
)
"""The mark of the tool: a stack."""


class InlineWriter(Protocol):
    """What turns a text into HTML."""

    def __call__(self, text: Inline) -> str:
        """The text as HTML."""


def render_front(front: Front, translate: Texts, write_inline: InlineWriter) -> Iterator[str]:
    """The sheet, line by line."""
    return _Sheet(front, translate, write_inline).lines()


@dataclass(frozen=True)
class _Sheet:
    front: Front
    translate: Texts
    write_inline: InlineWriter

    def lines(self) -> Iterator[str]:
        front = self.front
        hatchings = draw_hatchings()
        yield f'<svg class="defs" aria-hidden="true" focusable="false"><defs>{hatchings}</defs></svg>'
        yield '<article class="sheet">'
        yield f'<div class="band">{MARK}<span><b>Eurostack</b> · {_words(front.kind)}</span>'
        yield f'<span class="when">{_words(front.about)}</span></div>'
        yield f"<h1>{_words(front.name)}</h1>"
        if front.tags:
            yield f'<p class="made-up">{_words("; ".join(front.tags))}</p>'
        yield f'<p class="headline">{_words(front.headline)}</p>'
        for paragraph in front.standfirst:
            yield f'<p class="standfirst">{self.write_inline(paragraph)}</p>'
        yield from self._stack(front.stack)
        yield from self._sections()
        yield f'<div class="foot"><p>{self.write_inline(front.foot)}</p></div>'
        yield "</article>"

    def _stack(self, stack: Stack) -> Iterator[str]:
        name, scale, *_, verdict = stack.columns
        yield f'<section class="stack" aria-labelledby="stack"><h2 id="stack">{_words(stack.title)}</h2>'
        if stack.parties:
            marks = (
                f'<li class="{party_sign(place)}">{_party_mark(place)} {_words(party)}</li>'
                for place, party in enumerate(stack.parties)
            )
            yield f'<ul class="legend">{"".join(marks)}</ul>'
        duo = " duo" if stack.parties else ""
        yield f'<table class="layers{duo}" role="table"><thead role="rowgroup"><tr role="row">'
        picture = self.translate("page.picture")
        yield f'<th class="plate" role="columnheader" scope="col"><span class="unseen">{_words(picture)}</span></th>'
        yield f'<th class="name" role="columnheader" scope="col">{_words(name.title)}</th>'
        yield f'<th class="bar axis" role="columnheader" scope="col"><span class="unseen">{_words(scale.title)}</span>'
        yield f"{draw_scale(stack)}</th>"
        score = self.translate("column.score")
        yield f'<th class="num" role="columnheader" scope="col">{_words(score)}</th>'
        yield f'<th class="say" role="columnheader" scope="col">{_words(verdict.title)}</th></tr></thead>'
        yield '<tbody role="rowgroup">'
        for row in stack.rows:
            yield from self._row(row, stack)
        yield "</tbody></table>"
        yield f'<p class="rests">{self.write_inline(self.front.basis)}</p></section>'

    def _row(self, row: StackRow, stack: Stack) -> Iterator[str]:
        yield f'<tr role="row"{_outside(row)}>'
        plate = "" if row.is_outside else draw_slab(row)
        yield f'<td class="plate" role="cell">{plate}</td>'
        why = f'<p class="why">{_words(row.reason)}</p>' if row.reason else ""
        yield f'<th class="name" scope="row" role="rowheader">{_words(row.name)}{why}</th>'
        yield f'<td class="bar" role="cell">{draw_row_bar(row, stack.thresholds)}</td>'
        yield f'<td class="num" role="cell">{self._numbers(row, stack)}</td>'
        level = f'<span class="level">{_words(row.level_words)}</span>' if row.level_words else ""
        likely = "" if row.grade == "certain" else " likely"
        tag = f'<span class="tag {row.sign}{likely}">{draw_sign(row.sign)}{_words(row.verdict)}</span>'
        yield f'<td class="say" role="cell">{tag} <span class="sure">{_words(row.certainty)}</span>{level}</td></tr>'

    def _numbers(self, row: StackRow, stack: Stack) -> str:
        if not stack.parties:
            figure = row.figures[0]
            return f"<b>{_words(figure.score)}</b>{_range(figure)}"
        return "".join(
            f'<span>{_party_mark(place)}<span class="unseen">{_words(party)}</span>'
            f"<b>{_words(figure.score)}</b> {_words(figure.range)}</span>"
            for place, (party, figure) in enumerate(zip(stack.parties, row.figures, strict=True))
        )

    def _sections(self) -> Iterator[str]:
        """Halves side by side in pairs, the rest over the whole width."""
        is_pair_open = False
        for place, section in enumerate(self.front.sections):
            if section.is_half and not is_pair_open:
                yield f'<div class="{"cols" if section.gives_way else "pair"}">'
                is_pair_open = True
            elif not section.is_half and is_pair_open:
                yield "</div>"
                is_pair_open = False
            elif is_pair_open and section.gives_way != self.front.sections[place - 1].gives_way:
                yield f'</div><div class="{"cols" if section.gives_way else "pair"}">'
            yield from self._section(place, section)
        if is_pair_open:
            yield "</div>"

    def _section(self, place: int, section: FrontSection) -> Iterator[str]:
        note = f" <small>{_words(section.note)}</small>" if section.note else ""
        class_ = "" if section.is_half else ' class="panel"'
        yield f'<section{class_} aria-labelledby="front-{place}">'
        yield f'<h2 id="front-{place}">{_words(section.title)}{note}</h2>'
        for block in section.blocks:
            yield from self._block(block)
        yield "</section>"

    def _block(self, block: TextBlock) -> Iterator[str]:
        match block:
            case Paragraph(text):
                yield f"<p>{self.write_inline(text)}</p>"
            case Listing(entries, numbered):
                kind, class_ = ("ol", "steps") if numbered else ("ul", "points")
                yield f'<{kind} class="{class_}">{"".join(map(self._entry, entries))}</{kind}>'
            case Squares(groups):
                yield f'<div class="waffle">{draw_squares(groups)}</div>'
                key = "".join(
                    f'<li><svg viewBox="0 0 17 17" aria-hidden="true">{draw_square(group.fate, 1, 1)}</svg>'
                    f"{_words(group.words)}</li>"
                    for group in groups
                )
                yield f'<ul class="key">{key}</ul>'

    def _entry(self, entry: ListEntry) -> str:
        details = "".join(f'<span class="meta">{self.write_inline(detail)}</span>' for detail in entry.details)
        return f"<li>{self.write_inline(entry.text)}{details}</li>"


def _outside(row: StackRow) -> str:
    return ' class="outside"' if row.is_outside else ""


def _range(figure: StackFigure) -> str:
    return f"<span>{_words(figure.range)}</span>" if figure.range else ""


def _party_mark(place: int) -> str:
    sign = party_sign(place)
    return draw_sign(sign).replace("<svg ", f'<svg class="mark-{sign}" ', 1)


def _words(text: str) -> str:
    """Words as HTML text on one line."""
    return escape(to_single_line(text))

"""A document as one HTML file: no script, nothing from elsewhere, for a screen in light or dark and for paper.

Every text is data: no character of it is markup. Headings have ids, so that a link can lead to each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from eurostack_assess.inert import to_single_line
from eurostack_assess.model.base import slugify
from eurostack_assess.report.charts import draw_figure
from eurostack_assess.report.charts.bar import draw_bar
from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Column,
    Figure,
    Heading,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    TreeBlock,
)
from eurostack_assess.report.renderers.markup import build_security_policy, read_asset, split_addresses
from eurostack_assess.report.renderers.page_front import render_front
from eurostack_assess.texts import Texts, texts

TONES = {
    "strong": ("strong", ""),
    "muted": ("span", ' class="muted"'),
    "good": ("strong", ' class="good"'),
    "bad": ("strong", ' class="bad"'),
}
"""By tone: the element, and its attributes."""


def render(document: ReportDocument) -> str:
    """The document as a page; of the same document always the same bytes."""
    return "\n".join(_DocumentPage(document, texts(document.language)).lines()) + "\n"


@dataclass(frozen=True)
class _DocumentPage:
    document: ReportDocument
    translate: Texts

    def lines(self) -> Iterator[str]:
        style = read_asset("page.css") + (read_asset("front.css") if self.document.front else "")
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(self.document.language)}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(build_security_policy(style))}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="generator" content="eurostack-assess">'
        yield f"<title>{_words(self.document.title)}</title>"
        yield f"<style>{style}</style>"
        yield "</head>"
        yield "<body>"
        yield f'<a class="skip" href="#report">{_words(self.translate("page.skip"))}</a>'
        if self.document.front is None:
            yield from self._sections_in_order()
        else:
            yield '<main id="report" tabindex="-1">'
            yield from render_front(self.document.front, self.translate, self._inline)
            yield from self._annexes()
            yield "</main>"
        yield f'<footer><p class="muted">{_words(self.translate("page.made"))}</p></footer>'
        yield "</body>"
        yield "</html>"

    def _annexes(self) -> Iterator[str]:
        """Every section as a part that opens and closes."""
        _, sections = self._split_sections()
        if not sections:
            return
        title = _words(self.translate("page.annexes"))
        yield f'<section class="annexes" aria-labelledby="annexes"><h2 id="annexes">{title}</h2>'
        for (place, heading), *rest in sections:
            assert isinstance(heading, Heading), "a section begins with its heading"  # noqa: S101
            state = "" if heading.starts_closed else " open"
            yield f'<details{state}><summary><h2 id="{self.ids[place]}">{_words(heading.text)}</h2></summary>'
            for inner_place, block in rest:
                yield from self._block(inner_place, block)
            yield "</details>"
        yield "</section>"

    def _sections_in_order(self) -> Iterator[str]:
        """Of a document without a first page: its opening, its contents, its sections."""
        opening, sections = self._split_sections()
        yield "<header>"
        for place, block in opening:
            yield from self._block(place, block)
        yield "</header>"
        yield from self._contents(sections)
        yield '<main id="report" tabindex="-1">'
        for section in sections:
            yield f'<section aria-labelledby="{self.ids[section[0][0]]}">'
            for place, block in section:
                yield from self._block(place, block)
            yield "</section>"
        yield "</main>"

    @cached_property
    def targets(self) -> frozenset[str]:
        """What can be linked to within the page."""
        return self.document.targets

    @cached_property
    def ids(self) -> dict[int, str]:
        """By place of a heading among the blocks: its own id, or one from its words; a second one is numbered."""
        found: dict[int, str] = {}
        taken = {"report", "annexes", "stack", *self.targets}
        for place, block in enumerate(self.document.blocks):
            if isinstance(block, Heading):
                stem = slugify(block.text) or "part"
                names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
                found[place] = block.id or next(name for name in names if name not in taken)
                taken.add(found[place])
        return found

    def _split_sections(self) -> tuple[list[tuple[int, Block]], list[list[tuple[int, Block]]]]:
        """What stands before the first section, and the sections, each block with its place."""
        opening: list[tuple[int, Block]] = []
        sections: list[list[tuple[int, Block]]] = []
        for placed_block in enumerate(self.document.blocks):
            if isinstance(placed_block[1], Heading) and placed_block[1].level == 2:  # noqa: PLR2004 - a section's title
                sections.append([])
            (sections[-1] if sections else opening).append(placed_block)
        return opening, sections

    def _contents(self, sections: Sequence[Sequence[tuple[int, Block]]]) -> Iterator[str]:
        """Links to the sections; left out where there is only one."""
        if len(sections) < 2:  # noqa: PLR2004
            return
        yield f'<nav aria-label="{escape(self.translate("page.contents"))}"><ol>'
        for section in sections:
            place, heading = section[0]
            if isinstance(heading, Heading):
                yield f'<li><a href="#{self.ids[place]}">{_words(heading.text)}</a></li>'
        yield "</ol></nav>"

    def _block(self, place: int, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, text):
                yield f'<h{level} id="{self.ids[place]}">{_words(text)}</h{level}>'
            case Paragraph(text):
                yield f"<p>{self._inline(text)}</p>"
            case Listing():
                yield from self._listing(block)
            case TableBlock():
                yield from self._table(place, block)
            case Figure():
                label = escape(to_single_line(block.title))
                drawing = draw_figure(block, f"chart-{place}")
                yield f'<figure><div class="scroll" role="group" tabindex="0" aria-label="{label}">{drawing}</div>'
                yield f"<figcaption>{_words(block.title)}</figcaption></figure>"
                if block.table is not None:
                    yield f"<details><summary>{_words(self.translate('figure.numbers'))}</summary>"
                    yield from self._table(place, block.table)
                    yield "</details>"
            case TreeBlock(root):
                yield '<ul class="tree">'
                yield from self._branch(root)
                yield "</ul>"

    def _table(self, place: int, block: TableBlock) -> Iterator[str]:
        """A table that scrolls by itself where it is wider than the page; the first column names the row."""
        earlier_blocks = self.document.blocks[:place]
        number = 1 + sum(
            isinstance(earlier_block, TableBlock) or (isinstance(earlier_block, Figure) and bool(earlier_block.table))
            for earlier_block in earlier_blocks
        )
        titles = self.translate.listing([column.title for column in block.columns])
        label = escape(to_single_line(self.translate("page.table", number=number, columns=titles)))
        yield f'<section class="scroll" tabindex="0" aria-label="{label}">'
        yield "<table>"
        yield f"<thead><tr>{''.join(map(_head, block.columns))}</tr></thead>"
        yield "<tbody>"
        for row in block.rows:
            name, *values = zip(block.columns, row, strict=True)
            cells = "".join(self._cell(*value) for value in values)
            yield f'<tr><th scope="row">{self._cell_content(name[1])}</th>{cells}</tr>'
        yield "</tbody>"
        yield "</table>"
        yield "</section>"

    def _cell(self, column: Column, cell: Cell) -> str:
        return f"<td{_class(column)}>{self._cell_content(cell)}</td>"

    def _cell_content(self, cell: Cell) -> str:
        match cell:
            case None:
                return "–"
            case Bar():
                return draw_bar(cell)
            case _:
                return self._inline(cell)

    def _listing(self, block: Listing) -> Iterator[str]:
        kind = "ol" if block.numbered else "ul"
        yield f"<{kind}>"
        for entry in block.entries:
            yield from self._entry(entry)
        yield f"</{kind}>"

    def _entry(self, entry: ListEntry) -> Iterator[str]:
        id_ = f' id="{escape(entry.id)}"' if entry.id else ""
        if not entry.details:
            yield f"<li{id_}>{self._inline(entry.text)}</li>"
            return
        yield f"<li{id_}><p>{self._inline(entry.text)}</p>"
        for detail in entry.details:
            yield f'<p class="detail">{self._inline(detail)}</p>'
        yield "</li>"

    def _branch(self, branch: Branch) -> Iterator[str]:
        yield f"<li>{self._inline(branch.text)}"
        if branch.branches:
            yield "<ul>"
            for child in branch.branches:
                yield from self._branch(child)
            yield "</ul>"
        yield "</li>"

    def _inline(self, text: Inline) -> str:
        return "".join(map(self._span, text))

    def _span(self, span: TextSpan) -> str:
        words = _words(span.text)
        if span.target_id in self.targets:
            words = f'<a href="#{escape(span.target_id)}">{escape(to_single_line(span.text).strip())}</a>'
            words = f" {words}" if span.text[:1].isspace() else words
        if span.tone == "plain":
            return words
        element, attribute = TONES[span.tone]
        return f"<{element}{attribute}>{words}</{element}>"


def _head(column: Column) -> str:
    if column.scale:
        ends = '<span class="scale" aria-hidden="true"><span>0</span><span>100</span></span>'
        return f'<th scope="col"{_class(column)}><span class="unseen">{_words(column.title)}</span>{ends}</th>'
    return f'<th scope="col"{_class(column)}>{_words(column.title)}</th>'


def _class(column: Column) -> str:
    """How a column is set; a dispensable one goes where the screen is narrow."""
    names = [*(["right"] if column.align == "right" else []), *(["spare"] if column.dispensable else [])]
    return f' class="{" ".join(names)}"' if names else ""


def _words(text: str) -> str:
    """Words as HTML text on one line; addresses on the web are links, and nothing else is."""
    return "".join(_link(piece) if is_address else escape(piece) for piece, is_address in split_addresses(text))


def _link(address: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>'

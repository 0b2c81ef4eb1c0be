"""A document as a Word file (DOCX), with Word's headings, lists and tables; the same document gives the same bytes.

python-docx (extra `word`) writes it. Bars are shaded cells, so that they can be read and changed; other drawings are
pictures with a description. Texts are passed as data: no field, no link, no markup.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.charts import draw_figure
from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Figure,
    Front,
    Heading,
    Inline,
    Listing,
    Paragraph,
    ReportDocument,
    ScoreMark,
    Squares,
    Stack,
    StackRow,
    TableBlock,
    TextBlock,
    TreeBlock,
    inline,
)

CELLS = 20
"""Shaded cells of a bar, five points each."""
MOST_ENTRIES = 3
"""Of a list on the first page that gives way to others."""
COLOURS = {"good": RGBColor(0x07, 0x36, 0x80), "bad": RGBColor(0x93, 0x34, 0x05), "muted": RGBColor(0x4C, 0x5A, 0x67)}
SHADES = {"proven": "5B7897", "possible": "C5D0DB", "score": "13212F", "beyond": "EEF2F5"}
"""A cell up to the low end of the range, one within the range, the one with the score, and the rest."""
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
PIXELS_PER_INCH = 150


def render(document: ReportDocument) -> bytes:
    """The document as a file."""
    return _freeze(_WordFile(document).build())


def _freeze(word: WordDocument) -> bytes:
    """The file with every part dated alike."""
    written, frozen = BytesIO(), BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            out.writestr(zipfile.ZipInfo(part.filename, FIXED_TIME), parts.read(part), zipfile.ZIP_DEFLATED)
    return frozen.getvalue()


class _WordFile:
    """One file while it is written."""

    def __init__(self, document: ReportDocument) -> None:
        self.document = document
        self.word = Document()

    def build(self) -> WordDocument:
        self._set_up()
        if self.document.front is not None:
            self._front(self.document.front)
            if self.document.blocks:
                self.word.add_section(WD_SECTION.NEW_PAGE)
        for block in self.document.blocks:
            self._block(block)
        return self.word

    def _set_up(self) -> None:
        properties = self.word.core_properties
        day = datetime.combine(self.document.as_of_date, time(), UTC)
        properties.title, properties.author = to_single_line(self.document.title), "eurostack-assess"
        properties.created = properties.modified = day
        properties.language = LANGUAGES.get(self.document.language, self.document.language)
        page = self.word.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(16)
        page.top_margin = page.bottom_margin = Mm(11)
        normal = self.word.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(8.5)
        normal.paragraph_format.space_after = Pt(2)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), properties.language)
        normal.element.get_or_add_rPr().append(language)
        for name in ("List Paragraph", "List Bullet"):
            self.word.styles[name].paragraph_format.left_indent = Mm(5)
        self.word.styles["List Paragraph"].paragraph_format.first_line_indent = Mm(-5)
        sizes = {"Title": 16, "Heading 1": 11, "Heading 2": 11, "Heading 3": 10}
        for name, size in sizes.items():
            style = self.word.styles[name]
            style.font.size, style.font.name = Pt(size), "Calibri"
            style.font.color.rgb = RGBColor(0x0A, 0x3A, 0x82)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(2)

    def _front(self, front: Front) -> None:
        self._line(" · ".join((front.kind, front.about, *front.tags)), "muted")
        self.word.add_heading(to_single_line(front.name), 1)
        self.word.add_paragraph(to_single_line(front.headline), style="Title")
        for paragraph in front.standfirst:
            self._write(self.word.add_paragraph(), paragraph)
        self.word.add_heading(to_single_line(front.stack.title), 2)
        self._stack(front.stack)
        self._write(self.word.add_paragraph(), front.basis)
        for is_half, sections in groupby(front.sections, key=lambda section: section.is_half):
            self._set_columns(2 if is_half else 1)
            for section in sections:
                note = f" ({section.note})" if section.note else ""
                self.word.add_heading(to_single_line(section.title + note), 2)
                for block in section.blocks:
                    self._block(_shorten(block) if section.gives_way else block)
        self._set_columns(1)
        self._write(self.word.add_paragraph(), front.foot)

    def _set_columns(self, number: int) -> None:
        """Set the text that follows in this many columns, read one after the other."""
        columns = self.word.add_section(WD_SECTION.CONTINUOUS)._sectPr.xpath("./w:cols")[0]
        columns.set(qn("w:num"), str(number))

    def _line(self, text: str, tone: str) -> None:
        run = self.word.add_paragraph().add_run(to_single_line(text))
        run.font.color.rgb = COLOURS[tone]

    def _stack(self, stack: Stack) -> None:
        """A row a layer: its name and reason, its bar, its numbers, its verdict."""
        name, scale, *numbers, verdict = stack.columns
        parties = max(len(stack.parties), 1)
        table = self._new_table(1 + parties * len(stack.rows), 1 + CELLS + len(numbers) + 1)
        titles = table.rows[0].cells
        titles[0].text, titles[-1].text = to_single_line(name.title), to_single_line(verdict.title)
        titles[1].merge(titles[CELLS]).text = to_single_line(scale.title)
        for place, column in enumerate(numbers, start=CELLS + 1):
            titles[place].text = to_single_line(column.title)
        _mark_header(table.rows[0])
        for number, row in enumerate(stack.rows):
            first = 1 + number * parties
            cells = table.rows[first].cells
            self._fill_row(cells, row, numbers)
            for party in range(parties):
                bar = table.rows[first + party].cells[1 : CELLS + 1]
                _shade_bar(bar, row.figures[party].mark)
            for place in (0, *range(CELLS + 1, CELLS + len(numbers) + 2)):
                if parties > 1:
                    cells[place].merge(table.rows[first + parties - 1].cells[place])
        widths = [Mm(38), *[Mm(1.9)] * CELLS, *[Mm(42 / len(numbers))] * len(numbers), Mm(60)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        titles[1].width = Mm(1.9 * CELLS)
        _draw_rows_only(table)

    def _fill_row(self, cells: Sequence[Any], row: StackRow, numbers: Sequence[object]) -> None:
        cells[0].paragraphs[0].add_run(to_single_line(row.name)).bold = True
        for place, words in enumerate(row.numbers[: len(numbers)], start=CELLS + 1):
            cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            cells[place].paragraphs[0].add_run(to_single_line(words))
        said = cells[-1].paragraphs[0]
        said.add_run(to_single_line(row.verdict)).bold = True
        said.add_run(to_single_line(f", {row.certainty}" if row.certainty else ""))
        said.add_run(to_single_line(f". {row.reason}" if row.reason else ""))

    def _new_table(self, rows: int, columns: int) -> Any:
        table = self.word.add_table(rows=rows, cols=columns)
        table.style = "Table Grid"
        table.autofit = False
        return table

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self.word.add_heading(to_single_line(text), level)
            case Paragraph(text):
                self._write(self.word.add_paragraph(), text)
            case Listing():
                self._listing(block)
            case TableBlock():
                self._table(block)
            case TreeBlock(root):
                self._branch(root, 0)
            case Squares(groups):
                self._line(", ".join(group.words for group in groups), "muted")
            case Figure():
                self._figure(block)

    def _listing(self, block: Listing) -> None:
        """Numbers are written out, so that every list begins with one."""
        for number, entry in enumerate(block.entries, start=1):
            paragraph = self.word.add_paragraph(style="List Paragraph" if block.numbered else "List Bullet")
            if block.numbered:
                paragraph.add_run(f"{number}. ")
            self._write(paragraph, entry.text)
            for detail in entry.details:
                paragraph.add_run().add_break(WD_BREAK.LINE)
                self._write(paragraph, detail)

    def _table(self, block: TableBlock) -> None:
        shown = [place for place, column in enumerate(block.columns) if not column.scale]
        table = self._new_table(1 + len(block.rows), len(shown))
        table.autofit = True
        for cell, place in zip(table.rows[0].cells, shown, strict=True):
            cell.paragraphs[0].add_run(to_single_line(block.columns[place].title)).bold = True
        _mark_header(table.rows[0])
        for row, values in zip(table.rows[1:], block.rows, strict=True):
            for cell, place in zip(row.cells, shown, strict=True):
                paragraph = cell.paragraphs[0]
                if block.columns[place].align == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._write(paragraph, _cell_words(values[place]))
        self.word.add_paragraph()

    def _branch(self, branch: Branch, depth: int) -> None:
        paragraph = self.word.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.left_indent = Mm(6 + 5 * depth)
        self._write(paragraph, branch.text)
        for child in branch.branches:
            self._branch(child, depth + 1)

    def _figure(self, figure: Figure) -> None:
        """The drawing as a picture with its words, where it can be made one; else its words alone."""
        words = to_single_line(figure.description)
        picture = _rasterise(draw_figure(figure, "figure"))
        if picture is not None:
            shape = self.word.add_picture(BytesIO(picture), width=Mm(170))
            described = shape._inline.docPr
            described.set("descr", words)
            described.set("title", to_single_line(figure.title))
        caption = self.word.add_paragraph(style="Caption")
        caption.add_run(to_single_line(figure.title))
        if picture is None:
            self.word.add_paragraph(words)
        if figure.table is not None:
            self._table(figure.table)

    @staticmethod
    def _write(paragraph: Any, text: Inline) -> None:
        for span in text:
            run = paragraph.add_run(to_single_line(span.text))
            run.bold = span.tone in ("strong", "good", "bad") or None
            if span.tone in COLOURS:
                run.font.color.rgb = COLOURS[span.tone]


def _cell_words(cell: Cell) -> Inline:
    return inline("–") if cell is None or isinstance(cell, Bar) else cell


def _shorten(block: TextBlock) -> TextBlock:
    """The first entries of a list that an annex gives in full, to keep the page to one."""
    return replace(block, entries=block.entries[:MOST_ENTRIES]) if isinstance(block, Listing) else block


def _draw_rows_only(table: Any) -> None:
    """Lines between rows and none between cells, so that a bar is one bar."""
    borders = OxmlElement("w:tblBorders")
    for side in ("left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _mark_header(row: Any) -> None:
    """The row is repeated on every page, and read out as the heads of its columns."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def _shade_bar(cells: Sequence[Any], mark: ScoreMark | None) -> None:
    """A cell for every five points: proven, still possible, beyond; the one with the score is dark."""
    for place, cell in enumerate(cells):
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        margins = OxmlElement("w:tcMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "0")
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), SHADES[_name_shade(place, mark)])
        cell._tc.get_or_add_tcPr().extend((shade, margins))


def _name_shade(place: int, mark: ScoreMark | None) -> str:
    if mark is None:
        return "beyond"
    step = 100 / CELLS
    if mark.score is not None and place == min(int(mark.score / step), CELLS - 1):
        return "score"
    if place * step < mark.low:
        return "proven"
    return "possible" if place * step < mark.high else "beyond"


def _rasterise(svg: str) -> bytes | None:
    """A drawing as PNG; None where nothing that can do it is installed."""
    try:
        import typst
    except ImportError:
        return None
    template = (
        b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)'
    )
    compiler = typst.Compiler(template, ignore_system_fonts=True, sys_inputs={"svg": svg})
    picture = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
    return picture if isinstance(picture, bytes) else None

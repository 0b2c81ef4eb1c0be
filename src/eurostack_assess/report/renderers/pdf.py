"""A document as PDF: tagged according to PDF/UA-1 and PDF/A-2a; the same document always gives the same bytes.

Typst (extra `pdf`) typesets it, and refuses what breaks these standards. Texts are passed to Typst as data, never as
markup; only the fonts built into Typst are used, so that the file does not depend on the machine.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from eurostack_assess.inert import spell_out, to_single_line
from eurostack_assess.report.charts import draw_figure
from eurostack_assess.report.charts.bar import draw_bar
from eurostack_assess.report.charts.layers import (
    HUES,
    SHORT,
    draw_row_bar,
    draw_scale,
    draw_slab,
    draw_squares,
)
from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Figure,
    Front,
    Heading,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    ReportDocument,
    Squares,
    Stack,
    StackRow,
    TableBlock,
    TreeBlock,
)
from eurostack_assess.report.renderers.markup import read_asset, split_addresses

PLAIN = re.compile(r"[\x00-\u024f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2013-\u2026\u2190-\u2193\u2264\u2265€]")

Data = Mapping[str, Any]


def render(document: ReportDocument) -> bytes:
    r"""The document as a file; characters that our fonts cannot show are spelled out, as `\u65e5`."""
    import typst

    report = _serialise_document(document)
    with suppress(typst.TypstError):
        return _typeset(report)
    with suppress(typst.TypstError):
        return _typeset(_spell_out_missing(report))
    return _typeset(_keep_plain(report))


def _spell_out_missing(report: str) -> str:
    """With every character spelled out that no font of ours has."""
    missing = {character for character in set(report) if not character.isascii() and not _can_typeset(character)}
    return "".join(_spell_out_in_json(character) if character in missing else character for character in report)


def _keep_plain(report: str) -> str:
    """With Latin, Greek and Cyrillic letters only, and the marks of our own sentences: no font combines the rest."""
    return "".join(character if PLAIN.match(character) else _spell_out_in_json(character) for character in report)


def _serialise_document(document: ReportDocument) -> str:
    """Everything that is said, as JSON."""
    blocks = [_block(block) for block in document.blocks]
    as_of_date = {"year": document.as_of_date.year, "month": document.as_of_date.month, "day": document.as_of_date.day}
    head = {"title": to_single_line(document.title), "language": document.language, "dated": as_of_date}
    front = None if document.front is None else _front(document.front)
    return json.dumps(
        {**head, "targets": sorted(document.targets), "front": front, "blocks": blocks}, ensure_ascii=False
    )


def _front(front: Front) -> Data:
    """The first page, with its drawings."""
    return {
        "name": to_single_line(front.name),
        "kind": to_single_line(front.kind),
        "about": to_single_line(front.about),
        "tags": [to_single_line(tag) for tag in front.tags],
        "headline": to_single_line(front.headline),
        "standfirst": [_inline(paragraph) for paragraph in front.standfirst],
        "stack": _stack(front.stack),
        "basis": _inline(front.basis),
        "sections": [
            {
                "title": to_single_line(section.title),
                "note": to_single_line(section.note),
                "half": section.is_half,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in front.sections
        ],
        "foot": _inline(front.foot),
    }


def _stack(stack: Stack) -> Data:
    name, scale, *_, verdict = (to_single_line(column.title) for column in stack.columns)
    return {
        "title": to_single_line(stack.title),
        "titles": [name, scale, verdict],
        "scale": draw_scale(stack),
        "parties": [to_single_line(party) for party in stack.parties],
        "rows": [_stack_row(row, stack) for row in stack.rows],
    }


def _stack_row(row: StackRow, stack: Stack) -> Data:
    return {
        "slab": None if row.is_outside else draw_slab(row, alone=True),
        "name": to_single_line(row.name),
        "reason": to_single_line(row.reason),
        "bar": draw_row_bar(row, stack.thresholds),
        "figures": [[to_single_line(figure.score), to_single_line(figure.range)] for figure in row.figures],
        "verdict": to_single_line(row.verdict),
        "certainty": to_single_line(row.certainty),
        "level": to_single_line(row.level_words),
        "colour": HUES[SHORT[row.sign]].side,
        "grade": row.grade,
    }


def _typeset(report: str) -> bytes:
    import typst

    template = read_asset("report.typ").encode()
    compiler = typst.Compiler(template, ignore_system_fonts=True, sys_inputs={"report": report})
    pdf_bytes = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
    assert isinstance(pdf_bytes, bytes)  # noqa: S101 - one format, so one file
    return pdf_bytes


def _can_typeset(character: str) -> bool:
    """Whether a font of ours has it; tried with a document of that character alone."""
    import typst

    try:
        _typeset(_serialise_document(ReportDocument("-", "en", (Heading(1, "-"), Heading(2, character)))))
    except typst.TypstError:
        return False
    return True


def _spell_out_in_json(character: str) -> str:
    """A character spelled out, within a string of JSON."""
    return json.dumps(spell_out(character))[1:-1]


def _block(block: Block) -> Data:
    match block:
        case Heading(level, text, id_):
            return {"kind": "heading", "level": level, "text": to_single_line(text), "id": id_}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _inline(text)}
        case Listing(entries, numbered):
            return {"kind": "listing", "numbered": numbered, "entries": [_entry(entry) for entry in entries]}
        case TableBlock(columns, rows):
            heads = [
                {"title": to_single_line(column.title), "align": column.align, "scale": column.scale}
                for column in columns
            ]
            return {"kind": "table", "columns": heads, "rows": [[_cell(cell) for cell in row] for row in rows]}
        case Figure(title, description):
            svg = draw_figure(block, "figure")
            words = {"title": to_single_line(title), "description": to_single_line(description)}
            table = None if block.table is None else _block(block.table)
            return {"kind": "figure", "svg": svg, "table": table, **words}
        case TreeBlock(root):
            return {"kind": "tree", "root": _branch(root)}
        case Squares(groups):
            marks = draw_squares(groups, alone=True)
            return {"kind": "squares", "svg": marks, "groups": [to_single_line(group.words) for group in groups]}


def _entry(entry: ListEntry) -> Data:
    return {"text": _inline(entry.text), "details": [_inline(detail) for detail in entry.details], "id": entry.id}


def _branch(branch: Branch) -> Data:
    return {"text": _inline(branch.text), "branches": [_branch(child) for child in branch.branches]}


def _cell(cell: Cell) -> list[Data] | Data | None:
    match cell:
        case None:
            return None
        case Bar():
            return {"bar": draw_bar(cell)}
        case _:
            return _inline(cell)


def _inline(text: Inline) -> list[Data]:
    return [
        {
            "tone": span.tone,
            "to": span.target_id,
            "pieces": [{"text": words, "address": is_address} for words, is_address in split_addresses(span.text)],
        }
        for span in text
    ]

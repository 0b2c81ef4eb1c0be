"""A document as PDF: tagged, by PDF/UA-1 and PDF/A-2a, of the same document always the same bytes.

Typst (extra `pdf`) sets it, and refuses what breaks these standards. Texts reach it as data, never as markup; only its
own fonts are used, so that the file does not depend on the machine.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from eurostack_assess.inert import on_one_line, spell_out
from eurostack_assess.report.charts import draw
from eurostack_assess.report.charts.bar import bar
from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Document,
    Entry,
    Figure,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Table,
    Tree,
)
from eurostack_assess.report.markup import asset, pieces

PLAIN = re.compile(r"[\x00-\u024f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2013-\u2026\u2190-\u2193\u2264\u2265€]")

Data = Mapping[str, Any]


def render(document: Document) -> bytes:
    r"""The document as a file; characters that our fonts cannot show are spelled out, as `\u65e5`."""
    import typst

    report = _report(document)
    with suppress(typst.TypstError):
        return _set(report)
    with suppress(typst.TypstError):
        return _set(_without_missing(report))
    return _set(_plain(report))


def _without_missing(report: str) -> str:
    """With every character spelled out that no font of ours has."""
    missing = {one for one in set(report) if not one.isascii() and not _can_be_set(one)}
    return "".join(_spelled_out(one) if one in missing else one for one in report)


def _plain(report: str) -> str:
    """With Latin, Greek and Cyrillic letters only, and the marks of our own sentences: no font combines the rest."""
    return "".join(one if PLAIN.match(one) else _spelled_out(one) for one in report)


def _report(document: Document) -> str:
    """Everything that is said, as JSON."""
    blocks = [_block(block) for block in document.blocks]
    dated = {"year": document.dated.year, "month": document.dated.month, "day": document.dated.day}
    head = {"title": on_one_line(document.title), "language": document.language, "dated": dated}
    return json.dumps({**head, "targets": sorted(document.targets), "blocks": blocks}, ensure_ascii=False)


def _set(report: str) -> bytes:
    import typst

    template = asset("report.typ").encode()
    compiler = typst.Compiler(template, ignore_system_fonts=True, sys_inputs={"report": report})
    made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
    assert isinstance(made, bytes)  # noqa: S101 - one format, so one file
    return made


def _can_be_set(character: str) -> bool:
    """Whether a font of ours has it; tried with a document of that character alone."""
    import typst

    try:
        _set(_report(Document("-", "en", (Heading(1, "-"), Heading(2, character)))))
    except typst.TypstError:
        return False
    return True


def _spelled_out(character: str) -> str:
    """A character spelled out, within a string of JSON."""
    return json.dumps(spell_out(character))[1:-1]


def _block(block: Block) -> Data:
    match block:
        case Heading(level, text, id_):
            return {"kind": "heading", "level": level, "text": on_one_line(text), "id": id_}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _inline(text)}
        case Listing(entries, numbered):
            return {"kind": "listing", "numbered": numbered, "entries": [_entry(one) for one in entries]}
        case Table(columns, rows):
            heads = [{"title": on_one_line(one.title), "align": one.align, "scale": one.scale} for one in columns]
            return {"kind": "table", "columns": heads, "rows": [[_cell(cell) for cell in row] for row in rows]}
        case Figure(title, description):
            svg = draw(block, "figure")
            words = {"title": on_one_line(title), "description": on_one_line(description)}
            table = None if block.table is None else _block(block.table)
            return {"kind": "figure", "svg": svg, "table": table, **words}
        case Tree(root):
            return {"kind": "tree", "root": _branch(root)}


def _entry(entry: Entry) -> Data:
    return {"text": _inline(entry.text), "details": [_inline(one) for one in entry.details], "id": entry.id}


def _branch(branch: Branch) -> Data:
    return {"text": _inline(branch.text), "branches": [_branch(one) for one in branch.branches]}


def _cell(cell: Cell) -> list[Data] | Data | None:
    match cell:
        case None:
            return None
        case Bar():
            return {"bar": bar(cell)}
        case _:
            return _inline(cell)


def _inline(text: Inline) -> list[Data]:
    return [
        {
            "tone": span.tone,
            "to": span.to,
            "pieces": [{"text": words, "address": is_it} for words, is_it in pieces(span.text)],
        }
        for span in text
    ]

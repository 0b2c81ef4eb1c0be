"""The formats that a report can be written in: one renderer each, loaded when it is asked for.

A new format is a file that renders documents or workbooks, and a line here.
"""

from collections.abc import Callable, Mapping

from eurostack_assess.report.document import Document
from eurostack_assess.report.workbook import Workbook

Renderer = Callable[[Document], bytes]
"""A document to the bytes of a file; of the same document always the same."""


def _markdown(document: Document) -> bytes:
    from eurostack_assess.report import markdown

    return markdown.render(document).encode()


def _page(document: Document) -> bytes:
    from eurostack_assess.report import page

    return page.render(document).encode()


def _pdf(document: Document) -> bytes:
    from eurostack_assess.report import pdf

    return pdf.render(document)


def _xlsx(workbook: Workbook) -> bytes:
    from eurostack_assess.report import xlsx

    return xlsx.render(workbook)


def _csv(workbook: Workbook) -> bytes:
    from eurostack_assess.report import csv_file

    return csv_file.render(workbook)


def _csv_for_dutch_excel(workbook: Workbook) -> bytes:
    from eurostack_assess.report import csv_file

    return csv_file.render(workbook, "excel-nl")


RENDERERS: Mapping[str, Renderer] = {".html": _page, ".md": _markdown, ".pdf": _pdf}
"""By the ending of a file's name: what renders a document."""

REQUIRED: Mapping[str, str] = {".pdf": "typst"}
"""By the ending of a file's name: the module, of an extra, without which it cannot be rendered."""

TABLES: Mapping[str, Callable[[Workbook], bytes]] = {".xlsx": _xlsx, ".csv": _csv}
"""By the ending of a file's name: what renders a workbook."""

CSV_DIALECTS: Mapping[str, Callable[[Workbook], bytes]] = {"standard": _csv, "excel-nl": _csv_for_dutch_excel}
"""By the name of a dialect of CSV: what renders a workbook in it."""

"""A workbook's main sheet as CSV, for other programs or a spreadsheet program set to Dutch; no text is a formula."""

import csv
from io import StringIO
from typing import Literal

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.workbook import Sheet, Value, Workbook

Dialect = Literal["standard", "excel-nl"]
"""Standard: UTF-8, commas, points in decimals. excel-nl: a byte order mark, semicolons, commas in decimals."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program would calculate (CWE-1236)."""


def render(workbook: Workbook, dialect: Dialect = "standard") -> bytes:
    """The main sheet, a line a row.

    A text that begins as a formula does gets an apostrophe before it; numbers stay numbers, also below zero.
    """
    nothing = Sheet(workbook.main, (), ())  # a sheet without rows is left out of a workbook
    sheet = next((candidate for candidate in workbook.sheets if candidate.name == workbook.main), nothing)
    dutch = dialect == "excel-nl"
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if dutch else "\n", delimiter=";" if dutch else ",")
    writer.writerow(map(format_text_cell, sheet.titles))
    writer.writerows([_cell(value, "," if dutch else ".") for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig" if dutch else "utf-8")


def _cell(value: Value, decimal: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return format_text_cell(value)
        case float():
            return repr(value).replace(".", decimal)
        case _:
            return str(value)


def format_text_cell(text: str) -> str:
    """A text as a cell: on one line, and no formula."""
    shown = to_single_line(text)
    return f"'{shown}" if text.startswith(FORMULA) or shown.startswith(FORMULA) else shown

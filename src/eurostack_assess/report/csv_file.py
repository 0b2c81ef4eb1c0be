"""A workbook's main sheet as CSV: UTF-8, commas, points in decimals; no text is ever a formula."""

import csv
from io import StringIO

from eurostack_assess.inert import on_one_line
from eurostack_assess.report.workbook import Value, Workbook

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program would calculate (CWE-1236)."""


def render(workbook: Workbook) -> bytes:
    """The main sheet, a line a row.

    A text that begins as a formula does gets an apostrophe before it; numbers stay numbers, also below zero.
    """
    sheet = next(one for one in workbook.sheets if one.name == workbook.main)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_text, sheet.titles))
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case float():
            return repr(value)
        case _:
            return str(value)


def _text(text: str) -> str:
    shown = on_one_line(text)
    return f"'{shown}" if text.startswith(FORMULA) or shown.startswith(FORMULA) else shown

"""A workbook as XLSX: no text is ever a formula or a link, and the same workbook is always the same bytes."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from eurostack_assess.inert import inert
from eurostack_assess.report.workbook import Sheet, Value, Workbook

LONGEST_NAME, LONGEST_CELL = 31, 32_767
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""
LINE, MOST_LINES = 15, 27
"""Height of a line in points, and as many as the highest row that there can be."""
A4, PAGE = 9, 200
"""The paper's number, and how many characters of a row go side by side on it at a size that can be read."""
CUT = "…"
UNNAMEABLE = re.compile(r"[\[\]:*?/\\']")


def render(workbook: Workbook) -> bytes:
    """The workbook as a file.

    A text that is longer than a cell can hold ends in an ellipsis.
    """
    out = BytesIO()
    book = new_book(out, workbook.title[:LONGEST_NAME], datetime.combine(workbook.dated, time()))
    taken: set[str] = set()
    for sheet in workbook.sheets:
        _write(book, sheet, _free_name(sheet.name, taken))
    book.close()
    return out.getvalue()


def new_book(out: BytesIO, title: str, made: datetime) -> Any:
    """A book to be written to `out`, in which no text becomes a formula, a link or a number."""
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": inert(title), "created": made})
    return book


def _free_name(name: str, taken: set[str]) -> str:
    """The name as a sheet can have it; one that is taken is numbered."""
    stem = UNNAMEABLE.sub(" ", inert(name)).strip()[: LONGEST_NAME - 3] or "-"
    names = (stem if n == 1 else f"{stem} {n}" for n in range(1, len(taken) + 2))
    found = next(one for one in names if one.casefold() not in taken)
    taken.add(found.casefold())
    return found


def _write(book: Any, sheet: Sheet, name: str) -> None:
    made = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "0.0##", "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    made.write_row(0, 0, list(map(inert, sheet.titles)), book.add_format({"bold": True, "text_wrap": True}))
    for at, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            match value:
                case None:
                    pass
                case str():
                    made.write_string(at, column, _cell(value), wrapped)
                case date():
                    made.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
                case int():
                    made.write_number(at, column, value, wrapped)
                case _:
                    made.write_number(at, column, value, number)
    widths = [_width(title, [row[column] for row in sheet.rows]) for column, title in enumerate(sheet.titles)]
    for column, width in enumerate(widths):
        made.set_column(column, column, width)
    for at, row in enumerate((sheet.titles, *sheet.rows)):
        made.set_row(at, LINE * _lines(row, widths))
    made.freeze_panes(1, 1)
    made.set_landscape()
    made.set_paper(A4)
    made.fit_to_pages(-(-sum(widths) // PAGE), 0)
    made.repeat_rows(0)
    if sheet.rows:
        made.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
    _chart(book, made, sheet, name)


def _chart(book: Any, made: Any, sheet: Sheet, name: str) -> None:
    wanted = sheet.chart
    if wanted is None or not wanted.rows:
        return
    chart = book.add_chart({"type": "bar"})
    series = {
        "categories": [name, 1, wanted.names, wanted.rows, wanted.names],
        "values": [name, 1, wanted.values, wanted.rows, wanted.values],
        "name": inert(wanted.title),
        "fill": {"color": "#0072B2"},
        "data_labels": {"value": True, "num_format": "0"},
    }
    chart.add_series(series)
    chart.set_title({"name": inert(wanted.title)})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 100, "num_format": "0"})
    chart.set_y_axis({"reverse": True})
    made.insert_chart(len(sheet.rows) + 2, 1, chart, {"description": inert(wanted.description)})


def _cell(text: str) -> str:
    shown = inert(text)
    return shown if len(shown) <= LONGEST_CELL else f"{shown[: LONGEST_CELL - 1]}{CUT}"


def _width(title: str, values: list[Value]) -> int:
    """As wide as the words and days in it; numbers take little room, and a title wraps between its words."""
    longest = max((len(str(value)) for value in values if isinstance(value, str | date)), default=0)
    return min(max(longest, *map(len, title.split()), NARROWEST) + 2, WIDEST)


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines a row needs; programs that open the file do not all find that out themselves."""
    texts = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    needed = (sum(-(-max(len(line), 1) // (width - 1)) for line in text.splitlines()) for text, width in texts if text)
    return min(max(needed, default=1), MOST_LINES)

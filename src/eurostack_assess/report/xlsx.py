"""A workbook as XLSX: no text is ever a formula or a link, and the same workbook is always the same bytes."""

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from eurostack_assess.inert import inert
from eurostack_assess.report.workbook import Sheet, Value, Workbook

LONGEST_NAME, LONGEST_CELL = 31, 32_767
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""
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
    for column, title in enumerate(sheet.titles):
        made.set_column(column, column, _width(title, [row[column] for row in sheet.rows]))
    made.freeze_panes(1, 1)
    made.set_landscape()
    made.fit_to_pages(1, 0)
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

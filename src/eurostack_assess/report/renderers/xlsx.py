"""A workbook as XLSX: no text becomes a formula or a link; the same workbook always gives the same bytes."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from eurostack_assess.inert import escape_active
from eurostack_assess.report.workbook import Sheet, Value, Workbook

MAX_NAME, MAX_CELL = 31, 32_767
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""
LINE, MAX_LINES = 15, 27
"""Height of a line in points, and as many as the highest row that there can be."""
A4, PAGE = 9, 200
"""The paper's number, and how many characters of a row go side by side on it at a size that can be read."""
STANDING_OUT = 2
"""Lines above the titles that stand out."""
CUT = "…"
UNNAMEABLE = re.compile(r"[\[\]:*?/\\']")


def render(workbook: Workbook) -> bytes:
    """The workbook as a file.

    A text that is longer than a cell can hold ends in an ellipsis.
    """
    out = BytesIO()
    book = create_book(out, workbook.title[:MAX_NAME], datetime.combine(workbook.as_of_date, time()))
    taken: set[str] = set()
    for sheet in workbook.sheets:
        _write(book, sheet, _choose_sheet_name(sheet.name, taken))
    book.close()
    return out.getvalue()


def create_book(out: BytesIO, title: str, creation_time: datetime) -> Any:
    """A book to be written to `out`, in which no text becomes a formula, a link or a number."""
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": escape_active(title), "created": creation_time})
    return book


def _choose_sheet_name(name: str, taken: set[str]) -> str:
    """The name as a sheet can have it; one that is taken is numbered."""
    stem = UNNAMEABLE.sub(" ", escape_active(name)).strip()[: MAX_NAME - 3] or "-"
    names = (stem if n == 1 else f"{stem} {n}" for n in range(1, len(taken) + 2))
    free_name = next(candidate for candidate in names if candidate.casefold() not in taken)
    taken.add(free_name.casefold())
    return free_name


def _write(book: Any, sheet: Sheet, name: str) -> None:
    worksheet = book.add_worksheet(name)
    top = len(sheet.heading)
    for line, text in enumerate(sheet.heading):
        look = {"bold": True, "font_size": 16 - 2 * line} if line < STANDING_OUT else {}
        worksheet.write_string(line, 0, _cell(text), book.add_format(look))
    worksheet.write_row(
        top, 0, list(map(escape_active, sheet.titles)), book.add_format({"bold": True, "text_wrap": True})
    )
    _write_rows(book, worksheet, sheet, top + 1)
    widths = [_width(title, [row[column] for row in sheet.rows]) for column, title in enumerate(sheet.titles)]
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    for row_number, row in enumerate((sheet.titles, *sheet.rows), start=top):
        worksheet.set_row(row_number, LINE * _lines(row, widths))
    for column, choices in sheet.choices.items() if sheet.rows else ():
        cells = (top + 1, column, top + len(sheet.rows), column)
        worksheet.data_validation(*cells, {"validate": "list", "source": list(choices)})
    worksheet.freeze_panes(top + 1, sheet.frozen_columns)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(*((1, 1) if sheet.heading else (-(-sum(widths) // PAGE), 0)))
    worksheet.repeat_rows(top)
    if sheet.rows and not sheet.heading:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
    _chart(book, worksheet, sheet, name)


def _write_rows(book: Any, worksheet: Any, sheet: Sheet, first: int) -> None:
    """Every value as what it is: words, a whole number, a number or a day."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "0.0##", "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for row_number, row in enumerate(sheet.rows, start=first):
        for column, value in enumerate(row):
            match value:
                case None:
                    pass
                case str():
                    worksheet.write_string(row_number, column, _cell(value), wrapped)
                case date():
                    worksheet.write_datetime(row_number, column, datetime(value.year, value.month, value.day), day)
                case int():
                    worksheet.write_number(row_number, column, value, wrapped)
                case _:
                    worksheet.write_number(row_number, column, value, number)


def _chart(book: Any, worksheet: Any, sheet: Sheet, name: str) -> None:
    score_chart = sheet.chart
    if score_chart is None or not score_chart.rows:
        return
    chart = book.add_chart({"type": "bar"})
    first = len(sheet.heading) + 1
    last = first + score_chart.rows - 1
    series = {
        "categories": [name, first, score_chart.names, last, score_chart.names],
        "values": [name, first, score_chart.values, last, score_chart.values],
        "name": escape_active(score_chart.title),
        "fill": {"color": "#0072B2"},
        "data_labels": {"value": True, "num_format": "0"},
    }
    chart.add_series(series)
    chart.set_title({"name": escape_active(score_chart.title)})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 100, "num_format": "0"})
    chart.set_y_axis({"reverse": True})
    worksheet.insert_chart(
        first + len(sheet.rows) + 1, 1, chart, {"description": escape_active(score_chart.description)}
    )


def _cell(text: str) -> str:
    shown = escape_active(text)
    return shown if len(shown) <= MAX_CELL else f"{shown[: MAX_CELL - 1]}{CUT}"


def _width(title: str, values: list[Value]) -> int:
    """As wide as the words and days in it; numbers take little room, and a title wraps between its words."""
    longest = max((len(str(value)) for value in values if isinstance(value, str | date)), default=0)
    return min(max(longest, *map(len, title.split()), NARROWEST) + 2, WIDEST)


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines a row needs; programs that open the file do not all find that out themselves."""
    texts = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    needed = (sum(-(-max(len(line), 1) // (width - 1)) for line in text.splitlines()) for text, width in texts if text)
    return min(max(needed, default=1), MAX_LINES)

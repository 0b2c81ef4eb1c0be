"""The form as a spreadsheet with a drop-down list a question; only answers and notes can be typed in.

`reading.sheet` reads it back by the codes in its first column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from eurostack_assess.inert import inert
from eurostack_assess.model.workshop import (
    SHEET_ANSWER,
    SHEET_FIRST_ROW,
    SHEET_FORMAT,
    SHEET_MARK,
    SHEET_NAME,
    SHEET_NOTE,
    SHEET_REMARK,
    SHEET_VOTE,
)
from eurostack_assess.report.forms import OPEN, VERDICTS, Form
from eurostack_assess.report.xlsx import new_book

LONGEST_SHEET_NAME = 31
WIDTHS = (24, 26, 80, 48, 48)
QUESTION = 2
"""Column of the question, counted from 0."""

LINE_HEIGHT = 15
"""Points; rows get their height here, since not every program fits them to wrapped text."""


class Row(NamedTuple):
    """One line to fill in."""

    code: str
    layer: str
    words: str
    options: tuple[str, ...] = ()
    """What can be chosen; nothing: anything can be typed."""
    noted: bool = False
    """Whether a note can be added."""


def form_sheet(form: Form, made: date) -> bytes:
    """The spreadsheet; of the same form on the same day the same bytes."""
    out = BytesIO()
    book = new_book(out, form.say("ballot.title", name=form.name), datetime(made.year, made.month, made.day))
    _Sheet(form, book).write()
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class _Sheet:
    form: Form
    book: Any

    def write(self) -> None:
        names = [self.form.say(f"ballot.sheet-{key}")[:LONGEST_SHEET_NAME] for key in ("answers", "choices")]
        answers, choices, mark = (self.book.add_worksheet(name) for name in (*names, SHEET_MARK))
        self._head(answers)
        for number, row in enumerate(self._rows(), start=SHEET_FIRST_ROW):
            self._row(answers, number, row)
            if row.options:
                choices.write_row(number, 0, [row.code, *map(inert, row.options)])
                last = chr(ord("A") + len(row.options))
                self._choose(answers, number, f"='{names[1]}'!$B${number + 1}:${last}${number + 1}")
        answers.protect("", {"format_columns": True, "format_rows": True})
        self._mark(mark)
        choices.hide()
        mark.hide()
        answers.activate()

    def _head(self, sheet: Any) -> None:
        say = self.form.say
        bold = self.book.add_format({"bold": True, "valign": "top"})
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width, self._wrapped())
        sheet.write(0, 0, inert(say("ballot.title", name=self.form.name)), bold)
        sheet.write(1, 0, inert(say("ballot.sheet-about")), self.book.add_format({"italic": True}))
        terms = self.form.framework.header.terms
        if terms is not None:
            sheet.merge_range(2, 0, 2, SHEET_NOTE, inert(self.form.word(terms)), self._wrapped())
            sheet.set_row(2, 2 * LINE_HEIGHT)
        titles = [say(f"ballot.column-{key}") for key in ("code", "layer", "question", "answer", "note")]
        sheet.write_row(SHEET_FIRST_ROW - 1, 0, titles, bold)
        sheet.freeze_panes(SHEET_FIRST_ROW, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _wrapped(self, **more: object) -> Any:
        return self.book.add_format({"text_wrap": True, "valign": "top", **more})

    def _row(self, sheet: Any, number: int, row: Row) -> None:
        free = self._wrapped(locked=False, bg_color="#FFF8DC", border=1)
        lines = sum(1 + len(line) // WIDTHS[QUESTION] for line in row.words.split("\n"))
        sheet.set_row(number, LINE_HEIGHT * max(lines, 2))
        sheet.write_row(number, 0, [row.code, inert(row.layer), inert(row.words)], self._wrapped())
        sheet.write_blank(number, SHEET_ANSWER, None, free)
        if row.noted:
            sheet.write_blank(number, SHEET_NOTE, None, free)

    def _choose(self, sheet: Any, number: int, source: str) -> None:
        wrong = {
            "error_title": self.form.say("ballot.sheet-wrong-title"),
            "error_message": self.form.say("ballot.sheet-wrong"),
        }
        sheet.data_validation(
            number, SHEET_ANSWER, number, SHEET_ANSWER, {"validate": "list", "source": source, **wrong}
        )

    def _mark(self, sheet: Any) -> None:
        form = self.form
        about = {"format": SHEET_FORMAT, "kind": form.kind, "name": form.name, "language": form.language}
        origin = {f"framework.{key}": value for key, value in form.origin.items()}
        prints = {f"question.{id_}": one for id_, one in form.prints.items()}
        for number, pair in enumerate([("key", "value"), *(about | origin | prints).items()]):
            sheet.write_row(number, 0, [inert(text) for text in pair])

    def _rows(self) -> Iterator[Row]:
        form, say = self.form, self.form.say
        yield Row(SHEET_NAME, "", say("ballot.who"))
        for layer in form.judged:
            verdicts = tuple(say(f"verdict.{verdict}") for verdict in VERDICTS)
            yield Row(f"{SHEET_VOTE}{layer.id}", form.word(layer.name), say("ballot.votes-about"), verdicts)
        for part in form.parts:
            for question in form.asked(part):
                rungs = [f"{rung}: {form.word(option.text)}" for rung, option in enumerate(question.options)]
                options = (*rungs, *(say(f"state.{word}") for word in OPEN))
                yield Row(
                    question.id, form.word(part.name), "\n".join([form.word(question.ask), *rungs]), options, noted=True
                )
        yield Row(SHEET_REMARK, "", say("ballot.remark-label"))

"""The form as a spreadsheet with one drop-down list per question; only answers and notes can be typed in.

`reading.sheet` reads it back by the codes in its first column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from eurostack_assess.inert import escape_active
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
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
from eurostack_assess.report.exports.ballot_form import OPEN, BallotForm
from eurostack_assess.report.renderers.xlsx import create_book

MAX_SHEET_NAME = 31
WIDTHS = (24, 26, 80, 48, 48)
QUESTION = 2
"""Column of the question, counted from 0."""

LINE_HEIGHT = 15
"""Points; rows get their height here, since not every program fits them to wrapped text."""


class FormRow(NamedTuple):
    """One line to fill in."""

    code: str
    layer: str
    question_text: str
    options: tuple[str, ...] = ()
    """What can be chosen; nothing: anything can be typed."""
    has_note: bool = False
    """Whether a note can be added."""


def render_form_sheet(form: BallotForm, creation_date: date) -> bytes:
    """The spreadsheet; of the same form on the same day the same bytes."""
    out = BytesIO()
    book = create_book(
        out,
        form.title,
        datetime(creation_date.year, creation_date.month, creation_date.day),
    )
    _FormSheet(form, book).write()
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class _FormSheet:
    form: BallotForm
    book: Any

    def write(self) -> None:
        names = [self.form.translate(f"ballot.sheet-{key}")[:MAX_SHEET_NAME] for key in ("answers", "choices")]
        answers, choices, mark = (self.book.add_worksheet(name) for name in (*names, SHEET_MARK))
        self._head(answers)
        for number, row in enumerate(self._rows(), start=SHEET_FIRST_ROW):
            self._row(answers, number, row)
            if row.options:
                choices.write_row(number, 0, [row.code, *map(escape_active, row.options)])
                last = chr(ord("A") + len(row.options))
                self._add_choice_list(answers, number, f"='{names[1]}'!$B${number + 1}:${last}${number + 1}")
        answers.protect("", {"format_columns": True, "format_rows": True})
        self._mark(mark)
        choices.hide()
        mark.hide()
        answers.activate()

    def _head(self, sheet: Any) -> None:
        translate = self.form.translate
        bold = self.book.add_format({"bold": True, "valign": "top"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, self._wrapped())
        sheet.write(0, 0, escape_active(self.form.title), bold)
        sheet.write(1, 0, escape_active(translate("ballot.sheet-about")), self.book.add_format({"italic": True}))
        terms = self.form.framework.header.terms
        if terms is not None:
            sheet.merge_range(
                2, 0, 2, SHEET_NOTE, data=escape_active(self.form.localise(terms)), cell_format=self._wrapped()
            )
            sheet.set_row(2, 2 * LINE_HEIGHT)
        titles = [translate(f"ballot.column-{key}") for key in ("code", "layer", "question", "answer", "note")]
        sheet.write_row(SHEET_FIRST_ROW - 1, 0, titles, bold)
        sheet.freeze_panes(SHEET_FIRST_ROW, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _wrapped(self, **more: object) -> Any:
        return self.book.add_format({"text_wrap": True, "valign": "top", **more})

    def _row(self, sheet: Any, number: int, row: FormRow) -> None:
        free = self._wrapped(locked=False, bg_color="#FFF8DC", border=1)
        lines = sum(1 + len(line) // WIDTHS[QUESTION] for line in row.question_text.split("\n"))
        sheet.set_row(number, LINE_HEIGHT * max(lines, 2))
        sheet.write_row(
            number, 0, [row.code, escape_active(row.layer), escape_active(row.question_text)], self._wrapped()
        )
        sheet.write_blank(number, SHEET_ANSWER, None, free)
        if row.has_note:
            sheet.write_blank(number, SHEET_NOTE, None, free)

    def _add_choice_list(self, sheet: Any, number: int, source: str) -> None:
        wrong = {
            "error_title": self.form.translate("ballot.sheet-wrong-title"),
            "error_message": self.form.translate("ballot.sheet-wrong"),
        }
        sheet.data_validation(
            number, SHEET_ANSWER, number, SHEET_ANSWER, options={"validate": "list", "source": source, **wrong}
        )

    def _mark(self, sheet: Any) -> None:
        form = self.form
        about = {"format": SHEET_FORMAT, "kind": form.kind, "name": form.name, "language": form.language}
        origin = {f"framework.{key}": value for key, value in form.origin.items()}
        fingerprints = {f"question.{id_}": fingerprint for id_, fingerprint in form.question_fingerprints.items()}
        for number, pair in enumerate([("key", "value"), *(about | origin | fingerprints).items()]):
            sheet.write_row(number, 0, [escape_active(text) for text in pair])

    def _rows(self) -> Iterator[FormRow]:
        form, translate = self.form, self.form.translate
        yield FormRow(SHEET_NAME, "", translate("ballot.who"))
        for layer in form.judged_layers:
            verdicts = tuple(translate(f"verdict.{verdict}") for verdict in FINDING_VERDICTS)
            yield FormRow(
                f"{SHEET_VOTE}{layer.id}", form.localise(layer.name), translate("ballot.votes-about"), verdicts
            )
        for part in form.parts:
            for question in form.get_questions(part):
                rungs = [f"{rung}: {form.localise(option.text)}" for rung, option in enumerate(question.options)]
                options = (*rungs, *(translate(f"state.{word}") for word in OPEN))
                yield FormRow(
                    question.id,
                    form.localise(part.name),
                    "\n".join([form.localise(question.ask), *rungs]),
                    options,
                    has_note=True,
                )
        yield FormRow(SHEET_REMARK, "", translate("ballot.remark-label"))

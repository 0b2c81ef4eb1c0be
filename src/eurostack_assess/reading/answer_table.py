"""Reads many organisations' answers as rows of numbers: a table with one row each, or a folder with one profile each.

A column is a question's id, a column to group by, or `id`; others are ignored, but a title that resembles a question's
id is an error. A cell is a rung, counted from 0, or the possible rungs (`>=2`, `<=1`, `1..3`), or dont_know,
not_applicable or skipped; an empty cell means unasked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from eurostack_assess.errors import MAX_PROBLEMS_FOUND, InvalidInputError, Message, Problem, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import CODES, encode_answer
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import format_bounds, parse_bounds
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.table import InputTable, RaggedRow, explain_unread, read_table
from eurostack_assess.reading.validate import did_you_mean

ID_COLUMN = "id"
"""The column that tells organisations apart."""

AnswerRow = Mapping[str, int | str | None]
"""Question id to a rung or a code, and columns to group by to their values; left out: unasked."""


@dataclass(frozen=True)
class RejectedRow:
    """A row that cannot be counted."""

    line: int
    cells: Sequence[str]
    reasons: Sequence[Message]


class AnswerTable(NamedTuple):
    """Answers of many organisations."""

    titles: Sequence[str]
    rows: tuple[AnswerRow, ...]
    notes: tuple[Message, ...] = ()
    """What a reader should know of how it was read."""


def read_answer_table(
    path: Path, framework: Framework, kind: Kind, columns: Sequence[str], rejected_rows: list[RejectedRow] | None = None
) -> AnswerTable:
    """A table of answers, CSV or a spreadsheet.

    Args:
        path: The file.
        framework: Of which the questions are.
        kind: What all organisations in it are.
        columns: By which they are grouped.
        rejected_rows: Takes the rows that cannot be counted, with the reasons; None: there may be none.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: no table, or one without rows; with every column, and every row and cell, that cannot be
            taken.
    """
    ragged_rows: list[RaggedRow] | None = None if rejected_rows is None else []
    questions = {question.id: question for part in framework.layers for question in part.questions_for(kind)}
    known = {ID_COLUMN, *columns, *questions}
    with name_other_kinds(path, "table", "spreadsheet"):
        table = read_table(path, is_known=known.__contains__, ragged_rows=ragged_rows)
        problems = list(_find_title_problems(table, questions, columns))
        if problems and not any(title in questions for title in table.titles):
            raise InvalidInputError(problems[:MAX_PROBLEMS_FOUND])
    if not problems:
        problems = list(_find_cell_problems(table, questions))
        if rejected_rows is not None:
            rejected_rows += _collect_rejected_rows(table, ragged_rows or [], problems)
            problems = []
    if problems:
        raise InvalidInputError(problems[:MAX_PROBLEMS_FOUND])
    rejected_lines = {row.line for row in rejected_rows or ()}
    rows = tuple(
        _build_row(table.titles, cells, questions) for line, cells in table.records if line not in rejected_lines
    )
    return AnswerTable(table.titles, rows, table.notes)


def _collect_rejected_rows(
    table: InputTable, ragged_rows: Sequence[RaggedRow], problems: Sequence[Problem]
) -> list[RejectedRow]:
    """The rows with a problem, in order, each with all that is wrong with it."""
    messages_by_line: dict[int, list[Message]] = {}
    for problem in problems:
        messages_by_line.setdefault(problem.place.line, []).append(problem.message)
    cells = dict(table.records)
    rejected_rows = [RejectedRow(line, cells.get(line, ()), messages) for line, messages in messages_by_line.items()]
    return sorted(
        [*rejected_rows, *(RejectedRow(line, own, [flaw.message]) for line, own, flaw in ragged_rows)],
        key=lambda row: row.line,
    )


def find_ignored_columns(titles: Iterable[str], framework: Framework, columns: Collection[str]) -> list[str]:
    """The columns that are neither a question, a column to group by, nor `id`."""
    return [title for title in titles if title not in {ID_COLUMN, *columns, *framework.questions}]


def build_answer_row(profile: Profile, framework: Framework, columns: Mapping[str, str | None]) -> AnswerRow:
    """A profile's answers as a row, with values to group it by."""
    questions = framework.questions
    answers = {
        id_: encode_answer(answer.answer, len(questions[id_].options))
        for id_, answer in profile.answers.items()
        if id_ in questions
    }
    return {**columns, **answers}


def _find_title_problems(table: InputTable, question_ids: Collection[str], columns: Sequence[str]) -> Iterator[Problem]:
    line = table.rows[0][0]
    known = {ID_COLUMN, *columns, *question_ids}
    for index, title in enumerate(table.titles):
        if title and title in table.titles[:index]:
            yield table.problem(line, message("problem.column-twice", column=title))
        elif title not in known and (hint := did_you_mean(title, question_ids)):
            yield table.problem(line, message("problem.no-such-column", column=title), hint)
    for column in columns:
        if column not in table.titles:
            what = message("problem.column-not-there", column=column)
            yield table.problem(line, what, did_you_mean(column, table.titles))
    if not any(title in question_ids for title in table.titles):
        yield table.problem(line, message("problem.no-question-column"))


def _find_cell_problems(table: InputTable, questions: Mapping[str, Question]) -> Iterator[Problem]:
    for unread in table.unread:
        if unread.column <= len(table.titles) and table.titles[unread.column - 1] in (ID_COLUMN, *questions):
            yield table.problem(unread.row, explain_unread(unread), message(f"hint.{unread.kind}-cell"), unread.column)
    seen: dict[str, int] = {}
    for line, cells in table.records:
        for title, cell in zip(table.titles, cells, strict=True):
            if title == ID_COLUMN:
                if cell in seen and cell:
                    yield table.problem(line, message("problem.id-twice", id=cell, line=seen[cell]))
                seen.setdefault(cell, line)
            elif title in questions and _parse_cell(cell, questions[title]) is None and cell:
                top = len(questions[title].options) - 1
                what = message("problem.no-answer", question=title, cell=cell, most=top)
                yield table.problem(line, what, message("hint.answer-cell", most=top))


def _build_row(titles: Sequence[str], cells: Sequence[str], questions: Mapping[str, Question]) -> AnswerRow:
    return {
        title: _parse_cell(cell, questions[title]) if title in questions else (cell or None)
        for title, cell in zip(titles, cells, strict=True)
    }


def _parse_cell(cell: str, question: Question) -> int | None:
    """What a cell stands for; None of an empty one, and of one that stands for nothing."""
    if cell in CODES:
        return CODES[cell]
    rungs = len(question.options)
    bounds = parse_bounds(cell)
    if bounds is not None and format_bounds(bounds) == cell and bounds.highest_named < rungs:
        return encode_answer(bounds, rungs)
    text = cell.removesuffix(".0")
    return next((rung for rung in range(rungs) if str(rung) == text), None)

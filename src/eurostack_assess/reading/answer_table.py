"""Many organisations' answers: a table with a row each, or a folder with a profile each, to rows of numbers.

A column is a question's id, a column to group by, or `id`; others are left out, unless their titles look like a
question's id. A cell is a rung, counted from 0, or dont_know, not_applicable or skipped; an empty one is unasked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.errors import MOST_PROBLEMS_FOUND, InvalidInput, Message, Problem, message
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Question
from eurostack_assess.model.population import CODES
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.table import Ragged, Table, read_table
from eurostack_assess.reading.validate import did_you_mean

ID = "id"
"""The column that tells organisations apart."""

AnswerRow = Mapping[str, int | str | None]
"""Question id to a rung or a code, and columns to group by to their values; left out: unasked."""


@dataclass(frozen=True)
class SetAside:
    """A row that cannot be counted."""

    line: int
    cells: Sequence[str]
    why: Sequence[Message]


def read_answer_table(
    path: Path, framework: Framework, kind: Kind, columns: Sequence[str], aside: list[SetAside] | None = None
) -> tuple[Sequence[str], tuple[AnswerRow, ...]]:
    """The titles and the rows of a table, CSV or a spreadsheet.

    Args:
        path: The file.
        framework: Of which the questions are.
        kind: What all organisations in it are.
        columns: By which they are grouped.
        aside: Takes the rows that cannot be counted, with why; None: there may be none.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: no table, or one without rows; with every column, and every row and cell, that cannot be taken.
    """
    ragged: list[Ragged] | None = None if aside is None else []
    table = read_table(path, ragged=ragged)
    asked = {one.id: one for part in framework.layers for one in part.asked_of(kind)}
    problems = list(_title_problems(table, asked, columns))
    if not problems:
        problems = list(_cell_problems(table, asked))
        if aside is not None:
            aside += _set_aside(table, ragged or [], problems)
            problems = []
    if problems:
        raise InvalidInput(problems[:MOST_PROBLEMS_FOUND])
    left = {one.line for one in aside or ()}
    return table.titles, tuple(_row(table.titles, cells, asked) for line, cells in table.records if line not in left)


def _set_aside(table: Table, ragged: Sequence[Ragged], problems: Sequence[Problem]) -> list[SetAside]:
    """The rows with a problem, in order, each with all that is wrong with it."""
    why: dict[int, list[Message]] = {}
    for problem in problems:
        why.setdefault(problem.place.line, []).append(problem.message)
    cells = dict(table.records)
    made = [SetAside(line, cells[line], messages) for line, messages in why.items()]
    return sorted([*made, *(SetAside(line, own, [one.message]) for line, own, one in ragged)], key=lambda one: one.line)


def left_out(titles: Iterable[str], framework: Framework, columns: Collection[str]) -> list[str]:
    """The columns that are neither a question, a column to group by, nor `id`."""
    return [title for title in titles if title not in {ID, *columns, *framework.questions}]


def row_of(profile: Profile, columns: Mapping[str, str | None]) -> AnswerRow:
    """A profile's answers as a row, with values to group it by."""
    given = profile.answers.items()
    return {**columns, **{id_: CODES[one.state] if one.rung is None else one.rung for id_, one in given}}


def _title_problems(table: Table, asked: Collection[str], columns: Sequence[str]) -> Iterator[Problem]:
    line = table.rows[0][0]
    known = {ID, *columns, *asked}
    for at, title in enumerate(table.titles):
        if title in table.titles[:at]:
            yield table.problem(line, message("problem.column-twice", column=title))
        elif title not in known and (like := did_you_mean(title, asked)):
            yield table.problem(line, message("problem.no-such-column", column=title), like)
    for column in columns:
        if column not in table.titles:
            what = message("problem.column-not-there", column=column)
            yield table.problem(line, what, did_you_mean(column, table.titles))
    if not any(title in asked for title in table.titles):
        yield table.problem(line, message("problem.no-question-column"))


def _cell_problems(table: Table, asked: Mapping[str, Question]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for line, cells in table.records:
        for title, cell in zip(table.titles, cells, strict=True):
            if title == ID:
                if cell in seen and cell:
                    yield table.problem(line, message("problem.id-twice", id=cell, line=seen[cell]))
                seen.setdefault(cell, line)
            elif title in asked and _code(cell, asked[title]) is None and cell:
                most = len(asked[title].options) - 1
                what = message("problem.no-answer", question=title, cell=cell, most=most)
                yield table.problem(line, what, message("hint.answer-cell", most=most))


def _row(titles: Sequence[str], cells: Sequence[str], asked: Mapping[str, Question]) -> AnswerRow:
    return {
        title: _code(cell, asked[title]) if title in asked else (cell or None)
        for title, cell in zip(titles, cells, strict=True)
    }


def _code(cell: str, question: Question) -> int | None:
    """What a cell stands for; None of an empty one, and of one that stands for nothing."""
    if cell in CODES:
        return CODES[cell]
    whole = cell.removesuffix(".0")
    return next((rung for rung in range(len(question.options)) if str(rung) == whole), None)

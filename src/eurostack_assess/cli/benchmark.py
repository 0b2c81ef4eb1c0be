"""`benchmark`: many profiles at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from eurostack_assess import __version__
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.outputs import Outputs, check_outputs
from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.cli.streams import note, show, write_file
from eurostack_assess.errors import CannotReadOrWrite, InvalidInput, Message, Place, Problem, UsageError, message
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.population import plain
from eurostack_assess.population.scale import scale
from eurostack_assess.population.summary import Wanted, population
from eurostack_assess.population.tally import Tally
from eurostack_assess.reading.answer_table import ID, AnswerRow, SetAside, left_out, read_answer_table, row_of
from eurostack_assess.reading.table import MOST_ROWS, SPREADSHEETS, TABLE_LIMIT
from eurostack_assess.reading.validate import did_you_mean
from eurostack_assess.report import csv_file
from eurostack_assess.report.population import population_report
from eurostack_assess.report.population_sheets import population_sheets
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import Texts, texts

if TYPE_CHECKING:
    from eurostack_assess.population.engines import BadCell, BadTable

LARGE = (".parquet", ".jsonl")
SMALL = (".csv", *SPREADSHEETS)
FOLDER, COUNTRY = "folder", "country"
"""By what the profiles in a folder can be grouped."""


@dataclass(frozen=True)
class Asked:
    """What is to be counted, and how."""

    path: Path
    profile: Path | None
    kind: Kind
    by: Sequence[str]
    smallest: int
    engine: str
    title: str | None
    lenient: Path | None
    """Takes the rows that cannot be counted, with why; none: there may be none."""
    framework: Path | None


def benchmark(asked: Asked, language: str, outputs: Outputs, *, everything: bool, digest: bool) -> None:
    """Count a table or a folder: the benchmark on the screen, or in each of the output files."""
    outputs.check()
    if asked.lenient is not None:
        check_outputs([asked.lenient], (".csv",), force=outputs.force)
    framework = chosen_framework(asked.framework)
    for at, column in enumerate(asked.by):
        if column in {ID, *framework.questions, *asked.by[:at]}:
            raise UsageError(message("error.no-group", column=column))
    say = texts(language)
    aside: list[SetAside] | None = None if asked.lenient is None else []
    counted, ignored = _counted(asked, framework, aside)
    if ignored:
        note(say("population.ignored", n=len(ignored), columns=say.listing(ignored)))
    if asked.lenient is not None and aside is not None:
        _write_aside(asked.lenient, aside, say, force=outputs.force)
    if digest:
        show(f"{counted.digest}\n")
        return
    wanted = Wanted(asked.kind, asked.smallest, asked.title, _own(asked, framework))
    result = population(counted, framework, wanted, Tool(version=__version__))
    report = partial(population_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(population_sheets, result, language), result)


def _write_aside(path: Path, aside: Sequence[SetAside], say: Texts, *, force: bool) -> None:
    """The rows that were set aside, each with its line and why; and how many there are, never silently."""
    if not aside:
        note(say("population.all-counted"))
        return
    note(say("population.set-aside", n=len(aside), file=str(path)))
    width = max(len(one.cells) for one in aside)
    titles = (say("cell.line"), say("cell.why"), *[""] * width)
    rows = (
        (one.line, "; ".join(say.message(why) for why in one.why), *one.cells, *[None] * (width - len(one.cells)))
        for one in aside
    )
    sheet = Sheet(say("sheet.left-out"), titles, tuple(rows))
    write_file(path, csv_file.render(Workbook(sheet.name, say.language, (sheet,), sheet.name)), force=force)


def _own(asked: Asked, framework: Framework) -> tuple[str, Tally] | None:
    """The name and the tally of the profile that is to be placed."""
    if asked.profile is None:
        return None
    _, profile, _ = checked_profile(asked.profile, asked.framework)
    if profile.kind != asked.kind:
        raise UsageError(message("error.benchmark-kind", file=str(asked.profile), kind=message(f"kind.{asked.kind}")))
    return profile.name, plain.tally([row_of(profile, {})], framework, asked.kind, ())


def _counted(asked: Asked, framework: Framework, aside: list[SetAside] | None) -> tuple[Tally, list[str]]:
    """The tally, and the columns that were left out."""
    if asked.path.is_dir():
        return plain.tally(_rows_in(asked), framework, asked.kind, asked.by), []
    ending = asked.path.suffix.lower()
    if ending not in (*SMALL, *LARGE):
        endings = ", ".join((*SMALL, *LARGE))
        raise UsageError(message("error.no-table", file=str(asked.path), endings=endings))
    if asked.engine == "plain" or (asked.engine == "auto" and ending in SMALL and not _is_large(asked.path)):
        rows = read_answer_table(asked.path, framework, asked.kind, asked.by, aside)
        ignored = left_out(rows[0] if rows else (), framework, asked.by)
        return plain.tally(rows, framework, asked.kind, asked.by), ignored
    return _with_polars(asked, framework, aside)


def _rows_in(asked: Asked) -> Iterator[AnswerRow]:
    """The profiles in a folder and the folders in it."""
    if unknown := [column for column in asked.by if column not in (FOLDER, COUNTRY)]:
        raise UsageError(message("error.benchmark-by", column=unknown[0], known=f"{FOLDER}, {COUNTRY}"))
    paths = sorted(path for path in asked.path.rglob("*.y*ml") if path.is_file())
    if not paths:
        raise UsageError(message("error.no-profiles", folder=str(asked.path)))
    for path in paths:
        _, profile, _ = checked_profile(path, asked.framework)
        if profile.kind == asked.kind:
            yield row_of(profile, {FOLDER: path.parent.name, COUNTRY: profile.country})


def _is_large(path: Path) -> bool:
    """Whether a table has more rows than are scored one by one."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        if path.stat().st_size > TABLE_LIMIT:
            return True
        with path.open("rb") as file:
            return sum(1 for _ in file) > MOST_ROWS
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotReadOrWrite(message("error.cannot-read", file=str(path), reason=reason)) from None


def _with_polars(asked: Asked, framework: Framework, aside: list[SetAside] | None) -> tuple[Tally, list[str]]:
    if find_spec("polars") is None or find_spec("narwhals") is None:
        raise UsageError(
            message("error.engine-not-installed", file=str(asked.path)), message("hint.install-population")
        )
    from eurostack_assess.population.engines import BadRow, BadTable, titles, with_polars

    if not asked.path.is_file():
        raise CannotReadOrWrite(message("error.not-a-file", file=str(asked.path)))
    try:
        bad: list[BadRow] = []
        counted = with_polars(asked.path, scale(framework, asked.kind), asked.by, None if aside is None else bad)
        if aside is not None:
            rows = ((row, [_what(cell, framework) for cell in row.bad]) for row in bad)
            aside += [SetAside(row.row + 1, tuple(row.cells.values()), why) for row, why in rows]
        return counted, left_out(titles(asked.path), framework, asked.by)
    except BadTable as refused:
        raise InvalidInput(_problems(refused, str(asked.path), framework)) from None


def _problems(bad: "BadTable", file: str, framework: Framework) -> list[Problem]:
    """What is wrong with a large table, in the words for small ones; a row's line is after the titles'."""
    if bad.what:
        return [Problem(message("problem.not-a-table", what=bad.what), Place(file, 1, 1))]
    found = [Problem(message("problem.ragged-line", cells=cells), Place(file, line, 1)) for line, cells in bad.ragged]
    for column in bad.columns:
        what = message("problem.no-such-column", column=column)
        found.append(Problem(what, Place(file, 1, 1), did_you_mean(column, framework.questions)))
    for cell in bad.cells:
        hint = None if cell.column == ID else message("hint.answer-cell", most=_top(cell, framework))
        found.append(Problem(_what(cell, framework), Place(file, cell.row + 1, 1), hint))
    return found


def _what(cell: "BadCell", framework: Framework) -> Message:
    if cell.column == ID:
        return message("problem.row-twice", row=cell.cell)
    return message("problem.no-answer", question=cell.column, cell=cell.cell, most=_top(cell, framework))


def _top(cell: "BadCell", framework: Framework) -> int:
    return len(framework.questions[cell.column].options) - 1

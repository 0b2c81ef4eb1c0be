"""`benchmark`: compare many profiles, and show the percentile of one profile among them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.population.registry import AUTO, ENGINE_NAMES, TABLE_ENDINGS

if TYPE_CHECKING:
    from eurostack_assess.model.framework import Framework
    from eurostack_assess.model.item_analysis import LayerItems
    from eurostack_assess.model.prior import Prior
    from eurostack_assess.population.tables import CountedTable, TableRequest
    from eurostack_assess.population.tally import Tally
    from eurostack_assess.reading.answer_table import AnswerRow, RejectedRow
    from eurostack_assess.report.workbook import Workbook
    from eurostack_assess.texts import Texts


EXAMPLE = "benchmark municipalities.csv my-municipality.yaml --by region"
SMALLEST_POPULATION = 10
"""Members below which the answers of a population are not written out, whatever is suppressed elsewhere."""


def benchmark(
    table: Annotated[
        str,
        typer.Argument(
            metavar="TABLE",
            help=f"Table ({', '.join(TABLE_ENDINGS)}) or folder of profiles.",
            show_default=False,
        ),
    ],
    profile: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Profile to compare with those in TABLE.", show_default=False)
    ] = None,
    kind: Annotated[
        Kind, options.kind_option("Compare profiles of this kind only: organisation or region.")
    ] = "organisation",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help="Column to group by; with a folder of profiles, either `folder` or `country`. Repeatable.",
            show_default=False,
        ),
    ] = None,
    smallest: Annotated[
        int,
        typer.Option(
            "--smallest",
            min=1,
            metavar="N",
            help="Suppress groups with fewer than N organisations (disclosure control).",
        ),
    ] = 10,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help=f"Counting engine: {options.one_of(ENGINE_NAMES)}; auto uses Polars for large tables.",
        ),
    ] = AUTO,
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            metavar="URL",
            help="Cluster for --engine spark, such as spark://HOST:7077 or yarn.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="TABLE",
            help="Earlier table or folder; also report changes since then, matched by id.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Title of the report.", show_default=False)
    ] = None,
    lenient: Annotated[
        Path | None,
        typer.Option(
            "--lenient",
            metavar="FILE",
            help="Write invalid rows and their errors to this .csv, and continue.",
            show_default=False,
        ),
    ] = None,
    items: Annotated[
        bool,
        typer.Option(
            "--items", help="Add an item analysis, which shows whether the questions of each layer belong together."
        ),
    ] = False,
    prior_out: Annotated[
        Path | None,
        typer.Option(
            "--prior-out",
            metavar="FILE",
            help="Write to this .yaml file how often each rung was chosen, for score --prior.",
            show_default=False,
        ),
    ] = None,
    digest: Annotated[
        bool, typer.Option("--digest", help="Print one hash of all counts, to compare two runs. Do not publish it.")
    ] = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: options.ReportFiles = None,
    everything: options.Everything = False,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Compare many profiles: the distribution of scores by group, and the percentile of one profile."""
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.choices import checked_choice
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.names import checked_name
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.progress import working
    from eurostack_assess.cli.streams import show
    from eurostack_assess.model.assessment import Tool
    from eurostack_assess.population.summary import SummaryOptions, summarise_population
    from eurostack_assess.population.tables import TableRequest, check_request, count_earlier, count_table
    from eurostack_assess.report.documents.population import build_population_report
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, outputs = choose(lang), Outputs(output or (), force, csv_dialect)
    outputs.check()
    title = None if title is None else checked_name(title)
    columns, name = tuple(by or ()), checked_choice(engine, ENGINE_NAMES, "engine")
    request = TableRequest(table, kind, columns, engine=name, cluster=master, framework_folder=framework)
    _check_row_by_row(request, prior_out, items=items, force=force)
    _check_lenient(request, lenient, force=force)
    check_request(request, follows=since is not None, sets_aside=lenient is not None)
    read = chosen_framework(framework)
    _check_columns(columns, read)
    translate = texts(language)
    rejected: list[RejectedRow] | None = None if lenient is None else []
    with working(translate("population.counting", table=request.path.name)) as on_progress:
        counted = count_table(request, read, rejected, on_progress)
        earlier = (
            None
            if since is None
            else count_earlier(request, since, later=counted, framework=read, on_progress=on_progress)
        )
    _note_what_was_left_out(counted, translate, read.header.edition)
    if lenient is not None and rejected is not None:
        _write_rejected(lenient, rejected, counted.titles, translate, force=force)
    if prior_out is not None:
        population = _count_population(counted, read, kind, name=title or prior_out.stem, smallest=smallest)
        _write_prior(prior_out, population, translate, force=force)
    if digest:
        show(f"{counted.tally.digest}\n")
        return
    own = None if profile is None else _own_tally(profile, request)
    summary_options = SummaryOptions(kind, smallest, title=title, own_profile=own, earlier_table=earlier)
    result = summarise_population(counted.tally, read, summary_options, Tool(version=__version__))
    if items:
        result = result.model_copy(update={"items": _analyse_items(counted, read, kind)})
    report = partial(build_population_report, result, language, everything=everything or outputs.to_files)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.population import build_population_sheets

        return build_population_sheets(result, language)

    outputs.emit(report, sheets, result)


def _check_lenient(request: "TableRequest", lenient: Path | None, *, force: bool) -> None:
    """Refuse to set rows aside where there are none, or where they cannot be written."""
    from eurostack_assess.cli.outputs import check_outputs
    from eurostack_assess.errors import UsageError, message

    if lenient is None:
        return
    if request.path.is_dir():
        raise UsageError(message("error.lenient-table"))
    check_outputs([lenient], (".csv",), force=force)


def _write_rejected(
    path: Path, rejected: "Sequence[RejectedRow]", titles: Sequence[str], translate: "Texts", *, force: bool
) -> None:
    """Write the rows that were set aside, each with its line and why; and note how many there are, never silently."""
    from eurostack_assess.cli.streams import note, write_file
    from eurostack_assess.report.renderers import csv_file
    from eurostack_assess.report.workbook import Sheet, Workbook

    if not rejected:
        note(translate("population.all-counted"))
        return
    note(translate("population.set-aside", n=len(rejected), file=str(path)))
    width = max(len(titles), *(len(row.cells) for row in rejected))
    extra = (translate("cell.extra", n=number) for number in range(1, width - len(titles) + 1))
    rows = tuple(
        (
            row.line,
            "; ".join(translate.message(reason) for reason in row.reasons),
            *row.cells,
            *[None] * (width - len(row.cells)),
        )
        for row in rejected
    )
    columns = (translate("cell.line"), translate("cell.why"), *titles, *extra)
    sheet = Sheet(translate("sheet.left-out"), columns, rows)
    write_file(path, csv_file.render(Workbook(sheet.name, translate.language, (sheet,), sheet.name)), force=force)


def _check_columns(columns: Sequence[str], framework: "Framework") -> None:
    """Refuse to group by a question, by what tells organisations apart, or twice by the same."""
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.answer_table import ID_COLUMN

    for index, column in enumerate(columns):
        if column in {ID_COLUMN, *framework.questions, *columns[:index]}:
            raise UsageError(message("error.no-group", column=column))


def _note_what_was_left_out(counted: "CountedTable", translate: "Texts", edition: str) -> None:
    """Columns that are nothing known, and profiles of another edition."""
    from eurostack_assess.cli.streams import note

    for what in counted.notes:
        note(translate.message(what))
    if counted.ignored:
        listed = translate.listing(list(counted.ignored))
        note(translate("population.ignored", n=len(counted.ignored), columns=listed))
    if counted.older:
        note(translate("population.older", n=counted.older, edition=edition))


def _analyse_items(counted: "CountedTable", framework: "Framework", kind: Kind) -> "tuple[LayerItems, ...]":
    """Whether the questions of each layer belong together."""
    from eurostack_assess.method.item_analysis import analyse_questions

    return analyse_questions(framework, kind, _require_rows(counted))


def _check_row_by_row(request: "TableRequest", prior_out: Path | None, *, items: bool, force: bool) -> None:
    """Refuse, before anything is counted, what looks at each row where rows are only counted."""
    from eurostack_assess.cli.outputs import check_outputs
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.population.registry import COLUMN_TABLES, ENGINES
    from eurostack_assess.reading.table import MAX_ROWS

    check_outputs([prior_out] if prior_out else (), (".yaml", ".yml"), force=force)
    if not (items or prior_out) or not request.path.is_file():
        return
    engine = ENGINES.get(request.engine)
    if request.ending in COLUMN_TABLES or (engine is not None and engine.run is not None):
        raise UsageError(message("error.items-need-rows"), message("hint.items-need-rows", most=MAX_ROWS))


def _require_rows(counted: "CountedTable") -> "Sequence[AnswerRow]":
    """The rows, where they were scored one by one."""
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.table import MAX_ROWS

    if counted.rows is None:
        raise UsageError(message("error.items-need-rows"), message("hint.items-need-rows", most=MAX_ROWS))
    return counted.rows


def _write_prior(
    path: Path,
    population: "Prior | None",
    translate: "Texts",
    *,
    force: bool,
) -> None:
    """Write how often each rung was answered; refuse it for a population that is too small to be told of."""
    from eurostack_assess.cli.streams import note, write_file
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.report.exports.prior_file import render_prior

    if population is None:
        raise UsageError(message("error.prior-too-small", smallest=SMALLEST_POPULATION))
    write_file(path, render_prior(population).encode(), force=force)
    note(translate("init.written", file=str(path)))


def _count_population(
    counted: "CountedTable", framework: "Framework", kind: Kind, *, name: str, smallest: int
) -> "Prior | None":
    """How often each rung was answered; None where there are too few to tell."""
    from eurostack_assess.cli.clock import today
    from eurostack_assess.method.priors import count_rungs

    least = max(smallest, SMALLEST_POPULATION)
    return count_rungs(framework, kind, _require_rows(counted), name=name, day=today(), smallest=least)


def _own_tally(path: Path, request: "TableRequest") -> "tuple[str, Tally]":
    """The name and the tally of the profile that is to be placed."""
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.population import row_by_row
    from eurostack_assess.reading.answer_table import build_answer_row
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.subjects.subject import read_profile_subject

    profile = read_profile_subject(path, request.framework_folder).profile
    if profile.kind != request.kind:
        raise UsageError(message("error.benchmark-kind", file=str(path), kind=message(f"kind.{request.kind}")))
    framework = chosen_framework(request.framework_folder)
    return profile.name, row_by_row.count_rows([build_answer_row(profile, framework, {})], framework, request.kind, ())

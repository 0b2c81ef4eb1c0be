"""The commands and their options. Each imports what it needs inside itself, so that `--help` stays light."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from eurostack_assess import __version__

application = typer.Typer(
    name="eurostack-assess",
    help="How dependent is an organisation or region, layer by layer of the Eurostack, and where should it act first?",
    epilog="Data goes to standard output, everything else to standard error. Nothing ever leaves this computer.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Language = Annotated[
    str | None, typer.Option("--lang", help="Language of what is shown: nl or en.", show_default=False)
]
FrameworkFolder = Annotated[
    Path | None,
    typer.Option("--framework", help="Folder of another framework than the shipped one.", show_default=False),
]
Kind = Literal["organisation", "region"]
Which = Literal["open", "unknown", "marked"]
Described = Literal[
    "questionnaire",
    "framework",
    "instrument",
    "weights",
    "profile",
    "scenario",
    "suppliers",
    "alternatives",
    "result",
    "outage",
    "comparison",
    "population",
    "lint",
]
Views = Annotated[
    list[str] | None,
    typer.Option(
        "--view", help="Also read the answers by this instrument, or edition of it. Repeatable.", show_default=False
    ),
]
WeightsFile = Annotated[
    Path | None,
    typer.Option("--weights", help="Also score by the weights in this file (YAML).", show_default=False),
]
ReportFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        help="Write it here instead; .html, .pdf, .md, .xlsx, .csv or .json. Repeatable.",
        show_default=False,
    ),
]
CsvDialect = Annotated[
    Literal["standard", "excel-nl"],
    typer.Option("--csv-dialect", help="Of .csv: standard, or excel-nl (semicolons, commas in decimals)."),
]
ProfileFile = Annotated[Path, typer.Argument(help="Profile (YAML); - reads standard input.", show_default=False)]
AnyResultFile = Annotated[Path, typer.Argument(help="Profile (YAML), session or result.", show_default=False)]
SubjectName = Annotated[str, typer.Option("--name", help="Name of the organisation or region.", show_default=False)]
LensesToo = Annotated[
    list[str] | None, typer.Option("--lens", help="Ask this lens's questions too. Repeatable.", show_default=False)
]
FormFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "-o", "--output", help="The form to write; .html (a page) or .xlsx (a sheet). Repeatable.", show_default=False
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"eurostack-assess {__version__}")
        raise typer.Exit


@application.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """The options of the command itself."""


@application.command()
def assess(
    name: Annotated[
        str | None,
        typer.Argument(help="Name of the organisation or region, or its session file.", show_default=False),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What is assessed.", show_default=False)] = None,
    lens: LensesToo = None,
    layer: Annotated[
        list[str] | None, typer.Option("--layer", help="Only this layer. Repeatable.", show_default=False)
    ] = None,
    only: Annotated[
        Which | None, typer.Option("--only", help="Only questions in this state.", show_default=False)
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", help="Take answers from this file (YAML or JSON by question id).", show_default=False
        ),
    ] = None,
    older: Annotated[
        Path | None,
        typer.Option("--from", help="Assess this profile anew, with its answers shown.", show_default=False),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, without a full screen.")] = False,
    lang: Language = None,
    framework: FrameworkFolder = None,
) -> int:
    """Assess an organisation or region, question by question; continues where it stopped."""
    from eurostack_assess.cli.assess import Asked
    from eurostack_assess.cli.assess import assess as run
    from eurostack_assess.cli.language import choose

    asked = Asked(name, kind, tuple(lens or ()), tuple(layer or ()), only, answers, older, plain, framework, lang)
    return run(asked, choose(lang))


@application.command()
def score(
    profile: ProfileFile,
    view: Views = None,
    weights: WeightsFile = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    output: ReportFiles = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every gap, not the first ten only.")] = False,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Score a profile and show its dependency and gap report."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.score import How
    from eurostack_assess.cli.score import score as run

    how = How(framework, view or (), weights)
    run(profile, how, choose(lang), Outputs(output or [], force, csv_dialect), everything=everything)


@application.command()
def benchmark(
    table: Annotated[
        str,
        typer.Argument(help="Table (.csv, .xlsx, .parquet, .jsonl) or folder of profiles.", show_default=False),
    ],
    profile: Annotated[Path | None, typer.Argument(help="A profile to place among them.", show_default=False)] = None,
    kind: Annotated[
        Literal["organisation", "region"],
        typer.Option(help="What is compared; other profiles are left out."),
    ] = "organisation",
    by: Annotated[
        list[str] | None,
        typer.Option(help="Column to group by; of a folder: folder, country. Repeatable.", show_default=False),
    ] = None,
    smallest: Annotated[int, typer.Option(min=1, help="Groups with fewer are left out.")] = 10,
    engine: Annotated[
        Literal["auto", "plain", "polars", "duckdb", "spark"],
        typer.Option(help="What counts; auto takes Polars for large tables."),
    ] = "auto",
    master: Annotated[
        str | None, typer.Option(help="The cluster for --engine spark: spark://HOST:7077, yarn.", show_default=False)
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help="An earlier table or folder: also tell what moved, by id.", show_default=False),
    ] = None,
    title: Annotated[str | None, typer.Option(help="What the report is called.", show_default=False)] = None,
    lenient: Annotated[
        Path | None,
        typer.Option(help="Set rows that cannot be counted aside in this .csv, with why.", show_default=False),
    ] = None,
    digest: Annotated[
        bool, typer.Option("--digest", help="Print one hash of all counts, to compare; not to publish.")
    ] = False,
    lang: Language = None,
    framework: FrameworkFolder = None,
    output: ReportFiles = None,
    everything: Annotated[bool, typer.Option("--all", help="Tell all questions, not the first ten.")] = False,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Compare many profiles: how scores lie, by group, and where one stands among them."""
    from eurostack_assess.cli.benchmark import benchmark as run
    from eurostack_assess.cli.counting import Asked
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs

    asked = Asked(table, profile, kind, tuple(by or ()), smallest, engine, master, title, lenient, framework, since)
    run(asked, choose(lang), Outputs(output or [], force, csv_dialect), everything=everything, digest=digest)


@application.command()
def whatif(
    profile: ProfileFile,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            help="What drops out: a country (US), product, owner or service. Repeatable.",
            show_default=False,
        ),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", help="A named scenario, or a file with one.", show_default=False)
    ] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    output: ReportFiles = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every service, not the first ten only.")] = False,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Show which services stop when a supplier or a country drops out, and what would save them."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.whatif import Asked
    from eurostack_assess.cli.whatif import whatif as run

    asked = Asked(profile, without or (), scenario, framework)
    run(asked, choose(lang), Outputs(output or [], force, csv_dialect), everything=everything)


@application.command()
def compare(
    files: Annotated[
        list[Path], typer.Argument(help="Two or more profiles, sessions or results (JSON).", show_default=False)
    ],
    view: Views = None,
    weights: WeightsFile = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    output: ReportFiles = None,
    everything: Annotated[bool, typer.Option("--all", help="Show everything, not the first ten only.")] = False,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Compare regions, or two dates of one: what differs, why, and whether that can be trusted."""
    from eurostack_assess.cli.compare import compare as run
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.score import How

    how = How(framework, view or (), weights)
    run(files, how, choose(lang), Outputs(output or [], force, csv_dialect), everything=everything)


catalogue = typer.Typer(
    help="What is known of products: who supplies and owns them, what they run on, what there is instead.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
application.add_typer(catalogue, name="catalogue")


@catalogue.command("list")
def catalogue_list(
    words: Annotated[list[str] | None, typer.Argument(help="Words of a name.", show_default=False)] = None,
    layer: Annotated[str | None, typer.Option("--layer", help="Only this layer.", show_default=False)] = None,
    category: Annotated[str | None, typer.Option("--category", help="Only this kind.", show_default=False)] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Only what is controlled from this country.", show_default=False)
    ] = None,
    alternatives: Annotated[bool, typer.Option("--alternatives", help="European and open-source options.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, in all languages.")] = False,
    lang: Language = None,
) -> None:
    """List products, or alternatives."""
    from eurostack_assess.cli.catalogue import Wanted, show_list
    from eurostack_assess.cli.language import choose

    wanted = Wanted(layer, category, country, " ".join(words or ()))
    show_list(wanted, choose(lang), alternatives=alternatives, as_json=as_json)


@catalogue.command("show")
def catalogue_show(
    id: Annotated[str, typer.Argument(help="Id of a product, alternative or owner.", show_default=False)],  # noqa: A002
    lang: Language = None,
) -> None:
    """Show all that is known of one, with its sources."""
    from eurostack_assess.cli.catalogue import show_row
    from eurostack_assess.cli.language import choose

    show_row(id, choose(lang))


@catalogue.command("check")
def catalogue_check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of another catalogue than the shipped one.", show_default=False)
    ] = None,
    older_than: Annotated[
        int, typer.Option("--older-than", min=0, max=36_500, help="Days after which a row is called old.")
    ] = 365,
    lang: Language = None,
) -> None:
    """Check a catalogue: ids that lead nowhere, missing owners and countries, old rows."""
    from eurostack_assess.cli.catalogue import check
    from eurostack_assess.cli.language import choose

    check(folder, choose(lang), older_than=older_than)


importing = typer.Typer(
    help="Services, or a whole framework, from files of other programs.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
application.add_typer(importing, name="import")

ProfileName = SubjectName
ProfileOutput = Annotated[
    Path | None, typer.Option("-o", "--output", help="The profile to write; .yaml.", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the profile and what is left out; write nothing.")]


@importing.command("sbom")
def import_sbom(
    file: Annotated[Path, typer.Argument(help="CycloneDX 1.4 to 1.7 or SPDX 2.3, as JSON.", show_default=False)],
    name: ProfileName,
    kind: Annotated[Kind, typer.Option("--kind", help="What the profile is about.")] = "organisation",
    output: ProfileOutput = None,
    dry_run: DryRun = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Take libraries too, and list everything that could not be placed.")
    ] = False,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Take the services of a software bill of materials."""
    from eurostack_assess.cli.imports import Wanted
    from eurostack_assess.cli.imports import import_sbom as run
    from eurostack_assess.cli.language import choose

    run(file, Wanted(name, kind, framework, output, dry_run, everything, force), choose(lang))


@importing.command("register")
def import_register(
    file: Annotated[Path, typer.Argument(help="CSV or spreadsheet, a service a row.", show_default=False)],
    name: ProfileName,
    columns: Annotated[
        Path | None, typer.Option("--map", help="What the columns mean (YAML).", show_default=False)
    ] = None,
    kind: Annotated[Kind, typer.Option("--kind", help="What the profile is about.")] = "organisation",
    output: ProfileOutput = None,
    dry_run: DryRun = False,
    everything: Annotated[bool, typer.Option("--all", help="List everything that could not be placed.")] = False,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Take the services of a register of services and contracts."""
    from eurostack_assess.cli.imports import Wanted
    from eurostack_assess.cli.imports import import_register as run
    from eurostack_assess.cli.language import choose

    run(file, columns, Wanted(name, kind, framework, output, dry_run, everything, force), choose(lang))


@importing.command("sheet")
def import_sheet(
    file: Annotated[Path, typer.Argument(help="Spreadsheet made by `export sheet`, edited.", show_default=False)],
    folder: Annotated[
        Path, typer.Option("-o", "--output", help="Folder to write the framework in.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it; write nothing.")] = False,
    lang: Language = None,
    force: Force = False,
) -> None:
    """Take a framework from a spreadsheet: questions, answers, weights and all."""
    from eurostack_assess.cli.imports import import_sheet as run
    from eurostack_assess.cli.language import choose

    run(file, folder, choose(lang), dry_run=dry_run, force=force)


exporting = typer.Typer(
    help="Questions and results in the forms that others take.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
application.add_typer(exporting, name="export")

Layers = Annotated[list[str] | None, typer.Option("--layer", help="Only this layer. Repeatable.", show_default=False)]


def _written_to(endings: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        "-o", "--output", help=f"The file to write; {endings}.", show_default=False
    )
    return option


@exporting.command("lime")
def export_lime(
    layer: Layers = None,
    kind: Annotated[Kind, typer.Option("--kind", help="Whom it is about.")] = "organisation",
    output: Annotated[Path | None, _written_to(".txt")] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """A survey for LimeSurvey, and the map to read its answers by."""
    from eurostack_assess.cli.exports import Target
    from eurostack_assess.cli.exports import export_lime as run
    from eurostack_assess.cli.language import choose

    run(framework, layer or (), kind, choose(lang), Target(output, force))


@exporting.command("sheet")
def export_sheet(
    output: Annotated[Path | None, _written_to(".xlsx")] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """A framework as a spreadsheet, to edit and import again."""
    from eurostack_assess.cli.exports import Target
    from eurostack_assess.cli.exports import export_sheet as run
    from eurostack_assess.cli.language import choose

    run(framework, choose(lang), Target(output, force))


@exporting.command("form")
def export_form(
    name: SubjectName,
    kind: Annotated[Kind, typer.Option("--kind", help="Whom it is about.")] = "organisation",
    layer: Layers = None,
    lens: LensesToo = None,
    output: FormFiles = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """A page or a sheet to fill in, without votes on layers."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.workshop import WantedForm, write_form

    wanted = WantedForm(name, kind, layer or (), lens or (), votes=False, votes_only=False, framework=framework)
    write_form(wanted, choose(lang), output or [], force=force)


@exporting.command("markdown")
def export_markdown(
    layer: Layers = None,
    output: Annotated[Path | None, _written_to(".md")] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Questions to read and comment on, in every language."""
    from eurostack_assess.cli.exports import Target
    from eurostack_assess.cli.exports import export_markdown as run
    from eurostack_assess.cli.language import choose

    run(framework, layer or (), choose(lang), Target(output, force))


def _graph_command(as_: str) -> Callable[..., None]:
    """One command for each format; they differ in nothing else."""

    def export_graph(
        profile: Annotated[Path, typer.Argument(help="Profile (YAML) or session.", show_default=False)],
        output: Annotated[Path | None, _written_to("none: it is shown")] = None,
        lang: Language = None,
        framework: FrameworkFolder = None,
        force: Force = False,
    ) -> None:
        from eurostack_assess.cli.exports import Target
        from eurostack_assess.cli.exports import export_graph as run
        from eurostack_assess.cli.language import choose

        run(profile, framework, as_, choose(lang), Target(output, force))

    return export_graph


for _format, _for in (
    ("dot", "Graphviz"),
    ("mermaid", "pages with Mermaid"),
    ("graphml", "Gephi or networkx"),
):
    _help = f"Who needs whom in services, for {_for}."
    exporting.command(_format, help=_help)(_graph_command(_format))


@exporting.command("csvw")
def export_csvw(
    profile: AnyResultFile,
    output: Annotated[Path | None, _written_to(".csv")] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """A result as open data: tables that say what they mean."""
    from eurostack_assess.cli.exports import Target
    from eurostack_assess.cli.exports import export_csvw as run
    from eurostack_assess.cli.language import choose

    run(profile, framework, choose(lang), Target(output, force))


@application.command()
def gate(
    profile: AnyResultFile,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", help="Least score: 60, or LAYER=60. Repeatable.", show_default=False),
    ] = None,
    max_unknown: Annotated[
        list[str] | None,
        typer.Option("--max-unknown", help="Most that is unknown: 10%, or LAYER=10%. Repeatable.", show_default=False),
    ] = None,
    min_level: Annotated[
        list[str] | None,
        typer.Option("--min-level", help="Least level: 2, or LAYER=2. Repeatable.", show_default=False),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Fail only on what is worse than in this file.", show_default=False),
    ] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            help="Write the outcome here instead; .xml (JUnit), .sarif or .json. Repeatable.",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
) -> int:
    """Check that a profile meets conditions; exit code 1 where it does not."""
    from eurostack_assess.cli.gate import Asked
    from eurostack_assess.cli.gate import gate as run
    from eurostack_assess.cli.language import choose

    asked = Asked(profile, fail_under or (), max_unknown or (), min_level or (), baseline, framework)
    return run(asked, choose(lang), output or [], force=force)


workshop = typer.Typer(
    help="A working session: forms for the participants, their answers merged, what was agreed on settled.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
application.add_typer(workshop, name="workshop")


@workshop.command("form")
def workshop_form(
    name: SubjectName,
    kind: Annotated[Kind, typer.Option("--kind", help="What the session is about.")] = "region",
    layer: Annotated[
        list[str] | None, typer.Option("--layer", help="Ask only this layer. Repeatable.", show_default=False)
    ] = None,
    lens: LensesToo = None,
    votes: Annotated[
        bool, typer.Option("--votes/--no-votes", help="Ask how participants judge each layer as a whole.")
    ] = True,
    votes_only: Annotated[bool, typer.Option("--votes-only", help="Ask nothing else.")] = False,
    output: FormFiles = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Write what participants fill in, without installing anything."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.workshop import WantedForm, write_form

    wanted = WantedForm(name, kind, layer or (), lens or (), votes, votes_only, framework)
    write_form(wanted, choose(lang), output or [], force=force)


@workshop.command("merge")
def workshop_merge(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Saved forms, sheets, sessions, profiles, exports of a survey (CSV, XLSX), earlier merges.",
            show_default=False,
        ),
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            help="NAME for all votes and the profile; or .workshop.json, .yaml, or as for score. Repeatable.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Whom it is about, where the files do not say.", show_default=False)
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What a survey is about.", show_default=False)] = None,
    columns: Annotated[
        Path | None, typer.Option("--map", help="What a survey's columns and values mean (YAML).", show_default=False)
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="The day of the session, YYYY-MM-DD.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Its country, such as NL.", show_default=False)
    ] = None,
    keep_names: Annotated[bool, typer.Option("--keep-names", help="Keep the participants' names.")] = False,
    unfinished: Annotated[
        bool, typer.Option("--include-partial", help="Count those who did not send off a survey too.")
    ] = False,
    lenient: Annotated[bool, typer.Option("--lenient", help="Leave out files that cannot be read.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what columns are taken for, and what is left out; write nothing.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show every question with its votes.")] = False,
    lang: Language = None,
    framework: FrameworkFolder = None,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Merge participants' answers into one result; nobody's answer is lost."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.names import day
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.workshop import WantedMerge, merge

    wanted = WantedMerge(
        files,
        name,
        kind,
        columns,
        keep_names,
        unfinished,
        lenient,
        dry_run,
        day(date) if date else None,
        country,
        framework,
    )
    merge(wanted, choose(lang), Outputs(output or [], force, csv_dialect), everything=everything)


@workshop.command("settle")
def workshop_settle(
    file: Annotated[Path, typer.Argument(help="All votes: NAME.workshop.json.", show_default=False)],
    question: Annotated[str, typer.Argument(help="Id of the question.", show_default=False)],
    answer: Annotated[
        str, typer.Argument(help="The rung, or dont_know, not_applicable or skipped.", show_default=False)
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why, in the words of the session.", show_default=False)],
    date: Annotated[str | None, typer.Option("--date", help="When, YYYY-MM-DD.", show_default=False)] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
) -> None:
    """Record what the session agreed on, beside the votes and never over them."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.names import day
    from eurostack_assess.cli.workshop import WantedSettlement, settle

    wanted = WantedSettlement(file, question, answer, reason, day(date) if date else None, framework)
    settle(wanted, choose(lang))


@application.command()
def validate(
    files: Annotated[
        list[Path], typer.Argument(help="Profiles, questionnaires or framework folders.", show_default=False)
    ],
    lang: Language = None,
    framework: FrameworkFolder = None,
) -> None:
    """Check files; show every problem with its place."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.validate import validate as run

    run(files, framework, choose(lang))


editions = typer.Typer(
    help="Editions of a framework: what differs, what is remembered.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
application.add_typer(editions, name="framework")


@editions.command("diff")
def edition_diff(
    before: Annotated[Path, typer.Argument(help="Folder of the earlier edition.", show_default=False)],
    now: Annotated[Path, typer.Argument(help="Folder of the newer edition.", show_default=False)],
    profile: Annotated[
        list[Path] | None,
        typer.Option(
            help="A profile to score by both; without, those that are shipped. Repeatable.", show_default=False
        ),
    ] = None,
    lang: Language = None,
    output: ReportFiles = None,
    csv_dialect: CsvDialect = "standard",
    force: Force = False,
) -> None:
    """Show which questions are new, gone or changed, and what that does to scores."""
    from eurostack_assess.cli.framework_editions import framework_diff
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs

    framework_diff(before, now, profile or (), choose(lang), Outputs(output or [], force, csv_dialect))


@editions.command("record")
def edition_record(
    folder: Annotated[Path, typer.Argument(help="Folder of the framework.", show_default=False)],
    lang: Language = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; .yaml.", show_default=False)
    ] = None,
    force: Force = False,
) -> None:
    """Write what later editions must remember, to tell which questions have changed since."""
    from eurostack_assess.cli.framework_editions import framework_record
    from eurostack_assess.cli.language import choose

    framework_record(folder, choose(lang), output, force=force)


@application.command("lint")
def lint_command(
    paths: Annotated[
        list[Path], typer.Argument(help="Framework folders, or questionnaires in one.", show_default=False)
    ],
    since: Annotated[
        Path | None,
        typer.Option("--since", help="The edition before: also check that ids are kept.", show_default=False),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", help="Write the findings here instead; .sarif or .json. Repeatable.", show_default=False
        ),
    ] = None,
    lang: Language = None,
    force: Force = False,
) -> int:
    """Hold questionnaires against what a good one has.

    Exit code 1 where there is something to mend.
    """
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.lint import Asked, lint_files

    return lint_files(Asked(paths, since), choose(lang), output or [], force=force)


@application.command()
def questions(
    layer: Annotated[str | None, typer.Option("--layer", help="Only this layer.", show_default=False)] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only what this kind of profile is asked.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="Show which questions touch this instrument's objectives.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, in all languages.")] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", help="Write them here instead; .html, .pdf or .md. Repeatable.", show_default=False
        ),
    ] = None,
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Show the questions with their answers."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.questions import Wanted
    from eurostack_assess.cli.questions import questions as run

    wanted = Wanted(layer, kind, by)
    run(wanted, framework, choose(lang), output or [], as_json=as_json, force=force)


@application.command()
def explain(
    id: Annotated[str, typer.Argument(help="Id of a question or a layer, or a rule's code.", show_default=False)],  # noqa: A002
    lang: Language = None,
    framework: FrameworkFolder = None,
) -> None:
    """Explain one question in full, a layer, or a rule of `lint`."""
    from eurostack_assess.cli.explain import explain as run
    from eurostack_assess.cli.language import choose

    run(id, framework, choose(lang))


@application.command()
def schema(
    of: Annotated[Described, typer.Argument(help="What the schema is of.", show_default=False)],
) -> None:
    """Print the JSON Schema of a kind of file."""
    from eurostack_assess.cli.schema import schema as run

    run(of)


@application.command()
def init(
    name: Annotated[str, typer.Argument(help="Name of the organisation or region.", show_default=False)],
    kind: Annotated[Kind, typer.Option("--kind", help="What the profile is about.")] = "organisation",
    lang: Language = None,
    framework: FrameworkFolder = None,
    force: Force = False,
) -> None:
    """Write a profile to fill in, with all questions."""
    from eurostack_assess.cli.init import init as run
    from eurostack_assess.cli.language import choose

    run(name, kind, framework, choose(lang), force=force)

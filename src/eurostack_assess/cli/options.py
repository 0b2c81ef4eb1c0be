"""The arguments and options that several commands share, each declared once; other options are in their commands."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import completers
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.renderers.registry import CSV_DIALECTS, FORMATS
from eurostack_assess.texts import languages


def one_of(words: tuple[str, ...]) -> str:
    """`a`, `a or b`, `a, b or c`: choices in a help text."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def output_option(what: str, *, metavar: str = "FILE") -> typer.models.OptionInfo:
    """The option `-o` of a command, with its help text."""
    option: typer.models.OptionInfo = typer.Option("-o", "--output", metavar=metavar, help=what, show_default=False)
    return option


def layer_option(what: str) -> typer.models.OptionInfo:
    """The option `--layer` of a command, with its help text."""
    option: typer.models.OptionInfo = typer.Option(
        "--layer", metavar="ID", help=what, show_default=False, autocompletion=completers.complete_layer
    )
    return option


def kind_option(what: str) -> typer.models.OptionInfo:
    """The option `--kind` of a command, with its help text."""
    option: typer.models.OptionInfo = typer.Option("--kind", metavar="KIND", help=what)
    return option


def all_option(what: str) -> typer.models.OptionInfo:
    """The option `--all` of a command, with its help text."""
    option: typer.models.OptionInfo = typer.Option("--all", help=what)
    return option


Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="LANG", help=f"Language of the output: {one_of(languages())}.", show_default=False),
]
FrameworkFolder = Annotated[
    Path | None,
    typer.Option(
        "--framework",
        metavar="DIR",
        help="Folder of a framework other than the shipped one.",
        show_default=False,
        autocompletion=completers.complete_framework,
    ),
]
Views = Annotated[
    list[str] | None,
    typer.Option(
        "--view",
        metavar="ID",
        help="Also score using the objectives and weights of this instrument, or of one edition of it. Repeatable.",
        show_default=False,
        autocompletion=completers.complete_view,
    ),
]
WeightsFile = Annotated[
    Path | None,
    typer.Option(
        "--weights", metavar="FILE", help="Also score with the custom weights in this file (YAML).", show_default=False
    ),
]
ReportFiles = Annotated[
    list[Path] | None,
    output_option(f"Write the report to this file: {one_of(tuple(FORMATS))}. Repeatable."),
]
CsvDialect = Annotated[
    str,
    typer.Option(
        "--csv-dialect",
        metavar="DIALECT",
        help=f"CSV dialect: {one_of(CSV_DIALECTS)} (semicolons, decimal commas).",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Show the whole report, not only its conclusions.")]
Everything = Annotated[bool, all_option("Show the whole report and every line of every list.")]
EverythingLeftOut = Annotated[bool, all_option("List everything that could not be imported.")]
OnePage = Annotated[bool, typer.Option("--one-page", help="Write only the first page to the output files.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite existing files.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with the texts in all languages.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the result and what is left out; write nothing.")]

ProfileFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Profile (YAML), or the name of a shipped one; - reads standard input.",
        show_default=False,
        autocompletion=completers.complete_profile,
    ),
]
AnyResultFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        help="Profiles (YAML), sessions or results; - reads a profile from standard input.",
        show_default=False,
        autocompletion=completers.complete_profile,
    ),
]

AnyResultFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="Profile (YAML), session or result; - reads a profile from standard input.",
        show_default=False,
        autocompletion=completers.complete_profile,
    ),
]
SubjectName = Annotated[
    str, typer.Option("--name", metavar="NAME", help="Name of the organisation or region.", show_default=False)
]
Lenses = Annotated[
    list[str] | None,
    typer.Option(
        "--lens",
        metavar="ID",
        help="Also ask the questions of this lens. Repeatable.",
        show_default=False,
        autocompletion=completers.complete_lens,
    ),
]
Layers = Annotated[list[str] | None, layer_option("Only this layer. Repeatable.")]
ScanId = Annotated[
    str | None,
    typer.Option(
        "--scan",
        metavar="ID",
        help="Only the questions of this scan, for instance quick.",
        show_default=False,
        autocompletion=completers.complete_scan,
    ),
]
FormFiles = Annotated[list[Path] | None, output_option("Form to write: .html (a page) or .xlsx. Repeatable.")]
ProfileOutput = Annotated[Path | None, output_option("Profile to write; .yaml.")]
ProfileKind = Annotated[Kind, kind_option("Subject of the profile: organisation or region.")]

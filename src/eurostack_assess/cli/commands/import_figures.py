"""`import figures`: import figures from Eurostat as indicators of a region."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eurostack_assess.model.profile import AreaScope

EXAMPLE = 'import figures isoc_eb_ai.tsv --name "My region" --geo NL32'
MAX_CODES_NAMED = 20


def import_figures(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="TSV or SDMX-CSV file from Eurostat.", show_default=False)
    ],
    name: options.SubjectName,
    geo: Annotated[
        str, typer.Option("--geo", metavar="CODE", help="Area in the file, such as NL32.", show_default=False)
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="DIM=CODE",
            help="Only series with this code, for instance unit=PC_IND. Repeatable.",
            show_default=False,
        ),
    ] = None,
    layer: Annotated[
        str | None,
        typer.Option("--layer", metavar="LAYER", help="Layer to which the figures belong.", show_default=False),
    ] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help="Area of the figures: region, part, wider, country or eu.",
            show_default=False,
        ),
    ] = None,
    kind: options.ProfileKind = "region",
    output: options.ProfileOutput = None,
    dry_run: options.DryRun = False,
    everything: options.EverythingLeftOut = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Import the latest figure of each Eurostat series as an indicator."""
    from eurostack_assess.cli.choices import check_layers
    from eurostack_assess.cli.imported_profile import ImportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.figures import read_figures, select_figures
    from eurostack_assess.subjects.shipped_data import chosen_framework

    read = chosen_framework(framework)
    check_layers([layer] if layer else [], read.header.layers)
    conditions = {key.strip().lower(): value.strip() for key, _, value in (one.partition("=") for one in only or ())}
    if not all(conditions.values()):
        raise UsageError(message("error.only"))
    target = ImportTarget(
        name=name, kind=kind, framework=read, output=output, dry_run=dry_run, everything=everything, force=force
    )
    table = read_figures(file)
    _check_conditions(conditions, table.list_codes())
    figures = select_figures(table, geo.strip(), conditions, layer=layer, scope=_checked_scope(scope))
    target.write_indicators(figures, choose(lang))


def _check_conditions(conditions: "Mapping[str, str]", codes: "Mapping[str, Iterable[str]]") -> None:
    """Raise UsageError where the file has no such dimension, or it no such code."""
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.inert import join_first

    for dimension, code in conditions.items():
        known = codes.get(dimension)
        if known is None:
            hint = message("hint.dimensions", dimensions=", ".join(codes))
            raise UsageError(message("error.no-dimension", dimension=dimension), hint)
        if code.casefold() not in {one.casefold() for one in known}:
            hint = message("hint.codes", codes=join_first(list(known), MAX_CODES_NAMED))
            raise UsageError(message("error.no-code", dimension=dimension, code=code), hint)


def _checked_scope(scope: str | None) -> "AreaScope | None":
    from typing import get_args

    from eurostack_assess.cli.choices import checked_choice
    from eurostack_assess.model.profile import AreaScope

    if scope is None:
        return None
    scopes: tuple[AreaScope, ...] = get_args(AreaScope)
    word = checked_choice(scope, scopes, "scope")
    return next(known for known in scopes if known == word)

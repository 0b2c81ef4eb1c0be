"""`import gemma`: import a Dutch municipality's packages from the GEMMA software catalogue, as a new profile."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = 'import gemma packages.csv --name "My municipality"'


def import_gemma(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV or AMEFF (.xml) file from the GEMMA software catalogue.", show_default=False
        ),
    ],
    name: options.SubjectName,
    kind: options.ProfileKind = "organisation",
    output: options.ProfileOutput = None,
    dry_run: options.DryRun = False,
    everything: options.EverythingLeftOut = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Import the packages of a municipality from the GEMMA software catalogue."""
    from eurostack_assess.cli.imported_profile import ImportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.reading.gemma import read_gemma
    from eurostack_assess.subjects.shipped_data import chosen_framework, shipped_catalogue

    read = chosen_framework(framework)
    target = ImportTarget(
        name=name, kind=kind, framework=read, output=output, dry_run=dry_run, everything=everything, force=force
    )
    target.write(read_gemma(file, name, shipped_catalogue(), read.header.layers), choose(lang))

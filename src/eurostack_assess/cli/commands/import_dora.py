"""`import dora`: import services, and the functions that need them, from a DORA register of information."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = 'import dora register.xlsx --name "My bank"'


def import_dora(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Workbook, ZIP, or folder with the tables as CSV.", show_default=False),
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
    """Import the services and functions of a DORA register of information."""
    from eurostack_assess.cli.clock import today
    from eurostack_assess.cli.imported_profile import ImportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.reading.dora import read_dora
    from eurostack_assess.subjects.shipped_data import chosen_framework, shipped_catalogue

    read = chosen_framework(framework)
    register = read_dora(file, shipped_catalogue(), read.header.layers, today())
    target = ImportTarget(
        name=name,
        kind=kind,
        framework=read,
        output=output,
        dry_run=dry_run,
        everything=everything,
        force=force,
        country=register.country,
    )
    target.write(register.result, choose(lang))

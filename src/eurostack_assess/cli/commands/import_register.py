"""`import register`: import services in use from a register of services and contracts, as a new profile."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = 'import register contracts.csv --name "My town" --map map.yaml'


def import_register(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV or spreadsheet with one row per service.", show_default=False)
    ],
    name: options.SubjectName,
    columns: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="File (YAML) that states what the columns mean.", show_default=False
        ),
    ] = None,
    kind: options.ProfileKind = "organisation",
    output: options.ProfileOutput = None,
    dry_run: options.DryRun = False,
    everything: options.EverythingLeftOut = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Import the services of a register of services and contracts."""
    from eurostack_assess.cli.imported_profile import ImportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.reading.register import NO_MAP, read_column_map, read_register
    from eurostack_assess.subjects.shipped_data import chosen_framework, shipped_catalogue

    read = chosen_framework(framework)
    map_ = read_column_map(columns) if columns else NO_MAP
    layers = {layer.id: tuple(layer.name.root.values()) for layer in read.layers}
    target = ImportTarget(
        name=name, kind=kind, framework=read, output=output, dry_run=dry_run, everything=everything, force=force
    )
    target.write(read_register(file, shipped_catalogue(), layers, map_), choose(lang))

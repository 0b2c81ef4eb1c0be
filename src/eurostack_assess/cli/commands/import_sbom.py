"""`import sbom`: import services in use from a software bill of materials (SBOM), as a new profile."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = 'import sbom bom.json --name "My organisation" --dry-run'


def import_sbom(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CycloneDX 1.2 to 1.7 or SPDX 2.2 or 2.3, as JSON.", show_default=False),
    ],
    name: options.SubjectName,
    kind: options.ProfileKind = "organisation",
    output: options.ProfileOutput = None,
    dry_run: options.DryRun = False,
    everything: Annotated[
        bool, options.all_option("Also import libraries, and list everything that could not be imported.")
    ] = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Import the services of a software bill of materials (SBOM)."""
    from eurostack_assess.cli.imported_profile import ImportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.reading.sbom import read_sbom
    from eurostack_assess.subjects.shipped_data import chosen_framework, shipped_catalogue

    read = chosen_framework(framework)
    target = ImportTarget(
        name=name, kind=kind, framework=read, output=output, dry_run=dry_run, everything=everything, force=force
    )
    target.write(read_sbom(file, shipped_catalogue(), everything=everything), choose(lang))

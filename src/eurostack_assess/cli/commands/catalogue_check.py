"""`catalogue check`: what is broken in a catalogue is an error; what is missing or old is listed."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options


def catalogue_check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder of another catalogue than the shipped one.", show_default=False),
    ] = None,
    older_than: Annotated[
        int,
        typer.Option("--older-than", metavar="DAYS", min=0, max=36_500, help="List rows checked longer ago than this."),
    ] = 365,
    lang: options.Language = None,
) -> None:
    """Check a catalogue: broken references, missing owners and countries, old rows."""
    from datetime import timedelta

    from eurostack_assess.cli.clock import today
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import show
    from eurostack_assess.method.catalogue_checks import find_missing, find_old
    from eurostack_assess.reading.catalogue import read_catalogue
    from eurostack_assess.subjects.shipped_data import shipped_catalogue
    from eurostack_assess.texts import texts

    translate = texts(choose(lang))
    catalogue = read_catalogue(folder) if folder else shipped_catalogue()
    for line in (*find_missing(catalogue), *find_old(catalogue, today() - timedelta(days=older_than))):
        show(f"{translate.message(line)}\n")
    counts = {"products": len(catalogue.suppliers), "owners": len(catalogue.owners)}
    show(f"{translate('catalogue.valid', **counts, alternatives=len(catalogue.alternatives))}\n")

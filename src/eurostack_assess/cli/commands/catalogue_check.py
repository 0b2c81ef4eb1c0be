"""`catalogue check`: report broken entries of a catalogue as errors, and list missing facts and old entries."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = "catalogue check --older-than 730"


def catalogue_check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder of a catalogue other than the shipped one.", show_default=False),
    ] = None,
    older_than: Annotated[
        int,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            min=0,
            max=36_500,
            help="List entries that were checked more than this number of days ago.",
        ),
    ] = 365,
    evidence_older_than: Annotated[
        int | None,
        typer.Option(
            "--evidence-older-than",
            metavar="DAYS",
            min=0,
            max=36_500,
            help="List entries whose newest source is older than this number of days.",
            show_default=False,
        ),
    ] = None,
    lang: options.Language = None,
) -> int:
    """Check a catalogue for broken references, unknown owners and countries, and unused, unchecked or old entries.

    The exit code is 1 if any entry is unused, unchecked or old.
    """
    from datetime import timedelta

    from eurostack_assess.cli.clock import today
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import show
    from eurostack_assess.errors import CATALOGUE_NOT_SOUND, SUCCESS
    from eurostack_assess.method.catalogue_checks import (
        find_old,
        find_old_evidence,
        find_unchecked,
        find_unknown,
        find_unused,
    )
    from eurostack_assess.reading.catalogue import read_catalogue
    from eurostack_assess.subjects.shipped_data import shipped_catalogue
    from eurostack_assess.texts import texts

    translate = texts(choose(lang))
    catalogue = read_catalogue(folder) if folder else shipped_catalogue()
    to_look_at = [
        *find_unused(catalogue),
        *find_unchecked(catalogue),
        *find_old(catalogue, today() - timedelta(days=older_than)),
    ]
    if evidence_older_than is not None:
        to_look_at += find_old_evidence(catalogue, today() - timedelta(days=evidence_older_than))
    for line in (*find_unknown(catalogue), *to_look_at):
        show(f"{translate.message(line)}\n")
    counts = {"products": len(catalogue.suppliers), "owners": len(catalogue.owners)}
    counts["alternatives"] = len(catalogue.alternatives)
    if to_look_at:
        show(f"{translate('catalogue.to-look-at', n=len(to_look_at), **counts)}\n")
        return CATALOGUE_NOT_SOUND
    show(f"{translate('catalogue.valid', **counts)}\n")
    return SUCCESS

"""`catalogue show`: show everything on record about one product, alternative or owner."""

from typing import Annotated

import typer

from eurostack_assess.cli import completers, options

EXAMPLE = "catalogue show microsoft-365"


def catalogue_show(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of a product, alternative or owner.",
            show_default=False,
            autocompletion=completers.complete_catalogue_row,
        ),
    ],
    lang: options.Language = None,
) -> None:
    """Show everything on record about one product, alternative or owner, with sources."""
    from difflib import get_close_matches

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import show_document
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.report.documents.catalogue import build_catalogue_entry_report
    from eurostack_assess.subjects.shipped_data import shipped_catalogue

    language, catalogue = choose(lang), shipped_catalogue()
    document = build_catalogue_entry_report(catalogue, id_, language)
    if document is None:
        known = [*catalogue.suppliers, *catalogue.alternatives, *catalogue.owners]
        close = get_close_matches(id_[:80], known, n=1)
        hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.known-rows")
        raise UsageError(message("problem.no-such-row", row=id_), hint)
    show_document(document)

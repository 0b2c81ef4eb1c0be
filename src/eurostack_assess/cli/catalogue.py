"""`catalogue`: what is known of products, to read and to check."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from eurostack_assess.cli.catalogues import shipped_catalogue
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.streams import screen, show, show_long
from eurostack_assess.errors import Message, UsageError, message
from eurostack_assess.model.catalogue import Alternative, Catalogue, Supplier
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.report.catalogue import alternatives_report, products_report, row_report
from eurostack_assess.report.terminal import render
from eurostack_assess.texts import texts


@dataclass(frozen=True)
class Wanted:
    """Which rows; None: any."""

    layer: str | None
    category: str | None
    country: str | None
    """From where it is controlled in the end."""
    words: str
    """Words of the name, supplier or owner."""


def show_list(wanted: Wanted, language: str, *, alternatives: bool, as_json: bool) -> None:
    """Show the products, or the alternatives."""
    catalogue = shipped_catalogue()
    _check_wanted(wanted, catalogue)
    rows: Sequence[Supplier | Alternative]
    if alternatives:
        options = sorted(catalogue.alternatives.values(), key=lambda one: one.name.in_language(language).casefold())
        rows = options = [
            one for one in options if _fits(one, one.country, " ".join(one.name.root.values()), wanted, catalogue)
        ]
        document = alternatives_report(catalogue, options, language)
    else:
        known = catalogue.find(wanted.words, len(catalogue.suppliers)) if wanted.words else catalogue.suppliers.values()
        rows = products = [
            one for one in known if _fits(one, _controlled_from(one, catalogue), wanted.words, wanted, catalogue)
        ]
        document = products_report(catalogue, products, language)
    if as_json:
        listed = [row.model_dump(mode="json", exclude_none=True) for row in rows]
        show(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n")
    else:
        show_long(render(document, screen()))


def _controlled_from(row: Supplier, catalogue: Catalogue) -> str | None:
    owner = catalogue.owners.get(row.owner or "")
    return owner.country if owner else None


def _fits(row: Supplier | Alternative, country: str | None, name: str, wanted: Wanted, catalogue: Catalogue) -> bool:
    return (
        wanted.layer in (None, catalogue.layer_of(row.category))
        and wanted.category in (None, row.category)
        and wanted.country in (None, country)
        and all(word in name.casefold() for word in wanted.words.casefold().split())
    )


def _check_wanted(wanted: Wanted, catalogue: Catalogue) -> None:
    layers = list(dict.fromkeys(category.layer for category in catalogue.categories.values()))
    if wanted.layer not in (None, *layers):
        known = message("hint.known-layers", layers=", ".join(layers))
        raise UsageError(message("error.no-such-layer", layer=wanted.layer), known)
    if wanted.category not in (None, *catalogue.categories):
        known = message("hint.known-keys", keys=", ".join(catalogue.categories))
        raise UsageError(message("error.no-such-category", category=wanted.category), known)
    if wanted.country not in (None, *catalogue.countries):
        raise UsageError(message("problem.no-such-country", country=wanted.country))


def show_row(id_: str, language: str) -> None:
    """Show all that is known of a product, an alternative or an owner."""
    catalogue = shipped_catalogue()
    document = row_report(catalogue, id_, language)
    if document is None:
        known = [*catalogue.suppliers, *catalogue.alternatives, *catalogue.owners]
        close = get_close_matches(id_[:80], known, n=1)
        hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.known-rows")
        raise UsageError(message("problem.no-such-row", row=id_), hint)
    show_long(render(document, screen()))


def check(folder: Path | None, language: str, *, older_than: int) -> None:
    """Check a catalogue: what is broken is an error, what is missing or old is listed.

    Raises:
        InvalidInput: references that lead nowhere, and whatever else is wrong with the files.
    """
    catalogue = read_catalogue(folder) if folder else shipped_catalogue()
    say = texts(language)
    for line in (*_missing(catalogue), *_old(catalogue, today() - timedelta(days=older_than))):
        show(f"{say.message(line)}\n")
    counts = {"products": len(catalogue.suppliers), "owners": len(catalogue.owners)}
    show(f"{say('catalogue.valid', **counts, alternatives=len(catalogue.alternatives))}\n")


def _missing(catalogue: Catalogue) -> Iterator[Message]:
    for id_, owner in catalogue.owners.items():
        if owner.country is None:
            yield message("catalogue.owner-without-country", row=id_)
    for row in catalogue.suppliers.values():
        if row.owner is None:
            yield message("catalogue.product-without-owner", row=row.id)
    named = {id_ for row in catalogue.suppliers.values() for id_ in row.alternatives}
    for id_ in catalogue.alternatives:
        if id_ not in named:
            yield message("catalogue.alternative-for-nothing", row=id_)
    owned = {row.owner for row in catalogue.suppliers.values()}
    for id_ in catalogue.owners:
        if id_ not in owned:
            yield message("catalogue.owner-of-nothing", row=id_)


def _old(catalogue: Catalogue, limit: date) -> Iterator[Message]:
    rows = {**catalogue.owners, **catalogue.alternatives, **catalogue.suppliers}
    for id_, row in rows.items():
        if row.checked < limit:
            yield message("catalogue.old", row=id_, day=row.checked.isoformat())

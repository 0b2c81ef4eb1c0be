"""Finds what a valid catalogue still lacks: unknown facts, and rows that somebody must check.

An unknown fact is not a fault. A row is faulty if nothing refers to it, if it is not called common knowledge but was
never checked, or if its last check or its evidence is too old.
"""

from collections.abc import Iterator
from datetime import date

from eurostack_assess.errors import Message, message
from eurostack_assess.model.catalogue import Catalogue, SourcedRow


def find_unknown(catalogue: Catalogue) -> Iterator[Message]:
    """Owners without a country, and products without an owner."""
    for id_, owner in catalogue.owners.items():
        if owner.country is None:
            yield message("catalogue.owner-without-country", row=id_)
    for row in catalogue.suppliers.values():
        if row.owner is None:
            yield message("catalogue.product-without-owner", row=row.id)


def find_unused(catalogue: Catalogue) -> Iterator[Message]:
    """Rows that nothing refers to."""
    named = {id_ for row in catalogue.suppliers.values() for id_ in row.alternatives}
    for id_ in catalogue.alternatives:
        if id_ not in named:
            yield message("catalogue.alternative-for-nothing", row=id_)
    owned = {row.owner for row in catalogue.suppliers.values()}
    for id_ in catalogue.owners:
        if id_ not in owned:
            yield message("catalogue.owner-of-nothing", row=id_)


def find_unchecked(catalogue: Catalogue) -> Iterator[Message]:
    """Rows that say more than that it is commonly known, and that nobody looked up."""
    for id_, row in _list_rows(catalogue):
        if row.checked is None and row.confidence != "common_knowledge":
            yield message("catalogue.not-looked-up", row=id_)


def find_old(catalogue: Catalogue, limit: date) -> Iterator[Message]:
    """Rows that were last looked up before this day."""
    for id_, row in _list_rows(catalogue):
        if row.checked is not None and row.checked < limit:
            yield message("catalogue.old", row=id_, day=row.checked)


def find_old_evidence(catalogue: Catalogue, limit: date) -> Iterator[Message]:
    """Rows of which the newest dated source is from before this day."""
    for id_, row in _list_rows(catalogue):
        newest = max((source.date for source in row.sources if source.date is not None), default=None)
        if newest is not None and newest < limit.isoformat()[: len(newest)]:
            yield message("catalogue.old-evidence", row=id_, day=newest)


def _list_rows(catalogue: Catalogue) -> Iterator[tuple[str, SourcedRow]]:
    yield from {**catalogue.owners, **catalogue.alternatives, **catalogue.suppliers}.items()

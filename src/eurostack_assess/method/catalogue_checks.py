"""What a valid catalogue still lacks: facts that are missing, and facts that were looked up long ago."""

from collections.abc import Iterator
from datetime import date

from eurostack_assess.errors import Message, message
from eurostack_assess.model.catalogue import Catalogue


def find_missing(catalogue: Catalogue) -> Iterator[Message]:
    """Owners without a country, products without an owner, and rows that nothing refers to."""
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


def find_old(catalogue: Catalogue, limit: date) -> Iterator[Message]:
    """Rows that were last looked up before this day."""
    rows = {**catalogue.owners, **catalogue.alternatives, **catalogue.suppliers}
    for id_, row in rows.items():
        if row.checked < limit:
            yield message("catalogue.old", row=id_, day=row.checked.isoformat())

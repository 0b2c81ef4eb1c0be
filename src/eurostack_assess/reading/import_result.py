"""What importers share: what came in, what did not and why, and when a name is that of a product."""

import re
from dataclasses import dataclass

from eurostack_assess.errors import Message
from eurostack_assess.model.catalogue import Catalogue, Supplier
from eurostack_assess.model.profile import Dependency


@dataclass(frozen=True)
class ImportIssue:
    """Something that was left out, or a value of it, with the reason."""

    item: str
    reason: Message


@dataclass(frozen=True)
class ImportResult:
    """Services for a profile, and what could not be placed."""

    services: tuple[Dependency, ...]
    issues: tuple[ImportIssue, ...]
    matches: tuple[tuple[str, str], ...]
    """Names, each with the id of the product in the catalogue that it was taken for."""


def find_product(name: str, supplier: str | None, catalogue: Catalogue) -> Supplier | None:
    """The product with this name or id, upper and lower case and what stands in brackets aside; never one like it.

    Of several the one whose supplier or owner has the name given.
    """
    normalised_name = _normalise_name(name)
    found = [
        row
        for row in catalogue.suppliers.values()
        if normalised_name
        and normalised_name in {_normalise_name(row.id), *(_normalise_name(text) for text in row.product.root.values())}
    ]
    if len(found) > 1 and supplier:
        found = [row for row in found if _normalise_name(supplier) in _get_supplier_names(row, catalogue)]
    return found[0] if len(found) == 1 else None


def _get_supplier_names(row: Supplier, catalogue: Catalogue) -> set[str]:
    owner = catalogue.owners.get(row.owner or "")
    return {_normalise_name(row.supplier), _normalise_name(owner.name if owner else "")}


def _normalise_name(text: str) -> str:
    return " ".join(re.sub(r"\(.*?\)", " ", text).casefold().replace("-", " ").split())

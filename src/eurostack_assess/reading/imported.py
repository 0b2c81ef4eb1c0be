"""What importers share: what came in, what did not and why, and when a name is that of a product."""

import re
from dataclasses import dataclass

from eurostack_assess.errors import Message
from eurostack_assess.model.catalogue import Catalogue, Supplier
from eurostack_assess.model.profile import Dependency


@dataclass(frozen=True)
class Unplaced:
    """Something that was left out, or a value of it, with the reason."""

    what: str
    why: Message


@dataclass(frozen=True)
class Imported:
    """Services for a profile, and what could not be placed."""

    services: tuple[Dependency, ...]
    unplaced: tuple[Unplaced, ...]
    matched: tuple[tuple[str, str], ...]
    """Names, each with the id of the product in the catalogue that it was taken for."""


def same_product(name: str, supplier: str | None, catalogue: Catalogue) -> Supplier | None:
    """The product with this name or id, upper and lower case and what stands in brackets aside; never one like it.

    Of several the one whose supplier or owner has the name given.
    """
    wanted = _plain(name)
    found = [
        row
        for row in catalogue.suppliers.values()
        if wanted and wanted in {_plain(row.id), *(_plain(text) for text in row.product.root.values())}
    ]
    if len(found) > 1 and supplier:
        found = [row for row in found if _plain(supplier) in _names_of(row, catalogue)]
    return found[0] if len(found) == 1 else None


def _names_of(row: Supplier, catalogue: Catalogue) -> set[str]:
    owner = catalogue.owners.get(row.owner or "")
    return {_plain(row.supplier), _plain(owner.name if owner else "")}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\(.*?\)", " ", text).casefold().replace("-", " ").split())

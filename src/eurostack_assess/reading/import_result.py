"""The result of an import: services, what was left out and why, and products matched by name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eurostack_assess.errors import Message
from eurostack_assess.model.catalogue import Catalogue, Supplier
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.owner_names import OwnerNames


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
    assumed_owners: Mapping[str, str] = field(default_factory=dict)
    """By name of a supplier, the id of the owner that its legal name was taken to be of."""
    notes: tuple[Message, ...] = ()
    """What a reader should know of how it was read."""
    hint: Message | None = None
    """The way out, where there is no service and one can be had."""


def assume_owners(services: Sequence[Dependency], catalogue: Catalogue) -> tuple[list[Dependency], dict[str, str]]:
    """The services with the owners that the legal names of their suppliers tell, and what was assumed of whom.

    Only of suppliers that the catalogue does not have, and of which no service says the owner or its country.
    """
    told = {(service.supplier or "").casefold() for service in services if service.parent or service.parent_country}
    names = OwnerNames(catalogue)
    assumed: dict[str, str] = {}
    for service in services:
        supplier = service.supplier
        if supplier and supplier not in catalogue.suppliers and supplier.casefold() not in told:
            owner = assumed.get(supplier) or names.find_owner(supplier)
            assumed |= {supplier: owner} if owner else {}
    return [
        service.model_copy(update={"parent": assumed[service.supplier]}) if service.supplier in assumed else service
        for service in services
    ], assumed


class ProductNames:
    """The products of a catalogue by what they are called, ready to look up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._rows_by_name: dict[str, list[Supplier]] = {}
        for row in catalogue.suppliers.values():
            for name in {_normalise_name(row.id), *(_normalise_name(text) for text in row.product.root.values())}:
                self._rows_by_name.setdefault(name, []).append(row)

    def find(self, name: str, supplier: str | None) -> Supplier | None:
        """The product with this name or id, capitals and what stands in brackets aside; never one like it.

        Of several the one whose supplier or owner has the name given.
        """
        normalised_name = _normalise_name(name)
        found = self._rows_by_name.get(normalised_name, []) if normalised_name else []
        if len(found) > 1 and supplier:
            found = [row for row in found if _normalise_name(supplier) in self._get_supplier_names(row)]
        return found[0] if len(found) == 1 else None

    def is_own_supplier(self, product: Supplier, supplier: str) -> bool:
        """Whether a product is sold by its own supplier or owner; a reseller or a partner is neither."""
        names = self._get_supplier_names(product) | {_normalise_name(product.id)}
        names |= {_normalise_name(text) for text in product.product.root.values()}
        if _normalise_name(supplier) in names:
            return True
        return product.owner is not None and self._owner_names.find_owner(supplier) == product.owner

    @cached_property
    def _owner_names(self) -> OwnerNames:
        return OwnerNames(self._catalogue)

    def _get_supplier_names(self, row: Supplier) -> set[str]:
        owner = self._catalogue.owners.get(row.owner or "")
        return {_normalise_name(name) for name in (row.supplier, *((owner.name,) if owner else ()))}


def _normalise_name(text: str) -> str:
    return " ".join(re.sub(r"\(.*?\)", " ", text).casefold().replace("-", " ").split())

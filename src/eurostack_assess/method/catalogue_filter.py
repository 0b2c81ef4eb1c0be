"""Selects the rows of the catalogue that meet the given conditions."""

from collections.abc import Iterable
from dataclasses import dataclass

from eurostack_assess.model.catalogue import Alternative, Catalogue, Supplier


@dataclass(frozen=True)
class CatalogueFilter:
    """What rows must have; None, or no words: anything."""

    layer: str | None = None
    category: str | None = None
    country: str | None = None
    """From where they are controlled in the end."""
    words: str = ""
    """All of these are in the name; for a product, its supplier or its owner will do."""

    def products(self, catalogue: Catalogue) -> list[Supplier]:
        """The products that fit; with words, those first that fit them best."""
        if self.words:
            known: Iterable[Supplier] = catalogue.find(self.words, len(catalogue.suppliers))
        else:
            known = catalogue.suppliers.values()
        return [row for row in known if self._fits(row, _controlled_from(row, catalogue), catalogue)]

    def alternatives(self, catalogue: Catalogue, language: str) -> list[Alternative]:
        """The alternatives that fit, by name."""
        known = sorted(catalogue.alternatives.values(), key=lambda row: row.name.in_language(language).casefold())
        return [row for row in known if self._fits(row, row.country, catalogue) and self._is_called(row)]

    def _fits(self, row: Supplier | Alternative, country: str | None, catalogue: Catalogue) -> bool:
        return (
            self.layer in (None, catalogue.layer_of(row.category))
            and self.category in (None, row.category)
            and self.country in (None, country)
        )

    def _is_called(self, row: Alternative) -> bool:
        names = " ".join(row.name.root.values()).casefold()
        return all(word in names for word in self.words.casefold().split())


def _controlled_from(row: Supplier, catalogue: Catalogue) -> str | None:
    owner = catalogue.owners.get(row.owner or "")
    return owner.country if owner else None

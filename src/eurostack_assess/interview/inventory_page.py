"""Builds the page of an inventory of services, as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.inert import escape_active
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.inventory_state import CRITICALITIES, EXITS
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.catalogue import Supplier
from eurostack_assess.model.profile import SELF, Dependency
from eurostack_assess.texts import Texts


@dataclass(frozen=True)
class InventoryRow:
    """One line to choose from."""

    label: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class InventoryPage:
    """What a step of the inventory shows. All texts are inert and in one language."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[InventoryRow, ...]
    prompt: str | None
    status: tuple[str, ...]


def build_inventory_page(services: Inventory, translate: Texts, layer: str, language: str) -> InventoryPage:
    """The page of a step, for a layer by its name."""
    return _InventoryPageWriter(services, translate, language).build_page(layer)


@dataclass(frozen=True)
class _InventoryPageWriter:
    services: Inventory
    translate: Texts
    language: str

    def build_page(self, layer: str) -> InventoryPage:
        services = self.services
        describes_service = services.step not in ("services", "find", "pick")
        title = (
            self.localise(services.service.service)
            if describes_service
            else self.translate("services.title", layer=layer)
        )
        refused = (self.translate.message(services.refusal),) if services.refusal else ()
        facts = self.format_facts(services.service) if describes_service else ""
        return InventoryPage(
            title=title,
            lines=(*refused, *self.build_lines()),
            rows=tuple(self.build_rows()),
            prompt=self.translate(f"services.ask-{services.step}") if services.expects_text else None,
            status=(self.translate("services.so-far", said=facts),) if facts else (),
        )

    def build_lines(self) -> Iterator[str]:
        """Running text under the title."""
        services, translate = self.services, self.translate
        match services.step:
            case "services":
                yield translate("services.about")
                if not services.own_indices:
                    yield translate("services.none-yet")
            case "pick":
                if services.product_ids:
                    yield translate("services.found", n=len(services.product_ids), words=services.words)
                else:
                    yield translate("services.not-found", words=services.words)
            case "criticality" | "exit":
                yield translate(f"services.ask-{services.step}")
            case "needs":
                for number, index in enumerate(services.other_indices, 1):
                    yield f"{number}. {self.localise(services.services[index].service)}"
            case _:
                yield translate(f"services.about-{services.step}")

    def build_rows(self) -> Iterator[InventoryRow]:
        """What there is to choose from."""
        services, translate = self.services, self.translate
        match services.step:
            case "services":
                for number, index in enumerate(services.own_indices, 1):
                    yield InventoryRow(str(number), self.format_row(services.services[index]))
            case "pick":
                for number, product in enumerate(services.products, 1):
                    yield InventoryRow(str(number), self.format_product(product))
                yield InventoryRow("0", translate("services.own", words=services.words))
            case "criticality":
                for number, grade in enumerate(CRITICALITIES, 1):
                    criticality = services.service.criticality
                    yield InventoryRow(
                        str(number), translate(f"services.criticality-{grade}"), chosen=grade == criticality
                    )
            case "exit":
                for number, way in enumerate(EXITS, 1):
                    yield InventoryRow(
                        str(number), translate(f"services.exit-{way}"), chosen=way == services.service.exit
                    )
            case _:
                pass

    def format_row(self, service: Dependency) -> str:
        """A service with what is on record of it."""
        name, facts = self.localise(service.service), self.format_facts(service)
        return self.translate("services.row", service=name, said=facts) if facts else name

    def format_product(self, product: Supplier) -> str:
        """A product of the catalogue with its supplier and from where that is controlled."""
        catalogue = self.services.catalogue()
        owner = catalogue.owners.get(product.owner or "")
        country = owner.country if owner else None
        where = self.localise(catalogue.country(country)) if country else self.translate("report.unknown")
        return self.translate(
            "services.product", product=self.localise(product.product), supplier=product.supplier, country=where
        )

    def format_facts(self, service: Dependency) -> str:
        """What is on record of a service, in a few words."""
        catalogue, translate = self.services.catalogue(), self.translate
        product = service.find_catalogue_row(catalogue)
        supplier = (
            product.supplier
            if product
            else translate("services.ourselves")
            if service.supplier == SELF
            else service.supplier
        )
        names = {other_service.id: self.localise(other_service.service) for other_service in self.services.services}
        needs = [translate.alternatives([names.get(member, member) for member in group]) for group in service.needs]
        parts = [
            escape_active(supplier or ""),
            self.localise(catalogue.country(service.parent_country)) if service.parent_country else "",
            translate("exposure.criticality", value=translate(f"criticality.{service.criticality}"))
            if service.criticality
            else "",
            translate("exposure.exit", value=translate(f"exit.{service.exit}")) if service.exit else "",
            translate("services.share", share=translate.percent(service.share)) if service.share is not None else "",
            translate("services.needs", needs=translate.listing(needs)) if needs else "",
        ]
        return ", ".join(part for part in parts if part)

    def localise(self, text: LocalText) -> str:
        """A text in the session's language."""
        return escape_active(text.in_language(self.language, self.translate.language))

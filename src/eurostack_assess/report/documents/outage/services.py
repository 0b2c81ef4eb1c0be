"""The services in an outage: what happens to each, what would save it, and what is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.outage import (
    NodeRef,
    RemovedProduct,
    ServiceOutage,
)
from eurostack_assess.model.vocabulary import Fate
from eurostack_assess.report.document import (
    Block,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.outage.base import OutageVoice


@dataclass(frozen=True, kw_only=True)
class OutageServices(OutageVoice):
    """What happens to each service, what would save it, and what drops out."""

    def fate(self, fate: Fate) -> Iterator[Block]:
        """The services with one fate under what dropped out, that which takes most along first."""
        services = self.result.services_with(fate)
        if not services:
            return
        causes: dict[str, list[ServiceOutage]] = {}
        for service in services:
            cause = self._part(service.failure_path[-1]) if service.failure_path else self.translate("outage.itself")
            causes.setdefault(cause, []).append(service)
        ordered = sorted(causes.items(), key=lambda item: -len(item[1]))
        yield Heading(2, self.translate(f"fate.{fate}"))
        yield Paragraph(inline(TextSpan(self.translate(f"outage.about-{fate}"), "muted")))
        yield from listing(
            [
                ListEntry(inline(TextSpan(cause, "strong")), tuple(map(self._service_line, group)))
                for cause, group in self.shown(ordered)
            ]
        )
        yield from self.truncation_note(ordered)

    def _service_line(self, service: ServiceOutage) -> Inline:
        """A service with its criticality, and by way of what it is hit."""
        criticality = (
            self.translate(f"criticality.{service.criticality}")
            if service.criticality
            else self.translate("report.unknown")
        )
        sentence = self.translate("outage.hit", service=self.namer.localise(service.service), criticality=criticality)
        via = [self._part(part) for part in service.failure_path[:-1]]
        by_way = f", {self.translate('outage.via', parts=' > '.join(via))}" if via else ""
        return inline(
            sentence,
            TextSpan(by_way, "muted"),
            TextSpan(f" {self.translate('outage.is-new')}" if service.worsened_by_takeover else "", "bad"),
        )

    def _part(self, part: NodeRef) -> str:
        return (
            self.namer.localise(part.name) if part.is_service else self.namer.name_with_country(part.name, part.country)
        )

    def replacements(self) -> Iterator[Block]:
        """The smallest sets that would save services, those first that save most."""
        services_by_products: dict[tuple[str, ...], list[ServiceOutage]] = {}
        for service in self.result.services_with("stops", "may_stop"):
            if service.saved_by:
                services_by_products.setdefault(
                    tuple(self._part(replacement.product) for replacement in service.saved_by), []
                ).append(service)
        untried = [service for service in self.result.services_with("stops", "may_stop") if _is_untried(service)]
        if not services_by_products and not untried:
            return
        yield Heading(2, self.translate("outage.saved-by"))
        yield Paragraph(inline(TextSpan(self.translate("outage.saved-by-note"), "muted")))
        ordered = sorted(services_by_products.items(), key=lambda item: -len(item[1]))
        listed_products: set[str] = set()
        entries = [self._replacement(products, services, listed_products) for products, services in self.shown(ordered)]
        yield from listing(entries, numbered=True)
        yield from self.truncation_note(ordered)
        if untried:
            names = self.translate.listing([self.namer.localise(service.service) for service in untried])
            yield Paragraph(inline(TextSpan(self.translate("outage.untried", services=names), "muted")))

    def _replacement(
        self, products: Sequence[str], services: Sequence[ServiceOutage], listed_products: set[str]
    ) -> ListEntry:
        """One set, and what there is instead of each product in it that was not told before."""
        names = self.translate.listing([self.namer.localise(service.service) for service in services])
        details = [inline(self.translate("outage.saves", n=len(services), services=names))]
        for name, replacement in zip(products, services[0].saved_by or (), strict=True):
            if name in listed_products:
                continue
            listed_products.add(name)
            options = self.namer.alternative_labels(replacement.options)
            key = "outage.instead" if options else "outage.nothing-instead"
            values: dict[str, object] = {"product": self.namer.localise(replacement.product.name)}
            if options:
                values["options"] = self.translate.listing(options)
            details.append(inline(TextSpan(self.translate(key, **values), "muted")))
        return ListEntry(inline(TextSpan(self.translate.listing(list(products)), "strong")), tuple(details))

    def survivors(self) -> Iterator[Block]:
        """What goes on, those first that owe it to an alternative."""
        services = sorted(self.result.services_with("goes_on"), key=lambda service: not service.kept_up_by)
        if not services:
            return
        yield Heading(2, self.translate("fate.goes_on"))
        yield from listing([self._survivor(service) for service in self.shown(services)])
        yield from self.truncation_note(services)

    def _survivor(self, service: ServiceOutage) -> ListEntry:
        details = [
            inline(
                self.translate(
                    "outage.thanks-to",
                    left=self.translate.listing([self._part(part) for part in redundancy.remaining]),
                    lost=self.translate.listing([self._part(part) for part in redundancy.failed]),
                )
            )
            for redundancy in service.kept_up_by
        ]
        if not service.chain_known:
            details.append(inline(TextSpan(self.translate("outage.chain-unknown"), "muted")))
        return ListEntry(inline(TextSpan(self.namer.localise(service.service), "strong")), tuple(details))

    def removed_products(self) -> Iterator[Block]:
        """The products that drop out."""
        if not self.result.removed_products:
            return
        yield Heading(2, self.translate("outage.removed"))
        ordered = sorted(
            self.result.removed_products, key=lambda product: (not product.certain, product.supply == "once")
        )
        yield from listing([self._removed_product_entry(product) for product in ordered])

    def _removed_product_entry(self, product: RemovedProduct) -> ListEntry:
        remarks = [
            "" if product.certain else self.translate("outage.if-from-there"),
            self.translate("outage.once") if product.supply == "once" else "",
            self.translate(f"confidence.{product.confidence}")
            if product.confidence in ("common_knowledge", "uncertain")
            else "",
        ]
        remark = "; ".join(part for part in remarks if part)
        return ListEntry(inline(self._part(product), TextSpan(f" [{remark}]" if remark else "", "muted")))


def _is_untried(service: ServiceOutage) -> bool:
    """Whether what would save it was not worked out; not so where a service was taken out itself."""
    return service.saved_by is None and bool(service.failure_path) and not service.failure_path[-1].is_service

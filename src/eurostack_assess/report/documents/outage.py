"""The answer to "what if": what stops, wears out or goes on, thanks to what, and what would save the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.outage import (
    Fate,
    NodeRef,
    Outage,
    OutageImpact,
    RemovedProduct,
    ResolvedSelector,
    ServiceOutage,
)
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Column,
    Figure,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    Shares,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.exposure import Namer
from eurostack_assess.report.wording.voice import Voice, list_limit
from eurostack_assess.texts import texts

AFFECTED_FATES: tuple[Fate, ...] = ("stops", "may_stop", "wears_out", "may_wear_out")
FATES: tuple[Fate, ...] = (*AFFECTED_FATES, "goes_on")
TONES: dict[Fate, Tone] = {"stops": "bad", "may_stop": "bad"}


def build_outage_report(result: Outage, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole answer in one language; with `everything`, no list is cut short."""
    report = _OutageReport(result=result, translate=texts(language), limit=list_limit(everything=everything))
    sections = (
        report.opening(),
        report.story(),
        report.summary(),
        report.layers(),
        *(report.fate(fate) for fate in AFFECTED_FATES),
        report.replacements(),
        report.survivors(),
        report.removed_products(),
        report.sources(),
        report.basis(),
    )
    as_of_date = result.profile.date or UNDATED
    return ReportDocument(report.title, language, tuple(block for section in sections for block in section), as_of_date)


@dataclass(frozen=True, kw_only=True)
class _OutageReport(Voice):
    result: Outage

    @property
    def namer(self) -> Namer:
        return Namer(catalogue=self.result.catalogue, translate=self.translate)

    @property
    def title(self) -> str:
        return self.translate("outage.title", name=self.result.profile.name)

    def opening(self) -> Iterator[Block]:
        profile = self.result.profile
        yield Heading(1, self.title)
        about = [self.translate(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.translate("report.date", date=profile.date.isoformat()))
        yield Paragraph(inline(" · ".join(part for part in about if part)))
        if profile.example:
            yield Paragraph(inline(TextSpan(self.translate("report.example"), "bad")))
        if self.result.scenario is not None:
            yield Heading(2, self.namer.localise(self.result.scenario.name))
        without = self.translate.listing([self._selector_label(selector) for selector in self.result.selectors])
        yield Paragraph(inline(TextSpan(self.translate("outage.without"), "muted"), " ", TextSpan(without, "strong")))
        if self.result.taken_over_products:
            product_names = [self.namer.localise(product.name) for product in self.result.taken_over_products]
            country_codes = (
                list(dict.fromkeys(takeover.to for takeover in self.result.scenario.takeover))
                if self.result.scenario
                else []
            )
            countries = self.translate.listing([self.namer.country(code) for code in country_codes])
            yield Paragraph(
                inline(
                    self.translate(
                        "outage.taken-over", products=self.translate.listing(product_names), countries=countries
                    )
                )
            )

    def _selector_label(self, selector: ResolvedSelector) -> str:
        if selector.name is None:
            return self.namer.localise(selector.country) if selector.country else ""
        what = self.namer.localise(selector.name)
        return (
            self.translate("exposure.placed", name=what, country=self.namer.localise(selector.country))
            if selector.country
            else what
        )

    def story(self) -> Iterator[Block]:
        """Where the scenario comes from."""
        if self.result.scenario is not None:
            yield Paragraph(inline(self.namer.localise(self.result.scenario.story)))

    def sources(self) -> Iterator[Block]:
        """What is not settled about the scenario, and where it can be read."""
        scenario = self.result.scenario
        if scenario is None:
            return
        yield Heading(2, self.translate("outage.scenario-from"))
        if scenario.disputed is not None:
            yield Paragraph(inline(self.namer.localise(scenario.disputed)))
        entries = []
        for source in scenario.sources:
            cited = ", ".join(part for part in (self.namer.localise(source.text), source.url, source.date) if part)
            sure = f" ({self.translate(f'confidence.{source.confidence}')})" if source.confidence else ""
            entries.append(ListEntry(inline(TextSpan(f"{cited}{sure}", "muted"))))
        yield from listing(entries)

    def summary(self) -> Iterator[Block]:
        translate, total = self.translate, self.result.total
        yield Heading(2, translate("outage.in-short"))
        if not self.result.removed_products:
            yield Paragraph(inline(TextSpan(translate("outage.nothing-removed"), "strong")))
        parts = [
            translate(f"outage.count-{fate}", n=total.fates[fate])
            for fate in (*AFFECTED_FATES, "goes_on")
            if total.fates[fate]
        ]
        counted = translate("outage.of-services", n=total.services, parts=translate.listing(parts))
        yield Paragraph(inline(TextSpan(counted, "strong")))
        stops = translate.shares(total.stops_low, total.stops_high)
        hit = translate.shares(total.affected_low, total.affected_high)
        yield Paragraph(inline(translate("outage.weighted", stops=stops, hit=hit)))
        if new := [
            self.namer.localise(service.service) for service in self.result.services if service.worsened_by_takeover
        ]:
            yield Paragraph(
                inline(TextSpan(translate("outage.new", n=len(new), services=translate.listing(new)), "bad"))
            )

    def layers(self) -> Iterator[Block]:
        if len(self.result.layers) < 2:  # noqa: PLR2004 - one layer is the total
            return
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.services"), "right"),
            Column(self.translate("column.stops"), "right"),
            Column(self.translate("column.wears-out"), "right"),
            Column(self.translate("column.goes-on"), "right"),
            Column(self.translate("column.stops-share"), "right"),
        )
        yield TableBlock(columns, tuple(self._layer(impact) for impact in self.result.layers))
        yield self._fates()

    def _fates(self) -> Figure:
        """Of each layer, which part of its services has which fate."""
        rows, descriptions = [], []
        fates = [fate for fate in FATES if self.result.total.fates[fate]]
        series = tuple(self.translate(f"fate.{fate}") for fate in fates)
        for impact in self.result.layers:
            counts = [impact.fates[fate] for fate in fates]
            name = self._layer_name(impact)
            rows.append((name, tuple(count / impact.services for count in counts), str(impact.services)))
            fate_counts = zip(series, counts, strict=True)
            parts = [self.translate("outage.fate-of", fate=fate, n=count) for fate, count in fate_counts if count]
            descriptions.append(self.translate("outage.fates-of", layer=name, parts=self.translate.listing(parts)))
        return Figure(self.translate("outage.fates"), " ".join(descriptions), Shares(series, tuple(rows)))

    def _layer_name(self, impact: OutageImpact) -> str:
        return (
            self.namer.localise(self.result.layer_names[impact.layer])
            if impact.layer
            else self.translate("outage.no-layer")
        )

    def _layer(self, impact: OutageImpact) -> tuple[Inline | None, ...]:
        return (
            inline(self._layer_name(impact)),
            inline(str(impact.services)),
            self._numbers(impact, "stops", "may_stop"),
            self._numbers(impact, "wears_out", "may_wear_out"),
            inline(str(impact.fates["goes_on"])),
            inline(self.translate.shares(impact.stops_low, impact.stops_high)),
        )

    @staticmethod
    def _numbers(impact: OutageImpact, certain: Fate, possible: Fate) -> Inline:
        low, high = impact.fates[certain], impact.fates[certain] + impact.fates[possible]
        return inline(TextSpan(str(low) if low == high else f"{low}–{high}"))

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

    def basis(self) -> Iterator[Block]:
        yield Heading(2, self.translate("report.method"))
        yield Paragraph(inline(self.translate("outage.method")))
        unknown = sum(not service.chain_known for service in self.result.services)
        notes = [self.namer.basis(), *([self.translate("outage.chains-unknown", n=unknown)] if unknown else [])]
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))
        yield Paragraph(inline(TextSpan(self.translate("outage.what-it-is-not"), "strong")))


def _is_untried(service: ServiceOutage) -> bool:
    """Whether what would save it was not worked out; not so where a service was taken out itself."""
    return service.saved_by is None and bool(service.failure_path) and not service.failure_path[-1].is_service

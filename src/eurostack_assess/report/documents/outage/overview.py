"""The overview of an outage: what is lost, the impact on each layer, and a scenario's story and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.outage import (
    OutageImpact,
    ResolvedSelector,
)
from eurostack_assess.model.vocabulary import FATES, Fate
from eurostack_assess.report.document import (
    Block,
    Column,
    Figure,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    Shares,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.outage.base import OutageVoice


@dataclass(frozen=True, kw_only=True)
class OutageOverview(OutageVoice):
    """What drops out and what that costs each layer, with the story and sources of a scenario."""

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.translate("outage.title", name=self.result.profile.name)

    def opening(self) -> Iterator[Block]:
        """Whom and what the report is about, and what a reader must know first."""
        profile = self.result.profile
        yield Heading(1, self.title)
        about = [self.translate(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.translate("report.date", date=profile.date))
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
            certainty = f" ({self.translate(f'confidence.{source.confidence}')})" if source.confidence else ""
            entries.append(ListEntry(inline(TextSpan(f"{cited}{certainty}", "muted"))))
        yield from listing(entries)

    def summary(self) -> Iterator[Block]:
        """How many services stop, wear out or go on."""
        translate, total = self.translate, self.result.total
        yield Heading(2, translate("outage.in-short"))
        if not self.result.removed_products:
            yield Paragraph(inline(TextSpan(translate("outage.nothing-removed"), "strong")))
        parts = [translate(f"outage.count-{fate}", n=total.fates[fate]) for fate in FATES if total.fates[fate]]
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
        """The impact on each layer, as a table."""
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

    def basis(self) -> Iterator[Block]:
        """What the catalogue is, and of when."""
        yield Heading(2, self.translate("report.method"))
        yield Paragraph(inline(self.translate("outage.method")))
        unknown = sum(not service.chain_known for service in self.result.services)
        notes = [self.namer.basis(), *([self.translate("outage.chains-unknown", n=unknown)] if unknown else [])]
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))
        yield Paragraph(inline(TextSpan(self.translate("outage.what-it-is-not"), "strong")))

"""The answer to "what if": what stops, wears out or goes on, thanks to what, and what would save the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.outage import Fate, Named, Outage, Part, Removed, ServiceOutage, Toll
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Column,
    Document,
    Entry,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Shares,
    Span,
    Table,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.exposure import Namer
from eurostack_assess.texts import Texts, texts

SHOWN = 10
"""Services of a kind, and replacements, that are told unless all are asked for."""

HIT: tuple[Fate, ...] = ("stops", "may_stop", "wears_out", "may_wear_out")
FATES: tuple[Fate, ...] = (*HIT, "goes_on")
TONES: dict[Fate, Tone] = {"stops": "bad", "may_stop": "bad"}


def outage_report(result: Outage, language: str, *, everything: bool = False) -> Document:
    """The whole answer in one language; with `everything`, no list is cut short."""
    report = _Report(result, texts(language), None if everything else SHOWN)
    sections = (
        report.opening(),
        report.story(),
        report.in_short(),
        report.layers(),
        *(report.fate(fate) for fate in HIT),
        report.replacements(),
        report.survivors(),
        report.removed(),
        report.sources(),
        report.basis(),
    )
    dated = result.profile.date or UNDATED
    return Document(report.title, language, tuple(block for section in sections for block in section), dated)


@dataclass(frozen=True)
class _Report:
    result: Outage
    say: Texts
    most: int | None

    @property
    def name(self) -> Namer:
        return Namer(self.result.catalogue, self.say)

    @property
    def title(self) -> str:
        return self.say("outage.title", name=self.result.profile.name)

    def opening(self) -> Iterator[Block]:
        profile = self.result.profile
        yield Heading(1, self.title)
        about = [self.say(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.say("report.date", date=profile.date.isoformat()))
        yield Paragraph(inline(" · ".join(part for part in about if part)))
        if profile.example:
            yield Paragraph(inline(Span(self.say("report.example"), "bad")))
        if self.result.scenario is not None:
            yield Heading(2, self.name.word(self.result.scenario.name))
        without = self.say.listing([self._named(one) for one in self.result.without])
        yield Paragraph(inline(Span(self.say("outage.without"), "muted"), " ", Span(without, "strong")))
        if self.result.taken_over:
            taken = [self.name.word(one.name) for one in self.result.taken_over]
            to = list(dict.fromkeys(one.to for one in self.result.scenario.takeover)) if self.result.scenario else []
            countries = self.say.listing([self.name.country(code) for code in to])
            yield Paragraph(
                inline(self.say("outage.taken-over", products=self.say.listing(taken), countries=countries))
            )

    def _named(self, one: Named) -> str:
        if one.what is None:
            return self.name.word(one.country) if one.country else ""
        what = self.name.word(one.what)
        return self.say("exposure.placed", name=what, country=self.name.word(one.country)) if one.country else what

    def story(self) -> Iterator[Block]:
        """Where the scenario comes from."""
        if self.result.scenario is not None:
            yield Paragraph(inline(self.name.word(self.result.scenario.story)))

    def sources(self) -> Iterator[Block]:
        """What is not settled about the scenario, and where it can be read."""
        scenario = self.result.scenario
        if scenario is None:
            return
        yield Heading(2, self.say("outage.scenario-from"))
        if scenario.disputed is not None:
            yield Paragraph(inline(self.name.word(scenario.disputed)))
        entries = []
        for source in scenario.sources:
            cited = ", ".join(part for part in (self.name.word(source.text), source.url, source.date) if part)
            sure = f" ({self.say(f'confidence.{source.confidence}')})" if source.confidence else ""
            entries.append(Entry(inline(Span(f"{cited}{sure}", "muted"))))
        yield from listing(entries)

    def in_short(self) -> Iterator[Block]:
        say, total = self.say, self.result.total
        yield Heading(2, say("outage.in-short"))
        if not self.result.removed:
            yield Paragraph(inline(Span(say("outage.nothing-removed"), "strong")))
        parts = [say(f"outage.count-{fate}", n=total.fates[fate]) for fate in (*HIT, "goes_on") if total.fates[fate]]
        counted = say("outage.of-services", n=total.services, parts=say.listing(parts))
        yield Paragraph(inline(Span(counted, "strong")))
        stops = say.shares(total.stops_low, total.stops_high)
        hit = say.shares(total.hit_low, total.hit_high)
        yield Paragraph(inline(say("outage.weighted", stops=stops, hit=hit)))
        if new := [self.name.word(one.service) for one in self.result.services if one.new]:
            yield Paragraph(inline(Span(say("outage.new", n=len(new), services=say.listing(new)), "bad")))

    def layers(self) -> Iterator[Block]:
        if len(self.result.layers) < 2:  # noqa: PLR2004 - one layer is the total
            return
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("column.services"), "right"),
            Column(self.say("column.stops"), "right"),
            Column(self.say("column.wears-out"), "right"),
            Column(self.say("column.goes-on"), "right"),
            Column(self.say("column.stops-share"), "right"),
        )
        yield Table(columns, tuple(self._layer(one) for one in self.result.layers))
        yield self._fates()

    def _fates(self) -> Figure:
        """Of each layer, which part of its services has which fate."""
        rows, told = [], []
        fates = [fate for fate in FATES if self.result.total.fates[fate]]
        series = tuple(self.say(f"fate.{fate}") for fate in fates)
        for one in self.result.layers:
            counts = [one.fates[fate] for fate in fates]
            name = self._layer_name(one)
            rows.append((name, tuple(count / one.services for count in counts), str(one.services)))
            given = zip(series, counts, strict=True)
            parts = [self.say("outage.fate-of", fate=fate, n=count) for fate, count in given if count]
            told.append(self.say("outage.fates-of", layer=name, parts=self.say.listing(parts)))
        return Figure(self.say("outage.fates"), " ".join(told), Shares(series, tuple(rows)))

    def _layer_name(self, one: Toll) -> str:
        return self.name.word(self.result.layer_names[one.layer]) if one.layer else self.say("outage.no-layer")

    def _layer(self, one: Toll) -> tuple[Inline | None, ...]:
        return (
            inline(self._layer_name(one)),
            inline(str(one.services)),
            self._numbers(one, "stops", "may_stop"),
            self._numbers(one, "wears_out", "may_wear_out"),
            inline(str(one.fates["goes_on"])),
            inline(self.say.shares(one.stops_low, one.stops_high)),
        )

    @staticmethod
    def _numbers(one: Toll, certain: Fate, possible: Fate) -> Inline:
        low, high = one.fates[certain], one.fates[certain] + one.fates[possible]
        return inline(Span(str(low) if low == high else f"{low}–{high}"))

    def fate(self, fate: Fate) -> Iterator[Block]:
        """The services with one fate under what dropped out, that which takes most along first."""
        services = self.result.having(fate)
        if not services:
            return
        causes: dict[str, list[ServiceOutage]] = {}
        for one in services:
            cause = self._part(one.because[-1]) if one.because else self.say("outage.itself")
            causes.setdefault(cause, []).append(one)
        ordered = sorted(causes.items(), key=lambda item: -len(item[1]))
        yield Heading(2, self.say(f"fate.{fate}"))
        yield Paragraph(inline(Span(self.say(f"outage.about-{fate}"), "muted")))
        yield from listing(
            [Entry(inline(Span(cause, "strong")), tuple(map(self._hit, some))) for cause, some in ordered[: self.most]]
        )
        yield from self._more(ordered)

    def _hit(self, one: ServiceOutage) -> Inline:
        """A service with its criticality, and by way of what it is hit."""
        criticality = self.say(f"criticality.{one.criticality}") if one.criticality else self.say("report.unknown")
        told = self.say("outage.hit", service=self.name.word(one.service), criticality=criticality)
        via = [self._part(part) for part in one.because[:-1]]
        by_way = f", {self.say('outage.via', parts=' > '.join(via))}" if via else ""
        return inline(told, Span(by_way, "muted"), Span(f" {self.say('outage.is-new')}" if one.new else "", "bad"))

    def _part(self, part: Part) -> str:
        return self.name.word(part.name) if part.is_service else self.name.placed(part.name, part.country)

    def replacements(self) -> Iterator[Block]:
        """The smallest sets that would save services, those first that save most."""
        saved: dict[tuple[str, ...], list[ServiceOutage]] = {}
        for one in self.result.having("stops", "may_stop"):
            if one.saved_by:
                saved.setdefault(tuple(self._part(two.part) for two in one.saved_by), []).append(one)
        untried = [one for one in self.result.having("stops", "may_stop") if _untried(one)]
        if not saved and not untried:
            return
        yield Heading(2, self.say("outage.saved-by"))
        yield Paragraph(inline(Span(self.say("outage.saved-by-note"), "muted")))
        ordered = sorted(saved.items(), key=lambda item: -len(item[1]))
        told: set[str] = set()
        entries = [self._replacement(products, some, told) for products, some in ordered[: self.most]]
        yield from listing(entries, numbered=True)
        yield from self._more(ordered)
        if untried:
            names = self.say.listing([self.name.word(one.service) for one in untried])
            yield Paragraph(inline(Span(self.say("outage.untried", services=names), "muted")))

    def _replacement(self, products: Sequence[str], saved: Sequence[ServiceOutage], told: set[str]) -> Entry:
        """One set, and what there is instead of each product in it that was not told before."""
        names = self.say.listing([self.name.word(one.service) for one in saved])
        details = [inline(self.say("outage.saves", n=len(saved), services=names))]
        for name, one in zip(products, saved[0].saved_by or (), strict=True):
            if name in told:
                continue
            told.add(name)
            options = self.name.options(one.options)
            key = "outage.instead" if options else "outage.nothing-instead"
            values: dict[str, object] = {"product": self.name.word(one.part.name)}
            if options:
                values["options"] = self.say.listing(options)
            details.append(inline(Span(self.say(key, **values), "muted")))
        return Entry(inline(Span(self.say.listing(list(products)), "strong")), tuple(details))

    def survivors(self) -> Iterator[Block]:
        """What goes on, those first that owe it to an alternative."""
        services = sorted(self.result.having("goes_on"), key=lambda one: not one.thanks_to)
        if not services:
            return
        yield Heading(2, self.say("fate.goes_on"))
        yield from listing([self._survivor(one) for one in services[: self.most]])
        yield from self._more(services)

    def _survivor(self, one: ServiceOutage) -> Entry:
        details = [
            inline(
                self.say(
                    "outage.thanks-to",
                    left=self.say.listing([self._part(part) for part in spared.left]),
                    lost=self.say.listing([self._part(part) for part in spared.lost]),
                )
            )
            for spared in one.thanks_to
        ]
        if not one.chain_known:
            details.append(inline(Span(self.say("outage.chain-unknown"), "muted")))
        return Entry(inline(Span(self.name.word(one.service), "strong")), tuple(details))

    def _more(self, some: Sequence[object]) -> Iterator[Block]:
        if self.most is not None and len(some) > self.most:
            yield Paragraph(inline(Span(self.say("report.more", n=len(some) - self.most), "muted")))

    def removed(self) -> Iterator[Block]:
        """The products that drop out."""
        if not self.result.removed:
            return
        yield Heading(2, self.say("outage.removed"))
        ordered = sorted(self.result.removed, key=lambda one: (not one.certain, one.supply == "once"))
        yield from listing([self._removed(one) for one in ordered])

    def _removed(self, one: Removed) -> Entry:
        remarks = [
            "" if one.certain else self.say("outage.if-from-there"),
            self.say("outage.once") if one.supply == "once" else "",
            self.say(f"confidence.{one.confidence}") if one.confidence in ("common_knowledge", "uncertain") else "",
        ]
        remark = "; ".join(part for part in remarks if part)
        return Entry(inline(self._part(one), Span(f" [{remark}]" if remark else "", "muted")))

    def basis(self) -> Iterator[Block]:
        yield Heading(2, self.say("report.method"))
        yield Paragraph(inline(self.say("outage.method")))
        unknown = sum(not one.chain_known for one in self.result.services)
        told = [self.name.basis(), *([self.say("outage.chains-unknown", n=unknown)] if unknown else [])]
        yield Paragraph(inline(Span(" ".join(told), "muted")))
        yield Paragraph(inline(Span(self.say("outage.what-it-is-not"), "strong")))


def _untried(one: ServiceOutage) -> bool:
    """Whether what would save it was not worked out; not so where a service was taken out itself."""
    return one.saved_by is None and bool(one.because) and not one.because[-1].is_service

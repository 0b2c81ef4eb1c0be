"""The dependency section: what the services on record say, each with its chain and what there is instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import (
    CatalogueUsed,
    Concentration,
    DependencyResult,
    Exposure,
    Interval,
    Link,
    Option,
    Risk,
    SinglePoint,
)
from eurostack_assess.report.document import (
    Block,
    Branch,
    Column,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    Tone,
    Tree,
    inline,
    listing,
)
from eurostack_assess.report.exposure_figures import matrix, network
from eurostack_assess.texts import Texts

RISKY: tuple[Risk, ...] = ("high", "critical")
RISK_TONES: dict[Risk, Tone] = {"high": "bad", "critical": "bad"}
MOST_STOPPED_NAMED, COUNTRIES_NAMED = 6, 3
UNKNOWN = "?"
"""Stands for a country that is not known."""


def exposure_section(result: Assessment, exposure: Exposure, say: Texts, most: int | None) -> Iterator[Block]:
    """Its blocks below the heading; `most` is how many dependencies are told in full, None for all."""
    yield from _Section(result, exposure, say, most).blocks()


@dataclass(frozen=True)
class Namer:
    """Products, owners and countries in the words of a reader."""

    catalogue: CatalogueUsed
    say: Texts

    def word(self, text: LocalText) -> str:
        """A text in the reader's language."""
        return text.in_language(self.say.language)

    def country(self, code: str | None) -> str:
        """A country's name; that it is unknown where there is none."""
        if code is None:
            return self.say("exposure.country-unknown")
        return self.word(self.catalogue.countries[code]) if code in self.catalogue.countries else code

    def placed(self, name: LocalText, country: str | None) -> str:
        """A name with from where it is controlled."""
        return self.say("exposure.placed", name=self.word(name), country=self.country(country))

    def options(self, options: Sequence[Option]) -> list[str]:
        """Alternatives with their countries and, where there is one, their reservation."""
        return [self._option(one) for one in options]

    def _option(self, one: Option) -> str:
        nobody = one.country is None and one.kind in ("open-source", "association")
        about = [self.say("exposure.international") if nobody else self.country(one.country)]
        if one.form != "european":
            about.append(self.say(f"form.{one.form}"))
        return self.say("exposure.placed", name=self.word(one.name), country=", ".join(about))

    def basis(self) -> str:
        """What the catalogue is, and of when."""
        first, last = self.catalogue.checked_from.isoformat(), self.catalogue.checked_to.isoformat()
        day = last if first == last else f"{first} – {last}"
        return self.say("exposure.basis", day=day, groups=self.catalogue.groups["eu"].date.isoformat())


@dataclass(frozen=True)
class _Section:
    result: Assessment
    exposure: Exposure
    say: Texts
    most: int | None

    @property
    def name(self) -> Namer:
        return Namer(self.exposure.catalogue, self.say)

    def blocks(self) -> Iterator[Block]:
        yield from self._layers()
        yield from self._contradictions()
        yield from self._all()
        yield from self._risky()
        yield from self._single_points()
        yield from self._basis()

    def _layers(self) -> Iterator[Block]:
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("column.services"), "right"),
            Column(self.say("column.exposed"), "right"),
            Column(self.say("column.non-eu"), "right"),
            Column(self.say("column.lock-in"), "right"),
            Column(self.say("column.owners"), "right"),
        )
        exposure = self.exposure
        rows = [self._row(self._layer_name(one.layer), one) for one in exposure.layers]
        all_in_one = [one.services for one in exposure.layers] == [exposure.total.services]
        if not all_in_one:
            rows.append(self._row(self.say("exposure.total"), exposure.total))
        yield Table(columns, tuple(rows))
        yield Paragraph(inline(Span(self.say("exposure.how-to-read"), "muted")))
        yield from self._how_shares_are_given()
        told = (exposure.total,) if all_in_one else (*exposure.layers, exposure.total)
        yield from listing([self._flags(one) for one in told])

    def _how_shares_are_given(self) -> Iterator[Block]:
        """Said once for all layers, unless they differ."""
        layers = self.exposure.layers or (self.exposure.total,)
        ways = dict.fromkeys(one.shares for one in layers if one.shares != "given")
        for way in ways:
            names = self.say.listing([self._layer_name(one.layer) for one in layers if one.shares == way])
            everywhere = all(one.shares == way for one in layers)
            told = self.say(f"exposure.shares-{way}")
            yield Paragraph(inline(Span(told if everywhere else f"{names}: {told}", "muted")))

    def _layer_name(self, layer: str | None) -> str:
        return self.name.word(self.result.layer(layer).name) if layer else self.say("exposure.total")

    def _row(self, name: str, one: Concentration) -> tuple[Inline | None, ...]:
        return (
            inline(name),
            inline(str(one.services)),
            self._share(one.exposed, "strong"),
            self._share(one.non_eu),
            self._share(one.lock_in),
            inline(self._effective(one)),
        )

    def _share(self, share: Interval | None, tone: Tone = "plain") -> Inline | None:
        return None if share is None else inline(Span(self.say.shares(share.low, share.high), tone))

    def _effective(self, one: Concentration) -> str:
        low, high = one.effective_suppliers
        if high is None:
            return self.say("exposure.at-least", number=self.say.number(low, 1))
        ends = list(dict.fromkeys((self.say.number(low, 1), self.say.number(high, 1))))
        return "–".join(ends)

    def _flags(self, one: Concentration) -> Entry:
        """What the measures of a layer amount to, with the numbers behind it."""
        say = self.say
        countries = list(self._countries(one.by_country))
        yes = [say(f"exposure.flag-{key}") for key, flag in self._flagged(one) if flag == "yes"]
        maybe = [say(f"exposure.flag-{key}") for key, flag in self._flagged(one) if flag == "open"]
        verdict = f"exposure.strategic-{one.strategic}"
        details = [inline(Span(say("exposure.from-where", countries=say.listing(countries)), "muted"))]
        if yes:
            details.append(inline(say("exposure.flags-yes", flags=say.listing(yes))))
        if maybe:
            details.append(inline(say("exposure.flags-open", flags=say.listing(maybe))))
        concentration = {
            "foreign": self._points(one.foreign_concentration),
            "suppliers": self._points(one.supplier_concentration),
        }
        chain = one.exposed_chain
        if chain is not None and chain != one.exposed:
            share = say.shares(chain.low, chain.high)
            details.append(inline(Span(say("exposure.with-chain", share=share), "muted")))
        details.append(inline(Span(say("exposure.concentrations", **concentration), "muted")))
        tone: Tone = "bad" if one.strategic == "yes" else "plain"
        return Entry(
            inline(Span(self._layer_name(one.layer), "strong"), ": ", Span(say(verdict), tone)), tuple(details)
        )

    def _countries(self, shares: Mapping[str, float]) -> Iterator[str]:
        """The largest, what is unknown, and all others together."""
        named = [code for at, code in enumerate(shares) if at < COUNTRIES_NAMED or code == UNKNOWN]
        told = [(self._by_country(code), shares[code]) for code in named]
        others = fsum(share for code, share in shares.items() if code not in named)
        for country, share in (*told, *([(self.say("exposure.elsewhere"), others)] if others else [])):
            yield self.say("exposure.country-share", country=country, share=self.say.percent(share))

    @staticmethod
    def _flagged(one: Concentration) -> tuple[tuple[str, str], ...]:
        return (
            ("concentrated", one.concentrated),
            ("majority", one.foreign_majority),
            ("locked-in", one.locked_in),
        )

    def _points(self, share: Interval) -> str:
        ends = list(dict.fromkeys((self.say.number(share.low, 2), self.say.number(share.high, 2))))
        return "–".join(ends)

    def _by_country(self, code: str) -> str:
        return self.say("report.unknown") if code == UNKNOWN else self.name.country(code)

    def _contradictions(self) -> Iterator[Block]:
        if not self.exposure.contradictions:
            return
        yield Heading(3, self.say("exposure.contradictions"))
        entries = []
        for one in self.exposure.contradictions:
            question = self.result.question(one.question)
            rung = question.rungs[one.rung].text
            services = self.say.listing([self.name.word(service) for service in one.services])
            entries.append(
                Entry(
                    inline(Span(self.name.word(question.ask), "strong"), Span(f" [{one.question}]", "muted")),
                    (
                        inline(self.say("report.answer", rung=one.rung, text=self.name.word(rung))),
                        inline(Span(self.say(f"exposure.but-{one.claims}", services=services), "bad")),
                    ),
                )
            )
        yield from listing(entries)

    def _all(self) -> Iterator[Block]:
        yield Heading(3, self.say("exposure.all"))
        columns = tuple(
            Column(self.say(f"column.{key}")) for key in ("service", "supplier", "controlled-from", "class")
        )
        yield Table(columns, tuple(self._service_row(one) for one in self.exposure.dependencies))
        yield from matrix(self.exposure, self.say)
        yield Paragraph(inline(Span(self.say("exposure.class-note"), "muted")))

    def _service_row(self, one: DependencyResult) -> tuple[Inline | None, ...]:
        unknown = self.say("report.unknown")
        risk = self.say(f"risk.{one.risk}") if one.risk else unknown
        tone: Tone = RISK_TONES.get(one.risk, "plain") if one.risk and one.foreign_chain.high else "plain"
        return (
            inline(self.name.word(one.service)),
            inline(one.supplier or unknown),
            inline(self.name.country(one.owner_country) if one.owner_country else unknown),
            inline(Span(risk, tone)),
        )

    def _risky(self) -> Iterator[Block]:
        """Each of a high class that parties from outside can or may stop: its chain, and what there is instead."""
        risky = [one for one in self.exposure.dependencies if one.risk in RISKY and one.foreign_chain.high]
        if not risky:
            return
        yield Heading(3, self.say("exposure.risky"))
        yield Paragraph(inline(Span(self.say("exposure.risky-note"), "muted")))
        shown = risky[: self.most]
        above: set[str] = set()
        for one in shown:
            about = tuple(Branch(entry.text) for entry in self._about(one))
            yield Tree(Branch(self._root(one), (*about, *(self._branch(link, above) for link in one.chain))))
        if len(shown) < len(risky):
            yield Paragraph(inline(Span(self.say("report.more", n=len(risky) - len(shown)), "muted")))

    def _root(self, one: DependencyResult) -> Inline:
        graded = [
            self.say(f"risk.{one.risk}"),
            self.say(f"quadrant.{one.quadrant}"),
            self.say("exposure.criticality", value=self.say(f"criticality.{one.criticality}")),
            self.say("exposure.exit", value=self.say(f"exit.{one.exit}")),
        ]
        return inline(Span(self.name.word(one.service), "strong"), f" ({'; '.join(graded)})")

    def _branch(self, link: Link, above: set[str]) -> Branch:
        """A link with what it needs, unless an earlier tree told that already."""
        told = link.told
        if link.needs and str(link.name) in above:
            told = "before"
        above.add(str(link.name))
        name = self.name.word(link.name)
        if not link.is_service:
            name = self.name.placed(link.name, link.country)
        remarks = [
            self.say("exposure.one-of") if link.one_of else "",
            self.say("outage.once") if link.supply == "once" and not link.is_service else "",
            self.say("exposure.chain-unknown") if not link.chain_known else "",
            self.say(f"exposure.told-{told}") if told != "in_full" else "",
        ]
        remark = "; ".join(one for one in remarks if one)
        rank = Span(self.say("exposure.rank", rank=link.rank), "muted")
        text = inline(rank, " ", name, Span(f" [{remark}]" if remark else "", "muted"))
        return Branch(text, tuple(self._branch(one, above) for one in link.needs if told != "before"))

    def _about(self, one: DependencyResult) -> Iterator[Entry]:
        say = self.say
        if one.owner is not None and one.supplier != one.owner:
            who = {"supplier": one.supplier or say("report.unknown"), "country": self.name.country(one.country)}
            owner = say("exposure.placed", name=one.owner, country=self.name.country(one.owner_country))
            yield Entry(inline(say("exposure.seller-owner", owner=owner, **who)))
        if one.operator is not None and one.operator_country != one.owner_country:
            operator = say("exposure.placed", name=one.operator, country=self.name.country(one.operator_country))
            yield Entry(inline(say("exposure.operator", operator=operator)))
        if one.alternatives:
            yield Entry(inline(say("exposure.alternatives", options=say.listing(self.name.options(one.alternatives)))))
        elif one.product is not None:
            yield Entry(inline(say("exposure.no-alternatives")))
        if one.note is not None:
            yield Entry(inline(Span(self.name.word(one.note), "muted")))
        if one.confidence in ("common_knowledge", "uncertain") and one.checked is not None:
            sure = say(f"confidence.{one.confidence}")
            yield Entry(inline(Span(say("exposure.how-sure", sure=sure, day=one.checked.isoformat()), "muted")))

    def _single_points(self) -> Iterator[Block]:
        points = self.exposure.single_points
        if not points:
            return
        yield Heading(3, self.say("exposure.single-points"))
        yield Paragraph(inline(Span(self.say("exposure.single-points-note"), "muted")))
        yield from network(self.result, self.exposure, self.say)
        alike: dict[tuple[str, ...], list[SinglePoint]] = {}
        for point in points:
            alike.setdefault(tuple(str(one) for one in point.stops), []).append(point)
        shown = list(alike.values())[: self.most]
        yield from listing([self._single_point(some) for some in shown], numbered=True)
        if len(shown) < len(alike):
            yield Paragraph(inline(Span(self.say("report.more", n=len(alike) - len(shown)), "muted")))

    def _single_point(self, alike: Sequence[SinglePoint]) -> Entry:
        """Points that each stop the same services."""
        names = [self._point(one) for one in alike]
        point = alike[0]
        stopped = [self.name.word(one) for one in point.stops]
        left_out = len(stopped) - MOST_STOPPED_NAMED
        if self.most is not None and left_out > 1:
            stopped = [*stopped[:MOST_STOPPED_NAMED], self.say("exposure.others", n=left_out)]
        share = self.say.percent(point.weight)
        return Entry(
            inline(
                Span(self.say.alternatives(names), "strong"),
                ": ",
                self.say("exposure.stops", n=len(point.stops), share=share),
            ),
            (inline(Span(self.say.listing(stopped), "muted")),),
        )

    def _point(self, point: SinglePoint) -> str:
        if point.is_service:
            return self.name.word(point.name)
        name = self.name.placed(point.name, point.country)
        return f"{name} [{self.say('outage.once')}]" if point.supply == "once" else name

    def _basis(self) -> Iterator[Block]:
        unsure = sum(one.confidence in ("common_knowledge", "uncertain") for one in self.exposure.dependencies)
        unknown = sum(one.owner_country is None for one in self.exposure.dependencies)
        told = [self.name.basis()]
        if unsure:
            told.append(self.say("exposure.unsure", n=unsure))
        if unknown:
            told.append(self.say("exposure.owners-unknown", n=unknown))
        yield Paragraph(inline(Span(" ".join(told), "muted")))

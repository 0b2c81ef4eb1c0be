"""The dependency section: what the services on record translate, each with its chain and what there is instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import (
    CatalogueSnapshot,
    ChainLink,
    Concentration,
    DependencyResult,
    Exposure,
    Interval,
    ReplacementOption,
    Risk,
    SinglePoint,
)
from eurostack_assess.report.document import (
    Block,
    Branch,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    Tone,
    TreeBlock,
    inline,
    listing,
)
from eurostack_assess.report.documents.exposure_figures import build_dependency_network, build_risk_matrix
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import Texts

HIGH_RISKS: tuple[Risk, ...] = ("high", "critical")
RISK_TONES: dict[Risk, Tone] = {"high": "bad", "critical": "bad"}
MAX_STOPPED_NAMED, MAX_COUNTRIES_NAMED = 6, 3
UNKNOWN = "?"
"""Stands for a country that is not known."""


def build_exposure_section(
    result: Assessment, exposure: Exposure, translate: Texts, limit: int | None
) -> Iterator[Block]:
    """Its blocks below the heading; `most` is how many dependencies are told in full, None for all."""
    yield from _ExposureSection(result=result, exposure=exposure, translate=translate, limit=limit).blocks()


@dataclass(frozen=True, kw_only=True)
class Namer(Voice):
    """Products, owners and countries in the words of a reader."""

    catalogue: CatalogueSnapshot

    def country(self, code: str | None) -> str:
        """A country's name; that it is unknown where there is none."""
        if code is None:
            return self.translate("exposure.country-unknown")
        return self.localise(self.catalogue.countries[code]) if code in self.catalogue.countries else code

    def name_with_country(self, name: LocalText, country: str | None) -> str:
        """A name with from where it is controlled."""
        return self.translate("exposure.placed", name=self.localise(name), country=self.country(country))

    def alternative_labels(self, options: Sequence[ReplacementOption]) -> list[str]:
        """Alternatives with their countries and, where there is one, their reservation."""
        return [self._alternative_label(option) for option in options]

    def _alternative_label(self, option: ReplacementOption) -> str:
        nobody = option.country is None and option.kind in ("open-source", "association")
        about = [self.translate("exposure.international") if nobody else self.country(option.country)]
        if option.form != "european":
            about.append(self.translate(f"form.{option.form}"))
        return self.translate("exposure.placed", name=self.localise(option.name), country=", ".join(about))

    def basis(self) -> str:
        """What the catalogue is, and of when."""
        first, last = self.catalogue.checked_from.isoformat(), self.catalogue.checked_to.isoformat()
        day = last if first == last else f"{first} – {last}"
        return self.translate("exposure.basis", day=day, groups=self.catalogue.groups["eu"].date.isoformat())


@dataclass(frozen=True, kw_only=True)
class _ExposureSection(Voice):
    result: Assessment
    exposure: Exposure

    @property
    def namer(self) -> Namer:
        return Namer(catalogue=self.exposure.catalogue, translate=self.translate)

    def blocks(self) -> Iterator[Block]:
        yield from self._layers()
        yield from self._contradictions()
        yield from self._service_table()
        yield from self._risky_services()
        yield from self._single_points()
        yield from self._basis()

    def _layers(self) -> Iterator[Block]:
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.services"), "right"),
            Column(self.translate("column.exposed"), "right"),
            Column(self.translate("column.non-eu"), "right"),
            Column(self.translate("column.lock-in"), "right"),
            Column(self.translate("column.owners"), "right"),
        )
        exposure = self.exposure
        rows = [self._row(self._layer_name(concentration.layer), concentration) for concentration in exposure.layers]
        all_in_one = [concentration.services for concentration in exposure.layers] == [exposure.total.services]
        if not all_in_one:
            rows.append(self._row(self.translate("exposure.total"), exposure.total))
        yield TableBlock(columns, tuple(rows))
        yield Paragraph(inline(TextSpan(self.translate("exposure.how-to-read"), "muted")))
        yield from self._share_basis_notes()
        concentrations = (exposure.total,) if all_in_one else (*exposure.layers, exposure.total)
        yield from listing([self._flags(concentration) for concentration in concentrations])

    def _share_basis_notes(self) -> Iterator[Block]:
        """Said once for all layers, unless they differ."""
        layers = self.exposure.layers or (self.exposure.total,)
        ways = dict.fromkeys(concentration.shares for concentration in layers if concentration.shares != "given")
        for way in ways:
            names = self.translate.listing(
                [self._layer_name(concentration.layer) for concentration in layers if concentration.shares == way]
            )
            everywhere = all(concentration.shares == way for concentration in layers)
            note = self.translate(f"exposure.shares-{way}")
            yield Paragraph(inline(TextSpan(note if everywhere else f"{names}: {note}", "muted")))

    def _layer_name(self, layer: str | None) -> str:
        return self.namer.localise(self.result.layer(layer).name) if layer else self.translate("exposure.total")

    def _row(self, name: str, concentration: Concentration) -> tuple[Inline | None, ...]:
        return (
            inline(name),
            inline(str(concentration.services)),
            self._share(concentration.exposed, "strong"),
            self._share(concentration.non_eu),
            self._share(concentration.lock_in),
            inline(self._effective(concentration)),
        )

    def _share(self, share: Interval | None, tone: Tone = "plain") -> Inline | None:
        return None if share is None else inline(TextSpan(self.translate.shares(share.low, share.high), tone))

    def _effective(self, concentration: Concentration) -> str:
        low, high = concentration.effective_suppliers
        if high is None:
            return self.translate("exposure.at-least", number=self.translate.number(low, 1))
        ends = list(dict.fromkeys((self.translate.number(low, 1), self.translate.number(high, 1))))
        return "–".join(ends)

    def _flags(self, measures: Concentration) -> ListEntry:
        """What the measures of a layer amount to, with the numbers behind it."""
        translate = self.translate
        countries = list(self._countries(measures.by_country))
        yes = [translate(f"exposure.flag-{key}") for key, flag in self._flag_values(measures) if flag == "yes"]
        maybe = [translate(f"exposure.flag-{key}") for key, flag in self._flag_values(measures) if flag == "open"]
        verdict = f"exposure.strategic-{measures.strategic}"
        details = [inline(TextSpan(translate("exposure.from-where", countries=translate.listing(countries)), "muted"))]
        if yes:
            details.append(inline(translate("exposure.flags-yes", flags=translate.listing(yes))))
        if maybe:
            details.append(inline(translate("exposure.flags-open", flags=translate.listing(maybe))))
        concentration = {
            "foreign": self._points(measures.foreign_concentration),
            "suppliers": self._points(measures.supplier_concentration),
        }
        chain = measures.exposed_chain
        if chain is not None and chain != measures.exposed:
            share = translate.shares(chain.low, chain.high)
            details.append(inline(TextSpan(translate("exposure.with-chain", share=share), "muted")))
        details.append(inline(TextSpan(translate("exposure.concentrations", **concentration), "muted")))
        tone: Tone = "bad" if measures.strategic == "yes" else "plain"
        return ListEntry(
            inline(TextSpan(self._layer_name(measures.layer), "strong"), ": ", TextSpan(translate(verdict), tone)),
            tuple(details),
        )

    def _countries(self, shares: Mapping[str, float]) -> Iterator[str]:
        """The largest, what is unknown, and all others together."""
        shown_codes = [code for rank, code in enumerate(shares) if rank < MAX_COUNTRIES_NAMED or code == UNKNOWN]
        country_shares = [(self._country_label(code), shares[code]) for code in shown_codes]
        others = fsum(share for code, share in shares.items() if code not in shown_codes)
        for country, share in (*country_shares, *([(self.translate("exposure.elsewhere"), others)] if others else [])):
            yield self.translate("exposure.country-share", country=country, share=self.translate.percent(share))

    @staticmethod
    def _flag_values(concentration: Concentration) -> tuple[tuple[str, str], ...]:
        return (
            ("concentrated", concentration.concentrated),
            ("majority", concentration.foreign_majority),
            ("locked-in", concentration.locked_in),
        )

    def _points(self, share: Interval) -> str:
        ends = list(dict.fromkeys((self.translate.number(share.low, 2), self.translate.number(share.high, 2))))
        return "–".join(ends)

    def _country_label(self, code: str) -> str:
        return self.translate("report.unknown") if code == UNKNOWN else self.namer.country(code)

    def _contradictions(self) -> Iterator[Block]:
        if not self.exposure.contradictions:
            return
        yield Heading(3, self.translate("exposure.contradictions"))
        entries = []
        for contradiction in self.exposure.contradictions:
            question = self.result.question(contradiction.question)
            rung = question.rungs[contradiction.rung].text
            services = self.translate.listing([self.namer.localise(service) for service in contradiction.services])
            entries.append(
                ListEntry(
                    inline(
                        TextSpan(self.namer.localise(question.ask), "strong"),
                        TextSpan(f" [{contradiction.question}]", "muted"),
                    ),
                    (
                        inline(
                            self.translate("report.answer", rung=contradiction.rung, text=self.namer.localise(rung))
                        ),
                        inline(
                            TextSpan(self.translate(f"exposure.but-{contradiction.claims}", services=services), "bad")
                        ),
                    ),
                )
            )
        yield from listing(entries)

    def _service_table(self) -> Iterator[Block]:
        yield Heading(3, self.translate("exposure.all"))
        columns = tuple(
            Column(self.translate(f"column.{key}")) for key in ("service", "supplier", "controlled-from", "class")
        )
        yield TableBlock(columns, tuple(self._service_row(dependency) for dependency in self.exposure.dependencies))
        yield from build_risk_matrix(self.exposure, self.translate)
        yield Paragraph(inline(TextSpan(self.translate("exposure.class-note"), "muted")))

    def _service_row(self, dependency: DependencyResult) -> tuple[Inline | None, ...]:
        unknown = self.translate("report.unknown")
        risk = self.translate(f"risk.{dependency.risk}") if dependency.risk else unknown
        tone: Tone = (
            RISK_TONES.get(dependency.risk, "plain") if dependency.risk and dependency.foreign_chain.high else "plain"
        )
        return (
            inline(self.namer.localise(dependency.service)),
            inline(dependency.supplier or unknown),
            inline(self.namer.country(dependency.owner_country) if dependency.owner_country else unknown),
            inline(TextSpan(risk, tone)),
        )

    def _risky_services(self) -> Iterator[Block]:
        """Each of a high class that parties from outside can or may stop: its chain, and what there is instead."""
        risky = [
            dependency
            for dependency in self.exposure.dependencies
            if dependency.risk in HIGH_RISKS and dependency.foreign_chain.high
        ]
        if not risky:
            return
        yield Heading(3, self.translate("exposure.risky"))
        yield Paragraph(inline(TextSpan(self.translate("exposure.risky-note"), "muted")))
        shown = self.shown(risky)
        listed_names: set[str] = set()
        for dependency in shown:
            about = tuple(Branch(entry.text) for entry in self._service_details(dependency))
            yield TreeBlock(
                Branch(
                    self._root(dependency), (*about, *(self._branch(link, listed_names) for link in dependency.chain))
                )
            )
        yield from self.truncation_note(risky)

    def _root(self, dependency: DependencyResult) -> Inline:
        graded = [
            self.translate(f"risk.{dependency.risk}"),
            self.translate(f"quadrant.{dependency.quadrant}"),
            self.translate("exposure.criticality", value=self.translate(f"criticality.{dependency.criticality}")),
            self.translate("exposure.exit", value=self.translate(f"exit.{dependency.exit}")),
        ]
        return inline(TextSpan(self.namer.localise(dependency.service), "strong"), f" ({'; '.join(graded)})")

    def _branch(self, link: ChainLink, listed_names: set[str]) -> Branch:
        """A link with what it needs, unless an earlier tree told that already."""
        detail = link.expansion
        if link.needs and str(link.name) in listed_names:
            detail = "before"
        listed_names.add(str(link.name))
        name = self.namer.localise(link.name)
        if not link.is_service:
            name = self.namer.name_with_country(link.name, link.country)
        remarks = [
            self.translate("exposure.one-of") if link.is_alternative else "",
            self.translate("outage.once") if link.supply == "once" and not link.is_service else "",
            self.translate("exposure.chain-unknown") if not link.chain_known else "",
            self.translate(f"exposure.told-{detail}") if detail != "in_full" else "",
        ]
        remark = "; ".join(part for part in remarks if part)
        rank = TextSpan(self.translate("exposure.rank", rank=link.rank), "muted")
        text = inline(rank, " ", name, TextSpan(f" [{remark}]" if remark else "", "muted"))
        return Branch(text, tuple(self._branch(need, listed_names) for need in link.needs if detail != "before"))

    def _service_details(self, dependency: DependencyResult) -> Iterator[ListEntry]:
        translate = self.translate
        if dependency.owner is not None and dependency.supplier != dependency.owner:
            who = {
                "supplier": dependency.supplier or translate("report.unknown"),
                "country": self.namer.country(dependency.country),
            }
            owner = translate(
                "exposure.placed", name=dependency.owner, country=self.namer.country(dependency.owner_country)
            )
            yield ListEntry(inline(translate("exposure.seller-owner", owner=owner, **who)))
        if dependency.operator is not None and dependency.operator_country != dependency.owner_country:
            operator = translate(
                "exposure.placed", name=dependency.operator, country=self.namer.country(dependency.operator_country)
            )
            yield ListEntry(inline(translate("exposure.operator", operator=operator)))
        if dependency.alternatives:
            yield ListEntry(
                inline(
                    translate(
                        "exposure.alternatives",
                        options=translate.listing(self.namer.alternative_labels(dependency.alternatives)),
                    )
                )
            )
        elif dependency.product is not None:
            yield ListEntry(inline(translate("exposure.no-alternatives")))
        if dependency.note is not None:
            yield ListEntry(inline(TextSpan(self.namer.localise(dependency.note), "muted")))
        if dependency.confidence in ("common_knowledge", "uncertain") and dependency.checked is not None:
            sure = translate(f"confidence.{dependency.confidence}")
            yield ListEntry(
                inline(TextSpan(translate("exposure.how-sure", sure=sure, day=dependency.checked.isoformat()), "muted"))
            )

    def _single_points(self) -> Iterator[Block]:
        points = self.exposure.single_points
        if not points:
            return
        yield Heading(3, self.translate("exposure.single-points"))
        yield Paragraph(inline(TextSpan(self.translate("exposure.single-points-note"), "muted")))
        yield from build_dependency_network(self.result, self.exposure, self.translate)
        points_by_stops: dict[tuple[str, ...], list[SinglePoint]] = {}
        for point in points:
            points_by_stops.setdefault(tuple(str(service) for service in point.stops), []).append(point)
        groups = list(points_by_stops.values())
        yield from listing([self._single_point(group) for group in self.shown(groups)], numbered=True)
        yield from self.truncation_note(groups)

    def _single_point(self, points: Sequence[SinglePoint]) -> ListEntry:
        """Points that each stop the same services."""
        names = [self._point(single_point) for single_point in points]
        point = points[0]
        stopped = [self.namer.localise(service) for service in point.stops]
        left_out = len(stopped) - MAX_STOPPED_NAMED
        if self.limit is not None and left_out > 1:
            stopped = [*stopped[:MAX_STOPPED_NAMED], self.translate("exposure.others", n=left_out)]
        share = self.translate.percent(point.weight)
        return ListEntry(
            inline(
                TextSpan(self.translate.alternatives(names), "strong"),
                ": ",
                self.translate("exposure.stops", n=len(point.stops), share=share),
            ),
            (inline(TextSpan(self.translate.listing(stopped), "muted")),),
        )

    def _point(self, point: SinglePoint) -> str:
        if point.is_service:
            return self.namer.localise(point.name)
        name = self.namer.name_with_country(point.name, point.country)
        return f"{name} [{self.translate('outage.once')}]" if point.supply == "once" else name

    def _basis(self) -> Iterator[Block]:
        unsure = sum(
            dependency.confidence in ("common_knowledge", "uncertain") for dependency in self.exposure.dependencies
        )
        unknown = sum(dependency.owner_country is None for dependency in self.exposure.dependencies)
        notes = [self.namer.basis()]
        if unsure:
            notes.append(self.translate("exposure.unsure", n=unsure))
        if unknown:
            notes.append(self.translate("exposure.owners-unknown", n=unknown))
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))

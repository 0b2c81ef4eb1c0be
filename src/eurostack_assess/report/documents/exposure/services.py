"""The services one by one: who can stop them, what can replace them, and single points of failure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.exposure import (
    ChainLink,
    DependencyResult,
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
from eurostack_assess.report.documents.exposure.base import MAX_STOPPED_NAMED, ExposureVoice
from eurostack_assess.report.documents.exposure_figures import build_dependency_network, build_risk_matrix
from eurostack_assess.report.wording.sellers import name_seller

RISK_TONES: dict[Risk, Tone] = {"high": "bad", "critical": "bad"}


MAX_WORST = 5
"""Services, and single points of failure, that are told where not all is."""

HIGH_RISKS: tuple[Risk, ...] = ("high", "critical")


@dataclass(frozen=True, kw_only=True)
class ServicesSection(ExposureVoice):
    """The services one by one: who can stop them, what replaces them, and single points of failure."""

    is_brief: bool = False
    """Whether only names and numbers are told of a single point."""

    def worst_services(self) -> Iterator[Block]:
        """The worst few services as a table."""
        worst = [dependency for dependency in self.exposure.dependencies if dependency.foreign_chain.high][:MAX_WORST]
        if worst:
            yield Heading(3, self.translate("exposure.worst"))
            columns, rows = self._service_columns(), map(self._service_row, worst)
            places = (0, 2, 3) if self.is_brief else tuple(range(len(columns)))
            yield TableBlock(
                tuple(columns[place] for place in places), tuple(tuple(row[place] for place in places) for row in rows)
            )

    def _service_columns(self) -> tuple[Column, ...]:
        keys = ("service", "supplier", "controlled-from", "class")
        return tuple(Column(self.translate(f"column.{key}")) for key in keys)

    def service_table(self) -> Iterator[Block]:
        """All services as a table, worst first."""
        yield Heading(3, self.translate("exposure.all"))
        yield TableBlock(self._service_columns(), tuple(map(self._service_row, self.exposure.dependencies)))
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

    def risky_services(self) -> Iterator[Block]:
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
                "supplier": name_seller(
                    dependency.supplier or translate("report.unknown"), dependency.sold_through, translate
                ),
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
        if dependency.confidence in ("common_knowledge", "uncertain"):
            certainty = translate(f"confidence.{dependency.confidence}")
            sentence = translate("exposure.how-sure-unchecked", sure=certainty)
            if dependency.checked is not None:
                sentence = translate("exposure.how-sure", sure=certainty, day=dependency.checked)
            yield ListEntry(inline(TextSpan(sentence, "muted")))

    def single_points(self) -> Iterator[Block]:
        """Single points of failure, by the services that they stop."""
        points = self.exposure.single_points
        if not points:
            return
        yield Heading(3, self.translate("exposure.single-points"))
        if self.limit is None:
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
        stopped = [] if self.is_brief else [self.namer.localise(service) for service in point.stops]
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
            (inline(TextSpan(self.translate.listing(stopped), "muted")),) if stopped else (),
        )

    def _point(self, point: SinglePoint) -> str:
        if point.is_service:
            return self.namer.localise(point.name)
        name = self.namer.name_with_country(point.name, point.country)
        return f"{name} [{self.translate('outage.once')}]" if point.supply == "once" else name

    def basis(self) -> Iterator[Block]:
        """What the catalogue is, and how sure its facts are."""
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

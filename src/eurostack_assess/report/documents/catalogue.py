"""The catalogue as a document: a list of products or alternatives, or one entry in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import Confidence
from eurostack_assess.model.catalogue import (
    Alternative,
    Catalogue,
    ControlledRow,
    Owner,
    Ownership,
    SourcedRow,
    Supplier,
)
from eurostack_assess.model.question import Source
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.wording.sellers import name_seller
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import texts


def build_products_report(catalogue: Catalogue, rows: Sequence[Supplier], language: str) -> ReportDocument:
    """Products, each with its supplier's owner and country, in the order given."""
    reader = _CatalogueReport(catalogue=catalogue, translate=texts(language))
    translate = reader.translate
    columns = tuple(Column(translate(f"column.{key}")) for key in ("id", "product", "controlled-from", "confidence"))
    title = translate("catalogue.products", n=len(rows))
    table = TableBlock(columns, tuple(reader.product_row(row) for row in rows))
    return ReportDocument(
        title, language, (Heading(1, title), table, Paragraph(inline(TextSpan(reader.basis(), "muted"))))
    )


def build_alternatives_report(catalogue: Catalogue, rows: Sequence[Alternative], language: str) -> ReportDocument:
    """Alternatives, each with its maker's country and its form, in the order given."""
    reader = _CatalogueReport(catalogue=catalogue, translate=texts(language))
    translate = reader.translate
    columns = tuple(
        Column(translate(f"column.{key}")) for key in ("id", "name", "controlled-from", "form", "confidence")
    )
    title = translate("catalogue.alternatives", n=len(rows))
    table = TableBlock(columns, tuple(reader.alternative_row(row) for row in rows))
    return ReportDocument(
        title, language, (Heading(1, title), table, Paragraph(inline(TextSpan(reader.basis(), "muted"))))
    )


def build_catalogue_entry_report(catalogue: Catalogue, id_: str, language: str) -> ReportDocument | None:
    """All that is known of the product, alternative or owner with this id; None where there is none."""
    reader = _CatalogueReport(catalogue=catalogue, translate=texts(language))
    blocks: list[Block] = []
    if (row := catalogue.suppliers.get(id_)) is not None:
        blocks += reader.product(row)
    if (option := catalogue.alternatives.get(id_)) is not None:
        blocks += reader.alternative(option)
    if (owner := catalogue.owners.get(id_)) is not None:
        blocks += reader.owner(id_, owner)
    return (
        ReportDocument(id_, language, (*blocks, Paragraph(inline(TextSpan(reader.basis(), "muted")))))
        if blocks
        else None
    )


@dataclass(frozen=True, kw_only=True)
class _CatalogueReport(Voice):
    catalogue: Catalogue

    def country(self, code: str | None) -> str:
        return self.localise(self.catalogue.country(code)) if code else self.translate("report.unknown")

    def basis(self) -> str:
        first, last = self.catalogue.check_date_range
        return self.translate("catalogue.basis", first=first, last=last)

    def confidence_label(self, confidence: Confidence) -> str:
        return self.translate(f"confidence.{confidence}")

    def product_row(self, row: Supplier) -> tuple[Inline, ...]:
        owner = self.catalogue.owners.get(row.owner or "")
        controlled = self.country(owner.country if owner else None)
        return (
            inline(row.id),
            inline(self.localise(row.product)),
            inline(controlled),
            inline(self.confidence_label(row.confidence)),
        )

    def alternative_row(self, row: Alternative) -> tuple[Inline, ...]:
        where = self.country(row.country) if row.country else self.translate("exposure.international")
        form = self.translate(f"catalogue.form-{row.form}")
        return (
            inline(row.id),
            inline(self.localise(row.name)),
            inline(where),
            inline(form),
            inline(self.confidence_label(row.confidence)),
        )

    def product(self, row: Supplier) -> Iterator[Block]:
        owner = self.catalogue.owners.get(row.owner or "")
        category = self.catalogue.categories[row.category]
        yield Heading(1, self.localise(row.product))
        facts = {
            "id": row.id,
            "category": f"{self.localise(category.text)} ({category.layer})",
            "supplier": self.name_with_country(
                name_seller(row.supplier, row.sold_through, self.translate), row.country
            ),
            "owner": self.name_with_country(owner.name, owner.country) if owner else self.translate("report.unknown"),
            "operator": self.name_with_country(row.operator, row.operator_country) if row.operator else "",
            "supply": self.translate(f"catalogue.supply-{row.supply}"),
            "runs-on": self._runs_on(row),
        }
        yield from self._facts(facts)
        yield from self._provenance(row)
        yield from self._history(row)
        if owner is not None:
            yield Heading(2, self.translate("catalogue.about-owner", name=owner.name))
            yield from self._provenance(owner)
            yield from self._history(owner)
        if row.alternatives:
            yield Heading(2, self.translate("catalogue.instead"))
            options = sorted(
                (self.catalogue.alternatives[id_] for id_ in row.alternatives),
                key=lambda alternative: self.localise(alternative.name).casefold(),
            )
            yield from listing([self._alternative_entry(alternative) for alternative in options])

    def name_with_country(self, name: str, country: str | None) -> str:
        return self.translate("exposure.placed", name=name, country=self.country(country))

    def _alternative_entry(self, alternative: Alternative) -> ListEntry:
        where = self.country(alternative.country) if alternative.country else self.translate("exposure.international")
        about = f"{self.localise(alternative.name)} ({where})"
        note = (inline(TextSpan(self.localise(alternative.note), "muted")),) if alternative.note else ()
        form = inline(TextSpan(self.translate(f"catalogue.form-{alternative.form}"), "muted"))
        return ListEntry(inline(about, TextSpan(f" [{alternative.id}]", "muted")), (form, *note))

    def _runs_on(self, row: Supplier) -> str:
        if row.runs_on is None:
            return self.translate("report.unknown")
        groups = [
            self.translate(
                "catalogue.or",
                options=" / ".join(self.localise(self.catalogue.suppliers[product_id].product) for product_id in group),
            )
            if len(group) > 1
            else self.localise(self.catalogue.suppliers[group[0]].product)
            for group in row.runs_on
        ]
        return self.translate.listing(groups) if groups else self.translate("catalogue.nothing-under")

    def alternative(self, alternative: Alternative) -> Iterator[Block]:
        yield Heading(1, self.localise(alternative.name))
        maker = self.localise(alternative.organisation)
        category = self.catalogue.categories[alternative.category]
        facts = {
            "id": alternative.id,
            "category": f"{self.localise(category.text)} ({category.layer})",
            "maker": self.name_with_country(maker, alternative.country) if alternative.country else maker,
            "kind": self.translate(f"catalogue.kind-{alternative.kind}"),
            "form": self.translate(f"catalogue.form-{alternative.form}"),
        }
        yield from self._facts(facts)
        yield from self._provenance(alternative)
        replaced_products = [
            self.localise(row.product)
            for row in self.catalogue.suppliers.values()
            if alternative.id in row.alternatives
        ]
        if replaced_products:
            yield Paragraph(
                inline(self.translate("catalogue.instead-of", products=self.translate.listing(replaced_products)))
            )

    def owner(self, id_: str, owner: Owner) -> Iterator[Block]:
        yield Heading(1, owner.name)
        yield from self._facts({"id": id_, "controlled-from": self.country(owner.country)})
        yield from self._provenance(owner)
        yield from self._history(owner)
        owned = [
            f"{self.localise(row.product)} [{row.id}]" for row in self.catalogue.suppliers.values() if row.owner == id_
        ]
        if owned:
            yield Heading(2, self.translate("catalogue.owns"))
            yield from listing([ListEntry(inline(label)) for label in owned])

    def _facts(self, facts: dict[str, str]) -> Iterator[Block]:
        yield from listing(
            [
                ListEntry(inline(TextSpan(f"{self.translate(f'catalogue.{key}')}: ", "muted"), value))
                for key, value in facts.items()
                if value
            ]
        )

    def _provenance(self, row: SourcedRow) -> Iterator[Block]:
        if row.note is not None:
            yield Paragraph(inline(self.localise(row.note)))
        certainty = self.confidence_label(row.confidence)
        checked = self.translate("catalogue.not-checked", sure=certainty)
        if row.checked is not None:
            checked = self.translate("catalogue.checked", sure=certainty, day=row.checked)
        yield from listing([ListEntry(inline(TextSpan(checked, "muted"))), *map(self._source, row.sources)])

    def _history(self, row: ControlledRow) -> Iterator[Block]:
        """Single facts that are less or more sure than the row, and who controlled it when."""
        others = [
            ListEntry(
                inline(TextSpan(f"{self.translate(f'catalogue.{fact}')}: ", "muted"), self.confidence_label(sure))
            )
            for fact, sure in row.confidence_of.items()
        ]
        yield from listing(others)
        if row.history:
            yield Paragraph(inline(TextSpan(self.translate("catalogue.history"), "strong")))
            yield from listing([self._ownership(ownership) for ownership in row.history])

    def _ownership(self, ownership: Ownership) -> ListEntry:
        name = self.localise(ownership.owner)
        who = self.name_with_country(name, ownership.country) if ownership.country else name
        certainty = TextSpan(f" ({self.confidence_label(ownership.confidence)})", "muted")
        ends = {"since": ownership.since, "until": ownership.until}
        times = [
            self.translate(f"catalogue.{end}", day=self.translate.partial_day(day))
            for end, day in ends.items()
            if day is not None
        ]
        about = ", ".join([who, *times])
        return ListEntry(inline(about, certainty), tuple(map(self._cite, ownership.sources)))

    def _source(self, source: Source) -> ListEntry:
        return ListEntry(self._cite(source))

    def _cite(self, source: Source) -> Inline:
        cited = ", ".join(part for part in (self.localise(source.text), source.url, source.date) if part)
        return inline(TextSpan(self.translate("report.source", source=cited), "muted"))

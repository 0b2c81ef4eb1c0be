"""The catalogue to read: a list of products, or one of them with all that is known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import Confidence, LocalText
from eurostack_assess.model.catalogue import Alternative, Catalogue, Checked, Owner, Supplier
from eurostack_assess.model.framework import Source
from eurostack_assess.report.document import (
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.texts import Texts, texts


def products_report(catalogue: Catalogue, rows: Sequence[Supplier], language: str) -> Document:
    """Products, each with its supplier's owner and country, in the order given."""
    reader = _Reader(catalogue, texts(language))
    say = reader.say
    columns = tuple(Column(say(f"column.{key}")) for key in ("id", "product", "controlled-from", "confidence"))
    title = say("catalogue.products", n=len(rows))
    table = Table(columns, tuple(reader.product_row(row) for row in rows))
    return Document(title, language, (Heading(1, title), table, Paragraph(inline(Span(reader.basis(), "muted")))))


def alternatives_report(catalogue: Catalogue, rows: Sequence[Alternative], language: str) -> Document:
    """Alternatives, each with its maker's country and its form, in the order given."""
    reader = _Reader(catalogue, texts(language))
    say = reader.say
    columns = tuple(Column(say(f"column.{key}")) for key in ("id", "name", "controlled-from", "form", "confidence"))
    title = say("catalogue.alternatives", n=len(rows))
    table = Table(columns, tuple(reader.alternative_row(row) for row in rows))
    return Document(title, language, (Heading(1, title), table, Paragraph(inline(Span(reader.basis(), "muted")))))


def row_report(catalogue: Catalogue, id_: str, language: str) -> Document | None:
    """All that is known of the product, alternative or owner with this id; None where there is none."""
    reader = _Reader(catalogue, texts(language))
    blocks: list[Block] = []
    if (row := catalogue.suppliers.get(id_)) is not None:
        blocks += reader.product(row)
    if (option := catalogue.alternatives.get(id_)) is not None:
        blocks += reader.alternative(option)
    if (owner := catalogue.owners.get(id_)) is not None:
        blocks += reader.owner(id_, owner)
    return Document(id_, language, (*blocks, Paragraph(inline(Span(reader.basis(), "muted"))))) if blocks else None


@dataclass(frozen=True)
class _Reader:
    catalogue: Catalogue
    say: Texts

    def word(self, text: LocalText) -> str:
        return text.in_language(self.say.language)

    def country(self, code: str | None) -> str:
        return self.word(self.catalogue.country(code)) if code else self.say("report.unknown")

    def basis(self) -> str:
        first, last = (day.isoformat() for day in self.catalogue.checked)
        return self.say("catalogue.basis", first=first, last=last)

    def sure(self, confidence: Confidence) -> str:
        return self.say(f"confidence.{confidence}")

    def product_row(self, row: Supplier) -> tuple[Inline, ...]:
        owner = self.catalogue.owners.get(row.owner or "")
        controlled = self.country(owner.country if owner else None)
        return inline(row.id), inline(self.word(row.product)), inline(controlled), inline(self.sure(row.confidence))

    def alternative_row(self, row: Alternative) -> tuple[Inline, ...]:
        where = self.country(row.country) if row.country else self.say("exposure.international")
        form = self.say(f"catalogue.form-{row.form}")
        return (
            inline(row.id),
            inline(self.word(row.name)),
            inline(where),
            inline(form),
            inline(self.sure(row.confidence)),
        )

    def product(self, row: Supplier) -> Iterator[Block]:
        owner = self.catalogue.owners.get(row.owner or "")
        category = self.catalogue.categories[row.category]
        yield Heading(1, self.word(row.product))
        facts = {
            "id": row.id,
            "category": f"{self.word(category.text)} ({category.layer})",
            "supplier": self.placed(row.supplier, row.country),
            "owner": self.placed(owner.name, owner.country) if owner else self.say("report.unknown"),
            "operator": self.placed(row.operator, row.operator_country) if row.operator else "",
            "supply": self.say(f"catalogue.supply-{row.supply}"),
            "runs-on": self._runs_on(row),
        }
        yield from self._facts(facts)
        yield from self._checked(row)
        if owner is not None:
            yield Heading(2, self.say("catalogue.about-owner", name=owner.name))
            yield from self._checked(owner)
        if row.alternatives:
            yield Heading(2, self.say("catalogue.instead"))
            options = sorted(
                (self.catalogue.alternatives[id_] for id_ in row.alternatives),
                key=lambda one: self.word(one.name).casefold(),
            )
            yield from listing([self._option(one) for one in options])

    def placed(self, name: str, country: str | None) -> str:
        return self.say("exposure.placed", name=name, country=self.country(country))

    def _option(self, one: Alternative) -> Entry:
        where = self.country(one.country) if one.country else self.say("exposure.international")
        about = f"{self.word(one.name)} ({where})"
        note = (inline(Span(self.word(one.note), "muted")),) if one.note else ()
        form = inline(Span(self.say(f"catalogue.form-{one.form}"), "muted"))
        return Entry(inline(about, Span(f" [{one.id}]", "muted")), (form, *note))

    def _runs_on(self, row: Supplier) -> str:
        if row.runs_on is None:
            return self.say("report.unknown")
        groups = [
            self.say(
                "catalogue.or", options=" / ".join(self.word(self.catalogue.suppliers[one].product) for one in group)
            )
            if len(group) > 1
            else self.word(self.catalogue.suppliers[group[0]].product)
            for group in row.runs_on
        ]
        return self.say.listing(groups) if groups else self.say("catalogue.nothing-under")

    def alternative(self, one: Alternative) -> Iterator[Block]:
        yield Heading(1, self.word(one.name))
        maker = self.word(one.organisation)
        category = self.catalogue.categories[one.category]
        facts = {
            "id": one.id,
            "category": f"{self.word(category.text)} ({category.layer})",
            "maker": self.placed(maker, one.country) if one.country else maker,
            "kind": self.say(f"catalogue.kind-{one.kind}"),
            "form": self.say(f"catalogue.form-{one.form}"),
        }
        yield from self._facts(facts)
        yield from self._checked(one)
        instead = [self.word(row.product) for row in self.catalogue.suppliers.values() if one.id in row.alternatives]
        if instead:
            yield Paragraph(inline(self.say("catalogue.instead-of", products=self.say.listing(instead))))

    def owner(self, id_: str, owner: Owner) -> Iterator[Block]:
        yield Heading(1, owner.name)
        yield from self._facts({"id": id_, "controlled-from": self.country(owner.country)})
        yield from self._checked(owner)
        owned = [
            f"{self.word(row.product)} [{row.id}]" for row in self.catalogue.suppliers.values() if row.owner == id_
        ]
        if owned:
            yield Heading(2, self.say("catalogue.owns"))
            yield from listing([Entry(inline(one)) for one in owned])

    def _facts(self, facts: dict[str, str]) -> Iterator[Block]:
        yield from listing(
            [
                Entry(inline(Span(f"{self.say(f'catalogue.{key}')}: ", "muted"), value))
                for key, value in facts.items()
                if value
            ]
        )

    def _checked(self, row: Checked) -> Iterator[Block]:
        if row.note is not None:
            yield Paragraph(inline(self.word(row.note)))
        checked = self.say("catalogue.checked", sure=self.sure(row.confidence), day=row.checked.isoformat())
        yield from listing([Entry(inline(Span(checked, "muted"))), *map(self._source, row.sources)])

    def _source(self, source: Source) -> Entry:
        cited = ", ".join(part for part in (self.word(source.text), source.url, source.date) if part)
        return Entry(inline(Span(self.say("report.source", source=cited), "muted")))

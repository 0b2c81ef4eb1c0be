"""What is on the page of the services in use, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.inert import inert
from eurostack_assess.interview.inventory import CRITICALITIES, EXITS, Inventory
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.catalogue import Supplier
from eurostack_assess.model.profile import SELF, Dependency
from eurostack_assess.texts import Texts


@dataclass(frozen=True)
class Row:
    """One line to choose from."""

    label: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class Told:
    """What a step of the inventory shows. All texts are inert and in one language."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    prompt: str | None
    status: tuple[str, ...]


def inventory_page(services: Inventory, say: Texts, layer: str, language: str) -> Told:
    """The page of a step, for a layer by its name."""
    return _Writer(services, say, language).told(layer)


@dataclass(frozen=True)
class _Writer:
    services: Inventory
    say: Texts
    language: str

    def told(self, layer: str) -> Told:
        services = self.services
        about_one = services.step not in ("services", "find", "pick")
        title = self.word(services.service.service) if about_one else self.say("services.title", layer=layer)
        refused = (self.say.message(services.refused),) if services.refused else ()
        said = self.said(services.service) if about_one else ""
        return Told(
            title=title,
            lines=(*refused, *self.lines()),
            rows=tuple(self.rows()),
            prompt=self.say(f"services.ask-{services.step}") if services.writing else None,
            status=(self.say("services.so-far", said=said),) if said else (),
        )

    def lines(self) -> Iterator[str]:
        """Running text under the title."""
        services, say = self.services, self.say
        match services.step:
            case "services":
                yield say("services.about")
                if not services.own:
                    yield say("services.none-yet")
            case "pick":
                yield say("services.found", n=len(services.found), words=services.words)
            case "criticality" | "exit":
                yield say(f"services.ask-{services.step}")
            case "needs":
                for number, at in enumerate(services.others, 1):
                    yield f"{number}. {self.word(services.services[at].service)}"
            case _:
                yield say(f"services.about-{services.step}")

    def rows(self) -> Iterator[Row]:
        """What there is to choose from."""
        services, say = self.services, self.say
        match services.step:
            case "services":
                for number, at in enumerate(services.own, 1):
                    yield Row(str(number), self.row(services.services[at]))
            case "pick":
                for number, product in enumerate(services.products, 1):
                    yield Row(str(number), self.product(product))
                yield Row("0", say("services.own", words=services.words))
            case "criticality":
                for number, grade in enumerate(CRITICALITIES, 1):
                    given = services.service.criticality
                    yield Row(str(number), say(f"services.criticality-{grade}"), chosen=grade == given)
            case "exit":
                for number, way in enumerate(EXITS, 1):
                    yield Row(str(number), say(f"services.exit-{way}"), chosen=way == services.service.exit)
            case _:
                pass

    def row(self, one: Dependency) -> str:
        """A service with what is on record of it."""
        name, said = self.word(one.service), self.said(one)
        return self.say("services.row", service=name, said=said) if said else name

    def product(self, row: Supplier) -> str:
        """A product of the catalogue with its supplier and from where that is controlled."""
        catalogue = self.services.catalogue()
        owner = catalogue.owners.get(row.owner or "")
        country = owner.country if owner else None
        where = self.word(catalogue.country(country)) if country else self.say("report.unknown")
        return self.say("services.product", product=self.word(row.product), supplier=row.supplier, country=where)

    def said(self, one: Dependency) -> str:
        """What is on record of a service, in a few words."""
        catalogue, say = self.services.catalogue(), self.say
        row = one.row(catalogue)
        supplier = row.supplier if row else say("services.ourselves") if one.supplier == SELF else one.supplier
        names = {other.id: self.word(other.service) for other in self.services.services}
        needs = [say.alternatives([names.get(member, member) for member in group]) for group in one.needs]
        parts = [
            inert(supplier or ""),
            self.word(catalogue.country(one.parent_country)) if one.parent_country else "",
            say("exposure.criticality", value=say(f"criticality.{one.criticality}")) if one.criticality else "",
            say("exposure.exit", value=say(f"exit.{one.exit}")) if one.exit else "",
            say("services.share", share=say.percent(one.share)) if one.share is not None else "",
            say("services.needs", needs=say.listing(needs)) if needs else "",
        ]
        return ", ".join(part for part in parts if part)

    def word(self, text: LocalText) -> str:
        """A text in the session's language."""
        return inert(text.in_language(self.language, self.say.language))

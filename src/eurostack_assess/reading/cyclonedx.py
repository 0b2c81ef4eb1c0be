"""Reads CycloneDX 1.2 to 1.7 (JSON) as a bill of materials."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field, field_validator

from eurostack_assess.reading.bill import (
    SERVICE,
    BillItem,
    BillOfMaterials,
    LenientModel,
    clean_name,
    clean_optional_name,
)

VERSIONS = ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
PLACE_PROPERTIES = ("syft:location:0:path", "SrcFile")
"""Names of properties in which a tool says in which file it found a component."""
CLASS_PROPERTY = "aquasecurity:trivy:Class"
FILE_CLASSES = ("lang-pkgs",)
"""What Trivy calls the lists of packages that it read, such as lock files."""


class _Party(LenientModel):
    name: str | None = None


class _Property(LenientModel):
    name: str = ""
    value: str | None = None


class _Service(LenientModel):
    ref: str | None = Field(default=None, alias="bom-ref")
    name: str
    provider: _Party | None = None
    endpoints: tuple[str, ...] = ()
    services: tuple["_Service", ...] = ()

    @property
    def is_route(self) -> bool:
        """Whether it is only a path of something that was described, as tools find them in source code."""
        return self.provider is None and bool(self.endpoints) and all(path.startswith("/") for path in self.endpoints)


class _Component(LenientModel):
    ref: str | None = Field(default=None, alias="bom-ref")
    type: str = "library"
    name: str
    version: str | None = None
    purl: str | None = None
    supplier: _Party | None = None
    manufacturer: _Party | None = None
    publisher: str | None = None
    properties: tuple[_Property, ...] = ()
    components: tuple["_Component", ...] = ()

    @field_validator("version", mode="before")
    @classmethod
    def _accept_number(cls, value: object) -> object:
        return str(value) if isinstance(value, int | float) else value

    @property
    def supplier_name(self) -> str | None:
        """Who supplies, makes or publishes it."""
        parties = (party.name for party in (self.supplier, self.manufacturer) if party and party.name)
        return clean_optional_name(next(parties, self.publisher))

    @property
    def is_inside(self) -> bool:
        """Whether the tool that found it names the file in which it did."""
        return any(
            entry.name in PLACE_PROPERTIES or (entry.name == CLASS_PROPERTY and entry.value in FILE_CLASSES)
            for entry in self.properties
        )


class _DependencyEntry(LenientModel):
    ref: str
    depends_on: tuple[str, ...] = Field(default=(), alias="dependsOn")


class _Metadata(LenientModel):
    component: _Component | None = None
    supplier: _Party | None = None
    manufacture: _Party | None = None


class CycloneDxFile(LenientModel):
    """What is read of a file."""

    metadata: _Metadata = _Metadata()
    services: tuple[_Service, ...] = ()
    components: tuple[_Component, ...] = ()
    dependencies: tuple[_DependencyEntry, ...] = ()

    @field_validator("metadata", "services", "components", "dependencies", mode="before")
    @classmethod
    def _accept_nothing(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value is None else value

    def build_bill(self) -> BillOfMaterials:
        """All its services and components, what it describes first."""
        bill = BillOfMaterials()
        if subject := self.metadata.component:
            parties = (self.metadata.supplier, self.metadata.manufacture)
            named = next((party.name for party in parties if party and party.name), None)
            supplier = subject.supplier_name or clean_optional_name(named)
            bill.items.append(_make_item(subject, "described", supplier, is_subject=True))
        for number, service in enumerate(_walk_services(self.services)):
            provider = clean_optional_name(service.provider.name if service.provider else None)
            ref = service.ref or f"service {number}"
            bill.items.append(BillItem(ref, clean_name(service.name), SERVICE, provider, is_inside=service.is_route))
        nested = self.metadata.component.components if self.metadata.component else ()
        for number, component in enumerate(_walk_components((*nested, *self.components))):
            bill.items.append(_make_item(component, f"component {number}", component.supplier_name))
        for entry in self.dependencies:
            bill.needs.setdefault(entry.ref, []).extend(entry.depends_on)
        return bill


def _make_item(component: _Component, ref: str, supplier: str | None, *, is_subject: bool = False) -> BillItem:
    return BillItem(
        component.ref or ref,
        clean_name(component.name),
        component.type,
        supplier,
        purl=component.purl or "",
        version=component.version or "",
        is_subject=is_subject,
        is_inside=component.is_inside,
    )


def _walk_services(services: Iterable[_Service]) -> Iterator[_Service]:
    for service in services:
        yield service
        yield from _walk_services(service.services)


def _walk_components(components: Iterable[_Component]) -> Iterator[_Component]:
    for component in components:
        yield component
        yield from _walk_components(component.components)

"""Reads SPDX 2.2 and 2.3 (JSON) as a bill of materials."""

from pydantic import Field

from eurostack_assess.reading.bill import (
    UNSTATED,
    BillItem,
    BillOfMaterials,
    LenientModel,
    clean_name,
    clean_optional_name,
)

VERSIONS = ("SPDX-2.2", "SPDX-2.3")
_FORWARD = ("DEPENDS_ON", "CONTAINS")
_BACKWARD = ("DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "CONTAINED_BY")


class _Reference(LenientModel):
    type: str = Field(default="", alias="referenceType")
    locator: str = Field(default="", alias="referenceLocator")


class _Package(LenientModel):
    ref: str = Field(alias="SPDXID")
    name: str
    version: str | None = Field(default=None, alias="versionInfo")
    supplier: str | None = None
    purpose: str | None = Field(default=None, alias="primaryPackagePurpose")
    references: tuple[_Reference, ...] = Field(default=(), alias="externalRefs")

    @property
    def purl(self) -> str:
        """Its package URL."""
        return next((reference.locator for reference in self.references if reference.type == "purl"), "")


class _Relationship(LenientModel):
    left: str = Field(alias="spdxElementId")
    kind: str = Field(alias="relationshipType")
    right: str = Field(alias="relatedSpdxElement")


class SpdxFile(LenientModel):
    """What is read of a file."""

    packages: tuple[_Package, ...] = ()
    relationships: tuple[_Relationship, ...] = ()
    describes: tuple[str, ...] = Field(default=(), alias="documentDescribes")

    def build_bill(self) -> BillOfMaterials:
        """All its packages, and what needs what."""
        described = self._find_described()
        bill = BillOfMaterials()
        for package in self.packages:
            is_subject = package.ref in described
            purpose = (package.purpose or "").lower().replace("_", "-")
            bill.items.append(
                BillItem(
                    package.ref,
                    clean_name(package.name),
                    purpose or ("application" if is_subject else UNSTATED),
                    clean_optional_name(_parse_organisation(package.supplier)),
                    purl=package.purl,
                    version=package.version or "",
                    is_subject=is_subject,
                )
            )
        for relationship in self.relationships:
            if relationship.kind in _FORWARD:
                bill.needs.setdefault(relationship.left, []).append(relationship.right)
            elif relationship.kind in _BACKWARD:
                bill.needs.setdefault(relationship.right, []).append(relationship.left)
        return bill

    def _find_described(self) -> set[str]:
        """The packages that the document describes; none where it describes them all, which tells nothing."""
        described = {
            *self.describes,
            *(relationship.right for relationship in self.relationships if relationship.kind == "DESCRIBES"),
            *(relationship.left for relationship in self.relationships if relationship.kind == "DESCRIBED_BY"),
        }
        packages = {package.ref for package in self.packages}
        return set() if len(packages) > 1 and packages <= described else described & packages


def _parse_organisation(supplier: str | None) -> str | None:
    """`Organization: Acme (mail@acme.example)` is Acme; a person, or nobody, is no supplier."""
    if supplier is None or not supplier.startswith("Organization:"):
        return None
    return supplier.removeprefix("Organization:").partition("(")[0].strip() or None

"""A bill of materials to services in use: CycloneDX 1.4 to 1.7 and SPDX 2.3, both as JSON.

Read leniently: what other tools add is passed over. What could not be placed is listed with the reason, and nothing is
guessed: a product is taken for one of the catalogue only where its name, or its id, is the same.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eurostack_assess.errors import InvalidInputError, Message, Problem, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, make_unique_slug
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, find_product
from eurostack_assess.reading.source import MEBIBYTE, SourceText, read_source

Model = TypeVar("Model", bound=BaseModel)

SBOM_LIMIT = 50 * MEBIBYTE
CYCLONEDX = ("1.4", "1.5", "1.6", "1.7")
SPDX = ("SPDX-2.3", "SPDX-2.2")
KINDS_IN_USE = (
    "application",
    "platform",
    "operating-system",
    "device",
    "firmware",
    "container",
    "machine-learning-model",
)
"""Kinds of components that are in use themselves; libraries and files are parts of those."""
KINDS_SUPPLIED_ONCE = ("operating-system", "device", "firmware", "machine-learning-model")
LAYER_OF_KIND = {"device": "hardware-chips", "firmware": "hardware-chips", "operating-system": "hardware-chips"}
MAX_DEPTH = 60
MAX_NAME_LENGTH = 300
"""Characters of a name that are kept."""


class _LenientModel(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Party(_LenientModel):
    name: str | None = None


class _Service(_LenientModel):
    ref: str | None = Field(default=None, alias="bom-ref")
    name: str
    provider: _Party | None = None
    services: tuple["_Service", ...] = ()


class _Component(_LenientModel):
    ref: str | None = Field(default=None, alias="bom-ref")
    type: str = "library"
    name: str
    supplier: _Party | None = None
    manufacturer: _Party | None = None
    publisher: str | None = None
    components: tuple["_Component", ...] = ()


class _DependencyEntry(_LenientModel):
    ref: str
    depends_on: tuple[str, ...] = Field(default=(), alias="dependsOn")


class _CycloneDx(_LenientModel):
    services: tuple[_Service, ...] = ()
    components: tuple[_Component, ...] = ()
    dependencies: tuple[_DependencyEntry, ...] = ()


class _Package(_LenientModel):
    ref: str = Field(alias="SPDXID")
    name: str
    supplier: str | None = None
    purpose: str | None = Field(default=None, alias="primaryPackagePurpose")


class _Relationship(_LenientModel):
    left: str = Field(alias="spdxElementId")
    kind: str = Field(alias="relationshipType")
    right: str = Field(alias="relatedSpdxElement")


class _Spdx(_LenientModel):
    packages: tuple[_Package, ...] = ()
    relationships: tuple[_Relationship, ...] = ()
    describes: tuple[str, ...] = Field(default=(), alias="documentDescribes")


@dataclass(frozen=True)
class _BillItem:
    """A service or a component, whatever it was written in."""

    ref: str
    name: str
    kind: str
    supplier: str | None


@dataclass
class _BillOfMaterials:
    items: list[_BillItem] = field(default_factory=list)
    needs: dict[str, list[str]] = field(default_factory=dict)


def read_sbom(path: Path | str, catalogue: Catalogue, *, everything: bool = False) -> ImportResult:
    """The services of a bill of materials; with `everything` also its libraries and what has no kind.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not JSON, or neither of the two formats in a version that is known.
    """
    source = read_source(path, SBOM_LIMIT, tabs=True)
    bill = _parse_bill(source, _load_json(source))
    services_by_ref: dict[str, Dependency] = {}
    issues: list[ImportIssue] = []
    matches: list[tuple[str, str]] = []
    for item in bill.items:
        if not everything and item.kind not in ("service", *KINDS_IN_USE):
            issues.append(ImportIssue(item.name, message("import.kind", kind=item.kind)))
            continue
        if item.ref in services_by_ref:
            issues.append(ImportIssue(item.name, message("import.ref-twice", ref=item.ref[:MAX_NAME_LENGTH])))
            continue
        product = find_product(item.name, item.supplier, catalogue)
        if product is not None:
            matches.append((item.name, product.id))
        services_by_ref[item.ref] = Dependency(
            id=make_unique_slug(item.name, (service.id for service in services_by_ref.values())),
            service=LocalText({ANY_LANGUAGE: item.name}),
            supplier=product.id if product else item.supplier,
            layer=None if product else LAYER_OF_KIND.get(item.kind),
            supply="once" if item.kind in KINDS_SUPPLIED_ONCE and product is None else None,
        )
    services = [
        service.model_copy(update={"needs": _resolve_needs(ref, service, bill, services_by_ref)})
        for ref, service in services_by_ref.items()
    ]
    return ImportResult(tuple(services), tuple(issues), tuple(matches))


def _load_json(source: SourceText) -> Mapping[str, Any]:
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise source.refuse(error.lineno, error.colno, message("problem.not-json"), _build_hint(source)) from None
    except ValueError:  # a number of more digits than Python reads
        raise source.refuse(1, 1, message("problem.not-json")) from None
    except RecursionError:
        raise source.refuse(1, 1, message("problem.too-deep", deepest=MAX_DEPTH)) from None
    if not isinstance(found, dict):
        raise source.refuse(1, 1, message("problem.not-a-bill"))
    return found


def _build_hint(source: SourceText) -> Message | None:
    return message("hint.convert-to-json") if source.text.lstrip().startswith("<") else None


def _parse_bill(source: SourceText, found: Mapping[str, Any]) -> _BillOfMaterials:
    if found.get("bomFormat") == "CycloneDX":
        _check_version(source, str(found.get("specVersion")), CYCLONEDX, "CycloneDX")
        return _convert_cyclonedx(_validate(_CycloneDx, found, source))
    if "spdxVersion" in found:
        _check_version(source, str(found["spdxVersion"]), SPDX, "SPDX")
        return _convert_spdx(_validate(_Spdx, found, source))
    if "@graph" in found or "@context" in found:
        raise source.refuse(1, 1, message("problem.bill-version", format="SPDX", version="3", known=", ".join(SPDX)))
    raise source.refuse(1, 1, message("problem.not-a-bill"))


def _check_version(source: SourceText, version: str, known: Sequence[str], name: str) -> None:
    if version not in known:
        what = message("problem.bill-version", format=name, version=version[:20], known=", ".join(known))
        raise source.refuse(1, 1, what)


def _validate(model: type[Model], found: Mapping[str, Any], source: SourceText) -> Model:
    try:
        return model.model_validate(found)
    except ValidationError as error:
        places = (".".join(map(str, detail["loc"])) for detail in error.errors(include_url=False)[:20])
        place = source.place(1, 1)._replace(source_line="")
        raise InvalidInputError(
            [Problem(message("problem.bill-damaged", where=where), place) for where in places]
        ) from None


def _convert_cyclonedx(bom: _CycloneDx) -> _BillOfMaterials:
    bill = _BillOfMaterials()
    for number, service in enumerate(_walk_services(bom.services)):
        provider = service.provider.name if service.provider else None
        bill.items.append(
            _BillItem(
                service.ref or f"service {number}", _clean_name(service.name), "service", _clean_optional_name(provider)
            )
        )
    for number, component in enumerate(_walk_components(bom.components)):
        supplier = next(
            (party.name for party in (component.supplier, component.manufacturer) if party and party.name),
            component.publisher,
        )
        bill.items.append(
            _BillItem(
                component.ref or f"component {number}",
                _clean_name(component.name),
                component.type,
                _clean_optional_name(supplier),
            )
        )
    for depends in bom.dependencies:
        bill.needs.setdefault(depends.ref, []).extend(depends.depends_on)
    return bill


def _walk_services(services: Iterable[_Service]) -> Iterator[_Service]:
    for service in services:
        yield service
        yield from _walk_services(service.services)


def _walk_components(components: Iterable[_Component]) -> Iterator[_Component]:
    for component in components:
        yield component
        yield from _walk_components(component.components)


_FORWARD = ("DEPENDS_ON", "CONTAINS")
_BACKWARD = ("DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "CONTAINED_BY")


def _convert_spdx(bom: _Spdx) -> _BillOfMaterials:
    bill = _BillOfMaterials()
    described = {
        *bom.describes,
        *(relationship.right for relationship in bom.relationships if relationship.kind == "DESCRIBES"),
    }
    for package in bom.packages:
        purpose = (package.purpose or "").lower().replace("_", "-")
        kind = purpose or ("application" if package.ref in described else "unstated")
        bill.items.append(
            _BillItem(
                package.ref,
                _clean_name(package.name),
                kind,
                _clean_optional_name(_parse_organisation(package.supplier)),
            )
        )
    for relationship in bom.relationships:
        if relationship.kind in _FORWARD:
            bill.needs.setdefault(relationship.left, []).append(relationship.right)
        elif relationship.kind in _BACKWARD:
            bill.needs.setdefault(relationship.right, []).append(relationship.left)
    return bill


def _parse_organisation(supplier: str | None) -> str | None:
    """`Organization: Acme (mail@acme.example)` is Acme; a person, or nobody, is no supplier."""
    if supplier is None or not supplier.startswith("Organization:"):
        return None
    return supplier.removeprefix("Organization:").partition("(")[0].strip() or None


def _clean_name(text: str) -> str:
    """A name on one line, of bounded length, without characters that act instead of being read."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", text).split())[:MAX_NAME_LENGTH] or "?"


def _clean_optional_name(text: str | None) -> str | None:
    return _clean_name(text) if text and text.strip() else None


def _resolve_needs(
    ref: str, service: Dependency, bill: _BillOfMaterials, services_by_ref: Mapping[str, Dependency]
) -> tuple[tuple[str, ...], ...]:
    """What a service needs among those that were placed, also by way of parts that were not; a group each."""
    found: dict[str, None] = {}
    seen, waiting = {ref}, list(bill.needs.get(ref, ()))
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        if current in services_by_ref:
            found[services_by_ref[current].id or ""] = None
        else:
            waiting += bill.needs.get(current, ())
    return tuple((id_,) for id_ in found if id_ != service.id)

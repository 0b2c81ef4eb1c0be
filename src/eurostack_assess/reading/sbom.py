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

from eurostack_assess.errors import InvalidInput, Message, Problem, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, free_slug
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.imported import Imported, Unplaced, same_product
from eurostack_assess.reading.source import MEBIBYTE, Source, read_source

Model = TypeVar("Model", bound=BaseModel)

SBOM_LIMIT = 50 * MEBIBYTE
CYCLONEDX = ("1.4", "1.5", "1.6", "1.7")
SPDX = ("SPDX-2.3", "SPDX-2.2")
IN_USE = ("application", "platform", "operating-system", "device", "firmware", "container", "machine-learning-model")
"""Kinds of components that are in use themselves; libraries and files are parts of those."""
ONCE = ("operating-system", "device", "firmware", "machine-learning-model")
LAYERS = {"device": "hardware-chips", "firmware": "hardware-chips", "operating-system": "hardware-chips"}
DEEPEST = 60
LONGEST = 300
"""Characters of a name that are kept."""


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Party(_Lenient):
    name: str | None = None


class _Service(_Lenient):
    ref: str | None = Field(default=None, alias="bom-ref")
    name: str
    provider: _Party | None = None
    services: tuple["_Service", ...] = ()


class _Component(_Lenient):
    ref: str | None = Field(default=None, alias="bom-ref")
    type: str = "library"
    name: str
    supplier: _Party | None = None
    manufacturer: _Party | None = None
    publisher: str | None = None
    components: tuple["_Component", ...] = ()


class _Depends(_Lenient):
    ref: str
    depends_on: tuple[str, ...] = Field(default=(), alias="dependsOn")


class _CycloneDx(_Lenient):
    services: tuple[_Service, ...] = ()
    components: tuple[_Component, ...] = ()
    dependencies: tuple[_Depends, ...] = ()


class _Package(_Lenient):
    ref: str = Field(alias="SPDXID")
    name: str
    supplier: str | None = None
    purpose: str | None = Field(default=None, alias="primaryPackagePurpose")


class _Relationship(_Lenient):
    left: str = Field(alias="spdxElementId")
    kind: str = Field(alias="relationshipType")
    right: str = Field(alias="relatedSpdxElement")


class _Spdx(_Lenient):
    packages: tuple[_Package, ...] = ()
    relationships: tuple[_Relationship, ...] = ()
    describes: tuple[str, ...] = Field(default=(), alias="documentDescribes")


@dataclass(frozen=True)
class _Thing:
    """A service or a component, whatever it was written in."""

    ref: str
    name: str
    kind: str
    supplier: str | None


@dataclass
class _Bill:
    things: list[_Thing] = field(default_factory=list)
    needs: dict[str, list[str]] = field(default_factory=dict)


def read_sbom(path: Path | str, catalogue: Catalogue, *, everything: bool = False) -> Imported:
    """The services of a bill of materials; with `everything` also its libraries and what has no kind.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not JSON, or neither of the two formats in a version that is known.
    """
    source = read_source(path, SBOM_LIMIT, tabs=True)
    bill = _bill(source, _json(source))
    placed: dict[str, Dependency] = {}
    unplaced: list[Unplaced] = []
    matched: list[tuple[str, str]] = []
    for thing in bill.things:
        if not everything and thing.kind not in ("service", *IN_USE):
            unplaced.append(Unplaced(thing.name, message("import.kind", kind=thing.kind)))
            continue
        if thing.ref in placed:
            unplaced.append(Unplaced(thing.name, message("import.ref-twice", ref=thing.ref[:LONGEST])))
            continue
        row = same_product(thing.name, thing.supplier, catalogue)
        if row is not None:
            matched.append((thing.name, row.id))
        placed[thing.ref] = Dependency(
            id=free_slug(thing.name, (one.id for one in placed.values())),
            service=LocalText({ANY_LANGUAGE: thing.name}),
            supplier=row.id if row else thing.supplier,
            layer=None if row else LAYERS.get(thing.kind),
            supply="once" if thing.kind in ONCE and row is None else None,
        )
    services = [one.model_copy(update={"needs": _needs(ref, one, bill, placed)}) for ref, one in placed.items()]
    return Imported(tuple(services), tuple(unplaced), tuple(matched))


def _json(source: Source) -> Mapping[str, Any]:
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise source.refuse(error.lineno, error.colno, message("problem.not-json"), _hint(source)) from None
    except ValueError:  # a number of more digits than Python reads
        raise source.refuse(1, 1, message("problem.not-json")) from None
    except RecursionError:
        raise source.refuse(1, 1, message("problem.too-deep", deepest=DEEPEST)) from None
    if not isinstance(found, dict):
        raise source.refuse(1, 1, message("problem.not-a-bill"))
    return found


def _hint(source: Source) -> Message | None:
    return message("hint.convert-to-json") if source.text.lstrip().startswith("<") else None


def _bill(source: Source, found: Mapping[str, Any]) -> _Bill:
    if found.get("bomFormat") == "CycloneDX":
        _check_version(source, str(found.get("specVersion")), CYCLONEDX, "CycloneDX")
        return _of_cyclonedx(_validated(_CycloneDx, found, source))
    if "spdxVersion" in found:
        _check_version(source, str(found["spdxVersion"]), SPDX, "SPDX")
        return _of_spdx(_validated(_Spdx, found, source))
    if "@graph" in found or "@context" in found:
        raise source.refuse(1, 1, message("problem.bill-version", format="SPDX", version="3", known=", ".join(SPDX)))
    raise source.refuse(1, 1, message("problem.not-a-bill"))


def _check_version(source: Source, version: str, known: Sequence[str], name: str) -> None:
    if version not in known:
        what = message("problem.bill-version", format=name, version=version[:20], known=", ".join(known))
        raise source.refuse(1, 1, what)


def _validated(model: type[Model], found: Mapping[str, Any], source: Source) -> Model:
    try:
        return model.model_validate(found)
    except ValidationError as error:
        places = (".".join(map(str, detail["loc"])) for detail in error.errors(include_url=False)[:20])
        place = source.place(1, 1)._replace(source_line="")
        raise InvalidInput([Problem(message("problem.bill-damaged", where=where), place) for where in places]) from None


def _of_cyclonedx(read: _CycloneDx) -> _Bill:
    bill = _Bill()
    for number, service in enumerate(_all_services(read.services)):
        provider = service.provider.name if service.provider else None
        bill.things.append(
            _Thing(service.ref or f"service {number}", _name(service.name), "service", _maybe_name(provider))
        )
    for number, one in enumerate(_all_components(read.components)):
        supplier = next((by.name for by in (one.supplier, one.manufacturer) if by and by.name), one.publisher)
        bill.things.append(_Thing(one.ref or f"component {number}", _name(one.name), one.type, _maybe_name(supplier)))
    for depends in read.dependencies:
        bill.needs.setdefault(depends.ref, []).extend(depends.depends_on)
    return bill


def _all_services(services: Iterable[_Service]) -> Iterator[_Service]:
    for one in services:
        yield one
        yield from _all_services(one.services)


def _all_components(components: Iterable[_Component]) -> Iterator[_Component]:
    for one in components:
        yield one
        yield from _all_components(one.components)


_FORWARD = ("DEPENDS_ON", "CONTAINS")
_BACKWARD = ("DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "CONTAINED_BY")


def _of_spdx(read: _Spdx) -> _Bill:
    bill = _Bill()
    described = {*read.describes, *(one.right for one in read.relationships if one.kind == "DESCRIBES")}
    for package in read.packages:
        purpose = (package.purpose or "").lower().replace("_", "-")
        kind = purpose or ("application" if package.ref in described else "unstated")
        bill.things.append(_Thing(package.ref, _name(package.name), kind, _maybe_name(_organisation(package.supplier))))
    for one in read.relationships:
        if one.kind in _FORWARD:
            bill.needs.setdefault(one.left, []).append(one.right)
        elif one.kind in _BACKWARD:
            bill.needs.setdefault(one.right, []).append(one.left)
    return bill


def _organisation(supplier: str | None) -> str | None:
    """`Organization: Acme (mail@acme.example)` is Acme; a person, or nobody, is no supplier."""
    if supplier is None or not supplier.startswith("Organization:"):
        return None
    return supplier.removeprefix("Organization:").partition("(")[0].strip() or None


def _name(text: str) -> str:
    """A name on one line, of bounded length, without characters that act instead of being read."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", text).split())[:LONGEST] or "?"


def _maybe_name(text: str | None) -> str | None:
    return _name(text) if text and text.strip() else None


def _needs(ref: str, one: Dependency, bill: _Bill, placed: Mapping[str, Dependency]) -> tuple[tuple[str, ...], ...]:
    """What a service needs among those that were placed, also by way of parts that were not; a group each."""
    found: dict[str, None] = {}
    seen, waiting = {ref}, list(bill.needs.get(ref, ()))
    while waiting:
        at = waiting.pop(0)
        if at in seen:
            continue
        seen.add(at)
        if at in placed:
            found[placed[at].id or ""] = None
        else:
            waiting += bill.needs.get(at, ())
    return tuple((id_,) for id_ in found if id_ != one.id)

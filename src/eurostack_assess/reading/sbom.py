"""Reads a bill of materials (SBOM) as services in use: CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3, as JSON.

Reading is lenient: what other tools add is ignored. What could not be placed is listed with the reason, and nothing is
guessed: a product is matched to one in the catalogue only if its name, or its id, is the same.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from eurostack_assess.errors import InvalidInputError, Message, Problem, message
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, SlugMaker
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading import cyclonedx, spdx
from eurostack_assess.reading.bill import (
    MAX_NAME_LENGTH,
    OPERATING_SYSTEM,
    BillOfMaterials,
    collapse_needs,
    has_name,
    select_items,
)
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, ProductNames, assume_owners
from eurostack_assess.reading.source import MEBIBYTE, SourceText, read_source

Model = TypeVar("Model", bound=BaseModel)

SBOM_LIMIT = 50 * MEBIBYTE
KINDS_SUPPLIED_ONCE = (OPERATING_SYSTEM, "device", "firmware", "machine-learning-model")
LAYER_OF_KIND = {"device": "hardware-chips", "firmware": "hardware-chips", OPERATING_SYSTEM: "hardware-chips"}
MAX_DEPTH = 60
MANY_APPLICATIONS = 3
"""From so many on, a bill in which everything is an application is looked at twice."""


def read_sbom(path: Path | str, catalogue: Catalogue, *, everything: bool = False) -> ImportResult:
    """The services of a bill of materials; with `everything` also its libraries and what has no kind.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not JSON, or neither of the two formats in a version that is known.
    """
    with name_other_kinds(path, "bill"):
        source = read_source(path, SBOM_LIMIT, tabs=True, marked=True)
        bill = _parse_bill(source, _unwrap(_load_json(source)))
    services_by_ref: dict[str, Dependency] = {}
    kinds: list[str] = []
    issues: list[ImportIssue] = []
    matches: list[tuple[str, str]] = []
    slugs, products = SlugMaker(), ProductNames(catalogue)
    for item, reason in select_items(bill):
        if reason is not None and not everything:
            issues.append(ImportIssue(item.name, reason))
            continue
        if item.ref in services_by_ref:
            issues.append(ImportIssue(item.name, message("import.ref-twice", ref=item.ref[:MAX_NAME_LENGTH])))
            continue
        product = None if item.is_part else products.find(item.name, item.supplier)
        if product is not None:
            matches.append((item.name, product.id))
        kinds.append(item.kind)
        services_by_ref[item.ref] = Dependency(
            id=slugs.make(item.name),
            service=LocalText({ANY_LANGUAGE: item.name}),
            supplier=product.id if product else item.supplier,
            layer=None if product else LAYER_OF_KIND.get(item.kind),
            supply="once" if item.kind in KINDS_SUPPLIED_ONCE and product is None else None,
        )
    services = [
        service.model_copy(update={"needs": _resolve_needs(ref, service, bill, services_by_ref)})
        for ref, service in services_by_ref.items()
    ]
    services, assumed = assume_owners(services, catalogue)
    all_alike = len(bill.items) == len(kinds) >= MANY_APPLICATIONS and set(kinds) == {"application"}
    hint = None if everything else message(_find_hint(bill))
    notes = (message("import.all-applications", n=len(kinds)),) if all_alike else ()
    return ImportResult(tuple(services), tuple(issues), tuple(matches), assumed_owners=assumed, notes=notes, hint=hint)


def _find_hint(bill: BillOfMaterials) -> str:
    """The way out where nothing in a bill is in use itself."""
    nameless = any(item.is_subject and not has_name(item) for item in bill.items)
    return "hint.no-subject-name" if nameless else "hint.nothing-imported"


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
        raise source.refuse(1, 1, message("problem.not-a-bill"), message("hint.bill"))
    return found


def _build_hint(source: SourceText) -> Message:
    start = source.text.lstrip()
    if start.startswith("<"):
        return message("hint.convert-to-json")
    return message("hint.convert-tag-value" if start.startswith("SPDXVersion:") else "hint.bill")


def _unwrap(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The bill in what an interface of GitHub, or an attestation (in-toto), sends around it."""
    for envelope in ("sbom", "predicate"):
        inner = found.get(envelope)
        if isinstance(inner, dict) and ("spdxVersion" in inner or "bomFormat" in inner):
            return inner
    return found


def _parse_bill(source: SourceText, found: Mapping[str, Any]) -> BillOfMaterials:
    if found.get("bomFormat") == "CycloneDX":
        hint = message("hint.convert-cyclonedx")
        _check_version(source, str(found.get("specVersion")), cyclonedx.VERSIONS, name="CycloneDX", hint=hint)
        return _validate(cyclonedx.CycloneDxFile, found, source).build_bill()
    hint = message("hint.convert-spdx")
    if "spdxVersion" in found:
        _check_version(source, str(found["spdxVersion"]), spdx.VERSIONS, name="SPDX", hint=hint)
        return _validate(spdx.SpdxFile, found, source).build_bill()
    if "@graph" in found or "@context" in found:
        _check_version(source, "3", spdx.VERSIONS, name="SPDX", hint=hint)
    is_syft = "artifacts" in found and "schema" in found
    hint = message("hint.convert-syft") if is_syft else message("hint.bill")
    raise source.refuse(1, 1, message("problem.not-a-bill"), hint)


def _check_version(source: SourceText, version: str, known: Sequence[str], name: str, hint: Message) -> None:
    if version not in known:
        what = message("problem.bill-version", format=name, version=version[:20], known=", ".join(known))
        raise source.refuse(1, 1, what, hint)


def _validate(model: type[Model], found: Mapping[str, Any], source: SourceText) -> Model:
    try:
        return model.model_validate(found)
    except ValidationError as error:
        places = (".".join(map(str, detail["loc"])) for detail in error.errors(include_url=False)[:20])
        place = source.place(1, 1)._replace(source_line="")
        raise InvalidInputError(
            [Problem(message("problem.bill-damaged", where=where), place) for where in places]
        ) from None


def _resolve_needs(
    ref: str, service: Dependency, bill: BillOfMaterials, services_by_ref: Mapping[str, Dependency]
) -> tuple[tuple[str, ...], ...]:
    """What a service needs among those that were placed, a group each."""
    ids = (services_by_ref[needed].id or "" for needed in collapse_needs(bill.needs, ref, services_by_ref))
    return tuple((id_,) for id_ in ids if id_ != service.id)

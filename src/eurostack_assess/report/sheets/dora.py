"""Services in use as the tables of a DORA register of information: only what the profile states about them.

Codes of companies (LEI), dates and amounts are not in a profile: those cells stay empty, to be filled in by whoever
keeps the register.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eurostack_assess.model.base import SlugMaker
from eurostack_assess.model.catalogue import Catalogue, drop_remark
from eurostack_assess.model.dora import (
    ASSESSMENTS,
    CHAINS,
    CONTRACTS,
    ENTITY,
    FUNCTION_CRITICALITY,
    FUNCTIONS,
    PROVIDERS,
    SERVICE_TYPES,
    SUBSTITUTABILITY,
    USES,
    DoraTemplate,
)
from eurostack_assess.model.profile import SELF, Dependency, Profile
from eurostack_assess.report.workbook import Sheet, Value, Workbook

_COUNTRY, _TYPE = "eba_GA", "eba_TA"
_EXITS = {exit_: value.code for value, exit_ in SUBSTITUTABILITY.items()}
_CRITICALITY = {criticality: value.code for value, criticality in FUNCTION_CRITICALITY.items() if criticality}

DoraCells = Mapping[str, Value]
"""A row, by the codes of its columns."""


class _Provider(NamedTuple):
    code: str
    name: str
    country: str | None
    parent: str | None
    """Code of the owner in the end."""


class _Contract(NamedTuple):
    """Under what a service is in use, as its name says it where it came from a register: `TYPE (CONTRACT)`."""

    reference: str
    type: str | None
    is_subcontract: bool


@dataclass
class _Providers:
    """The suppliers and owners of a profile, each with a code by which the tables refer to it.

    A supplier that the profile does not name has a code alone.
    """

    catalogue: Catalogue
    slugs: SlugMaker = field(default_factory=SlugMaker)
    by_name: dict[str, _Provider] = field(default_factory=dict)

    def add(self, dependency: Dependency) -> str:
        """The code of the supplier of a service."""
        row = dependency.find_catalogue_row(self.catalogue)
        owner_id = dependency.parent or (row.owner if row else None)
        owner = self.catalogue.owners.get(owner_id or "")
        owner_name = drop_remark(owner.name) if owner else dependency.parent
        owner_country = dependency.parent_country or (owner.country if owner else None)
        name = drop_remark(row.supplier) if row else dependency.supplier or ""
        country = dependency.country or (row.country if row else None)
        key = name or f"? {dependency.service.in_language()}"
        if owner_name is None or owner_name == name:
            return self._put(name, country, key=key, is_own_parent=owner_name == name)
        return self._put(name, country, parent=self._put(owner_name, owner_country, key=owner_name), key=key)

    def _put(
        self, name: str, country: str | None, parent: str | None = None, *, key: str, is_own_parent: bool = False
    ) -> str:
        """Add a provider, identified by its name or, if it has none, by the service that it supplies."""
        known = self.by_name.get(key.casefold())
        code = known.code if known else self.slugs.make(key)
        if known:
            country, parent = known.country or country, known.parent or parent
        spelling = known.name if known else name
        self.by_name[key.casefold()] = _Provider(code, spelling, country, code if is_own_parent else parent)
        return code


def build_dora_sheets(profile: Profile, catalogue: Catalogue, language: str) -> Workbook:
    """The tables, a sheet each, under the codes and titles of their columns."""
    services = [one for one in profile.dependencies if one.supplier != SELF]
    functions = [one for one in profile.dependencies if one.supplier == SELF]
    providers = _Providers(catalogue)
    codes = {id(one): providers.add(one) for one in services}
    entity = {"0020": profile.name, "0030": _country(profile.country)}
    contracts = {_find_contract(one).reference: None for one in services}
    sheets = (
        _sheet(ENTITY, [entity]),
        _sheet(CONTRACTS, [{"0010": reference} for reference in contracts]),
        _sheet(USES, list(_list_uses(services, functions, codes))),
        _sheet(PROVIDERS, [_provider_row(one) for one in providers.by_name.values()]),
        _sheet(CHAINS, list(_list_chains(services, codes))),
        _sheet(FUNCTIONS, [_function_row(one) for one in functions]),
        _sheet(ASSESSMENTS, list(_list_assessments(services, codes))),
    )
    return Workbook(profile.name, language, sheets, USES.id)


def _sheet(template: DoraTemplate, rows: Sequence[DoraCells]) -> Sheet:
    titles = tuple(f"{template.id}.{code}" for code in template.columns)
    named = tuple(template.columns.values())
    cells = tuple(tuple(row.get(code) for code in template.columns) for row in rows)
    return Sheet(template.id, titles, (named, *cells), heading=(f"{template.id}: {template.title}",))


def _country(code: str | None) -> str | None:
    return f"{_COUNTRY}:{code}" if code else None


def _provider_row(provider: _Provider) -> DoraCells:
    return {
        "0010": provider.code,
        "0050": provider.name or None,
        "0080": _country(provider.country),
        "0110": provider.parent,
    }


def _find_contract(dependency: Dependency) -> _Contract:
    """By the name of a service: a type in words and a contract in brackets, or all of it the contract."""
    name = dependency.service.in_language()
    for one in SERVICE_TYPES:
        if name.startswith(f"{one.words} ("):
            reference, bracket, supplier = name.removeprefix(f"{one.words} (").rpartition(")")
            before, colon, _ = name.rpartition("): ")
            if bracket and not supplier:
                return _Contract(reference, one.code, is_subcontract=False)
            if colon:
                return _Contract(before.removeprefix(f"{one.words} ("), one.code, is_subcontract=True)
    return _Contract(name, None, is_subcontract=False)


def _type(contract: _Contract) -> str | None:
    return f"{_TYPE}:{contract.type}" if contract.type else None


def _list_uses(
    services: Sequence[Dependency], functions: Sequence[Dependency], codes: Mapping[int, str]
) -> Iterator[DoraCells]:
    """A row for each function that needs a service; one without a function where none does."""
    for service in services:
        contract = _find_contract(service)
        if contract.is_subcontract:
            continue
        needing = [_function_code(one) for one in functions if any(service.id in group for group in one.needs)]
        row = {"0010": contract.reference, "0030": codes[id(service)], "0060": _type(contract)}
        yield from ({**row, "0050": code} for code in needing or [""])


def _function_code(function: Dependency) -> str:
    return (function.id or function.service.in_language()).upper()


def _function_row(function: Dependency) -> DoraCells:
    return {
        "0010": _function_code(function),
        "0030": function.service.in_language(),
        "0050": _CRITICALITY.get(function.criticality) if function.criticality else None,
    }


def _list_chains(services: Sequence[Dependency], codes: Mapping[int, str]) -> Iterator[DoraCells]:
    """Each service whose subcontractors are known, and those, with their ranks."""
    by_id = {one.id: one for one in services if one.id}
    for service in services:
        contract = _find_contract(service)
        chain = [] if contract.is_subcontract else list(_walk_subcontractors(service, by_id, rank=2))
        row = {"0010": contract.reference, "0020": _type(contract)}
        if chain:
            yield {**row, "0030": codes[id(service)], "0050": 1}
        for rank, recipient, subcontractor in chain:
            yield {**row, "0030": codes[id(subcontractor)], "0050": rank, "0060": codes[id(recipient)]}


def _walk_subcontractors(
    service: Dependency, by_id: Mapping[str, Dependency], rank: int
) -> Iterator[tuple[int, Dependency, Dependency]]:
    """Every subcontractor below a service with its rank and recipient; a circle among them ends where it began."""
    waiting = [(rank, service)]
    seen = {service.id}
    for current_rank, recipient in waiting:
        for id_ in (member for group in recipient.needs for member in group):
            found = by_id.get(id_)
            if found is not None and id_ not in seen and _find_contract(found).is_subcontract:
                seen.add(id_)
                waiting.append((current_rank + 1, found))
                yield current_rank, recipient, found


def _list_assessments(services: Sequence[Dependency], codes: Mapping[int, str]) -> Iterator[DoraCells]:
    for service in services:
        contract = _find_contract(service)
        if service.exit is not None and not contract.is_subcontract:
            yield {
                "0010": contract.reference,
                "0020": codes[id(service)],
                "0040": _type(contract),
                "0050": _EXITS[service.exit],
            }

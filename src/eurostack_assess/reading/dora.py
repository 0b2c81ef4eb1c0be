"""Reads a DORA register of information as services in use: a workbook, or its tables as CSV in a folder or a ZIP.

A register has no names of services. A service in use is a type of service under a contract, from a provider; the
functions that need it are in other rows, and so are subcontractors. Functions become services of the entity itself,
which need those of its providers, so that `whatif` can show which functions stop. What could not be placed is listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from eurostack_assess.errors import message
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, SlugMaker, parse_iso_date
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.dora import (
    ASSESSMENTS,
    CHAINS,
    ENTITY,
    FUNCTION_CRITICALITY,
    FUNCTIONS,
    PROVIDERS,
    SERVICE_TYPES,
    SUBSTITUTABILITY,
    USES,
    ListedValue,
    ServiceType,
)
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit
from eurostack_assess.reading.dora_tables import DoraRegister, DoraRow, read_dora_tables
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, assume_owners
from eurostack_assess.reading.source import SourceText

BASIC_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
NO_FUNCTION = frozenset(("", "-", "n/a", "na", "notapplicable", "n.v.t.", "nvt"))
"""Entries that mean that no function is given for a service."""
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


class ImportedRegister(NamedTuple):
    """What a register says: of whom, and what is in use."""

    entity: str | None
    """Name of the entity that keeps it."""
    country: str | None
    result: ImportResult


def read_dora(path: Path, catalogue: Catalogue, layers: Iterable[str], day: date) -> ImportedRegister:
    """The services and functions in a register.

    Args:
        path: A workbook, a folder or a ZIP.
        catalogue: Whose products and owners are known.
        layers: Ids of the layers that there are.
        day: Contracts that ended before it are left out.

    Raises:
        FileAccessError: not a file or folder that can be read.
        InvalidInputError: not a register, or without providers or uses.
    """
    with name_other_kinds(path, "spreadsheet", "dora"):
        register = read_dora_tables(path)
    blank = SourceText(str(path), "")
    if not register.of(USES) and not register.of(PROVIDERS):
        found = ", ".join(sorted(register.rows)) or "–"
        raise blank.refuse(1, 1, message("problem.no-dora-uses", found=found), message("hint.dora"))
    return _RegisterConverter(register, catalogue, set(layers), day).convert()


def _fold_code(text: str) -> str:
    return "".join(text.casefold().split())


@dataclass
class _Use:
    """One use: a type of service of a provider under a contract, with everything that its rows say."""

    contract: str
    provider: str
    type: str
    functions: dict[str, None] = field(default_factory=dict)
    id: str = ""
    needs: list[str] = field(default_factory=list)


@dataclass
class _Function:
    """A function, by everything that its rows say."""

    code: str
    name: str
    criticality: Criticality | None = None


class _RegisterConverter:
    def __init__(self, register: DoraRegister, catalogue: Catalogue, layers: set[str], day: date) -> None:
        self._register = register
        self._catalogue = catalogue
        self._layers = layers
        self._day = day
        self._issues = list(register.issues)
        self._slugs = SlugMaker()
        self._providers = self._index_providers()
        self._functions = self._index_functions()
        self._ended: set[tuple[str, str, str]] = set()
        self._exits = {
            _make_key(row.get("0010"), row.get("0020"), row.get("0040")): row for row in register.of(ASSESSMENTS)
        }

    def _index_providers(self) -> dict[str, DoraRow]:
        """The providers by code; a second row of one, where it says something else, is listed."""
        providers: dict[str, DoraRow] = {}
        for row in self._register.of(PROVIDERS):
            if row.get("0010"):
                first = providers.setdefault(_fold_code(row.get("0010")), row)
                if first.cells != row.cells:
                    self._note_row(row.get("0010"), "import.dora-provider-twice", row)
        return providers

    def _index_functions(self) -> dict[str, _Function]:
        """The functions by code, each as critical as the most critical of its rows: an entity has its own."""
        functions: dict[str, _Function] = {}
        for row in self._register.of(FUNCTIONS):
            code = row.get("0010")
            if not code:
                continue
            found = _find_listed(FUNCTION_CRITICALITY, row.get("0050"))
            if found is None and row.get("0050"):
                self._note_row(row.get("0050"), "import.dora-value", row)
            function = functions.setdefault(_fold_code(code), _Function(code, row.get("0030") or code))
            function.criticality = _get_highest((function.criticality, FUNCTION_CRITICALITY[found] if found else None))
        return functions

    def _note_row(self, item: str, reason: str, row: DoraRow, **values: object) -> None:
        self._issues.append(ImportIssue(item, message(reason, table=row.table, line=row.line, **values)))

    def convert(self) -> ImportedRegister:
        """Everything as services, providers' first."""
        uses = self._collect_uses() if self._register.of(USES) else self._list_providers()
        self._note_unused(uses)
        for use in uses:
            use.id = self._slugs.make(use.contract)
        services = [self._build_service(use) for use in uses]
        services += self._build_subcontractors(uses, services)
        services += self._build_functions(uses)
        placed, assumed = assume_owners(services, self._catalogue)
        matched = [
            (one.service.in_language(), one.supplier) for one in placed if one.supplier in self._catalogue.suppliers
        ]
        entity = next(iter(self._register.of(ENTITY)), None)
        return ImportedRegister(
            entity.get("0020") or None if entity else None,
            self._catalogue.find_country(entity.get("0030")) if entity else None,
            ImportResult(
                tuple(placed),
                tuple(self._issues),
                tuple((name, id_) for name, id_ in matched if id_),
                assumed_owners=assumed,
                notes=self._register.notes,
            ),
        )

    def _collect_uses(self) -> list[_Use]:
        """The rows that are one use as one; without those that have ended."""
        uses: dict[tuple[str, str, str], _Use] = {}
        for row in self._register.of(USES):
            contract, provider = row.get("0010"), row.get("0030")
            if not contract or not provider:
                text = ", ".join(cell for cell in row.cells.values() if cell)
                self._note_row(text, "import.no-contract", row)
                continue
            key = _make_key(contract, provider, row.get("0060"))
            ended = _parse_day(row.get("0080"))
            if ended is None and row.get("0080"):
                self._note_row(row.get("0080"), "import.dora-date", row)
            if ended is not None and ended < self._day:
                self._note_row(contract, "import.ended", row, day=ended)
                self._ended.add(key)
                continue
            use = uses.setdefault(key, _Use(contract, _fold_code(provider), key[2]))
            function = _fold_code(row.get("0050"))
            if function in self._functions:
                use.functions[function] = None
            elif self._functions and function not in NO_FUNCTION:
                self._note_row(row.get("0050"), "import.dora-function", row)
        return list(uses.values())

    def _note_unused(self, uses: Sequence[_Use]) -> None:
        """List the assessments of services that nobody uses."""
        chains = self._register.of(CHAINS)
        known = {_make_key(row.get("0010"), row.get("0030"), row.get("0020")) for row in chains} | self._ended
        known |= {(_fold_code(use.contract), use.provider, use.type) for use in uses}
        for key, row in self._exits.items():
            if key not in known and row.get("0010"):
                self._note_row(row.get("0010"), "import.dora-assessment", row)

    def _list_providers(self) -> list[_Use]:
        """Each provider as one use, of a register that says of no service that it is in use."""
        self._issues.append(ImportIssue(USES.id, message("import.dora-providers-only")))
        parents = {_fold_code(row.get("0110")) for row in self._providers.values()}
        return [
            _Use(row.get("0060") or row.get("0050") or row.get("0010"), code, "")
            for code, row in self._providers.items()
            if code not in parents or code == _fold_code(row.get("0110"))
        ]

    def _name_use(self, use: _Use) -> str:
        words = _find_type(use.type).words
        return f"{words} ({use.contract})" if words else use.contract

    def _build_service(self, use: _Use) -> Dependency:
        name = self._name_use(use)
        facts = self._describe_provider(use.provider, name)
        layer = _find_type(use.type).layer
        exit_ = self._find_exit(self._exits.get((_fold_code(use.contract), use.provider, use.type)), "0050")
        in_same_row = self._find_exit(self._providers.get(use.provider), f"{ASSESSMENTS.id}.0050")
        rated = {"criticality": self._find_criticality(use), "exit": exit_ or in_same_row}
        return _make_service(name, use.id, use.contract, {**facts, **rated, "layer": self._find_layer(layer)})

    def _find_layer(self, layer: str | None) -> str | None:
        return layer if layer in self._layers else None

    def _describe_provider(self, code: str, name: str) -> dict[str, str]:
        """What the table of providers says of one: name, country and the owner in the end."""
        row = self._providers.get(code)
        if row is None:
            self._issues.append(ImportIssue(code.upper(), message("import.no-provider", service=name)))
            return {}
        facts: dict[str, str] = {}
        supplier = row.get("0060") or row.get("0050")
        if supplier:
            facts["supplier"] = supplier
        country = row.get("0080")
        if code_of_country := self._catalogue.find_country(country):
            facts["country"] = code_of_country
        elif country:
            self._note_row(country, "import.dora-value", row)
        parent_code = _fold_code(row.get("0110"))
        parent = self._providers.get(parent_code)
        if parent is not None:
            facts["parent"] = parent.get("0060") or parent.get("0050") or parent.get("0010")
            if parent_country := self._catalogue.find_country(parent.get("0080")):
                facts["parent_country"] = parent_country
        elif parent_code:
            self._issues.append(ImportIssue(row.get("0110"), message("import.no-parent", supplier=supplier)))
        return facts

    def _find_criticality(self, use: _Use) -> Criticality | None:
        """The highest of the functions that need it."""
        return _get_highest(self._functions[function].criticality for function in use.functions)

    def _find_exit(self, row: DoraRow | None, column: str) -> Exit | None:
        if row is None or not row.get(column):
            return None
        found = _find_listed(SUBSTITUTABILITY, row.get(column))
        if found is None:
            self._note_row(row.get(column), "import.dora-value", row)
        return SUBSTITUTABILITY[found] if found else None

    def _build_subcontractors(self, uses: Sequence[_Use], services: list[Dependency]) -> list[Dependency]:
        """Those of a rank above 1 as services that the one of their recipient needs."""
        places = {(_fold_code(use.contract), use.type, use.provider): index for index, use in enumerate(uses)}
        made: dict[tuple[str, str, str], Dependency] = {}
        rows = sorted(self._register.of(CHAINS), key=lambda row: row.get("0050").zfill(4))
        for row in rows:
            type_, provider = _find_type(row.get("0020")), _fold_code(row.get("0030"))
            key = (_fold_code(row.get("0010")), type_.code, provider)
            if key in places or key in made or not row.get("0030"):
                continue
            recipient = (*key[:2], _fold_code(row.get("0060")))
            if recipient not in places and recipient not in made:
                text = " / ".join(cell for cell in (row.get("0010"), row.get("0030")) if cell)
                self._note_row(text, "import.no-recipient", row)
                continue
            contract = row.get("0010")
            facts = self._describe_provider(provider, contract)
            subcontractor = facts.get("supplier", row.get("0030"))
            id_ = self._slugs.make(f"{contract} {subcontractor}")
            name = f"{type_.words} ({contract}): {subcontractor}"
            made[key] = _make_service(name, id_, contract, {**facts, "layer": self._find_layer(type_.layer)})
            need = ((id_,),)
            if recipient in places:
                index = places[recipient]
                services[index] = services[index].model_copy(update={"needs": (*services[index].needs, *need)})
            else:
                made[recipient] = made[recipient].model_copy(update={"needs": (*made[recipient].needs, *need)})
        return list(made.values())

    def _build_functions(self, uses: Sequence[_Use]) -> Iterator[Dependency]:
        """The functions as services of the entity itself, each with the services that it needs."""
        for code, function in self._functions.items():
            yield Dependency(
                id=self._slugs.make(function.code),
                service=LocalText({ANY_LANGUAGE: function.name}),
                supplier=SELF,
                criticality=function.criticality,
                needs=tuple((use.id,) for use in uses if code in use.functions),
            )


def _get_highest(found: Iterable[Criticality | None]) -> Criticality | None:
    """The highest of what functions are rated: critical or important, or not."""
    there = set(found)
    return "high" if "high" in there else "low" if "low" in there else None


def _make_service(name: str, id_: str, contract: str, facts: Mapping[str, str | None]) -> Dependency:
    texts = {"service": LocalText({ANY_LANGUAGE: name})}
    if contract != name:
        texts["evidence"] = LocalText({ANY_LANGUAGE: contract})
    return Dependency.model_validate({"id": id_, **texts, **facts})


def _make_key(contract: str, provider: str, type_: str) -> tuple[str, str, str]:
    """What makes rows about the same use."""
    return _fold_code(contract), _fold_code(provider), _find_type(type_).code


def _find_type(text: str) -> ServiceType:
    """The type of service with this code or these words; one of the words themselves, of no layer, where none is."""
    wanted = _fold_code(text).removeprefix("eba_ta:")
    for one in SERVICE_TYPES:
        if wanted in (one.code.casefold(), _fold_code(one.words), _fold_code(f"{one.code}.{one.words}")):
            return one
    return ServiceType(text.strip(), text.strip(), None)


def _find_listed(values: Iterable[ListedValue], text: str) -> ListedValue | None:
    """The member of a list with this code, number or these words, or a number before the words."""
    wanted = _fold_code(text)
    for value in values:
        number, words = value.number, _fold_code(value.words)
        if wanted in (value.code.casefold(), number, words, f"{number}.{words}"):
            return value
    return None


def _parse_day(text: str) -> date | None:
    """A day as in ISO 8601, with or without hyphens, or the day first; None of anything else."""
    if found := BASIC_DATE.fullmatch(text):
        text = "-".join(found.groups())
    elif found := DAY_FIRST.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return parse_iso_date(text[:10])

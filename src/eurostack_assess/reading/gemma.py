"""Reads the software catalogue of Dutch municipalities (GEMMA Softwarecatalogus) as services in use.

There are three families of tables (the package overview of one municipality, the download of all municipalities, and
the export of the renewed catalogue), and the model that the catalogue exports as AMEFF (ArchiMate Model Exchange File
Format 3.0). A package is in use once, whatever its versions; a planned or phased-out package is not in use.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from eurostack_assess.errors import InvalidInputError, Message, message
from eurostack_assess.inert import join_first
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, SlugMaker
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.bill import clean_name
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, ProductNames, assume_owners
from eurostack_assess.reading.source import MEBIBYTE, SourceText, read_bytes
from eurostack_assess.reading.table import InputTable, RaggedRow, read_table
from eurostack_assess.reading.words import get_input_words

AMEFF_LIMIT = 50 * MEBIBYTE
NAMESPACE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
APPLICATIONS = "ai-applications"
"""The layer of packages, which are applications."""
SYSTEM_SOFTWARE = "systeemsoftware"
NOT_IN_USE = frozenset(("gepland", "verwerving", "uitgefaseerd", "teruggetrokken"))
"""Statuses of a package that is planned, bought, phased out or withdrawn."""
MAX_COMPONENTS_LENGTH = 300
MAX_NAMES_SHOWN = 10


class _Family(NamedTuple):
    """The titles of one kind of table, in lower case."""

    name: str
    supplier: str
    components: str
    status: str = ""
    organisation: str = ""
    type: str = ""


FAMILIES = (
    _Family(
        "pakket naam",
        "leverancier naam",
        components="referentiecomponenten naam",
        status="gebruik status",
        organisation="gemeente naam",
    ),
    _Family(
        "pakket naam",
        "leverancier",
        components="referentiecomponenten gemeente",
        status="status",
        organisation="organisatie",
    ),
    _Family("naam", "_aanbieder", "_referentiecomponenten", type="type"),
)
ORGANISATIONS = ("gemeente", "gemeente naam", "organisatie")
"""Titles of the column with the municipality, in whatever family."""
KNOWN_TITLES = frozenset(title for family in FAMILIES for title in family if title)


@dataclass
class _InstalledPackage:
    """A package, with everything that its rows or versions say."""

    name: str
    supplier: str = ""
    status: str = ""
    is_application: bool = True
    components: dict[str, None] = field(default_factory=dict)


def read_gemma(path: Path | str, organisation: str, catalogue: Catalogue, layers: Iterable[str]) -> ImportResult:
    """The packages in use of one municipality.

    Args:
        path: CSV of the catalogue, or AMEFF; `-` is CSV on standard input.
        organisation: Whose they are, where the file is of several.
        catalogue: Whose products and owners are known.
        layers: Ids of the layers that there are.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: neither of the two, or of several municipalities and not of this one.
    """
    issues: list[ImportIssue] = []
    notes: tuple[Message, ...] = ()
    if str(path).lower().endswith(".xml"):
        with name_other_kinds(path):
            packages = _read_ameff(path, issues)
    else:
        ragged_rows: list[RaggedRow] = []
        with name_other_kinds(path, "table", "spreadsheet"):
            table = read_table(path, is_known=lambda cell: cell.casefold() in KNOWN_TITLES, ragged_rows=ragged_rows)
            packages = _read_rows(table, organisation, issues)
        notes = table.notes
        issues += [ImportIssue(", ".join(filter(None, cells)), problem.message) for _, cells, problem in ragged_rows]
    services = list(_build_services(packages, catalogue, set(layers), issues))
    placed, assumed = assume_owners(services, catalogue)
    matches = [(one.service.in_language(), one.supplier) for one in placed if one.supplier in catalogue.suppliers]
    return ImportResult(
        tuple(placed),
        tuple(issues),
        tuple((name, id_) for name, id_ in matches if id_),
        assumed_owners=assumed,
        notes=notes,
    )


def _build_services(
    packages: Iterable[_InstalledPackage], catalogue: Catalogue, layers: set[str], issues: list[ImportIssue]
) -> Iterator[Dependency]:
    slugs, products = SlugMaker(), ProductNames(catalogue)
    own = get_input_words().meaning_of_values("supplier")
    for package in packages:
        if package.status.casefold() in NOT_IN_USE:
            issues.append(ImportIssue(package.name, message("import.not-in-use", status=package.status)))
            continue
        product = products.find(package.name, package.supplier)
        supplier = own.get(package.supplier.casefold(), package.supplier) or None
        components = ", ".join(package.components)[:MAX_COMPONENTS_LENGTH]
        yield Dependency(
            id=slugs.make(package.name),
            service=LocalText({ANY_LANGUAGE: package.name}),
            supplier=product.id if product else supplier,
            layer=APPLICATIONS if product is None and package.is_application and APPLICATIONS in layers else None,
            evidence=LocalText({ANY_LANGUAGE: components}) if components else None,
        )


def _read_rows(table: InputTable, organisation: str, issues: list[ImportIssue]) -> list[_InstalledPackage]:
    """A package for each name and supplier in the rows of the municipality."""
    places = {title.casefold(): place for place, title in enumerate(table.titles)}
    family = next((one for one in FAMILIES if one.name in places and one.supplier in places), None)
    if family is None:
        raise InvalidInputError([table.problem(table.rows[0][0], message("problem.no-gemma"), message("hint.gemma"))])
    packages: dict[tuple[str, str], _InstalledPackage] = {}
    owner = next((places[title] for title in (family.organisation, *ORGANISATIONS) if title in places), None)
    for cells in _choose_rows(table, owner, organisation):
        row = {key: cells[places[title]] if title in places else "" for key, title in family._asdict().items()}
        if not row["name"]:
            issues.append(ImportIssue(", ".join(filter(None, cells)), message("import.no-package-name")))
            continue
        is_application = row["type"].casefold() != SYSTEM_SOFTWARE
        key = (row["name"].casefold(), row["supplier"].casefold())
        known = packages.get(key)
        package = known or _InstalledPackage(row["name"], row["supplier"], row["status"], is_application)
        if known and known.status.casefold() in NOT_IN_USE:
            package.status = row["status"]
        package.components |= dict.fromkeys(_split_list(row["components"]))
        packages[key] = package
    return list(packages.values())


def _choose_rows(table: InputTable, place: int | None, organisation: str) -> list[tuple[str, ...]]:
    """The rows of one municipality: of the only one, or the one with this name."""
    rows = [cells for _, cells in table.records]
    names = dict.fromkeys(cells[place] for cells in rows if cells[place]) if place is not None else {}
    if place is None or len(names) <= 1:
        return rows
    chosen = [cells for cells in rows if cells[place].casefold() == organisation.casefold()]
    if not chosen:
        hint = message("hint.municipalities", names=join_first(list(names), MAX_NAMES_SHOWN))
        raise InvalidInputError([table.problem(table.rows[0][0], message("problem.several-municipalities"), hint)])
    return chosen


def _split_list(cell: str) -> Iterator[str]:
    """The words of a list, as JSON or between commas."""
    try:
        found = json.loads(cell) if cell.startswith("[") else cell.split(",")
    except (ValueError, RecursionError):
        found = [cell]
    yield from (clean_name(str(word)) for word in found if str(word).strip())


class _Element(NamedTuple):
    """An element of the model."""

    type: str
    name: str
    properties: Mapping[str, str]
    """By the identifier of their definition."""


def _read_ameff(path: Path | str, issues: list[ImportIssue]) -> list[_InstalledPackage]:
    blank = SourceText(str(path), "")
    data = read_bytes(path, AMEFF_LIMIT)
    if len(data) > AMEFF_LIMIT:
        raise blank.refuse(1, 1, message("problem.too-large", mebibytes=AMEFF_LIMIT // MEBIBYTE))
    elements: dict[str, _Element] = {}
    relations: list[tuple[str, str, str]] = []
    definitions: dict[str, str] = {}
    try:
        for _, node in ElementTree.iterparse(BytesIO(data)):  # noqa: S314 - of bounded size, and expat bounds entities
            identifier = node.get("identifier", "")
            if node.tag == f"{NAMESPACE}element":
                elements[identifier] = _Element(node.get(_TYPE, ""), _find_name(node), _find_properties(node))
            elif node.tag == f"{NAMESPACE}relationship":
                relations.append((node.get(_TYPE, ""), node.get("source", ""), node.get("target", "")))
            elif node.tag == f"{NAMESPACE}propertyDefinition":
                definitions[identifier] = _find_name(node)
            else:
                continue
            node.clear()
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # also an encoding that nobody knows
        line, column = error.position if isinstance(error, ElementTree.ParseError) else (1, 0)
        raise blank.refuse(line, column + 1, message("problem.not-xml"), message("hint.gemma")) from None
    if not elements:
        raise blank.refuse(1, 1, message("problem.no-gemma"), message("hint.gemma"))
    return _Model(elements, relations, definitions).list_packages(issues)


def _find_name(node: ElementTree.Element) -> str:
    """The name in Dutch, or else the first."""
    names = node.findall(f"{NAMESPACE}name")
    chosen = next((one for one in names if one.get(_LANGUAGE) == "nl"), names[0] if names else None)
    text = "" if chosen is None else " ".join((chosen.text or "").split())
    return clean_name(text) if text else ""


def _find_properties(node: ElementTree.Element) -> dict[str, str]:
    found = {}
    for one in node.iter(f"{NAMESPACE}property"):
        value = one.find(f"{NAMESPACE}value")
        found[one.get("propertyDefinitionRef", "")] = "" if value is None else (value.text or "").strip()
    return found


@dataclass(frozen=True)
class _Model:
    """A model, in which packages are told from suppliers and reference components by their properties.

    Where nothing says what an element is, a reference component is one that something realises, and a supplier a
    business actor.
    """

    elements: Mapping[str, _Element]
    relations: Sequence[tuple[str, str, str]]
    definitions: Mapping[str, str]

    def list_packages(self, issues: list[ImportIssue]) -> list[_InstalledPackage]:
        """Every package once, with its supplier, the status of its versions and its reference components."""
        kinds = {id_: self._find_kind(id_) for id_ in self.elements}
        neighbours: dict[str, list[str]] = {}
        for type_, source, target in self.relations:
            if type_ != "Flow" and source in kinds and target in kinds:
                neighbours.setdefault(source, []).append(target)
                neighbours.setdefault(target, []).append(source)
        packages = []
        for id_, element in self.elements.items():
            if kinds[id_] != "pakket":
                continue
            if not element.name:
                issues.append(ImportIssue(id_, message("import.no-package-name")))
                continue
            versions = [other for other in neighbours.get(id_, ()) if kinds[other] == "pakketversie"]
            near = [*neighbours.get(id_, ()), *(one for version in versions for one in neighbours.get(version, ()))]
            suppliers = [self.elements[one].name for one in near if kinds[one] == "leverancier"]
            components = [self.elements[one].name for one in near if kinds[one] == "referentiecomponent"]
            statuses = [self._get(one, "Gebruik status") for one in versions] or [self._get(id_, "Status")]
            in_use = [status for status in statuses if status.casefold() not in NOT_IN_USE]
            packages.append(
                _InstalledPackage(
                    element.name,
                    next(iter(suppliers), ""),
                    (in_use or statuses)[0],
                    components=dict.fromkeys(filter(None, components)),
                )
            )
        return packages

    def _get(self, id_: str, name: str) -> str:
        """The value of a property by its name: its identifier differs from file to file."""
        properties = self.elements[id_].properties
        return next((value for key, value in properties.items() if self.definitions.get(key) == name), "")

    def _find_kind(self, id_: str) -> str:
        element = self.elements[id_]
        said = self._get(id_, "SWC type").casefold() or self._get(id_, "GEMMA type").casefold()
        if said:
            return said
        if element.type == "BusinessActor":
            return "leverancier"
        if element.type != "ApplicationComponent":
            return ""
        return "referentiecomponent" if id_ in self._realised else "pakket"

    @cached_property
    def _realised(self) -> set[str]:
        return {target for type_, _, target in self.relations if type_ == "Realization"}

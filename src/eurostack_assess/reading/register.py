"""Reads a register of services and contracts as services in use; a column map defines what its columns mean.

Whatever the map and the values do not determine is listed with its row and column, and nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, get_args

from pydantic import StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.errors import InvalidInputError, Message, message
from eurostack_assess.inert import join_first
from eurostack_assess.model.base import ANY_LANGUAGE, Line, LocalText, SlugMaker
from eurostack_assess.model.catalogue import Catalogue, Supply
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit
from eurostack_assess.model.register import SERVICE_KEYS, ServiceKey
from eurostack_assess.reading.csv_text import KnownTitle
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, ProductNames, assume_owners
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.table import InputTable, TableMap, explain_unread, name_cell, name_column, read_table
from eurostack_assess.reading.validate import parse_document, validate_document
from eurostack_assess.reading.words import get_input_words

MAX_CELL_LENGTH = 300
MAX_NAMES_SHOWN = 5

ALLOWED_VALUES: Mapping[str, Sequence[str]] = {
    "criticality": get_args(Criticality),
    "exit": get_args(Exit),
    "supply": get_args(Supply),
}

SUPPLIER_FACTS: tuple[ServiceKey, ...] = ("country", "parent", "parent_country")
"""Columns that describe the supplier, not the service."""
COUNTRY_KEYS = ("country", "parent_country", "operator_country")


class ColumnMap(TableMap):
    """A mapping file for a register of services: which column holds which field, and what its values mean."""

    columns: Mapping[ServiceKey, Line] = {}
    """Title of the register's column for each field of a service, by field name."""
    values: Mapping[ServiceKey, Mapping[Annotated[str, StringConstraints(min_length=1)], Line]] = {}
    """Translations of the register's own values, by field name: each value as the register writes it, with the value
    that the field accepts."""

    @field_validator("values")
    @classmethod
    def _check_meanings(cls, values: Mapping[ServiceKey, Mapping[str, str]]) -> Mapping[ServiceKey, Mapping[str, str]]:
        """A word for one of a few values has to be one of them."""
        for key, meanings in values.items():
            for meaning in meanings.values() if key in ALLOWED_VALUES else ():
                if _find_allowed(key, meaning) is None:
                    known = {"value": meaning, "words": ", ".join(ALLOWED_VALUES[key])}
                    raise PydanticCustomError("no-meaning", "no {value}: {words}", known)
        return values


NO_MAP = ColumnMap()


def read_column_map(path: Path) -> ColumnMap:
    """The column map in a file.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a column map.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    return validate_document(ColumnMap, parse_document(source))


def read_register(
    path: Path | str, catalogue: Catalogue, layers: Mapping[str, Sequence[str]], columns: ColumnMap = NO_MAP
) -> ImportResult:
    """The services in a register.

    Args:
        path: CSV or a spreadsheet; `-` is CSV on standard input.
        catalogue: What products there are.
        layers: By id of a layer, its names in all languages.
        columns: What the columns mean, beyond those that are known.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: no table, ragged, without a column for the service, or without rows.
    """
    with name_other_kinds(path, "table", "spreadsheet", "register"):
        table = read_table(path, columns, is_known=_make_title_test(columns))
        column_indices = _map_columns(table, columns)
    reader = _RegisterReader(catalogue, layers, columns=columns, titles=table.titles, column_indices=column_indices)
    mapped_indices = set(column_indices.values())
    reader.issues += [
        ImportIssue(name_cell(cell.row, cell.column), explain_unread(cell))
        for cell in table.unread
        if cell.column - 1 in mapped_indices
    ]
    reader.issues += _list_unread_columns(table, mapped_indices)
    for line, cells in table.records:
        reader.add_row(line, tuple(cell[:MAX_CELL_LENGTH] for cell in cells))
    return replace(reader.build_result(), notes=(*table.notes, *reader.list_notes()))


def _list_unread_columns(table: InputTable, mapped_indices: Set[int]) -> Iterator[ImportIssue]:
    """The columns that hold something and mean nothing here."""
    read_titles = {table.titles[index].casefold() for index in mapped_indices}
    for index, title in enumerate(table.titles):
        if index in mapped_indices:
            continue
        if title:
            words = "import.same-title" if title.casefold() in read_titles else "import.column"
            yield ImportIssue(title, message(words))
        elif any(cells[index] for _, cells in table.records):
            yield ImportIssue(name_column(index + 1), message("import.no-title"))


def _find_key(title: str) -> ServiceKey | None:
    """The field of a service that a column with this title holds."""
    known = title.casefold().replace("_", " ")
    own_key = next((key for key in SERVICE_KEYS if key.replace("_", " ") == known), None)
    return own_key or get_input_words().meaning_of_titles().get(known)


def _make_title_test(columns: ColumnMap) -> KnownTitle:
    """Whether a cell is the title of a column that is known, or that the map names."""
    mapped = {title.casefold() for title in columns.columns.values()}
    return lambda cell: cell.casefold() in mapped or _find_key(cell) is not None


def _list_titles(table: InputTable) -> str:
    return ", ".join(title for title in table.titles if title)


def _list_sheets(table: InputTable) -> str:
    return ", ".join(sorted(table.sheets))


def _map_columns(table: InputTable, columns: ColumnMap) -> dict[ServiceKey, int]:
    """Each key's column: as the map says, else a title that is known."""
    titles, line = table.titles, table.rows[0][0]
    folded = [title.casefold() for title in titles]
    found: dict[ServiceKey, int] = {}
    problems = []
    for key, title in columns.columns.items():
        if title.casefold() not in folded:
            what = message("problem.no-such-column", column=title)
            words = "hint.known-columns-sheet" if len(table.sheets) > 1 else "hint.known-columns"
            hint = message(words, columns=_list_titles(table), sheets=_list_sheets(table))
            problems.append(table.problem(line, what, hint))
            continue
        found[key] = folded.index(title.casefold())
    mapped_indices = set(found.values())
    for index, title in enumerate(titles):
        key_found = _find_key(title)
        if key_found is not None and key_found not in found and index not in mapped_indices:
            found[key_found] = index
    if not problems and "service" not in found:
        words = "hint.map-service-sheet" if len(table.sheets) > 1 else "hint.map-service"
        hint = message(words, columns=_list_titles(table), line=line, sheets=_list_sheets(table))
        problems.append(table.problem(line, message("problem.no-service-column"), hint))
    if problems:
        raise InvalidInputError(problems)
    return found


@dataclass
class _RegisterReader:
    catalogue: Catalogue
    layers: Mapping[str, Sequence[str]]
    columns: ColumnMap
    titles: Sequence[str]
    column_indices: Mapping[ServiceKey, int]
    slugs: SlugMaker = field(default_factory=SlugMaker)
    given_ids: set[str] = field(default_factory=set)
    """The ids that the register gives itself."""
    services: list[Dependency] = field(default_factory=list)
    issues: list[ImportIssue] = field(default_factory=list)
    matches: list[tuple[str, str]] = field(default_factory=list)
    needed_names: list[list[str]] = field(default_factory=list)
    """Of each service the names of what it needs, resolved at the end."""
    lines_by_id: dict[str, int] = field(default_factory=dict)
    """Of each service the line or row that it stands in."""
    bare_names: list[str] = field(default_factory=list)
    """The names in rows that say nothing else."""

    @cached_property
    def products(self) -> ProductNames:
        """The products of the catalogue by their names."""
        return ProductNames(self.catalogue)

    def add_row(self, line: int, cells: Sequence[str]) -> None:
        """One row to a service."""
        cells_by_key = {
            key: self._translate_value(key, cells[index]) for key, index in self.column_indices.items() if cells[index]
        }
        if _repeats_titles(cells_by_key.values()):
            self.issues.append(ImportIssue(", ".join(filter(None, cells)), message("import.titles-again", line=line)))
            return
        name = cells_by_key.get("service")
        if name is None:
            row_text = ", ".join(cell for cell in cells if cell)
            self.issues.append(ImportIssue(row_text, message("import.no-name", line=line)))
            return
        values = {
            key: value for key in cells_by_key if (value := self._parse_value(key, cells_by_key[key], line)) is not None
        }
        supplier = cells_by_key.get("supplier")
        product = self.products.find(supplier or "", None) or self.products.find(name, supplier)
        own_name = values.get("supplier")
        if product is not None:
            values["supplier"] = product.id
            self.matches.append((name, product.id))
            if supplier and own_name != SELF and not self.products.is_own_supplier(product, supplier):
                for key in SUPPLIER_FACTS:
                    values.pop(key, None)
                reason = message("import.contract-party", line=line, product=product.id)
                self.issues.append(ImportIssue(supplier, reason))
        if len(self.column_indices) > 1 and len(cells_by_key) == 1:
            self.bare_names.append(name)
        id_ = self.slugs.make(cells_by_key.get("id", name))
        self.lines_by_id[id_] = line
        if "id" in cells_by_key:
            self.given_ids.add(id_)
        needs = [part.strip() for part in cells_by_key.get("needs", "").replace(";", ",").split(",") if part.strip()]
        self.needed_names.append(needs)
        text = {"service": LocalText({ANY_LANGUAGE: name})}
        if "evidence" in cells_by_key:
            text["evidence"] = LocalText({ANY_LANGUAGE: cells_by_key["evidence"]})
        self.services.append(Dependency.model_validate({**values, **text, "id": id_}))

    def list_notes(self) -> Iterator[Message]:
        """What is to be checked of rows that were read."""
        if self.bare_names:
            names = join_first(self.bare_names, MAX_NAMES_SHOWN)
            yield message("import.bare-names", n=len(self.bare_names), names=names)

    def _translate_value(self, key: ServiceKey, cell: str) -> str:
        """The cell, in the words of the map."""
        folded = {word.casefold(): meaning for word, meaning in self.columns.values.get(key, {}).items()}
        return folded.get(cell.casefold(), cell)

    def _parse_value(self, key: ServiceKey, cell: str, line: int) -> object:
        """What a cell says for a key; None, and listed, where that is not clear."""
        value: object = cell
        if key in ("service", "id", "needs", "evidence"):
            return None
        if key in ALLOWED_VALUES:
            value = _find_allowed(key, cell)
        elif key in COUNTRY_KEYS:
            value = self.catalogue.find_country(cell)
        elif key == "layer":
            value = self._find_layer(cell)
        elif key == "category":
            value = self._find_category(cell)
        elif key == "share":
            value = _parse_share(cell)
        elif key == "supplier":
            value = get_input_words().meaning_of_values(key).get(cell.casefold(), cell)
        if value is None:
            words = ", ".join(ALLOWED_VALUES.get(key, ()))
            text = "import.value-known" if words else "import.value"
            where = message(text, line=line, column=self.titles[self.column_indices[key]], words=words)
            self.issues.append(ImportIssue(cell, where))
        return value

    def _find_layer(self, cell: str) -> str | None:
        return next((id_ for id_, names in self.layers.items() if cell.casefold() in _fold_names(id_, *names)), None)

    def _find_category(self, cell: str) -> str | None:
        known = self.catalogue.categories.items()
        folded_names = ((id_, _fold_names(id_, *category.text.root.values())) for id_, category in known)
        return next((id_ for id_, names in folded_names if cell.casefold() in names), None)

    def build_result(self) -> ImportResult:
        """All rows, their needs resolved: by id or by name of another row."""
        ids_by_name: dict[str, list[str]] = {}
        for service in self.services:
            ids_by_name.setdefault(service.service.in_language().casefold(), []).append(service.id or "")
        for service in self.services:  # one that was made from a name stands for nothing that the name does not
            ids_by_name.setdefault(service.id or "", [service.id or ""])
        services = []
        for service, need_texts in zip(self.services, self.needed_names, strict=True):
            groups = []
            for part in need_texts:
                named = [name.strip().casefold() for name in part.split("/")]
                members = [[name] if name in self.given_ids else ids_by_name.get(name, []) for name in named]
                if all(len(found) == 1 for found in members) and [service.id] not in members:
                    groups.append(tuple(dict.fromkeys(id_ for found in members for id_ in found)))
                else:
                    several = next((found for found in members if len(found) > 1), None)
                    names = {"service": service.service.in_language(), "ids": ", ".join(several or ())}
                    reason = message("import.needs-several" if several else "import.needs", **names)
                    self.issues.append(ImportIssue(part, reason))
            services.append(service.model_copy(update={"needs": tuple(groups)}))
        services = list(self._drop_contradictions(self._drop_excess_shares(services)))
        services, assumed = assume_owners(services, self.catalogue)
        return ImportResult(tuple(services), tuple(self.issues), tuple(self.matches), assumed)

    def _drop_excess_shares(self, services: Sequence[Dependency]) -> list[Dependency]:
        """Shares of a layer that add up to more than 1 are of something else, and are left out."""
        sums: dict[str | None, Decimal] = {}
        layers = [service.resolve_layer(self.catalogue, self.layers) for service in services]
        for layer, service in zip(layers, services, strict=True):
            sums[layer] = sums.get(layer, Decimal(0)) + Decimal(repr(service.share or 0))
        overfull_layers = [layer for layer, sum_ in sums.items() if layer is not None and sum_ > 1]
        self.issues += [ImportIssue(layer, message("import.shares")) for layer in overfull_layers]
        return [
            service.model_copy(update={"share": None}) if layer in overfull_layers else service
            for layer, service in zip(layers, services, strict=True)
        ]

    def _drop_contradictions(self, services: Sequence[Dependency]) -> Iterator[Dependency]:
        """One supplier has one country and one owner: what the first row says of it."""
        facts: dict[tuple[str, str], str] = {}
        for service in services:
            drop: dict[str, None] = {}
            for key in SUPPLIER_FACTS:
                value = getattr(service, key)
                if service.supplier is None or value is None:
                    continue
                first = facts.setdefault((service.supplier.casefold(), key), value)
                if first != value:
                    drop[key] = None
                    where = {
                        "line": self.lines_by_id[service.id or ""],
                        "column": self.titles[self.column_indices[key]],
                    }
                    reason = message("import.other-fact", supplier=service.supplier, first=first, **where)
                    self.issues.append(ImportIssue(value, reason))
            yield service.model_copy(update=drop) if drop else service


def _find_allowed(key: ServiceKey, word: str) -> str | None:
    """The value that a word stands for, of a field that takes one of a few."""
    value = get_input_words().meaning_of_values(key).get(word.casefold(), word.casefold())
    return value if value in ALLOWED_VALUES[key] else None


def _repeats_titles(cells: Iterable[str]) -> bool:
    """Whether a row holds titles: those of a next page, or of a second table under the first."""
    filled = list(cells)
    return len(filled) > 1 and all(_find_key(cell) for cell in filled)


def _fold_names(*names: str) -> set[str]:
    return {name.casefold() for name in names}


def _parse_share(cell: str) -> float | None:
    """A share of 0 to 1, or a percentage with its sign; a comma or a point before the decimals."""
    number = cell.replace(",", ".").replace(" ", "")
    try:
        share = Decimal(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    except ArithmeticError:
        return None
    return float(share) if share.is_finite() and 0 <= share <= 1 else None

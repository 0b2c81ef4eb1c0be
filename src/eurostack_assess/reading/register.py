"""A register of services and contracts to services in use; a column map says what its columns mean.

Whatever the map and the values do not settle is listed with its row and column, and nothing is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, get_args

from pydantic import Field, StringConstraints

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.model.base import ANY_LANGUAGE, Entity, Line, LocalText, make_unique_slug
from eurostack_assess.model.catalogue import Catalogue, Supply
from eurostack_assess.model.profile import Criticality, Dependency, Exit
from eurostack_assess.model.register import SERVICE_KEYS, ServiceKey
from eurostack_assess.reading.import_result import ImportIssue, ImportResult, find_product
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.table import InputTable, read_table
from eurostack_assess.reading.validate import parse_document, validate_document
from eurostack_assess.reading.words import get_input_words

MAX_CELL_LENGTH = 300

ALLOWED_VALUES: Mapping[str, Sequence[str]] = {
    "criticality": get_args(Criticality),
    "exit": get_args(Exit),
    "supply": get_args(Supply),
}

COUNTRY_KEYS = ("country", "parent_country", "operator_country")


class ColumnMap(Entity):
    """A mapping file for a register of services: which column holds which field, and what its values mean."""

    columns: Mapping[ServiceKey, Line] = {}
    """Title of the register's column for each field of a service, by field name."""
    values: Mapping[ServiceKey, Mapping[Annotated[str, StringConstraints(min_length=1)], Line]] = {}
    """Translations of the register's own values, by field name: each value as the register writes it, with the value
    that the field accepts."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Character between the columns of a CSV file; detected from the title row if left out."""


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
    table = read_table(path, columns.delimiter)
    column_indices = _map_columns(table, columns)
    reader = _RegisterReader(catalogue, layers, columns=columns, titles=table.titles, column_indices=column_indices)
    mapped_indices = set(column_indices.values())
    reader.issues += [
        ImportIssue(title, message("import.column"))
        for index, title in enumerate(table.titles)
        if index not in mapped_indices and title
    ]
    for line, cells in table.records:
        reader.add_row(line, tuple(cell[:MAX_CELL_LENGTH] for cell in cells))
    return reader.build_result()


def _map_columns(table: InputTable, columns: ColumnMap) -> dict[ServiceKey, int]:
    """Each key's column: as the map says, else a title that is known."""
    titles, line = table.titles, table.rows[0][0]
    folded = [title.casefold() for title in titles]
    found: dict[ServiceKey, int] = {}
    problems = []
    for key, title in columns.columns.items():
        if title.casefold() not in folded:
            what = message("problem.no-such-column", column=title)
            hint = message("hint.known-columns", columns=", ".join(titles))
            problems.append(table.problem(line, what, hint))
            continue
        found[key] = folded.index(title.casefold())
    mapped_indices = set(found.values())
    known_titles = get_input_words().meaning_of_titles()
    for index, title in enumerate(folded):
        known = title.replace("_", " ")
        own_key: ServiceKey | None = next(
            (candidate for candidate in SERVICE_KEYS if candidate.replace("_", " ") == known), None
        )
        key_found = own_key or known_titles.get(known)
        if key_found is not None and key_found not in found and index not in mapped_indices:
            found[key_found] = index
    if not problems and "service" not in found:
        hint = message("hint.map-service", columns=", ".join(titles))
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
    services: list[Dependency] = field(default_factory=list)
    issues: list[ImportIssue] = field(default_factory=list)
    matches: list[tuple[str, str]] = field(default_factory=list)
    needed_names: list[list[str]] = field(default_factory=list)
    """Of each service the names of what it needs, resolved at the end."""

    def add_row(self, line: int, cells: Sequence[str]) -> None:
        """One row to a service."""
        cells_by_key = {
            key: self._translate_value(key, cells[index]) for key, index in self.column_indices.items() if cells[index]
        }
        name = cells_by_key.get("service")
        if name is None:
            row_text = ", ".join(cell for cell in cells if cell)
            self.issues.append(ImportIssue(row_text, message("import.no-name", line=line)))
            return
        values = {
            key: value for key in cells_by_key if (value := self._parse_value(key, cells_by_key[key], line)) is not None
        }
        supplier = cells_by_key.get("supplier")
        product = find_product(supplier or "", None, self.catalogue) or find_product(name, supplier, self.catalogue)
        if product is not None:
            values["supplier"] = product.id
            self.matches.append((name, product.id))
        id_ = make_unique_slug(cells_by_key.get("id", name), (service.id for service in self.services))
        needs = [part.strip() for part in cells_by_key.get("needs", "").replace(";", ",").split(",") if part.strip()]
        self.needed_names.append(needs)
        text = {"service": LocalText({ANY_LANGUAGE: name})}
        if "evidence" in cells_by_key:
            text["evidence"] = LocalText({ANY_LANGUAGE: cells_by_key["evidence"]})
        self.services.append(Dependency.model_validate({**values, **text, "id": id_}))

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
            word = cell.casefold()
            value = get_input_words().meaning_of_values(key).get(word, word)
            value = value if value in ALLOWED_VALUES[key] else None
        elif key in COUNTRY_KEYS:
            value = self._find_country(cell)
        elif key == "layer":
            value = self._find_layer(cell)
        elif key == "category":
            value = self._find_category(cell)
        elif key == "share":
            value = _parse_share(cell)
        elif key == "supplier":
            value = get_input_words().meaning_of_values(key).get(cell.casefold(), cell)
        if value is None:
            where = message("import.value", line=line, column=self.titles[self.column_indices[key]])
            self.issues.append(ImportIssue(cell, where))
        return value

    def _find_country(self, cell: str) -> str | None:
        folded = cell.casefold()
        codes = self.catalogue.countries.items()
        return next((code for code, names in codes if folded in _fold_names(code, *names.values())), None)

    def _find_layer(self, cell: str) -> str | None:
        return next((id_ for id_, names in self.layers.items() if cell.casefold() in _fold_names(id_, *names)), None)

    def _find_category(self, cell: str) -> str | None:
        known = self.catalogue.categories.items()
        folded_names = ((id_, _fold_names(id_, *category.text.root.values())) for id_, category in known)
        return next((id_ for id_, names in folded_names if cell.casefold() in names), None)

    def build_result(self) -> ImportResult:
        """All rows, their needs resolved: by id or by name of another row."""
        by_name = {
            name: service.id
            for service in self.services
            for name in _fold_names(service.id or "", service.service.in_language())
        }
        services = []
        for service, need_texts in zip(self.services, self.needed_names, strict=True):
            groups = []
            for part in need_texts:
                members = [by_name.get(name.strip().casefold()) for name in part.split("/")]
                if all(members) and service.id not in members:
                    groups.append(tuple(dict.fromkeys(id_ for id_ in members if id_)))
                else:
                    self.issues.append(
                        ImportIssue(part, message("import.needs", service=service.service.in_language()))
                    )
            services.append(service.model_copy(update={"needs": tuple(groups)}))
        services = list(self._drop_contradictions(self._drop_excess_shares(services)))
        return ImportResult(tuple(services), tuple(self.issues), tuple(self.matches))

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
            for key in ("country", "parent", "parent_country"):
                value = getattr(service, key)
                if service.supplier is None or value is None:
                    continue
                first = facts.setdefault((service.supplier.casefold(), key), value)
                if first != value:
                    drop[key] = None
                    reason = message("import.other-fact", supplier=service.supplier, first=first)
                    self.issues.append(ImportIssue(value, reason))
            yield service.model_copy(update=drop) if drop else service


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

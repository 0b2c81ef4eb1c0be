"""A register of services and contracts to services in use; a column map says what its columns mean.

Whatever the map and the values do not settle is listed with its row and column, and nothing is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from eurostack_assess.errors import InvalidInput, message
from eurostack_assess.model.base import ANY_LANGUAGE, Entity, Line, LocalText, free_slug
from eurostack_assess.model.catalogue import Catalogue, Supply
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit
from eurostack_assess.reading.imported import Imported, Unplaced, same_product
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.table import Table, read_table
from eurostack_assess.reading.validate import Document, validated

LONGEST = 300

Key = Literal[
    "id", "service", "layer", "category", "supplier", "country", "parent", "parent_country",
    "operator", "operator_country", "supply", "criticality", "exit", "share", "needs", "evidence", "source",
]  # fmt: skip
KEYS: tuple[Key, ...] = get_args(Key)

KNOWN_COLUMNS: Mapping[str, Key] = {
    "dienst": "service",
    "applicatie": "service",
    "application": "service",
    "product": "service",
    "laag": "layer",
    "categorie": "category",
    "soort": "category",
    "leverancier": "supplier",
    "vendor": "supplier",
    "land": "country",
    "land leverancier": "country",
    "supplier country": "country",
    "moederbedrijf": "parent",
    "eigenaar": "parent",
    "owner": "parent",
    "land moederbedrijf": "parent_country",
    "land eigenaar": "parent_country",
    "parent country": "parent_country",
    "owner country": "parent_country",
    "beheerder": "operator",
    "land beheerder": "operator_country",
    "operator country": "operator_country",
    "levering": "supply",
    "kritikaliteit": "criticality",
    "belang": "criticality",
    "uitstap": "exit",
    "vertrek": "exit",
    "substitutability": "exit",
    "aandeel": "share",
    "heeft nodig": "needs",
    "bewijs": "evidence",
    "contract": "evidence",
    "bron": "source",
}
"""Columns that need no map, in lower case; every key is its own name too."""

KNOWN_VALUES: Mapping[str, Mapping[str, str]] = {
    "criticality": {"laag": "low", "middel": "medium", "gemiddeld": "medium", "midden": "medium", "hoog": "high"},
    "exit": {
        "makkelijk": "easy",
        "eenvoudig": "easy",
        "easily substitutable": "easy",
        "met moeite": "medium",
        "te doen": "medium",
        "moderate": "medium",
        "moeilijk": "complex",
        "highly complex substitutability": "complex",
        "onmogelijk": "none",
        "not possible": "none",
        "not substitutable": "none",
    },
    "supply": {"doorlopend": "continuous", "eenmalig": "once"},
}
"""Words that stand for one of ours; those of DORA's register of information among them."""

WORDS: Mapping[str, Sequence[str]] = {
    "criticality": get_args(Criticality),
    "exit": get_args(Exit),
    "supply": get_args(Supply),
}

COUNTRIES = ("country", "parent_country", "operator_country")


class ColumnMap(Entity):
    """What the columns of a register mean, and its words."""

    columns: Mapping[Key, Line] = {}
    """By key of a service: the column's title."""
    values: Mapping[Key, Mapping[Annotated[str, StringConstraints(min_length=1)], Line]] = {}
    """By key: the register's words, each with the one that it stands for."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """What stands between columns; left out: found out."""


NO_MAP = ColumnMap()


def read_column_map(path: Path) -> ColumnMap:
    """The column map in a file.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a column map.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    return validated(ColumnMap, Document(source, parse_yaml(source)))


def read_register(
    path: Path | str, catalogue: Catalogue, layers: Mapping[str, Sequence[str]], columns: ColumnMap = NO_MAP
) -> Imported:
    """The services in a register.

    Args:
        path: CSV or a spreadsheet; `-` is CSV on standard input.
        catalogue: What products there are.
        layers: By id of a layer, its names in all languages.
        columns: What the columns mean, beyond those that are known.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: no table, ragged, without a column for the service, or without rows.
    """
    table = read_table(path, columns.delimiter)
    meaning = _meaning(table, columns)
    reader = _Reader(catalogue, layers, columns, table.titles, meaning)
    known = set(meaning.values())
    reader.unplaced += [
        Unplaced(title, message("import.column")) for at, title in enumerate(table.titles) if at not in known and title
    ]
    for line, cells in table.records:
        reader.row(line, tuple(cell[:LONGEST] for cell in cells))
    return reader.imported()


def _meaning(table: Table, columns: ColumnMap) -> dict[Key, int]:
    """Each key's column: as the map says, else a title that is known."""
    titles, line = table.titles, table.rows[0][0]
    folded = [title.casefold() for title in titles]
    found: dict[Key, int] = {}
    problems = []
    for key, title in columns.columns.items():
        if title.casefold() not in folded:
            what = message("problem.no-such-column", column=title)
            hint = message("hint.known-columns", columns=", ".join(titles))
            problems.append(table.problem(line, what, hint))
            continue
        found[key] = folded.index(title.casefold())
    taken = set(found.values())
    for at, title in enumerate(folded):
        known = title.replace("_", " ")
        own: Key | None = next((one for one in KEYS if one.replace("_", " ") == known), None)
        means = own or KNOWN_COLUMNS.get(known)
        if means is not None and means not in found and at not in taken:
            found[means] = at
    if not problems and "service" not in found:
        hint = message("hint.map-service", columns=", ".join(titles))
        problems.append(table.problem(line, message("problem.no-service-column"), hint))
    if problems:
        raise InvalidInput(problems)
    return found


@dataclass
class _Reader:
    catalogue: Catalogue
    layers: Mapping[str, Sequence[str]]
    columns: ColumnMap
    titles: Sequence[str]
    meaning: Mapping[Key, int]
    services: list[Dependency] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    matched: list[tuple[str, str]] = field(default_factory=list)
    wanted: list[list[str]] = field(default_factory=list)
    """Of each service the names of what it needs, resolved at the end."""

    def row(self, line: int, cells: Sequence[str]) -> None:
        """One row to a service."""
        said = {key: self._word(key, cells[at]) for key, at in self.meaning.items() if cells[at]}
        name = said.get("service")
        if name is None:
            said_anyway = ", ".join(cell for cell in cells if cell)
            self.unplaced.append(Unplaced(said_anyway, message("import.no-name", line=line)))
            return
        values = {key: value for key in said if (value := self._value(key, said[key], line)) is not None}
        supplier = said.get("supplier")
        row = same_product(supplier or "", None, self.catalogue) or same_product(name, supplier, self.catalogue)
        if row is not None:
            values["supplier"] = row.id
            self.matched.append((name, row.id))
        id_ = free_slug(said.get("id", name), (one.id for one in self.services))
        needs = [part.strip() for part in said.get("needs", "").replace(";", ",").split(",") if part.strip()]
        self.wanted.append(needs)
        text = {"service": LocalText({ANY_LANGUAGE: name})}
        if "evidence" in said:
            text["evidence"] = LocalText({ANY_LANGUAGE: said["evidence"]})
        self.services.append(Dependency.model_validate({**values, **text, "id": id_}))

    def _word(self, key: Key, cell: str) -> str:
        """The cell, in the words of the map."""
        folded = {word.casefold(): meant for word, meant in self.columns.values.get(key, {}).items()}
        return folded.get(cell.casefold(), cell)

    def _value(self, key: Key, cell: str, line: int) -> object:
        """What a cell says for a key; None, and listed, where that is not clear."""
        value: object = cell
        if key in ("service", "id", "needs", "evidence"):
            return None
        if key in WORDS:
            word = cell.casefold()
            value = KNOWN_VALUES[key].get(word, word)
            value = value if value in WORDS[key] else None
        elif key in COUNTRIES:
            value = self._country(cell)
        elif key == "layer":
            value = self._layer(cell)
        elif key == "category":
            value = self._category(cell)
        elif key == "share":
            value = _share(cell)
        elif key == "supplier" and cell.casefold() in (SELF, "zelf", "eigen"):
            value = SELF
        if value is None:
            where = message("import.value", line=line, column=self.titles[self.meaning[key]])
            self.unplaced.append(Unplaced(cell, where))
        return value

    def _country(self, cell: str) -> str | None:
        named = cell.casefold()
        codes = self.catalogue.countries.items()
        return next((code for code, names in codes if named in _folded(code, *names.values())), None)

    def _layer(self, cell: str) -> str | None:
        return next((id_ for id_, names in self.layers.items() if cell.casefold() in _folded(id_, *names)), None)

    def _category(self, cell: str) -> str | None:
        known = self.catalogue.categories.items()
        named = ((id_, _folded(id_, *category.text.root.values())) for id_, category in known)
        return next((id_ for id_, names in named if cell.casefold() in names), None)

    def imported(self) -> Imported:
        """All rows, their needs resolved: by id or by name of another row."""
        by_name = {name: one.id for one in self.services for name in _folded(one.id or "", one.service.in_language())}
        services = []
        for one, wanted in zip(self.services, self.wanted, strict=True):
            groups = []
            for part in wanted:
                members = [by_name.get(name.strip().casefold()) for name in part.split("/")]
                if all(members) and one.id not in members:
                    groups.append(tuple(dict.fromkeys(id_ for id_ in members if id_)))
                else:
                    self.unplaced.append(Unplaced(part, message("import.needs", service=one.service.in_language())))
            services.append(one.model_copy(update={"needs": tuple(groups)}))
        services = list(self._without_contradictions(self._with_shares_that_fit(services)))
        return Imported(tuple(services), tuple(self.unplaced), tuple(self.matched))

    def _with_shares_that_fit(self, services: Sequence[Dependency]) -> list[Dependency]:
        """Shares of a layer that add up to more than 1 are of something else, and are left out."""
        sums: dict[str | None, Decimal] = {}
        layers = [one.layer_in(self.catalogue, self.layers) for one in services]
        for layer, one in zip(layers, services, strict=True):
            sums[layer] = sums.get(layer, Decimal(0)) + Decimal(repr(one.share or 0))
        too_much = [layer for layer, sum_ in sums.items() if layer is not None and sum_ > 1]
        self.unplaced += [Unplaced(layer, message("import.shares")) for layer in too_much]
        return [
            one.model_copy(update={"share": None}) if layer in too_much else one
            for layer, one in zip(layers, services, strict=True)
        ]

    def _without_contradictions(self, services: Sequence[Dependency]) -> Iterator[Dependency]:
        """One supplier has one country and one owner: what the first row says of it."""
        said: dict[tuple[str, str], str] = {}
        for one in services:
            drop: dict[str, None] = {}
            for key in ("country", "parent", "parent_country"):
                value = getattr(one, key)
                if one.supplier is None or value is None:
                    continue
                first = said.setdefault((one.supplier.casefold(), key), value)
                if first != value:
                    drop[key] = None
                    why = message("import.other-fact", supplier=one.supplier, first=first)
                    self.unplaced.append(Unplaced(value, why))
            yield one.model_copy(update=drop) if drop else one


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}


def _share(cell: str) -> float | None:
    """A share of 0 to 1, or a percentage with its sign; a comma or a point before the decimals."""
    number = cell.replace(",", ".").replace(" ", "")
    try:
        share = Decimal(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    except ArithmeticError:
        return None
    return float(share) if share.is_finite() and 0 <= share <= 1 else None

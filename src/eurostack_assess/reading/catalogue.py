"""Reads a folder as a catalogue: four files, with every reference between their rows resolved."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from eurostack_assess.errors import InvalidInputError, Problem, message
from eurostack_assess.model.catalogue import (
    Alternative,
    AlternativesFile,
    Catalogue,
    CategoriesFile,
    ControlledRow,
    CountriesFile,
    Owner,
    SourcedRow,
    Supplier,
    SuppliersFile,
)
from eurostack_assess.reading.compiled import PackedRows, load_content, seal_content
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import SourceDocument, did_you_mean, parse_document, validate_document

File = TypeVar("File", bound=BaseModel)

_ROWS: Mapping[str, type[SourcedRow]] = {"owners": Owner, "suppliers": Supplier, "alternatives": Alternative}
"""The rows of a catalogue, of which a profile needs few."""


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder.

    Raises:
        FileAccessError: one of its four files is not there.
        InvalidInputError: with every problem found in any of them.
    """
    content = load_content(folder)
    return _read(folder) if content is None else _unpack(content)


def compile_catalogue(folder: Path) -> bytes:
    """The compiled file of a folder: each row by itself, so that only those are made that are asked for."""
    catalogue = _read(folder)
    packed = {
        key: {id_: row.model_dump_json(exclude_unset=True) for id_, row in getattr(catalogue, key).items()}
        for key in _ROWS
    }
    others = catalogue.model_copy(update={key: {} for key in _ROWS}).model_dump_json()
    return seal_content(json.dumps({"others": others, **packed}, ensure_ascii=False).encode(), folder)


def _unpack(content: bytes) -> Catalogue:
    compiled = json.loads(content)
    rows = {key: PackedRows(model, compiled[key]) for key, model in _ROWS.items()}
    return Catalogue.model_validate_json(compiled["others"], strict=False).model_copy(update=rows)


def _read(folder: Path) -> Catalogue:
    documents: list[SourceDocument] = []
    problems: list[Problem] = []

    def read_file(name: str, model: type[File]) -> File | None:
        source = read_source(folder / f"{name}.yaml", QUESTIONNAIRE_LIMIT)
        try:
            documents.append(parse_document(source))
            return validate_document(model, documents[-1])
        except InvalidInputError as error:
            problems.extend(error.problems)
            return None

    categories, countries = read_file("categories", CategoriesFile), read_file("countries", CountriesFile)
    suppliers, alternatives = read_file("suppliers", SuppliersFile), read_file("alternatives", AlternativesFile)
    if categories is None or countries is None or suppliers is None or alternatives is None:
        raise InvalidInputError(problems)
    _, in_countries, in_suppliers, in_alternatives = documents
    rows = {row.id: row for row in suppliers.suppliers}
    options = {option.id: option for option in alternatives.alternatives}
    catalogue = Catalogue(
        hash=hashlib.sha256("".join(document.source.hash for document in documents).encode()).hexdigest(),
        owners=suppliers.owners,
        suppliers=rows,
        alternatives=options,
        categories=categories.categories,
        groups={str(key): group for key, group in countries.groups.items()},
        countries=countries.countries,
        country_aliases=countries.aliases,
        check_date_range=_find_check_dates([*suppliers.owners.values(), *rows.values(), *options.values()]),
    )
    problems += _find_group_problems(catalogue, in_countries)
    problems += _find_repeated_ids([row.id for row in suppliers.suppliers], in_suppliers, "suppliers")
    problems += _find_repeated_ids([option.id for option in alternatives.alternatives], in_alternatives, "alternatives")
    for id_, owner in catalogue.owners.items():
        path = ("owners", id_)
        problems += _find_unknown_reference(owner.country, catalogue.countries, in_suppliers, *path, "country")
        problems += _find_history_problems(owner, catalogue, in_suppliers, *path)
    for index, row in enumerate(suppliers.suppliers):
        problems += _find_row_problems(row, catalogue, in_suppliers, index)
    for index, option in enumerate(alternatives.alternatives):
        problems += _find_option_problems(option, catalogue, in_alternatives, index)
    if problems:
        raise InvalidInputError(problems)
    return catalogue


def _find_check_dates(rows: Sequence[SourcedRow]) -> tuple[date, date]:
    days = [row.checked for row in rows if row.checked is not None]
    return min(days, default=date.min), max(days, default=date.min)


def _find_repeated_ids(ids: list[str], document: SourceDocument, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            yield document.problem(message("problem.row-twice", row=id_), key, index, "id")
        seen.add(id_)


def _find_group_problems(catalogue: Catalogue, document: SourceDocument) -> Iterator[Problem]:
    for key, group in catalogue.groups.items():
        for index, member in enumerate(group.members):
            path = ("groups", key, "members", index)
            yield from _find_unknown_reference(member, catalogue.countries, document, *path)


def _find_row_problems(
    row: Supplier, catalogue: Catalogue, document: SourceDocument, row_index: int
) -> Iterator[Problem]:
    row_path = ("suppliers", row_index)
    yield from _find_unknown_reference(row.owner, catalogue.owners, document, *row_path, "owner")
    yield from _find_unknown_reference(row.category, catalogue.categories, document, *row_path, "category")
    yield from _find_unknown_reference(row.country, catalogue.countries, document, *row_path, "country")
    yield from _find_unknown_reference(
        row.operator_country, catalogue.countries, document, *row_path, "operator_country"
    )
    yield from _find_history_problems(row, catalogue, document, *row_path)
    if row.id in catalogue.owners and row.owner != row.id:
        yield document.problem(message("problem.row-named-as-owner", row=row.id), *row_path, "id")
    for group, members in enumerate(row.runs_on or ()):
        for index, member in enumerate(members):
            if member == row.id:
                yield document.problem(message("problem.needs-itself", row=member), *row_path, "runs_on", group, index)
            yield from _find_unknown_reference(
                member, catalogue.suppliers, document, *row_path, "runs_on", group, index
            )
    for index, option in enumerate(row.alternatives):
        yield from _find_unknown_reference(option, catalogue.alternatives, document, *row_path, "alternatives", index)


def _find_history_problems(
    row: ControlledRow, catalogue: Catalogue, document: SourceDocument, *row_path: str | int
) -> Iterator[Problem]:
    for index, ownership in enumerate(row.history):
        path = (*row_path, "history", index, "country")
        yield from _find_unknown_reference(ownership.country, catalogue.countries, document, *path)


def _find_option_problems(
    option: Alternative, catalogue: Catalogue, document: SourceDocument, index: int
) -> Iterator[Problem]:
    option_path = ("alternatives", index)
    yield from _find_unknown_reference(option.category, catalogue.categories, document, *option_path, "category")
    yield from _find_unknown_reference(option.country, catalogue.countries, document, *option_path, "country")
    if option.form == "caveat" and option.note is None:
        yield document.problem(message("problem.caveat-without-note"), *option_path, "form")


def _find_unknown_reference(
    id_: str | None, known: Mapping[str, object], document: SourceDocument, *path: str | int
) -> Iterator[Problem]:
    if id_ is not None and id_ not in known:
        yield document.problem(message("problem.no-such-row", row=id_), *path, hint=did_you_mean(id_, known))

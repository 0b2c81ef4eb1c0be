"""A folder to a catalogue: four files, every reference between their rows resolved."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from eurostack_assess.errors import InvalidInput, Problem, message
from eurostack_assess.model.catalogue import (
    Alternative,
    AlternativesFile,
    Catalogue,
    CategoriesFile,
    CountriesFile,
    Supplier,
    SuppliersFile,
)
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import Document, did_you_mean, validated

File = TypeVar("File", bound=BaseModel)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder.

    Raises:
        CannotReadOrWrite: one of its four files is not there.
        InvalidInput: with every problem found in any of them.
    """
    documents: list[Document] = []
    problems: list[Problem] = []

    def read(name: str, model: type[File]) -> File | None:
        source = read_source(folder / f"{name}.yaml", QUESTIONNAIRE_LIMIT)
        try:
            documents.append(Document(source, parse_yaml(source)))
            return validated(model, documents[-1])
        except InvalidInput as error:
            problems.extend(error.problems)
            return None

    categories, countries = read("categories", CategoriesFile), read("countries", CountriesFile)
    suppliers, alternatives = read("suppliers", SuppliersFile), read("alternatives", AlternativesFile)
    if categories is None or countries is None or suppliers is None or alternatives is None:
        raise InvalidInput(problems)
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
    )
    problems += _group_problems(catalogue, in_countries)
    problems += _repeated([row.id for row in suppliers.suppliers], in_suppliers, "suppliers")
    problems += _repeated([option.id for option in alternatives.alternatives], in_alternatives, "alternatives")
    for id_, owner in catalogue.owners.items():
        problems += _unknown(owner.country, catalogue.countries, in_suppliers, "owners", id_, "country")
    for at, row in enumerate(suppliers.suppliers):
        problems += _row_problems(row, catalogue, in_suppliers, at)
    for at, option in enumerate(alternatives.alternatives):
        problems += _option_problems(option, catalogue, in_alternatives, at)
    if problems:
        raise InvalidInput(problems)
    return catalogue


def _repeated(ids: list[str], document: Document, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, id_ in enumerate(ids):
        if id_ in seen:
            yield document.problem(message("problem.row-twice", row=id_), key, at, "id")
        seen.add(id_)


def _group_problems(catalogue: Catalogue, document: Document) -> Iterator[Problem]:
    for key, group in catalogue.groups.items():
        for at, member in enumerate(group.members):
            yield from _unknown(member, catalogue.countries, document, "groups", key, "members", at)


def _row_problems(row: Supplier, catalogue: Catalogue, document: Document, at: int) -> Iterator[Problem]:
    here = ("suppliers", at)
    yield from _unknown(row.owner, catalogue.owners, document, *here, "owner")
    yield from _unknown(row.category, catalogue.categories, document, *here, "category")
    yield from _unknown(row.country, catalogue.countries, document, *here, "country")
    yield from _unknown(row.operator_country, catalogue.countries, document, *here, "operator_country")
    if row.id in catalogue.owners and row.owner != row.id:
        yield document.problem(message("problem.row-named-as-owner", row=row.id), *here, "id")
    for group, members in enumerate(row.runs_on or ()):
        for index, member in enumerate(members):
            if member == row.id:
                yield document.problem(message("problem.needs-itself", row=member), *here, "runs_on", group, index)
            yield from _unknown(member, catalogue.suppliers, document, *here, "runs_on", group, index)
    for index, option in enumerate(row.alternatives):
        yield from _unknown(option, catalogue.alternatives, document, *here, "alternatives", index)


def _option_problems(option: Alternative, catalogue: Catalogue, document: Document, at: int) -> Iterator[Problem]:
    here = ("alternatives", at)
    yield from _unknown(option.category, catalogue.categories, document, *here, "category")
    yield from _unknown(option.country, catalogue.countries, document, *here, "country")
    if option.form == "caveat" and option.note is None:
        yield document.problem(message("problem.caveat-without-note"), *here, "form")


def _unknown(id_: str | None, known: Mapping[str, object], document: Document, *path: str | int) -> Iterator[Problem]:
    if id_ is not None and id_ not in known:
        yield document.problem(message("problem.no-such-row", row=id_), *path, hint=did_you_mean(id_, known))

"""The kinds of file that have a JSON Schema. A new kind needs a model, and a line here."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydantic import BaseModel


class SchemaKind(NamedTuple):
    """One kind of file that has a JSON Schema."""

    module: str
    """Module of the file's model, relative to the package."""
    model: str
    """Class name of the file's model."""
    is_written: bool = False
    """Whether the tool writes the file, so that every key is required in the schema; otherwise people write the
    file."""

    def load(self) -> "type[BaseModel]":
        """The model, imported when it is asked for."""
        found: type[BaseModel] = getattr(import_module(f"eurostack_assess.{self.module}"), self.model)
        return found


SCHEMAS: Mapping[str, SchemaKind] = {
    "questionnaire": SchemaKind("model.framework", "Questionnaire"),
    "framework": SchemaKind("model.framework", "FrameworkHeader"),
    "instrument": SchemaKind("model.framework", "Instrument"),
    "edition-record": SchemaKind("model.framework", "EditionRecord"),
    "weights": SchemaKind("model.weights", "Weights"),
    "prior": SchemaKind("model.prior", "Prior"),
    "profile": SchemaKind("model.profile", "Profile"),
    "scenario": SchemaKind("model.scenario", "Scenario"),
    "suppliers": SchemaKind("model.catalogue", "SuppliersFile"),
    "alternatives": SchemaKind("model.catalogue", "AlternativesFile"),
    "register-map": SchemaKind("reading.register", "ColumnMap"),
    "survey-map": SchemaKind("reading.survey", "SurveyMap"),
    "result": SchemaKind("model.assessment", "Assessment", is_written=True),
    "outage": SchemaKind("model.outage", "Outage", is_written=True),
    "comparison": SchemaKind("model.comparison", "Comparison", is_written=True),
    "coding": SchemaKind("model.coding", "Coding", is_written=True),
    "population": SchemaKind("model.population", "Population", is_written=True),
    "gate": SchemaKind("model.gate", "Gate", is_written=True),
    "workshop-result": SchemaKind("model.workshop", "WorkshopResult", is_written=True),
    "edition-diff": SchemaKind("model.editions", "EditionDiff", is_written=True),
    "lint": SchemaKind("model.lint", "LintResult", is_written=True),
}
"""Kinds of file with a schema, by the name that the command `schema` takes."""

"""`schema`: the JSON Schema of each kind of file, generated from the models."""

import json
from typing import Literal

from pydantic import BaseModel

from eurostack_assess.cli.streams import show
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.catalogue import AlternativesFile, SuppliersFile
from eurostack_assess.model.comparison import Comparison
from eurostack_assess.model.framework import FrameworkHeader, Instrument, Questionnaire
from eurostack_assess.model.outage import Outage
from eurostack_assess.model.population import Population
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.scenario import Scenario

MODELS: dict[str, type[BaseModel]] = {
    "questionnaire": Questionnaire,
    "framework": FrameworkHeader,
    "instrument": Instrument,
    "profile": Profile,
    "scenario": Scenario,
    "suppliers": SuppliersFile,
    "alternatives": AlternativesFile,
    "result": Assessment,
    "outage": Outage,
    "comparison": Comparison,
    "population": Population,
}
RESULTS = ("result", "outage", "comparison", "population")


def schema(of: str) -> None:
    """Print a schema."""
    show(schema_json(of))


def schema_json(of: str) -> str:
    """A schema as text, the same on every machine."""
    mode: Literal["serialization", "validation"] = "serialization" if of in RESULTS else "validation"
    described = {"$schema": "http://json-schema.org/draft-07/schema#", "title": of}
    return f"{json.dumps(described | MODELS[of].model_json_schema(mode=mode), ensure_ascii=False, indent=2)}\n"

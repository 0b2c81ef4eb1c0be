"""The schemas in `schemas/` are those of the models; `make schemas` writes them anew."""

import json

import pytest

from eurostack_assess.cli.schema import MODELS, RESULTS, schema_json
from tests.helpers import ROOT


@pytest.mark.parametrize("of", MODELS)
def test_the_schema_is_fresh(of: str) -> None:
    assert (ROOT / "schemas" / f"{of}.schema.json").read_text("utf-8") == schema_json(of)


@pytest.mark.parametrize("of", sorted(set(MODELS) - set(RESULTS)))
def test_every_field_is_described(of: str) -> None:
    properties = json.loads(schema_json(of))["properties"]
    bare = [key for key, shown in properties.items() if "description" not in shown]
    assert bare == []

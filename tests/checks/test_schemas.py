"""The schemas in `schemas/` are those of the models; `make schemas` writes them anew."""

import pytest

from eurostack_assess.cli.schema import MODELS, RESULTS, schema_json
from tests.helpers import ROOT


@pytest.mark.parametrize("of", MODELS)
def test_the_schema_is_fresh(of: str) -> None:
    assert (ROOT / "schemas" / f"{of}.schema.json").read_text("utf-8") == schema_json(of)


@pytest.mark.parametrize("of", MODELS)
def test_every_field_is_described(of: str) -> None:
    bare = [
        f"{name}.{key}"
        for name, model in ((of, MODELS[of]),)
        for key, field in model.model_fields.items()
        if not field.description and of not in RESULTS
    ]
    assert bare == []

"""The schemas say what every key means, in sentences that stand alone."""

import json
import re
from collections.abc import Iterator

import pytest

from eurostack_assess.model.schemas import SCHEMAS
from eurostack_assess.reading.validate import SIMPLE_PROBLEMS
from eurostack_assess.report.exports.json_schema import schema_json

LEANS = re.compile(r"^(That|Those|These|The same|When|With|As) |^(It|Its|They|Their|Of those|Of these)\b")
"""How a description begins that leans on another one."""


def described(name: str) -> Iterator[tuple[str, str | None]]:
    """Every key of a schema with its description."""
    schema = json.loads(schema_json(name))
    for title, shape in [(name, schema), *schema.get("$defs", {}).items()]:
        for key, value in shape.get("properties", {}).items():
            yield f"{title}.{key}", value.get("description")


@pytest.mark.parametrize("name", [name for name, kind in SCHEMAS.items() if not kind.is_written])
def test_every_key_that_people_write_is_described(name: str) -> None:
    properties = json.loads(schema_json(name))["properties"]
    assert [key for key, shown in properties.items() if "description" not in shown] == []


CONSTRAINTS = {
    "exclusiveMinimum": "greater_than",
    "minimum": "greater_than_equal",
    "exclusiveMaximum": "less_than",
    "maximum": "less_than_equal",
    "multipleOf": "multiple_of",
    "minLength": "string_too_short",
    "maxLength": "string_too_long",
    "minItems": "too_short",
    "maxItems": "too_long",
    "minProperties": "too_short",
}


def find_constraints(shape: object) -> Iterator[str]:
    """Every constraint that a schema puts on what people write."""
    if isinstance(shape, dict):
        yield from (key for key in shape if key in CONSTRAINTS and not isinstance(shape[key], dict))
    values = shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ()
    for value in values:
        yield from find_constraints(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_constraint_has_words_for_when_it_is_not_met(name: str) -> None:
    used = {CONSTRAINTS[key] for key in find_constraints(json.loads(schema_json(name)))}
    assert used - SIMPLE_PROBLEMS.keys() == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_description_stands_alone(name: str) -> None:
    assert [(key, words) for key, words in described(name) if words and LEANS.match(words)] == []

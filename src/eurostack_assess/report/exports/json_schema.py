"""The JSON Schema of each kind of file, generated from the models and the docstrings of their attributes."""

import ast
import inspect
import json
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any, Literal

from pydantic import BaseModel

from eurostack_assess.model.base import Entity
from eurostack_assess.model.schemas import SCHEMAS


def schema_json(name: str) -> str:
    """The JSON Schema of a kind of file, one of `SCHEMAS`, as text: the same on every machine."""
    kind = SCHEMAS[name]
    mode: Literal["serialization", "validation"] = "serialization" if kind.is_written else "validation"
    made = kind.load().model_json_schema(mode=mode)
    models = list(_below(Entity))
    for definition in (made, *made.get("$defs", {}).values()):
        for shape in (definition, *definition.get("anyOf", ())):
            keys = set(shape.get("properties", ()))
            for model in models:
                if model.__name__ == shape.get("title") and keys and keys <= _keys(model):
                    _describe(shape["properties"], model)
    described = {"$schema": "http://json-schema.org/draft-07/schema#", "title": name}
    return f"{json.dumps(described | made, ensure_ascii=False, indent=2)}\n"


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def _describe(properties: dict[str, Any], model: type[BaseModel]) -> None:
    """Add what stands under each attribute of the model; that pydantic reads it at every start would cost too much."""
    for name, words in _attribute_docs(model).items():
        key = model.model_fields[name].alias or name if name in model.model_fields else name
        if key in properties:
            properties[key] = dict(sorted({"description": words, **properties[key]}.items()))


def _attribute_docs(model: type[BaseModel]) -> dict[str, str]:
    found = {}
    for one in reversed([one for one in model.__mro__ if issubclass(one, Entity)]):
        (body,) = (
            node.body for node in ast.parse(dedent(inspect.getsource(one))).body if isinstance(node, ast.ClassDef)
        )
        for attribute, words in pairwise(body):
            match attribute, words:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return found

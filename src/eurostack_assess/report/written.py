"""A part of a framework as a person would write it: what is left to its default is left out, texts stay texts."""

from collections.abc import Mapping
from typing import Union

from eurostack_assess.model.base import Entity, LocalText, Worded

Tree = Union[str, int, float, bool, LocalText, "Mapping[str, Tree]", "list[Tree]"]
"""Values by key; the text of something that is first of all a text stands under `TEXT`."""

TEXT = ""


def tree(entity: Entity) -> dict[str, Tree]:
    """What was given of an entity, in the order of its model."""
    found: dict[str, Tree] = {}
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        if value is not None and (field.is_required() or value != field.default):
            found[TEXT if isinstance(entity, Worded) and name == "text" else name] = _tree(value)
    return found


def _tree(value: object) -> Tree:
    match value:
        case LocalText() | str() | int() | float():
            return value
        case Entity():
            return tree(value)
        case Mapping():
            return {str(key): _tree(one) for key, one in value.items()}
        case list() | tuple():
            return [_tree(one) for one in value]
        case _:
            raise TypeError(f"not a value of a framework: {value!r}")

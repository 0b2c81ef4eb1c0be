"""A part of a framework as values that a person would write: defaults are left out, texts keep their languages."""

from collections.abc import Mapping
from datetime import date
from typing import Union

from eurostack_assess.model.base import Entity, LocalText, TranslatableEntity

EntityValue = Union[str, int, float, bool, None, LocalText, "Mapping[str, EntityValue]", "list[EntityValue]"]
"""Value of an entity as it is written in a file; in a mapping for a `TranslatableEntity`, the key `TEXT` holds the
text."""

TEXT = ""


def dump_entity(entity: Entity) -> dict[str, EntityValue]:
    """What was given of an entity, in the order of its model."""
    found: dict[str, EntityValue] = {}
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        if value is not None and (field.is_required() or value != field.default):
            found[TEXT if isinstance(entity, TranslatableEntity) and name == "text" else name] = _dump_value(value)
    return found


def _dump_value(value: object) -> EntityValue:
    match value:
        case None | LocalText() | str() | int() | float():
            return value
        case date():
            return value.isoformat()
        case Entity():
            return dump_entity(value)
        case Mapping():
            return {str(key): _dump_value(item) for key, item in value.items()}
        case list() | tuple():
            return [_dump_value(item) for item in value]
        case _:
            raise TypeError(f"not a value of a framework: {value!r}")

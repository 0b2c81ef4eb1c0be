"""A shipped folder as it was read and checked before, when a wheel was built: faster to read than its YAML."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eurostack_assess.sealed import find_yaml_files, open_sealed, seal

COMPILED_FILE = "compiled.json"

Model = TypeVar("Model", bound=BaseModel)


def load_compiled(folder: Path, model: type[Model]) -> Model | None:
    """What the folder holds, validated; None where its YAML has to be read."""
    path = folder / COMPILED_FILE
    content = open_sealed(path, find_yaml_files(folder)) if path.exists() else None
    if content is None:
        return None
    try:
        return model.model_validate_json(content, strict=False)  # JSON has no tuples
    except ValidationError:
        return None


def compile_folder(folder: Path, read: BaseModel) -> bytes:
    """What was read from a folder, for `load_compiled`."""
    return seal(read.model_dump_json(exclude_unset=True).encode(), folder, find_yaml_files(folder))

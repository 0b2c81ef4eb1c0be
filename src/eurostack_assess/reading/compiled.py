"""A shipped folder, already read and checked when the wheel was built, which loads faster than its YAML."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eurostack_assess import shipped
from eurostack_assess.sealed import find_yaml_files, open_sealed, seal

COMPILED_FILE = "compiled.json"

Model = TypeVar("Model", bound=BaseModel)


def load_content(folder: Path) -> bytes | None:
    """What the compiled file of a folder holds; None where its YAML has to be read.

    In a folder that somebody received, a compiled file could hold something else than the YAML next to it.
    """
    return open_sealed(folder / COMPILED_FILE, find_yaml_files(folder)) if shipped.is_in_wheel(folder) else None


def seal_content(content: bytes, folder: Path) -> bytes:
    """A compiled file of a folder, for `load_content`."""
    return seal(content, folder, find_yaml_files(folder))


def load_compiled(folder: Path, model: type[Model]) -> Model | None:
    """What the folder holds, validated; None where its YAML has to be read."""
    content = load_content(folder)
    if content is None:
        return None
    try:
        return model.model_validate_json(content, strict=False)  # JSON has no tuples
    except ValidationError:
        return None


def compile_model(read: BaseModel, folder: Path) -> bytes:
    """What was read from a folder, for `load_compiled`."""
    return seal_content(read.model_dump_json(exclude_unset=True).encode(), folder)


class PackedRows(Mapping[str, Model]):
    """Rows by id, each as JSON until somebody asks for it."""

    def __init__(self, model: type[Model], packed: Mapping[str, str]) -> None:
        self._model = model
        self._packed = packed
        self._rows: dict[str, Model] = {}

    def __getitem__(self, id_: str) -> Model:
        """The row, validated; a KeyError where there is none by that id."""
        if id_ not in self._rows:
            self._rows[id_] = self._model.model_validate_json(self._packed[id_], strict=False)
        return self._rows[id_]

    def __contains__(self, id_: object) -> bool:
        """Whether there is a row by that id; it is not made for that."""
        return id_ in self._packed

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of the files."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._packed)

"""Every generated page and file is what `make docs` would write."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import ROOT


def generated() -> dict[Path, Callable[[], bytes]]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[Path, Callable[[], bytes]] = module.files()
    return files


FILES = generated()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_is_fresh(path: Path) -> None:
    assert path.read_bytes() == FILES[path](), "make docs writes it"


@pytest.mark.parametrize("folder", ["schemas", "docs/gallery"])
def test_nothing_else_is_in_a_folder_of_generated_files(folder: str) -> None:
    assert set((ROOT / folder).iterdir()) == {path for path in FILES if path.parent == ROOT / folder}

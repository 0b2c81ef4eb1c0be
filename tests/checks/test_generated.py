"""The generated pages and files. That each is fresh is part of `make check`."""

import importlib.util
from types import ModuleType

import pytest

from tests.helpers import ROOT


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = load_generator()


@pytest.mark.parametrize("folder", ["schemas", "docs/gallery"])
def test_nothing_else_is_in_a_folder_of_generated_files(folder: str) -> None:
    assert set((ROOT / folder).iterdir()) == {path for path in GENERATOR.files() if path.parent == ROOT / folder}


OUTPUT = "Result\n\nAmsterdam\n  strong\n  weak\n\nSource\nthe end\n"


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        pytest.param([], OUTPUT, id="all of it"),
        pytest.param(["Amsterdam ... weak"], "Amsterdam\n  strong\n  weak\n", id="from a line to a line"),
        pytest.param(["strong"], "  strong\n", id="one line"),
        pytest.param(["Result", "Source ... the end"], "Result\n…\nSource\nthe end\n", id="two parts"),
    ],
)
def test_a_page_shows_the_parts_of_an_output_that_it_names(parts: list[str], shown: str) -> None:
    assert GENERATOR.excerpt(OUTPUT, parts) == shown

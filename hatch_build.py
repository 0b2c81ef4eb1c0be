"""What a wheel gets besides its files: the shipped questionnaires, catalogue and texts as they were read and checked.

Hatchling runs this when it builds a wheel (`pyproject.toml`). An editable installation gets nothing: there the files
themselves are read.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled files to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them; hatchling calls this before it gathers a wheel's files."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        for name, content in compile_shipped(root):
            path = root / "build" / "compiled" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            build_data["force_include"][str(path)] = f"eurostack_assess/{name}"


def compile_shipped(root: Path) -> Iterator[tuple[str, bytes]]:
    """Each compiled file of the checkout or sdist at `root`: its path in the package, and its content."""
    from eurostack_assess.reading.catalogue import compile_catalogue
    from eurostack_assess.reading.compiled import COMPILED_FILE, compile_model
    from eurostack_assess.reading.framework import read_framework
    from eurostack_assess.texts import compile_texts

    for header in sorted(root.glob("questionnaires/*/framework.yaml")):
        folder = header.parent
        name = f"shipped/questionnaires/{folder.name}/{COMPILED_FILE}"
        yield name, compile_model(read_framework(folder), folder)
    yield f"shipped/catalogue/{COMPILED_FILE}", compile_catalogue(root / "catalogue")
    for name, content in compile_texts():
        yield f"texts/{name}", content

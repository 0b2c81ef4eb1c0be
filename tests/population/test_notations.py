"""Rungs still possible, as people write them in a table of text: the same counts by what scores row by row and at once."""

from pathlib import Path

import pytest

from eurostack_assess.population.cells import list_notations
from tests.helpers import ROOT, command

LADDER = 5
CELLS = [*map(str, range(LADDER)), "", "dont_know", "not_applicable", "skipped", *list_notations(LADDER)]


def write_table(folder: Path) -> Path:
    """Every way to write a cell, beside answers that are exact and ones that are not."""
    table = folder / "table.csv"
    rows = [f"o{number},{cell},{number % LADDER},{CELLS[-1 - number]}" for number, cell in enumerate(CELLS)]
    table.write_text("\n".join(["id,ai-ethics,ai-skills,cloud-exit", *rows]) + "\n", "utf-8")
    return table


@pytest.mark.parametrize("engine", ["polars"])
def test_every_notation_counts_alike(tmp_path: Path, engine: str) -> None:
    table = write_table(tmp_path)
    digests = [command("benchmark", table, "--engine", name, "--digest", cwd=ROOT).stdout for name in ("plain", engine)]
    assert digests[0] == digests[1] != b""

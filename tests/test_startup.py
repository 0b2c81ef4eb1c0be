"""Importing the command imports nothing that `--version` does not need."""

import subprocess
import sys

import pytest

from tests.helpers import ROOT, plain_environment

HEAVY = {
    "asyncio",
    "duckdb",
    "narwhals",
    "polars",
    "pyspark",
    "python_calamine",
    "rich.console",
    "sqlite3",
    "ssl",
    "textual",
    "typst",
    "xlsxwriter",
    "eurostack_assess.model.workshop",
    "eurostack_assess.population.polars_engine",
    "eurostack_assess.report.renderers.page",
    "eurostack_assess.report.renderers.pdf",
}
"""What only some formats and commands need."""


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        ("['--version']", {"pydantic", "rich", "yaml", "typer", "pathlib", "tomllib"}),
        ("['--help']", {"pydantic", "yaml", "rich.table"}),
        ("['assess', 'Port', '--kind', 'organisation', '--plain']", {"textual"}),
        ("['whatif', '--help']", {"yaml", "rich.table", "eurostack_assess.model.base"}),
        ("['catalogue', 'list', '--help']", {"yaml", "rich.table", "eurostack_assess.model.base"}),
        (
            "['score', 'profiles/example-municipality.yaml']",
            HEAVY | {"eurostack_assess.reading.table", "eurostack_assess.reading.words"},
        ),
        ("['compare', 'profiles/amsterdam.yaml', 'profiles/brainport.yaml']", HEAVY),
        ("['validate', 'profiles/amsterdam.yaml']", HEAVY),
        ("['whatif', 'profiles/example-municipality.yaml', '--without', 'US']", HEAVY),
        ("['benchmark', 'docs/gallery/made-up-municipalities.csv']", HEAVY),
        ("['questions']", HEAVY),
        ("['explain', 'cloud-exit']", HEAVY),
        ("['schema', 'framework']", HEAVY - {"eurostack_assess.model.workshop"}),
        ("['score', '--help']", {"yaml", "rich.table", "eurostack_assess.model.base"}),  # typer brings pydantic
    ],
)
def test_what_a_command_does_not_import(words: str, absent: set[str]) -> None:
    code = (
        f"import sys; sys.argv[1:] = {words}\n"
        "from eurostack_assess.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=plain_environment(),
        cwd=ROOT,
        check=True,
    )
    loaded = set(shown.stderr.split())
    assert "eurostack_assess" in loaded
    assert loaded & absent == set()

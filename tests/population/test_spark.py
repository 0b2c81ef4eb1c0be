"""The same expression on Spark, with two executors of their own: the counts are the method's, to the last digit."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="no tests of Spark: `make spark` installs it")
pytest.importorskip("polars", reason="no tests of Spark: Polars, which writes the tables, is not installed")
if shutil.which("java") is None:
    pytest.skip("no tests of Spark: there is no Java", allow_module_level=True)

from eurostack_assess.population.integers import scale_framework
from eurostack_assess.population.lazy_engines import count_with_spark
from eurostack_assess.population.row_errors import TableError
from tests.helpers import HARBOUR, command
from tests.population import by_method
from tests.population.test_engines import FRAMEWORKS, OURS, made_up, written

CLUSTER = "local-cluster[2,1,1024]"
COLUMNS = ("region",)


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """One session for all; `with_spark` leaves a session that it finds."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(CLUSTER).config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_two_executors_count_what_the_method_counts(tmp_path: Path, name: str) -> None:
    framework, chance = FRAMEWORKS[name], random.Random(20260326)
    rows = [made_up(framework, chance) for _ in range(80)]
    path = written(rows, tmp_path, COLUMNS)
    counted = count_with_spark(str(path), scale_framework(framework, "organisation"), COLUMNS, CLUSTER)
    assert counted.tally == by_method.count_rows(rows, framework, "organisation", COLUMNS)


def test_a_folder_of_files_is_one_table(tmp_path: Path) -> None:
    framework, chance = FRAMEWORKS["a foreign one"], random.Random(1)
    rows = [made_up(framework, chance) for _ in range(20)]
    for at in range(2):
        (tmp_path / "table" / str(at)).mkdir(parents=True)
        written(rows[at::2], tmp_path / "table" / str(at), COLUMNS).rename(tmp_path / "table" / f"{at}.parquet")
        (tmp_path / "table" / str(at)).rmdir()
    counted = count_with_spark(str(tmp_path / "table"), scale_framework(framework, "organisation"), COLUMNS, CLUSTER)
    assert counted.tally == by_method.count_rows(rows, framework, "organisation", COLUMNS)


def test_what_cannot_be_counted_is_refused(tmp_path: Path) -> None:
    question = next(one.id for one in OURS.layers[0].questions if one.applies_to("organisation"))
    path = written([{"region": "north", question: 9}], tmp_path, COLUMNS)
    with pytest.raises(TableError) as refused:
        count_with_spark(str(path), scale_framework(OURS, "organisation"), COLUMNS, CLUSTER)
    assert [(flaw.column, flaw.cell) for row in refused.value.rows for flaw in row.errors] == [(question, "9")]


def test_the_command_tells_the_digest_and_nothing_else(tmp_path: Path) -> None:
    framework, chance = FRAMEWORKS["a foreign one"], random.Random(2)
    rows = [made_up(framework, chance) for _ in range(20)]
    path = written(rows, tmp_path, COLUMNS)
    words: list[str | Path] = ["benchmark", path, "--by", "region", "--digest", "--framework", HARBOUR]
    shown = [command(*words, "--engine", engine) for engine in ("duckdb", "polars")]
    shown.append(command(*words, "--engine", "spark", "--master", "local[1]"))
    assert [(one.returncode, one.stderr) for one in shown] == [(0, b"")] * 3
    assert len({one.stdout for one in shown}) == 1

"""A table counted: the whole command beside the engine that only adds up every column of the same file.

Run with `make bench`, or alone with `--rows 1e7` and the like. The made-up answers have a fixed seed. The most memory
is that of the process; all are run in turn, and the ratios are of the medians.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.population.scale import DONT_KNOW, NOT_APPLICABLE, scale
from eurostack_assess.reading.framework import read_framework

ROUNDS = 3
FLOOR = """
import sys, polars as pl
table = pl.scan_parquet(sys.argv[1])
names = [name for name, of in table.collect_schema().items() if of == pl.Int8]
print(table.select(pl.col(names).cast(pl.Int64).sum()).collect(engine="streaming").sum_horizontal()[0])
"""


def made_up(rows: int, path: Path) -> None:
    """Answers of so many organisations in 27 regions: one in thirty unknown, one in fifty not applicable."""
    import polars as pl

    framework = read_framework(shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
    at = pl.int_range(rows, dtype=pl.UInt64, eager=True)
    columns = {"region": (at.hash(1) % 27).cast(pl.String)}
    for seed, question in enumerate(scale(framework, "organisation").questions, start=2):
        chance = at.hash(seed)
        rung = (chance % len(question.values)).cast(pl.Int8)
        state = (chance // 64) % 300
        frame = pl.DataFrame({"rung": rung, "state": state})
        cell = pl.when(pl.col("state") < 10).then(DONT_KNOW).when(pl.col("state") < 16).then(NOT_APPLICABLE)
        columns[question.id] = frame.select(cell.otherwise(pl.col("rung")).cast(pl.Int8))["literal"]
    pl.DataFrame(columns).write_parquet(path)


def run(words: list[str]) -> tuple[float, float]:
    """Seconds, and the most memory that any process so far has had, in MiB."""
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print the ratio and the memory for each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=float, nargs="+", default=[1e5, 1e6])
    for rows in map(int, options.parse_args().rows):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.parquet"
            made_up(rows, path)
            command = [sys.executable, "-m", "eurostack_assess", "benchmark", str(path), "--by", "region", "--digest"]
            floor = [sys.executable, "-c", FLOOR, str(path)]
            times: dict[str, list[float]] = {"floor": [], "benchmark": []}
            memory = 0.0
            for _ in range(ROUNDS):
                times["floor"].append(run(floor)[0])
                seconds, memory = run(command)
                times["benchmark"].append(seconds)
            medians = {name: statistics.median(some) for name, some in times.items()}
            ratio = medians["benchmark"] / medians["floor"]
            told = f"{ratio:5.2f} x the sum of every column, {memory:5.0f} MiB"
            print(f"{rows:>11,} rows  {medians['benchmark']:6.2f} s  {told}")


if __name__ == "__main__":
    main()

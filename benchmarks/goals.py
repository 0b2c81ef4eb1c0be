"""Every goal of performance next to what is measured, as a table in Markdown: `make bench`.

Whole commands of an installed wheel are measured next to a floor, in turn, in one run. `--large` adds tables of ten
million rows; `--only P6` takes one goal; `--cheap` takes what needs a few seconds each. docs/performance.md has a run,
and says what the floors are.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import made_up
from pairs import measured, run

import interview

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
COMMAND = str(Path(PYTHON).with_name("eurostack-assess"))
PASS = [PYTHON, "-c", "pass"]
MUNICIPALITY = str(ROOT / "profiles" / "example-municipality.yaml")
AMSTERDAM = str(ROOT / "profiles" / "amsterdam.yaml")
MADE_UP = str(ROOT / "docs" / "gallery" / "made-up-municipalities.csv")
ROUNDS = 15
MILLION = 1_000_000
MEMORY = 768
CHEAP = {"P1", "P4", "P10", "P11", "P14"}
MOST_COMPARED = 12

COUNTS_BY_REGION = """
import sys, polars as pl
table = pl.scan_parquet(sys.argv[1])
names = [name for name, of in table.collect_schema().items() if of == pl.Int8]
counts = [
    count.sum().alias(f"{name} {number}")
    for name in names
    for number, count in enumerate((pl.col(name) >= 0, pl.col(name) == -2, pl.col(name) >= 3))
]
print(table.group_by("region").agg(counts).collect(engine="streaming").shape)
"""
SCAN_OF_TEXT = """
import sys, polars as pl
print(pl.scan_csv(sys.argv[1], infer_schema=False).select(pl.all().null_count()).collect(engine="streaming").width)
"""
SLOW_FOLDER = """
import sys, pathlib, yaml
from eurostack_assess.model.profile import Profile
for path in pathlib.Path(sys.argv[1]).iterdir():
    Profile.model_validate(yaml.load(path.read_text("utf-8"), yaml.SafeLoader))
"""
PRODUCT = """
import numpy
print((numpy.random.default_rng(1).random((10_000, 60)) @ numpy.random.default_rng(2).random((60, 27))).sum())
"""
WEIGHTS = """
import random
from fractions import Fraction
from eurostack_assess.method.weightings import Term, means
chance = random.Random(1)
regions = [[Term(f"q{at}", Fraction(1), Fraction(chance.randrange(5), 4)) for at in range(60)] for _ in range(27)]
drawn = [means(terms, 10_000) for terms in regions]
print(sum(sorted(range(27), key=lambda region: drawn[region][at])[0] for at in range(len(drawn[0]))))
"""


class Line(NamedTuple):
    """A line of the table."""

    goal: str
    what: str
    found: str
    must: str = "–"
    stretch: str = "–"
    met: bool | None = None
    """None: nothing must be, or it cannot be said here."""


def at_most(goal: str, what: str, ratio: float, *, must: float, stretch: float, detail: str = "") -> Line:
    found = f"{ratio:.2f} ×{detail}"
    return Line(goal, what, found, f"at most {must:g} ×", f"at most {stretch:g} ×", ratio <= must)


def start_up(_: Path) -> Iterator[Line]:
    """P1 to P3."""
    goals: tuple[tuple[str, str, list[str], float, float], ...] = (
        ("P1", "`--version`", ["--version"], 1.25, 1.1),
        ("P2", "`--help`", ["--help"], 8, 6),
        ("P3", "`score --full` of a municipality", ["score", MUNICIPALITY, "--lang", "nl", "--full"], 30, 20),
        ("P3b", "`score` of Amsterdam", ["score", AMSTERDAM, "--lang", "nl"], 24, 16),
    )
    found = measured({"pass": PASS, **{name: [COMMAND, *words] for name, _, words, _, _ in goals}}, ROUNDS)
    for goal, what, *_words, must, stretch in goals:
        detail = f" ({found[goal].seconds * 1000:.0f} ms)"
        yield at_most(
            goal, f"{what} next to `python -c pass`", found[goal].ratio, must=must, stretch=stretch, detail=detail
        )


def regions(folder: Path) -> Iterator[Line]:
    """P4."""
    text = (ROOT / "profiles" / "brainport.yaml").read_text("utf-8")
    paths = [folder / f"region{at:02}.yaml" for at in range(MOST_COMPARED)]
    for at, path in enumerate(paths):
        name = next(line for line in text.splitlines() if line.startswith("name:"))
        path.write_text(text.replace(name, f"name: Region {at}", 1), "utf-8")
    found = measured({"pass": PASS, "compare": [COMMAND, "compare", *map(str, paths)]}, 7)["compare"]
    what = f"`compare` of {MOST_COMPARED} regions, the most that it accepts, next to `python -c pass`"
    yield at_most("P4", what, found.ratio, must=60, stretch=45, detail=f" ({found.seconds:.1f} s)")


def folders(folder: Path) -> Iterator[Line]:
    """P5: the time of each further profile, which start-up is no part of."""
    few, many = 50, 450
    times = {}
    for number in (few, many):
        own = folder / f"profiles{number}"
        own.mkdir()
        made_up.profiles(number, own)
        words = {"slow": [PYTHON, "-c", SLOW_FOLDER, str(own)], "ours": [COMMAND, "benchmark", str(own), "--digest"]}
        times[number] = {name: one.seconds for name, one in measured(words, 3).items()}
    slow, ours = (times[many][name] - times[few][name] for name in ("slow", "ours"))
    ratio, detail = slow / ours, f" ({ours / (many - few) * 1000:.1f} ms each)"
    what = "profiles in YAML, validated and scored, next to PyYAML's `SafeLoader` and the model alone"
    yield Line("P5", what, f"{ratio:.1f} × as fast{detail}", "at least 8 ×", "at least 12 ×", ratio >= 8)


def tables(folder: Path, rows: int) -> Iterator[Line]:
    """P6 to P8. Of small tables what is measured is mostly the start of Polars; they have no goal."""
    many = f"{rows:,} rows"
    for goal, ending, floor, what, goals in (
        ("P6", ".parquet", COUNTS_BY_REGION, "three counts of every column by region", {10 * MILLION: (3.0, 2.5)}),
        ("P8", ".csv", SCAN_OF_TEXT, "reading every cell", {MILLION: (1.75, 1.4), 10 * MILLION: (1.5, 1.4)}),
    ):
        path = folder / f"table{ending}"
        run(
            [PYTHON, made_up.__file__, "--table", str(rows), str(path)]
        )  # apart: a child counts its parent's memory as its own
        words = {
            "floor": [PYTHON, "-c", floor, str(path)],
            "benchmark": [COMMAND, "benchmark", str(path), "--by", "region", "--digest"],
        }
        found = measured(words, 3 if rows > MILLION else 5)["benchmark"]
        path.unlink()
        detail, about = f" ({found.seconds:.1f} s)", f"`benchmark`, {many} of {ending[1:]}, next to {what}"
        if rows in goals:
            must, stretch = goals[rows]
            yield at_most(goal, about, found.ratio, must=must, stretch=stretch, detail=detail)
        else:
            yield Line(goal, about, f"{found.ratio:.2f} ×{detail}")
        if goal == "P6":
            fits = found.memory <= MEMORY
            yield Line("P7", f"memory, {many}", f"{found.memory:.0f} MiB", f"at most {MEMORY} MiB", met=fits)


def digests(folder: Path) -> Iterator[Line]:
    """P9."""
    made_up.table(5000, folder / "t.parquet")
    made_up.table(5000, folder / "t.csv")
    words = {"plain": "t.csv", "polars": "t.parquet", "duckdb": "t.parquet"}
    if find_spec("pyspark") and shutil.which("java"):
        words["spark"] = "t.parquet"
    found = {}
    for engine, name in words.items():
        master = ["--master", "local-cluster[2,1,1024]"] if engine == "spark" else []
        asked = [COMMAND, "benchmark", str(folder / name), "--by", "region", "--digest", "--engine", engine, *master]
        found[engine] = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    without = "" if "spark" in words else "; no Java here, or no pyspark"
    equal = len(set(found.values())) == 1
    detail = "equal" if equal else "not equal"
    yield Line("P9", f"one digest: {', '.join(words)}{without}", detail, "equal", met=equal)


def weights(_: Path) -> Iterator[Line]:
    """P10: exactly, and in whole numbers; `compare` does 2,000 unless more are asked for."""
    what = "10,000 exact draws of 60 weights for 27 regions, next to `import numpy` and one product"
    if find_spec("numpy") is None:
        yield Line("P10", f"{what}: NumPy is not installed here", "–", "at most 2.5 ×", "at most 1.5 ×")
        return
    found = measured({"product": [PYTHON, "-c", PRODUCT], "weights": [PYTHON, "-c", WEIGHTS]}, 7)["weights"]
    yield at_most("P10", what, found.ratio, must=2.5, stretch=1.5, detail=f" ({found.seconds:.1f} s)")


def paper(folder: Path) -> Iterator[Line]:
    """P11."""
    words = [COMMAND, "score", MUNICIPALITY, "-o", str(folder / "r.pdf"), "--force"]
    found = measured({"pass": PASS, "pdf": words}, 5)["pdf"]
    detail = f" ({found.seconds:.1f} s)"
    yield at_most("P11", "`score -o r.pdf` next to `python -c pass`", found.ratio, must=50, stretch=40, detail=detail)


def many_rows(_: Path) -> Iterator[Line]:
    """P14."""
    found = measured({"pass": PASS, "benchmark": [COMMAND, "benchmark", MADE_UP]}, 9)["benchmark"]
    what, detail = "`benchmark` of 350 rows of CSV next to `python -c pass`", f" ({found.seconds * 1000:.0f} ms)"
    yield at_most("P14", what, found.ratio, must=30, stretch=24, detail=detail)


def screen(_: Path) -> Iterator[Line]:
    """P13."""
    for what, ratio, seconds in interview.pages():
        detail = f" ({seconds * 1000:.0f} ms)"
        if what == "first page":
            about = "first page of `assess` next to a plain Textual app with the same widgets"
            yield at_most("P13", about, ratio, must=1.5, stretch=1.3, detail=detail)
        else:
            key = "a key of `assess`, with the answer on the disk"
            yield Line("P13", key, f"{seconds * 1000:.0f} ms", "at most 50 ms", met=seconds <= 0.05)


def main() -> None:
    """Print the table; nothing is ended by a goal that is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true", help="ten million rows too")
    options.add_argument("--cheap", action="store_true", help="only what needs a few seconds each")
    options.add_argument("--only", nargs="+", default=[], metavar="P6")
    chosen = options.parse_args()
    goals: dict[str, Callable[[Path], Iterator[Line]]] = {
        "P1 P2 P3 P3b": start_up,
        "P4": regions,
        "P5": folders,
        "P6 P7 P8": lambda folder: tables(folder, MILLION // 10),
        "P6 P7 P8 million": lambda folder: tables(folder, MILLION),
        "P6 P7 P8 large": lambda folder: tables(folder, 10 * MILLION),
        "P9": digests,
        "P10": weights,
        "P11": paper,
        "P13": screen,
        "P14": many_rows,
    }
    run([COMMAND, "--version"])
    print("| goal | what | measured | must | stretch | |\n| --- | --- | --- | --- | --- | --- |")
    for name, goal in goals.items():
        if "large" in name and not chosen.large:
            continue
        if chosen.cheap and not CHEAP & set(name.split()):
            continue
        if chosen.only and not set(chosen.only) & set(name.split()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for line in goal(Path(folder)):
                verdict = "" if line.met is None else "met" if line.met else "**not met**"
                print(f"| {' | '.join((*line[:5], verdict))} |", flush=True)


if __name__ == "__main__":
    main()

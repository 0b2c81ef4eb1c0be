"""Every goal of performance beside what is measured, as a table in Markdown: `make bench`.

Whole commands of an installed wheel are measured beside a floor, in turn, in one run. `--large` adds tables of ten
million rows; `--only P6` takes one goal. docs/performance.md has a run, and says what the floors are.
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
PROFILE = str(ROOT / "profiles" / "example-municipality.yaml")
ROUNDS = 15
MILLION = 1_000_000
MEMORY = 768
MOST_COMPARED = 12

SUM_OF_COLUMNS = """
import sys, polars as pl
table = pl.scan_parquet(sys.argv[1])
names = [name for name, of in table.collect_schema().items() if of == pl.Int8]
print(table.select(pl.col(names).cast(pl.Int64).sum()).collect(engine="streaming").sum_horizontal()[0])
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
drawn = [means(terms) for terms in regions]
print(sum(sorted(range(27), key=lambda region: drawn[region][at])[0] for at in range(len(drawn[0]))))
"""
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


class Line(NamedTuple):
    """A line of the table."""

    goal: str
    what: str
    found: str
    must: str
    met: bool | None
    """None: cannot be said here."""


def at_most(goal: str, what: str, ratio: float, most: float, told: str = "") -> Line:
    return Line(goal, what, f"{ratio:.2f} ×{told}", f"at most {most:g} ×", ratio <= most)


def start_up(_: Path) -> Iterator[Line]:
    """P1 to P3."""
    found = measured(
        {
            "pass": PASS,
            "--version": [COMMAND, "--version"],
            "--help": [COMMAND, "--help"],
            "score": [COMMAND, "score", PROFILE, "--lang", "nl"],
        },
        ROUNDS,
    )
    goals = (("P1", "--version", 1.25), ("P2", "--help", 14), ("P3", "score", 16))
    for goal, name, most in goals:
        told = f" ({found[name].seconds * 1000:.0f} ms)"
        yield at_most(goal, f"`{name}` beside `python -c pass`", found[name].ratio, most, told)


def regions(folder: Path) -> Iterator[Line]:
    """P4."""
    text = (ROOT / "profiles" / "brainport.yaml").read_text("utf-8")
    paths = [folder / f"region{at:02}.yaml" for at in range(MOST_COMPARED)]
    for at, path in enumerate(paths):
        name = next(line for line in text.splitlines() if line.startswith("name:"))
        path.write_text(text.replace(name, f"name: Region {at}", 1), "utf-8")
    words = {"score": [COMMAND, "score", str(paths[0])], "compare": [COMMAND, "compare", *map(str, paths)]}
    found = measured(words, 5)["compare"]
    what = f"`compare` of {MOST_COMPARED} regions, as many as it takes, beside `score` of one"
    yield at_most("P4", what, found.ratio, 3, f" ({found.seconds:.1f} s)")


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
    ratio, told = slow / ours, f" ({ours / (many - few) * 1000:.1f} ms each)"
    what = "profiles in YAML, validated and scored, beside PyYAML's `SafeLoader` and the model alone"
    yield Line("P5", what, f"{ratio:.1f} × as fast{told}", "at least 12 ×", ratio >= 12)


def tables(folder: Path, rows: int) -> Iterator[Line]:
    """P6 to P8."""
    many = f"{rows:,} rows"
    for goal, ending, floor, what, most in (
        ("P6", ".parquet", SUM_OF_COLUMNS, "the sum of every column", 1.75),
        ("P8", ".csv", SCAN_OF_TEXT, "reading every cell", 1.5),
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
        told = f" ({found.seconds:.1f} s)"
        yield at_most(goal, f"`benchmark`, {many} of {ending[1:]}, beside {what}", found.ratio, most, told)
        if goal == "P6":
            fits = found.memory <= MEMORY
            yield Line("P7", f"memory, {many}", f"{found.memory:.0f} MiB", f"at most {MEMORY} MiB", fits)


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
    told = "equal" if equal else "not equal"
    yield Line("P9", f"one digest: {', '.join(words)}{without}", told, "equal", equal)


def weights(_: Path) -> Iterator[Line]:
    """P10: not the ten thousand draws of the goal, but those that `compare` does, exactly."""
    if find_spec("numpy") is None:
        yield Line("P10", "NumPy, the floor, is not installed here", "–", "at most 1.6 ×", None)
        return
    found = measured({"product": [PYTHON, "-c", PRODUCT], "weights": [PYTHON, "-c", WEIGHTS]}, 7)["weights"]
    what = "2,000 exact draws of 60 weights for 27 regions, beside `import numpy` and one product"
    yield at_most("P10", what, found.ratio, 1.6, f" ({found.seconds:.1f} s)")


def paper(folder: Path) -> Iterator[Line]:
    """P11."""
    words = [COMMAND, "score", PROFILE, "-o", str(folder / "r.pdf"), "--force"]
    found = measured({"pass": PASS, "pdf": words}, 5)["pdf"]
    yield at_most("P11", "`score -o r.pdf` beside `python -c pass`", found.ratio, 30, f" ({found.seconds:.1f} s)")


def office(folder: Path) -> Iterator[Line]:
    """P12: the same scores as formulas in a sheet, recalculated."""
    what = "LibreOffice recalculating the same scores, beside `score`"
    if shutil.which("soffice") is None:
        yield Line("P12", f"{what}: it is not installed here", "–", "at least 6 ×", None)
        return
    sheet(folder / "scores.xlsx")
    settings = folder / "office" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    own = f"-env:UserInstallation=file://{folder / 'office'}"
    convert = ["soffice", own, "--headless", "--convert-to", "csv", "--outdir", str(folder)]
    words = {"score": [COMMAND, "score", PROFILE], "office": [*convert, str(folder / "scores.xlsx")]}
    ratio = measured(words, 5)["office"].ratio
    yield Line("P12", what, f"{ratio:.1f} × as long", "at least 6 ×", ratio >= 6)


def sheet(path: Path) -> None:
    """A sheet of answers, with a score, its range and what is known for each layer."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, question in enumerate(made_up.asked(), start=1):
            page.write_row(at, 0, [question.id, at % 5, 1])
            page.write_formula(at, 3, f"=IF(ISNUMBER(B{at + 1}),B{at + 1}/4*C{at + 1},0)")
        for layer in range(5):
            rows = f"{9 * layer + 2}:{{0}}{9 * layer + 10}"
            values, weights_ = f"D{rows.format('D')}", f"C{rows.format('C')}"
            page.write_formula(50 + layer, 0, f"=SUM({values})/SUM({weights_})*100")
            page.write_formula(50 + layer, 1, f"=COUNT(B{rows.format('B')})/ROWS({values})")


def screen(_: Path) -> Iterator[Line]:
    """P13."""
    for what, ratio, seconds in interview.pages():
        told, most = f" ({seconds * 1000:.0f} ms)", {"first page": 1.3}.get(what)
        if most is not None:
            yield at_most("P13", "first page of `assess` beside an empty Textual app", ratio, most, told)
        else:
            key = "a key of `assess`, with the answer on the disk"
            yield Line("P13", key, f"{seconds * 1000:.0f} ms", "at most 50 ms", seconds <= 0.05)


def main() -> None:
    """Print the table; nothing is ended by a goal that is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true", help="ten million rows too")
    options.add_argument("--only", nargs="+", default=[], metavar="P6")
    chosen = options.parse_args()
    goals: dict[str, Callable[[Path], Iterator[Line]]] = {
        "P1 P2 P3": start_up,
        "P4": regions,
        "P5": folders,
        "P6 P7 P8": lambda folder: tables(folder, MILLION // 10),
        "P6 P7 P8 million": lambda folder: tables(folder, MILLION),
        "P6 P7 P8 large": lambda folder: tables(folder, 10 * MILLION),
        "P9": digests,
        "P10": weights,
        "P11": paper,
        "P12": office,
        "P13": screen,
    }
    run([COMMAND, "--version"])
    print("| goal | what | measured | must | |\n| --- | --- | --- | --- | --- |")
    for name, goal in goals.items():
        if "large" in name and not chosen.large:
            continue
        if chosen.only and not set(chosen.only) & set(name.split()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for line in goal(Path(folder)):
                verdict = "not measured" if line.met is None else "met" if line.met else "**not met**"
                print(f"| {line.goal} | {line.what} | {line.found} | {line.must} | {verdict} |", flush=True)


if __name__ == "__main__":
    main()

"""Made-up organisations, with fixed seeds: tables, profiles, and the municipalities of the gallery.

`python benchmarks/made_up.py > docs/gallery/made-up-municipalities.csv` writes the last; with `--earlier` the same a
year before. They are plainly named as made up. Larger ones know and do more, and all do a little more each year, as one
would expect; nothing else in them means anything.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.model.population import CODES
from eurostack_assess.model.question import Question
from eurostack_assess.population.integers import scale_framework
from eurostack_assess.reading.framework import read_framework

DONT_KNOW, NOT_APPLICABLE = CODES["dont_know"], CODES["not_applicable"]

ROWS = 350
SIZES = {"small": (0.50, 1.2, 0.16), "medium": (0.35, 1.7, 0.10), "large": (0.15, 2.2, 0.05)}
"""By size: its part of the rows, the rung around which its answers lie, and how often it does not know."""
PARTS = ("north", "east", "south", "west", "islands")
WEIGHTS = (60, 80, 100, 108, 2)
MERGED = 12
"""Municipalities at the end that were not there a year before."""
LOWER, UNKNOWN = 0.12, 0.05
"""How many answers were a rung lower a year before, and how many were not known."""


def asked() -> list[Question]:
    """The questions for organisations."""
    framework = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
    return [one for part in framework.layers for one in part.questions if one.applies_to("organisation")]


def municipalities(questions: Sequence[Question]) -> Iterator[list[str]]:
    """One row a municipality, after the titles."""
    chance = random.Random(20260326)
    yield ["id", "part", "size", *(one.id for one in questions)]
    for number in range(1, ROWS + 1):
        size = chance.choices(list(SIZES), [share for share, _, _ in SIZES.values()])[0]
        _, middle, unknown = SIZES[size]
        own = chance.gauss(middle, 0.5)
        cells = []
        for one in questions:
            drawn = chance.random()
            rung = min(max(round(chance.gauss(own, 0.9)), 0), len(one.options) - 1)
            cells.append("dont_know" if drawn < unknown else "not_applicable" if drawn < unknown + 0.02 else str(rung))
        yield [f"made-up-{number:03}", chance.choices(PARTS, WEIGHTS)[0], size, *cells]


def a_year_before(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """The same rows, some of their answers lower or not known, and without the last."""
    chance = random.Random(20250326)
    yield rows[0]
    for row in rows[1 : ROWS + 1 - MERGED]:
        cells = []
        for cell in row[3:]:
            drawn = chance.random()
            before = str(max(int(cell) - 1, 0)) if cell.isdigit() and drawn < LOWER else cell
            cells.append("dont_know" if cell.isdigit() and drawn > 1 - UNKNOWN else before)
        yield [*row[:3], *cells]


def table(rows: int, path: Path) -> None:
    """Answers of so many organisations in 27 regions: one in thirty unknown, one in fifty not applicable.

    By the file's ending as Parquet, in numbers, or as CSV, in words.
    """
    import polars as pl

    framework = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
    at = pl.int_range(rows, dtype=pl.UInt64, eager=True)
    columns = {"region": (at.hash(1) % 27).cast(pl.String)}
    for seed, question in enumerate(scale_framework(framework, "organisation").questions, start=2):
        chance = at.hash(seed)
        rung = (chance % len(question.values)).cast(pl.Int8)
        state = (chance // 64) % 300
        frame = pl.DataFrame({"rung": rung, "state": state})
        cell = pl.when(pl.col("state") < 10).then(DONT_KNOW).when(pl.col("state") < 16).then(NOT_APPLICABLE)
        columns[question.id] = frame.select(cell.otherwise(pl.col("rung")).cast(pl.Int8))["literal"]
    made = pl.DataFrame(columns)
    if path.suffix == ".parquet":
        made.write_parquet(path)
        return
    words = {DONT_KNOW: "dont_know", NOT_APPLICABLE: "not_applicable"}
    cells = pl.col(pl.Int8).replace_strict(words, default=pl.col(pl.Int8).cast(pl.String), return_dtype=pl.String)
    made.lazy().with_columns(cells).sink_csv(path)


def profiles(number: int, folder: Path) -> None:
    """So many profile files with an answer to every question, each with its evidence."""
    chance, questions = random.Random(1), asked()
    for at in range(number):
        lines = [f"name: Made up {at}", "kind: organisation", "country: NL", "answers:"]
        for one in questions:
            lines += [
                f"  {one.id}:",
                f"    answer: {chance.choice([*range(len(one.options)), 'dont_know'])}",
                f"    confidence: {chance.choice(['confirmed', 'reported'])}",
                "    evidence: As told by the people who run it.",
            ]
        (folder / f"{at:05}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Print the municipalities, or write a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--earlier", action="store_true", help="the municipalities a year before")
    options.add_argument("--table", nargs=2, metavar=("ROWS", "FILE"), help="a table of so many rows instead")
    chosen = options.parse_args()
    if chosen.table:
        table(int(chosen.table[0]), Path(chosen.table[1]))
        return
    rows = list(municipalities(asked()))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows(a_year_before(rows) if chosen.earlier else rows)


if __name__ == "__main__":
    main()

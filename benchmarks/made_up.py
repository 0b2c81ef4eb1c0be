"""Made-up municipalities for the gallery: 350 rows with a fixed seed, plainly named as made up.

`python benchmarks/made_up.py > docs/gallery/made-up-municipalities.csv`. Larger ones know and do more, as one would
expect; nothing else in them means anything.
"""

import csv
import random
import sys

from eurostack_assess import shipped
from eurostack_assess.reading.framework import read_framework

ROWS = 350
SIZES = {"small": (0.50, 1.2, 0.16), "medium": (0.35, 1.7, 0.10), "large": (0.15, 2.2, 0.05)}
"""By size: its part of the rows, the rung around which its answers lie, and how often it does not know."""
PARTS = ("north", "east", "south", "west", "islands")
WEIGHTS = (60, 80, 100, 108, 2)


def main() -> None:
    """Print the table."""
    framework = read_framework(shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
    asked = [one for part in framework.layers for one in part.questions if one.applies_to("organisation")]
    chance = random.Random(20260326)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "part", "size", *(one.id for one in asked)])
    for number in range(1, ROWS + 1):
        size = chance.choices(list(SIZES), [share for share, _, _ in SIZES.values()])[0]
        _, middle, unknown = SIZES[size]
        own = chance.gauss(middle, 0.5)
        cells = []
        for one in asked:
            drawn = chance.random()
            rung = min(max(round(chance.gauss(own, 0.9)), 0), len(one.options) - 1)
            cells.append("dont_know" if drawn < unknown else "not_applicable" if drawn < unknown + 0.02 else str(rung))
        out.writerow([f"made-up-{number:03}", chance.choices(PARTS, WEIGHTS)[0], size, *cells])


if __name__ == "__main__":
    main()

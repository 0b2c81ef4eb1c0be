"""What a report costs beside scoring: the whole command and its work alone, with a report and with the result only.

Run with `make bench`. Goal: with a report in HTML or Markdown at most twice the time without one. All are measured
in turn, in one run; the ratios are of the medians.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.report.renderers.registry import FORMATS as REPORT_FORMATS
from eurostack_assess.subjects.subject import read_subject

ROOT = Path(__file__).parents[1]
PROFILES = ("amsterdam", "example-municipality")
ROUNDS = 15
GOAL = 2.0
FORMATS = (".json", ".html", ".md", ".pdf")
"""The first is the result without a report."""


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for profile in PROFILES:
            path = ROOT / "profiles" / f"{profile}.yaml"
            print(f"{profile}, the command:")
            tell({ending: partial(command, path, Path(folder) / f"r{ending}") for ending in FORMATS})
            print(f"{profile}, its work alone:")
            tell({ending: partial(work, path, ending) for ending in FORMATS})


def tell(ways: dict[str, Callable[[], None]]) -> None:
    """Time each way in turn, many times; print each one's median as a ratio to the first's."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(some) for name, some in times.items()}
    first = next(iter(medians.values()))
    for name, median in medians.items():
        goal = f"  (goal: at most {GOAL:g})" if name in (".html", ".md") else ""
        print(f"  {name:6} {median * 1000:6.0f} ms  {median / first:5.2f}{goal}")


def command(path: Path, output: Path) -> None:
    """The real command."""
    words = [sys.executable, "-m", "eurostack_assess", "score", str(path), "-o", str(output), "--force"]
    subprocess.run(words, check=True)


def work(path: Path, ending: str) -> None:
    """Reading, scoring and, for a format of reports, writing one in this process."""
    result = read_subject(path).assess()
    if REPORT_FORMATS[ending].shape == "document":
        REPORT_FORMATS[ending].render(build_assessment_report(result, "en", extent="all"))
    else:
        result.model_dump_json(indent=2)


if __name__ == "__main__":
    main()

"""Start-up of the command as ratios to `python -c pass`, measured side by side: interleaved, medians.

Run with `make bench`. What is measured are whole processes, so an idle machine gives the quietest figures.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 15
BASE = "python -c pass"
MODULE = [sys.executable, "-m", "eurostack_assess"]
COMMANDS: dict[str, list[str]] = {
    BASE: [sys.executable, "-c", "pass"],
    "--version": [*MODULE, "--version"],
    "--help": [*MODULE, "--help"],
    "score": [*MODULE, "score", str(ROOT / "profiles" / "amsterdam.yaml"), "--lang", "nl"],
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    for command in COMMANDS.values():
        seconds(command)  # caches warm, bytecode written
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    for name, measured in times.items():
        ratios = [one / base for one, base in zip(measured, times[BASE], strict=True)]
        milliseconds = statistics.median(measured) * 1000
        print(f"{name:16} {statistics.median(ratios):6.2f} x {BASE}   (median {milliseconds:.0f} ms)")


if __name__ == "__main__":
    main()

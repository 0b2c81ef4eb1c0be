"""Commands measured side by side: in turn, many times, so that whatever else the machine does falls on all alike.

Told are medians, and the median of the ratios to the first command of the same round. Times of another run or of
another machine are not to be set beside them.
"""

import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MEBIBYTE = 1024


class Run(NamedTuple):
    """One process."""

    seconds: float
    memory: float
    """The most that it held, in MiB."""


class Measured(NamedTuple):
    """A command, over all rounds."""

    seconds: float
    ratio: float
    """To the first command."""
    memory: float


def run(words: Sequence[str]) -> Run:
    """A process of its own, whose output goes nowhere; ends everything where it fails."""
    nowhere = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(words[0], list(words), os.environ, file_actions=nowhere)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(words)}: exit code {code}")
    return Run(seconds, used.ru_maxrss / MEBIBYTE)


def measured(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Measured]:
    """Each command once to warm up, then in turn for so many rounds."""
    for words in commands.values():
        run(words)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            runs[name].append(run(words))
    first = next(iter(runs.values()))
    return {
        name: Measured(
            statistics.median(one.seconds for one in own),
            statistics.median(one.seconds / base.seconds for one, base in zip(own, first, strict=True)),
            max(one.memory for one in own),
        )
        for name, own in runs.items()
    }

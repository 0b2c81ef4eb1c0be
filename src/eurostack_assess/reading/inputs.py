"""Records which files this run has read, so that none of them is overwritten."""

import os
from pathlib import Path

_read: set[tuple[int, int]] = set()
"""Device and number of each file, by which it is the same under any name."""


def remember_input(status: os.stat_result) -> None:
    """Keep in mind that a file was read."""
    _read.add((status.st_dev, status.st_ino))


def was_read(path: Path) -> bool:
    """Whether a file was read in this run, under whatever name."""
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_dev, status.st_ino) in _read


def forget_inputs() -> None:
    """Begin a run, of which nothing was read yet."""
    _read.clear()

"""Shows progress on standard error while a command takes long, and removes it when the work is done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from eurostack_assess.inert import to_single_line

PATIENCE = 1.0
"""Seconds that nothing shows."""

SHORT = 50
"""Characters of what is told that show at most, so that how far it is stays in view."""

Step = Callable[[int, int | None], None]
"""Tells how many of how many are done; None where that is not known."""


@contextmanager
def working(words: str) -> Iterator[Step]:
    """Show these words and the time that passes, and how far it is once that is told.

    Nothing shows for the first second, nor where nobody looks (a pipe) or where what moves is in the way (ACCESSIBLE).
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE"):
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    short = Column(no_wrap=True, overflow="ellipsis", max_width=SHORT)
    told = TextColumn("{task.description}", markup=False, table_column=short)
    columns = (SpinnerColumn("line"), TimeElapsedColumn(), told)
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True)
    task = progress.add_task(to_single_line(words), total=None)

    def step(done: int, number: int | None) -> None:
        if len(progress.columns) == len(columns):
            progress.columns = (*columns[:-1], MofNCompleteColumn(), columns[-1])
        progress.update(task, completed=done, total=number)

    later = Timer(PATIENCE, progress.start)
    later.daemon = True
    later.start()
    try:
        yield step
    finally:
        later.cancel()
        later.join()
        progress.stop()

"""The full screen beside a plain Textual application with the same widgets: the first page, and from key to page.

Run with `make bench`. Both run in a pseudo-terminal of 80 by 24 characters, interleaved, in fresh processes.
"""

import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl

ROUNDS = 7
KEYS = 20
QUIET = 0.15
"""Seconds without output after which a page is taken to be complete."""
PLAIN = """
from textual.app import App
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea
class Plain(App):
    CSS = "#editor { height: 5; display: none; } #place, #status, #prompt, #keys { height: auto; }"
    def compose(self):
        yield Static("0", id="place")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("title", id="title")
            yield Static("lines", id="lines")
            yield Vertical(id="choices")
        yield Static("status", id="status")
        yield Static("prompt", id="prompt")
        yield TextArea(id="editor", disabled=True)
        yield Static("keys", id="keys")
    def on_key(self, event):
        place = self.query_one("#place")
        place.update(str(int(str(place.render())) + 1))
Plain(ansi_color=True).run()
"""
"""What no page of ours can be faster than: the widgets of one, with a word in each."""
INTERVIEW = [sys.executable, "-m", "eurostack_assess", "assess", "Bench", "--kind", "organisation", "--lang", "nl"]


class Terminal:
    """A process in a pseudo-terminal."""

    def __init__(self, command: list[str], folder: str) -> None:
        self.start = time.perf_counter()
        ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
        )
        os.close(theirs)
        self.ours = ours

    def answered(self, since: float) -> float:
        """Seconds until the last output before a silence."""
        last = since
        while select.select([self.ours], [], [], QUIET if last > since else 10)[0]:
            os.read(self.ours, 65536)
            last = time.perf_counter()
        return last - since

    def press(self, key: str) -> float:
        since = time.perf_counter()
        os.write(self.ours, key.encode())
        return self.answered(since)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)


def measured(command: list[str], keys: list[str]) -> tuple[float, float]:
    """Seconds to the first page, and the median of the seconds to answer a key."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(command, folder)
        first = terminal.answered(terminal.start)
        times = [terminal.press(key) for key in keys]
        terminal.close()
    return first, statistics.median(times[1:])


def pages() -> Iterator[tuple[str, float, float]]:
    """The first page, then a key: the ratio to the plain application, and the seconds, both medians."""
    plain_keys, keys = ["x"] * KEYS, ["\r", *["1", "d"] * (KEYS // 2)]
    pairs = [(measured([sys.executable, "-c", PLAIN], plain_keys), measured(INTERVIEW, keys)) for _ in range(ROUNDS)]
    for at, what in enumerate(("first page", "key")):
        ratios = [ours[at] / plain[at] for plain, ours in pairs]
        yield what, statistics.median(ratios), statistics.median(ours[at] for _, ours in pairs)


if __name__ == "__main__":
    for what, ratio, seconds in pages():
        print(f"{what:12} {ratio:6.2f} x a plain Textual app   (median {seconds * 1000:.0f} ms)")

"""The tours of `demo`, for a board, a CIO and a facilitator: a few commands each, which are actually run."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

EXAMPLE, REGION, OTHER_REGION = "example-municipality", "amsterdam", "brainport"
"""Shipped profiles that the tours show."""
VOTES = "example.workshop.json"
"""The file with made-up votes, in the folder of the facilitator's tour."""


class Stop(NamedTuple):
    """A command, and what it shows: a key of the texts below `demo`."""

    key: str
    words: tuple[str, ...]


TOURS: dict[str, tuple[Stop, ...]] = {
    "board": (
        Stop("board-score", ("score", REGION)),
        Stop("board-compare", ("compare", REGION, OTHER_REGION)),
    ),
    "cio": (
        Stop("cio-score", ("score", EXAMPLE)),
        Stop("cio-whatif", ("whatif", EXAMPLE, "--without", "US")),
        Stop("cio-gate", ("gate", EXAMPLE, "--min-level", "1")),
    ),
    "facilitator": (
        Stop("facilitator-merge", ("workshop", "merge", VOTES)),
        Stop("facilitator-explain", ("explain", "cloud-exit")),
    ),
}
NEXT: dict[str, tuple[tuple[str, ...], ...]] = {
    "board": (
        ("score", REGION, "-o", "report.html", "--one-page"),
        ("score", REGION, "--full"),
        ("assess",),
    ),
    "cio": (
        ("assess", "--scan", "quick"),
        ("whatif", EXAMPLE, "--scenario", "mail-cut-off"),
        ("score", EXAMPLE, "-o", "report.xlsx"),
    ),
    "facilitator": (
        ("workshop", "kit", "Gemeente Voorbeeldstad", "--kind", "organisation"),
        ("workshop", "settle", VOTES),
        ("workshop", "merge", VOTES, "--full"),
    ),
}
"""By tour: what to type next."""


def needs_votes(tour: str) -> bool:
    """Whether a tour shows made-up votes, which are written for it."""
    return any(VOTES in stop.words for stop in TOURS[tour])


def place_votes(words: Sequence[str], folder: Path | None) -> Iterator[str]:
    """The words with the file of votes in its folder."""
    for word in words:
        yield str(folder / word) if word == VOTES and folder is not None else word

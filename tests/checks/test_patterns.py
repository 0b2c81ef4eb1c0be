"""No regular expression of ours takes for ever: what people write may hold a word of any length, and what attacks us any text."""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import eurostack_assess

RUNS = [part * (1000 // len(part)) for part in ("a", "A", "1", " ", "a1", "a.", "a-b", "a b", "[a]", '"a"', "<c ")]
"""Texts in which a part repeats; those that nearly match are the expensive ones."""
SECONDS = 20
"""Far longer than any of them takes, far shorter than for ever."""


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(eurostack_assess.__path__, "eurostack_assess."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


PATTERNS = dict(patterns())


@contextmanager
def ending_within(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_ends(name: str) -> None:
    pattern = PATTERNS[name]
    with ending_within(SECONDS):
        for text in (f"{run}{end}" for run in RUNS for end in ("", " is", "!", "\x00")):
            given = text if isinstance(pattern.pattern, str) else text.encode()
            pattern.search(given)
            pattern.fullmatch(given)


def test_patterns_are_found() -> None:
    assert "eurostack_assess.report.exports.yaml_text.BARE" in PATTERNS
    assert len(PATTERNS) > 10

"""Timing is measured in `benchmarks/`, never asserted: no test fails because a machine was busy."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None, max_examples=50)
settings.register_profile("quick", settings.get_profile("untimed"), max_examples=10)
settings.load_profile("untimed")

COVERING = frozenset({"interview", "method", "reading"})
"""The folders whose tests alone must cover the package of the same name whole."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Coverage is of the tables of cases of the covered packages' own tests; all else runs untraced.

    What searches for a counterexample adds no line to it, nor does what is marked `untraced`.
    """
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if folder in COVERING and not any(map(item.get_closest_marker, ("hypothesis", "untraced"))):
        return (yield)
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracing)

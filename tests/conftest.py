"""Timing is measured in `benchmarks/`, never asserted: no test fails because a machine was busy."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None, max_examples=50)
settings.register_profile("quick", settings.get_profile("untimed"), max_examples=10)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Coverage is of the tables of cases: what searches for a counterexample adds no line to it, and runs untraced."""
    if item.get_closest_marker("hypothesis") is None:
        return (yield)
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracing)

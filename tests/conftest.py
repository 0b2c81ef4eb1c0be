"""Timing is measured in `benchmarks/`, never asserted: no test fails because a machine was busy.

Whatever a test in this process computes is validated, as it is not where people run the command.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from eurostack_assess.model.base import ResultEntity

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


def make_and_validate(self: ResultEntity, /, **values: Any) -> None:
    """As the method makes a result, and as it is read from a file: both are the same, down to the types."""
    make_result(self, **values)
    validated = type(self).__pydantic_validator__.validate_python(values)
    for name in type(self).__pydantic_fields__:
        made, read = getattr(self, name), getattr(validated, name)
        assert describe_types(made) == describe_types(read), f"{type(self).__name__}.{name}"
    assert self == validated


def describe_types(value: object) -> object:
    match value:
        case Mapping():
            return type(value), [(type(key), type(item)) for key, item in value.items()]
        case tuple() | list():
            return type(value), [type(item) for item in value]
    return type(value)


make_result = ResultEntity.__init__
make_and_validate.__pydantic_base_init__ = True  # type: ignore[attr-defined]
ResultEntity.__init__ = make_and_validate  # type: ignore[method-assign]

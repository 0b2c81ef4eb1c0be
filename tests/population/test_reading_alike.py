"""Whatever stands in a CSV file, both ways of counting read the same in it, or both refuse it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.population.integers import scale_framework
from eurostack_assess.population.row_errors import BadRow, TableError
from eurostack_assess.reading.answer_table import RejectedRow, read_answer_table
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR
from tests.population import by_method

pytest.importorskip("polars", reason="no tests of large tables: Polars is not installed")

from eurostack_assess.population.polars_engine import count_with_polars

FRAMEWORK = read_framework(HARBOUR)
WHOLE = scale_framework(FRAMEWORK, "organisation")
COLUMNS = ("region",)

ANSWERS = [
    "0",
    "1",
    "1",
    "",
    "dont_know",
    "not_applicable",
    " 1",
    "1 ",
    "1.0",
    '"1"',
    '""',
    "9",
    "01",
    "+1",
    "1.00",
    "é",
    "null",
    ">=1",
    "<=0",
    "0..1",
    ">=9",
    "1..0",
    ">= 1",
    "1-",
]
NAMES = ["A", "B", "", " A", "A  B", "&amp;", '"C, d"', '"E\nf"', '"so""uth"', "é"]
TITLES = st.permutations(["id", "region", "moor", "depth"])
LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)),
        st.sampled_from([(), ("", ""), ("", "", "", ""), ("A", "A"), ("A", "B", "1", "1", "1"), ('"A"', "B", "1")]),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(
    TITLES,
    LINES,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["strict", "lenient"]),
)
@example(["id", "region", "moor", "depth"], [("A", " north", "1", "0"), ("B", "north", "1", "0")], ",", "\n", "strict")
@example(["id", "region", "moor", "depth"], [("A", "x", "01", "0")], ",", "\n", "strict")
@example(["id", "region", "moor", "depth"], [('"A"', "B", "1")], ",", "\n", "lenient")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_count_the_same_or_neither_does(
    tmp_path: Path,
    titles: list[str],
    lines: list[tuple[str, ...]],
    between: str,
    end: str,
    mode: str,
) -> None:
    path = tmp_path / "t.csv"
    text = end.join(between.join(cells).replace(", ", f"{between} ") for cells in (titles, *lines))
    path.write_bytes(f"{text}{end}".encode())
    aside: tuple[list[RejectedRow] | None, list[BadRow] | None] = ([], []) if mode == "lenient" else (None, None)

    def by_the_method() -> str | None:
        try:
            _, rows, _ = read_answer_table(path, FRAMEWORK, "organisation", COLUMNS, aside[0])
        except InvalidInputError:
            return None
        return by_method.count_rows(rows, FRAMEWORK, "organisation", COLUMNS).digest

    def by_polars() -> str | None:
        try:
            return count_with_polars(path, WHOLE, COLUMNS, aside[1]).tally.digest
        except TableError:
            return None

    assert by_the_method() == by_polars()
    assert len(aside[0] or ()) == len(aside[1] or ())

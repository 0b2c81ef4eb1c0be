"""What must be true of a table's columns before an engine counts them.

All in Narwhals, so that every engine is asked alike.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import narwhals as nw

from eurostack_assess.model.population import CODES
from eurostack_assess.population.refused import BadTable, Flaw
from eurostack_assess.population.scale import Scale
from eurostack_assess.reading.answer_table import ID

LOWEST = min(CODES.values())


def check_titles(titles: Collection[str], whole: Scale, columns: Sequence[str]) -> None:
    """Refuse columns that look like a question's id but are none, and groups that are not there.

    Raises:
        BadTable: with those.
    """
    counted = [one.id for one in whole.questions]
    others = [name for name in titles if name not in {ID, *columns, *counted}]
    if misspelt := [name for name in others if get_close_matches(name[:80], counted, n=1)]:
        raise BadTable(columns=misspelt)
    if missing := [name for name in columns if name not in titles]:
        raise BadTable(columns=missing)


def check_kinds(table: nw.LazyFrame[Any], whole: Scale) -> None:
    """Refuse answers that are no whole numbers, which only Polars reads.

    Raises:
        BadTable: with the first such column.
    """
    for name, kind in table.collect_schema().items():
        if name in {one.id for one in whole.questions} and not kind.is_integer():
            raise BadTable(what=f"{name}: {kind}, not Int8")


def ends(table: nw.LazyFrame[Any], whole: Scale) -> nw.LazyFrame[Any]:
    """One row: the lowest and the highest cell of each question, how many have an id, how many ids, how many rows."""
    there = table.collect_schema().names()
    asked = [one.id for one in whole.questions if one.id in there]
    found = [nw.col(id_).min().alias(f"lowest:{id_}") for id_ in asked]
    found += [nw.col(id_).max().alias(f"highest:{id_}") for id_ in asked]
    if ID in there:
        found += [nw.col(ID).count().alias("ids"), nw.col(ID).n_unique().alias("different")]
    return table.select(*found, nw.len().alias("rows"))


def flaws(found: Mapping[str, Any], whole: Scale) -> list[Flaw]:
    """What the ends say of cells that stand for nothing: per question one of them."""
    wrong = []
    for question in whole.questions:
        for at in ("lowest", "highest"):
            cell = found.get(f"{at}:{question.id}")
            if cell is not None and not LOWEST <= cell < len(question.values):
                wrong.append(Flaw(question.id, str(cell)))
                break
    without = found["rows"] > found.get("ids", 0)
    if "ids" in found and found["ids"] != found["different"] - without:  # nothing counts as one of the different
        wrong.append(Flaw(ID, ""))
    return wrong

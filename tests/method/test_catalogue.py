"""What a catalogue lacks, and which of its rows fit what is looked for."""

from datetime import date

import pytest

from eurostack_assess.method.catalogue_checks import (
    find_old,
    find_old_evidence,
    find_unchecked,
    find_unknown,
    find_unused,
)
from eurostack_assess.method.catalogue_filter import CatalogueFilter
from tests.dependencies import CATALOGUE


def test_owners_without_a_country_and_what_nothing_refers_to() -> None:
    catalogue = CATALOGUE.model_copy(
        update={
            "suppliers": {
                id_: row.model_copy(update={"owner": None} if id_ == "tug" else {"alternatives": ()})
                for id_, row in CATALOGUE.suppliers.items()
                if id_ in ("tug", "pilot", "buoys")
            }
        }
    )
    assert [(found.key, found.values["row"]) for found in (*find_unknown(catalogue), *find_unused(catalogue))] == [
        ("catalogue.owner-without-country", "fog"),
        ("catalogue.product-without-owner", "tug"),
        ("catalogue.alternative-for-nothing", "guild"),
        ("catalogue.alternative-for-nothing", "coast"),
        ("catalogue.alternative-for-nothing", "steam"),
        ("catalogue.owner-of-nothing", "fjord"),
        ("catalogue.owner-of-nothing", "polder"),
        ("catalogue.owner-of-nothing", "jade"),
    ]


@pytest.mark.parametrize(
    ("limit", "rows"),
    [
        pytest.param(date(2024, 1, 31), [], id="looked up that very day"),
        pytest.param(date(2024, 2, 1), ["fog"], id="looked up the day before"),
    ],
)
def test_rows_that_were_looked_up_long_ago(limit: date, rows: list[str]) -> None:
    assert [found.values["row"] for found in find_old(CATALOGUE, limit)] == rows


@pytest.mark.parametrize(
    ("limit", "rows"),
    [
        pytest.param(date(2025, 6, 1), [], id="a year is as old as its last day"),
        pytest.param(date(2026, 1, 1), ["atlantic"], id="the year before"),
    ],
)
def test_rows_whose_newest_dated_source_is_old(limit: date, rows: list[str]) -> None:
    found = [told.values["row"] for told in find_old_evidence(CATALOGUE, limit)]
    assert [row for row in found if row == "atlantic"] == rows


def test_a_row_that_nobody_looked_up_says_no_more_than_what_is_commonly_known() -> None:
    unchecked = {id_: row.model_copy(update={"checked": None}) for id_, row in CATALOGUE.owners.items()}
    known = {
        id_: row.model_copy(update={"confidence": "common_knowledge"}) if id_ == "fog" else row
        for id_, row in unchecked.items()
    }
    catalogue = CATALOGUE.model_copy(update={"owners": known})
    assert [found.values["row"] for found in find_unchecked(catalogue)] == [
        id_ for id_, row in known.items() if row.confidence != "common_knowledge"
    ]
    assert list(find_old(catalogue.model_copy(update={"suppliers": {}, "alternatives": {}}), date(2030, 1, 1))) == []


@pytest.mark.parametrize(
    ("wanted", "products", "alternatives"),
    [
        pytest.param(
            CatalogueFilter(),
            ["tug", "pilot", "sat-radio", "coast-radio", "buoys", "big-crane", "jade-motor"],
            ["rope", "coast", "guild", "steam"],
            id="anything",
        ),
        pytest.param(CatalogueFilter(layer="crane"), ["big-crane", "jade-motor"], ["steam"], id="a layer"),
        pytest.param(CatalogueFilter(category="radio"), ["sat-radio", "coast-radio"], ["coast"], id="a category"),
        pytest.param(
            CatalogueFilter(country="US"), ["pilot", "sat-radio"], ["coast"], id="controlled from, not sold from"
        ),
        pytest.param(CatalogueFilter(words="RADIO"), ["coast-radio", "sat-radio"], [], id="words in the name"),
        pytest.param(CatalogueFilter(words="atlantic pilot"), ["pilot"], [], id="words of product and owner"),
        pytest.param(CatalogueFilter(words="pilots"), [], ["guild"], id="words of an alternative"),
        pytest.param(CatalogueFilter(layer="crane", words="radio"), [], [], id="all of it or nothing"),
    ],
)
def test_rows_that_fit(wanted: CatalogueFilter, products: list[str], alternatives: list[str]) -> None:
    assert [row.id for row in wanted.products(CATALOGUE)] == products
    assert [row.id for row in wanted.alternatives(CATALOGUE, "en")] == alternatives

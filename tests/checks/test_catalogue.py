"""The shipped catalogue and scenarios: sound, sourced, in both languages, and of use to the profiles that come with them."""

import re
from pathlib import Path

import pytest

from eurostack_assess import shipped
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.catalogue import Catalogue, SourcedRow
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.scenario import read_scenario
from tests.helpers import ROOT

CATALOGUE: Catalogue = read_catalogue(shipped.get_folder("catalogue"))
LAYERS = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK).header.layers
ROWS: dict[str, SourcedRow] = {
    **{f"owner {id_}": row for id_, row in CATALOGUE.owners.items()},
    **{f"product {id_}": row for id_, row in CATALOGUE.suppliers.items()},
    **{f"alternative {id_}": row for id_, row in CATALOGUE.alternatives.items()},
}


def in_both(text: LocalText) -> bool:
    return {"nl", "en"} <= text.languages or text.languages == {ANY_LANGUAGE}


def test_every_category_belongs_to_a_layer_and_is_used() -> None:
    assert {category.layer for category in CATALOGUE.categories.values()} == set(LAYERS)
    used = {row.category for row in CATALOGUE.suppliers.values()}
    used |= {one.category for one in CATALOGUE.alternatives.values()}
    assert set(CATALOGUE.categories) - used == set()


def test_every_row_that_was_looked_up_says_where_it_was_seen() -> None:
    seen = ("confirmed", "reported")
    assert [name for name, row in ROWS.items() if row.confidence in seen and not row.sources] == []
    addresses = [source.url for row in ROWS.values() for source in row.sources if source.url]
    assert [address for address in addresses if not re.match(r"https?://[^\s]+$", address)] == []


def test_every_text_is_in_both_languages() -> None:
    notes = {name: row.note for name, row in ROWS.items() if row.note is not None}
    assert [name for name, note in notes.items() if note.languages != {"nl", "en"}] == []
    assert [row.id for row in CATALOGUE.suppliers.values() if not in_both(row.product)] == []
    assert [id_ for id_, one in CATALOGUE.categories.items() if one.text.languages != {"nl", "en"}] == []
    bare = [code for code, names in CATALOGUE.countries.items() if not names.keys() >= {"nl", "en"}]
    assert bare == []


def test_an_owner_without_a_country_says_why() -> None:
    assert [id_ for id_, owner in CATALOGUE.owners.items() if owner.country is None and owner.note is None] == []


def test_an_offer_called_european_is_not_controlled_from_outside() -> None:
    wrong = [
        one.id
        for one in CATALOGUE.alternatives.values()
        if one.form == "european" and one.country is not None and one.country not in CATALOGUE.european_countries
    ]
    assert wrong == []


def test_no_two_products_are_called_the_same() -> None:
    names = [text.casefold() for row in CATALOGUE.suppliers.values() for text in set(row.product.root.values())]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_owner_has_a_product_and_every_alternative_something_to_replace() -> None:
    assert set(CATALOGUE.owners) == {row.owner for row in CATALOGUE.suppliers.values()} - {None}
    named = {id_ for row in CATALOGUE.suppliers.values() for id_ in row.alternatives}
    assert set(CATALOGUE.alternatives) == named


@pytest.mark.parametrize("path", shipped.list_scenarios(), ids=lambda path: path.stem)
def test_a_scenario(path: Path) -> None:
    scenario = read_scenario(path, CATALOGUE)
    assert scenario.scenario == path.stem
    texts = [scenario.name, scenario.story, *([scenario.disputed] if scenario.disputed else [])]
    assert all(text.languages == {"nl", "en"} for text in texts)
    assert scenario.sources
    assert all(source.url and source.date and source.confidence for source in scenario.sources)


CONTESTED = {
    "when iDEAL gives way to Wero": re.compile(r"(?:by|until|tot|voor) (?:the end of |eind )2027"),
}
"""Facts on which sources differ: what no file may state as settled; a source may be quoted with what it says."""


@pytest.mark.parametrize("fact", CONTESTED)
def test_files_do_not_contradict_each_other_on_what_sources_dispute(fact: str) -> None:
    paths = [
        *ROOT.glob("profiles/*.yaml"),
        *ROOT.glob("catalogue/*.yaml"),
        *ROOT.glob("questionnaires/eurostack/**/*.yaml"),
    ]
    lines = [
        line for path in paths for line in path.read_text("utf-8").splitlines() if "iDEAL" in line and "Wero" in line
    ]
    assert lines, "nothing is said of it any more"
    said = [line for line in lines if not line.lstrip().startswith("- {text:")]
    assert [line for line in said if CONTESTED[fact].search(line)] == []


REMARKS = re.compile(
    r"\b(?:the|of|by|with|and|others|through|resellers|subsidiaries|founders?|family|investors|formerly|led|group|own|owned|"
    r"installation|community|consortium|government|cooperative|suppliers|shareholders|State)\b"
)
"""Words of a remark in English; in a name that serves every language they would stand in a Dutch report."""
NAMES_WITH_SUCH_A_WORD = ("SAP S/4HANA Cloud (RISE with SAP)", "Sign in with ")
"""Names that have one themselves."""


def test_a_name_for_every_language_has_no_remark_in_english() -> None:
    names = [owner.name for owner in CATALOGUE.owners.values()]
    names += [row.supplier for row in CATALOGUE.suppliers.values()]
    names += [row.operator for row in CATALOGUE.suppliers.values() if row.operator]
    texts = [row.product for row in CATALOGUE.suppliers.values()]
    texts += [text for row in CATALOGUE.alternatives.values() for text in (row.name, row.organisation)]
    names += [text.in_language() for text in texts if text.languages == {ANY_LANGUAGE}]
    assert [name for name in names if REMARKS.search(name) and not name.startswith(NAMES_WITH_SUCH_A_WORD)] == []

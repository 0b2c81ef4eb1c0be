"""A catalogue's files: what is in them, and what is refused at its place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from eurostack_assess.errors import FileAccessError, InvalidInputError, Message
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.scenario import read_scenario
from eurostack_assess.texts import texts
from tests.dependencies import CATALOGUE, name
from tests.helpers import CHANDLERY

SAY = texts("en")


def told(error: InvalidInputError) -> list[tuple[str, int, str, str]]:
    return [
        (
            Path(problem.place.file).name,
            problem.place.line,
            SAY.message(problem.message),
            SAY.message(problem.hint) if isinstance(problem.hint, Message) else "",
        )
        for problem in error.problems
    ]


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "chandlery"
    if not folder.exists():
        shutil.copytree(CHANDLERY, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return folder


def test_what_is_in_it() -> None:
    assert CATALOGUE.european_countries == {"NL", "SE", "FR", "NO", "EU"}
    assert CATALOGUE.check_date_range == (date(2024, 1, 31), date(2026, 1, 31))
    assert CATALOGUE.layer_of("boats") == "quay"
    assert CATALOGUE.layer_of("nothing") is None
    assert name(CATALOGUE.country("NO")) == "Norway"
    assert CATALOGUE.suppliers["buoys"].runs_on is None
    assert CATALOGUE.suppliers["coast-radio"].runs_on == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("tug", ["tug"], id="part of a name"),
        pytest.param("RADIO", ["coast-radio", "sat-radio"], id="what begins with it first, upper and lower case alike"),
        pytest.param("radio atlantic", ["sat-radio"], id="every word"),
        pytest.param("corp", ["pilot", "sat-radio"], id="the owner's name"),
        pytest.param("sleepboot", ["tug"], id="in any language"),
        pytest.param("", [], id="nothing"),
        pytest.param("zzz", [], id="unknown"),
    ],
)
def test_looking_for_a_product(words: str, found: list[str]) -> None:
    assert sorted(row.id for row in CATALOGUE.find(words, 9)) == sorted(found)
    assert len(CATALOGUE.find(words, 1)) <= 1


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        pytest.param("suppliers.yaml", "owner: fjord,", "owner: fjrod,", (8, "there is no fjrod in the catalogue", "did you mean fjord?"), id="owner"),
        pytest.param("suppliers.yaml", "category: cranes", "category: crane", (13, "there is no crane in the catalogue", "did you mean cranes?"), id="category"),
        pytest.param("suppliers.yaml", "country: CN, confidence", "country: XX, confidence", (6, "there is no XX in the catalogue", ""), id="an owner's country"),
        pytest.param("suppliers.yaml", "country: FR", "country: XX", (9, "there is no XX in the catalogue", ""), id="a seller's country"),
        pytest.param("suppliers.yaml", "operator_country: NL", "operator_country: XX", (9, "there is no XX in the catalogue", ""), id="an operator's country"),
        pytest.param("suppliers.yaml", "runs_on: [[jade-motor]]", "runs_on: [[jade-moter]]", (13, "there is no jade-moter in the catalogue", "did you mean jade-motor?"), id="what it runs on"),
        pytest.param("suppliers.yaml", "runs_on: [[jade-motor]]", "runs_on: [[big-crane]]", (13, "big-crane cannot need itself", ""), id="itself"),
        pytest.param("suppliers.yaml", "alternatives: [steam]", "alternatives: [stem]", (14, "there is no stem in the catalogue", "did you mean steam?"), id="alternative"),
        pytest.param("suppliers.yaml", "id: jade-motor", "id: tug", (14, "tug is listed twice", ""), id="a row twice"),
        pytest.param("suppliers.yaml", "id: buoys", "id: polder", (12, "polder is the id of an owner, but this product belongs to another owner", ""), id="another owner's id"),
        pytest.param("suppliers.yaml", "country: NO, confidence: reported, sources", "country: XX, confidence: reported, sources", (14, "there is no XX in the catalogue", ""), id="an earlier owner's country"),
        pytest.param("suppliers.yaml", 'since: "2019"', 'since: "2024-03"', (14, "since must not be later than until", ""), id="a time that ends before it begins"),
        pytest.param("alternatives.yaml", "id: steam", "id: rope", (5, "rope is listed twice", ""), id="an alternative twice"),
        pytest.param("alternatives.yaml", "category: parts", "category: part", (5, "there is no part in the catalogue", "did you mean parts?"), id="an alternative's category"),
        pytest.param("alternatives.yaml", "country: SE", "country: XX", (5, "there is no XX in the catalogue", ""), id="an alternative's country"),
        pytest.param("alternatives.yaml", ", note: {nl: \"Eigenaar in de VS.\", en: \"Owner in the US.\"}", "", (4, "a caveat needs a note that explains it", ""), id="a caveat that is not told"),
        pytest.param("countries.yaml", "members: [NL, SE, FR]", "members: [NL, SE, XX]", (2, "there is no XX in the catalogue", ""), id="a group's member"),
        pytest.param("categories.yaml", "boats:", "boa_ts:", (2, "an id may contain only lower-case letters, digits and single hyphens", ""), id="not an id"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, file: str, old: str, new: str, problem: tuple[int, str, str]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_catalogue(changed(tmp_path, file, old, new))
    assert (file, *problem) in told(caught.value)


def test_files_that_are_missing_or_broken(tmp_path: Path) -> None:
    folder = changed(tmp_path, "alternatives.yaml", "alternatives:", "alternatives: [")
    changed(tmp_path, "suppliers.yaml", "owners:", "ownars:")
    with pytest.raises(InvalidInputError) as caught:
        read_catalogue(folder)
    assert {one[0] for one in told(caught.value)} == {"alternatives.yaml", "suppliers.yaml"}
    (folder / "countries.yaml").unlink()
    with pytest.raises(FileAccessError):
        read_catalogue(folder)


def scenario(tmp_path: Path, words: str, of: Catalogue = CATALOGUE) -> object:
    path = tmp_path / "s.yaml"
    path.write_text(f"scenario: s\nname: S\nstory: It happened.\n{words}", "utf-8")
    return read_scenario(path, of)


def test_a_scenario(tmp_path: Path) -> None:
    read = scenario(
        tmp_path, "takeover: [{category: boats, to: US}]\nwithout: [US, sat-radio, {category: radio, country: CN}]\n"
    )
    assert [(one.id, one.country, one.category) for one in read.without] == [  # type: ignore[attr-defined]
        (None, "US", None),
        ("sat-radio", None, None),
        (None, "CN", "radio"),
    ]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("without: [{category: boots}]\n", (4, "there is no boots in the catalogue", "did you mean boats?")),
        ("without: [XX]\n", (4, "XX is not an ISO 3166-1 country code", "")),
        ("without: [US]\ntakeover: [{category: boats, to: XX}]\n", (5, "XX is not an ISO 3166-1 country code", "")),
        ("without: [{}]\n", (4, "give an id, a country or a category", "")),
        ("without: []\n", (4, "the number of items here must be at least 1", "")),
    ],
)
def test_a_scenario_refused(tmp_path: Path, words: str, problem: tuple[int, str, str]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        scenario(tmp_path, words)
    assert [one[1:] for one in told(caught.value)] == [problem]

"""The GEMMA software catalogue to services in use: its three tables, its model, and what cannot be placed."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading import gemma as gemma_module
from eurostack_assess.reading.gemma import read_gemma
from eurostack_assess.reading.import_result import ImportResult
from eurostack_assess.subjects.shipped_data import shipped_catalogue
from eurostack_assess.texts import texts
from tests.helpers import RESOURCES

SAY = texts("en")
FOLDER = RESOURCES / "gemma"
LAYER = "ai-applications"


def read(path: Path, name: str = "Gemeente Voorbeeldstad") -> ImportResult:
    return read_gemma(path, name, shipped_catalogue(), [LAYER])


def told(imported: ImportResult) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.service.in_language(), one.supplier, one.evidence.in_language() if one.evidence else None)
        for one in imported.services
    ]


def issues(imported: ImportResult) -> list[tuple[str, str]]:
    return [(one.item, SAY.message(one.reason)) for one in imported.issues]


def written(tmp_path: Path, words: str, name: str = "x.csv") -> Path:
    path = tmp_path / name
    path.write_text(words, "utf-8")
    return path


ZAAKMEESTER = ("ZaakMeester", "Noorderlicht Software B.V.", "Zaakregistratiecomponent, Zaakafhandelcomponent")


@pytest.mark.parametrize(
    ("file", "services", "left_out"),
    [
        pytest.param(
            "Applicatieportfolio_voorbeeldstad.csv",
            [
                ZAAKMEESTER,
                ("BurgerBalie", "Noorderlicht Software B.V.", "BRP-beheercomponent"),
                ("WaardeVast", "Polderdata", "WOZ-component"),
                ("KantoorSamen", "Groot & Zoon ICT", "Kantoorautomatiseringcomponent, E-mailcomponent"),
                ("Gravenkaart", "self", "Gravenbeheercomponent"),
            ],
            [],
            id="the overview of a municipality",
        ),
        pytest.param(
            "pakketoverzicht-nasty.csv",
            [
                ZAAKMEESTER,
                ("BurgerBalie", "noorderlicht software bv", "BRP-beheercomponent"),
                ("Gravenkaart", None, None),
                ("Übersicht – Bestuur", "Café Société Informatique", "Bestuur- en Raadsinformatiecomponent"),
                ("KantoorSamen", "Groot & Zoon ICT", None),
            ],
            [
                ("Noorderlicht Software B.V., HalfRegel, 1.0", "cells in this row: 3; columns in the table: 13"),
                ("WaardeVast", "not in use: Gepland"),
            ],
            id="one with everything that goes wrong",
        ),
        pytest.param(
            "Gemeenten_applicatieportfolio_20260304_2008.csv",
            [ZAAKMEESTER, ("WaardeVast", "Polderdata", "WOZ-component")],
            [],
            id="the download of all: a row for each component",
        ),
        pytest.param(
            "export-applicaties-nieuw.csv",
            [
                ZAAKMEESTER,
                ("KantoorSamen| samen werken", "Groot & Zoon ICT", None),
                ("OpenForm", None, None),
                ("DataBak", "Polderdata", None),
            ],
            [],
            id="the renewed catalogue: lists as JSON",
        ),
        pytest.param(
            "ameff.xml",
            [
                ("ZaakMeester", "Noorderlicht Software B.V.", "Zaakregistratiecomponent"),
                ("KantoorSamen", "Groot & Zoon ICT", "E-mailcomponent"),
            ],
            [],
            id="the model: packages and versions",
        ),
        pytest.param(
            "ameff-nasty.xml",
            [
                ("KantoorSamen (365)", "Groot & Zoon ICT", "E-mailcomponent"),
                ("Weeskind – zonder leverancier", None, None),
            ],
            [("id-p3", "this package has no name")],
            id="a model in which nothing says what an element is",
        ),
    ],
)
def test_packages_in_use(
    file: str, services: list[tuple[str, str | None, str | None]], left_out: list[tuple[str, str]]
) -> None:
    imported = read(FOLDER / file)
    assert told(imported) == services
    assert issues(imported) == left_out


def test_system_software_is_in_no_layer_and_products_are_known(tmp_path: Path) -> None:
    (*_, data_bak) = read(FOLDER / "export-applicaties-nieuw.csv").services
    assert data_bak.layer is None
    imported = read(written(tmp_path, "Leverancier,Pakket Naam\nMicrosoft,Microsoft 365\nx,\n,[a\n"))
    assert issues(imported) == [("x", "this package has no name")]
    assert [(one.supplier, one.layer) for one in imported.services] == [("microsoft-365", None), (None, LAYER)]
    assert imported.matches == (("Microsoft 365", "microsoft-365"),)


def test_a_package_of_two_versions_is_in_use_if_one_is(tmp_path: Path) -> None:
    head = "Leverancier;Pakket Naam;Referentiecomponenten gemeente;Status\n"
    rows = 'A;P;x;Uitgefaseerd\nA;P;"[""y"", 3]";In productie\nA;Q;[broken;Uitgefaseerd\nA;Q;;Gepland\n'
    imported = read(written(tmp_path, head + rows))
    assert told(imported) == [("P", "A", "x, y, 3")]
    assert issues(imported) == [("Q", "not in use: Gepland")]


def test_a_file_of_several_municipalities_asks_for_one(tmp_path: Path) -> None:
    head = "Gemeente naam;Leverancier Naam;Pakket Naam\n"
    path = written(tmp_path, head + "Voorbeeldstad;A;P\nElders;B;Q\n")
    assert told(read(path, "elders")) == [("Q", "B", None)]
    with pytest.raises(InvalidInputError) as caught:
        read(path, "Nergens")
    (problem,) = caught.value.problems
    assert problem.hint is not None
    assert SAY.message(problem.hint) == "choose a municipality with --name, such as: Voorbeeldstad, Elders"


def test_of_many_municipalities_some_are_named(tmp_path: Path) -> None:
    rows = "".join(f"Stad {number};A;P\n" for number in range(11))
    with pytest.raises(InvalidInputError) as caught:
        read(written(tmp_path, f"Gemeente naam;Leverancier Naam;Pakket Naam\n{rows}"), "Nergens")
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert hint.values["names"] == ", ".join([*(f"Stad {number}" for number in range(10)), "…"])


@pytest.mark.parametrize("title", ["Gemeente", "Gemeente naam", "Organisatie"])
def test_the_municipality_by_any_of_its_titles(tmp_path: Path, title: str) -> None:
    path = written(tmp_path, f"{title};Leverancier;Pakket Naam\nVoorbeeldstad;A;P\nElders;B;Q\n")
    assert told(read(path, "elders")) == [("Q", "B", None)]


def test_a_version_says_the_status_of_its_package(tmp_path: Path) -> None:
    text = (FOLDER / "ameff.xml").read_text("utf-8")
    imported = read(written(tmp_path, text.replace("In productie", "Uitgefaseerd"), "m.xml"))
    assert [name for name, _, _ in told(imported)] == ["KantoorSamen"]
    assert issues(imported) == [("ZaakMeester", "not in use: Uitgefaseerd")]


@pytest.mark.parametrize(
    ("name", "words", "problem"),
    [
        pytest.param("x.csv", "a,b\n1,2\n", "problem.no-gemma", id="another table"),
        pytest.param("x.xml", "<model", "problem.not-xml", id="cut off"),
        pytest.param("x.xml", "<?xml version='1.0' encoding='utA-8'?><model/>", "problem.not-xml", id="an encoding that nobody knows"),
        pytest.param("x.xml", "<model/>", "problem.no-gemma", id="no elements"),
        pytest.param("x.xml", "<bom xmlns='http://cyclonedx.org/schema/bom/1.5'/>", "problem.kind-bill", id="a bill of materials"),
        pytest.param("x.xml", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 20}">' for n in range(8)) + "]><x>&i;</x>", "problem.not-xml", id="entities without end"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, name: str, words: str, problem: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(written(tmp_path, words, name))
    assert [one.message.key for one in caught.value.problems] == [problem]


def test_a_model_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemma_module, "AMEFF_LIMIT", 10)
    with pytest.raises(InvalidInputError) as caught:
        read(FOLDER / "ameff.xml")
    assert [one.message.key for one in caught.value.problems] == ["problem.too-large"]

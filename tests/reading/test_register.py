"""Registers of services and contracts to services: known columns, column maps, and everything that could not be placed."""

from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError, Message
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.import_result import ImportResult
from eurostack_assess.reading.register import ColumnMap, read_column_map, read_register
from eurostack_assess.texts import texts
from tests.dependencies import CATALOGUE

SAY = texts("en")
LAYERS = {"quay": ("Kade", "Quay"), "crane": ("Kraan", "Crane")}


def read(tmp_path: Path, words: str, columns: ColumnMap | None = None) -> ImportResult:
    path = tmp_path / "register.csv"
    path.write_text(words, "utf-8")
    return read_register(path, CATALOGUE, LAYERS, columns or ColumnMap())


def said(one: Dependency) -> dict[str, object]:
    return {key: value for key, value in one.model_dump(mode="json", exclude_defaults=True).items() if key != "id"}


def unplaced(imported: ImportResult) -> list[tuple[str, str]]:
    return [(one.item, SAY.message(one.reason)) for one in imported.issues]


def test_a_dutch_register_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "\ufeffDienst;Laag;Leverancier;Land eigenaar;Kritikaliteit;Vertrek;Aandeel;Heeft nodig;Contract;Einddatum\n"
        "Slepen;Kade;tug;;Hoog;Moeilijk;33,5%;Seinen;C-1;2027\n"
        "Seinen;kade;Seinhuis BV;Nederland;middel;onmogelijk;0,25;;;\n"
        "\n"
        "Hijsen;KRAAN;zelf;;laag;makkelijk;;Slepen/Seinen;;\n",
    )
    assert [(one.id, said(one)) for one in imported.services] == [
        ("slepen", {"service": {"und": "Slepen"}, "layer": "quay", "supplier": "tug", "criticality": "high", "exit": "complex", "share": 0.335, "needs": [["seinen"]], "evidence": {"und": "C-1"}}),
        ("seinen", {"service": {"und": "Seinen"}, "layer": "quay", "supplier": "Seinhuis BV", "parent_country": "NL", "criticality": "medium", "exit": "none", "share": 0.25}),
        ("hijsen", {"service": {"und": "Hijsen"}, "layer": "crane", "supplier": "self", "criticality": "low", "exit": "easy", "needs": [["slepen", "seinen"]]}),
    ]  # fmt: skip
    assert unplaced(imported) == [("Einddatum", "unrecognised column; use --map to say what it means")]
    assert imported.matches == (("Slepen", "tug"),)


def test_english_columns_by_their_own_keys_and_words_of_dora(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "id,service,category,supplier,country,parent,operator,operator_country,supply,exit,source\n"
        "x1,Tug boat,boats,Fjord Boats,SE,fjord,Remote,China,eenmalig,Not substitutable,https://example.org\n",
    )
    assert [(one.id, said(one)) for one in imported.services] == [
        ("x1", {"service": {"und": "Tug boat"}, "category": "boats", "supplier": "tug", "country": "SE", "parent": "fjord", "operator": "Remote", "operator_country": "CN", "supply": "once", "exit": "none", "source": "https://example.org"}),
    ]  # fmt: skip


def test_a_map_says_what_columns_and_words_mean(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        'columns: {service: Wat, criticality: Klasse}\nvalues: {criticality: {"A": high, "B": low}}\ndelimiter: "|"\n'
    )
    imported = read(tmp_path, "Wat|Klasse|Laag, soort\nSlepen|a|x\nHijsen|C|y\n", read_column_map(path))
    assert [(one.id, one.criticality) for one in imported.services] == [("slepen", "high"), ("hijsen", None)]
    assert unplaced(imported) == [
        ("Laag, soort", "unrecognised column; use --map to say what it means"),
        ("C", "line 3, column Klasse: value not recognised; use one of: low, medium, high"),
    ]


def test_what_cannot_be_placed_is_listed_and_never_guessed(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "service,layer,category,supplier,country,share,needs\n"
        "a,kai,boots,Firm,Atlantis,250%,nobody\n"
        ",quay,,,,,\n"
        "b,quay,,firm,NL,0.7,b\n"
        "c,quay,,FIRM,SE,0.6,\n",
    )
    assert [said(one) for one in imported.services] == [
        {"service": {"und": "a"}, "supplier": "Firm"},
        {"service": {"und": "b"}, "layer": "quay", "supplier": "firm", "country": "NL"},
        {"service": {"und": "c"}, "layer": "quay", "supplier": "FIRM"},
    ]
    assert unplaced(imported) == [
        ("kai", "line 2, column layer: value not recognised"),
        ("boots", "line 2, column category: value not recognised"),
        ("Atlantis", "line 2, column country: value not recognised"),
        ("250%", "line 2, column share: value not recognised"),
        ("quay", "line 3: the service has no name"),
        ("nobody", "needed by a, but no other row has this name"),
        ("b", "needed by b, but no other row has this name"),
        ("quay", "the shares in this layer add up to more than 1 and were left out"),
        ("SE", "line 5, column country: an earlier row gives NL for FIRM; the earlier row counts"),
    ]


@pytest.mark.parametrize(
    ("supplier", "kept"),
    [
        pytest.param("Fjord Boats", True, id="the product's supplier"),
        pytest.param("fjord as", True, id="its owner's company"),
        pytest.param("tug", True, id="its id"),
        pytest.param("", True, id="none"),
        pytest.param("self", True, id="the organisation itself"),
        pytest.param("Quayside Resellers BV", False, id="a reseller"),
    ],
)
def test_country_and_owner_of_a_reseller_are_not_those_of_the_product(
    tmp_path: Path, supplier: str, *, kept: bool
) -> None:
    imported = read(tmp_path, f"service,supplier,country,parent,parent_country\nTug boat,{supplier},NL,Holding,NL\n")
    facts = {"country": "NL", "parent": "Holding", "parent_country": "NL"} if kept else {}
    assert said(imported.services[0]) == {"service": {"und": "Tug boat"}, "supplier": "tug", **facts}
    left_out = "line 2: according to the catalogue, tug is not this company's product; the company's name, country and owner were left out"
    assert unplaced(imported) == ([] if kept else [(supplier, left_out)])


def test_columns_without_a_title_or_with_one_that_stands_there_twice_are_listed(tmp_path: Path) -> None:
    imported = read(tmp_path, "service,,supplier,Supplier,\nTow,US,Firm,Other,\n")
    assert said(imported.services[0]) == {"service": {"und": "Tow"}, "supplier": "Firm"}
    assert unplaced(imported) == [
        ("B", "this column has values but no title; give it one"),
        ("Supplier", "a second column has this title; only the first one is used"),
    ]


def test_headings_totals_and_titles_between_the_rows(tmp_path: Path) -> None:
    names = ["Port", "A", "B", "C", "D", "Total"]
    rows = "".join(f"{name},\n" for name in names)
    imported = read(tmp_path, f"service,supplier\nTow,Firm\nDienst,Leverancier\n{rows}")
    assert [one.service.in_language() for one in imported.services] == ["Tow", *names]
    assert unplaced(imported) == [("Dienst, Leverancier", "line 3: these are column titles, not a service")]
    assert [SAY.message(note) for note in imported.notes] == [
        "6 rows have only a name (Port, A, B, C, D, …); remove any that are headings or totals from the profile"
    ]


def test_a_list_of_names_has_nothing_but_names(tmp_path: Path) -> None:
    assert read(tmp_path, "service\nTow\nHoist\n").notes == ()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        pytest.param("encoding: dos\n", (1, "dos is not a supported character encoding; those supported include cp850 (DOS), mac_roman and cp1250"), id="an encoding that nobody knows"),
        pytest.param("values:\n  exit:\n    Zwaar: lastig\n", (2, "lastig is not an accepted value; use one of: easy, medium, complex, none"), id="a word for no value"),
    ],
)  # fmt: skip
def test_a_map_that_says_nothing_is_refused_at_its_line(tmp_path: Path, words: str, problem: tuple[int, str]) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(words)
    with pytest.raises(InvalidInputError) as caught:
        read_column_map(path)
    assert [(one.place.line, SAY.message(one.message)) for one in caught.value.problems] == [problem]


@pytest.mark.parametrize("share", ["x", "nan", "-1", "inf"])
def test_what_is_no_share(tmp_path: Path, share: str) -> None:
    imported = read(tmp_path, f"service,share\na,{share}\n")
    assert imported.services[0].share is None
    assert len(imported.issues) == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", (1, "the file is empty", "")),
        ("service,exit\n", (1, "there are no rows below the column titles", "")),
        ("naam,exit\na,b\n", (1, "no column contains the name of the service", "name the column in a file for --map: columns: {service: ...}; the columns on line 1 are: naam, exit; if the titles are on another line, add titles: LINE")),
        ("service,exit\na,easy\nb\nc,easy,x\n", (3, "cells in this row: 1; columns in the table: 2", "")),
        ('service,exit\na,"easy\nb,easy\n', (2, "this is not valid CSV: unexpected end of data", "")),
        ("service\n" + "a\n" * 5001, (5002, "there are more than 5000 rows", "")),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, words: str, problem: tuple[int, str, str]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tmp_path, words)
    first = caught.value.problems[0]
    hint = SAY.message(first.hint) if isinstance(first.hint, Message) else ""
    assert (first.place.line, SAY.message(first.message), hint) == problem


def test_a_map_that_names_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tmp_path, "a,b\n1,2\n", ColumnMap(columns={"service": "c"}))
    [problem] = caught.value.problems
    assert SAY.message(problem.message) == "there is no column c"
    assert isinstance(problem.hint, Message)
    assert SAY.message(problem.hint) == "choose from these columns: a, b"


def test_an_id_goes_before_a_name_and_a_name_of_several_rows_is_listed(tmp_path: Path) -> None:
    words = "id,service,needs\nmail,Post,\nx,Mail,\na,Desk,mail\nb,Twin,\nc,Twin,\nd,Shop,twin\ne,Till,Post/twin\n,Night watch,\ng,Gate,night-watch\n"
    imported = read(tmp_path, words)
    assert {one.id: one.needs for one in imported.services if one.needs} == {
        "a": (("mail",),),
        "g": (("night-watch",),),
    }
    several = "several rows have this name; use the id of one of them: b, c"
    assert unplaced(imported) == [
        ("twin", f"needed by Shop, but {several}"),
        ("Post/twin", f"needed by Till, but {several}"),
    ]


def test_a_country_by_any_of_its_names(tmp_path: Path) -> None:
    imported = read(tmp_path, "service,country\na,Sverige\nb,eba_GA:se\nc,The Sweden\nd,S.E.\ne,zweden\nf,Swedes\n")
    assert [one.country for one in imported.services] == [None, "SE", "SE", "SE", "SE", None]


def test_titles_stand_below_other_rows_on_the_sheet_that_has_them(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        book.add_worksheet("Read me").write_column(0, 0, ["How to fill in", "this workbook"])
        sheet = book.add_worksheet("Contracts")
        for number, row in enumerate(
            [["Contracts of 2026"], [], ["Dienst", "Leverancier", "Uitstap"], ["Slepen", "zelf"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_formula("C4", "=NA()", None, "#N/A")
    imported = read_register(tmp_path / "r.xlsx", CATALOGUE, LAYERS)
    assert [said(one) for one in imported.services] == [{"service": {"und": "Slepen"}, "supplier": "self"}]
    assert unplaced(imported) == [("C4", "cell C4 shows an error")]


def test_a_survey_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tmp_path, "Antwort ID,Datum Abgeschickt,Start-Sprache\n1,2026-11-30,de\n")
    assert [one.message.key for one in caught.value.problems] == ["problem.kind-survey"]


def test_where_no_sheet_has_known_titles_they_are_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        for name in ("One", "Two"):
            book.add_worksheet(name).write_column(0, 0, ["wat", "Slepen"])
    with pytest.raises(InvalidInputError) as caught:
        read_register(tmp_path / "r.xlsx", CATALOGUE, LAYERS)
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert SAY.message(hint).endswith("sheet: NAME (one of: One, Two)")
    with pytest.raises(InvalidInputError) as caught:
        read_register(tmp_path / "r.xlsx", CATALOGUE, LAYERS, ColumnMap(columns={"service": "wie"}))
    hint = caught.value.problems[0].hint
    assert hint is not None
    assert (
        SAY.message(hint)
        == "choose from the columns of this sheet: wat; to use another sheet, add sheet: NAME to the file for --map; the sheets are: One, Two"
    )
    mapped = read_register(tmp_path / "r.xlsx", CATALOGUE, LAYERS, ColumnMap(sheet="Two", columns={"service": "wat"}))
    assert [one.id for one in mapped.services] == ["slepen"]


def test_a_file_in_other_letters_says_how_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("service\nCoördinatie\n".encode("cp1252"))
    assert [note.key for note in read_register(tmp_path / "r.csv", CATALOGUE, LAYERS).notes] == ["import.windows-1252"]


def test_owners_are_taken_from_legal_names_unless_somebody_says_them(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "service,supplier,parent country\n"
        "a,Fjord Boats Sweden AB,\nb,Fjord Boats Sweden AB,\nc,Fjord Boats Nederland B.V.,NL\nd,Fjord Boats Nederland B.V.,\n",
    )
    assert [one.parent for one in imported.services] == ["fjord", "fjord", None, None]
    assert imported.assumed_owners == {"Fjord Boats Sweden AB": "fjord"}


def test_a_register_of_thousands_of_rows_of_one_name_grows_with_its_size(tmp_path: Path) -> None:
    imported = read(tmp_path, "service,needs\n" + "Twin,Twin\n" * 5000)
    assert (imported.services[-1].id, len(imported.issues)) == ("twin-5000", 5000)


def test_a_register_of_information_is_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        for name in ("b_05.01", "b_02.02"):
            book.add_worksheet(name).write_column(0, 0, ["code", "x"])
    with pytest.raises(InvalidInputError) as caught:
        read_register(tmp_path / "r.xlsx", CATALOGUE, LAYERS)
    assert [one.hint and one.hint.key for one in caught.value.problems] == ["hint.kind-dora"]

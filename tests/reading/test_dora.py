"""Registers of information of DORA to services and functions: every layout that occurs, and what cannot be placed."""

import csv
import io
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.model.dora import FUNCTION_CRITICALITY, SERVICE_TYPES, SUBSTITUTABILITY
from eurostack_assess.model.profile import Dependency
from eurostack_assess.reading.dora import ImportedRegister, read_dora
from eurostack_assess.subjects.shipped_data import shipped_catalogue
from eurostack_assess.texts import texts
from tests.helpers import RESOURCES

SAY = texts("en")
FOLDER = RESOURCES / "dora"
LAYERS = ("ai-applications", "data-platforms", "cloud-compute", "networks-connectivity", "hardware-chips")
DAY = date(2026, 11, 30)

BANK = [
    ("c-001", "Cloud services: SaaS (C-001)", "Stratus Cloud Ireland Limited", "IE", "US", None, None, (), "ai-applications"),
    ("c-002", "Cloud services: IaaS (C-002)", "Stratus Cloud Ireland Limited", "IE", "US", "high", "complex", (("c-002-nordisk-backup-ab",),), "cloud-compute"),
    ("c-003", "ICT, facilities and hosting services (excluding Cloud services) (C-003)", "Rheinwerk Hosting GmbH", "DE", "DE", "high", "medium", (), "cloud-compute"),
    ("c-004", "Cloud services: SaaS (C-004)", "Payroll Noord B.V.", "NL", "NL", "low", None, (), "ai-applications"),
    ("c-002-nordisk-backup-ab", "Cloud services: IaaS (C-002): Nordisk Backup AB", "Nordisk Backup AB", "SE", "SE", None, None, (), "cloud-compute"),
    ("f1", "Payments", "self", None, None, "high", None, (("c-002",), ("c-003",)), None),
    ("f2", "Internal communication", "self", None, None, None, None, (("c-001",),), None),
    ("f3", "HR and payroll", "self", None, None, "low", None, (("c-003",), ("c-004",)), None),
]  # fmt: skip


def told(one: Dependency) -> tuple[object, ...]:
    service = one.service.in_language()
    return (
        one.id,
        service,
        one.supplier,
        one.country,
        one.parent_country,
        one.criticality,
        one.exit,
        one.needs,
        one.layer,
    )


def read(path: Path, day: date = DAY) -> ImportedRegister:
    return read_dora(path, shipped_catalogue(), LAYERS, day)


def issues(register: ImportedRegister) -> list[tuple[str, str]]:
    return [(one.item, SAY.message(one.reason)) for one in register.result.issues]


def tables(folder: Path, files: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


USES = [["c0010", "c0030", "c0050", "c0060", "c0080"], ["K1", "P1", "F1", "eba_TA:S19", ""]]
PROVIDERS = [["c0010", "c0050", "c0080", "c0110"], ["P1", "Wolk B.V.", "eba_GA:NL", "P1"]]


def test_the_layout_of_2024_with_an_error_cell() -> None:
    register = read(FOLDER / "register-a-eba-template-2024.xlsx")
    assert [told(one) for one in register.result.services] == BANK
    assert (register.entity, register.country) == ("Bank Voorbeeld N.V.", "NL")
    assert issues(register) == [("b_05.01!H9", "cell H9 shows an error")][: len(issues(register))]


def test_a_package_of_tables_in_any_order_of_columns(tmp_path: Path) -> None:
    assert [told(one) for one in read(FOLDER / "register-a-xbrl-csv.zip").result.services] == BANK
    with zipfile.ZipFile(FOLDER / "register-a-xbrl-csv.zip") as archive:
        archive.extractall(tmp_path)
    assert [told(one) for one in read(tmp_path).result.services] == BANK


def test_words_for_codes_under_titles_and_codes_in_the_first_row() -> None:
    words, codes = (read(FOLDER / f"register-b-{name}.xlsx") for name in ("words-4.0", "codes-first-row"))
    assert [(one.id, one.supplier, one.parent, one.country, one.criticality, one.exit) for one in words.result.services] == [
        ("d-1", "Cumulus Claims Software Ltd", "Cumulus Group Inc.", "GB", "high", "none"),
        ("d-2-a", "Datalake France SAS", "Datalake France SAS", "FR", "low", None),
        ("d-3", "Kern Telecom S.A.", None, "LU", "high", None),
        ("d-4", "Voorbeeld ICT B.V.", "Verzekeraar Voorbeeld N.V.", "NL", "high", "medium"),
        ("d-1-hosting-iberia-s-l", "Hosting Iberia S.L.", "Hosting Iberia S.L.", "ES", None, None),
        ("d-1-seoul-chips-co-ltd", "Seoul Chips Co., Ltd.", "Seoul Chips Co., Ltd.", "KR", None, None),
        ("f1", "self", None, None, "high", None),
        ("f2", "self", None, None, "low", None),
        ("f3", "self", None, None, "low", None),
    ]  # fmt: skip
    assert issues(words) == [
        ("B_07.01!E6", "cell E6 shows an error"),
        ("D-5", "B_02.02, row 12: this contract ended on 31 December 2023"),
        ("222100KERNTELHLDLU46", "no row in B_05.01 has this code, so the owner of Kern Telecom S.A. is not known"),
    ]
    assert [one.needs for one in words.result.services] == [one.needs for one in codes.result.services]
    assert {one.id: one.exit for one in codes.result.services}["d-3"] == "easy", "where the cell shows no error"


def test_the_numbers_before_the_corrigendum(tmp_path: Path) -> None:
    functions = [["B_06.01.0010", "B_06.01.0030", "B_06.01.0060", "B_06.01.0110"], ["F1", "Payments", "1. Yes", "Low"]]
    folder = tables(tmp_path, {"b_02.02.csv": USES, "b_05.01.csv": PROVIDERS, "functions b_06.01.csv": functions})
    assert [one.criticality for one in read(folder).result.services] == ["high", "high"]


def test_a_register_of_providers_alone(tmp_path: Path) -> None:
    rows = [["P2", "Holding Inc.", "eba_GA:US", "P2"], ["P3", "Dochter B.V.", "NL", "P2"], ["P4", "", "", ""]]
    register = read(tables(tmp_path, {"b_05.01.csv": [PROVIDERS[0], *rows[1:], rows[0]]}))
    assert [(one.service.in_language(), one.country, one.parent_country) for one in register.result.services] == [
        ("Dochter B.V.", "NL", "US"),
        ("P4", None, None),
        ("Holding Inc.", "US", "US"),
    ]
    assert issues(register)[0][0] == "B_02.02"


def test_what_cannot_be_placed_is_listed(tmp_path: Path) -> None:
    uses = [
        USES[0],
        ["K1", "P1", "", "S19", "31/12/2030"],
        ["K1", " p1 ", "F9", "Cloud services: SaaS", "9999-12-31"],
        ["", "P1", "F1", "", ""],
        ["K2", "P7", "", "Cleaning", "soon"],
        ["K3", "P1", "", "", "01-02-2026"],
    ]
    chains = [
        ["c0010", "c0020", "c0030", "c0050", "c0060"],
        ["K1", "S19", "P1", "1", ""],
        ["K1", "S19", "P5", "3", "P6"],
        ["K1", "S19", "P6", "2", "P1"],
        ["K9", "S19", "P6", "2", "P1"],
        ["K1", "S19", "", "2", "P1"],
    ]
    assessments = [
        ["c0010", "c0020", "c0040", "c0050"],
        ["K1", "P1", "S19", "unheard of"],
        ["K2", "P7", "Cleaning", ""],
    ]
    providers = [*PROVIDERS, ["P5", "Vijf", "Atlantis", ""], ["P6", "Zes", "BE", "P5"], ["", "note", "", ""]]
    files = {"b_02.02.csv": uses, "b_05.01.csv": providers, "b_05.02.csv": chains, "b_07.01.csv": assessments}
    register = read(tables(tmp_path, files))
    assert [(one.id, one.service.in_language(), one.needs) for one in register.result.services] == [
        ("k1", "Cloud services: SaaS (K1)", (("k1-zes",),)),
        ("k2", "Cleaning (K2)", ()),
        ("k1-zes", "Cloud services: SaaS (K1): Zes", (("k1-vijf",),)),
        ("k1-vijf", "Cloud services: SaaS (K1): Vijf", ()),
    ]
    assert issues(register) == [
        ("P1, F1", "b_02.02, row 4: the contract or the provider is missing"),
        (
            "soon",
            "b_02.02, row 5: end date not recognised (write it as 2027-12-31, for example); the contract is treated as still in force",
        ),
        ("K3", "b_02.02, row 6: this contract ended on 1 February 2026"),
        ("unheard of", "b_07.01, row 2: value not recognised"),
        ("P7", "no row in B_05.01 has this code, so the provider of Cleaning (K2) is not known"),
        ("K9 / P6", "b_05.02, row 5: the recipient of this subcontracted service is not in this register"),
        ("Atlantis", "b_05.01, row 3: value not recognised"),
    ]


def test_the_rows_of_one_function_make_it_as_critical_as_the_most_critical(tmp_path: Path) -> None:
    uses = [USES[0], ["K1", "P1", "F1", "S19", ""], ["K2", "P1", "F8", "S19", ""], ["K3", "P1", "N/A", "S19", ""]]
    functions = [
        ["c0010", "c0030", "c0050"],
        ["F1", "Payments", "No"],
        ["f1", "Payments of another entity", "Yes"],
        ["F1", "Payments", "No"],
        ["F2", "Lending", "perhaps"],
        ["", "F2 is new", ""],
    ]
    files = {"b_02.02.csv": uses, "b_05.01.csv": PROVIDERS, "b_06.01.csv": functions}
    register = read(tables(tmp_path, files))
    assert [(one.service.in_language(), one.criticality) for one in register.result.services] == [
        ("Cloud services: SaaS (K1)", "high"),
        ("Cloud services: SaaS (K2)", None),
        ("Cloud services: SaaS (K3)", None),
        ("Payments", "high"),
        ("Lending", None),
    ]
    assert issues(register) == [
        ("perhaps", "b_06.01, row 5: value not recognised"),
        ("F8", "b_02.02, row 3: no row in B_06.01 has this function"),
    ]


def test_of_two_rows_of_one_provider_the_first_counts(tmp_path: Path) -> None:
    providers = [*PROVIDERS, ["p1", "Wolk N.V.", "BE", "P1"], PROVIDERS[1]]
    register = read(tables(tmp_path, {"b_02.02.csv": USES, "b_05.01.csv": providers}))
    assert [(one.supplier, one.country) for one in register.result.services] == [("Wolk B.V.", "NL")]
    assert issues(register) == [
        ("p1", "b_05.01, row 3: an earlier row has the same code but different facts; the earlier row is used")
    ]


def test_assessments_of_what_nobody_uses_are_listed(tmp_path: Path) -> None:
    uses = [*USES, ["K2", "P1", "", "S19", "2026-02-01"]]
    chains = [["c0010", "c0020", "c0030", "c0050", "c0060"], ["K1", "S19", "P2", "2", "P1"]]
    of = [["K1", "P1", "S19"], ["K1", "P1", "S18"], ["K2", "P1", "S19"], ["K1", "P2", "S19"], ["K9", "P1", "S19"]]
    assessments = [["c0010", "c0020", "c0040", "c0050"], *([*key, ""] for key in of), ["", "", "", "x"]]
    files = {"b_02.02.csv": uses, "b_05.01.csv": PROVIDERS, "b_05.02.csv": chains, "b_07.01.csv": assessments}
    nobody = "this assessment matches no service in use (by contract, provider and type)"
    found = [(item, reason) for item, reason in issues(read(tables(tmp_path, files))) if "B_05" not in reason]
    assert found == [
        ("K2", "b_02.02, row 3: this contract ended on 1 February 2026"),
        ("K1", f"b_07.01, row 3: {nobody}"),
        ("K9", f"b_07.01, row 6: {nobody}"),
    ]


@pytest.mark.parametrize(
    ("end", "told"),
    [
        pytest.param(end, told, id=end)
        for end, told in (
            ("20251231", "this contract ended on 31 December 2025"),
            ("2025-12-31 00:00:00", "this contract ended on 31 December 2025"),
            ("1.2.2026", "this contract ended on 1 February 2026"),
            (
                "12/31/2025",
                "end date not recognised (write it as 2027-12-31, for example); the contract is treated as still in force",
            ),
            (
                "45657",
                "end date not recognised (write it as 2027-12-31, for example); the contract is treated as still in force",
            ),
            ("9999-12-31", None),
        )
    ],
)
def test_the_end_of_a_contract(tmp_path: Path, end: str, told: str | None) -> None:
    uses = [USES[0], ["K1", "P1", "", "S19", end], ["K2", "P1", "", "S19", ""]]
    found = issues(read(tables(tmp_path, {"b_02.02.csv": uses, "b_05.01.csv": PROVIDERS})))
    assert [reason for _, reason in found] == ([f"b_02.02, row 2: {told}"] if told else [])


def test_titles_where_there_are_no_codes(tmp_path: Path) -> None:
    titles = ["Contractual arrangement reference number", "LEI", "Identification code of the ICT third-party service provider", "Type of service"]  # fmt: skip
    places = ["Identification code of ICT third-party service provider", "Legal name of the ICT third-party service provider", "Country of the ICT third-party service provider's headquarters"]  # fmt: skip
    files = {
        "b_02.02.csv": [["Annex I"], titles, ["K1", "7245", "P1", "S19"]],
        "b_05.01.csv": [places, ["P1", "Wolk B.V.", "NL"]],
        "b_99.01.csv": [["Definitions"], ["none"]],
    }
    register = read(tables(tmp_path, files))
    assert [(one.id, one.supplier, one.country) for one in register.result.services] == [("k1", "Wolk B.V.", "NL")]
    missing = "the table has no column with this title, and no column codes such as c0010"
    assert ("b_02.02: Type of ICT services", missing) in issues(register)


def test_what_stands_between_the_codes_is_listed(tmp_path: Path) -> None:
    uses = [["c0010", "c0030", "c0050", "coo60", ""], ["K1", "P1", "", "S19", "x"]]
    assert issues(read(tables(tmp_path, {"b_02.02.csv": uses, "b_05.01.csv": PROVIDERS}))) == [
        ("b_02.02: coo60", "this is not a column code")
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        pytest.param([["c0010", "c0050"], ["K1", "F1"]], (1, "B_02.02 has rows, but is missing required columns: c0030"), id="a code is missing"),
        pytest.param([["contract", "company"], ["K1", "7245"]], (2, "B_02.02 has rows, but is missing required columns: c0010, c0030"), id="a value that looks like a code"),
        pytest.param([["contract", "company"], ["K1", "P1"]], (1, "B_02.02 has rows, but is missing required columns: c0010, c0030"), id="no codes and no titles"),
    ],
)  # fmt: skip
def test_a_table_without_its_key_columns_is_refused(
    tmp_path: Path, rows: Sequence[Sequence[str]], problem: tuple[int, str]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tables(tmp_path, {"b_02.02.csv": rows, "b_05.01.csv": PROVIDERS}))
    assert [(one.place.line, SAY.message(one.message)) for one in caught.value.problems] == [problem]


def test_sheets_by_the_codes_of_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, template, rows in (("Uses", "02.02", USES), ("Companies", "05.01", PROVIDERS)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([[f"b_{template}.{code[1:]}" for code in rows[0]], *rows[1:]]):
                sheet.write_row(number, 0, row)
        book.add_worksheet("Notes").write_column(0, 0, ["nothing", "here"])
    assert [one.supplier for one in read(path).result.services] == ["Wolk B.V."]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        pytest.param({"b_02.02.csv": [["datapoint", "factValue"], ["dp1", "x"]]}, "problem.dora-facts", id="a row for each fact"),
        pytest.param({"b_01.01.csv": [["c0010"], ["x"]]}, "problem.no-dora-uses", id="no uses and no providers"),
        pytest.param({"other.csv": [["a"], ["b"]]}, "problem.no-dora-uses", id="other tables"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, files: Mapping[str, Sequence[Sequence[str]]], problem: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tables(tmp_path / "r", files))
    assert [one.message.key for one in caught.value.problems] == [problem]


def test_other_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "r.zip").write_bytes(b"PK")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b_02.02.csv", bytes(201 << 20))
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    whole = (FOLDER / "register-a-xbrl-csv.zip").read_bytes()
    place = whole.index(b"b_05.01.csv") + 60
    (tmp_path / "bent.zip").write_bytes(whole[:place] + b"\xff" * 40 + whole[place + 40 :])
    for name, problem in (
        ("bent.zip", "not-a-dora-file"),
        ("r.csv", "kind-table"),
        ("r.zip", "not-a-dora-file"),
        ("bomb.zip", "too-large"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            read(tmp_path / name)
        assert [one.message.key for one in caught.value.problems] == [f"problem.{problem}"]


def test_every_member_of_the_lists_is_known_by_code_number_and_words(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    for one in SERVICE_TYPES:
        for text in (one.code, f"eba_TA:{one.code}", one.words, one.words.upper(), f"{one.code}. {one.words}"):
            uses = [USES[0], ["K", "P1", "", text, ""]]
            (service,) = read(tables(tmp_path, {"b_02.02.csv": uses, "b_05.01.csv": PROVIDERS})).result.services
            assert (service.service.in_language(), service.layer) == (f"{one.words} (K)", one.layer)
    for value, exit_ in SUBSTITUTABILITY.items():
        for text in (
            value.code,
            value.number,
            value.words,
            f" {value.words.lower()}",
            f"{value.number}. {value.words}",
        ):
            rows = [["c0010", "c0020", "c0040", "c0050"], ["K1", "P1", "S19", text]]
            files = {"b_02.02.csv": USES, "b_05.01.csv": PROVIDERS, "b_07.01.csv": rows}
            assert read(tables(tmp_path, files)).result.services[0].exit == exit_
    (tmp_path / "b_07.01.csv").unlink()
    for member, criticality in FUNCTION_CRITICALITY.items():
        for text in (member.code, member.number, member.words):
            rows = [["c0010", "c0030", "c0050"], ["F1", "Payments", text]]
            files = {"b_02.02.csv": USES, "b_05.01.csv": PROVIDERS, "b_06.01.csv": rows}
            assert [one.criticality for one in read(tables(tmp_path, files)).result.services] == [criticality] * 2

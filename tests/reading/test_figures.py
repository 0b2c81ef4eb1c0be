"""Figures of Eurostat to indicators: both formats, every flag, and what cannot be placed."""

from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading import figures as figures_module
from eurostack_assess.reading.figures import ImportedFigures, read_figures, select_figures
from eurostack_assess.texts import texts
from tests.helpers import RESOURCES

SAY = texts("en")
FOLDER = RESOURCES / "figures"
HEAD = "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"


def select(path: Path, geo: str, **conditions: str) -> ImportedFigures:
    return select_figures(read_figures(path), geo, conditions)


def told(figures: ImportedFigures) -> list[tuple[object, ...]]:
    return [
        (one.indicator, one.value, one.year, one.scope, one.confidence, one.note and one.note.in_language("en"))
        for one in figures.indicators
    ]


AI = "isoc-eb-ai-ge10-c10-s951-x-k-e-ai-tany"


@pytest.mark.parametrize(
    ("file", "geo", "figure"),
    [
        pytest.param("estat_isoc_eb_ai.tsv", "NL", (AI, 33.2, 2025, "country", "confirmed", None), id="TSV, the latest year"),
        pytest.param("estat_isoc_eb_ai.tsv", "bg", (AI, 3.62, 2023, "country", "confirmed", None), id="TSV, the latest that is there"),
        pytest.param("estat_isoc_eb_ai.tsv", "EU27_2020", (AI, 20.0, 2025, "eu", "uncertain", "estimated; provisional"), id="TSV, two flags"),
        pytest.param("nasty.tsv", "NL", ("nasty-ed0-2-y15-24", 83.1, 2023, "country", "uncertain", "estimated"), id="old TSV, a month"),
        pytest.param("nasty.tsv", "UK", ("nasty-ed0-2-y15-24", 12.0, 2023, "country", "confirmed", "break in the time series; definition differs"), id="flags with spaces"),
        pytest.param("isoc_eb_ai_sdmx_csv_1.csv", "NL", (AI, 23.06, 2024, "country", "confirmed", "break in the time series; definition differs"), id="SDMX-CSV 1.0"),
        pytest.param("isoc_eb_ai_page_linear_2_0.csv", "TR", (AI, 7.5, 2024, "country", "uncertain", "low reliability"), id="SDMX-CSV 2.0 with labels"),
        pytest.param("isoc_eb_ai_page_linear_2_0.csv", "Türkiye", (AI, 7.5, 2024, "country", "uncertain", "low reliability"), id="an area by its label"),
        pytest.param("nasty-semicolon-decimal-comma.csv", "Türkiye", ("isoc-eb-ai", 1234.5, 2023, "region", "confirmed", "break in the time series"), id="points for thousands, a decimal comma"),
        pytest.param("nasty-semicolon-decimal-comma.csv", "NA", ("isoc-eb-ai", 1.0, 2023, "country", "confirmed", None), id="Namibia is no empty cell"),
    ],
)  # fmt: skip
def test_the_latest_figure_of_an_area(file: str, geo: str, figure: tuple[object, ...]) -> None:
    assert told(select(FOLDER / file, geo)) == [figure]


def test_what_a_figure_says_of_itself() -> None:
    (one,) = select(FOLDER / "isoc_eb_ai_page_linear_2_0.csv", "NL").indicators
    assert one.name.in_language("en").startswith("Artificial intelligence by size class of enterprise: 10 persons")
    assert one.unit.in_language("en") == "Percentage of enterprises"
    assert one.source == "Eurostat, isoc_eb_ai, NL, 2024"
    (coded,) = select(FOLDER / "estat_isoc_eb_ai.tsv", "NL").indicators
    assert coded.name.in_language("en") == "isoc_eb_ai: size_emp GE10, nace_r2 C10-S951_X_K, indic_is E_AI_TANY"
    assert coded.unit.in_language("en") == "PC_ENT"


def test_lines_and_cells_that_are_none_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "estat_x.tsv"
    path.write_text("unit,geo\\TIME_PERIOD\t2023 \t2024 \nPC,NL\t1 \t?\nPC,NL,BE\t1\t2\n\nPC,BE\t1\n", "utf-8")
    figures = select(path, "NL")
    assert told(figures) == [("x", 1.0, 2023, "country", "confirmed", None)]
    assert [(one.item, SAY.message(one.reason)) for one in figures.issues] == [
        ("?", "line 2, 2024: this value cannot be used as a figure in a profile"),
        ("PC,NL,BE", "line 3: the number of cells differs from that in the first line"),
        ("PC,BE", "line 5: the number of cells differs from that in the first line"),
    ]
    csv = tmp_path / "y.csv"
    more = "E:Y(1.0),A,,NL32,1066,5,\nE:Y(1.0),A,,NL32,2023,1e16,\nE:Y(1.0),A,,NL32,soon,5,\n"
    csv.write_text(f"{HEAD}E:Y(1.0),A,PC,NL,2023,1..2,\nE:Y(1.0),A,PC,NL\nE:Y(1.0),A,,NL32,2023,5,\n{more}", "utf-8")
    figures = select(csv, "nl32")
    assert told(figures) == [("y", 5.0, 2023, "region", "confirmed", None)]
    assert [one.unit.in_language("en") for one in figures.indicators] == ["–"]
    assert [SAY.message(one.reason) for one in figures.issues] == [
        "line 2, 2023: this value cannot be used as a figure in a profile",
        "line 3: the number of cells differs from that in the first line",
        "line 5, 1066: this value cannot be used as a figure in a profile",
        "line 6, 2023: this value cannot be used as a figure in a profile",
        "line 7, soon: this value cannot be used as a figure in a profile",
    ]


def test_a_first_row_that_is_short_names_nothing(tmp_path: Path) -> None:
    path = tmp_path / "z.csv"
    path.write_text(f"{HEAD}z\nE:Q(1.0),A,PC,NL,2023,1,\n", "utf-8")
    assert [one.indicator for one in select(path, "NL").indicators] == ["q"]


def test_series_are_chosen_by_their_codes_and_no_more_are_taken_than_anyone_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "z.csv"
    path.write_text(HEAD + "".join(f"z,A,U{number},NL,2023,{number},\n" for number in range(5)), "utf-8")
    assert [one.value for one in select(path, "NL", unit="u3").indicators] == [3.0]
    assert select(path, "BE").indicators == ()
    assert select(path, "BE").areas == ("NL",)
    monkeypatch.setattr(figures_module, "MAX_FIGURES", 2)
    figures = select(path, "NL")
    assert len(figures.indicators) == 2
    assert [SAY.message(one.reason) for one in figures.issues] == [
        "5 series found; only the first 2 were imported. Narrow the selection with --only"
    ]


def test_a_series_without_any_figure_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("freq,unit,geo\\TIME_PERIOD\t2023\t2024\nA,PC,NL\t1\t:\nA,NR,NL\t:\t: u\nA,X,BE\t:\t:\n", "utf-8")
    figures = select(path, "NL")
    assert [one.value for one in figures.indicators] == [1.0]
    assert [(one.item, SAY.message(one.reason)) for one in figures.issues] == [
        ("A, NR", "no figure available for this area")
    ]


def test_codes_of_every_dimension_but_the_area(tmp_path: Path) -> None:
    path = tmp_path / "z.csv"
    path.write_text(f"{HEAD}z,A,PC,NL,2023,1,\nz,A,NR,BE,2023,1,\n", "utf-8")
    assert {key: list(codes) for key, codes in read_figures(path).list_codes().items()} == {
        "freq": ["A"],
        "unit": ["PC", "NR"],
    }


def test_a_layer_and_an_area_can_be_said() -> None:
    table = read_figures(FOLDER / "estat_isoc_eb_ai.tsv")
    (one,) = select_figures(table, "NL", {}, layer="ai-applications", scope="wider").indicators
    assert (one.layer, one.scope) == ("ai-applications", "wider")


def test_a_file_that_names_no_dataset_is_called_after_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text('geo,TIME_PERIOD,OBS_VALUE\nNL,2023,"1,5"\n', "utf-8")
    (one,) = select(path, "NL").indicators
    assert (one.indicator, one.value, one.name.in_language("en")) == ("mine", 1.5, "mine")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        pytest.param("a,b\n1,2\n", "problem.no-figures", id="another table"),
        pytest.param(HEAD, "problem.no-figures", id="titles alone"),
        pytest.param("unit,geo\\time\t2023\n", "problem.no-figures", id="a corner alone"),
        pytest.param("", "problem.no-figures", id="nothing"),
        pytest.param('{"bomFormat": "CycloneDX"}', "problem.kind-bill", id="a bill of materials"),
    ],
)
def test_refused(tmp_path: Path, words: str, problem: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(words, "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_figures(path)
    assert [one.message.key for one in caught.value.problems] == [problem]


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures_module, "TABLE_LIMIT", 10)
    with pytest.raises(InvalidInputError) as caught:
        read_figures(FOLDER / "estat_isoc_eb_ai.tsv")
    assert [one.message.key for one in caught.value.problems] == ["problem.too-large"]

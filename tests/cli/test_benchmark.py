"""`benchmark`: tables and folders, one profile among them, every format, and every fault with its way out."""

import json
import random
import re
import shutil
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from eurostack_assess.__main__ import main
from eurostack_assess.report.exports.json_schema import schema_json
from tests.helpers import HARBOUR, command

ASKED = {"moor": 2, "depth": 3, "light": 4, "flag": 2, "lift": 6, "spare": 2}
"""Questions of the harbour, with the number of their rungs."""
FORMATS = (".html", ".md", ".pdf", ".xlsx", ".csv", ".json")
WORDS = ("--framework", HARBOUR, "--lang", "en")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty made-up harbours in three regions, one of which has too few."""
    chance = random.Random(1)
    path = tmp_path_factory.mktemp("table") / "harbours.csv"
    lines = [",".join(["id", "region", *ASKED])]
    for at in range(60):
        region = "east" if at < 4 else "north" if at % 2 else "south"
        cells = [str(chance.choice([*range(rungs), "dont_know", ""])) for rungs in ASKED.values()]
        lines.append(",".join([f"H{at}", region, *cells]))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "port.yaml"
    made = {"name": "Port", "kind": "organisation", "answers": {"moor": 1, "depth": 0, "lift": 1}}
    path.write_text(yaml.safe_dump(made), "utf-8")
    return path


def test_a_table_by_region_with_one_profile_among_it(table: Path, profile: Path) -> None:
    shown = command("benchmark", table, profile, "--by", "region", *WORDS)
    assert (shown.returncode, shown.stderr) == (0, b"")
    report = shown.stdout.decode()
    for words in ("60 profiles", "Position of Port", "Percentile", "Most often below the target", "By region"):
        assert words in report
    left_out = report.partition("Suppressed (2)")[2].partition("\n\n")[0]
    assert "east" in left_out
    assert ("north" in left_out) != ("south" in left_out)


def test_every_format_and_the_same_bytes(table: Path, profile: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        outputs = [word for ending in FORMATS for word in ("-o", tmp_path / f"{name}{ending}")]
        shown = command("benchmark", table, profile, "--by", "region", *WORDS, *outputs)
        assert (shown.returncode, shown.stdout) == (0, b""), shown.stderr
    for ending in FORMATS:
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()
    result = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert set(result) == set(json.loads(schema_json("population"))["properties"])
    assert [one["suppressed"] for one in result["groups"]].count(None) == 1


def test_a_folder_of_profiles_counts_as_the_table_of_them(table: Path, tmp_path: Path) -> None:
    titles, *lines = [line.split(",") for line in table.read_text("utf-8").splitlines()]
    for cells in lines:
        row = dict(zip(titles, cells, strict=True))
        answers = {id_: int(row[id_]) if row[id_].isdigit() else row[id_] for id_ in ASKED if row[id_]}
        folder = tmp_path / "profiles" / row["region"]
        folder.mkdir(parents=True, exist_ok=True)
        made = {"name": row["id"], "kind": "organisation", "answers": answers}
        (folder / f"{row['id']}.yaml").write_text(yaml.safe_dump(made), "utf-8")
    (tmp_path / "profiles" / "other.yaml").write_text("name: R\nkind: region\n", "utf-8")
    reports = []
    for path, by in ((table, "region"), (tmp_path / "profiles", "folder")):
        shown = command("benchmark", path, "--by", by, *WORDS)
        assert shown.returncode == 0, shown.stderr
        reports.append(re.sub(r"By (region|folder)\n.*?\n\n", "", shown.stdout.decode(), flags=re.DOTALL))
    assert reports[0] == reports[1]


def test_plain_and_polars_print_one_digest(table: Path, tmp_path: Path) -> None:
    pl = pytest.importorskip("polars", reason="no test of large tables: Polars is not installed")
    names = {"region": pl.String, "id": pl.String}
    numbers = [pl.col(id_).replace({"dont_know": "-1", "": None}).cast(pl.Int8) for id_ in ASKED]
    read = pl.read_csv(table, infer_schema=False).with_columns(numbers)
    read.cast(names).write_parquet(tmp_path / "t.parquet")
    read.cast(names).write_ndjson(tmp_path / "t.jsonl")
    shown = {
        command("benchmark", path, "--by", "region", "--digest", "--engine", engine, *WORDS).stdout
        for path, engine in (
            (table, "plain"),
            (table, "polars"),
            (tmp_path / "t.parquet", "auto"),
            (tmp_path / "t.jsonl", "auto"),
        )
    }
    assert len(shown) == 1
    assert len(shown.pop().strip()) == 64


def test_a_folder_of_profiles_keeps_the_answers_to_a_question_called_folder_or_country(tmp_path: Path) -> None:
    framework = Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))
    quay = (framework / "quay.yaml").read_text("utf-8")
    (framework / "quay.yaml").write_text(
        quay.replace("id: moor", "id: folder").replace("id: depth", "id: country"), "utf-8"
    )
    folder = tmp_path / "profiles"
    folder.mkdir()
    for at in range(10):
        made = {"name": f"N{at}", "kind": "region", "framework": "harbour", "answers": {"folder": 1}}
        (folder / f"n{at}.yaml").write_text(yaml.safe_dump(made), "utf-8")
    words = ("--framework", framework, "--kind", "region", "-o", tmp_path / "out.json")
    shown = command("benchmark", folder, *words)
    assert shown.returncode == 0, shown.stderr
    result = json.loads((tmp_path / "out.json").read_text("utf-8"))
    answered = {one["question"]: one["answered"] for one in result["all_organisations"]["questions"]}
    assert (answered["folder"], answered["country"]) == (10, 0)
    refused = command("benchmark", folder, "--by", "country", *words, "--force")
    assert (refused.returncode, b"--by country: rows cannot be grouped" in refused.stderr) == (2, True)


@pytest.mark.parametrize("engine", ["plain", "polars"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("id,moor\nA,1\nB,7\n", b":3:1\n", id="off its ladder"),
        pytest.param("id,moor\nA,1\nA,1\n", b":3:1\n", id="twice"),
        pytest.param("id,mor\nA,1\n", b"moor", id="a misspelt column"),
        pytest.param("id,moor\nA,1,2\n", b":2:1\n", id="ragged"),
        pytest.param("id,moor\n", b":1:1\n", id="without rows"),
    ],
)
def test_a_bad_table_is_refused_with_its_place(tmp_path: Path, engine: str, words: str, told: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(words, "utf-8")
    shown = command("benchmark", path, "--engine", engine, *WORDS, "-o", tmp_path / "x.json")
    assert (shown.returncode, shown.stdout) == (3, b""), shown.stderr
    assert told in shown.stderr
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["nowhere.csv"], 4, b"nowhere.csv", id="no such file"),
        pytest.param(["nowhere.parquet"], 4, b"nowhere.parquet", id="no such table"),
        pytest.param(["x.docx"], 2, b".parquet", id="no table"),
        pytest.param(["."], 2, b"no profiles", id="an empty folder"),
        pytest.param(["t.csv", "--by", "moor"], 2, b"--by moor", id="by a question"),
        pytest.param(["t.csv", "--by", "size", "--by", "size"], 2, b"--by size", id="by the same twice"),
        pytest.param([".", "--by", "size"], 2, b"folder, country", id="what profiles cannot be grouped by"),
        pytest.param(["t.csv", "region.yaml"], 2, b"--kind", id="a profile of another kind"),
        pytest.param(["t.csv", "--engine", "duckdb"], 2, b"Parquet", id="what DuckDB is not asked to read"),
        pytest.param(["t.csv", "--engine", "spark"], 2, b"Parquet", id="what Spark is not asked to read"),
        pytest.param(["nowhere.parquet", "--engine", "duckdb"], 4, b"nowhere.parquet", id="no table for DuckDB"),
        pytest.param(["t.csv", "--master", "yarn"], 2, b"--engine spark", id="a cluster without Spark"),
        pytest.param(
            ["t.parquet", "--engine", "duckdb", "--lenient", "x.csv"],
            2,
            b"--lenient",
            id="what DuckDB cannot set aside",
        ),
        pytest.param([".", "--lenient", "x.csv"], 2, b"works only with a table", id="rows of a folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, words: list[str], code: int, told: bytes) -> None:
    (tmp_path / "t.csv").write_text("id,moor\nA,1\n", "utf-8")
    if "region.yaml" in words:
        (tmp_path / "region.yaml").write_text("name: R\nkind: region\n", "utf-8")
    shown = command("benchmark", *words, *WORDS, cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (code, b""), shown.stderr
    assert told in shown.stderr


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_columns_that_are_no_questions_are_left_out_and_named(table: Path, engine: str) -> None:
    shown = command("benchmark", table, "--engine", engine, "--digest", *WORDS)
    assert shown.returncode == 0
    assert shown.stderr == b"Column region is not a question and is left out. Use --by to group by it.\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("id;moor;depth\nA;1;2\nB;0;1\n", id="semicolons"),
        pytest.param("\ufeffid,moor\nA,1\n", id="a byte order mark"),
        pytest.param("id,moor\nA,1.0\nB, 1 \n", id="numbers as spreadsheets write them"),
        pytest.param('id,moor\n"A, x",1\n"B\ny",0\n', id="quoted cells"),
        pytest.param("id,moor\nA,1\n\nB,0\n,\n", id="lines that say nothing"),
        pytest.param("moor,depth\n1,\n0,2\n", id="without ids"),
        pytest.param("id, region,moor\nA,x,1\nB, x,0\n", id="spaces around the names of groups"),
        pytest.param("id,moor,depth\nA,,\nB,not_applicable,not_applicable\n", id="nothing known, nothing that applies"),
    ],
)
def test_both_read_a_table_alike(tmp_path: Path, words: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(words, "utf-8")
    shown = [command("benchmark", path, "--engine", engine, "--digest", *WORDS) for engine in ("plain", "polars")]
    assert [one.returncode for one in shown] == [0, 0], [one.stderr for one in shown]
    assert shown[0].stdout == shown[1].stdout


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param([1.0, 0.5], b"0.5 is not an answer", id="half a rung"),
        pytest.param([1.0, float("nan")], b"nan is not an answer", id="not a number"),
        pytest.param([1, 300], b"300 is not an answer", id="far off"),
        pytest.param([1, -4], b"-4 is not an answer", id="below"),
        pytest.param([Decimal("1"), Decimal("0.5")], b"0.5 is not an answer", id="half a rung in decimals"),
        pytest.param([True, None], b"True is not an answer", id="yes and no"),
        pytest.param([[1], [0]], b"this is not a readable table", id="lists"),
    ],
)
def test_numbers_that_are_no_answer(tmp_path: Path, cells: list[object], told: bytes) -> None:
    pl = pytest.importorskip("polars", reason="no test of large tables: Polars is not installed")
    pl.DataFrame({"id": ["A", "B"], "moor": cells}).write_parquet(tmp_path / "t.parquet")
    shown = command("benchmark", tmp_path / "t.parquet", *WORDS)
    assert (shown.returncode, shown.stdout) == (3, b"")
    assert told in shown.stderr


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        pytest.param({"moor": [1, 7]}, b"moor: 7 is not an answer", id="off its ladder"),
        pytest.param({"moor": ["1", "0"]}, b"moor: String", id="words"),
        pytest.param({"moor": [1, 1], "id": ["A", "A"]}, b"an id is listed more than once", id="twice"),
        pytest.param({"mor": [1, 1]}, b"mor", id="a misspelt column"),
    ],
)
def test_what_duckdb_does_not_count(tmp_path: Path, columns: dict[str, list[object]], told: bytes) -> None:
    pl = pytest.importorskip("polars", reason="no test of DuckDB: Polars, which writes the table, is not installed")
    pytest.importorskip("duckdb", reason="no test of DuckDB: it is not installed")
    pl.DataFrame(columns).write_parquet(tmp_path / "t.parquet")
    shown = command("benchmark", tmp_path / "t.parquet", "--engine", "duckdb", *WORDS)
    assert (shown.returncode, shown.stdout) == (3, b"")
    assert told in shown.stderr


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_bad_rows_are_set_aside_with_their_reasons(tmp_path: Path, engine: str) -> None:
    path, aside = tmp_path / "t.csv", tmp_path / "aside.csv"
    good = "".join(f"H{at},{at % 2},{at % 3}\n" for at in range(12))
    path.write_text(f"id,moor,depth\n{good}X,7,yes\nH0,1,1\n=Y,1,9\n", "utf-8")
    shown = command("benchmark", path, "--engine", engine, "--lenient", aside, *WORDS)
    assert shown.returncode == 0, shown.stderr
    assert b"12 profiles" in shown.stdout
    assert b"3 rows were not counted; they are in" in shown.stderr
    told = aside.read_text("utf-8").splitlines()
    assert told[0] == "Line,Reason,id,moor,depth"
    assert [line.split(",")[0] for line in told[1:]] == ["14", "15", "16"]
    assert told[1].endswith("moor: 7 is not an answer; depth: yes is not an answer,X,7,yes")
    assert told[3].endswith("depth: 9 is not an answer,'=Y,1,9")


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_lines_of_another_width_are_set_aside_too(tmp_path: Path, engine: str) -> None:
    path, aside = tmp_path / "t.csv", tmp_path / "aside.csv"
    good = "".join(f"H{at},{at % 2},{at % 3}\n" for at in range(12))
    path.write_text(f"id,moor,depth\n{good}X,1\nY,1,1,1\n\nH0,1,1\n", "utf-8")
    shown = command("benchmark", path, "--engine", engine, "--lenient", aside, *WORDS)
    assert shown.returncode == 0, shown.stderr
    assert b"12 profiles" in shown.stdout
    assert aside.read_text("utf-8").splitlines() == [
        "Line,Reason,id,moor,depth,Extra cell 1",
        "14,cells in this row: 2; columns in the table: 3,X,1,,",
        "15,cells in this row: 4; columns in the table: 3,Y,1,1,1",
        '17,"organisation H0 is already listed, on line or row 2",H0,1,1,',
    ]


@pytest.mark.parametrize("engine", ["plain", "polars"])
@pytest.mark.parametrize("line", ['"B, x"', '"B, x",1,"2"', '"B\ny"'])
def test_of_another_width_though_quoted(tmp_path: Path, engine: str, line: str) -> None:
    path, aside = tmp_path / "t.csv", tmp_path / "aside.csv"
    good = "".join(f"H{at},{at % 2}\n" for at in range(10))
    path.write_text(f'id,moor\n"A\nb",1\n{line}\n{good}', "utf-8")
    refused = command("benchmark", path, "--engine", engine, *WORDS)
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert b"columns in the table: 2" in refused.stderr
    shown = command("benchmark", path, "--engine", engine, "--lenient", aside, *WORDS)
    assert shown.returncode == 0, shown.stderr
    assert b"11 profiles" in shown.stdout
    assert b"1 row was not counted" in shown.stderr
    assert "columns in the table: 2" in aside.read_text("utf-8")


def test_nothing_to_set_aside_writes_nothing(table: Path, tmp_path: Path) -> None:
    shown = command("benchmark", table, "--by", "region", "--lenient", tmp_path / "aside.csv", *WORDS)
    assert shown.returncode == 0
    assert shown.stderr == b"All rows were counted.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_what_moved_since_an_earlier_table(table: Path, tmp_path: Path, engine: str) -> None:
    before = tmp_path / "before.csv"
    before.write_text(table.read_text("utf-8").replace(",1", ",0"), "utf-8")
    words: list[str | Path] = ["benchmark", table, "--by", "region", "--since", before, "--engine", engine, *WORDS]
    shown = command(*words)
    assert shown.returncode == 0, shown.stderr
    told = shown.stdout.decode().partition("Changes since before.csv")[2]
    assert "60 profiles are in the data both times. The total is 60 now and was 60 earlier." in told
    assert "Questions that improved most often" in told
    assert "Changes by region" in told
    outputs: list[str | Path] = [word for ending in FORMATS for word in ("-o", tmp_path / f"x{ending}")]
    assert command(*words, *outputs).returncode == 0
    trend = json.loads((tmp_path / "x.json").read_text("utf-8"))["trend"]
    assert trend["all_organisations"]["number"] == 60
    assert (
        sum(one["risen"] for one in trend["all_organisations"]["questions"])
        > 0
        == trend["all_organisations"]["questions"][0]["fallen"]
    )


def test_what_moved_between_two_folders(tmp_path: Path) -> None:
    for year, rung in (("2025", 0), ("2026", 1)):
        (tmp_path / year).mkdir()
        for at in range(12):
            made = f"name: H{at}\nkind: organisation\nanswers: {{moor: {rung}}}\n"
            (tmp_path / year / f"{at}.yaml").write_text(made, "utf-8")
    shown = command("benchmark", tmp_path / "2026", "--since", tmp_path / "2025", *WORDS)
    assert shown.returncode == 0, shown.stderr
    assert "Higher answer: 12; lower: 0; now known: 0; no longer known: 0." in shown.stdout.decode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["t.csv", "--since", "named.csv"], b"t.csv has no column id", id="without ids"),
        pytest.param(["named.csv", "--since", "t.csv", "--engine", "polars"], b"t.csv has no column id", id="then"),
        pytest.param(
            ["named.csv", "--since", ".", "--engine", "polars"], b"both be folders", id="a table and a folder"
        ),
        pytest.param(["t.parquet", "--since", "t.csv", "--engine", "duckdb"], b"--since", id="what DuckDB does not do"),
        pytest.param(["t.xlsx", "--engine", "polars"], b"t.xlsx", id="a spreadsheet for Polars"),
        pytest.param(["t.parquet", "--engine", "plain"], b"t.parquet", id="Parquet without Polars"),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, words: list[str], told: bytes) -> None:
    (tmp_path / "t.csv").write_text("moor\n1\n", "utf-8")
    (tmp_path / "named.csv").write_text("id,moor\nA,1\n", "utf-8")
    (tmp_path / "own.yaml").write_text("name: R\nkind: organisation\n", "utf-8")
    shown = command("benchmark", *words, *WORDS, cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (2, b""), shown.stderr
    assert told in shown.stderr


def test_a_title_of_ones_own(table: Path) -> None:
    shown = command("benchmark", table, "--by", "region", "--title", "Harbours <2026>", *WORDS)
    assert shown.stdout.startswith(b"Harbours <2026>\n")


def test_without_polars_it_says_what_to_install(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    words = ["benchmark", table, "--engine", "polars", *WORDS, "-o", tmp_path / "x.json"]
    monkeypatch.setattr(sys, "argv", ["eurostack-assess", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "population" in capsys.readouterr().err


def test_of_too_few_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("id,moor\nA,1\nB,0\n", "utf-8")
    shown = command("benchmark", path, *WORDS)
    assert shown.returncode == 0
    assert b"fewer than 10 profiles" in shown.stdout
    assert b"Median" not in shown.stdout


def test_names_of_groups_are_data(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"{at},<b>[red]=1+1,1\n" for at in range(12))
    path.write_text(f"id,region,moor\n{rows}", "utf-8")
    shown = command("benchmark", path, "--by", "region", *WORDS, "-o", tmp_path / "x.html", "-o", tmp_path / "x.csv")
    assert shown.returncode == 0, shown.stderr
    assert "&lt;b&gt;[red]=1+1" in (tmp_path / "x.html").read_text("utf-8")
    assert command("benchmark", path, "--by", "region", *WORDS).stdout.count(b"<b>[red]=1+1") == 1

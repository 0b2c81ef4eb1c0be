"""One table, several engines: the counts are the method's own, to the last digit."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurostack_assess import shipped
from eurostack_assess.errors import UsageError
from eurostack_assess.model.framework import Cuts, Framework
from eurostack_assess.model.population import CODES, PARTIAL_CODE
from eurostack_assess.model.question import Question
from eurostack_assess.model.vocabulary import VERDICTS
from eurostack_assess.population import row_by_row
from eurostack_assess.population.integers import scale_framework
from eurostack_assess.population.registry import ENGINES, CountJob
from eurostack_assess.population.row_errors import TableError
from eurostack_assess.population.tally import EVERYBODY, STACK, AnswerCounts, CellKey, Group, Sums, Tally
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR
from tests.population import by_method

DONT_KNOW, NOT_APPLICABLE, SKIPPED = CODES["dont_know"], CODES["not_applicable"], CODES["skipped"]

pl = pytest.importorskip(
    "polars", reason='no tests of large tables: `pip install ".[population]"` installs what counts them'
)
pytest.importorskip("duckdb", reason='no tests of DuckDB: `pip install ".[duckdb]"` installs it')

from eurostack_assess.population.polars_engine import count_with_polars  # noqa: E402 - after the skips

OURS = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
THEIRS = read_framework(HARBOUR)
Rows = Sequence[Mapping[str, int | str | None]]


def decimal(framework: Framework) -> Framework:
    """The same with weights that no binary number holds."""
    layers = tuple(
        part.model_copy(
            update={
                "questions": tuple(
                    one.model_copy(update={"weight": weight})
                    for one, weight in zip(part.questions, (0.1, 0.7, 1.3, 0.05, 2.0) * 20, strict=False)
                )
            }
        )
        for part in framework.layers
    )
    return framework.model_copy(update={"layers": layers})


def with_cuts(framework: Framework, cuts: Cuts) -> Framework:
    """The same with levels that come from the score; nothing gates."""
    layers = tuple(
        part.model_copy(
            update={
                "questions": tuple(
                    one if one.role != "gating" else one.model_copy(update={"role": "ranking", "floor": None})
                    for one in part.questions
                )
            }
        )
        for part in framework.layers
    )
    return framework.model_copy(update={"layers": layers, "header": framework.header.model_copy(update={"cuts": cuts})})


FRAMEWORKS = {
    "ours": OURS,
    "a foreign one": THEIRS,
    "decimal weights": decimal(OURS),
    "foreign decimals": decimal(THEIRS),
    "levels by cuts": with_cuts(decimal(THEIRS), Cuts(of=7, at=(2, 5.5))),
}


def partial_codes(question: Question) -> list[int]:
    """All numbers for the rungs still possible, also for one rung and for all."""
    rungs = range(len(question.options))
    return [PARTIAL_CODE + 10 * low + high for low in rungs for high in rungs if low <= high]


@st.composite
def tables(draw: st.DrawFn, framework: Framework) -> Rows:
    """Tables with whole layers and whole organisations that are unanswered, set aside or unknown."""
    questions = {
        part.id: [one for one in part.questions if one.applies_to("organisation")] for part in framework.layers
    }
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        row: dict[str, int | str | None] = {"region": draw(st.sampled_from(["north", "south", "", None]))}
        everything = draw(st.sampled_from(["mixed", "mixed", "mixed", None, DONT_KNOW, NOT_APPLICABLE]))
        for of_layer in questions.values():
            whole = draw(st.sampled_from(["mixed", "mixed", None, NOT_APPLICABLE, SKIPPED]))
            for one in of_layer:
                states = [*range(len(one.options)), None, DONT_KNOW, NOT_APPLICABLE, SKIPPED, *partial_codes(one)]
                mixed = draw(st.sampled_from(states)) if everything == whole == "mixed" else None
                row[one.id] = (
                    mixed if everything == whole == "mixed" else whole if everything == "mixed" else everything
                )
        rows.append(row)
    return rows


def written(rows: Rows, folder: Path, columns: Sequence[str]) -> Path:
    path = folder / "table.parquet"
    names = {name for row in rows for name in row if name != "region" or name in columns}
    schema = {name: pl.String if name == "region" else pl.Int16 for name in sorted(names)}
    pl.DataFrame([{**row, "region": row["region"] or None} for row in rows], schema=schema).write_parquet(path)
    return path


@pytest.mark.parametrize("name", FRAMEWORKS)
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_polars_counts_what_the_method_counts(tmp_path: Path, name: str, data: st.DataObject) -> None:
    framework = FRAMEWORKS[name]
    rows = data.draw(tables(framework))
    columns = data.draw(st.sampled_from([(), ("region",)]))
    counted = count_with_polars(written(rows, tmp_path, columns), scale_framework(framework, "organisation"), columns)
    assert counted.tally == by_method.count_rows(rows, framework, "organisation", columns)


@pytest.mark.parametrize("name", FRAMEWORKS)
@given(data=st.data())
@settings(max_examples=30)
def test_plain_counts_are_what_the_method_counts(name: str, data: st.DataObject) -> None:
    framework = FRAMEWORKS[name]
    rows = data.draw(tables(framework))
    counted = row_by_row.count_rows(rows, framework, "organisation", ("region",))
    expected = by_method.count_rows(rows, framework, "organisation", ("region",))
    assert counted == expected
    assert counted.digest == expected.digest


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_all_engines_have_one_digest(tmp_path: Path, name: str) -> None:
    framework, chance = FRAMEWORKS[name], random.Random(20260326)
    rows = [made_up(framework, chance) for _ in range(80)]
    whole, columns = scale_framework(framework, "organisation"), ("region",)
    path = written(rows, tmp_path, columns)
    job = CountJob(str(path), whole, columns, bad_rows=None, on_progress=lambda *_: None, cluster=None)
    digests = {
        name: engine.run(job).tally.digest for name, engine in ENGINES.items() if engine.run and not engine.remote
    }
    digests["plain"] = row_by_row.count_rows(rows, framework, "organisation", columns).digest
    assert digests == dict.fromkeys(digests, by_method.count_rows(rows, framework, "organisation", columns).digest)
    assert {"polars", "duckdb"} <= set(digests)


def made_up(framework: Framework, chance: random.Random) -> Mapping[str, int | str | None]:
    """An organisation; one in five with an empty layer, one in ten with nothing but one state."""
    row: dict[str, int | str | None] = {"region": chance.choice(["north", "south", None])}
    only = chance.choice([None, NOT_APPLICABLE, DONT_KNOW]) if chance.random() < 0.1 else "mixed"
    for part in framework.layers:
        whole = chance.choice([None, NOT_APPLICABLE]) if chance.random() < 0.2 else only
        for one in part.questions:
            if one.applies_to("organisation"):
                states = [*range(len(one.options)), None, DONT_KNOW, NOT_APPLICABLE, SKIPPED, *partial_codes(one)]
                row[one.id] = chance.choice(states) if whole == "mixed" else whole
    return row


@given(tables(THEIRS), tables(THEIRS))
@settings(max_examples=25)
def test_tallies_of_parts_add_up_to_the_whole_in_any_order(some: Rows, others: Rows) -> None:
    def counted(rows: Rows) -> Tally:
        return by_method.count_rows(rows, THEIRS, "organisation", ("region",))

    together = counted([*some, *others])
    merged = counted(some)
    merged.add(counted(others))
    assert merged.digest == together.digest
    assert counted([*others, *some]).digest == together.digest


def test_what_is_counted_of_one_organisation() -> None:
    """Harbour: 'moor' 1 of 0-1, 'depth' 2 of 0-2; nothing else of the quay, nothing of the crane."""
    counted = by_method.count_rows([{"region": "north", "moor": 1, "depth": 2}], THEIRS, "organisation", ("region",))
    quay, crane = CellKey(EVERYBODY, "quay"), CellKey(EVERYBODY, "crane")
    ((_, sums),) = counted.verdicts[quay].items()
    assert sums.number == 1
    assert 0 < sums.low < sums.high == 10_000
    assert 0 < sums.coverage < 10_000
    assert counted.verdicts[crane] == {VERDICTS.index("undetermined"): Sums(1, 500, 9_750, 0)}
    assert counted.verdicts[CellKey(Group("region", "north"), "quay")] == counted.verdicts[quay]
    assert {part.layer: of for part, of in counted.scores.items() if part.group == EVERYBODY} == {
        "quay": {10_000: 1},
        "crane": {-1: 1},
        STACK: {10_000: 1},
    }
    assert counted.levels[crane] == {-1: 1}
    assert counted.groups == {EVERYBODY: 1, Group("region", "north"): 1}
    assert counted.answer_counts[EVERYBODY, "moor"] == AnswerCounts(answered=1, reached=1)
    assert counted.answer_counts[EVERYBODY, "lift"] == AnswerCounts(open=1)


def test_weights_too_fine_to_stay_exact_are_refused() -> None:
    part = THEIRS.layers[0]
    fine = part.questions[0].model_copy(update={"weight": 0.123456789012345})
    odd = THEIRS.model_copy(update={"layers": (part.model_copy(update={"questions": (fine, *part.questions[1:])}),)})
    with pytest.raises(UsageError):
        scale_framework(odd, "organisation")


def test_every_question_is_counted_though_nobody_answers_it() -> None:
    counted = by_method.count_rows([{}], OURS, "organisation", ())
    assert {question for _, question in counted.answer_counts} == {
        one.id for part in OURS.layers for one in part.questions if one.applies_to("organisation")
    }


GROUPABLE = {
    "text": (["a", " b ", None], ["", "a", "b"]),
    "whole numbers": ([1, 2, None], ["", "1", "2"]),
    "numbers": ([1.5, 2.0, None], ["", "1.5", "2.0"]),
    "decimals": ([Decimal("1.50"), Decimal("2.00"), None], ["", "1.50", "2.00"]),
    "true and false": ([True, False, None], ["", "false", "true"]),
    "days": ([date(2026, 3, 26), None, date(2025, 3, 26)], ["", "2025-03-26", "2026-03-26"]),
    "moments": (
        [datetime(2026, 3, 26, 9, 30, 0, 5), None, datetime(2025, 3, 26)],
        ["", "2025-03-26 00:00:00", "2026-03-26 09:30:00"],
    ),
}
NOT_GROUPABLE = {
    "lists": [["a", "b"], None, []],
    "arrays": pl.Series([[1, 2], None, [3, 4]], dtype=pl.Array(pl.Int8, 2)),
    "several values": [{"a": 1}, {"a": 2}, None],
    "bytes": [b"a", b"\xff", None],
    "times of day": [time(9, 30), None, time(10)],
    "nothing": [None, None, None],
}


def group_names(engine: str, path: Path) -> list[str]:
    run = ENGINES[engine].run
    assert run is not None
    job = CountJob(
        str(path),
        scale_framework(THEIRS, "organisation"),
        ("own",),
        bad_rows=None,
        on_progress=lambda *_: None,
        cluster=None,
    )
    return sorted(group.value for group in run(job).tally.groups if group.column)


def of_own(values: object, folder: Path) -> Path:
    pl.DataFrame({"moor": pl.Series([0, 1, 1], dtype=pl.Int8), "own": values}).write_parquet(folder / "own.parquet")
    return folder / "own.parquet"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("kind", GROUPABLE)
def test_groups_are_named_alike_by_every_engine(tmp_path: Path, kind: str, engine: str) -> None:
    values, names = GROUPABLE[kind]
    assert group_names(engine, of_own(values, tmp_path)) == names


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("kind", NOT_GROUPABLE)
def test_what_no_two_engines_name_alike_is_no_group(tmp_path: Path, kind: str, engine: str) -> None:
    path = of_own(NOT_GROUPABLE[kind], tmp_path)
    with pytest.raises(TableError) as refused:
        group_names(engine, path)
    assert refused.value.ungroupable is not None
    assert refused.value.ungroupable[0] == "own"

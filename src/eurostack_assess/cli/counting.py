"""A table or a folder of profiles, counted by what is fit for it or asked for."""

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.cli.progress import Step
from eurostack_assess.errors import CannotReadOrWrite, InvalidInput, Message, Place, Problem, UsageError, message
from eurostack_assess.inert import inert
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.population import plain
from eurostack_assess.population.scale import Scale, scale
from eurostack_assess.population.tally import Counted, Tally
from eurostack_assess.population.trend import moved
from eurostack_assess.population.trend_summary import Earlier
from eurostack_assess.reading.answer_table import ID, AnswerRow, SetAside, left_out, read_answer_table, row_of
from eurostack_assess.reading.table import MOST_ROWS, SPREADSHEETS, TABLE_LIMIT
from eurostack_assess.reading.validate import did_you_mean

if TYPE_CHECKING:
    from eurostack_assess.population.refused import BadRow, BadTable, Flaw

Engine = Literal["auto", "plain", "polars", "duckdb", "spark"]
PARQUET_ONLY = ("duckdb", "spark")
EVERY_CORE = "local[*]"
"""Spark without a cluster: this machine's cores."""

LARGE = (".parquet", ".jsonl")
SMALL = (".csv", *SPREADSHEETS)
FOLDER, COUNTRY = "folder", "country"
"""By what the profiles in a folder can be grouped."""


@dataclass(frozen=True)
class Asked:
    """What is to be counted, and how."""

    table: str
    """A file, a folder, or where the executors of Spark find Parquet."""
    profile: Path | None
    kind: Kind
    by: Sequence[str]
    smallest: int
    engine: Engine
    master: str | None
    """The cluster that Spark counts on."""
    title: str | None
    lenient: Path | None
    """Takes the rows that cannot be counted, with why; none: there may be none."""
    framework: Path | None
    since: Path | None = None
    """An earlier table or folder, to say what moved."""

    @property
    def path(self) -> Path:
        """The file or the folder."""
        return Path(self.table)


def check_engine(asked: Asked) -> None:
    """Refuse what the engine that was asked for does not do."""
    if asked.master is not None and asked.engine != "spark":
        raise UsageError(message("error.master-without-spark"))
    if asked.engine in PARQUET_ONLY:
        if asked.since is not None:
            raise UsageError(message("error.since-engine", engine=asked.engine))
        if asked.lenient is not None:
            raise UsageError(message("error.lenient-engine", engine=asked.engine))
        if asked.path.suffix.lower() != ".parquet" and not (asked.engine == "spark" and not asked.path.is_file()):
            raise UsageError(message("error.parquet-only", file=asked.table, engine=asked.engine))
    needed = {"duckdb": ("duckdb", "narwhals"), "spark": ("pyspark", "narwhals"), "polars": ("polars", "narwhals")}
    if any(find_spec(name) is None for name in needed.get(asked.engine, ())):
        raise _not_installed(asked, asked.engine)


def _not_installed(asked: Asked, engine: Engine) -> UsageError:
    extra = "population" if engine in ("auto", "polars") else engine
    return UsageError(
        message("error.engine-not-installed", file=asked.table), message("hint.install-extra", extra=extra)
    )


@dataclass(frozen=True)
class Read:
    """A table or a folder that was counted."""

    tally: Tally
    titles: Sequence[str]
    """The columns; of a folder none."""
    ignored: list[str]
    """Those that were left out."""
    rows: Sequence[AnswerRow] | None = None
    """Of what the method itself counted."""
    counted: Counted | None = None
    """Of what an engine counted."""
    older: int = 0
    """Profiles that were answered under another edition."""

    @property
    def has_ids(self) -> bool:
        """Whether it tells organisations apart."""
        if self.counted is not None:
            return ID in self.titles
        return any(row.get(ID) for row in self.rows or ())


def read(asked: Asked, framework: Framework, aside: list[SetAside] | None, step: Step) -> Read:
    """What was counted of the table or the folder.

    Args:
        asked: What is to be counted, and how.
        framework: Of which the questions are.
        aside: Takes the rows that cannot be counted, with why; None: there may be none.
        step: Is told how far it is.

    Raises:
        UsageError: the engine does not read such a file, or is not installed.
        CannotReadOrWrite: there is no such file, or Spark does not start.
        InvalidInput: with what cannot be counted.
    """
    if asked.engine in PARQUET_ONLY:
        return _by_engine(asked, framework, aside, step)
    if asked.path.is_dir():
        found = list(_rows_in(asked, step))
        rows = tuple(row for row, _ in found)
        older = sum(is_older for _, is_older in found)
        return Read(plain.tally(rows, framework, asked.kind, asked.by), (), [], rows, older=older)
    ending = asked.path.suffix.lower()
    if ending not in (*SMALL, *LARGE):
        endings = ", ".join((*SMALL, *LARGE))
        raise UsageError(message("error.no-table", file=asked.table, endings=endings))
    if ending in SPREADSHEETS and asked.engine == "polars":
        raise UsageError(message("error.plain-only", file=asked.table))
    if ending in LARGE and asked.engine == "plain":
        raise UsageError(message("error.not-plain", file=asked.table))
    if asked.engine == "plain" or (asked.engine == "auto" and not _is_large(asked.path)):
        titles, rows = read_answer_table(asked.path, framework, asked.kind, asked.by, aside)
        return Read(
            plain.tally(rows, framework, asked.kind, asked.by), titles, left_out(titles, framework, asked.by), rows
        )
    return _by_engine(asked, framework, aside, step)


def earlier(asked: Asked, since: Path, now: Read, framework: Framework, step: Step) -> Earlier:
    """The earlier table, counted by what counted the later one, and what moved."""
    engine: Engine = "polars" if now.rows is None else "plain"
    before = read(replace(asked, table=str(since), engine=engine), framework, None, step)
    if (now.rows is None) != (before.rows is None):
        raise UsageError(message("error.since-mixed", file=str(since), other=asked.table))
    for one, name in ((now, asked.table), (before, str(since))):
        if not one.has_ids:
            raise UsageError(message("error.no-id", file=name))
    if now.rows is not None and before.rows is not None:
        found = moved(now.rows, before.rows, framework, asked.kind, asked.by)
    else:
        from eurostack_assess.population.by_polars import moved_by_polars

        assert now.counted is not None, "what has no rows was counted by an engine"  # noqa: S101
        assert before.counted is not None, "what has no rows was counted by an engine"  # noqa: S101
        found = moved_by_polars(now.counted, before.counted, scale(framework, asked.kind), asked.by)
    return Earlier(since.name, before.tally.groups, found)


def _rows_in(asked: Asked, step: Step) -> Iterator[tuple[AnswerRow, bool]]:
    """The profiles in a folder and the folders in it, and whether each was answered under another edition."""
    if unknown := [column for column in asked.by if column not in (FOLDER, COUNTRY)]:
        raise UsageError(message("error.benchmark-by", column=unknown[0], known=f"{FOLDER}, {COUNTRY}"))
    paths = sorted(path for path in asked.path.rglob("*.y*ml") if path.is_file())
    if not paths:
        raise UsageError(message("error.no-profiles", folder=str(asked.path)))
    for at, path in enumerate(paths):
        step(at, len(paths))
        framework, profile, *_ = checked_profile(path, asked.framework)
        if profile.kind == asked.kind:
            known = {FOLDER: inert(path.parent.name), COUNTRY: profile.country}
            own = path.relative_to(asked.path).as_posix()
            row = row_of(profile, {ID: own, **{column: known[column] for column in asked.by}})
            yield row, profile.edition not in (None, framework.header.edition)


def _is_large(path: Path) -> bool:
    """Whether a table has more rows than are scored one by one."""
    if path.suffix.lower() != ".csv":
        return path.suffix.lower() in LARGE
    try:
        if path.stat().st_size > TABLE_LIMIT:
            return True
        with path.open("rb") as file:
            return sum(1 for _ in file) > MOST_ROWS
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotReadOrWrite(message("error.cannot-read", file=str(path), reason=reason)) from None


def _by_engine(asked: Asked, framework: Framework, aside: list[SetAside] | None, step: Step) -> Read:
    """As `read`, by an engine."""
    if find_spec("narwhals") is None or (asked.engine in ("auto", "polars") and find_spec("polars") is None):
        raise _not_installed(asked, asked.engine)
    from eurostack_assess.population.refused import BadRow, BadTable

    whole = scale(framework, asked.kind)
    bad: list[BadRow] | None = None if aside is None else []
    try:
        counted = _asked_engine(asked, whole, bad, step)
    except BadTable as refused:
        raise InvalidInput(_problems(refused, asked.table, framework)) from None
    if aside is not None:
        aside += [SetAside(row.row + 1, row.cells, [_what(one, framework) for one in row.flaws]) for row in bad or ()]
    return Read(counted.tally, counted.titles, left_out(counted.titles, framework, asked.by), counted=counted)


def _asked_engine(asked: Asked, whole: Scale, bad: list["BadRow"] | None, step: Step) -> Counted:
    if asked.engine == "spark":
        from eurostack_assess.population.engines import NoSpark, with_spark

        try:
            return with_spark(asked.table, whole, asked.by, asked.master or EVERY_CORE)
        except NoSpark as error:
            raise CannotReadOrWrite(message("error.no-spark", what=str(error))) from None
    if not asked.path.exists():
        reason = os.strerror(errno.ENOENT)
        raise CannotReadOrWrite(message("error.cannot-read", file=asked.table, reason=reason))
    if not asked.path.is_file():
        raise CannotReadOrWrite(message("error.not-a-file", file=asked.table))
    if asked.engine == "duckdb":
        from eurostack_assess.population.engines import with_duckdb

        return with_duckdb(asked.table, whole, asked.by)
    from eurostack_assess.population.by_polars import with_polars

    return with_polars(asked.path, whole, asked.by, bad, step)


def _problems(bad: "BadTable", file: str, framework: Framework) -> list[Problem]:
    """What is wrong with a large table, in the words for small ones; a row's line is after the titles'."""
    if bad.what:
        return [Problem(message("problem.not-a-table", what=bad.what), Place(file, 1, 1))]
    if not bad.columns and not bad.rows:
        return [Problem(message("problem.no-rows"), Place(file, 1, 1))]
    found = []
    for column in bad.columns:
        what = message("problem.no-such-column", column=column)
        found.append(Problem(what, Place(file, 1, 1), did_you_mean(column, framework.questions)))
    for row in bad.rows:
        for flaw in row.flaws:
            hint = message("hint.answer-cell", most=_top(flaw, framework)) if flaw.column not in ("", ID) else None
            hint = hint if row.row else message("hint.which-rows")
            found.append(Problem(_what(flaw, framework), Place(file, row.row + 1, 1), hint))
    return found


def _what(flaw: "Flaw", framework: Framework) -> Message:
    if not flaw.column:
        return message("problem.ragged-row", cells=flaw.cell, columns=flaw.other)
    if flaw.column == ID and not flaw.other:
        return message("problem.ids-twice")
    if flaw.column == ID:
        return message("problem.id-twice", id=flaw.cell, line=flaw.other + 1)
    return message("problem.no-answer", question=flaw.column, cell=flaw.cell, most=_top(flaw, framework))


def _top(flaw: "Flaw", framework: Framework) -> int:
    return len(framework.questions[flaw.column].options) - 1

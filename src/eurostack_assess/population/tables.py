"""Counts a table or a folder of profiles, with the engine that was asked for or the one that suits the input."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eurostack_assess.errors import (
    FileAccessError,
    InvalidInputError,
    Message,
    Place,
    Problem,
    UsageError,
    describe_os_error,
    message,
)
from eurostack_assess.inert import escape_active
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.population import row_by_row
from eurostack_assess.population.integers import scale_framework
from eurostack_assess.population.registry import (
    AUTO,
    COLUMN_TABLES,
    ENGINES,
    TABLE_ENDINGS,
    CountJob,
    Engine,
    OnProgress,
)
from eurostack_assess.population.tally import TableCounts, Tally
from eurostack_assess.population.trend import count_changes
from eurostack_assess.population.trend_summary import EarlierTable
from eurostack_assess.reading.answer_table import (
    ID_COLUMN,
    AnswerRow,
    RejectedRow,
    build_answer_row,
    find_ignored_columns,
    read_answer_table,
)
from eurostack_assess.reading.inputs import remember_input
from eurostack_assess.reading.table import MAX_ROWS, SPREADSHEETS, TABLE_LIMIT
from eurostack_assess.reading.validate import did_you_mean
from eurostack_assess.subjects.subject import read_profile_subject

if TYPE_CHECKING:
    from eurostack_assess.population.row_errors import BadRow, RowError, TableError

FOLDER, COUNTRY = "folder", "country"
"""By what the profiles in a folder can be grouped."""


@dataclass(frozen=True)
class TableRequest:
    """What is to be counted, and how."""

    table: str
    """A file, a folder, or where the machines of a cluster find Parquet."""
    kind: Kind
    by: Sequence[str] = ()
    """Columns to group by; for a folder: folder, country."""
    engine: str = AUTO
    """One of `ENGINE_NAMES`."""
    cluster: str | None = None
    """Address of the cluster that counts; only where the engine is remote."""
    framework_folder: Path | None = None

    @property
    def path(self) -> Path:
        """The file or the folder."""
        return Path(self.table)

    @property
    def ending(self) -> str:
        """The ending of the file's name, in lower case."""
        return self.path.suffix.lower()


@dataclass(frozen=True)
class CountedTable:
    """A table or a folder that was counted."""

    tally: Tally
    titles: Sequence[str] = ()
    """The columns; none for a folder."""
    ignored: Sequence[str] = ()
    """Columns that are neither questions nor known otherwise."""
    rows: Sequence[AnswerRow] | None = None
    """The rows, where the method itself scored them one by one."""
    counts: TableCounts | None = None
    """The counts, where an engine made them."""
    older: int = 0
    """Profiles that were answered under another edition."""
    notes: Sequence[Message] = ()
    """What a reader should know of how it was read."""

    @property
    def has_ids(self) -> bool:
        """Whether it tells organisations apart."""
        if self.counts is not None:
            return ID_COLUMN in self.titles
        return any(row.get(ID_COLUMN) for row in self.rows or ())


def check_request(request: TableRequest, *, follows: bool, sets_aside: bool) -> None:
    """Refuse what the engine cannot do.

    Args:
        request: What is to be counted.
        follows: Whether it is to be compared with an earlier table.
        sets_aside: Whether rows that cannot be counted are to be left out.

    Raises:
        UsageError: the engine does not do that, does not read such a file, or is not installed.
    """
    engine = ENGINES.get(request.engine)
    if request.cluster is not None and not (engine and engine.remote):
        raise UsageError(message("error.master-without-spark"))
    if engine is None:
        return
    if follows and not engine.follows:
        raise UsageError(message("error.since-engine", engine=request.engine))
    if sets_aside and not engine.sets_aside:
        raise UsageError(message("error.lenient-engine", engine=request.engine))
    if _reads_columns_only(engine) and not (
        request.ending in engine.endings or (engine.remote and not request.path.is_file())
    ):
        raise UsageError(message("error.parquet-only", file=request.table, engine=request.engine))
    _check_installed(request, engine)


def _reads_columns_only(engine: Engine) -> bool:
    return set(engine.endings) <= set(COLUMN_TABLES)


def _check_installed(request: TableRequest, engine: Engine) -> None:
    if not engine.is_installed:
        raise UsageError(
            message("error.engine-not-installed", file=request.table), message("hint.install-extra", extra=engine.extra)
        )


def count_table(
    request: TableRequest, framework: Framework, rejected_rows: list[RejectedRow] | None, on_progress: OnProgress
) -> CountedTable:
    """What there is to count in a table or a folder.

    Args:
        request: What is to be counted, and how.
        framework: Whose questions the columns are.
        rejected_rows: Takes the rows that cannot be counted, with the reasons; None: there may be none.
        on_progress: Is told how many rows or profiles are done.

    Raises:
        UsageError: the engine does not read such a file, or is not installed.
        FileAccessError: there is no such file, or a cluster does not start.
        InvalidInputError: with what cannot be counted.
    """
    if request.path.is_file():
        remember_input(request.path.stat())
    engine = ENGINES.get(request.engine)
    if engine is not None and _reads_columns_only(engine):
        return _count_by_engine(request, framework, engine=engine, rejected_rows=rejected_rows, on_progress=on_progress)
    if request.path.is_dir():
        return _count_folder(request, framework, on_progress)
    if request.ending not in TABLE_ENDINGS:
        raise UsageError(message("error.no-table", file=request.table, endings=", ".join(TABLE_ENDINGS)))
    if engine is not None and request.ending not in engine.endings:
        refusal = "error.plain-only" if request.ending in SPREADSHEETS else "error.not-plain"
        raise UsageError(message(refusal, file=request.table))
    engine = engine or ENGINES["polars" if _is_large(request) else "plain"]
    if engine.run is None:
        return _count_row_by_row(request, framework, rejected_rows)
    return _count_by_engine(request, framework, engine=engine, rejected_rows=rejected_rows, on_progress=on_progress)


def count_earlier(
    request: TableRequest, earlier_table: Path, later: CountedTable, framework: Framework, on_progress: OnProgress
) -> EarlierTable:
    """The earlier table, counted by what counted the later one, and what changed between the two.

    Raises:
        UsageError: one is a table and the other a folder, or one does not tell organisations apart.
        FileAccessError, InvalidInputError: as `count_table`.
    """
    engine = "polars" if later.rows is None else "plain"
    earlier_request = replace(request, table=str(earlier_table), engine=engine)
    earlier = count_table(earlier_request, framework, None, on_progress)
    if (later.rows is None) != (earlier.rows is None):
        raise UsageError(message("error.since-mixed", file=str(earlier_table), other=request.table))
    for table, name in ((later, request.table), (earlier, str(earlier_table))):
        if not table.has_ids:
            raise UsageError(message("error.no-id", file=name))
    if later.rows is not None and earlier.rows is not None:
        changes = count_changes(later.rows, earlier.rows, framework=framework, kind=request.kind, columns=request.by)
    else:
        from eurostack_assess.population.polars_engine import count_changes_with_polars

        assert later.counts is not None, "what has no rows was counted by an engine"  # noqa: S101
        assert earlier.counts is not None, "what has no rows was counted by an engine"  # noqa: S101
        scaled = scale_framework(framework, request.kind)
        changes = count_changes_with_polars(later.counts, earlier.counts, scaled, request.by)
    return EarlierTable(earlier_table.name, earlier.tally.groups, changes)


def _count_row_by_row(
    request: TableRequest, framework: Framework, rejected_rows: list[RejectedRow] | None
) -> CountedTable:
    table = read_answer_table(
        request.path, framework, kind=request.kind, columns=request.by, rejected_rows=rejected_rows
    )
    tally = row_by_row.count_rows(table.rows, framework, request.kind, request.by)
    ignored = find_ignored_columns(table.titles, framework, request.by)
    return CountedTable(tally, table.titles, ignored, table.rows, notes=table.notes)


def _count_folder(request: TableRequest, framework: Framework, on_progress: OnProgress) -> CountedTable:
    found = list(_read_folder(request, on_progress))
    rows = tuple(row for row, _ in found)
    tally = row_by_row.count_rows(rows, framework, request.kind, request.by)
    return CountedTable(tally, rows=rows, older=sum(is_older for _, is_older in found))


def _read_folder(request: TableRequest, on_progress: OnProgress) -> Iterator[tuple[AnswerRow, bool]]:
    """The profiles in a folder and the folders in it, and whether each was answered under another edition."""
    if unknown := [column for column in request.by if column not in (FOLDER, COUNTRY)]:
        raise UsageError(message("error.benchmark-by", column=unknown[0], known=f"{FOLDER}, {COUNTRY}"))
    paths = sorted(path for path in request.path.rglob("*.y*ml") if path.is_file())
    if not paths:
        raise UsageError(message("error.no-profiles", folder=str(request.path)))
    for index, path in enumerate(paths):
        on_progress(index, len(paths))
        subject = read_profile_subject(path, request.framework_folder)
        profile = subject.profile
        if profile.kind == request.kind:
            known = {FOLDER: escape_active(path.parent.name), COUNTRY: profile.country}
            own = path.relative_to(request.path).as_posix()
            row = build_answer_row(
                profile, subject.framework, {ID_COLUMN: own, **{column: known[column] for column in request.by}}
            )
            yield row, profile.edition not in (None, subject.framework.header.edition)


def _is_large(request: TableRequest) -> bool:
    """Whether a table has more rows than are scored one by one."""
    if request.ending != ".csv":
        return request.ending in COLUMN_TABLES
    try:
        if request.path.stat().st_size > TABLE_LIMIT:
            return True
        with request.path.open("rb") as file:
            return sum(1 for _ in file) > MAX_ROWS
    except OSError as error:
        reason = describe_os_error(error)
        raise FileAccessError(message("error.cannot-read", file=request.table, reason=reason)) from None


def _count_by_engine(
    request: TableRequest,
    framework: Framework,
    engine: Engine,
    rejected_rows: list[RejectedRow] | None,
    on_progress: OnProgress,
) -> CountedTable:
    _check_installed(request, engine)
    from eurostack_assess.population.row_errors import TableError

    bad_rows: list[BadRow] | None = None if rejected_rows is None else []
    scaled = scale_framework(framework, request.kind)
    try:
        counts = _run(
            engine,
            CountJob(
                request.table,
                scaled,
                by=request.by,
                bad_rows=bad_rows,
                on_progress=on_progress,
                cluster=request.cluster,
            ),
        )
    except TableError as refused:
        raise InvalidInputError(_problems(refused, request.table, framework)) from None
    if rejected_rows is not None:
        rejected_rows += [
            RejectedRow(row.row + 1, row.cells, [_what(error, framework) for error in row.errors])
            for row in bad_rows or ()
        ]
    ignored = find_ignored_columns(counts.titles, framework, request.by)
    return CountedTable(counts.tally, counts.titles, ignored, counts=counts)


def _run(engine: Engine, job: CountJob) -> TableCounts:
    assert engine.run is not None, "the method itself counts nothing at once"  # noqa: S101
    if engine.remote:
        from eurostack_assess.population.lazy_engines import SparkStartError

        try:
            return engine.run(job)
        except SparkStartError as error:
            raise FileAccessError(message("error.no-spark", what=str(error))) from None
    path = Path(job.table)
    if not path.exists():
        reason = describe_os_error(errno.ENOENT)
        raise FileAccessError(message("error.cannot-read", file=job.table, reason=reason))
    if not path.is_file():
        raise FileAccessError(message("error.not-a-file", file=job.table))
    return engine.run(job)


def _problems(refused: "TableError", file: str, framework: Framework) -> list[Problem]:
    """What is wrong with a large table, in the words for small ones; a row's line is after the titles'."""
    if refused.ungroupable:
        column, kind = refused.ungroupable
        what = message("problem.ungroupable", column=column, kind=kind)
        return [Problem(what, Place(file, 1, 1), message("hint.groupable"))]
    if not refused.has_questions:
        return [Problem(message("problem.no-question-column"), Place(file, 1, 1))]
    if refused.repeated:
        return [Problem(message("problem.column-twice", column=refused.repeated), Place(file, 1, 1))]
    if refused.engine_message:
        return [Problem(message("problem.not-a-table", what=refused.engine_message), Place(file, 1, 1))]
    if not refused.columns and not refused.rows:
        return [Problem(message("problem.no-rows"), Place(file, 1, 1))]
    found = []
    for column in refused.columns:
        what = message("problem.no-such-column", column=column)
        found.append(Problem(what, Place(file, 1, 1), did_you_mean(column, framework.questions)))
    for row in refused.rows:
        for error in row.errors:
            is_answer = error.column not in ("", ID_COLUMN)
            hint = message("hint.answer-cell", most=_top_rung(error, framework)) if is_answer else None
            hint = hint if row.row else message("hint.which-rows")
            found.append(Problem(_what(error, framework), Place(file, row.row + 1, 1), hint))
    return found


def _what(error: "RowError", framework: Framework) -> Message:
    if not error.column:
        return message("problem.ragged-row", cells=error.cell, columns=error.reference)
    if error.column == ID_COLUMN and not error.reference:
        return message("problem.ids-twice")
    if error.column == ID_COLUMN:
        return message("problem.id-twice", id=error.cell, line=error.reference + 1)
    return message("problem.no-answer", question=error.column, cell=error.cell, most=_top_rung(error, framework))


def _top_rung(error: "RowError", framework: Framework) -> int:
    return len(framework.questions[error.column].options) - 1

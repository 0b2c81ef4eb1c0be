"""Writes the files named with `-o`: for each ending that a file's name may have, a command provides the content."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from eurostack_assess.cli.choices import checked_choice
from eurostack_assess.cli.clock import pinned_day
from eurostack_assess.cli.streams import check_target, note, screen, show_long, write_files
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.renderers.registry import CSV_DIALECTS, DATA, FORMATS, Format, render_terminal
from eurostack_assess.report.workbook import Workbook
from eurostack_assess.texts import Texts

Made = TypeVar("Made", ReportDocument, Workbook)

DocumentMaker = Callable[[], ReportDocument]
"""Makes the document of a report; only called where a format wants one."""

WorkbookMaker = Callable[[], Workbook]
"""Makes the workbook of a report; only called where a format wants one."""

Contents = Mapping[str, Callable[[], bytes]]
"""By the ending of a file's name: makes what goes into the file."""

REPORT_ENDINGS = tuple(FORMATS)
"""What every report can be written in."""


def check_outputs(outputs: Sequence[Path], endings: Sequence[str] = REPORT_ENDINGS, *, force: bool) -> None:
    """Before anything is read or written: every output's ending is one of these, and all of them can be written.

    Raises:
        UsageError: an ending is not, a file exists and `force` is off, or a file is named twice.
        FileAccessError: the folder or the rights do not allow one.
    """
    for output in outputs:
        check_ending(output, endings)
    check_targets(outputs, force=force)


def check_ending(output: Path, endings: Sequence[str]) -> str:
    """The ending of a file's name that is one of these; the longest where several are.

    Raises:
        UsageError: none is.
    """
    found = [ending for ending in endings if output.name.lower().endswith(ending)]
    if not found:
        raise UsageError(message("error.unknown-format", file=str(output), formats=", ".join(endings)))
    return max(found, key=len)


def check_targets(outputs: Sequence[Path], *, force: bool) -> None:
    """Before anything is written: all of the files can be, so that not some of them are.

    Raises:
        UsageError: what a format needs is not installed; and, with FileAccessError, as `check_outputs`.
    """
    real = [os.path.realpath(output) for output in outputs]
    for index, output in enumerate(outputs):
        if real[index] in real[:index]:
            raise UsageError(message("error.output-twice", file=str(output)))
        check_installed(output)
        check_target(output, force=force)


def can_write(output: Path) -> bool:
    """Whether what the format of a file needs is installed."""
    format_ = FORMATS.get(output.suffix.lower())
    return format_ is None or format_.needs is None or find_spec(format_.needs) is not None


def check_installed(output: Path) -> None:
    """Refuse a format that needs what is not installed, with the way to install it."""
    if not can_write(output):
        extra = FORMATS[output.suffix.lower()].extra
        raise UsageError(message("error.format-not-installed", file=str(output)), message(f"hint.install-{extra}"))


def show_document(document: ReportDocument) -> None:
    """Show a report on the screen, in a pager where it is longer."""
    show_long(render_terminal(document, screen()), document.language)


def write_and_name(files: Mapping[Path, bytes], translate: Texts, *, force: bool) -> None:
    """Write files, all or none, and name them."""
    write_files(files, force=force)
    for path in files:
        note(translate("init.written", file=str(path)))


@dataclass(frozen=True)
class Outputs:
    """The files that something is to be written in, and how."""

    paths: Sequence[Path]
    force: bool
    """Whether files that exist are overwritten."""
    csv_dialect: str = "standard"
    """One of `CSV_DIALECTS`."""

    @property
    def to_files(self) -> bool:
        """Whether it goes to files rather than the screen; what people hand around is always complete."""
        return bool(self.paths)

    def check(self, endings: Sequence[str] = REPORT_ENDINGS) -> None:
        """As `check_outputs`, and as `check_dialect`."""
        self.check_dialect()
        check_outputs(self.paths, endings, force=self.force)

    def check_dialect(self) -> None:
        """Refuse a CSV dialect that there is not.

        Raises:
            UsageError: with those that there are.
        """
        checked_choice(self.csv_dialect, CSV_DIALECTS, "dialect")

    def contents(self, contents: Contents) -> dict[Path, bytes]:
        """What goes into each of the files, made by the ending of its name."""
        return {path: contents[check_ending(path, tuple(contents))]() for path in self.paths}

    def write(self, contents: Contents, updates: Iterable[Path] = ()) -> None:
        """Write the files, all or none, after all of their contents are made; `updates` as in `write_files`."""
        write_files(self.contents(contents), force=self.force, updates=tuple(updates))

    def emit(self, document: DocumentMaker, workbook: WorkbookMaker, result: BaseModel) -> None:
        """Show a report on the screen, or write it in each of the files."""
        if not self.paths:
            show_document(document())
        self.write(report_contents(document, workbook, result, self.csv_dialect))


def report_contents(
    document: DocumentMaker, workbook: WorkbookMaker, result: BaseModel, csv_dialect: str = "standard"
) -> Contents:
    """A report in each format that there is: its document, its workbook or its data, rendered by the format."""
    made: Mapping[str, Callable[[], ReportDocument | Workbook]] = {
        "document": cache(lambda: _dated(document())),
        "workbook": cache(lambda: _dated(workbook())),
    }

    def content(format_: Format) -> bytes:
        if format_.shape == DATA:
            return json_bytes(result)
        return format_.render(made[format_.shape](), csv_dialect)

    return {ending: partial(content, format_) for ending, format_ in FORMATS.items()}


def document_contents(document: DocumentMaker) -> Contents:
    """A document without a workbook or data behind it, in each format that renders documents."""
    return {
        ending: partial(lambda format_: format_.render(_dated(document())), format_)
        for ending, format_ in FORMATS.items()
        if format_.shape == "document"
    }


def _dated(made: Made) -> Made:
    """With the day of SOURCE_DATE_EPOCH, where that is set."""
    day = pinned_day()
    return made if day is None else replace(made, as_of_date=day)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

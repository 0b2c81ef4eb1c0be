"""What goes into files named with `-o`."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from eurostack_assess.cli.clock import pinned
from eurostack_assess.cli.streams import check_target, note, screen, show_long, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import CSV_DIALECTS, RENDERERS, REQUIRED, TABLES
from eurostack_assess.report.terminal import render
from eurostack_assess.report.workbook import Workbook
from eurostack_assess.texts import texts

Made = TypeVar("Made", Document, Workbook)

Documents = Callable[[], Document]
"""Makes the document of a report; only called where a format wants one."""

Sheets = Callable[[], Workbook]
"""Makes the workbook of a report; only called where a format wants one."""

DATA = ".json"
FORMATS = (*RENDERERS, *TABLES, DATA)
"""What every report can be written in, by the ending of the file's name."""


def check_outputs(outputs: Sequence[Path], formats: Sequence[str] = FORMATS, *, force: bool) -> None:
    """Before anything is read or written: every output's ending is one of the formats, and all of them can be written.

    Raises:
        UsageError: an ending is not, a file exists and `force` is off, or a file is named twice.
        CannotReadOrWrite: the folder or the rights do not allow one.
    """
    for output in outputs:
        if output.suffix.lower() not in formats:
            raise UsageError(message("error.unknown-format", file=str(output), formats=", ".join(formats)))
    check_targets(outputs, force=force)


def check_targets(outputs: Sequence[Path], *, force: bool) -> None:
    """Before anything is written: all of the files can be, so that not some of them are.

    Raises:
        UsageError: what a format needs is not installed; and, with CannotReadOrWrite, as `check_outputs`.
    """
    real = [os.path.realpath(output) for output in outputs]
    for at, output in enumerate(outputs):
        if real[at] in real[:at]:
            raise UsageError(message("error.output-twice", file=str(output)))
        needed = REQUIRED.get(output.suffix.lower())
        if needed is not None and find_spec(needed) is None:
            raise UsageError(message("error.format-not-installed", file=str(output)), message("hint.install-pdf"))
        check_target(output, force=force)


def write_files(files: Mapping[Path, bytes], language: str, *, force: bool) -> None:
    """Files of which it is known that they can be written; told of when all are."""
    for path, data in files.items():
        write_file(path, data, force=force)
    for path in files:
        note(texts(language)("init.written", file=str(path)))


@dataclass(frozen=True)
class Outputs:
    """The files that a report is to be written in, and how."""

    paths: Sequence[Path]
    force: bool
    """Whether files that exist are overwritten."""
    csv_dialect: str = "standard"
    """One of `CSV_DIALECTS`."""

    @property
    def to_files(self) -> bool:
        """Whether it goes to files rather than the screen; what people hand around is told in full."""
        return bool(self.paths)

    def check(self) -> None:
        """As `check_outputs`, for the formats of every report."""
        check_outputs(self.paths, force=self.force)

    def give(self, document: Documents, workbook: Sheets, result: BaseModel) -> None:
        """The report in each of the files; on the screen where there are none."""
        if not self.paths:
            show_long(render(document(), screen()))
        self.write(document, workbook, result)

    def write(self, document: Documents, workbook: Sheets, result: BaseModel) -> None:
        """The report in each of the files: rendered in the format of its ending, or as data."""
        once = cache(document)
        made = [(path, self.content(path, once, workbook, result)) for path in self.paths]
        for path, data in made:
            write_file(path, data, force=self.force)

    def content(self, path: Path, document: Documents, workbook: Sheets, result: BaseModel) -> bytes:
        """What goes into a file: the document or the workbook as its ending says, or the result as data."""
        match path.suffix.lower():
            case ".csv":
                return CSV_DIALECTS[self.csv_dialect](workbook())
            case ending if ending in TABLES:
                return TABLES[ending](_pinned(workbook()))
            case ending if ending in RENDERERS:
                return RENDERERS[ending](_pinned(document()))
            case _:
                return json_bytes(result)


def _pinned(made: Made) -> Made:
    """With the day of SOURCE_DATE_EPOCH, where that is set."""
    day = pinned()
    return made if day is None else replace(made, dated=day)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

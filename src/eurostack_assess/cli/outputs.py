"""What goes into files named with `-o`."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from eurostack_assess.cli.streams import check_target, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import CSV_DIALECTS, RENDERERS, TABLES
from eurostack_assess.report.workbook import Workbook

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
        UsageError, CannotReadOrWrite: as `check_outputs`.
    """
    real = [os.path.realpath(output) for output in outputs]
    for at, output in enumerate(outputs):
        if real[at] in real[:at]:
            raise UsageError(message("error.output-twice", file=str(output)))
        check_target(output, force=force)


@dataclass(frozen=True)
class Outputs:
    """The files that a report is to be written in, and how."""

    paths: Sequence[Path]
    force: bool
    """Whether files that exist are overwritten."""
    csv_dialect: str = "standard"
    """One of `CSV_DIALECTS`."""

    def check(self) -> None:
        """As `check_outputs`, for the formats of every report."""
        check_outputs(self.paths, force=self.force)

    def write(self, document: Document, workbook: Sheets, result: BaseModel) -> None:
        """The report in each of the files: rendered in the format of its ending, or as data."""
        made = [(path, self.content(path, document, workbook, result)) for path in self.paths]
        for path, data in made:
            write_file(path, data, force=self.force)

    def content(self, path: Path, document: Document, workbook: Sheets, result: BaseModel) -> bytes:
        """What goes into a file: the document or the workbook as its ending says, or the result as data."""
        match path.suffix.lower():
            case ".csv":
                return CSV_DIALECTS[self.csv_dialect](workbook())
            case ending if ending in TABLES:
                return TABLES[ending](workbook())
            case ending if ending in RENDERERS:
                return RENDERERS[ending](document)
            case _:
                return json_bytes(result)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

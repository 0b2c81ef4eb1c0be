"""What goes into files named with `-o`."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import BaseModel

from eurostack_assess.cli.streams import check_target, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import RENDERERS, TABLES
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


def write_reports(
    outputs: Sequence[Path], document: Document, workbook: Sheets, result: BaseModel, *, force: bool
) -> None:
    """The report in each of the files: rendered in the format of its ending, or as data."""
    made = [(output, report_bytes(output, document, workbook, result)) for output in outputs]
    for output, data in made:
        write_file(output, data, force=force)


def report_bytes(path: Path, document: Document, workbook: Sheets, result: BaseModel) -> bytes:
    """What goes into a file: the document or the workbook as its ending says, or the result as data."""
    ending = path.suffix.lower()
    if ending in TABLES:
        return TABLES[ending](workbook())
    return RENDERERS[ending](document) if ending in RENDERERS else json_bytes(result)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

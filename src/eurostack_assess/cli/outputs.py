"""What goes into files named with `-o`."""

import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from eurostack_assess.cli.streams import check_target, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import Document

FORMATS = (".json",)


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


def write_document(path: Path, document: Document, *, force: bool) -> None:
    """A document as Markdown."""
    write_file(path, document_bytes(document), force=force)


def document_bytes(document: Document) -> bytes:
    """A document as the Markdown of a file."""
    from eurostack_assess.report import markdown

    return markdown.render(document).encode()


def write_json(path: Path, result: BaseModel, *, force: bool) -> None:
    """A result as JSON, unrounded."""
    write_file(path, json_bytes(result), force=force)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

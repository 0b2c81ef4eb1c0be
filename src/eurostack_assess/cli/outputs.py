"""What goes into files named with `-o`."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from eurostack_assess.cli.streams import write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.document import Document

FORMATS = (".json",)


def check_formats(outputs: Sequence[Path], formats: Sequence[str] = FORMATS) -> None:
    """Before anything is read: every output's ending is one of the formats.

    Raises:
        UsageError: one is not.
    """
    for output in outputs:
        if output.suffix.lower() not in formats:
            raise UsageError(message("error.unknown-format", file=str(output), formats=", ".join(formats)))


def write_document(path: Path, document: Document, *, force: bool) -> None:
    """A document as Markdown."""
    from eurostack_assess.report import markdown

    write_file(path, markdown.render(document).encode(), force=force)


def write_json(path: Path, result: BaseModel, *, force: bool) -> None:
    """A result as JSON, unrounded."""
    write_file(path, json_bytes(result), force=force)


def json_bytes(result: BaseModel) -> bytes:
    """A result as the JSON of a file."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

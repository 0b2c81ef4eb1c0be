"""Bytes to a result, as `score -o FILE.json` wrote it."""

from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import message
from eurostack_assess.model.assessment import SCHEMA_VERSION, Assessment
from eurostack_assess.reading.json_text import parsed_json, where_at_fault
from eurostack_assess.reading.session import is_session
from eurostack_assess.reading.source import MEBIBYTE, Source, read_source

RESULT_LIMIT = 50 * MEBIBYTE
"""Ten times a profile's: a result repeats the questions that its answers are to."""


def is_result(path: Path | str) -> bool:
    """Whether a file is called what results are called."""
    return str(path).lower().endswith(".json") and not is_session(path)


def read_result(path: Path) -> tuple[Assessment, Source]:
    """The result in a file.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a result, one that was changed or cut, or one of a newer version of this tool.
    """
    source = read_source(path, RESULT_LIMIT)
    file = parsed_json(source)
    if not isinstance(file, dict) or not {"schema_version", "profile", "overall", "layers"} <= file.keys():
        raise source.refuse(1, 1, message("problem.not-a-result"), message("hint.result"))
    if file["schema_version"] != SCHEMA_VERSION:
        version = str(file["schema_version"])
        raise source.refuse(1, 1, message("problem.result-version", version=version), message("hint.newer-tool"))
    try:
        return Assessment.model_validate_json(source.text), source
    except ValidationError as error:
        where = where_at_fault(error)
        raise source.refuse(1, 1, message("problem.result-damaged", where=where), message("hint.result")) from None

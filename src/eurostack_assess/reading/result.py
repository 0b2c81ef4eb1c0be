"""Reads a result that `score -o FILE.json` wrote."""

from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import message
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import SCHEMA_VERSION
from eurostack_assess.reading.json_text import format_error_path, parse_json
from eurostack_assess.reading.source import MEBIBYTE, SourceText, read_source

RESULT_LIMIT = 50 * MEBIBYTE
"""Ten times a profile's: a result repeats the questions that its answers are to."""


def read_result(path: Path) -> tuple[Assessment, SourceText]:
    """The result in a file.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a result, one that was changed or cut, or one of a newer version of this tool.
    """
    source = read_source(path, RESULT_LIMIT)
    file = parse_json(source)
    if not isinstance(file, dict) or not {"schema_version", "profile", "overall", "layers"} <= file.keys():
        raise source.refuse(1, 1, message("problem.not-a-result"), message("hint.result"))
    if file["schema_version"] != SCHEMA_VERSION:
        version = file["schema_version"]
        is_older = isinstance(version, int) and version < SCHEMA_VERSION
        what = message("problem.result-version", version=str(version), reads=SCHEMA_VERSION)
        raise source.refuse(1, 1, what, message("hint.score-again" if is_older else "hint.newer-tool"))
    try:
        return Assessment.model_validate_json(source.text), source
    except ValidationError as error:
        where = format_error_path(error)
        raise source.refuse(1, 1, message("problem.result-damaged", where=where), message("hint.result")) from None

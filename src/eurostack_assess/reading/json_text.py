"""JSON that this program or another wrote, and the place where it ends to be JSON."""

import json
from typing import Any

from pydantic import ValidationError

from eurostack_assess.errors import Message, message
from eurostack_assess.reading.source import Source


def parsed_json(source: Source, hint: Message | None = None) -> Any:
    """What the text says.

    Raises:
        InvalidInput: not JSON, nested without end, or with numbers longer than anybody means.
    """
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise source.refuse(line, column, message("problem.not-json"), hint) from None


def where_at_fault(error: ValidationError) -> str:
    """The path of the first value that a model refused."""
    return ".".join(map(str, error.errors(include_url=False)[0]["loc"]))

"""Parses JSON, and gives the place of the first thing that is invalid or must not be shown."""

import json
import re
from collections import Counter
from typing import Any

from pydantic import ValidationError

from eurostack_assess.errors import Message, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.reading.source import SourceText

_ESCAPE = re.compile(r"\\u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4})|\\.", re.IGNORECASE)


class _DuplicateKeyError(Exception):
    """A key that stands twice in one object: which of the two was meant, nobody can tell."""


def _build_unique_mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        raise _DuplicateKeyError(next(key for key, count in times.items() if count > 1))
    return found


def parse_json(source: SourceText, hint: Message | None = None) -> Any:
    """What the text says.

    Raises:
        InvalidInputError: not JSON, nested without end, with numbers longer than anybody means, or with a character
            spelled out that acts instead of being read.
    """
    try:
        file = json.loads(source.text, object_pairs_hook=_build_unique_mapping)
    except _DuplicateKeyError as error:
        raise source.refuse(1, 1, message("problem.key-twice", key=str(error)), hint) from None
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise source.refuse(line, column, message("problem.not-json"), hint) from None
    for escape in _ESCAPE.finditer(source.text):
        if escape[0][1] in "ubfr" and (active := ACTIVE_CHARACTER.search(json.loads(f'"{escape[0]}"'))):
            line, column = source.get_line_and_column(escape.start())
            raise source.refuse(line, column, message("problem.active-character", code=f"U+{ord(active[0]):04X}"))
    return file


def format_error_path(error: ValidationError) -> str:
    """The path of the first value that a model refused."""
    return ".".join(map(str, error.errors(include_url=False)[0]["loc"]))

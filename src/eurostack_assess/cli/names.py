"""Makes file names from the names that a person types; such a name is never taken as a path."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import readable_line, typed
from eurostack_assess.model.base import parse_iso_date
from eurostack_assess.model.profile import MAX_NAME_LENGTH

LONGEST_STEM = 50
"""In characters. Of four bytes each they still fit in a file name, with what is put after them."""


def stem_of(name: str) -> str:
    """Letters and digits of the name in lower case without accents, with hyphens between words.

    Raises:
        UsageError: there are none, or the name is longer than a profile takes.
    """
    if len(name) > MAX_NAME_LENGTH:
        raise UsageError(message("error.name-too-long", most=MAX_NAME_LENGTH), message("hint.name"))
    letters = "".join(one for one in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(one))
    words = re.sub(r"[\W_]+", "-", letters).strip("-")
    stem = unicodedata.normalize("NFC", words[:LONGEST_STEM]).strip("-")
    if not stem:
        raise UsageError(message("error.no-name", name=name), message("hint.name"))
    return stem


def checked_name(name: str) -> str:
    """A profile's name as it was typed, with spaces for characters that act or that are no text.

    Raises:
        UsageError: nothing is left of it, or it is longer than a profile takes.
    """
    readable = readable_line(typed(name)).strip()
    if not readable:
        raise UsageError(message("error.no-name", name=typed(name)), message("hint.name"))
    if len(readable) > MAX_NAME_LENGTH:
        raise UsageError(message("error.name-too-long", most=MAX_NAME_LENGTH), message("hint.name"))
    return readable


def parsed_day(word: str) -> date:
    """A day of the command line.

    Raises:
        UsageError: not written as one.
    """
    found = parse_iso_date(word)
    if found is None:
        raise UsageError(message("problem.not-a-date", value=typed(word)[:80]))
    return found


def expand_patterns(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that patterns such as `votes-*.json` stand for, where the shell has not put them in their place.

    Raises:
        UsageError: no file fits a pattern.
    """
    for path in paths:
        is_pattern = not path.exists() and any(character in path.name for character in "*?")
        found = sorted(path.parent.glob(path.name)) if is_pattern else [path]
        if not found:
            raise UsageError(message("error.no-match", pattern=typed(str(path))), message("hint.no-match"))
        yield from found


def free_name(path: Path) -> Path:
    """The path, or where there is a file already the first of NAME-2, NAME-3 and so on that is free."""
    if not path.exists():
        return path
    return next(other for n in count(2) if not (other := path.with_name(f"{path.stem}-{n}{path.suffix}")).exists())


def schema_path() -> str:
    """The shipped schema of a profile, as seen from the current folder where that is near, else as a file address."""
    path = shipped.get_folder("schemas").resolve() / "profile.schema.json"
    relative = os.path.relpath(path)
    return path.as_uri() if relative.count("..") > 1 else relative

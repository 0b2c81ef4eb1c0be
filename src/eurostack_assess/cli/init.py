"""`init`: a profile to fill in."""

import os
import re
import unicodedata
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import note, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import Kind
from eurostack_assess.report.blank_profile import blank_profile
from eurostack_assess.texts import texts

LONGEST_STEM = 60


def init(name: str, kind: Kind, folder: Path | None, language: str, *, force: bool) -> None:
    """Write NAME.yaml into the current folder, its file name made from the name's letters and digits."""
    path = Path(f"{_stem(name)}.yaml")
    blank = blank_profile(chosen_framework(folder), ACTIVE_CHARACTER.sub(" ", name), kind, language, _schema_path())
    write_file(path, blank.encode(), force=force)
    say = texts(language)
    note(say("init.written", file=str(path)))
    note(say("init.next", file=str(path)))


def _stem(name: str) -> str:
    """Letters and digits of the name in ASCII, with hyphens between words: what a person types is never a path."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:LONGEST_STEM].strip("-")
    if not stem:
        raise UsageError(message("error.no-name", name=name))
    return stem


def _schema_path() -> str:
    """The shipped schema of a profile, as seen from the current folder where that is near, else as a file address."""
    path = shipped.folder("schemas").resolve() / "profile.schema.json"
    relative = os.path.relpath(path)
    return path.as_uri() if relative.count("..") > 1 else relative

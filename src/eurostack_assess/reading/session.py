"""Reads a session: JSON with a checksum, by which a truncated or edited file is always detected."""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInputError, Message, Problem, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.rungs import fit_value
from eurostack_assess.model.session import FORMAT, FORMAT_VERSION, Session
from eurostack_assess.reading.json_text import format_error_path
from eurostack_assess.reading.source import PROFILE_LIMIT, SourceText, read_source


def get_backup_path(path: Path) -> Path:
    """Where the version before the last one is kept."""
    return path.with_name(f"{path.name}.bak")


def serialise_session(session: Session) -> bytes:
    """The session as a file: keys sorted, ASCII only, with the check sum of its content."""
    content = session.model_dump(mode="json", exclude_defaults=False)
    file = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "sha256": _compute_checksum(content),
        "session": content,
    }
    return f"{json.dumps(file, indent=1, sort_keys=True, allow_nan=False)}\n".encode("ascii")


def read_session(path: Path) -> tuple[Session, SourceText]:
    """The session in a file.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a session, a damaged one, or one of a newer version of this tool; the file stays as it
            is.
    """
    source = read_source(path, PROFILE_LIMIT)
    try:
        file: Any = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise _build_damage_error(source, path, what=str(error), line=line, column=column) from None
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        raise source.refuse(1, 1, message("problem.not-a-session"))
    version = file.get("format_version")
    if isinstance(version, int) and version != FORMAT_VERSION:
        if version > FORMAT_VERSION:
            raise source.refuse(1, 1, message("problem.session-newer", version=version), message("hint.newer-tool"))
        raise source.refuse(1, 1, message("problem.session-older", version=version), message("hint.older-tool"))
    content = file.get("session")
    if file.get("sha256") != _compute_checksum(content):
        raise _build_damage_error(source, path, what="sha256", line=1, column=1)
    try:
        return Session.model_validate_json(json.dumps(content)), source
    except ValidationError as error:
        where = format_error_path(error)
        raise _build_damage_error(source, path, what=where, line=1, column=1) from None


def check_session_answers(session: Session, framework: Framework, source: SourceText, path: Path) -> None:
    """Refuse a session with an answer that its question does not have: a check sum only says that nothing was cut.

    Raises:
        InvalidInputError: with the first such answer.
    """
    for id_, entry in session.entries.items():
        question = framework.questions.get(id_)
        top = len(question.options) - 1 if question else None
        if top is not None and entry.answer is not None and fit_value(entry.answer, top) != entry.answer:
            raise _build_damage_error(source, path, what=f"entries.{id_}.answer", line=1, column=1)


def _compute_checksum(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _build_damage_error(source: SourceText, path: Path, what: str, line: int, column: int) -> InvalidInputError:
    hint: Message | None = (
        message("hint.backup", file=str(get_backup_path(path))) if get_backup_path(path).exists() else None
    )
    place = source.place(line, column)._replace(source_line="")
    return InvalidInputError([Problem(message("problem.session-damaged", what=what), place, hint)])

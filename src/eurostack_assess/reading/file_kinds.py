"""What a file is, by what it is called."""

from pathlib import Path

SESSION_SUFFIX = ".session.json"
WORKSHOP_SUFFIX = ".workshop.json"


def is_session(path: Path | str) -> bool:
    """Whether a file is called what sessions are called."""
    return str(path).endswith(SESSION_SUFFIX)


def is_workshop(path: Path | str) -> bool:
    """Whether a file is called what all votes of a workshop are called."""
    return str(path).lower().endswith(WORKSHOP_SUFFIX)


def is_result(path: Path | str) -> bool:
    """Whether a file is called what results are called."""
    return str(path).lower().endswith(".json") and not is_session(path)

"""The session file on disk: used by one process at a time, written whole or not at all; a previous version is kept."""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from eurostack_assess.cli.lock import Lock
from eurostack_assess.cli.streams import neighbours, raise_as_access_error, replace, write_copy
from eurostack_assess.errors import FileInUseError, message
from eurostack_assess.model.session import Session
from eurostack_assess.reading.file_kinds import SESSION_SUFFIX
from eurostack_assess.reading.session import get_backup_path, read_session, serialise_session


class SessionFile:
    """A session file that this process has to itself while it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock(path)
        self._saved: Session | None = None
        self._on_disk: bytes | None = None
        self._on_its_way: bytes | None = None
        """What a save that was interrupted may have put on the disk."""

    def __enter__(self) -> Self:
        self._lock.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def load(self) -> Session | None:
        """The session, or None where there is none yet. What killed processes left behind is swept up.

        Raises:
            FileAccessError, InvalidInputError: as `read_session`.
        """
        for left in neighbours(self.path):
            with suppress(OSError):
                left.unlink()
        if not self.path.exists():
            return None
        session, _ = read_session(self.path)
        self._saved = session
        self._on_disk = self.path.read_bytes()
        return session

    def save(self, session: Session) -> Session:
        """Save as the next revision; returns the session as it was saved.

        Raises:
            FileInUseError: the file is not what it was when it was read or last saved here.
            FileAccessError: it cannot be written; what was there is untouched.
        """
        self._check_unchanged()
        saved = session.model_copy(update={"revision": session.revision + 1})
        data = serialise_session(saved)
        if self._on_disk is not None and not _is_same_but_for_place(self._saved, session):
            write_copy(get_backup_path(self.path), self._on_disk, self.path)
        self._on_its_way = data
        replace(self.path, data)
        self._on_disk, self._saved = data, saved
        return saved

    def move(self, path: Path) -> None:
        """Save elsewhere from now on; a folder means this file's name in it, another name one that ends as sessions do.

        Raises:
            FileInUseError: another process has that one, or a file is there already.
            FileAccessError: no lock can be made there.
        """
        with raise_as_access_error(path):
            target = path / self.path.name if path.is_dir() else _as_session(path)
            if os.path.realpath(target) == os.path.realpath(self.path):
                return
        lock = Lock(target)
        lock.take()
        if os.path.lexists(target):
            lock.release()
            raise FileInUseError(message("error.file-exists", file=str(target)))
        self._lock.release()
        self.path, self._lock, self._on_disk, self._on_its_way, self._saved = target, lock, None, None, None

    def _check_unchanged(self) -> None:
        with raise_as_access_error(self.path), suppress(FileNotFoundError):
            if self.path.read_bytes() not in (self._on_disk, self._on_its_way):
                raise FileInUseError(message("error.session-changed", file=str(self.path)))


def _as_session(path: Path) -> Path:
    return path if path.name.endswith(SESSION_SUFFIX) else path.with_name(f"{path.name}{SESSION_SUFFIX}")


def _is_same_but_for_place(before: Session | None, after: Session) -> bool:
    """Whether only the question on the page differs: then the version before the last answer is kept still."""
    update = {"revision": after.revision, "current_question": after.current_question}
    return before is not None and before.model_copy(update=update) == after

"""One process at a time for a file that is read, changed and written back."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from eurostack_assess.errors import FileAccessError, FileInUseError, message


class Lock:
    """A file that this process has to itself while the lock is held.

    The lock is a file beside it, never the file itself: that one is replaced at every save. It ends with the process,
    however that ends.
    """

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._held: IO[str] | None = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def take(self) -> None:
        """Hold it from now on.

        Raises:
            FileInUseError: another process holds it.
            FileAccessError: no lock can be made there.
        """
        lock_file = self._path.with_name(f"{self._path.name}.lock")
        lock = _locked(lock_file, self._path)
        while not _is_still(lock, lock_file):  # its last holder took it away between our opening and locking it
            lock.close()
            lock = _locked(lock_file, self._path)
        self._held = lock
        try:
            lock.truncate(0)
            lock.write(f"{os.getpid()} {socket.gethostname()}")
            lock.flush()
        except OSError as error:
            self.release()
            raise _cannot_write(lock_file, error) from None

    def release(self) -> None:
        """Hold it no longer; nothing happens where it is not held."""
        if self._held is not None:
            with suppress(OSError):
                Path(self._held.name).unlink()
            with suppress(OSError):  # what a full disk did not take is tried once more
                self._held.close()
            self._held = None


def _locked(lock_file: Path, file: Path) -> IO[str]:
    import portalocker

    try:
        lock = lock_file.open("a+", encoding="utf-8")
    except OSError as error:
        raise _cannot_write(lock_file, error) from None
    try:
        portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException:
        what = message("error.file-locked", file=str(file), holder=_holder(lock))
        lock.close()
        raise FileInUseError(what, message("hint.locked")) from None
    return lock


def _cannot_write(path: Path, error: OSError) -> FileAccessError:
    return FileAccessError(message("error.cannot-write", file=str(path), reason=error.strerror or str(error)))


def _is_still(lock: IO[str], lock_file: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(lock.fileno()), lock_file.stat())
    return False


def _holder(lock: IO[str]) -> str:
    with suppress(OSError, ValueError):
        lock.seek(0)
        process, _, host = lock.read(300).partition(" ")
        return f"pid {process}, {host}" if process else "?"
    return "?"

"""Locks a file that is read, changed and written back, so that only one process at a time uses it."""

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from eurostack_assess.errors import FileAccessError, FileInUseError, describe_os_error, message


class Lock:
    """A file that this process has to itself while the lock is held.

    The lock is a file beside it, never the file itself: that one is replaced at every save. It ends with the process,
    however that ends.
    """

    def __init__(self, path: Path) -> None:
        self._named, self._path = path, Path(os.path.realpath(path))
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
        if self._named.is_symlink() and not self._named.exists():
            raise FileAccessError(
                message("error.output-is-link", file=str(self._named)), message("hint.output-is-link")
            )
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
        lock = _open_own_file(lock_file)
    except OSError as error:
        raise _cannot_write(lock_file, error) from None
    try:
        portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException:
        what = message("error.file-locked", file=str(file), holder=_holder(lock))
        lock.close()
        raise FileInUseError(what, message("hint.locked")) from None
    return lock


def _open_own_file(path: Path) -> IO[str]:
    """A lock file to read and write, made where there is none; never what a link leads to, nor a file of two names.

    Raises:
        OSError: it cannot be opened.
        FileAccessError: something else than a file of ours stands there.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags, 0o666)
    except OSError:
        if path.is_symlink():
            raise _no_lock(path) from None
        raise
    status = os.fstat(descriptor)
    if path.is_symlink() or not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(descriptor)
        raise _no_lock(path)
    return open(path, "r+", encoding="utf-8", opener=lambda *_: descriptor)


def _no_lock(path: Path) -> FileAccessError:
    return FileAccessError(message("error.lock-is-link", file=str(path)), message("hint.lock-is-link"))


def _cannot_write(path: Path, error: OSError) -> FileAccessError:
    return FileAccessError(message("error.cannot-write", file=str(path), reason=describe_os_error(error)))


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

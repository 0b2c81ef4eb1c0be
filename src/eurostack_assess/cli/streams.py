"""Writes output: to a screen or pipe on standard output, and to files, which are written whole or not at all."""

import errno
import glob
import os
import shlex
import shutil
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from eurostack_assess.errors import FileAccessError, UsageError, describe_os_error, message
from eurostack_assess.inert import to_single_line
from eurostack_assess.reading.inputs import was_read
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.texts import texts

DRAWING = "·━●│─═•–├└→×−"
LEFT_BEHIND_SECONDS = 3600
"""Older than this, what was to be put in place never will be."""


def screen() -> Screen:
    """What standard output can show."""
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    colour = bool(os.environ.get("FORCE_COLOR")) or on_terminal
    return Screen(
        width=_width(),
        colour=colour and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        unicode=_can_encode(DRAWING),
        drawn=not os.environ.get("ACCESSIBLE"),
    )


def _width() -> int:
    """COLUMNS, else the terminal's width, else 80; a pipe has no width of its own."""
    return shutil.get_terminal_size((80, 24)).columns


def _can_encode(characters: str) -> bool:
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def show(text: str) -> None:
    """Print to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def show_long(text: str, language: str) -> bool:
    """Print what may be longer than a screen: on a terminal then with a pager, that of PAGER or `less`.

    None with PAGER set to nothing or to `cat`, and none where a screen reader is expected (ACCESSIBLE).

    Args:
        text: What to print.
        language: In which the pager says by which keys one reads on and leaves.

    Returns:
        Whether it was shown in a pager, which a reader leaves with a key.
    """
    pager = os.environ.get("PAGER", "less").strip()
    fits = text.count("\n") < shutil.get_terminal_size((80, 24)).lines
    if fits or not sys.stdout.isatty() or not _may_page(pager):
        show(text)
        return False
    import pydoc

    if pager == "less":
        prompt = shlex.quote(f"-Ps{texts(language)('pager.prompt')}")
        os.environ["PAGER"] = f"less -FRX {prompt}"  # as for git: colours, and the text stays on the screen
        os.environ.setdefault("LESSSECURE", "1")  # a stray key opens no editor and writes no file
        os.environ.setdefault("LESSCHARSET", "utf-8" if _can_encode(DRAWING) else "iso8859")
    pydoc.pager(text)
    return True


def ask_to_go_on(question: str) -> bool:
    """Wait for Enter after a question, so that what was shown can be read; whether no `q` was typed."""
    note(question)
    with suppress(OSError):
        return sys.stdin.readline().strip().lower() != "q"
    return True


def _may_page(pager: str) -> bool:
    if pager in ("", "cat") or os.environ.get("ACCESSIBLE") or os.environ.get("TERM") == "dumb":
        return False
    return shutil.which(next(iter(shlex.split(pager)), "")) is not None


def note(text: str) -> None:
    """Print a line on standard error: for people, not for what reads the output."""
    if sys.stderr is not None:  # closed by who called us
        print(to_single_line(text), file=sys.stderr)  # noqa: T201 - this is where notes are printed


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file whole or not at all: as `write_files`."""
    write_files({path: data}, force=force)


def write_files(files: Mapping[Path, bytes], *, force: bool, updates: Collection[Path] = ()) -> None:
    """Write files, all or none: neighbours first, flushed to the disk, then each put in its place.

    Args:
        files: What goes into each.
        force: Whether what exists is overwritten.
        updates: Those of which the content was read, and comes back changed.

    Raises:
        UsageError: one exists and `force` is off, or was read for what is to be written in it.
        FileAccessError: one is a link, or the folder, the disk or the rights do not allow it; nothing is changed then.
    """
    for path in files:
        check_target(path, force=force)
        if path not in updates and was_read(path):
            raise UsageError(message("error.output-is-input", file=str(path)), message("hint.output-is-input"))
    with ExitStack() as staged:
        neighbours = {path: staged.enter_context(_staged(path, data)) for path, data in files.items()}
        for path, neighbour in neighbours.items():
            with raise_as_access_error(path):
                neighbour.replace(path)
    for folder in {path.parent for path in files}:
        _sync_folder(folder)


def check_target(path: Path, *, force: bool, new_folders: bool = False) -> None:
    """Whether a file can come to stand there, as far as can be told beforehand; with `new_folders`, made for it.

    Raises:
        UsageError, FileAccessError: as `write_file`.
    """
    if path.is_symlink():
        raise FileAccessError(message("error.output-is-link", file=str(path)), message("hint.output-is-link"))
    if path.exists() and not force:
        raise UsageError(message("error.file-exists", file=str(path)), message("hint.force"))
    if path.exists() and not path.is_file():
        raise FileAccessError(message("error.not-a-file", file=str(path)))
    folder = Path(os.path.realpath(path)).parent
    if new_folders:
        folder = next(one for one in (folder, *folder.parents) if one.exists())
    why = errno.ENOENT if not folder.is_dir() else errno.EACCES if not os.access(folder, os.W_OK) else None
    if why is not None:
        raise FileAccessError(message("error.cannot-write", file=str(path), reason=describe_os_error(why)))


def make_folder(path: Path) -> None:
    """A folder to write in, with those above it.

    Raises:
        FileAccessError: something else stands there, or the disk or the rights do not allow it.
    """
    with raise_as_access_error(path):
        path.mkdir(parents=True, exist_ok=True)


def replace(path: Path, data: bytes) -> None:
    """Put a file with this content in the place of the one that was read there, whole or not at all; its mode stays.

    Of a symbolic link, in the place of the file that it leads to: that is the one that was read.

    Raises:
        FileAccessError: the folder, the disk or the rights do not allow it, or a link leads nowhere; what was there is
            untouched.
    """
    if path.is_symlink() and not path.exists():
        raise FileAccessError(message("error.output-is-link", file=str(path)), message("hint.output-is-link"))
    _put_in_place(Path(os.path.realpath(path)), data)


def write_copy(path: Path, data: bytes, original: Path) -> None:
    """Put a copy of what a file held beside it, with the rights of that file; a link there is replaced, not followed.

    Raises:
        FileAccessError: as `replace`.
    """
    _put_in_place(path, data, rights_of=original)


def _put_in_place(path: Path, data: bytes, rights_of: Path | None = None) -> None:
    with _staged(path, data, rights_of) as neighbour, raise_as_access_error(path):
        neighbour.replace(path)
    _sync_folder(path.parent)


@contextmanager
def raise_as_access_error(path: Path) -> Iterator[None]:
    """Report what the system does not allow with a file that is to be written as an error of ours.

    Raises:
        FileAccessError: in the place of any error of the system.
    """
    try:
        yield
    except OSError as error:
        reason = describe_os_error(error)
        raise FileAccessError(message("error.cannot-write", file=str(path), reason=reason)) from None


def neighbours(path: Path) -> Iterator[Path]:
    """Files that a write of `path` left behind because its process was killed."""
    return path.parent.glob(f"{glob.escape(_prefix(path))}*.new")


def _prefix(path: Path) -> str:
    return f".{path.name[:100]}."


@contextmanager
def _staged(path: Path, data: bytes, rights_of: Path | None = None) -> Iterator[Path]:
    """A neighbour of a file with what is to stand there, on the disk; gone afterwards, if it was not put in place."""
    with raise_as_access_error(path):
        rights = rights_of or path
        mode = 0o666 & ~_umask() if rights.is_symlink() or not rights.exists() else rights.stat().st_mode & 0o7777
        _sweep(path)
        with NamedTemporaryFile(dir=path.parent, prefix=_prefix(path), suffix=".new", delete=False) as file:
            neighbour = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                neighbour.chmod(mode)
            except BaseException:
                _remove(neighbour)
                raise
    try:
        yield neighbour
    finally:
        _remove(neighbour)


def _sweep(path: Path) -> None:
    """Remove what a write of this file left behind long ago because its process was killed."""
    for left in neighbours(path):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
                left.unlink()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _sync_folder(folder: Path) -> None:
    """Let the new name itself reach the disk, where folders can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

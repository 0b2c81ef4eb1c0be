"""The session on the disk, with a disk that fails at every step in turn."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.errors import FileAccessError, FileInUseError
from eurostack_assess.interview.interview import Interview
from eurostack_assess.model.session import Session
from eurostack_assess.reading.session import get_backup_path, read_session
from tests.interview.helpers import interview, session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "port.session.json"


def saved(path: Path) -> Session:
    return read_session(path)[0]


def said(rung: int, before: Session | None = None) -> Session:
    begun: Interview = interview(before or session()).jump("depth")
    return begun.choose(rung).session


def test_what_is_saved_is_what_is_loaded_and_the_version_before_is_kept(path: Path) -> None:
    with SessionFile(path) as file:
        assert file.load() is None
        first = file.save(said(1))
        second = file.save(said(2, first))
        assert (first.revision, second.revision) == (1, 2)
    with SessionFile(path) as file:
        assert file.load() == second
    assert saved(get_backup_path(path)) == first
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, get_backup_path(path).name]


STEPS = ("fsync", "chmod", "replace")


@pytest.mark.parametrize("call", range(1, 6))
@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_fails_the_old_session_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    with SessionFile(path) as file:
        first = file.save(said(1))
        where, real = (os, os.fsync) if step == "fsync" else (Path, getattr(Path, step))
        monkeypatch.setattr(where, step, failing(real, call))
        failed = False
        try:
            file.save(said(2, first))
        except FileAccessError:
            failed = True
        monkeypatch.undo()
        assert saved(path).entry("depth").answer in ((1,) if failed else (2,))
        assert not list(path.parent.glob(".*")), "no half-written file is left"
        assert file.save(said(0, first)).entry("depth").answer == 0, "the next save works"


def failing(real: Callable[..., object], call: int) -> Callable[..., object]:
    """The same function, but its n-th call finds the disk full."""
    calls = 0

    def function(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    return function


def test_a_save_that_was_interrupted_halfway_can_be_repeated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal between putting the file in its place and noting that it is there."""

    def interrupted(_folder: Path) -> None:
        raise KeyboardInterrupt

    with SessionFile(path) as file:
        monkeypatch.setattr("eurostack_assess.cli.streams._sync_folder", interrupted)
        with pytest.raises(KeyboardInterrupt):
            file.save(said(1))
        monkeypatch.undo()
        assert file.save(said(1)).revision == 1
    assert saved(path).entry("depth").answer == 1


def test_a_file_that_appeared_or_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    with SessionFile(path) as file:
        path.write_bytes(b"{}")
        with pytest.raises(FileInUseError):
            file.save(said(1))
    assert path.read_bytes() == b"{}"


def test_two_cannot_have_it_and_the_next_one_can(path: Path) -> None:
    with SessionFile(path), pytest.raises(FileInUseError, match=r"file-locked"), SessionFile(path):
        pass
    with SessionFile(path) as file:
        file.save(said(1))


def test_saving_elsewhere(path: Path, tmp_path: Path) -> None:
    with SessionFile(path) as file:
        first = file.save(said(1))
        folder = tmp_path / "other"
        folder.mkdir()
        file.move(folder)
        assert file.path == folder / path.name
        file.move(file.path)
        file.save(said(2, first))
        with pytest.raises(FileInUseError):
            file.move(path)
        with pytest.raises(FileAccessError):
            file.move(tmp_path / "no-such-folder" / "x.session.json")
    assert saved(folder / path.name).entry("depth").answer == 2
    assert saved(path).entry("depth").answer == 1
    assert not list(tmp_path.rglob("*.lock"))


def test_the_mode_of_the_file_stays(path: Path) -> None:
    with SessionFile(path) as file:
        first = file.save(said(1))
        path.chmod(0o640)
        file.save(said(2, first))
    assert path.stat().st_mode & 0o777 == 0o640


def test_elsewhere_is_a_file_that_can_be_gone_on_with(path: Path) -> None:
    with SessionFile(path) as file:
        first = file.save(said(1))
        file.move(path.parent / "backup")
        file.save(said(2, first))
    assert saved(path.parent / "backup.session.json").entry("depth").answer == 2


@pytest.mark.parametrize("place", ["long", "loop", "no folder"])
def test_a_place_that_cannot_be_is_refused_with_a_message(path: Path, place: str) -> None:
    loop = path.parent / "loop"
    loop.symlink_to(loop)
    places = {"long": path.parent / ("x" * 300), "loop": loop / "x", "no folder": path / "x"}
    with SessionFile(path) as file:
        first = file.save(said(1))
        with pytest.raises(FileAccessError):
            file.move(places[place])
        assert file.save(said(2, first)).entry("depth").answer == 2

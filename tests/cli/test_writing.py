"""What is written, and where: all files or none, never through a link, never over what was read."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from eurostack_assess.cli import streams
from eurostack_assess.errors import FileAccessError
from eurostack_assess.reading.inputs import forget_inputs
from tests.helpers import HARBOUR, ROOT, command

HARBOUR_WORDS = ("--kind", "organisation", "--lang", "en", "--framework", HARBOUR)
PROFILE = ROOT / "profiles" / "example-municipality.yaml"
TABLE = "id,key-control\n" + "".join(f"p{n},{n % 4}\n" for n in range(350)) + "odd,what\n"


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "authorized_keys"
    path.parent.mkdir()
    path.write_text("key of mine\n", "utf-8")
    return path


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "received"
    folder.mkdir()
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assess(folder: Path, *lines: str) -> int:
    typed = "".join(f"{line}\n" for line in lines).encode()
    return command("assess", "Port", *HARBOUR_WORDS, "--plain", input_=typed, cwd=folder).returncode


@pytest.mark.parametrize("link", ["symbolic", "hard", "to nothing"])
def test_a_link_in_the_place_of_a_lock_is_refused(here: Path, victim: Path, link: str) -> None:
    lock = here / "port.session.json.lock"
    if link == "hard":
        lock.hardlink_to(victim)
    else:
        lock.symlink_to(victim if link == "symbolic" else victim.with_name("new"))
    assert assess(here, "", "1", "q") == 4
    assert victim.read_text("utf-8") == "key of mine\n"
    assert names_in(victim.parent) == [victim.name]
    assert os.path.lexists(lock), "what stood there is left to its owner"


def test_a_link_in_the_place_of_a_backup_is_replaced_not_followed(here: Path, victim: Path) -> None:
    assert assess(here, "", "1", "q") == 0
    backup = here / "port.session.json.bak"
    backup.unlink(missing_ok=True)
    backup.symlink_to(victim)
    command("assess", "port.session.json", "--framework", HARBOUR, "--plain", input_=b"\n2\n3\nq\n", cwd=here)
    assert victim.read_text("utf-8") == "key of mine\n"
    assert not backup.is_symlink()


def test_the_backup_has_the_rights_of_its_session(here: Path) -> None:
    assess(here, "", "1", "q")
    session = here / "port.session.json"
    (here / "port.session.json.bak").unlink(missing_ok=True)
    session.chmod(0o600)
    command("assess", session.name, "--framework", HARBOUR, "--plain", input_=b"\n2\n3\nq\n", cwd=here)
    assert stat.S_IMODE((here / "port.session.json.bak").stat().st_mode) == 0o600


@pytest.mark.parametrize("options", [[], ["--force"]], ids=["", "with --force"])
@pytest.mark.parametrize("target", ["authorized_keys", "new"])
def test_an_output_that_is_a_link_is_refused(here: Path, victim: Path, target: str, options: list[str]) -> None:
    (here / "report.md").symlink_to(victim.with_name(target))
    shown = command("score", PROFILE, "-o", "report.md", *options, "--lang", "en", cwd=here)
    assert (shown.returncode, victim.read_text("utf-8")) == (4, "key of mine\n")
    assert shown.stderr.decode().startswith(
        "error[output-is-link]: report.md is a link; the tool does not write through links"
    )
    assert names_in(victim.parent) == [victim.name]


def test_a_new_session_is_not_written_through_a_link_to_nothing(here: Path, victim: Path) -> None:
    (here / "port.session.json").symlink_to(victim.with_name("new"))
    assess(here, "", "1", "", "q")
    assert names_in(victim.parent) == [victim.name]


def _prepare(here: Path) -> None:
    (here / "table.csv").write_text(TABLE, "utf-8")
    shutil.copy(PROFILE, here / "p.yaml")
    shutil.copytree(HARBOUR, here / "fw")
    assert command("score", "p.yaml", "-o", "in.json", cwd=here).returncode == 0
    os.link(here / "in.json", here / "twin.json")


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["benchmark", "table.csv", "-o", "table.csv"], "table.csv"),
        (["benchmark", "table.csv", "--engine", "polars", "-o", "table.csv"], "table.csv"),
        (["benchmark", "table.csv", "--lenient", "table.csv"], "table.csv"),
        (["compare", "in.json", "in.json", "-o", "in.json"], "in.json"),
        (["compare", "in.json", "in.json", "-o", "twin.json"], "twin.json"),
        (["gate", "in.json", "--fail-under", "1", "-o", "./in.json"], "in.json"),
        (["workshop", "merge", "p.yaml", "--name", "P", "-o", "p.yaml"], "p.yaml"),
        (["framework", "record", "fw", "-o", "fw/framework.yaml"], "fw/framework.yaml"),
    ],
)
def test_what_was_read_is_never_written_over(here: Path, words: list[str], file: str) -> None:
    _prepare(here)
    before = (here / file).read_bytes()
    shown = command(*words, "--force", "--lang", "en", cwd=here)
    assert (here / file).read_bytes() == before, shown.stderr.decode()
    assert shown.returncode in (2, 3)


def test_several_outputs_are_all_written_or_none(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_inputs()
    (here / "a.md").write_text("old", "utf-8")
    monkeypatch.setattr(os, "fsync", _full_disk_at(2))
    with pytest.raises(FileAccessError):
        streams.write_files({here / "a.md": b"new", here / "b.md": b"new"}, force=True)
    assert names_in(here) == ["a.md"]
    assert (here / "a.md").read_text("utf-8") == "old"


def _full_disk_at(call: int) -> Callable[[int], None]:
    calls = 0

    def fsync(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(28, "No space left on device")

    return fsync


def test_what_a_killed_process_left_is_swept_up_once_it_is_old(here: Path) -> None:
    old, young = here / ".a.md.x.new", here / ".a.md.y.new"
    for left in (old, young):
        left.touch()
    os.utime(old, (time.time() - 2 * 3600,) * 2)
    streams.write_file(here / "a.md", b"new", force=False)
    assert names_in(here) == [young.name, "a.md"]

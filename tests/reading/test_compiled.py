"""What a wheel holds beside the YAML: used as long as nothing was changed, and never trusted when something was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from eurostack_assess import sealed, shipped
from eurostack_assess import texts as texts_module
from eurostack_assess.model.framework import Framework
from eurostack_assess.reading.catalogue import compile_catalogue, read_catalogue
from eurostack_assess.reading.compiled import COMPILED_FILE, PackedRows, compile_model, load_compiled
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR, ROOT

OURS = ROOT / "questionnaires" / "eurostack"
CATALOGUE = ROOT / "catalogue"


@pytest.fixture(autouse=True)
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program finds what was installed with it."""
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    return tmp_path / "shipped"


@pytest.fixture
def folder(wheel: Path) -> Path:
    """A framework with its compiled file."""
    copy = wheel / "harbour"
    shutil.copytree(HARBOUR, copy)
    (copy / COMPILED_FILE).write_bytes(compile_model(read_framework(copy), copy))
    return copy


def test_a_framework_is_what_was_read(wheel: Path) -> None:
    copy, made = wheel / "copy", read_framework(OURS)
    shutil.copytree(OURS, copy)
    (copy / COMPILED_FILE).write_bytes(compile_model(made, copy))
    compiled = load_compiled(copy, Framework)
    assert repr(compiled) == repr(made)
    assert read_framework(copy) == compiled


def test_a_catalogue_is_what_was_read_row_by_row(wheel: Path) -> None:
    copy, made = wheel / "copy", read_catalogue(CATALOGUE)
    shutil.copytree(CATALOGUE, copy)
    (copy / COMPILED_FILE).write_bytes(compile_catalogue(copy))
    compiled = read_catalogue(copy)
    for key in ("owners", "suppliers", "alternatives"):
        rows = getattr(compiled, key)
        assert isinstance(rows, PackedRows)
        assert list(rows) == list(getattr(made, key))
        assert repr(dict(rows)) == repr(dict(getattr(made, key)))
        assert ("no-such-row" in rows, rows.get("no-such-row"), len(rows)) == (False, None, len(getattr(made, key)))
    first = next(iter(compiled.owners))
    assert compiled.owners[first] is compiled.owners[first], "made once"
    others = {"owners", "suppliers", "alternatives"}
    assert compiled.model_dump(exclude=others) == made.model_dump(exclude=others)
    (copy / "categories.yaml").write_text((copy / "categories.yaml").read_text("utf-8") + "\n", "utf-8")
    assert not isinstance(read_catalogue(copy).owners, PackedRows)


def test_the_same_files_make_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere"
    shutil.copytree(HARBOUR, again)
    assert compile_model(read_framework(again), again) == (folder / COMPILED_FILE).read_bytes()


def added(folder: Path) -> None:
    (folder / "more.yaml").write_text("a: 1\n", "utf-8")


def renamed(folder: Path) -> None:
    (folder / "quay.yaml").rename(folder / "quay.yml")


def removed(folder: Path) -> None:
    (folder / "quay.yaml").unlink()


def edited(folder: Path) -> None:
    path = folder / "quay.yaml"
    path.write_bytes(path.read_bytes() + b"\n")


def of_same_length(folder: Path) -> None:
    path = folder / "quay.yaml"
    path.write_bytes(path.read_bytes().replace(b"e", b"a", 1))


def cut(folder: Path) -> None:
    path = folder / COMPILED_FILE
    path.write_bytes(path.read_bytes()[:-1])


def cut_to_its_head(folder: Path) -> None:
    path = folder / COMPILED_FILE
    path.write_bytes(path.read_bytes()[:70])


def emptied(folder: Path) -> None:
    (folder / COMPILED_FILE).write_bytes(b"")


def tampered_with(folder: Path) -> None:
    path = folder / COMPILED_FILE
    path.write_bytes(path.read_bytes().replace(b"quay", b"quai", 1))


def sealed_with_nonsense(folder: Path) -> None:
    files = sealed.find_yaml_files(folder)
    (folder / COMPILED_FILE).write_bytes(sealed.seal(b'{"header": 1}', folder, files))


def a_folder_itself(folder: Path) -> None:
    (folder / COMPILED_FILE).unlink()
    (folder / COMPILED_FILE).mkdir()


@pytest.mark.parametrize(
    "change",
    [added, renamed, removed, edited, of_same_length, cut, cut_to_its_head, emptied, tampered_with, sealed_with_nonsense, a_folder_itself],
)  # fmt: skip
def test_it_is_not_used_after_a_change(folder: Path, change: Callable[[Path], None]) -> None:
    assert load_compiled(folder, Framework) is not None
    change(folder)
    assert load_compiled(folder, Framework) is None


def test_a_compiled_file_in_a_folder_of_somebody_elses_is_not_used(folder: Path, tmp_path: Path) -> None:
    received = tmp_path / "received"
    shutil.copytree(folder, received)
    assert (received / COMPILED_FILE).exists()
    assert load_compiled(received, Framework) is None


def test_an_edit_is_seen_at_once(folder: Path) -> None:
    path = folder / "framework.yaml"
    path.write_text(path.read_text("utf-8").replace("edition: ", "edition: x", 1), "utf-8")
    assert read_framework(folder).header.edition.startswith("x")


def test_texts_are_those_of_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = dict(texts_module.compile_texts())
    assert set(made) == {f"{language}.json" for language in texts_module.languages()}
    shutil.copytree(texts_module._FOLDER, tmp_path / "texts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(texts_module, "_FOLDER", tmp_path / "texts")
    for name, content in made.items():
        (tmp_path / "texts" / name).write_bytes(content)
        language = Path(name).stem
        texts_module._entries.cache_clear()
        assert texts_module._entries(language) == texts_module._read(language)
        (tmp_path / "texts" / f"{language}.toml").write_text('[state]\nunasked = "changed"\n', "utf-8")
        texts_module._entries.cache_clear()
        assert texts_module._entries(language) == {"state.unasked": "changed"}
    texts_module._entries.cache_clear()

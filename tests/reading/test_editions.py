"""Editions in files: what a framework remembers, and profiles that were answered under an earlier one."""

import shutil
from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.method.edition_drift import build_edition_record
from eurostack_assess.reading.framework import (
    find_framework_folder,
    read_framework,
    read_framework_as_written,
    read_framework_files,
    read_questionnaire_file,
)
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.report.exports.edition_record import render_edition_file
from tests.helpers import HARBOUR


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Edition 2 of the harbour, which remembers edition 1."""
    folder = tmp_path / "harbour"
    shutil.copytree(HARBOUR, folder)
    (folder / "editions").mkdir()
    (folder / "editions" / "1.yaml").write_text(
        render_edition_file(build_edition_record(read_framework(HARBOUR)), "en"), "utf-8"
    )
    edit(folder / "framework.yaml", 'edition: "1"', 'edition: "2"\nearlier_editions: ["1"]')
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(folder: Path) -> list[tuple[str, str, int]]:
    with pytest.raises(InvalidInputError) as caught:
        read_framework(folder)
    return [(one.message.key, Path(one.place.file).name, one.place.line) for one in caught.value.problems]


def profile(folder: Path, answers: str, edition: str = "1") -> Path:
    path = folder.parent / "port.yaml"
    head = f'name: Port\nkind: region\nframework: harbour\nedition: "{edition}"\n'
    path.write_text(f"{head}answers: {{{answers}}}\n", "utf-8")
    return path


def test_a_record_is_read_and_does_not_count_in_the_hash(harbour: Path) -> None:
    framework = read_framework(harbour)
    assert framework.earlier_editions == {"1": build_edition_record(read_framework(HARBOUR))}
    assert read_framework_as_written(harbour).earlier_editions == tuple(framework.earlier_editions.values())
    edit(harbour / "editions" / "1.yaml", "weight: 0.1", "weight: 0.7")
    assert read_framework(harbour).hash == framework.hash


def test_places_in_a_framework_s_files(harbour: Path) -> None:
    files = read_framework_files(harbour)
    assert list(files.parts) == ["quay", "crane", "crew", "night"]
    assert files.place(None, "edition")[1:3] == (3, 10)
    assert Path(files.place("night", "questions", 0, "id").file).name == "night.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            "editions/1.yaml", 'edition: "1"', 'edition: "0"', ("problem.other-part", "1.yaml", 3), id="of another"
        ),
        pytest.param(
            "editions/1.yaml", "weight: 0.1", "weight: -1", ("problem.too-small", "1.yaml", 5), id="a bad weight"
        ),
        pytest.param(
            "framework.yaml",
            'earlier_editions: ["1"]',
            'earlier_editions: ["2"]',
            ("problem.own-edition", "framework.yaml", 4),
            id="its own",
        ),
        pytest.param(
            "framework.yaml",
            'earlier_editions: ["1"]',
            'earlier_editions: ["../1"]',
            ("problem.not-an-edition", "framework.yaml", 4),
            id="a path",
        ),
        pytest.param(
            "framework.yaml",
            'earlier_editions: ["1"]',
            'earlier_editions: ["0"]',
            ("problem.file-not-there", "framework.yaml", 4),
            id="no file",
        ),
    ],
)
def test_refused(harbour: Path, name: str, old: str, new: str, expected: tuple[str, str, int]) -> None:
    edit(harbour / name, old, new)
    assert problems(harbour) == [expected]


def test_answers_to_what_is_gone_or_moved_are_taken_and_lost_rungs_are_skipped(harbour: Path) -> None:
    edit(harbour / "quay.yaml", "  - id: depth", "  - id: deep")
    edit(harbour / "quay.yaml", "      - {en: All, value: 1}\n", "")
    framework = read_framework(harbour)
    given = read_profile(profile(harbour, "moor: 1, depth: 2, light: {answer: 3, evidence: seen}")).validate_against(
        framework, None
    )
    assert {id_: one.answer for id_, one in given.answers.items()} == {"moor": 1, "depth": 2, "light": "skipped"}
    assert given.answers["light"].evidence is not None


def test_what_the_edition_never_had_is_refused(harbour: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_profile(profile(harbour, "mor: 1")).validate_against(read_framework(harbour), None)
    assert [one.message.key for one in caught.value.problems] == ["problem.no-such-question"]


def test_an_edition_that_is_not_remembered_is_held_to_the_one_of_today(harbour: Path) -> None:
    edit(harbour / "quay.yaml", "  - id: depth", "  - id: deep")
    with pytest.raises(InvalidInputError):
        read_profile(profile(harbour, "depth: 2", edition="0")).validate_against(read_framework(harbour), None)


def test_the_framework_that_a_file_stands_in(harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_framework_folder(harbour / "quay.yaml") == harbour
    assert find_framework_folder(harbour / "lenses" / "night.yaml") == harbour
    assert find_framework_folder(tmp_path / "port.yaml") is None
    monkeypatch.chdir(harbour / "lenses")
    assert find_framework_folder(Path("night.yaml")) == harbour, "whoever stands in the folder of the lenses"
    assert list(read_questionnaire_file(Path("night.yaml"), harbour).parts) == ["night"]

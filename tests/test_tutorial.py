"""The tutorial is done, step by step, as a reader would do it: its files written, its commands typed, what it shows seen.

A block that names a file is that file's text; a block `edit` is what stands there now, `---`, and what comes in its
place; a line `…` stands for lines left out. In a command, standard error comes after standard output.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.helpers import ROOT, command

TUTORIAL = (ROOT / "docs" / "write-your-own.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)([^\n]*)\n(.*?)```", TUTORIAL, re.DOTALL)


def test_every_step_of_the_tutorial(tmp_path: Path) -> None:
    typed = 0
    for kind, name, body in BLOCKS:
        path = tmp_path / name.strip()
        if kind == "yaml":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8")
        elif kind == "edit":
            old, new = body.split("---\n")
            text = path.read_text("utf-8")
            assert text.count(old) == 1, old
            path.write_text(text.replace(old, new), "utf-8")
        else:
            typed += console(tmp_path, body)
    assert typed > 15


def console(folder: Path, body: str) -> int:
    """Type the commands of a block; the number of them."""
    steps = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    for step in steps:
        words, _, expected = step.partition("\n")
        assert matches(said(folder, words), expected.splitlines()), (words, said(folder, words))
    return len(steps)


def said(folder: Path, words: str) -> list[str]:
    """What a command says; of others only what the tutorial makes use of is known here."""
    match shlex.split(words):
        case ["mkdir", path]:
            (folder / path).mkdir()
            return []
        case ["cp", "-r", path, to]:
            shutil.copytree(folder / path, folder / to)
            return []
        case ["eurostack-assess", *rest, ">", to]:
            done = command(*rest, cwd=folder, env={"EUROSTACK_LANG": "en"})
            (folder / to).write_bytes(done.stdout)
            return done.stderr.decode().splitlines()
        case ["eurostack-assess", *rest]:
            done = command(*rest, cwd=folder, env={"EUROSTACK_LANG": "en"})
            return [line.rstrip() for line in (done.stdout + done.stderr).decode().splitlines()]
    raise AssertionError(words)


def matches(lines: list[str], expected: list[str]) -> bool:
    """Whether they are the lines expected, with anything or nothing at each `…`."""
    parts = ["\n".join(part) for part in split(expected)]
    pattern = r"(?:.*\n)?".join(re.escape(f"{part}\n" if part else "") for part in parts)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines), re.DOTALL) is not None


def split(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == "…":
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


@pytest.mark.parametrize(
    ("lines", "expected", "holds"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a"], False),
        (["a", "b", "c"], ["a", "…", "c"], True),
        (["a", "c"], ["a", "…", "c"], True),
        (["a", "b"], ["…", "c"], False),
        (["a", "b"], ["a", "…"], True),
    ],
)
def test_what_is_left_out_is_any_lines(lines: list[str], expected: list[str], *, holds: bool) -> None:
    assert matches(lines, expected) is holds

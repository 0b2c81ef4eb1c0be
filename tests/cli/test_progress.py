"""What shows while something takes long: on a terminal only, after a while, and gone when it is done."""

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from tests.helpers import HARBOUR

TERMINAL = {**os.environ, "TERM": "xterm"}
SLOW = """
import time
from eurostack_assess.cli.progress import working
with working("Counting [red]a\\nb[/red]") as step:
    time.sleep({before})
    step(1, 3)
    time.sleep(0.4)
print("done")
"""


def shown(before: float, **environment: str) -> str:
    """Everything that a terminal is sent."""
    words = ["-c", SLOW.format(before=before)]
    child = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, env={**TERMINAL, **environment})
    child.expect(pexpect.EOF)
    return str(child.before)


def test_after_a_second_it_says_what_it_does_and_how_far_it_is() -> None:
    sent = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown(1.3))
    assert "Counting [red]a b[/red]" in sent
    assert "1/3" in sent
    assert sent.endswith("done\r\n")


def test_it_takes_away_what_it_showed() -> None:
    assert re.search(r"\x1b\[2K[^\n]*done", shown(1.3))


@pytest.mark.parametrize(
    ("before", "environment"),
    [
        pytest.param(0.1, {}, id="what is done within a second"),
        pytest.param(1.3, {"ACCESSIBLE": "1"}, id="where a screen reader is expected"),
        pytest.param(1.3, {"TERM": "dumb"}, id="on a terminal that cannot take it away"),
    ],
)
def test_nothing_shows(before: float, environment: dict[str, str]) -> None:
    assert shown(before, **environment) == "done\r\n"


def test_interrupted_it_leaves_nothing_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    first, facts = folder / "0.yaml", "\n".join(f"- {{text: fact {number}}}" for number in range(200))
    first.write_text(f"name: H\nkind: organisation\nanswers: {{moor: 1}}\nfacts:\n{facts}\n", "utf-8")
    for number in range(1, 4000):
        (folder / f"{number}.yaml").hardlink_to(first)
    words = ["-m", "eurostack_assess", "benchmark", folder, "--framework", HARBOUR, "-o", tmp_path / "out.json"]
    child = pexpect.spawn(sys.executable, list(map(str, words)), encoding="utf-8", timeout=30, env=TERMINAL)
    child.expect("/4000")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert [path.name for path in tmp_path.iterdir()] == ["profiles"]

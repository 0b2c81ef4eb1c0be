"""What is longer than the screen goes through a pager on a terminal, and only there."""

import shutil
import sys
from collections.abc import Mapping

import pexpect
import pytest

from tests.helpers import ROOT, command, plain_environment

WORDS = ["-m", "eurostack_assess", "score", str(ROOT / "profiles" / "amsterdam.yaml"), "--lang", "en", "--full"]
FIRST, LAST = "Metropoolregio Amsterdam", "This is not a certificate"

needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="no test of paging: `less` is not installed")


def on_terminal(lines: int = 24, environment: Mapping[str, str] | None = None) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        WORDS,
        env=plain_environment() | {"TERM": "xterm"} | dict(environment or {}),
        dimensions=(lines, 80),
        encoding="utf-8",
        timeout=30,
    )


@needs_less
def test_a_long_report_waits_for_its_reader() -> None:
    child = on_terminal()
    child.expect(FIRST)
    assert LAST not in f"{child.before}{child.after}"
    child.send("G")
    child.expect(LAST)
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)


@needs_less
def test_colours_come_through_it() -> None:
    child = on_terminal()
    child.expect("\x1b\\[1m")
    child.send("q")
    child.expect(pexpect.EOF)


@needs_less
def test_who_has_seen_enough_stops() -> None:
    child = on_terminal()
    child.expect(FIRST)
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.parametrize(
    ("lines", "environment"),
    [
        pytest.param(2000, {}, id="it fits the screen"),
        pytest.param(24, {"PAGER": "cat"}, id="a pager that lets all through"),
        pytest.param(24, {"PAGER": ""}, id="no pager wanted"),
        pytest.param(24, {"ACCESSIBLE": "1"}, id="a screen reader reads on"),
        pytest.param(24, {"TERM": "dumb"}, id="a terminal that cannot page"),
        pytest.param(24, {"PATH": ""}, id="no pager there"),
        pytest.param(24, {"PAGER": "no-such-pager -R"}, id="a pager that is not there"),
    ],
)
def test_nothing_waits(lines: int, environment: Mapping[str, str]) -> None:
    child = on_terminal(lines, environment)
    child.expect(LAST)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_pipe_has_no_pager() -> None:
    shown = command(*WORDS[2:], env={"PAGER": "false"})
    assert LAST in shown.stdout.decode()

"""The first minute: what is shown without a command, names instead of paths, what a shell completes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers import ROOT, command, plain_environment

MUNICIPALITY = ROOT / "profiles" / "example-municipality.yaml"


def test_without_a_command_the_three_jobs_are_shown() -> None:
    shown = command()
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode() == (
        """How dependent is your organisation or region, layer by layer of the Eurostack,
and where should you act first?

  Assess it, question by question  eurostack-assess assess
  See the result of a profile      eurostack-assess score amsterdam
  Compare regions                  eurostack-assess compare amsterdam brainport

  Try it: three short tours        eurostack-assess demo
  All commands                     eurostack-assess --help

Nothing leaves this computer. Dutch: EUROSTACK_LANG=nl
"""
    )
    assert command(env={"LANG": "nl_NL.UTF-8"}).stdout.decode().startswith("Hoe afhankelijk is uw organisatie")


@pytest.mark.parametrize("words", [("workshop",), ("help", "workshop"), ("workshop", "help")])
def test_help_is_shown_where_it_is_asked_for(words: tuple[str, ...]) -> None:
    shown = command(*words)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode().startswith("Usage: eurostack-assess workshop")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("score", "amsterdam"), "Metropoolregio Amsterdam"),
        (("compare", "amsterdam", "brainport"), "A Metropoolregio Amsterdam   B Brainport Eindhoven"),
        (("whatif", "example-municipality", "--without", "US"), "What if: Gemeente Voorbeeldstad"),
        (("whatif", "example-hospital", "--scenario", "mail-cut-off"), "What if: Ziekenhuis"),
        (("questions", "--framework", "eurostack", "--layer", "cloud-compute"), "Questions: Eurostack"),
        (("validate", "catalonia"), ""),
    ],
)
def test_what_is_shipped_may_be_named_from_anywhere(tmp_path: Path, words: tuple[str, ...], line: str) -> None:
    shown = command(*words, "--lang", "en", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.decode().startswith(line)


def test_a_file_by_that_name_comes_first(tmp_path: Path) -> None:
    shutil.copy(MUNICIPALITY, tmp_path / "amsterdam")
    assert "Voorbeeldstad" in command("score", "amsterdam", cwd=tmp_path).stdout.decode()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("amsterdm", "did you mean amsterdam?"),
        ("amsterdam.yaml", "did you mean amsterdam?"),
        ("atlantis", "give a file, or one of the profiles that come with the tool: amsterdam-lsh-ai, amsterdam, "),
    ],
)
def test_a_name_that_there_is_not_gets_a_hint(tmp_path: Path, typed: str, hint: str) -> None:
    shown = command("score", typed, "--lang", "en", cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (4, b"")
    assert shown.stderr.decode().startswith(f"error[cannot-read]: {typed} cannot be read")
    assert hint in shown.stderr.decode()


def test_the_commands_below_an_answer_name_what_was_typed(tmp_path: Path) -> None:
    shown = command("score", "amsterdam", "--lang", "en", cwd=tmp_path).stdout.decode()
    assert "eurostack-assess score amsterdam --lang en --full" in shown


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("score ams", ["amsterdam", "amsterdam-lsh-ai"]),
        ("score my", ["my-town.yaml"]),
        ("score profiles/am", []),
        ("compare amsterdam br", ["brainport"]),
        ("whatif example-municipality --without microsoft-3", ["microsoft-365"]),
        ("whatif example-municipality --without U", ["UA", "UG", "UM", "US", "UY", "UZ"]),
        ("whatif x --scenario mail", ["mail-cut-off"]),
        ("explain cloud-e", ["cloud-exit"]),
        ("explain no-ga", ["no-gate"]),
        ("questions --layer cl", ["cloud-compute"]),
        ("assess --lens li", ["life-sciences-health"]),
        ("assess --scan q", ["quick", "quick-region"]),
        ("score amsterdam --view nis", ["nis2"]),
        ("score amsterdam --framework eurostack-", ["eurostack-2026-11"]),
        ("catalogue show opend", ["opendesk"]),
        ("workshop settle port.workshop.json cloud-e", ["cloud-exit"]),
        ("assess --kind ", ["organisation", "region"]),
        ("comp", ["completion", "compare"]),
    ],
)
def test_a_shell_completes(tmp_path: Path, typed: str, offered: list[str]) -> None:
    (tmp_path / "my-town.yaml").touch()
    (tmp_path / "my-notes.txt").touch()
    words = f"eurostack-assess {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    shown = command(cwd=tmp_path, env=asked | {"_EUROSTACK_ASSESS_COMPLETE": "complete_bash"})
    assert shown.stdout.decode().split() == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_script_for_bash_is_one() -> None:
    script = command("completion", "bash").stdout
    checked = subprocess.run(["bash", "-n"], input=script, env=plain_environment() | os.environ, check=False)
    assert checked.returncode == 0
    assert b"_EUROSTACK_ASSESS_COMPLETE" in script
    assert command("completion", "tcsh").returncode == 2

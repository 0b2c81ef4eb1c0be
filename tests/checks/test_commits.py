"""The subjects of commits: an area, an imperative, fewer than 72 characters (`docs/style-guide.md`, rule 22)."""

import re
import subprocess

import pytest

from tests.helpers import ROOT

FIRST = "a30c883"
"""The first commit that keeps to the rule; in a copy without its history, only the last one is looked at."""
SUBJECT = re.compile(r"[a-z][a-z, -]*: [a-z]\S*(?: .+)?")
PARTICIPLE_OR_GERUND = re.compile(r"[a-z, -]+: (?!(?:bring|embed|feed|need|proceed|speed)\b)\w+(?:ed|ing)\b")


def list_subjects() -> list[str]:
    """The subjects since the rule holds, newest first; those of merges are not ours."""
    for commits in (f"{FIRST}^..HEAD", "-1"):
        shown = subprocess.run(
            ["git", "log", "--no-merges", "--format=%s", commits], cwd=ROOT, capture_output=True, check=False
        )
        if shown.returncode == 0:
            return shown.stdout.decode().splitlines()
    return []


def keeps_to_the_rule(subject: str) -> bool:
    is_imperative = not PARTICIPLE_OR_GERUND.match(subject)
    return len(subject) < 72 and SUBJECT.fullmatch(subject) is not None and is_imperative


def test_the_subjects_of_commits_keep_to_the_rule() -> None:
    assert [subject for subject in list_subjects() if not keeps_to_the_rule(subject)] == []


@pytest.mark.parametrize(
    ("subject", "keeps"),
    [
        pytest.param("report: put the verdict first", True, id="as it should be"),
        pytest.param("help: bring the sections together", True, id="an imperative like a gerund"),
        pytest.param("A Dutch run reads no English", False, id="a claim"),
        pytest.param("report: added a verdict", False, id="past"),
        pytest.param("report: adding a verdict", False, id="a gerund"),
        pytest.param("put the verdict first", False, id="no area"),
        pytest.param(
            "report: put the verdict first, and the score, and all that follows from it", False, id="too long"
        ),
    ],
)
def test_the_rule(subject: str, *, keeps: bool) -> None:
    assert keeps_to_the_rule(subject) is keeps

"""What a screen reader gets: no characters that draw, and nothing read out twice."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.helpers import command

DRAWN = "─━═│║┃╭╮╰╯├└┌┐┘▸▪●·•×✓█▀▄░▒▓→←↑↓"
"""Characters of boxes, bars, bullets, cursors and arrows."""
PROMPT = {"nl": "Antwoord of toets: ", "en": "Answer or key: "}
LINES = [
    "", "1", "e", "a document", "m", "?", "", "t", "", "c", "", "y", "2+", "", "d", "n", "", "no such thing", "7", "s", "3",
    "r", "z", "o", "b", "1", "r", "f", "b", "f", "f", "r", "l", "q",
]  # fmt: skip


def held(tmp_path: Path, language: str, *words: str, **env: str) -> tuple[str, str]:
    typed = "".join(f"{line}\n" for line in LINES).encode()
    command_words = ("assess", "Town", "--kind", "organisation", "--lang", language, "--scan", "quick", *words)
    shown = command(*command_words, cwd=tmp_path, input_=typed, env=env)
    assert shown.returncode == 0, shown.stderr
    return shown.stderr.decode(), shown.stdout.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_drawn_from_the_first_line_to_the_report(tmp_path: Path, language: str) -> None:
    dialogue, report = held(tmp_path, language, ACCESSIBLE="1")
    assert sorted(set(dialogue + report) & set(DRAWN) - {"·"}) == []
    assert not re.search(r"[-=_*#]{4,}|\x1b", dialogue + report)
    assert re.search(r"^.*\S {4,}\S", dialogue, re.MULTILINE) is None, "no columns that are only told apart by space"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_plain_draws_nothing_while_it_asks(tmp_path: Path, language: str) -> None:
    dialogue, _ = held(tmp_path, language, "--plain")
    assert sorted(set(dialogue) & set(DRAWN) - {"·"}) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_is_read_out_twice_in_a_row(tmp_path: Path, language: str) -> None:
    dialogue, _ = held(tmp_path, language, "--plain")
    pages = [page.strip() for page in dialogue.split(PROMPT[language])]
    repeated = [page for page, following in pairwise(pages) if page == following and "\n" in page]
    assert repeated == []


@pytest.mark.parametrize("command_words", [("score",), ("score", "--full"), ("whatif", "--without", "US")])
def test_reports_draw_nothing(command_words: tuple[str, ...]) -> None:
    name, *options = command_words
    shown = command(name, "example-municipality", *options, "--lang", "en", env={"ACCESSIBLE": "1"}).stdout.decode()
    assert sorted(set(shown) & set(DRAWN) - {"·"}) == []


def test_the_merged_workshop_and_the_first_screen_draw_nothing(tmp_path: Path) -> None:
    shown = command(
        "demo", "facilitator", "--lang", "en", env={"ACCESSIBLE": "1", "TMPDIR": str(tmp_path)}, cwd=tmp_path
    )
    told = shown.stdout.decode() + shown.stderr.decode() + command(env={"ACCESSIBLE": "1"}).stdout.decode()
    assert sorted(set(told) & set(DRAWN) - {"·"}) == []

"""A page in Dutch has the same commands as the English one, and each leads to the other."""

import re
from pathlib import Path

import pytest

from tests.helpers import ROOT

PAGES = [
    ROOT / "README.nl.md",
    *sorted(path for path in (ROOT / "docs").glob("*.nl.md") if "questions" not in path.name),
]
MAX_LINES_OF_A_README = 150


def english_of(page: Path) -> Path:
    return page.with_name(page.name.replace(".nl.md", ".md"))


def list_commands(page: Path) -> list[str]:
    """What is typed, in order: in blocks, and in backticks with the program's name; without its comments and language."""
    text = re.sub(r"<!--.*?-->", "", page.read_text("utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    typed = [line for block in blocks for line in block.splitlines()]
    typed += re.findall(r"`(eurostack-assess [^`]+)`", text)
    return [re.sub(r" --lang (?:en|nl)\b|\s+#.*", "", line).strip() for line in typed]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_are_those_of_the_english_page(page: Path) -> None:
    assert list_commands(page) == list_commands(english_of(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_leads_to_the_other(page: Path) -> None:
    assert f"]({english_of(page).name})" in page.read_text("utf-8")
    assert f"]({page.name})" in english_of(page).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_it_is_as_complete_as_the_english_page(page: Path) -> None:
    """The same headings by number and depth, the same tables by rows, the same blocks of code."""
    assert list_shape(page) == list_shape(english_of(page))


def list_shape(page: Path) -> list[str]:
    text = re.sub(r"^```(\w+).*?^```", r"block \1", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^(?:#+|\||block \w+)", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", "README.nl.md"])
def test_a_readme_is_short(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= MAX_LINES_OF_A_README

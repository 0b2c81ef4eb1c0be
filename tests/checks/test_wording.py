"""No text says what `docs/style-guide.md` rules out: the tables of that page are what is looked for."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.checks.test_help_words import list_english
from tests.helpers import ROOT

GUIDE = ROOT / "docs" / "style-guide.md"
TEXTS = ROOT / "src" / "eurostack_assess" / "texts"
HELP = ROOT / "src" / "eurostack_assess" / "cli" / "help"
PAGES = [
    *sorted(ROOT.glob("README*.md")),
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if not page.name.startswith("questions.")),
]
CATALOGUES = [*sorted(TEXTS.glob("*.toml")), *sorted(HELP.glob("*.toml"))]
ALL = "all"


class Place(NamedTuple):
    """A paragraph of a page or a line of a catalogue of texts, with the words that are meant so there."""

    line: int
    text: str
    meant: tuple[str, ...]


@cache
def read_patterns(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns that the style guide rules out in a language."""
    title = {"en": "### In English", "nl": "### In Dutch"}[language]
    table = GUIDE.read_text("utf-8").partition(title)[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    return {row: re.compile(row.replace(r"\|", "|"), re.IGNORECASE | re.MULTILINE) for row in rows}


def language_of(path: Path) -> str:
    """The Dutch pages and catalogues have `nl` before their ending."""
    return "nl" if path.stem.rpartition(".")[2] == "nl" else "en"


def read_paragraphs(page: Path) -> Iterator[Place]:
    """The paragraphs of a Markdown page: without code, comments, links' addresses and quoted file names."""
    words = re.sub(r"^(```|~~~).*?^\1", _blank, page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", words):
        plain = re.sub(r"``.+?``|`[^`]*`|\]\([^)]*\)|https?://\S+", " ", paragraph)
        meant = tuple(re.findall(r"<!-- meant so: (.+?) -->", plain))
        text = re.sub(r"<!--.*?-->", _blank, plain, flags=re.DOTALL)
        yield Place(line, re.sub(r"\s*\n(?!\s*[|#*-])\s*", " ", text), meant)
        line += paragraph.count("\n")


def read_lines(catalogue: Path) -> Iterator[Place]:
    """The lines of a catalogue in TOML: without keys, backticks and what is said in comments."""
    meant: tuple[str, ...] = ()
    for number, line in enumerate(catalogue.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            meant = tuple(re.findall(r"# meant so: (.+)", line))
            continue
        values = re.findall(r'= ("(?:[^"\\]|\\.)*")', line) if line.count(' = "') else [line]
        texts = (re.sub(r"`[^`]*`", " ", re.sub(r"\{\w+\}", "{}", value.strip('"'))) for value in values)
        yield Place(number, "\n".join(texts), meant)
        meant = ()


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def find_faults(path: Path) -> Iterator[str]:
    """What is ruled out at each place, and the marks that nothing there needs."""
    patterns = read_patterns(language_of(path))
    for place in read_paragraphs(path) if path.suffix == ".md" else read_lines(path):
        if ALL in place.meant:
            continue
        found = [match[0] for pattern in patterns.values() for match in pattern.finditer(place.text)]
        meant = {word.casefold() for word in place.meant}
        said = {word.strip().casefold() for word in found}
        yield from (f"{path.name}:{place.line}: {word}" for word in sorted(said - meant))
        yield from (f"{path.name}:{place.line}: nothing here needs “meant so: {word}”" for word in sorted(meant - said))


@pytest.mark.parametrize("path", [*PAGES, *CATALOGUES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_text_says_nothing_that_the_style_guide_rules_out(path: Path) -> None:
    assert list(find_faults(path)) == []


def test_the_english_help_says_nothing_that_the_style_guide_rules_out() -> None:
    for text in {text for text in list_english() if text}:
        assert [pattern for pattern, found in read_patterns("en").items() if found.search(text)] == [], text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_pattern_finds_something(language: str) -> None:
    """Each is tried on the words that it is about; a pattern that finds nothing is a slip."""
    tried = SAMPLES[language]
    assert [row for row, pattern in read_patterns(language).items() if not any(map(pattern.search, tried))] == []


SAMPLES = {
    "en": [
        "it is told of", "it tells", "beside the stack", "the row stands there", "this is no table", "it is gone", "mend it", "merge anew",
        "by way of Kyiv", "it hangs on one", "hold it against that", "it holds the layer down", "held by two", "Of 3 services", "of so few",
        "it says of a layer", "a check sum", "on-line", "log-in", "half-way", "the room", "it drops out", "it wears out",
        "one's own", "a working session", "How sure", "not looked up", "What moved", "how scores lie", "cannot be told apart",
    ],
    "nl": [
        "de kloof", "de zaal", "een poortvraag", "de stuklijst", "een rekenblad", "kritikaliteit", "gehouden door", "in een pijplijn",
        "afdrukken", "zij zijn", "aangenomen", "nagegaan", "van binnen", "het gaat door", "op haar doel",
        "34,4, 100%",
    ],
}  # fmt: skip


def test_a_mark_is_for_its_own_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "It stands here.\n\n<!-- meant so: stands -->\nIt stands there.\n\nIt stands `stands` again.\n\n"
        "<!-- meant so: gone -->\nNothing.\n\n```text\nIt stands in code.\n```\n",
        "utf-8",
    )
    assert list(find_faults(page)) == [
        "page.md:1: stands",
        "page.md:6: stands",
        "page.md:8: nothing here needs “meant so: gone”",
    ]


def test_a_mark_in_a_catalogue_is_for_its_line(tmp_path: Path) -> None:
    catalogue = tmp_path / "en.toml"
    catalogue.write_text(
        '# meant so: stands\na = "It stands."\nb = {one = "It stands.", other = "They go."}\n', "utf-8"
    )
    assert list(find_faults(catalogue)) == ["en.toml:3: stands"]

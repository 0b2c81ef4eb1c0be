"""A benchmark says in short what moved, which layer most often calls for more attention, and what most miss."""

from tests.helpers import ROOT, command

GALLERY = ROOT / "docs" / "gallery"
TABLE, BEFORE = GALLERY / "made-up-municipalities.csv", GALLERY / "made-up-municipalities-a-year-before.csv"


def shown(*words: object) -> str:
    made = command("benchmark", TABLE, *map(str, words), "--lang", "en")
    assert made.returncode == 0, made.stderr
    return " ".join(made.stdout.decode().split())


def test_what_moved_comes_first() -> None:
    told = shown("--since", BEFORE)
    assert (
        "For the 338 profiles with a score both times, the mean score of the whole stack is 2.6 points higher than in "
        "made-up-municipalities-a-year-before.csv: 324 rose and 13 fell."
    ) in told
    assert told.index("In short") < told.index("Changes since") < told.index("Distribution of scores")


def test_where_nothing_moved_it_neither_rose_nor_fell() -> None:
    told = shown("--since", TABLE)
    assert (
        "For the 350 profiles with a score both times, the mean score of the whole stack is the same as in "
        "made-up-municipalities.csv: 0 rose and 0 fell."
    ) in told


def test_without_an_earlier_table_the_layer_and_the_question() -> None:
    told = shown()
    assert "Cloud and compute most often calls for more attention (43%)." in told
    assert "Most often below the target: Who can keep, read or reuse" in told
    assert "rose by" not in told


def test_of_too_few_nothing_is_concluded() -> None:
    assert "In short" not in shown("--smallest", "400")

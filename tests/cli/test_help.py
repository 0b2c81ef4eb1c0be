"""`--help` and errors in the words typed, in the language that is spoken."""

import shlex
from pathlib import Path

import pytest

from eurostack_assess.cli.application import load_command
from eurostack_assess.cli.command_table import COMMANDS, GROUPS
from eurostack_assess.cli.help_words import HelpWords
from tests.helpers import command


def test_help_of_all_commands_in_dutch() -> None:
    shown = command("--help", env={"EUROSTACK_LANG": "nl"}).stdout.decode()
    assert shown.startswith(
        "Gebruik: eurostack-assess [OPTIES] OPDRACHT [ARGUMENTEN]...\n\n"
        "  Hoe afhankelijk is een organisatie of regio, per laag van de Eurostack, en\n"
        "  wat moet het eerst gebeuren?\n\nOpties:\n"
    )
    assert (
        "\nBeoordelen:\n"
        "  assess      Beoordeel een organisatie of regio, vraag voor vraag.\n"
        "  workshop    Houd een werksessie, van formulieren tot resultaat.\n"
    ) in shown
    assert shown.endswith("Niets verlaat deze computer.\n")


def test_help_of_one_command_in_dutch() -> None:
    assert command("gate", "--help", "--lang", "nl").stdout.decode() == (
        "Gebruik: eurostack-assess gate [OPTIES] FILE...\n\n"
        "  Toets profielen aan de voorwaarden van een kwaliteitspoort. De exitcode is 1\n"
        "  als een profiel niet voldoet.\n\n"
        "Argumenten:\n"
        "  FILE...  Profielen (YAML), sessies of resultaten; - leest een profiel van de\n"
        "           standaardinvoer.\n\n"
        "Opties:\n"
        "  --fail-under N     Minimumscore, zoals 60, of LAAG=60 voor één laag.\n"
        "                     Herhaalbaar.\n"
        "  --max-unknown N%   Grootste deel dat onbekend mag zijn, zoals 10%, of\n"
        "                     LAAG=10% voor één laag. Herhaalbaar.\n"
        "  --min-level N      Minimum voor het laagst mogelijke niveau, zoals 2, of\n"
        "                     LAAG=2 voor één laag. Herhaalbaar.\n"
        "  --certainly        Toets de onderkant van het bereik aan --fail-under.\n"
        "  --baseline FILE    Nulmeting: keur alleen af als het resultaat slechter is\n"
        "                     dan in dit bestand.\n"
        "  --lang LANG        Taal van de uitvoer: nl of en.\n"
        "  --framework DIR    Map van een ander raamwerk dan het meegeleverde.\n"
        "  -o, --output FILE  Schrijf de uitkomst naar dit bestand: .xml (JUnit),\n"
        "                     .sarif of .json. Herhaalbaar.\n"
        "  --force            Overschrijf bestaande bestanden.\n"
        "  -h, --help         Toon deze hulp en stop.\n\n"
        "Voorbeeld:\n"
        "  eurostack-assess gate amsterdam --fail-under 30 --max-unknown 60%\n"
    )


@pytest.mark.parametrize("words", [["import"], ["import", "--help"], ["help", "import"]])
def test_help_of_a_group_in_dutch(words: list[str]) -> None:
    shown = command(*words, env={"LANG": "nl_NL.UTF-8"}).stdout.decode()
    assert "  sbom      Importeer diensten uit een SBOM.\n" in shown


@pytest.mark.parametrize(
    "words",
    [
        ["--help", "--lang", "nl"],
        ["--lang=nl", "-h"],
        ["help", "--lang", "nl"],
        ["import", "--help", "--lang", "nl"],
        ["score", "--help", "--lang", "nl"],
    ],
)
def test_the_language_of_help_by_the_option(words: list[str]) -> None:
    shown = command(*words)
    assert (shown.returncode, shown.stdout.decode()[:8]) == (0, "Gebruik:")


def test_without_help_a_group_has_no_language() -> None:
    assert b"No such option: --lang" in command("--lang", "en").stderr


def test_defaults_and_what_is_required_in_dutch() -> None:
    words = " ".join(command("import", "figures", "--help", "--lang=nl").stdout.decode().split())
    assert "Gebied in het bestand, zoals NL32. [verplicht]" in words
    assert "[standaard: region]" in words


@pytest.mark.parametrize(
    ("words", "english", "dutch"),
    [
        pytest.param(["scroe"], "No such command 'scroe'. Did you mean 'score'?", "Er is geen opdracht 'scroe'. Bedoelt u 'score'?", id="a command like one"),
        pytest.param(["zzzz"], "No such command 'zzzz'.", "Er is geen opdracht 'zzzz'.", id="no command"),
        pytest.param(["score"], "Missing argument 'FILE'.", "Argument 'FILE' ontbreekt.", id="an argument that is missing"),
        pytest.param(["import", "figures", "x", "--geo", "NL"], "Missing option '--name'.", "Optie '--name' ontbreekt.", id="an option that is missing"),
        pytest.param(["score", "--fulll"], "No such option: --fulll (Possible options: --all, --full)", "Er is geen optie --fulll (wel: --all, --full)", id="an option like one"),
        pytest.param(["-x"], "No such option: -x", "Er is geen optie -x", id="no option"),
        pytest.param(["score", "--view"], "Option '--view' requires an argument.", "Achter optie '--view' hoort een waarde.", id="a value that is missing"),
        pytest.param(["score", "x", "--full=3"], "Option '--full' does not take a value.", "Achter optie '--full' hoort geen waarde.", id="a value too many"),
        pytest.param(["score", "a", "b"], "Got unexpected extra argument(s) (b)", "Te veel argumenten: b", id="an argument too many"),
        pytest.param(["score", "a", "--doubt", "x"], "Invalid value for '--doubt': 'x' is not one of 'one-rung'.", "Onjuiste waarde voor '--doubt': 'x' is niet een van 'one-rung'.", id="not one of the words"),
        pytest.param(["compare", "a", "b", "--draws", "x"], "Invalid value for '--draws': Input should be a valid integer, unable to parse string as an integer", "Onjuiste waarde voor '--draws': een geheel getal wordt verwacht", id="not a number"),
        pytest.param(["compare", "a", "b", "--draws", "0"], "Invalid value for '--draws': Input should be greater than or equal to 2000", "Onjuiste waarde voor '--draws': minstens 2000 wordt verwacht", id="too small a number"),
        pytest.param(["compare", "a", "b", "--draws", "1000000"], "Invalid value for '--draws': Input should be less than or equal to 100000", "Onjuiste waarde voor '--draws': hoogstens 100000 wordt verwacht", id="too large a number"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_words_typed(words: list[str], english: str, dutch: str) -> None:
    for language, prefix, said in (("en", "error", english), ("nl", "fout", dutch)):
        shown = command(*words, env={"EUROSTACK_LANG": language})
        assert (shown.returncode, shown.stderr.decode().splitlines()[-1]) == (2, f"{prefix}: {said}")


def test_the_way_to_the_help_is_in_that_language_too() -> None:
    assert command("score", "--lang", "nl").stderr.decode() == (
        "Gebruik: eurostack-assess score [OPTIES] FILE\n"
        "Hulp: 'eurostack-assess score --help'.\n\n"
        "fout: Argument 'FILE' ontbreekt.\n"
    )


def test_what_a_language_does_not_say_is_said_in_english() -> None:
    words = HelpWords("xx")
    assert (words.text("Show it."), words.mark("Options"), words.error("No such option: -x")) == (
        "Show it.",
        "Options",
        "No such option: -x",
    )
    assert HelpWords("nl").error("Something new happened") == "Something new happened"


def test_the_sections_of_the_help() -> None:
    shown = command("--help").stdout.decode()
    titles = [line for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert titles == ["Options:", "Start:", "Assess:", "Report:", "Share:", "Frameworks:"]


NEEDS_A_FILE = [
    "benchmark",
    "agree",
    "workshop-merge",
    "workshop-settle",
    "validate",
    "catalogue-check",
    "import-sbom",
    "import-register",
    "import-dora",
    "import-gemma",
    "import-figures",
    "import-sheet",
    "lint",
    "framework-diff",
    "framework-record",
    "assess",
]
"""Commands whose example needs a file of the user's own, a terminal, or finds something to fix."""


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(load_command(entry).epilog, id=name)
        for entry in COMMANDS
        if (name := f"{entry.under}-{entry.name}" if entry.under in GROUPS else entry.name) not in NEEDS_A_FILE
    ],
)
def test_an_example_of_the_help_works_as_it_is(example: str, tmp_path: Path) -> None:
    """The words of the others are tested in `tests/checks`."""
    shown = command(*shlex.split(example), cwd=tmp_path)
    assert (shown.returncode, b"error" in shown.stderr) == (0, False), shown.stderr.decode()


def test_an_example_stands_at_the_end() -> None:
    assert (
        command("score", "--help", "--lang", "nl")
        .stdout.decode()
        .endswith("\n\nVoorbeeld:\n  eurostack-assess score amsterdam -o amsterdam.html -o amsterdam.xlsx\n")
    )


@pytest.mark.parametrize("words", [["completion"], ["schema"]])
def test_help_in_a_language_where_the_command_has_no_such_option(words: list[str]) -> None:
    assert command(*words, "--help", "--lang", "nl").stdout.startswith(b"Gebruik:")
    assert b"No such option: --lang" in command(*words, "--lang", "en").stderr

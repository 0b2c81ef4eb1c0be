"""`explain` of a term: every word of the glossary, in every language, also as others call it."""

import pytest

from eurostack_assess.report.documents.glossary import build_term_report
from eurostack_assess.report.renderers.registry import FORMATS
from eurostack_assess.texts import languages
from eurostack_assess.texts.terms import list_words
from tests.helpers import command


def explain(*words: str, language: str = "en") -> str:
    return command("explain", *words, "--lang", language).stdout.decode()


def test_a_term_in_english() -> None:
    assert explain("coverage") == (
        "coverage, known\n"
        "═══════════════\n\n"
        "term of the glossary · Dutch: bekend deel, bekend · also called: completeness,\n"
        "response rate\n\n"
        "The share of the uncertainty that the answers remove, by value and weight, from\n"
        "0 to 100%. Tables show it as known.\n\n"
        "Commands to type\n"
        "────────────────\n"
        "• eurostack-assess score amsterdam\n"
    )


def test_a_term_in_dutch() -> None:
    assert explain("niveau", language="nl") == (
        "niveau\n"
        "══════\n\n"
        "begrip · Engels: level · ook wel: volwassenheidsniveau, zwakste schakel\n\n"
        "Het laagste niveau van de begrenzende vragen van een laag, vanaf 0. Een hoog\n"
        "antwoord op de ene vraag maakt een laag antwoord op een andere niet goed.\n\n"
        "Opdrachten om te typen\n"
        "──────────────────────\n"
        "• eurostack-assess score amsterdam --full\n"
    )


@pytest.mark.parametrize(
    ("words", "term"),
    [
        pytest.param(["gate"], "quality gate", id="as people call it"),
        pytest.param(["niveau"], "level", id="in another language"),
        pytest.param(["Value", "of", "information"], "value of information", id="several words, and a capital"),
        pytest.param(["disclosure control"], "suppression, primary, secondary", id="as statisticians call it"),
        pytest.param(["uncertainty"], "range", id="as scientists call it"),
        pytest.param(["sbom"], "SBOM", id="in small letters"),
    ],
)
def test_how_a_term_is_found(words: list[str], term: str) -> None:
    assert explain(*words).splitlines()[0] == term


def test_a_misspelt_term() -> None:
    shown = command("explain", "covrage", "--lang", "en")
    assert (shown.returncode, shown.stderr.decode()) == (
        2,
        "error[no-such-shipped-part]: there is no question, layer, term or rule covrage\n= help: did you mean coverage?\n",
    )


def test_a_language_without_words_gets_the_english_ones() -> None:
    level = list_words()["level"]
    only_english = level._replace(words={"en": level.words["en"]})
    assert build_term_report(only_english, "nl").title == "level"


@pytest.mark.parametrize("language", languages())
def test_every_word_is_explained(language: str) -> None:
    for word, term in list_words().items():
        shown = FORMATS[".md"].render(build_term_report(term, language)).decode()
        assert shown.startswith(f"# {', '.join(term.words[language])}\n"), word

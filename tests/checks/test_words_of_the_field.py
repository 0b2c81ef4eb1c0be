"""A word that people of the field search for leads to the feature: by the README, or by the help of its command."""

import pytest
from typer._click import Context

from eurostack_assess.cli.application import load_command
from eurostack_assess.cli.command_table import COMMANDS, GROUPS
from eurostack_assess.texts.terms import list_words
from tests.helpers import ROOT

README = (ROOT / "README.md").read_text("utf-8").casefold()
IN_README = "README"
LEADS_TO = {
    "sensitivity analysis": "score",
    "uncertainty": IN_README,
    "custom weights": "score",
    "gap report": "score",
    "outage": "whatif",
    "scenario": "whatif",
    "single points of failure": IN_README,
    "exposure": IN_README,
    "concentration": IN_README,
    "lock-in": IN_README,
    "disclosure control": "benchmark",
    "suppress": "benchmark",
    "distribution": "benchmark",
    "percentile": "benchmark",
    "item analysis": "benchmark",
    "quality gate": "gate",
    "baseline": "gate",
    "SARIF": "gate",
    "inter-coder agreement": "agree",
    "SBOM": "import sbom",
    "register of information": "import dora",
    "open data": "export csvw",
    "audit": "export ciso",
    "coverage": "explain",
    "glossary": "explain",
    "screen readers": IN_README,
}
"""By word: the command whose help has it, or the README."""
EXPLAINED = (
    "sensitivity analysis", "uncertainty", "disclosure control", "suppression", "percentile", "maturity level", "non-compensatory",
    "weakest link", "vendor lock-in", "concentration", "supply chain", "SPOF", "what-if analysis", "stress test", "baseline",
    "inter-rater reliability", "crosswalk", "composite indicator", "gap analysis", "consensus",
)  # fmt: skip
"""Words that `explain` leads to our term for."""


def describe_command(name: str) -> str:
    """All that the help of a command says."""
    (entry,) = [
        entry for entry in COMMANDS if name == (f"{entry.under} {entry.name}" if entry.under in GROUPS else entry.name)
    ]
    command = load_command(entry)
    params = command.get_params(Context(command))
    return " ".join([entry.summary, command.help or "", *(getattr(param, "help", None) or "" for param in params)])


@pytest.mark.parametrize("word", LEADS_TO)
def test_a_word_leads_to_its_feature(word: str) -> None:
    place = LEADS_TO[word]
    assert word.casefold() in (README if place == IN_README else describe_command(place).casefold())


@pytest.mark.parametrize("word", EXPLAINED)
def test_a_word_is_explained(word: str) -> None:
    assert word.casefold() in list_words()

"""Whole answers to "what if" compared, and that any of them renders anywhere.

`UPDATE_REPORTS=1 make test` writes them anew; read the difference before you commit it.
"""

import re

import pytest

from eurostack_assess.method.outage import simulate_outage
from eurostack_assess.model.outage import Outage
from eurostack_assess.model.scenario import Scenario, Selector
from eurostack_assess.report.documents.outage import build_outage_report
from eurostack_assess.report.renderers import markdown
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, needing, profile
from tests.helpers import command
from tests.report.test_assessment import SHOWN, kept

SCENARIO = Scenario.model_validate(
    {
        "scenario": "bought",
        "name": {"nl": "Verkocht", "en": "Sold"},
        "story": {"nl": "Het werd verkocht.", "en": "It was sold."},
        "disputed": "How much was paid.",
        "takeover": ({"category": "boats", "to": "CN"},),
        "without": ("CN", {"category": "radio", "country": "US"}),
        "sources": ({"text": "Gazette", "url": "https://example.org", "date": "2026", "confidence": "reported"},),
    }
)
QUESTIONS: dict[str, Scenario | tuple[str, ...]] = {
    "whatif-us": ("US",),
    "whatif-nothing": ("SE",),
    "whatif-scenario": SCENARIO,
    "whatif-china": ("CN", "pilotage"),
}


def result_of(name: str) -> Outage:
    asked = QUESTIONS[name]
    question = asked if isinstance(asked, Scenario) else tuple(map(Selector.model_validate, asked))
    tug = dependency("tug", supplier="tug", runs_on=[["coast-radio"]])
    services = profile(**{**SHOWN["services"], "dependencies": (*SHOWN["services"]["dependencies"], tug)})  # type: ignore[misc]
    return simulate_outage(FRAMEWORK, services, CATALOGUE, question, tool_version="1")


@pytest.mark.parametrize("name", QUESTIONS)
def test_report(name: str) -> None:
    report = render(build_outage_report(result_of(name), "en"), Screen(width=80))
    assert report == kept(report, name)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [20, 39, 60, 200])
def test_any_answer_renders_in_any_language_and_width(name: str, language: str, width: int) -> None:
    document = build_outage_report(result_of(name), language, everything=True)
    assert render(document, Screen(width=width, colour=True))
    assert "\n- " in markdown.render(document)


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    services = needing({f"s{n}": [] for n in range(30)}, {f"s{n}": "US" for n in range(30)})
    result = simulate_outage(FRAMEWORK, profile(*services), CATALOGUE, (Selector(country="US"),), tool_version="1")
    short = render(build_outage_report(result, "en"), Screen(width=80))
    assert "20 more are not shown; use --all to show them." in short
    assert "more; --all" not in render(build_outage_report(result, "en", everything=True), Screen(width=80))


def test_a_chain_that_was_not_tried_is_named() -> None:
    chain = {f"s{n}": [[f"s{n + 1}"]] for n in range(70)} | {"s70": []}
    services = needing(chain, {"s70": "US"})
    result = simulate_outage(FRAMEWORK, profile(*services), CATALOGUE, (Selector(country="US"),), tool_version="1")
    told = " ".join(render(build_outage_report(result, "en"), Screen(width=80)).split())
    assert (
        "Not calculated, because the chain is too long or too many products would have to be replaced: s0, s1" in told
    )


def test_alternatives_are_in_the_alphabetical_order_of_the_language() -> None:
    """A name that begins with another letter in Dutch is in another place there."""
    shown = command("score", "example-hospital", "--full", "--all", "--lang", "nl").stdout.decode()
    (line,) = re.findall(r"voorbehoud\): (ChipSoft HiX.*?)\.\n", shown.replace("\n│  ", " "), re.DOTALL)[:1]
    names = [line.index(name) for name in ("ChipSoft HiX", "Dossierplatforms", "NEXUS EPD")]
    assert names == sorted(names)

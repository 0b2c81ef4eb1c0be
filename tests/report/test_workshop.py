"""Whole outcomes of workshops compared, and that any of them renders anywhere.

`UPDATE_REPORTS=1 make test` writes them anew; read the difference before you commit it.
"""

from collections.abc import Callable

import pytest

from eurostack_assess.model.workshop import Ballot, LayerVote, Remark, Settlement, Vote, WorkshopResult
from eurostack_assess.report.documents.workshop import build_workshop_report
from eurostack_assess.report.renderers import markdown
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render
from eurostack_assess.report.wording.voice import SHORT_LIST
from tests.method.test_workshop import FRAMEWORK, NONE, ballot, result_of, who
from tests.report.test_assessment import kept

THRESHOLDS = FRAMEWORK.header.thresholds


def room() -> WorkshopResult:
    rows: list[dict[str, object]] = [
        {"moor": 1, "depth": 2, "light": 0, "lift": 3, "spare": NONE, "watch": 2},
        {"moor": 1, "depth": 2, "light": 3, "lift": 3, "spare": 1, "watch": 2},
        {"moor": 0, "depth": 1, "light": 3, "lift": "dont_know", "watch": 1},
    ]
    pile = [
        ballot(
            n, row, votes={"quay": {"verdict": "strong"}, "crane": {"verdict": ("strong", "attention", "middle")[n]}}
        )
        for n, row in enumerate(rows)
    ]
    speaker = Ballot(
        participant=who(9),
        name="Ann [red]",
        answers={"light": Vote(answer=0, note="=1+1 <b>dark</b>\x1b[31m")},
        remark=Remark(text="thanks"),
    )
    settled = {"spare": Settlement(answer=1, reason="there is one in store", revision=1), "lift": Settlement(answer="dont_know", reason="ask the crane")}  # fmt: skip
    return result_of(*pile, speaker, settlements=settled, date="2026-03-26")


OUTCOMES: dict[str, Callable[[], WorkshopResult]] = {
    "workshop": room,
    "workshop-alike": lambda: result_of(*(ballot(n, {"moor": 1, "depth": 2}) for n in range(3))),
    "workshop-close": lambda: result_of(*(ballot(n, {"depth": 1 + n % 2, "light": 1}) for n in range(3))),
    "workshop-votes": lambda: result_of(
        *(Ballot(participant=who(n), votes={"quay": LayerVote(verdict="attention")}) for n in range(3))
    ),
    "workshop-one": lambda: result_of(ballot(1, {"moor": 1})),
    "workshop-nobody": result_of,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_report(name: str) -> None:
    report = render(build_workshop_report(OUTCOMES[name](), THRESHOLDS, "en"), Screen(width=80))
    assert report == kept(report, name)


@pytest.mark.parametrize("name", OUTCOMES)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [20, 39, 60, 200])
def test_any_outcome_renders_in_any_language_and_width(name: str, language: str, width: int) -> None:
    document = build_workshop_report(OUTCOMES[name](), THRESHOLDS, language, extent="all")
    assert render(document, Screen(width=width, colour=True))
    assert markdown.render(document)


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    outcome = room()
    many = outcome.model_copy(update={"to_discuss": outcome.to_discuss * SHORT_LIST})
    short = render(build_workshop_report(many, THRESHOLDS, "en"), Screen(width=80))
    assert "use --all to show" in short

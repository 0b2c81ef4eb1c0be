"""What is on a page, where the dialogues of `test_plain.py` do not come."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.dialogue_state import Mode
from eurostack_assess.interview.interview import Interview
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.page import build_page
from eurostack_assess.method.sessions import Changes
from tests.dependencies import CATALOGUE
from tests.helpers import text
from tests.interview.helpers import ASKED, FRAMEWORK, conversation, interview, session, with_layers


def welcome(of: Interview | None = None, **about: Any) -> tuple[str, ...]:
    return build_page(replace(Dialogue(of or interview(), file="f"), **about)).lines


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ({"resumed": True}, "Continuing where you stopped: 0 of 8 questions done."),
        (
            {"changes": Changes(changed=("moor",))},
            "1 question has changed since last time; its answer counts again once you confirm it.",
        ),
        (
            {"changes": Changes(changed=("moor",), restored=("depth",))},
            "2 questions have changed since last time; their answers count again once you confirm them.",
        ),
        (
            {"changes": Changes(removed=("moor", "depth"))},
            "2 questions are no longer asked; their answers stay in the file, but do not count.",
        ),
    ],
)
def test_the_first_page_says_what_is_special(about: dict[str, Any], line: str) -> None:
    assert line in welcome(**about)
    assert line not in welcome()


def test_the_first_page_tells_what_recurring_words_mean() -> None:
    header = FRAMEWORK.header.model_copy(update={"terms": text("A quay is a wall.")})
    led = replace(interview(), framework=FRAMEWORK.model_copy(update={"header": header}))
    assert "A quay is a wall." in welcome(led)


@pytest.mark.parametrize(
    ("led", "lines"),
    [
        (interview(), ("No score yet (range 0–100, 0% known).",)),
        (interview().choose(1), ("Score 100 (range 10–100, 10% known).", "Level 2 (all).")),
        (interview().choose(1).forward().choose(2).forward().choose(3), ("Score 100 (100% known).", "Level 2 (all).")),
        (
            interview().not_applicable("dry").not_applicable("dry").not_applicable("dry"),
            ("No question in this layer counts in the score.",),
        ),
    ],
)
def test_the_score_so_far(led: Interview, lines: tuple[str, ...]) -> None:
    assert build_page(Dialogue(led, mode="score")).lines == lines


def test_help_says_what_would_prove_an_answer() -> None:
    moor = FRAMEWORK.layers[0].questions[0].model_copy(update={"evidence": text("a photograph")})
    quay = FRAMEWORK.layers[0].model_copy(update={"questions": (moor, *FRAMEWORK.layers[0].questions[1:])})
    framework = with_layers(quay)
    led = conversation(session(framework), framework=framework)
    led.press("enter")
    led.press("?")
    assert led.page.lines[0] == "Possible evidence: a photograph"


@pytest.mark.parametrize(
    ("mode", "place", "explained"),
    [
        ("welcome", "Port", "Enter,PgUp PgDn,r,q"),
        ("question", "Quay · question 1 of 8", "0-1,2+ 2- 1..3,↑ ↓,Space,Enter,PgUp PgDn,d,n,s,x,b,e,c,m,r,t,q"),
        ("review", "Port", "1-8,↑ ↓,Enter,PgUp PgDn,o,u,k,a,b,f,q"),
    ],
)
def test_help_explains_the_keys_of_the_page_it_was_asked_on(mode: Mode, place: str, explained: str) -> None:
    shown = build_page(Dialogue(interview(), mode=mode).press("?"))
    assert (shown.place, ",".join(key.name for key in shown.help_keys)) == (place, explained)


def test_a_filter_that_fits_nothing_says_so() -> None:
    led = conversation()
    led.press("r")
    led.press("u")
    assert led.page.choices == ()
    assert led.page.lines[-1] == "There are no questions to show. Type a to show all questions."


def test_the_review_tells_what_is_to_be_confirmed() -> None:
    led = interview(session(answers={"moor": 1}))
    assert build_page(Dialogue(led, mode="review")).choices[0].text == "[to confirm] Can a ship moor at night?"


def test_a_language_without_texts_of_ours_has_our_english_around_it() -> None:
    assert build_page(Dialogue(interview(session(language="fr")))).title == "Assessment of Port"


def test_every_page_has_a_title_and_keys_in_every_language() -> None:
    for mode in get_args(Mode):
        for language in ("nl", "en"):
            services = Inventory((), "quay", ("quay", "crane"), lambda: CATALOGUE)
            shown = build_page(Dialogue(interview(session(language=language)), mode=mode, inventory=services))
            assert shown.title
            assert shown.keys


def test_the_cursor_of_the_review_stays_among_its_rows() -> None:
    led = conversation()
    led.press("r")
    seen = []
    for key in ("up", "down", "down", *["down"] * 9, "enter"):
        led.press(key)
        seen.append(led.dialogue.cursor)
    assert seen[:3] == [0, 1, 2]
    assert seen[-2] == len(ASKED) - 1
    assert led.dialogue.interview.question.id == ASKED[-1]


def test_how_sure_an_answer_is_stands_with_it() -> None:
    said = interview().choose(1).rate_confidence()
    assert "Confidence: confirmed (c to change it)." in build_page(Dialogue(said, mode="question")).status

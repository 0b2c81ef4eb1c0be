"""Every shipped file is read and held against what a good question, and a profile of ours, must have."""

import re
from pathlib import Path

import pytest

from eurostack_assess import shipped
from eurostack_assess.method.assess import assess
from eurostack_assess.model.base import Kind, LocalText
from eurostack_assess.model.framework import Framework, Question
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.profile import read_profile

FOLDER = shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK
FRAMEWORK: Framework = read_framework(FOLDER)
QUESTIONS = list(FRAMEWORK.questions.values())
LEAST = {"organisation": 7, "region": 6}
KINDS: tuple[Kind, ...] = ("organisation", "region")
FACTS_OF_THE_KICK_OFF = 4

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
every_profile = pytest.mark.parametrize("path", shipped.profiles(), ids=lambda path: path.stem)


def texts_of(question: Question) -> list[LocalText]:
    optional = [question.why, question.evidence]
    return [
        question.ask,
        *(text for text in optional if text is not None),
        *(option.text for option in question.options),
        *(action.text for action in question.actions),
    ]


@pytest.mark.parametrize("layer", FRAMEWORK.layers, ids=lambda layer: layer.id)
@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_asks_enough_and_three_or_four_questions_gate(layer: object, kind: Kind) -> None:
    asked = [question for question in layer.questions if question.applies_to(kind)]  # type: ignore[attr-defined]
    assert len(asked) >= LEAST[kind]
    assert len([question for question in asked if question.role == "gating"]) in (3, 4)


@every_question
def test_a_question_has_it_all(question: Question) -> None:
    assert question.scope is not None
    assert question.facet is not None
    assert question.why is not None
    assert question.evidence is not None
    assert question.maps
    assert question.source
    assert len(question.options) == len(FRAMEWORK.header.levels)
    assert [action.to for action in question.actions] == list(range(1, len(question.options)))


@every_question
def test_a_question_is_one_askable_sentence(question: Question) -> None:
    for language in FRAMEWORK.header.languages:
        ask = question.ask.in_language(language)
        assert ask.endswith("?")
        assert ask.count("?") == 1
        assert len(ask) <= 130


@every_question
def test_rungs_differ_and_no_text_has_stray_spaces(question: Question) -> None:
    for language in FRAMEWORK.header.languages:
        rungs = [option.text.in_language(language) for option in question.options]
        assert len(set(rungs)) == len(rungs)
        for text in texts_of(question):
            words = text.in_language(language)
            assert words == " ".join(words.split())


def test_languages_are_not_swapped() -> None:
    dutch = re.compile(r"\b(de|het|een|van|niet)\b", re.IGNORECASE)
    english = re.compile(r"\b(the|of|and|is|not)\b", re.IGNORECASE)
    joined = {
        language: " ".join(text.in_language(language) for question in QUESTIONS for text in texts_of(question))
        for language in ("nl", "en")
    }
    assert len(dutch.findall(joined["nl"])) > 50 * len(english.findall(joined["nl"])) / 10
    assert len(english.findall(joined["en"])) > 50 * len(dutch.findall(joined["en"])) / 10


def test_no_question_is_asked_twice() -> None:
    for language in FRAMEWORK.header.languages:
        asked = [question.ask.in_language(language) for question in QUESTIONS]
        assert len(set(asked)) == len(asked)


@every_question
def test_links_are_well_formed(question: Question) -> None:
    for link in [source.url for source in question.source if source.url]:
        assert re.fullmatch(r"https?://[\w.-]+(/[^\s,;]*)?[,;.)]?", link), link


@every_profile
def test_a_shipped_profile_reads_and_scores(path: Path) -> None:
    file = read_profile(path)
    profile = file.checked_against(FRAMEWORK)
    asked = {
        question.id
        for part in FRAMEWORK.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind)
    }
    assert profile.answers.keys() == asked, "every question that is asked has an answer, if only don't know"
    assess(FRAMEWORK, profile, tool_version="test")


@every_profile
def test_every_answer_of_a_shipped_profile_has_evidence(path: Path) -> None:
    profile = read_profile(path).profile
    bare = [
        id_
        for id_, answer in profile.answers.items()
        if answer.state == "answered" and answer.evidence is None and answer.source is None
    ]
    assert bare == []


def amsterdam() -> Profile:
    return read_profile(shipped.folder("profiles") / "amsterdam.yaml").profile


def test_amsterdam_says_what_the_kick_off_said_and_no_more() -> None:
    profile = amsterdam()
    assert {layer: finding.verdict for layer, finding in profile.findings.items()} == {
        "ai-applications": "strong",
        "cloud-compute": "attention",
        "networks-connectivity": "attention",
    }
    assert [fact.text.in_language("nl") for fact in profile.facts] == [
        "Meer dan 3.000 tech-startups, goed voor 139.000 banen",
        "40.000 bètastudenten",
        "Sterk onderzoeksklimaat met maatschappelijke relevantie",
        "Amsterdam als toonaangevend internetknooppunt",
    ]
    assert len(profile.bottlenecks) == FACTS_OF_THE_KICK_OFF


def test_made_up_profiles_say_so() -> None:
    examples = {path.stem for path in shipped.profiles() if read_profile(path).profile.example}
    assert examples == {path.stem for path in shipped.profiles() if path.stem.startswith("example-")}

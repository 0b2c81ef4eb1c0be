"""What ours must have beyond what `lint` asks of any questionnaire, and what a profile of ours must have."""

import re
from pathlib import Path
from typing import get_args

import pytest

from eurostack_assess import shipped
from eurostack_assess.method.assessment import assess
from eurostack_assess.method.coverage import compute_coverage
from eurostack_assess.method.edition_drift import build_question_record, find_changes
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Facet, Question, Questionnaire
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.profile import read_profile

FOLDER = shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK
FRAMEWORK: Framework = read_framework(FOLDER)
CATALOGUE = read_catalogue(shipped.get_folder("catalogue"))
QUESTIONS = list(FRAMEWORK.questions.values())
STACK = [question for layer in FRAMEWORK.layers for question in layer.questions]
ASKED = {"organisation": range(8, 11), "region": range(6, 10)}
KINDS: tuple[Kind, ...] = ("organisation", "region")
FACTS_OF_THE_KICK_OFF = 4
LAST_EDITION = FRAMEWORK.earlier_editions["2026-11"].questions
RETIRED = {
    "ai-portfolio", "data-register", "data-portability", "data-deletion", "digital-identity", "cloud-register",
    "cloud-assurance", "datacentre-capacity", "energy-grid", "incident-reporting", "hardware-register", "ai-accelerators",
    "trust-anchors", "ai-ethics", "open-source-share",
}  # fmt: skip
"""Questions of earlier editions that are asked no more; their ids are never used again."""
MOST_OF_AN_ORGANISATION = 45
LEANS = re.compile(
    r"\b(bovendien|daarnaast|tevens|eveneens|in addition|moreover|furthermore|as well as that)\b", re.IGNORECASE
)
NEGATIVE_HALF = re.compile(r", (maar|but)\b| maar (geen|niet)\b| but (no|none|not)\b", re.IGNORECASE)

MATURITY = re.compile(
    r"\b(volwassen|adequaat|adequate|passende?|voldoende|robuuste?|goed geregeld|geoptimaliseerd|structureel"
    r"|mature|maturity|adequate|appropriate|sufficient|robust|optimi[sz]ed|best practice)\b",
    re.IGNORECASE,
)
CERTIFICATE = re.compile(r"\b(ISO ?\d+|SOC ?2|NEN ?\d+|gecertificeerd|certified|SecNumCloud)\b", re.IGNORECASE)
SUPPLIERS = re.compile(
    r"\b(Microsoft|Azure|Amazon|AWS|Google|OpenAI|Anthropic|Oracle|SAP|Salesforce|Apple|Meta|Nvidia|Intel|AMD|Huawei"
    r"|Cisco|Dell|Lenovo|Broadcom|VMware|Cloudflare|ChipSoft|Epic|Mistral|OVH\w*|Nextcloud|openDesk|Proton|Starlink)\b"
)
LONGEST_TITLE, WIDEST_TITLE = 5, 32
LONGEST = {"ask": 130, "why": 280, "option": 165, "evidence": 220, "action": 155}

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
every_profile = pytest.mark.parametrize("path", shipped.list_profiles(), ids=lambda path: path.stem)


def texts_of(question: Question) -> list[LocalText]:
    return [text for _, text in named_texts_of(question)]


def named_texts_of(question: Question) -> list[tuple[str, LocalText]]:
    given = [("ask", question.ask), ("why", question.why), ("evidence", question.evidence)]
    return [
        *((name, text) for name, text in given if text is not None),
        *(("option", option.text) for option in question.options),
        *(("action", action.text) for action in question.actions),
    ]


@pytest.mark.parametrize("layer", FRAMEWORK.layers, ids=lambda layer: layer.id)
@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_asks_enough_in_every_facet_and_three_or_four_questions_gate(layer: Questionnaire, kind: Kind) -> None:
    asked = [question for question in layer.questions if question.applies_to(kind)]
    assert len(asked) in ASKED[kind]
    assert len([question for question in asked if question.role == "gating"]) in (3, 4)
    assert {question.facet for question in asked} == set(get_args(Facet))


def test_an_organisation_of_any_size_is_asked_no_more_than_a_session_bears() -> None:
    assert len([question for question in STACK if question.scope == "organisation"]) <= MOST_OF_AN_ORGANISATION


@pytest.mark.parametrize("id_", LAST_EDITION)
def test_a_question_of_the_last_edition_is_still_that_question_or_is_retired(id_: str) -> None:
    before = LAST_EDITION[id_]
    if id_ in RETIRED:
        assert id_ not in FRAMEWORK.questions
    else:
        assert (FRAMEWORK.part_of[id_].id, FRAMEWORK.questions[id_].scope) == (before.part, before.scope)


@every_question
def test_a_changed_question_says_what_earlier_answers_prove(question: Question) -> None:
    before = LAST_EDITION.get(question.id)
    if before is not None and "asked" in find_changes(before, build_question_record(question, before.part)):
        assert "2026-11" in {earlier.edition for earlier in question.earlier}


@every_question
def test_a_question_has_what_lint_leaves_open(question: Question) -> None:
    assert question.scope is not None
    assert question.facet is not None
    assert question.maps
    assert len(question.options) == len(FRAMEWORK.header.levels)
    assert [action.to for action in question.actions] == list(range(1, len(question.options)))


@every_question
def test_every_source_says_how_sure_it_is_and_the_ladder_is_called_a_proposal(question: Question) -> None:
    assert {source.confidence for source in question.source} >= {"proposal"}
    assert [source for source in question.source if source.confidence is None] == []
    assert len(question.source) > 1, "a question rests on something besides ourselves"


@every_question
def test_links_and_dates_of_sources_are_well_formed(question: Question) -> None:
    for source in question.source:
        assert re.fullmatch(r"https?://[\w.-]+(/[^\s;]*)?", source.url or "https://none")
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", source.date or "2026")
        assert "://" not in " ".join(source.text.root.values()), "an address stands in url"


@every_question
def test_texts_are_short_enough_to_read_aloud_and_without_stray_spaces(question: Question) -> None:
    for name, text in named_texts_of(question):
        for words in text.root.values():
            assert len(words) <= LONGEST[name], words
            assert words == " ".join(words.split())


@every_question
def test_rungs_state_facts_not_maturity_or_certificates(question: Question) -> None:
    for language in FRAMEWORK.header.languages:
        rungs = [option.text.in_language(language) for option in question.options]
        for rung in rungs:
            assert not MATURITY.search(rung)
            assert not CERTIFICATE.search(rung)


@every_question
def test_every_rung_and_action_reads_alone(question: Question) -> None:
    texts = [text.root.values() for name, text in named_texts_of(question) if name in ("option", "action")]
    said = [words for languages in texts for words in languages]
    assert [words for words in said if LEANS.search(words)] == []
    rungs = [words for option in question.options for words in option.text.root.values()]
    assert [words for words in rungs if NEGATIVE_HALF.search(words)] == []


@every_question
def test_a_question_has_a_title_and_says_who_can_answer_it(question: Question) -> None:
    assert question.title is not None
    for words in question.title.root.values():
        assert 1 <= len(words.split()) <= LONGEST_TITLE, words
        assert len(words) <= WIDEST_TITLE, words
    assert bool(question.respondents) == (question.scope == "organisation")


def test_titles_and_short_names_tell_questions_and_parts_apart() -> None:
    for language in FRAMEWORK.header.languages:
        for kind in KINDS:
            titles = [one.title.in_language(language) for one in QUESTIONS if one.title and one.applies_to(kind)]
            assert sorted(titles) == sorted(set(titles))
        short = [part.short.in_language(language) for part in FRAMEWORK.parts if part.short]
        assert len(set(short)) == len(FRAMEWORK.parts)


@every_question
def test_no_supplier_is_named(question: Question) -> None:
    named = [words for text in texts_of(question) for words in text.root.values() if SUPPLIERS.search(words)]
    assert named == []


def same_figures(text: LocalText) -> bool:
    """Whether each language has the same figures, however it groups their digits and writes its decimals."""
    figures = [sorted(re.sub(r"[.,](?=\d)", "", one) for one in re.findall(r"\d[\d.,]*(?<![.,])", words))
               for words in text.root.values()]  # fmt: skip
    return all(one == figures[0] for one in figures)


def test_languages_are_not_swapped() -> None:
    dutch = re.compile(r"\b(de|het|een|van|niet)\b", re.IGNORECASE)
    english = re.compile(r"\b(the|and|not|with)\b", re.IGNORECASE)
    joined = {
        language: " ".join(text.in_language(language) for question in QUESTIONS for text in texts_of(question))
        for language in ("nl", "en")
    }
    assert len(dutch.findall(joined["nl"])) > 50 * len(english.findall(joined["nl"])) / 10
    assert len(english.findall(joined["en"])) > 50 * len(dutch.findall(joined["en"])) / 10


@pytest.mark.parametrize("instrument", FRAMEWORK.instruments, ids=lambda instrument: instrument.instrument)
def test_every_factor_of_an_instrument_is_asked_or_says_why_not(instrument: object) -> None:
    found = compute_coverage(instrument, FRAMEWORK.parts)  # type: ignore[arg-type]
    unexplained = [one.factor.id for one in found.factors if not one.questions and one.factor.not_asked is None]
    needless = [one.factor.id for one in found.factors if one.questions and one.factor.not_asked is not None]
    assert (unexplained, needless) == ([], [])


@every_profile
def test_a_shipped_profile_reads_and_scores(path: Path) -> None:
    file = read_profile(path)
    folder = shipped.find_framework(file.profile.framework or "", file.profile.edition)
    assert folder is not None
    framework = read_framework(folder)
    assert framework.header.edition == file.profile.edition, "it is scored by the edition that it was answered under"
    profile = file.validate_against(framework, CATALOGUE)
    asked = {
        question.id
        for part in framework.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind)
    }
    assert profile.answers.keys() == asked, "every question that is asked has an answer, if only don't know"
    assess(framework, profile, tool_version="test", catalogue=CATALOGUE)


@every_profile
def test_every_answer_of_a_shipped_profile_has_evidence(path: Path) -> None:
    profile = read_profile(path).profile
    bare = [
        id_
        for id_, answer in profile.answers.items()
        if answer.state == "answered" and answer.evidence is None and answer.source is None
    ]
    assert bare == []


@every_profile
def test_every_answer_of_a_real_profile_says_how_sure_it_is(path: Path) -> None:
    profile = read_profile(path).profile
    silent = [
        id_
        for id_, answer in profile.answers.items()
        if answer.state == "answered" and answer.confidence is None and not profile.example
    ]
    assert silent == []


@every_profile
def test_figures_of_a_profile_are_the_same_in_every_language(path: Path) -> None:
    profile = read_profile(path).profile
    said = [*(one.text for one in (*profile.facts, *profile.bottlenecks))]
    said += [text for answer in profile.answers.values() for text in (answer.evidence, answer.reason) if text]
    assert [text.root for text in said if not same_figures(text)] == []


def amsterdam() -> Profile:
    return read_profile(shipped.get_folder("profiles") / "amsterdam.yaml").profile


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
    examples = {path.stem for path in shipped.list_profiles() if read_profile(path).profile.example}
    assert examples == {path.stem for path in shipped.list_profiles() if path.stem.startswith("example-")}


REMARKS = re.compile(
    r"(?<![-\w])(?:on|the|of|by|with|and|as|from|seen|letter|counted?|known|state|press|report|its|own|same|where|that|is|annual|"
    r"interview|undated|copy)\b|\d (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
NAMES_OF_SOURCES = re.compile(r"“[^”]*”|https?://\S+|[A-Z][\w.-]*(?: (?:of|and|the|on|is|&) [A-Z][\w.-]*)+")
"""Titles in quotes, addresses, and names of media and bodies such as Bank of America."""


@pytest.mark.parametrize("path", shipped.list_profiles(), ids=lambda path: path.stem)
def test_a_source_reads_in_every_language(path: Path) -> None:
    """Names, titles, dates in digits and addresses: no remark in English, which would stand in a Dutch report."""
    profile = read_profile(path).profile
    sources = [answer.source for answer in profile.answers.values()]
    sources += [statement.source for statement in (*profile.facts, *profile.bottlenecks)]
    sources += [figure.source for figure in profile.indicators]
    words = [NAMES_OF_SOURCES.sub(" ", source) for source in sources if source]
    assert [text for text in words if REMARKS.search(text)] == []

"""The answer first: what a screen shows by default is one screen and a half, whatever the profile."""

import re
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pypdf
import pytest

from eurostack_assess import __version__
from eurostack_assess.cli.ways_on import list_ways_on
from eurostack_assess.method.assessment import assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.model.assessment import Assessment, QuestionResult
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.profile import Answer
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.report.documents.comparison import build_comparison_report
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render
from eurostack_assess.subjects.subject import ProfileSubject, read_subject
from tests.helpers import ROOT

PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
LANGUAGES = ("nl", "en")
MOST_LINES, MOST_LINES_IN_FULL, WIDTH, FIRST_LINES = 48, 260, 80, 5


def assessed(path: Path) -> Assessment:
    return read_subject(path).assess()


def lines_of(document: ReportDocument) -> list[str]:
    return render(document, Screen(WIDTH)).rstrip("\n").split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_is_answered_on_a_screen_and_a_half(path: Path, language: str) -> None:
    result = assessed(path)
    ways_on = list_ways_on("score", [path], language, {})
    document = build_assessment_report(result, language, extent="answer", ways_on=ways_on)
    shown = lines_of(document)
    assert document.front is not None
    assert document.front.headline in " ".join(" ".join(shown[:FIRST_LINES]).split())
    assert len(shown) <= MOST_LINES
    assert max(map(len, shown)) <= WIDTH
    assert {"--full", "report.pdf"} <= set(" ".join(shown[-2:]).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_in_full_a_profile_fits_ten_screens(path: Path, language: str) -> None:
    assert len(lines_of(build_assessment_report(assessed(path), language, extent="full"))) <= MOST_LINES_IN_FULL


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["region", "organisation"])
def test_two_of_a_kind_are_compared_on_a_screen_and_a_half(kind: str, language: str) -> None:
    results = [result for result in map(assessed, PROFILES) if result.profile.kind == kind]
    lengths = {
        tuple(party.label for party in both.parties): len(
            lines_of(build_comparison_report(both, language, extent="answer", ways_on=ways_on))
        )
        for pair in combinations(results, 2)
        for both in [compare(pair, tool_version=__version__)]
        for ways_on in [list_ways_on("compare", [Path("one.yaml"), Path("two.yaml")], language, {})]
    }
    assert {pair: length for pair, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [("amsterdam", "brainport"), ("example-municipality", "example-hospital")])
def test_in_full_a_comparison_fits_ten_screens(names: tuple[str, str], language: str) -> None:
    both = compare([assessed(ROOT / "profiles" / f"{name}.yaml") for name in names], tool_version=__version__)
    assert len(lines_of(build_comparison_report(both, language, extent="full"))) <= MOST_LINES_IN_FULL


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_are_compared_on_a_screen_and_a_half(language: str) -> None:
    regions = [result for result in map(assessed, PROFILES) if result.profile.kind == "region"]
    assert len(regions) > 4
    document = build_comparison_report(compare(regions, tool_version=__version__), language, extent="answer")
    assert len(lines_of(document)) <= MOST_LINES


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_on_paper_is_one_page(language: str) -> None:
    pytest.importorskip("typst", reason='no test of paper: `pip install ".[pdf]"` installs what writes it')
    pages = {path.stem: count_pages(assessed(path), language) for path in PROFILES}
    assert {name: number for name, number in pages.items() if number != 1} == {}


def test_page_one_on_paper_is_one_page_however_long_its_texts_are() -> None:
    """A name as long as may be, titles of four long words, actions of four lines."""
    pytest.importorskip("typst", reason='no test of paper: `pip install ".[pdf]"` installs what writes it')
    result = assessed(ROOT / "profiles" / "example-municipality.yaml")
    long_title, long_action = local_text("leveranciersafhankelijkheid" * 2), local_text("Onderhandelingspositie. " * 12)
    layers = [
        layer.model_copy(update={"questions": tuple(lengthen(one, long_title, long_action) for one in layer.questions)})
        for layer in result.layers
    ]
    profile = result.profile.model_copy(update={"name": "Gemeenschappelijke regeling " * 7})
    assert count_pages(result.model_copy(update={"layers": tuple(layers), "profile": profile}), "nl") == 1


def local_text(text: str) -> LocalText:
    return LocalText.model_validate({"nl": text, "en": text})


def lengthen(question: QuestionResult, title: LocalText, action: LocalText) -> QuestionResult:
    changes: dict[str, object] = {"title": title}
    if question.next_action is not None:
        changes["next_action"] = question.next_action.model_copy(update={"text": action})
    return question.model_copy(update=changes)


def count_pages(result: Assessment, language: str) -> int:
    from eurostack_assess.report.renderers.pdf import render as render_pdf

    document = build_assessment_report(result, language, extent="answer")
    return len(pypdf.PdfReader(BytesIO(render_pdf(document))).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["amsterdam", "example-municipality"])
def test_read_aloud_nothing_is_drawn_and_nothing_is_lost(name: str, language: str) -> None:
    result = assessed(ROOT / "profiles" / f"{name}.yaml")
    document = build_assessment_report(result, language, extent="full")
    spoken = render(document, Screen(WIDTH, drawn=False))
    assert not re.search("[\u2190-\u21ff\u2500-\u25ff×−]", spoken)
    assert document.front is not None
    words = " ".join(spoken.split())
    for row in document.front.stack.rows:
        assert row.name in words
        assert row.verdict in words
        assert all(figure.range in words for figure in row.figures)


def test_what_an_answer_decides_and_an_action_yields_is_what_comes_out_when_it_is_so() -> None:
    """Each rung of an open answer put in its place, and each action carried out: assessed again, it is as was said."""
    subject = read_subject(ROOT / "profiles" / "example-municipality.yaml")
    assert isinstance(subject, ProfileSubject)
    result = subject.assess()
    for layer in result.layers:
        for question in layer.questions:
            for lead in question.leads_to:
                if lead.is_certain:
                    assert assess_with(subject, question.id, lead.rung).layer(layer.id).verdict == lead.verdict
            if question.score_after is not None and question.next_action is not None:
                after = assess_with(subject, question.id, question.next_action.to).layer(layer.id)
                assert after.score == pytest.approx(question.score_after)


def assess_with(subject: ProfileSubject, question: str, rung: int) -> Assessment:
    answers = {**subject.profile.answers, question: Answer(answer=rung)}
    profile = subject.profile.model_copy(update={"answers": answers})
    return assess(subject.framework, profile, tool_version=__version__)

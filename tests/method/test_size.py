"""What size and country do to a question: numbers that grow, questions of a whole country, and regions of unlike size."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.method.assessment import assess
from eurostack_assess.method.comparison import compare
from eurostack_assess.method.edition_drift import build_edition_record
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.comparison import Comparison
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import CountRule, Question, RungCount
from eurostack_assess.model.session import fingerprint
from eurostack_assess.reading.framework import read_framework
from tests.helpers import command
from tests.method.cases import cases

HEADER = "id: ports\nedition: '1'\nname: Ports\nlanguages: [en]\nlevels: [none, some, most]\ntarget: 1\nlayers: [sea]\nthresholds: {strong: 60, attention: 40}\n"
COMPANIES = """
  - id: companies
    scope: region
    ask: How many shipyards are there?
    count: {per: 1000000, rungs: [null, {n: 2}, {n: 4, least: 3}]}
    options: ["Nothing", "At least {count}", "At least {count}, one of them large"]
"""
WEATHER = "  - {id: weather, scope: region, context: country, ask: Who warns of storms?, options: [Nobody, A firm, The state]}\n"
TIDES = "  - {id: tides, scope: region, absolute: A tide is a tide, ask: How many tide gauges are there?, options: [Nothing, One, Two]}\n"
BRIDGE = (
    "  - {id: bridge, scope: region, asked_from: 500000, ask: Who opens the bridge?, options: [Nobody, A firm, We]}\n"
)
WHARF = "  - {id: wharf, scope: region, ask: Who owns the wharf?, options: [Nobody, A firm, We]}\n"


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return read(tmp_path_factory.mktemp("ports"), COMPANIES + WEATHER + TIDES + BRIDGE + WHARF)


def read(folder: Any, questions: str) -> Framework:
    (folder / "framework.yaml").write_text(HEADER, "utf-8")
    (folder / "sea.yaml").write_text(f"layer: sea\nname: Sea\nquestions:\n{questions}", "utf-8")
    return read_framework(folder)


def score(framework: Framework, answers: Mapping[str, object], **about: object) -> Assessment:
    people = about.pop("people", None)
    given_: dict[str, object] = {"name": "Port", "kind": "region", "country": "NL", "answers": answers, **about}
    if people is not None:
        given_["population"] = {"value": people, "year": 2025}
    profile = Profile.model_validate(given_)
    return assess(framework.fit_to(profile.inhabitants), profile, tool_version="1")


@cases("scale")
def test_a_number_for_a_population(case: Mapping[str, Any]) -> None:
    given_ = case["given"]
    counts = tuple(rung and RungCount(n=rung["count"], least=rung["at_least"]) for rung in given_["rungs"])
    rule = CountRule(per=given_["for_inhabitants"], rungs=counts)
    found = {
        str(population): [rule.require(rung, population) for rung in range(len(counts))]
        for population in given_["populations"]
    }
    assert found == case["expect"]["thresholds"]


@given(st.integers(1, 50), st.integers(1, 9), st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**7))
def test_more_people_never_make_it_fewer_and_as_written_is_for_as_many_as_the_rule_says(
    n: int, least: int, per: int, people: int, others: int
) -> None:
    rule = CountRule(per=per, rungs=(RungCount(n=n, least=min(n, least)),))
    few, many = sorted((people, others))
    assert (rule.require(0, few) or 0) <= (rule.require(0, many) or 0)
    assert (rule.require(0, few) or 0) >= min(n, least)
    assert rule.require(0, per) == rule.require(0, None) == n


def texts(question: Question) -> list[str]:
    return [option.text.in_language("en") for option in question.options]


def test_a_ladder_shows_the_numbers_for_its_region_and_remembers_how_it_is_written(framework: Framework) -> None:
    as_read, fitted = framework, framework.fit_to(2_100_000)
    assert texts(as_read.questions["companies"]) == ["Nothing", "At least 2", "At least 4, one of them large"]
    assert texts(fitted.questions["companies"]) == ["Nothing", "At least 5", "At least 9, one of them large"]
    assert texts(fitted.fit_to(400_000).questions["companies"]) == [
        "Nothing",
        "At least 1",
        "At least 3, one of them large",
    ]
    assert fitted.questions["wharf"] is not None
    assert fingerprint(fitted.questions["companies"]) == fingerprint(as_read.questions["companies"])
    assert build_edition_record(fitted).questions == build_edition_record(as_read).questions


def test_two_sizes_of_one_question_are_the_same_question(framework: Framework) -> None:
    small, large = (
        score(framework, {"companies": 1}, people=400_000),
        score(framework, {"companies": 1}, people=9_000_000),
    )
    assert small.question("companies").wording == large.question("companies").wording
    assert small.question("companies").rungs[1].text != large.question("companies").rungs[1].text
    assert small.question("companies").rungs[0].as_written is None


def test_what_the_smallest_are_not_asked_does_not_apply_to_them(framework: Framework) -> None:
    states = {
        people: score(framework, {"bridge": 2}, people=people).question("bridge").state
        for people in (499_999, 500_000, None)
    }
    assert states == {499_999: "not_applicable", 500_000: "answered", None: "answered"}
    small = score(framework, {"bridge": 2, "wharf": 0}, people=1)
    assert (small.layers[0].counts.not_applicable, small.question("bridge").reason) == (1, None)


def test_answers_of_a_whole_country_are_counted(framework: Framework) -> None:
    answers = {"weather": 1, "wharf": {"answer": 1, "scope": "country"}, "tides": {"answer": 1, "scope": "part"}}
    assert score(framework, answers).national_answers == 2
    assert score(framework, {"weather": "dont_know"}).national_answers == 0


def compare_two(
    framework: Framework, first: Mapping[str, object], second: Mapping[str, object], **about: Any
) -> Comparison:
    sizes, countries = about.get("sizes", (None, None)), about.get("countries", ("NL", "NL"))
    results = [
        score(framework, answers, name=name, people=people, country=country)
        for name, answers, people, country in zip("AB", (first, second), sizes, countries, strict=True)
    ]
    return compare(results, tool_version="1")


EVERYTHING = {"companies": 1, "tides": 1, "bridge": 1, "wharf": 1}


def test_two_regions_of_one_country_are_not_compared_by_what_is_the_same_for_both(framework: Framework) -> None:
    first, second = EVERYTHING | {"weather": 0}, EVERYTHING | {"weather": 2}
    alike = compare_two(framework, first, second)
    assert (alike.layers[0].pairs[0].standing, alike.layers[0].pairs[0].left_out) == ("equal", ("weather",))
    assert alike.national_conflicts == ("weather",)
    assert alike.lessons == ()
    apart = compare_two(framework, first, second, countries=("NL", "BE"), sizes=(10**6, 10**6))
    assert apart.layers[0].pairs[0].standing == "whatever_weights"
    assert (apart.layers[0].pairs[0].left_out, apart.national_conflicts) == ((), ())
    assert [lesson.question for lesson in apart.lessons] == ["weather"]


def test_an_answer_of_the_country_is_left_out_where_both_have_one(framework: Framework) -> None:
    national = {"answer": 2, "scope": "country"}
    for second, left_out in ((national, ("weather", "wharf")), ({"answer": 2}, ("weather",))):
        pair = compare_two(framework, EVERYTHING | {"wharf": national}, EVERYTHING | {"wharf": second}).overall_pairs[0]
        assert pair.left_out == left_out


@pytest.mark.parametrize(
    ("sizes", "standing", "without"),
    [
        pytest.param((10**6, 2 * 10**6), "whatever_weights", None, id="of like size"),
        pytest.param((10**6, 2 * 10**6 + 1), "depends_on_size", "equal", id="unlike"),
        pytest.param((10**6, None), "depends_on_size", "equal", id="not known"),
    ],
)
def test_between_regions_of_unlike_size_only_what_holds_without_absolute_numbers_is_said(
    framework: Framework, sizes: tuple[int | None, int | None], standing: str, without: str | None
) -> None:
    pair = compare_two(framework, EVERYTHING, EVERYTHING | {"tides": 2}, sizes=sizes).overall_pairs[0]
    assert (pair.standing, pair.without_absolute) == (standing, without)
    assert (pair.higher_party is None) == (standing == "depends_on_size")
    also_by_another = EVERYTHING | {"tides": 2, "wharf": 2}
    holds = compare_two(framework, EVERYTHING, also_by_another, sizes=sizes).overall_pairs[0]
    assert (holds.standing, holds.higher_party) == ("whatever_weights", 1)


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        pytest.param(WEATHER.replace("scope: region, ", ""), "problem.only-of-regions", id="a country's question for all"),
        pytest.param(COMPANIES.replace("{n: 2}", "null"), "problem.place-without-count", id="a place without a count"),
        pytest.param(COMPANIES.replace("[null,", "[{n: 1},"), "problem.count-without-place", id="a count without a place"),
        pytest.param(COMPANIES.replace("{n: 4,", "{n: 1,"), "problem.count-falls", id="falling"),
        pytest.param(COMPANIES.replace(", {n: 4, least: 3}", ""), "problem.count-other-length", id="too short"),
        pytest.param(COMPANIES + "    absolute: no\n", None, id="not a text"),
        pytest.param(COMPANIES.replace("per: 1000000", "per: 0"), "problem.too-little", id="for nobody"),
        pytest.param(COMPANIES + "    absolute: because\n", "problem.count-and-absolute", id="both"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_numbers(tmp_path: Any, question: str, problem: str | None) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tmp_path, question)
    if problem:
        assert problem in [found.message.key for found in caught.value.problems]


def test_numbers_go_through_a_spreadsheet_and_back(tmp_path: Any) -> None:
    (tmp_path / "ports").mkdir()
    written = read(tmp_path / "ports", COMPANIES + WEATHER + TIDES + BRIDGE + WHARF)
    command("export", "sheet", "--framework", tmp_path / "ports", "-o", tmp_path / "ports.xlsx")
    command("import", "sheet", tmp_path / "ports.xlsx", "-o", tmp_path / "again")
    assert read_framework(tmp_path / "again").layers == written.layers


BACKUP = "  - {id: backup, scope: organisation, smallest: medium, ask: Who restores?, options: [Nobody, A firm, We]}\n"
DOOR = "  - {id: door, scope: organisation, ask: Who locks the door?, options: [Nobody, A firm, We]}\n"


@pytest.mark.parametrize(
    ("size", "state", "score_of_all"),
    [
        pytest.param("micro", "not_applicable", 50, id="too small"),
        pytest.param("small", "not_applicable", 50, id="too small still"),
        pytest.param("medium", "answered", 75, id="as large as it takes"),
        pytest.param("large", "answered", 75, id="larger"),
        pytest.param(None, "answered", 75, id="of unknown size it is asked"),
    ],
)
def test_what_is_impossible_for_a_small_organisation_is_not_asked_of_it(
    tmp_path: Any, size: str | None, state: str, score_of_all: float
) -> None:
    framework = read(tmp_path, BACKUP + DOOR)
    about = {} if size is None else {"size": size}
    result = score(framework, {"backup": 2, "door": 1}, kind="organisation", **about)
    assert (result.question("backup").state, result.overall.score) == (state, score_of_all)


def folder_of(folder: Any) -> Any:
    """A folder with the framework in a folder below it."""
    (folder / "ports").mkdir()
    read(folder / "ports", BACKUP + DOOR + WHARF)
    return folder


def test_the_report_and_the_check_say_why_it_was_not_asked(tmp_path: Any) -> None:
    profile, report = folder_of(tmp_path) / "office.yaml", tmp_path / "report.md"
    profile.write_text(
        "name: Office\nkind: organisation\nsize: micro\nframework: ports\nanswers: {backup: 2, door: 1}\n", "utf-8"
    )
    command("score", profile, "--framework", tmp_path / "ports", "-o", report)
    assert "not asked of an organisation with fewer than 10 people" in report.read_text("utf-8")
    doubt = command("validate", profile, "--framework", tmp_path / "ports").stderr
    said = " ".join(doubt.decode().split())
    assert (
        "backup: this question is not asked of an organisation with fewer than 10 people, so the answer does not count"
        in said
    )


def test_only_an_organisation_has_a_size(tmp_path: Any) -> None:
    profile = folder_of(tmp_path) / "region.yaml"
    profile.write_text("name: Bay\nkind: region\nsize: small\nframework: ports\nanswers: {wharf: 1}\n", "utf-8")
    found = command("validate", profile, "--framework", tmp_path / "ports")
    assert (found.returncode, b"only an organisation has a size" in found.stderr) == (3, True)

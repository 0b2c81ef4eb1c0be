"""Profiles against a framework: what it has no place for is told at its place."""

import hashlib
from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError, Message
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.texts import texts
from tests.dependencies import CATALOGUE
from tests.helpers import HARBOUR

SAY = texts("en")


def checked(tmp_path: Path, words: str) -> Profile:
    path = tmp_path / "profile.yaml"
    path.write_text(f"name: Port\nkind: region\n{words}", "utf-8")
    return read_profile(path).validate_against(read_framework(HARBOUR), CATALOGUE)


def told(tmp_path: Path, words: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        checked(tmp_path, words)
    return [
        (
            problem.place.line,
            problem.place.column,
            SAY.message(problem.message),
            SAY.message(problem.hint) if isinstance(problem.hint, Message) else "",
        )
        for problem in caught.value.problems
    ]


def test_all_ways_of_writing_an_answer(tmp_path: Path) -> None:
    profile = checked(
        tmp_path,
        "framework: harbour\nlenses: [night]\nanswers:\n  moor: 1\n  depth: dont_know\n  light:\n  flag: skipped\n"
        '  lift: {answer: 3, evidence: {en: "Seen"}, source: "log", date: 2026-01-31}\n'
        "  spare: {answer: not_applicable, reason: no crane}\n  lamp: 0\nfindings: {quay: {verdict: strong}}\n",
    )
    assert {layer: finding.verdict for layer, finding in profile.findings.items()} == {"quay": "strong"}
    assert [(id_, answer.state, answer.rung) for id_, answer in profile.answers.items()] == [
        ("moor", "answered", 1),
        ("depth", "dont_know", None),
        ("flag", "skipped", None),
        ("lift", "answered", 3),
        ("spare", "not_applicable", None),
        ("lamp", "answered", 0),
    ]


@pytest.mark.parametrize(
    ("written", "answer", "state"),
    [
        ("{at_least: 1}", RungBounds(at_least=1), "partial"),
        ("{answer: {at_most: 2}, evidence: seen}", RungBounds(at_most=2), "partial"),
        ("{answer: {between: [1, 2]}, source: log}", RungBounds(between=(1, 2)), "partial"),
        pytest.param("{at_least: 3}", 3, "answered", id="at least the top is exact"),
        pytest.param("{between: [2, 2]}", 2, "answered", id="between a rung and itself is exact"),
        pytest.param("{at_most: 0}", 0, "answered", id="at most the bottom is exact"),
        pytest.param("{at_least: 0}", "dont_know", "dont_know", id="at least the bottom is don't know"),
        pytest.param("{between: [0, 3]}", "dont_know", "dont_know", id="between the ends is don't know"),
    ],
)
def test_all_ways_of_writing_the_rungs_still_possible(tmp_path: Path, written: str, answer: object, state: str) -> None:
    (found,) = checked(tmp_path, f"answers: {{light: {written}}}\n").answers.values()
    assert (found.answer, found.state) == (answer, state)


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("{at_least: 1}", "light: this bound is a claim without support; add evidence or a source that supports it"),
        ("{answer: {at_least: 1}, evidence: seen}", None),
        ("{answer: {between: [2, 2]}, evidence: seen}", "light: only rung 2 is still possible, so the answer counts as exact"),
        ("{answer: {at_most: 3}, evidence: seen}", "light: the answer rules out no rung, so it counts as don't know"),
        ("{answer: dont_know, evidence: half is lit}", "light: the answer is don't know, yet evidence is given; if the evidence proves a rung, use at_least"),
        ("dont_know", None),
    ],
)  # fmt: skip
def test_what_a_person_should_look_at_again(tmp_path: Path, written: str, doubt: str | None) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(f"name: Port\nkind: region\nanswers: {{light: {written}}}\n", "utf-8")
    found = [SAY.message(one.message) for one in read_profile(path).find_doubtful_answers(read_framework(HARBOUR))]
    assert found == ([] if doubt is None else [doubt])


def test_the_hash_is_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text("name: A\nkind: region\n", "utf-8")
    assert read_profile(path).hash == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        pytest.param(
            "framework: eurostack\nanswers: {nothing: 1}\n",
            [
                (
                    3,
                    12,
                    "this file belongs to framework eurostack, but harbour is in use",
                    "give the folder of that framework with --framework",
                )
            ],
            id="another framework",
        ),
        pytest.param("lenses: [nigth]\n", [(3, 10, "there is no lens nigth", "did you mean night?")], id="lens"),
        pytest.param(
            "findings: {quai: {verdict: strong}}\n",
            [(3, 12, "there is no layer quai", "did you mean quay?")],
            id="finding",
        ),
        pytest.param(
            "indicators:\n"
            "  - {indicator: ships, layer: quai, name: Ships, value: 3, unit: ships, year: 2024, scope: region}\n"
            "  - {indicator: ships, name: Ships, value: 3, unit: ships, year: 2024, scope: region}\n",
            [
                (4, 31, "there is no layer quai", "did you mean quay?"),
                (5, 17, "ships is listed twice", ""),
            ],
            id="figures",
        ),
        pytest.param(
            "dependencies:\n  - {service: a}\n  - {service: b, layer: quay}\n  - {service: c, layer: crone}\n",
            [(6, 25, "there is no layer crone", "did you mean crane?")],
            id="dependency",
        ),
        pytest.param(
            "dependencies:\n"
            "  - {id: a, service: a, needs: [[a], [b, c]]}\n"
            "  - {id: a, service: b, runs_on: [[tuk]], share: 1.5, country: XX}\n"
            "  - {service: c, category: boots}\n",
            [(5, 50, "this must be 1 or less", "")],
            id="a share above 1, before anything else",
        ),
        pytest.param(
            "dependencies:\n"
            "  - {id: a, service: a, needs: [[a], [b, c]]}\n"
            "  - {id: a, service: b, runs_on: [[tuk]], country: XX}\n"
            "  - {service: c, category: boots, criticality: high, parent_country: QQ, operator_country: ZZ}\n",
            [
                (4, 34, "a cannot need itself", ""),
                (4, 39, "b is neither a service of this profile nor a product in the catalogue", ""),
                (4, 42, "c is neither a service of this profile nor a product in the catalogue", ""),
                (5, 10, "a is listed twice", ""),
                (5, 36, "tuk is neither a service of this profile nor a product in the catalogue", "did you mean tug?"),
                (5, 52, "XX is not an ISO 3166-1 country code", ""),
                (6, 28, "there is no boots in the catalogue", "did you mean boats?"),
                (6, 70, "QQ is not an ISO 3166-1 country code", ""),
                (6, 92, "ZZ is not an ISO 3166-1 country code", ""),
            ],
            id="what services name that is not there",
        ),
        pytest.param(
            "dependencies:\n"
            "  - {service: a, layer: quay, share: 0.6}\n"
            "  - {service: b, layer: crane, share: 0.6}\n"
            "  - {service: c, supplier: tug, share: 0.4}\n"
            "  - {service: d, supplier: tug, share: 0.1}\n",
            [(7, 40, "the shares of layer quay add up to more than 1 (1.1)", "")],
            id="shares above 1 together",
        ),
        pytest.param(
            "country: ZZ\ndependencies:\n  - {service: a}\n",
            [(3, 10, "ZZ is not an ISO 3166-1 country code", "")],
            id="a country that is none, where services are on record",
        ),
        pytest.param(
            "dependencies:\n  - {service: a, share: -0.1}\n",
            [(4, 25, "this must be 0 or more", "")],
            id="a negative share",
        ),
        pytest.param(
            "dependencies:\n  - {service: a, needs: [[]]}\n",
            [(4, 26, "the number of items here must be at least 1", "")],
            id="a group of nothing",
        ),
        pytest.param(
            "dependencies:\n  - {service: a, supplier: pilto}\n  - {service: b, supplier: pilto, country: NL}\n  - {service: c, supplier: nobody}\n",
            [(4, 28, "pilto is not in the catalogue", "did you mean pilot?")],
            id="a product's id misspelt, unless it is said who that is",
        ),
        pytest.param(
            "dependencies:\n  - {service: a, supplier: Firm, country: NL}\n  - {service: b, supplier: firm, country: SE}\n",
            [(5, 43, "this profile gives another value for firm on line 4: NL", "")],
            id="two countries for one supplier",
        ),
        pytest.param(
            "answers:\n  light: 4\n  moo: 1\n  watch: 1\n  lamp: 1\n  zzzzzz: {answer: 1}\n",
            [
                (
                    4,
                    10,
                    "there is no rung 4; rungs are counted from 0, and the highest is 3",
                    "see: eurostack-assess explain light --framework FOLDER",
                ),
                (5, 3, "there is no question moo", "did you mean moor?"),
                (6, 3, "the question watch is for: organisation", ""),
                (
                    7,
                    3,
                    "the question lamp belongs to lens night, which the profile does not name",
                    "add the lens to the profile: lenses: [night]",
                ),
                (8, 3, "there is no question zzzzzz", ""),
            ],
            id="answers",
        ),
        pytest.param(
            "answers:\n  light: {between: [2, 1]}\n  moor: {at_least: 1, at_most: 1}\n  depth: {answer: {at_leest: 1}}\n",
            [
                (4, 10, "between must give the lowest rung first: write [1, 2]", ""),
                (5, 9, "give exactly one of at_least, at_most and between", ""),
                (6, 19, "the key at_leest is not recognised here", "did you mean at_least?"),
            ],
            id="bounds that are none",
        ),
        pytest.param(
            "answers:\n  light: {between: [1, 4]}\n  moor: {answer: {at_least: 1.5}}\n  depth: {at_most: no}\n",
            [
                (5, 29, "a whole number is expected here", ""),
                (6, 20, "a whole number is expected here", ""),
            ],
            id="bounds that are no rungs",
        ),
        pytest.param(
            "answers:\n  light: {between: [1, 4]}\n",
            [
                (
                    4,
                    10,
                    "there is no rung 4; rungs are counted from 0, and the highest is 3",
                    "see: eurostack-assess explain light --framework FOLDER",
                )
            ],
            id="bounds off the ladder",
        ),
        pytest.param(
            "answers:\n  light:\n    evidence: x\n    answer: 9\n",
            [
                (
                    6,
                    13,
                    "there is no rung 9; rungs are counted from 0, and the highest is 3",
                    "see: eurostack-assess explain light --framework FOLDER",
                )
            ],
            id="rung in an answer in full",
        ),
    ],
)
def test_refused(tmp_path: Path, words: str, problems: list[tuple[int, int, str, str]]) -> None:
    assert told(tmp_path, words) == problems


def test_where_an_answer_stands(tmp_path: Path) -> None:
    path = tmp_path / "port.yaml"
    path.write_text("name: Port\nkind: region\nanswers:\n  moor: 1\n  depth:\n    answer: 2\n", "utf-8")
    file = read_profile(path)
    places = [file.get_answer_place(one) for one in ("moor", "depth", "light", None)]
    assert [(one.line, one.column, one.length) for one in places] == [(4, 3, 4), (5, 3, 5), (3, 1, 1), (3, 1, 1)]


SIZED = "id: ports\nedition: '1'\nname: Ports\nlanguages: [en]\nlevels: [none, some, most]\ntarget: 1\nlayers: [sea]\nthresholds: {strong: 60, attention: 40}\n"
BRIDGE = "layer: sea\nname: Sea\nquestions:\n  - {id: bridge, scope: region, asked_from: 500000, ask: Who opens it?, options: [Nobody, A firm, We]}\n"


def test_population_is_a_regions_and_the_smallest_are_told_what_they_are_not_asked(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(SIZED, "utf-8")
    (tmp_path / "sea.yaml").write_text(BRIDGE, "utf-8")
    framework = read_framework(tmp_path)
    path = tmp_path / "profile.yaml"
    path.write_text("name: A\nkind: region\npopulation: {value: 9, year: 2025}\nanswers: {bridge: 1}\n", "utf-8")
    found = [SAY.message(one.message) for one in read_profile(path).find_doubtful_answers(framework)]
    assert found == [
        "bridge: this question is not asked of a region with fewer than 500000 inhabitants, so the answer does not count"
    ]
    path.write_text("name: A\nkind: organisation\npopulation: {value: 9, year: 2025}\n", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_profile(path).validate_against(framework, None)
    assert [SAY.message(one.message) for one in caught.value.problems] == ["only a region has a population"]


def test_size_is_an_organisations_and_the_smallest_are_told_what_they_are_not_asked(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(SIZED, "utf-8")
    sized = BRIDGE.replace("scope: region, asked_from: 500000", "scope: organisation, smallest: medium")
    (tmp_path / "sea.yaml").write_text(sized, "utf-8")
    framework = read_framework(tmp_path)
    path = tmp_path / "profile.yaml"
    path.write_text("name: A\nkind: organisation\nsize: small\nanswers: {bridge: 1}\n", "utf-8")
    found = [SAY.message(one.message) for one in read_profile(path).find_doubtful_answers(framework)]
    assert found == [
        "bridge: this question is not asked of an organisation with 10 to 49 people, so the answer does not count"
    ]
    path.write_text("name: A\nkind: region\nsize: small\n", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_profile(path).validate_against(framework, None)
    assert [SAY.message(one.message) for one in caught.value.problems] == ["only an organisation has a size"]


def test_a_key_without_an_answer_is_a_question_or_a_slip(tmp_path: Path) -> None:
    assert checked(tmp_path, "answers: {moor: 1, depth: }").answers.keys() == {"moor"}
    assert told(tmp_path, "answers: {moor: 1,5, depth: , dept: }") == [
        (3, 19, "there is no question 5", "write 1.5, with a decimal point"),
        (3, 31, "there is no question dept", "did you mean depth?"),
    ]

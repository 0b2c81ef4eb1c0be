"""Known groups: questions that reward paperwork are caught; the shipped ones tell nine made-up subjects apart."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.coding import compare_codings
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.subjects.subject import ProfileSubject, read_profile_subject
from tests.archetypes import find_failures
from tests.helpers import RESOURCES

HEADER = "id: keys\nedition: '1'\nname: Keys\nlanguages: [en]\nlevels: [none, some, most]\ntarget: 1\nlayers: [keys]\nthresholds: {strong: 60, attention: 40}\n"  # fmt: skip
CONTROL = "  - {id: holder, role: gating, weight: 3, ask: Who holds the keys?, options: [They, Both, We]}\n"
RECORD = "  - {id: list, role: gating, weight: 3, ask: Is there a list of keys?, options: ['No', Some, All]}\n"
SOVEREIGN, PAPERWORK = {"holder": 2, "list": 0}, {"holder": 0, "list": 2}


def score(folder: Path, questions: str, answers: Mapping[str, int]) -> Assessment:
    (folder / "framework.yaml").write_text(HEADER, "utf-8")
    (folder / "keys.yaml").write_text(f"layer: keys\nname: Keys\nquestions:\n{questions}", "utf-8")
    framework = read_framework(folder)
    asked = {id_: rung for id_, rung in answers.items() if id_ in framework.questions}
    profile = Profile.model_validate({"name": "Port", "kind": "organisation", "answers": asked})
    return assess(framework, profile, tool_version="1")


@pytest.mark.parametrize(
    ("questions", "failures"),
    [
        pytest.param(CONTROL + RECORD.replace("weight: 3", "weight: 1").replace("gating", "ranking"), [], id="control"),
        pytest.param(
            CONTROL.replace("weight: 3", "weight: 1") + RECORD,
            ["sovereign 25.0 and paperwork 75.0: less than 20 apart", "keys: paperwork scores higher"],
            id="paperwork",
        ),
        pytest.param(
            RECORD,
            [
                "sovereign 0.0 and paperwork 100.0: less than 20 apart",
                "keys: paperwork scores higher",
                "paperwork reaches a higher level",
            ],
            id="paperwork alone",
        ),
    ],
)
def test_what_rewards_paperwork_is_caught(tmp_path: Path, questions: str, failures: list[str]) -> None:
    sovereign, paperwork = (score(tmp_path, questions, answers) for answers in (SOVEREIGN, PAPERWORK))
    assert list(find_failures(sovereign, paperwork)) == failures


ARCHETYPES = RESOURCES / "archetypes"
EXPECTED = yaml.safe_load((ARCHETYPES / "expected.yaml").read_text("utf-8"))
NAMES = sorted(path.stem for path in (ARCHETYPES / "facts").glob("*.yaml"))
CODERS = ("coded-a", "coded-b")
RIGHT_ORDER = 0.9
"""Share of the expected orders that must come out; a proposal."""


@cache
def coded(coder: str, name: str) -> ProfileSubject:
    return read_profile_subject(ARCHETYPES / coder / f"{name}.yaml")


@cache
def result_of(coder: str, name: str) -> Assessment:
    return coded(coder, name).assess()


@pytest.mark.parametrize("coder", CODERS)
def test_being_sovereign_beats_writing_about_it(coder: str) -> None:
    sovereign, paperwork = (
        result_of(coder, "sovereign-without-paperwork"),
        result_of(coder, "paperwork-without-control"),
    )
    assert list(find_failures(sovereign, paperwork)) == []


def test_the_questions_of_2026_11_rewarded_paperwork() -> None:
    results = [
        result_of("edition-2026-11", name) for name in ("sovereign-without-paperwork", "paperwork-without-control")
    ]
    assert [result.framework.edition for result in results] == ["2026-11", "2026-11"]
    assert list(find_failures(*results)) == [
        "sovereign 20.7 and paperwork 23.2: less than 20 apart",
        "ai-applications: paperwork scores higher",
        "networks-connectivity: paperwork scores higher",
        "hardware-chips: paperwork scores higher",
    ]


def expected_pairs(tiers: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each subject with each that was expected to be lower."""
    for place, tier in enumerate(tiers):
        yield from ((better, worse) for better in tier for below in tiers[place + 1 :] for worse in below)


@pytest.mark.parametrize("layer", EXPECTED["organisations"])
@pytest.mark.parametrize("coder", CODERS)
def test_papers_lift_nobody_above_control_in_any_layer(coder: str, layer: str) -> None:
    """Whoever controls something is above both that control nothing, and these two are alike."""
    scores = {name: result_of(coder, name).layer(layer).score or 0 for name in NAMES if name in organisations()}
    paperwork, bare = scores.pop("paperwork-without-control"), scores.pop("hyperscaler-only")
    assert min(scores.values()) > max(paperwork, bare)
    assert abs(paperwork - bare) <= 10
    assert max(scores, key=lambda name: scores[name]) == "sovereign-without-paperwork"


def organisations() -> set[str]:
    return {name for tiers in EXPECTED["organisations"].values() for tier in tiers for name in tier}


@pytest.mark.parametrize("kind", EXPECTED)
@pytest.mark.parametrize("coder", CODERS)
def test_no_expected_order_is_certainly_reversed(coder: str, kind: str) -> None:
    reversed_ = []
    for layer, tiers in EXPECTED[kind].items():
        for better, worse in expected_pairs(tiers):
            first, second = (result_of(coder, name).layer(layer) for name in (better, worse))
            if (first.high or 0) < (second.low or 0):
                reversed_.append((layer, better, worse))
    assert reversed_ == []


@pytest.mark.parametrize("coder", CODERS)
def test_a_chip_region_leads_in_chips_and_a_hub_in_what_it_is_a_hub_for(coder: str) -> None:
    chips, hub, rural = (result_of(coder, name) for name in ("chip-region", "data-centre-hub", "rural-region"))
    scores = {
        layer: [result.layer(layer).score or 0 for result in (chips, hub, rural)] for layer in EXPECTED["regions"]
    }
    assert scores["hardware-chips"][0] == max(scores["hardware-chips"])
    for layer in ("data-platforms", "cloud-compute", "networks-connectivity"):
        assert scores[layer][1] > scores[layer][0]


@pytest.mark.parametrize("name", NAMES)
def test_two_coders_agree_on_what_the_facts_say(name: str) -> None:
    first, second = (coded(coder, name) for coder in CODERS)
    found = compare_codings(first.framework, first.profile, second.profile, tool_version="1").overall
    assert found.compatible is not None
    assert found.compatible >= 0.85
    assert found.alpha is None or found.alpha >= 0.667


def test_of_the_subjects_every_one_has_facts_and_an_expected_place() -> None:
    placed = {name for kind in EXPECTED.values() for tiers in kind.values() for tier in tiers for name in tier}
    assert placed == {*NAMES}
    for coder in CODERS:
        assert sorted(path.stem for path in (ARCHETYPES / coder).glob("*.yaml")) == NAMES

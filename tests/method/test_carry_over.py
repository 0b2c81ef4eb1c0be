"""What answers under an earlier edition still prove: rung by rung, and no more than that."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.carry_over import carry_over
from eurostack_assess.method.sessions import migrate_session
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.model.session import FrameworkRef, Session, SessionEntry
from eurostack_assess.reading.framework import read_framework

HEADER = """\
id: keys
edition: "2"
name: Keys
languages: [en]
levels: [none, some, most, all]
target: 2
layers: [keys]
thresholds: {strong: 60, attention: 40}
earlier_editions: ["1"]
"""
QUESTIONS = """\
layer: keys
name: Keys
questions:
  - id: holder
    ask: Who holds the keys?
    options: [They, Both, We, We alone]
    earlier:
      - {edition: "1", at_least: [null, 1, 1, 3]}
      - {edition: "1", question: key-list, at_least: [null, null, 2, 2]}
  - {id: spare, ask: Where is the spare key?, options: [Nowhere, Here, Elsewhere, In two places]}
  - id: lock
    ask: Who can change the lock?
    options: [They, Both, We, We alone]
    earlier: [{edition: "1", question: key-list, at_least: [null, null, null, 1]}]
"""
RECORD = """\
edition: "1"
questions:
  holder: &record {part: keys, scope: null, weight: 1, wording_hashes: {en: "0"}, scoring_hash: "0"}
  key-list: *record
  bell: *record
"""


@pytest.fixture
def keys(tmp_path: Path) -> Framework:
    record = RECORD.replace("&record ", "").replace(
        "*record", '{part: keys, scope: null, weight: 1, wording_hashes: {en: "0"}, scoring_hash: "0"}'
    )
    files = {"framework.yaml": HEADER, "keys.yaml": QUESTIONS, "editions/1.yaml": record}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return read_framework(tmp_path)


def profile_of(answers: Mapping[str, object], edition: str = "1") -> Profile:
    return Profile.model_validate({"name": "Port", "kind": "organisation", "edition": edition, "answers": answers})


@pytest.mark.parametrize(
    ("given", "carried"),
    [
        pytest.param({"holder": 2}, {"holder": ">=1"}, id="what a rung proves"),
        pytest.param({"holder": 3}, {"holder": "3"}, id="the top rung is one rung"),
        pytest.param({"holder": 0}, {}, id="what proves nothing is unasked"),
        pytest.param({"holder": {"at_least": 1}}, {"holder": ">=1"}, id="a bound proves what its lowest rung does"),
        pytest.param({"holder": {"at_most": 2}}, {}, id="a bound from above proves nothing"),
        pytest.param(
            {"key-list": 3}, {"holder": ">=2", "lock": ">=1"}, id="another question's answer, of two questions"
        ),
        pytest.param({"holder": 1, "key-list": 2}, {"holder": ">=2"}, id="of two the one that proves more"),
        pytest.param({"holder": 3, "key-list": 2}, {"holder": "3", "key-list": "2"}, id="in either order"),
        pytest.param({"holder": "dont_know"}, {"holder": "dont_know"}, id="not known then, not known now"),
        pytest.param({"holder": "dont_know", "key-list": 2}, {"holder": ">=2"}, id="but for what another one proves"),
        pytest.param({"key-list": "dont_know"}, {"key-list": "dont_know"}, id="another question's don't know"),
        pytest.param({"spare": 2}, {"spare": "2"}, id="a question that says nothing of earlier answers"),
    ],
)
def test_an_answer_counts_as_what_it_proves(
    keys: Framework, given: Mapping[str, object], carried: Mapping[str, str]
) -> None:
    answers = carry_over(keys, profile_of(given)).answers
    assert {id_: written(answer.answer) for id_, answer in answers.items()} == carried


def written(value: object) -> str:
    return f">={value.at_least}" if isinstance(value, RungBounds) else str(value)


def test_what_an_answer_rests_on_comes_with_it_and_the_report_says_what_came_over(keys: Framework) -> None:
    given = {"key-list": {"answer": 3, "evidence": "The cupboard", "confidence": "confirmed"}, "bell": 1}
    profile = carry_over(keys, profile_of(given))
    assert (profile.answers["lock"].evidence, profile.answers["lock"].confidence) == (
        profile_of(given).answers["key-list"].evidence,
        "confirmed",
    )
    drift = assess(keys, profile, tool_version="1").edition_drift
    assert drift is not None
    assert (drift.carried, drift.changed, drift.removed, drift.new) == (("holder", "lock"), {}, ("bell",), ("spare",))


def test_answers_of_this_edition_stay_as_they_are(keys: Framework) -> None:
    profile = profile_of({"holder": 1, "lock": 2}, edition="2")
    assert carry_over(keys, profile) is profile


def test_a_session_of_an_earlier_edition_goes_on_with_what_it_proves_to_be_confirmed(keys: Framework) -> None:
    session = Session(
        tool_version="0",
        framework=FrameworkRef(id="keys", edition="1", hash="0"),
        language="en",
        profile=Profile(name="Port", kind="organisation"),
        entries={
            "holder": SessionEntry(answer=0, evidence=None, question="earlier"),
            "key-list": SessionEntry(answer=3, question="earlier"),
            "spare": SessionEntry(answer=1),
        },
    )
    migrated, changes = migrate_session(session, keys, "1")
    shown = {id_: (written(entry.answer), entry.needs_confirmation) for id_, entry in migrated.entries.items()}
    assert shown == {"holder": (">=2", True), "lock": (">=1", True), "spare": ("1", False)}
    assert (changes.changed, changes.removed, changes.carried) == (("holder",), ("key-list",), ("lock",))
    assert migrated.archive.keys() == {"key-list"}
    assert migrated.to_profile().answers.keys() == {"spare"}


def test_what_proves_nothing_is_shown_without_its_answer_and_with_its_note(keys: Framework) -> None:
    note = LocalText({"en": "The cupboard"})
    session = Session(
        tool_version="0",
        framework=FrameworkRef(id="keys", edition="1", hash="0"),
        language="en",
        profile=Profile(name="Port", kind="organisation"),
        entries={"holder": SessionEntry(answer=0, evidence=note, question="earlier")},
    )
    entry = migrate_session(session, keys, "1")[0].entries["holder"]
    assert (entry.answer, entry.evidence, entry.needs_confirmation) == (None, note, True)
    assert migrate_session(session, keys, "1")[0].archive["holder"].answer == 0, "nothing is ever dropped"

"""Answers from the form, from an earlier merge and from a profile: what counts, what is listed, what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.workshop import LayerVote, Remark, Settlement, Vote
from eurostack_assess.reading.ballots import (
    build_ballot,
    clean_text,
    detect_format,
    make_participant_id,
    question_fingerprints,
    read_answers_file,
    read_workshop,
    read_workshop_file,
)
from eurostack_assess.texts import texts
from tests.method.test_workshop import FRAMEWORK, ballot, who, workshop

SAY = texts("en")


def answers_file(**about: object) -> dict[str, Any]:
    own = {"participant": who(1), "answers": {"moor": {"answer": 1, "revision": 3}}}
    return {
        "format": "eurostack-assess answers",
        "format_version": 1,
        "framework": {"id": "harbour", "edition": "1", "hash": FRAMEWORK.hash},
        "kind": "organisation",
        "name": "Port",
        "language": "en",
        "questions": question_fingerprints(FRAMEWORK, "organisation"),
        "ballot": own,
    } | about


def written(tmp_path: Path, file: object, name: str = "a.json") -> Path:
    path = tmp_path / name
    path.write_text(file if isinstance(file, str) else json.dumps(file, indent=1), "utf-8")
    return path


def refused(path: Path) -> tuple[str, int]:
    with pytest.raises(InvalidInputError) as caught:
        read_answers_file(path, FRAMEWORK)
    problem = caught.value.problems[0]
    return problem.message.key, problem.place.line


def test_what_the_form_saved_is_read_as_it_was_said(tmp_path: Path) -> None:
    own = {
        "participant": who(7),
        "name": " Ann \n ",
        "answers": {
            "moor": {"answer": 1, "revision": 2, "note": "two\nlines of \U0001f600"},
            "depth": {"answer": "not_applicable", "note": "no sea"},
        },
        "votes": {"quay": {"verdict": "strong"}},
        "remark": {"text": "thanks\n", "revision": 1},
    }
    received = read_answers_file(written(tmp_path, answers_file(ballot=own)), FRAMEWORK)
    (one,) = received.ballots
    assert (one.participant, one.name, one.remark) == (who(7), "Ann", Remark(text="thanks", revision=1))
    assert one.answers["moor"] == Vote(answer=1, revision=2, note="two lines of \U0001f600")
    assert one.answers["depth"] == Vote(answer="not_applicable", note="no sea")
    assert one.votes == {"quay": LayerVote(verdict="strong")}
    assert (received.name, received.kind, received.issues) == ("Port", "organisation", ())
    assert received.questions == question_fingerprints(FRAMEWORK, "organisation")


def test_a_name_or_remark_of_nothing_is_none(tmp_path: Path) -> None:
    own = {"participant": who(7), "name": " ", "remark": {"text": " \n"}}
    (one,) = read_answers_file(written(tmp_path, answers_file(ballot=own)), FRAMEWORK).ballots
    assert (one.name, one.remark) == (None, None)


def test_an_answer_to_another_wording_is_listed_and_left_out(tmp_path: Path) -> None:
    asked = question_fingerprints(FRAMEWORK, "organisation") | {"moor": "0" * 16, "gone": "1" * 16}
    own = {
        "participant": who(1),
        "answers": {"moor": {"answer": 1}, "gone": {"answer": 1}, "depth": {"answer": 2}, "light": {"answer": 0}},
        "votes": {"quai": {"verdict": "strong"}},
    }
    del asked["light"]
    received = read_answers_file(written(tmp_path, answers_file(questions=asked, ballot=own)), FRAMEWORK)
    assert set(received.ballots[0].answers) == {"depth"}
    assert received.ballots[0].votes == {}
    assert set(received.questions) == set(asked) - {"moor", "gone"}
    other = "this edition does not have this question, or has it with other wording or values"
    assert [(one.item, SAY.message(one.reason)) for one in received.issues] == [
        ("quai", "this edition does not have this layer"),
        ("moor", other),
        ("gone", other),
        ("light", other),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"kind": "harbour"}, ("problem.not-one-of", 9), id="a kind that is none"),
        pytest.param({"extra": 1}, ("problem.unknown-key", 0), id="a key too many"),
        pytest.param({"framework": {"id": "other", "edition": "1", "hash": ""}}, ("problem.other-framework", 5), id="another framework"),
        pytest.param({"ballot": {"participant": "Ann"}}, ("problem.not-a-participant", 0), id="a participant that is no number"),
        pytest.param({"ballot": {"participant": who(1), "answers": {"moor": {"answer": 2}}}}, ("problem.no-such-rung", 0), id="a rung too high"),
        pytest.param({"ballot": {"participant": who(1), "answers": {"moor": {"answer": "perhaps"}}}}, ("problem.not-an-answer", 0), id="a word that is no answer"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, change: dict[str, object], problem: tuple[str, int]) -> None:
    key, line = refused(written(tmp_path, answers_file(**change)))
    assert (key, line if problem[1] else 0) == problem


def test_a_file_that_was_cut_is_refused_where_it_ends(tmp_path: Path) -> None:
    whole = json.dumps(answers_file(), indent=1)
    path = written(tmp_path, whole[: len(whole) // 2])
    with pytest.raises(InvalidInputError) as caught:
        detect_format(path)
    assert caught.value.problems[0].message.key == "problem.not-json"
    assert caught.value.problems[0].place.line > 1


@pytest.mark.parametrize(
    ("file", "format_"),
    [
        (answers_file(), "eurostack-assess answers"),
        ({"format": "eurostack-assess workshop"}, "eurostack-assess workshop"),
        ({"format": "something"}, None),
        ([], None),
    ],
)
def test_the_format_that_a_file_says_it_is_in(tmp_path: Path, file: object, format_: str | None) -> None:
    assert detect_format(written(tmp_path, file)) == format_


def test_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "[" * 100_000)
    with pytest.raises(InvalidInputError):
        detect_format(path)
    with pytest.raises(InvalidInputError):
        read_workshop(path, FRAMEWORK)


def test_an_earlier_merge_comes_back_with_its_settlements(tmp_path: Path) -> None:
    settled = {"depth": Settlement(answer=2, reason="dredged", revision=1)}
    before = workshop(ballot(1, {"moor": 1}), ballot(2, {"moor": 0}), settlements=settled, lenses=("night",))
    path = written(tmp_path, before.model_dump_json())
    received = read_workshop(path, FRAMEWORK)
    assert (received.ballots, received.settlements, received.lenses) == (before.ballots, settled, ("night",))
    assert (received.name, received.earlier_workshop) == ("Port", before)
    assert read_workshop_file(path, FRAMEWORK)[0] == before


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param('{"format": ', "problem.not-json", id="cut"),
        pytest.param(
            '{"format": "eurostack-assess workshop"}', "problem.workshop-damaged", id="without what it must have"
        ),
    ],
)
def test_a_damaged_merge_is_refused(tmp_path: Path, change: str, problem: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_workshop(written(tmp_path, change), FRAMEWORK)
    assert caught.value.problems[0].message.key == problem


def test_a_merge_for_another_framework_or_with_rungs_that_are_not_there_is_refused(tmp_path: Path) -> None:
    other = workshop().model_copy(update={"framework": workshop().framework.model_copy(update={"id": "other"})})
    with pytest.raises(InvalidInputError) as caught:
        read_workshop(written(tmp_path, other.model_dump_json()), FRAMEWORK)
    assert caught.value.problems[0].message.key == "problem.other-framework"
    with pytest.raises(InvalidInputError) as caught:
        read_workshop(written(tmp_path, workshop(ballot(1, {"moor": 9})).model_dump_json()), FRAMEWORK)
    assert caught.value.problems[0].message.key == "problem.rung-of"


def test_a_profile_is_one_participants_ballot() -> None:
    profile = Profile.model_validate(
        {
            "name": "Port",
            "kind": "organisation",
            "findings": {"quay": {"verdict": "middle"}},
            "answers": {
                "moor": {"answer": 1, "evidence": "seen"},
                "depth": {"answer": "not_applicable", "reason": "no sea"},
                "light": "dont_know",
            },
        }
    )
    one = build_ballot(profile, "hash of the file")
    assert one.participant == make_participant_id("file", "hash of the file")
    assert {id_: (vote.answer, vote.note) for id_, vote in one.answers.items()} == {
        "moor": (1, "seen"),
        "depth": ("not_applicable", "no sea"),
        "light": ("dont_know", None),
    }
    assert one.votes == {"quay": LayerVote(verdict="middle")}


def test_texts_are_put_on_one_line_and_are_as_long_as_a_cell_can_be() -> None:
    assert clean_text(None) is None
    assert clean_text("a\x1b[31m\u202e b\n\nc") == "a [31m b c"
    assert len(clean_text("x" * 40_000) or "") == 32_767


def test_participants_are_told_apart_by_all_that_is_said_of_them() -> None:
    assert make_participant_id("a", "bc") != make_participant_id("ab", "c")

"""A session comes back as it was, or is refused with its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.rungs import NOT_APPLICABLE, AnswerValue, RungBounds
from eurostack_assess.model.session import Session, SessionEntry
from eurostack_assess.reading.answers import read_answers
from eurostack_assess.reading.file_kinds import is_session
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import check_session_answers, get_backup_path, read_session, serialise_session
from eurostack_assess.reading.source import SourceText
from eurostack_assess.report.exports.profile import render_profile_file
from tests.interview.helpers import FRAMEWORK, interview, session

WORDS = st.text(min_size=1, max_size=40).map(lambda text: ACTIVE_CHARACTER.sub("x", text).replace("\t", " "))
TEXTS = WORDS.map(lambda words: LocalText({"und": words}))


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    entries = {}
    for id_ in draw(st.sets(st.sampled_from(interview().walk))):
        top = len(FRAMEWORK.questions[id_].options) - 1
        given_ = draw(st.one_of(st.integers(0, top), st.sampled_from(["dont_know", "skipped", "not_applicable"])))
        entries[id_] = SessionEntry(
            answer=given_,  # type: ignore[arg-type]
            evidence=draw(st.none() | TEXTS),
            reason=draw(TEXTS) if given_ == NOT_APPLICABLE else None,
            source=draw(st.none() | WORDS),
            marked=draw(st.booleans()),
        )
    begun = session(name=draw(WORDS), country="NO", facts=({"text": draw(WORDS), "source": draw(WORDS)},))
    return begun.model_copy(update={"entries": entries})


@given(sessions())
def test_a_session_comes_back_from_its_bytes(before: Session) -> None:
    loaded = json.loads(serialise_session(before))
    assert Session.model_validate_json(json.dumps(loaded["session"])) == before


@given(sessions())
def test_the_profile_it_becomes_comes_back_from_its_file(before: Session) -> None:
    text = render_profile_file(before.to_profile(), FRAMEWORK, "en")
    parse_yaml(SourceText("x.yaml", text))
    path = Path("/tmp") / f"profile-{abs(hash(text))}.yaml"
    path.write_text(text, "utf-8")
    try:
        assert read_profile(path).validate_against(FRAMEWORK, None) == before.to_profile()
    finally:
        path.unlink()


def test_the_names_of_files() -> None:
    assert is_session("a.session.json")
    assert not is_session("a.json")
    assert get_backup_path(Path("x/a.session.json")) == Path("x/a.session.json.bak")


def edited(change: Callable[[Any], None]) -> bytes:
    file = json.loads(serialise_session(session()))
    change(file)
    return json.dumps(file).encode()


@pytest.mark.parametrize(
    ("data", "key", "place"),
    [
        pytest.param(b"", "problem.session-damaged", (1, 1), id="empty"),
        pytest.param(b'{\n "a": }', "problem.session-damaged", (2, 7), id="not JSON"),
        pytest.param(b"[" * 5000, "problem.session-damaged", (1, 1), id="deep"),
        pytest.param(b'"text"', "problem.not-a-session", (1, 1), id="another thing"),
        pytest.param(
            edited(lambda file: file.update(format="x")), "problem.not-a-session", (1, 1), id="another format"
        ),
        pytest.param(edited(lambda file: file.update(format_version=3)), "problem.session-newer", (1, 1), id="newer"),
        pytest.param(edited(lambda file: file.update(format_version=1)), "problem.session-older", (1, 1), id="older"),
        pytest.param(edited(lambda file: file.update(sha256="0")), "problem.session-damaged", (1, 1), id="check sum"),
        pytest.param(edited(lambda file: file.pop("session")), "problem.session-damaged", (1, 1), id="nothing in it"),
    ],
)
def test_what_is_no_session_is_refused(tmp_path: Path, data: bytes, key: str, place: tuple[int, int]) -> None:
    path = tmp_path / "a.session.json"
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as refused:
        read_session(path)
    (problem,) = refused.value.problems
    assert (problem.message.key, problem.place.line, problem.place.column) == (key, *place)
    assert (problem.hint is not None) == (key in ("problem.session-newer", "problem.session-older"))


def test_a_session_of_another_shape_is_refused_and_the_backup_named(tmp_path: Path) -> None:
    from eurostack_assess.reading.session import _compute_checksum

    def change(file: Any) -> None:
        file["session"]["revision"] = -1
        file["sha256"] = _compute_checksum(file["session"])

    path = tmp_path / "a.session.json"
    path.write_bytes(edited(change))
    get_backup_path(path).write_bytes(b"")
    with pytest.raises(InvalidInputError) as refused:
        read_session(path)
    (problem,) = refused.value.problems
    assert problem.message.values == {"what": "revision"}
    assert problem.hint is not None
    assert problem.hint.key == "hint.backup"


def test_answers_by_question_in_yaml_and_json(tmp_path: Path) -> None:
    profile = session().profile
    for name, text in (("a.yaml", "moor: 1\n"), ("a.json", '{"moor": {"answer": 1, "evidence": "\\ud83d\\udea2"}}')):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        assert read_answers(path, profile, FRAMEWORK)["moor"].rung == 1
    path.write_text("moor: 9\nmoon: 1\n", "utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_answers(path, profile, FRAMEWORK)
    assert [problem.message.key for problem in refused.value.problems] == [
        "problem.no-such-rung",
        "problem.no-such-question",
    ]


@pytest.mark.parametrize(
    ("answer", "is_refused"),
    [(1, False), ("dont_know", False), (None, False), (99, True), (RungBounds(at_least=50), True)],
)
def test_an_answer_that_its_question_does_not_have_is_damage(
    tmp_path: Path,
    answer: AnswerValue | None,
    is_refused: bool,  # noqa: FBT001 - a column of the table
) -> None:
    id_ = next(iter(FRAMEWORK.questions))
    entries = {id_: SessionEntry(answer=answer), "gone-since": SessionEntry(answer=7)}
    read = session().model_copy(update={"entries": entries})
    source = SourceText("x.session.json", "{}")
    if not is_refused:
        check_session_answers(read, FRAMEWORK, source, tmp_path / "x")
        return
    with pytest.raises(InvalidInputError) as caught:
        check_session_answers(read, FRAMEWORK, source, tmp_path / "x")
    assert [(one.message.key, one.message.values["what"]) for one in caught.value.problems] == [
        ("problem.session-damaged", f"entries.{id_}.answer")
    ]

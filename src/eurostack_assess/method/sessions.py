"""Adapts a session to the current framework: which of its answers still count, and which must be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.method.carry_over import find_proven_answer, says_what_is_proven
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import SKIPPED, fit_value
from eurostack_assess.model.session import FrameworkRef, Session, SessionEntry, fingerprint


def get_questions(framework: Framework, profile: Profile) -> tuple[Question, ...]:
    """The questions that a profile is asked, in the order of the framework."""
    return tuple(
        question
        for part in framework.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind) and not question.passes_over(profile.extent)
    )


def build_framework_ref(framework: Framework) -> FrameworkRef:
    """The framework as a session and a workshop refer to it."""
    header = framework.header
    return FrameworkRef(id=header.id, edition=header.edition, hash=framework.hash)


@dataclass(frozen=True)
class Changes:
    """What a changed framework did to a session: ids of questions."""

    changed: tuple[str, ...] = ()
    """Their answers are to be confirmed."""
    removed: tuple[str, ...] = ()
    """Their answers are archived."""
    restored: tuple[str, ...] = ()
    """Archived before, asked again: to be confirmed."""
    carried: tuple[str, ...] = ()
    """Not asked before; an answer to another question proves something of theirs: to be confirmed."""


NO_CHANGES = Changes()


def migrate_session(session: Session, framework: Framework, tool_version: str) -> tuple[Session, Changes]:
    """The session as the framework of today sees it; nothing is ever dropped.

    Answers to unchanged questions are kept, those to changed ones are to be confirmed, those to removed ones archived.
    What an answer under an earlier edition proves of a question of today is to be confirmed too.
    """
    questions = {question.id: question for question in get_questions(framework, session.profile)}
    stale = [
        id_
        for id_, entry in session.entries.items()
        if id_ in questions and entry.question is not None and entry.question != fingerprint(questions[id_])
    ]
    removed = [id_ for id_ in session.entries if id_ not in questions]
    restored = [id_ for id_ in session.archive if id_ in questions and id_ not in session.entries]
    entries = {
        id_: _mark_for_confirmation(entry, questions[id_]) if id_ in stale else entry
        for id_, entry in session.entries.items()
        if id_ in questions
    }
    entries |= {id_: _mark_for_confirmation(session.archive[id_], questions[id_]) for id_ in restored}
    proven = _carry_over_entries(
        session, [question for id_, question in questions.items() if id_ in stale or id_ not in entries]
    )
    entries |= proven
    archive = {id_: entry for id_, entry in session.archive.items() if id_ not in restored}
    lost = [id_ for id_, entry in entries.items() if entry.answer is None and session.entry(id_).answer is not None]
    archive |= {id_: session.entries[id_] for id_ in (*removed, *lost)}
    update: Mapping[str, object] = {
        "tool_version": tool_version,
        "framework": build_framework_ref(framework),
        "entries": entries,
        "archive": archive,
    }
    return session.model_copy(update=update), Changes(
        tuple(stale), tuple(removed), tuple(restored), tuple(id_ for id_ in proven if id_ not in stale)
    )


def _carry_over_entries(session: Session, questions: Sequence[Question]) -> dict[str, SessionEntry]:
    """What the answers under the session's edition prove of these questions, to be confirmed."""
    edition = session.framework.edition
    earlier = {**session.archive, **session.entries}
    answers = {id_: entry.answer for id_, entry in earlier.items() if entry.answer is not None}
    carried = {}
    for question in questions:
        if not says_what_is_proven(question, edition):
            continue
        found = find_proven_answer(question, edition, answers)
        if found is not None:
            update = {"answer": found[1], "needs_confirmation": True, "question": None}
            carried[question.id] = earlier[found[0]].model_copy(update=update)
        elif question.id in session.entries:
            update = {"answer": None, "needs_confirmation": True, "question": None}
            carried[question.id] = session.entries[question.id].model_copy(update=update)
    return carried


def _mark_for_confirmation(entry: SessionEntry, question: Question) -> SessionEntry:
    """An answer to another wording; a rung that the ladder no longer has cannot even be shown."""
    fitted = None if entry.answer is None else fit_value(entry.answer, len(question.options) - 1)
    is_lost = fitted == SKIPPED != entry.answer
    return entry.model_copy(
        update={"needs_confirmation": True, "answer": None if is_lost else fitted, "question": None}
    )

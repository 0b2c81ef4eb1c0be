"""What was said and what comes next: an interview without terminal, files or clock.

Frozen; every step gives a new one. Steps that cannot be taken (back from the first question) change nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Literal

from eurostack_assess.method.assess import assess
from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import Framework, Question, Questionnaire
from eurostack_assess.model.profile import (
    DONT_KNOW,
    NOT_APPLICABLE,
    SKIPPED,
    Answer,
    Dependency,
    OpenWord,
    Profile,
    State,
)
from eurostack_assess.model.session import AskedFrom, Entry, Session, fingerprint

Only = Literal["open", "unknown", "marked"]
"""Which questions: without an answer yet, answered with don't know, marked for discussion."""

SETTLED: tuple[State, ...] = ("answered", "dont_know", "not_applicable")


@dataclass(frozen=True)
class Interview:
    """A session with the questions it goes along and the place it has come to."""

    framework: Framework
    session: Session
    walk: tuple[str, ...]
    """Ids of the questions to go along, in order."""
    at: int = 0
    """Index into the walk of the question on the page."""

    @property
    def profile(self) -> Profile:
        """The profile so far."""
        return self.session.as_profile()

    @property
    def question(self) -> Question:
        """The question on the page."""
        return self.framework.questions[self.walk[self.at]]

    @property
    def part(self) -> Questionnaire:
        """The questionnaire it stands in."""
        return self.framework.part_of[self.walk[self.at]]

    @property
    def entry(self) -> Entry:
        """What was said about it."""
        return self.session.entry(self.question.id)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Ids of all questions that this profile is asked, also those outside the walk."""
        return tuple(question.id for question in questions_for(self.framework, self.session.profile))

    @property
    def settled(self) -> int:
        """How many of the questions asked have an answer, a don't know or a not applicable."""
        return sum(self.session.entry(id_).state in SETTLED for id_ in self.asked)

    def settled_in(self, part: Questionnaire) -> tuple[int, int]:
        """How many questions of a questionnaire are settled, and how many there are."""
        asked = [question.id for question in part.questions if question.id in self.asked]
        return sum(self.session.entry(id_).state in SETTLED for id_ in asked), len(asked)

    def those(self, only: Only | None) -> tuple[str, ...]:
        """The questions of the walk that are open, unknown or marked; all without a filter."""
        return tuple(id_ for id_ in self.walk if _is(only, self.session.entry(id_)))

    def layer_now(self) -> LayerResult:
        """The current questionnaire's result over the answers so far."""
        result = assess(self.framework, self.profile, tool_version=self.session.tool_version)
        return next(one for one in result.parts if one.id == self.part.id)

    def answer(self, rung: int) -> "Interview":
        """Choose a rung, and go on; one that the ladder does not have changes nothing."""
        return self._answered(rung) if 0 <= rung < len(self.question.options) else self

    def dont_know(self) -> "Interview":
        """Record that it is not known, and go on."""
        return self._answered(DONT_KNOW)

    def skip(self) -> "Interview":
        """Leave it open for now, and go on; an answer that was given stays."""
        return self._answered(SKIPPED) if self.entry.state == "unasked" and not self.entry.confirm else self.forward()

    def clear(self) -> "Interview":
        """Take the answer back. The note and the mark stay, and so does the question on the page."""
        nothing = {"answer": None, "reason": None, "source": None, "date": None, "confidence": None, "confirm": False}
        return self._with(self.entry.model_copy(update=nothing))

    def not_applicable(self, reason: str) -> "Interview":
        """Record that it does not apply, and go on; without a reason nothing changes."""
        return self._answered(NOT_APPLICABLE, reason) if reason.strip() else self

    def confirm(self) -> "Interview":
        """Let an answer that is to be confirmed count, and go on; without one, just go on."""
        if self.entry.confirm and self.entry.answer is not None:
            unchanged = self.entry.model_copy(update={"confirm": False, "question": fingerprint(self.question)})
            return self._with(unchanged).forward()
        return self.forward()

    def note(self, text: str) -> "Interview":
        """Replace the note; an empty one removes it. Stays at the question."""
        if text.strip() == self.note_text:
            return self
        evidence = LocalText({ANY_LANGUAGE: text.strip()}) if text.strip() else None
        return self._with(self.entry.model_copy(update={"evidence": evidence}))

    @property
    def note_text(self) -> str:
        """The note, in the session's language where it has more than one."""
        return self.entry.evidence.in_language(self.session.language) if self.entry.evidence else ""

    def mark(self) -> "Interview":
        """Mark the question for discussion, or take the mark away. Stays at the question."""
        return self._with(self.entry.model_copy(update={"marked": not self.entry.marked}))

    def taken_over(self, answers: Mapping[str, Answer]) -> "Interview":
        """All these answers, as if given one by one; marks, and notes that come without another, stay."""
        given = {id_: self._given(id_, answer) for id_, answer in answers.items()}
        return self._in(self.session.model_copy(update={"entries": {**self.session.entries, **given}}))

    def _given(self, id_: str, answer: Answer) -> Entry:
        before = self.session.entry(id_)
        update = {
            "confirm": False,
            "marked": before.marked,
            "evidence": answer.evidence or before.evidence,
            "question": fingerprint(self.framework.questions[id_]),
        }
        return _entry(answer).model_copy(update=update)

    def forward(self) -> "Interview":
        """The next question; at the last one nothing changes."""
        return replace(self, at=min(self.at + 1, len(self.walk) - 1))

    def back(self) -> "Interview":
        """The question before; at the first one nothing changes."""
        return replace(self, at=max(self.at - 1, 0))

    def jump(self, id_: str) -> "Interview":
        """A question of the walk; any other changes nothing."""
        return replace(self, at=self.walk.index(id_)) if id_ in self.walk else self

    def switch_language(self) -> "Interview":
        """The framework's next language."""
        languages = self.framework.header.languages
        at = languages.index(self.session.language) if self.session.language in languages else -1
        following = languages[(at + 1) % len(languages)]
        if following == self.session.language:
            return self
        return self._in(self.session.model_copy(update={"language": following}))

    def saved_as(self, session: Session) -> "Interview":
        """The same place in the session as it was saved."""
        return self._in(session)

    @property
    def to_save(self) -> Session:
        """The session with the place in it."""
        return self.session.model_copy(update={"at": self.question.id})

    def with_services(self, services: tuple[Dependency, ...]) -> "Interview":
        """The services in use, of all layers."""
        if services is self.session.profile.dependencies:
            return self
        profile = self.session.profile.model_copy(update={"dependencies": services})
        return self._in(self.session.model_copy(update={"profile": profile}))

    def with_named_services(self) -> "Interview":
        """The same, every service with an id by which another can need it."""
        services = self.session.profile.dependencies
        taken = {one.id for one in services}
        if None not in taken:
            return self
        free = (name for n in count(1) if (name := f"service-{n}") not in taken)
        return self.with_services(
            tuple(one if one.id else one.model_copy(update={"id": next(free)}) for one in services)
        )

    def _answered(self, answer: int | OpenWord, reason: str | None = None) -> "Interview":
        before = self.entry
        rests_on = {} if answer == before.answer else {"source": None, "date": None, "confidence": None}
        update = {
            **rests_on,
            "answer": answer,
            "reason": LocalText({ANY_LANGUAGE: reason.strip()}) if reason else None,
            "confirm": False,
            "question": fingerprint(self.question),
        }
        return self._with(before.model_copy(update=update)).forward()

    def _with(self, entry: Entry) -> "Interview":
        entries = {id_: old for id_, old in self.session.entries.items() if id_ != self.question.id}
        if entry.says_something:
            entries[self.question.id] = entry
        return self._in(self.session.model_copy(update={"entries": entries}))

    def _in(self, session: Session) -> "Interview":
        return replace(self, session=session)


def _is(only: Only | None, entry: Entry) -> bool:
    match only:
        case "open":
            return entry.state not in SETTLED
        case "unknown":
            return entry.state == DONT_KNOW
        case "marked":
            return entry.marked
        case _:
            return True


def questions_for(framework: Framework, profile: Profile) -> tuple[Question, ...]:
    """The questions that a profile is asked, in the order of the framework."""
    return tuple(
        question
        for part in framework.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind)
    )


def begin(framework: Framework, profile: Profile, language: str, tool_version: str) -> Session:
    """A new session. Answers that the profile holds are shown, and count when they are given again."""
    wanted = {question.id: question for question in questions_for(framework, profile)}
    return Session(
        tool_version=tool_version,
        framework=_asked_from(framework),
        language=language,
        profile=profile.model_copy(update={"answers": {}, "framework": framework.header.id}),
        entries={id_: _entry(given) for id_, given in profile.answers.items() if id_ in wanted},
    )


def _entry(given: Answer) -> Entry:
    return Entry(
        answer=given.answer,
        evidence=given.evidence,
        reason=given.reason,
        source=given.source,
        date=given.date,
        confidence=given.confidence,
        confirm=True,
    )


def _asked_from(framework: Framework) -> AskedFrom:
    header = framework.header
    return AskedFrom(id=header.id, edition=header.edition, hash=framework.hash)


@dataclass(frozen=True)
class Changes:
    """What a changed framework did to a session: ids of questions."""

    changed: tuple[str, ...] = ()
    """Their answers are to be confirmed."""
    gone: tuple[str, ...] = ()
    """Their answers are archived."""
    back: tuple[str, ...] = ()
    """Archived before, asked again: to be confirmed."""


NO_CHANGES = Changes()


def brought_up_to_date(session: Session, framework: Framework, tool_version: str) -> tuple[Session, Changes]:
    """The session as the framework of today sees it; nothing is ever dropped.

    Answers to unchanged questions are kept, those to changed ones are to be confirmed, those to removed ones archived.
    """
    wanted = {question.id: question for question in questions_for(framework, session.profile)}
    stale = [
        id_
        for id_, entry in session.entries.items()
        if id_ in wanted and entry.question is not None and entry.question != fingerprint(wanted[id_])
    ]
    gone = [id_ for id_ in session.entries if id_ not in wanted]
    back = [id_ for id_ in session.archive if id_ in wanted and id_ not in session.entries]
    entries = {
        id_: _to_confirm(entry, wanted[id_]) if id_ in stale else entry
        for id_, entry in session.entries.items()
        if id_ in wanted
    }
    entries |= {id_: _to_confirm(session.archive[id_], wanted[id_]) for id_ in back}
    archive = {id_: entry for id_, entry in session.archive.items() if id_ not in back}
    archive |= {id_: session.entries[id_] for id_ in gone}
    update: Mapping[str, object] = {
        "tool_version": tool_version,
        "framework": _asked_from(framework),
        "entries": entries,
        "archive": archive,
    }
    return session.model_copy(update=update), Changes(tuple(stale), tuple(gone), tuple(back))


def _to_confirm(entry: Entry, question: Question) -> Entry:
    """An answer to another wording; a rung that the ladder no longer has cannot even be shown."""
    lost = isinstance(entry.answer, int) and entry.answer >= len(question.options)
    return entry.model_copy(update={"confirm": True, "answer": None if lost else entry.answer, "question": None})


def resume(
    framework: Framework, session: Session, *, layers: Iterable[str] = (), only: Only | None = None
) -> Interview | None:
    """The interview along all questions of the profile, or those of some layers or in some state.

    It takes up where it was left. None: there is no such question.
    """
    wanted = set(layers)
    walk = tuple(
        question.id
        for question in questions_for(framework, session.profile)
        if (not wanted or framework.part_of[question.id].id in wanted) and _is(only, session.entry(question.id))
    )
    if not walk:
        return None
    interview = Interview(framework, session, walk)
    return interview.jump(session.at) if session.at else interview

"""An interview: the answers so far and the question that comes next, without terminal, files or clock.

It is frozen; every step returns a new interview. Steps that cannot be taken (back from the first question) change
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Literal

from eurostack_assess.method.assessment import assess
from eurostack_assess.method.sessions import build_framework_ref, get_questions
from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.model.base import ANY_LANGUAGE, CONFIDENCES, Confidence, LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer, Dependency, Profile
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, AnswerValue, RungBounds
from eurostack_assess.model.session import Session, SessionEntry, fingerprint
from eurostack_assess.model.vocabulary import KNOWN_STATES, State

StateFilter = Literal["open", "unknown", "marked"]
"""Which questions: without an answer yet, answered with don't know, marked for discussion."""

COMPLETED_STATES: tuple[State, ...] = (*KNOWN_STATES, "dont_know", "not_applicable")


RESTS_ON_NOTHING: Mapping[str, None] = dict.fromkeys(("source", "date", "confidence", "scope", "searched"))
"""What goes with an answer when it makes room for another; its note stays."""


@dataclass(frozen=True)
class Interview:
    """A session with the questions it goes along and the place it has come to."""

    framework: Framework
    session: Session
    walk: tuple[str, ...]
    """Ids of the questions to go along, in order."""
    position: int = 0
    """Index into the walk of the question on the page."""

    @property
    def profile(self) -> Profile:
        """The profile so far."""
        return self.session.to_profile()

    @property
    def question(self) -> Question:
        """The question on the page."""
        return self.framework.questions[self.walk[self.position]]

    @property
    def part(self) -> Questionnaire:
        """The questionnaire it stands in."""
        return self.framework.part_of[self.walk[self.position]]

    @property
    def entry(self) -> SessionEntry:
        """What was said about it."""
        return self.session.entry(self.question.id)

    @cached_property
    def question_ids(self) -> tuple[str, ...]:
        """Ids of all questions that this profile is asked, also those outside the walk."""
        return tuple(question.id for question in get_questions(self.framework, self.session.profile))

    @property
    def completed_count(self) -> int:
        """How many of the questions asked have an answer, exact or partial, a don't know or a not applicable."""
        return sum(self.session.entry(id_).state in COMPLETED_STATES for id_ in self.question_ids)

    @property
    def completed_in_walk(self) -> int:
        """The same of the questions walked through: all, those of a scan or of a layer, or those still open."""
        return sum(self.session.entry(id_).state in COMPLETED_STATES for id_ in self.walk)

    def count_completed(self, part: Questionnaire) -> tuple[int, int]:
        """How many questions of a questionnaire are done, and how many the walk has."""
        question_ids = [question.id for question in part.questions if question.id in self.walk]
        return sum(self.session.entry(id_).state in COMPLETED_STATES for id_ in question_ids), len(question_ids)

    def filter_questions(self, state_filter: StateFilter | None) -> tuple[str, ...]:
        """The questions of the walk that are open, unknown or marked; all without a filter."""
        return tuple(id_ for id_ in self.walk if _matches_filter(state_filter, self.session.entry(id_)))

    def assess_current_layer(self) -> LayerResult:
        """The current questionnaire's result over the answers so far."""
        result = assess(self.framework, self.profile, tool_version=self.session.tool_version)
        return next(part for part in result.parts if part.id == self.part.id)

    def choose(self, answer: int | RungBounds, *, corrects: bool = False) -> "Interview":
        """Record a rung, or which are still possible; those that the ladder does not have change nothing. Stays.

        Args:
            answer: What is chosen.
            corrects: Whether it corrects what was chosen a moment ago, so that what was said with that stays.
        """
        if isinstance(answer, RungBounds):
            is_on_ladder = answer.highest_named <= self.top
            return self._record_answer(answer.simplify(self.top), corrects=corrects) if is_on_ladder else self
        return self._record_answer(answer, corrects=corrects) if 0 <= answer <= self.top else self

    def set_aside(self, rung: int) -> "Interview":
        """Keep a rung that is not confirmed, to be confirmed later; an answer that was given stays instead."""
        if self.entry.answer not in (None, SKIPPED):
            return self
        kept = {"answer": rung, "needs_confirmation": True, "question": fingerprint(self.question)}
        return self._with_entry(self.entry.model_copy(update=kept))

    def with_entry(self, entry: SessionEntry) -> "Interview":
        """What was said of the question on the page before, with the note and the mark of now."""
        now = self.entry
        restored = entry.model_copy(update={"evidence": now.evidence, "marked": now.marked})
        return self if restored == now else self._with_entry(restored)

    @property
    def lacks_evidence(self) -> bool:
        """Whether the answer on the page is partial, and nothing says what shows that."""
        return isinstance(self.entry.answer, RungBounds) and not self.note_text

    @property
    def top(self) -> int:
        """The highest rung of the question on the page."""
        return len(self.question.options) - 1

    def dont_know(self) -> "Interview":
        """Record that it is not known, and go on."""
        return self._record_answer(DONT_KNOW).forward()

    def skip(self) -> "Interview":
        """Leave it open for now, and go on; an answer that was given stays."""
        return (
            self._record_answer(SKIPPED).forward()
            if self.entry.state == "unasked" and not self.entry.needs_confirmation
            else self.forward()
        )

    def clear(self) -> "Interview":
        """Take the answer back. The note and the mark stay, and so does the question on the page."""
        nothing = {"answer": None, "reason": None, "needs_confirmation": False, **RESTS_ON_NOTHING}
        return self._with_entry(self.entry.model_copy(update=nothing))

    def not_applicable(self, reason: str) -> "Interview":
        """Record that it does not apply, and go on; without a reason nothing changes."""
        return self._record_answer(NOT_APPLICABLE, reason).forward() if reason.strip() else self

    def confirm(self) -> "Interview":
        """Let an answer that is to be confirmed count, and go on; without one, just go on."""
        if self.entry.needs_confirmation and self.entry.answer is not None:
            unchanged = self.entry.model_copy(
                update={"needs_confirmation": False, "question": fingerprint(self.question)}
            )
            return self._with_entry(unchanged).forward()
        return self.forward()

    def note(self, text: str) -> "Interview":
        """Replace the note; an empty one removes it. Stays at the question."""
        if text.strip() == self.note_text:
            return self
        evidence = LocalText({ANY_LANGUAGE: text.strip()}) if text.strip() else None
        return self._with_entry(self.entry.model_copy(update={"evidence": evidence}))

    @property
    def note_text(self) -> str:
        """The note, in the session's language where it has more than one."""
        return self.entry.evidence.in_language(self.session.language) if self.entry.evidence else ""

    def rate_confidence(self) -> "Interview":
        """Say how sure the answer on the page is: the next of the words, and after the last none. Stays."""
        words: tuple[Confidence | None, ...] = (None, *CONFIDENCES)
        following = words[(words.index(self.entry.confidence) + 1) % len(words)]
        return self._with_entry(self.entry.model_copy(update={"confidence": following}))

    def mark(self) -> "Interview":
        """Mark the question for discussion, or take the mark away. Stays at the question."""
        return self._with_entry(self.entry.model_copy(update={"marked": not self.entry.marked}))

    def with_answers(self, answers: Mapping[str, Answer]) -> "Interview":
        """All these answers, as if given one by one; marks, and notes that come without another, stay."""
        entries = {id_: self._merge_answer(id_, answer) for id_, answer in answers.items()}
        return self._with_session(self.session.model_copy(update={"entries": {**self.session.entries, **entries}}))

    def _merge_answer(self, id_: str, answer: Answer) -> SessionEntry:
        previous = self.session.entry(id_)
        update = {
            "needs_confirmation": False,
            "marked": previous.marked,
            "evidence": answer.evidence or previous.evidence,
            "question": fingerprint(self.framework.questions[id_]),
        }
        return _build_entry(answer).model_copy(update=update)

    def forward(self) -> "Interview":
        """The next question; at the last one nothing changes."""
        return replace(self, position=min(self.position + 1, len(self.walk) - 1))

    def back(self) -> "Interview":
        """The question before; at the first one nothing changes."""
        return replace(self, position=max(self.position - 1, 0))

    def jump(self, id_: str) -> "Interview":
        """A question of the walk; any other changes nothing."""
        return replace(self, position=self.walk.index(id_)) if id_ in self.walk else self

    def seek_open_question(self) -> "Interview":
        """The next question without an answer; in a session that was finished before, the first; without any, here."""
        open_questions = self.filter_questions("open")
        is_finished = self.session.profile_written is not None
        following = [id_ for id_ in open_questions if is_finished or self.walk.index(id_) > self.position]
        return self.jump((following or open_questions or (self.question.id,))[0])

    def switch_language(self) -> "Interview":
        """The framework's next language."""
        languages = self.framework.header.languages
        index = languages.index(self.session.language) if self.session.language in languages else -1
        following = languages[(index + 1) % len(languages)]
        if following == self.session.language:
            return self
        return self._with_session(self.session.model_copy(update={"language": following}))

    def with_saved_session(self, session: Session) -> "Interview":
        """The same place in the session as it was saved."""
        return self._with_session(session)

    def with_profile_written(self, hash_: str) -> "Interview":
        """The profile with this SHA-256 was written from the session."""
        if hash_ == self.session.profile_written:
            return self
        return self._with_session(self.session.model_copy(update={"profile_written": hash_}))

    @property
    def session_to_save(self) -> Session:
        """The session with the place in it."""
        return self.session.model_copy(update={"current_question": self.question.id})

    def with_services(self, services: tuple[Dependency, ...]) -> "Interview":
        """The services in use, of all layers."""
        if services is self.session.profile.dependencies:
            return self
        profile = self.session.profile.model_copy(update={"dependencies": services})
        return self._with_session(self.session.model_copy(update={"profile": profile}))

    def with_named_services(self) -> "Interview":
        """The same, every service with an id by which another can need it."""
        services = self.session.profile.dependencies
        taken = {service.id for service in services}
        if None not in taken:
            return self
        free_ids = (name for n in count(1) if (name := f"service-{n}") not in taken)
        return self.with_services(
            tuple(service if service.id else service.model_copy(update={"id": next(free_ids)}) for service in services)
        )

    def _record_answer(self, answer: AnswerValue, reason: str | None = None, *, corrects: bool = False) -> "Interview":
        previous = self.entry
        rests_on = {} if corrects or previous.answer in (answer, None, SKIPPED) else RESTS_ON_NOTHING
        update = {
            **rests_on,
            "answer": answer,
            "reason": LocalText({ANY_LANGUAGE: reason.strip()}) if reason else None,
            "needs_confirmation": False,
            "question": fingerprint(self.question),
        }
        return self._with_entry(previous.model_copy(update=update))

    def _with_entry(self, entry: SessionEntry) -> "Interview":
        entries = {id_: old for id_, old in self.session.entries.items() if id_ != self.question.id}
        if entry.says_something:
            entries[self.question.id] = entry
        return self._with_session(self.session.model_copy(update={"entries": entries}))

    def _with_session(self, session: Session) -> "Interview":
        return replace(self, session=session)


def _matches_filter(state_filter: StateFilter | None, entry: SessionEntry) -> bool:
    match state_filter:
        case "open":
            return entry.state not in COMPLETED_STATES
        case "unknown":
            return entry.state == DONT_KNOW
        case "marked":
            return entry.marked
        case _:
            return True


def begin_session(framework: Framework, profile: Profile, language: str, tool_version: str) -> Session:
    """A new session. Answers that the profile holds are shown, and count when they are given again."""
    questions = {question.id: question for question in get_questions(framework, profile)}
    return Session(
        tool_version=tool_version,
        framework=build_framework_ref(framework),
        language=language,
        profile=profile.model_copy(update={"answers": {}, "framework": framework.header.id}),
        entries={id_: _build_entry(answer) for id_, answer in profile.answers.items() if id_ in questions},
    )


def _build_entry(answer: Answer) -> SessionEntry:
    return SessionEntry(
        answer=answer.answer,
        evidence=answer.evidence,
        reason=answer.reason,
        source=answer.source,
        date=answer.date,
        confidence=answer.confidence,
        scope=answer.scope,
        searched=answer.searched,
        needs_confirmation=True,
    )


def resume(
    framework: Framework,
    session: Session,
    *,
    layers: Iterable[str] = (),
    state_filter: StateFilter | None = None,
    ids: Sequence[str] | None = None,
) -> Interview | None:
    """The interview along all questions of the profile, or those of some layers, in some state or by some ids.

    Those by ids come in the order of these. It takes up where it was left. None: there is no such question.
    """
    layer_ids = set(layers)
    questions = get_questions(framework, session.profile)
    if ids is not None:
        asked = {question.id: question for question in questions}
        questions = tuple(asked[id_] for id_ in ids if id_ in asked)
    walk = tuple(
        question.id
        for question in questions
        if (not layer_ids or framework.part_of[question.id].id in layer_ids)
        and _matches_filter(state_filter, session.entry(question.id))
    )
    if not walk:
        return None
    interview = Interview(framework, session, walk)
    interview = interview.jump(session.current_question) if session.current_question else interview
    return interview.seek_open_question() if interview.entry.state in COMPLETED_STATES else interview

"""A session: an interview in progress, saved to be resumed, with every answer and the wording of its question."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.base import Confidence, Date, Entity, Line, LocalText, Slug
from eurostack_assess.model.profile import Answer, AreaScope, Profile
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import SKIPPED, AnswerValue, state_of
from eurostack_assess.model.vocabulary import State

FORMAT: Literal["eurostack-assess session"] = "eurostack-assess session"
FORMAT_VERSION: Literal[2] = 2


class SessionEntry(Entity):
    """The answer to one question in an interview, with its note and marks."""

    answer: AnswerValue | None = None
    """Either the rung (counted from 0), the rungs still possible, or one of dont_know, skipped and not_applicable;
    null: only a note or a mark."""
    evidence: LocalText | None = None
    """Note on the answer: the evidence that supports it."""
    reason: LocalText | None = None
    """Reason why the question does not apply; only with not_applicable."""
    source: Line | None = None
    date: Date | None = None
    confidence: Confidence | None = None
    scope: AreaScope | None = None
    """Area that the evidence describes, if it is not the region itself."""
    searched: LocalText | None = None
    """Evidence that was searched for and not found."""
    marked: bool = False
    """Whether the question is marked for discussion."""
    needs_confirmation: bool = False
    """Whether the answer must still be confirmed, because the question was worded differently or the answer comes from
    an older profile; until then it does not count."""
    question: str | None = None
    """Fingerprint of the question as it was asked."""

    @property
    def state(self) -> State:
        """Which of the answer states it is in; what is still to confirm was not asked yet."""
        return "unasked" if self.answer is None or self.needs_confirmation else state_of(self.answer)

    @property
    def says_something(self) -> bool:
        """Whether anything would be lost without it."""
        return self.answer is not None or self.evidence is not None or self.confidence is not None or self.marked


class FrameworkRef(Entity):
    """The framework whose questions are answered, with its edition and hash."""

    id: Slug
    edition: Line
    hash: str
    """SHA-256 of the framework's files."""


class Session(Entity):
    """Saved state of an interview in progress."""

    format: Literal["eurostack-assess session"] = FORMAT
    format_version: Literal[2] = FORMAT_VERSION
    tool_version: Line
    revision: Annotated[int, Field(ge=0)] = 0
    """Number of times that the session was saved."""
    framework: FrameworkRef
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """Language last used in the interview."""
    current_question: Slug | None = None
    """Id of the question at which the interview was interrupted."""
    profile: Profile
    """The profile that the session will produce, without answers."""
    scan: Slug | None = None
    """Id of the scan whose questions are asked first."""
    profile_written: str | None = None
    """SHA-256 of the profile last written from this session; a file that still has this hash may be replaced."""
    entries: Mapping[Slug, SessionEntry] = {}
    """Entries by question id."""
    archive: Mapping[Slug, SessionEntry] = {}
    """Entries for questions or rungs that the framework no longer has; kept, but never counted."""

    def entry(self, question: str) -> SessionEntry:
        """What was said about a question; an empty entry where nothing was."""
        return self.entries.get(question, SessionEntry())

    def to_profile(self) -> Profile:
        """The profile as far as it was answered. A note without an answer stands with a skipped question."""
        answers = {id_: answer for id_, entry in self.entries.items() if (answer := _to_answer(entry)) is not None}
        update = {"answers": answers, "edition": self.framework.edition, "language": self.language}
        return self.profile.model_copy(update=update)


def _to_answer(entry: SessionEntry) -> Answer | None:
    if entry.state != "unasked" and entry.answer is not None:
        return Answer(
            answer=entry.answer,
            evidence=entry.evidence,
            source=entry.source,
            date=entry.date,
            confidence=entry.confidence,
            reason=entry.reason,
            scope=entry.scope,
            searched=entry.searched,
        )
    belongs_to_older_answer = entry.needs_confirmation and entry.question is None
    return Answer(answer=SKIPPED, evidence=entry.evidence) if entry.evidence and not belongs_to_older_answer else None


def fingerprint(question: Question) -> str:
    """What tells one wording of a question from another: SHA-256 of its texts and what its rungs count, 16 digits."""
    fingerprint_parts = [
        question.id,
        dict(question.ask.root),
        [[dict(option.as_written.root), option.value, option.level] for option in question.options],
    ]
    return hashlib.sha256(json.dumps(fingerprint_parts, sort_keys=True).encode()).hexdigest()[:16]

"""An assessment on its way: every answer so far, with what it was an answer to, so that it can be taken up again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.base import Confidence, Date, Entity, Line, LocalText, Slug
from eurostack_assess.model.framework import Question
from eurostack_assess.model.profile import SKIPPED, Answer, OpenWord, Profile, State

FORMAT: Literal["eurostack-assess session"] = "eurostack-assess session"
FORMAT_VERSION: Literal[1] = 1


class Entry(Entity):
    """What was said about one question."""

    answer: Annotated[int, Field(ge=0)] | OpenWord | None = None
    """The rung, counted from 0, or one of the words; null: a note or a mark alone."""
    evidence: LocalText | None = None
    """The note: what shows that it is so."""
    reason: LocalText | None = None
    """With not_applicable: why the question does not apply."""
    source: Line | None = None
    date: Date | None = None
    confidence: Confidence | None = None
    marked: bool = False
    """Marked for discussion."""
    confirm: bool = False
    """Given to another wording, or in an older profile: shown, and counts only when it is given again."""
    question: str | None = None
    """`fingerprint` of the question as it was put."""

    @property
    def state(self) -> State:
        """Which of the five answer states it is in; what is still to confirm was not asked yet."""
        if self.answer is None or self.confirm:
            return "unasked"
        return "answered" if isinstance(self.answer, int) else self.answer

    @property
    def says_something(self) -> bool:
        """Whether anything would be lost without it."""
        return self.answer is not None or self.evidence is not None or self.marked


class AskedFrom(Entity):
    """The framework whose questions are answered."""

    id: Slug
    edition: Line
    hash: str
    """SHA-256 of the framework's files."""


class Session(Entity):
    """Everything that must survive until the assessment goes on."""

    format: Literal["eurostack-assess session"] = FORMAT
    format_version: Literal[1] = FORMAT_VERSION
    tool_version: Line
    revision: Annotated[int, Field(ge=0)] = 0
    """How often it was saved."""
    framework: AskedFrom
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """The language in which the assessment was left."""
    at: Slug | None = None
    """The question at which it was left."""
    profile: Profile
    """The profile that it becomes, without answers."""
    entries: Mapping[Slug, Entry] = {}
    """By question."""
    archive: Mapping[Slug, Entry] = {}
    """Entries of questions that the framework no longer has; kept, never counted."""

    def entry(self, question: str) -> Entry:
        """What was said about a question; an empty entry where nothing was."""
        return self.entries.get(question, Entry())

    def as_profile(self) -> Profile:
        """The profile as far as it was answered. A note without an answer stands with a skipped question."""
        answers = {id_: given for id_, entry in self.entries.items() if (given := _answer(entry)) is not None}
        return self.profile.model_copy(update={"answers": answers, "edition": self.framework.edition})


def _answer(entry: Entry) -> Answer | None:
    if entry.state != "unasked" and entry.answer is not None:
        return Answer(
            answer=entry.answer,
            evidence=entry.evidence,
            source=entry.source,
            date=entry.date,
            confidence=entry.confidence,
            reason=entry.reason,
        )
    return Answer(answer=SKIPPED, evidence=entry.evidence) if entry.evidence and not entry.confirm else None


def fingerprint(question: Question) -> str:
    """What tells one wording of a question from another: SHA-256 of its texts and what its rungs count, 16 digits."""
    said = [
        question.id,
        dict(question.ask.root),
        [[dict(option.text.root), option.value, option.level] for option in question.options],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

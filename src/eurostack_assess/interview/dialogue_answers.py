"""Records answers on a question's page: a choice is recorded at once, and no other key discards it."""

from dataclasses import dataclass, replace
from typing import Self

from eurostack_assess.errors import message
from eurostack_assess.interview.dialogue_state import DialogueState, Mode
from eurostack_assess.interview.interview import RESTS_ON_NOTHING, Interview
from eurostack_assess.interview.typed_answer import (
    find_answered_rung,
    find_given_answer,
    is_incomplete,
    record_answer,
)
from eurostack_assess.model.session import SessionEntry

CURSOR_MODES: tuple[Mode, ...] = ("question", "score", "note", "reason")
"""The modes of which the cursor is on a rung of the question."""


@dataclass(frozen=True)
class AnsweringDialogue(DialogueState):
    """A dialogue with what keys make of the answer on the page."""

    def type_answer(self, typed: str) -> Self:
        """What was typed so far, recorded where it is an answer to the question."""
        if is_incomplete(typed):
            return replace(self, typed=typed)
        interview = record_answer(self.interview, typed, corrects=not self.earlier)
        return self.refuse(typed) if interview is None else replace(self.record(interview), typed=typed)

    def choose_rung(self, rung: int) -> Self:
        """The rung under the cursor, recorded."""
        return self.record(self.interview.choose(rung, corrects=not self.earlier))

    def refuse(self, typed: str) -> Self:
        """The page with a word that what was typed is no answer here."""
        return replace(self, typed=typed, notice=message("interview.refused", typed=typed, top=self.interview.top))

    def record(self, interview: Interview) -> Self:
        """An answer on the page, or none any more; then the one that was there can be had back."""
        dialogue = self.remember(find_given_answer(self.interview)) if interview.entry.answer is None else self
        before, after = self.interview.entry, interview.entry
        drops = any(getattr(before, name) and not getattr(after, name) for name in RESTS_ON_NOTHING)
        notice = message("interview.dropped") if drops and dialogue.earlier else self.notice
        return replace(dialogue, interview=interview, cursor=find_answered_rung(interview), notice=notice)

    def remember(self, *entries: SessionEntry | None, first: bool = False) -> Self:
        """With answers to the question on the page that can be had back: as the last ones, or else as the first."""
        known = [entry for entry in self.earlier if entry not in entries]
        new = [entry for entry in entries if entry is not None]
        earlier = tuple(new + known if first else known + new)
        return replace(self, answers_before={**self.answers_before, self.interview.question.id: earlier})

    def take_earlier_answer(self) -> Self:
        """The last other answer back with all that it rests on; pressed again, the one before that, in a circle."""
        if not self.earlier_others:
            return self
        taken = self.earlier_others[-1]
        interview = self.interview.with_entry(taken)
        dialogue = self.remember(taken, find_given_answer(self.interview), first=True)
        return replace(dialogue, interview=interview, cursor=find_answered_rung(interview), typed="")

    def keep_cursor(self) -> Interview:
        """The interview with the rung under the cursor of a question that has no answer, to be confirmed later."""
        shown = self.previous_mode if self.mode == "help" else self.mode
        if shown not in CURSOR_MODES or self.cursor is None:
            return self.interview
        return self.interview.set_aside(self.cursor)

    def leave_page(self) -> Self:
        """With a word about what was kept of the page that is left."""
        if self.keep_cursor() is self.interview:
            return self
        kept = message("interview.kept", number=self.interview.position + 1, rung=self.cursor)
        return replace(self, interview=self.keep_cursor(), notice=kept)

    def next_cursor(self, key: str, rows: int) -> int:
        """Where the cursor comes by `up` or `down`; it stays among the rows."""
        if self.cursor is None:
            return 0 if key == "down" else rows - 1
        return min(max(self.cursor + (1 if key == "down" else -1), 0), rows - 1)

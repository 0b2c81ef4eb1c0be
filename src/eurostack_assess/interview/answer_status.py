"""Describes the answer to a question so far: its state, confidence, reason, mark and note."""

from collections.abc import Iterator

from eurostack_assess.inert import escape_active
from eurostack_assess.interview.dialogue_state import DialogueState
from eurostack_assess.interview.typed_answer import is_incomplete
from eurostack_assess.model.rungs import MAX_OPTIONS, RungBounds
from eurostack_assess.model.session import SessionEntry
from eurostack_assess.texts import Texts


def write_status(dialogue: DialogueState, translate: Texts) -> Iterator[str]:
    """The lines below the answers to the question on the page."""
    interview, entry = dialogue.interview, dialogue.interview.entry
    if is_incomplete(dialogue.typed):
        yield translate("interview.typed", typed=dialogue.typed)
    if entry.needs_confirmation and entry.answer is not None:
        yield translate("interview.to-confirm")
    elif isinstance(entry.answer, RungBounds):
        high = entry.answer.highest(interview.top)
        yield translate(f"interview.bounds-{entry.answer.kind}", low=entry.answer.lowest, high=high)
    elif entry.state not in ("unasked", "answered"):
        yield translate("interview.state", state=format_state(entry, translate))
    if entry.reason is not None:
        yield translate(
            "interview.reason",
            reason=escape_active(entry.reason.in_language(dialogue.session.language, translate.language)),
        )
    if entry.confidence is not None:
        yield translate("interview.how-sure", sure=translate(f"confidence.{entry.confidence}"))
    if entry.marked:
        yield translate("interview.marked")
    if interview.note_text:
        yield translate("interview.note", note=interview.note_text)


def format_state(entry: SessionEntry, translate: Texts) -> str:
    """The state of a question in a few words, as in the overview."""
    if entry.needs_confirmation and entry.answer is not None:
        return translate("interview.confirm-short")
    if isinstance(entry.answer, int):
        return translate("interview.rung", rung=entry.answer)
    if isinstance(entry.answer, RungBounds):
        high = entry.answer.highest(MAX_OPTIONS - 1)
        return translate(f"interview.rungs-{entry.answer.kind}", low=entry.answer.lowest, high=high)
    return translate(f"state.{entry.state}")

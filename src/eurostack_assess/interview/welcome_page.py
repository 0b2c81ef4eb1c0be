"""The first page of an interview: how much there is to do, changes since last time, and recurring terms."""

from collections.abc import Iterable, Iterator

from eurostack_assess.interview.dialogue_state import DialogueState
from eurostack_assess.model.estimates import estimate_minutes
from eurostack_assess.texts import Texts


def write_welcome(dialogue: DialogueState, translate: Texts, terms: Iterable[str]) -> Iterator[str]:
    """The lines of the page; `terms` explain words that recur in the questions."""
    interview, left = dialogue.interview, len(dialogue.open_questions)
    if dialogue.resumed:
        yield translate("interview.resumed", settled=interview.completed_in_walk, asked=len(interview.walk))
        key = "interview.how-many-left" if left else "interview.none-left"
    else:
        key = "interview.how-many"
    yield translate(key, n=left, minutes=estimate_minutes(left))
    changes = dialogue.changes
    if to_look_at := len(changes.changed) + len(changes.restored) + len(changes.carried):
        yield translate("interview.changed", n=to_look_at)
    if changes.removed:
        yield translate("interview.gone", n=len(changes.removed))
    to_confirm = sum(entry.needs_confirmation for entry in interview.session.entries.values())
    if to_confirm and not to_look_at:
        yield translate("interview.to-confirm-all", n=to_confirm)
    if not dialogue.resumed:
        yield translate("questions.choose")
        yield from terms
    if dialogue.catalogue is not None:
        yield translate("services.welcome")
    yield translate("interview.saved-in", file=dialogue.file)
    yield translate("interview.private")

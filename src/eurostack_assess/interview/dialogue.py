"""Interprets keys and lines of text; both interfaces share one set of keys.

An interface turns every action of a person into `press(key)` or `write(text)`, and shows the `page` that results. A
chosen rung is recorded at once, as in a web form, and Enter moves on, so that nothing on the page can be lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from eurostack_assess.errors import Message, message
from eurostack_assess.interview.dialogue_state import DRAFT_MODES, Mode
from eurostack_assess.interview.dialogue_walk import WalkingDialogue
from eurostack_assess.interview.interview import Interview, StateFilter
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.typed_answer import (
    extend_answer,
    find_answered_rung,
    is_incomplete,
    parse_number,
)
from eurostack_assess.model.base import MAX_LINE_LENGTH
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.session import Session

MOVE_KEYS = ("up", "down")
BACK_KEYS = ("b", "left", "escape")
ON_KEYS = ("enter", "right")
EARLIER_KEYS = ("u", "escape")
ANSWER_KEYS: Mapping[str, Callable[[Interview], Interview]] = {"d": Interview.dont_know, "s": Interview.skip}
"""Keys that say something about the question, and go on."""
REMARK_KEYS: Mapping[str, Callable[[Interview], Interview]] = {
    "m": Interview.mark,
    "c": Interview.rate_confidence,
}
"""Keys that say something about the question, and stay."""
ASIDE_KEYS: Mapping[str, Mode] = {"n": "reason", "e": "note", "t": "score"}
FILTER_KEYS: Mapping[str, StateFilter | None] = {"o": "open", "u": "unknown", "k": "marked", "a": None}


@dataclass(frozen=True)
class Dialogue(WalkingDialogue):
    """An interview, what is on the page of it, and what a key or a line of text makes of that."""

    def press(self, key: str) -> Self:
        """What a key does: a digit, a letter, `enter`, `space`, an arrow or `escape`. Others do nothing.

        A whole answer may come as one key, as it was typed on a line.
        """
        if self.end:
            return self
        noticed = replace(self, notice=None) if self.notice else self
        pressed = noticed._press(key)
        return self if pressed is noticed else pressed

    def _press(self, key: str) -> Self:
        on_key: Mapping[Mode, Callable[[str], Self]] = {
            "welcome": self._on_welcome,
            "question": self._on_question,
            "help": self._on_aside,
            "score": self._on_aside,
            "layer": self._on_layer,
            "services": self._on_services,
            "review": self._on_review,
            "finish": self._on_finish,
            "ending": self._on_ending,
        }
        return on_key.get(self.mode, self._on_text)(key)

    def write(self, text: str) -> Self:
        """What a line of text does where one is asked for; elsewhere nothing."""
        if self.mode in DRAFT_MODES and len(text.strip()) > MAX_LINE_LENGTH:
            return replace(self, notice=message("services.too-long", most=MAX_LINE_LENGTH))
        match self.mode:
            case "note":
                return replace(self, interview=self.interview.note(text), mode="question")
            case "bound":
                return self._advance(self.interview.note(text).forward())
            case "reason" if not text.strip():
                return replace(self, notice=message("interview.reason-missing"))
            case "reason":
                return replace(self, notice=None)._advance(self.interview.not_applicable(text))
            case "services" if self.inventory:
                return self._with_inventory(self.inventory.write(text))
            case "unsaved":
                dialogue = replace(self, file=text.strip() or self.file, save_error=None)
                return replace(dialogue, mode="services") if self.inventory else dialogue.show_question(self.interview)
            case _:
                return self

    def leave(self, text: str) -> Self:
        """Leave a text with Esc: a note is kept as it is, a reason is there again when it is asked for."""
        if self.mode in ("note", "bound") and text.strip() and text.strip() != self.interview.note_text:
            return self.write(text)
        return replace(self.press("escape"), unsent=text.strip() if self.mode == "reason" else self.unsent)

    def interrupt(self, draft: str = "") -> Self:
        """Stop at once; a note that was being typed is kept, and so is what the cursor was moved to."""
        if self.mode == "ending":
            return replace(self, end="finished")
        is_writing = self.mode in DRAFT_MODES and draft.strip()
        before = self.interview.note_text if self.mode == "reason" else ""
        kept = "\n".join(filter(None, (before, draft)))[:MAX_LINE_LENGTH]
        dialogue = replace(self, interview=self.interview.note(kept)) if is_writing else self
        interview = dialogue.keep_cursor()
        return replace(self, interview=interview, end="stopped")

    def with_saved_session(self, session: Session, file: str) -> Self:
        """The same page over the session as it was saved."""
        return replace(self, interview=self.interview.with_saved_session(session), file=file, save_error=None)

    def with_save_error(self, error: Message) -> Self:
        """The page that says that nothing was lost and asks for another place; where the cursor was is not lost."""
        return replace(self, interview=self.keep_cursor(), mode="unsaved", save_error=error, end=None)

    def _leave_text(self) -> Self:
        """What comes where no text is written."""
        match self.mode:
            case "bound":
                return self._advance(self.interview.forward())
            case "unsaved":
                return replace(self, end="stopped")
            case _:
                return replace(self, mode="question", notice=None)

    def _on_text(self, key: str) -> Self:
        return self._leave_text() if key == "escape" else self

    def _on_aside(self, key: str) -> Self:
        return self._on_global_key(key) if key in ("l", "q") else replace(self, mode=self.previous_mode)

    def _on_welcome(self, key: str) -> Self:
        return self.show_question(self.interview) if key in ON_KEYS else self._on_global_key(key)

    def _on_question(self, key: str) -> Self:
        interview = self.interview
        if (typed := extend_answer(self.typed, key, self.cursor)) is not None:
            return self.type_answer(typed)
        if is_incomplete(self.typed):
            return self.refuse(self.typed) if key in ON_KEYS else replace(self, typed="")._on_question(key)
        if key in ANSWER_KEYS:
            return self._advance(ANSWER_KEYS[key](interview))
        if key in REMARK_KEYS:
            return replace(self, interview=REMARK_KEYS[key](interview))
        if key in ASIDE_KEYS:
            return replace(self, mode=ASIDE_KEYS[key], previous_mode="question")
        return self._on_place_key(key)

    def _on_place_key(self, key: str) -> Self:
        """Keys that move the cursor, choose what is under it, take an answer back, or lead elsewhere."""
        if key in ON_KEYS:
            return self._go_on()
        if key in MOVE_KEYS:
            return replace(self, cursor=self.next_cursor(key, self.interview.top + 1), typed="")
        if key in EARLIER_KEYS:
            return self.take_earlier_answer()
        if key in BACK_KEYS:
            return self.leave_page().show_question(self.keep_cursor().back())
        if key == "space" and self.cursor is not None:
            return self.choose_rung(self.cursor)
        if key == "x":
            return replace(self.record(self.interview.clear()), cursor=None, typed="")
        return self._on_global_key(key)

    def _go_on(self) -> Self:
        """Past the question, with the rung under the cursor as its answer; never past one that is not answered."""
        interview, cursor = self.interview, self.cursor
        if cursor is not None and cursor != find_answered_rung(interview):
            recorded = self.choose_rung(cursor)
            return recorded._advance(recorded.interview.forward())
        if interview.entry.answer is None:
            return replace(self, notice=message("interview.not-answered", top=interview.top))
        if self.typed and interview.lacks_evidence:
            return replace(self, mode="bound", typed="")
        return self._advance(interview.confirm())

    def _on_layer(self, key: str) -> Self:
        if key in BACK_KEYS:
            return self.show_question(self.interview)
        if key not in ON_KEYS:
            return self._on_global_key(key)
        if self.catalogue is not None and self.interview.part in self.interview.framework.layers:
            return self._open_services(self.interview, self.catalogue)
        return self.go_past_layer(self.interview)

    def _on_services(self, key: str) -> Self:
        if self.inventory is None:
            return self
        if key in ("l", "q") or (key in ("r", "?") and self.inventory.step == "services"):
            return self._on_global_key(key)
        return self._with_inventory(self.inventory.press(key))

    def _with_inventory(self, inventory: Inventory) -> Self:
        """The services as they now are, or what comes after them."""
        if inventory is self.inventory:
            return self
        interview = self.interview.with_services(inventory.services)
        match inventory.end:
            case "back":
                return replace(self, inventory=None).show_question(interview)
            case "on":
                return replace(self, inventory=None, interview=interview).go_past_layer(interview)
            case _:
                return replace(self, interview=interview, inventory=inventory)

    def _on_review(self, key: str) -> Self:
        rows, walk = self.rows, self.interview.walk
        if (number := parse_number(key)) is not None:
            return self.show_question(self.interview.jump(walk[number - 1])) if 1 <= number <= len(walk) else self
        if key in MOVE_KEYS and rows:
            return replace(self, cursor=self.next_cursor(key, len(rows)))
        if key in ON_KEYS and self.cursor is not None:
            return self.show_question(self.interview.jump(rows[self.cursor]))
        if key in FILTER_KEYS:
            dialogue = replace(self, state_filter=FILTER_KEYS[key])
            return replace(dialogue, cursor=0 if dialogue.rows else None)
        if key in BACK_KEYS:
            return self.show_question(self.interview)
        return self.come_to_end(asked=True) if key == "f" else self._on_global_key(key)

    def _on_finish(self, key: str) -> Self:
        match key:
            case "f":
                return replace(self, mode="ending")
            case "o":
                return self.ask_open_questions()
            case "b" | "left" | "escape":
                return self.show_review()
            case _:
                return self._on_global_key(key)

    def _on_ending(self, key: str) -> Self:
        match key:
            case "o" if self.open_questions:
                return self.ask_open_questions()
            case "t" | "left" | "b":
                return self.show_review()
            case "q" | "enter":
                return replace(self, end="finished")
            case "l":
                return self._on_global_key(key)
            case _:
                return self

    def _on_global_key(self, key: str) -> Self:
        match key:
            case "r":
                return replace(self.leave_page(), inventory=None).show_review()
            case "l":
                interview = self.interview.switch_language()
                return self if interview is self.interview else replace(self, interview=interview)
            case "?":
                return replace(
                    self, mode="help", previous_mode=self.previous_mode if self.mode in ("help", "score") else self.mode
                )
            case "q":
                return replace(self, interview=self.keep_cursor(), end="stopped")
            case _:
                return self

    def _advance(self, interview: Interview) -> Self:
        """The page after an answer: the next question; after a layer, how it turned out and its services."""
        ended = interview.position == self.interview.position == len(interview.walk) - 1
        leaves = interview.position == self.interview.position + 1 and interview.part is not self.interview.part
        if not (ended or leaves):
            return self.show_question(interview)
        here = replace(interview, position=self.interview.position)
        dialogue = replace(self, interview=here, typed="")
        if self.whole_walk:
            return dialogue.go_past_layer(here)
        if self.ends_layers:
            return replace(dialogue, mode="layer", cursor=None)
        if self.catalogue is not None and here.part in here.framework.layers:
            return dialogue._open_services(here, self.catalogue)
        return dialogue.go_past_layer(here)

    def _open_services(self, interview: Interview, catalogue: Callable[[], Catalogue]) -> Self:
        interview = interview.with_named_services()
        layers = tuple(layer.id for layer in interview.framework.layers)
        inventory = Inventory(interview.session.profile.dependencies, interview.part.id, layers, catalogue)
        return replace(self, interview=interview, mode="services", inventory=inventory)

"""What a key or a line of text does: the one set of keys that both faces share.

A face turns whatever a person does into `press(key)` or `write(text)`, and shows the `page` of what comes out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eurostack_assess.errors import Message
from eurostack_assess.interview.interview import Interview, StateFilter
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.typed_answer import extend_answer, find_answered_rung, parse_number, record_answer
from eurostack_assess.method.sessions import NO_CHANGES, Changes
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.session import Session

Mode = Literal["welcome", "question", "note", "bound", "reason", "help", "score", "services", "review", "unsaved"]
DialogueEnd = Literal["finished", "stopped"]

TEXT_MODES: tuple[Mode, ...] = ("note", "bound", "reason", "unsaved")
"""The modes in which a line of text is asked for."""

MOVE_KEYS = ("up", "down")
BACK_KEYS = ("b", "left", "escape")
ANSWER_KEYS: Mapping[str, Callable[[Interview], Interview]] = {"d": Interview.dont_know, "s": Interview.skip}
"""Keys that say something about the question, and go on."""
REMARK_KEYS: Mapping[str, Callable[[Interview], Interview]] = {
    "x": Interview.clear,
    "m": Interview.mark,
    "c": Interview.rate_confidence,
    "b": Interview.back,
    "left": Interview.back,
}
"""Keys that do not go on."""
ASIDE_KEYS: Mapping[str, Mode] = {"n": "reason", "e": "note", "t": "score"}
FILTER_KEYS: Mapping[str, StateFilter | None] = {"o": "open", "u": "unknown", "k": "marked", "a": None}


@dataclass(frozen=True)
class Dialogue:
    """An interview, and what is on the page of it."""

    interview: Interview
    mode: Mode = "welcome"
    previous_mode: Mode = "question"
    """Where help leads back to."""
    cursor: int | None = None
    """The rung, or in the review the row, under the cursor."""
    typed: str = ""
    """What is typed of an answer, until Enter records it: `2`, `2+`, `2-` or `1..3`."""
    refused: str = ""
    """What was typed before that and is no answer to the question."""
    state_filter: StateFilter | None = None
    """What the review shows."""
    file: str = ""
    """Where the session is saved."""
    resumed: bool = False
    changes: Changes = NO_CHANGES
    save_error: Message | None = None
    """Why it could not be saved."""
    catalogue: Callable[[], Catalogue] | None = None
    """What products there are to choose from; None: services are not asked for."""
    inventory: Inventory | None = None
    """The services of the layer whose questions ended."""
    end: DialogueEnd | None = None

    @property
    def step(self) -> str:
        """What is on the page: the mode, and of the services which step."""
        return f"services-{self.inventory.step}" if self.mode == "services" and self.inventory else self.mode

    @property
    def expects_text(self) -> bool:
        """Whether a line of text is asked for."""
        return self.mode in TEXT_MODES or (
            self.mode == "services" and self.inventory is not None and self.inventory.expects_text
        )

    @property
    def row(self) -> int | None:
        """Index of the choice under the cursor."""
        return self.inventory.cursor if self.mode == "services" and self.inventory else self.cursor

    @property
    def session(self) -> Session:
        """The session with the place in it."""
        return self.interview.session_to_save

    @property
    def rows(self) -> tuple[str, ...]:
        """The questions that the review shows."""
        return self.interview.filter_questions(self.state_filter)

    @property
    def draft(self) -> str:
        """What the text to be written starts with."""
        if self.mode in ("note", "bound"):
            return self.interview.note_text
        if self.mode == "services" and self.inventory:
            return self.inventory.draft
        return self.file if self.mode == "unsaved" else ""

    def press(self, key: str) -> "Dialogue":
        """What a key does: a digit, a letter, `enter`, `up`, `down`, `left` or `escape`. Others do nothing.

        A whole answer may come as one key, as it was typed on a line.
        """
        if self.end or self.refused:
            return self if self.end else replace(self, refused="").press(key)
        match self.mode:
            case "welcome":
                return self._on_welcome(key)
            case "question":
                return self._on_question(key)
            case "review":
                return self._on_review(key)
            case "services":
                return self._on_services(key)
            case "help" | "score":
                return self._on_global_key(key) if key in ("l", "q") else replace(self, mode=self.previous_mode)
            case _:  # a line of text is asked for
                return self._leave_text() if key == "escape" else self

    def write(self, text: str) -> "Dialogue":
        """What a line of text does where one is asked for; elsewhere nothing."""
        match self.mode:
            case "note":
                return self._show_question(self.interview.note(text))
            case "bound":
                return self._advance(self.interview.note(text).forward())
            case "reason":
                return self._advance(self.interview.not_applicable(text))
            case "services" if self.inventory:
                return self._with_inventory(self.inventory.write(text))
            case "unsaved":
                dialogue = replace(self, file=text.strip() or self.file, save_error=None)
                return replace(dialogue, mode="services") if self.inventory else dialogue._show_question(self.interview)
            case _:
                return self

    def interrupt(self, draft: str = "") -> "Dialogue":
        """Stop at once; a note that was being typed is kept."""
        is_writing = self.mode in ("note", "bound") and draft.strip()
        interview = self.interview.note(draft) if is_writing else self.interview
        return replace(self, interview=interview, end="stopped")

    def with_saved_session(self, session: Session, file: str) -> "Dialogue":
        """The same page over the session as it was saved."""
        return replace(self, interview=self.interview.with_saved_session(session), file=file, save_error=None)

    def with_save_error(self, error: Message) -> "Dialogue":
        """The page that says that nothing was lost and asks for another place."""
        return replace(self, mode="unsaved", save_error=error, end=None)

    def _leave_text(self) -> "Dialogue":
        """What comes where no text is written."""
        match self.mode:
            case "bound":
                return self._advance(self.interview.forward())
            case "unsaved":
                return replace(self, end="stopped")
            case _:
                return replace(self, mode="question")

    def _on_welcome(self, key: str) -> "Dialogue":
        return self._show_question(self.interview) if key == "enter" else self._on_global_key(key)

    def _on_question(self, key: str) -> "Dialogue":
        interview = self.interview
        if (typed := extend_answer(self.typed, key, self.cursor)) is not None:
            rung = parse_number(typed)
            is_on_ladder = rung is not None and rung < len(interview.question.options)
            return replace(self, typed=typed, cursor=rung if is_on_ladder else self.cursor)
        if self.typed:
            return self._record_typed_answer() if key == "enter" else replace(self, typed="").press(key)
        if key == "enter":
            return self._advance(
                interview.confirm() if self._cursor_is_on_answer else interview.answer(self.cursor or 0)
            )
        if key in MOVE_KEYS:
            return replace(self, cursor=self._next_cursor(key, len(interview.question.options)))
        if key in ANSWER_KEYS:
            return self._advance(ANSWER_KEYS[key](interview))
        if key in REMARK_KEYS:
            return self._show_question(REMARK_KEYS[key](interview))
        if key in ASIDE_KEYS:
            return replace(self, mode=ASIDE_KEYS[key], previous_mode="question")
        return self._on_global_key(key)

    def _record_typed_answer(self) -> "Dialogue":
        """The answer that was typed, recorded; of a partial one it is asked what shows that, unless a note says it."""
        interview = record_answer(self.interview, self.typed)
        if interview is self.interview:
            return replace(self, typed="", refused=self.typed)
        dialogue = replace(self, typed="")
        if interview.lacks_evidence and interview.position == self.interview.position:
            return replace(dialogue, interview=interview, mode="bound")
        return dialogue._advance(interview)

    def _on_services(self, key: str) -> "Dialogue":
        if self.inventory is None:
            return self
        if key in ("l", "q") or (key in ("r", "?") and self.inventory.step == "services"):
            return self._on_global_key(key)
        return self._with_inventory(self.inventory.press(key))

    def _with_inventory(self, inventory: Inventory) -> "Dialogue":
        """The services as they now are, or what comes after them."""
        interview = self.interview.with_services(inventory.services)
        match inventory.end:
            case "back":
                return replace(self, inventory=None)._show_question(interview)
            case "on":
                dialogue = replace(self, inventory=None, interview=interview)
                if interview.position == len(interview.walk) - 1:
                    return dialogue._show_review()
                return dialogue._show_question(interview.forward())
            case _:
                return replace(self, interview=interview, inventory=inventory)

    def _on_review(self, key: str) -> "Dialogue":
        rows, walk = self.rows, self.interview.walk
        if (number := parse_number(key)) is not None:
            return self._show_question(self.interview.jump(walk[number - 1])) if 1 <= number <= len(walk) else self
        if key in MOVE_KEYS and rows:
            return replace(self, cursor=self._next_cursor(key, len(rows)))
        if key == "enter" and self.cursor is not None:
            return self._show_question(self.interview.jump(rows[self.cursor]))
        if key in FILTER_KEYS:
            dialogue = replace(self, state_filter=FILTER_KEYS[key])
            return replace(dialogue, cursor=0 if dialogue.rows else None)
        if key in BACK_KEYS:
            return self._show_question(self.interview)
        return replace(self, end="finished") if key == "f" else self._on_global_key(key)

    def _on_global_key(self, key: str) -> "Dialogue":
        match key:
            case "r":
                return replace(self, inventory=None)._show_review()
            case "l":
                return replace(self, interview=self.interview.switch_language())
            case "?":
                return replace(
                    self, mode="help", previous_mode=self.previous_mode if self.mode in ("help", "score") else self.mode
                )
            case "q":
                return replace(self, end="stopped")
            case _:
                return self

    @property
    def _cursor_is_on_answer(self) -> bool:
        return self.cursor is None or self.cursor == find_answered_rung(self.interview)

    def _next_cursor(self, key: str, rows: int) -> int:
        if self.cursor is None:
            return 0 if key == "down" else rows - 1
        return min(max(self.cursor + (1 if key == "down" else -1), 0), rows - 1)

    def _advance(self, interview: Interview) -> "Dialogue":
        """The page after an answer: the next question, after a layer its services, after the last one the review."""
        ended = (
            interview.position == self.interview.position == len(interview.walk) - 1 and interview is not self.interview
        )
        if self.catalogue is not None and self._is_end_of_layer(interview, ended=ended):
            return self._open_services(replace(interview, position=self.interview.position), self.catalogue)
        return replace(self, interview=interview)._show_review() if ended else self._show_question(interview)

    def _is_end_of_layer(self, interview: Interview, *, ended: bool) -> bool:
        part = self.interview.part
        leaves = interview.position == self.interview.position + 1 and interview.part is not part
        return (ended or leaves) and part in interview.framework.layers

    def _open_services(self, interview: Interview, catalogue: Callable[[], Catalogue]) -> "Dialogue":
        interview = interview.with_named_services()
        layers = tuple(layer.id for layer in interview.framework.layers)
        inventory = Inventory(interview.session.profile.dependencies, interview.part.id, layers, catalogue)
        return replace(self, interview=interview, mode="services", inventory=inventory)

    def _show_question(self, interview: Interview) -> "Dialogue":
        return replace(self, interview=interview, mode="question", cursor=find_answered_rung(interview), typed="")

    def _show_review(self) -> "Dialogue":
        rows = self.rows
        index = rows.index(self.interview.question.id) if self.interview.question.id in rows else 0
        return replace(self, mode="review", cursor=index if rows else None)

"""What a key or a line of text does: the one set of keys that both faces share.

A face turns whatever a person does into `press(key)` or `write(text)`, and shows the `page` of what comes out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eurostack_assess.errors import Message
from eurostack_assess.interview.interview import NO_CHANGES, Changes, Interview, Only
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.session import Session

Mode = Literal["welcome", "question", "note", "reason", "help", "score", "services", "review", "unsaved"]
End = Literal["finished", "stopped"]

WRITING: tuple[Mode, ...] = ("note", "reason", "unsaved")
"""The modes in which a line of text is asked for."""

MOST_DIGITS = 4

MOVES = ("up", "down")
BACK = ("b", "left", "escape")
ANSWERS: Mapping[str, Callable[[Interview], Interview]] = {"d": Interview.dont_know, "s": Interview.skip}
"""Keys that say something about the question, and go on."""
REMARKS: Mapping[str, Callable[[Interview], Interview]] = {
    "x": Interview.clear,
    "m": Interview.mark,
    "b": Interview.back,
    "left": Interview.back,
}
"""Keys that do not go on."""
ASIDES: Mapping[str, Mode] = {"n": "reason", "e": "note", "t": "score"}
FILTERS: Mapping[str, Only | None] = {"o": "open", "u": "unknown", "k": "marked", "a": None}


@dataclass(frozen=True)
class Dialogue:
    """An interview, and what is on the page of it."""

    interview: Interview
    mode: Mode = "welcome"
    before: Mode = "question"
    """Where help leads back to."""
    cursor: int | None = None
    """The rung, or in the review the row, under the cursor."""
    only: Only | None = None
    """What the review shows."""
    file: str = ""
    """Where the session is saved."""
    resumed: bool = False
    changes: Changes = NO_CHANGES
    trouble: Message | None = None
    """Why it could not be saved."""
    catalogue: Callable[[], Catalogue] | None = None
    """What products there are to choose from; None: services are not asked for."""
    inventory: Inventory | None = None
    """The services of the layer whose questions ended."""
    end: End | None = None

    @property
    def step(self) -> str:
        """What is on the page: the mode, and of the services which step."""
        return f"services-{self.inventory.step}" if self.mode == "services" and self.inventory else self.mode

    @property
    def writing(self) -> bool:
        """Whether a line of text is asked for."""
        return self.mode in WRITING or (
            self.mode == "services" and self.inventory is not None and self.inventory.writing
        )

    @property
    def row(self) -> int | None:
        """Index of the choice under the cursor."""
        return self.inventory.cursor if self.mode == "services" and self.inventory else self.cursor

    @property
    def session(self) -> Session:
        """The session with the place in it."""
        return self.interview.to_save

    @property
    def rows(self) -> tuple[str, ...]:
        """The questions that the review shows."""
        return self.interview.those(self.only)

    @property
    def draft(self) -> str:
        """What the text to be written starts with."""
        if self.mode == "note":
            return self.interview.note_text
        if self.mode == "services" and self.inventory:
            return self.inventory.draft
        return self.file if self.mode == "unsaved" else ""

    def press(self, key: str) -> "Dialogue":
        """What a key does: a digit, a letter, `enter`, `up`, `down`, `left` or `escape`. Others do nothing."""
        if self.end:
            return self
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
                return self._anywhere(key) if key in ("l", "q") else replace(self, mode=self.before)
            case "note" | "reason":
                return replace(self, mode="question") if key == "escape" else self
            case _:  # unsaved
                return replace(self, end="stopped") if key == "escape" else self

    def write(self, text: str) -> "Dialogue":
        """What a line of text does where one is asked for; elsewhere nothing."""
        match self.mode:
            case "note":
                return self._at_question(self.interview.note(text))
            case "reason":
                return self._after(self.interview.not_applicable(text))
            case "services" if self.inventory:
                return self._with_inventory(self.inventory.write(text))
            case "unsaved":
                there = replace(self, file=text.strip() or self.file, trouble=None)
                return replace(there, mode="services") if self.inventory else there._at_question(self.interview)
            case _:
                return self

    def interrupted(self, draft: str = "") -> "Dialogue":
        """Stop at once; a note that was being typed is kept."""
        kept = self.interview.note(draft) if self.mode == "note" and draft.strip() else self.interview
        return replace(self, interview=kept, end="stopped")

    def saved(self, session: Session, file: str) -> "Dialogue":
        """The same page over the session as it was saved."""
        return replace(self, interview=self.interview.saved_as(session), file=file, trouble=None)

    def unsaved(self, trouble: Message) -> "Dialogue":
        """The page that says that nothing was lost and asks for another place."""
        return replace(self, mode="unsaved", trouble=trouble, end=None)

    def _on_welcome(self, key: str) -> "Dialogue":
        return self._at_question(self.interview) if key == "enter" else self._anywhere(key)

    def _on_question(self, key: str) -> "Dialogue":
        interview = self.interview
        if (rung := _number(key)) is not None:
            return self._after(interview.answer(rung))
        if key == "enter":
            return self._after(interview.confirm() if self._unmoved else interview.answer(self.cursor or 0))
        if key in MOVES:
            return replace(self, cursor=self._moved(key, len(interview.question.options)))
        if key in ANSWERS:
            return self._after(ANSWERS[key](interview))
        if key in REMARKS:
            return self._at_question(REMARKS[key](interview))
        if key in ASIDES:
            return replace(self, mode=ASIDES[key], before="question")
        return self._anywhere(key)

    def _on_services(self, key: str) -> "Dialogue":
        if self.inventory is None:
            return self
        if key in ("l", "q") or (key in ("r", "?") and self.inventory.step == "services"):
            return self._anywhere(key)
        return self._with_inventory(self.inventory.press(key))

    def _with_inventory(self, inventory: Inventory) -> "Dialogue":
        """The services as they now are, or what comes after them."""
        interview = self.interview.with_services(inventory.services)
        match inventory.end:
            case "back":
                return replace(self, inventory=None)._at_question(interview)
            case "on":
                after = replace(self, inventory=None, interview=interview)
                if interview.at == len(interview.walk) - 1:
                    return after._review()
                return after._at_question(interview.forward())
            case _:
                return replace(self, interview=interview, inventory=inventory)

    def _on_review(self, key: str) -> "Dialogue":
        rows, walk = self.rows, self.interview.walk
        if (number := _number(key)) is not None:
            return self._at_question(self.interview.jump(walk[number - 1])) if 1 <= number <= len(walk) else self
        if key in MOVES and rows:
            return replace(self, cursor=self._moved(key, len(rows)))
        if key == "enter" and self.cursor is not None:
            return self._at_question(self.interview.jump(rows[self.cursor]))
        if key in FILTERS:
            filtered = replace(self, only=FILTERS[key])
            return replace(filtered, cursor=0 if filtered.rows else None)
        if key in BACK:
            return self._at_question(self.interview)
        return replace(self, end="finished") if key == "f" else self._anywhere(key)

    def _anywhere(self, key: str) -> "Dialogue":
        match key:
            case "r":
                return replace(self, inventory=None)._review()
            case "l":
                return replace(self, interview=self.interview.switch_language())
            case "?":
                return replace(self, mode="help", before=self.before if self.mode in ("help", "score") else self.mode)
            case "q":
                return replace(self, end="stopped")
            case _:
                return self

    @property
    def _unmoved(self) -> bool:
        return self.cursor is None or self.cursor == self.interview.entry.answer

    def _moved(self, key: str, rows: int) -> int:
        if self.cursor is None:
            return 0 if key == "down" else rows - 1
        return min(max(self.cursor + (1 if key == "down" else -1), 0), rows - 1)

    def _after(self, interview: Interview) -> "Dialogue":
        """The page after an answer: the next question, after a layer its services, after the last one the review."""
        ended = interview.at == self.interview.at == len(interview.walk) - 1 and interview is not self.interview
        if self.catalogue is not None and self._layer_ends(interview, ended=ended):
            return self._services(replace(interview, at=self.interview.at), self.catalogue)
        return replace(self, interview=interview)._review() if ended else self._at_question(interview)

    def _layer_ends(self, interview: Interview, *, ended: bool) -> bool:
        part = self.interview.part
        leaves = interview.at == self.interview.at + 1 and interview.part is not part
        return (ended or leaves) and part in interview.framework.layers

    def _services(self, interview: Interview, catalogue: Callable[[], Catalogue]) -> "Dialogue":
        interview = interview.with_named_services()
        layers = tuple(layer.id for layer in interview.framework.layers)
        inventory = Inventory(interview.session.profile.dependencies, interview.part.id, layers, catalogue)
        return replace(self, interview=interview, mode="services", inventory=inventory)

    def _at_question(self, interview: Interview) -> "Dialogue":
        given = interview.entry.answer
        cursor = given if isinstance(given, int) else None
        return replace(self, interview=interview, mode="question", cursor=cursor)

    def _review(self) -> "Dialogue":
        rows = self.rows
        at = rows.index(self.interview.question.id) if self.interview.question.id in rows else 0
        return replace(self, mode="review", cursor=at if rows else None)


def _number(key: str) -> int | None:
    """The number typed, where it is one that a person would type."""
    return int(key) if key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS else None

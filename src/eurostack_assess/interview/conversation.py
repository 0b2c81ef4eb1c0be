"""A dialogue that is saved as it goes: what both faces drive."""

from pathlib import Path
from typing import Protocol

from eurostack_assess.errors import AssessmentError, CannotReadOrWrite, InUse
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.page import Page, page
from eurostack_assess.model.session import Session


class Keeper(Protocol):
    """Where sessions are kept."""

    path: Path

    def save(self, session: Session) -> Session:
        """Save; returns the session as saved. Raises `CannotReadOrWrite` or `InUse`, and changes nothing then."""

    def move(self, path: Path) -> None:
        """Save elsewhere from now on. Raises as `save`."""


class Conversation:
    """The dialogue of the moment; every answer is saved before the next page is shown."""

    def __init__(self, dialogue: Dialogue, keeper: Keeper) -> None:
        self.dialogue = dialogue
        self._keeper = keeper
        self._saved = dialogue.interview.session

    @property
    def page(self) -> Page:
        """What to show."""
        return page(self.dialogue)

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to show."""
        return self.dialogue.end is not None

    @property
    def all_saved(self) -> bool:
        """Whether what was said is on the disk."""
        return self.dialogue.interview.session is self._saved

    def press(self, key: str) -> None:
        """A key was pressed."""
        if self.dialogue.mode == "unsaved" and key == "escape":
            self.dialogue = self.dialogue.press(key)
            return
        self._go_to(self.dialogue.press(key))

    def write(self, text: str) -> None:
        """A line of text was written."""
        elsewhere = self.dialogue.mode == "unsaved"
        after = self.dialogue.write(text)
        if elsewhere:
            try:
                self._keeper.move(Path(after.file))
            except (CannotReadOrWrite, InUse) as error:
                self._refused(error)
                return
        self._go_to(after, force=elsewhere)

    def interrupt(self, draft: str = "") -> None:
        """Stop at once, from outside; what was typed of a note is kept."""
        self._go_to(self.dialogue.interrupted(draft))

    def _go_to(self, after: Dialogue, *, force: bool = False) -> None:
        self.dialogue = after
        session = after.interview.session
        moved = after.end is not None and bool(session.entries) and session.at != after.session.at
        if session is self._saved and not force and not moved:
            return
        try:
            saved = self._keeper.save(after.session)
        except (CannotReadOrWrite, InUse) as error:
            self._refused(error)
            return
        self.dialogue = after.saved(saved, str(self._keeper.path))
        self._saved = saved

    def _refused(self, error: AssessmentError) -> None:
        self.dialogue = self.dialogue.unsaved(error.what)

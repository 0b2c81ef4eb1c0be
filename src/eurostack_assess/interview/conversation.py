"""A dialogue that is saved as it goes: what both faces drive."""

from pathlib import Path
from typing import Protocol

from eurostack_assess.errors import AssessmentError, FileAccessError, FileInUseError
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.page import Page, build_page
from eurostack_assess.model.session import Session


class SessionStore(Protocol):
    """Where sessions are kept."""

    path: Path

    def save(self, session: Session) -> Session:
        """Save; returns the session as saved.

        Raises:
            FileAccessError, FileInUseError: nothing has changed then.
        """

    def move(self, path: Path) -> None:
        """Save elsewhere from now on. Raises as `save`."""


class Conversation:
    """The dialogue of the moment; every answer is saved before the next page is shown."""

    def __init__(self, dialogue: Dialogue, store: SessionStore) -> None:
        self.dialogue = dialogue
        self._store = store
        self._saved = dialogue.interview.session

    @property
    def page(self) -> Page:
        """What to show."""
        return build_page(self.dialogue)

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
        is_new_place = self.dialogue.mode == "unsaved"
        dialogue = self.dialogue.write(text)
        if is_new_place:
            try:
                self._store.move(Path(dialogue.file))
            except (FileAccessError, FileInUseError) as error:
                self._show_save_error(error)
                return
        self._go_to(dialogue, force=is_new_place)

    def interrupt(self, draft: str = "") -> None:
        """Stop at once, from outside; what was typed of a note is kept."""
        self._go_to(self.dialogue.interrupt(draft))

    def _go_to(self, dialogue: Dialogue, *, force: bool = False) -> None:
        self.dialogue = dialogue
        session = dialogue.interview.session
        has_moved = (
            dialogue.end is not None
            and bool(session.entries)
            and session.current_question != dialogue.session.current_question
        )
        if session is self._saved and not force and not has_moved:
            return
        try:
            saved = self._store.save(dialogue.session)
        except (FileAccessError, FileInUseError) as error:
            self._show_save_error(error)
            return
        self.dialogue = dialogue.with_saved_session(saved, str(self._store.path))
        self._saved = saved

    def _show_save_error(self, error: AssessmentError) -> None:
        self.dialogue = self.dialogue.with_save_error(error.message)

"""Drives a dialogue and saves every answer; both interfaces use it."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from eurostack_assess.errors import (
    AssessmentError,
    FileAccessError,
    FileInUseError,
    Message,
    UsageError,
    message,
)
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.dialogue_state import Ending
from eurostack_assess.interview.interview import Interview
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


class Reporter(Protocol):
    """What an interview leads to: sentences on a layer, the answer on one screen, and files."""

    def write_layer(self, interview: Interview) -> str:
        """How the layer on the page turned out, in a sentence or two."""

    def finish(self, session: Session) -> Ending:
        """Write the profile; returns the answer on one screen.

        Raises:
            FileAccessError: the profile cannot be written.
        """

    def show_report(self, session: Session) -> None:
        """Show the whole report, once the screen is given back."""

    def write_report(self, session: Session, key: str) -> Message:
        """Write the report as the file that goes with a key; returns what to say of it.

        Raises:
            FileAccessError, UsageError: it cannot be written, or what it needs is not installed.
        """


READ_KEY = "r"


class Conversation:
    """The dialogue of the moment; every answer is saved before the next page is shown."""

    def __init__(self, dialogue: Dialogue, store: SessionStore, reporter: Reporter | None = None) -> None:
        self.dialogue = dialogue
        self._store = store
        self._reporter = reporter
        self._saved = dialogue.interview.session

    @property
    def page(self) -> Page:
        """What to show."""
        return build_page(self.dialogue, self._reporter.write_layer if self._reporter else None)

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to show."""
        return self.dialogue.end is not None

    @property
    def all_saved(self) -> bool:
        """Whether what was said is on the disk."""
        return self.dialogue.interview.session is self._saved

    def shows_report(self, key: str) -> bool:
        """Whether a key shows the whole report, for which a face gives the screen back first."""
        return self.dialogue.mode == "ending" and key == READ_KEY

    def press(self, key: str) -> None:
        """A key was pressed."""
        if self.dialogue.mode == "unsaved" and key == "escape":
            self.dialogue = self.dialogue.press(key)
        elif self.dialogue.mode == "ending" and self._reporter is not None and self._reports(key):
            self._report(self._reporter, key)
        else:
            self._go_to(self.dialogue.press(key))

    def _reports(self, key: str) -> bool:
        return key in (READ_KEY, *self.dialogue.report_keys)

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

    def leave(self, text: str) -> None:
        """A text was left with Esc."""
        if self.dialogue.mode == "unsaved":
            self.press("escape")
        else:
            self._go_to(self.dialogue.leave(text))

    def finish(self) -> None:
        """Write the profile of what was said so far, without asking anything more."""
        self._go_to(replace(self.dialogue, mode="ending"))

    def interrupt(self, draft: str = "") -> None:
        """Stop at once, from outside; what was typed of a note is kept."""
        self._go_to(self.dialogue.interrupt(draft))

    def _go_to(self, dialogue: Dialogue, *, force: bool = False) -> None:
        is_new = dialogue is not self.dialogue
        self.dialogue = dialogue
        if self._save(dialogue, force=force) and is_new and dialogue.mode == "ending" and not self.ended:
            self._finish()

    def _save(self, dialogue: Dialogue, *, force: bool) -> bool:
        """Save where there is anything new; whether all is saved."""
        session = dialogue.interview.session
        has_moved = (
            dialogue.end is not None
            and bool(session.entries)
            and session.current_question != dialogue.session.current_question
        )
        if session is self._saved and not force and not has_moved:
            return True
        try:
            saved = self._store.save(dialogue.session)
        except (FileAccessError, FileInUseError) as error:
            self._show_save_error(error)
            return False
        self.dialogue = dialogue.with_saved_session(saved, str(self._store.path))
        self._saved = saved
        return True

    def _finish(self) -> None:
        """Write the profile and have the answer on the page; where that fails, show the overview, with all answers."""
        if self._reporter is None:
            self.dialogue = replace(self.dialogue, end="finished")
            return
        try:
            ending = self._reporter.finish(self.dialogue.interview.session)
        except FileAccessError as error:
            self.dialogue = replace(self.dialogue.show_review(), notice=error.message)
            return
        interview = self.dialogue.interview.with_profile_written(ending.profile_hash)
        self.dialogue = replace(self.dialogue, interview=interview, ending=ending)
        self._save(self.dialogue, force=False)

    def _report(self, reporter: Reporter, key: str) -> None:
        session = self.dialogue.interview.session
        if key == READ_KEY:
            reporter.show_report(session)
            return
        try:
            notice = reporter.write_report(session, key)
        except (FileAccessError, UsageError) as error:
            notice = error.message if error.hint is None else message("hint.with", what=error.message, hint=error.hint)
        self.dialogue = replace(self.dialogue, notice=notice)

    def _show_save_error(self, error: AssessmentError) -> None:
        self.dialogue = self.dialogue.with_save_error(error.message)

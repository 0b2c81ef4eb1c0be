"""The state of a dialogue: an interview and what is on its page. Other modules apply the effect of keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eurostack_assess.errors import Message
from eurostack_assess.interview.interview import Interview, StateFilter
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.method.sessions import NO_CHANGES, Changes
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.session import Session, SessionEntry

Mode = Literal[
    "welcome",
    "question",
    "note",
    "bound",
    "reason",
    "help",
    "score",
    "layer",
    "services",
    "review",
    "finish",
    "ending",
    "unsaved",
]
DialogueEnd = Literal["finished", "stopped"]

TEXT_MODES: tuple[Mode, ...] = ("note", "bound", "reason", "unsaved")
"""The modes in which a line of text is asked for."""

DRAFT_MODES: tuple[Mode, ...] = ("note", "bound", "reason")
"""The modes in which a text that is half written is kept when the interview is stopped."""


@dataclass(frozen=True)
class Ending:
    """The answer on one screen, and where it is saved."""

    headline: str
    lines: Sequence[str]
    """Laid out for the screen, in the language of the session."""
    file: str
    """The profile."""
    profile_hash: str
    """SHA-256 of the profile."""


@dataclass(frozen=True)
class DialogueState:
    """An interview, and what is on the page of it."""

    interview: Interview
    mode: Mode = "welcome"
    previous_mode: Mode = "question"
    """Where help leads back to."""
    cursor: int | None = None
    """The rung, or in the review the row, under the cursor."""
    typed: str = ""
    """What was typed as an answer on this page; it is recorded as soon as it is one, and `1..` waits for its end."""
    answers_before: Mapping[str, tuple[SessionEntry, ...]] = field(default_factory=dict)
    """By question, the answers that it had when it came on the page or before they were cleared, the last one last."""
    unsent: str = ""
    """A reason that was typed and left; it is there again when a reason is asked for."""
    notice: Message | None = None
    """What has to be said about the last key."""
    state_filter: StateFilter | None = None
    """What the review shows."""
    file: str = ""
    """Where the session is saved."""
    resumed: bool = False
    changes: Changes = NO_CHANGES
    save_error: Message | None = None
    """Why it could not be saved."""
    whole_walk: tuple[str, ...] = ()
    """All questions, while only the open ones are gone along, without pages between layers; else none."""
    ends_layers: bool = False
    """Whether a page between two layers says how the first one turned out."""
    catalogue: Callable[[], Catalogue] | None = None
    """What products there are to choose from; None: services are not asked for."""
    inventory: Inventory | None = None
    """The services of the layer whose questions ended."""
    report_keys: tuple[str, ...] = ()
    """Keys of the last page that write the report, each in a format that can be written."""
    ending: Ending | None = None
    """The answer, once the interview is finished."""
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
    def open_questions(self) -> tuple[str, ...]:
        """The questions of the walk that have no answer yet."""
        return self.interview.filter_questions("open")

    @property
    def earlier(self) -> tuple[SessionEntry, ...]:
        """The earlier answers to the question on the page, the last one last."""
        return self.answers_before.get(self.interview.question.id, ())

    @property
    def earlier_others(self) -> tuple[SessionEntry, ...]:
        """Those of them that say something else than the present answer, or rest on something else."""
        return tuple(entry for entry in self.earlier if self.interview.with_entry(entry) is not self.interview)

    @property
    def draft(self) -> str:
        """What the text to be written starts with."""
        if self.mode == "reason":
            return self.unsent
        if self.mode in DRAFT_MODES:
            return self.interview.note_text
        if self.mode == "services" and self.inventory:
            return self.inventory.draft
        return self.file if self.mode == "unsaved" else ""

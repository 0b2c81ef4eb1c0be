"""An interview about the harbour, kept in memory."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from eurostack_assess.errors import AssessmentError, FileInUseError, message
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.interview import Interview, begin_session, resume
from eurostack_assess.interview.plain import EndOfInputError, converse
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.session import Session
from eurostack_assess.reading.framework import read_framework
from tests.helpers import HARBOUR

FRAMEWORK: Framework = read_framework(HARBOUR)
ASKED = ("moor", "depth", "light", "flag", "lift", "spare", "watch", "lamp")


class Memory:
    """A keeper without a disk. While `trouble` is set, it refuses."""

    def __init__(self) -> None:
        self.path = Path("port.session.json")
        self.saved: list[Session] = []
        self.trouble: AssessmentError | None = None

    def save(self, session: Session) -> Session:
        if self.trouble is not None:
            raise self.trouble
        self.saved.append(session.model_copy(update={"revision": session.revision + 1}))
        return self.saved[-1]

    def move(self, path: Path) -> None:
        if path.name == "taken":
            raise FileInUseError(message("error.file-exists", file="taken"))
        self.path = path


def with_layers(*layers: Questionnaire, hash_: str = "other") -> Framework:
    """The harbour with other layers in the place of its first ones."""
    kept = FRAMEWORK.layers[len(layers) :]
    return Framework(
        header=FRAMEWORK.header,
        hash=hash_,
        layers=(*layers, *kept),
        cross_cutting=FRAMEWORK.cross_cutting,
        lenses=FRAMEWORK.lenses,
        instruments=FRAMEWORK.instruments,
    )


def session(framework: Framework = FRAMEWORK, *, language: str = "en", **of_profile: object) -> Session:
    given = {"name": "Port", "kind": "organisation", "lenses": ("night",)} | of_profile
    return begin_session(framework, Profile.model_validate(given), language, "1")


def interview(of: Session | None = None) -> Interview:
    found = resume(FRAMEWORK, of or session())
    assert found is not None
    return found


def conversation(
    of: Session | None = None,
    keeper: Memory | None = None,
    *,
    framework: Framework = FRAMEWORK,
    ends_layers: bool = False,
) -> Conversation:
    found = resume(framework, of or session(framework))
    assert found is not None
    dialogue = Dialogue(found, file="port.session.json", ends_layers=ends_layers)
    return Conversation(dialogue, keeper or Memory())


def in_plain(lines: Iterable[str], of: Conversation | None = None) -> tuple[Conversation, str]:
    """The conversation after these lines, and everything that was shown."""
    led, typed, shown = of or conversation(), iter(lines), list[str]()

    def read() -> str:
        for line in typed:
            shown.append(f"«{line}»")
            return line
        raise EndOfInputError

    with suppress(EndOfInputError):
        converse(led, read, shown.append)
    return led, "".join(shown)

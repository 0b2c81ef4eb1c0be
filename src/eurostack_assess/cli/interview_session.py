"""Finds the session that an interview continues, or begins a new one."""

import errno
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.choices import chosen_lenses, chosen_scan
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.interview_questions import ask_kind, ask_name, ask_session, is_answered
from eurostack_assess.cli.language import choose
from eurostack_assess.cli.names import stem_of
from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.errors import FileAccessError, UsageError, describe_os_error, message
from eurostack_assess.inert import readable_line
from eurostack_assess.interview.interview import COMPLETED_STATES, begin_session
from eurostack_assess.method.sessions import Changes, migrate_session
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.session import Session
from eurostack_assess.model.vocabulary import Kind, Size
from eurostack_assess.reading.file_kinds import SESSION_SUFFIX, is_session
from eurostack_assess.subjects.shipped_data import chosen_framework
from eurostack_assess.subjects.subject import read_profile_subject


def named_subject(name: str | None, older: Path | None, language: str) -> str | None:
    """The name as it was given, or the only session here; asked for, where there is no session or more than one.

    Raises:
        UsageError: nobody is there to ask.
    """
    if name is not None and not is_session(name):
        _refuse_file_name(name)
    if name is not None or older is not None:
        return name
    here = sorted(Path().glob(f"*{SESSION_SUFFIX}"))
    if len(here) == 1:
        return str(here[0])
    if not is_answered():
        if here:
            files = ", ".join(path.name for path in here)
            raise UsageError(message("error.several-sessions", files=files), message("hint.name-one"))
        raise UsageError(message("error.no-session-here"), message("hint.name"))
    chosen = ask_session(here, language) if here else None
    return str(chosen) if chosen else ask_name(language)


def session_path(name: str | None, older: Path | None) -> Path:
    """The session file of a name or of an older profile, or the file named itself."""
    if name is None and older is not None:
        return Path(f"{older.stem}{SESSION_SUFFIX}")
    return Path(name) if name and is_session(name) else Path(f"{stem_of(name or '')}{SESSION_SUFFIX}")


def choose_questions(
    framework: Framework, session: Session, scan_id: str | None, *, is_narrowed: bool
) -> tuple[Session, tuple[str, ...] | None]:
    """The session with the scan that it is now of, and that scan's questions; None: all questions.

    A scan that was begun goes on until it is answered or finished, unless other questions are asked for.

    Args:
        framework: Whose questions they are.
        session: The session.
        scan_id: The scan that was asked for.
        is_narrowed: Whether a layer or a state was asked for.

    Raises:
        UsageError: there is no such scan for this kind of profile.
    """
    if scan_id is not None:
        return session.model_copy(update={"scan": scan_id}), chosen_scan(framework, scan_id, session.profile.kind)
    if session.scan is None or is_narrowed:
        return session, None
    scan = framework.header.scans.get(session.scan)
    asked = scan.questions if scan is not None and session.profile_written is None else ()
    if any(session.entry(id_).state not in COMPLETED_STATES for id_ in asked):
        return session, asked
    return session.model_copy(update={"scan": None}), None


def _refuse_file_name(name: str) -> None:
    """Refuse the name of a file for that of an organisation.

    Raises:
        UsageError: it ends like a file; with the session or the option that is meant.
    """
    path = Path(name)
    if path.suffix.lower() not in (".json", ".yaml", ".yml"):
        return
    here = [str(found) for found in Path().glob(f"*{SESSION_SUFFIX}")]
    close = get_close_matches(name, here, n=1, cutoff=0.8)
    hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.assess-file", file=name)
    raise UsageError(message("error.name-of-file", name=name), hint)


@dataclass(frozen=True)
class Beginning:
    """What an interview begins with, where there is no session yet."""

    name: str | None
    is_named: bool
    """Whether the name was given, not asked for."""
    kind: Kind | None
    size: Size | None
    lenses: tuple[str, ...]
    older: Path | None
    """The profile to assess again."""
    folder: Path | None
    """Folder of a framework other than the shipped one."""
    language: str

    def is_asked(self, session: Session) -> bool:
        """Whether a new session begins with questions on the terminal: a name or a kind that was not given."""
        is_new = session.revision == 0 and self.older is None
        return is_new and (not self.is_named or self.kind is None) and is_answered()

    def session(self, file: SessionFile, *, in_language: str | None) -> tuple[Framework, Session, Changes]:
        """The session to go on with, brought up to date, or a new one.

        Args:
            file: Where it is kept.
            in_language: The language to go on in; None: that in which it was left.

        Raises:
            UsageError: the session and what was asked for do not go together.
            FileAccessError: the session that was named is not there.
        """
        session = file.load()
        if session is None:
            if is_session(self.name or ""):
                reason = describe_os_error(errno.ENOENT)
                raise FileAccessError(message("error.cannot-read", file=str(file.path), reason=reason))
            framework, profile = self._profile()
            language = choose(in_language, profile.language)
            return framework, begin_session(framework, profile, language, __version__), Changes()
        if self.older is not None:
            raise UsageError(
                message("error.file-exists", file=str(file.path)), message("hint.go-on-with", file=str(file.path))
            )
        framework = chosen_framework(self.folder, session.framework.id).fit_to(session.profile.inhabitants)
        if framework.header.id != session.framework.id:
            names = {"named": session.framework.id, "given": framework.header.id}
            what = message("error.session-of-other-framework", file=str(file.path), **names)
            raise UsageError(what, message("hint.framework-option"))
        if in_language is not None:
            session = session.model_copy(update={"language": in_language})
        return framework, *migrate_session(session, framework, __version__)

    def _profile(self) -> tuple[Framework, Profile]:
        """The profile to begin with: an older one, or just a name and a kind."""
        if self.older is not None:
            subject = read_profile_subject(self.older, self.folder, newest=True)
            return subject.framework, subject.profile.model_copy(update={"date": today(), "example": False})
        framework = chosen_framework(self.folder)
        kind = self.kind or ask_kind(self.language)
        name = readable_line(self.name or "").strip()
        if self.size is not None and kind != "organisation":
            raise UsageError(message("problem.size-of-no-organisation"))
        lenses = chosen_lenses(framework, self.lenses)
        return framework, Profile(name=name, kind=kind, size=self.size, date=today(), lenses=lenses)

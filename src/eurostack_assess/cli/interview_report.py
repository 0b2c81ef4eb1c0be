"""The outcome of an interview: the profile, the result on one screen, and the report as a file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.language import spoken_language
from eurostack_assess.cli.names import free_name
from eurostack_assess.cli.outputs import can_write
from eurostack_assess.cli.session_file import SessionFile
from eurostack_assess.cli.streams import ask_to_go_on, raise_as_access_error, replace, show_long, write_file
from eurostack_assess.errors import Message, message
from eurostack_assess.interview.dialogue_state import Ending
from eurostack_assess.interview.interview import Interview
from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.session import Session
from eurostack_assess.reading.file_kinds import SESSION_SUFFIX
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.subjects.shipped_data import catalogue_for
from eurostack_assess.texts import texts

ENDINGS: Mapping[str, str] = {"h": ".html", "p": ".pdf", "w": ".docx"}
"""By the key of the last page, the ending of the file that it writes."""
PAGE_MARGIN = 2
"""Columns that the full screen leaves free."""


def list_report_keys() -> tuple[str, ...]:
    """The keys of the last page that write a format of which everything needed is installed."""
    return tuple(key for key, ending in ENDINGS.items() if can_write(Path(f"report{ending}")))


@dataclass
class SessionReporter:
    """Profile, answer and report of a session, next to the session's file."""

    file: SessionFile
    framework: Framework
    screen: Screen
    """What standard output can show, as it was before a full screen took it."""
    is_drawn: bool
    """Whether bars help: not where lines are read out."""

    def write_layer(self, interview: Interview) -> str:
        """How the layer on the page turned out, in a sentence or two."""
        from eurostack_assess.report.documents.assessment.ending import write_layer_ending

        session = interview.session
        return write_layer_ending(self._assess(session), interview.part.id, spoken_language(session.language))

    def finish(self, session: Session) -> Ending:
        """Write the profile; returns the answer on one screen.

        Raises:
            FileAccessError: the profile cannot be written.
        """
        with raise_as_access_error(self._next_to_session(".yaml")):
            path, digest = self._write_profile(session)
        document = self._build_ending(session)
        drawn = self.is_drawn and self.screen.drawn
        width = self.screen.width - PAGE_MARGIN
        lines = self._render(document, self.screen._replace(width=width, colour=False, drawn=drawn))
        return Ending(document.title, lines.splitlines(), str(path), digest)

    def is_profile_behind(self, session: Session) -> bool:
        """Whether a profile was written from this session, and would be another one now."""
        return session.profile_written not in (None, hashlib.sha256(self._render_profile(session)).hexdigest())

    def render_ending(self, session: Session) -> str:
        """The answer on one screen, with its headline."""
        document = self._build_ending(session)
        return f"{document.title}\n\n{self._render(document, self.screen)}"

    def render_answer(self, session: Session) -> str:
        """The answer, as `score` shows it."""
        from eurostack_assess.report.documents.assessment import build_assessment_report

        document = build_assessment_report(self._assess(session), spoken_language(session.language), extent="answer")
        return self._render(document, self.screen)

    def show_report(self, session: Session) -> None:
        """Show the whole report, and wait until it is read."""
        from eurostack_assess.report.documents.assessment import build_assessment_report

        document = build_assessment_report(self._assess(session), spoken_language(session.language), extent="full")
        if not show_long(self._render(document, self.screen), document.language) and self.is_drawn:
            ask_to_go_on(texts(document.language)("interview.ask-to-go-on"))

    def write_report(self, session: Session, key: str) -> Message:
        """Write the report as the file that goes with a key; an older file is left as it is.

        Raises:
            FileAccessError, UsageError: it cannot be written, or what it needs is not installed.
        """
        from eurostack_assess.cli.outputs import check_outputs, document_contents
        from eurostack_assess.report.documents.assessment import build_assessment_report

        path = free_name(self._next_to_session(ENDINGS[key]))
        check_outputs([path], force=False)
        report = partial(build_assessment_report, self._assess(session), spoken_language(session.language))
        write_file(path, document_contents(report)[ENDINGS[key]](), force=False)
        return message("interview.report-in", file=str(path))

    def _build_ending(self, session: Session) -> ReportDocument:
        from eurostack_assess.report.documents.assessment.ending import build_ending

        return build_ending(self._assess(session), spoken_language(session.language))

    @staticmethod
    def _render(document: ReportDocument, for_screen: Screen) -> str:
        from eurostack_assess.report.renderers.terminal import render

        return render(document, for_screen)

    def _assess(self, session: Session) -> Assessment:
        profile = session.to_profile()
        return assess(self.framework, profile, tool_version=__version__, catalogue=catalogue_for(profile))

    def _write_profile(self, session: Session) -> tuple[Path, str]:
        """The file and its SHA-256: the profile last written, if nobody changed it since, or the next free name."""
        data = self._render_profile(session)
        first = self._next_to_session(".yaml")
        names = (first if n == 1 else first.with_name(f"{first.stem}-{n}.yaml") for n in count(1))
        path = next(path for path in names if not path.exists() or _hash_file(path) == session.profile_written)
        if path.exists():
            replace(path, data)
        else:
            write_file(path, data, force=False)
        return path, hashlib.sha256(data).hexdigest()

    def _render_profile(self, session: Session) -> bytes:
        from eurostack_assess.report.exports.profile import render_profile_file

        return render_profile_file(session.to_profile(), self.framework, spoken_language(session.language)).encode()

    def _next_to_session(self, ending: str) -> Path:
        return self.file.path.with_name(f"{self.file.path.name.removesuffix(SESSION_SUFFIX)}{ending}")


def _hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

"""The profile that a command is about: a file, or a session as far as it has come."""

from pathlib import Path
from typing import NamedTuple

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import note
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import is_session, read_session
from eurostack_assess.texts import texts


class Given(NamedTuple):
    """A profile that came in, and the framework that it answers."""

    framework: Framework
    profile: Profile
    hash: str
    """SHA-256 of the file's text."""
    unconfirmed: int = 0
    """Answers of a session that do not count, because their questions have changed since."""


def checked_profile(path: Path, folder: Path | None) -> Given:
    """The profile in a file, or of a session as far as it has come."""
    if is_session(path):
        from eurostack_assess.interview.interview import brought_up_to_date

        session, source = read_session(path)
        framework = chosen_framework(folder, session.framework.id)
        session, _ = brought_up_to_date(session, framework, __version__)
        unconfirmed = sum(entry.confirm for entry in session.entries.values())
        return Given(framework, session.as_profile(), source.hash, unconfirmed)
    file = read_profile(path)
    framework = chosen_framework(folder, file.profile.framework)
    return Given(framework, file.checked_against(framework, catalogue_for(file.profile)), file.hash)


def tell_unconfirmed(path: Path, given: Given | None, language: str) -> None:
    """Say of a session how many answers do not count."""
    if given is not None and given.unconfirmed:
        note(texts(language)("assess.to-confirm", n=given.unconfirmed, file=str(path)))

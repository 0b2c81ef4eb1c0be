"""The profile that a command is about: a file, or a session as far as it has come."""

from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import note
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import is_session, read_session
from eurostack_assess.texts import texts


def checked_profile(path: Path, folder: Path | None) -> tuple[Framework, Profile, str]:
    """The framework and the profile in a file, or of a session as far as it has come, and the file's hash."""
    if is_session(path):
        from eurostack_assess.interview.interview import brought_up_to_date

        session, source = read_session(path)
        framework = chosen_framework(folder, session.framework.id)
        session, _ = brought_up_to_date(session, framework, __version__)
        profile, hash_ = session.as_profile(), source.hash
    else:
        file = read_profile(path)
        framework = chosen_framework(folder, file.profile.framework)
        profile, hash_ = file.checked_against(framework, catalogue_for(file.profile)), file.hash
    return framework, profile, hash_


def tell_unconfirmed(path: Path, folder: Path | None, language: str) -> None:
    """Say of a session how many answers do not count, because their questions have changed since."""
    if not is_session(path):
        return
    from eurostack_assess.interview.interview import brought_up_to_date

    session, _ = read_session(path)
    session, _ = brought_up_to_date(session, chosen_framework(folder, session.framework.id), __version__)
    unconfirmed = sum(entry.confirm for entry in session.entries.values())
    if unconfirmed:
        note(texts(language)("assess.to-confirm", n=unconfirmed, file=str(path)))

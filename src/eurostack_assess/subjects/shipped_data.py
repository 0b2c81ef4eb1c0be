"""The framework and the catalogue that a command works with, each read once per run."""

import errno
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.errors import FileAccessError, UsageError, describe_os_error, message
from eurostack_assess.inert import typed
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.source import STDIN


def find_profile(path: Path) -> Path:
    """The file that is named; where there is none, the shipped profile by that name, such as `amsterdam`.

    Raises:
        FileAccessError: it is a name, not a path, and no profile is shipped by it; or a shipped one is meant.
    """
    if path.is_file() or len(path.parts) != 1 or str(path) == STDIN:
        return path
    profiles = {found.stem: found for found in shipped.list_profiles()}
    if path.name in profiles:
        return profiles[path.name]
    close = get_close_matches(path.stem.casefold(), profiles, n=1)
    if (path.suffix and not close) or path.exists():
        return path
    hint = (
        message("hint.did-you-mean", word=close[0])
        if close
        else message("hint.shipped-profiles", profiles=", ".join(profiles))
    )
    raise FileAccessError(
        message("error.cannot-read", file=typed(str(path)), reason=describe_os_error(errno.ENOENT)), hint
    )


def find_framework(folder: Path) -> Path:
    """The folder of a framework that is named; where there is none, the shipped framework by that name."""
    return folder if folder.exists() else shipped.find_framework(str(folder)) or folder


def framework_folder(folder: Path | None) -> Path:
    """The folder of the framework to edit or to write out again: `folder`; without one, our own."""
    return find_framework(folder or Path(shipped.DEFAULT_FRAMEWORK))


def chosen_framework(folder: Path | None, framework_id: str | None = None, edition: str | None = None) -> Framework:
    """The framework in `folder`; without one, the shipped framework by that id, or our own.

    With an edition, the shipped framework in that edition, where it is shipped still; and else in the newest.

    Raises:
        UsageError: no framework by that id is shipped.
        FileAccessError, InvalidInputError: as `read_framework`.
    """
    if folder is not None:
        return _framework_in(find_framework(folder))
    return _shipped_framework(framework_id or shipped.DEFAULT_FRAMEWORK, edition)


@cache
def _framework_in(folder: Path) -> Framework:
    return read_framework(folder)


@cache
def _shipped_framework(framework_id: str, edition: str | None) -> Framework:
    found = shipped.find_framework(framework_id, edition)
    if found is None:
        known = ", ".join(path.name for path in shipped.list_frameworks())
        raise UsageError(
            message("error.no-such-framework", framework=framework_id),
            message("hint.shipped-frameworks", frameworks=known),
        )
    return _framework_in(found)


@cache
def shipped_catalogue() -> Catalogue:
    """What we know of products."""
    return read_catalogue(shipped.get_folder("catalogue"))


def catalogue_for(profile: Profile) -> Catalogue | None:
    """The catalogue, where the profile has services to look up; None where it has none."""
    return shipped_catalogue() if profile.dependencies else None

"""Reads a profile, checks it against its framework, and reports everything that is wrong at once."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Problem, UsageError
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.profile import ProfileFile, read_profile, salvage_profile
from eurostack_assess.reading.source import STDIN
from eurostack_assess.subjects.shipped_data import catalogue_for, chosen_framework


def read_profile_file(path: Path, folder: Path | None) -> ProfileFile:
    """The profile in a file; where it cannot be one, also what the rest of it says that its framework does not have.

    Args:
        path: The file; `-` is standard input.
        folder: Folder of another framework than the shipped one that the profile names.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: with every problem.
    """
    try:
        return read_profile(path)
    except InvalidInputError as error:
        if str(path) == STDIN:  # can be read once only
            raise
        raise InvalidInputError([*error.problems, *_find_further_problems(path, folder, error)]) from None


def choose_profile_framework(profile: Profile, folder: Path | None, *, newest: bool = False) -> Framework:
    """The framework that a profile answers, as large as the region is; in its edition unless the newest is asked for.

    Raises:
        UsageError: it answers a framework that is neither shipped nor given.
    """
    edition = None if newest else profile.edition
    return chosen_framework(folder, profile.framework, edition).fit_to(profile.inhabitants)


def _find_further_problems(path: Path, folder: Path | None, error: InvalidInputError) -> Sequence[Problem]:
    """What the framework says of what was not refused; by the kind of profile that it fits best."""
    found: list[Sequence[Problem]] = []
    for file in salvage_profile(path, error):
        with suppress(UsageError):
            framework = choose_profile_framework(file.profile, folder)
            try:
                file.validate_against(framework, catalogue_for(file.profile))
            except InvalidInputError as further:
                found.append(further.problems)
            else:
                found.append(())
    return min(found, key=len, default=())

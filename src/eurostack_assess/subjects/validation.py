"""Reads a file of any kind, checks it against everything that it refers to, and describes its content."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from eurostack_assess import __version__
from eurostack_assess.errors import InvalidInputError, Message, Problem, UsageError, message
from eurostack_assess.method.sessions import migrate_session
from eurostack_assess.reading.file_kinds import is_session, name_other_kinds
from eurostack_assess.reading.framework import (
    HEADER_FILE,
    INSTRUMENTS,
    find_framework_folder,
    read_framework,
    read_header,
    read_instrument,
    read_questionnaire_file,
)
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.profile import ProfileFile
from eurostack_assess.reading.session import check_session_answers, read_session
from eurostack_assess.reading.source import PROFILE_LIMIT, STDIN, read_source
from eurostack_assess.subjects.profile_reading import choose_profile_framework, read_profile_file
from eurostack_assess.subjects.shipped_data import catalogue_for, chosen_framework, find_profile


class ValidFile(NamedTuple):
    """What a valid file holds, and what in it a person should look at again."""

    content: Message
    doubts: Sequence[Problem] = ()


def validate_file(path: Path, folder: Path | None) -> ValidFile:
    """What a valid file holds: a framework, an instrument, a questionnaire, a session or a profile.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: with everything that is wrong with it.
        UsageError: it answers a framework that is neither shipped nor in `folder`.
    """
    path = find_profile(path)
    if path.is_dir() or path.name == HEADER_FILE:
        framework = read_framework(path if path.is_dir() else path.parent)
        return ValidFile(message("validate.valid-framework", file=str(path), n=len(framework.questions)))
    framework_folder = find_framework_folder(path)
    if framework_folder is not None and path.parent.name == INSTRUMENTS:
        instrument = read_instrument(path, read_header(framework_folder))
        return ValidFile(message("validate.valid-instrument", file=str(path), n=len(instrument.objectives)))
    if framework_folder is not None:
        (part,) = read_questionnaire_file(path, framework_folder).parts.values()
        return ValidFile(message("validate.valid-questionnaire", file=str(path), n=len(part.questions)))
    if is_session(path):
        session, source = read_session(path)
        with suppress(UsageError):  # without its framework, no more can be said
            framework = chosen_framework(folder, session.framework.id).fit_to(session.profile.inhabitants)
            session, _ = migrate_session(session, framework, __version__)
            check_session_answers(session, framework, source, path)
        return ValidFile(message("validate.valid-session", file=str(path), n=len(session.entries)))
    with name_other_kinds(path, "profile"):
        file = _read_profile(path, folder)
    framework = choose_profile_framework(file.profile, folder)
    profile = file.validate_against(framework, catalogue_for(file.profile))
    content = message("validate.valid-profile", file=str(path), n=len(profile.answers))
    return ValidFile(content, tuple(file.find_doubtful_answers(framework)))


def _read_profile(path: Path, folder: Path | None) -> ProfileFile:
    try:
        return read_profile_file(path, folder)
    except InvalidInputError:
        if str(path) != STDIN:  # can be read once only
            _refuse_what_is_no_profile(path)
        raise


def _refuse_what_is_no_profile(path: Path) -> None:
    """A questionnaire without its framework and a file of weights have keys of their own, by which they are known."""
    source = read_source(path, PROFILE_LIMIT)
    root = parse_yaml(source)
    keys = {key for key, _ in root.items()}
    if "questions" in keys and keys & {"layer", "lens"}:
        raise source.refuse(1, 1, message("problem.questionnaire-alone"), message("hint.framework-beside"))
    if "name" in keys and "kind" not in keys and keys & {"layers", "questions"}:
        raise source.refuse(1, 1, message("problem.weights-alone"), message("hint.score-with-weights"))

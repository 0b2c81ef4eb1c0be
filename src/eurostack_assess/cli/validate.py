"""`validate`: reading, and nothing else."""

from collections.abc import Sequence
from pathlib import Path

from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import show
from eurostack_assess.errors import InvalidInput, Message, Problem, message
from eurostack_assess.reading.framework import (
    HEADER_FILE,
    INSTRUMENTS,
    folder_of,
    read_framework,
    read_header,
    read_instrument,
    read_questionnaire_file,
)
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import is_session, read_session
from eurostack_assess.texts import texts


def validate(files: Sequence[Path], framework: Path | None, language: str) -> None:
    """Say of each file that it is valid, or of all of them together what is wrong."""
    problems: list[Problem] = []
    for path in files:
        try:
            show(f"{texts(language).message(_validated(path, framework))}\n")
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)


def _validated(path: Path, framework: Path | None) -> Message:
    if path.is_dir() or path.name == HEADER_FILE:
        read = read_framework(path if path.is_dir() else path.parent)
        return message("validate.valid-framework", file=str(path), n=len(read.questions))
    if (folder := folder_of(path)) is not None and path.parent.name == INSTRUMENTS:
        instrument = read_instrument(path, read_header(folder))
        return message("validate.valid-instrument", file=str(path), n=len(instrument.objectives))
    if folder is not None:
        (part,) = read_questionnaire_file(path, folder).parts.values()
        return message("validate.valid-questionnaire", file=str(path), n=len(part.questions))
    if is_session(path):
        session, _ = read_session(path)
        return message("validate.valid-session", file=str(path), n=len(session.entries))
    file = read_profile(path)
    profile = file.checked_against(chosen_framework(framework, file.profile.framework), catalogue_for(file.profile))
    return message("validate.valid-profile", file=str(path), n=len(profile.answers))

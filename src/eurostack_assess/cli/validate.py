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
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.profile import ProfileFile, read_profile
from eurostack_assess.reading.session import is_session, read_session
from eurostack_assess.reading.source import PROFILE_LIMIT, STDIN, read_source
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
    file = _profile(path)
    profile = file.checked_against(chosen_framework(framework, file.profile.framework), catalogue_for(file.profile))
    return message("validate.valid-profile", file=str(path), n=len(profile.answers))


def _profile(path: Path) -> ProfileFile:
    try:
        return read_profile(path)
    except InvalidInput:
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

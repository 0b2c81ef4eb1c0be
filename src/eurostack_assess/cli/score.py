"""`score`: reading, method, report."""

from collections.abc import Sequence
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import screen, show, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.interview.interview import brought_up_to_date
from eurostack_assess.method.assess import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.session import is_session, read_session
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.terminal import render

FORMATS = (".json",)


def score(
    profile: Path, framework: Path | None, language: str, outputs: Sequence[Path], *, everything: bool, force: bool
) -> None:
    """Score a profile: the report on the screen, or the result in each of the output files."""
    for output in outputs:
        if output.suffix.lower() not in FORMATS:
            raise UsageError(message("error.unknown-format", file=str(output), formats=", ".join(FORMATS)))
    result = assessed(profile, framework)
    if not outputs:
        show(render(assessment_report(result, language, everything=everything), screen()))
    for output in outputs:
        write_file(output, result_json(result), force=force)


def assessed(path: Path, folder: Path | None) -> Assessment:
    """The result of the profile in a file, or of a session as far as it has come."""
    if is_session(path):
        session, source = read_session(path)
        framework = chosen_framework(folder, session.framework.id)
        session, _ = brought_up_to_date(session, framework, __version__)
        return assess(framework, session.as_profile(), tool_version=__version__, profile_hash=source.hash)
    file = read_profile(path)
    framework = chosen_framework(folder, file.profile.framework)
    return assess(framework, file.checked_against(framework), tool_version=__version__, profile_hash=file.hash)


def result_json(result: Assessment) -> bytes:
    """The result as JSON, unrounded."""
    return f"{result.model_dump_json(indent=2)}\n".encode()

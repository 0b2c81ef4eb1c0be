"""`score`: reading, method, report."""

from functools import partial
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.outputs import Outputs
from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.assess import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.reading.result import is_result, read_result
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.assessment_sheets import assessment_sheets


def score(profile: Path, framework: Path | None, language: str, outputs: Outputs, *, everything: bool) -> None:
    """Score a profile: the report on the screen, or the result in each of the output files."""
    outputs.check()
    result = assessed(profile, framework)
    report = partial(assessment_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(assessment_sheets, result, language), result)


def assessed(path: Path, folder: Path | None) -> Assessment:
    """The result of the profile in a file, of a session as far as it has come, or as it stands in a result's file."""
    if is_result(path):
        return read_result(path)[0]
    framework, profile, hash_ = checked_profile(path, folder)
    catalogue = catalogue_for(profile)
    return assess(framework, profile, tool_version=__version__, profile_hash=hash_, catalogue=catalogue)


def check_alike(path: Path, other: Assessment, first: Assessment) -> None:
    """Refuse a result that answers other questions than the first, so that they cannot stand beside each other.

    Raises:
        UsageError: it is of another framework, or about another kind of thing.
    """
    if other.framework.id != first.framework.id:
        named = {"file": str(path), "named": other.framework.id, "first": first.framework.id}
        raise UsageError(message("error.compare-frameworks", **named))
    if other.profile.kind != first.profile.kind:
        kinds = {"named": message(f"kind.{other.profile.kind}"), "first": message(f"kind.{first.profile.kind}")}
        raise UsageError(message("error.compare-kinds", file=str(path), **kinds))

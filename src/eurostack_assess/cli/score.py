"""`score`: reading, method, report."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.outputs import Outputs
from eurostack_assess.cli.profiles import checked_profile, tell_unconfirmed
from eurostack_assess.cli.views import check_views, chosen_views
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.assess import Also, assess
from eurostack_assess.method.reweighing import with_weights
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.reading.result import is_result, read_result
from eurostack_assess.reading.weights import read_weights
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.assessment_sheets import assessment_sheets


@dataclass(frozen=True)
class How:
    """By what a profile is scored."""

    framework: Path | None = None
    """Folder of another framework than the shipped one."""
    views: Sequence[str] = ()
    """Other instruments, or editions of them, that the answers are read by too."""
    weights: Path | None = None
    """A file with weights of one's own."""


def score(profile: Path, how: How, language: str, outputs: Outputs, *, everything: bool) -> None:
    """Score a profile: the report on the screen, or the result in each of the output files."""
    outputs.check()
    result = assessed(profile, how)
    tell_unconfirmed(profile, how.framework, language)
    report = partial(assessment_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(assessment_sheets, result, language), result)


def assessed(path: Path, how: How) -> Assessment:
    """The result of the profile in a file, of a session as far as it has come, or as it stands in a result's file."""
    if is_result(path):
        result = read_result(path)[0]
        check_views(path, result, how.views)
        if how.weights is not None:
            raise UsageError(message("error.result-has-its-weights", file=str(path)), message("hint.give-profile"))
        return result
    framework, profile, hash_ = checked_profile(path, how.framework)
    weights, weights_hash = read_weights(how.weights, framework) if how.weights else (None, "")
    return assess(
        framework,
        profile,
        tool_version=__version__,
        profile_hash=hash_,
        catalogue=catalogue_for(profile),
        also=Also(chosen_views(framework, how.views), weights, weights_hash),
    )


def reassessed(path: Path, how: How) -> Assessment:
    """The result by the weights of one's own, as if they were the framework's."""
    framework, profile, hash_ = checked_profile(path, how.framework)
    if how.weights is not None:
        framework = with_weights(framework, read_weights(how.weights, framework)[0])
    return assess(framework, profile, tool_version=__version__, profile_hash=hash_)


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

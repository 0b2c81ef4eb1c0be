"""`score`: reading, method, report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.outputs import Outputs
from eurostack_assess.cli.profiles import Given, checked_profile, tell_unconfirmed
from eurostack_assess.cli.views import check_views, chosen_views
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.assess import Also, assess
from eurostack_assess.method.reweighing import with_weights
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.weights import Weights
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
    _read: dict[str, tuple[Weights, str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those weights as read, by the framework's hash: standard input can be read once only."""

    def weights_for(self, framework: Framework) -> tuple[Weights | None, str]:
        """The weights of one's own, checked against a framework, with the file's hash; None where there are none."""
        if self.weights is None:
            return None, ""
        if framework.hash not in self._read:
            self._read[framework.hash] = read_weights(self.weights, framework)
        return self._read[framework.hash]


class Scored(NamedTuple):
    """A result, and the profile that it is of."""

    result: Assessment
    given: Given | None
    """None where the file held a result."""

    def by_weights(self, weights: Weights | None) -> Assessment:
        """The result by weights of one's own, as if they were the framework's."""
        if self.given is None or weights is None:
            return self.result
        framework, profile, hash_, _ = self.given
        return assess(with_weights(framework, weights), profile, tool_version=__version__, profile_hash=hash_)


def score(profile: Path, how: How, language: str, outputs: Outputs, *, everything: bool) -> None:
    """Score a profile: the report on the screen, or the result in each of the output files."""
    outputs.check()
    result, given = scored(profile, how)
    tell_unconfirmed(profile, given, language)
    report = partial(assessment_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(assessment_sheets, result, language), result)


def scored(path: Path, how: How) -> Scored:
    """The result of the profile in a file, of a session as far as it has come, or as it stands in a result's file."""
    if is_result(path):
        result = read_result(path)[0]
        check_views(path, result, how.views)
        if how.weights is not None:
            raise UsageError(message("error.result-has-its-weights", file=str(path)), message("hint.give-profile"))
        return Scored(result, None)
    given = checked_profile(path, how.framework)
    framework, profile, hash_, _ = given
    also = Also(chosen_views(framework, how.views), *how.weights_for(framework))
    catalogue = catalogue_for(profile)
    result = assess(framework, profile, tool_version=__version__, profile_hash=hash_, catalogue=catalogue, also=also)
    return Scored(result, given)


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

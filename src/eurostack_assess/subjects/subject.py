"""The subject of a command: a profile, a session in progress, or the result of an earlier run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from eurostack_assess import __version__
from eurostack_assess.errors import Place, UsageError, message
from eurostack_assess.method.assessment import AssessmentExtras, assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.weights import Weights
from eurostack_assess.reading.file_kinds import is_result, is_session, name_other_kinds
from eurostack_assess.reading.source import STDIN
from eurostack_assess.reading.weights import WeightsFile
from eurostack_assess.subjects.profile_reading import choose_profile_framework, read_profile_file
from eurostack_assess.subjects.shipped_data import catalogue_for, chosen_framework, find_profile
from eurostack_assess.subjects.views import check_views, chosen_views

if TYPE_CHECKING:
    from eurostack_assess.reading.prior import PriorFile

PlaceOfAnswer = Callable[[str | None], Place]
"""Where the answer to a question is in the file, or for None where the answers begin."""


@dataclass(frozen=True)
class ProfileSubject:
    """A profile, checked against the framework that it answers."""

    path: Path
    framework: Framework
    profile: Profile
    hash: str
    """SHA-256 of the file's text."""
    place_of_answer: PlaceOfAnswer
    unconfirmed: int = 0
    """Answers of a session that do not count, because their questions have changed since."""

    @property
    def language(self) -> str | None:
        """Language of reports on it, where no other is asked for."""
        return self.profile.language

    def assess(
        self,
        views: Sequence[str] = (),
        weights: WeightsFile | None = None,
        *,
        doubt: Literal["one_rung"] | None = None,
        sensitivity: bool = False,
        prior: "PriorFile | None" = None,
    ) -> Assessment:
        """The result of the profile, also by other instruments and by custom weights where those are given.

        Args:
            views: Instruments by whose objectives the answers are read too.
            weights: Custom weights, by which they are scored too.
            doubt: How answers that nobody is sure of are changed before anything is computed.
            sensitivity: Whether every verdict is tried under other assumptions of the method.
            prior: A population by whose answers open ones are judged too.

        Raises:
            UsageError: the framework has no such instrument or edition.
            InvalidInputError: the weights are of what the framework does not have.
        """
        chosen = chosen_views(self.framework, views)
        checked = weights.validate_against(self.framework) if weights else None
        return assess(
            self.framework,
            self.profile,
            tool_version=__version__,
            profile_hash=self.hash,
            catalogue=catalogue_for(self.profile),
            extras=AssessmentExtras(
                chosen,
                checked,
                weights.hash if weights else "",
                doubt=doubt,
                prior=prior.validate_against(self.framework, self.profile.kind) if prior else None,
                sensitivity=sensitivity,
            ),
        )

    def assess_by(self, weights: Weights) -> Assessment:
        """The result as if custom weights were the framework's."""
        from eurostack_assess.method.custom_weights import apply_weights

        framework = apply_weights(self.framework, weights)
        return assess(framework, self.profile, tool_version=__version__, profile_hash=self.hash)


@dataclass(frozen=True)
class ResultSubject:
    """The result of an earlier run."""

    path: Path
    result: Assessment
    unconfirmed: int = 0

    @property
    def language(self) -> str | None:
        """Language of reports on it, where no other is asked for."""
        return self.result.profile.language

    def place_of_answer(self, question: str | None) -> Place:  # noqa: ARG002
        """The file as a whole: a person wrote no lines of it."""
        return Place(str(self.path), 1, 1)

    def assess(
        self,
        views: Sequence[str] = (),
        weights: WeightsFile | None = None,
        *,
        doubt: Literal["one_rung"] | None = None,
        sensitivity: bool = False,
        prior: "PriorFile | None" = None,
    ) -> Assessment:
        """The result as it was made; arguments as of a profile.

        Raises:
            UsageError: it was made without one of these views or the sensitivity, or is to be computed otherwise.
        """
        check_views(self.path, self.result, views)
        if (doubt is not None and doubt != self.result.doubt) or prior is not None:
            raise UsageError(message("error.result-has-its-answers", file=str(self.path)), message("hint.give-profile"))
        if sensitivity and all(part.sensitivity is None for part in self.result.parts):
            raise UsageError(
                message("error.result-without-sensitivity", file=str(self.path)), message("hint.give-profile")
            )
        if weights is not None:
            raise UsageError(message("error.result-has-its-weights", file=str(self.path)), message("hint.give-profile"))
        return self.result

    def assess_by(self, weights: Weights) -> Assessment:  # noqa: ARG002
        """The result as it was made; `assess` has refused weights."""
        return self.result


Subject = ProfileSubject | ResultSubject


def read_subject(path: Path, folder: Path | None = None) -> Subject:
    """The profile, session or result in a file; `-` is a profile from standard input.

    Args:
        path: What to read.
        folder: Folder of another framework than the shipped one that the profile names.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: with everything that is wrong with it.
        UsageError: it answers a framework that is neither shipped nor given.
    """
    path = find_profile(path)
    if is_result(path):
        from eurostack_assess.reading.result import read_result

        with name_other_kinds(path, "result"):
            return ResultSubject(path, read_result(path)[0])
    return read_profile_subject(path, folder)


def read_profile_subject(path: Path, folder: Path | None = None, *, newest: bool = False) -> ProfileSubject:
    """The profile in a file, or of a session as far as it has come; as `read_subject`, where a result will not do.

    With `newest`, by the newest edition of its framework, whatever the one that it was answered under.
    """
    path = find_profile(path)
    if is_session(path):
        return _read_session_subject(path, folder)
    with name_other_kinds(path, "profile"):
        file = read_profile_file(path, folder)
    framework = choose_profile_framework(file.profile, folder, newest=newest)
    profile = file.validate_against(framework, catalogue_for(file.profile))
    if profile.edition not in (None, framework.header.edition):
        from eurostack_assess.method.carry_over import carry_over

        profile = carry_over(framework, profile)
    return ProfileSubject(path, framework, profile=profile, hash=file.hash, place_of_answer=file.get_answer_place)


def _read_session_subject(path: Path, folder: Path | None) -> ProfileSubject:
    from eurostack_assess.method.sessions import migrate_session
    from eurostack_assess.reading.session import check_session_answers, read_session

    session, source = read_session(path)
    framework = chosen_framework(folder, session.framework.id).fit_to(session.profile.inhabitants)
    session, _ = migrate_session(session, framework, __version__)
    check_session_answers(session, framework, source, path)
    unconfirmed = sum(entry.needs_confirmation for entry in session.entries.values())
    start = Place(str(path), 1, 1)  # a person wrote no lines of it
    return ProfileSubject(
        path,
        framework,
        profile=session.to_profile(),
        hash=source.hash,
        place_of_answer=lambda _: start,
        unconfirmed=unconfirmed,
    )


def check_one_standard_input(paths: Sequence[Path]) -> None:
    """Refuse to read standard input twice: the second time it is empty.

    Raises:
        UsageError: it is named more than once.
    """
    if sum(str(path) == STDIN for path in paths) > 1:
        raise UsageError(message("error.standard-input-twice"))


def check_same_questions(path: Path, result: Assessment, first: Assessment) -> None:
    """Refuse a result that answers other questions than the first one: they cannot be compared.

    Raises:
        UsageError: it is of another framework, or about another kind of profile.
    """
    if result.framework.id != first.framework.id:
        named = {"file": str(path), "named": result.framework.id, "first": first.framework.id}
        raise UsageError(message("error.compare-frameworks", **named))
    if result.profile.kind != first.profile.kind:
        kinds = {"named": message(f"kind.{result.profile.kind}"), "first": message(f"kind.{first.profile.kind}")}
        raise UsageError(message("error.compare-kinds", file=str(path), **kinds))

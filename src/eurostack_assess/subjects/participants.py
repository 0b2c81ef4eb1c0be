"""Reads participants' forms, spreadsheets, sessions, profiles, surveys and earlier merges as one workshop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Never

from eurostack_assess.errors import FileAccessError, InvalidInputError, UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.method.edition_drift import detect_edition_drift
from eurostack_assess.method.workshop import merge_ballots, merge_settlements
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.session import FrameworkRef
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.model.workshop import ANSWERS_FORMAT, Ballot, Workshop
from eurostack_assess.reading.ballots import (
    BallotBatch,
    build_ballot,
    detect_format,
    question_fingerprints,
    read_answers_file,
    read_workshop,
)
from eurostack_assess.reading.file_kinds import is_session, name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.kind_recognition import explain_kind
from eurostack_assess.reading.sheet import read_sheet
from eurostack_assess.reading.survey import read_survey
from eurostack_assess.reading.survey_map import MapFile, SurveyMap, make_title_test, read_survey_map
from eurostack_assess.reading.table import is_spreadsheet, read_table
from eurostack_assess.subjects.shipped_data import shipped_catalogue
from eurostack_assess.subjects.subject import read_profile_subject


@dataclass(frozen=True)
class InboxOptions:
    """How participants' files are read."""

    kind: Kind | None = None
    """What a survey is about, where no other file says."""
    survey_map: Path | None = None
    """File (YAML) that says what a survey's columns and values mean."""
    unfinished: bool = False
    """Whether participants who did not finish a survey count."""
    lenient: bool = False
    """Whether files that cannot be read are left out."""
    framework_folder: Path | None = None


@dataclass(frozen=True)
class WorkshopDetails:
    """What is said of a workshop, where its files do not say it; None: as the files say."""

    name: str | None = None
    day: date | None = None
    country: str | None = None
    keep_names: bool = False
    """Whether the participants' names are kept."""


@dataclass
class Inbox:
    """What came in, file by file."""

    batches: list[tuple[Path, BallotBatch]] = field(default_factory=list)
    refused: list[tuple[Path, InvalidInputError | FileAccessError]] = field(default_factory=list)

    @property
    def ballots(self) -> list[Ballot]:
        """All ballots, as they came."""
        return [ballot for _, batch in self.batches for ballot in batch.ballots]

    @property
    def continues(self) -> bool:
        """Whether an earlier merge is among the files."""
        return any(batch.earlier_workshop for _, batch in self.batches)

    def take(self, path: Path, read: Callable[[Path], BallotBatch | None]) -> bool:
        """Whether the file is dealt with: read, or refused."""
        try:
            batch = read(path)
        except (InvalidInputError, FileAccessError) as error:
            self.refused.append((path, error))
            return True
        if batch is not None:
            self.batches.append((path, batch))
        return batch is not None


def read_inbox(paths: Sequence[Path], framework: Framework, options: InboxOptions) -> Inbox:
    """What the files hold. What any of them is refused for is raised for all together, unless those are left out.

    A survey does not say of what kind its answers are, so the files that do are read first.

    Raises:
        UsageError: a form that nobody has filled in, or a survey about who knows what.
        FileAccessError, InvalidInputError: files that cannot be read, unless `lenient` and another could.
    """
    survey_map = read_survey_map(options.survey_map) if options.survey_map else None
    inbox = Inbox()
    own_file = partial(_read_own_file, framework=framework, folder=options.framework_folder)
    surveys = [path for path in paths if not inbox.take(path, own_file)]
    kind = options.kind or next((batch.kind for _, batch in inbox.batches if batch.kind), None)
    for path in surveys:
        if kind is None:
            raise UsageError(message("error.survey-kind", file=str(path)), message("hint.kind"))
        survey = partial(
            _read_survey, kind=kind, framework=framework, survey_map=survey_map, unfinished=options.unfinished
        )
        inbox.take(path, survey)
    if inbox.refused and not (options.lenient and inbox.batches):
        _raise_refusals(inbox)
    return inbox


def _raise_refusals(inbox: Inbox) -> Never:
    for _, error in inbox.refused:
        if isinstance(error, FileAccessError):
            raise error
    errors = [error for _, error in inbox.refused if isinstance(error, InvalidInputError)]
    raise InvalidInputError(problem for error in errors for problem in error.problems)


def _read_own_file(path: Path, framework: Framework, folder: Path | None) -> BallotBatch | None:
    """What a file of one of our own formats holds; None for a survey."""
    match path.suffix.lower():
        case ".html" | ".htm":
            raise UsageError(message("error.form-itself", file=str(path)), message("hint.form-itself"))
        case ".yaml" | ".yml":
            return _read_profile(path, framework, folder)
        case ".json" if is_session(path):
            return _read_profile(path, framework, folder)
        case ".json":
            format_ = detect_format(path)
            if format_ is None and (problem := explain_kind(path)):
                raise InvalidInputError([problem])
            if format_ is None:
                raise UsageError(message("error.no-answers", file=str(path)), message("hint.answers"))
            return (read_answers_file if format_ == ANSWERS_FORMAT else read_workshop)(path, framework)
        case _:
            return read_sheet(path, framework) if is_spreadsheet(path) else None


def _read_profile(path: Path, framework: Framework, folder: Path | None) -> BallotBatch:
    """One participant's profile or session."""
    subject = read_profile_subject(path, folder)
    profile = subject.profile
    if subject.framework.header.id != framework.header.id:
        named = {"file": str(path), "named": subject.framework.header.id, "first": framework.header.id}
        raise UsageError(message("error.compare-frameworks", **named))
    drift = detect_edition_drift(framework, profile)
    lost = {*drift.materially_changed, *drift.removed} if drift else set()
    lost_parts = drift.removed_parts if drift else ()
    current = profile.model_copy(
        update={
            "answers": {id_: answer for id_, answer in profile.answers.items() if id_ not in lost},
            "findings": {id_: finding for id_, finding in profile.findings.items() if id_ not in lost_parts},
        }
    )
    return BallotBatch(
        ballots=(build_ballot(current, subject.hash),),
        questions=question_fingerprints(framework, profile.kind),
        name=profile.name,
        kind=profile.kind,
        lenses=profile.lenses,
        issues=(
            *(ImportIssue(id_, message("import.other-wording")) for id_ in profile.answers if id_ in lost),
            *(ImportIssue(id_, message("import.no-layer")) for id_ in profile.findings if id_ in lost_parts),
        ),
        older_edition=drift,
    )


def _read_survey(
    path: Path, kind: Kind, framework: Framework, survey_map: MapFile | None, *, unfinished: bool
) -> BallotBatch:
    layout = survey_map.map if survey_map else SurveyMap()
    with name_other_kinds(path, "table", "spreadsheet", "survey"):
        table = read_table(path, layout, is_known=make_title_test(framework, kind, layout))
        return read_survey(table, framework, kind, survey_map, unfinished=unfinished)


def merge_inbox(inbox: Inbox, framework: Framework, details: WorkshopDetails) -> Workshop:
    """All that came in as one workshop, the same in whatever order it came.

    Raises:
        UsageError: the files are about different kinds or subjects, or the country is none.
    """
    batches = [batch for _, batch in inbox.batches]
    kinds = sorted({batch.kind for batch in batches if batch.kind})
    if len(kinds) > 1:
        raise UsageError(message("error.kinds-differ"))
    earlier = [batch.earlier_workshop for batch in batches if batch.earlier_workshop]
    ballots = merge_ballots(ballot for ballot in inbox.ballots if not ballot.is_blank)
    if not details.keep_names:
        ballots = tuple(ballot.model_copy(update={"name": None}) for ballot in ballots)
    lenses = {lens for batch in batches for lens in batch.lenses}
    return Workshop(
        framework=FrameworkRef(id=framework.header.id, edition=framework.header.edition, hash=framework.hash),
        name=details.name if details.name is not None else _common_name(batches),
        kind=kinds[0],
        country=_checked_country(details.country)
        or max((workshop.country for workshop in earlier if workshop.country), default=None),
        date=details.day or max((workshop.date for workshop in earlier if workshop.date), default=None),
        lenses=tuple(lens for lens in framework.header.lenses if lens in lenses),
        questions=dict(sorted({id_: mark for batch in batches for id_, mark in batch.questions.items()}.items())),
        ballots=ballots,
        settlements=merge_settlements(batch.settlements for batch in batches),
    )


def _checked_country(code: str | None) -> str | None:
    """The code of a country that there is."""
    if code is not None and code not in shipped_catalogue().countries:
        raise UsageError(message("problem.no-such-country", country=typed(code)[:80]))
    return code


def _common_name(batches: Sequence[BallotBatch]) -> str:
    """Of whom the answers are, as all files say that say it."""
    names = sorted({" ".join(batch.name.split()) for batch in batches if batch.name and not batch.name.isspace()})
    if len(names) != 1:
        what = message("error.names-differ", names=", ".join(names)) if names else message("error.no-subject")
        raise UsageError(what, message("hint.name-option"))
    return names[0]

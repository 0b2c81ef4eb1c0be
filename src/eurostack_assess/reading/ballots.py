"""Reads participants' answers from our form, our spreadsheet and earlier merges, and checks them against the framework.

An answer counts only for the wording that it was given to: if this edition words or counts the question differently, or
does not have it, the answer is listed and left out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInputError, Message, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import MAX_NAME_LENGTH, Answer, Profile
from eurostack_assess.model.rungs import DONT_KNOW, RungBounds
from eurostack_assess.model.session import fingerprint
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.model.workshop import (
    ANSWERS_FORMAT,
    MAX_NOTE_LENGTH,
    WORKSHOP_FORMAT,
    AnswersFile,
    Ballot,
    LayerVote,
    Settlement,
    Vote,
    Workshop,
)
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.json_text import format_error_path, parse_json
from eurostack_assess.reading.profile import build_explain_hint
from eurostack_assess.reading.source import MEBIBYTE, PROFILE_LIMIT, SourceText, join_surrogate_pairs, read_source
from eurostack_assess.reading.validate import parse_document, validate_document

WORKSHOP_LIMIT = 50 * MEBIBYTE


@dataclass(frozen=True)
class MappedColumn:
    """A column of a survey, or as good as one, with what it was taken for."""

    title: str
    question: str
    is_note: bool = False
    """Whether it is for what was said about the question."""


@dataclass(frozen=True)
class BallotBatch:
    """What one file brought."""

    ballots: tuple[Ballot, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    """What was asked, with the fingerprint of its wording."""
    name: str | None = None
    kind: Kind | None = None
    lenses: tuple[str, ...] = ()
    settlements: Mapping[str, Settlement] = field(default_factory=dict)
    issues: tuple[ImportIssue, ...] = ()
    mapped_columns: tuple[MappedColumn, ...] = ()
    notes: tuple[Message, ...] = ()
    """What a facilitator should know of how it was read."""
    unfinished_count: int = 0
    """Participants who did not send their answers off, and were left out."""
    earlier_workshop: Workshop | None = None
    """The workshop as it was merged before."""
    older_edition: EditionDrift | None = None
    """What is known of another edition that the answers were given under."""


def question_fingerprints(framework: Framework, kind: Kind, questions: Sequence[str] | None = None) -> dict[str, str]:
    """Fingerprints of the framework's questions for a kind of profile; all, or some by id."""
    selected = framework.questions if questions is None else {id_: framework.questions[id_] for id_ in questions}
    return {id_: fingerprint(question) for id_, question in selected.items() if question.applies_to(kind)}


def find_lenses(framework: Framework, questions: Iterable[str]) -> tuple[str, ...]:
    """The lenses that some of these questions are of."""
    question_ids = set(questions)
    parts = {part.id: part for part in framework.parts}
    return tuple(
        id_ for id_ in framework.header.lenses if any(question.id in question_ids for question in parts[id_].questions)
    )


def read_answers_file(path: Path, framework: Framework) -> BallotBatch:
    """One participant's answers, as the form saved them.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not such a file, a damaged one, or one for another framework.
    """
    source = join_surrogate_pairs(read_source(path, PROFILE_LIMIT, tabs=True))
    document = parse_document(source)
    file = validate_document(AnswersFile, document)
    if file.framework.id != framework.header.id:
        what = message("problem.other-framework", named=file.framework.id, given=framework.header.id)
        raise InvalidInputError([document.problem(what, "framework", "id", hint=message("hint.framework-option"))])
    validator = BallotValidator(framework, file.kind, file.questions)
    ballot = validator.validate_ballot(file.ballot)
    if validator.invalid_rungs:
        raise InvalidInputError(
            document.problem(
                message("problem.no-such-rung", rung=rung, top=top),
                *("ballot", "answers", id_, "answer"),
                hint=build_explain_hint(id_, framework),
            )
            for id_, rung, top in validator.invalid_rungs
        )
    return BallotBatch(
        ballots=(ballot,),
        questions=validator.current_fingerprints,
        name=file.name,
        kind=file.kind,
        lenses=find_lenses(framework, validator.current_fingerprints),
        issues=tuple(validator.issues),
    )


def read_workshop(path: Path, framework: Framework) -> BallotBatch:
    """The ballots and settlements of an earlier merge.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not such a file, a damaged one, or one for another framework.
    """
    workshop, source = read_workshop_file(path, framework)
    validator = BallotValidator(framework, workshop.kind, workshop.questions)
    ballots = tuple(map(validator.validate_ballot, workshop.ballots))
    settlements = {
        id_: settlement
        for id_, settlement in workshop.settlements.items()
        if validator.is_current(id_, settlement.answer)
    }
    if validator.invalid_rungs:
        id_, rung, top = validator.invalid_rungs[0]
        raise source.refuse(1, 1, message("problem.rung-of", question=id_, rung=rung, top=top))
    return BallotBatch(
        ballots=ballots,
        questions=validator.current_fingerprints,
        name=workshop.name,
        kind=workshop.kind,
        lenses=workshop.lenses,
        settlements=settlements,
        issues=tuple(validator.issues),
        earlier_workshop=workshop,
    )


def read_workshop_file(path: Path, framework: Framework) -> tuple[Workshop, SourceText]:
    """The file of an earlier merge as it stands.

    Raises:
        FileAccessError, InvalidInputError: as `read_workshop`, but for single answers.
    """
    source = read_source(path, WORKSHOP_LIMIT)
    workshop = _parse_workshop(source)
    if workshop.framework.id != framework.header.id:
        what = message("problem.other-framework", named=workshop.framework.id, given=framework.header.id)
        raise source.refuse(1, 1, what, message("hint.framework-option"))
    return workshop, source


def _parse_workshop(source: SourceText) -> Workshop:
    file = parse_json(source)
    try:
        return Workshop.model_validate_json(json.dumps(file))
    except ValidationError as error:
        where = format_error_path(error)
        raise source.refuse(1, 1, message("problem.workshop-damaged", where=where)) from None


def detect_format(path: Path) -> str | None:
    """The format that a JSON file says it is in; None where it says none.

    Raises:
        FileAccessError, InvalidInputError: as `read_source`, or not JSON.
    """
    source = read_source(path, WORKSHOP_LIMIT, tabs=True)
    file = parse_json(source, message("hint.saved-anew"))
    format_name = file.get("format") if isinstance(file, dict) else None
    return format_name if format_name in (ANSWERS_FORMAT, WORKSHOP_FORMAT) else None


def build_ballot(profile: Profile, hash_: str) -> Ballot:
    """One participant's profile as a ballot; who it is, is known by the file alone."""
    return Ballot(
        participant=make_participant_id("file", hash_),
        answers={id_: _build_vote(answer) for id_, answer in profile.answers.items()},
        votes={layer: LayerVote(verdict=finding.verdict) for layer, finding in profile.findings.items()},
    )


def _build_vote(answer: Answer) -> Vote:
    """A vote is one rung: who knows only which rungs are possible votes that it is not known."""
    remark = answer.reason or answer.evidence
    value = DONT_KNOW if isinstance(answer.answer, RungBounds) else answer.answer
    note = clean_text(remark.in_language()) if remark else None
    return Vote(answer=value, note=note, confidence=answer.confidence)


def make_participant_id(*identifiers: str) -> str:
    """A number made from what tells one participant from another, from which that cannot be read back."""
    return hashlib.sha256("\0".join(identifiers).encode(errors="surrogateescape")).hexdigest()[:32]


def clean_text(text: str | None) -> str | None:
    """A text that somebody typed, on one line, without active characters; None where nothing is left."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", text or "").split())[:MAX_NOTE_LENGTH] or None


@dataclass
class BallotValidator:
    """Ballots against the framework: which answers can count, and what could not be placed."""

    framework: Framework
    kind: Kind
    fingerprints: Mapping[str, str]
    """What was asked, with the fingerprint of its wording."""
    issues: list[ImportIssue] = field(default_factory=list)
    invalid_rungs: list[tuple[str, int, int]] = field(default_factory=list)
    """Question, rung and the highest rung there is."""

    @property
    def current_fingerprints(self) -> dict[str, str]:
        """What was asked in the words of this edition."""
        return {id_: value for id_, value in self.fingerprints.items() if self._has_current_wording(id_)}

    def _has_current_wording(self, id_: str) -> bool:
        question = self.framework.questions.get(id_)
        return (
            question is not None
            and question.applies_to(self.kind)
            and self.fingerprints.get(id_) == fingerprint(question)
        )

    def is_current(self, id_: str, answer: object) -> bool:
        """Whether an answer can count; one that cannot is listed, and a rung that is not there too."""
        if not self._has_current_wording(id_):
            self.issues.append(ImportIssue(id_, message("import.other-wording")))
            return False
        top = len(self.framework.questions[id_].options) - 1
        named = answer.highest_named if isinstance(answer, RungBounds) else answer
        if isinstance(named, int) and named > top:
            self.invalid_rungs.append((id_, named, top))
            return False
        return True

    def validate_ballot(self, ballot: Ballot) -> Ballot:
        """The ballot with what can count of it, its texts on one line."""
        layers = self.framework.header.layers
        self.issues += [ImportIssue(id_, message("import.no-layer")) for id_ in ballot.votes if id_ not in layers]
        remark = ballot.remark and ballot.remark.model_copy(update={"text": clean_text(ballot.remark.text)})
        return Ballot(
            participant=ballot.participant,
            name=(clean_text(ballot.name) or "")[:MAX_NAME_LENGTH] or None,
            answers={
                id_: vote.model_copy(update={"note": clean_text(vote.note)})
                for id_, vote in ballot.answers.items()
                if self.is_current(id_, vote.answer)
            },
            votes={id_: vote for id_, vote in ballot.votes.items() if id_ in layers},
            remark=remark if remark and (remark.text or remark.revision) else None,
        )

"""Participants' answers from the files that our form, our sheet and earlier merges make, checked against the framework.

An answer counts only for the wording that it was given to: of a question that this edition words or counts differently,
or does not have, the answer is listed and left out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInput, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.assessment import OlderEdition
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import LONGEST_NAME, Answer, Profile
from eurostack_assess.model.session import fingerprint
from eurostack_assess.model.workshop import (
    ANSWERS_FORMAT,
    LONGEST_NOTE,
    WORKSHOP_FORMAT,
    AnswersFile,
    Ballot,
    LayerVote,
    Settlement,
    Vote,
    Workshop,
)
from eurostack_assess.reading.imported import Unplaced
from eurostack_assess.reading.json_text import parsed_json, where_at_fault
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.profile import explained
from eurostack_assess.reading.source import MEBIBYTE, PROFILE_LIMIT, Source, read_source, with_whole_characters
from eurostack_assess.reading.validate import Document, validated

WORKSHOP_LIMIT = 50 * MEBIBYTE
WORKSHOP_SUFFIX = ".workshop.json"


@dataclass(frozen=True)
class Placed:
    """A column of a survey, or as good as one, with what it was taken for."""

    title: str
    question: str
    is_note: bool = False
    """Whether it is for what was said about the question."""


@dataclass(frozen=True)
class Received:
    """What one file brought."""

    ballots: tuple[Ballot, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    """What was asked, with the fingerprint of its wording."""
    name: str | None = None
    kind: Kind | None = None
    lenses: tuple[str, ...] = ()
    settlements: Mapping[str, Settlement] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    placed: tuple[Placed, ...] = ()
    partial: int = 0
    """Participants who did not send their answers off, and were left out."""
    earlier: Workshop | None = None
    """The workshop as it was merged before."""
    older: OlderEdition | None = None
    """What is known of another edition that the answers were given under."""


def prints(framework: Framework, kind: Kind, questions: Sequence[str] | None = None) -> dict[str, str]:
    """Fingerprints of the framework's questions for a kind of profile; all, or some by id."""
    wanted = framework.questions if questions is None else {id_: framework.questions[id_] for id_ in questions}
    return {id_: fingerprint(one) for id_, one in wanted.items() if one.applies_to(kind)}


def lenses_asked(framework: Framework, questions: Iterable[str]) -> tuple[str, ...]:
    """The lenses that some of these questions are of."""
    asked = set(questions)
    parts = {part.id: part for part in framework.parts}
    return tuple(id_ for id_ in framework.header.lenses if any(one.id in asked for one in parts[id_].questions))


def read_answers_file(path: Path, framework: Framework) -> Received:
    """One participant's answers, as the form saved them.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not such a file, a damaged one, or one for another framework.
    """
    source = with_whole_characters(read_source(path, PROFILE_LIMIT, tabs=True))
    document = Document(source, parse_yaml(source))
    file = validated(AnswersFile, document)
    if file.framework.id != framework.header.id:
        what = message("problem.other-framework", named=file.framework.id, given=framework.header.id)
        raise InvalidInput([document.problem(what, "framework", "id", hint=message("hint.framework-option"))])
    checking = Checking(framework, file.kind, file.questions)
    ballot = checking.ballot(file.ballot)
    if checking.off_the_ladder:
        raise InvalidInput(
            document.problem(
                message("problem.no-such-rung", rung=rung, top=top), "ballot", "answers", id_, "answer",
                hint=explained(id_, framework),
            )
            for id_, rung, top in checking.off_the_ladder
        )  # fmt: skip
    return Received(
        ballots=(ballot,),
        questions=checking.current,
        name=file.name,
        kind=file.kind,
        lenses=lenses_asked(framework, checking.current),
        unplaced=tuple(checking.unplaced),
    )


def read_workshop(path: Path, framework: Framework) -> Received:
    """The ballots and settlements of an earlier merge.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not such a file, a damaged one, or one for another framework.
    """
    workshop, source = read_workshop_file(path, framework)
    checking = Checking(framework, workshop.kind, workshop.questions)
    ballots = tuple(map(checking.ballot, workshop.ballots))
    settlements = {id_: one for id_, one in workshop.settlements.items() if checking.is_current(id_, one.answer)}
    if checking.off_the_ladder:
        id_, rung, top = checking.off_the_ladder[0]
        raise source.refuse(1, 1, message("problem.rung-of", question=id_, rung=rung, top=top))
    return Received(
        ballots=ballots,
        questions=checking.current,
        name=workshop.name,
        kind=workshop.kind,
        lenses=workshop.lenses,
        settlements=settlements,
        unplaced=tuple(checking.unplaced),
        earlier=workshop,
    )


def read_workshop_file(path: Path, framework: Framework) -> tuple[Workshop, Source]:
    """The file of an earlier merge as it stands.

    Raises:
        CannotReadOrWrite, InvalidInput: as `read_workshop`, but for single answers.
    """
    source = read_source(path, WORKSHOP_LIMIT)
    workshop = _workshop(source)
    if workshop.framework.id != framework.header.id:
        what = message("problem.other-framework", named=workshop.framework.id, given=framework.header.id)
        raise source.refuse(1, 1, what, message("hint.framework-option"))
    return workshop, source


def _workshop(source: Source) -> Workshop:
    file = parsed_json(source)
    try:
        return Workshop.model_validate_json(json.dumps(file))
    except ValidationError as error:
        where = where_at_fault(error)
        raise source.refuse(1, 1, message("problem.workshop-damaged", where=where)) from None


def format_of(path: Path) -> str | None:
    """The format that a JSON file says it is in; None where it says none.

    Raises:
        CannotReadOrWrite, InvalidInput: as `read_source`, or not JSON.
    """
    source = read_source(path, WORKSHOP_LIMIT, tabs=True)
    file = parsed_json(source, message("hint.saved-anew"))
    named = file.get("format") if isinstance(file, dict) else None
    return named if named in (ANSWERS_FORMAT, WORKSHOP_FORMAT) else None


def ballot_of(profile: Profile, hash_: str) -> Ballot:
    """One participant's profile as a ballot; who it is, is known by the file alone."""
    return Ballot(
        participant=participant("file", hash_),
        answers={id_: _vote(answer) for id_, answer in profile.answers.items()},
        votes={layer: LayerVote(verdict=finding.verdict) for layer, finding in profile.findings.items()},
    )


def _vote(answer: Answer) -> Vote:
    said = answer.reason or answer.evidence
    return Vote(answer=answer.answer, note=cleaned(said.in_language()) if said else None)


def participant(*about: str) -> str:
    """A number made from what tells one participant from another, from which that cannot be read back."""
    return hashlib.sha256("\0".join(about).encode(errors="surrogateescape")).hexdigest()[:32]


def cleaned(text: str | None) -> str | None:
    """A text that somebody typed, on one line, without active characters; None where nothing is left."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", text or "").split())[:LONGEST_NOTE] or None


@dataclass
class Checking:
    """Ballots against the framework: which answers can count, and what could not be placed."""

    framework: Framework
    kind: Kind
    asked: Mapping[str, str]
    """What was asked, with the fingerprint of its wording."""
    unplaced: list[Unplaced] = field(default_factory=list)
    off_the_ladder: list[tuple[str, int, int]] = field(default_factory=list)
    """Question, rung and the highest rung there is."""

    @property
    def current(self) -> dict[str, str]:
        """What was asked in the words of this edition."""
        return {id_: print_ for id_, print_ in self.asked.items() if self._is_worded_so(id_)}

    def _is_worded_so(self, id_: str) -> bool:
        question = self.framework.questions.get(id_)
        return question is not None and question.applies_to(self.kind) and self.asked.get(id_) == fingerprint(question)

    def is_current(self, id_: str, answer: object) -> bool:
        """Whether an answer can count; one that cannot is listed, and a rung that is not there too."""
        if not self._is_worded_so(id_):
            self.unplaced.append(Unplaced(id_, message("import.other-wording")))
            return False
        top = len(self.framework.questions[id_].options) - 1
        if isinstance(answer, int) and answer > top:
            self.off_the_ladder.append((id_, answer, top))
            return False
        return True

    def ballot(self, ballot: Ballot) -> Ballot:
        """The ballot with what can count of it, its texts on one line."""
        layers = self.framework.header.layers
        self.unplaced += [Unplaced(id_, message("import.no-layer")) for id_ in ballot.votes if id_ not in layers]
        remark = ballot.remark and ballot.remark.model_copy(update={"text": cleaned(ballot.remark.text)})
        return Ballot(
            participant=ballot.participant,
            name=(cleaned(ballot.name) or "")[:LONGEST_NAME] or None,
            answers={
                id_: vote.model_copy(update={"note": cleaned(vote.note)})
                for id_, vote in ballot.answers.items()
                if self.is_current(id_, vote.answer)
            },
            votes={id_: vote for id_, vote in ballot.votes.items() if id_ in layers},
            remark=remark if remark and (remark.text or remark.revision) else None,
        )

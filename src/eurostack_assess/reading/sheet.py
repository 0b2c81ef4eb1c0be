"""Reads our spreadsheet as a participant filled it in. Rows are identified by code and may be in any order."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import MAX_NAME_LENGTH
from eurostack_assess.model.rungs import SKIPPED, RungOrWord
from eurostack_assess.model.session import fingerprint
from eurostack_assess.model.vocabulary import FindingVerdict
from eurostack_assess.model.workshop import (
    SHEET_ANSWER,
    SHEET_FIRST_ROW,
    SHEET_FORMAT,
    SHEET_MARK,
    SHEET_NAME,
    SHEET_NOTE,
    SHEET_REMARK,
    SHEET_VOTE,
    AnswersFile,
    Ballot,
    LayerVote,
    Remark,
    Vote,
)
from eurostack_assess.reading.ballots import BallotBatch, BallotValidator, clean_text, find_lenses, make_participant_id
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.json_text import format_error_path
from eurostack_assess.reading.source import read_bytes
from eurostack_assess.reading.survey import get_open_words, get_verdict_words, index_rungs
from eurostack_assess.reading.survey_titles import normalise_text
from eurostack_assess.reading.table import TABLE_LIMIT, InputTable, explain_unread, name_cell, read_sheets

NUMBERED_RUNG = re.compile(r"(\d{1,3})\s*:\s*(.*)")


def read_sheet(path: Path, framework: Framework) -> BallotBatch | None:
    """One participant's answers; None where the spreadsheet is not one of ours.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a spreadsheet, a damaged one, or one for another framework.
    """
    sheets = read_sheets(path)
    if SHEET_MARK not in sheets:
        return None
    mark = sheets.pop(SHEET_MARK)
    metadata = {cells[0]: cells[1] for _, cells in mark.records if len(cells) > 1}
    if metadata.get("format") != SHEET_FORMAT:
        return None
    answers = next((table for table in sheets.values() if any(cells[0] == SHEET_NAME for _, cells in table.rows)), None)
    if answers is None:
        raise InvalidInputError([mark.problem(1, message("problem.sheet-damaged", where=SHEET_NAME))])
    fingerprints = {
        key.removeprefix("question."): value for key, value in metadata.items() if key.startswith("question.")
    }
    return _AnswerSheetReader(answers, framework, metadata, fingerprints).read_ballots(
        make_participant_id("file", _hash_file(path))
    )


def _hash_file(path: Path) -> str:
    return hashlib.sha256(read_bytes(path, TABLE_LIMIT)).hexdigest()


class _AnswerSheetReader:
    def __init__(
        self, table: InputTable, framework: Framework, metadata: Mapping[str, str], fingerprints: Mapping[str, str]
    ) -> None:
        self.table = table
        self.framework = framework
        self.metadata = metadata
        self.fingerprints = fingerprints
        self.issues: list[ImportIssue] = []

    def read_ballots(self, participant_id: str) -> BallotBatch:
        self._check_framework()
        self.issues += [
            ImportIssue(name_cell(cell.row, cell.column), explain_unread(cell)) for cell in self.table.unread
        ]
        file = self._build_answers_file(self._read_ballot(participant_id))
        validator = BallotValidator(self.framework, file.kind, file.questions)
        ballot = validator.validate_ballot(file.ballot)
        for id_, rung, _ in validator.invalid_rungs:
            line = next(line for line, cells in self.table.rows if cells[0] == id_)
            self._leave_out(str(rung), line)
        return BallotBatch(
            ballots=(ballot,),
            questions=validator.current_fingerprints,
            name=file.name,
            kind=file.kind,
            lenses=find_lenses(self.framework, validator.current_fingerprints),
            issues=(*self.issues, *validator.issues),
        )

    def _check_framework(self) -> None:
        framework_id, expected_id = self.metadata.get("framework.id", ""), self.framework.header.id
        if framework_id != expected_id:
            what = message("problem.other-framework", named=framework_id, given=expected_id)
            raise InvalidInputError([self.table.problem(1, what, message("hint.framework-option"))])

    def _build_answers_file(self, ballot: Ballot) -> AnswersFile:
        """The sheet as the form would have saved it, so that it is checked alike."""
        try:
            return AnswersFile.model_validate(
                {
                    "format": "eurostack-assess answers",
                    "format_version": 1,
                    "framework": {key: self.metadata.get(f"framework.{key}") for key in ("id", "edition", "hash")},
                    "kind": self.metadata.get("kind"),
                    "name": self.metadata.get("name"),
                    "language": self.metadata.get("language"),
                    "questions": self.fingerprints,
                    "ballot": ballot,
                }
            )
        except ValidationError as error:
            where = format_error_path(error)
            raise InvalidInputError([self.table.problem(1, message("problem.sheet-damaged", where=where))]) from None

    def _read_ballot(self, participant_id: str) -> Ballot:
        """What stands in the rows; of a code that stands there twice, the first."""
        answers: dict[str, Vote] = {}
        votes: dict[str, LayerVote] = {}
        words: dict[str, str | None] = {}
        seen: set[str] = set()
        for line, cells in self.table.rows:
            code, answer, note = cells[0], _get_cell(cells, SHEET_ANSWER), clean_text(_get_cell(cells, SHEET_NOTE))
            if code in seen or not self._is_row(code):
                self._leave_out_row(code, answer or note, line)
            elif code.startswith(SHEET_VOTE):
                if verdict := self._parse_verdict(answer, line):
                    self._put_vote(votes, code.removeprefix(SHEET_VOTE), LayerVote(verdict=verdict))
            elif code in self.fingerprints:
                if vote := self._parse_vote(code, answer, note, line):
                    answers[code] = vote
            else:
                words[code] = clean_text(answer)
            seen.add(code)
        name, remark = words.get(SHEET_NAME), words.get(SHEET_REMARK)
        return Ballot(
            participant=participant_id,
            name=name[:MAX_NAME_LENGTH] if name else None,
            answers=answers,
            votes=votes,
            remark=Remark(text=remark) if remark else None,
        )

    def _is_row(self, code: str) -> bool:
        return code in self.fingerprints or code in (SHEET_NAME, SHEET_REMARK) or code.startswith(SHEET_VOTE)

    def _leave_out_row(self, code: str, text: str | None, line: int) -> None:
        """What was filled in where no question of this form stands is told; the titles above it are none of that."""
        if text and line > SHEET_FIRST_ROW:
            self.issues.append(ImportIssue(text, message("import.no-row", line=line, code=code)))

    def _put_vote(self, votes: dict[str, LayerVote], layer: str, vote: LayerVote) -> None:
        if layer in self.framework.header.layers:
            votes[layer] = vote
        else:
            self.issues.append(ImportIssue(layer, message("import.no-layer")))

    def _parse_vote(self, code: str, answer: str, note: str | None, line: int) -> Vote | None:
        found: RungOrWord | None = get_open_words().get(normalise_text(answer))
        if numbered := NUMBERED_RUNG.fullmatch(answer):
            found = self._check_rung(code, int(numbered[1]), numbered[2])
        if found is None and answer:
            self._leave_out(answer, line)
        return Vote(answer=SKIPPED if found is None else found, note=note) if note or found is not None else None

    def _check_rung(self, code: str, rung: int, words: str) -> int | None:
        """The rung with this number, if the words behind it are its own; none behind it will do."""
        question = self.framework.questions.get(code)
        if not words or question is None or self.fingerprints[code] != fingerprint(question):
            return rung
        return rung if index_rungs(question).get(normalise_text(words)) == rung else None

    def _parse_verdict(self, answer: str, line: int) -> FindingVerdict | None:
        verdict = get_verdict_words().get(normalise_text(answer))
        if verdict is None and answer:
            self._leave_out(answer, line)
        return verdict

    def _leave_out(self, answer: str, line: int) -> None:
        """Something typed that is not from the list is told with its cell, and the rest of the sheet counts."""
        self.issues.append(
            ImportIssue(answer, message("import.not-from-list", cell=f"{chr(ord('A') + SHEET_ANSWER)}{line}"))
        )


def _get_cell(cells: tuple[str, ...], index: int) -> str:
    return cells[index] if index < len(cells) else ""

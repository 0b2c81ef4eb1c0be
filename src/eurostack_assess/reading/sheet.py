"""Our spreadsheet as a participant filled it in. Rows are known by their code, in whatever order they stand."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInput, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import LONGEST_NAME, SKIPPED, FindingVerdict, RungOrWord
from eurostack_assess.model.session import fingerprint
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
from eurostack_assess.reading.ballots import Checking, Received, cleaned, lenses_asked, participant
from eurostack_assess.reading.imported import Unplaced
from eurostack_assess.reading.json_text import where_at_fault
from eurostack_assess.reading.source import read_bytes
from eurostack_assess.reading.survey import open_words, plain, rungs_by_words, verdict_words
from eurostack_assess.reading.table import TABLE_LIMIT, Table, read_sheets

RUNG = re.compile(r"(\d{1,3})\s*:\s*(.*)")


def read_sheet(path: Path, framework: Framework) -> Received | None:
    """One participant's answers; None where the spreadsheet is not one of ours.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a spreadsheet, a damaged one, or one for another framework.
    """
    sheets = read_sheets(path)
    if SHEET_MARK not in sheets:
        return None
    mark = sheets.pop(SHEET_MARK)
    about = {cells[0]: cells[1] for _, cells in mark.records if len(cells) > 1}
    if about.get("format") != SHEET_FORMAT:
        return None
    answers = next((one for one in sheets.values() if any(cells[0] == SHEET_NAME for _, cells in one.rows)), None)
    if answers is None:
        raise InvalidInput([mark.problem(1, message("problem.sheet-damaged", where=SHEET_NAME))])
    prints = {key.removeprefix("question."): value for key, value in about.items() if key.startswith("question.")}
    return _Sheet(answers, framework, about, prints).received(participant("file", _hash(path)))


def _hash(path: Path) -> str:
    return hashlib.sha256(read_bytes(path, TABLE_LIMIT)).hexdigest()


class _Sheet:
    def __init__(self, table: Table, framework: Framework, about: Mapping[str, str], prints: Mapping[str, str]) -> None:
        self.table = table
        self.framework = framework
        self.about = about
        self.prints = prints
        self.unplaced: list[Unplaced] = []

    def received(self, who: str) -> Received:
        self._check_framework()
        file = self._file(self._ballot(who))
        checking = Checking(self.framework, file.kind, file.questions)
        ballot = checking.ballot(file.ballot)
        for id_, rung, _ in checking.off_the_ladder:
            line = next(line for line, cells in self.table.rows if cells[0] == id_)
            self._leave_out(str(rung), line)
        return Received(
            ballots=(ballot,),
            questions=checking.current,
            name=file.name,
            kind=file.kind,
            lenses=lenses_asked(self.framework, checking.current),
            unplaced=(*self.unplaced, *checking.unplaced),
        )

    def _check_framework(self) -> None:
        named, given = self.about.get("framework.id", ""), self.framework.header.id
        if named != given:
            what = message("problem.other-framework", named=named, given=given)
            raise InvalidInput([self.table.problem(1, what, message("hint.framework-option"))])

    def _file(self, ballot: Ballot) -> AnswersFile:
        """The sheet as the form would have saved it, so that it is checked alike."""
        try:
            return AnswersFile.model_validate(
                {
                    "format": "eurostack-assess answers",
                    "format_version": 1,
                    "framework": {key: self.about.get(f"framework.{key}") for key in ("id", "edition", "hash")},
                    "kind": self.about.get("kind"),
                    "name": self.about.get("name"),
                    "language": self.about.get("language"),
                    "questions": self.prints,
                    "ballot": ballot,
                }
            )
        except ValidationError as error:
            where = where_at_fault(error)
            raise InvalidInput([self.table.problem(1, message("problem.sheet-damaged", where=where))]) from None

    def _ballot(self, who: str) -> Ballot:
        """What stands in the rows; of a code that stands there twice, the first."""
        answers: dict[str, Vote] = {}
        votes: dict[str, LayerVote] = {}
        words: dict[str, str | None] = {}
        seen: set[str] = set()
        for line, cells in self.table.rows:
            code, answer, note = cells[0], _cell(cells, SHEET_ANSWER), cleaned(_cell(cells, SHEET_NOTE))
            if code in seen or not self._is_row(code):
                self._leave_out_row(code, answer or note, line)
            elif code.startswith(SHEET_VOTE):
                if verdict := self._verdict(answer, line):
                    self._put_vote(votes, code.removeprefix(SHEET_VOTE), LayerVote(verdict=verdict))
            elif code in self.prints:
                if vote := self._vote(code, answer, note, line):
                    answers[code] = vote
            else:
                words[code] = cleaned(answer)
            seen.add(code)
        name, remark = words.get(SHEET_NAME), words.get(SHEET_REMARK)
        return Ballot(
            participant=who,
            name=name[:LONGEST_NAME] if name else None,
            answers=answers,
            votes=votes,
            remark=Remark(text=remark) if remark else None,
        )

    def _is_row(self, code: str) -> bool:
        return code in self.prints or code in (SHEET_NAME, SHEET_REMARK) or code.startswith(SHEET_VOTE)

    def _leave_out_row(self, code: str, said: str | None, line: int) -> None:
        """What was filled in where no question of this form stands is told; the titles above it are none of that."""
        if said and line > SHEET_FIRST_ROW:
            self.unplaced.append(Unplaced(said, message("import.no-row", line=line, code=code)))

    def _put_vote(self, votes: dict[str, LayerVote], layer: str, vote: LayerVote) -> None:
        if layer in self.framework.header.layers:
            votes[layer] = vote
        else:
            self.unplaced.append(Unplaced(layer, message("import.no-layer")))

    def _vote(self, code: str, answer: str, note: str | None, line: int) -> Vote | None:
        found: RungOrWord | None = open_words().get(plain(answer))
        if chosen := RUNG.fullmatch(answer):
            found = self._rung(code, int(chosen[1]), chosen[2])
        if found is None and answer:
            self._leave_out(answer, line)
        return Vote(answer=SKIPPED if found is None else found, note=note) if note or found is not None else None

    def _rung(self, code: str, rung: int, words: str) -> int | None:
        """The rung with this number, if the words behind it are its own; none behind it will do."""
        question = self.framework.questions.get(code)
        if not words or question is None or self.prints[code] != fingerprint(question):
            return rung
        return rung if rungs_by_words(question).get(plain(words)) == rung else None

    def _verdict(self, answer: str, line: int) -> FindingVerdict | None:
        verdict = verdict_words().get(plain(answer))
        if verdict is None and answer:
            self._leave_out(answer, line)
        return verdict

    def _leave_out(self, answer: str, line: int) -> None:
        """Something typed that is not from the list is told with its cell, and the rest of the sheet counts."""
        self.unplaced.append(
            Unplaced(answer, message("import.not-from-list", cell=f"{chr(ord('A') + SHEET_ANSWER)}{line}"))
        )


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""

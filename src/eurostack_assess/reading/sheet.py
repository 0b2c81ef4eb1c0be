"""Our spreadsheet as a participant filled it in. Rows are known by their code, in whatever order they stand."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess.errors import InvalidInput, Problem, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import DONT_KNOW, LONGEST_NAME, NOT_APPLICABLE, SKIPPED, FindingVerdict, OpenWord
from eurostack_assess.model.workshop import AnswersFile, Ballot, LayerVote, Remark, Vote
from eurostack_assess.reading.ballots import Checking, Received, cleaned, participant
from eurostack_assess.reading.source import read_bytes
from eurostack_assess.reading.table import TABLE_LIMIT, Table, read_sheets
from eurostack_assess.texts import languages, texts

MARK = "eurostack-assess"
FORMAT = "eurostack-assess sheet"
RUNG = re.compile(r"(\d+)\s*:")


def read_sheet(path: Path, framework: Framework) -> Received | None:
    """One participant's answers; None where the spreadsheet is not one of ours.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a spreadsheet, a damaged one, or one for another framework.
    """
    sheets = read_sheets(path)
    if MARK not in sheets:
        return None
    mark = sheets.pop(MARK)
    about = {cells[0]: cells[1] for _, cells in mark.records if len(cells) > 1}
    if about.get("format") != FORMAT:
        return None
    answers = next(iter(sheets.values()), None)
    if answers is None:
        raise InvalidInput([mark.problem(1, message("problem.no-rows"))])
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
        self.problems: list[Problem] = []

    def received(self, who: str) -> Received:
        self._check_framework()
        file = self._file(self._ballot(who))
        checking = Checking(self.framework, file.kind, file.questions)
        ballot = checking.ballot(file.ballot)
        for id_, rung, top in checking.off_the_ladder:
            line = next(line for line, cells in self.table.rows if cells[0] == id_)
            what = message("problem.no-such-rung", rung=rung, top=top)
            self.problems.append(self.table.problem(line, what, column=ANSWER + 1))
        if self.problems:
            raise InvalidInput(self.problems)
        return Received(
            ballots=(ballot,),
            questions=checking.current,
            name=file.name,
            kind=file.kind,
            unplaced=tuple(checking.unplaced),
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
            where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
            raise InvalidInput([self.table.problem(1, message("problem.sheet-damaged", where=where))]) from None

    def _ballot(self, who: str) -> Ballot:
        answers: dict[str, Vote] = {}
        votes: dict[str, LayerVote] = {}
        name = remark = None
        for line, cells in self.table.rows:
            code, answer, note = cells[0], _cell(cells, ANSWER), cleaned(_cell(cells, NOTE))
            if code == "name":
                name = cleaned(answer)
            elif code == "remark":
                remark = cleaned(answer)
            elif code.startswith("vote:") and (verdict := self._verdict(answer, line)):
                votes[code.removeprefix("vote:")] = LayerVote(verdict=verdict)
            elif code in self.prints and (vote := self._vote(answer, note, line)):
                answers[code] = vote
        return Ballot(
            participant=who,
            name=name[:LONGEST_NAME] if name else None,
            answers=answers,
            votes=votes,
            remark=Remark(text=remark) if remark else None,
        )

    def _vote(self, answer: str, note: str | None, line: int) -> Vote | None:
        if not answer:
            return Vote(answer=SKIPPED, note=note) if note else None
        if rung := RUNG.match(answer):
            return Vote(answer=int(rung[1]), note=note)
        if (word := _words().get(answer.casefold())) is not None:
            return Vote(answer=word, note=note)
        self._refuse(answer, line)
        return None

    def _verdict(self, answer: str, line: int) -> FindingVerdict | None:
        verdict = _verdicts().get(answer.casefold())
        if verdict is None and answer:
            self._refuse(answer, line)
        return verdict

    def _refuse(self, answer: str, line: int) -> None:
        what = message("problem.not-from-list", answer=answer[:80])
        self.problems.append(self.table.problem(line, what, message("hint.from-list"), column=ANSWER + 1))


ANSWER, NOTE = 3, 4


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""


@cache
def _words() -> dict[str, OpenWord]:
    words: tuple[OpenWord, ...] = (DONT_KNOW, NOT_APPLICABLE)
    return {texts(language)(f"state.{word}").casefold(): word for language in languages() for word in words}


@cache
def _verdicts() -> dict[str, FindingVerdict]:
    verdicts: tuple[FindingVerdict, ...] = ("strong", "middle", "attention")
    return {texts(language)(f"verdict.{word}").casefold(): word for language in languages() for word in verdicts}

"""A survey's export to ballots: LimeSurvey, Microsoft Forms, Google Forms, or any table with a participant a row.

Columns are known by a question's id (with or without hyphens), by its words, or by a map; values by a rung's words, by
R0, R1 and so on, or by the map. Whatever that does not settle is listed with its row and column, and nothing is
guessed: a bare 3 may be the third rung or rung 3.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePath
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from eurostack_assess.errors import InvalidInput, message
from eurostack_assess.model.base import Entity, Kind, Line, Slug
from eurostack_assess.model.framework import Framework, Question
from eurostack_assess.model.profile import (
    DONT_KNOW,
    LONGEST_NAME,
    NOT_APPLICABLE,
    SKIPPED,
    FindingVerdict,
    OpenWord,
    RungOrWord,
)
from eurostack_assess.model.workshop import Ballot, LayerVote, Vote
from eurostack_assess.reading.ballots import Placed, Received, cleaned, lenses_asked, participant, prints
from eurostack_assess.reading.imported import Unplaced
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.table import Cells, Table
from eurostack_assess.reading.validate import Document, did_you_mean, validated
from eurostack_assess.texts import languages, texts

WHEN_BEGUN = ("startdate", "date started", "start time", "begintijd", "timestamp", "tijdstempel")
WHEN_SENT = ("submitdate", "date submitted", "completion time", "tijd van voltooien")
SEED = ("seed",)
WHO = ("id", "response id", *SEED)
NAMES = ("name", "naam", "firstname", "lastname", "voornaam", "achternaam")
FIXED = {
    *WHEN_BEGUN, *WHEN_SENT, *WHO, *NAMES,
    "lastpage", "last page", "startlanguage", "start language", "token", "access code", "datestamp", "date last action",
    "ipaddr", "ip address", "refurl", "referrer url", "interviewtime", "total time",
    "email", "e-mail", "email address", "e-mailadres", "last modified time", "tijd van laatste wijziging",
    "total points", "quiz feedback", "score",
}  # fmt: skip
"""Titles of columns that are no question, as LimeSurvey, Microsoft Forms and Google Forms write them."""

TIMES = re.compile(r"(grouptime\d+|[a-z0-9]+time)(\. .*)?")
CODED = re.compile(r"([A-Za-z][A-Za-z0-9-]*)((?:\[[^\]]*\])*)(?:[.:)]|\s-)?\s+\S.*")
BRACKETED = re.compile(r"\[([a-z0-9-]{1,40})\]$")
COMMENT = re.compile(r"(\[_?C?comment\]|_comment)$", re.IGNORECASE)
LABELLED = re.compile(r"(\d{1,3})\s*[:.)–-]\s*(.+)")
SHORT_NUMBER = re.compile(r"[0-9]{1,3}")
RUNG_CODE = re.compile(r"R(\d)", re.IGNORECASE)

MORE_WORDS: Mapping[str, OpenWord] = {
    "weet niet": DONT_KNOW,
    "ik weet het niet": DONT_KNOW,
    "i don't know": DONT_KNOW,
    "geen idee": DONT_KNOW,
    "nvt": NOT_APPLICABLE,
    "n.v.t": NOT_APPLICABLE,
}
LONGEST_TITLE = 2000
NO_ANSWER = ("", "n/a", "-")


class SurveyMap(Entity):
    """What the columns and the values of a survey mean."""

    columns: Mapping[Slug, Line] = {}
    """By question or layer: the column's title."""
    notes: Mapping[Slug, Line] = {}
    """By question: the title of the column with what was said about it."""
    participant: Line | None = None
    """The title of the column that tells participants apart."""
    name: Line | None = None
    """The title of the column with their names."""
    submitted: Line | None = None
    """The title of a column that is empty for those who did not finish."""
    ignore: tuple[Line, ...] = ()
    """Titles of columns to pass over."""
    digits: Literal[0, 1] | None = None
    """What the lowest rung is called where answers are bare numbers: 0 or 1."""
    values: Mapping[Annotated[str, Field(min_length=1)], RungOrWord] = {}
    """By word of the survey: the rung, dont_know, not_applicable or skipped."""
    values_of: Mapping[Slug, Mapping[Annotated[str, Field(min_length=1)], RungOrWord]] = {}
    """The same for one question, which goes first."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """What stands between columns of CSV; left out: found out."""


class MapFile(NamedTuple):
    """A map with its file, which knows where each entry stands."""

    map: SurveyMap
    document: Document


def read_survey_map(path: Path) -> MapFile:
    """The map in a file, and where its entries stand.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not such a map.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    document = Document(source, parse_yaml(source))
    return MapFile(validated(SurveyMap, document), document)


def read_survey(
    table: Table,
    framework: Framework,
    kind: Kind,
    map_: MapFile | None = None,
    *,
    unfinished: bool = False,
) -> Received:
    """The ballots in a table, one a row; those of participants who did not finish only with `unfinished`.

    Raises:
        InvalidInput: no column is known, or the map names a column, a question or a rung that is not there.
    """
    if map_ is not None:
        _check_map(map_, table, framework, kind)
    return _Survey(table, framework, kind, map_.map if map_ else SurveyMap()).received(unfinished=unfinished)


def _check_map(file: MapFile, table: Table, framework: Framework, kind: Kind) -> None:
    """Every column, question and rung that the map names is there."""
    map_, document = file
    titles = {plain(title) for title in table.titles}
    columns: dict[tuple[str, ...], str | None] = {("columns", id_): title for id_, title in map_.columns.items()}
    columns |= {("notes", id_): title for id_, title in map_.notes.items()}
    columns |= {(key,): getattr(map_, key) for key in ("participant", "name", "submitted")}
    hint = message("hint.known-columns", columns=", ".join(table.titles))
    problems = [
        document.problem(message("problem.no-such-column", column=title), *path, hint=hint)
        for path, title in columns.items()
        if title is not None and plain(title) not in titles
    ]
    questions = {id_: one for id_, one in framework.questions.items() if one.applies_to(kind)}
    named = [(key, id_) for key in ("columns", "notes", "values_of") for id_ in getattr(map_, key)]
    problems += [
        document.key_problem(
            message("problem.no-such-question", question=id_), key, id_, hint=did_you_mean(id_, questions)
        )
        for key, id_ in named
        if id_ not in questions and not (key == "columns" and id_ in framework.header.layers)
    ]
    problems += [
        document.problem(message("problem.no-such-rung", rung=rung, top=top), "values_of", id_, word)
        for id_, words in map_.values_of.items()
        if id_ in questions
        for word, rung in words.items()
        if isinstance(rung, int) and rung > (top := len(questions[id_].options) - 1)
    ]
    if problems:
        raise InvalidInput(problems)


@dataclass
class _Survey:
    table: Table
    framework: Framework
    kind: Kind
    map_: SurveyMap
    unplaced: list[Unplaced] = field(default_factory=list)
    wordings: dict[str, dict[str, int]] = field(default_factory=dict)
    """By question, every wording of a rung with its number."""
    meanings: dict[tuple[str, str], RungOrWord | None] = field(default_factory=dict)
    """What cells were found to mean, by question."""

    def received(self, *, unfinished: bool) -> Received:
        questions, layers, notes = self._columns()
        if not questions and not layers:
            titles = ", ".join(self.table.titles)
            what = message("problem.no-question-column")
            raise InvalidInput(
                [self.table.problem(self.table.rows[0][0], what, message("hint.map-survey", columns=titles))]
            )
        sent = self._find(self.map_.submitted) or self._fixed(WHEN_SENT)
        finished = [row for row in self.table.records if unfinished or not sent or row[1][sent[0]]]
        ids = self._participants()
        ballots = [self._ballot(line, cells, ids[line], (questions, layers, notes)) for line, cells in finished]
        placed = [Placed(self.table.titles[at], id_) for id_, at in (*questions.items(), *layers.items())]
        placed += [Placed(self.table.titles[at], id_, is_note=True) for id_, at in notes.items()]
        return Received(
            ballots=tuple(ballots),
            questions=prints(self.framework, self.kind, [*dict.fromkeys((*questions, *notes))]),
            kind=self.kind,
            lenses=lenses_asked(self.framework, (*questions, *notes)),
            unplaced=tuple(self.unplaced),
            placed=tuple(placed),
            partial=len(self.table.records) - len(finished),
        )

    @cached_property
    def _known(self) -> dict[str, str]:
        return _names(self.framework, self.kind)

    def _rungs(self, question: Question) -> dict[str, int]:
        if question.id not in self.wordings:
            self.wordings[question.id] = rungs_by_words(question)
        return self.wordings[question.id]

    @cached_property
    def _titled(self) -> dict[str, tuple[int, ...]]:
        """By title, plain: the places of the columns with it."""
        found: dict[str, tuple[int, ...]] = {}
        for at, title in enumerate(self.table.titles):
            found[plain(title)] = (*found.get(plain(title), ()), at)
        return found

    @cached_property
    def _mapped(self) -> dict[str, dict[str, RungOrWord]]:
        """By question, and by nothing for all: what the map's words mean, whatever their capitals and spaces."""
        maps: dict[str, Mapping[str, RungOrWord]] = {**self.map_.values_of, "": self.map_.values}
        return {
            id_: {_folded(word): meant for word, meant in reversed([*words.items()])} for id_, words in maps.items()
        }

    @cached_property
    def _names(self) -> tuple[int, ...]:
        """Places of the columns with the participants' names."""
        return self._find(self.map_.name) or self._fixed(NAMES)

    def _find(self, title: str | None) -> tuple[int, ...]:
        """Places of the columns with this title."""
        return self._titled.get(plain(title), ()) if title else ()

    def _fixed(self, titles: Sequence[str]) -> tuple[int, ...]:
        """Places of the columns that a survey tool writes under one of these titles, or under a code and a title.

        A column that has the id of a question is that question's.
        """
        coded = [plain(one.partition(". ")[0]) for one in self.table.titles]
        return tuple(at for at, code in enumerate(coded) if code in titles and self._known.get(code) != code)

    def _columns(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """The column of each question, of each layer that is judged, and of each question's notes."""
        found: dict[str, int] = {id_: self._find(title)[0] for id_, title in self.map_.columns.items()}
        notes: dict[str, int] = {id_: self._find(title)[0] for id_, title in self.map_.notes.items()}
        taken = {*found.values(), *notes.values(), *self._fixed(sorted(FIXED))}
        for title in (self.map_.participant, self.map_.name, self.map_.submitted, *self.map_.ignore):
            taken |= set(self._find(title))
        for at, title in enumerate(self.table.titles):
            id_, is_note = self._named(title)
            if at in taken or (id_ is None and TIMES.fullmatch(plain(title))):
                continue
            if not title:
                if any(cells[at] for _, cells in self.table.records):
                    self.unplaced.append(Unplaced(f"#{at + 1}", message("import.column")))
                continue
            if is_note and id_ in self.framework.header.layers:
                id_ = None
            into = notes if is_note else found
            if id_ is None or id_ in into:
                why = message("import.column") if id_ is None else message("import.column-twice")
                self.unplaced.append(Unplaced(title, why))
            else:
                into[id_] = at
        layers = {id_: at for id_, at in found.items() if id_ in self.framework.header.layers}
        return {id_: at for id_, at in found.items() if id_ not in layers}, layers, notes

    def _named(self, title: str) -> tuple[str | None, bool]:
        """The question or layer that a title is about, and whether it is of what was said about it."""
        title = title[:LONGEST_TITLE]
        coded, bracketed = CODED.fullmatch(title), BRACKETED.search(title)
        if coded and COMMENT.fullmatch(coded[2]):
            return self._known.get(plain(coded[1])), True
        words, notes = COMMENT.subn("", title)
        names = [words, *([coded[1]] if coded and not coded[2] else []), *([bracketed[1]] if bracketed else [])]
        return next((self._known[plain(name)] for name in names if plain(name) in self._known), None), notes > 0

    def _participants(self) -> dict[int, str]:
        """By line, a number for each participant: the same whenever the same answers are exported anew."""
        own, when = self._find(self.map_.participant), self._fixed(WHEN_BEGUN) or self._fixed(WHEN_SENT)
        who = own or (*self._fixed(WHO), *when)
        # a running number alone begins at 1 in every survey, and is only known by the file it stands in
        survey = () if own or when or self._fixed(SEED) else (PurePath(self.table.name).name,)
        seen: Counter[Cells] = Counter()
        numbers = {}
        for line, cells in self.table.records:
            about = tuple(cells[at] for at in who) if who else cells
            seen[about] += 1
            again = () if seen[about] == 1 else (str(seen[about]),)
            numbers[line] = participant("survey", *survey, *about, *again)
        return numbers

    def _ballot(
        self, line: int, cells: Cells, who: str, columns: tuple[dict[str, int], dict[str, int], dict[str, int]]
    ) -> Ballot:
        questions, layers, notes = columns
        answers = {}
        for id_ in dict.fromkeys((*questions, *notes)):
            note = cleaned(cells[notes[id_]]) if id_ in notes else None
            at, answer = questions.get(id_), None
            if at is not None:
                answer = self._answer(self.framework.questions[id_], cells[at], line, at)
            if answer is not None or note is not None:
                answers[id_] = Vote(answer=SKIPPED if answer is None else answer, note=note)
        votes = {id_: vote for id_, at in layers.items() if (vote := self._verdict(cells[at], line, at))}
        name = cleaned(" ".join(cells[at] for at in self._names))
        return Ballot(participant=who, name=name[:LONGEST_NAME] if name else None, answers=answers, votes=votes)

    def _answer(self, question: Question, cell: str, line: int, at: int) -> RungOrWord | None:
        """What a cell answers; None, and listed, where that is not clear."""
        if (question.id, cell) not in self.meanings:
            self.meanings[question.id, cell] = self._meaning(question, cell)
        found = self.meanings[question.id, cell]
        if found is None and _folded(cell) not in NO_ANSWER:
            key = "import.digits" if cell.isdecimal() else "import.value"
            self.unplaced.append(Unplaced(cell, message(key, line=line, column=self.table.titles[at])))
        return found

    def _meaning(self, question: Question, cell: str) -> RungOrWord | None:
        top = len(question.options) - 1
        for mapped in (self._mapped.get(question.id, {}), self._mapped[""]):
            meant = mapped.get(_folded(cell))
            if meant is not None and not (isinstance(meant, int) and meant > top):
                return meant
        rung = None
        if code := RUNG_CODE.fullmatch(cell):
            rung = int(code[1])
        elif SHORT_NUMBER.fullmatch(cell) and self.map_.digits is not None:
            rung = int(cell) - self.map_.digits
        elif (label := LABELLED.fullmatch(cell)) and plain(label[2]) in self._rungs(question):
            rung = self._rungs(question)[plain(label[2])]
            rung = rung if rung == int(label[1]) else None
        if rung is not None:
            return rung if 0 <= rung <= top else None
        return self._rungs(question).get(plain(cell), open_words().get(plain(cell)))

    def _verdict(self, cell: str, line: int, at: int) -> LayerVote | None:
        verdict = verdict_words().get(plain(cell))
        if verdict is None and _folded(cell) not in NO_ANSWER and plain(cell) not in open_words():
            where = message("import.value", line=line, column=self.table.titles[at])
            self.unplaced.append(Unplaced(cell, where))
        return LayerVote(verdict=verdict) if verdict else None


def _folded(text: str) -> str:
    """The text whatever its capitals, spaces and kind of apostrophe."""
    return " ".join(text.replace("’", "'").casefold().split())


def plain(text: str) -> str:
    """What two ways of writing the same words have in common: also without the marks at their end."""
    return _folded(text).rstrip(" ?!:*.")


def _names(framework: Framework, kind: Kind) -> dict[str, str]:
    """Every name of a question or layer, plain, with its id."""
    named: dict[str, str] = {}
    for id_, question in framework.questions.items():
        if question.applies_to(kind):
            for name in (id_, id_.replace("-", ""), *question.ask.root.values()):
                named.setdefault(plain(name), id_)
    for layer in framework.layers:
        for name in (layer.id, layer.id.replace("-", ""), *layer.name.root.values()):
            named.setdefault(plain(name), layer.id)
    return named


def rungs_by_words(question: Question) -> dict[str, int]:
    """Every wording of a rung, plain, with its number; one that two rungs share is none of them."""
    named: dict[str, set[int]] = {}
    for rung, option in enumerate(question.options):
        for words in option.text.root.values():
            named.setdefault(plain(words), set()).add(rung)
    return {words: min(rungs) for words, rungs in named.items() if len(rungs) == 1}


@cache
def open_words() -> Mapping[str, OpenWord]:
    """Words for having no rung, in every language."""
    words: tuple[OpenWord, ...] = (DONT_KNOW, NOT_APPLICABLE, SKIPPED)
    said = {plain(texts(language)(f"state.{word}")): word for language in languages() for word in words}
    return {**MORE_WORDS, **said, **{word: word for word in words}}


@cache
def verdict_words() -> Mapping[str, FindingVerdict]:
    """Words for judging a layer, in every language."""
    verdicts: tuple[FindingVerdict, ...] = ("strong", "middle", "attention")
    said = {plain(texts(language)(f"verdict.{word}")): word for language in languages() for word in verdicts}
    return {"aandacht": "attention", **said, **{word: word for word in verdicts}}

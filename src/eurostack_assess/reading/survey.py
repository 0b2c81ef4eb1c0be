"""A survey's export to ballots: LimeSurvey, Microsoft Forms, Google Forms, or any table with a participant a row.

Columns are known by a question's id (with or without hyphens), by its words, or by a map; values by a rung's words, by
R0, R1 and so on, or by the map. Whatever that does not settle is listed with its row and column, and nothing is
guessed: a bare 3 may be the third rung or rung 3.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePath
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.model.base import Entity, Line, Slug
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import MAX_NAME_LENGTH
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, RungOrWord
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, FindingVerdict, Kind, OpenWord
from eurostack_assess.model.workshop import Ballot, LayerVote, Vote
from eurostack_assess.reading.ballots import (
    BallotBatch,
    MappedColumn,
    clean_text,
    find_lenses,
    make_participant_id,
    question_fingerprints,
)
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.table import Cells, InputTable
from eurostack_assess.reading.validate import SourceDocument, did_you_mean, parse_document, validate_document
from eurostack_assess.reading.words import TitleRole, get_input_words, invert_words
from eurostack_assess.texts import languages, texts

TIMING_TITLE = re.compile(r"(grouptime\d+|[a-z0-9]+time)(\. .*)?")
CODED_TITLE = re.compile(r"([A-Za-z][A-Za-z0-9-]*)((?:\[[^\]]*\])*)(?:[.:)]|\s-)?\s+\S.*")
BRACKETED_CODE = re.compile(r"\[([a-z0-9-]{1,40})\]$")
COMMENT_SUFFIX = re.compile(r"(\[_?C?comment\]|_comment)$", re.IGNORECASE)
LABELLED_RUNG = re.compile(r"(\d{1,3})\s*[:.)–-]\s*(.+)")
SHORT_NUMBER = re.compile(r"[0-9]{1,3}")
RUNG_CODE = re.compile(r"R(\d)", re.IGNORECASE)

MAX_TITLE_LENGTH = 2000
EMPTY_CELLS = ("", "n/a", "-")


class SurveyMap(Entity):
    """A mapping file for a survey export: which column holds which question, and what its values mean."""

    columns: Mapping[Slug, Line] = {}
    """Title of the survey's column for each question or layer, by question or layer id."""
    notes: Mapping[Slug, Line] = {}
    """Title of the column with the participants' remarks about a question, by question id."""
    participant: Line | None = None
    """The title of the column that tells participants apart."""
    name: Line | None = None
    """Title of the column with the participants' names."""
    submitted: Line | None = None
    """The title of a column that is empty for those who did not finish."""
    ignore: tuple[Line, ...] = ()
    """Titles of columns to pass over."""
    digits: Literal[0, 1] | None = None
    """What the lowest rung is called where answers are bare numbers: 0 or 1."""
    values: Mapping[Annotated[str, Field(min_length=1)], RungOrWord] = {}
    """Meaning of the survey's own values, for every question: a rung counted from 0, dont_know, not_applicable or
    skipped."""
    values_of: Mapping[Slug, Mapping[Annotated[str, Field(min_length=1)], RungOrWord]] = {}
    """Meaning of the survey's own values for single questions, by question id; takes precedence over `values`."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """Character between the columns of a CSV file; detected from the title row if left out."""


class MapFile(NamedTuple):
    """A map with its file, which knows where each entry stands."""

    map: SurveyMap
    document: SourceDocument


def read_survey_map(path: Path) -> MapFile:
    """The map in a file, and where its entries stand.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not such a map.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    document = parse_document(source)
    return MapFile(validate_document(SurveyMap, document), document)


def read_survey(
    table: InputTable,
    framework: Framework,
    kind: Kind,
    map_: MapFile | None = None,
    *,
    unfinished: bool = False,
) -> BallotBatch:
    """The ballots in a table, one a row; those of participants who did not finish only with `unfinished`.

    Raises:
        InvalidInputError: no column is known, or the map names a column, a question or a rung that is not there.
    """
    if map_ is not None:
        _check_map(map_, table, framework, kind)
    return _SurveyReader(table, framework, kind, map_.map if map_ else SurveyMap()).read_ballots(unfinished=unfinished)


def _check_map(file: MapFile, table: InputTable, framework: Framework, kind: Kind) -> None:
    """Every column, question and rung that the map names is there."""
    map_, document = file
    titles = {normalise_text(title) for title in table.titles}
    columns: dict[tuple[str, ...], str | None] = {("columns", id_): title for id_, title in map_.columns.items()}
    columns |= {("notes", id_): title for id_, title in map_.notes.items()}
    columns |= {(key,): getattr(map_, key) for key in ("participant", "name", "submitted")}
    hint = message("hint.known-columns", columns=", ".join(table.titles))
    problems = [
        document.problem(message("problem.no-such-column", column=title), *path, hint=hint)
        for path, title in columns.items()
        if title is not None and normalise_text(title) not in titles
    ]
    questions = {id_: question for id_, question in framework.questions.items() if question.applies_to(kind)}
    named_ids = [(key, id_) for key in ("columns", "notes", "values_of") for id_ in getattr(map_, key)]
    problems += [
        document.key_problem(
            message("problem.no-such-question", question=id_), key, id_, hint=did_you_mean(id_, questions)
        )
        for key, id_ in named_ids
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
        raise InvalidInputError(problems)


@dataclass
class _SurveyReader:
    table: InputTable
    framework: Framework
    kind: Kind
    map_: SurveyMap
    issues: list[ImportIssue] = field(default_factory=list)
    wordings: dict[str, dict[str, int]] = field(default_factory=dict)
    """By question, every wording of a rung with its number."""
    meanings: dict[tuple[str, str], RungOrWord | None] = field(default_factory=dict)
    """What cells were found to mean, by question."""

    def read_ballots(self, *, unfinished: bool) -> BallotBatch:
        questions, layers, notes = self._assign_columns()
        if not questions and not layers:
            titles = ", ".join(self.table.titles)
            what = message("problem.no-question-column")
            raise InvalidInputError(
                [self.table.problem(self.table.rows[0][0], what, message("hint.map-survey", columns=titles))]
            )
        submit_columns = self._find_columns(self.map_.submitted) or self._find_fixed_columns("submit_time")
        finished = [row for row in self.table.records if unfinished or not submit_columns or row[1][submit_columns[0]]]
        ids = self._number_participants()
        ballots = [self._build_ballot(line, cells, ids[line], (questions, layers, notes)) for line, cells in finished]
        mapped_columns = [
            MappedColumn(self.table.titles[index], id_) for id_, index in (*questions.items(), *layers.items())
        ]
        mapped_columns += [MappedColumn(self.table.titles[index], id_, is_note=True) for id_, index in notes.items()]
        return BallotBatch(
            ballots=tuple(ballots),
            questions=question_fingerprints(self.framework, self.kind, [*dict.fromkeys((*questions, *notes))]),
            kind=self.kind,
            lenses=find_lenses(self.framework, (*questions, *notes)),
            issues=tuple(self.issues),
            mapped_columns=tuple(mapped_columns),
            unfinished_count=len(self.table.records) - len(finished),
        )

    @cached_property
    def _ids_by_name(self) -> dict[str, str]:
        return _collect_names(self.framework, self.kind)

    def _get_rungs(self, question: Question) -> dict[str, int]:
        if question.id not in self.wordings:
            self.wordings[question.id] = index_rungs(question)
        return self.wordings[question.id]

    @cached_property
    def _columns_by_title(self) -> dict[str, tuple[int, ...]]:
        """By title, plain: the places of the columns with it."""
        found: dict[str, tuple[int, ...]] = {}
        for index, title in enumerate(self.table.titles):
            found[normalise_text(title)] = (*found.get(normalise_text(title), ()), index)
        return found

    @cached_property
    def _mapped_values(self) -> dict[str, dict[str, RungOrWord]]:
        """By question, and by nothing for all: what the map's words mean, whatever their capitals and spaces."""
        maps: dict[str, Mapping[str, RungOrWord]] = {**self.map_.values_of, "": self.map_.values}
        return {
            id_: {_fold_text(word): meaning for word, meaning in reversed([*words.items()])}
            for id_, words in maps.items()
        }

    @cached_property
    def _name_columns(self) -> tuple[int, ...]:
        """Places of the columns with the participants' names."""
        return self._find_columns(self.map_.name) or self._find_fixed_columns("name")

    def _find_columns(self, title: str | None) -> tuple[int, ...]:
        """Places of the columns with this title."""
        return self._columns_by_title.get(normalise_text(title), ()) if title else ()

    def _find_fixed_columns(self, *roles: TitleRole) -> tuple[int, ...]:
        """Places of the columns that a survey tool writes for one of these, under a title or a code and a title.

        A column that has the id of a question is that question's.
        """
        titles = {title for role in roles for title in get_input_words().survey_titles[role]}
        coded = [normalise_text(title.partition(". ")[0]) for title in self.table.titles]
        return tuple(
            index for index, code in enumerate(coded) if code in titles and self._ids_by_name.get(code) != code
        )

    def _assign_columns(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """The column of each question, of each layer that is judged, and of each question's notes."""
        found: dict[str, int] = {id_: self._find_columns(title)[0] for id_, title in self.map_.columns.items()}
        notes: dict[str, int] = {id_: self._find_columns(title)[0] for id_, title in self.map_.notes.items()}
        assigned = {*found.values(), *notes.values(), *self._find_fixed_columns(*get_args(TitleRole))}
        for title in (self.map_.participant, self.map_.name, self.map_.submitted, *self.map_.ignore):
            assigned |= set(self._find_columns(title))
        for index, title in enumerate(self.table.titles):
            id_, is_note = self._identify_title(title)
            if index in assigned or (id_ is None and TIMING_TITLE.fullmatch(normalise_text(title))):
                continue
            if not title:
                if any(cells[index] for _, cells in self.table.records):
                    self.issues.append(ImportIssue(f"#{index + 1}", message("import.column")))
                continue
            if is_note and id_ in self.framework.header.layers:
                id_ = None
            target = notes if is_note else found
            if id_ is None or id_ in target:
                reason = message("import.column") if id_ is None else message("import.column-twice")
                self.issues.append(ImportIssue(title, reason))
            else:
                target[id_] = index
        layers = {id_: index for id_, index in found.items() if id_ in self.framework.header.layers}
        return {id_: index for id_, index in found.items() if id_ not in layers}, layers, notes

    def _identify_title(self, title: str) -> tuple[str | None, bool]:
        """The question or layer that a title is about, and whether it is of what was said about it."""
        title = title[:MAX_TITLE_LENGTH]
        coded, bracketed = CODED_TITLE.fullmatch(title), BRACKETED_CODE.search(title)
        if coded and COMMENT_SUFFIX.fullmatch(coded[2]):
            return self._ids_by_name.get(normalise_text(coded[1])), True
        words, notes = COMMENT_SUFFIX.subn("", title)
        names = [words, *([coded[1]] if coded and not coded[2] else []), *([bracketed[1]] if bracketed else [])]
        return next(
            (self._ids_by_name[normalise_text(name)] for name in names if normalise_text(name) in self._ids_by_name),
            None,
        ), notes > 0

    def _number_participants(self) -> dict[int, str]:
        """By line, a number for each participant: the same whenever the same answers are exported anew."""
        own_columns, time_columns = (
            self._find_columns(self.map_.participant),
            self._find_fixed_columns("start_time") or self._find_fixed_columns("submit_time"),
        )
        id_columns = own_columns or (*self._find_fixed_columns("participant", "seed"), *time_columns)
        # a running number alone begins at 1 in every survey, and is only known by the file it stands in
        survey = (
            () if own_columns or time_columns or self._find_fixed_columns("seed") else (PurePath(self.table.name).name,)
        )
        seen: Counter[Cells] = Counter()
        numbers = {}
        for line, cells in self.table.records:
            identity = tuple(cells[index] for index in id_columns) if id_columns else cells
            seen[identity] += 1
            repetition = () if seen[identity] == 1 else (str(seen[identity]),)
            numbers[line] = make_participant_id("survey", *survey, *identity, *repetition)
        return numbers

    def _build_ballot(
        self,
        line: int,
        cells: Cells,
        participant_id: str,
        columns: tuple[dict[str, int], dict[str, int], dict[str, int]],
    ) -> Ballot:
        questions, layers, notes = columns
        answers = {}
        for id_ in dict.fromkeys((*questions, *notes)):
            note = clean_text(cells[notes[id_]]) if id_ in notes else None
            index, answer = questions.get(id_), None
            if index is not None:
                answer = self._read_answer(self.framework.questions[id_], cells[index], line, index)
            if answer is not None or note is not None:
                answers[id_] = Vote(answer=SKIPPED if answer is None else answer, note=note)
        votes = {id_: vote for id_, index in layers.items() if (vote := self._read_verdict(cells[index], line, index))}
        name = clean_text(" ".join(cells[index] for index in self._name_columns))
        return Ballot(
            participant=participant_id, name=name[:MAX_NAME_LENGTH] if name else None, answers=answers, votes=votes
        )

    def _read_answer(self, question: Question, cell: str, line: int, index: int) -> RungOrWord | None:
        """What a cell answers; None, and listed, where that is not clear."""
        if (question.id, cell) not in self.meanings:
            self.meanings[question.id, cell] = self._interpret_cell(question, cell)
        found = self.meanings[question.id, cell]
        if found is None and _fold_text(cell) not in EMPTY_CELLS:
            key = "import.digits" if cell.isdecimal() else "import.value"
            self.issues.append(ImportIssue(cell, message(key, line=line, column=self.table.titles[index])))
        return found

    def _interpret_cell(self, question: Question, cell: str) -> RungOrWord | None:
        top = len(question.options) - 1
        for mapped in (self._mapped_values.get(question.id, {}), self._mapped_values[""]):
            meaning = mapped.get(_fold_text(cell))
            if meaning is not None and not (isinstance(meaning, int) and meaning > top):
                return meaning
        rung = None
        if code := RUNG_CODE.fullmatch(cell):
            rung = int(code[1])
        elif SHORT_NUMBER.fullmatch(cell) and self.map_.digits is not None:
            rung = int(cell) - self.map_.digits
        elif (label := LABELLED_RUNG.fullmatch(cell)) and normalise_text(label[2]) in self._get_rungs(question):
            rung = self._get_rungs(question)[normalise_text(label[2])]
            rung = rung if rung == int(label[1]) else None
        if rung is not None:
            return rung if 0 <= rung <= top else None
        return self._get_rungs(question).get(normalise_text(cell), get_open_words().get(normalise_text(cell)))

    def _read_verdict(self, cell: str, line: int, index: int) -> LayerVote | None:
        verdict = get_verdict_words().get(normalise_text(cell))
        if verdict is None and _fold_text(cell) not in EMPTY_CELLS and normalise_text(cell) not in get_open_words():
            where = message("import.value", line=line, column=self.table.titles[index])
            self.issues.append(ImportIssue(cell, where))
        return LayerVote(verdict=verdict) if verdict else None


def _fold_text(text: str) -> str:
    """The text whatever its capitals, spaces and kind of apostrophe."""
    return " ".join(text.replace("’", "'").casefold().split())


def normalise_text(text: str) -> str:
    """What two ways of writing the same words have in common: also without the marks at their end."""
    return _fold_text(text).rstrip(" ?!:*.")


def _collect_names(framework: Framework, kind: Kind) -> dict[str, str]:
    """Every name of a question or layer, plain, with its id."""
    ids_by_name: dict[str, str] = {}
    for id_, question in framework.questions.items():
        if question.applies_to(kind):
            for name in (id_, id_.replace("-", ""), *question.ask.root.values()):
                ids_by_name.setdefault(normalise_text(name), id_)
    for layer in framework.layers:
        for name in (layer.id, layer.id.replace("-", ""), *layer.name.root.values()):
            ids_by_name.setdefault(normalise_text(name), layer.id)
    return ids_by_name


def index_rungs(question: Question) -> dict[str, int]:
    """Every wording of a rung, plain, with its number; one that two rungs share is none of them."""
    rungs_by_wording: dict[str, set[int]] = {}
    for rung, option in enumerate(question.options):
        for words in option.text.root.values():
            rungs_by_wording.setdefault(normalise_text(words), set()).add(rung)
    return {words: min(rungs) for words, rungs in rungs_by_wording.items() if len(rungs) == 1}


@cache
def get_open_words() -> Mapping[str, OpenWord]:
    """Words for having no rung, in every language."""
    words: tuple[OpenWord, ...] = (DONT_KNOW, NOT_APPLICABLE, SKIPPED)
    translations = {
        normalise_text(texts(language)(f"state.{word}")): word for language in languages() for word in words
    }
    return {**invert_words(get_input_words().answers), **translations, **{word: word for word in words}}


@cache
def get_verdict_words() -> Mapping[str, FindingVerdict]:
    """Words for judging a layer, in every language."""
    translations = {
        normalise_text(texts(language)(f"verdict.{word}")): word
        for language in languages()
        for word in FINDING_VERDICTS
    }
    return {**invert_words(get_input_words().findings), **translations, **{word: word for word in FINDING_VERDICTS}}

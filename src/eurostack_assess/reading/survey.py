"""Reads a survey export as ballots: LimeSurvey, Microsoft Forms, Google Forms, or any table with a row per participant.

Columns are identified by a question's id (with or without hyphens), by its wording, or by a map; values by a rung's
wording, by R0, R1 and so on, or by the map. Whatever these do not determine is listed with its row and column, and
nothing is guessed: a bare 3 may be the third rung or rung 3.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import PurePath
from typing import get_args

from eurostack_assess.errors import InvalidInputError, Message, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import MAX_NAME_LENGTH
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, RungOrWord
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, FindingVerdict, Kind, OpenWord
from eurostack_assess.model.workshop import SURVEY_CODES, Ballot, LayerVote, Vote
from eurostack_assess.reading.ballots import (
    BallotBatch,
    MappedColumn,
    clean_text,
    find_lenses,
    make_participant_id,
    question_fingerprints,
)
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.survey_map import MapFile, SurveyMap, list_passed_over, select_map
from eurostack_assess.reading.survey_titles import (
    ISO_MOMENT,
    MOMENT,
    TIMING_TITLE,
    collect_names,
    find_fixed_columns,
    fold_text,
    identify_title,
    normalise_text,
)
from eurostack_assess.reading.table import Cells, InputTable, explain_unread, name_cell
from eurostack_assess.reading.words import TitleRole, get_input_words, invert_words
from eurostack_assess.texts import languages, texts

LABELLED_RUNG = re.compile(r"(\d{1,3})\s*[:.)–-]\s*(.+)")
SHORT_NUMBER = re.compile(r"[0-9]{1,3}")
RUNG_CODE = re.compile(r"R(\d)", re.IGNORECASE)

EMPTY_CELLS = ("", "n/a", "-")


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
    reader = _SurveyReader(table, framework, kind, map_.map if map_ else SurveyMap())
    if map_ is not None:
        reader.map_ = select_map(map_, table, framework, kind)
        reader.issues += list_passed_over(map_.map, reader.map_)
    return reader.read_ballots(unfinished=unfinished)


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
        answer_columns = {*questions.values(), *layers.values(), *notes.values()}
        self.issues += [
            ImportIssue(name_cell(cell.row, cell.column), explain_unread(cell))
            for cell in self.table.unread
            if cell.column - 1 in answer_columns
        ]
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
            notes=(*self.table.notes, *self._note_unknowns(submit_columns, unfinished=unfinished)),
        )

    def _note_unknowns(self, submit_columns: Sequence[int], *, unfinished: bool) -> Iterator[Message]:
        """What the file does not say of its participants, with the key of the map that says it."""
        if not submit_columns and not unfinished:
            moments = [
                index for index in self._moment_columns if any(not cells[index] for _, cells in self.table.records)
            ]
            title = self.table.titles[moments[0]] if moments else ""
            yield (
                message("import.finished-unknown-column", column=title) if title else message("import.finished-unknown")
            )
        if not self._identity_columns:
            yield message("import.participants-unknown")

    @cached_property
    def _ids_by_name(self) -> dict[str, str]:
        return collect_names(self.framework, self.kind)

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
            id_: {fold_text(word): meaning for word, meaning in reversed([*words.items()])}
            for id_, words in maps.items()
        }

    @cached_property
    def _has_survey_codes(self) -> bool:
        """Whether answers are in the codes of our own survey; without it, NA is what statisticians call no answer."""
        return any(RUNG_CODE.fullmatch(cell) for _, cells in self.table.records for cell in cells)

    @cached_property
    def _name_columns(self) -> tuple[int, ...]:
        """Places of the columns with the participants' names."""
        return self._find_columns(self.map_.name) or self._find_fixed_columns("name")

    def _find_columns(self, title: str | None) -> tuple[int, ...]:
        """Places of the columns with this title."""
        return self._columns_by_title.get(normalise_text(title), ()) if title else ()

    def _find_fixed_columns(self, *roles: TitleRole) -> tuple[int, ...]:
        return find_fixed_columns(self.table.titles, self._ids_by_name, *roles)

    def _assign_columns(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """The column of each question, of each layer that is judged, and of each question's notes."""
        found: dict[str, int] = {id_: self._find_columns(title)[0] for id_, title in self.map_.columns.items()}
        notes: dict[str, int] = {id_: self._find_columns(title)[0] for id_, title in self.map_.notes.items()}
        assigned = {*found.values(), *notes.values(), *self._find_fixed_columns(*get_args(TitleRole))}
        for title in (self.map_.participant, self.map_.name, self.map_.submitted, *self.map_.ignore):
            assigned |= set(self._find_columns(title))
        for index, title in enumerate(self.table.titles):
            id_, is_note = identify_title(title, self._ids_by_name)
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

    @cached_property
    def _moment_columns(self) -> tuple[int, ...]:
        """Places of the columns in which a date with a time of day stands, and nothing else."""
        columns = zip(*(cells for _, cells in self.table.records), strict=True)
        return tuple(
            index
            for index, cells in enumerate(columns)
            if any(cells) and all(MOMENT.fullmatch(cell) for cell in cells if cell)
        )

    @cached_property
    def _identity_columns(self) -> tuple[int, ...]:
        """Places of the columns by which participants are the same in every export; none if nothing tells.

        When they began is known by its title, or else by its shape: of columns with a moment in every row the first.
        """
        if own_columns := self._find_columns(self.map_.participant):
            return own_columns
        seeds = self._find_fixed_columns("seed")
        times = self._find_fixed_columns("start_time") or self._find_fixed_columns("submit_time")
        if not times:
            times = tuple(
                index for index in self._moment_columns if all(cells[index] for _, cells in self.table.records)
            )[:1]
        if not (seeds or times):
            return ()  # a running number alone begins at 1 in every survey
        return (*self._find_fixed_columns("participant"), *seeds, *times)

    def _number_participants(self) -> dict[int, str]:
        """By line, a number for each participant: the same whenever the same answers are exported anew.

        Where nothing tells them apart, they are known by the file they stand in and what they answered.
        """
        id_columns = self._identity_columns or self._find_fixed_columns("participant")
        survey = () if self._identity_columns else (PurePath(self.table.name).name,)
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
        revision = self._find_revision(cells)
        answers = {}
        for id_ in dict.fromkeys((*questions, *notes)):
            note = clean_text(cells[notes[id_]]) if id_ in notes else None
            index, answer = questions.get(id_), None
            if index is not None:
                answer = self._read_answer(self.framework.questions[id_], cells[index], line, index)
            if answer is not None or note is not None:
                answers[id_] = Vote(answer=SKIPPED if answer is None else answer, note=note, revision=revision)
        verdicts = {id_: self._read_verdict(cells[index], line, index) for id_, index in layers.items()}
        votes = {id_: LayerVote(verdict=found, revision=revision) for id_, found in verdicts.items() if found}
        name = clean_text(" ".join(cells[index] for index in self._name_columns))
        return Ballot(
            participant=participant_id, name=name[:MAX_NAME_LENGTH] if name else None, answers=answers, votes=votes
        )

    def _read_answer(self, question: Question, cell: str, line: int, index: int) -> RungOrWord | None:
        """What a cell answers; None, and listed, where that is not clear."""
        if (question.id, cell) not in self.meanings:
            self.meanings[question.id, cell] = self._interpret_cell(question, cell)
        found = self.meanings[question.id, cell]
        if found is None and fold_text(cell) not in EMPTY_CELLS:
            key = "import.digits" if cell.isdecimal() else "import.value"
            self.issues.append(ImportIssue(cell, message(key, line=line, column=self.table.titles[index])))
        return found

    def _interpret_cell(self, question: Question, cell: str) -> RungOrWord | None:
        top = len(question.options) - 1
        for mapped in (self._mapped_values.get(question.id, {}), self._mapped_values[""]):
            meaning = mapped.get(fold_text(cell))
            if meaning is not None and not (isinstance(meaning, int) and meaning > top):
                return meaning
        rung = None
        if cell in SURVEY_CODES and self._has_survey_codes:
            return SURVEY_CODES[cell]
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

    @cached_property
    def _change_columns(self) -> tuple[int, ...]:
        return self._find_fixed_columns("last_change") or self._find_fixed_columns("submit_time")

    def _find_revision(self, cells: Cells) -> int:
        """When the row was last changed, in seconds: of the same answers exported twice, the newer ones count.

        By the first column that says it so that moments sort; 0 where none does.
        """
        for index in self._change_columns:
            if moment := ISO_MOMENT.fullmatch(cells[index]):
                return int("".join(part or "00" for part in moment.groups()))
        return 0

    def _read_verdict(self, cell: str, line: int, index: int) -> FindingVerdict | None:
        verdict = get_verdict_words().get(normalise_text(cell))
        if verdict is None and fold_text(cell) not in EMPTY_CELLS and normalise_text(cell) not in get_open_words():
            where = message("import.value", line=line, column=self.table.titles[index])
            self.issues.append(ImportIssue(cell, where))
        return verdict


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

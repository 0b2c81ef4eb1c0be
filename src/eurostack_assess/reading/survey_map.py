"""The map of a survey export, and the part of it that applies to one table and one framework."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from eurostack_assess.errors import InvalidInputError, message
from eurostack_assess.inert import join_first
from eurostack_assess.model.base import Line, Slug
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.rungs import RungOrWord
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.csv_text import KnownTitle
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.survey_titles import (
    collect_names,
    find_fixed_columns,
    identify_title,
    normalise_text,
)
from eurostack_assess.reading.table import InputTable, TableMap
from eurostack_assess.reading.validate import SourceDocument, did_you_mean, parse_document, validate_document

MAX_IDS_NAMED = 5


class SurveyMap(TableMap):
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
    """Meaning of the survey's own values for individual questions, by question id; takes precedence over `values`."""


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


def make_title_test(framework: Framework, kind: Kind, map_: SurveyMap) -> KnownTitle:
    """Whether a cell is the title of a column that is known, or that the map names."""
    ids_by_name = collect_names(framework, kind)
    named = (*map_.columns.values(), *map_.notes.values(), map_.participant, map_.name, map_.submitted, *map_.ignore)
    mapped = {normalise_text(title) for title in named if title is not None}

    def is_known(cell: str) -> bool:
        if normalise_text(cell) in mapped or identify_title(cell, ids_by_name).id is not None:
            return True
        return bool(find_fixed_columns((cell,), ids_by_name))

    return is_known


def select_map(file: MapFile, table: InputTable, framework: Framework, kind: Kind) -> SurveyMap:
    """The part of a map that is about this table and this framework.

    A survey may have left questions out, and a framework may have dropped some since: those are passed over, unless
    another title or id is so like it that it was a slip.

    Raises:
        InvalidInputError: no column of the questions is there, one is misspelt, one by which participants are known is
            not there, or a rung is not.
    """
    map_, document = file
    questions = {id_: question for id_, question in framework.questions.items() if question.applies_to(kind)}
    titles = {normalise_text(title) for title in table.titles}
    entries = {(key, id_): title for key in ("columns", "notes") for id_, title in getattr(map_, key).items()}
    missing = {path: title for path, title in entries.items() if normalise_text(title) not in titles}
    named = {normalise_text(title) for title in entries.values()}
    free = [title for title in table.titles if normalise_text(title) not in named]
    hint = message("hint.known-columns", columns=", ".join(title for title in table.titles if title))
    participants: dict[tuple[str, ...], str | None] = {
        (key,): getattr(map_, key) for key in ("participant", "name", "submitted")
    }
    lost: dict[tuple[str, ...], str] = {
        path: title for path, title in participants.items() if title and normalise_text(title) not in titles
    }
    lost |= {
        path: title for path, title in missing.items() if len(missing) == len(entries) or did_you_mean(title, free)
    }
    problems = [
        document.problem(message("problem.no-such-column", column=title), *path, hint=did_you_mean(title, free) or hint)
        for path, title in lost.items()
    ]
    unknown_ids = [
        (key, id_)
        for key in ("columns", "notes", "values_of")
        for id_ in getattr(map_, key)
        if id_ not in questions and not (key == "columns" and id_ in framework.header.layers)
    ]
    problems += [
        document.key_problem(
            message("problem.no-such-question", question=id_), key, id_, hint=did_you_mean(id_, questions)
        )
        for key, id_ in unknown_ids
        if id_ in framework.header.layers
        or ((key, id_) not in missing and did_you_mean(id_, questions.keys() - getattr(map_, key).keys()))
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
    left_out = {*missing, *unknown_ids}
    kept = {
        key: {id_: value for id_, value in getattr(map_, key).items() if (key, id_) not in left_out}
        for key in ("columns", "notes", "values_of")
    }
    return map_.model_copy(update=kept)


def list_passed_over(map_: SurveyMap, used: SurveyMap) -> list[ImportIssue]:
    """The questions of a map that have no column here, or are no question now."""
    passed_over = [id_ for id_ in map_.columns if id_ not in used.columns]
    if not passed_over:
        return []
    return [ImportIssue(join_first(passed_over, MAX_IDS_NAMED), message("import.not-in-survey", n=len(passed_over)))]

"""A framework as a spreadsheet to edit: every text, in all its languages, and every other value of its files."""

from collections.abc import Iterator, Mapping, Sequence

from eurostack_assess.model.base import Entity, LocalText
from eurostack_assess.model.entity_values import TEXT, EntityValue, dump_entity
from eurostack_assess.model.framework import RawFramework
from eurostack_assess.model.framework_sheet import (
    COLUMNS,
    COUNT_PER,
    FILE_KEY_COLUMNS,
    FILES,
    PLAIN_TEXT,
    PROVES_NOTHING,
    QUESTION_COLUMNS,
    QUESTIONS,
    RESPONDENTS,
    ROW_KEY_COLUMNS,
    ROWS,
    VALUE,
    title_of,
)
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.report.workbook import Sheet, Value, Workbook
from eurostack_assess.texts import Texts, texts

CELL_DIGITS = 15
"""Digits of a number that every spreadsheet program keeps."""

FrameworkSheetRow = tuple[Value, ...]
QuestionRow = tuple[str, int | None, LocalText | None, Mapping[str, Value]]
"""What is said of a question, which one of several, its text, and the columns it fills."""


def build_framework_sheets(framework: RawFramework, language: str) -> Workbook:
    """All files of a framework."""
    languages = _languages(framework)
    titles = list(map(title_of, languages))
    questions = Sheet(QUESTIONS, (*ROW_KEY_COLUMNS, *titles, *COLUMNS), tuple(_questions(framework, languages)))
    files = Sheet(FILES, (*FILE_KEY_COLUMNS, *titles, VALUE), tuple(_files(framework, languages)))
    name = f"{framework.header.name.in_language(language)} {framework.header.edition}"
    translate = texts(language)
    how = Sheet(
        translate("legend.name"), (translate("legend.what"), translate("legend.means")), tuple(_legend(translate))
    )
    return Workbook(name, language, (questions, files, how), QUESTIONS)


def _legend(translate: Texts) -> Iterator[FrameworkSheetRow]:
    """What rows and columns mean, for whoever opens the spreadsheet."""
    yield "", translate("legend.how")
    for what in dict.fromkeys((*ROW_KEY_COLUMNS, PLAIN_TEXT, *ROWS, *COLUMNS)):
        yield what, translate(f"legend.of-{what}")
    yield "", translate("legend.files")
    for what in (*FILE_KEY_COLUMNS, VALUE):
        yield what, translate(f"legend.file-{what}")


def _languages(framework: RawFramework) -> list[str]:
    """The framework's own first, then others that some text is in."""
    found = {
        language
        for text in _texts([dump_entity(entity) for entity in _entities(framework)])
        for language in text.languages
    }
    own = [language for language in framework.header.languages if language in found]
    return [*own, *sorted(found - set(own))]


def _entities(framework: RawFramework) -> Iterator[Entity]:
    yield framework.header
    yield from (*framework.parts, *framework.instruments, *framework.earlier_editions)


def _texts(value: EntityValue) -> Iterator[LocalText]:
    match value:
        case LocalText():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)


def _questions(framework: RawFramework, languages: Sequence[str]) -> Iterator[FrameworkSheetRow]:
    for part in framework.parts:
        yield _row((part.id, None, _kind(part), None), part.name, {}, languages)
        if part.short is not None:
            yield _row((part.id, None, "short", None), part.short, {}, languages)
        for question in part.questions:
            for what, number, text, columns in _question_rows(question):
                yield _row((part.id, question.id, what, number), text, columns, languages)


def _kind(part: Questionnaire) -> str:
    return "layer" if part.lens is None else "lens"


def _row(
    where: tuple[str, str | None, str, int | None],
    text: LocalText | None,
    columns: Mapping[str, Value],
    languages: Sequence[str],
) -> FrameworkSheetRow:
    translations = text.root if text else {}
    return (
        *where,
        *(translations.get(language) for language in languages),
        *(_keep_all_digits(columns.get(key)) for key in COLUMNS),
    )


def _keep_all_digits(value: Value) -> Value:
    """A number as text where a cell would keep fewer of its digits."""
    if isinstance(value, int | float) and float(f"{value:.{CELL_DIGITS}g}") != value:
        return repr(value)
    return value


def _question_rows(question: Question) -> Iterator[QuestionRow]:
    """Row by row what a question says, in the order in which a person reads it."""
    given_fields = dump_entity(question)
    if question.title is not None:
        yield "title", None, question.title, {}
    yield (
        "ask",
        None,
        question.ask,
        {key: getattr(question, key) if key in given_fields else None for key in QUESTION_COLUMNS}
        | {COUNT_PER: question.count.per if question.count else None}
        | {RESPONDENTS: ", ".join(question.respondents) or None},
    )
    for what in ("why", "absolute"):
        if (text := getattr(question, what)) is not None:
            yield what, None, text, {}
    for index, party in enumerate(question.parties):
        yield "party", index, party.text, {"party": party.party}
    for index, option in enumerate(question.options):
        count = question.count.rungs[index] if question.count else None
        counts: dict[str, Value] = {"count": count.n, "least": count.least} if count else {}
        columns: dict[str, Value] = {"value": option.value, "level": option.level, **counts}
        yield "option", index, option.as_written, columns
    if question.evidence is not None:
        yield "evidence", None, question.evidence, {}
    for index, action in enumerate(question.actions):
        yield "action", index, action.text, {"to": action.to, "effort": action.effort}
    yield from _reference_rows(question)


def _reference_rows(question: Question) -> Iterator[QuestionRow]:
    """What a question refers to: services, other instruments, sources."""
    for index, contradiction in enumerate(question.contradicted_by):
        categories = ", ".join(contradiction.categories) or None
        yield (
            "contradicted",
            index,
            None,
            {
                "rung": contradiction.rung,
                "by": contradiction.by,
                "of-layer": contradiction.layer,
                "categories": categories,
            },
        )
    for index, answers in enumerate(question.earlier):
        proven = [PROVES_NOTHING if rung is None else str(rung) for rung in answers.at_least]
        columns = {"edition": answers.edition, "of-question": answers.question, "at-least": ", ".join(proven)}
        yield "earlier", index, None, columns
    for instrument, references in question.maps.items():
        for index, reference in enumerate(references):
            yield "map", index, None, {"instrument": instrument, "reference": reference}
    for index, source in enumerate(question.source):
        source_columns = {key: getattr(source, key) for key in ("about", "url", "date", "confidence")}
        source_columns["valid_until"] = source.valid_until and source.valid_until.isoformat()
        yield "source", index, source.text, source_columns


def _files(framework: RawFramework, languages: Sequence[str]) -> Iterator[FrameworkSheetRow]:
    files = {"framework.yaml": dump_entity(framework.header)}
    files |= {
        f"instruments/{instrument.instrument}.yaml": dump_entity(instrument) for instrument in framework.instruments
    }
    files |= {f"editions/{edition.edition}.yaml": dump_entity(edition) for edition in framework.earlier_editions}
    for name, value in files.items():
        for key, text, plain in _flatten(value):
            translations = text.root if text else {}
            yield (name, key, *(translations.get(language) for language in languages), _keep_all_digits(plain))


def _flatten(value: EntityValue, key: str = "") -> Iterator[tuple[str, LocalText | None, Value]]:
    """Every text and every other value with the keys that lead to it."""
    match value:
        case LocalText():
            yield key, value, None
        case Mapping():
            for name, item in value.items():
                yield from _flatten(item, key if name == TEXT else f"{key}/{name}" if key else name)
        case list():
            for index, item in enumerate(value):
                yield from _flatten(item, f"{key}/#{index}")
        case _:
            yield key, None, value

"""A framework as a spreadsheet to be edited: everything that its files say, and nothing that they do not."""

from collections.abc import Iterator, Mapping, Sequence

from eurostack_assess.model.base import Entity, LocalText
from eurostack_assess.model.framework import FrameworkAsWritten, Question, Questionnaire
from eurostack_assess.model.framework_sheet import (
    COLUMNS,
    FILES,
    OF_QUESTION,
    PLAIN_TEXT,
    QUESTIONS,
    ROWS,
    VALUE,
    WHERE,
    WHICH,
    title_of,
)
from eurostack_assess.report.workbook import Sheet, Value, Workbook
from eurostack_assess.report.written import TEXT, Tree, tree
from eurostack_assess.texts import Texts, texts

CELL_DIGITS = 15
"""Digits of a number that every spreadsheet program keeps."""

Row = tuple[Value, ...]
Said = tuple[str, int | None, LocalText | None, Mapping[str, Value]]
"""What is said of a question, which one of several, its text, and the columns it fills."""


def framework_sheets(written: FrameworkAsWritten, language: str) -> Workbook:
    """All files of a framework."""
    languages = _languages(written)
    titles = list(map(title_of, languages))
    questions = Sheet(QUESTIONS, (*WHERE, *titles, *COLUMNS), tuple(_questions(written, languages)))
    files = Sheet(FILES, (*WHICH, *titles, VALUE), tuple(_files(written, languages)))
    name = f"{written.header.name.in_language(language)} {written.header.edition}"
    say = texts(language)
    how = Sheet(say("legend.name"), (say("legend.what"), say("legend.means")), tuple(_legend(say)))
    return Workbook(name, language, (questions, files, how), QUESTIONS)


def _legend(say: Texts) -> Iterator[Row]:
    """What rows and columns mean, for whoever opens the spreadsheet."""
    yield "", say("legend.how")
    for what in dict.fromkeys((*WHERE, PLAIN_TEXT, *ROWS, *COLUMNS)):
        yield what, say(f"legend.of-{what}")
    yield "", say("legend.files")
    for what in (*WHICH, VALUE):
        yield what, say(f"legend.file-{what}")


def _languages(written: FrameworkAsWritten) -> list[str]:
    """The framework's own first, then others that some text is in."""
    found = {language for text in _texts([tree(one) for one in _entities(written)]) for language in text.languages}
    own = [one for one in written.header.languages if one in found]
    return [*own, *sorted(found - set(own))]


def _entities(written: FrameworkAsWritten) -> Iterator[Entity]:
    yield written.header
    yield from (*written.parts, *written.instruments, *written.earlier)


def _texts(value: Tree) -> Iterator[LocalText]:
    match value:
        case LocalText():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)


def _questions(written: FrameworkAsWritten, languages: Sequence[str]) -> Iterator[Row]:
    for part in written.parts:
        yield _row((part.id, None, _kind(part), None), part.name, {}, languages)
        for question in part.questions:
            for what, number, text, columns in _said(question):
                yield _row((part.id, question.id, what, number), text, columns, languages)


def _kind(part: Questionnaire) -> str:
    return "layer" if part.lens is None else "lens"


def _row(
    where: tuple[str, str | None, str, int | None],
    text: LocalText | None,
    columns: Mapping[str, Value],
    languages: Sequence[str],
) -> Row:
    said = text.root if text else {}
    return (*where, *(said.get(one) for one in languages), *(_exact(columns.get(one)) for one in COLUMNS))


def _exact(value: Value) -> Value:
    """A number as text where a cell would keep fewer of its digits."""
    if isinstance(value, int | float) and float(f"{value:.{CELL_DIGITS}g}") != value:
        return repr(value)
    return value


def _said(question: Question) -> Iterator[Said]:
    """Row by row what a question says, in the order in which a person reads it."""
    given = tree(question)
    yield "ask", None, question.ask, {key: getattr(question, key) if key in given else None for key in OF_QUESTION}
    if question.why is not None:
        yield "why", None, question.why, {}
    for at, option in enumerate(question.options):
        yield "option", at, option.text, {"value": option.value, "level": option.level}
    if question.evidence is not None:
        yield "evidence", None, question.evidence, {}
    for at, action in enumerate(question.actions):
        yield "action", at, action.text, {"to": action.to, "effort": action.effort}
    for at, one in enumerate(question.contradicted_by):
        categories = ", ".join(one.categories) or None
        yield (
            "contradicted",
            at,
            None,
            {"rung": one.rung, "by": one.by, "of-layer": one.layer, "categories": categories},
        )
    for instrument, references in question.maps.items():
        for at, reference in enumerate(references):
            yield "map", at, None, {"instrument": instrument, "reference": reference}
    for at, source in enumerate(question.source):
        said = {key: getattr(source, key) for key in ("about", "url", "date", "confidence")}
        yield "source", at, source.text, said


def _files(written: FrameworkAsWritten, languages: Sequence[str]) -> Iterator[Row]:
    files = {"framework.yaml": tree(written.header)}
    files |= {f"instruments/{one.instrument}.yaml": tree(one) for one in written.instruments}
    files |= {f"editions/{one.edition}.yaml": tree(one) for one in written.earlier}
    for name, value in files.items():
        for key, text, plain in _flattened(value):
            said = text.root if text else {}
            yield (name, key, *(said.get(one) for one in languages), _exact(plain))


def _flattened(value: Tree, key: str = "") -> Iterator[tuple[str, LocalText | None, Value]]:
    """Every text and every other value with the keys that lead to it."""
    match value:
        case LocalText():
            yield key, value, None
        case Mapping():
            for name, one in value.items():
                yield from _flattened(one, key if name == TEXT else f"{key}/{name}" if key else name)
        case list():
            for at, one in enumerate(value):
                yield from _flattened(one, f"{key}/#{at}")
        case _:
            yield key, None, value

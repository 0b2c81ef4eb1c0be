"""Checks a question's ladder, and its texts in every language."""

from collections.abc import Iterator

from eurostack_assess.errors import Problem, message
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import FrameworkHeader
from eurostack_assess.model.question import COUNT_PLACE, PARTY_PLACE, Option, Question, RungCount
from eurostack_assess.reading.validate import SourceDocument


def find_missing_texts(
    text: LocalText, languages: tuple[str, ...], document: SourceDocument, *path: str | int
) -> Iterator[Problem]:
    """A text must exist in every language of the framework; a plain text will do where there is only one language."""
    missing = [language for language in languages if language not in text.languages]
    if missing and not (len(languages) == 1 and ANY_LANGUAGE in text.languages):
        yield document.problem(message("problem.text-missing", languages=", ".join(missing)), *path)


def find_party_problems(
    question: Question, header: FrameworkHeader, document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """A question that is asked of several parties names each of them, and another names none."""
    seen: set[str] = set()
    for index, party in enumerate(question.parties):
        yield from find_missing_texts(party.text, header.languages, document, *path, "parties", index)
        if party.party in seen:
            yield document.problem(message("problem.row-twice", row=party.party), *path, "parties", index, "party")
        seen.add(party.party)
    has_place = {PARTY_PLACE in text for text in question.ask.root.values()}
    if has_place != {bool(question.parties)}:
        key = "problem.party-without-place" if question.parties else "problem.place-without-party"
        yield document.problem(message(key, place=PARTY_PLACE), *path, "ask")


def find_size_problems(
    question: Question, header: FrameworkHeader, document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """What has to do with the size of a region or its country is asked of regions only, and says one thing."""
    for key in ("context", "count", "absolute", "asked_from"):
        if getattr(question, key) is not None and question.scope != "region":
            yield document.key_problem(message("problem.only-of-regions", key=key), *path, key)
    if question.smallest is not None and question.scope != "organisation":
        yield document.key_problem(message("problem.only-of-organisations", key="smallest"), *path, "smallest")
    if question.absolute is not None:
        yield from find_missing_texts(question.absolute, header.languages, document, *path, "absolute")
        if question.count is not None:
            yield document.key_problem(message("problem.count-and-absolute"), *path, "absolute")
    counts = question.count.rungs if question.count else (None,) * len(question.options)
    if len(counts) != len(question.options):
        what = message("problem.count-other-length", given=len(counts), rungs=len(question.options))
        yield document.problem(what, *path, "count", "rungs")
        return
    previous = RungCount(n=1)
    for index, (option, count) in enumerate(zip(question.options, counts, strict=True)):
        has_place = {COUNT_PLACE in text for text in option.text.root.values()}
        if has_place != {count is not None}:
            key = "problem.count-without-place" if count else "problem.place-without-count"
            yield document.problem(message(key, place=COUNT_PLACE), *path, "options", index)
        if count is not None and (count.n < previous.n or count.least < previous.least):
            yield document.problem(message("problem.count-falls"), *path, "count", "rungs", index)
        previous = count or previous


def find_ladder_problems(
    question: Question, header: FrameworkHeader, document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """A ladder must say what its rungs are worth, unless it has one rung for each level; it may never fall."""
    top_level = len(header.levels) - 1
    needed = {"gating": ("value", "level"), "ranking": ("value",), "informational": ()}[question.role]
    previous: Option | None = None
    for index, option in enumerate(question.options):
        option_path = (*path, "options", index)
        yield from find_missing_texts(option.text, header.languages, document, *option_path)
        missing = [name for name in needed if getattr(option, name) is None]
        if missing and len(question.options) != len(header.levels):
            counts = {"rungs": len(question.options), "levels": len(header.levels)}
            yield document.problem(message("problem.rung-without", keys=", ".join(missing), **counts), *option_path)
        if option.level is not None and option.level > top_level:
            what = message("problem.no-such-level", level=option.level, top=top_level)
            yield document.problem(what, *option_path, "level")
        for name in ("value", "level"):
            value, previous_value = getattr(option, name), getattr(previous, name, None)
            if value is not None and previous_value is not None and value < previous_value:
                yield document.problem(message("problem.ladder-falls", key=name), *option_path, name)
            if previous is not None and (value is None) != (previous_value is None):
                yield document.problem(message("problem.ladder-mixed", key=name), *option_path)
        previous = option

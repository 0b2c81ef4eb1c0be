"""Identifies the columns of a survey by title: questions, and columns that the survey tool adds itself."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from eurostack_assess.model.framework import Framework
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.words import TitleRole, get_input_words

TIMING_TITLE = re.compile(r"(grouptime\d+|[a-z0-9]+time)(\. .*)?")
CODED_TITLE = re.compile(r"([A-Za-z][A-Za-z0-9-]*)((?:\[[^\]]*\])*)(?:[.:)]|\s-)?\s+\S.*")
BRACKETED_CODE = re.compile(r"\[([a-z0-9-]{1,40})\]$")
COMMENT_SUFFIX = re.compile(r"(\[_?C?comment\]|_comment)$", re.IGNORECASE)
ISO_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?\b.*")
MOMENT = re.compile(ISO_MOMENT.pattern + r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(:\d\d)?( [AP]M)?")
"""A date with a time of day, as survey tools write it."""

MAX_TITLE_LENGTH = 2000


def fold_text(text: str) -> str:
    """The text whatever its capitals, spaces and kind of apostrophe."""
    return " ".join(text.replace("’", "'").casefold().split())


def normalise_text(text: str) -> str:
    """What two ways of writing the same words have in common: also without the marks at their end."""
    return fold_text(text).rstrip(" ?!:*.")


def collect_names(framework: Framework, kind: Kind) -> dict[str, str]:
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


class IdentifiedTitle(NamedTuple):
    """What a column is about."""

    id: str | None
    """Of the question or layer."""
    is_note: bool
    """Whether it holds what was said about it."""


def identify_title(title: str, ids_by_name: Mapping[str, str]) -> IdentifiedTitle:
    """The question or layer that a title is about."""
    title = title[:MAX_TITLE_LENGTH]
    coded, bracketed = CODED_TITLE.fullmatch(title), BRACKETED_CODE.search(title)
    if coded and COMMENT_SUFFIX.fullmatch(coded[2]):
        return IdentifiedTitle(ids_by_name.get(normalise_text(coded[1])), is_note=True)
    words, notes = COMMENT_SUFFIX.subn("", title)
    names = [words, *([coded[1]] if coded and not coded[2] else []), *([bracketed[1]] if bracketed else [])]
    found = next((ids_by_name[normalise_text(name)] for name in names if normalise_text(name) in ids_by_name), None)
    return IdentifiedTitle(found, notes > 0)


def find_fixed_columns(titles: Sequence[str], ids_by_name: Mapping[str, str], *roles: TitleRole) -> tuple[int, ...]:
    """Places of the columns that a survey tool writes for one of these, under a title or a code and a title.

    A column that has the id of a question is that question's. Without roles: of all that it writes.
    """
    known = {title for role in roles or get_args(TitleRole) for title in get_input_words().survey_titles.get(role, ())}
    codes = [normalise_text(title.partition(". ")[0]) for title in titles]
    return tuple(index for index, code in enumerate(codes) if code in known and ids_by_name.get(code) != code)

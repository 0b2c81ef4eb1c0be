"""Reads a file of answers by question id, in YAML or JSON, as other programs write it."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import RootModel

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.model.base import Slug
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer, Profile
from eurostack_assess.reading.profile import find_answer_problems
from eurostack_assess.reading.source import PROFILE_LIMIT, join_surrogate_pairs, read_source
from eurostack_assess.reading.validate import parse_document, validate_document


class Answers(RootModel[Mapping[Slug, Answer]]):
    """Question id to answer, as in a profile."""


def read_answers(path: Path, profile: Profile, framework: Framework) -> Mapping[str, Answer]:
    """The answers in a file, each to a question that the profile is asked.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: with every answer that cannot be taken.
    """
    source = join_surrogate_pairs(read_source(path, PROFILE_LIMIT))
    document = parse_document(source)
    answers = validate_document(Answers, document).root
    problems = [
        problem
        for id_, answer in answers.items()
        for problem in find_answer_problems(
            id_, answer, path=(id_,), profile=profile, document=document, framework=framework
        )
    ]
    if problems:
        raise InvalidInputError(problems)
    return answers

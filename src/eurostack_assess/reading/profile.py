"""A file to a profile, checked against the framework whose questions it answers."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from eurostack_assess.errors import MOST_PROBLEMS_FOUND, InvalidInput, Problem, message
from eurostack_assess.model.framework import Framework, Question
from eurostack_assess.model.profile import Answer, Profile
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import PROFILE_LIMIT, read_source
from eurostack_assess.reading.validate import Document, ValuePath, did_you_mean, validated


class ProfileFile:
    """A profile as it stands in a file, not yet checked against a framework."""

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self._document = document

    @property
    def hash(self) -> str:
        """SHA-256 of the file's text."""
        return self._document.source.hash

    def checked_against(self, framework: Framework) -> Profile:
        """The profile, every name in it known to the framework.

        Raises:
            InvalidInput: with every answer, finding, lens or dependency that the framework has no place for.
        """
        if problems := list(islice(_problems(self.profile, self._document, framework), MOST_PROBLEMS_FOUND)):
            raise InvalidInput(problems)
        return self.profile


def read_profile(path: Path | str) -> ProfileFile:
    """The profile in a file; `-` is standard input.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a profile.
    """
    source = read_source(path, PROFILE_LIMIT)
    document = Document(source, parse_yaml(source))
    return ProfileFile(validated(Profile, document), document)


def _problems(profile: Profile, document: Document, framework: Framework) -> Iterator[Problem]:
    header = framework.header
    if profile.framework not in (None, header.id):
        what = message("problem.other-framework", named=profile.framework, given=header.id)
        yield document.problem(what, "framework", hint=message("hint.framework-option"))
        return
    for index, lens in enumerate(profile.lenses):
        if lens not in header.lenses:
            what = message("problem.no-such-lens", lens=lens)
            yield document.problem(what, "lenses", index, hint=did_you_mean(lens, header.lenses))
    for layer in profile.findings:
        if layer not in header.layers:
            what = message("problem.no-such-layer", layer=layer)
            yield document.key_problem(what, "findings", layer, hint=did_you_mean(layer, header.layers))
    for index, dependency in enumerate(profile.dependencies):
        if dependency.layer is not None and dependency.layer not in header.layers:
            what = message("problem.no-such-layer", layer=dependency.layer)
            hint = did_you_mean(dependency.layer, header.layers)
            yield document.problem(what, "dependencies", index, "layer", hint=hint)
    for question_id, answer in profile.answers.items():
        path = ("answers", question_id)
        yield from answer_problems(question_id, answer, path, profile, document, framework)


def answer_problems(
    question_id: str, answer: Answer, path: ValuePath, profile: Profile, document: Document, framework: Framework
) -> Iterator[Problem]:
    """Why an answer that stands at `path` in a document cannot be one of this profile's."""
    question: Question | None = framework.questions.get(question_id)
    if question is None:
        what = message("problem.no-such-question", question=question_id)
        yield document.key_problem(what, *path, hint=did_you_mean(question_id, framework.questions))
        return
    if not question.applies_to(profile.kind):
        what = message("problem.question-for-other-kind", question=question_id, kind=message(f"kind.{question.scope}"))
        yield document.key_problem(what, *path)
    part = framework.part_of[question_id]
    if part.lens is not None and part.lens not in profile.lenses:
        what = message("problem.question-of-lens", question=question_id, lens=part.lens)
        yield document.key_problem(what, *path, hint=message("hint.name-lens", lens=part.lens))
    top = len(question.options) - 1
    if answer.rung is not None and answer.rung > top:
        what = message("problem.no-such-rung", rung=answer.rung, top=top)
        yield document.problem(what, *path, "answer", hint=message("hint.explain", question=question_id))

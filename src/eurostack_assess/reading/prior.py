"""Reads a reference population from a file, and checks it against the framework whose questions it answers."""

from collections.abc import Iterator
from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Problem, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.prior import Prior
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import SourceDocument, did_you_mean, parse_document, validate_document


class PriorFile:
    """A reference population as it is in a file, not yet checked against a framework."""

    def __init__(self, prior: Prior, document: SourceDocument) -> None:
        self.prior = prior
        self._document = document

    def validate_against(self, framework: Framework, kind: Kind) -> Prior:
        """The population, of this framework's edition and of this kind.

        Raises:
            InvalidInputError: it is of another framework, edition or kind, or of other ladders.
        """
        if problems := list(_find_problems(self.prior, self._document, framework, kind)):
            raise InvalidInputError(problems)
        return self.prior


def read_prior(path: Path) -> PriorFile:
    """The reference population in a file; `-` is standard input.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a reference population.
    """
    document = parse_document(read_source(path, QUESTIONNAIRE_LIMIT))
    return PriorFile(validate_document(Prior, document), document)


def _find_problems(prior: Prior, document: SourceDocument, framework: Framework, kind: Kind) -> Iterator[Problem]:
    header = framework.header
    for key, given, needed in (
        ("framework", prior.framework, header.id),
        ("edition", prior.edition, header.edition),
        ("kind", prior.kind, kind),
    ):
        if given != needed:
            yield document.problem(message("problem.prior-of-other", key=key, given=given, needed=needed), key)
            return
    for id_, counts in prior.counts.items():
        question = framework.questions.get(id_)
        if question is None:
            what = message("problem.no-such-question", question=id_)
            yield document.key_problem(what, "counts", id_, hint=did_you_mean(id_, framework.questions))
        elif len(counts) != len(question.options):
            what = message("problem.count-other-length", given=len(counts), rungs=len(question.options))
            yield document.problem(what, "counts", id_)

"""Reads custom weights from a file, and checks them against the framework whose parts they weigh."""

from collections.abc import Iterator
from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Problem, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.vocabulary import KINDS
from eurostack_assess.model.weights import Weights
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import SourceDocument, did_you_mean, parse_document, validate_document


class WeightsFile:
    """Custom weights as they are in a file, not yet checked against a framework."""

    def __init__(self, weights: Weights, document: SourceDocument) -> None:
        self.weights = weights
        self._document = document

    @property
    def hash(self) -> str:
        """SHA-256 of the file's text."""
        return self._document.source.hash

    def validate_against(self, framework: Framework) -> Weights:
        """The weights, every name in them known to the framework.

        Raises:
            InvalidInputError: weights of what the framework does not have, or that leave a mean of nothing.
        """
        if problems := list(_find_problems(self.weights, self._document, framework)):
            raise InvalidInputError(problems)
        return self.weights


def read_weights(path: Path) -> WeightsFile:
    """The weights in a file; `-` is standard input.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not weights.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    document = parse_document(source)
    return WeightsFile(validate_document(Weights, document), document)


def _find_problems(weights: Weights, document: SourceDocument, framework: Framework) -> Iterator[Problem]:
    layers = framework.header.layers
    for layer in weights.layers:
        if layer not in layers:
            what = message("problem.no-such-layer", layer=layer)
            yield document.key_problem(what, "layers", layer, hint=did_you_mean(layer, layers))
    for question in weights.questions:
        if question not in framework.questions:
            what = message("problem.no-such-question", question=question)
            yield document.key_problem(what, "questions", question, hint=did_you_mean(question, framework.questions))
    if not any(weights.layers.get(layer, framework.weight_of(layer)) for layer in layers):
        yield document.problem(message("problem.weights-sum-to-nothing"), "layers")
    for part in framework.parts:
        for kind in KINDS:
            scored_questions = [
                part_question for part_question in part.questions_for(kind) if part_question.role != "informational"
            ]
            if scored_questions and not any(
                weights.questions.get(part_question.id, part_question.weight) for part_question in scored_questions
            ):
                yield document.problem(message("problem.layer-without-weight", layer=part.id), "questions")
                break

"""A file with weights of one's own, checked against the framework whose layers and questions it weighs."""

from collections.abc import Iterator
from pathlib import Path

from eurostack_assess.errors import InvalidInput, Problem, message
from eurostack_assess.model.base import KINDS
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.weights import Weights
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import Document, did_you_mean, validated


def read_weights(path: Path, framework: Framework) -> tuple[Weights, str]:
    """The weights in a file, and the SHA-256 of its text.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not weights, or weights of what the framework does not have, or that leave a mean of nothing.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    document = Document(source, parse_yaml(source))
    weights = validated(Weights, document)
    if problems := list(_problems(weights, document, framework)):
        raise InvalidInput(problems)
    return weights, source.hash


def _problems(weights: Weights, document: Document, framework: Framework) -> Iterator[Problem]:
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
            asked = [one for one in part.asked_of(kind) if one.role != "informational"]
            if asked and not any(weights.questions.get(one.id, one.weight) for one in asked):
                yield document.problem(message("problem.layer-without-weight", layer=part.id), "questions")
                break

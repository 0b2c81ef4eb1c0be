"""Step 18, custom weights: the score of the same answers with custom weights, next to that with the framework's."""

from collections.abc import Mapping

from eurostack_assess.model.assessment import Assessment, ReweighedLayer, ReweighedResult
from eurostack_assess.model.base import Slug, Weight
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.weights import Weights


def apply_weights(framework: Framework, weights: Weights) -> Framework:
    """The framework with these weights where they are given; its hash stays that of its files."""

    def reweigh_all(parts: tuple[Questionnaire, ...]) -> tuple[Questionnaire, ...]:
        return tuple(_apply_question_weights(part, weights.questions) for part in parts)

    header = framework.header.model_copy(update={"weights": {**framework.header.weights, **weights.layers}})
    return Framework(
        header=header,
        hash=framework.hash,
        layers=reweigh_all(framework.layers),
        cross_cutting=reweigh_all(framework.cross_cutting),
        lenses=reweigh_all(framework.lenses),
        instruments=framework.instruments,
    )


def _apply_question_weights(part: Questionnaire, weights: Mapping[Slug, Weight]) -> Questionnaire:
    questions = tuple(
        question.model_copy(update={"weight": weights[question.id]}) if question.id in weights else question
        for question in part.questions
    )
    return part.model_copy(update={"questions": questions})


def build_reweighed_result(
    result: Assessment, reweighed_result: Assessment, weights: Weights, hash_: str
) -> ReweighedResult:
    """What other weights make of a result, from the result that they gave."""
    before = {layer.id: layer.verdict for layer in result.layers}
    return ReweighedResult(
        weights=weights,
        hash=hash_,
        overall=reweighed_result.overall,
        summary=reweighed_result.summary,
        layers=tuple(
            ReweighedLayer(
                id=layer.id,
                weight=layer.weight,
                **layer.score_numbers,
                verdict=layer.verdict,
            )
            for layer in reweighed_result.layers
        ),
        changed=tuple(layer.id for layer in reweighed_result.layers if layer.verdict != before[layer.id]),
    )

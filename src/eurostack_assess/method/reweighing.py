"""Step 16, weights of one's own: the same answers once more, by other weights, beside those of the framework."""

from collections.abc import Mapping

from eurostack_assess.model.assessment import Assessment, LayerReweighed, Reweighed
from eurostack_assess.model.base import Slug, Weight
from eurostack_assess.model.framework import Framework, Questionnaire
from eurostack_assess.model.weights import Weights


def with_weights(framework: Framework, weights: Weights) -> Framework:
    """The framework with these weights where they are given; its hash stays that of its files."""

    def weighed(parts: tuple[Questionnaire, ...]) -> tuple[Questionnaire, ...]:
        return tuple(_with_weights(part, weights.questions) for part in parts)

    header = framework.header.model_copy(update={"weights": {**framework.header.weights, **weights.layers}})
    return Framework(
        header=header,
        hash=framework.hash,
        layers=weighed(framework.layers),
        beside=weighed(framework.beside),
        lenses=weighed(framework.lenses),
        instruments=framework.instruments,
    )


def _with_weights(part: Questionnaire, weights: Mapping[Slug, Weight]) -> Questionnaire:
    questions = tuple(
        one.model_copy(update={"weight": weights[one.id]}) if one.id in weights else one for one in part.questions
    )
    return part.model_copy(update={"questions": questions})


def reweighed(result: Assessment, other: Assessment, weights: Weights, hash_: str) -> Reweighed:
    """What other weights make of a result, from the result that they gave."""
    before = {layer.id: layer.verdict for layer in result.layers}
    return Reweighed(
        weights=weights,
        hash=hash_,
        overall=other.overall,
        summary=other.summary,
        layers=tuple(
            LayerReweighed(
                id=layer.id,
                weight=layer.weight,
                score=layer.score,
                low=layer.low,
                high=layer.high,
                coverage=layer.coverage,
                verdict=layer.verdict,
            )
            for layer in other.layers
        ),
        changed=tuple(layer.id for layer in other.layers if layer.verdict != before[layer.id]),
    )

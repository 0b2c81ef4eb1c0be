"""Step 2, the score: a weighted mean with its range and its coverage.

The score is what is proven: it counts only questions about which something is known, each at its lowest possible rung.
The range is what the score can still become: its low end takes every question at its lowest possible rung, its high end
at its highest (worst-case bounds: Manski, *Partial Identification of Probability Distributions*, 2003). Coverage is the
share of the uncertainty that the answers remove, by value: on ladders from 0 to 1, 1 minus the width of the range.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ONE, ZERO, points, rounded, total, weighted_mean
from eurostack_assess.model.scores import ScoreNumbers


@dataclass(frozen=True)
class LayerScore:
    """Score, interval and coverage as shares of 0 to 1; None where there is nothing to take a mean of."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None

    @property
    def numbers(self) -> ScoreNumbers:
        """The same as a result has them: points of 0 to 100, and a coverage of 0 to 1, as the nearest doubles."""
        return {
            "score": points(self.score),
            "low": points(self.low),
            "high": points(self.high),
            "coverage": rounded(self.coverage),
        }


def score_items(items: Sequence[Item]) -> LayerScore:
    """One layer's score.

    Where every question is not applicable, or only questions of weight 0 are left, all four are None.
    """
    applicable = [item for item in items if item.counts]
    return LayerScore(
        score=weighted_mean((item.weight, item.worst) for item in applicable if item.is_known),
        low=weighted_mean((item.weight, item.worst) for item in applicable),
        high=weighted_mean((item.weight, item.best) for item in applicable),
        coverage=weighted_mean((item.weight, item.coverage) for item in applicable),
    )


def score_layers(layers: Sequence[tuple[Fraction, LayerScore]]) -> LayerScore:
    """The overall score of (weight, layer) pairs: the same means over layers.

    A layer to which nothing applies leaves all of them; one without an answer leaves only the score.
    """
    return LayerScore(
        score=weighted_mean((weight, layer.score) for weight, layer in layers if layer.score is not None),
        low=weighted_mean((weight, layer.low) for weight, layer in layers if layer.low is not None),
        high=weighted_mean((weight, layer.high) for weight, layer in layers if layer.high is not None),
        coverage=weighted_mean((weight, layer.coverage) for weight, layer in layers if layer.coverage is not None),
    )


def effective_weights(items: Sequence[Item]) -> dict[str, Fraction]:
    """Question id to its share of the weight of all questions that count and apply; they add up to 1."""
    applicable = [item for item in items if item.counts]
    total_weight = total(item.weight for item in applicable)
    return {item.question.id: item.weight / total_weight for item in applicable} if total_weight else {}


def share_not_applicable(items: Sequence[Item]) -> Fraction | None:
    """Weight set aside as not applicable over the weight of all questions that count."""
    return weighted_mean((item.weight, ZERO if item.applies else ONE) for item in items if item.scored)


def score_with_not_applicable_as_zero(items: Sequence[Item]) -> Fraction | None:
    """The score if the questions called not applicable counted as 0."""
    counted = [item for item in items if item.scored and (item.is_known or not item.applies)]
    return weighted_mean((item.weight, item.worst) for item in counted)

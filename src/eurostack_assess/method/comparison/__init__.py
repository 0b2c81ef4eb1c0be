"""Compares results: differences and their causes, shared gaps, lessons for each party, and joint coverage.

It works on results, not on profiles, so that results of other editions can take part: a question that one of their
editions words or counts differently is left out, and named.
"""

from collections.abc import Sequence

from eurostack_assess.method.comparison.builder import ComparisonBuilder
from eurostack_assess.method.weightings import DRAWS
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.comparison import Comparison, ReweighedComparison, ScoreComparison


def compare(
    results: Sequence[Assessment],
    *,
    tool_version: str,
    by_own_weights: Sequence[Assessment] = (),
    draws: int = DRAWS,
) -> Comparison:
    """Two or more results of one framework, in any editions, and of one kind of profile.

    In the order given; of one subject on several dates, oldest first. `by_own_weights` are the same by custom weights;
    `draws` weightings are drawn.
    """
    comparison = _make_builder(results, draws).build(tool_version)
    if not by_own_weights:
        return comparison
    own_comparison = _make_builder(by_own_weights, draws).build(tool_version)
    layers = (
        ScoreComparison(id=layer.id, name=layer.name, results=layer.results, pairs=layer.pairs)
        for layer in own_comparison.layers
    )
    reweighed = ReweighedComparison(
        overall=own_comparison.overall, overall_pairs=own_comparison.overall_pairs, layers=tuple(layers)
    )
    return comparison.model_copy(update={"reweighed": reweighed})


def _make_builder(results: Sequence[Assessment], draws: int) -> ComparisonBuilder:
    builder = ComparisonBuilder(tuple(results), draws)
    if builder.same_subject:
        return ComparisonBuilder(tuple(sorted(results, key=lambda result: str(result.profile.date))), draws)
    return builder

"""Likelihoods if not every answer is exact: of verdicts, results of the whole stack, and the order of two parties.

Probabilities are shares of 0 to 1, over all ways in which the open and partial answers can turn out; scores are 0 to
100.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from eurostack_assess.model.base import Date, Level, Line, LocalText, ResultEntity, Score, Share
from eurostack_assess.model.vocabulary import Certainty, FindingVerdict

LikelihoodGround = Literal["coverage", "probability", "hangs_on_prior"]
"""Test that decided the certainty of a verdict. coverage: too little is known. probability: the probability of the most
probable verdict. hangs_on_prior: another verdict is the most probable if open answers lean low or high."""


class VerdictProbabilities(ResultEntity):
    """The probability of each verdict, 0 to 1; the three add up to 1."""

    strong: Share
    middle: Share
    attention: Share


class PriorSnapshot(ResultEntity):
    """Reference population whose answers gave a second likelihood for each verdict."""

    population: LocalText
    size: PositiveInt
    date: Date


class RungLead(ResultEntity):
    """The verdict that a layer would have if one of its open or partial answers turned out to be this rung."""

    rung: Level
    verdict: FindingVerdict | None
    """Verdict that this rung would make certain or, failing that, likely (open answers taken as independent of each
    other); null: neither."""
    is_certain: bool
    """Whether the verdict would be certain with this rung."""


class Likelihood(ResultEntity):
    """Probabilities of the verdicts that a layer would have if every answer were exact.

    The framework's rule is applied to all ways in which the open and partial answers can turn out. This is not the
    probability that the organisation or region is strong.
    """

    certainty: Certainty
    """Certainty of the most probable verdict: very_likely, likely, open or too_little."""
    leading: FindingVerdict | None
    """Most probable verdict; null where no verdict can be called likely."""
    ground: LikelihoodGround
    """Test that decided the certainty: coverage (too little is known), probability (of the most probable verdict) or
    hangs_on_prior (another verdict is the most probable if open answers lean low or high)."""
    probability: VerdictProbabilities
    """Probabilities used for the certainty: a mix of `together`, with weight `open_together`, and `apart`, with the
    remaining weight."""
    apart: VerdictProbabilities
    """Probabilities if open answers are independent of each other."""
    together: VerdictProbabilities
    """Probabilities if all open answers turn out low or high together."""
    lean_low: VerdictProbabilities
    """Probabilities if lower rungs are more likely than higher ones."""
    lean_high: VerdictProbabilities
    """Probabilities if higher rungs are more likely than lower ones."""
    ways: int | None
    """Number of ways in which the open and partial answers can turn out, each weighted by the odds of its rungs where
    the odds differ; null if it exceeds 2^53."""
    expected: Score
    """Expected score once every answer is exact, 0 to 100."""
    level_at_least: Mapping[Level, Share]
    """Probability of reaching each level or a higher one, by level; levels that are certain or impossible are left
    out."""
    ruled_out: tuple[FindingVerdict, ...]
    """Verdicts that are impossible, however the open answers turn out."""
    prior: Line
    """Source of the probabilities of the rungs: `uniform`, or the name of the reference population whose answers were
    counted."""
    open_together: Share
    """Weight of `together` in `probability`, 0 to 1."""


class StackLikelihood(ResultEntity):
    """Probabilities for the whole stack once every answer is exact."""

    expected: Score
    """Expected score of the stack once every answer is exact, 0 to 100."""
    at_least_attention: Share
    """Probability that the score is at or above the attention threshold."""
    at_least_strong: Share
    """Probability that the score is at or above the strong threshold."""
    level_at_least: Mapping[Level, Share]
    """Probability that the stack reaches each level or a higher one, by level; levels that are certain or impossible
    are left out."""
    gates_at_target: Mapping[Annotated[int, Field(ge=0)], Share]
    """Probability that exactly this many gating questions are at their target; the key is the number."""


class OrderProbabilities(ResultEntity):
    """The probability that the first of two parties is higher, that both are equal, and that the second is higher."""

    first: Share
    equal: Share
    second: Share


class OrderLikelihood(ResultEntity):
    """Probability of each order of two parties once every answer is exact, on the questions that apply to both."""

    probability: OrderProbabilities
    """Probabilities if each party's open answers are partly independent and partly low or high together; the two
    parties are independent of each other."""
    apart: OrderProbabilities
    """Probabilities if open answers are independent of each other."""
    together: OrderProbabilities
    """Probabilities if all open answers of a party turn out low or high together."""
    lean_low: OrderProbabilities
    """Probabilities if lower rungs are more likely for both parties."""
    lean_high: OrderProbabilities
    """Probabilities if higher rungs are more likely for both parties."""
    first_low_second_high: OrderProbabilities
    """Probabilities if lower rungs are more likely for the first party and higher rungs for the second; for information
    only: no conclusion is based on them."""
    first_high_second_low: OrderProbabilities
    """Probabilities if higher rungs are more likely for the first party and lower rungs for the second; for information
    only: no conclusion is based on them."""
    first_coverage: Share
    """Coverage of the first party over the questions compared, 0 to 1."""
    second_coverage: Share

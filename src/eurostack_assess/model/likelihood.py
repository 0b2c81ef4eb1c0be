"""What is likely where not every answer is exact: of a verdict, of the whole stack, and of who is higher.

Probabilities are shares of 0 to 1, over all ways in which the open and partial answers can fall; scores are 0 to 100.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from eurostack_assess.model.base import Date, Level, Line, LocalText, ResultEntity, Score, Share
from eurostack_assess.model.vocabulary import Certainty, FindingVerdict

LikelihoodGround = Literal["coverage", "probability", "hangs_on_prior"]
"""Why there is no word for a verdict, or no stronger one."""


class VerdictProbabilities(ResultEntity):
    """The probability of each verdict; they add up to 1."""

    strong: Share
    middle: Share
    attention: Share


class PriorSnapshot(ResultEntity):
    """The reference population by whose answers open ones were judged too."""

    population: LocalText
    size: PositiveInt
    date: Date


class RungLead(ResultEntity):
    """What the verdict of a layer would be if one of its open answers were one of its possible rungs."""

    rung: Level
    verdict: FindingVerdict | None
    """The verdict that is then certain, or likely with every other open answer falling by itself; null: neither."""
    is_certain: bool
    """Whether that verdict is then certain."""


class Likelihood(ResultEntity):
    """What the verdict would probably be if every answer were exact.

    By the framework's rule, over all ways in which the open and partial answers can fall. Not the probability that the
    organisation or region is strong.
    """

    certainty: Certainty
    """The word for the verdict in front: very_likely, likely, open or too_little."""
    leading: FindingVerdict | None
    """The verdict in front; null where there is no word for it."""
    ground: LikelihoodGround
    """Why there is no word, or none stronger: too little coverage, the probability, or that the verdict in front is
    another where open answers lean low or high."""
    probability: VerdictProbabilities
    """Mix of `apart` and `together`, by `open_together`."""
    apart: VerdictProbabilities
    """Probabilities with each open answer falling by itself."""
    together: VerdictProbabilities
    """Probabilities with all open answers falling low or high at once."""
    lean_low: VerdictProbabilities
    """Probabilities with lower rungs likelier."""
    lean_high: VerdictProbabilities
    """Probabilities with higher rungs likelier."""
    ways: int | None
    """In how many ways the open answers can fall; null where these are more than 2^53."""
    expected: Score
    """The score that is to be expected once every answer is exact."""
    level_at_least: Mapping[Level, Share]
    """By level, the probability of it or a higher one; levels that are certain or impossible are left out."""
    ruled_out: tuple[FindingVerdict, ...]
    """Verdicts that no way leads to."""
    prior: Line
    """Which rungs are how likely: uniform, or the population whose answers say so."""
    open_together: Share
    """Weight of the case that all open answers fall at once."""


class StackLikelihood(ResultEntity):
    """What is probable of the whole stack once every answer is exact."""

    expected: Score
    """The score that is to be expected."""
    at_least_attention: Share
    """Probability that the score is at or above the attention threshold."""
    at_least_strong: Share
    """Probability that the score is at or above the strong threshold."""
    level_at_least: Mapping[Level, Share]
    """By level, the probability of it or a higher one; levels that are certain or impossible are left out."""
    gates_at_target: Mapping[Annotated[int, Field(ge=0)], Share]
    """Probability of each number of gating questions at their target."""


class OrderProbabilities(ResultEntity):
    """The probability that the first of two parties is higher, that both are equal, and that the second is higher."""

    first: Share
    equal: Share
    second: Share


class OrderLikelihood(ResultEntity):
    """Which of two parties is higher once every answer is exact, on the questions that apply to both."""

    probability: OrderProbabilities
    """Probabilities with each party's open answers partly apart and partly together, and the parties independent."""
    apart: OrderProbabilities
    """Probabilities with each open answer falling by itself."""
    together: OrderProbabilities
    """Probabilities with all open answers of a party falling low or high at once."""
    lean_low: OrderProbabilities
    """Probabilities with lower rungs likelier for both parties."""
    lean_high: OrderProbabilities
    """Probabilities with higher rungs likelier for both parties."""
    first_low_second_high: OrderProbabilities
    """Probabilities with lower rungs likelier for the first party and higher ones for the second. Nothing rests on
    them."""
    first_high_second_low: OrderProbabilities
    """Probabilities with higher rungs likelier for the first party and lower ones for the second. Nothing rests on
    them."""
    first_coverage: Share
    """Coverage of the first party over the questions compared."""
    second_coverage: Share

"""Step 6, likelihood: how probable each verdict is if every answer becomes exact, next to what is certain.

It is the probability that the answers still open, once known, give a verdict by this framework's rule, not the
probability that the organisation or region is strong. All possible rungs of an open answer are equally probable, unless
a reference population says otherwise. The words and their limits are those of the IPCC (Mastrandrea et al., *Guidance
Note for Lead Authors of the IPCC Fifth Assessment Report*, 2010); the weight of the case that all open answers turn out
low or high together, and the coverage below which nothing is called likely, are proposals of the framework's authors.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from eurostack_assess.method.answers import Item
from eurostack_assess.method.completions import (
    Lean,
    MeanSpread,
    Odds,
    PossibleAnswer,
    RoundedCompletions,
    build_completions,
    chances_of_cuts,
    count_ways,
    expected_mean,
    level_distributions,
    mix,
    target_distribution,
    weigh_possible_answers,
)
from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, total
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.likelihood import Likelihood, LikelihoodGround, StackLikelihood, VerdictProbabilities
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, Certainty, FindingVerdict

MAX_WAYS = 2**53
"""Up to here every program that reads JSON tells whole numbers apart."""
UNIFORM_PRIOR = "uniform"

Chances = Mapping[FindingVerdict, Fraction]
"""By verdict the probability that it is the outcome; they add up to 1."""


@dataclass(frozen=True)
class VerdictChances:
    """The probability of each verdict of one layer, in every case that is looked at."""

    probability: Chances
    apart: Chances
    together: Chances
    lean_low: Chances
    lean_high: Chances
    ways: int
    """In how many ways the open answers can fall."""
    expected: Fraction
    """The score that is to be expected, 0 to 1."""
    level_at_least: Mapping[int, Fraction]
    """By level the probability of it or a higher one; only where that is neither certain nor impossible."""

    @property
    def ruled_out(self) -> tuple[FindingVerdict, ...]:
        """Verdicts that no way leads to."""
        return tuple(verdict for verdict in FINDING_VERDICTS if not self.probability[verdict])


class Judgement(NamedTuple):
    """A word for how likely the verdict in front is, and why it is no other."""

    certainty: Certainty
    leading: FindingVerdict | None
    """The verdict in front; None where there is no word for it."""
    ground: LikelihoodGround


class MixedChances(NamedTuple):
    """The probability of each verdict, with open answers partly apart and partly together."""

    probability: Chances
    apart: Chances
    together: Chances


def compute_chances(
    items: Sequence[Item], thresholds: Thresholds, odds: Odds | None = None, cuts: Sequence[Fraction] = ()
) -> VerdictChances | None:
    """The probability of each verdict and level of a layer; None where nothing of weight applies.

    Args:
        items: The questions of the layer.
        thresholds: Of the framework.
        odds: Of the rungs of each question; left out, all are alike.
        cuts: Where levels begin in the score, as shares; none where questions gate.
    """
    answers = weigh_possible_answers(items, odds=odds)
    if not answers:
        return None
    completions = build_completions(answers)
    return VerdictChances(
        **_mix_chances(completions, thresholds)._asdict(),
        lean_low=_lean_chances(completions, thresholds, "low"),
        lean_high=_lean_chances(completions, thresholds, "high"),
        ways=count_ways(answers),
        expected=expected_mean(answers),
        level_at_least=compute_level_chances([answers], exact(thresholds.open_together), cuts),
    )


def _lean_chances(completions: RoundedCompletions, thresholds: Thresholds, lean: Lean) -> Chances:
    return _mix_chances(completions.lean(lean), thresholds).probability


def _mix_chances(completions: RoundedCompletions, thresholds: Thresholds) -> MixedChances:
    down, up = completions
    apart = _judge_spreads(down.spread_apart(), up.spread_apart() if up is not down else None, thresholds)
    together = _judge_spreads(down.spread_together(), up.spread_together() if up is not down else None, thresholds)
    open_together = exact(thresholds.open_together)
    probability = {verdict: mix(apart[verdict], together[verdict], open_together) for verdict in FINDING_VERDICTS}
    return MixedChances(probability, apart, together)


def _judge_spreads(down: MeanSpread, up: MeanSpread | None, thresholds: Thresholds) -> Chances:
    """The share of the ways that lead to each verdict; at least, where means are rounded."""
    up = up or down
    strong, attention = exact(thresholds.strong) / HUNDRED, exact(thresholds.attention) / HUNDRED
    met = down.share(None, None, met=True)
    is_strong = down.share(strong, None, met=True)
    is_low = up.share(None, attention, met=True)
    is_middle = met - down.share(None, attention, met=True) - up.share(strong, None, met=True)
    return {"strong": is_strong, "middle": max(is_middle, ZERO), "attention": ONE - met + is_low}


def compute_level_chances(
    layers: Sequence[Sequence[PossibleAnswer]], open_together: Fraction, cuts: Sequence[Fraction] = ()
) -> dict[int, Fraction]:
    """By level the probability that every layer reaches it; only of those that are neither certain nor impossible."""
    cases = (
        dict(enumerate(chances_of_cuts(layers, cuts), start=1))
        if cuts
        else _chances_of_gates([answer for answers in layers for answer in answers if answer.levels])
    )
    chances = {level: mix(apart, together, open_together) for level, (apart, together) in cases.items()}
    return {level: chance for level, chance in chances.items() if 0 < chance < 1}


def _chances_of_gates(gates: Sequence[PossibleAnswer]) -> dict[int, tuple[Fraction, Fraction]]:
    """By level the chance that no gating question is below it: apart, and together."""
    apart, together = level_distributions(gates)

    def reach(case: Mapping[int, Fraction], level: int) -> Fraction:
        return total(chance for other, chance in case.items() if other >= level)

    return {level: (reach(apart, level), reach(together, level)) for level in sorted({*apart, *together})}


def judge_chances(chances: VerdictChances, coverage: Fraction, thresholds: Thresholds) -> Judgement:
    """The word for the verdict in front, where none is certain."""
    leans = (chances.lean_low, chances.lean_high)
    return _judge(chances.probability, coverage, thresholds, lambda: leans)


def judge_items(items: Sequence[Item], coverage: Fraction, thresholds: Thresholds) -> Judgement:
    """The same from the answers, of which no more is looked at than the word needs."""
    if coverage < exact(thresholds.likelihood_coverage):
        return Judgement("too_little", None, "coverage")
    completions = build_completions(weigh_possible_answers(items))
    return _judge(
        _mix_chances(completions, thresholds).probability,
        coverage,
        thresholds,
        lambda: (_lean_chances(completions, thresholds, "low"), _lean_chances(completions, thresholds, "high")),
    )


def _judge(
    probabilities: Chances, coverage: Fraction, thresholds: Thresholds, get_leans: Callable[[], Sequence[Chances]]
) -> Judgement:
    if coverage < exact(thresholds.likelihood_coverage):
        return Judgement("too_little", None, "coverage")
    leading = find_leading(probabilities)
    probability = probabilities[leading]
    if probability < exact(thresholds.likely):
        return Judgement("open", None, "probability")
    if {find_leading(lean) for lean in get_leans()} != {leading}:
        return Judgement("open", None, "hangs_on_prior")
    return Judgement(
        "very_likely" if probability >= exact(thresholds.very_likely) else "likely", leading, "probability"
    )


@dataclass(frozen=True)
class StackChances:
    """What is probable of the whole stack, where not every answer is exact."""

    expected: Fraction
    """The score that is to be expected, 0 to 1."""
    score_at_least: Mapping[float, Fraction]
    """By score, 0 to 100, the probability of it or a higher one."""
    level_at_least: Mapping[int, Fraction]
    gates_at_target: Mapping[int, Fraction]
    """The probability of each number of gating questions at their target."""


def compute_stack_chances(
    layers: Sequence[tuple[Fraction, Sequence[Item]]],
    scores: Sequence[float],
    open_together: Fraction,
    odds: Odds | None = None,
    cuts: Sequence[Fraction] = (),
) -> StackChances | None:
    """What is probable of (weight, questions) layers together; None where nothing of weight applies.

    Args:
        layers: Each with its weight in the stack.
        scores: Of which the probability to reach them is asked, 0 to 100.
        open_together: The weight of the case that all open answers fall together.
        odds: Of the rungs of each question.
        cuts: Where levels begin in a layer's score, as shares; none where questions gate.
    """
    weighed = [(weight, items) for weight, items in layers if any(item.counts and item.weight for item in items)]
    whole = total(weight for weight, _ in weighed)
    if not whole:
        return None
    answers = [
        answer for weight, items in weighed for answer in weigh_possible_answers(items, weight / whole, odds=odds)
    ]
    down, _ = build_completions(answers)
    apart, together = down.spread_apart(), down.spread_together()

    def reach(score: float) -> Fraction:
        least = exact(score) / HUNDRED
        return mix(apart.share_from(least), together.share_from(least), open_together)

    gates = [answer for answer in answers if answer.levels]
    return StackChances(
        expected=expected_mean(answers),
        score_at_least={score: reach(score) for score in scores},
        level_at_least=compute_level_chances(
            [weigh_possible_answers(items, odds=odds) for _, items in weighed] if cuts else [answers],
            open_together,
            cuts,
        ),
        gates_at_target=target_distribution(gates, open_together),
    )


def build_likelihood(
    chances: VerdictChances, judgement: Judgement, open_together: float, prior: str = UNIFORM_PRIOR
) -> Likelihood:
    """The same as a result has it: probabilities as the nearest doubles."""

    def rounded(case: Chances) -> VerdictProbabilities:
        return VerdictProbabilities(**{verdict: float(chance) for verdict, chance in case.items()})

    return Likelihood(
        certainty=judgement.certainty,
        leading=judgement.leading,
        ground=judgement.ground,
        probability=rounded(chances.probability),
        apart=rounded(chances.apart),
        together=rounded(chances.together),
        lean_low=rounded(chances.lean_low),
        lean_high=rounded(chances.lean_high),
        ways=chances.ways if chances.ways <= MAX_WAYS else None,
        expected=float(chances.expected * HUNDRED),
        level_at_least={level: float(chance) for level, chance in chances.level_at_least.items()},
        ruled_out=chances.ruled_out,
        prior=prior,
        open_together=open_together,
    )


def build_stack_likelihood(chances: StackChances, thresholds: Thresholds) -> StackLikelihood:
    """The same for the stack."""
    return StackLikelihood(
        expected=float(chances.expected * HUNDRED),
        at_least_attention=float(chances.score_at_least[thresholds.attention]),
        at_least_strong=float(chances.score_at_least[thresholds.strong]),
        level_at_least={level: float(chance) for level, chance in chances.level_at_least.items()},
        gates_at_target={number: float(chance) for number, chance in chances.gates_at_target.items()},
    )


def find_leading(chances: Chances) -> FindingVerdict:
    """The verdict in front; of several the better one."""
    return max(FINDING_VERDICTS, key=lambda verdict: chances[verdict])

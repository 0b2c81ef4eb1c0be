"""Step 7, confidence: a layer's verdict without its unsure answers, and with each of them up to one rung off.

An answer is unsure if its confidence is common knowledge or uncertain; an answer that does not state its confidence is
not treated as unsure. None of this is part of a verdict or of its likelihood; it is shown next to them.
"""

from collections.abc import Callable, Sequence

from eurostack_assess.method.answers import Item
from eurostack_assess.method.exact import ZERO, points, rounded
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.likelihood import judge_items
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.base import UNSURE
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.profile import Answer
from eurostack_assess.model.robustness import Doubt, RecomputedResult
from eurostack_assess.model.rungs import DONT_KNOW, RungBounds, fit_value
from eurostack_assess.model.vocabulary import FindingVerdict, Verdict, is_conclusive


def is_unsure(item: Item) -> bool:
    """Whether something is known of the answer that nobody is sure of."""
    return item.is_known and item.answer is not None and item.answer.confidence in UNSURE


def open_answer(item: Item) -> Item:
    """The question as if its answer were not known."""
    return Item(item.question, Answer(answer=DONT_KNOW))


def loosen_answer(item: Item) -> Item:
    """The question with one rung more possible below and above, as far as the ladder goes."""
    if item.answer is None:
        return item
    bounds = RungBounds(between=(max(item.possible[0] - 1, 0), min(item.possible[-1] + 1, item.top)))
    return Item(item.question, item.answer.model_copy(update={"answer": fit_value(bounds, item.top)}))


def change_unsure(items: Sequence[Item], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """The layer with its unsure answers changed."""
    return tuple(change(item) if is_unsure(item) else item for item in items)


def find_doubt(items: Sequence[Item], thresholds: Thresholds, said: Verdict | None) -> Doubt | None:
    """What a layer's verdict is otherwise; None where no answer that counts is unsure.

    Args:
        items: As answered.
        thresholds: Of the framework.
        said: The verdict that these answers make certain or likely, if any.
    """
    unsure = sum(is_unsure(item) and item.counts for item in items)
    if not unsure:
        return None
    without = recompute(change_unsure(items, open_answer), thresholds)
    return Doubt(
        answers=unsure,
        without=without,
        one_rung_off=recompute(change_unsure(items, loosen_answer), thresholds),
        rests_on_them=said is not None and said != find_conclusion(without.verdict, without.leading),
    )


def conclude(items: Sequence[Item], thresholds: Thresholds) -> Verdict | None:
    """The verdict that the answers make certain or likely, if any."""
    result = recompute(items, thresholds)
    return find_conclusion(result.verdict, result.leading)


def find_conclusion(verdict: Verdict, leading: FindingVerdict | None) -> Verdict | None:
    """The verdict that is certain, or else the one that is likely."""
    return verdict if is_conclusive(verdict) else leading


def recompute(items: Sequence[Item], thresholds: Thresholds) -> RecomputedResult:
    """Steps 1 to 6 once more, from other answers."""
    score, gaps = score_items(items), compute_gaps(items)
    verdict = judge(items, score, gaps, thresholds).verdict
    is_open = verdict == "undetermined" and score.coverage is not None
    judgement = judge_items(items, score.coverage or ZERO, thresholds) if is_open else None
    return RecomputedResult(
        low=points(score.low),
        high=points(score.high),
        coverage=rounded(score.coverage),
        verdict=verdict,
        certainty=judgement.certainty if judgement else "certain" if is_conclusive(verdict) else None,
        leading=judgement.leading if judgement else None,
    )

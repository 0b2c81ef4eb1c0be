"""Step 22, item analysis: whether the questions of a layer belong together, in a table of many organisations.

Only organisations that answered every question of the layer exactly are counted. Nothing here changes a score.

Sources: Cronbach (1951) for alpha; Mokken, *A Theory and Procedure of Scale Analysis* (1971), and Sijtsma and Van der
Ark (2017) for the coefficients H and their limits; Molenaar (1991) for ladders of more than two rungs: the greatest
covariance that two questions could have is that of both columns sorted.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, sqrt

from eurostack_assess.method.answers import value_of
from eurostack_assess.method.exact import ONE, ZERO, rounded, total
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.item_analysis import LayerItems, QuestionItems, ScaleStrength
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.vocabulary import Kind

MIN_ROWS = 30
"""Organisations below which nothing is said of questions."""
MIN_GROUP, GROUP_SHARE = 10, Fraction(1, 10)
"""Organisations that a group of like rest scores has at least: so many, and this part of all."""
FALL = Fraction(3, 100)
"""By how much the mean of a question must fall from one group to the next, to count."""
WEAK, MEDIUM, STRONG = Fraction(3, 10), Fraction(2, 5), Fraction(1, 2)

Rows = Sequence[Sequence[Fraction]]
"""By organisation the value of each question, 0 to 1."""


def analyse_questions(framework: Framework, kind: Kind, rows: Iterable[Mapping[str, object]]) -> tuple[LayerItems, ...]:
    """What a table says of the questions of each layer.

    Args:
        framework: Whose questions were answered.
        kind: What the organisations are.
        rows: By organisation the rung of each question; anything that is no rung is no exact answer.
    """
    listed = list(rows)
    return tuple(_analyse_part(part, kind, listed) for part in framework.layers)


def _analyse_part(part: Questionnaire, kind: Kind, rows: Sequence[Mapping[str, object]]) -> LayerItems:
    scored = [question for question in part.questions_for(kind) if question.role != "informational"]
    answered = [[row.get(question.id) for question in scored] for row in rows]
    values = [
        [value_of(question.options[rung]) for question, rung in zip(scored, rungs, strict=True)]
        for row in answered
        if len(rungs := [rung for rung in row if isinstance(rung, int)]) == len(scored)
        and all(0 <= rung < len(question.options) for question, rung in zip(scored, rungs, strict=True))
    ]
    return analyse_layer(part.id, [question.id for question in scored], values)


def analyse_layer(layer: str, questions: Sequence[str], rows: Rows) -> LayerItems:
    """What a table says of the questions of a layer; null throughout where too few answered all of them exactly."""
    if len(rows) < MIN_ROWS or len(questions) < 2:  # noqa: PLR2004 - one question belongs with no other
        return LayerItems(layer=layer, rows=len(rows), alpha=None, scalability=None, strength=None, questions=())
    columns = list(zip(*rows, strict=True))
    smallest = max(ceil(len(rows) * GROUP_SHARE), MIN_GROUP)
    scalability = measure_scalability(columns)
    items = tuple(
        QuestionItems(
            question=question,
            item_rest=correlate_with_rest(columns, place),
            scalability=rounded(of_question := measure_scalability(columns, place)),
            is_flagged=of_question is not None and of_question < WEAK,
            group_means=tuple(map(float, means := find_group_means(columns, place, smallest))),
            falls=count_falls(means),
        )
        for place, question in enumerate(questions)
    )
    return LayerItems(
        layer=layer,
        rows=len(rows),
        alpha=rounded(measure_alpha(columns)),
        scalability=rounded(scalability),
        strength=_judge_scalability(scalability),
        questions=items,
    )


def _judge_scalability(scalability: Fraction | None) -> ScaleStrength | None:
    if scalability is None:
        return None
    if scalability < WEAK:
        return "none"
    return "weak" if scalability < MEDIUM else "medium" if scalability < STRONG else "strong"


def covariance(first: Sequence[Fraction], second: Sequence[Fraction]) -> Fraction:
    """Of a sample, over its size less one."""
    means = total(first) / len(first), total(second) / len(second)
    products = ((one - means[0]) * (other - means[1]) for one, other in zip(first, second, strict=True))
    return total(products) / (len(first) - 1)


def measure_alpha(columns: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Cronbach's alpha; None where the sum does not vary."""
    number = len(columns)
    of_sum = covariance(sums := [total(row) for row in zip(*columns, strict=True)], sums)
    if not of_sum:
        return None
    return Fraction(number, number - 1) * (ONE - total(covariance(column, column) for column in columns) / of_sum)


def correlate_with_rest(columns: Sequence[Sequence[Fraction]], place: int) -> float | None:
    """Pearson's correlation of a question with the sum of the others; None where one of both does not vary."""
    column, rest = columns[place], _sum_rest(columns, place)
    spread = covariance(column, column) * covariance(rest, rest)
    return float(covariance(column, rest)) / sqrt(spread) if spread else None


def _sum_rest(columns: Sequence[Sequence[Fraction]], place: int) -> list[Fraction]:
    others = [column for other, column in enumerate(columns) if other != place]
    return [total(row) for row in zip(*others, strict=True)]


def measure_scalability(columns: Sequence[Sequence[Fraction]], place: int | None = None) -> Fraction | None:
    """Loevinger's H of the layer, or of one question; None where nothing varies that could go together."""
    pairs = [
        (columns[first], columns[second])
        for first in range(len(columns))
        for second in range(first)
        if place is None or place in (first, second)
    ]
    greatest = total(covariance(sorted(first), sorted(second)) for first, second in pairs)
    return total(covariance(first, second) for first, second in pairs) / greatest if greatest else None


def find_group_means(columns: Sequence[Sequence[Fraction]], place: int, smallest: int) -> list[Fraction]:
    """The mean of a question in groups of like rest scores, lowest first.

    A last group that is too small joins the one before.
    """
    by_rest: dict[Fraction, list[Fraction]] = {}
    for value, rest in zip(columns[place], _sum_rest(columns, place), strict=True):
        by_rest.setdefault(rest, []).append(value)
    groups: list[list[Fraction]] = [[]]
    for rest in sorted(by_rest):
        if len(groups[-1]) >= smallest:
            groups.append([])
        groups[-1] += by_rest[rest]
    if len(groups) > 1 and len(groups[-1]) < smallest:
        groups[-2:] = [groups[-2] + groups[-1]]
    return [total(group) / len(group) if group else ZERO for group in groups]


def count_falls(means: Sequence[Fraction]) -> int:
    """How often a question is answered lower by those who are higher on the others."""
    return sum(after < before - FALL for before, after in pairwise(means))

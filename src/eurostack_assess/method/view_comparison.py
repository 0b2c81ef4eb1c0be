"""Step 17, views side by side: by another instrument's objectives, who is higher, and do its editions agree on that?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from eurostack_assess.method.exact import ONE, exact
from eurostack_assess.method.pairing import Paired, PairedLayer, paired, span_of
from eurostack_assess.model.assessment import Assessment, QuestionResult
from eurostack_assess.model.comparison import Compared, Numbers, Pair, ViewCompared
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.view import ObjectiveResult, ViewEdition, ViewResult

Asked = Mapping[str, QuestionResult]
"""A party's questions by their ids."""


def compared_views(results: Sequence[Assessment], newest: Assessment) -> tuple[ViewCompared, ...]:
    """Each view that all results have, with the objectives and the editions that the newest of them has."""
    shared = []
    asked = [_questions(result) for result in results]
    for view in newest.views:
        views = [one for result in results for one in result.views if one.instrument == view.instrument]
        if len(views) == len(results):
            shared.append(_compared(asked, view, views, newest.framework.thresholds))
    return tuple(shared)


def _compared(
    asked: Sequence[Asked], newest: ViewResult, views: Sequence[ViewResult], thresholds: Thresholds
) -> ViewCompared:
    def pairs(weights: Sequence[tuple[ObjectiveResult, float]]) -> tuple[Pair, ...]:
        """Every two parties on the questions of some objectives, each objective with its weight."""
        return tuple(
            paired(
                one,
                other,
                [
                    PairedLayer(objective.id, exact(weight), _common(objective, asked[one], asked[other]))
                    for objective, weight in weights
                ],
                thresholds,
            )
            for one, other in combinations(range(len(asked)), 2)
        )

    objectives = {one.id: one for one in newest.objectives}
    editions = tuple(
        Compared(
            id=edition.id,
            name=edition.name,
            numbers=tuple(_numbers(_edition(view, edition.id), view.level, view.level_low) for view in views),
            pairs=pairs([(objectives[id_], weight) for id_, weight in edition.weights.items() if weight]),
        )
        for edition in newest.editions
        if all(_edition(view, edition.id) for view in views)
    )
    return ViewCompared(
        instrument=newest.instrument,
        name=newest.name,
        objectives=tuple(
            Compared(
                id=one.id,
                name=one.name,
                numbers=tuple(_numbers(_objective(view, one.id), view.level, view.level_low) for view in views),
                pairs=pairs([(one, float(ONE))]),
            )
            for one in newest.objectives
        ),
        editions=editions,
        disagree=tuple(_disagree(editions)),
    )


def _disagree(editions: Sequence[Compared]) -> Iterator[tuple[int, int]]:
    for pairs in zip(*(one.pairs for one in editions), strict=True):
        if len({(pair.standing, pair.higher) for pair in pairs}) > 1:
            yield pairs[0].first, pairs[0].second


def _objective(view: ViewResult, id_: str) -> ObjectiveResult | None:
    return next((one for one in view.objectives if one.id == id_), None)


def _edition(view: ViewResult, id_: str) -> ViewEdition | None:
    return next((one for one in view.editions if one.id == id_), None)


def _common(objective: ObjectiveResult, one: Asked, other: Asked) -> tuple[Paired, ...]:
    """The objective's questions that both were asked in the same words, and that apply to both."""
    both = [(one[id_], other[id_]) for id_ in objective.questions if id_ in one and id_ in other]
    return tuple(
        Paired(first.id, exact(first.weight), span_of(first), span_of(second))
        for first, second in both
        if first.weight and first.wording == second.wording and "not_applicable" not in (first.state, second.state)
    )


def _questions(result: Assessment) -> Asked:
    return {question.id: question for part in result.parts for question in part.questions}


def _numbers(one: ObjectiveResult | ViewEdition | None, level: int | None, level_low: int | None) -> Numbers:
    """A party's numbers; an objective has a level of its own, an edition the lowest of all objectives."""
    if isinstance(one, ObjectiveResult):
        level, level_low = one.level, one.level_low
    return Numbers(
        score=one.score if one else None,
        low=one.low if one else None,
        high=one.high if one else None,
        coverage=one.coverage if one else None,
        level=level if one else None,
        level_low=level_low if one else None,
        verdict=None,
        finding=None,
        exposed=None,
        score_05=None,
        score_50=None,
        score_95=None,
    )

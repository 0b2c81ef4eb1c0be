"""Step 19, views side by side: who is higher by another instrument's objectives, and whether its editions agree."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from eurostack_assess.method.exact import ONE, exact
from eurostack_assess.method.pairing import LayerPair, QuestionPair, compare_pair
from eurostack_assess.method.value_ranges import value_range_of
from eurostack_assess.model.assessment import Assessment, QuestionResult
from eurostack_assess.model.comparison import Pair, PartyLayerResult, ScoreComparison, ViewComparison
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.scores import NOTHING_LEVELED, LevelNumbers
from eurostack_assess.model.view import ObjectiveResult, ViewEdition, ViewResult

QuestionsById = Mapping[str, QuestionResult]
"""A party's questions by their ids."""


def compare_views(results: Sequence[Assessment], newest: Assessment, draws: int) -> tuple[ViewComparison, ...]:
    """Each view that all results have, with the objectives and the editions that the newest of them has."""
    shared = []
    questions_by_party = [_collect_questions(result) for result in results]
    for view in newest.views:
        views = [
            candidate for result in results for candidate in result.views if candidate.instrument == view.instrument
        ]
        if len(views) == len(results):
            thresholds = newest.framework.thresholds
            shared.append(_compare_view(questions_by_party, view, views, thresholds, draws=draws))
    return tuple(shared)


def _compare_view(
    questions_by_party: Sequence[QuestionsById],
    newest: ViewResult,
    views: Sequence[ViewResult],
    thresholds: Thresholds,
    draws: int,
) -> ViewComparison:
    def build_pairs(weights: Sequence[tuple[ObjectiveResult, float]]) -> tuple[Pair, ...]:
        """Every two parties on the questions of some objectives, each objective with its weight."""
        return tuple(
            compare_pair(
                first,
                second,
                [
                    LayerPair(
                        objective.id,
                        exact(weight),
                        _pair_common_questions(objective, questions_by_party[first], questions_by_party[second]),
                    )
                    for objective, weight in weights
                ],
                thresholds,
                draws=draws,
            )
            for first, second in combinations(range(len(questions_by_party)), 2)
        )

    objectives = {objective.id: objective for objective in newest.objectives}
    editions = tuple(
        ScoreComparison(
            id=edition.id,
            name=edition.name,
            results=tuple(_build_party_result(_find_edition(view, edition.id), view.level_numbers) for view in views),
            pairs=build_pairs([(objectives[id_], weight) for id_, weight in edition.weights.items() if weight]),
        )
        for edition in newest.editions
        if all(_find_edition(view, edition.id) for view in views)
    )
    return ViewComparison(
        instrument=newest.instrument,
        name=newest.name,
        objectives=tuple(
            ScoreComparison(
                id=objective.id,
                name=objective.name,
                results=tuple(
                    _build_party_result(_find_objective(view, objective.id), view.level_numbers) for view in views
                ),
                pairs=build_pairs([(objective, float(ONE))]),
            )
            for objective in newest.objectives
        ),
        editions=editions,
        disagreements=tuple(_find_disagreements(editions)),
    )


def _find_disagreements(editions: Sequence[ScoreComparison]) -> Iterator[tuple[int, int]]:
    for pairs in zip(*(edition.pairs for edition in editions), strict=True):
        if len({(pair.standing, pair.higher_party) for pair in pairs}) > 1:
            yield pairs[0].first, pairs[0].second


def _find_objective(view: ViewResult, id_: str) -> ObjectiveResult | None:
    return next((objective for objective in view.objectives if objective.id == id_), None)


def _find_edition(view: ViewResult, id_: str) -> ViewEdition | None:
    return next((edition for edition in view.editions if edition.id == id_), None)


def _pair_common_questions(
    objective: ObjectiveResult, first_questions: QuestionsById, second_questions: QuestionsById
) -> tuple[QuestionPair, ...]:
    """The objective's questions that both were asked in the same words, and that apply to both."""
    both = [
        (first_questions[id_], second_questions[id_])
        for id_ in objective.questions
        if id_ in first_questions and id_ in second_questions
    ]
    return tuple(
        QuestionPair(first.id, exact(first.weight), value_range_of(first), value_range_of(second))
        for first, second in both
        if first.weight and first.wording == second.wording and "not_applicable" not in (first.state, second.state)
    )


def _collect_questions(result: Assessment) -> QuestionsById:
    return {question.id: question for part in result.parts for question in part.questions}


def _build_party_result(result: ObjectiveResult | ViewEdition | None, levels: LevelNumbers) -> PartyLayerResult:
    """A party's numbers; an objective has a level of its own, an edition the lowest of all objectives."""
    if result is None:
        return PartyLayerResult(**NOTHING_LEVELED)
    if isinstance(result, ObjectiveResult):
        return PartyLayerResult(**result.numbers)
    return PartyLayerResult(**result.score_numbers, **levels)

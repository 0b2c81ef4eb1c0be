"""Step 15, another instrument's view: the same answers by its objectives, in each of its editions' weights.

An objective is read from the questions whose `maps` name it or one of its factors; each counts with the weight that it
has in its own layer, and a question that touches two objectives counts in both. Score, interval and coverage are those
of step 2. The level is a minimum over all of these questions, as in these instruments every criterion gates. What comes
of it is derived from other questions than the instrument's own, and no assessment under it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from eurostack_assess.method.answers import Item, items
from eurostack_assess.method.coverage import Touched, coverage
from eurostack_assess.method.exact import HUNDRED, ZERO, exact, points, rounded, total
from eurostack_assess.method.levels import level_items, weakest
from eurostack_assess.method.scoring import Scored, score_items, score_layers
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Instrument, Objective, View
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.view import ObjectiveResult, ViewEdition, ViewResult


def view(framework: Framework, profile: Profile, instrument: Instrument, editions: Sequence[str]) -> ViewResult:
    """A profile by an instrument's objectives, in the editions asked for, in that order."""
    parts = framework.parts_for(profile.lenses)
    asked = items([one for part in parts for one in part.questions], profile.answers, profile.kind)
    counted = {
        objective.id: [
            item for item in asked if item.scored and item.question.touches(instrument.instrument, objective)
        ]
        for objective in instrument.objectives
    }
    scores = {id_: score_items(touching) for id_, touching in counted.items()}
    objectives = [
        _objective(objective, factors, counted[objective.id], scores[objective.id], framework.top_level, profile.kind)
        for objective, factors in coverage(instrument, parts).objectives
    ]
    level = weakest([one.level for one in objectives])
    weighed = {id_: framework.header.views[id_] for id_ in editions}
    return ViewResult(
        instrument=instrument.instrument,
        name=instrument.name,
        objectives=tuple(objectives),
        level=level,
        level_low=weakest([one.level_low for one in objectives]),
        weakest=tuple(one.id for one in objectives if level is not None and one.level == level),
        editions=tuple(_edition(id_, one, weighed[editions[0]], scores) for id_, one in weighed.items()),
        sources=instrument.source,
    )


def _objective(
    objective: Objective,
    factors: Sequence[Touched],
    counted: Sequence[Item],
    scored: Scored,
    top_level: int,
    kind: Kind,
) -> ObjectiveResult:
    levelled = level_items([_as_gate(item) for item in counted], top_level)
    return ObjectiveResult(
        id=objective.id,
        name=objective.text,
        factors=len(factors),
        factors_asked=sum(bool(touched.asked_of(kind)) for touched in factors),
        questions=tuple(item.question.id for item in counted),
        score=points(scored.score),
        low=points(scored.low),
        high=points(scored.high),
        coverage=rounded(scored.coverage),
        level=levelled.level,
        level_low=levelled.level_low,
        binding=levelled.binding,
    )


def _as_gate(item: Item) -> Item:
    return Item(item.question.model_copy(update={"role": "gating"}), item.answer)


def _edition(id_: str, one: View, first: View, scores: Mapping[str, Scored]) -> ViewEdition:
    whole = score_layers([(exact(weight), scores[objective]) for objective, weight in one.weights.items()])
    shares, before = _shares(one, scores), _shares(first, scores)
    mean = sum((before[objective] * (scores[objective].score or ZERO) for objective in before), ZERO)
    return ViewEdition(
        id=id_,
        name=one.name,
        weights=one.weights,
        levels=one.levels,
        score=points(whole.score),
        low=points(whole.low),
        high=points(whole.high),
        coverage=rounded(whole.coverage),
        pull={
            objective: float(
                (shares[objective] - before.get(objective, ZERO)) * ((scores[objective].score or ZERO) - mean) * HUNDRED
            )
            for objective in shares
        },
        sources=one.source,
    )


def _shares(one: View, scores: Mapping[str, Scored]) -> dict[str, Fraction]:
    """Each objective's share of the weight of those that have a score."""
    weights = {
        objective: exact(weight) for objective, weight in one.weights.items() if scores[objective].score is not None
    }
    whole = total(weights.values())
    return {objective: weight / whole for objective, weight in weights.items()} if whole else {}

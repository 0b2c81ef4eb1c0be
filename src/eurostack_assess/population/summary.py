"""From counts to what may be told: means, percentiles and shares of each group that is large enough to be anonymous."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from eurostack_assess.method.assess import framework_used
from eurostack_assess.method.exact import exact, rounded, weighted_mean
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import (
    PERCENTILES,
    GroupSummary,
    Own,
    PartSummary,
    Population,
    QuestionSummary,
    Spread,
    Standing,
)
from eurostack_assess.population.scale import POINT
from eurostack_assess.population.suppression import suppressed, too_few
from eurostack_assess.population.tally import (
    EVERYBODY,
    NO_LEVEL,
    NO_SCORE,
    STACK,
    VERDICTS,
    Given,
    Group,
    Part,
    Sums,
    Tally,
)
from eurostack_assess.population.trend_summary import Earlier, trend

Scores = Mapping[int, int]
"""How many have which score, in hundredths of a point, lowest first."""


@dataclass(frozen=True)
class Wanted:
    """What is to be told."""

    kind: Kind
    """What all of them are."""
    smallest: int
    """Organisations that a group must have to be told of."""
    title: str | None = None
    own: tuple[str, Tally] | None = None
    """The name and the tally of one profile to place among them."""
    earlier: Earlier | None = None
    """What was counted before, and what moved since."""


def population(counted: Tally, framework: Framework, wanted: Wanted, tool: Tool) -> Population:
    """The whole result of what was counted of everybody and of groups."""
    sizes = {EVERYBODY: 0, **counted.groups}
    left_out = suppressed(sizes, wanted.smallest)
    asked = [question for part in framework.layers for question in part.asked_of(wanted.kind)]
    layers = [*(part.id for part in framework.layers), STACK]
    quiet = {layer: _quiet(counted, layer, sizes, wanted.smallest, left_out) for layer in layers}

    def told(group: Group) -> GroupSummary:
        named = {"column": group.column or None, "value": group.value if group.column else None}
        if group in left_out:
            return GroupSummary(**named, suppressed=left_out[group], number=None, parts=(), questions=())
        given = {one.id: counted.given.get((group, one.id), Given(0, 0, 0, 0)) for one in asked}
        return GroupSummary(
            **named,
            suppressed=None,
            number=sizes[group],
            parts=_parts(counted, group, framework, quiet),
            questions=tuple(QuestionSummary(question=id_, **one._asdict()) for id_, one in given.items()),
        )

    everybody = told(EVERYBODY)
    return Population(
        tool=tool,
        framework=framework_used(framework),
        kind=wanted.kind,
        title=wanted.title,
        layers={part.id: part.name for part in framework.layers},
        asks={question.id: question.ask for question in asked},
        smallest=wanted.smallest,
        everybody=everybody,
        groups=tuple(told(group) for group in sorted(sizes) if group != EVERYBODY),
        own=_own(*wanted.own, counted, quiet) if wanted.own and everybody.suppressed is None else None,
        trend=trend(sizes, wanted.earlier, framework, wanted.kind, wanted.smallest) if wanted.earlier else None,
    )


class _Quiet(NamedTuple):
    """The groups of which too few have a score in a layer to tell how scores lie; or too few to whom it applies."""

    scores: Collection[Group]
    means: Collection[Group]


def _quiet(
    counted: Tally, layer: str, sizes: Mapping[Group, int], smallest: int, left_out: Collection[Group]
) -> _Quiet:
    scored = {group: sum(scores_of(counted, Part(group, layer)).values()) for group in sizes}
    applying = {group: _applying(counted.verdicts.get(Part(group, layer), {})).number for group in sizes}
    return _Quiet(too_few(scored, smallest, left_out), too_few(applying, smallest, left_out))


def _parts(counted: Tally, group: Group, framework: Framework, quiet: Mapping[str, _Quiet]) -> tuple[PartSummary, ...]:
    """Layers in order, then the stack: its ranges are the layers' means by their weights."""
    layers = [part.id for part in framework.layers]
    weights = [exact(framework.weight_of(layer)) for layer in layers]
    means = [_means(_applying(counted.verdicts.get(Part(group, layer), {}))) for layer in layers]

    def over_stack(of: Iterable[Fraction | None]) -> Fraction | None:
        return weighted_mean((weight, mean) for weight, mean in zip(weights, of, strict=True) if mean is not None)

    whole = _Means(*map(over_stack, zip(*means, strict=True)))
    told = [_NOTHING if group in quiet[layer].means else one for layer, one in zip(layers, means, strict=True)]
    told.append(_NOTHING if any(group in quiet[layer].means for layer in layers) else whole)
    levels = len(framework.header.levels)
    return tuple(
        _part(counted, Part(group, layer), one, levels, tells=group not in quiet[layer].scores)
        for layer, one in zip((*layers, STACK), told, strict=True)
    )


class _Means(NamedTuple):
    """Of the organisations to which a layer applies; None where it applies to nobody."""

    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None


_NOTHING = _Means(None, None, None)


def _applying(verdicts: Mapping[int, Sums]) -> Sums:
    """The sums of those to whom a layer applies."""
    applying = [sums for verdict, sums in verdicts.items() if VERDICTS[verdict] != "not_applicable"]
    return Sums(*map(sum, zip(*applying, strict=True))) if applying else Sums(0, 0, 0, 0)


def _means(sums: Sums) -> _Means:
    number, *whole = sums
    return _Means(*(Fraction(one, number * POINT) for one in whole)) if number else _NOTHING


def _part(counted: Tally, part: Part, means: _Means, levels: int, *, tells: bool) -> PartSummary:
    scores, at = scores_of(counted, part), counted.levels.get(part, {})
    verdicts = counted.verdicts.get(part, {})
    return PartSummary(
        layer=part.layer or None,
        scored=sum(scores.values()),
        spread=_spread(scores) if scores and tells else None,
        low=rounded(means.low),
        high=rounded(means.high),
        coverage=None if means.coverage is None else float(means.coverage / 100),
        verdicts={VERDICTS[verdict]: sums.number for verdict, sums in sorted(verdicts.items())},
        levels=tuple(at.get(level, 0) for level in range(levels)),
        without_level=at.get(NO_LEVEL, 0),
    )


def scores_of(counted: Tally, part: Part) -> Scores:
    """How many have which score, lowest first; those without one left out."""
    return {score: number for score, number in sorted(counted.scores.get(part, {}).items()) if score != NO_SCORE}


def _spread(scores: Scores) -> Spread:
    number = sum(scores.values())
    mean = float(Fraction(sum(score * times for score, times in scores.items()), number * POINT))
    percentiles = {key: percentile(scores, int(key[1:])) / POINT for key in PERCENTILES}
    return Spread(mean=mean, **percentiles)


def percentile(scores: Scores, percent: int) -> int:
    """The lowest score at or below which so many per cent are (nearest rank: Hyndman and Fan 1996, definition 1)."""
    rank = -(-percent * sum(scores.values()) // 100)
    passed = 0
    for score, times in scores.items():
        passed += times
        if passed >= rank:
            return score
    raise ValueError("no scores")


def _own(name: str, own: Tally, counted: Tally, quiet: Mapping[str, _Quiet]) -> Own:
    standings = []
    for part in own.scores:
        mine, peers = scores_of(own, part), scores_of(counted, part)
        if mine and peers and EVERYBODY not in quiet[part.layer].scores:
            score = next(iter(mine))
            below = sum(times for other, times in peers.items() if other < score)
            place = float(Fraction(100 * (2 * below + peers.get(score, 0)), 2 * sum(peers.values())))
            standings.append(Standing(layer=part.layer or None, score=score / POINT, percentile=place))
    return Own(name=name, standings=tuple(standings), gaps=tuple(_own_gaps(own, counted)))


def _own_gaps(own: Tally, counted: Tally) -> list[str]:
    reached: dict[str, Fraction] = {}
    for (_, question), given in own.given.items():
        peers = counted.given.get((EVERYBODY, question), Given(0, 0, 0, 0))
        if given.short and 2 * peers.short < peers.answered:
            reached[question] = Fraction(peers.answered - peers.short, peers.answered)
    return sorted(reached, key=lambda question: (-reached[question], question))

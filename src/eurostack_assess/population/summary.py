"""From counts to what may be told: means, percentiles and shares of each group that is large enough to be anonymous."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eurostack_assess.method.assess import framework_used
from eurostack_assess.model.assessment import Tool, Verdict
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
from eurostack_assess.population.scale import FULL
from eurostack_assess.population.tally import (
    EVERYBODY,
    NO_LEVEL,
    NO_SCORE,
    STACK,
    VERDICTS,
    Bin,
    Given,
    Group,
    Sums,
    Tally,
)

POINT = FULL // 100
"""Hundredths in a point."""

LeftOut = Literal["small", "secondary"]
Placed = tuple[Bin, Sums]
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


def population(counted: Tally, framework: Framework, wanted: Wanted, tool: Tool) -> Population:
    """The whole result of what was counted of everybody and of groups."""
    sizes = _sizes(counted)
    left_out = suppressed(sizes, wanted.smallest)
    asked = [question for part in framework.layers for question in part.questions if question.applies_to(wanted.kind)]
    bins: dict[tuple[Group, str], list[Placed]] = {}
    for (group, bin_), sums in counted.bins.items():
        bins.setdefault((group, bin_.layer), []).append((bin_, sums))
    scores = _scores(counted)
    layers, levels = [*(part.id for part in framework.layers), STACK], len(framework.header.levels)

    def told(group: Group) -> GroupSummary:
        named = {"column": group.column or None, "value": group.value if group.column else None}
        if group in left_out:
            return GroupSummary(**named, suppressed=left_out[group], number=None, parts=(), questions=())
        given = {one.id: counted.given.get((group, one.id), Given(0, 0, 0, 0)) for one in asked}
        return GroupSummary(
            **named,
            suppressed=None,
            number=sizes[group],
            parts=tuple(
                _part(layer, scores.get((group, layer), {}), bins.get((group, layer), []), levels) for layer in layers
            ),
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
        digest=counted.digest,
        everybody=everybody,
        groups=tuple(told(group) for group in sorted(sizes) if group != EVERYBODY),
        own=_own(*wanted.own, counted, scores) if wanted.own and everybody.suppressed is None else None,
    )


def suppressed(sizes: Mapping[Group, int], smallest: int) -> dict[Group, LeftOut]:
    """The groups that are not told of, each with why.

    Those smaller than the threshold; and of each column, while what is left out is one group or smaller than the
    threshold together, the smallest of the others: everybody less the groups told of then gives nobody away.
    """
    left_out: dict[Group, LeftOut] = {group: "small" for group, number in sizes.items() if number < smallest}
    for column in sorted({group.column for group in sizes} - {EVERYBODY.column}):
        own = sorted((number, group) for group, number in sizes.items() if group.column == column)
        told = [(number, group) for number, group in own if group not in left_out]
        hidden = [number for number, group in own if group in left_out]
        while hidden and told and (len(hidden) == 1 or sum(hidden) < smallest):
            number, group = told.pop(0)
            left_out[group] = "secondary"
            hidden.append(number)
    return left_out


def _sizes(counted: Tally) -> dict[Group, int]:
    sizes: dict[Group, int] = {EVERYBODY: 0}
    for (group, bin_), sums in counted.bins.items():
        if bin_.layer == STACK:
            sizes[group] = sizes.get(group, 0) + sums.number
    return sizes


def _part(layer: str, scores: Scores, bins: Sequence[Placed], levels: int) -> PartSummary:
    number = sum(sums.number for _, sums in bins)
    verdicts: dict[Verdict, int] = {}
    for bin_, sums in bins if layer != STACK else ():
        verdict: Verdict = VERDICTS[bin_.verdict]
        verdicts[verdict] = verdicts.get(verdict, 0) + sums.number
    at = {level: sum(sums.number for bin_, sums in bins if bin_.level == level) for level in (NO_LEVEL, *range(levels))}
    return PartSummary(
        layer=layer or None,
        scored=sum(scores.values()),
        spread=_spread(scores) if scores else None,
        low=_mean(sum(sums.low for _, sums in bins), number),
        high=_mean(sum(sums.high for _, sums in bins), number),
        coverage=_mean(sum(sums.coverage for _, sums in bins), number) / 100,
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS if verdict in verdicts},
        levels=tuple(at[level] for level in range(levels)),
        without_level=at[NO_LEVEL],
    )


def _scores(counted: Tally) -> dict[tuple[Group, str], dict[int, int]]:
    """By group and layer how many have which score, lowest first; those without one left out."""
    found: dict[tuple[Group, str], dict[int, int]] = {}
    for (group, at), number in sorted(counted.scores.items()):
        if at.score != NO_SCORE:
            found.setdefault((group, at.layer), {})[at.score] = number
    return found


def _mean(whole: int, number: int) -> float:
    """A mean in points of hundredths that were added up."""
    return float(Fraction(whole, number * POINT)) if number else 0.0


def _spread(scores: Scores) -> Spread:
    number = sum(scores.values())
    mean = _mean(sum(score * times for score, times in scores.items()), number)
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


def _own(name: str, own: Tally, counted: Tally, scores: Mapping[tuple[Group, str], Scores]) -> Own:
    standings = []
    for _, at in own.scores:
        peers = scores.get((EVERYBODY, at.layer), {})
        if at.score != NO_SCORE and peers:
            below = sum(times for score, times in peers.items() if score < at.score)
            place = float(Fraction(100 * (2 * below + peers.get(at.score, 0)), 2 * sum(peers.values())))
            standings.append(Standing(layer=at.layer or None, score=at.score / POINT, percentile=place))
    return Own(name=name, standings=tuple(standings), gaps=tuple(_own_gaps(own, counted)))


def _own_gaps(own: Tally, counted: Tally) -> list[str]:
    reached: dict[str, Fraction] = {}
    for (_, question), given in own.given.items():
        peers = counted.given.get((EVERYBODY, question), Given(0, 0, 0, 0))
        if given.short and 2 * peers.short < peers.answered:
            reached[question] = Fraction(peers.answered - peers.short, peers.answered)
    return sorted(reached, key=lambda question: (-reached[question], question))

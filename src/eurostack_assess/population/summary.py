"""Summarises counts: means, percentiles and shares of each group that is large enough to be anonymous."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from eurostack_assess.method.assessment import snapshot_framework
from eurostack_assess.method.exact import exact, rounded, weighted_mean
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import (
    PERCENTILES,
    GroupSummary,
    PartSummary,
    PeerPosition,
    PercentileRank,
    Population,
    QuestionSummary,
    Spread,
)
from eurostack_assess.model.vocabulary import VERDICTS, Kind
from eurostack_assess.population.integers import POINT
from eurostack_assess.population.suppression import find_small_groups, find_suppressed_groups
from eurostack_assess.population.tally import (
    EVERYBODY,
    NO_LEVEL,
    NO_SCORE,
    STACK,
    AnswerCounts,
    CellKey,
    Group,
    Sums,
    Tally,
)
from eurostack_assess.population.trend_summary import EarlierTable, summarise_trend

Scores = Mapping[int, int]
"""How many have which score, in hundredths of a point, lowest first."""


@dataclass(frozen=True)
class SummaryOptions:
    """What is to be told."""

    kind: Kind
    """What all of them are."""
    min_group_size: int
    """Organisations that a group must have to be told of."""
    title: str | None = None
    own_profile: tuple[str, Tally] | None = None
    """The name and the tally of one profile to place among them."""
    earlier_table: EarlierTable | None = None
    """What was counted before, and what moved since."""


def summarise_population(tally: Tally, framework: Framework, options: SummaryOptions, tool: Tool) -> Population:
    """The whole result of what was counted of everybody and of groups."""
    sizes = {EVERYBODY: 0, **tally.groups}
    suppressed_groups = find_suppressed_groups(sizes, options.min_group_size)
    questions = [question for part in framework.layers for question in part.questions_for(options.kind)]
    layers = [*(part.id for part in framework.layers), STACK]
    suppressed_by_layer = {
        layer: _find_suppressed_groups(
            tally, layer, sizes=sizes, min_group_size=options.min_group_size, suppressed_groups=suppressed_groups
        )
        for layer in layers
    }

    def summarise_group(group: Group) -> GroupSummary:
        group_fields = {"column": group.column or None, "value": group.value if group.column else None}
        if group in suppressed_groups:
            return GroupSummary(
                **group_fields, suppressed=suppressed_groups[group], number=None, parts=(), questions=()
            )
        answer_counts = {
            question.id: tally.answer_counts.get((group, question.id), AnswerCounts()) for question in questions
        }
        return GroupSummary(
            **group_fields,
            suppressed=None,
            number=sizes[group],
            parts=_summarise_parts(tally, group, framework, suppressed_by_layer),
            questions=tuple(QuestionSummary(question=id_, **counts._asdict()) for id_, counts in answer_counts.items()),
        )

    everybody = summarise_group(EVERYBODY)
    return Population(
        tool=tool,
        framework=snapshot_framework(framework),
        kind=options.kind,
        title=options.title,
        layers={part.id: part.name for part in framework.layers},
        question_texts={question.id: question.ask for question in questions},
        min_group_size=options.min_group_size,
        all_organisations=everybody,
        groups=tuple(summarise_group(group) for group in sorted(sizes) if group != EVERYBODY),
        peer_position=_place_own_profile(*options.own_profile, tally, suppressed_by_layer)
        if options.own_profile and everybody.suppressed is None
        else None,
        trend=summarise_trend(
            sizes, options.earlier_table, framework=framework, kind=options.kind, min_group_size=options.min_group_size
        )
        if options.earlier_table
        else None,
    )


class _SuppressedGroups(NamedTuple):
    """The groups of which too few have a score in a layer to tell how scores lie; or too few to whom it applies."""

    scores: Collection[Group]
    means: Collection[Group]


def _find_suppressed_groups(
    tally: Tally, layer: str, sizes: Mapping[Group, int], min_group_size: int, suppressed_groups: Collection[Group]
) -> _SuppressedGroups:
    scored = {group: sum(get_scores(tally, CellKey(group, layer)).values()) for group in sizes}
    applying = {group: _sum_applicable(tally.verdicts.get(CellKey(group, layer), {})).number for group in sizes}
    return _SuppressedGroups(
        find_small_groups(scored, min_group_size, suppressed_groups),
        find_small_groups(applying, min_group_size, suppressed_groups),
    )


def _summarise_parts(
    tally: Tally, group: Group, framework: Framework, suppressed_by_layer: Mapping[str, _SuppressedGroups]
) -> tuple[PartSummary, ...]:
    """Layers in order, then the stack: its ranges are the layers' means by their weights."""
    layers = [part.id for part in framework.layers]
    weights = [exact(framework.weight_of(layer)) for layer in layers]
    means = [_compute_means(_sum_applicable(tally.verdicts.get(CellKey(group, layer), {}))) for layer in layers]

    def average_over_stack(values: Iterable[Fraction | None]) -> Fraction | None:
        return weighted_mean((weight, mean) for weight, mean in zip(weights, values, strict=True) if mean is not None)

    stack_means = _Means(*map(average_over_stack, zip(*means, strict=True)))
    published = [
        _NO_MEANS if group in suppressed_by_layer[layer].means else layer_means
        for layer, layer_means in zip(layers, means, strict=True)
    ]
    published.append(_NO_MEANS if any(group in suppressed_by_layer[layer].means for layer in layers) else stack_means)
    levels = len(framework.header.levels)
    return tuple(
        _summarise_part(
            tally,
            CellKey(group, layer),
            layer_means,
            levels,
            shows_spread=group not in suppressed_by_layer[layer].scores,
        )
        for layer, layer_means in zip((*layers, STACK), published, strict=True)
    )


class _Means(NamedTuple):
    """Of the organisations to which a layer applies; None where it applies to nobody."""

    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None


_NO_MEANS = _Means(None, None, None)


def _sum_applicable(verdicts: Mapping[int, Sums]) -> Sums:
    """The sums of those to whom a layer applies."""
    applying = [sums for verdict, sums in verdicts.items() if VERDICTS[verdict] != "not_applicable"]
    return Sums(*map(sum, zip(*applying, strict=True))) if applying else Sums(0, 0, 0, 0)


def _compute_means(sums: Sums) -> _Means:
    number, *totals = sums
    return _Means(*(Fraction(total, number * POINT) for total in totals)) if number else _NO_MEANS


def _summarise_part(tally: Tally, part: CellKey, means: _Means, levels: int, *, shows_spread: bool) -> PartSummary:
    scores, level_counts = get_scores(tally, part), tally.levels.get(part, {})
    verdicts = tally.verdicts.get(part, {})
    return PartSummary(
        layer=part.layer or None,
        scored=sum(scores.values()),
        spread=_compute_spread(scores) if scores and shows_spread else None,
        low=rounded(means.low),
        high=rounded(means.high),
        coverage=None if means.coverage is None else float(means.coverage / 100),
        verdicts={VERDICTS[verdict]: sums.number for verdict, sums in sorted(verdicts.items())},
        levels=tuple(level_counts.get(level, 0) for level in range(levels)),
        without_level=level_counts.get(NO_LEVEL, 0),
    )


def get_scores(tally: Tally, part: CellKey) -> Scores:
    """How many have which score, lowest first; those without one left out."""
    return {score: number for score, number in sorted(tally.scores.get(part, {}).items()) if score != NO_SCORE}


def _compute_spread(scores: Scores) -> Spread:
    number = sum(scores.values())
    mean = float(Fraction(sum(score * times for score, times in scores.items()), number * POINT))
    percentiles = {key: compute_percentile(scores, int(key[1:])) / POINT for key in PERCENTILES}
    return Spread(mean=mean, **percentiles)


def compute_percentile(scores: Scores, percent: int) -> int:
    """The lowest score at or below which so many per cent are (nearest rank: Hyndman and Fan 1996, definition 1)."""
    rank = -(-percent * sum(scores.values()) // 100)
    passed = 0
    for score, times in scores.items():
        passed += times
        if passed >= rank:
            return score
    raise ValueError("no scores")


def _place_own_profile(
    name: str, own_tally: Tally, tally: Tally, suppressed_by_layer: Mapping[str, _SuppressedGroups]
) -> PeerPosition:
    standings = []
    for part in own_tally.scores:
        own_scores, peers = get_scores(own_tally, part), get_scores(tally, part)
        if own_scores and peers and EVERYBODY not in suppressed_by_layer[part.layer].scores:
            score = next(iter(own_scores))
            below = sum(times for peer_score, times in peers.items() if peer_score < score)
            percentile_rank = float(Fraction(100 * (2 * below + peers.get(score, 0)), 2 * sum(peers.values())))
            standings.append(PercentileRank(layer=part.layer or None, score=score / POINT, percentile=percentile_rank))
    return PeerPosition(name=name, percentile_ranks=tuple(standings), gaps=tuple(_find_own_gaps(own_tally, tally)))


def _find_own_gaps(own_tally: Tally, tally: Tally) -> list[str]:
    reached: dict[str, Fraction] = {}
    for (_, question), own_counts in own_tally.answer_counts.items():
        peers = tally.answer_counts.get((EVERYBODY, question), AnswerCounts())
        known = peers.answered + peers.partial
        if own_counts.below_target and 2 * peers.reached > known:
            reached[question] = Fraction(peers.reached, known)
    return sorted(reached, key=lambda question: (-reached[question], question))

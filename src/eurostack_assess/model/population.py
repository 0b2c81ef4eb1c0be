"""The result of a benchmark: many profiles at once, without groups that are too small to be anonymous."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import FrameworkSnapshot, Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Line, LocalText, ResultEntity, Score, Share, Slug
from eurostack_assess.model.item_analysis import LayerItems
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, AnswerValue, RungBounds, fit_value
from eurostack_assess.model.vocabulary import Kind, Verdict

CODES: Mapping[str, int] = {DONT_KNOW: -1, NOT_APPLICABLE: -2, SKIPPED: -3}
"""Codes, in a table of numbers, of answers that are not a rung. A rung has its own number; an empty cell is unasked."""

PARTIAL_CODE = 100
"""Base of the code of a partial answer in a table of numbers: base + 10 × lowest possible rung + highest possible
rung."""


def encode_answer(answer: AnswerValue, rungs: int) -> int:
    """An answer on a ladder of so many rungs, as a number in a table of numbers."""
    fitted = fit_value(answer, rungs - 1)
    if isinstance(fitted, RungBounds):
        return PARTIAL_CODE + 10 * fitted.lowest + fitted.highest(rungs - 1)
    return fitted if isinstance(fitted, int) else CODES[fitted]


PERCENTILES = ("p05", "p25", "p50", "p75", "p95")
"""Names of the percentiles in `Spread`, lowest first."""

Count = Annotated[int, Field(ge=0)]


class Spread(ResultEntity):
    """Distribution of scores, 0 to 100: the mean, and the 5th, 25th, 50th, 75th and 95th percentiles.

    A percentile is the lowest score at or below which that percentage of the organisations lies.
    """

    mean: Score
    p05: Score
    p25: Score
    p50: Score
    p75: Score
    p95: Score


class PartSummary(ResultEntity):
    """Summary of a layer, or of the whole stack, over the organisations in a group."""

    layer: Slug | None
    """Id of the layer; null: the whole stack."""
    scored: Count
    """Number of organisations with a score in the layer or the stack."""
    spread: Spread | None
    """Distribution of the scores; null where there are no scores, or where the distribution is suppressed."""
    low: Score | None
    """Mean of the low ends of the score ranges of organisations to which the layer applies; for the stack, the weighted
    mean of the layers' means."""
    high: Score | None
    """Mean of the high ends of the score ranges of organisations to which the layer applies."""
    coverage: Share | None
    """Mean coverage, 0 to 1; null where the layer applies to no organisation, or where the mean is suppressed."""
    verdicts: Mapping[Verdict, Count]
    """Number of organisations by verdict; empty for the stack."""
    levels: tuple[Count, ...]
    """Number of organisations at each level, from level 0."""
    without_level: Count


class QuestionSummary(ResultEntity):
    """Number of organisations in a group by their answer to one question."""

    question: Slug
    answered: Count
    partial: Count
    open: Count
    not_applicable: Count
    reached: Count
    """Number of answers certainly at the target or above."""
    below_target: Count
    """Number of answers certainly below the target."""


class GroupSummary(ResultEntity):
    """Summary of the organisations that have the same value in a column, or of all organisations."""

    column: str | None
    """Column that defines the group; null: all organisations."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    """Reason why the group is suppressed. small: too few organisations. secondary: so that another group cannot be
    derived by subtraction. null: not suppressed."""
    number: Count | None
    """Number of organisations in the group; null where the group is suppressed."""
    parts: tuple[PartSummary, ...]
    """Summaries of the layers in order, then of the stack; empty where the group is suppressed."""
    questions: tuple[QuestionSummary, ...]


class PercentileRank(ResultEntity):
    """The percentile of one organisation among all others in a layer, or over the whole stack."""

    layer: Slug | None
    score: Score
    percentile: Score
    """Percentage of the other organisations that score lower; organisations with an equal score count half."""


class PartTrend(ResultEntity):
    """The change in a layer, or in the whole stack, of organisations that are in both tables."""

    layer: Slug | None
    """Id of the layer; null: the whole stack."""
    scored_both_times: Count
    """Number of organisations with a score in both tables."""
    risen: Count
    """Number of organisations with a higher score than in the earlier table."""
    fallen: Count
    """Number of organisations with a lower score than in the earlier table."""
    change: Annotated[float, Field(ge=-100, le=100)] | None
    """Mean change in the scores, in points; null where there are no scores, or where the mean is suppressed because it
    would disclose the organisations that joined or left, or a group that is too small."""


class QuestionTrend(ResultEntity):
    """The change in the answers to one question, of organisations that are in both tables."""

    question: Slug
    risen: Count
    """Number of organisations that answered in both tables and whose rung is now higher."""
    fallen: Count
    """Number of organisations that answered in both tables and whose rung is now lower."""
    newly_answered: Count
    """Number of organisations whose answer was open in the earlier table and is given now."""
    no_longer_answered: Count
    """Number of organisations that answered in the earlier table and whose answer is open now."""


class GroupTrend(ResultEntity):
    """Changes for a group's organisations that are also in the earlier table, or for all that are in both tables."""

    column: str | None
    """Column that defines the group; null: all organisations in both tables."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    number: Count | None
    parts: tuple[PartTrend, ...]
    """Changes in the layers in order, then in the stack; empty where the group is suppressed."""
    questions: tuple[QuestionTrend, ...]


class Trend(ResultEntity):
    """Changes since an earlier table, for the organisations that are in both tables."""

    earlier_table: str
    """Name of the earlier file or folder."""
    earlier_count: Count | None
    """Number of organisations in the earlier table; null where the trend is suppressed."""
    all_organisations: GroupTrend
    groups: tuple[GroupTrend, ...]


class PeerPosition(ResultEntity):
    """The position of one profile among its peers."""

    name: str
    percentile_ranks: tuple[PercentileRank, ...]
    """Percentile of the profile by layer and over the whole stack."""
    gaps: tuple[Slug, ...]
    """Questions on which the profile is certainly below the target and most peers that answered reach it; sorted by the
    share of peers that reach it, largest first."""


class Population(ResultEntity):
    """Benchmark of all profiles in one table or folder."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: FrameworkSnapshot
    kind: Kind
    title: Line | None
    """Title of the report; null: a title based on the kind of profile."""
    layers: Mapping[Slug, LocalText]
    """Names of the layers, in order."""
    question_texts: Mapping[Slug, LocalText]
    """Wording of the questions, by question id, in order."""
    min_group_size: Annotated[int, Field(ge=1)]
    """Minimum number of organisations that a group must have to be shown."""
    all_organisations: GroupSummary
    groups: tuple[GroupSummary, ...]
    peer_position: PeerPosition | None
    items: tuple[LayerItems, ...] = ()
    """Item analysis of each layer: whether its questions belong together; empty unless requested."""
    trend: Trend | None

"""Many profiles at once: the result of a benchmark. Groups that are too small to be anonymous are left out of it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import FrameworkSnapshot, Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Line, LocalText, ResultEntity, Score, Share, Slug
from eurostack_assess.model.item_analysis import LayerItems
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, AnswerValue, RungBounds, fit_value
from eurostack_assess.model.vocabulary import Kind, Verdict

CODES: Mapping[str, int] = {DONT_KNOW: -1, NOT_APPLICABLE: -2, SKIPPED: -3}
"""What stands for a word in a table of numbers, where a rung is its own number and nothing is unasked."""

PARTIAL_CODE = 100
"""In a table of numbers, the rungs still possible are this, and ten times the lowest, and the highest."""


def encode_answer(answer: AnswerValue, rungs: int) -> int:
    """An answer on a ladder of so many rungs, as a number in a table of numbers."""
    fitted = fit_value(answer, rungs - 1)
    if isinstance(fitted, RungBounds):
        return PARTIAL_CODE + 10 * fitted.lowest + fitted.highest(rungs - 1)
    return fitted if isinstance(fitted, int) else CODES[fitted]


PERCENTILES = ("p05", "p25", "p50", "p75", "p95")
"""Those of `Spread`, lowest first."""

Count = Annotated[int, Field(ge=0)]


class Spread(ResultEntity):
    """How scores lie: their mean, and the scores at or below which so many per cent of the organisations are."""

    mean: Score
    p05: Score
    p25: Score
    p50: Score
    p75: Score
    p95: Score


class PartSummary(ResultEntity):
    """A layer, or the whole stack, of a group."""

    layer: Slug | None
    """Id of the layer; null: the whole stack."""
    scored: Count
    """Number of organisations with a score in the layer."""
    spread: Spread | None
    """Distribution of the scores; null where there are none, or too few."""
    low: Score | None
    """Mean of the low ends of the score ranges of organisations to which the layer applies; for the stack, the weighted
    mean of the layers' means."""
    high: Score | None
    """Mean of the high ends of the score ranges of organisations to which the layer applies."""
    coverage: Share | None
    """Mean coverage, 0 to 1; null where the layer applies to nobody, or to too few."""
    verdicts: Mapping[Verdict, Count]
    """Number of organisations by verdict; empty for the stack."""
    levels: tuple[Count, ...]
    """Number of organisations at each level, from level 0."""
    without_level: Count


class QuestionSummary(ResultEntity):
    """A question of a group."""

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
    """Organisations that have one value in a column, or all of them."""

    column: str | None
    """Column that defines the group; null: all organisations."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    """Why the group is left out: small, too few organisations; secondary, so that another group cannot be derived by
    subtraction. Null: it is shown."""
    number: Count | None
    """Number of organisations in the group; null where it is left out."""
    parts: tuple[PartSummary, ...]
    """Summaries of the layers in order, then of the stack; empty where the group is left out."""
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
    """Mean change of the scores, in points; null where there are none, or where it would disclose who joined or
    left."""


class QuestionTrend(ResultEntity):
    """The change in the answers to one question, of organisations that are in both tables."""

    question: Slug
    risen: Count
    """Number of organisations that answered in both tables, now on a higher rung."""
    fallen: Count
    """Number of organisations that answered in both tables, now on a lower rung."""
    newly_answered: Count
    """Number of organisations whose answer was open in the earlier table and is given now."""
    no_longer_answered: Count
    """Number of organisations that answered in the earlier table and whose answer is open now."""


class GroupTrend(ResultEntity):
    """Organisations that are in a group now and were in the earlier table; or all that are in both."""

    column: str | None
    """Column that defines the group; null: all organisations in both tables."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    number: Count | None
    parts: tuple[PartTrend, ...]
    """Changes in the layers in order, then in the stack; empty where the group is left out."""
    questions: tuple[QuestionTrend, ...]


class Trend(ResultEntity):
    """What moved since an earlier table."""

    earlier_table: str
    """Name of the earlier file or folder."""
    earlier_count: Count | None
    """Number of organisations in the earlier table; null where the trend is left out."""
    all_organisations: GroupTrend
    groups: tuple[GroupTrend, ...]


class PeerPosition(ResultEntity):
    """The position of one profile among its peers."""

    name: str
    percentile_ranks: tuple[PercentileRank, ...]
    """Percentile of the profile by layer and over the whole stack."""
    gaps: tuple[Slug, ...]
    """Questions on which the profile is below the target and most peers that answered are not, the most often reached
    first."""


class Population(ResultEntity):
    """The result of one table or folder of profiles."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: FrameworkSnapshot
    kind: Kind
    title: Line | None
    """Title of the report; null: a title by the kind of profile."""
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
    """Whether the questions of each layer belong together; empty unless asked for."""
    trend: Trend | None

"""Many profiles at once: the result of a benchmark. Groups that are too small to be anonymous are left out of it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import SCHEMA_VERSION, FrameworkUsed, Tool, Verdict
from eurostack_assess.model.base import Entity, Kind, Line, LocalText, Score, Share, Slug
from eurostack_assess.model.profile import DONT_KNOW, NOT_APPLICABLE, SKIPPED

CODES: Mapping[str, int] = {DONT_KNOW: -1, NOT_APPLICABLE: -2, SKIPPED: -3}
"""What stands for a word in a table of numbers, where a rung is its own number and nothing is unasked."""

PERCENTILES = ("p05", "p25", "p50", "p75", "p95")
"""Those of `Spread`, lowest first."""

Count = Annotated[int, Field(ge=0)]


class Spread(Entity):
    """How scores lie: their mean, and the scores at or below which so many per cent of the organisations are."""

    mean: Score
    p05: Score
    p25: Score
    p50: Score
    p75: Score
    p95: Score


class PartSummary(Entity):
    """A layer, or the whole stack, of a group."""

    layer: Slug | None
    """Null: the whole stack."""
    scored: Count
    """Organisations with a score in it."""
    spread: Spread | None
    """Of those; null where there are none, or too few."""
    low: Score | None
    """Mean of the low ends of the ranges of those to whom it applies; of the stack the layers' means, weighted."""
    high: Score | None
    """Mean of the high ends."""
    coverage: Share | None
    """Mean of what is known; null, like the ends, where the layer applies to nobody, or to too few."""
    verdicts: Mapping[Verdict, Count]
    """How many have which verdict; none over the stack."""
    levels: tuple[Count, ...]
    """How many are at which level, from 0."""
    without_level: Count


class QuestionSummary(Entity):
    """A question of a group."""

    question: Slug
    answered: Count
    open: Count
    not_applicable: Count
    short: Count
    """Answers below the target."""


class GroupSummary(Entity):
    """Organisations that have one value in a column, or all of them."""

    column: str | None
    """Null: everybody."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    """Left out: too small; or so that what is left out cannot be had by subtraction."""
    number: Count | None
    """Organisations; null where it is left out."""
    parts: tuple[PartSummary, ...]
    """Layers in order, then the stack; none where it is left out."""
    questions: tuple[QuestionSummary, ...]


class Standing(Entity):
    """Where one organisation stands among all others in a layer, or over the whole stack."""

    layer: Slug | None
    score: Score
    percentile: Score
    """Per cent of the others that score lower, those that score the same counting half."""


class Movement(Entity):
    """A layer, or the whole stack, of those that are in both tables."""

    layer: Slug | None
    """Null: the whole stack."""
    both: Count
    """Organisations with a score both times."""
    risen: Count
    """Of those: with a higher score now."""
    fallen: Count
    change: Annotated[float, Field(ge=-100, le=100)] | None
    """Mean change of their scores, in points; null where it would give away who came or went, or there are none."""


class QuestionShift(Entity):
    """A question of those that are in both tables."""

    question: Slug
    up: Count
    """Answered both times, now a higher rung."""
    down: Count
    learnt: Count
    """Open before, answered now."""
    lost: Count
    """Answered before, open now."""


class GroupTrend(Entity):
    """Organisations that are in a group now and were in the earlier table; or all that are in both."""

    column: str | None
    """Null: everybody."""
    value: str | None
    suppressed: Literal["small", "secondary"] | None
    number: Count | None
    parts: tuple[Movement, ...]
    """Layers in order, then the stack; none where it is left out."""
    questions: tuple[QuestionShift, ...]


class Trend(Entity):
    """What moved since an earlier table."""

    since: str
    """The earlier file or folder."""
    before: Count | None
    """Organisations in it; null where nothing is told."""
    everybody: GroupTrend
    groups: tuple[GroupTrend, ...]


class Own(Entity):
    """A profile among its peers."""

    name: str
    standings: tuple[Standing, ...]
    gaps: tuple[Slug, ...]
    """Questions on which it is below the target and most peers that answered are not; those that most reach first."""


class Population(Entity):
    """The result of one table or folder of profiles."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    framework: FrameworkUsed
    kind: Kind
    title: Line | None
    """What the report is called; null: by the kind."""
    layers: Mapping[Slug, LocalText]
    """Names of the layers, in order."""
    asks: Mapping[Slug, LocalText]
    """The questions, in order."""
    smallest: Annotated[int, Field(ge=1)]
    """Organisations that a group must have to be told of."""
    everybody: GroupSummary
    groups: tuple[GroupSummary, ...]
    own: Own | None
    trend: Trend | None

"""A score in a table: the columns and cells in which a layer, an objective or a party shows its numbers."""

from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.model.comparison import Numbers
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.view import ObjectiveResult
from eurostack_assess.report.document import Bar, Column, Inline, Span, inline
from eurostack_assess.texts import Texts

Scored = LayerResult | ObjectiveResult | Numbers
"""What has a score with its interval, a level, and a coverage; each None where there is none."""


def scale_column(say: Texts) -> Column:
    """The column of `bar`."""
    return Column(say("column.scale"), dispensable=True, scale=True)


def bar(one: Scored, thresholds: Thresholds) -> Bar | None:
    """Where it stands between 0 and 100."""
    if one.low is None or one.high is None:
        return None
    return Bar(one.low, one.high, one.score, (thresholds.attention, thresholds.strong))


def number_columns(say: Texts) -> tuple[Column, ...]:
    """The columns of `number_cells`."""
    return tuple(Column(say(f"column.{key}"), "right") for key in ("score", "range", "level", "coverage"))


def number_cells(one: Scored, say: Texts) -> tuple[Inline | None, ...]:
    """Score, interval, level and coverage."""
    return (
        inline(Span(say.number(one.score), "strong")) if one.score is not None else None,
        inline(say.interval(one.low, one.high)) if one.low is not None and one.high is not None else None,
        level_range(one.level, one.level_low),
        inline(say.known(one.coverage)) if one.coverage is not None else None,
    )


def level_range(level: int | None, level_low: int | None) -> Inline | None:
    """A level, with what it becomes when open questions turn out at their worst."""
    if level is None:
        return None
    return inline(str(level) if level_low in (level, None) else f"{level_low}–{level}")


def score_in_range(score: float | None, low: float | None, high: float | None, say: Texts) -> Inline | None:
    """A score with its interval; the score alone where that is one number."""
    if score is None or low is None or high is None:
        return None
    return inline(say.number(score, 1) if low == high else f"{say.number(score, 1)} ({say.interval(low, high)})")

"""A score in a table: the columns and cells for the numbers of a layer, an objective or a party."""

from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.scan import ScanLayer
from eurostack_assess.model.scores import LeveledScore
from eurostack_assess.report.document import Bar, Column, Inline, TextSpan, inline
from eurostack_assess.texts import Texts


def build_scale_column(translate: Texts) -> Column:
    """The column of `bar`."""
    return Column(translate("column.scale"), dispensable=True, scale=True)


def build_bar(scored: LeveledScore, thresholds: Thresholds) -> Bar | None:
    """Where it stands between 0 and 100."""
    if scored.low is None or scored.high is None:
        return None
    return Bar(scored.low, scored.high, scored.score, (thresholds.attention, thresholds.strong))


def build_number_columns(translate: Texts) -> tuple[Column, ...]:
    """The columns of `number_cells`."""
    return tuple(Column(translate(f"column.{key}"), "right") for key in ("score", "range", "level", "coverage"))


def build_number_cells(scored: LeveledScore, translate: Texts) -> tuple[Inline | None, ...]:
    """Score, interval, level and coverage."""
    return (
        inline(TextSpan(translate.number(scored.score), "strong")) if scored.score is not None else None,
        inline(translate.interval(scored.low, scored.high))
        if scored.low is not None and scored.high is not None
        else None,
        format_level_range(scored),
        inline(translate.known(scored.coverage)) if scored.coverage is not None else None,
    )


def format_level_range(scored: LeveledScore) -> Inline | None:
    """A level, with what it becomes when open questions turn out at their worst."""
    return None if scored.level is None else inline(write_level_range(scored))


def write_level_range(scored: LeveledScore) -> str:
    """A level as digits, after the lower one that open questions may still lead to; never above what they allow."""
    if scored.level is None:
        return ""
    level = scored.level if scored.level_high is None else min(scored.level, scored.level_high)
    return str(level) if scored.level_low in (level, None) else f"{scored.level_low}–{level}"


def format_score_in_range(
    score: float | None, low: float | None, high: float | None, translate: Texts
) -> Inline | None:
    """A score with its interval; the score alone where that is one number."""
    if score is None or low is None or high is None:
        return None
    return inline(
        translate.number(score, 1) if low == high else f"{translate.number(score, 1)} ({translate.interval(low, high)})"
    )


def format_scan_level(layer: ScanLayer, translate: Texts) -> str:
    """The level that a scan leaves possible at most.

    What was not asked cannot lower the lowest level; that the highest is possible says nothing.
    """
    match layer.at_most:
        case None:
            return translate("scan.not-asked")
        case 0:
            return "0"
        case at_most:
            return translate("scan.at-most-level", level=at_most) if layer.held_by else translate("scan.nothing-yet")

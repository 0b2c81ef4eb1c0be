"""Figures of a score's report: what is drawn, in words, and in a table where no other table has it."""

from collections.abc import Sequence

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.report.document import (
    Column,
    Figure,
    ProgressStep,
    Radar,
    ScoreMark,
    Shares,
    Steps,
    TableBlock,
    inline,
)
from eurostack_assess.texts import Texts

MIN_AXES = 3


def build_stack_shape(layers: Sequence[LayerResult], thresholds: Thresholds, translate: Texts) -> list[Figure]:
    """Every layer's score in its range around one middle; none of fewer than three layers, or of nothing known."""
    axes: list[tuple[str, ScoreMark | None]] = []
    descriptions = []
    for layer in layers:
        name = layer.name.in_language(translate.language)
        if layer.low is None or layer.high is None:
            axes.append((name, None))
            continue
        axes.append((name, ScoreMark(layer.low, layer.high, layer.score)))
        score = "–" if layer.score is None else translate.number(layer.score)
        numbers = {"name": name, "score": score, "range": translate.interval(layer.low, layer.high)}
        descriptions.append(translate("figure.score-of", **numbers))
    if len(axes) < MIN_AXES or not descriptions:
        return []
    drawing = Radar(tuple(axes), (thresholds.attention, thresholds.strong))
    return [Figure(translate("figure.shape"), " ".join(descriptions), drawing)]


def build_target_steps(gaps: Sequence[QuestionResult], translate: Texts) -> list[Figure]:
    """Where each gap stands and where it should be, by the value of the answers; none without gaps."""
    columns = (
        Column(translate("figure.question")),
        Column(translate("figure.now"), "right"),
        Column(translate("figure.target"), "right"),
        Column(translate("figure.share"), "right"),
    )
    steps, descriptions, rows = [], [], []
    for gap in gaps:
        now, target = (
            (gap.rungs[rung].value or 0.0) * 100 for rung in (gap.possible[1] if gap.possible else 0, gap.target)
        )
        name, share = gap.ask.in_language(translate.language), translate.percent(gap.share_of_total_gap or 0.0)
        steps.append(ProgressStep(name, now, target, share))
        at_best = "≤ " if gap.state == "partial" else ""
        numbers = {"now": f"{at_best}{translate.number(now)}", "target": translate.number(target), "share": share}
        descriptions.append(translate("figure.gap-of", name=name, **numbers))
        rows.append(tuple(inline(words) for words in (name, *numbers.values())))
    if not steps:
        return []
    drawing = Steps(translate("figure.now"), translate("figure.target"), translate("figure.share"), tuple(steps))
    return [Figure(translate("figure.gaps"), " ".join(descriptions), drawing, TableBlock(columns, tuple(rows)))]


def build_verdict_stability(layers: Sequence[LayerResult], translate: Texts) -> list[Figure]:
    """In how many weightings each verdict holds; none where all of them always do."""
    rows, descriptions, cells = [], [], []
    for layer in layers:
        if layer.weights_agree is not None:
            name, holds = layer.name.in_language(translate.language), layer.weights_agree
            shares = (translate.percent(holds), translate.percent(1 - holds))
            rows.append((name, (holds, 1 - holds), " / ".join(shares)))
            descriptions.append(translate("figure.holds-of", name=name, share=shares[0]))
            cells.append(tuple(inline(words) for words in (name, *shares)))
    if all(shares == (1.0, 0.0) for _, shares, _ in rows):
        return []
    series = (translate("figure.holds"), translate("figure.turns"))
    columns = (Column(translate("column.layer")), *(Column(title, "right") for title in series))
    return [
        Figure(
            translate("figure.weights"),
            " ".join(descriptions),
            Shares(series, tuple(rows)),
            TableBlock(columns, tuple(cells)),
        )
    ]

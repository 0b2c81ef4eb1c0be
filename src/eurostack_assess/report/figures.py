"""Figures of a score's report: what is drawn, in words, and in a table where no other table has it."""

from collections.abc import Sequence

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.report.document import Column, Figure, Mark, Radar, Shares, Step, Steps, Table, inline
from eurostack_assess.texts import Texts

FEWEST_AXES = 3


def shape_of_the_stack(layers: Sequence[LayerResult], thresholds: Thresholds, say: Texts) -> list[Figure]:
    """Every layer's score in its range around one middle; none of fewer than three layers, or of nothing known."""
    axes: list[tuple[str, Mark | None]] = []
    told = []
    for layer in layers:
        name = layer.name.in_language(say.language)
        if layer.low is None or layer.high is None:
            axes.append((name, None))
            continue
        axes.append((name, Mark(layer.low, layer.high, layer.score)))
        score = "–" if layer.score is None else say.number(layer.score)
        numbers = {"name": name, "score": score, "range": say.interval(layer.low, layer.high)}
        told.append(say("figure.score-of", **numbers))
    if len(axes) < FEWEST_AXES or not told:
        return []
    drawing = Radar(tuple(axes), (thresholds.attention, thresholds.strong))
    return [Figure(say("figure.shape"), " ".join(told), drawing)]


def way_to_the_target(gaps: Sequence[QuestionResult], say: Texts) -> list[Figure]:
    """Where each gap stands and where it should be, by the value of the answers; none without gaps."""
    columns = (
        Column(say("figure.question")),
        Column(say("figure.now"), "right"),
        Column(say("figure.target"), "right"),
        Column(say("figure.share"), "right"),
    )
    steps, told, rows = [], [], []
    for one in gaps:
        now, target = ((one.rungs[rung].value or 0.0) * 100 for rung in (one.rung or 0, one.target))
        name, share = one.ask.in_language(say.language), say.percent(one.share_of_total_gap or 0.0)
        steps.append(Step(name, now, target, share))
        numbers = {"now": say.number(now), "target": say.number(target), "share": share}
        told.append(say("figure.gap-of", name=name, **numbers))
        rows.append(tuple(inline(words) for words in (name, *numbers.values())))
    if not steps:
        return []
    drawing = Steps(say("figure.now"), say("figure.target"), say("figure.share"), tuple(steps))
    return [Figure(say("figure.gaps"), " ".join(told), drawing, Table(columns, tuple(rows)))]


def firmness_of_verdicts(layers: Sequence[LayerResult], say: Texts) -> list[Figure]:
    """In how many weightings each verdict holds; none where all of them always do."""
    rows, told, cells = [], [], []
    for layer in layers:
        if layer.weights_agree is not None:
            name, holds = layer.name.in_language(say.language), layer.weights_agree
            shares = (say.percent(holds), say.percent(1 - holds))
            rows.append((name, (holds, 1 - holds), " / ".join(shares)))
            told.append(say("figure.holds-of", name=name, share=shares[0]))
            cells.append(tuple(inline(words) for words in (name, *shares)))
    if all(shares == (1.0, 0.0) for _, shares, _ in rows):
        return []
    series = (say("figure.holds"), say("figure.turns"))
    columns = (Column(say("column.layer")), *(Column(one, "right") for one in series))
    return [Figure(say("figure.weights"), " ".join(told), Shares(series, tuple(rows)), Table(columns, tuple(cells)))]

"""A result by weights of one's own beside the framework's, as a section of a report."""

from collections.abc import Iterator

from eurostack_assess.model.assessment import Assessment, Reweighed
from eurostack_assess.report.document import Block, Cell, Column, Heading, Paragraph, Span, Table, inline
from eurostack_assess.report.scores import score_in_range
from eurostack_assess.texts import Texts


def reweighed_section(result: Assessment, own: Reweighed, say: Texts) -> Iterator[Block]:
    """Layer by layer the score by the framework's weights and by these, and which verdicts differ."""
    yield Heading(2, say("weights.title", name=own.weights.name.in_language(say.language)))
    yield Paragraph(inline(Span(say("weights.beside"), "muted")))
    columns = (
        Column(say("column.layer")),
        Column(say("weights.default"), "right"),
        Column(say("weights.own"), "right"),
        Column(say("column.verdict")),
        Column(say("weights.own-verdict")),
    )
    rows: list[tuple[Cell, ...]] = []
    for layer, other in zip(result.layers, own.layers, strict=True):
        verdict = Span(say(f"verdict.{other.verdict}"), "strong" if other.id in own.changed else "plain")
        rows.append(
            (
                inline(layer.name.in_language(say.language)),
                score_in_range(layer.score, layer.low, layer.high, say),
                score_in_range(other.score, other.low, other.high, say),
                inline(say(f"verdict.{layer.verdict}")),
                inline(verdict),
            )
        )
    stack, others = result.overall, own.overall
    rows.append(
        (
            inline(say("compare.stack")),
            score_in_range(stack.score, stack.low, stack.high, say),
            score_in_range(others.score, others.low, others.high, say),
            None,
            None,
        )
    )
    yield Table(columns, tuple(rows))
    yield Paragraph(inline(_changed(result, own, say)))
    yield Paragraph(inline(Span(say("weights.given", weights="; ".join(_given(result, own, say))), "muted")))
    source = own.weights.source
    yield Paragraph(inline(say("report.source", source=source) if source else say("weights.no-source")))


def _changed(result: Assessment, own: Reweighed, say: Texts) -> str:
    if not own.changed:
        return say("weights.same-verdicts")
    before = {layer.id: layer for layer in result.layers}
    now = {layer.id: layer for layer in own.layers}
    told = [
        say(
            "weights.other-verdict",
            layer=before[id_].name.in_language(say.language),
            before=say(f"verdict.{before[id_].verdict}"),
            now=say(f"verdict.{now[id_].verdict}"),
        )
        for id_ in own.changed
    ]
    return say("weights.other-verdicts", n=len(told), layers="; ".join(told))


def _given(result: Assessment, own: Reweighed, say: Texts) -> Iterator[str]:
    """Each weight that was given, with the framework's where that plays a part for this profile."""
    defaults = {layer.id: layer.weight for layer in result.layers}
    defaults |= {one.id: one.weight for part in result.parts for one in part.questions}
    for id_, weight in (*own.weights.layers.items(), *own.weights.questions.items()):
        if id_ in defaults:
            yield say("weights.otherwise", id=id_, now=say.figure(weight), before=say.figure(defaults[id_]))
        else:
            yield say("weights.not-asked", id=id_, now=say.figure(weight))

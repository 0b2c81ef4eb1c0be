"""The section of a report that shows the result with custom weights next to that with the framework's weights."""

from collections.abc import Iterator

from eurostack_assess.model.assessment import Assessment, ReweighedResult
from eurostack_assess.report.document import Block, Cell, Column, Heading, Paragraph, TableBlock, TextSpan, inline
from eurostack_assess.report.wording.scores import format_score_in_range
from eurostack_assess.texts import Texts


def build_custom_weights_section(result: Assessment, own: ReweighedResult, translate: Texts) -> Iterator[Block]:
    """Layer by layer the score by the framework's weights and by these, and which verdicts differ."""
    yield Heading(2, translate("weights.title", name=own.weights.name.in_language(translate.language)))
    yield Paragraph(inline(TextSpan(translate("weights.beside"), "muted")))
    columns = (
        Column(translate("column.layer")),
        Column(translate("weights.default"), "right"),
        Column(translate("weights.own"), "right"),
        Column(translate("column.verdict")),
        Column(translate("weights.own-verdict")),
    )
    rows: list[tuple[Cell, ...]] = []
    for layer, reweighed_layer in zip(result.layers, own.layers, strict=True):
        verdict = TextSpan(
            translate(f"verdict.{reweighed_layer.verdict}"), "strong" if reweighed_layer.id in own.changed else "plain"
        )
        rows.append(
            (
                inline(layer.name.in_language(translate.language)),
                format_score_in_range(layer.score, layer.low, layer.high, translate),
                format_score_in_range(reweighed_layer.score, reweighed_layer.low, reweighed_layer.high, translate),
                inline(translate(f"verdict.{layer.verdict}")),
                inline(verdict),
            )
        )
    stack, reweighed_stack = result.overall, own.overall
    rows.append(
        (
            inline(translate("compare.stack")),
            format_score_in_range(stack.score, stack.low, stack.high, translate),
            format_score_in_range(reweighed_stack.score, reweighed_stack.low, reweighed_stack.high, translate),
            None,
            None,
        )
    )
    yield TableBlock(columns, tuple(rows))
    yield Paragraph(inline(_format_changed_verdicts(result, own, translate)))
    yield Paragraph(
        inline(
            TextSpan(translate("weights.given", weights="; ".join(_format_weights(result, own, translate))), "muted")
        )
    )
    source = own.weights.source
    yield Paragraph(inline(translate("report.source", source=source) if source else translate("weights.no-source")))


def _format_changed_verdicts(result: Assessment, own: ReweighedResult, translate: Texts) -> str:
    if not own.changed:
        return translate("weights.same-verdicts")
    before = {layer.id: layer for layer in result.layers}
    now = {layer.id: layer for layer in own.layers}
    sentences = [
        translate(
            "weights.other-verdict",
            layer=before[id_].name.in_language(translate.language),
            before=translate(f"verdict.{before[id_].verdict}"),
            now=translate(f"verdict.{now[id_].verdict}"),
        )
        for id_ in own.changed
    ]
    return translate("weights.other-verdicts", n=len(sentences), layers="; ".join(sentences))


def _format_weights(result: Assessment, own: ReweighedResult, translate: Texts) -> Iterator[str]:
    """Each weight that was given, with the framework's where that plays a part for this profile."""
    defaults = {layer.id: layer.weight for layer in result.layers}
    defaults |= {question.id: question.weight for part in result.parts for question in part.questions}
    for id_, weight in (*own.weights.layers.items(), *own.weights.questions.items()):
        if id_ in defaults:
            yield translate(
                "weights.otherwise", id=id_, now=translate.figure(weight), before=translate.figure(defaults[id_])
            )
        else:
            yield translate("weights.not-asked", id=id_, now=translate.figure(weight))

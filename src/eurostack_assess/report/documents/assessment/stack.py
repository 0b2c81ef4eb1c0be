"""The stack layer by layer, findings of a workshop, and the parts outside the stack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.report.document import (
    Bar,
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.assessment.base import AssessmentVoice
from eurostack_assess.report.documents.figures import build_stack_shape, build_verdict_stability
from eurostack_assess.report.wording.certainty import format_by_prior, format_likelihood, format_verdict
from eurostack_assess.report.wording.robustness import format_doubt, format_sensitivity
from eurostack_assess.report.wording.scores import (
    build_bar,
    build_number_cells,
    build_number_columns,
    build_scale_column,
)
from eurostack_assess.report.wording.statements import (
    format_source,
)
from eurostack_assess.report.wording.tones import AGREEMENT_TONES, VERDICT_TONES


@dataclass(frozen=True, kw_only=True)
class AssessmentStack(AssessmentVoice):
    """The stack layer by layer, findings of a workshop, and the parts outside the stack."""

    def stack(self) -> Iterator[Block]:
        """The layers as a table, with the reason for each verdict."""
        layers, thresholds = self.result.layers, self.result.framework.thresholds
        yield Heading(2, self.translate("report.stack"))
        yield self._layer_table(layers)
        yield from build_stack_shape(layers, thresholds, self.translate)
        yield from listing([self._verdict_reasons(layer) for layer in layers])
        yield from build_verdict_stability(layers, self.translate)
        ends = {key: self.translate.number(getattr(thresholds, key)) for key in ("attention", "strong")}
        level = self.translate("report.level-by-gates")
        if cuts := self.result.framework.cuts:
            level = self.translate(
                "report.level-by-cuts", cuts=self.translate.listing([self.translate.number(cut) for cut in cuts])
            )
        yield Paragraph(inline(TextSpan(self.translate("report.how-to-read", level=level, **ends), "muted")))

    def _layer_table(self, layers: Sequence[LayerResult]) -> TableBlock:
        columns = (
            Column(self.translate("column.layer")),
            build_scale_column(self.translate),
            *build_number_columns(self.translate),
            Column(self.translate("column.verdict")),
        )
        return TableBlock(columns, tuple(self._layer_row(layer) for layer in layers))

    def _layer_row(self, layer: LayerResult) -> tuple[Inline | Bar | None, ...]:
        return (
            inline(self.localise(layer.name)),
            build_bar(layer, self.result.framework.thresholds),
            *build_number_cells(layer, self.translate),
            inline(*self._verdict(layer)),
        )

    def _range(self, low: float | None, high: float | None) -> Inline | None:
        return inline(self._interval(low, high)) if low is not None else None

    def _verdict(self, layer: LayerResult) -> Iterator[TextSpan]:
        yield format_verdict(layer, self.translate)
        if layer.is_close_call:
            yield TextSpan(f", {self.translate('certainty.close-call')}")

    def _verdict_reasons(self, layer: LayerResult) -> ListEntry:
        """The verdict's ground, the questions that decided it, and what binds the level."""
        questions_by_id = {question.id: question for question in layer.questions}
        by = "known" if layer.ground == "interval" and layer.low == layer.high else layer.ground
        ground = self.translate(f"ground.{layer.verdict}-{by}")
        details = [self._question_label(questions_by_id[question]) for question in layer.decided_by]
        if layer.likelihood is not None:
            details.append(inline(TextSpan(format_likelihood(layer, layer.likelihood, self.translate), "strong")))
            if layer.likelihood.ruled_out:
                verdicts = [self.translate(f"verdict.{verdict}") for verdict in layer.likelihood.ruled_out]
                details.append(inline(self.translate("certainty.ruled-out", verdicts=self.translate.listing(verdicts))))
        if layer.prior_likelihood is not None and self.result.prior is not None:
            details.append(inline(format_by_prior(layer, layer.prior_likelihood, self.result.prior, self.translate)))
        if layer.is_close_call and layer.weights_agree is not None:
            share = self.translate.percent(layer.weights_agree)
            details.append(inline(TextSpan(self.translate("report.depends-on-weights", share=share), "bad")))
        if layer.level is not None and layer.level_uplift is not None:
            details.append(
                inline(
                    TextSpan(
                        self.translate(
                            "report.binding",
                            level=layer.level,
                            name=self._level_name(layer.level),
                            questions=self.translate.listing(list(layer.binding)),
                            n=len(layer.binding),
                            lifted=layer.level_uplift.all_questions,
                        ),
                        "muted",
                    )
                )
            )
        details += [inline(TextSpan(sentence, "muted")) for sentence in self._level_outlook(layer)]
        if layer.doubt is not None:
            details += format_doubt(layer.doubt, self.translate)
        if layer.sensitivity is not None:
            details.append(inline(format_sensitivity(layer.verdict, layer.sensitivity, self.translate)))
        if layer.score_not_applicable_as_0 is not None and layer.not_applicable is not None:
            details.append(
                inline(
                    self.translate(
                        "report.not-applicable-guard",
                        share=self.translate.percent(layer.not_applicable),
                        score=self.translate.number(layer.score_not_applicable_as_0),
                    )
                )
            )
        return ListEntry(inline(TextSpan(self.localise(layer.name), "strong"), ": ", ground), tuple(details))

    def _level_outlook(self, layer: LayerResult) -> Iterator[str]:
        """What the level would be without its weakest gating question, and what it probably is once all is known."""
        level, but_one = layer.level, layer.gates.level_but_one_low
        if level is not None and level == layer.level_low and but_one is not None and but_one > level:
            yield self.translate("report.level-but-one", level=but_one)
        if layer.certainty != "too_little" and layer.likelihood is not None and layer.likelihood.level_at_least:
            chances = [
                self.translate("report.level-chance", level=reached, share=self.translate.known(share))
                for reached, share in layer.likelihood.level_at_least.items()
            ]
            yield self.translate("report.level-chances", chances=self.translate.listing(chances))

    def _question_label(self, question: QuestionResult) -> Inline:
        return inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted", question.id))

    def findings(self) -> Iterator[Block]:
        """What the room said beside what was computed; left out where no session recorded anything."""
        layers = self.result.layers
        if not any(layer.finding for layer in layers):
            return
        yield Heading(2, self.translate("report.findings"))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.finding")),
            Column(self.translate("column.computed")),
            Column(self.translate("column.range"), "right"),
            Column(self.translate("column.coverage"), "right"),
            Column(self.translate("column.agreement")),
        )
        yield TableBlock(columns, tuple(self._finding_row(layer) for layer in layers))
        sources = dict.fromkeys(layer.finding.source for layer in layers if layer.finding and layer.finding.source)
        for source in sources:
            yield from (Paragraph(line) for line in format_source(source, None, self.translate))
        if any(layer.agreement not in ("agrees", "no_finding") for layer in layers):
            yield Paragraph(inline(self.translate("report.findings-note")))

    def _finding_row(self, layer: LayerResult) -> tuple[Inline | None, ...]:
        found = self.translate("report.no-finding")
        tone: Tone = "muted"
        if layer.finding is not None:
            found, tone = (
                self.translate(f"verdict.{layer.finding.verdict}"),
                VERDICT_TONES.get(layer.finding.verdict, "plain"),
            )
        agreement = self.translate(f"agreement.{layer.agreement}")
        return (
            inline(self.localise(layer.name)),
            inline(TextSpan(found, tone)),
            inline(*self._verdict(layer)),
            self._range(layer.low, layer.high),
            inline(self.translate.known(layer.coverage)) if layer.coverage is not None else None,
            inline(TextSpan(agreement, AGREEMENT_TONES.get(layer.agreement, "plain"))),
        )

    def parts(self, key: str, parts: Sequence[LayerResult]) -> Iterator[Block]:
        """Parts outside the stack: enablers, or lenses."""
        if not parts:
            return
        yield Heading(2, self.translate(f"report.{key}"))
        yield Paragraph(inline(TextSpan(self.translate("report.beside-note"), "muted")))
        yield self._layer_table(parts)
        yield from listing([self._verdict_reasons(part) for part in parts])
        for part in parts:
            yield from self._part_gaps(part)

    def _part_gaps(self, part: LayerResult) -> Iterator[Block]:
        """What is furthest from its target in a part outside the stack."""
        if not part.gaps:
            return
        questions_by_id = {question.id: question for question in part.questions}
        yield Heading(3, self.translate("report.gaps-of", name=self.localise(part.name)))
        yield from listing(
            [
                self._gap(questions_by_id[gap], part, self._shared_place(part.gap_ranks, place))
                for place, gap in enumerate(self.shown(part.gaps))
            ],
            numbered=True,
        )
        yield from self.truncation_note(part.gaps)

"""Annex: the grounds for each layer's verdict, what limits its level, and the parts outside the stack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.report.document import (
    Block,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.assessment.base import AssessmentVoice
from eurostack_assess.report.front.voice import begin
from eurostack_assess.report.wording.certainty import format_by_prior, format_likelihood, format_verdict
from eurostack_assess.report.wording.robustness import format_doubt, format_sensitivity
from eurostack_assess.report.wording.statements import format_source
from eurostack_assess.report.wording.tones import AGREEMENT_TONES

MAX_GAPS_NAMED = 3
"""Questions of a part outside the stack that are named."""


@dataclass(frozen=True, kw_only=True)
class AssessmentLayers(AssessmentVoice):
    """Layer by layer what the verdict rests on, what holds the level, and the parts outside the stack."""

    def layers(self) -> Iterator[Block]:
        """Every layer with its ground, how likely each verdict is, and what holds its level."""
        yield Heading(2, self.translate("report.stack"))
        yield from listing([self._entry(layer) for layer in self.result.layers])
        yield from self._overall()
        if any(layer.finding for layer in self.result.layers) and not self.is_brief:
            yield Paragraph(inline(TextSpan(self.translate("report.findings-note"), "muted")))

    def asked_for(self) -> Iterator[Block]:
        """What options asked for, by layer: likelihood by the answers of others, and the sensitivity of the verdict."""
        told = [(layer, [*self._by_prior(layer), *self._sensitivity(layer)]) for layer in self.result.layers]
        if any(sentences for _, sentences in told):
            yield Heading(2, self.translate("report.asked-for"))
        yield from listing(
            [
                ListEntry(inline(TextSpan(self.localise(layer.name), "strong")), tuple(sentences))
                for layer, sentences in told
                if sentences
            ]
        )

    def _by_prior(self, layer: LayerResult) -> Iterator[Inline]:
        if layer.prior_likelihood is not None and self.result.prior is not None:
            yield inline(format_by_prior(layer, layer.prior_likelihood, self.result.prior, self.translate))

    def _sensitivity(self, layer: LayerResult) -> Iterator[Inline]:
        if layer.sensitivity is not None:
            yield inline(format_sensitivity(layer.verdict, layer.sensitivity, self.translate))

    def _entry(self, layer: LayerResult) -> ListEntry:
        """The numbers, then the verdict's ground and everything that makes it more or less sure."""
        heading = inline(TextSpan(self.localise(layer.name), "strong"), f": {self._numbers(layer)}")
        return ListEntry(heading, tuple(self._details(layer)))

    def _numbers(self, layer: LayerResult) -> str:
        if layer.low is None or layer.high is None:
            return self.translate("ground.not_applicable-nothing_applies")
        score = "–" if layer.score is None else self.translate.number(layer.score)
        range_, known = self._interval(layer.low, layer.high), self.translate.known(layer.coverage or 0.0)
        if layer.low == layer.high:
            return self.translate("report.layer-number", score=range_, known=known)
        return self.translate("report.layer-numbers", score=score, range=range_, known=known)

    def _details(self, layer: LayerResult) -> Iterator[Inline]:
        if layer.verdict != "not_applicable":
            yield self._ground(layer)
        yield from self._likelihood(layer)
        if layer.is_close_call and layer.weights_agree is not None:
            share = self.translate.percent(layer.weights_agree)
            yield inline(TextSpan(self.translate("report.depends-on-weights", share=share), "bad"))
        yield from self._level(layer)
        if layer.doubt is not None:
            yield from format_doubt(layer.doubt, self.translate, is_brief=self.is_brief)
        yield from self._sensitivity(layer)
        if layer.score_not_applicable_as_0 is not None and layer.not_applicable is not None:
            yield inline(
                self.translate(
                    "report.not-applicable-guard",
                    share=self.translate.percent(layer.not_applicable),
                    score=self.translate.number(layer.score_not_applicable_as_0),
                )
            )
        yield from self._finding(layer)

    def _ground(self, layer: LayerResult) -> Inline:
        """Why the verdict is what it is, with the questions that decided it by name."""
        by = "known" if layer.ground == "interval" and layer.low == layer.high else layer.ground
        verdict, ground = format_verdict(layer, self.translate), self.translate(f"ground.{layer.verdict}-{by}")
        questions_by_id = {question.id: question for question in layer.questions}
        names = self._question_names([questions_by_id[id_] for id_ in layer.decided_by])
        lead = TextSpan(begin(verdict.text), verdict.tone)
        if not names:
            return inline(lead, ground)
        return inline(lead, f"{ground} ", *names, ".")

    def _likelihood(self, layer: LayerResult) -> Iterator[Inline]:
        if layer.likelihood is not None:
            words = format_likelihood(layer, layer.likelihood, self.translate)
            if layer.likelihood.ruled_out:
                verdicts = [self.translate(f"verdict.{verdict}") for verdict in layer.likelihood.ruled_out]
                words += f" {self.translate('certainty.ruled-out', verdicts=self.translate.listing(verdicts))}"
            yield inline(words)
        yield from self._by_prior(layer)

    def _level(self, layer: LayerResult) -> Iterator[Inline]:
        """What holds the level, what it would be without that, and what it probably is once all is known."""
        translate, level = self.translate, layer.level
        if level is not None and layer.level_uplift is not None:
            questions_by_id = {question.id: question for question in layer.questions}
            bound = translate(
                "report.binding",
                level=level,
                name=self._level_name(level),
                questions=translate.listing([self._question_name(questions_by_id[id_]) for id_ in layer.binding]),
                n=len(layer.binding),
                lifted=layer.level_uplift.all_questions,
            )
            yield inline(" ".join([bound, *self._level_outlook(layer)]))
        elif outlook := " ".join(self._level_outlook(layer)):
            yield inline(outlook)

    def _level_outlook(self, layer: LayerResult) -> Iterator[str]:
        level, but_one = layer.level, layer.gates.level_but_one_low
        if level is not None and level == layer.level_low and but_one is not None and but_one > level:
            yield self.translate("report.level-but-one", level=but_one)
        if layer.certainty != "too_little" and layer.likelihood is not None and layer.likelihood.level_at_least:
            chances = [
                self.translate("report.level-chance", level=reached, share=self.translate.known(share))
                for reached, share in layer.likelihood.level_at_least.items()
            ]
            yield self.translate("report.level-chances", chances=self.translate.listing(chances))

    def _finding(self, layer: LayerResult) -> Iterator[Inline]:
        """What the workshop found, in its words, and how the computation relates to it."""
        finding = layer.finding
        if finding is None:
            return
        words = self.localise(finding.text) if finding.text else self.translate(f"verdict.{finding.verdict}")
        agreement = self.translate(f"agreement.{layer.agreement}")
        yield inline(
            TextSpan(f"{self.translate('report.workshop')} ", "muted"),
            f"{self.translate('report.quoted', words=words)} ",
            TextSpan(f"({agreement})", AGREEMENT_TONES.get(layer.agreement, "plain")),
        )
        if finding.source and not self.is_brief:
            yield from format_source(finding.source, None, self.translate)

    def _overall(self) -> Iterator[Block]:
        """The stack as a whole: gates at their target, and its weakest links."""
        overall = self.result.overall
        if overall.score is None:
            yield Paragraph(inline(self.translate("report.overall-none")))
            return
        weakest = [self.localise(self.result.layer(layer).name) for layer in overall.weakest]
        yield Paragraph(inline(" ".join([*self._gates(), self._overall_level(weakest)])))

    def _gates(self) -> Iterator[str]:
        """How many gating questions are at their target, before the weakest of them."""
        gates = self.result.overall.gates
        if gates.gates:
            numbers = dict.fromkeys((gates.at_target_low, gates.at_target_high))
            yield self.translate("report.gates", n=gates.gates, at_target="–".join(map(str, numbers)))

    def _overall_level(self, weakest: list[str]) -> str:
        overall = self.result.overall
        unknown = [
            self.localise(layer.name)
            for layer in self.result.layers
            if layer.level is None and layer.level_low is not None
        ]
        if unknown and overall.level is not None:
            level_values = {"level": overall.level, "name": self._level_name(overall.level)}
            return self.translate(
                "report.weakest-unknown", n=len(unknown), unknown=self.translate.listing(unknown), **level_values
            )
        key = "report.weakest" if overall.level is None else "report.weakest-level"
        if len(weakest) == len(self.result.layers) > 1 and overall.level is not None:
            key = "report.all-at-level"
        values: dict[str, object] = {"layers": self.translate.listing(weakest), "n": len(weakest)}
        if overall.level is not None:
            values |= {"level": overall.level, "name": self._level_name(overall.level)}
        return self.translate(key, **values)

    def outside(self, key: str, parts: Sequence[LayerResult]) -> Iterator[Block]:
        """Parts outside the stack: enablers, or lenses; each in short, with what is furthest from its target."""
        if not parts:
            return
        yield Heading(2, self.translate(f"report.{key}"), starts_closed=True)
        yield Paragraph(inline(TextSpan(self.translate("report.beside-note"), "muted")))
        yield from listing([self._outside(part) for part in parts])
        if self.limit is None:
            for part in parts:
                yield from self._part_gaps(part)

    def _outside(self, part: LayerResult) -> ListEntry:
        entry = self._entry(part)
        decided_by_gaps = part.verdict != "undetermined" and {*part.decided_by} & {*part.gaps}
        if self.limit is None or not part.gaps or decided_by_gaps:
            return entry
        questions_by_id = {question.id: question for question in part.questions}
        furthest = [questions_by_id[gap] for gap in part.gaps[:MAX_GAPS_NAMED]]
        label = TextSpan(f"{self.translate('report.furthest')} ", "muted")
        return ListEntry(entry.text, (*entry.details, inline(label, *self._question_names(furthest), ".")))

    def _question_names(self, questions: Sequence[QuestionResult]) -> list[str | TextSpan]:
        """Names with links to the answers, as parts of a sentence."""
        parts: list[str | TextSpan] = []
        for place, question in enumerate(questions):
            joint = "" if not place else ", "
            parts += [joint, TextSpan(self._question_name(question), target_id=question.id)]
        return parts

    def _part_gaps(self, part: LayerResult) -> Iterator[Block]:
        """What is below its target in a part outside the stack."""
        if not part.gaps:
            return
        questions_by_id = {question.id: question for question in part.questions}
        yield Heading(3, self.translate("report.gaps-of", name=self.localise(part.name)))
        yield from listing(
            [
                self._gap(questions_by_id[gap], part, self._shared_place(part.gap_ranks, place))
                for place, gap in enumerate(part.gaps)
            ],
            numbered=True,
        )

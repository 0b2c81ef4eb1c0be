"""What is said of the whole stack in a few sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.report.document import (
    Block,
    Heading,
    Paragraph,
    TextSpan,
    inline,
)
from eurostack_assess.report.documents.assessment.base import AssessmentVoice
from eurostack_assess.report.wording.certainty import LIKELY_WORDS

MAX_LAYERS_NAMED = 3
"""Layers that the sentence names of a kind, before "and n more"."""


@dataclass(frozen=True, kw_only=True)
class AssessmentSummary(AssessmentVoice):
    """What is said of the whole stack in a few sentences."""

    def summary(self) -> Iterator[Block]:
        """Findings, verdicts and the weakest links, in a few sentences."""
        yield Heading(2, self.translate("report.sentence"))
        if found := " ".join(self._finding_sentences()):
            yield Paragraph(
                inline(TextSpan(self.translate("sentence.session"), "muted"), " ", TextSpan(found, "strong"))
            )
        computed = TextSpan(self.translate("sentence.computed"), "muted")
        yield Paragraph(inline(computed, " ", TextSpan(" ".join(self._summary_sentences()), "strong")))
        overall = self.result.overall
        if overall.score is None:
            yield Paragraph(inline(self.translate("report.overall-none")))
            return
        weakest = [self.localise(self.result.layer(layer).name) for layer in overall.weakest]
        yield Paragraph(
            inline(
                self.translate(
                    "report.overall-exact" if overall.low == overall.high else "report.overall",
                    score=self.translate.number(overall.score),
                    range=self._interval(overall.low, overall.high),
                    coverage=self.translate.known(overall.coverage or 0.0),
                ),
                " ",
                *self._gates(),
                self._overall_level(weakest),
            )
        )
        if not self.result.views:
            return
        from eurostack_assess.report.documents.views import format_view_summary

        yield from (
            Paragraph(inline(format_view_summary(view, self.translate))) for view in self.result.views if view.editions
        )

    def _gates(self) -> Iterator[str]:
        """How many gating questions are at their target, before the weakest of them."""
        gates = self.result.overall.gates
        if not gates.gates:
            return
        numbers = dict.fromkeys((gates.at_target_low, gates.at_target_high))
        at_target = self.translate("report.gates", n=gates.gates, at_target="–".join(map(str, numbers)))
        yield f"{at_target} "

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

    def _finding_sentences(self) -> Iterator[str]:
        """What the session found, in the order of the stack; nothing where none was recorded."""
        for verdict in ("strong", "attention"):
            found = [layer for layer in self.result.layers if layer.finding and layer.finding.verdict == verdict]
            if found:
                yield self.translate(
                    f"sentence.{verdict}", layers=self.translate.listing([self.localise(layer.name) for layer in found])
                )

    def _summary_sentences(self) -> Iterator[str]:
        summary, thresholds = self.result.summary, self.result.framework.thresholds
        if summary.strong:
            yield self.translate("sentence.strong", layers=self._layer_names(summary.strong))
        elif summary.relatively_best:
            best = self.result.layer(summary.relatively_best)
            yield self.translate(
                "sentence.none-strong",
                threshold=self.translate.number(thresholds.strong),
                layer=self.localise(best.name),
                low=self._low_end(best),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.translate("sentence.no-strong", threshold=self.translate.number(thresholds.strong))
        if summary.attention:
            yield self.translate("sentence.attention", layers=self._layer_names(summary.attention))
        elif summary.relatively_lowest:
            lowest = self.result.layer(summary.relatively_lowest)
            yield self.translate(
                "sentence.none-attention",
                threshold=self.translate.number(thresholds.attention),
                layer=self.localise(lowest.name),
                low=self._low_end(lowest),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.translate("sentence.no-attention", threshold=self.translate.number(thresholds.attention))
        yield from self._likely_sentences()
        if len(summary.no_verdict) == len(self.result.layers):
            yield self.translate("sentence.no-verdict-at-all")
        elif summary.no_verdict:
            yield self.translate(
                "sentence.no-verdict", layers=self._layer_names(summary.no_verdict), n=len(summary.no_verdict)
            )

    def _likely_sentences(self) -> Iterator[str]:
        """What is very likely, then what is likely; of each, strong first."""
        summary = self.result.summary
        likely = {
            "strong": summary.likely_strong,
            "middle": summary.likely_middle,
            "attention": summary.likely_attention,
        }
        for certainty in LIKELY_WORDS:
            for verdict, layers in likely.items():
                if alike := [layer for layer in layers if self.result.layer(layer).certainty == certainty]:
                    yield self.translate(f"sentence.{certainty}-{verdict}", layers=self._layer_names(alike))

    def _low_end(self, layer: LayerResult) -> str:
        """What a layer's score is at least, or just is."""
        if layer.low == layer.high:
            return self._interval(layer.low, layer.high)
        return self.translate("sentence.at-least", low=self.translate.at_least(layer.low or 0.0))

    def _layer_names(self, layers: Sequence[str]) -> str:
        """At most four layers, each with its interval and coverage; of five and more three, and how many others."""
        left_out = len(layers) - MAX_LAYERS_NAMED if len(layers) > MAX_LAYERS_NAMED + 1 else 0
        layer_texts = [
            self._layer_with_interval(self.result.layer(layer)) for layer in layers[: len(layers) - left_out]
        ]
        if left_out:
            layer_texts.append(self.translate("sentence.more", n=left_out))
        return self.translate.listing(layer_texts)

    def _layer_with_interval(self, layer: LayerResult) -> str:
        if layer.low is None or layer.coverage is None:
            return self.localise(layer.name)
        return self.translate(
            "sentence.layer",
            layer=self.localise(layer.name),
            range=self._interval(layer.low, layer.high),
            coverage=self.translate.known(layer.coverage),
        )

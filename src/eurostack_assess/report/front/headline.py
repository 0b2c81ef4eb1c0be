"""The conclusion in one sentence, and the sentences below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, Certainty
from eurostack_assess.report.document import Inline, TextSpan, inline
from eurostack_assess.report.front.conclusions import conclude_layer, group_layers
from eurostack_assess.report.front.voice import FrontVoice, begin

Groups = Mapping[Certainty, Sequence[LayerResult]]
"""Layers by how sure it is what is concluded of them, the surest first."""


def _members(groups: Groups) -> list[LayerResult]:
    return [layer for layers in groups.values() for layer in layers]


@dataclass(frozen=True, kw_only=True)
class Headline(FrontVoice):
    """The conclusion in one sentence, and the sentences below it."""

    result: Assessment

    @property
    def _layers(self) -> list[LayerResult]:
        """Those of which something applies."""
        return [layer for layer in self.result.layers if layer.verdict != "not_applicable"]

    def headline(self) -> str:
        """What is strong and what needs more attention; no surer than the least sure verdict in it."""
        translate, layers = self.translate, self._layers
        strong, attention, middle = (
            group_layers(layers, verdict) for verdict in ("strong", "attention", "middle")
        )  # fmt: skip
        questions = [question for layer in layers for question in layer.questions if question.counts]
        if not any(question.is_known for question in questions):
            return translate("front.headline-nothing", open=len(questions), all=len(questions))
        if strong and attention:
            return translate(
                "front.headline-strong-and-attention",
                strong=begin(self._part("strong", strong)),
                attention=self._part("attention", attention),
            )
        if strong:
            return self._strong_alone(strong)
        if attention:
            return self._attention_alone(attention)
        if middle and len(_members(middle)) == len(layers) and list(middle) == ["certain"]:
            return translate("front.headline-all-middle")
        if middle:
            open_layers = self.short_names(_members(group_layers(layers, None)))
            clause = translate.listing(list(self._middle(middle)))
            key = "front.headline-middle" if open_layers else "front.headline-middle-all"
            return translate(key, middle=clause, open=open_layers)
        return translate("front.headline-open")

    def _strong_alone(self, strong: Groups) -> str:
        """Something is strong, and nothing needs more attention."""
        clause, open_layers = begin(self._part("strong", strong)), _members(group_layers(self._layers, None))
        if len(_members(strong)) == len(self._layers):
            return self.translate("front.headline-all-strong", strong=clause)
        if open_layers:
            return self.translate("front.headline-strong-and-open", strong=clause, open=self.short_names(open_layers))
        return self.translate("front.headline-strong", strong=clause)

    def _attention_alone(self, attention: Groups) -> str:
        """Nothing is strong, and something needs more attention."""
        translate, layers = self.translate, self._layers
        if len(_members(attention)) == len(layers) > 1:
            words = {"layers": translate.count_word(len(layers))}
            least_sure = list(attention)[-1]
            if least_sure == "certain":
                return translate("front.headline-all-attention", **words)
            return translate("front.headline-all-likely-attention", likely=self._word(least_sure), **words)
        is_strong_possible = any(layer.likelihood and "strong" not in layer.likelihood.ruled_out for layer in layers)
        key = "front.headline-attention" if is_strong_possible else "front.headline-none-strong"
        return translate(key, attention=self._part("attention", attention))

    def _word(self, certainty: Certainty) -> str:
        return self.translate(f"front.word-{certainty}")

    def _part(self, verdict: str, groups: Groups) -> str:
        """Of which layers it is concluded: those of which it is certain, and those of which it is likely."""
        certain, likely = groups.get("certain", []), [*groups.get("very_likely", []), *groups.get("likely", [])]
        if not likely:
            return self.translate(f"front.{verdict}-certain", layers=self.short_names(certain))
        word = self._word("likely" if "likely" in groups else "very_likely")
        if not certain:
            return self.translate(f"front.{verdict}-likely", likely=word, layers=self.short_names(likely))
        return self.translate(
            f"front.{verdict}-both", likely=word, layers=self.short_names(certain), others=self.short_names(likely)
        )

    def _middle(self, middle: Groups) -> Iterator[str]:
        for certainty, layers in middle.items():
            yield self.translate(f"front.middle-{certainty}", n=len(layers), layers=self.short_names(layers))

    def standfirst(self) -> Iterator[Inline]:
        """At most two paragraphs: the other conclusions, and how they relate to what a workshop found."""
        if said := " ".join(self._conclusions()):
            yield inline(said)
        if found := " ".join(self._workshop()):
            yield inline(TextSpan(found))

    def _conclusions(self) -> Iterator[str]:
        translate, layers = self.translate, self._layers
        attention, middle = group_layers(layers, "attention"), group_layers(layers, "middle")
        open_layers = _members(group_layers(layers, None))
        others_strong = group_layers(layers, "strong")
        if not others_strong and len(_members(attention)) == len(layers) and len(attention) > 1:
            parts = [
                translate(f"front.how-sure-{certainty}", layers=self.short_names(alike))
                for certainty, alike in attention.items()
            ]
            yield translate("front.how-sure", parts=translate.listing(parts))
        if middle and (others_strong or attention):
            yield f"{begin(translate.listing(list(self._middle(middle))))}."
        if open_layers and attention:
            yield translate("front.open", n=len(open_layers), layers=self.short_names(open_layers))
        deciding = [layer for layer in open_layers if self._has_deciding_answer(layer)]
        if deciding:
            yield translate("front.one-answer", n=len(deciding), layers=self.short_names(deciding))
        for lens in self.result.lenses:
            yield translate("front.lens", lens=self.localise(lens.name), verdict=self._verdict_in_words(lens))
        drop_out = self.result.exposure.drop_out if self.result.exposure else None
        if drop_out is not None and drop_out.fates["stops"]:
            yield translate(
                "front.stops",
                n=drop_out.fates["stops"],
                services=sum(drop_out.fates.values()),
                country=self.country(drop_out.country, drop_out.name),
            )

    @staticmethod
    def _has_deciding_answer(layer: LayerResult) -> bool:
        """Whether one answer alone, whatever it is, makes the verdict certain."""
        return any(question.decides == 1 for question in layer.questions)

    def _verdict_in_words(self, layer: LayerResult) -> str:
        conclusion = conclude_layer(layer)
        if conclusion.verdict is None:
            return self.translate("verdict.undetermined")
        word = self.translate(f"verdict.{conclusion.verdict}")
        if conclusion.certainty == "certain":
            return word
        return self.translate(f"certainty.{conclusion.certainty}", verdict=word)

    @staticmethod
    def _relate(layer: LayerResult) -> str:
        """How what the workshop found relates to the computation."""
        if layer.agreement == "undecided":
            return "undecided"
        return "agrees" if layer.agreement in ("agrees", "likely_agrees") else "differs"

    def _workshop(self) -> Iterator[str]:
        """What the workshop found, and how the computation relates to it."""
        found = [layer for layer in self.result.layers if layer.finding is not None]
        if not found:
            return
        clauses = [
            self.translate(f"front.workshop-{verdict}", layers=self.short_names(alike))
            for verdict in FINDING_VERDICTS
            if (alike := [layer for layer in found if layer.finding and layer.finding.verdict == verdict])
        ]
        yield self.translate("front.workshop", found="; ".join(clauses))
        related = {layer.id: self._relate(layer) for layer in found}
        parts = [
            self.translate(f"front.computed-{relation}", layers=self.short_names(alike))
            for relation in ("agrees", "undecided", "differs")
            if (alike := [layer for layer in found if related[layer.id] == relation])
        ]
        if parts:
            yield self.translate("front.computed", parts=self.translate.listing(parts))

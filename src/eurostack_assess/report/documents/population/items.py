"""Item analysis in a benchmark: whether the questions of a layer belong together."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.item_analysis import LayerItems, QuestionItems
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.population.base import PopulationVoice


@dataclass(frozen=True, kw_only=True)
class PopulationItems(PopulationVoice):
    """Whether the questions of a layer belong together."""

    def items(self) -> Iterator[Block]:
        """The coefficients of each layer, and of each question in it; left out unless asked for."""
        layers = self.result.items
        if not layers:
            return
        yield Heading(2, self.translate("items.title"))
        keys = ("rows", "alpha", "scalability", "strength")
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"items.{key}"), "right") for key in keys),
        )
        yield TableBlock(columns, tuple(self._layer_row(layer) for layer in layers))
        yield Paragraph(inline(TextSpan(self.translate("items.how-to-read"), "muted")))
        for layer in layers:
            if layer.questions:
                yield Heading(3, self.localise(self.result.layers[layer.layer]))
                yield from listing([self._question(question) for question in layer.questions])

    def _layer_row(self, layer: LayerItems) -> tuple[Inline | None, ...]:
        strength = self.translate(f"items.strength-{layer.strength}") if layer.strength else None
        return (
            inline(self.localise(self.result.layers[layer.layer])),
            inline(str(layer.rows)),
            self._coefficient(layer.alpha),
            self._coefficient(layer.scalability),
            inline(strength) if strength else None,
        )

    def _coefficient(self, value: float | None) -> Inline | None:
        return None if value is None else inline(self.translate.number(value, 2))

    def _question(self, question: QuestionItems) -> ListEntry:
        ask = self.localise(self.result.question_texts[question.question])
        label = inline(TextSpan(ask, "strong"), TextSpan(f" [{question.question}]", "muted"))
        if question.scalability is None or question.item_rest is None:
            return ListEntry(label, (inline(self.translate("items.does-not-vary")),))
        numbers = {
            "scalability": self.translate.number(question.scalability, 2),
            "item_rest": self.translate.number(question.item_rest, 2),
        }
        details = [inline(self.translate("items.of-question", **numbers))]
        if question.is_flagged:
            details.append(inline(TextSpan(self.translate("items.flagged"), "bad")))
        if question.falls:
            details.append(inline(TextSpan(self.translate("items.falls", n=question.falls), "bad")))
        return ListEntry(label, tuple(details))

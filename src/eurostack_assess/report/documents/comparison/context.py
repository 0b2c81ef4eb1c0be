"""The context of the answers: findings, exposure, facts and public figures of each party."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    IndicatorComparison,
    PartyLayerResult,
)
from eurostack_assess.model.profile import Indicator
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.comparison.base import (
    ComparisonVoice,
)
from eurostack_assess.report.wording.statements import (
    format_figure,
    format_figure_notes,
    format_statements,
)
from eurostack_assess.report.wording.tones import VERDICT_TONES


@dataclass(frozen=True, kw_only=True)
class ComparisonContext(ComparisonVoice):
    """What surrounds the answers: findings, exposure, facts and public figures of each party."""

    def findings(self) -> Iterator[Block]:
        """What each session said of each layer; left out where nobody recorded anything."""
        layers = self.result.layers
        if not any(party_result.finding for layer in layers for party_result in layer.results):
            return
        yield Heading(2, self.translate("compare.findings"))
        columns = (Column(self.translate("column.layer")), *(Column(name) for name in self.names))
        yield TableBlock(
            columns,
            tuple(
                (inline(self.localise(layer.name)), *(self._finding(party_result) for party_result in layer.results))
                for layer in layers
            ),
        )

    def _finding(self, numbers: PartyLayerResult) -> Inline:
        if numbers.finding is None:
            return inline(TextSpan(self.translate("compare.no-finding"), "muted"))
        return inline(
            TextSpan(self.translate(f"verdict.{numbers.finding}"), VERDICT_TONES.get(numbers.finding, "plain"))
        )

    def exposure(self) -> Iterator[Block]:
        """How exposed the services in use are; left out where nobody has any on record."""
        if not any(party_result.exposed for party_result in self.result.overall):
            return
        yield Heading(2, self.translate("compare.exposure"))
        yield self.explanation("compare.exposure-note")
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        numbers_by_layer = self._numbers_by_layer()
        rows = tuple(
            (inline(name), *(self._exposure_range(party_result) for party_result in numbers))
            for name, numbers in numbers_by_layer
        )
        yield TableBlock(columns, rows)

    def _exposure_range(self, numbers: PartyLayerResult) -> Inline | None:
        return inline(self.translate.shares(numbers.exposed.low, numbers.exposed.high)) if numbers.exposed else None

    def facts(self) -> Iterator[Block]:
        """Facts and bottlenecks of each, with their sources; of one subject those of its last date only."""
        parties = self.result.parties
        reported_parties = parties[-1:] if self.result.same_subject else parties
        if not any(party.facts or party.bottlenecks for party in reported_parties):
            return
        yield Heading(2, self.translate("compare.facts"), starts_closed=True)
        for party in reported_parties:
            for key, statements in (("facts-of", party.facts), ("bottlenecks-of", party.bottlenecks)):
                if statements:
                    yield Heading(3, self.translate(f"compare.{key}", name=party.label))
                    yield from format_statements(statements, self.translate)

    def indicators(self) -> Iterator[Block]:
        """Public figures side by side, each with its year and area."""
        if not self.result.indicators:
            return
        yield Heading(2, self.translate("compare.indicators"), starts_closed=True)
        yield self.explanation("compare.indicators-note")
        shared = [
            indicator
            for indicator in self.result.indicators
            if sum(value is not None for value in indicator.values) > 1
        ]
        shown = self.result.indicators if self.limit is None else shared
        yield from listing([self._indicator_entry(indicator) for indicator in shown])
        if len(shown) < len(self.result.indicators):
            yield self.explanation("compare.one-has", n=len(self.result.indicators) - len(shown))

    def _indicator_entry(self, indicator: IndicatorComparison) -> ListEntry:
        """One figure of everybody; the same national figure stands once."""
        name = inline(TextSpan(self.localise(indicator.name), "strong"))
        first = indicator.values[0]
        if first is not None and all(value == first for value in indicator.values):
            text = self.translate(
                "compare.answer", name=self.all_parties_word.capitalize(), answer=format_figure(first, self.translate)
            )
            return ListEntry(name, (inline(text), *format_figure_notes(first, self.translate)))
        pairs = zip(self.names, indicator.values, strict=True)
        details = [line for name, value in pairs for line in self._value(name, value)]
        if sum(value is not None for value in indicator.values) > 1 and not indicator.same_basis:
            details.append(inline(TextSpan(self.translate("compare.other-basis"), "bad")))
        if indicator.is_national:
            details.append(inline(TextSpan(self.translate("compare.national"), "muted")))
        return ListEntry(name, tuple(details))

    def _value(self, name: str, value: Indicator | None) -> Iterator[Inline]:
        if value is None:
            yield inline(
                TextSpan(self.translate("compare.answer", name=name, answer=self.translate("compare.nothing")), "muted")
            )
            return
        yield inline(self.translate("compare.answer", name=name, answer=format_figure(value, self.translate)))
        yield from format_figure_notes(value, self.translate)

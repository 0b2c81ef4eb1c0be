"""The comparison in a few sentences: what differs, and whether the differences can be trusted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    LayerComparison,
    Pair,
    PartyAnswer,
)
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
from eurostack_assess.report.documents.comparison.base import ComparisonVoice
from eurostack_assess.report.wording.outcomes import HIGHER_OUTCOMES, PAIR, PAIR_OUTCOMES, find_outcome, order_pair

UNVERIFIED_TEXT_KEYS = {"common_knowledge": "common_knowledge", "uncertain": "uncertain", None: "unstated"}
"""How sure an answer is that nobody looked up, with the text that says so."""

MAX_DECIDING_QUESTIONS = 2
"""Questions named in short as what makes a difference."""


@dataclass(frozen=True, kw_only=True)
class ComparisonInShort(ComparisonVoice):
    """What differs and whether that can be trusted, in a few sentences."""

    def summary(self) -> Iterator[Block]:
        """One sentence for each thing that is said, of all the layers of which it is."""
        yield Heading(2, self.translate("compare.in-short"))
        said: dict[tuple[int, int, int], list[tuple[LayerComparison, Pair]]] = {}
        of_two = len(self.names) == PAIR
        for layer in self.result.layers:
            for pair in (pair for pair in layer.pairs if of_two or find_outcome(pair) in HIGHER_OUTCOMES):
                said.setdefault((PAIR_OUTCOMES.index(find_outcome(pair)), *order_pair(pair)), []).append((layer, pair))
        yield from listing([self._summary_entry(PAIR_OUTCOMES[key[0]], *key[1:], said[key]) for key in sorted(said)])
        if not said:
            yield Paragraph(inline(self.translate("compare.none-higher")))
        left_out = sorted({id_ for layer in self.result.layers for pair in layer.pairs for id_ in pair.left_out})
        if left_out:
            questions = self.translate.listing(left_out)
            yield Paragraph(inline(self.translate("compare.left-out-national", n=len(left_out), questions=questions)))
        if self.result.national_conflicts:
            questions = self.translate.listing(list(self.result.national_conflicts))
            yield Paragraph(inline(TextSpan(self.translate("compare.national-conflict", questions=questions), "bad")))
        about = TextSpan(f"{self.translate('compare.over-stack')} ", "muted")
        told = [pair for pair in self.result.overall_pairs if of_two or find_outcome(pair) in HIGHER_OUTCOMES]
        overall = [inline(about, " ".join(self._statement(pair))) for pair in told]
        yield from [Paragraph(overall[0])] if len(overall) == 1 else listing([ListEntry(line) for line in overall])

    def _summary_entry(
        self, short: str, first: int, second: int, layer_pairs: Sequence[tuple[LayerComparison, Pair]]
    ) -> ListEntry:
        """What is said of two parties in some layers; where one is higher, also on what grounds and by what."""
        layer_names = self.translate.listing([self.localise(layer.name) for layer, _ in layer_pairs])
        if short in HIGHER_OUTCOMES:
            names = {"higher": self.names[first], "lower": self.names[second]}
            key = f"compare.{self._direction(layer_pairs[0][1])}-short-{short}"
            sentence = self.translate(key, **names, layers=layer_names)
            return ListEntry(
                inline(TextSpan(sentence, "strong")),
                tuple(line for layer_pair in layer_pairs for line in self._grounds(*layer_pair)),
            )
        both = self.translate.listing([self.names[first], self.names[second]])
        return ListEntry(inline(self.translate(f"compare.short-{short}", pair=both, layers=layer_names)))

    def _grounds(self, layer: LayerComparison, pair: Pair) -> Iterator[Inline]:
        about = f"{self.localise(layer.name)}: " if len(self.result.layers) > 1 else ""
        yield inline(TextSpan(about, "muted"), " ".join(self._statement(pair)))
        questions_by_id = {compared.id: compared for compared in layer.questions}
        for id_ in pair.decided_by[:MAX_DECIDING_QUESTIONS]:
            compared = questions_by_id.get(id_)  # not there where only an edition older than the newest of all has it
            question = self.localise(compared.ask) if compared else id_
            yield inline(TextSpan(self.translate("compare.by", question=question), "muted"))
            if compared:
                yield from self._confidence_caveats(
                    {self.names[party]: compared.answers[party] for party in (pair.first, pair.second)}
                )

    def _confidence_caveats(self, answers: Mapping[str, PartyAnswer]) -> Iterator[Inline]:
        """Which of the answers nobody looked up, each kind in one sentence."""
        for confidence, key in UNVERIFIED_TEXT_KEYS.items():
            names = [name for name, answer in answers.items() if answer.confidence == confidence]
            if names:
                caveat = self.translate(f"compare.unsure-{key}", n=len(names), names=self.translate.listing(names))
                yield inline(TextSpan(caveat, "bad"))

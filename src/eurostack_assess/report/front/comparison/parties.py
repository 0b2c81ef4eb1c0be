"""The first page of a comparison of three parties or more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    LayerComparison,
    Pair,
)
from eurostack_assess.report.document import (
    PARTY_LETTERS,
    CertaintyGrade,
    FrontSection,
    Inline,
    StackRow,
    inline,
)
from eurostack_assess.report.front.comparison.base import (
    ComparisonFront,
)
from eurostack_assess.report.front.voice import begin
from eurostack_assess.report.wording.outcomes import (
    HIGHER_OUTCOMES,
    PAIR_OUTCOMES,
    PairOutcome,
    find_outcome,
    order_pair,
)


@dataclass(frozen=True, kw_only=True)
class PartiesFront(ComparisonFront):
    """Three parties or more."""

    def _orders(self, pairs: Sequence[Pair]) -> list[tuple[int, int, PairOutcome]]:
        """Who is called higher than whom, and how surely; the surest first."""
        found = [(*order_pair(pair), find_outcome(pair)) for pair in pairs if pair.higher_party is not None]
        return sorted(found, key=lambda order: PAIR_OUTCOMES.index(order[2]))

    def _highest(self, pairs: Sequence[Pair]) -> tuple[int, PairOutcome] | None:
        """Who is called higher than every other, as surely as the least sure of these; None: nobody."""
        orders = self._orders(pairs)
        for place in range(len(self.names)):
            above = [order for order in orders if order[0] == place]
            if len({order[1] for order in above}) == len(self.names) - 1:
                return place, above[-1][2]
        return None

    def headline(self) -> str:
        """Who is higher where; nothing that is less likely than the words say."""
        groups: dict[tuple[PairOutcome, int], list[LayerComparison]] = {}
        for layer in self.result.layers:
            highest = self._highest(layer.pairs)
            if highest is not None:
                groups.setdefault((highest[1], highest[0]), []).append(layer)
        if not groups:
            return self.translate("front-compare.headline-no-highest")
        parts = [
            self.translate(
                f"front-compare.headline-highest-{outcome}", highest=self.names[place], layers=self.short_names(layers)
            )
            for (outcome, place), layers in sorted(groups.items(), key=lambda item: PAIR_OUTCOMES.index(item[0][0]))
        ]
        return f"{begin('; '.join(parts))}."

    def standfirst(self) -> Iterator[Inline]:
        """What is said of the other layers, and of the whole stack."""
        yield inline(self.translate("front-compare.parties", parties=self._legend()))
        found: Mapping[PairOutcome, int] = {
            outcome: sum(find_outcome(pair) == outcome for layer in self.result.layers for pair in layer.pairs)
            for outcome in PAIR_OUTCOMES
        }
        decided, every = sum(found[outcome] for outcome in HIGHER_OUTCOMES), sum(found.values())
        yield inline(self.translate("front-compare.pairs", decided=decided, of=every, open=found["too-little"]))

    def _legend(self) -> str:
        return ", ".join(
            self.translate("front-compare.party", letter=letter, name=name)
            for letter, name in zip(PARTY_LETTERS, self.names, strict=False)
        )

    def outcome_overall(self) -> str:
        """What is said of the whole stack."""
        highest = self._highest(self.result.overall_pairs)
        if highest is None:
            return self.translate("front-compare.highest-none")
        return self._format_highest(highest)

    def _format_highest(self, highest: tuple[int, PairOutcome]) -> str:
        return self.translate("front-compare.highest", letter=PARTY_LETTERS[highest[0]])

    def number_columns(self) -> Sequence[str]:
        """Titles of the columns with numbers."""
        return list(PARTY_LETTERS[: len(self.names)])

    def build_row(self, layer: LayerComparison) -> StackRow:
        """A layer with everybody's score and what is said of them."""
        highest = self._highest(layer.pairs)
        verdict = self._format_highest(highest) if highest else self.translate("front-compare.highest-none")
        grade: CertaintyGrade = "open"
        certainty = ""
        if highest is not None:
            grade = "certain" if highest[1] == "higher" else "likely"
            certainty = (
                self.translate("front-compare.settled")
                if highest[1] == "higher"
                else self.translate(f"front.word-{highest[1]}")
            )
        reason = self._format_orders(layer.pairs, highest[0] if highest else None)
        parts = [verdict, *([certainty] if certainty else [])]
        sentence = f"{', '.join(parts)}{f'; {reason}' if reason else ''}."
        figures = self.figures(layer.results)
        return StackRow(
            name=self.localise(layer.name),
            figures=figures,
            numbers=tuple(figure.score for figure in figures),
            level_words="",
            sign="first" if highest else "open",
            grade=grade,
            verdict=verdict,
            certainty=certainty,
            reason=f"{begin(reason)}." if reason else "",
            sentence=sentence,
        )

    def _format_orders(self, pairs: Sequence[Pair], highest: int | None) -> str:
        """Who else is called higher than whom."""
        orders = []
        for higher, lower, outcome in self._orders(pairs):
            if higher == highest:
                continue
            letters = {"higher": PARTY_LETTERS[higher], "lower": PARTY_LETTERS[lower]}
            if outcome == "higher":
                orders.append(self.translate("front-compare.order", **letters))
            else:
                orders.append(
                    self.translate(
                        "front-compare.order-likely", word=self.translate(f"front.word-{outcome}"), **letters
                    )
                )
        return ", ".join(orders)

    def sections(self) -> Iterator[FrontSection]:
        """The sections below the stack."""
        yield self.find_out_first()
        yield from self.learn()

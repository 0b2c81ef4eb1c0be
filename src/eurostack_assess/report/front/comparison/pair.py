"""The first page of a comparison of two parties, or of one on two dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import UNSURE
from eurostack_assess.model.comparison import (
    LayerComparison,
    Pair,
    QuestionComparison,
)
from eurostack_assess.report.document import (
    PARTY_LETTERS,
    CertaintyGrade,
    FrontSection,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    Sign,
    StackRow,
    TextSpan,
    inline,
)
from eurostack_assess.report.front.comparison.base import (
    MAX_WHY,
    MOST_KEPT,
    ComparisonFront,
)
from eurostack_assess.report.front.voice import begin
from eurostack_assess.report.wording.answers import format_possible
from eurostack_assess.report.wording.outcomes import HIGHER_OUTCOMES, PAIR_OUTCOMES, PairOutcome, find_outcome


@dataclass(frozen=True, kw_only=True)
class PairFront(ComparisonFront):
    """Two parties, or two dates of one."""

    @property
    def _pairs(self) -> list[tuple[LayerComparison, Pair]]:
        return [(layer, layer.pairs[0]) for layer in self.result.layers]

    def _direction(self, pair: Pair) -> str:
        """Of one subject on two dates whether it went up or down; of two nothing."""
        if not self.result.same_subject:
            return ""
        return "up" if pair.higher_party == pair.second else "down"

    def headline(self) -> str:
        """Who is higher where; nothing that is less likely than the words say."""
        groups: dict[int, dict[PairOutcome, list[LayerComparison]]] = {}
        for layer, pair in sorted(self._pairs, key=lambda found: PAIR_OUTCOMES.index(find_outcome(found[1]))):
            if pair.higher_party is not None:
                groups.setdefault(pair.higher_party, {}).setdefault(find_outcome(pair), []).append(layer)
        if not groups:
            if all(pair.standing == "equal" for _, pair in self._pairs):
                return self.translate("front-compare.headline-equal")
            if self.result.same_subject:
                return self.translate("front-compare.headline-none-trend")
            return self.translate("front-compare.headline-none")
        return f"{begin('; '.join(self._say_higher(higher, found) for higher, found in groups.items()))}."

    def _say_higher(self, higher: int, found: Mapping[PairOutcome, Sequence[LayerComparison]]) -> str:
        """Where a party is higher: the layers of which that is settled, and those of which it is likely."""
        kind = "" if not self.result.same_subject else "up-" if higher else "down-"
        certain, likely = (
            found.get("higher", []),
            [layer for word in HIGHER_OUTCOMES[1:] for layer in found.get(word, [])],
        )
        values = {"higher": self.names[higher], "layers": self.short_names(certain or likely)}
        least_sure = next(word for word in reversed(PAIR_OUTCOMES) if word in found)
        if not (certain and likely):
            return self.translate(f"front-compare.headline-part-{kind}{least_sure}", **values)
        word = self.translate(f"front.word-{least_sure}")
        return self.translate(
            f"front-compare.headline-part-{kind}both", word=word, others=self.short_names(likely), **values
        )

    def standfirst(self) -> Iterator[Inline]:
        """What is said of the other layers, and of the whole stack."""
        said = []
        for outcome in PAIR_OUTCOMES[len(HIGHER_OUTCOMES) :]:
            layers = [layer for layer, pair in self._pairs if find_outcome(pair) == outcome]
            if (layers and len(layers) < len(self._pairs)) or (layers and outcome != "equal"):
                said.append(
                    self.translate(f"front-compare.some-{outcome}", n=len(layers), layers=self.short_names(layers))
                )
        said.append(self.translate("front-compare.overall", outcome=self.outcome_overall()))
        yield inline(" ".join(said))

    def outcome_overall(self) -> str:
        """What is said of the whole stack."""
        verdict, certainty, _, _ = self._judge(self.result.overall_pairs[0])
        words = f"{verdict[:1].lower()}{verdict[1:]}" if verdict[1:2].islower() else verdict
        return f"{words}, {certainty}" if certainty else words

    def number_columns(self) -> Sequence[str]:
        """Titles of the columns with numbers."""
        return [
            self.translate("front-compare.party", letter=letter, name=name)[:1]
            for letter, name in zip(PARTY_LETTERS, self.names, strict=False)
        ]

    def build_row(self, layer: LayerComparison) -> StackRow:
        """A layer with everybody's score and what is said of them."""
        pair = layer.pairs[0]
        verdict, certainty, sign, grade = self._judge(pair)
        reason = "; ".join(self._reasons(pair))
        keys = {"verdict": verdict, "certainty": certainty, "reason": reason}
        key = "front.sentence" if reason else "front.sentence-without-reason"
        sentence = self.translate(key, **keys) if certainty else f"{verdict}."
        figures = self.figures(layer.results)
        return StackRow(
            name=self.localise(layer.name),
            figures=figures,
            numbers=tuple(self.in_range(figure) for figure in figures),
            level_words="",
            sign=sign,
            grade=grade,
            verdict=verdict,
            certainty=certainty,
            reason=f"{begin(reason)}." if reason else "",
            sentence=sentence,
        )

    def _judge(self, pair: Pair) -> tuple[str, str, Sign, CertaintyGrade]:
        """What is said, how sure that is, by which sign, and in which grade."""
        outcome, likelihood = find_outcome(pair), pair.likelihood
        if outcome in HIGHER_OUTCOMES and pair.higher_party is not None:
            is_first = pair.higher_party == pair.first
            direction = self._direction(pair)
            letter = PARTY_LETTERS[pair.higher_party]
            verdict = (
                self.translate(f"front-compare.row-{direction}")
                if direction
                else self.translate("front-compare.party-higher", letter=letter)
            )
            sign: Sign = "first" if is_first else "second"
            if outcome == "higher" or likelihood is None:
                return verdict, self.translate("front-compare.settled"), sign, "certain"
            share = likelihood.probability.first if is_first else likelihood.probability.second
            word = self.translate(f"front.word-{outcome}")
            return (
                verdict,
                self.translate("front-compare.likely-by", word=word, share=self.translate.known(share)),
                sign,
                "likely",
            )
        verdict = self.translate(f"front-compare.row-{outcome}")
        if outcome == "equal":
            return verdict, self.translate("front-compare.settled"), "open", "certain"
        if likelihood is None:
            return verdict, self.translate("front-compare.nothing-common"), "open", "open"
        letters = {"first": PARTY_LETTERS[pair.first], "second": PARTY_LETTERS[pair.second]}
        if outcome == "too-little":
            known = {"first_known": likelihood.first_coverage, "second_known": likelihood.second_coverage}
            known_shares = {key: self.translate.known(share) for key, share in known.items()}
            return verdict, self.translate("front-compare.known", **letters, **known_shares), "open", "open"
        shares = {
            "first_share": self.translate.known(likelihood.probability.first),
            "second_share": self.translate.known(likelihood.probability.second),
        }
        return verdict, self.translate("front-compare.chances", **letters, **shares), "open", "open"

    def _reasons(self, pair: Pair) -> Iterator[str]:
        if pair.higher_party is not None:
            points = self.translate.whole(abs(pair.expected_difference or 0.0))
            by = self.title_by_id(pair.decided_by[0]) if pair.decided_by else ""
            yield (
                self.translate("front-compare.points-by", n=points, question=by)
                if by
                else self.translate("front-compare.points", n=points)
            )
        elif pair.standing == "too_little" and pair.likelihood is not None:
            yield self.translate("front-compare.need", least=self.translate.percent(self.result.basis.coverage))

    def sections(self) -> Iterator[FrontSection]:
        """The sections below the stack."""
        yield from self._why()
        yield self._trust()
        yield self.find_out_first()
        if not self.result.same_subject:
            yield from self.learn()

    def _why(self) -> Iterator[FrontSection]:
        """In each layer in which one is higher, the question that makes the most difference, with both answers."""
        entries = []
        ordered = sorted(
            (found for found in self._pairs if found[1].higher_party is not None and found[1].decided_by),
            key=lambda found: (PAIR_OUTCOMES.index(find_outcome(found[1])), -abs(found[1].expected_difference or 0.0)),
        )
        for layer, pair in ordered[:MAX_WHY]:
            question = next((one for one in layer.questions if one.id == pair.decided_by[0]), None)
            if question is not None:
                entries.append(self._reason_entry(layer, question))
        if entries:
            note = self.translate("front-compare.why-note")
            yield FrontSection(
                self.translate("front-compare.why"), note, (Listing(tuple(entries), numbered=True),), is_half=False
            )

    def _reason_entry(self, layer: LayerComparison, question: QuestionComparison) -> ListEntry:
        name = self.translate("front.item", layer=self.short_name(layer), title=self.title_by_id(question.id))
        answers = [
            inline(self.translate("front-compare.answer", letter=letter, answer=self._answer(question, place)))
            for place, letter in enumerate(PARTY_LETTERS[: len(self.names)])
        ]
        return ListEntry(inline(TextSpan(name, "strong", question.id)), tuple(answers))

    def _answer(self, question: QuestionComparison, place: int) -> str:
        answer = question.answers[place]
        if answer.state == "not_in_edition":
            return self.translate("state.not_in_edition")
        return format_possible(answer.state, answer.possible, question.rungs, self.translate)

    def _trust(self) -> FrontSection:
        title, said = self.translate("front-compare.trust"), list(self._trust_sentences())
        if not said:
            return FrontSection(title, "", (Paragraph(inline(self.translate("front-compare.trust-nothing"))),))
        listed = Listing(tuple(ListEntry(inline(sentence)) for sentence in said))
        return FrontSection(title, "", (listed,), keeps=MOST_KEPT)

    def _trust_sentences(self) -> Iterator[str]:
        higher = [(layer, pair) for layer, pair in self._pairs if pair.higher_party is not None]
        if not higher:
            return
        settled = [layer for layer, pair in higher if find_outcome(pair) == "higher"]
        if settled:
            yield self.translate("front-compare.trust-settled", n=len(settled), layers=self.short_names(settled))
        least_weightings = min(self._weightings(pair) for _, pair in higher)
        draws = self.translate.figure(self.result.basis.draws)
        if least_weightings == 1:
            yield self.translate("front-compare.trust-weights-all", draws=draws)
        else:
            yield self.translate(
                "front-compare.trust-weights", draws=draws, share=self.translate.known(least_weightings)
            )
        likely = [(layer, pair) for layer, pair in higher if find_outcome(pair) != "higher" and pair.likelihood]
        if likely:
            least = min(self._chance_against(pair) for _, pair in likely)
            layers = self.short_names([layer for layer, _ in likely])
            yield self.translate(
                "front-compare.trust-lean", n=len(likely), layers=layers, share=self.translate.known(least)
            )
        unsure = sum(self._count_unsure(layer, pair) for layer, pair in higher)
        yield (
            self.translate("front-compare.trust-unsure", n=unsure)
            if unsure
            else self.translate("front-compare.trust-sure")
        )
        if not self.result.same_subject and len({party.date for party in self.result.parties if party.date}) > 1:
            yield self.translate("front-compare.trust-dates")
        left_out = {id_ for _, pair in self._pairs for id_ in pair.left_out}
        if left_out:
            yield self.translate("front-compare.trust-left-out", n=len(left_out))

    @staticmethod
    def _weightings(pair: Pair) -> float:
        return (pair.first_above if pair.higher_party == pair.first else pair.second_above) or 0.0

    @staticmethod
    def _chance_against(pair: Pair) -> float:
        """How probable it remains if the open answers lean low for the higher party and high for the other."""
        assert pair.likelihood is not None, "asked of a pair that is likely only"  # noqa: S101
        if pair.higher_party == pair.first:
            return pair.likelihood.first_low_second_high.first
        return pair.likelihood.first_high_second_low.second

    @staticmethod
    def _count_unsure(layer: LayerComparison, pair: Pair) -> int:
        """Answers to the question that makes the most difference of which nobody is sure, or that do not say."""
        question = next((one for one in layer.questions if one.id in pair.decided_by[:1]), None)
        known = [answer for answer in question.answers if answer.is_known] if question else []
        return sum(answer.confidence is None or answer.confidence in UNSURE for answer in known)

"""The base of every section of a comparison: the parties' names, and statements about a pair."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    Comparison,
    Pair,
    PartyLayerResult,
)
from eurostack_assess.report.document import (
    Block,
    ListEntry,
    Paragraph,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.wording.editions import format_older_edition
from eurostack_assess.report.wording.outcomes import PAIR, order_pair
from eurostack_assess.report.wording.statements import (
    format_meaning,
)
from eurostack_assess.report.wording.voice import ReportExtent, Voice


@dataclass(frozen=True, kw_only=True)
class ComparisonVoice(Voice):
    """What every section of a comparison shares: the parties' names, and what is said of a pair."""

    result: Comparison
    extent: ReportExtent = "complete"

    @property
    def is_brief(self) -> bool:
        """Whether a reader looks at a screen, and asks for all of a thing by name."""
        return self.extent == "full"

    @property
    def names(self) -> list[str]:
        """The parties' labels, in their order."""
        return [party.label for party in self.result.parties]

    @property
    def all_parties_word(self) -> str:
        """Both, or all."""
        return self.translate("compare.both" if len(self.names) == PAIR else "compare.all")

    @property
    def title(self) -> str:
        """Who is compared; of one subject, from when to when."""
        if not self.result.same_subject:
            return self.translate("compare.title", names=self.translate.listing(self.names))
        dates = sorted(party.date for party in self.result.parties if party.date)
        span = self.translate("compare.from-to", first=dates[0], last=dates[-1])
        return self.translate("compare.title-trend", name=self.result.parties[0].name, dates=span)

    def notes(self) -> Iterator[Block]:
        """The parties, and what a reader must know of them."""
        result = self.result
        name, editions = self.localise(result.framework_name), self.translate.listing(list(result.basis.editions))
        framework = self.translate("report.framework", name=name, edition=editions)
        yield Paragraph(
            inline(" · ".join((self.translate("compare.kind"), self.translate(f"kind.{result.kind}"), framework)))
        )
        if not result.same_subject:
            date_lines = [
                self.translate("compare.dated", name=party.label, date=party.date)
                if party.date
                else self.translate("compare.undated", name=party.label)
                for party in result.parties
            ]
            yield from listing([ListEntry(inline(line)) for line in date_lines])
            if len({party.date for party in result.parties if party.date}) > 1:
                yield self.explanation("compare.dates-differ")
        for party in result.parties:
            if party.example:
                yield Paragraph(inline(TextSpan(self.translate("compare.example", name=party.label), "bad")))
        yield from self.reservations()
        yield Paragraph(inline(TextSpan(format_meaning(result.meaning, self.translate), "muted")))

    def reservations(self) -> Iterator[Block]:
        """Whose answers are of an older edition, or what a working session said."""
        for party in self.result.parties:
            if party.edition_drift is not None:
                yield Paragraph(
                    inline(TextSpan(format_older_edition(party.label, party.edition_drift, self.translate), "bad"))
                )
        session_parties = [party.label for party in self.result.parties if party.basis == "session"]
        if session_parties:
            key = "compare.all-said" if len(session_parties) == len(self.names) else "compare.some-said"
            yield Paragraph(inline(TextSpan(self.translate(key, names=self.translate.listing(session_parties)), "bad")))

    def _direction(self, pair: Pair) -> str:
        """Which texts speak of a pair: of one subject on two dates it went up or down."""
        if not self.result.same_subject:
            return "between"
        return "up" if pair.higher_party == pair.second else "down"

    def _statement(self, pair: Pair) -> Iterator[str]:
        """What may be said of a pair, and what it hangs on."""
        higher, lower = order_pair(pair)
        names = {"higher": self.names[higher], "lower": self.names[lower]}
        parties = {"first": self.names[pair.first], "second": self.names[pair.second]}
        match pair.standing:
            case "equal":
                yield self.translate("compare.equal", **parties)
            case "whatever_weights" | "whatever_answers":
                yield self.translate(f"compare.{self._direction(pair)}-{pair.standing}", **names)
            case "very_likely" | "likely":
                yield from self._likely_statement(pair, names)
            case "not_separable":
                yield self._undecided_statement(pair, parties)
            case "depends_on_size":
                yield self.translate("compare.depends-on-size", **parties)
            case "too_little" if pair.likelihood is not None:
                known = (pair.likelihood.first_coverage, pair.likelihood.second_coverage)
                shares = dict(zip(("first_known", "second_known"), map(self.translate.known, known), strict=True))
                least = self.translate.percent(self.result.basis.coverage)
                yield self.translate("compare.too-little", **parties, **shares, least=least)
            case _:
                yield self.translate("compare.nothing-common", **parties)
        yield from self._sensitivity(pair)

    def _likely_statement(self, pair: Pair, names: Mapping[str, str]) -> Iterator[str]:
        """How likely, by how much, by which weights; and what the probability is where open answers lean apart."""
        likelihood, is_first = pair.likelihood, pair.higher_party == pair.first
        if likelihood is None:
            return
        side = "first" if is_first else "second"
        against = likelihood.first_low_second_high if is_first else likelihood.first_high_second_low
        values = {
            **names,
            "chance": self.translate.known(getattr(likelihood.probability, side)),
            "points": self.translate.number(abs(pair.expected_difference or 0.0), 1),
            "share": self.translate.percent((pair.first_above if is_first else pair.second_above) or 0.0, 1),
            "draws": self.translate.figure(self.result.basis.draws),
        }
        yield self.translate(f"compare.{self._direction(pair)}-{pair.standing}", **values)
        chance = self.translate.known(getattr(against, side))
        yield self.translate("compare.opposite-leans", **names, chance=chance)

    def _undecided_statement(self, pair: Pair, parties: Mapping[str, str]) -> str:
        likelihood = pair.likelihood
        shares = (likelihood.probability.first, likelihood.probability.second) if likelihood else (0.0, 0.0)
        chances = dict(zip(("first_chance", "second_chance"), map(self.translate.known, shares), strict=True))
        weightings = {
            "above": self.translate.percent(pair.first_above or 0.0, 1),
            "below": self.translate.percent(pair.second_above or 0.0, 1),
        }
        draws = self.translate.figure(self.result.basis.draws)
        return self.translate("compare.not-separable", **parties, **chances, **weightings, draws=draws)

    def _sensitivity(self, pair: Pair) -> Iterator[str]:
        if pair.standing in ("very_likely", "likely", "not_separable") and pair.expected_difference:
            if pair.weight_to_flip is None:
                yield self.translate("compare.flip-never")
            else:
                yield self.translate("compare.flip", share=self.translate.percent(pair.weight_to_flip))
        if pair.pivotal_questions:
            questions = self.translate.listing(list(pair.pivotal_questions))
            yield self.translate("compare.hangs-on", n=len(pair.pivotal_questions), questions=questions)

    def _complete_case(self, pair: Pair) -> Iterator[str]:
        """The difference on what both answered exactly: a detail, which leaves out what only one knows."""
        found = pair.complete_case
        if found is None or found.questions == found.of or pair.standing == "equal":
            return
        ahead = pair.first if found.difference >= 0 else pair.second
        points = self.translate.number(abs(found.difference), 1)
        values = {"n": found.questions, "of": found.of, "points": points, "higher": self.names[ahead]}
        equal = "" if found.difference else "-equal"
        yield self.translate(f"compare.complete-case{equal}", **values)

    def _numbers_by_layer(self) -> list[tuple[str, tuple[PartyLayerResult, ...]]]:
        """Everybody's numbers of each layer and of the whole stack, by name."""
        stack = (self.translate("compare.stack"), self.result.overall)
        return [*((self.localise(layer.name), layer.results) for layer in self.result.layers), stack]

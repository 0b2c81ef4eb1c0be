"""What came of a workshop: layer by layer, what to discuss first, all votes, and how alike they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.workshop import LayerVotes, QuestionVotes, Settlement, WorkshopResult
from eurostack_assess.report.assessment import VERDICT_TONES
from eurostack_assess.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.texts import Texts, texts

SHOWN = 10
"""Questions to discuss that are told unless all are asked for."""


def workshop_report(
    result: WorkshopResult, thresholds: Thresholds, language: str, *, everything: bool = False
) -> Document:
    """The whole outcome in one language; with `everything`, every question with its votes."""
    report = _Report(result, thresholds, texts(language), None if everything else SHOWN)
    sections = (
        report.opening(),
        report.layers(),
        report.votes(),
        report.discuss(),
        report.settlements(),
        report.agreement(),
        report.open(),
        report.all_votes() if everything else (),
        report.remarks(),
        report.method(),
    )
    return Document(result.name, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True)
class _Report:
    result: WorkshopResult
    thresholds: Thresholds
    say: Texts
    most: int | None

    def word(self, text: LocalText) -> str:
        """A text of the framework in the report's language."""
        return text.in_language(self.say.language)

    def muted(self, key: str, **values: object) -> Paragraph:
        """A sentence that explains."""
        return Paragraph(inline(Span(self.say(key, **values), "muted")))

    def opening(self) -> Iterator[Block]:
        result, say = self.result, self.say
        yield Heading(1, result.name)
        about = [
            say("workshop.title"),
            say(f"kind.{result.kind}"),
            say("workshop.participants", n=len(result.participants)),
            *([say("report.date", date=result.date.isoformat())] if result.date else []),
            say("report.framework", name=self.word(result.framework_name), edition=result.framework.edition),
        ]
        yield Paragraph(inline(" · ".join(about)))
        named = [say("workshop.numbered", number=n, name=name) for n, name in enumerate(result.participants, 1) if name]
        yield self.muted("workshop.names", names=", ".join(named)) if named else self.muted("workshop.names-dropped")
        yield self.muted("workshop.meaning")

    def layers(self) -> Iterator[Block]:
        layers = [one for one in (*self.result.layers, *self.result.beside) if one.coverage]
        if not layers:
            return
        yield Heading(2, self.say("workshop.layers"))
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("column.scale"), dispensable=True, scale=True),
            Column(self.say("column.score"), "right"),
            Column(self.say("workshop.column-spread"), "right"),
            Column(self.say("workshop.column-own"), "right"),
            Column(self.say("workshop.column-answers"), "right"),
            Column(self.say("column.level"), "right"),
            Column(self.say("column.coverage"), "right"),
        )
        yield Table(columns, tuple(self._layer(one) for one in layers))
        yield self.muted("workshop.how-to-read")

    def _layer(self, one: LayerVotes) -> tuple[Cell, ...]:
        span, bar = None, None
        if one.low is not None and one.high is not None and one.score is not None:
            low, high = min(one.low, one.score), max(one.high, one.score)
            span = inline(self.say.interval(low, high))
            bar = Bar(low, high, one.score, (self.thresholds.attention, self.thresholds.strong))
        own = None
        if one.own_low is not None and one.own_middle is not None and one.own_high is not None:
            numbers = {"low": one.own_low, "middle": one.own_middle, "high": one.own_high}
            own = inline(self.say("workshop.own", **{key: self.say.number(value) for key, value in numbers.items()}))
        return (
            inline(self.word(one.name)),
            bar,
            inline(Span(self.say.number(one.score), "strong")) if one.score is not None else None,
            span,
            own,
            inline(_span(one.answers_low, one.answers_high)),
            inline(str(one.level)) if one.level is not None else None,
            inline(self.say.known(one.coverage or 0.0)),
        )

    def votes(self) -> Iterator[Block]:
        """How the participants judge whole layers; left out where nobody did."""
        judged = [one for one in self.result.layers if sum(one.votes.values())]
        if not judged:
            return
        yield Heading(2, self.say("workshop.votes"))
        verdicts = list(judged[0].votes)
        columns = (
            Column(self.say("column.layer")),
            *(Column(self.say(f"verdict.{verdict}"), "right") for verdict in verdicts),
            Column(self.say("workshop.column-finding")),
        )
        rows = []
        for one in judged:
            found = Span(self.say("workshop.divided" if one.divided else "workshop.too-few-votes"), "muted")
            if one.finding is not None:
                found = Span(self.say(f"verdict.{one.finding}"), VERDICT_TONES.get(one.finding, "plain"))
            counts = [inline(str(one.votes[verdict])) for verdict in verdicts]
            rows.append((inline(self.word(one.name)), *counts, inline(found)))
        yield Table(columns, tuple(rows))

    def discuss(self) -> Iterator[Block]:
        alone = len(self.result.participants) < 2 and not self.result.discuss  # noqa: PLR2004 - nobody to differ with
        if not self.result.questions or alone:
            return
        yield Heading(2, self.say("workshop.discuss"))
        asked = {one.id: one for one in self.result.questions}
        if not self.result.discuss:
            yield Paragraph(inline(self.say("workshop.no-discuss")))
            if self.result.least_alike:
                yield Heading(3, self.say("workshop.least-alike"))
                yield from listing([self._question(asked[id_]) for id_ in self.result.least_alike], numbered=True)
            return
        yield self.muted("workshop.discuss-note")
        wanted = self.result.discuss
        yield from listing([self._question(asked[id_]) for id_ in wanted[: self.most]], numbered=True)
        if self.most is not None and len(wanted) > self.most:
            yield self.muted("report.more", n=len(wanted) - self.most)

    def settlements(self) -> Iterator[Block]:
        """What was agreed on after all, beside the votes."""
        settled = [one for one in self.result.questions if one.settled]
        if settled:
            yield Heading(2, self.say("workshop.settlements"))
            yield from listing([self._question(one) for one in settled])

    def _question(self, one: QuestionVotes) -> Entry:
        """A question with its votes, what came of them, and what was said about it."""
        details = [inline(self._votes(one))]
        if one.settled is None and (one.too_few or one.scope == "not_agreed"):
            details.append(inline(self.say("workshop.does-not-count")))
        elif one.middle is not None:
            middle = self.say("report.answer", rung=one.middle, text=self.word(one.rungs[one.middle]))
            details.append(inline(self.say("workshop.middle", rung=middle)))
        measure = self.say("workshop.few")
        if one.consensus is not None:
            measure = self.say("workshop.consensus", value=self.say.number(one.consensus, 2))
        details.append(inline(Span(measure, "muted")))
        if one.settled is not None:
            details.append(inline(Span(self._settled(one, one.settled), "good")))
        details += [
            inline(Span(self.say("workshop.note", who=note.participant, text=note.text), "muted")) for note in one.notes
        ]
        why = ", ".join(self.say(f"workshop.{ground}") for ground in one.grounds)
        return Entry(self._named(one) + inline(Span(f" — {why}" if why else "", "bad")), tuple(details))

    def _votes(self, one: QuestionVotes) -> str:
        counts = [self.say("workshop.vote-count", rung=rung, n=count) for rung, count in enumerate(one.counts) if count]
        others = {"dont-know": one.dont_know, "not-applicable": one.not_applicable, "silent": one.silent}
        counts += [self.say(f"workshop.{key}", n=count) for key, count in others.items() if count]
        return self.say("workshop.distribution", counts=" · ".join(counts))

    def _settled(self, one: QuestionVotes, settled: Settlement) -> str:
        answer = self.say(f"state.{settled.answer}") if isinstance(settled.answer, str) else ""
        if isinstance(settled.answer, int):
            text = self.word(one.rungs[settled.answer])
            answer = self.say("report.answer", rung=settled.answer, text=text)
        return self.say("workshop.settled", answer=answer.rstrip("."), reason=settled.reason)

    def _named(self, one: QuestionVotes) -> Inline:
        return inline(Span(self.word(one.ask), "strong"), Span(f" [{one.id}]", "muted"))

    def agreement(self) -> Iterator[Block]:
        """Alpha with the other measure beside it, never alone."""
        found = self.result.agreement
        if not self.result.questions:
            return
        yield Heading(2, self.say("workshop.agreement"))
        if found.all_alike:
            yield Paragraph(inline(self.say("workshop.all-alike")))
        elif found.alpha is None or found.at_middle is None:
            yield Paragraph(inline(self.say("workshop.too-few")))
        else:
            values = {"alpha": self.say.number(found.alpha, 2), "share": self.say.percent(found.at_middle)}
            meaning = self.say(f"workshop.alpha-{found.strength}")
            yield Paragraph(inline(self.say("workshop.alpha", **values, pairs=found.pairs, meaning=meaning)))

    def open(self) -> Iterator[Block]:
        """Questions that nobody answered, by id: their words stand in the questionnaire."""
        if self.result.too_few:
            yield Heading(2, self.say("workshop.few-answers"))
            yield self.muted("workshop.few-answers-note", n=self.result.fewest)
            asked = {one.id: one for one in self.result.questions}
            yield from listing([Entry(self._named(asked[id_])) for id_ in self.result.too_few])
        if self.result.open:
            yield Heading(2, self.say("workshop.open"))
            shown = self.result.open[: self.most]
            yield from listing([Entry(inline(self.word(one.ask), Span(f" [{one.id}]", "muted"))) for one in shown])
            if len(shown) < len(self.result.open):
                yield self.muted("report.more", n=len(self.result.open) - len(shown))

    def all_votes(self) -> Iterator[Block]:
        if self.result.questions:
            yield Heading(2, self.say("workshop.agreed"))
            yield from listing([self._question(one) for one in self.result.questions])

    def remarks(self) -> Iterator[Block]:
        if self.result.remarks:
            yield Heading(2, self.say("workshop.remarks"))
            said = [self.say("workshop.note", who=one.participant, text=one.text) for one in self.result.remarks]
            yield from listing([Entry(inline(one)) for one in said])

    def method(self) -> Iterator[Block]:
        yield Heading(2, self.say("workshop.method"))
        yield self.muted("workshop.method-text")
        yield Paragraph(inline(Span(self.say("report.what-it-is-not"), "strong")))


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

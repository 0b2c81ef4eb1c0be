"""What came of a workshop: layer by layer, what to discuss first, all votes, and how alike they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.model.workshop import LayerVotes, QuestionVotes, Settlement, WorkshopResult
from eurostack_assess.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    WayOn,
    inline,
    listing,
)
from eurostack_assess.report.wording.answers import format_answer
from eurostack_assess.report.wording.tones import VERDICT_TONES
from eurostack_assess.report.wording.voice import ReportExtent, Voice, list_limit
from eurostack_assess.texts import texts

SHOWN_TO_DISCUSS = 5
"""Questions to discuss that the answer names."""
LONGEST_COMMAND = 68
"""Characters of a command that fit on a line of 80 columns behind their label."""


def build_workshop_report(
    result: WorkshopResult,
    thresholds: Thresholds,
    language: str,
    *,
    extent: ReportExtent = "full",
    ways_on: Sequence[WayOn] = (),
) -> ReportDocument:
    """The outcome in one language.

    Args:
        result: What came of the workshop.
        thresholds: Scores from which a layer is strong, and up to which it calls for attention.
        language: In which language.
        extent: How much of it: the answer, in less than 48 lines; the whole; or that with every question's votes.
        ways_on: For a screen: what more there is, each with the command that shows it.
    """
    everything = extent in ("complete", "all")
    report = _WorkshopReport(
        result=result, thresholds=thresholds, translate=texts(language), limit=list_limit(everything=everything)
    )
    if extent == "answer":
        sections: Iterable[Iterable[Block]] = (report.opening(), report.answer(), report.ways_on(ways_on))
        return ReportDocument(result.name, language, tuple(block for section in sections for block in section))
    sections = (
        report.opening(),
        report.layers(),
        report.votes(),
        report.discussion(),
        report.settlements(),
        report.agreement(),
        report.open_questions(),
        report.all_votes() if everything else (),
        report.remarks(),
        report.method(),
    )
    return ReportDocument(result.name, language, tuple(block for section in sections for block in section))


@dataclass(frozen=True, kw_only=True)
class _WorkshopReport(Voice):
    result: WorkshopResult
    thresholds: Thresholds

    def opening(self) -> Iterator[Block]:
        result, translate = self.result, self.translate
        yield Heading(1, result.name)
        about = [
            translate("workshop.title"),
            translate(f"kind.{result.kind}"),
            translate("workshop.participants", n=len(result.participants)),
            *([translate("report.date", date=result.date.isoformat())] if result.date else []),
            translate("report.framework", name=self.localise(result.framework_name), edition=result.framework.edition),
        ]
        yield Paragraph(inline(" · ".join(about)))
        participant_texts = [
            translate("workshop.numbered", number=n, name=name) for n, name in enumerate(result.participants, 1) if name
        ]
        yield (
            self.explanation("workshop.names", names=", ".join(participant_texts))
            if participant_texts
            else self.explanation("workshop.names-dropped")
        )
        yield from self._in_short()

    def _in_short(self) -> Iterator[Block]:
        """What the majority judges, and how many questions there are to discuss: the outcome, before its grounds."""
        translate = self.translate
        judged = [
            translate(f"workshop.short-{verdict}", layers=translate.listing([self.localise(name) for name in names]))
            for verdict in FINDING_VERDICTS
            if (names := [layer.name for layer in self.result.layers if layer.finding == verdict])
        ]
        if divided := [self.localise(layer.name) for layer in self.result.layers if layer.is_divided]:
            judged.append(translate("workshop.short-divided", layers=translate.listing(divided)))
        said = [translate("workshop.short", judged="; ".join(judged))] if judged else []
        if self.result.to_discuss:
            said.append(translate("workshop.short-discuss", n=len(self.result.to_discuss)))
        if said:
            yield Paragraph(inline(TextSpan(" ".join(said), "strong")))

    def answer(self) -> Iterator[Block]:
        """The layers, what to discuss first, and how alike the answers are; the rest in numbers."""
        judged_layers = [layer for layer in self.result.layers if layer.coverage or sum(layer.votes.values())]
        if judged_layers:
            columns = (
                Column(self.translate("column.layer")),
                Column(self.translate("column.scale"), dispensable=True, scale=True),
                Column(self.translate("column.score"), "right"),
                Column(self.translate("workshop.column-spread"), "right"),
                Column(self.translate("workshop.column-finding")),
            )
            yield TableBlock(columns, tuple(self._layer_in_short(layer) for layer in judged_layers))
        if self.result.to_discuss:
            yield Heading(3, self.translate("workshop.discuss"))
            questions_by_id = {question.id: question for question in self.result.questions}
            shown = self.result.to_discuss[:SHOWN_TO_DISCUSS]
            yield from listing([self._question_in_short(questions_by_id[id_]) for id_ in shown], numbered=True)
        elif self.result.questions:
            yield Paragraph(inline(self._nothing_to_discuss()))
        if sentences := list(self._in_numbers()):
            yield Paragraph(inline(" ".join(sentences)))

    def _layer_in_short(self, layer: LayerVotes) -> tuple[Cell, ...]:
        name, bar, score, span, *_ = self._layer(layer)
        return name, bar, score, span, self._judgement(layer) if sum(layer.votes.values()) else None

    def _question_in_short(self, question: QuestionVotes) -> ListEntry:
        return ListEntry(self._question_label(question), (inline(TextSpan(self._votes(question), "muted")),))

    def _in_numbers(self) -> Iterator[str]:
        """How alike the answers are, what was settled, and how much does not count."""
        found = self.result.agreement
        if found.all_alike and self.result.questions:
            yield self.translate("workshop.all-alike")
        elif found.share_at_median is not None:
            yield self.translate("workshop.at-median", share=self.translate.percent(found.share_at_median))
        if settled := sum(question.settlement is not None for question in self.result.questions):
            yield self.translate("workshop.number-settled", n=settled)
        if self.result.too_few:
            yield self.translate("workshop.number-too-few", n=len(self.result.too_few), least=self.result.min_answers)
        if self.result.open:
            yield self.translate("workshop.number-open", n=len(self.result.open))

    def ways_on(self, ways_on: Sequence[WayOn]) -> Iterator[Block]:
        """What more there is, each with the command that shows it."""
        for way in ways_on:
            words = way.command if len(way.command) <= LONGEST_COMMAND else way.in_short
            yield Paragraph(inline(TextSpan(f"{way.label} ", "muted"), words))

    def _nothing_to_discuss(self) -> str:
        """That no answers are far apart; where the measure over all questions is low all the same, how that can be."""
        found = self.result.agreement
        if found.alpha is None or found.strength == "firm" or found.share_at_median is None:
            return self.translate("workshop.no-discuss")
        alpha, share = self.translate.number(found.alpha, 2), self.translate.percent(found.share_at_median)
        return self.translate("workshop.no-discuss-yet", alpha=alpha, share=share)

    def layers(self) -> Iterator[Block]:
        layers = [layer for layer in (*self.result.layers, *self.result.cross_cutting) if layer.coverage]
        if not layers:
            return
        yield Heading(2, self.translate("workshop.layers"))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.scale"), dispensable=True, scale=True),
            Column(self.translate("column.score"), "right"),
            Column(self.translate("workshop.column-spread"), "right"),
            Column(self.translate("workshop.column-own"), "right"),
            Column(self.translate("workshop.column-answers"), "right"),
            Column(self.translate("column.level"), "right"),
            Column(self.translate("column.coverage"), "right"),
        )
        yield self.explanation("workshop.meaning")
        yield TableBlock(columns, tuple(self._layer(layer) for layer in layers))
        yield self.explanation("workshop.how-to-read")

    def _layer(self, layer: LayerVotes) -> tuple[Cell, ...]:
        span, bar = None, None
        if layer.low is not None and layer.high is not None and layer.score is not None:
            low, high = min(layer.low, layer.score), max(layer.high, layer.score)
            span = inline(self.translate.interval(low, high))
            bar = Bar(low, high, layer.score, (self.thresholds.attention, self.thresholds.strong))
        own = None
        if layer.own_low is not None and layer.own_median is not None and layer.own_high is not None:
            numbers = {"low": layer.own_low, "middle": layer.own_median, "high": layer.own_high}
            own = inline(
                self.translate("workshop.own", **{key: self.translate.number(value) for key, value in numbers.items()})
            )
        return (
            inline(self.localise(layer.name)),
            bar,
            inline(TextSpan(self.translate.number(layer.score), "strong")) if layer.score is not None else None,
            span,
            own,
            inline(_span(layer.answers_low, layer.answers_high)),
            inline(str(layer.level)) if layer.level is not None else None,
            inline(self.translate.known(layer.coverage or 0.0)),
        )

    def votes(self) -> Iterator[Block]:
        """How the participants judge whole layers; left out where nobody did."""
        judged_layers = [layer for layer in self.result.layers if sum(layer.votes.values())]
        if not judged_layers:
            return
        yield Heading(2, self.translate("workshop.votes"))
        verdicts = list(judged_layers[0].votes)
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"verdict.{verdict}"), "right") for verdict in verdicts),
            Column(self.translate("workshop.column-finding")),
        )
        rows = []
        for layer in judged_layers:
            counts = [inline(str(layer.votes[verdict])) for verdict in verdicts]
            rows.append((inline(self.localise(layer.name)), *counts, self._judgement(layer)))
        yield TableBlock(columns, tuple(rows))

    def _judgement(self, layer: LayerVotes) -> Inline:
        """What the majority says of a layer, or why nothing can be said."""
        if layer.finding is None:
            why = "workshop.divided" if layer.is_divided else "workshop.too-few-votes"
            return inline(TextSpan(self.translate(why), "muted"))
        tone = VERDICT_TONES.get(layer.finding, "plain")
        return inline(TextSpan(self.translate(f"verdict.{layer.finding}"), tone))

    def discussion(self) -> Iterator[Block]:
        alone = len(self.result.participants) < 2 and not self.result.to_discuss  # noqa: PLR2004 - nobody to differ with
        if not self.result.questions or alone:
            return
        yield Heading(2, self.translate("workshop.discuss"))
        questions_by_id = {question.id: question for question in self.result.questions}
        if not self.result.to_discuss:
            yield Paragraph(inline(self._nothing_to_discuss()))
            if self.result.least_alike:
                yield Heading(3, self.translate("workshop.least-alike"))
                yield from listing(
                    [self._question(questions_by_id[id_]) for id_ in self.result.least_alike], numbered=True
                )
            return
        yield self.explanation("workshop.discuss-note")
        discussed = self.result.to_discuss
        yield from listing([self._question(questions_by_id[id_]) for id_ in self.shown(discussed)], numbered=True)
        yield from self.truncation_note(discussed)

    def settlements(self) -> Iterator[Block]:
        """What was agreed on after all, beside the votes."""
        settled_questions = [question for question in self.result.questions if question.settlement]
        if settled_questions:
            yield Heading(2, self.translate("workshop.settlements"))
            yield from listing([self._question(question) for question in settled_questions])

    def _question(self, question: QuestionVotes) -> ListEntry:
        """A question with its votes, what came of them, and what was said about it."""
        details = [inline(self._votes(question))]
        if question.settlement is None and (question.too_few or question.scope == "not_agreed"):
            details.append(inline(self.translate("workshop.does-not-count")))
        elif question.median is not None:
            middle = self.translate(
                "report.answer", rung=question.median, text=self.localise(question.rungs[question.median])
            )
            details.append(inline(self.translate("workshop.middle", rung=middle)))
        measure = self.translate("workshop.few")
        if question.consensus is not None:
            measure = self.translate("workshop.consensus", value=self.translate.number(question.consensus, 2))
        details.append(inline(TextSpan(measure, "muted")))
        if question.settlement is not None:
            details.append(inline(TextSpan(self._settlement_text(question, question.settlement), "good")))
        details += [
            inline(TextSpan(self.translate("workshop.note", who=note.participant, text=note.text), "muted"))
            for note in question.notes
        ]
        why = ", ".join(self.translate(f"workshop.{ground}") for ground in question.grounds)
        return ListEntry(
            self._question_label(question) + inline(TextSpan(f" — {why}" if why else "", "bad")), tuple(details)
        )

    def _votes(self, question: QuestionVotes) -> str:
        counts = [
            self.translate("workshop.vote-count", rung=rung, n=count)
            for rung, count in enumerate(question.counts)
            if count
        ]
        others = {
            "dont-know": question.dont_know,
            "not-applicable": question.not_applicable,
            "silent": question.no_answer,
        }
        counts += [self.translate(f"workshop.{key}", n=count) for key, count in others.items() if count]
        return self.translate("workshop.distribution", counts=" · ".join(counts))

    def _settlement_text(self, question: QuestionVotes, settlement: Settlement) -> str:
        answer = format_answer(settlement.answer, question.rungs, self.translate)
        return self.translate("workshop.settled", answer=answer.rstrip("."), reason=settlement.reason)

    def _question_label(self, question: QuestionVotes) -> Inline:
        return inline(TextSpan(self.localise(question.ask), "strong"), TextSpan(f" [{question.id}]", "muted"))

    def agreement(self) -> Iterator[Block]:
        """Alpha with the other measure beside it, never alone."""
        found = self.result.agreement
        if not self.result.questions:
            return
        yield Heading(2, self.translate("workshop.agreement"))
        if found.all_alike:
            yield Paragraph(inline(self.translate("workshop.all-alike")))
        elif found.alpha is None or found.share_at_median is None:
            yield Paragraph(inline(self.translate("workshop.too-few")))
        else:
            values = {
                "alpha": self.translate.number(found.alpha, 2),
                "share": self.translate.percent(found.share_at_median),
            }
            meaning = self.translate(f"workshop.alpha-{found.strength}")
            yield Paragraph(inline(self.translate("workshop.alpha", **values, pairs=found.pairs, meaning=meaning)))

    def open_questions(self) -> Iterator[Block]:
        """Questions that nobody answered, by id: their words stand in the questionnaire."""
        if self.result.too_few:
            yield Heading(2, self.translate("workshop.few-answers"))
            yield self.explanation("workshop.few-answers-note", n=self.result.min_answers)
            questions_by_id = {question.id: question for question in self.result.questions}
            yield from listing([ListEntry(self._question_label(questions_by_id[id_])) for id_ in self.result.too_few])
        if self.result.open:
            yield Heading(2, self.translate("workshop.open"))
            yield from listing(
                [
                    ListEntry(inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted")))
                    for question in self.shown(self.result.open)
                ]
            )
            yield from self.truncation_note(self.result.open)

    def all_votes(self) -> Iterator[Block]:
        if self.result.questions:
            yield Heading(2, self.translate("workshop.agreed"))
            yield from listing([self._question(question) for question in self.result.questions])

    def remarks(self) -> Iterator[Block]:
        if self.result.remarks:
            yield Heading(2, self.translate("workshop.remarks"))
            lines = [
                self.translate("workshop.note", who=remark.participant, text=remark.text)
                for remark in self.result.remarks
            ]
            yield from listing([ListEntry(inline(line)) for line in lines])

    def method(self) -> Iterator[Block]:
        yield Heading(2, self.translate("workshop.method"))
        yield self.explanation("workshop.method-text")
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

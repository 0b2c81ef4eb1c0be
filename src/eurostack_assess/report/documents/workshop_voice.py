"""A layer and a question of a workshop in words: the votes, their outcome, and the agreed answer."""

from dataclasses import dataclass

from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.workshop import LayerVotes, QuestionVotes, Settlement, WorkshopResult
from eurostack_assess.report.document import (
    Bar,
    Cell,
    Inline,
    ListEntry,
    TextSpan,
    inline,
)
from eurostack_assess.report.wording.answers import format_answer
from eurostack_assess.report.wording.tones import VERDICT_TONES
from eurostack_assess.report.wording.voice import Voice


@dataclass(frozen=True, kw_only=True)
class WorkshopVoice(Voice):
    """What every report of a workshop has."""

    result: WorkshopResult
    thresholds: Thresholds

    def layer(self, layer: LayerVotes) -> tuple[Cell, ...]:
        """The row of a layer."""
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

    def judgement(self, layer: LayerVotes) -> Inline:
        """What the majority says of a layer, or why nothing can be said."""
        if layer.finding is None:
            why = "workshop.divided" if layer.is_divided else "workshop.too-few-votes"
            return inline(TextSpan(self.translate(why), "muted"))
        tone = VERDICT_TONES.get(layer.finding, "plain")
        return inline(TextSpan(self.translate(f"verdict.{layer.finding}"), tone))

    def question(self, question: QuestionVotes) -> ListEntry:
        """A question with its votes, what came of them, and what was said about it."""
        details = [inline(self.format_votes(question))]
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
            self.question_label(question) + inline(TextSpan(f" — {why}" if why else "", "bad")), tuple(details)
        )

    def format_votes(self, question: QuestionVotes) -> str:
        """The votes on a question, by rung, and who gave none."""
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

    def question_label(self, question: QuestionVotes) -> Inline:
        """A question, with its id."""
        return inline(TextSpan(self.localise(question.ask), "strong"), TextSpan(f" [{question.id}]", "muted"))


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

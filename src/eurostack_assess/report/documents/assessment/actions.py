"""Annex: the actions, in order of priority."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.report.document import Block, Heading, Inline, ListEntry, Paragraph, TextSpan, inline, listing
from eurostack_assess.report.documents.assessment.base import AssessmentVoice


@dataclass(frozen=True, kw_only=True)
class AssessmentActions(AssessmentVoice):
    """What to do, in order: the first few, or with no limit every gap with the whole way to its target."""

    gaps_note: ClassVar[str] = "report.gaps-note"
    """Key of the sentence on the order of the gaps."""

    def actions(self) -> Iterator[Block]:
        """Questions below their target, by priority, each with the action that lifts it."""
        yield Heading(2, self.translate("report.gaps"))
        if not self.result.gaps:
            answered = any(layer.counts.answered or layer.counts.partial for layer in self.result.layers)
            yield Paragraph(inline(self.translate("report.no-gaps" if answered else "report.no-answers")))
            return
        if not self.is_brief:
            yield Paragraph(inline(TextSpan(self.translate(self.gaps_note), "muted")))
        layer_of = {question.id: layer for layer in self.result.layers for question in layer.questions}
        entries = []
        for place, id_ in enumerate(self.shown(self.result.gaps)):
            question, shared = self.result.question(id_), self._shared_place(self.result.gap_ranks, place)
            entries.append(self._tell(question, layer_of[id_], shared))
        yield from listing(entries, numbered=True)
        yield from self.truncation_note(self.result.gaps)

    def _tell(self, question: QuestionResult, layer: LayerResult, place: str) -> ListEntry:
        return (self._gap if self.limit is None else self._action)(question, layer, place)

    def _action(self, question: QuestionResult, layer: LayerResult, place: str) -> ListEntry:
        """Where, what to do, and when it is done."""
        short_name, action = self.localise(layer.short_name), question.next_action
        name = self.translate("front.item", layer=short_name, title=self._question_name(question))
        effort = self.translate(f"effort.{action.effort}") if action else ""
        about = ", ".join(part for part in (effort, self._share_of_gap(question)) if part)
        head = inline(TextSpan(name, "strong", question.id), TextSpan(f" ({about}){place}", "muted"))
        return ListEntry(head, tuple(self._steps(question)))

    def _share_of_gap(self, question: QuestionResult) -> str:
        return self.translate("report.share-of-gap", share=self.translate.percent(question.share_of_total_gap or 0.0))

    def _steps(self, question: QuestionResult) -> Iterator[Inline]:
        """What to do next and, but on a screen, by what one sees that it is done."""
        action = question.next_action
        if action is not None:
            yield inline(self.localise(action.text))
        if action is None or not self.is_brief:
            to = action.to if action is not None else question.target
            label = TextSpan(f"{self.translate('report.done-when')} ", "muted")
            yield inline(label, self.localise(question.rungs[to].text))

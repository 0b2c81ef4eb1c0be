"""Annexes: services in use, answers to find out, and every answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import LayerResult, QuestionResult
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
from eurostack_assess.report.documents.assessment.base import AssessmentVoice
from eurostack_assess.report.front.agenda import format_leads
from eurostack_assess.report.front.voice import FrontVoice
from eurostack_assess.report.wording.answers import format_possible


@dataclass(frozen=True, kw_only=True)
class AssessmentQuestions(AssessmentVoice):
    """Annexes: services in use, what to find out, and every answer."""

    def dependencies(self) -> Iterator[Block]:
        """The services in use, or that none are on record."""
        yield Heading(2, self.translate("report.dependencies"), starts_closed=True)
        if self.result.exposure is None:
            yield Paragraph(inline(self.translate("report.no-dependencies")))
            return
        from eurostack_assess.report.documents.exposure import build_exposure_section

        yield from build_exposure_section(
            self.result, self.result.exposure, self.translate, self.limit, is_brief=self.is_brief
        )

    def views(self) -> Iterator[Block]:
        """The same answers by the objectives of other instruments."""
        if not self.result.views:
            return
        from eurostack_assess.report.documents.views import build_view_section

        for view in self.result.views:
            yield from build_view_section(view, self.result.framework.thresholds, self.translate)

    def information_gaps(self) -> Iterator[Block]:
        """Open questions, by what knowing them would settle."""
        open_questions = self.result.information_gaps
        unsupported = [
            question.id for layer in self.result.layers for question in layer.questions if not question.supported
        ]
        if not open_questions and not unsupported:
            return
        yield Heading(2, self.translate("report.information-gaps"))
        if open_questions:
            if not self.is_brief:
                yield Paragraph(inline(TextSpan(self.translate("report.information-note"), "muted")))
            yield from listing(
                [
                    self._information_gap(
                        self.result.question(question), self._shared_place(self.result.information_ranks, place)
                    )
                    for place, question in enumerate(self.shown(open_questions))
                ],
                numbered=True,
            )
            yield from self.truncation_note(open_questions)
        if unsupported:
            yield Paragraph(
                inline(
                    self.translate(
                        "report.unsupported", n=len(unsupported), questions=self.translate.listing(unsupported)
                    )
                )
            )

    def _information_gap(self, question: QuestionResult, place: str) -> ListEntry:
        """What is not exact, what knowing it can decide, and whom to ask for what."""
        layer = next(layer for layer in self.result.layers if question in layer.questions)
        short_name = self.localise(layer.short_name)
        name = self.translate("front.item", layer=short_name, title=self._question_name(question))
        points = self.translate("report.points", points=self.translate.number(question.information or 0.0))
        state = TextSpan(f" {points} · {self.translate(f'state.{question.state}')}{place}", "muted")
        head = inline(TextSpan(name, "strong", question.id), state)
        leads = format_leads(question, self._front_voice)
        if self.is_brief:
            whom = self.translate.whom_to_ask(question.respondents)
            return ListEntry(head, (inline(" ".join(part for part in (leads, whom) if part)),))
        details = (inline(self.localise(question.ask)), inline(leads), *self._how_to_find_out(question))
        return ListEntry(head, (*details, *(self._evidence_lines(question) if self.limit is None else ())))

    @property
    def _front_voice(self) -> FrontVoice:
        return FrontVoice(translate=self.translate)

    def _how_to_find_out(self, question: QuestionResult) -> Iterator[Inline]:
        """What would prove an answer, and who has it."""
        if question.accepted_evidence is not None:
            label = TextSpan(self.translate("report.ask-for"), "muted")
            yield inline(label, " ", self.localise(question.accepted_evidence))
        if question.respondents:
            yield inline(self.translate.whom_to_ask(question.respondents))

    def answers(self) -> Iterator[Block]:
        """Every question with its answer and what it rests on: the way from any sentence to its source."""
        yield Heading(2, self.translate("report.answers"), starts_closed=True)
        for part in self.result.parts:
            yield from self._answers_of(part, part.questions)

    def _answers_of(self, part: LayerResult, questions: Sequence[QuestionResult]) -> Iterator[Block]:
        yield Heading(3, self.localise(part.name))
        yield from listing([self._answer(question) for question in questions])

    def _too_small(self, question: QuestionResult) -> str:
        """Why a question without a reason of the profile's own does not apply."""
        if question.asked_from is not None:
            return self.translate("report.too-small", n=self.translate.figure(question.asked_from))
        size = self.result.profile.size
        return self.translate("report.size-too-small", size=self.translate(f"size.{size}"))

    def _format_answer(self, question: QuestionResult) -> str:
        rungs = [rung.text for rung in question.rungs]
        return format_possible(question.state, question.possible, rungs, self.translate)

    def _reason_set_aside(self, question: QuestionResult) -> str:
        return self.localise(question.reason) if question.reason else self._too_small(question)

    def _answer(self, question: QuestionResult) -> ListEntry:
        is_set_aside = question.state == "not_applicable"
        reason = (inline(self._reason_set_aside(question)),) if is_set_aside else ()
        details = (inline(self._format_answer(question)), *reason, *self._evidence_lines(question))
        label = inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted"))
        return ListEntry(label, details, question.id)

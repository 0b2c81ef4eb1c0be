"""The base of every section of a profile's report: level names, gaps and evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.report.document import (
    Inline,
    ListEntry,
    TextSpan,
    inline,
)
from eurostack_assess.report.wording.editions import format_changes
from eurostack_assess.report.wording.statements import (
    format_evidence,
)
from eurostack_assess.report.wording.voice import ReportExtent, Voice


@dataclass(frozen=True, kw_only=True)
class AssessmentVoice(Voice):
    """What every section of a profile's report shares: levels by name, gaps, and what an answer rests on."""

    result: Assessment
    extent: ReportExtent = "complete"

    @property
    def is_brief(self) -> bool:
        """Whether a reader looks at a screen, and asks for all of a thing by name."""
        return self.extent == "full"

    def _interval(self, low: float | None, high: float | None) -> str:
        return self.translate.interval(low or 0.0, high or 0.0)

    def _level_name(self, level: int) -> str:
        return self.localise(self.result.framework.levels[level])

    def _question_name(self, question: QuestionResult) -> str:
        """A question in a few words; its id where it has no title."""
        return self.localise(question.title) if question.title else question.id

    def _gap(self, question: QuestionResult, layer: LayerResult, place: str) -> ListEntry:
        """The whole way to the target, as a rung may begin where the one below it ends ("in addition")."""
        lowest, now = question.possible or (0, 0)
        target = question.target
        label = {now: "report.now" if lowest == now else "report.now-at-best", target: "report.target"}
        details = [
            inline(
                TextSpan(f"{self.localise(layer.name)} · ", "muted"),
                TextSpan(question.id, "muted", question.id),
                TextSpan(place, "muted"),
            ),
            *self._urgency(question),
            *(
                inline(
                    TextSpan(self.translate(label.get(place, "report.then")), "muted"), " ", self.localise(rung.text)
                )
                for place, rung in enumerate(question.rungs[: target + 1])
                if place >= now
            ),
        ]
        if question.next_action is not None:
            key = "report.first-step" if lowest == now else "report.first-step-from-there"
            step = self.translate(key, effort=self.translate(f"effort.{question.next_action.effort}"))
            details.append(inline(TextSpan(step, "good"), " ", self.localise(question.next_action.text)))
        details += self._evidence_lines(question)
        return ListEntry(inline(TextSpan(self.localise(question.ask), "strong"), self._share(question)), tuple(details))

    def _share(self, question: QuestionResult) -> str:
        """How much of the known shortfall is due to a question."""
        share = question.share_of_total_gap
        return "" if share is None else " " + self.translate("report.share", share=self.translate.percent(share))

    def _urgency(self, question: QuestionResult) -> Iterator[Inline]:
        """Why a gap comes before larger ones."""
        if question.misses_floor:
            yield inline(TextSpan(self.translate("report.misses-floor"), "bad"))
        elif question.holds_level:
            yield inline(TextSpan(self.translate("report.holds-level"), "bad"))

    def _shared_place(self, ranks: Sequence[int], place: int) -> str:
        """Which places a question shares with others that are alike; nothing where it stands alone."""
        first, number = ranks[place], ranks.count(ranks[place])
        return f" · {self.translate('report.shared-place', first=first, last=first + number - 1)}" if number > 1 else ""

    def _evidence_lines(self, question: QuestionResult) -> tuple[Inline, ...]:
        about, answered = (question.date, question.confidence), question.is_known
        grounds = format_evidence(question.evidence, question.source, about, self.translate, answered=answered)
        changes = self.result.edition_drift.changed.get(question.id) if self.result.edition_drift else None
        change_note = (
            self.translate("report.changed-since", changes=format_changes(changes, self.translate)) if changes else ""
        )
        searched = self.translate("report.searched", what=self.localise(question.searched)) if question.searched else ""
        return (
            *grounds,
            *([inline(TextSpan(searched, "muted"))] if searched else []),
            *([inline(TextSpan(change_note, "bad"))] if change_note else []),
        )

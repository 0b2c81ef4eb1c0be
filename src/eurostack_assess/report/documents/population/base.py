"""The base of every section of a benchmark: the names of layers, groups and questions."""

from dataclasses import dataclass

from eurostack_assess.model.population import (
    GroupSummary,
    GroupTrend,
    PartSummary,
    PartTrend,
    Population,
    QuestionSummary,
    QuestionTrend,
)
from eurostack_assess.report.document import (
    ListEntry,
    TextSpan,
    inline,
)
from eurostack_assess.report.wording.voice import Voice


@dataclass(frozen=True, kw_only=True)
class PopulationVoice(Voice):
    """What every section of a benchmark shares: the names of layers, groups and questions."""

    result: Population

    def part_label(self, part: PartSummary | PartTrend) -> str:
        """What a layer, or the whole stack, is called."""
        name = self.result.layers.get(part.layer) if part.layer else None
        return name.in_language(self.translate.language) if name else self.translate("compare.stack")

    def question_text(self, id_: str) -> str:
        """A question as it is asked."""
        return self.result.question_texts[id_].in_language(self.translate.language)

    def _entry(self, question: QuestionSummary | QuestionTrend, note: str) -> ListEntry:
        return ListEntry(
            inline(
                self.question_text(question.question), TextSpan(f" [{question.question}]", "muted", question.question)
            ),
            (inline(note),),
        )

    def _group_label(self, group: GroupSummary | GroupTrend) -> str:
        return group.value or self.translate("population.no-value")

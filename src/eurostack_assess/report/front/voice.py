"""The base of every part of the first page: one language, short names, and lists that are cut to fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import LayerResult, QuestionResult
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.comparison import LayerComparison
from eurostack_assess.model.vocabulary import FindingVerdict
from eurostack_assess.report.front.conclusions import probability_of
from eurostack_assess.report.wording.voice import Voice

MAX_TITLES = 2
"""Questions named in one breath."""


def begin(sentence: str) -> str:
    """A sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True, kw_only=True)
class FrontVoice(Voice):
    """What every part of the first page has: one language, short names, and lists that are cut rather than long."""

    def short_name(self, layer: LayerResult | LayerComparison) -> str:
        """A layer in a word or two."""
        return self.localise(layer.short_name)

    def short_names(self, layers: Sequence[LayerResult] | Sequence[LayerComparison]) -> str:
        """Layers in a word or two each."""
        return self.translate.listing([self.short_name(layer) for layer in layers])

    def title_of(self, question: QuestionResult) -> str:
        """A question in a few words; its id where it has no title."""
        return self.localise(question.title) if question.title else question.id

    def titles(self, questions: Sequence[QuestionResult], most: int = MAX_TITLES) -> str:
        """The first few questions by title, and how many more."""
        return self.list_titles([self.title_of(question) for question in questions], most)

    def list_titles(self, titles: Sequence[str], most: int = MAX_TITLES) -> str:
        """The first few titles, and how many more there are."""
        shown, left_out = ", ".join(titles[:most]), len(titles) - most
        return self.translate("front.more-questions", questions=shown, n=left_out) if left_out > 0 else shown

    def country(self, code: str, name: LocalText) -> str:
        """A country's name within a sentence, with its article where it has one."""
        key = f"country.{code}"
        return self.translate(key) if key in self.translate else self.localise(name)

    def chances(self, layer: LayerResult, verdicts: Sequence[FindingVerdict]) -> str:
        """Verdicts with how probable each is, the likeliest first; those that are ruled out left out."""
        found = sorted(
            ((probability_of(layer, verdict), verdict) for verdict in verdicts if probability_of(layer, verdict)),
            key=lambda pair: -pair[0],
        )
        return self.translate.alternatives(
            [
                self.translate(
                    "front.chance", verdict=self.translate(f"verdict.{verdict}"), share=self.translate.known(share)
                )
                for share, verdict in found
            ]
        )

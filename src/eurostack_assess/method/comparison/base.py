"""The compared results, and what every step of the comparison looks up in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from eurostack_assess.method.weightings import DRAWS
from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult

LOW, MIDDLE, HIGH = Fraction(1, 20), Fraction(1, 2), Fraction(19, 20)


@dataclass(frozen=True)
class ComparedResults:
    """The results that are compared, and what every step of the comparison asks of them."""

    results: tuple[Assessment, ...]
    draws: int = DRAWS
    """How many weightings are drawn."""

    @cached_property
    def same_subject(self) -> bool:
        """Whether it is one organisation or region on different dates."""
        names = {result.profile.name.casefold() for result in self.results}
        countries = {result.profile.country for result in self.results if result.profile.country}
        dates = [result.profile.date for result in self.results]
        return len(names) == 1 and len(countries) <= 1 and None not in dates and len(set(dates)) == len(dates)

    @cached_property
    def questions_by_party(self) -> list[dict[str, QuestionResult]]:
        """Of each result its questions that count, by id."""
        return [_collect_questions(result) for result in self.results]

    def find_national_questions(self, first: int, second: int) -> frozenset[str]:
        """Questions whose answer is the same for two regions, since both lie in one country.

        None for one region on two dates, whose country may well have changed.
        """
        return self._national_questions.get(frozenset((first, second)), frozenset())

    @cached_property
    def _national_questions(self) -> Mapping[frozenset[int], frozenset[str]]:
        """By two parties of one country the questions of which the answer is the same for both."""
        if self.same_subject or any(result.profile.kind != "region" for result in self.results):
            return {}
        countries = [result.profile.country for result in self.results]
        return {
            frozenset((first, second)): frozenset(
                id_
                for id_, question in self.questions_by_party[first].items()
                if id_ in self.questions_by_party[second]
                and _is_same_for_both(question, self.questions_by_party[second][id_])
            )
            for first, second in combinations(range(len(self.results)), 2)
            if countries[first] is not None and countries[first] == countries[second]
        }


def _is_same_for_both(first: QuestionResult, second: QuestionResult) -> bool:
    return "country" in (first.context, second.context) or (first.scope == second.scope == "country")


def find_newest(results: Sequence[Assessment]) -> Assessment:
    """The result whose edition's weights, wording and thresholds count; the same in whatever order they stand.

    Results of one framework's hash have all these in common, unless somebody changed a file by hand.
    """
    return max(results, key=lambda result: (result.framework.edition, result.framework.hash, result.scoring_key))


def _collect_questions(result: Assessment) -> dict[str, QuestionResult]:
    return {question.id: question for part in result.parts for question in counted_questions(part)}


def counted_questions(part: LayerResult) -> list[QuestionResult]:
    """The questions that count in the score."""
    return [question for question in part.questions if question.role != "informational" and question.weight]

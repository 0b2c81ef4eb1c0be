"""Step 14, two coders: how far two codings of one organisation or region agree, question by question.

Agreement is measured over the questions about which both codings say something. Krippendorff's alpha is the ordinal
one, computed from the rungs of the questions that both answered exactly; ladders of different lengths are compared by
the number of the rung.

Source: Krippendorff, *Content Analysis* (2018), for alpha and its limits; the limits for release are proposals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eurostack_assess.method.agreement import TENTATIVE, alpha, classify_strength
from eurostack_assess.method.answers import Item, build_items
from eurostack_assess.method.exact import rounded
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.coding import Coding, CodingAgreement, LayerCoding, QuestionCoding
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Questionnaire

LEAST_COMPATIBLE = Fraction(85, 100)
"""Share of the questions that must be compatible before a region's profile is released."""


@dataclass(frozen=True)
class CodedPair:
    """One question as both coded it."""

    first: Item
    second: Item

    @property
    def is_compared(self) -> bool:
        """Whether both say something of it."""
        return self.first.is_known and self.second.is_known

    @property
    def is_same(self) -> bool:
        """Whether both leave the same rungs possible."""
        return self.first.possible == self.second.possible

    @property
    def distance(self) -> int:
        """How many rungs lie between what both leave possible; 0 where some rung is possible for both."""
        gaps = self.second.possible[0] - self.first.possible[-1], self.first.possible[0] - self.second.possible[-1]
        return max(0, *gaps)

    @property
    def is_open_to_one(self) -> bool:
        """Whether it applies to both, and only one of them says something."""
        return self.first.applies and self.second.applies and self.first.is_known != self.second.is_known

    @property
    def is_scope_disputed(self) -> bool:
        """Whether only one of them says that it does not apply."""
        return self.first.applies != self.second.applies


def measure_agreement(pairs: Iterable[CodedPair]) -> CodingAgreement:
    """How far two codings of some questions agree."""
    listed = list(pairs)
    compared = [pair for pair in listed if pair.is_compared]
    exact = [
        (Fraction(pair.first.rung), Fraction(pair.second.rung))
        for pair in compared
        if pair.first.rung is not None and pair.second.rung is not None
    ]

    def share(number: int) -> float | None:
        return rounded(Fraction(number, len(compared))) if compared else None

    coefficient = alpha(exact, "ordinal")
    compatible = sum(not pair.distance for pair in compared)
    return CodingAgreement(
        compared=len(compared),
        both_exact=len(exact),
        same=share(sum(pair.is_same for pair in compared)),
        compatible=share(compatible),
        within_one=share(sum(pair.distance <= 1 for pair in compared)),
        alpha=rounded(coefficient),
        strength=classify_strength(coefficient),
        open_to_one=sum(pair.is_open_to_one for pair in listed),
        scope_disputed=sum(pair.is_scope_disputed for pair in listed),
        can_be_released=bool(compared)
        and Fraction(compatible, len(compared)) >= LEAST_COMPATIBLE
        and coefficient is not None
        and coefficient >= TENTATIVE,
    )


def compare_codings(framework: Framework, first: Profile, second: Profile, *, tool_version: str) -> Coding:
    """Two codings of one organisation or region, layer by layer; every question on which they do not agree."""
    lenses = tuple(lens for lens in first.lenses if lens in second.lenses)
    by_part = [(part, _pair_items(part, first, second)) for part in framework.parts_for(lenses)]
    by_part = [(part, pairs) for part, pairs in by_part if pairs]
    return Coding(
        tool=Tool(version=tool_version),
        framework=framework.header.id,
        edition=framework.header.edition,
        names=(first.name, second.name),
        dates=(first.date, second.date),
        populations=(first.inhabitants, second.inhabitants),
        overall=measure_agreement(pair for _, pairs in by_part for pair in pairs),
        layers=tuple(
            LayerCoding(
                id=part.id,
                name=part.name,
                agreement=measure_agreement(pairs),
                disagreements=tuple(_describe(pair) for pair in pairs if not _agrees(pair)),
            )
            for part, pairs in by_part
        ),
        least_compatible=float(LEAST_COMPATIBLE),
        least_alpha=float(TENTATIVE),
    )


def _pair_items(part: Questionnaire, first: Profile, second: Profile) -> Sequence[CodedPair]:
    codings = [build_items(part.questions, one.answers, one.kind, one.extent) for one in (first, second)]
    return [CodedPair(*items) for items in zip(*codings, strict=True)]


def _agrees(pair: CodedPair) -> bool:
    if pair.is_scope_disputed or pair.is_open_to_one:
        return False
    return not pair.is_compared or not pair.distance


def _describe(pair: CodedPair) -> QuestionCoding:
    question = pair.first.question

    def describe(item: Item) -> tuple[int, int] | None:
        return (item.possible[0], item.possible[-1]) if item.applies else None

    return QuestionCoding(
        id=question.id,
        ask=question.ask,
        rungs=tuple(option.text for option in question.options),
        states=(pair.first.state, pair.second.state),
        possible=(describe(pair.first), describe(pair.second)),
        distance=pair.distance if pair.is_compared else None,
        evidence=(_get_evidence(pair.first), _get_evidence(pair.second)),
    )


def _get_evidence(item: Item) -> LocalText | None:
    return item.answer.evidence if item.answer else None

"""The base of the first pages of comparisons: short statements about a pair, and the parts of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.comparison import (
    Comparison,
    LayerComparison,
    PartyLayerResult,
)
from eurostack_assess.report.document import (
    PARTY_LETTERS,
    Column,
    Front,
    FrontSection,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    ScoreMark,
    Stack,
    StackFigure,
    StackRow,
    WayOn,
    inline,
)
from eurostack_assess.report.front.voice import MAX_TITLES, FrontVoice
from eurostack_assess.report.wording.statements import format_meaning

MAX_WHY = 3
MOST_KEPT = 3
"""Sentences on trust that no other part of the page displaces."""


@dataclass(frozen=True, kw_only=True)
class ComparisonFront(FrontVoice):
    """What pages of two and of more parties share."""

    result: Comparison

    def build(self, ways_on: tuple[WayOn, ...]) -> Front:
        """The page."""
        key = "trend" if self.result.same_subject else self.result.kind
        return Front(
            name=self._name(),
            kind=self.translate(f"front-compare.kind-{key}"),
            about=self._about(),
            tags=(self.translate("front.example"),) if any(party.example for party in self.result.parties) else (),
            headline=self.headline(),
            standfirst=tuple(self.standfirst()),
            stack=self._stack(),
            basis=inline(self._basis()),
            sections=tuple(self.sections()),
            foot=self._foot(),
            ways_on=ways_on,
        )

    def headline(self) -> str:
        """Who is higher where."""
        raise NotImplementedError

    def standfirst(self) -> Iterator[Inline]:
        """What is said of the other layers, and of the whole stack."""
        raise NotImplementedError

    def build_row(self, layer: LayerComparison) -> StackRow:
        """A layer with everybody's score and what is said of them."""
        raise NotImplementedError

    def number_columns(self) -> Sequence[str]:
        """Titles of the columns with numbers."""
        raise NotImplementedError

    def sections(self) -> Iterator[FrontSection]:
        """The sections below the stack."""
        raise NotImplementedError

    def outcome_overall(self) -> str:
        """What is said of the whole stack."""
        raise NotImplementedError

    @property
    def names(self) -> list[str]:
        """The parties' labels, in their order."""
        return [party.label for party in self.result.parties]

    def title_by_id(self, id_: str) -> str:
        """A question in a few words; its id where it has no title, or is in an older edition only."""
        titles: dict[str, LocalText | None] = {
            question.id: question.title for layer in self.result.layers for question in layer.questions
        }
        title = titles.get(id_)
        return self.localise(title) if title else id_

    def titles_by_id(self, ids: Sequence[str], most: int = MAX_TITLES) -> str:
        """The first few questions by title, and how many more."""
        return self.list_titles([self.title_by_id(id_) for id_ in ids], most)

    def _name(self) -> str:
        """The parties with their letters; of one subject its name."""
        labels = self.names
        if self.result.same_subject:
            labels = [self.translate.day(party.date) if party.date else party.label for party in self.result.parties]
        lettered = [
            self.translate("front-compare.party", letter=letter, name=label)
            for letter, label in zip(PARTY_LETTERS, labels, strict=False)
        ]
        return "   ".join([self.result.parties[0].name, *lettered] if self.result.same_subject else lettered)

    def _about(self) -> str:
        dates = sorted({party.date for party in self.result.parties if party.date})
        kind = self.translate(f"kind.{self.result.kind}")
        if not dates:
            return kind
        days = [self.translate.day(day) for day in (dates[0], dates[-1])]
        return self.translate("front-compare.about", kind=kind, dates=" – ".join(dict.fromkeys(days)))

    def _stack(self) -> Stack:
        basis, translate = self.result.basis, self.translate
        numbers = [Column(title, "right") for title in self.number_columns()]
        return Stack(
            title=translate(f"front.stack-{self.result.kind}"),
            columns=(
                Column(translate("column.layer")),
                Column(translate("column.scale"), scale=True),
                *numbers,
                Column(translate("compare.outcome-title")),
            ),
            parties=tuple(self.names),
            thresholds=(basis.attention, basis.strong),
            rows=tuple(self.build_row(layer) for layer in self.result.layers),
        )

    def figures(self, results: Sequence[PartyLayerResult]) -> tuple[StackFigure, ...]:
        """Everybody's score in its range."""
        return tuple(
            StackFigure(None, "–", "")
            if result.low is None or result.high is None
            else StackFigure(
                ScoreMark(result.low, result.high, result.score),
                self._score(result),
                "" if result.low == result.high else self.translate.interval(result.low, result.high),
            )
            for result in results
        )

    def _score(self, result: PartyLayerResult) -> str:
        if result.low is not None and result.low == result.high:
            return self.translate.interval(result.low, result.low)
        return "–" if result.score is None else self.translate.number(result.score)

    def in_range(self, figure: StackFigure) -> str:
        """A score with its range, as one text."""
        if not figure.range:
            return figure.score
        return self.translate("front.basis-range", score=figure.score, range=figure.range)

    def _basis(self) -> str:
        scores = [
            self.translate("front-compare.score", letter=letter, score=self.in_range(figure))
            for letter, figure in zip(PARTY_LETTERS, self.figures(self.result.overall), strict=False)
        ]
        return self.translate("front-compare.basis", scores=", ".join(scores), outcome=self.outcome_overall())

    def _foot(self) -> Inline:
        limits = {key: self.translate.percent(getattr(self.result.basis, key)) for key in ("likely", "very_likely")}
        return inline(
            self.translate("front-compare.foot", meaning=format_meaning(self.result.meaning, self.translate), **limits)
        )

    def find_out_first(self) -> FrontSection:
        """What one party knows and another does not."""
        title = self.translate("front-compare.find-out")
        entries = [
            ListEntry(
                inline(
                    self.translate("front-compare.find-out-of", letter=letter, questions=self.titles_by_id(open_ids, 3))
                )
            )
            for letter, open_ids in zip(PARTY_LETTERS, self.result.questions_to_find_out, strict=False)
            if open_ids
        ]
        if not entries:
            return FrontSection(title, "", (Paragraph(inline(self.translate("front-compare.find-out-nothing"))),))
        return FrontSection(
            title, self.translate("front-compare.find-out-note"), (Listing(tuple(entries)),), keeps=len(entries)
        )

    def learn(self) -> Iterator[FrontSection]:
        """Who reaches a target that another misses."""
        by_pair: dict[tuple[int, tuple[int, ...]], list[str]] = {}
        for lesson in self.result.lessons:
            by_pair.setdefault((lesson.learner, lesson.examples), []).append(lesson.question)
        entries = [
            ListEntry(
                inline(
                    self.translate(
                        "front-compare.learn-from",
                        learner=PARTY_LETTERS[learner],
                        examples=self.translate.listing([PARTY_LETTERS[place] for place in examples]),
                        questions=self.titles_by_id(ids, 3),
                    )
                )
            )
            for (learner, examples), ids in by_pair.items()
        ]
        if entries:
            yield FrontSection(
                self.translate("front-compare.learn"), "", (Listing(tuple(entries[:MAX_WHY])),), gives_way=True
            )

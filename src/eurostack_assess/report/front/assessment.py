"""The first page of the report of one profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.exposure import DropOut
from eurostack_assess.model.profile import Statement
from eurostack_assess.model.vocabulary import FATES
from eurostack_assess.report.document import (
    Front,
    FrontSection,
    Inline,
    ListEntry,
    Listing,
    Paragraph,
    SquareGroup,
    Squares,
    TextBlock,
    WayOn,
    inline,
)
from eurostack_assess.report.front.agenda import Agenda
from eurostack_assess.report.front.headline import Headline
from eurostack_assess.report.front.rows import StackRows
from eurostack_assess.report.front.voice import FrontVoice
from eurostack_assess.report.wording.scores import write_level_range
from eurostack_assess.report.wording.statements import format_meaning
from eurostack_assess.texts import Texts

MAX_STATEMENTS, MAX_SAVED = 4, 3


def build_assessment_front(result: Assessment, translate: Texts, ways_on: Sequence[WayOn] = ()) -> Front:
    """The answer on one page: headline, layers, what to do and to find out, what stops, facts."""
    return _AssessmentFront(result=result, translate=translate).build(tuple(ways_on))


@dataclass(frozen=True, kw_only=True)
class _AssessmentFront(FrontVoice):
    result: Assessment

    def build(self, ways_on: tuple[WayOn, ...]) -> Front:
        profile = self.result.profile
        headline = Headline(result=self.result, translate=self.translate)
        agenda = Agenda(result=self.result, translate=self.translate)
        return Front(
            name=profile.name,
            kind=self.translate(f"front.kind-{profile.kind}"),
            about=self._about(),
            tags=tuple(self._tags()),
            headline=headline.headline(),
            standfirst=tuple(headline.standfirst()),
            stack=StackRows(result=self.result, translate=self.translate).stack(),
            basis=self._basis(),
            sections=(agenda.do_first(), agenda.find_out_first(), *self._drop_out(), *self._statements()),
            foot=self._foot(),
            ways_on=ways_on,
        )

    def _about(self) -> str:
        kind, day = self.translate(f"kind.{self.result.profile.kind}"), self.result.profile.date
        return kind if day is None else self.translate("front.about", kind=kind, date=self.translate.day(day))

    def _tags(self) -> Iterator[str]:
        if self.result.profile.example:
            yield self.translate("front.example")
        if self.result.profile.basis == "session":
            yield self.translate("front.from-session")
        if self.result.doubt is not None:
            yield self.translate("unsure.all-one-rung-off")

    def _basis(self) -> Inline:
        """The whole stack in one line, and what it rests on."""
        overall, translate = self.result.overall, self.translate
        if overall.low is None or overall.high is None or overall.score is None:
            return inline(translate("front.basis-none", stack=translate("compare.stack")))
        score = translate.number(overall.score)
        if overall.low != overall.high:
            range_ = translate.interval(overall.low, overall.high)
            score = translate("front.basis-range", score=score, range=range_)
        questions = [question for layer in self.result.layers for question in layer.questions if question.counts]
        partly = sum(question.state == "partial" for question in questions)
        level = ""
        if overall.level is not None:
            range_of_levels = write_level_range(overall)
            level = f", {translate('front.level', level=range_of_levels)}"
        are_open = any(layer.likelihood for layer in self.result.layers)
        return inline(
            translate(
                "front.basis",
                stack=translate("compare.stack"),
                score=score,
                level=level,
                known=sum(question.is_known for question in questions),
                of=len(questions),
                partly=translate("front.basis-partly", n=partly) if partly else "",
                how=self._how_sure(),
                shares=f" {translate('front.basis-shares')}" if are_open else "",
            )
        )

    def _how_sure(self) -> str:
        if not self.result.confidence:
            return self.translate("front.basis-not-stated")
        counts = [f"{n} {self.translate(f'confidence.{word}')}" for word, n in self.result.confidence.items()]
        return self.translate("front.basis-how", counts=self.translate.listing(counts))

    def _drop_out(self) -> Iterator[FrontSection]:
        drop_out = self.result.exposure.drop_out if self.result.exposure else None
        if drop_out is None:
            return
        translate = self.translate
        groups = tuple(
            SquareGroup(fate, count, translate(f"front.fate-{fate}", n=count))
            for fate in FATES
            if (count := drop_out.fates[fate])
        )
        yield FrontSection(
            translate("front.drop-out", country=self.country(drop_out.country, drop_out.name)),
            translate("front.drop-out-note", share=translate.percent(drop_out.share)),
            (Squares(groups), *self._saves(drop_out)),
            is_half=False,
        )

    def _saves(self, drop_out: DropOut) -> Iterator[TextBlock]:
        best = drop_out.best_replacement
        if best is None:
            return
        names = [self.localise(service) for service in best.saves]
        if len(names) > MAX_SAVED + 1:
            names = [*names[:MAX_SAVED], self.translate("exposure.others", n=len(names) - MAX_SAVED)]
        yield Paragraph(
            inline(
                self.translate(
                    "front.saves",
                    n=len(best.saves),
                    product=self.localise(best.product),
                    services=self.translate.listing(names),
                )
            )
        )

    def _statements(self) -> Iterator[FrontSection]:
        """Facts and bottlenecks of a region."""
        profile = self.result.profile
        if profile.kind != "region":
            return
        for key, statements in (("facts", profile.facts), ("bottlenecks", profile.bottlenecks)):
            if statements:
                yield FrontSection(
                    self.translate(f"front.{key}"), "", (self._statement_list(statements),), gives_way=True
                )

    def _statement_list(self, statements: Sequence[Statement]) -> Listing:
        return Listing(tuple(ListEntry(inline(self.localise(item.text))) for item in statements[:MAX_STATEMENTS]))

    def _foot(self) -> Inline:
        framework, translate = self.result.framework, self.translate
        limits = {key: translate.number(getattr(framework.thresholds, key)) for key in ("attention", "strong")}
        words = {key: translate.percent(getattr(framework.thresholds, key)) for key in ("likely", "very_likely")}
        meaning = format_meaning(framework.meaning.get(self.result.profile.kind), translate)
        sentences = (
            translate("front.foot-meaning", meaning=meaning, **limits),
            translate("front.foot-words", **words),
            translate("front.foot-not"),
        )
        return inline(f"{translate('front.foot-read')} {' '.join(sentences)}")

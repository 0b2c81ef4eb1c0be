"""The outcome of a workshop: each layer, what to discuss first, all votes, and how far they agree."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.workshop_voice import WorkshopVoice


@dataclass(frozen=True, kw_only=True)
class WorkshopOutcome(WorkshopVoice):
    """Every section of the report."""

    def opening(self) -> Iterator[Block]:
        """Of whom, when, and what the majority judges."""
        result, translate = self.result, self.translate
        yield Heading(1, result.name)
        about = [
            translate("workshop.title"),
            translate(f"kind.{result.kind}"),
            translate("workshop.participants", n=len(result.participants)),
            *([translate("report.date", date=result.date)] if result.date else []),
            translate("report.framework", name=self.localise(result.framework_name), edition=result.framework.edition),
        ]
        yield Paragraph(inline(" · ".join(about)))
        participant_texts = [
            translate("workshop.numbered", number=n, name=name) for n, name in enumerate(result.participants, 1) if name
        ]
        yield (
            self.explanation("workshop.names", names=", ".join(participant_texts))
            if participant_texts
            else self.explanation("workshop.names-dropped")
        )
        yield from self._in_short()

    def _in_short(self) -> Iterator[Block]:
        """What the majority judges, and how many questions there are to discuss: the outcome, before its grounds."""
        translate = self.translate
        judged = [
            translate(f"workshop.short-{verdict}", layers=translate.listing([self.localise(name) for name in names]))
            for verdict in FINDING_VERDICTS
            if (names := [layer.name for layer in self.result.layers if layer.finding == verdict])
        ]
        if divided := [self.localise(layer.name) for layer in self.result.layers if layer.is_divided]:
            judged.append(translate("workshop.short-divided", layers=translate.listing(divided)))
        said = [translate("workshop.short", judged="; ".join(judged))] if judged else []
        if self.result.to_discuss:
            said.append(translate("workshop.short-discuss", n=len(self.result.to_discuss)))
        if said:
            yield Paragraph(inline(TextSpan(" ".join(said), "strong")))

    def key_of_no_discussion(self) -> str:
        """The text that says why nothing is to be discussed: no answers are far apart, or what was is settled."""
        is_settled = any(question.settlement and question.grounds for question in self.result.questions)
        return "workshop.all-settled" if is_settled else "workshop.no-discuss"

    def nothing_to_discuss(self) -> str:
        """That no answers are far apart; where the measure over all questions is low all the same, how that can be."""
        found, key = self.result.agreement, self.key_of_no_discussion()
        is_told_alone = found.alpha is None or found.strength == "firm" or key != "workshop.no-discuss"
        if is_told_alone or found.alpha is None or found.share_at_median is None:
            return self.translate(key)
        alpha, share = self.translate.number(found.alpha, 2), self.translate.percent(found.share_at_median)
        return self.translate("workshop.no-discuss-yet", alpha=alpha, share=share)

    def layers(self) -> Iterator[Block]:
        """The layers that anything counts of, with how far the answers are apart."""
        layers = [layer for layer in (*self.result.layers, *self.result.cross_cutting) if layer.coverage]
        if not layers:
            return
        yield Heading(2, self.translate("workshop.layers"))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.scale"), dispensable=True, scale=True),
            Column(self.translate("column.score"), "right"),
            Column(self.translate("workshop.column-spread"), "right"),
            Column(self.translate("workshop.column-own"), "right"),
            Column(self.translate("workshop.column-answers"), "right"),
            Column(self.translate("column.level"), "right"),
            Column(self.translate("column.coverage"), "right"),
        )
        yield self.explanation("workshop.meaning")
        yield TableBlock(columns, tuple(self.layer(layer) for layer in layers))
        yield self.explanation("workshop.how-to-read")

    def votes(self) -> Iterator[Block]:
        """How the participants judge whole layers; left out where nobody did."""
        judged_layers = [layer for layer in self.result.layers if sum(layer.votes.values())]
        if not judged_layers:
            return
        yield Heading(2, self.translate("workshop.votes"))
        verdicts = list(judged_layers[0].votes)
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"verdict.{verdict}"), "right") for verdict in verdicts),
            Column(self.translate("workshop.column-finding")),
        )
        rows = []
        for layer in judged_layers:
            counts = [inline(str(layer.votes[verdict])) for verdict in verdicts]
            rows.append((inline(self.localise(layer.name)), *counts, self.judgement(layer)))
        yield TableBlock(columns, tuple(rows))

    def discussion(self) -> Iterator[Block]:
        """What to discuss first; where nothing is far apart, what is least alike."""
        alone = len(self.result.participants) < 2 and not self.result.to_discuss  # noqa: PLR2004 - nobody to differ with
        if not self.result.questions or alone:
            return
        yield Heading(2, self.translate("workshop.discuss"))
        questions_by_id = {question.id: question for question in self.result.questions}
        if not self.result.to_discuss:
            yield Paragraph(inline(self.nothing_to_discuss()))
            if self.result.least_alike:
                yield Heading(3, self.translate("workshop.least-alike"))
                yield from listing(
                    [self.question(questions_by_id[id_]) for id_ in self.result.least_alike], numbered=True
                )
            return
        yield self.explanation("workshop.discuss-note")
        discussed = self.result.to_discuss
        yield from listing([self.question(questions_by_id[id_]) for id_ in self.shown(discussed)], numbered=True)
        yield from self.truncation_note(discussed)

    def settlements(self) -> Iterator[Block]:
        """What was agreed on after all, beside the votes."""
        settled_questions = [question for question in self.result.questions if question.settlement]
        if settled_questions:
            yield Heading(2, self.translate("workshop.settlements"))
            yield from listing([self.question(question) for question in settled_questions])

    def agreement(self) -> Iterator[Block]:
        """Alpha with the other measure beside it, never alone."""
        found = self.result.agreement
        if not self.result.questions:
            return
        yield Heading(2, self.translate("workshop.agreement"))
        if found.all_alike:
            yield Paragraph(inline(self.translate("workshop.all-alike")))
        elif found.alpha is None or found.share_at_median is None:
            yield Paragraph(inline(self.translate("workshop.too-few")))
        else:
            values = {
                "alpha": self.translate.number(found.alpha, 2),
                "share": self.translate.percent(found.share_at_median),
            }
            meaning = self.translate(f"workshop.alpha-{found.strength}")
            yield Paragraph(inline(self.translate("workshop.alpha", **values, pairs=found.pairs, meaning=meaning)))

    def open_questions(self) -> Iterator[Block]:
        """Questions that nobody answered, by id: their words stand in the questionnaire."""
        if self.result.too_few:
            yield Heading(2, self.translate("workshop.few-answers"))
            yield self.explanation("workshop.few-answers-note", n=self.result.min_answers)
            questions_by_id = {question.id: question for question in self.result.questions}
            yield from listing([ListEntry(self.question_label(questions_by_id[id_])) for id_ in self.result.too_few])
        if self.result.open:
            yield Heading(2, self.translate("workshop.open"))
            yield from listing(
                [
                    ListEntry(inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted")))
                    for question in self.shown(self.result.open)
                ]
            )
            yield from self.truncation_note(self.result.open)

    def all_votes(self) -> Iterator[Block]:
        """Every question with its votes."""
        if self.result.questions:
            yield Heading(2, self.translate("workshop.agreed"))
            yield from listing([self.question(question) for question in self.result.questions])

    def remarks(self) -> Iterator[Block]:
        """What participants said besides."""
        if self.result.remarks:
            yield Heading(2, self.translate("workshop.remarks"))
            lines = [
                self.translate("workshop.note", who=remark.participant, text=remark.text)
                for remark in self.result.remarks
            ]
            yield from listing([ListEntry(inline(line)) for line in lines])

    def method(self) -> Iterator[Block]:
        """How it was computed."""
        yield Heading(2, self.translate("workshop.method"))
        yield self.explanation("workshop.method-text")
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))

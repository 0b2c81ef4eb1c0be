"""The questions behind the difference: answers, lessons, what to find out, and joint coverage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eurostack_assess.model.comparison import (
    AnswerChange,
    AnswerMovement,
    LayerComparison,
    Lesson,
    PartyAnswer,
    PartyLayerResult,
    QuestionComparison,
)
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.comparison.base import ComparisonVoice
from eurostack_assess.report.wording.answers import format_possible
from eurostack_assess.report.wording.certainty import format_verdict
from eurostack_assess.report.wording.outcomes import PAIR
from eurostack_assess.report.wording.scores import build_number_cells, build_number_columns
from eurostack_assess.report.wording.statements import (
    format_evidence,
)

MOST_DIFFERING, MOST_LESSONS = 2, 4
"""Questions of a layer, and lessons, that a screen shows."""

MOVEMENT_TONES: dict[AnswerMovement, Tone] = {"better": "good", "worse": "bad"}


MOVEMENTS: tuple[AnswerMovement, ...] = (
    "better",
    "worse",
    "narrowed",
    "widened",
    "newly_known",
    "no_longer_known",
    "now_applies",
    "no_longer_applies",
)


@dataclass(frozen=True, kw_only=True)
class ComparisonQuestions(ComparisonVoice):
    """The questions behind the difference: answers, lessons, what to find out, what the parties cover together."""

    @property
    def no_party_word(self) -> str:
        """Neither, or nobody."""
        return self.translate("compare.none-of-two" if len(self.names) == PAIR else "compare.none-of-all")

    def changes(self) -> Iterator[Block]:
        """Of one subject: what became of the answers."""
        yield Heading(2, self.translate("compare.changes"))
        if not self.result.answer_changes:
            yield Paragraph(inline(self.translate("compare.changes-none")))
        for movement in MOVEMENTS:
            answer_changes = [change for change in self.result.answer_changes if change.movement == movement]
            if answer_changes:
                yield Heading(3, self.translate(f"movement.{movement}"))
                yield from listing([self._change(change) for change in answer_changes])

    def _change(self, change: AnswerChange) -> ListEntry:
        question = self.result.question(change.question)
        before, after = question.answers[change.before], question.answers[change.after]
        tone = MOVEMENT_TONES.get(change.movement, "plain")
        details = [
            self._question_label(question),
            inline(self.translate("compare.from", answer=self._answer(question, before))),
            inline(TextSpan(self.translate("compare.to", answer=self._answer(question, after)), tone)),
            *self._evidence_lines(after),
        ]
        if len(self.names) > PAIR:
            dates = self.translate("compare.from-to", first=self._date(change.before), last=self._date(change.after))
            details.append(inline(TextSpan(dates, "muted")))
        return ListEntry(details[0], tuple(details[1:]))

    def _date(self, place: int) -> str:
        date = self.result.parties[place].date
        return self.translate.day(date) if date else ""

    def layer_by_layer(self) -> Iterator[Block]:
        """Each layer: what differs, what one side knows, what all miss."""
        yield Heading(2, self.translate("compare.layers"))
        for layer in self.result.layers:
            yield from self._layer(layer)
        if self.result.cross_cutting and not self.is_brief:
            yield Heading(2, self.translate("report.beside"))
            yield self.explanation("report.beside-note")
            for part in self.result.cross_cutting:
                yield from self._layer(part)

    def _layer(self, layer: LayerComparison) -> Iterator[Block]:
        """A layer's numbers and what may be said; what differs in full, the rest in short."""
        yield Heading(3, self.localise(layer.name))
        columns = (
            Column(self.translate("column.name")),
            *build_number_columns(self.translate),
            Column(self.translate("column.verdict")),
        )
        rows = [
            self._numbers_row(name, party_result) for name, party_result in zip(self.names, layer.results, strict=True)
        ]
        if not self.is_brief:
            yield TableBlock(columns, tuple(rows))
        reported_pairs = [pair for pair in layer.pairs if len(self.names) == PAIR or pair.standing != "too_little"]
        statements = [
            (*self._statement(pair), *(() if self.is_brief else self._complete_case(pair))) for pair in reported_pairs
        ]
        yield from listing([ListEntry(inline(" ".join(sentences))) for sentences in statements])
        if len(reported_pairs) < len(layer.pairs):
            yield self.explanation("compare.others-too-little", n=len(layer.pairs) - len(reported_pairs))
        questions_by_id = {question.id: question for question in layer.questions}
        if not self.result.same_subject:
            differing = layer.differing[:MOST_DIFFERING] if self.is_brief else layer.differing
            yield from self._questions("differing", [self._difference(questions_by_id[id_]) for id_ in differing])
        if self.is_brief:
            return
        if not self.result.same_subject:
            yield from self._questions(
                "one-sided", [self._one_sided_entry(questions_by_id[id_]) for id_ in layer.one_sided]
            )
        missed = [ListEntry(self._question_label(questions_by_id[id_])) for id_ in layer.missed]
        yield from self._questions("missed", missed, all=self.all_parties_word)
        yield from self._questions(
            "unknown",
            [ListEntry(self._question_label(questions_by_id[id_])) for id_ in layer.unknown],
            none=self.no_party_word,
        )

    def _questions(self, key: str, entries: Sequence[ListEntry], **values: object) -> Iterator[Block]:
        if entries:
            yield Paragraph(inline(TextSpan(self.translate(f"compare.{key}", **values), "strong")))
            yield from listing(entries)

    def _numbers_row(self, name: str, numbers: PartyLayerResult) -> tuple[Cell, ...]:
        if numbers.low is None or numbers.high is None or numbers.verdict is None:
            return (inline(name), None, None, None, None, None)
        return (
            inline(name),
            *build_number_cells(numbers, self.translate),
            inline(format_verdict(numbers, self.translate)),
        )

    def _difference(self, question: QuestionComparison) -> ListEntry:
        """One question with what each answered, and on what grounds."""
        points = self.translate("compare.points", points=self.translate.number(question.spread, 1))
        return ListEntry(inline(*self._question_label(question), f" {points}"), tuple(self._answers(question)))

    def _one_sided_entry(self, question: QuestionComparison) -> ListEntry:
        known = [name for name, answer in zip(self.names, question.answers, strict=True) if answer.is_known]
        note = self.translate("compare.known-of", names=self.translate.listing(known))
        return ListEntry(inline(*self._question_label(question), TextSpan(f" ({note})", "muted")))

    def answers(self) -> Iterator[Block]:
        """Every question with everybody's answer and what it rests on."""
        yield Heading(2, self.translate("compare.answers"), starts_closed=True)
        for layer in (*self.result.layers, *self.result.cross_cutting):
            yield Heading(3, self.localise(layer.name))
            yield from listing([self._full_entry(question) for question in layer.questions])

    def _full_entry(self, question: QuestionComparison) -> ListEntry:
        target = self.translate("compare.target", target=self.localise(question.rungs[question.target]))
        label = inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted"))
        return ListEntry(label, (*self._answers(question), inline(TextSpan(target, "muted"))), question.id)

    def _answers(self, question: QuestionComparison) -> Iterator[Inline]:
        for name, answer in zip(self.names, question.answers, strict=True):
            yield inline(self.translate("compare.answer", name=name, answer=self._answer(question, answer)))
            yield from self._evidence_lines(answer)

    def _answer(self, question: QuestionComparison, answer: PartyAnswer) -> str:
        if answer.state == "not_in_edition":
            return self.translate("state.not_in_edition")
        reason = f" ({self.localise(answer.reason)})" if answer.reason else ""
        return f"{format_possible(answer.state, answer.possible, question.rungs, self.translate)}{reason}"

    def _evidence_lines(self, answer: PartyAnswer) -> Iterator[Inline]:
        if self.is_brief:
            return
        about, answered = (answer.date, answer.confidence), answer.is_known
        yield from format_evidence(answer.evidence, answer.source, about, self.translate, answered=answered)

    def _question_label(self, question: QuestionComparison) -> Inline:
        """The question, or in short its title; with its id."""
        asked = question.title or question.ask if self.is_brief else question.ask
        return inline(self.localise(asked), TextSpan(f" [{question.id}]", "muted", question.id))

    def lessons(self) -> Iterator[Block]:
        """Where one reaches a target that another misses, with the step that lifts it."""
        yield Heading(2, self.translate("compare.lessons"))
        if not self.result.lessons:
            yield Paragraph(inline(self.translate("compare.no-lessons")))
            return
        yield self.explanation("compare.lessons-note")
        lessons = self.result.lessons
        voice = replace(self, limit=MOST_LESSONS) if self.is_brief else self
        yield from listing([self._lesson(lesson) for lesson in voice.shown(lessons)], numbered=True)
        yield from voice.truncation_note(lessons)

    def _lesson(self, lesson: Lesson) -> ListEntry:
        question = self.result.question(lesson.question)
        learner = self.names[lesson.learner]
        examples = self.translate.listing([self.names[place] for place in lesson.examples])
        share = self.translate(
            "compare.lesson-share", share=self.translate.percent(lesson.share_of_gap), learner=learner
        )
        now = self._answer(question, question.answers[lesson.learner])
        details = [self._question_label(question), inline(self.translate("compare.answer", name=learner, answer=now))]
        for place in lesson.examples:
            answer = self._answer(question, question.answers[place])
            details.append(inline(self.translate("compare.answer", name=self.names[place], answer=answer)))
            details += self._evidence_lines(question.answers[place])
        action = question.answers[lesson.learner].next_action
        if action is not None:
            step = self.translate("report.first-step", effort=self.translate(f"effort.{action.effort}"))
            details.append(inline(TextSpan(step, "good"), " ", self.localise(action.text)))
        heading = self.translate("compare.lesson", learner=learner, examples=examples)
        return ListEntry(inline(TextSpan(heading, "strong"), f" {share}"), tuple(details))

    def find_out(self) -> Iterator[Block]:
        """What nobody can compare until one side knows it: by party, heaviest first."""
        if not any(self.result.questions_to_find_out):
            return
        yield Heading(2, self.translate("compare.find-out"))
        yield self.explanation("compare.find-out-note", n=len(self.names) - 1)
        for name, own in zip(self.names, self.result.questions_to_find_out, strict=True):
            if own:
                yield Heading(3, name)
                entries = [ListEntry(self._question_label(self.result.question(id_))) for id_ in self.shown(own)]
                yield from listing(entries)
                yield from self.truncation_note(own)

    def joint(self) -> Iterator[Block]:
        """What they cover together, and what none of them has."""
        yield Heading(2, self.translate("compare.joint"), starts_closed=True)
        yield self.explanation("compare.joint-note")
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("compare.column-joint"), "right"),
            Column(self.translate("compare.column-maybe"), "right"),
            Column(self.translate("compare.column-neither"), "right"),
            Column(self.translate("compare.column-weight"), "right"),
        )
        names = {layer.id: self.localise(layer.name) for layer in self.result.layers}
        rows = tuple(
            (
                inline(names[layer_coverage.layer]),
                *(
                    inline(str(len(questions)))
                    for questions in (layer_coverage.covered, layer_coverage.open, layer_coverage.missed)
                ),
                inline(self.translate.shares(layer_coverage.covered_share.low, layer_coverage.covered_share.high)),
            )
            for layer_coverage in self.result.joint_coverage
        )
        yield TableBlock(columns, rows)
        nobody = [
            ListEntry(self._question_label(self.result.question(id_)))
            for layer_coverage in self.result.joint_coverage
            for id_ in layer_coverage.missed
        ]
        if not self.is_brief:
            yield from self._questions("nobody", nobody)

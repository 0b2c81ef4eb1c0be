"""Results side by side, as a page that a board can discuss: what may be said, for which reasons, and how sure that is.

Each section is a function from the comparison to blocks; nothing is computed here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.comparison import (
    AnswerChange,
    AnswerMovement,
    Comparison,
    IndicatorComparison,
    LayerComparison,
    Lesson,
    Pair,
    PartyAnswer,
    PartyLayerResult,
    QuestionComparison,
    Ranks,
)
from eurostack_assess.model.profile import Indicator
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Inline,
    Intervals,
    ListEntry,
    Paragraph,
    ReportDocument,
    ScoreMark,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.assessment import VERDICT_TONES
from eurostack_assess.report.wording.editions import format_older_edition
from eurostack_assess.report.wording.scores import build_number_cells, build_number_columns, format_level_range
from eurostack_assess.report.wording.statements import (
    format_evidence,
    format_figure,
    format_figure_notes,
    format_meaning,
    format_statements,
)
from eurostack_assess.report.wording.views import format_objective_name
from eurostack_assess.report.wording.voice import Voice, list_limit
from eurostack_assess.texts import texts

MAX_DECIDING_QUESTIONS = 2
"""Questions named in short as what makes a difference."""

PAIR = 2

HIGHER_OUTCOMES = ("higher", "higher-where-known")
SHORT_OUTCOMES = (*HIGHER_OUTCOMES, "not-separable", "equal", "too-little")
"""What is said in short, in this order."""

UNVERIFIED_TEXT_KEYS = {"common_knowledge": "common_knowledge", "uncertain": "uncertain", None: "unstated"}
"""How sure an answer is that nobody looked up, with the text that says so."""

MOVEMENTS: tuple[AnswerMovement, ...] = (
    "better",
    "worse",
    "newly_known",
    "no_longer_known",
    "now_applies",
    "no_longer_applies",
)
MOVEMENT_TONES: dict[AnswerMovement, Tone] = {"better": "good", "worse": "bad"}


def build_comparison_report(result: Comparison, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole comparison in one language; with `everything`, no list is cut short and every answer is told."""
    report = _ComparisonReport(result=result, translate=texts(language), limit=list_limit(everything=everything))
    of_several = (report.lessons, report.joint, report.find_out)
    sections = (
        report.opening(),
        report.summary(),
        report.overview(),
        report.custom_weights(),
        *((report.changes(),) if result.same_subject else (section() for section in of_several)),
        report.findings(),
        report.indicators(),
        report.exposure(),
        report.layer_by_layer(),
        report.facts(),
        report.weights(everything=everything),
        report.views(),
        report.answers() if everything else (),
        report.method(),
    )
    return ReportDocument(
        report.title, language, tuple(block for section in sections for block in section), result.last_date or UNDATED
    )


@dataclass(frozen=True, kw_only=True)
class _ComparisonReport(Voice):
    """One comparison in one language."""

    result: Comparison

    @property
    def names(self) -> list[str]:
        """The parties' labels, in their order."""
        return [party.label for party in self.result.parties]

    @property
    def all_parties_word(self) -> str:
        """Both, or all."""
        return self.translate("compare.both" if len(self.names) == PAIR else "compare.all")

    @property
    def no_party_word(self) -> str:
        """Neither, or nobody."""
        return self.translate("compare.none-of-two" if len(self.names) == PAIR else "compare.none-of-all")

    @property
    def title(self) -> str:
        """Who is compared; of one subject, from when to when."""
        if not self.result.same_subject:
            return self.translate("compare.title", names=self.translate.listing(self.names))
        dates = sorted(party.date.isoformat() for party in self.result.parties if party.date)
        span = self.translate("compare.from-to", first=dates[0], last=dates[-1])
        return self.translate("compare.title-trend", name=self.result.parties[0].name, dates=span)

    def opening(self) -> Iterator[Block]:
        result = self.result
        yield Heading(1, self.title)
        name, editions = self.localise(result.framework_name), self.translate.listing(list(result.basis.editions))
        framework = self.translate("report.framework", name=name, edition=editions)
        yield Paragraph(
            inline(" · ".join((self.translate("compare.kind"), self.translate(f"kind.{result.kind}"), framework)))
        )
        if not result.same_subject:
            date_lines = [
                self.translate("compare.dated", name=party.label, date=party.date.isoformat())
                if party.date
                else self.translate("compare.undated", name=party.label)
                for party in result.parties
            ]
            yield from listing([ListEntry(inline(line)) for line in date_lines])
            if len({party.date for party in result.parties if party.date}) > 1:
                yield self.explanation("compare.dates-differ")
        for party in result.parties:
            if party.example:
                yield Paragraph(inline(TextSpan(self.translate("compare.example", name=party.label), "bad")))
        for party in result.parties:
            if party.edition_drift is not None:
                yield Paragraph(
                    inline(TextSpan(format_older_edition(party.label, party.edition_drift, self.translate), "bad"))
                )
        session_parties = [party.label for party in result.parties if party.basis == "session"]
        if session_parties:
            key = "compare.all-said" if len(session_parties) == len(self.names) else "compare.some-said"
            yield Paragraph(inline(TextSpan(self.translate(key, names=self.translate.listing(session_parties)), "bad")))
        yield Paragraph(inline(TextSpan(format_meaning(result.meaning, self.translate), "muted")))

    def summary(self) -> Iterator[Block]:
        """One sentence for each thing that is said, of all the layers of which it is."""
        yield Heading(2, self.translate("compare.in-short"))
        said: dict[tuple[int, int, int], list[tuple[LayerComparison, Pair]]] = {}
        for layer in self.result.layers:
            for pair in layer.pairs:
                said.setdefault((SHORT_OUTCOMES.index(_short_outcome(pair)), *_order_pair(pair)), []).append(
                    (layer, pair)
                )
        yield from listing([self._summary_entry(SHORT_OUTCOMES[key[0]], *key[1:], said[key]) for key in sorted(said)])
        about = TextSpan(f"{self.translate('compare.over-stack')} ", "muted")
        overall = [inline(about, " ".join(self._statement(pair))) for pair in self.result.overall_pairs]
        yield from [Paragraph(overall[0])] if len(overall) == 1 else listing([ListEntry(line) for line in overall])

    def _summary_entry(
        self, short: str, first: int, second: int, layer_pairs: Sequence[tuple[LayerComparison, Pair]]
    ) -> ListEntry:
        """What is said of two parties in some layers; where one is higher, also on what grounds and by what."""
        layer_names = self.translate.listing([self.localise(layer.name) for layer, _ in layer_pairs])
        if short in HIGHER_OUTCOMES:
            names = {"higher": self.names[first], "lower": self.names[second]}
            key = f"compare.{self._direction(layer_pairs[0][1])}-short-{short}"
            sentence = self.translate(key, **names, layers=layer_names, all=self.translate("compare.both"))
            return ListEntry(
                inline(TextSpan(sentence, "strong")),
                tuple(line for layer_pair in layer_pairs for line in self._grounds(*layer_pair)),
            )
        both = self.translate.listing([self.names[first], self.names[second]])
        return ListEntry(inline(self.translate(f"compare.short-{short}", pair=both, layers=layer_names)))

    def _direction(self, pair: Pair) -> str:
        """Which texts speak of a pair: of one subject on two dates it went up or down."""
        if not self.result.same_subject:
            return "between"
        return "up" if pair.higher_party == pair.second else "down"

    def _grounds(self, layer: LayerComparison, pair: Pair) -> Iterator[Inline]:
        about = f"{self.localise(layer.name)}: " if len(self.result.layers) > 1 else ""
        yield inline(TextSpan(about, "muted"), " ".join(self._short_grounds(pair)))
        questions_by_id = {compared.id: compared for compared in layer.questions}
        for id_ in pair.decided_by[:MAX_DECIDING_QUESTIONS]:
            compared = questions_by_id.get(id_)  # not there where only an edition older than the newest of all has it
            question = self.localise(compared.ask) if compared else id_
            yield inline(TextSpan(self.translate("compare.by", question=question), "muted"))
            if compared:
                yield from self._confidence_caveats(
                    {self.names[party]: compared.answers[party] for party in (pair.first, pair.second)}
                )

    def _confidence_caveats(self, answers: Mapping[str, PartyAnswer]) -> Iterator[Inline]:
        """Which of the answers nobody looked up, each kind in one sentence."""
        for confidence, key in UNVERIFIED_TEXT_KEYS.items():
            names = [name for name, answer in answers.items() if answer.confidence == confidence]
            if names:
                caveat = self.translate(f"compare.unsure-{key}", n=len(names), names=self.translate.listing(names))
                yield inline(TextSpan(caveat, "bad"))

    def _short_grounds(self, pair: Pair) -> Iterator[str]:
        """The grounds in short: what is said under the layer is not said twice."""
        if pair.standing != "most_weightings":
            yield from self._statement(pair)
            return
        points = self.translate.number(abs(pair.difference or 0.0), 1)
        yield self.translate("compare.in-points", compared=self.translate.known(pair.compared), points=points)
        if pair.compared < 1:
            yield self.translate("compare.open-may-turn")

    def _statement(self, pair: Pair) -> Iterator[str]:
        """What may be said of a pair, and what it hangs on."""
        higher, lower = _order_pair(pair)
        first, second = self.names[pair.first], self.names[pair.second]
        basis, common_values = (
            self.result.basis,
            {"all": self.translate("compare.both"), "compared": self.translate.known(pair.compared)},
        )
        above, below = (self.translate.percent(share or 0.0, 1) for share in (pair.first_above, pair.second_above))
        draws = self.translate.figure(basis.draws)
        match pair.standing:
            case "equal":
                yield self.translate("compare.equal", first=first, second=second)
            case "whatever_weights" | "whatever_answers":
                yield self.translate(
                    f"compare.{self._direction(pair)}-{pair.standing}",
                    higher=self.names[higher],
                    lower=self.names[lower],
                )
            case "most_weightings":
                share = above if pair.higher_party == pair.first else below
                points = self.translate.number(abs(pair.difference or 0.0), 1)
                values = {"higher": self.names[higher], "lower": self.names[lower], "points": points, "share": share}
                yield self.translate(
                    f"compare.{self._direction(pair)}-most_weightings", **values, **common_values, draws=draws
                )
            case "not_separable" if not pair.first_above and not pair.second_above:
                yield self.translate("compare.alike-where-known", first=first, second=second, **common_values)
            case "not_separable":
                values = {"first": first, "second": second, "above": above, "below": below}
                yield self.translate("compare.not-separable", **values, **common_values, draws=draws)
            case "too_little":
                least = self.translate.percent(basis.compared)
                yield self.translate("compare.too-little", first=first, second=second, least=least, **common_values)
        yield from self._sensitivity(pair)

    def _sensitivity(self, pair: Pair) -> Iterator[str]:
        if pair.standing in ("most_weightings", "not_separable") and pair.difference:
            if pair.weight_to_flip is None:
                yield self.translate("compare.flip-never")
            else:
                yield self.translate("compare.flip", share=self.translate.percent(pair.weight_to_flip))
        if pair.standing == "most_weightings" and pair.compared < 1:
            yield self.translate("compare.open-may-turn")
        if pair.pivotal_questions:
            questions = self.translate.listing(list(pair.pivotal_questions))
            yield self.translate("compare.hangs-on", n=len(pair.pivotal_questions), questions=questions)

    def overview(self) -> Iterator[Block]:
        """A row a layer: everybody's score and, of two, the levels and what may be said."""
        yield self._chart()
        stack = (self.translate("compare.stack"), self.result.overall, self.result.overall_pairs)
        yield self._table(
            self.translate("column.layer"),
            [*((self.localise(layer.name), layer.results, layer.pairs) for layer in self.result.layers), stack],
        )
        notes = [self.translate("compare.how-to-read", all=self.translate("compare.both"))]
        notes += (
            [self.translate("compare.level-note", top=self.result.basis.top_level)] if len(self.names) == PAIR else []
        )
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))

    def _table(
        self, title: str, rows_by_name: Sequence[tuple[str, Sequence[PartyLayerResult], Sequence[Pair]]]
    ) -> TableBlock:
        """A row for each thing that is named."""
        of_two = len(self.names) == PAIR
        columns = [Column(title)]
        for name in self.names:
            columns += [Column(name, "right"), *([Column(self.translate("column.level"), "right")] if of_two else [])]
        columns += [Column(self.translate("compare.outcome-title"))] if of_two else []
        rows: list[tuple[Cell, ...]] = []
        for name, numbers, pairs in rows_by_name:
            cells: list[Cell] = [inline(name)]
            for party_result in numbers:
                cells += [
                    self._cell(party_result),
                    *([format_level_range(party_result.level, party_result.level_low)] if of_two else []),
                ]
            applies = any(party_result.low is not None for party_result in numbers)
            rows.append((*cells, *([self._outcome(pairs[0]) if applies else None] if of_two else [])))
        return TableBlock(tuple(columns), tuple(rows))

    def custom_weights(self) -> Iterator[Block]:
        """The same overview by custom weights, where those were given."""
        own, weights = self.result.reweighed, self.result.weights
        if own is None or weights is None:
            return
        yield Heading(2, self.translate("weights.title", name=self.localise(weights.name)))
        yield self.explanation("weights.instead")
        stack = (self.translate("compare.stack"), own.overall, own.overall_pairs)
        layers = [(self.localise(layer.name), layer.results, layer.pairs) for layer in own.layers]
        yield self._table(self.translate("column.layer"), [*layers, stack])
        given_weights = ", ".join(
            f"{id_} {self.translate.figure(weight)}"
            for id_, weight in (*weights.layers.items(), *weights.questions.items())
        )
        yield self.explanation("weights.given", weights=given_weights)
        source = weights.source
        yield Paragraph(
            inline(self.translate("report.source", source=source) if source else self.translate("weights.no-source"))
        )

    def views(self) -> Iterator[Block]:
        """Everybody by the objectives of other instruments."""
        for view in self.result.views:
            yield Heading(2, self.translate("view.title", name=self.localise(view.name)))
            yield Paragraph(inline(TextSpan(self.translate("view.derived"), "bad")))
            objectives = [
                (
                    format_objective_name(objective.id, objective.name, self.translate),
                    objective.results,
                    objective.pairs,
                )
                for objective in view.objectives
            ]
            yield self._table(self.translate("view.objective"), objectives)
            yield self.explanation("view.compare-note", all=self.translate("compare.both"))
            if view.editions:
                editions = [(self.localise(edition.name), edition.results, edition.pairs) for edition in view.editions]
                yield self._table(self.translate("view.edition"), editions)
            for first, second in view.disagreements:
                note = self.translate("view.editions-disagree", first=self.names[first], second=self.names[second])
                yield Paragraph(inline(TextSpan(note, "strong")))

    def _chart(self) -> Figure:
        """Everybody's score in its range, layer by layer."""
        groups, descriptions = [], []
        for layer in self.result.layers:
            marks = tuple(
                None
                if party_result.low is None or party_result.high is None
                else ScoreMark(party_result.low, party_result.high, party_result.score)
                for party_result in layer.results
            )
            groups.append((self.localise(layer.name), marks))
            known = [
                f"{name} {''.join(span.text for span in cell)}"
                for name, party_result in zip(self.names, layer.results, strict=True)
                if (cell := self._cell(party_result))
            ]
            if known:
                descriptions.append(
                    self.translate(
                        "compare.chart-of", layer=self.localise(layer.name), marks=self.translate.listing(known)
                    )
                )
        return Figure(
            self.translate("compare.chart"), " ".join(descriptions), Intervals(tuple(self.names), tuple(groups))
        )

    def _cell(self, numbers: PartyLayerResult) -> Inline | None:
        if numbers.low is None or numbers.high is None:
            return None
        if numbers.low == numbers.high:
            return inline(self.translate.interval(numbers.low, numbers.high))
        score = "–" if numbers.score is None else self.translate.number(numbers.score)
        return inline(f"{score} ({self.translate.interval(numbers.low, numbers.high)})")

    def _outcome(self, pair: Pair) -> Inline:
        if pair.higher_party is None:
            return inline(self.translate(f"compare.outcome-{_short_outcome(pair)}"))
        known = "-where-known" if pair.standing == "most_weightings" else ""
        outcome = self.translate(
            f"compare.{self._direction(pair)}-outcome{known}", higher=self.names[pair.higher_party]
        )
        return inline(TextSpan(outcome, "strong"))

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
        return date.isoformat() if date else ""

    def layer_by_layer(self) -> Iterator[Block]:
        yield Heading(2, self.translate("compare.layers"))
        for layer in self.result.layers:
            yield from self._layer(layer)
        if self.result.cross_cutting:
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
        yield TableBlock(columns, tuple(rows))
        reported_pairs = [pair for pair in layer.pairs if len(self.names) == PAIR or pair.standing != "too_little"]
        yield from listing([ListEntry(inline(" ".join(self._statement(pair)))) for pair in reported_pairs])
        if len(reported_pairs) < len(layer.pairs):
            yield self.explanation("compare.others-too-little", n=len(layer.pairs) - len(reported_pairs))
        questions_by_id = {question.id: question for question in layer.questions}
        if not self.result.same_subject:
            yield from self._questions("differing", [self._difference(questions_by_id[id_]) for id_ in layer.differing])
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
            inline(TextSpan(self.translate(f"verdict.{numbers.verdict}"), VERDICT_TONES.get(numbers.verdict, "plain"))),
        )

    def _difference(self, question: QuestionComparison) -> ListEntry:
        """One question with what each answered, and on what grounds."""
        points = self.translate("compare.points", points=self.translate.number(question.spread, 1))
        return ListEntry(inline(*self._question_label(question), f" {points}"), tuple(self._answers(question)))

    def _one_sided_entry(self, question: QuestionComparison) -> ListEntry:
        known = [name for name, answer in zip(self.names, question.answers, strict=True) if answer.state == "answered"]
        note = self.translate("compare.known-of", names=self.translate.listing(known))
        return ListEntry(inline(*self._question_label(question), TextSpan(f" ({note})", "muted")))

    def answers(self) -> Iterator[Block]:
        """Every question with everybody's answer and what it rests on."""
        yield Heading(2, self.translate("compare.answers"))
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
        if answer.rung is not None:
            text = self.localise(question.rungs[answer.rung])
            return self.translate("report.answer", rung=answer.rung, text=text)
        reason = f" ({self.localise(answer.reason)})" if answer.reason else ""
        return f"{self.translate(f'state.{answer.state}')}{reason}"

    def _evidence_lines(self, answer: PartyAnswer) -> Iterator[Inline]:
        about, answered = (answer.date, answer.confidence), answer.state == "answered"
        yield from format_evidence(answer.evidence, answer.source, about, self.translate, answered=answered)

    def _question_label(self, question: QuestionComparison) -> Inline:
        return inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted", question.id))

    def lessons(self) -> Iterator[Block]:
        """Where one reaches a target that another misses, with the step that lifts it."""
        yield Heading(2, self.translate("compare.lessons"))
        if not self.result.lessons:
            yield Paragraph(inline(self.translate("compare.no-lessons")))
            return
        yield self.explanation("compare.lessons-note")
        lessons = self.result.lessons
        yield from listing([self._lesson(lesson) for lesson in self.shown(lessons)], numbered=True)
        yield from self.truncation_note(lessons)

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
        yield Heading(2, self.translate("compare.joint"))
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
        yield from self._questions("nobody", nobody)

    def findings(self) -> Iterator[Block]:
        """What each session said of each layer; left out where nobody recorded anything."""
        layers = self.result.layers
        if not any(party_result.finding for layer in layers for party_result in layer.results):
            return
        yield Heading(2, self.translate("compare.findings"))
        columns = (Column(self.translate("column.layer")), *(Column(name) for name in self.names))
        yield TableBlock(
            columns,
            tuple(
                (inline(self.localise(layer.name)), *(self._finding(party_result) for party_result in layer.results))
                for layer in layers
            ),
        )

    def _finding(self, numbers: PartyLayerResult) -> Inline:
        if numbers.finding is None:
            return inline(TextSpan(self.translate("compare.no-finding"), "muted"))
        return inline(
            TextSpan(self.translate(f"verdict.{numbers.finding}"), VERDICT_TONES.get(numbers.finding, "plain"))
        )

    def exposure(self) -> Iterator[Block]:
        """How exposed the services in use are; left out where nobody has any on record."""
        if not any(party_result.exposed for party_result in self.result.overall):
            return
        yield Heading(2, self.translate("compare.exposure"))
        yield self.explanation("compare.exposure-note")
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        numbers_by_layer = self._numbers_by_layer()
        rows = tuple(
            (inline(name), *(self._exposure_range(party_result) for party_result in numbers))
            for name, numbers in numbers_by_layer
        )
        yield TableBlock(columns, rows)

    def _numbers_by_layer(self) -> list[tuple[str, tuple[PartyLayerResult, ...]]]:
        """Everybody's numbers of each layer and of the whole stack, by name."""
        stack = (self.translate("compare.stack"), self.result.overall)
        return [*((self.localise(layer.name), layer.results) for layer in self.result.layers), stack]

    def _exposure_range(self, numbers: PartyLayerResult) -> Inline | None:
        return inline(self.translate.shares(numbers.exposed.low, numbers.exposed.high)) if numbers.exposed else None

    def facts(self) -> Iterator[Block]:
        """Facts and bottlenecks of each, with their sources; of one subject those of its last date only."""
        parties = self.result.parties
        reported_parties = parties[-1:] if self.result.same_subject else parties
        if not any(party.facts or party.bottlenecks for party in reported_parties):
            return
        yield Heading(2, self.translate("compare.facts"))
        for party in reported_parties:
            for key, statements in (("facts-of", party.facts), ("bottlenecks-of", party.bottlenecks)):
                if statements:
                    yield Heading(3, self.translate(f"compare.{key}", name=party.label))
                    yield from format_statements(statements, self.translate)

    def indicators(self) -> Iterator[Block]:
        """Public figures side by side, each with its year and area."""
        if not self.result.indicators:
            return
        yield Heading(2, self.translate("compare.indicators"))
        yield self.explanation("compare.indicators-note")
        shared = [
            indicator
            for indicator in self.result.indicators
            if sum(value is not None for value in indicator.values) > 1
        ]
        shown = self.result.indicators if self.limit is None else shared
        yield from listing([self._indicator_entry(indicator) for indicator in shown])
        if len(shown) < len(self.result.indicators):
            yield self.explanation("compare.one-has", n=len(self.result.indicators) - len(shown))

    def _indicator_entry(self, indicator: IndicatorComparison) -> ListEntry:
        """One figure of everybody; the same national figure stands once."""
        name = inline(TextSpan(self.localise(indicator.name), "strong"))
        first = indicator.values[0]
        if first is not None and all(value == first for value in indicator.values):
            text = self.translate(
                "compare.answer", name=self.all_parties_word.capitalize(), answer=format_figure(first, self.translate)
            )
            return ListEntry(name, (inline(text), *format_figure_notes(first, self.translate)))
        pairs = zip(self.names, indicator.values, strict=True)
        details = [line for name, value in pairs for line in self._value(name, value)]
        if sum(value is not None for value in indicator.values) > 1 and not indicator.same_basis:
            details.append(inline(TextSpan(self.translate("compare.other-basis"), "bad")))
        if indicator.is_national:
            details.append(inline(TextSpan(self.translate("compare.national"), "muted")))
        return ListEntry(name, tuple(details))

    def _value(self, name: str, value: Indicator | None) -> Iterator[Inline]:
        if value is None:
            yield inline(
                TextSpan(self.translate("compare.answer", name=name, answer=self.translate("compare.nothing")), "muted")
            )
            return
        yield inline(self.translate("compare.answer", name=name, answer=format_figure(value, self.translate)))
        yield from format_figure_notes(value, self.translate)

    def weights(self, *, everything: bool) -> Iterator[Block]:
        """What other weights would do to each score, and to the ranks."""
        basis = self.result.basis
        yield Heading(2, self.translate("compare.weights"))
        yield self.explanation(
            "compare.weights-note",
            draws=self.translate.figure(basis.draws),
            spread=self.translate.percent(basis.spread),
        )
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        numbers_by_layer = self._numbers_by_layer()
        yield TableBlock(
            columns,
            tuple(
                (inline(name), *(self._percentiles(party_result) for party_result in numbers))
                for name, numbers in numbers_by_layer
            ),
        )
        yield from self._spread()
        if everything and len(self.names) > PAIR:
            yield from self._ranks()

    def _spread(self) -> Iterator[Figure]:
        """Between which scores nine in ten weightings lie, and which one lies in their middle."""
        groups, descriptions = [], []
        for name, numbers in self._numbers_by_layer():
            marks = []
            for party, party_result in zip(self.names, numbers, strict=True):
                known = party_result.score_05 is not None and party_result.score_95 is not None
                marks.append(
                    ScoreMark(party_result.score_05 or 0.0, party_result.score_95 or 0.0, party_result.score_50)
                    if known
                    else None
                )
                if cell := self._percentiles(party_result):
                    descriptions.append(
                        self.translate("compare.spread-of", layer=name, name=party, scores=cell[0].text)
                    )
            groups.append((name, tuple(marks)))
        if descriptions:
            drawing = Intervals(tuple(self.names), tuple(groups))
            yield Figure(self.translate("compare.spread"), " ".join(descriptions), drawing)

    def _percentiles(self, numbers: PartyLayerResult) -> Inline | None:
        found = [numbers.score_05, numbers.score_50, numbers.score_95]
        values = [self.translate.number(value, 1) for value in found if value is not None]
        return inline(" / ".join(values)) if values else None

    def _ranks(self) -> Iterator[Block]:
        ranks_by_layer = [(self.localise(layer.name), layer.ranks) for layer in self.result.layers]
        known_ranks = [
            (name, ranks)
            for name, ranks in (*ranks_by_layer, (self.translate("compare.stack"), self.result.overall_ranks))
            if ranks
        ]
        if not known_ranks:
            yield self.explanation("compare.no-ranks", all=self.all_parties_word)
            return
        yield self.explanation("compare.ranks-note", all=self.all_parties_word)
        columns = (Column(self.translate("column.layer")), *(Column(name, "right") for name in self.names))
        yield TableBlock(columns, tuple((inline(name), *map(self._rank, ranks)) for name, ranks in known_ranks))

    def _rank(self, ranks: Ranks) -> Inline:
        places = " / ".join(self.translate.number(place) for place in (ranks.rank_05, ranks.rank_50, ranks.rank_95))
        return inline(self.translate("compare.rank", places=places, share=self.translate.percent(ranks.first)))

    def method(self) -> Iterator[Block]:
        basis = self.result.basis
        yield Heading(2, self.translate("compare.method"))
        percent = self.translate.percent
        thresholds = {
            "agree": percent(basis.weightings_agree),
            "shift": percent(basis.weight_shift),
            "compared": percent(basis.compared),
        }
        yield Paragraph(
            inline(self.translate("compare.method-ladder", all=self.translate("compare.both"), **thresholds))
        )
        notes = [
            self.translate("compare.method-draws", draws=self.translate.figure(basis.draws), seed=basis.seed),
            *(
                [self.translate("compare.method-error", error=self.translate.number(basis.error * 100, 1))]
                if basis.error
                else []
            ),
            self.translate("compare.basis", n=basis.questions, all=self.all_parties_word),
        ]
        if len(basis.editions) > 1:
            editions = self.translate.listing(list(basis.editions))
            notes.append(self.translate("compare.editions", editions=editions, newest=basis.weights_edition))
        for key, questions in (("changed", basis.changed), ("not-in-all", basis.not_in_all)):
            if questions:
                question_list = self.translate.listing(list(questions))
                notes.append(
                    self.translate(
                        f"compare.{key}", n=len(questions), questions=question_list, all=self.all_parties_word
                    )
                )
        yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))
        yield Paragraph(inline(TextSpan(self.translate("compare.what-it-is-not"), "strong")))
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))


def _short_outcome(pair: Pair) -> str:
    """What is said in short of a pair."""
    if pair.higher_party is not None:
        return "higher-where-known" if pair.standing == "most_weightings" else "higher"
    return pair.standing.replace("_", "-")


def _order_pair(pair: Pair) -> tuple[int, int]:
    """The two parties, the higher one first where one is said to be."""
    return (pair.second, pair.first) if pair.higher_party == pair.second else (pair.first, pair.second)

"""Results side by side, as a page that a board can discuss: what may be said, for which reasons, and how sure that is.

Each section is a function from the comparison to blocks; nothing is computed here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.comparison import (
    Comparison,
    Given,
    LayerCompared,
    Lesson,
    Measured,
    Moved,
    Movement,
    Numbers,
    Pair,
    QuestionCompared,
    Ranks,
)
from eurostack_assess.model.profile import Indicator
from eurostack_assess.report.assessment import VERDICT_TONES
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Figure,
    Heading,
    Inline,
    Intervals,
    Mark,
    Paragraph,
    Span,
    Table,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.editions import told_older
from eurostack_assess.report.scores import level_range, number_cells, number_columns
from eurostack_assess.report.statements import (
    told_about_figure,
    told_figure,
    told_grounds,
    told_meaning,
    told_statements,
)
from eurostack_assess.report.views import objective_name
from eurostack_assess.texts import Texts, texts

SHOWN = 10
"""Lessons, and questions to find out, that are told unless all are asked for."""

DECIDING = 2
"""Questions named in short as what makes a difference."""

PAIR = 2

HIGHER = ("higher", "higher-where-known")
SHORT = (*HIGHER, "not-separable", "equal", "too-little")
"""What is said in short, in this order."""

UNSURE = {"common_knowledge": "common_knowledge", "uncertain": "uncertain", None: "unstated"}
"""How sure an answer is that nobody looked up, with the text that says so."""

MOVEMENTS: tuple[Movement, ...] = (
    "better",
    "worse",
    "newly_known",
    "no_longer_known",
    "now_applies",
    "no_longer_applies",
)
MOVEMENT_TONES: dict[Movement, Tone] = {"better": "good", "worse": "bad"}


def comparison_report(result: Comparison, language: str, *, everything: bool = False) -> Document:
    """The whole comparison in one language; with `everything`, no list is cut short and every answer is told."""
    report = _Report(result, texts(language), None if everything else SHOWN)
    of_several = (report.lessons, report.joint, report.find_out)
    sections = (
        report.opening(),
        report.in_short(),
        report.overview(),
        report.by_other_weights(),
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
    return Document(report.title, language, tuple(block for section in sections for block in section), dated(result))


def dated(result: Comparison) -> date:
    """The last day of which anybody's numbers are."""
    return max((party.date for party in result.parties if party.date), default=UNDATED)


@dataclass(frozen=True)
class _Report:
    """One comparison in one language."""

    result: Comparison
    say: Texts
    most: int | None

    def word(self, text: LocalText) -> str:
        """A text of the framework or a profile in the report's language."""
        return text.in_language(self.say.language)

    def muted(self, key: str, **values: object) -> Paragraph:
        """A sentence that explains."""
        return Paragraph(inline(Span(self.say(key, **values), "muted")))

    @property
    def names(self) -> list[str]:
        """The parties' labels, in their order."""
        return [party.label for party in self.result.parties]

    @property
    def all(self) -> str:
        """Both, or all."""
        return self.say("compare.both" if len(self.names) == PAIR else "compare.all")

    @property
    def none(self) -> str:
        """Neither, or nobody."""
        return self.say("compare.none-of-two" if len(self.names) == PAIR else "compare.none-of-all")

    @property
    def title(self) -> str:
        """Who is compared; of one subject, from when to when."""
        if not self.result.same_subject:
            return self.say("compare.title", names=self.say.listing(self.names))
        dates = sorted(party.date.isoformat() for party in self.result.parties if party.date)
        span = self.say("compare.from-to", first=dates[0], last=dates[-1])
        return self.say("compare.title-trend", name=self.result.parties[0].name, dates=span)

    def opening(self) -> Iterator[Block]:
        result = self.result
        yield Heading(1, self.title)
        name, editions = self.word(result.framework_name), self.say.listing(list(result.basis.editions))
        framework = self.say("report.framework", name=name, edition=editions)
        yield Paragraph(inline(" · ".join((self.say("compare.kind"), self.say(f"kind.{result.kind}"), framework))))
        if not result.same_subject:
            dated = [
                self.say("compare.dated", name=party.label, date=party.date.isoformat())
                if party.date
                else self.say("compare.undated", name=party.label)
                for party in result.parties
            ]
            yield from listing([Entry(inline(one)) for one in dated])
            if len({party.date for party in result.parties if party.date}) > 1:
                yield self.muted("compare.dates-differ")
        for party in result.parties:
            if party.example:
                yield Paragraph(inline(Span(self.say("compare.example", name=party.label), "bad")))
        for party in result.parties:
            if party.older is not None:
                yield Paragraph(inline(Span(told_older(party.label, party.older, self.say), "bad")))
        said = [party.label for party in result.parties if party.basis == "session"]
        if said:
            key = "compare.all-said" if len(said) == len(self.names) else "compare.some-said"
            yield Paragraph(inline(Span(self.say(key, names=self.say.listing(said)), "bad")))
        yield Paragraph(inline(Span(told_meaning(result.meaning, self.say), "muted")))

    def in_short(self) -> Iterator[Block]:
        """One sentence for each thing that is said, of all the layers of which it is."""
        yield Heading(2, self.say("compare.in-short"))
        said: dict[tuple[int, int, int], list[tuple[LayerCompared, Pair]]] = {}
        for layer in self.result.layers:
            for pair in layer.pairs:
                said.setdefault((SHORT.index(_short(pair)), *_higher_first(pair)), []).append((layer, pair))
        yield from listing([self._told_in_short(SHORT[key[0]], *key[1:], said[key]) for key in sorted(said)])
        about = Span(f"{self.say('compare.over-stack')} ", "muted")
        overall = [inline(about, " ".join(self._statement(pair))) for pair in self.result.overall_pairs]
        yield from [Paragraph(overall[0])] if len(overall) == 1 else listing([Entry(one) for one in overall])

    def _told_in_short(self, short: str, one: int, other: int, of: Sequence[tuple[LayerCompared, Pair]]) -> Entry:
        """What is said of two parties in some layers; where one is higher, also on what grounds and by what."""
        told = self.say.listing([self.word(layer.name) for layer, _ in of])
        if short in HIGHER:
            names = {"higher": self.names[one], "lower": self.names[other]}
            key = f"compare.{self._way(of[0][1])}-short-{short}"
            sentence = self.say(key, **names, layers=told, all=self.say("compare.both"))
            return Entry(inline(Span(sentence, "strong")), tuple(line for one in of for line in self._grounds(*one)))
        both = self.say.listing([self.names[one], self.names[other]])
        return Entry(inline(self.say(f"compare.short-{short}", pair=both, layers=told)))

    def _way(self, pair: Pair) -> str:
        """Which texts speak of a pair: of one subject on two dates it went up or down."""
        if not self.result.same_subject:
            return "between"
        return "up" if pair.higher == pair.second else "down"

    def _grounds(self, layer: LayerCompared, pair: Pair) -> Iterator[Inline]:
        about = f"{self.word(layer.name)}: " if len(self.result.layers) > 1 else ""
        yield inline(Span(about, "muted"), " ".join(self._in_points(pair)))
        asked = {one.id: one for one in layer.questions}
        for id_ in pair.decided_by[:DECIDING]:
            one = asked.get(id_)  # not there where only an edition older than the newest of all has it
            question = self.word(one.ask) if one else id_
            yield inline(Span(self.say("compare.by", question=question), "muted"))
            if one:
                yield from self._unsure({self.names[at]: one.given[at] for at in (pair.first, pair.second)})

    def _unsure(self, given: Mapping[str, Given]) -> Iterator[Inline]:
        """Which of the answers nobody looked up, each kind in one sentence."""
        for confidence, key in UNSURE.items():
            names = [name for name, one in given.items() if one.confidence == confidence]
            if names:
                told = self.say(f"compare.unsure-{key}", n=len(names), names=self.say.listing(names))
                yield inline(Span(told, "bad"))

    def _in_points(self, pair: Pair) -> Iterator[str]:
        """The grounds in short: what is said under the layer is not said twice."""
        if pair.standing != "most_weightings":
            yield from self._statement(pair)
            return
        points = self.say.number(abs(pair.difference or 0.0), 1)
        yield self.say("compare.in-points", compared=self.say.known(pair.compared), points=points)
        if pair.compared < 1:
            yield self.say("compare.open-may-turn")

    def _statement(self, pair: Pair) -> Iterator[str]:
        """What may be said of a pair, and what it hangs on."""
        one, other = _higher_first(pair)
        first, second = self.names[pair.first], self.names[pair.second]
        basis, of = self.result.basis, {"all": self.say("compare.both"), "compared": self.say.known(pair.compared)}
        above, below = (self.say.percent(share or 0.0, 1) for share in (pair.first_above, pair.second_above))
        draws = self.say.figure(basis.draws)
        match pair.standing:
            case "equal":
                yield self.say("compare.equal", first=first, second=second)
            case "whatever_weights" | "whatever_answers":
                yield self.say(
                    f"compare.{self._way(pair)}-{pair.standing}", higher=self.names[one], lower=self.names[other]
                )
            case "most_weightings":
                share = above if pair.higher == pair.first else below
                points = self.say.number(abs(pair.difference or 0.0), 1)
                values = {"higher": self.names[one], "lower": self.names[other], "points": points, "share": share}
                yield self.say(f"compare.{self._way(pair)}-most_weightings", **values, **of, draws=draws)
            case "not_separable" if not pair.first_above and not pair.second_above:
                yield self.say("compare.alike-where-known", first=first, second=second, **of)
            case "not_separable":
                values = {"first": first, "second": second, "above": above, "below": below}
                yield self.say("compare.not-separable", **values, **of, draws=draws)
            case "too_little":
                least = self.say.percent(basis.compared)
                yield self.say("compare.too-little", first=first, second=second, least=least, **of)
        yield from self._what_would_undo_it(pair)

    def _what_would_undo_it(self, pair: Pair) -> Iterator[str]:
        if pair.standing in ("most_weightings", "not_separable") and pair.difference:
            if pair.to_flip is None:
                yield self.say("compare.flip-never")
            else:
                yield self.say("compare.flip", share=self.say.percent(pair.to_flip))
        if pair.standing == "most_weightings" and pair.compared < 1:
            yield self.say("compare.open-may-turn")
        if pair.hangs_on:
            questions = self.say.listing(list(pair.hangs_on))
            yield self.say("compare.hangs-on", n=len(pair.hangs_on), questions=questions)

    def overview(self) -> Iterator[Block]:
        """A row a layer: everybody's score and, of two, the levels and what may be said."""
        yield self._chart()
        stack = (self.say("compare.stack"), self.result.overall, self.result.overall_pairs)
        yield self._table(
            self.say("column.layer"),
            [*((self.word(one.name), one.numbers, one.pairs) for one in self.result.layers), stack],
        )
        told = [self.say("compare.how-to-read", all=self.say("compare.both"))]
        told += [self.say("compare.level-note", top=self.result.basis.top_level)] if len(self.names) == PAIR else []
        yield Paragraph(inline(Span(" ".join(told), "muted")))

    def _table(self, title: str, named: Sequence[tuple[str, Sequence[Numbers], Sequence[Pair]]]) -> Table:
        """A row for each thing that is named."""
        of_two = len(self.names) == PAIR
        columns = [Column(title)]
        for name in self.names:
            columns += [Column(name, "right"), *([Column(self.say("column.level"), "right")] if of_two else [])]
        columns += [Column(self.say("compare.outcome-title"))] if of_two else []
        rows: list[tuple[Cell, ...]] = []
        for name, numbers, pairs in named:
            cells: list[Cell] = [inline(name)]
            for one in numbers:
                cells += [self._cell(one), *([level_range(one.level, one.level_low)] if of_two else [])]
            applies = any(one.low is not None for one in numbers)
            rows.append((*cells, *([self._outcome(pairs[0]) if applies else None] if of_two else [])))
        return Table(tuple(columns), tuple(rows))

    def by_other_weights(self) -> Iterator[Block]:
        """The same overview by weights of one's own, where those were given."""
        own, weights = self.result.reweighed, self.result.weights
        if own is None or weights is None:
            return
        yield Heading(2, self.say("weights.title", name=self.word(weights.name)))
        yield self.muted("weights.instead")
        stack = (self.say("compare.stack"), own.overall, own.overall_pairs)
        layers = [(self.word(one.name), one.numbers, one.pairs) for one in own.layers]
        yield self._table(self.say("column.layer"), [*layers, stack])
        given = ", ".join(
            f"{id_} {self.say.figure(weight)}" for id_, weight in (*weights.layers.items(), *weights.questions.items())
        )
        yield self.muted("weights.given", weights=given)
        source = weights.source
        yield Paragraph(inline(self.say("report.source", source=source) if source else self.say("weights.no-source")))

    def views(self) -> Iterator[Block]:
        """Everybody by the objectives of other instruments."""
        for view in self.result.views:
            yield Heading(2, self.say("view.title", name=self.word(view.name)))
            yield Paragraph(inline(Span(self.say("view.derived"), "bad")))
            objectives = [
                (objective_name(one.id, one.name, self.say), one.numbers, one.pairs) for one in view.objectives
            ]
            yield self._table(self.say("view.objective"), objectives)
            yield self.muted("view.compare-note", all=self.say("compare.both"))
            if view.editions:
                editions = [(self.word(one.name), one.numbers, one.pairs) for one in view.editions]
                yield self._table(self.say("view.edition"), editions)
            for first, second in view.disagree:
                told = self.say("view.editions-disagree", first=self.names[first], second=self.names[second])
                yield Paragraph(inline(Span(told, "strong")))

    def _chart(self) -> Figure:
        """Everybody's score in its range, layer by layer."""
        groups, told = [], []
        for layer in self.result.layers:
            marks = tuple(
                None if one.low is None or one.high is None else Mark(one.low, one.high, one.score)
                for one in layer.numbers
            )
            groups.append((self.word(layer.name), marks))
            known = [
                f"{name} {''.join(span.text for span in cell)}"
                for name, one in zip(self.names, layer.numbers, strict=True)
                if (cell := self._cell(one))
            ]
            if known:
                told.append(self.say("compare.chart-of", layer=self.word(layer.name), marks=self.say.listing(known)))
        return Figure(self.say("compare.chart"), " ".join(told), Intervals(tuple(self.names), tuple(groups)))

    def _cell(self, numbers: Numbers) -> Inline | None:
        if numbers.low is None or numbers.high is None:
            return None
        if numbers.low == numbers.high:
            return inline(self.say.interval(numbers.low, numbers.high))
        score = "–" if numbers.score is None else self.say.number(numbers.score)
        return inline(f"{score} ({self.say.interval(numbers.low, numbers.high)})")

    def _outcome(self, pair: Pair) -> Inline:
        if pair.higher is None:
            return inline(self.say(f"compare.outcome-{_short(pair)}"))
        known = "-where-known" if pair.standing == "most_weightings" else ""
        outcome = self.say(f"compare.{self._way(pair)}-outcome{known}", higher=self.names[pair.higher])
        return inline(Span(outcome, "strong"))

    def changes(self) -> Iterator[Block]:
        """Of one subject: what became of the answers."""
        yield Heading(2, self.say("compare.changes"))
        if not self.result.moved:
            yield Paragraph(inline(self.say("compare.changes-none")))
        for movement in MOVEMENTS:
            moved = [one for one in self.result.moved if one.movement == movement]
            if moved:
                yield Heading(3, self.say(f"movement.{movement}"))
                yield from listing([self._change(one) for one in moved])

    def _change(self, moved: Moved) -> Entry:
        question = self.result.question(moved.question)
        before, after = question.given[moved.before], question.given[moved.after]
        tone = MOVEMENT_TONES.get(moved.movement, "plain")
        details = [
            self._named(question),
            inline(self.say("compare.from", answer=self._answer(question, before))),
            inline(Span(self.say("compare.to", answer=self._answer(question, after)), tone)),
            *self._because(after),
        ]
        if len(self.names) > PAIR:
            dates = self.say("compare.from-to", first=self._date(moved.before), last=self._date(moved.after))
            details.append(inline(Span(dates, "muted")))
        return Entry(details[0], tuple(details[1:]))

    def _date(self, place: int) -> str:
        date = self.result.parties[place].date
        return date.isoformat() if date else ""

    def layer_by_layer(self) -> Iterator[Block]:
        yield Heading(2, self.say("compare.layers"))
        for layer in self.result.layers:
            yield from self._layer(layer)
        if self.result.beside:
            yield Heading(2, self.say("report.beside"))
            yield self.muted("report.beside-note")
            for part in self.result.beside:
                yield from self._layer(part)

    def _layer(self, layer: LayerCompared) -> Iterator[Block]:
        """A layer's numbers and what may be said; what differs in full, the rest in short."""
        yield Heading(3, self.word(layer.name))
        columns = (
            Column(self.say("column.name")),
            *number_columns(self.say),
            Column(self.say("column.verdict")),
        )
        rows = [self._numbers_row(name, one) for name, one in zip(self.names, layer.numbers, strict=True)]
        yield Table(columns, tuple(rows))
        told = [pair for pair in layer.pairs if len(self.names) == PAIR or pair.standing != "too_little"]
        yield from listing([Entry(inline(" ".join(self._statement(pair)))) for pair in told])
        if len(told) < len(layer.pairs):
            yield self.muted("compare.others-too-little", n=len(layer.pairs) - len(told))
        asked = {one.id: one for one in layer.questions}
        if not self.result.same_subject:
            yield from self._questions("differing", [self._difference(asked[id_]) for id_ in layer.differing])
            yield from self._questions("one-sided", [self._known_of(asked[id_]) for id_ in layer.one_sided])
        missed = [Entry(self._named(asked[id_])) for id_ in layer.missed]
        yield from self._questions("missed", missed, all=self.all)
        yield from self._questions("unknown", [Entry(self._named(asked[id_])) for id_ in layer.unknown], none=self.none)

    def _questions(self, key: str, entries: Sequence[Entry], **values: object) -> Iterator[Block]:
        if entries:
            yield Paragraph(inline(Span(self.say(f"compare.{key}", **values), "strong")))
            yield from listing(entries)

    def _numbers_row(self, name: str, numbers: Numbers) -> tuple[Cell, ...]:
        if numbers.low is None or numbers.high is None or numbers.verdict is None:
            return (inline(name), None, None, None, None, None)
        return (
            inline(name),
            *number_cells(numbers, self.say),
            inline(Span(self.say(f"verdict.{numbers.verdict}"), VERDICT_TONES.get(numbers.verdict, "plain"))),
        )

    def _difference(self, question: QuestionCompared) -> Entry:
        """One question with what each answered, and on what grounds."""
        points = self.say("compare.points", points=self.say.number(question.spread, 1))
        return Entry(inline(*self._named(question), f" {points}"), tuple(self._answers(question)))

    def _known_of(self, question: QuestionCompared) -> Entry:
        known = [name for name, one in zip(self.names, question.given, strict=True) if one.state == "answered"]
        told = self.say("compare.known-of", names=self.say.listing(known))
        return Entry(inline(*self._named(question), Span(f" ({told})", "muted")))

    def answers(self) -> Iterator[Block]:
        """Every question with everybody's answer and what it rests on."""
        yield Heading(2, self.say("compare.answers"))
        for layer in (*self.result.layers, *self.result.beside):
            yield Heading(3, self.word(layer.name))
            yield from listing([self._in_full(one) for one in layer.questions])

    def _in_full(self, question: QuestionCompared) -> Entry:
        target = self.say("compare.target", target=self.word(question.rungs[question.target]))
        named = inline(self.word(question.ask), Span(f" [{question.id}]", "muted"))
        return Entry(named, (*self._answers(question), inline(Span(target, "muted"))), question.id)

    def _answers(self, question: QuestionCompared) -> Iterator[Inline]:
        for name, given in zip(self.names, question.given, strict=True):
            yield inline(self.say("compare.answer", name=name, answer=self._answer(question, given)))
            yield from self._because(given)

    def _answer(self, question: QuestionCompared, given: Given) -> str:
        if given.rung is not None:
            text = self.word(question.rungs[given.rung])
            return self.say("report.answer", rung=given.rung, text=text)
        reason = f" ({self.word(given.reason)})" if given.reason else ""
        return f"{self.say(f'state.{given.state}')}{reason}"

    def _because(self, given: Given) -> Iterator[Inline]:
        about, answered = (given.date, given.confidence), given.state == "answered"
        yield from told_grounds(given.evidence, given.source, about, self.say, answered=answered)

    def _named(self, question: QuestionCompared) -> Inline:
        return inline(self.word(question.ask), Span(f" [{question.id}]", "muted", question.id))

    def lessons(self) -> Iterator[Block]:
        """Where one reaches a target that another misses, with the step that lifts it."""
        yield Heading(2, self.say("compare.lessons"))
        if not self.result.lessons:
            yield Paragraph(inline(self.say("compare.no-lessons")))
            return
        yield self.muted("compare.lessons-note")
        shown = self._shown(len(self.result.lessons))
        yield from listing([self._lesson(one) for one in self.result.lessons[:shown]], numbered=True)
        yield from self._more(len(self.result.lessons))

    def _lesson(self, lesson: Lesson) -> Entry:
        question = self.result.question(lesson.question)
        learner = self.names[lesson.learner]
        examples = self.say.listing([self.names[place] for place in lesson.examples])
        share = self.say("compare.lesson-share", share=self.say.percent(lesson.share_of_gap), learner=learner)
        now = self._answer(question, question.given[lesson.learner])
        details = [self._named(question), inline(self.say("compare.answer", name=learner, answer=now))]
        for place in lesson.examples:
            answer = self._answer(question, question.given[place])
            details.append(inline(self.say("compare.answer", name=self.names[place], answer=answer)))
            details += self._because(question.given[place])
        action = question.given[lesson.learner].next_action
        if action is not None:
            step = self.say("report.first-step", effort=self.say(f"effort.{action.effort}"))
            details.append(inline(Span(step, "good"), " ", self.word(action.text)))
        heading = self.say("compare.lesson", learner=learner, examples=examples)
        return Entry(inline(Span(heading, "strong"), f" {share}"), tuple(details))

    def find_out(self) -> Iterator[Block]:
        """What nobody can compare until one side knows it: by party, heaviest first."""
        if not any(self.result.find_out):
            return
        yield Heading(2, self.say("compare.find-out"))
        yield self.muted("compare.find-out-note", n=len(self.names) - 1)
        for name, own in zip(self.names, self.result.find_out, strict=True):
            if own:
                yield Heading(3, name)
                shown = own[: self._shown(len(own))]
                yield from listing([Entry(self._named(self.result.question(id_))) for id_ in shown])
                yield from self._more(len(own))

    def _shown(self, number: int) -> int:
        """How many of a list are shown; one more than the most, where only that one would be left."""
        return number if self.most is None or number <= self.most + 1 else self.most

    def _more(self, number: int) -> Iterator[Block]:
        if number > self._shown(number):
            yield self.muted("report.more", n=number - self._shown(number))

    def joint(self) -> Iterator[Block]:
        """What they cover together, and what none of them has."""
        yield Heading(2, self.say("compare.joint"))
        yield self.muted("compare.joint-note")
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("compare.column-joint"), "right"),
            Column(self.say("compare.column-maybe"), "right"),
            Column(self.say("compare.column-neither"), "right"),
            Column(self.say("compare.column-weight"), "right"),
        )
        names = {layer.id: self.word(layer.name) for layer in self.result.layers}
        rows = tuple(
            (
                inline(names[one.layer]),
                *(inline(str(len(questions))) for questions in (one.covered, one.open, one.missed)),
                inline(self.say.shares(one.covered_share.low, one.covered_share.high)),
            )
            for one in self.result.joint
        )
        yield Table(columns, rows)
        nobody = [Entry(self._named(self.result.question(id_))) for one in self.result.joint for id_ in one.missed]
        yield from self._questions("nobody", nobody)

    def findings(self) -> Iterator[Block]:
        """What each session said of each layer; left out where nobody recorded anything."""
        layers = self.result.layers
        if not any(one.finding for layer in layers for one in layer.numbers):
            return
        yield Heading(2, self.say("compare.findings"))
        columns = (Column(self.say("column.layer")), *(Column(name) for name in self.names))
        yield Table(
            columns,
            tuple((inline(self.word(layer.name)), *(self._finding(one) for one in layer.numbers)) for layer in layers),
        )

    def _finding(self, numbers: Numbers) -> Inline:
        if numbers.finding is None:
            return inline(Span(self.say("compare.no-finding"), "muted"))
        return inline(Span(self.say(f"verdict.{numbers.finding}"), VERDICT_TONES.get(numbers.finding, "plain")))

    def exposure(self) -> Iterator[Block]:
        """How exposed the services in use are; left out where nobody has any on record."""
        if not any(one.exposed for one in self.result.overall):
            return
        yield Heading(2, self.say("compare.exposure"))
        yield self.muted("compare.exposure-note")
        columns = (Column(self.say("column.layer")), *(Column(name, "right") for name in self.names))
        named = self._by_layer()
        rows = tuple((inline(name), *(self._exposed(one) for one in numbers)) for name, numbers in named)
        yield Table(columns, rows)

    def _by_layer(self) -> list[tuple[str, tuple[Numbers, ...]]]:
        """Everybody's numbers of each layer and of the whole stack, by name."""
        stack = (self.say("compare.stack"), self.result.overall)
        return [*((self.word(layer.name), layer.numbers) for layer in self.result.layers), stack]

    def _exposed(self, numbers: Numbers) -> Inline | None:
        return inline(self.say.shares(numbers.exposed.low, numbers.exposed.high)) if numbers.exposed else None

    def facts(self) -> Iterator[Block]:
        """Facts and bottlenecks of each, with their sources; of one subject those of its last date only."""
        parties = self.result.parties
        told = parties[-1:] if self.result.same_subject else parties
        if not any(party.facts or party.bottlenecks for party in told):
            return
        yield Heading(2, self.say("compare.facts"))
        for party in told:
            for key, statements in (("facts-of", party.facts), ("bottlenecks-of", party.bottlenecks)):
                if statements:
                    yield Heading(3, self.say(f"compare.{key}", name=party.label))
                    yield from told_statements(statements, self.say)

    def indicators(self) -> Iterator[Block]:
        """Public figures side by side, each with its year and area."""
        if not self.result.indicators:
            return
        yield Heading(2, self.say("compare.indicators"))
        yield self.muted("compare.indicators-note")
        shared = [one for one in self.result.indicators if sum(value is not None for value in one.values) > 1]
        shown = self.result.indicators if self.most is None else shared
        yield from listing([self._measured(one) for one in shown])
        if len(shown) < len(self.result.indicators):
            yield self.muted("compare.one-has", n=len(self.result.indicators) - len(shown))

    def _measured(self, measured: Measured) -> Entry:
        """One figure of everybody; the same national figure stands once."""
        name = inline(Span(self.word(measured.name), "strong"))
        first = measured.values[0]
        if first is not None and all(value == first for value in measured.values):
            told = self.say("compare.answer", name=self.all.capitalize(), answer=told_figure(first, self.say))
            return Entry(name, (inline(told), *told_about_figure(first, self.say)))
        pairs = zip(self.names, measured.values, strict=True)
        details = [line for name, value in pairs for line in self._value(name, value)]
        if sum(value is not None for value in measured.values) > 1 and not measured.same_basis:
            details.append(inline(Span(self.say("compare.other-basis"), "bad")))
        if measured.is_national:
            details.append(inline(Span(self.say("compare.national"), "muted")))
        return Entry(name, tuple(details))

    def _value(self, name: str, value: Indicator | None) -> Iterator[Inline]:
        if value is None:
            yield inline(Span(self.say("compare.answer", name=name, answer=self.say("compare.nothing")), "muted"))
            return
        yield inline(self.say("compare.answer", name=name, answer=told_figure(value, self.say)))
        yield from told_about_figure(value, self.say)

    def weights(self, *, everything: bool) -> Iterator[Block]:
        """What other weights would do to each score, and to the ranks."""
        basis = self.result.basis
        yield Heading(2, self.say("compare.weights"))
        yield self.muted(
            "compare.weights-note", draws=self.say.figure(basis.draws), spread=self.say.percent(basis.spread)
        )
        columns = (Column(self.say("column.layer")), *(Column(name, "right") for name in self.names))
        named = self._by_layer()
        yield Table(
            columns, tuple((inline(name), *(self._percentiles(one) for one in numbers)) for name, numbers in named)
        )
        yield from self._spread()
        if everything and len(self.names) > PAIR:
            yield from self._ranks()

    def _spread(self) -> Iterator[Figure]:
        """Between which scores nine in ten weightings lie, and which one lies in their middle."""
        groups, told = [], []
        for name, numbers in self._by_layer():
            marks = []
            for party, one in zip(self.names, numbers, strict=True):
                known = one.score_05 is not None and one.score_95 is not None
                marks.append(Mark(one.score_05 or 0.0, one.score_95 or 0.0, one.score_50) if known else None)
                if cell := self._percentiles(one):
                    told.append(self.say("compare.spread-of", layer=name, name=party, scores=cell[0].text))
            groups.append((name, tuple(marks)))
        if told:
            drawing = Intervals(tuple(self.names), tuple(groups))
            yield Figure(self.say("compare.spread"), " ".join(told), drawing)

    def _percentiles(self, numbers: Numbers) -> Inline | None:
        found = [numbers.score_05, numbers.score_50, numbers.score_95]
        values = [self.say.number(value, 1) for value in found if value is not None]
        return inline(" / ".join(values)) if values else None

    def _ranks(self) -> Iterator[Block]:
        named = [(self.word(layer.name), layer.ranks) for layer in self.result.layers]
        told = [
            (name, ranks) for name, ranks in (*named, (self.say("compare.stack"), self.result.overall_ranks)) if ranks
        ]
        if not told:
            yield self.muted("compare.no-ranks", all=self.all)
            return
        yield self.muted("compare.ranks-note", all=self.all)
        columns = (Column(self.say("column.layer")), *(Column(name, "right") for name in self.names))
        yield Table(columns, tuple((inline(name), *map(self._rank, ranks)) for name, ranks in told))

    def _rank(self, ranks: Ranks) -> Inline:
        places = " / ".join(self.say.number(place) for place in (ranks.rank_05, ranks.rank_50, ranks.rank_95))
        return inline(self.say("compare.rank", places=places, share=self.say.percent(ranks.first)))

    def method(self) -> Iterator[Block]:
        basis = self.result.basis
        yield Heading(2, self.say("compare.method"))
        thresholds = {key: self.say.percent(getattr(basis, key)) for key in ("agree", "shift", "compared")}
        yield Paragraph(inline(self.say("compare.method-ladder", all=self.say("compare.both"), **thresholds)))
        told = [
            self.say("compare.method-draws", draws=self.say.figure(basis.draws), seed=basis.seed),
            *([self.say("compare.method-error", error=self.say.number(basis.error * 100, 1))] if basis.error else []),
            self.say("compare.basis", n=basis.questions, all=self.all),
        ]
        if len(basis.editions) > 1:
            editions = self.say.listing(list(basis.editions))
            told.append(self.say("compare.editions", editions=editions, newest=basis.weights_of))
        for key, questions in (("changed", basis.changed), ("not-in-all", basis.not_in_all)):
            if questions:
                named = self.say.listing(list(questions))
                told.append(self.say(f"compare.{key}", n=len(questions), questions=named, all=self.all))
        yield Paragraph(inline(Span(" ".join(told), "muted")))
        yield Paragraph(inline(Span(self.say("compare.what-it-is-not"), "strong")))
        yield Paragraph(inline(Span(self.say("report.what-it-is-not"), "strong")))


def _short(pair: Pair) -> str:
    """What is said in short of a pair."""
    if pair.higher is not None:
        return "higher-where-known" if pair.standing == "most_weightings" else "higher"
    return pair.standing.replace("_", "-")


def _higher_first(pair: Pair) -> tuple[int, int]:
    """The two parties, the higher one first where one is said to be."""
    return (pair.second, pair.first) if pair.higher == pair.second else (pair.first, pair.second)

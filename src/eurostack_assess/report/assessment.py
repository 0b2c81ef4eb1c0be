"""The dependency and gap report: what is said of one profile, in the order of the kick-off of 26 March 2025.

Each section is a function from the result to blocks; nothing is computed here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Agreement, Assessment, LayerResult, QuestionResult, Verdict
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.profile import Statement
from eurostack_assess.report.document import (
    UNDATED,
    Bar,
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.editions import older_section, told_changes
from eurostack_assess.report.exposure import exposure_section
from eurostack_assess.report.figures import firmness_of_verdicts, shape_of_the_stack, way_to_the_target
from eurostack_assess.report.reweighed import reweighed_section
from eurostack_assess.report.scores import bar, number_cells, number_columns, scale_column
from eurostack_assess.report.statements import (
    told_about_figure,
    told_figure,
    told_grounds,
    told_meaning,
    told_source,
    told_statements,
)
from eurostack_assess.report.views import view_in_short, view_section
from eurostack_assess.texts import Texts, texts

MOST_NAMED = 3
"""Layers that the sentence names of a kind, before "and n more"."""

GAPS_SHOWN = 10
"""Gaps, and as many information gaps, that are told in full unless all are asked for."""

VERDICT_TONES: dict[Verdict, Tone] = {"strong": "good", "attention": "bad"}
AGREEMENT_TONES: dict[Agreement, Tone] = {"differs": "bad"}


def assessment_report(result: Assessment, language: str, *, everything: bool = False) -> Document:
    """The whole report in one language; with `everything`, no list is cut short and every answer is told."""
    report = _Report(result, texts(language), None if everything else GAPS_SHOWN)
    sections = (
        report.opening(),
        report.older_edition(),
        report.statements("facts", result.profile.facts),
        report.statements("bottlenecks", result.profile.bottlenecks),
        report.indicators(),
        report.stack(),
        report.in_one_sentence(),
        report.by_other_weights(),
        report.findings(),
        report.dependencies(),
        report.gaps(),
        report.information_gaps(),
        report.parts("beside", result.beside),
        report.parts("lenses", result.lenses),
        *(view_section(view, result.framework.thresholds, report.say) for view in result.views),
        report.answers() if everything else (),
        report.method(),
    )
    dated = result.profile.date or UNDATED
    return Document(result.profile.name, language, tuple(block for section in sections for block in section), dated)


@dataclass(frozen=True)
class _Report:
    """One result in one language."""

    result: Assessment
    say: Texts
    most: int | None

    def word(self, text: LocalText) -> str:
        """A text of the framework or the profile in the report's language."""
        return text.in_language(self.say.language)

    def opening(self) -> Iterator[Block]:
        profile, framework = self.result.profile, self.result.framework
        yield Heading(1, profile.name)
        about = [self.say("report.title"), self.say(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.say("report.date", date=profile.date.isoformat()))
        about.append(self.say("report.framework", name=self.word(framework.name), edition=framework.edition))
        yield Paragraph(inline(" · ".join(part for part in about if part)))
        if profile.example:
            yield Paragraph(inline(Span(self.say("report.example"), "bad")))
        if profile.basis == "session":
            yield Paragraph(inline(Span(self.say("report.from-session"), "strong")))
        meaning = told_meaning(framework.meaning.get(profile.kind), self.say)
        yield Paragraph(inline(Span(meaning, "muted")))

    def older_edition(self) -> Iterator[Block]:
        """What has changed since the answers were given."""
        if self.result.older is not None:
            yield from older_section(self.result, self.result.older, self.say)

    def statements(self, key: str, statements: Sequence[Statement]) -> Iterator[Block]:
        if not statements:
            return
        yield Heading(2, self.say(f"report.{key}"))
        yield from told_statements(statements, self.say)

    def indicators(self) -> Iterator[Block]:
        """Public figures, each with its year and area."""
        figures = self.result.profile.indicators
        if not figures:
            return
        yield Heading(2, self.say("report.indicators"))
        entries = []
        for one in figures:
            name = Span(self.word(one.name), "strong")
            told = inline(name, f": {told_figure(one, self.say)}")
            entries.append(Entry(told, tuple(told_about_figure(one, self.say))))
        yield from listing(entries)
        yield Paragraph(inline(Span(self.say("report.indicators-note"), "muted")))

    def stack(self) -> Iterator[Block]:
        layers, thresholds = self.result.layers, self.result.framework.thresholds
        yield Heading(2, self.say("report.stack"))
        yield self._table_of(layers)
        yield from shape_of_the_stack(layers, thresholds, self.say)
        yield from listing([self._why(layer) for layer in layers])
        yield from firmness_of_verdicts(layers, self.say)
        ends = {key: self.say.number(getattr(thresholds, key)) for key in ("attention", "strong")}
        yield Paragraph(inline(Span(self.say("report.how-to-read", **ends), "muted")))

    def _table_of(self, layers: Sequence[LayerResult]) -> Table:
        columns = (
            Column(self.say("column.layer")),
            scale_column(self.say),
            *number_columns(self.say),
            Column(self.say("column.verdict")),
        )
        return Table(columns, tuple(self._layer_row(layer) for layer in layers))

    def _layer_row(self, layer: LayerResult) -> tuple[Inline | Bar | None, ...]:
        return (
            inline(self.word(layer.name)),
            bar(layer, self.result.framework.thresholds),
            *number_cells(layer, self.say),
            inline(self._verdict(layer.verdict)),
        )

    def _range(self, low: float | None, high: float | None) -> Inline | None:
        return inline(self._interval(low, high)) if low is not None else None

    def _interval(self, low: float | None, high: float | None) -> str:
        return self.say.interval(low or 0.0, high or 0.0)

    def _verdict(self, verdict: Verdict) -> Span:
        return Span(self.say(f"verdict.{verdict}"), VERDICT_TONES.get(verdict, "plain"))

    def _why(self, layer: LayerResult) -> Entry:
        """The verdict's ground, the questions that decided it, and what binds the level."""
        asked = {question.id: question for question in layer.questions}
        by = "known" if layer.ground == "interval" and layer.low == layer.high else layer.ground
        ground = self.say(f"ground.{layer.verdict}-{by}")
        details = [self._named(asked[question]) for question in layer.decided_by]
        least = self.result.framework.thresholds.weights_agree
        if least is not None and layer.weights_agree is not None and layer.weights_agree < least:
            share = self.say.percent(layer.weights_agree)
            details.append(inline(Span(self.say("report.depends-on-weights", share=share), "bad")))
        if layer.level is not None and layer.lifting is not None:
            details.append(
                inline(
                    Span(
                        self.say(
                            "report.binding",
                            level=layer.level,
                            name=self._level_name(layer.level),
                            questions=self.say.listing(list(layer.binding)),
                            n=len(layer.binding),
                            lifted=layer.lifting.together,
                        ),
                        "muted",
                    )
                )
            )
        if layer.score_not_applicable_as_0 is not None and layer.not_applicable is not None:
            details.append(
                inline(
                    self.say(
                        "report.not-applicable-guard",
                        share=self.say.percent(layer.not_applicable),
                        score=self.say.number(layer.score_not_applicable_as_0),
                    )
                )
            )
        return Entry(inline(Span(self.word(layer.name), "strong"), ": ", ground), tuple(details))

    def _level_name(self, level: int) -> str:
        return self.word(self.result.framework.levels[level])

    def _named(self, question: QuestionResult) -> Inline:
        return inline(self.word(question.ask), Span(f" [{question.id}]", "muted", question.id))

    def in_one_sentence(self) -> Iterator[Block]:
        yield Heading(2, self.say("report.sentence"))
        if found := " ".join(self._found()):
            yield Paragraph(inline(Span(self.say("sentence.session"), "muted"), " ", Span(found, "strong")))
        computed = Span(self.say("sentence.computed"), "muted")
        yield Paragraph(inline(computed, " ", Span(" ".join(self._sentence()), "strong")))
        overall = self.result.overall
        if overall.score is None:
            yield Paragraph(inline(self.say("report.overall-none")))
            return
        weakest = [self.word(self.result.layer(layer).name) for layer in overall.weakest]
        yield Paragraph(
            inline(
                self.say(
                    "report.overall-exact" if overall.low == overall.high else "report.overall",
                    score=self.say.number(overall.score),
                    range=self._interval(overall.low, overall.high),
                    coverage=self.say.known(overall.coverage or 0.0),
                ),
                " ",
                self._overall_level(weakest),
            )
        )
        yield from (Paragraph(inline(view_in_short(view, self.say))) for view in self.result.views if view.editions)

    def _overall_level(self, weakest: list[str]) -> str:
        overall = self.result.overall
        unknown = [self.word(one.name) for one in self.result.layers if one.level is None and one.level_low is not None]
        if unknown and overall.level is not None:
            at = {"level": overall.level, "name": self._level_name(overall.level)}
            return self.say("report.weakest-unknown", n=len(unknown), unknown=self.say.listing(unknown), **at)
        key = "report.weakest" if overall.level is None else "report.weakest-level"
        if len(weakest) == len(self.result.layers) > 1 and overall.level is not None:
            key = "report.all-at-level"
        values: dict[str, object] = {"layers": self.say.listing(weakest), "n": len(weakest)}
        if overall.level is not None:
            values |= {"level": overall.level, "name": self._level_name(overall.level)}
        return self.say(key, **values)

    def _found(self) -> Iterator[str]:
        """What the session found, in the order of the stack; nothing where none was recorded."""
        for verdict in ("strong", "attention"):
            found = [layer for layer in self.result.layers if layer.finding and layer.finding.verdict == verdict]
            if found:
                yield self.say(f"sentence.{verdict}", layers=self.say.listing([self.word(one.name) for one in found]))

    def _sentence(self) -> Iterator[str]:
        summary, thresholds = self.result.summary, self.result.framework.thresholds
        if summary.strong:
            yield self.say("sentence.strong", layers=self._layer_names(summary.strong))
        elif summary.relatively_best:
            best = self.result.layer(summary.relatively_best)
            yield self.say(
                "sentence.none-strong",
                threshold=self.say.number(thresholds.strong),
                layer=self.word(best.name),
                low=self._low_end(best),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.say("sentence.no-strong", threshold=self.say.number(thresholds.strong))
        if summary.attention:
            yield self.say("sentence.attention", layers=self._layer_names(summary.attention))
        elif summary.relatively_lowest:
            lowest = self.result.layer(summary.relatively_lowest)
            yield self.say(
                "sentence.none-attention",
                threshold=self.say.number(thresholds.attention),
                layer=self.word(lowest.name),
                low=self._low_end(lowest),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.say("sentence.no-attention", threshold=self.say.number(thresholds.attention))
        if len(summary.no_verdict) == len(self.result.layers):
            yield self.say("sentence.no-verdict-at-all")
        elif summary.no_verdict:
            yield self.say(
                "sentence.no-verdict", layers=self._layer_names(summary.no_verdict), n=len(summary.no_verdict)
            )

    def _low_end(self, layer: LayerResult) -> str:
        """What a layer's score is at least, or just is."""
        if layer.low == layer.high:
            return self._interval(layer.low, layer.high)
        return self.say("sentence.at-least", low=self.say.at_least(layer.low or 0.0))

    def _layer_names(self, layers: Sequence[str]) -> str:
        """At most four layers, each with its interval and coverage; of five and more three, and how many others."""
        left_out = len(layers) - MOST_NAMED if len(layers) > MOST_NAMED + 1 else 0
        named = [self._layer_with_interval(self.result.layer(layer)) for layer in layers[: len(layers) - left_out]]
        if left_out:
            named.append(self.say("sentence.more", n=left_out))
        return self.say.listing(named)

    def _layer_with_interval(self, layer: LayerResult) -> str:
        if layer.low is None or layer.coverage is None:
            return self.word(layer.name)
        return self.say(
            "sentence.layer",
            layer=self.word(layer.name),
            range=self._interval(layer.low, layer.high),
            coverage=self.say.known(layer.coverage),
        )

    def by_other_weights(self) -> Iterator[Block]:
        """The same answers by weights of one's own, where those were given."""
        if self.result.reweighed is not None:
            yield from reweighed_section(self.result, self.result.reweighed, self.say)

    def findings(self) -> Iterator[Block]:
        """What the room said beside what was computed; left out where no session recorded anything."""
        layers = self.result.layers
        if not any(layer.finding for layer in layers):
            return
        yield Heading(2, self.say("report.findings"))
        columns = (
            Column(self.say("column.layer")),
            Column(self.say("column.finding")),
            Column(self.say("column.computed")),
            Column(self.say("column.range"), "right"),
            Column(self.say("column.coverage"), "right"),
            Column(self.say("column.agreement")),
        )
        yield Table(columns, tuple(self._finding_row(layer) for layer in layers))
        sources = dict.fromkeys(layer.finding.source for layer in layers if layer.finding and layer.finding.source)
        for source in sources:
            yield from (Paragraph(line) for line in told_source(source, None, self.say))
        if any(layer.agreement in ("differs", "undecided") for layer in layers):
            yield Paragraph(inline(self.say("report.findings-note")))

    def _finding_row(self, layer: LayerResult) -> tuple[Inline | None, ...]:
        found = self.say("report.no-finding")
        tone: Tone = "muted"
        if layer.finding is not None:
            found, tone = (
                self.say(f"verdict.{layer.finding.verdict}"),
                VERDICT_TONES.get(layer.finding.verdict, "plain"),
            )
        agreement = self.say(f"agreement.{layer.agreement}")
        return (
            inline(self.word(layer.name)),
            inline(Span(found, tone)),
            inline(self._verdict(layer.verdict)),
            self._range(layer.low, layer.high),
            inline(self.say.known(layer.coverage)) if layer.coverage is not None else None,
            inline(Span(agreement, AGREEMENT_TONES.get(layer.agreement, "plain"))),
        )

    def dependencies(self) -> Iterator[Block]:
        yield Heading(2, self.say("report.dependencies"))
        if self.result.exposure is None:
            yield Paragraph(inline(self.say("report.no-dependencies")))
            return
        yield from exposure_section(self.result, self.result.exposure, self.say, self.most)

    def gaps(self) -> Iterator[Block]:
        yield Heading(2, self.say("report.gaps"))
        if not self.result.gaps:
            answered = any(layer.counts.answered for layer in self.result.layers)
            yield Paragraph(inline(self.say("report.no-gaps" if answered else "report.no-answers")))
            return
        yield Paragraph(inline(Span(self.say("report.gaps-note"), "muted")))
        shown = [self.result.question(gap) for gap in self.result.gaps[: self.most]]
        yield from way_to_the_target(shown[:GAPS_SHOWN], self.say)
        layer_of = {question.id: layer for layer in self.result.layers for question in layer.questions}
        yield from listing(
            [self._gap(gap, layer_of[gap.id]) for gap in shown],
            numbered=True,
        )
        yield from self._more(self.result.gaps)

    def _more(self, questions: Sequence[str]) -> Iterator[Block]:
        if self.most is not None and len(questions) > self.most:
            yield Paragraph(inline(Span(self.say("report.more", n=len(questions) - self.most), "muted")))

    def _gap(self, question: QuestionResult, layer: LayerResult) -> Entry:
        """The whole way to the target, as a rung may begin where the one below it ends ("in addition")."""
        now, target = question.rung or 0, question.target
        label = {now: "report.now", target: "report.target"}
        details = [
            inline(Span(f"{self.word(layer.name)} · ", "muted"), Span(question.id, "muted", question.id)),
            *(
                inline(Span(self.say(label.get(place, "report.then")), "muted"), " ", self.word(rung.text))
                for place, rung in enumerate(question.rungs[: target + 1])
                if place >= now
            ),
        ]
        if question.next_action is not None:
            step = self.say("report.first-step", effort=self.say(f"effort.{question.next_action.effort}"))
            details.append(inline(Span(step, "good"), " ", self.word(question.next_action.text)))
        details += self._because(question)
        share = question.share_of_total_gap
        of_all = "" if share is None else " " + self.say("report.share", share=self.say.percent(share))
        return Entry(inline(Span(self.word(question.ask), "strong"), of_all), tuple(details))

    def _because(self, question: QuestionResult) -> tuple[Inline, ...]:
        about, answered = (question.date, question.confidence), question.state == "answered"
        grounds = told_grounds(question.evidence, question.source, about, self.say, answered=answered)
        changes = self.result.older.changed.get(question.id) if self.result.older else None
        told = self.say("report.changed-since", changes=told_changes(changes, self.say)) if changes else ""
        return (*grounds, *([inline(Span(told, "bad"))] if told else []))

    def information_gaps(self) -> Iterator[Block]:
        open_questions = self.result.information_gaps
        unsupported = [
            question.id for layer in self.result.layers for question in layer.questions if not question.supported
        ]
        if not open_questions and not unsupported and not self.result.confidence:
            return
        yield Heading(2, self.say("report.information-gaps"))
        if open_questions:
            yield Paragraph(inline(Span(self.say("report.information-note"), "muted")))
            yield from listing(
                [self._information_gap(self.result.question(question)) for question in open_questions[: self.most]],
                numbered=True,
            )
            yield from self._more(open_questions)
        if unsupported:
            yield Paragraph(
                inline(self.say("report.unsupported", n=len(unsupported), questions=self.say.listing(unsupported)))
            )
        if self.result.confidence:
            counts = [f"{n} {self.say(f'confidence.{sure}')}" for sure, n in self.result.confidence.items()]
            yield Paragraph(inline(self.say("report.confidence", counts=self.say.listing(counts))))

    def _information_gap(self, question: QuestionResult) -> Entry:
        state = Span(f"{self.say(f'state.{question.state}')} · ", "muted")
        details = [inline(state, Span(question.id, "muted", question.id))]
        if question.proof is not None:
            details.append(inline(Span(self.say("report.ask-for"), "muted"), " ", self.word(question.proof)))
        details += self._because(question)
        points = self.say("report.points", points=self.say.number(question.information or 0.0))
        return Entry(inline(Span(self.word(question.ask), "strong"), f" {points}"), tuple(details))

    def parts(self, key: str, parts: Sequence[LayerResult]) -> Iterator[Block]:
        if not parts:
            return
        yield Heading(2, self.say(f"report.{key}"))
        yield Paragraph(inline(Span(self.say("report.beside-note"), "muted")))
        yield self._table_of(parts)
        yield from listing([self._why(part) for part in parts])
        for part in parts:
            yield from self._gaps_of(part)

    def _gaps_of(self, part: LayerResult) -> Iterator[Block]:
        """What is furthest from its target in a part beside the stack."""
        if not part.gaps:
            return
        asked = {question.id: question for question in part.questions}
        yield Heading(3, self.say("report.gaps-of", name=self.word(part.name)))
        yield from listing([self._gap(asked[gap], part) for gap in part.gaps[: self.most]], numbered=True)
        yield from self._more(part.gaps)

    def answers(self) -> Iterator[Block]:
        """Every question with its answer and what it rests on: the way from any sentence to its source."""
        yield Heading(2, self.say("report.answers"))
        for part in self.result.parts:
            yield Heading(3, self.word(part.name))
            yield from listing([self._answer(question) for question in part.questions])

    def _answer(self, question: QuestionResult) -> Entry:
        given = self.say(f"state.{question.state}")
        if question.rung is not None:
            given = self.say("report.answer", rung=question.rung, text=self.word(question.rungs[question.rung].text))
        reason = (inline(self.word(question.reason)),) if question.reason else ()
        details = (inline(given), *reason, *self._because(question))
        named = inline(self.word(question.ask), Span(f" [{question.id}]", "muted"))
        return Entry(named, details, question.id)

    def method(self) -> Iterator[Block]:
        framework, tool = self.result.framework, self.result.tool
        yield Heading(2, self.say("report.method"))
        yield Paragraph(inline(self.say("report.method-score")))
        yield Paragraph(
            inline(
                self.say(
                    "report.method-thresholds",
                    strong=self.say.number(framework.thresholds.strong),
                    attention=self.say.number(framework.thresholds.attention),
                    coverage=self.say.percent(framework.thresholds.coverage),
                    target=framework.target,
                    name=self._level_name(framework.target),
                )
            )
        )
        yield from listing(
            [
                Entry(inline(self._cited(self.word(source.text), source.url, source.date)))
                for source in framework.sources
            ]
        )
        yield Paragraph(
            inline(
                self.say(
                    "report.made-with",
                    tool=f"{tool.name} {tool.version}",
                    framework=f"{framework.id} {framework.edition}",
                    hash=framework.hash[:12],
                )
            )
        )
        yield Paragraph(inline(Span(self.say("report.what-it-is-not"), "strong")))

    @staticmethod
    def _cited(*parts: str | None) -> str:
        return ", ".join(_present(parts))


def _present(parts: Iterable[str | None]) -> Iterator[str]:
    return (part for part in parts if part)

"""The dependency and gap report: what is said of one profile, in the order of the kick-off of 26 March 2025.

Each section is a function from the result to blocks; nothing is computed here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, FindingAgreement, LayerResult, QuestionResult
from eurostack_assess.model.profile import Statement
from eurostack_assess.model.vocabulary import Verdict
from eurostack_assess.report.document import (
    UNDATED,
    Bar,
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.custom_weights import build_custom_weights_section
from eurostack_assess.report.documents.editions import build_older_edition_section
from eurostack_assess.report.documents.exposure import build_exposure_section
from eurostack_assess.report.documents.figures import build_stack_shape, build_target_steps, build_verdict_stability
from eurostack_assess.report.documents.views import build_view_section, format_view_summary
from eurostack_assess.report.wording.editions import format_changes
from eurostack_assess.report.wording.scores import (
    build_bar,
    build_number_cells,
    build_number_columns,
    build_scale_column,
)
from eurostack_assess.report.wording.statements import (
    format_evidence,
    format_figure,
    format_figure_notes,
    format_meaning,
    format_source,
    format_statements,
)
from eurostack_assess.report.wording.voice import SHORT_LIST, Voice, list_limit
from eurostack_assess.texts import texts

MAX_LAYERS_NAMED = 3
"""Layers that the sentence names of a kind, before "and n more"."""

VERDICT_TONES: dict[Verdict, Tone] = {"strong": "good", "attention": "bad"}
AGREEMENT_TONES: dict[FindingAgreement, Tone] = {"differs": "bad"}


def build_assessment_report(result: Assessment, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole report in one language; with `everything`, no list is cut short and every answer is told."""
    report = _AssessmentReport(result=result, translate=texts(language), limit=list_limit(everything=everything))
    sections = (
        report.opening(),
        report.older_edition(),
        report.statements("facts", result.profile.facts),
        report.statements("bottlenecks", result.profile.bottlenecks),
        report.indicators(),
        report.stack(),
        report.summary(),
        report.custom_weights(),
        report.findings(),
        report.dependencies(),
        report.gaps(),
        report.information_gaps(),
        report.parts("beside", result.cross_cutting),
        report.parts("lenses", result.lenses),
        *(build_view_section(view, result.framework.thresholds, report.translate) for view in result.views),
        report.answers() if everything else (),
        report.method(),
    )
    as_of_date = result.profile.date or UNDATED
    return ReportDocument(
        result.profile.name, language, tuple(block for section in sections for block in section), as_of_date
    )


@dataclass(frozen=True, kw_only=True)
class _AssessmentReport(Voice):
    """One result in one language."""

    result: Assessment

    def opening(self) -> Iterator[Block]:
        profile, framework = self.result.profile, self.result.framework
        yield Heading(1, profile.name)
        about = [self.translate("report.title"), self.translate(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.translate("report.date", date=profile.date.isoformat()))
        about.append(self.translate("report.framework", name=self.localise(framework.name), edition=framework.edition))
        yield Paragraph(inline(" · ".join(part for part in about if part)))
        if profile.example:
            yield Paragraph(inline(TextSpan(self.translate("report.example"), "bad")))
        if profile.basis == "session":
            yield Paragraph(inline(TextSpan(self.translate("report.from-session"), "strong")))
        meaning = format_meaning(framework.meaning.get(profile.kind), self.translate)
        yield Paragraph(inline(TextSpan(meaning, "muted")))

    def older_edition(self) -> Iterator[Block]:
        """What has changed since the answers were given."""
        if self.result.edition_drift is not None:
            yield from build_older_edition_section(self.result, self.result.edition_drift, self.translate)

    def statements(self, key: str, statements: Sequence[Statement]) -> Iterator[Block]:
        if not statements:
            return
        yield Heading(2, self.translate(f"report.{key}"))
        yield from format_statements(statements, self.translate)

    def indicators(self) -> Iterator[Block]:
        """Public figures, each with its year and area."""
        figures = self.result.profile.indicators
        if not figures:
            return
        yield Heading(2, self.translate("report.indicators"))
        entries = []
        for indicator in figures:
            name = TextSpan(self.localise(indicator.name), "strong")
            label = inline(name, f": {format_figure(indicator, self.translate)}")
            entries.append(ListEntry(label, tuple(format_figure_notes(indicator, self.translate))))
        yield from listing(entries)
        yield Paragraph(inline(TextSpan(self.translate("report.indicators-note"), "muted")))

    def stack(self) -> Iterator[Block]:
        layers, thresholds = self.result.layers, self.result.framework.thresholds
        yield Heading(2, self.translate("report.stack"))
        yield self._layer_table(layers)
        yield from build_stack_shape(layers, thresholds, self.translate)
        yield from listing([self._verdict_reasons(layer) for layer in layers])
        yield from build_verdict_stability(layers, self.translate)
        ends = {key: self.translate.number(getattr(thresholds, key)) for key in ("attention", "strong")}
        yield Paragraph(inline(TextSpan(self.translate("report.how-to-read", **ends), "muted")))

    def _layer_table(self, layers: Sequence[LayerResult]) -> TableBlock:
        columns = (
            Column(self.translate("column.layer")),
            build_scale_column(self.translate),
            *build_number_columns(self.translate),
            Column(self.translate("column.verdict")),
        )
        return TableBlock(columns, tuple(self._layer_row(layer) for layer in layers))

    def _layer_row(self, layer: LayerResult) -> tuple[Inline | Bar | None, ...]:
        return (
            inline(self.localise(layer.name)),
            build_bar(layer, self.result.framework.thresholds),
            *build_number_cells(layer, self.translate),
            inline(self._verdict(layer.verdict)),
        )

    def _range(self, low: float | None, high: float | None) -> Inline | None:
        return inline(self._interval(low, high)) if low is not None else None

    def _interval(self, low: float | None, high: float | None) -> str:
        return self.translate.interval(low or 0.0, high or 0.0)

    def _verdict(self, verdict: Verdict) -> TextSpan:
        return TextSpan(self.translate(f"verdict.{verdict}"), VERDICT_TONES.get(verdict, "plain"))

    def _verdict_reasons(self, layer: LayerResult) -> ListEntry:
        """The verdict's ground, the questions that decided it, and what binds the level."""
        questions_by_id = {question.id: question for question in layer.questions}
        by = "known" if layer.ground == "interval" and layer.low == layer.high else layer.ground
        ground = self.translate(f"ground.{layer.verdict}-{by}")
        details = [self._question_label(questions_by_id[question]) for question in layer.decided_by]
        least = self.result.framework.thresholds.weights_agree
        if least is not None and layer.weights_agree is not None and layer.weights_agree < least:
            share = self.translate.percent(layer.weights_agree)
            details.append(inline(TextSpan(self.translate("report.depends-on-weights", share=share), "bad")))
        if layer.level is not None and layer.level_uplift is not None:
            details.append(
                inline(
                    TextSpan(
                        self.translate(
                            "report.binding",
                            level=layer.level,
                            name=self._level_name(layer.level),
                            questions=self.translate.listing(list(layer.binding)),
                            n=len(layer.binding),
                            lifted=layer.level_uplift.all_questions,
                        ),
                        "muted",
                    )
                )
            )
        if layer.score_not_applicable_as_0 is not None and layer.not_applicable is not None:
            details.append(
                inline(
                    self.translate(
                        "report.not-applicable-guard",
                        share=self.translate.percent(layer.not_applicable),
                        score=self.translate.number(layer.score_not_applicable_as_0),
                    )
                )
            )
        return ListEntry(inline(TextSpan(self.localise(layer.name), "strong"), ": ", ground), tuple(details))

    def _level_name(self, level: int) -> str:
        return self.localise(self.result.framework.levels[level])

    def _question_label(self, question: QuestionResult) -> Inline:
        return inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted", question.id))

    def summary(self) -> Iterator[Block]:
        yield Heading(2, self.translate("report.sentence"))
        if found := " ".join(self._finding_sentences()):
            yield Paragraph(
                inline(TextSpan(self.translate("sentence.session"), "muted"), " ", TextSpan(found, "strong"))
            )
        computed = TextSpan(self.translate("sentence.computed"), "muted")
        yield Paragraph(inline(computed, " ", TextSpan(" ".join(self._summary_sentences()), "strong")))
        overall = self.result.overall
        if overall.score is None:
            yield Paragraph(inline(self.translate("report.overall-none")))
            return
        weakest = [self.localise(self.result.layer(layer).name) for layer in overall.weakest]
        yield Paragraph(
            inline(
                self.translate(
                    "report.overall-exact" if overall.low == overall.high else "report.overall",
                    score=self.translate.number(overall.score),
                    range=self._interval(overall.low, overall.high),
                    coverage=self.translate.known(overall.coverage or 0.0),
                ),
                " ",
                self._overall_level(weakest),
            )
        )
        yield from (
            Paragraph(inline(format_view_summary(view, self.translate))) for view in self.result.views if view.editions
        )

    def _overall_level(self, weakest: list[str]) -> str:
        overall = self.result.overall
        unknown = [
            self.localise(layer.name)
            for layer in self.result.layers
            if layer.level is None and layer.level_low is not None
        ]
        if unknown and overall.level is not None:
            level_values = {"level": overall.level, "name": self._level_name(overall.level)}
            return self.translate(
                "report.weakest-unknown", n=len(unknown), unknown=self.translate.listing(unknown), **level_values
            )
        key = "report.weakest" if overall.level is None else "report.weakest-level"
        if len(weakest) == len(self.result.layers) > 1 and overall.level is not None:
            key = "report.all-at-level"
        values: dict[str, object] = {"layers": self.translate.listing(weakest), "n": len(weakest)}
        if overall.level is not None:
            values |= {"level": overall.level, "name": self._level_name(overall.level)}
        return self.translate(key, **values)

    def _finding_sentences(self) -> Iterator[str]:
        """What the session found, in the order of the stack; nothing where none was recorded."""
        for verdict in ("strong", "attention"):
            found = [layer for layer in self.result.layers if layer.finding and layer.finding.verdict == verdict]
            if found:
                yield self.translate(
                    f"sentence.{verdict}", layers=self.translate.listing([self.localise(layer.name) for layer in found])
                )

    def _summary_sentences(self) -> Iterator[str]:
        summary, thresholds = self.result.summary, self.result.framework.thresholds
        if summary.strong:
            yield self.translate("sentence.strong", layers=self._layer_names(summary.strong))
        elif summary.relatively_best:
            best = self.result.layer(summary.relatively_best)
            yield self.translate(
                "sentence.none-strong",
                threshold=self.translate.number(thresholds.strong),
                layer=self.localise(best.name),
                low=self._low_end(best),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.translate("sentence.no-strong", threshold=self.translate.number(thresholds.strong))
        if summary.attention:
            yield self.translate("sentence.attention", layers=self._layer_names(summary.attention))
        elif summary.relatively_lowest:
            lowest = self.result.layer(summary.relatively_lowest)
            yield self.translate(
                "sentence.none-attention",
                threshold=self.translate.number(thresholds.attention),
                layer=self.localise(lowest.name),
                low=self._low_end(lowest),
            )
        elif len(summary.no_verdict) < len(self.result.layers):
            yield self.translate("sentence.no-attention", threshold=self.translate.number(thresholds.attention))
        if len(summary.no_verdict) == len(self.result.layers):
            yield self.translate("sentence.no-verdict-at-all")
        elif summary.no_verdict:
            yield self.translate(
                "sentence.no-verdict", layers=self._layer_names(summary.no_verdict), n=len(summary.no_verdict)
            )

    def _low_end(self, layer: LayerResult) -> str:
        """What a layer's score is at least, or just is."""
        if layer.low == layer.high:
            return self._interval(layer.low, layer.high)
        return self.translate("sentence.at-least", low=self.translate.at_least(layer.low or 0.0))

    def _layer_names(self, layers: Sequence[str]) -> str:
        """At most four layers, each with its interval and coverage; of five and more three, and how many others."""
        left_out = len(layers) - MAX_LAYERS_NAMED if len(layers) > MAX_LAYERS_NAMED + 1 else 0
        layer_texts = [
            self._layer_with_interval(self.result.layer(layer)) for layer in layers[: len(layers) - left_out]
        ]
        if left_out:
            layer_texts.append(self.translate("sentence.more", n=left_out))
        return self.translate.listing(layer_texts)

    def _layer_with_interval(self, layer: LayerResult) -> str:
        if layer.low is None or layer.coverage is None:
            return self.localise(layer.name)
        return self.translate(
            "sentence.layer",
            layer=self.localise(layer.name),
            range=self._interval(layer.low, layer.high),
            coverage=self.translate.known(layer.coverage),
        )

    def custom_weights(self) -> Iterator[Block]:
        """The same answers by custom weights, where those were given."""
        if self.result.reweighed is not None:
            yield from build_custom_weights_section(self.result, self.result.reweighed, self.translate)

    def findings(self) -> Iterator[Block]:
        """What the room said beside what was computed; left out where no session recorded anything."""
        layers = self.result.layers
        if not any(layer.finding for layer in layers):
            return
        yield Heading(2, self.translate("report.findings"))
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.finding")),
            Column(self.translate("column.computed")),
            Column(self.translate("column.range"), "right"),
            Column(self.translate("column.coverage"), "right"),
            Column(self.translate("column.agreement")),
        )
        yield TableBlock(columns, tuple(self._finding_row(layer) for layer in layers))
        sources = dict.fromkeys(layer.finding.source for layer in layers if layer.finding and layer.finding.source)
        for source in sources:
            yield from (Paragraph(line) for line in format_source(source, None, self.translate))
        if any(layer.agreement in ("differs", "undecided") for layer in layers):
            yield Paragraph(inline(self.translate("report.findings-note")))

    def _finding_row(self, layer: LayerResult) -> tuple[Inline | None, ...]:
        found = self.translate("report.no-finding")
        tone: Tone = "muted"
        if layer.finding is not None:
            found, tone = (
                self.translate(f"verdict.{layer.finding.verdict}"),
                VERDICT_TONES.get(layer.finding.verdict, "plain"),
            )
        agreement = self.translate(f"agreement.{layer.agreement}")
        return (
            inline(self.localise(layer.name)),
            inline(TextSpan(found, tone)),
            inline(self._verdict(layer.verdict)),
            self._range(layer.low, layer.high),
            inline(self.translate.known(layer.coverage)) if layer.coverage is not None else None,
            inline(TextSpan(agreement, AGREEMENT_TONES.get(layer.agreement, "plain"))),
        )

    def dependencies(self) -> Iterator[Block]:
        yield Heading(2, self.translate("report.dependencies"))
        if self.result.exposure is None:
            yield Paragraph(inline(self.translate("report.no-dependencies")))
            return
        yield from build_exposure_section(self.result, self.result.exposure, self.translate, self.limit)

    def gaps(self) -> Iterator[Block]:
        yield Heading(2, self.translate("report.gaps"))
        if not self.result.gaps:
            answered = any(layer.counts.answered for layer in self.result.layers)
            yield Paragraph(inline(self.translate("report.no-gaps" if answered else "report.no-answers")))
            return
        yield Paragraph(inline(TextSpan(self.translate("report.gaps-note"), "muted")))
        shown = [self.result.question(gap) for gap in self.shown(self.result.gaps)]
        yield from build_target_steps(shown[:SHORT_LIST], self.translate)
        layer_of = {question.id: layer for layer in self.result.layers for question in layer.questions}
        yield from listing(
            [self._gap(gap, layer_of[gap.id]) for gap in shown],
            numbered=True,
        )
        yield from self.truncation_note(self.result.gaps)

    def _gap(self, question: QuestionResult, layer: LayerResult) -> ListEntry:
        """The whole way to the target, as a rung may begin where the one below it ends ("in addition")."""
        now, target = question.rung or 0, question.target
        label = {now: "report.now", target: "report.target"}
        details = [
            inline(TextSpan(f"{self.localise(layer.name)} · ", "muted"), TextSpan(question.id, "muted", question.id)),
            *(
                inline(
                    TextSpan(self.translate(label.get(place, "report.then")), "muted"), " ", self.localise(rung.text)
                )
                for place, rung in enumerate(question.rungs[: target + 1])
                if place >= now
            ),
        ]
        if question.next_action is not None:
            step = self.translate("report.first-step", effort=self.translate(f"effort.{question.next_action.effort}"))
            details.append(inline(TextSpan(step, "good"), " ", self.localise(question.next_action.text)))
        details += self._evidence_lines(question)
        share = question.share_of_total_gap
        of_all = "" if share is None else " " + self.translate("report.share", share=self.translate.percent(share))
        return ListEntry(inline(TextSpan(self.localise(question.ask), "strong"), of_all), tuple(details))

    def _evidence_lines(self, question: QuestionResult) -> tuple[Inline, ...]:
        about, answered = (question.date, question.confidence), question.state == "answered"
        grounds = format_evidence(question.evidence, question.source, about, self.translate, answered=answered)
        changes = self.result.edition_drift.changed.get(question.id) if self.result.edition_drift else None
        change_note = (
            self.translate("report.changed-since", changes=format_changes(changes, self.translate)) if changes else ""
        )
        return (*grounds, *([inline(TextSpan(change_note, "bad"))] if change_note else []))

    def information_gaps(self) -> Iterator[Block]:
        open_questions = self.result.information_gaps
        unsupported = [
            question.id for layer in self.result.layers for question in layer.questions if not question.supported
        ]
        if not open_questions and not unsupported and not self.result.confidence:
            return
        yield Heading(2, self.translate("report.information-gaps"))
        if open_questions:
            yield Paragraph(inline(TextSpan(self.translate("report.information-note"), "muted")))
            yield from listing(
                [self._information_gap(self.result.question(question)) for question in self.shown(open_questions)],
                numbered=True,
            )
            yield from self.truncation_note(open_questions)
        if unsupported:
            yield Paragraph(
                inline(
                    self.translate(
                        "report.unsupported", n=len(unsupported), questions=self.translate.listing(unsupported)
                    )
                )
            )
        if self.result.confidence:
            counts = [f"{n} {self.translate(f'confidence.{sure}')}" for sure, n in self.result.confidence.items()]
            yield Paragraph(inline(self.translate("report.confidence", counts=self.translate.listing(counts))))

    def _information_gap(self, question: QuestionResult) -> ListEntry:
        state = TextSpan(f"{self.translate(f'state.{question.state}')} · ", "muted")
        details = [inline(state, TextSpan(question.id, "muted", question.id))]
        if question.proof is not None:
            details.append(
                inline(TextSpan(self.translate("report.ask-for"), "muted"), " ", self.localise(question.proof))
            )
        details += self._evidence_lines(question)
        points = self.translate("report.points", points=self.translate.number(question.information or 0.0))
        return ListEntry(inline(TextSpan(self.localise(question.ask), "strong"), f" {points}"), tuple(details))

    def parts(self, key: str, parts: Sequence[LayerResult]) -> Iterator[Block]:
        if not parts:
            return
        yield Heading(2, self.translate(f"report.{key}"))
        yield Paragraph(inline(TextSpan(self.translate("report.beside-note"), "muted")))
        yield self._layer_table(parts)
        yield from listing([self._verdict_reasons(part) for part in parts])
        for part in parts:
            yield from self._part_gaps(part)

    def _part_gaps(self, part: LayerResult) -> Iterator[Block]:
        """What is furthest from its target in a part outside the stack."""
        if not part.gaps:
            return
        questions_by_id = {question.id: question for question in part.questions}
        yield Heading(3, self.translate("report.gaps-of", name=self.localise(part.name)))
        yield from listing([self._gap(questions_by_id[gap], part) for gap in self.shown(part.gaps)], numbered=True)
        yield from self.truncation_note(part.gaps)

    def answers(self) -> Iterator[Block]:
        """Every question with its answer and what it rests on: the way from any sentence to its source."""
        yield Heading(2, self.translate("report.answers"))
        for part in self.result.parts:
            yield Heading(3, self.localise(part.name))
            yield from listing([self._answer(question) for question in part.questions])

    def _answer(self, question: QuestionResult) -> ListEntry:
        answer_text = self.translate(f"state.{question.state}")
        if question.rung is not None:
            answer_text = self.translate(
                "report.answer", rung=question.rung, text=self.localise(question.rungs[question.rung].text)
            )
        reason = (inline(self.localise(question.reason)),) if question.reason else ()
        details = (inline(answer_text), *reason, *self._evidence_lines(question))
        label = inline(self.localise(question.ask), TextSpan(f" [{question.id}]", "muted"))
        return ListEntry(label, details, question.id)

    def method(self) -> Iterator[Block]:
        framework, tool = self.result.framework, self.result.tool
        yield Heading(2, self.translate("report.method"))
        yield Paragraph(inline(self.translate("report.method-score")))
        yield Paragraph(
            inline(
                self.translate(
                    "report.method-thresholds",
                    strong=self.translate.number(framework.thresholds.strong),
                    attention=self.translate.number(framework.thresholds.attention),
                    coverage=self.translate.percent(framework.thresholds.coverage),
                    target=framework.target,
                    name=self._level_name(framework.target),
                )
            )
        )
        yield from listing(
            [
                ListEntry(inline(self._citation(self.localise(source.text), source.url, source.date)))
                for source in framework.sources
            ]
        )
        yield Paragraph(
            inline(
                self.translate(
                    "report.made-with",
                    tool=f"{tool.name} {tool.version}",
                    framework=f"{framework.id} {framework.edition}",
                    hash=framework.hash[:12],
                )
            )
        )
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))

    @staticmethod
    def _citation(*parts: str | None) -> str:
        return ", ".join(_drop_empty(parts))


def _drop_empty(parts: Iterable[str | None]) -> Iterator[str]:
    return (part for part in parts if part)
